"""Whether a paper is whole: pages it counts, boxes it leaves empty, what stands below the end of its goods."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.captions.fields import Labelled
from extractors.layout import Run, Sheet
from extractors.tables.goods_tables import Table
from extractors.values import Context, Values, joined, value_of
from schemas.record import Value

A_PAGE = (
    r"\b(?:PAGE|SHEET|PG|P[ÁA]G(?:INA)?|FOLHA|HOJA|FEUILLE|FOGLIO|SEITE|BLATT|BLAD|SAYFA|STRONA|STR|TRANG)"
    r"\s*(?:NO|N[º°]|NR)?[.:]*\s*"
)
OF = r"\s*(?:OF|/|DE|DI|VON|SUR|VAN|AV|Z)\s*"
COUNTED = re.compile(
    rf"{A_PAGE}(\d{{1,2}}){OF}(\d{{1,2}})\b|第\s*(\d{{1,2}})\s*页\W{{0,3}}共\s*(\d{{1,2}})\s*页",
    re.IGNORECASE,
)
"""`Page 1 of 3`, `Seite 1 von 3`, `第1页 共3页`."""
CLOSED = re.compile(r"\W*(?:(?:[*×=＊]\s*){3,})\W*")
"""A line of nothing but three and more signs that close a goods list."""
CLOSING_WORDS = re.compile(r"^\W*(?:SAY|TOTAL|SUB-?TOTAL|REMARK|NOTE|ONLY|共计|合计|总计|备注)", re.IGNORECASE)
"""Lines that may stand below the end of the goods."""
LETTERS = 4
"""Letters and digits from which a line says something."""
BOXES = ("exporter", "consignee", "origin_country", "transport", "invoice_number", "issuer", "certifier", "producer")
"""Boxes whose label is told surely enough to say that there is nothing in them."""
SURE_LABEL = 0.9


def page_count(sheets: Sequence[Sheet], context: Context) -> Values:
    """`page_count`: the printed page numbers and how many there should be, as `1, 2 / 3`."""
    seen: list[tuple[int, int, Run]] = []
    for sheet in sheets:
        for run in sheet.runs:
            if found := COUNTED.search(run.text):
                page, pages = (int(n) for n in found.groups() if n is not None)
                if 0 < page <= pages:
                    seen.append((page, pages, run))
    if not seen:
        return {}
    numbers = ", ".join(str(n) for n in sorted({page for page, _, _ in seen}))
    return {"page_count": value_of(f"{numbers} / {max(pages for _, pages, _ in seen)}", seen[0][2], context)}


def after_goods(tables: Sequence[Table], sheets: Sequence[Sheet], context: Context) -> Values:
    """`after_goods`: print below the signs that close the goods list, in the column they stand in."""
    if not tables:
        return {}
    table, sheet = tables[-1], sheets[-1]
    inside = [run for run in sheet.runs if table.box.contains(run.box.cx, run.box.cy)]
    ends = [run for run in inside if CLOSED.fullmatch(run.text)]
    if not ends:
        return {}
    last = max(ends, key=lambda run: run.box.cy)
    column = next((c for c in table.columns if c.x0 - 0.01 <= last.box.cx <= c.x1 + 0.01), None)
    below = [
        run for run in inside
        if run.box.y0 > last.box.y1 - 0.2 * last.box.height
        and (column is None or column.x0 - 0.01 <= run.box.cx <= column.x1 + 0.01)
        and sum(c.isalnum() for c in run.text) >= LETTERS
        and not CLOSING_WORDS.match(run.text)
    ]  # fmt: skip
    if not below:
        return {}
    run = joined(below)
    return {"after_goods": value_of(run.text, run, context)}


def empty_boxes(labelled: Sequence[Labelled], found: Mapping[str, Value], context: Context) -> Values:
    """`empty_boxes`: names of boxes whose label is read, once and surely, and in which nothing is printed."""
    empty = {
        item.name: item.label
        for item in labelled
        if item.name in BOXES
        and item.label.cell >= 0
        and item.hit.score >= SURE_LABEL
        and len(item.hit.names) == 1
        and not item.lines
        and item.name not in found
        and sum(other.name == item.name for other in labelled) == 1
    }
    if not empty:
        return {}
    first = next(iter(empty.values()))
    return {"empty_boxes": value_of(", ".join(empty), first, context)}


def goods_end(tables: Sequence[Table], rows: Sequence[Values], otherwise: float) -> float:
    """Where the goods end on their last page, as a share of its height."""
    if tables:
        return tables[-1].box.y1
    named = [row["description"] for row in rows if "description" in row]
    last = max((value.page for value in named), default=1)
    return max((value.box.y1 for value in named if value.page == last), default=otherwise)
