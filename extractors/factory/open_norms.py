"""Norm sheets without ruling: a product stands on the first line of its materials, and below it nothing but these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.captions.labels import Labels
from extractors.factory.norm_sheets import LETTERS, asks_goods, column_names
from extractors.forms import Part
from extractors.layout import Run, Sheet, on_lines
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column, Header, column_under
from extractors.tables.summing_words import TOTAL
from schemas.page import Box

OF_MATERIAL = ("item", "code")
"""Columns that may number the materials before they name them."""
FEWEST = 2
"""Columns of materials that a line of theirs fills at least."""
APART = 3.0
"""Line heights below which the next line still belongs to the table."""


def open_norm_sheet(
    sheet: Sheet, header: Header, limit: float, products: Labels, materials: Labels
) -> Mapping[Part, Table] | None:
    """The products and the materials under a row of headers that asks for both; None where it does not.

    Args:
        limit: where something else begins on the page, as a share of its height.
    """
    columns, bottom = header
    made = next((c for c in columns if asks_goods(c.header, products)), None)
    used = next((c for c in columns if made and c.x0 > made.x1 and asks_goods(c.header, materials)), None)
    if made is None or used is None or any(column.ruled for column in columns):
        return None
    left = [c for c in columns if c.x0 < used.x0 and not (c.x0 > made.x0 and c.name in OF_MATERIAL)]
    right = [c for c in columns if c not in left]
    rows: list[dict[str, tuple[Run, ...]]] = []
    last = bottom
    for line in on_lines([run for run in sheet.runs if bottom < run.box.cy < limit], 0.5):
        cells = _cells(line, columns)
        if line[0].box.y0 - last > APART * sheet.line_height or TOTAL.match(line[0].text):
            break
        if sum(column.header in cells for column in right) >= FEWEST:
            rows.append(cells)
            last = line[0].box.y1
    heads = [i for i, cells in enumerate(rows) if made.header in cells]
    going_on = [cells for i, cells in enumerate(rows) if i not in heads]
    if not heads or heads[0] or not going_on or any(column.header in cells for cells in going_on for column in left):
        return None
    if not all(LETTERS.search(run.text) for i in heads for run in rows[i][made.header]):
        return None  # `Item` over the numbers of the materials
    box = Box(columns[0].x0, made.top, columns[-1].x1, last)
    return {
        "lines": _table(left, [rows[i] for i in heads], products, box),
        "materials": _table(right, rows, materials, box),
    }


def _cells(line: Sequence[Run], columns: Sequence[Column]) -> dict[str, tuple[Run, ...]]:
    """The print of a line under each header, or right of it and left of the next."""
    cells: dict[str, tuple[Run, ...]] = {}
    for run in line:
        under = column_under(run, columns)
        if min(under.x1, run.box.x1) < max(under.x0, run.box.x0):  # a number at the right edge of its column
            under = max((c for c in columns if c.x0 < run.box.cx), key=lambda c: c.x0, default=under)
        header = under.header
        cells[header] = (*cells.get(header, ()), run)
    return cells


def _table(columns: Sequence[Column], rows: Sequence[Mapping[str, tuple[Run, ...]]], labels: Labels, box: Box) -> Table:
    headers = [column.header for column in columns]
    named = dict(zip(headers, column_names(headers, labels), strict=True))
    return Table(
        tuple(replace(column, name=named[column.header]) for column in columns),
        tuple(Row({named[h]: runs for h, runs in cells.items() if h in named}) for cells in rows),
        (),
        box,
    )
