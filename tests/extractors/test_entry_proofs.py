"""Lines of entry summaries whose figures tell how they are laid out, and how sure they are."""

from __future__ import annotations

import pytest

from extractors.entry.lines import line_of
from extractors.entry.proofs import DISPUTED, agrees, disputed, weight
from extractors.layout import Run, lay_out
from schemas.record import Line, Value
from tests.extractors.prepared import grid, lines, page, read
from tests.extractors.test_entry_printouts import BLOCKS, TITLE


def _runs(text: str) -> tuple[Run, ...]:
    return lay_out(page([(0.1, 0.1, text)])).runs


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
    assert sure == [DISPUTED if told is False else 1.0] * 2


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
