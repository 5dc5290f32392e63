"""Whether a paper is whole: counted pages, empty boxes, print below the end of the goods."""

from __future__ import annotations

import pytest

from extractors.captions.fields import labelled_values
from extractors.captions.labels import Labels
from extractors.layout import Run, Sheet, lay_out, run_of
from extractors.papers import completeness
from extractors.tables.goods_tables import Table
from extractors.tables.headers import Column
from extractors.values import Context
from schemas.page import Box, Page, Word

CONTEXT = Context(None, "text")


def printed(text: str, line: int = 0, left: float = 0.1) -> Run:
    words: list[Word] = []
    for word in text.split():
        words.append(Word(word, Box(left, 0.1 + 0.02 * line, left + 0.008 * len(word), 0.114 + 0.02 * line), 1.0))
        left += 0.008 * (len(word) + 1)
    return run_of(words, 1, -1)


def sheet(lines: list[Run], cells: list[Box] | None = None) -> Sheet:
    words = tuple(word for line in lines for word in line.words)
    return lay_out(Page(1, 1000, 1414, 0, 0.0, "text", "en", words, tuple(cells or ())))


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (["CERTIFICATE", "Page 1 of 3"], "1 / 3"),
        (["PAGE: 1/2", "PAGE: 2/2"], "1, 2 / 2"),
        (["第1页 共2页"], "1 / 2"),
        (["Page 3 of 2", "SHEETS 4 OF PAPER", "INVOICE 1/2"], None),
    ],
)
def test_pages_are_counted_as_they_are_printed(texts: list[str], count: str | None) -> None:
    found = completeness.page_count([sheet([printed(text, 3 * n) for n, text in enumerate(texts)])], CONTEXT)
    assert (str(found["page_count"].value) if found else None) == count


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("300 CARTONS OF TOYS", "300 CARTONS OF TOYS"),
        ("SAY TOTAL EIGHT HUNDRED CARTONS ONLY", None),
        ("", None),
    ],
)
def test_print_below_the_end_of_the_goods_is_told(below: str, told: str | None) -> None:
    lines = [printed("800 CARTONS OF LED LAMPS"), printed("* * * * *", 1)]
    page = sheet([*lines, printed(below, 3)] if below else lines)
    table = Table((Column("goods", 0.09, 0.6, "Goods", False, 0.08),), (), (), Box(0.09, 0.08, 0.6, 0.4))
    found = completeness.after_goods([table], [page], CONTEXT)
    assert (str(found["after_goods"].value) if found else None) == told


def test_text_beside_the_end_of_the_goods_is_no_addition() -> None:
    lines = [printed("800 CARTONS OF LED LAMPS"), printed("***", 1), printed("9405.42.8440", 3, left=0.7)]
    table = Table(
        (Column("goods", 0.09, 0.6, "Goods", False, 0.08), Column("hs_code", 0.65, 0.9, "HS", False, 0.08)),
        (), (), Box(0.09, 0.08, 0.9, 0.4),
    )  # fmt: skip
    assert completeness.after_goods([table], [sheet(lines)], CONTEXT) == {}


def test_a_label_alone_in_its_cell_is_an_empty_box() -> None:
    labels = Labels([("consignee", "Consignee"), ("exporter", "Exporter")])
    lines = [printed("2. Consignee"), printed("1. Exporter", 5), printed("NINGBO HAIOU LIGHTING", 6)]
    cells = [Box(0.05, 0.08, 0.5, 0.18), Box(0.05, 0.19, 0.5, 0.3)]
    labelled = labelled_values(sheet(lines, cells), labels, [])
    assert str(completeness.empty_boxes(labelled, {}, CONTEXT)["empty_boxes"].value) == "consignee"
    assert completeness.empty_boxes(labelled_values(sheet(lines), labels, []), {}, CONTEXT) == {}
