"""What the head of a production order says in its trade's ways: dates without years, plant numbers, own letters."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.typed.references import find_reference
from extractors.typed.yearless import one_time, without_year
from tests.extractors.prepared import fields, lines, read


@pytest.mark.parametrize("number", ["PO# 77120-B", "OF 26-118", "SO 551827", "W.O. 2526/1184"])
def test_the_letters_of_a_number_that_is_all_the_print_belong_to_it(number: str) -> None:
    found = find_reference(number)
    assert found is not None
    assert found.value == number


@pytest.mark.parametrize(
    ("text", "day"),
    [("4月19日", dt.date(2025, 4, 19)), ("01/05", dt.date(2026, 1, 5)), ("Dec 9", dt.date(2025, 12, 9)), ("12", None)],
)
def test_a_date_without_a_year_is_the_nearest_to_the_papers_dates(text: str, day: dt.date | None) -> None:
    about = one_time(["下达日期：2025.11.12" if day != dt.date(2025, 4, 19) else "2025年4月18日"], None)
    assert about is not None
    found = without_year(text, about, None)
    assert (found and found.value) == day


def test_dates_of_several_years_or_of_two_meanings_tell_no_year() -> None:
    assert one_time(["2023-05-01", "2025-11-12"], None) is None
    assert one_time(["06/07/2026"], None) is None


def test_when_it_was_made_goes_before_when_it_was_to_be() -> None:
    record = read([
        (0.3, 0.03, "Production Order"),
        (0.06, 0.10, "Plant: 2100 Kaltwasser Valves Sdn Bhd"),
        (0.06, 0.13, "Description: Ball valve"), (0.5, 0.13, "Order qty: 1500 EA"),
        (0.06, 0.16, "Basic start: 2026/07/06"), (0.5, 0.16, "Basic finish: 2026/07/24"),
        (0.06, 0.19, "Act. start: 2026/07/07"), (0.5, 0.19, "Act. finish: 2026/07/23"),
    ])  # fmt: skip
    [line] = lines(record)
    assert (line["start_date"], line["finish_date"]) == ("2026-07-07", "2026-07-23")
    assert fields(record)["producer"] == "Kaltwasser Valves Sdn Bhd"


def test_one_caption_may_ask_for_both_days_and_a_number_say_of_what_kind() -> None:
    record = read([
        (0.3, 0.03, "Kanban release sheet"),
        (0.06, 0.10, "Part name: Harness"), (0.5, 0.10, "Part no.: HR-4410-A"),
        (0.06, 0.13, "Kanban qty: 240 pcs"), (0.5, 0.13, "Start / end: 2026/07/14 – 2026/07/15"),
    ])  # fmt: skip
    [line] = lines(record)
    assert (line["start_date"], line["finish_date"]) == ("2026-07-14", "2026-07-15")
    assert (line["specification"], line["planned_quantity"]) == ("HR-4410-A", "240")


def test_two_columns_of_dates_under_unknown_headers_are_begun_and_done() -> None:
    tops = {0.20: "Article|Asked|Made|In|Out", 0.23: "Dining chair|240|240 ea|2026-02-16|2026-03-06",
            0.26: "Bar stool|96|95 ea|2026-03-02|2026-03-17", 0.29: "Pieces|336|335||"}  # fmt: skip
    at = (0.06, 0.35, 0.5, 0.65, 0.85)
    rows = [(x, y, text) for y, row in tops.items() for x, text in zip(at, row.split("|"), strict=True)]
    first, second, *_ = lines(read([(0.3, 0.03, "Work order"), *(row for row in rows if row[2])]))
    assert (first["start_date"], first["finish_date"]) == ("2026-02-16", "2026-03-06")
    assert (second["start_date"], second["finish_date"]) == ("2026-03-02", "2026-03-17")


def test_the_order_and_the_contract_keep_their_captions_beside_a_plain_number() -> None:
    record = read([
        (0.4, 0.05, "生产任务单"), (0.05, 0.1, "编号： GD20240606-29"), (0.4, 0.1, "订单号： PO766967"),
        (0.7, 0.1, "日期： 2024/6/6"), (0.05, 0.13, "合同号： HT240595"), (0.4, 0.13, "车间： 装配车间"),
    ])  # fmt: skip
    found = fields(record)
    assert [found.get(name) for name in ("record_number", "order_number", "contract_number")] == [
        "GD20240606-29", "PO766967", "HT240595",
    ]  # fmt: skip


def test_an_order_s_number_behind_its_colon_is_not_asked_for_by_the_contract_s_below() -> None:
    record = read([
        (0.4, 0.05, "生产通知单"), (0.05, 0.1, "编号： SC2026071920"), (0.5, 0.1, "订单号： P617667"),
        (0.05, 0.12, "制单日期： 2026.07.19"), (0.5, 0.12, "合同号："), (0.65, 0.12, "SC260706"),
    ])  # fmt: skip
    found = fields(record)
    assert (found["order_number"], found["contract_number"]) == ("P617667", "SC260706")
