"""Lines of entry summaries whose figures tell how they are laid out, and how sure they are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.entry.lines import line_of
from extractors.entry.proofs import COUNTED, agrees, by_check_digit, completed, continued, disputed, in_order, weight
from extractors.entry.ruled import ruled_lines
from extractors.layout import Run, lay_out
from extractors.typed.codes import find_entry_numbers
from schemas.page import Box
from schemas.record import MOST_DOUBTFUL, Line, Sighting, Value
from tests.extractors.prepared import grid, in_grid, lines, page, read
from tests.extractors.test_entry_printouts import BLOCKS, TITLE


def _runs(text: str) -> tuple[Run, ...]:
    return lay_out(page([(0.1, 0.1, text)])).runs


def _rows(lefts: Sequence[float], rows: Sequence[Sequence[str]]) -> list[tuple[float, float, str]]:
    return [(left, 0.2 + 0.014 * n, text) for n, row in enumerate(rows) for left, text in zip(lefts, row, strict=True)]


def _line(value: str, duty: str) -> Line:
    return {
        "line_no": Value("1", 1.0, ()),
        "entered_value_usd": Value(value, 1.0, ()),
        "duty_usd": Value(duty, 1.0, ()),
    }


@pytest.mark.parametrize(
    ("value", "rate", "duty", "told"),
    [
        ("4350", "3.5%", "152.25", True), ("4350", "Free", "0.00", True), ("9480", "3.7% + 25%", "2720.76", True),
        ("4350", "3.5%", "641.78", False), ("26", "Free", "12.00", False), ("4350", "4.2¢/kg", "152.25", None),
        ("4350", "", "152.25", None),
    ],
)  # fmt: skip
def test_a_duty_is_its_value_times_a_rate_or_one_of_them_is_doubtful(
    value: str, rate: str, duty: str, told: bool | None
) -> None:
    line, own = _line(value, duty), {"rate": _runs(rate)}
    assert agrees(line, own) is told
    sure = [figure.confidence for name in ("entered_value_usd", "duty_usd") if (figure := disputed(line, own)[name])]
    assert sure == [MOST_DOUBTFUL if told is False else 1.0] * 2


def test_lines_that_agree_weigh_more_than_more_values_that_do_not() -> None:
    own = {"rate": _runs("3.5%")}
    assert weight([(_line("4350", "152.25"), own)]) - weight([(_line("4350", "641.78"), own)]) > 3


def test_lines_beside_each_other_are_parted_by_ruling_where_numbers_are_centred_over_values() -> None:
    rows = [("Line", "1", "2"), ("HTS", "4201.00.3000", "4203.30.0000"), ("Goods", "Saddles of leather", "Belts"),
            ("", "and harness", ""), ("in unit", "NO", "NO"), ("Value, US$", "1,260", "624")]  # fmt: skip
    edges, tops = (0.05, 0.2, 0.5, 0.8), [0.2 + 0.02 * n for n in range(len(rows) + 1)]
    print_ = [(left + (0.12 if n == 0 and left > 0.1 else 0.0), tops[n] + 0.004, text)
              for n, row in enumerate(rows) for left, text in zip((0.06, 0.21, 0.51), row, strict=True)]  # fmt: skip
    assert lines(read([*TITLE, *BLOCKS, *print_, (0.06, 0.4, "Duty")], grid(edges, tops))) == [
        {"line_no": "1", "hts": "4201003000", "description": "Saddles of leather and harness", "unit": "NO",
         "entered_value_usd": "1260"},
        {"line_no": "2", "hts": "4203300000", "description": "Belts", "unit": "NO", "entered_value_usd": "624"},
    ]  # fmt: skip


def test_lines_of_the_same_goods_are_two_and_a_unit_behind_its_figure_is_no_country() -> None:
    lefts = (0.05, 0.1, 0.25, 0.5, 0.56, 0.65, 0.75, 0.85)
    rows = [("Ln", "HTS", "Goods", "Qty", "?", "Value", "Rate", "Duty"),
            ("1", "3304.99.5000", "Serum ampoules", "940", "KG", "48,720", "Free", "0.00"),
            ("2", "3304.99.5000", "Cleansing balm", "655", "NO", "17,940", "Free", "0.00")]  # fmt: skip
    print_ = [(left, 0.2 + 0.02 * n, text) for n, row in enumerate(rows) for left, text in zip(lefts, row, strict=True)]
    found = lines(read([*TITLE, *BLOCKS, *print_]))
    assert [(line["line_no"], line["unit"], line.get("country_of_origin")) for line in found] == [
        ("1", "KG", None), ("2", "NO", None),
    ]  # fmt: skip


def test_a_figure_within_a_number_of_letters_is_no_amount() -> None:
    line = line_of({"line": [], "numbers": [], "value": [*_runs("CR-26-7714"), *_runs("$188,790")]})
    assert [value.value for value in [line["entered_value_usd"]] if value] == ["188790"]


def test_headers_that_ask_for_two_things_have_values_parted_by_a_stroke_or_over_each_other() -> None:
    rows = [("Line / invoice", "HTSUS / SPI", "Description", "Qty 1 / Qty 2", "Gross kg", "Entered value / related"),
            ("1 / EB-", "9403.40.9060 /", "Kitchen cabinets", "640 NO", "6,120", "41,300 / N"),
            ("77190", "S", "of wood", "5,888 KG", "", ""),
            ("2 / EB-", "8302.42.3065 /", "Hinges", "640", "668", "11,552 / Y"),
            ("77191", "", "", "KG", "", "")]  # fmt: skip
    print_ = _rows((0.03, 0.18, 0.33, 0.5, 0.64, 0.74), rows)
    assert lines(read([*TITLE, *BLOCKS, *print_, (0.06, 0.4, "Duty")])) == [
        {"line_no": "1", "hts": "9403409060", "description": "Kitchen cabinets of wood", "net_quantity": "640",
         "unit": "NO", "net_quantity_2": "5888", "unit_2": "KG", "gross_weight_kg": "6120",
         "entered_value_usd": "41300", "relationship": "N", "spi": "S", "invoice_number": "EB-77190"},
        {"line_no": "2", "hts": "8302423065", "description": "Hinges", "net_quantity": "640", "unit": "KG",
         "gross_weight_kg": "668", "entered_value_usd": "11552", "relationship": "Y", "invoice_number": "EB-77191"},
    ]  # fmt: skip


def test_a_second_row_of_headers_names_the_second_row_of_a_line_even_with_the_day_of_its_invoice() -> None:
    rows = [("LN", "TARIFF NO", "ARTICLE", "GROSS KG", "VAL USD", "DUTY"), ("", "INV NO", "INV DT", "PKG", "", ""),
            ("1", "8413.70.2004", "PUMPS", "6,410", "94,816", "0.00"), ("", "ST-90441", "06-MAY-2026", "19", "", ""),
            ("2", "8484.20.0000", "SEALS", "74", "11,950", "466.05"),
            ("", "ST-90442", "07-MAY-2026", "1", "", "")]  # fmt: skip
    found = lines(read([*TITLE, *BLOCKS, *_rows((0.05, 0.1, 0.25, 0.5, 0.65, 0.8), rows)]))
    second = ("invoice_number", "invoice_date", "manifest_quantity", "description")
    assert [tuple(row[name] for name in second) for row in found] == [
        ("ST-90441", "2026-05-06", "19", "PUMPS"), ("ST-90442", "2026-05-07", "1", "SEALS"),
    ]  # fmt: skip


def test_a_related_caption_with_its_letter_is_not_read_as_related() -> None:
    line = line_of({"line": [], "numbers": [], "value": [*_runs("$188,790"), *_runs("Rel N")]})
    assert [value.value for value in [line["relationship"]] if value] == ["N"]


@pytest.mark.parametrize("said", ["INV SO-26771 DATED 06/25/2026", "Inv no SO-26771 of 25-JUN-2026"])
def test_an_invoice_is_told_with_its_day_behind_one_caption(said: str) -> None:
    rows = [("LN", "TARIFF NO", "ARTICLE", "GROSS KG", "VAL USD", "DUTY"), ("1", "", "PUMPS", "", "", ""),
            ("", "", said, "", "", ""), ("", "8413.70.2004", "", "6,410", "94,816", "0.00")]  # fmt: skip
    [line] = lines(read([*TITLE, *BLOCKS, *_rows((0.05, 0.1, 0.25, 0.6, 0.7, 0.85), rows)]))
    assert (line["invoice_number"], line["invoice_date"]) == ("SO-26771", "2026-06-25")


@pytest.mark.parametrize(
    ("numbers", "sure"), [(("1", "2"), 1.0), (("2", "3"), MOST_DOUBTFUL), (("1", "30"), MOST_DOUBTFUL)]
)
def test_lines_that_are_not_counted_from_one_on_are_doubtful(numbers: tuple[str, ...], sure: float) -> None:
    found = in_order([{"line_no": Value(number, 1.0, ())} for number in numbers])
    assert [value.confidence for line in found if (value := line["line_no"])] == [sure] * 2


@pytest.mark.parametrize(
    ("printed", "text_layer", "value", "sure"),
    [
        ("PX1-9004412-3", True, "PX1-9004412-3", 0.85), ("PX1-9004412-3", False, "PXI-9004412-3", 0.85),
        ("9QX-0012345-2", True, "9QX-0012345-2", 1.0), ("9QX-0012345-2", False, "9QX-0012345-2", 1.0),
    ],
)  # fmt: skip
def test_an_entry_number_whose_check_digit_fails_stands_as_printed_in_a_text_layer(
    printed: str, text_layer: bool, value: str, sure: float
) -> None:
    read_as = find_entry_numbers(printed)[0].value
    number = Value(read_as, 1.0, (Sighting(printed, 1, Box(0, 0, 1, 1), 1.0, ""),))
    found = by_check_digit(number, text_layer=text_layer)
    assert found
    assert (found.value, found.confidence) == (value, sure)


def test_a_duty_by_some_of_its_rates_is_doubtful_and_a_printed_sum_of_all_replaces_it() -> None:
    line = _line("41820", "10455.00")
    own = {"rate": _runs("25% 2.5% .3464%"), "mpf": _runs("1,045.50 11,500.50")}
    duty, value = (disputed(line, own)[name] for name in ("duty_usd", "entered_value_usd"))
    assert duty
    assert value
    assert (duty.value, duty.confidence, value.confidence) == ("11500.50", MOST_DOUBTFUL, 1.0)
    alone = disputed(line, {"rate": own["rate"]})["duty_usd"]
    assert alone
    assert (alone.value, alone.confidence) == ("10455.00", MOST_DOUBTFUL)


def test_what_only_another_layout_reads_of_a_line_is_added_in_doubt() -> None:
    number, tariff, goods = Value("1", 1.0, ()), Value("8714949000", 1.0, ()), Value("BICYCLE BRAKES", 1.0, ())
    other = Value("8205595560", 1.0, ())
    best: list[Line] = [{"line_no": number, "hts": tariff}]
    ways: list[list[Line]] = [best, [{"line_no": number, "hts": tariff, "description": goods}]]
    [line] = completed(best, ways)
    assert line["description"] == Value("BICYCLE BRAKES", MOST_DOUBTFUL, ())
    [line] = completed(best, [[{"line_no": number, "hts": other, "description": goods}]])
    assert "description" not in line


def test_of_figures_another_layout_adds_only_those_that_no_line_has_taken_for_something_else() -> None:
    tariff, weight, value = (
        Value(said, 1.0, (Sighting(said, 1, Box(left, 0.2, left + 0.05, 0.21), 1.0, "text"),))
        for said, left in (("8714949000", 0.1), ("412", 0.3), ("18644", 0.5))
    )
    best: list[Line] = [{"hts": tariff, "line_no": tariff, "gross_weight_kg": weight}]
    other: Line = {**best[0], "gross_weight_kg": None, "net_quantity": weight, "entered_value_usd": value}
    [line] = completed(best, [best, [other]])
    assert "net_quantity" not in line
    assert line["entered_value_usd"] == Value("18644", MOST_DOUBTFUL, value.sightings)


def test_values_and_duties_below_headers_of_unknown_wording_are_told_by_the_rate_between_them() -> None:
    body = [
        ["No", "HTSUS", "Goods", "Gross kg", "Assessed", "Rate", "Levied", "Benchmark"],
        ["1", "8712.00.4800", "Bicycles", "1,204", "14,112", "10%", "1,411.20", "77.00"],
        ["2", "8714.94.9000", "Bicycle brakes", "318", "9,040", "Free", "0.00", "31.50"],
    ]
    record = read([*TITLE, *BLOCKS, *_rows((0.05, 0.1, 0.22, 0.42, 0.54, 0.64, 0.74, 0.86), body)])
    told = [(line["entered_value_usd"], line["duty_usd"]) for line in record.lines]
    values = [(value.value, duty.value) for value, duty in told if value and duty]
    assert values == [("14112", "1411.20"), ("9040", "0.00")]
    assert {value.confidence for pair in told for value in pair if value} == {MOST_DOUBTFUL}


def test_a_row_that_begins_with_an_invoice_heads_the_lines_below_it_without_any_caption() -> None:
    body = [
        ["Invoice HB-2601 of Hanbio", *[""] * 4], ["1", "8712.00.4800", "Bicycles", "14,112", "Free"],
        ["2", "8714.94.9000", "Brakes", "9,040", "Free"], ["Invoice DSM-77 of Dasmed", *[""] * 4],
        ["3", "8714.93.3500", "Hubs", "1,040", "Free"],
    ]  # fmt: skip
    rows = [["No", "HTSUS", "Goods", "Entered value", "Rate"], *body]
    record = read([*TITLE, *BLOCKS, *(run for run in _rows((0.05, 0.1, 0.3, 0.5, 0.7), rows) if run[2])])
    assert [v.value for line in record.lines if (v := line["invoice_number"])] == ["HB-2601", "HB-2601", "DSM-77"]


def test_print_that_its_column_cannot_hold_counts_against_a_way_to_lay_out_the_lines() -> None:
    line = _line("1000", "0.00")
    assert weight([(line, {"rate": _runs("48,720.00")})]) < weight([(line, {"value": _runs("48,720.00")})])


def test_the_forms_lines_are_read_below_a_header_of_line_numbers_of_unknown_wording() -> None:
    edges, tops = (0.03, 0.1, 0.26, 0.4, 0.55, 0.7, 0.85), (0.3, 0.33, 0.4)
    heads = ["Ordinal", "A. HTSUS No.", "A. Gross Weight", "Net Quantity", "A. Entered Value", "Duty and IR Tax"]
    row = ["001", "8712.00.4800", "1,204 KG", "98 NO", "14,112", "1,411.20"]
    sheet = lay_out(page(in_grid(edges, tops, [heads, row]), grid(edges, tops)))
    [line] = ruled_lines(sheet)[0]
    assert [v.value for name in ("line_no", "hts", "entered_value_usd") if (v := line[name])] == [
        "1",
        "8712004800",
        "14112",
    ]


def test_the_line_that_heads_an_invoice_names_its_maker() -> None:
    row = line_of({"line": (), "numbers": (), "heading": _runs("Invoice SBC-44710 dated 02/06/2026 MID JPSHIBIC12SAK")})
    maker = row["manufacturer_id"]
    assert maker
    assert maker.value == "JPSHIBIC12SAK"


def test_lines_that_nothing_numbers_are_counted_on_from_the_page_before() -> None:
    before: list[Line] = [{"line_no": Value("2", 1.0, ())}]
    guessed: list[Line] = [{"line_no": Value("1", COUNTED, ())}, {"line_no": Value("2", COUNTED, ())}]
    numbers = [line["line_no"] for line in continued(guessed, before)]
    assert [number.value for number in numbers if number] == ["3", "4"]
    printed: list[Line] = [{"line_no": Value("1", 1.0, ())}]
    assert continued(printed, before) == printed


def test_a_row_of_an_antidumping_case_is_neither_duty_nor_goods() -> None:
    case = lay_out(page([(0.1, 0.12, "A: Welded pipe, India"), (0.3, 0.12, "A-533-502"), (0.6, 0.12, "1,713.93")])).runs
    goods, duty, tariff = (_runs(text) for text in ("WELDED PIPE", "12,104.00", "7306.30.5028"))
    row = line_of(
        {"line": (), "numbers": (*tariff, case[1]), "description": (*goods, case[0]), "duty": (*duty, case[2])}
    )
    told = [value.value for name in ("description", "duty_usd", "adcvd_case") if (value := row[name])]
    assert told == ["WELDED PIPE", "12104.00", "A-533-502"]


def test_the_packages_stay_level_with_a_fee_and_an_invoice_is_counted_before_its_number() -> None:
    def at(top: float, *texts: str) -> tuple[Run, ...]:
        return lay_out(page([(0.1, top + 0.02 * n, text) for n, text in enumerate(texts)])).runs

    line = line_of(
        {
            "line": _runs("001"), "heading": _runs("INVOICE 001 - ZH26-0818 08/18/2026 USD"),
            "numbers": at(0.1, "9403.20.0050", "499 - MERCHANDISE PROCESSING FEE"),
            "weights": at(0.1, "6,820 KG", "310 CTN"), "duty": at(0.1, "0.00", "107.38"),
        }
    )  # fmt: skip
    said = {name: value.value for name, value in line.items() if value}
    assert (said["manifest_quantity"], said["invoice_number"], said["duty_usd"]) == ("310", "ZH26-0818", "0.00")


@pytest.mark.parametrize(("engine", "told"), [("tesseract", "5"), ("text", "605")])
def test_a_misread_number_between_two_others_is_put_right_on_scans(engine: str, told: str) -> None:
    numbers = ["1", "2", "3", "4", "605", "6"]
    found = in_order([{"line_no": Value(n, 0.95, (Sighting(n, 1, Box(0, 0, 1, 1), 0.95, engine),))} for n in numbers])
    read = [value for line in found if (value := line["line_no"])]
    assert read[4].value == told
    assert read[4].confidence == MOST_DOUBTFUL
    assert (read[0].confidence == 0.95) == (engine == "tesseract")


@pytest.mark.parametrize(("said", "origin"), [("O TW", "TW"), ("0 TW", "TW"), ("0 KG", None), ("E TW", None)])
def test_the_letter_of_an_origin_may_be_read_as_a_nought(said: str, origin: str | None) -> None:
    line = line_of({"line": _runs(said), "numbers": _runs("8473.30.1180")})
    told = line.get("country_of_origin")
    assert (told and told.value) == origin
