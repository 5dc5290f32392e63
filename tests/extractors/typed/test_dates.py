"""Dates of every printed form, with OCR slips, both orders, periods."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.typed.dates import date_order, find_dates, find_period, parse_date

DAY = dt.date(2026, 6, 28)


@pytest.mark.parametrize(
    "text",
    """JUN. 28, 2026|JUNE 28,2026|28 JUN 2026|28-JUN-26|2026-06-28|2026/6/28|2026.06.28|20260628|2026年6月28日
    二〇二六年六月二十八日|06/28/2026|28/06/2026|28.06.2026|28TH JUNE, 2026|28TH DAY OF JUNE, 2026|JUNE 28TH 2026
    28 de junio de 2026|28 juin 2026|28. Juni 2026|28 giugno 2026|28 de junho de 2026|28 Haziran 2026|28 Juni 2026
    NGÀY 28 THÁNG 6 NĂM 2026|2026년 6월 28일|民国115年6月28日|115年6月28日|28 JUN 2569|28/06/2569|令和8年6月28日
    2026-JUN-28|28/JUN/2026|JUN/28/2026|２０２６年６月２８日|28th June'26|JUN.28.2026""".replace("\n", "|").split("|"),
)
def test_every_printed_form_of_a_day_is_that_day(text: str) -> None:
    found = parse_date(text.strip())
    assert found is not None
    assert found.value == DAY
    assert found.sure >= 0.8


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("JUN.28,2O26", 0.8),
        ("JUN.28, 2626", 0.7),
        ("28.06.2926", 0.7),
        ("28,06.2026", 0.9),
        ("28.06,2026", 0.9),
        ("28.062026", 0.6),
        ("JUNE 28 , 2026", 0.9),
        ("2026 -06-28", 0.9),
        ("28JUN2026", 0.9),
        ("JUN282026", 0.9),
        ("JVN 28, 2026", 0.7),
        ("2026-O6-2B", 0.7),
        ("JUNE28,2026", 0.9),
        ("JUN 28,20 26", 0.8),
        ("2O26年6月28日", 0.8),
        ("28 JUNF 2026", 0.4),
        ("28062026", 0.5),
        ("28 06 2026", 0.5),
    ],
)
def test_slips_of_reading_are_put_right_and_cost_certainty(text: str, least: float) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.value == DAY
    assert least <= found.sure <= 1


@pytest.mark.parametrize(
    "text",
    [
        "9403.60.0010",
        "INV-20260611",
        "24C3301B0123/00456",
        "12 SETS 2026",
        "29 FEB 2025",
        "31/31/2026",
        "8.5.3",
        "1899-01-01",
        "500 CTNS",
        "",
        "NO. 18 XINGYE ROAD",
        "C263302A11800217",
        "一般原产地证书",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text) == []


def test_the_year_of_an_invoice_number_is_no_day_of_the_date_below_it() -> None:
    assert [f.raw for f in find_dates("04897/25 NOV.08; 2025")] == ["NOV.08; 2025"]
    assert not find_dates("04897/25 NOV.08")
    assert [f.value for f in find_dates("24/25 NOV 2025")] == [dt.date(2025, 11, 25)]


def test_an_ambiguous_date_keeps_both_readings_until_the_order_is_known() -> None:
    open_ = parse_date("06/11/2026")
    assert open_ is not None
    assert {open_.value, *open_.alternatives} == {dt.date(2026, 6, 11), dt.date(2026, 11, 6)}
    assert open_.sure < 0.8
    for order, day in (("MDY", dt.date(2026, 6, 11)), ("DMY", dt.date(2026, 11, 6))):
        told = parse_date("06/11/2026", order)
        assert told is not None
        assert (told.value, told.alternatives) == (day, ())
        assert told.sure > 0.8


def test_sibling_dates_tell_the_order_unless_they_disagree() -> None:
    assert date_order(["06/11/2026", "06/28/2026"]) == "MDY"
    assert date_order(["06/11/2026", "28/06/2026"]) == "DMY"
    assert date_order(["28/06/2026", "06/28/2026"]) is None
    assert date_order(["JUN. 28, 2026", "06/11/2026"]) is None


def test_all_dates_of_a_cell_come_in_order_with_their_places() -> None:
    text = "NB-0611 JUN. 3, 2026\nNB-0612 2026-06-28"
    found = find_dates(text)
    assert [f.value for f in found] == [dt.date(2026, 6, 3), DAY]
    assert [text[f.start : f.end] for f in found] == [f.raw for f in found] == ["JUN. 3, 2026", "2026-06-28"]


@pytest.mark.parametrize(
    "text",
    [
        "20250101-20251231",
        "FROM 01/01/2025 TO 12/31/2025",
        "01/01/2025 - 12/31/2025",
        "2025年1月1日至2025年12月31日",
        "JAN 1, 2025 through DEC 31, 2025",
        "2025-01-01~2025-12-31",
        "From: (mm/dd/yyyy) 01/01/2025 To (mm/dd/yyyy): 12/31/2025",
        "Blanket period: 20250101–20251231",
        "DEL 01/01/2025 AL 31/12/2025",
    ],
)
def test_a_blanket_period_has_a_first_and_a_last_day(text: str) -> None:
    period = find_period(text)
    assert period is not None
    assert (period[0].value, period[1].value) == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def test_two_unconnected_dates_are_no_period() -> None:
    assert find_period("INVOICE 2025-01-01 B/L NO. X DATED 2025-12-31") is None
    assert find_period("JUN. 28, 2026") is None


MONTHS = "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER".split()


@settings(deadline=None, max_examples=80)
@given(st.dates(dt.date(1990, 1, 1), dt.date(2068, 12, 31)), st.integers(0, 9))
def test_a_printed_date_reads_back(day: dt.date, form: int) -> None:
    name = MONTHS[day.month - 1]
    text = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{name} {day.day}, {day.year}",
        f"{name[:3]}.{day.day},{day.year}",
        f"{day.day}-{name[:3]}-{day.year}",
        f"{day.day:02}{name[:3]}{day.year}",
        f"{day.day} {name} {day.year}",
        f"{day.year}/{day.month}/{day.day}",
        f"DATE: {name[:3]}. {day.day:02}, {day.year} NINGBO",
    )[form]
    found = parse_date(text)
    assert found is not None
    assert found.value == day
    assert found.sure >= 0.9


@settings(deadline=None, max_examples=60)
@given(st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)), st.sampled_from("/-."))
def test_a_numeric_date_reads_back_in_either_order(day: dt.date, sign: str) -> None:
    for order, form in (("DMY", "%d{0}%m{0}%Y"), ("MDY", "%m{0}%d{0}%Y")):
        found = parse_date(day.strftime(form.format(sign)), order)  # type: ignore[arg-type]
        assert found is not None
        assert found.value == day


@pytest.mark.parametrize(
    ("text", "sure"), [("2026-08-1", False), ("2026-8-1", True), ("2026-08-10", True), ("2026-11-1", True)]
)
def test_a_day_of_one_digit_behind_a_padded_month_was_cut_off(text: str, sure: bool) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.sure > 0.9) is sure


@pytest.mark.parametrize("printed", ["October 4, 20", "04/10/20", "4 OCT 20"])
def test_a_year_cut_to_its_century_is_doubtful(printed: str) -> None:
    found = parse_date(printed, "DMY")
    assert found is None or found.sure < 0.8


def test_a_form_may_want_the_parts_of_a_date_apart() -> None:
    period = find_period("From : 2026 03 01 To : 2027 02 28")
    assert period is not None
    assert [day.value for day in period] == [dt.date(2026, 3, 1), dt.date(2027, 2, 28)]
    assert not find_dates("2026 03 01 14 2")
    assert not find_dates("2026 03 750ML")


def test_dots_say_that_the_day_stands_first() -> None:
    told = parse_date("05.03.2026")
    assert told is not None
    assert (told.value, told.sure, told.alternatives) == (dt.date(2026, 3, 5), 0.85, (dt.date(2026, 5, 3),))
    american = parse_date("05.03.2026", "MDY")
    assert american is not None
    assert american.value == dt.date(2026, 5, 3)
