"""Ruled tables that go on overleaf in columns of other widths: word processors fit them to the print of each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Run, Sheet
from extractors.tables.goods_tables import Table
from extractors.tables.headers import Column
from schemas.page import Box

FEWEST = 5
"""Columns from which a row of as many cells is one of the table: boxes of a form stand beside each other in fewer."""
SAME = 0.008
"""Share of the page's width by which edges of the same columns differ at most."""
LEVEL = 0.003
"""Share of the page's height by which cells of one row begin apart at most."""


def widened(before: Sheet, head: Sequence[Run], table: Table, sheet: Sheet) -> tuple[Sheet, list[Run], Table] | None:
    """The page before, the headers on it and their table with the widths that the columns have on the next page.

    None where they are the same there, or no row has as many cells.
    """
    columns = sorted(table.columns, key=lambda column: column.x0)
    if len(columns) < FEWEST or not all(column.ruled for column in columns):
        return None
    row = next((cells for cells in _rows(sheet) if len(cells) == len(columns)), None)
    if row is None or all(
        abs(a - b) < SAME for column, cell in zip(columns, row, strict=True) for a, b in _edges(column, cell)
    ):
        return None
    cells = list(before.page.cells)
    moved: list[Run] = []
    for run in head:
        at = next((i for i, column in enumerate(columns) if column.x0 <= run.box.cx < column.x1), None)
        if at is None or run.cell < 0:
            moved.append(run)
            continue
        cells[run.cell] = replace(before.page.cells[run.cell], x0=row[at].x0, x1=row[at].x1)
        moved.append(_shifted(run, row[at].cx - (columns[at].x0 + columns[at].x1) / 2))
    placed = {column.name: replace(column, x0=cell.x0, x1=cell.x1) for column, cell in zip(columns, row, strict=True)}
    page = replace(before.page, cells=tuple(cells))
    return replace(before, page=page), moved, replace(table, columns=tuple(placed[c.name] for c in table.columns))


def _edges(column: Column, cell: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    return (column.x0, cell.x0), (column.x1, cell.x1)


def _rows(sheet: Sheet) -> list[list[Box]]:
    """The cells of each ruled row that holds print, from left to right, the rows from top to bottom."""
    rows: dict[int, list[Box]] = defaultdict(list)
    for cell in sheet.page.cells:
        rows[round(cell.y0 / LEVEL)].append(cell)
    filled = {run.cell for run in sheet.runs}
    printed = {sheet.page.cells[i] for i in filled if i >= 0}
    found = (sorted(cells, key=lambda cell: cell.x0) for _, cells in sorted(rows.items()))
    return [cells for cells in found if 2 * sum(cell in printed for cell in cells) > len(cells)]


def _shifted(run: Run, by: float) -> Run:
    words = tuple(replace(w, box=replace(w.box, x0=w.box.x0 + by, x1=w.box.x1 + by)) for w in run.words)
    return replace(run, box=replace(run.box, x0=run.box.x0 + by, x1=run.box.x1 + by), words=words)
