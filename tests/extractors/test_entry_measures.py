"""Entry lines with two quantities in the tariff's units, however one column or two print them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.entry.measures import two_measures
from extractors.layout import lay_out
from tests.extractors.prepared import grid, lines, page, read
from tests.extractors.test_entry_printouts import BLOCKS, TITLE

EDGES = (0.03, 0.07, 0.19, 0.42, 0.58, 0.68, 0.82, 0.97)


def _read(headers: str, cells: Sequence[Sequence[str]], *, ruled: bool) -> list[dict[str, str]]:
    """One line of an entry; `cells` are the printed lines of its columns between goods and gross weight."""
    print_ = [(left + 0.006, 0.204, text) for left, text in zip(EDGES, headers.split("|"), strict=False)]
    row = [["1"], ["6109.10.0012"], ["T-SHIRTS"], *cells, ["1,320"], ["18,200"], ["3,003.00"]]
    for left, texts in zip(EDGES, row, strict=False):
        print_ += [(left + 0.006, 0.228 + 0.016 * n, text) for n, text in enumerate(texts)]
    return lines(read([*TITLE, *BLOCKS, *print_], grid(EDGES, (0.2, 0.224, 0.264)) if ruled else ()))


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(
    "printed",
    [["500 DOZ", "1,250 KG"], ["500 DOZ / 1,250 KG"], ["500 DOZ; 1,250 KG"], ["500 DOZ (1,250 KG)"],
     ["DOZ 500", "KG 1,250"], ["Q1: 500 DOZ", "Q2: 1,250 KG"]],
)  # fmt: skip
def test_one_column_holds_both_quantities(printed: list[str], ruled: bool) -> None:
    [line] = _read("Ln|HTS|Description|Net quantity|Gross KG|Value USD|Duty", [printed], ruled=ruled)
    both = ("net_quantity", "unit", "net_quantity_2", "unit_2", "gross_weight_kg")
    assert [line.get(name) for name in both] == ["500", "DOZ", "1250", "KG", "1320"]


def test_units_in_a_column_of_their_own_go_with_their_figures() -> None:
    [line] = _read("Ln|HTS|Description|Net qty|Unit|Gross KG|Value USD|Duty", [["500", "1,250"], ["DOZ", "KG"]],
                   ruled=False)  # fmt: skip
    assert [line[name] for name in ("net_quantity", "unit", "net_quantity_2", "unit_2")] == ["500", "DOZ", "1250", "KG"]


@pytest.mark.parametrize("printed", [["500 DOZ", "500 DOZ"], ["500 DOZ", "EST 1,250"]])
def test_the_same_unit_twice_or_other_words_are_no_second_quantity(printed: list[str]) -> None:
    [line] = _read("Ln|HTS|Description|Net quantity|Gross KG|Value USD|Duty", [printed], ruled=True)
    assert (line["net_quantity"], line.get("net_quantity_2")) == ("500", None)


def test_a_second_quantity_whose_unit_stands_apart_leaves_the_first_its_own() -> None:
    printed = lay_out(page([(0.1, 0.1, "3,100 NO"), (0.1, 0.12, "1,488"), (0.14, 0.12, "KG")])).runs
    both = two_measures(printed[:2], printed[2:])
    assert both
    assert [(figure, unit) for figure, _, unit, _ in both] == [("3100", "NO"), ("1488", "KG")]
