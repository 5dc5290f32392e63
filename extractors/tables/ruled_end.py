"""Where the body of a ruled table ends: with the last cells that are as wide as its columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from extractors.layout import Run, Sheet
from extractors.tables.group_headings import heads_rows, in_row, is_heading_cell, under_each
from extractors.tables.group_sums import is_of_group, repeated_sums
from extractors.tables.headers import Column
from schemas.page import Box


def ruled_end(sheet: Sheet, columns: Sequence[Column], bottom: float, stops: Callable[[Run], bool]) -> float | None:
    """The lowest border of cells that continue the columns; None where the scan has lost them."""
    edges = {e for c in columns if c.ruled for e in (c.x0, c.x1)}
    between = [*_sums_of_groups(sheet, columns, bottom), *_told_across(sheet, columns)]
    end = reached = bottom
    for index, cell in sorted(enumerate(sheet.page.cells), key=lambda c: c[1].y0):
        if cell.y1 <= bottom + 0.002 or cell.x1 < columns[0].x0 or cell.x0 > columns[-1].x1:
            continue
        if any(y0 - 0.002 < cell.y0 and cell.y1 < y1 + 0.002 for y0, y1 in between) and cell.y0 <= reached + 0.02:
            reached = max(reached, cell.y1)
            continue
        whole = len(columns) > 1 and cell.width > 0.9 * (columns[-1].x1 - columns[0].x0)
        across = _joins(cell, columns)
        first = sheet.in_cell(index)[:1]
        heads = (whole or across) and any(heads_rows(sheet, run, columns) for run in first)
        if across and end > bottom and not heads and _is_of_signers(sheet, cell, columns):
            break
        if across and cell.y0 >= bottom - 0.002 and not heads and any(stops(run) for run in first):
            break  # a box of the form below the table, whose borders happen to be those of columns
        within = columns[0].x0 - 0.01 < cell.x0 and cell.x1 < columns[-1].x1 + 0.01
        over = [c.ruled for c in columns if min(c.x1, cell.x1) - max(c.x0, cell.x0) > 0.01]
        if (within and not over) or (over and not any(over)):
            continue  # a column with a header we do not know, or one whose header has lost its cell
        filled = whole and end > bottom and bool(first) and in_row(sheet, first[0], columns)  # its walls are lost
        fits = filled or (not whole and all(min(abs(e - x) for x in edges) < 0.012 for e in (cell.x0, cell.x1)))
        if fits and cell.y0 <= reached + 0.02:
            end = reached = max(end, cell.y1)
        elif whole and bottom - 0.002 <= cell.y0 <= reached + 0.02 and (heads or _parts_rows(sheet, index)):
            reached = max(reached, cell.y1)  # rows go on below the heading of a group, or a remark on the row above
        elif end > bottom and cell.y1 < end + 0.002 and not across:
            continue  # a column in halves, `From` and `To` under one header, in a row that fits
        elif cell.y0 >= bottom - 0.002:
            break
    return end if end > bottom else None


def _is_of_signers(sheet: Sheet, cell: Box, columns: Sequence[Column]) -> bool:
    """Whether a row of cells has words in several that join columns, and no figure: who made and who approved it."""
    level = [i for i, c in enumerate(sheet.page.cells) if abs(c.y0 - cell.y0) < 0.004 and abs(c.y1 - cell.y1) < 0.004]
    joined = [i for i in level if _joins(sheet.page.cells[i], columns) and sheet.in_cell(i)]
    return len(joined) > 1 and not any(re.search(r"\d", run.text) for i in level for run in sheet.in_cell(i))


def _joins(cell: Box, columns: Sequence[Column]) -> bool:
    """Whether a cell stands under several columns."""
    return sum(cell.x0 - 0.01 < c.x0 and c.x1 < cell.x1 + 0.01 for c in columns) > 1


def _parts_rows(sheet: Sheet, index: int) -> bool:
    """Whether a cell over all columns heads a group, or holds a line that was left out as one that interrupts."""
    inside, cell = sheet.in_cell(index), sheet.page.cells[index]
    left_out = not inside and any(cell.contains(word.box.cx, word.box.cy) for word in sheet.page.words)
    return left_out or is_heading_cell(inside)


def _sums_of_groups(sheet: Sheet, columns: Sequence[Column], bottom: float) -> Iterator[tuple[float, float]]:
    """The heights of the rows that add up a group: their cells are joined, and rows of the next group follow."""
    repeated = repeated_sums(sheet, columns, bottom, 1.0)
    for index, cell in enumerate(sheet.page.cells):
        if any(is_of_group(run, repeated) for run in sheet.in_cell(index)):
            yield cell.y0, cell.y1


def _told_across(sheet: Sheet, columns: Sequence[Column]) -> Iterator[tuple[float, float]]:
    """The heights of cells over most columns that say the same thing of each article: `Size run: 7/1 8/2 9/2`."""
    for index, cell in enumerate(sheet.page.cells):
        over = sum(cell.x0 - 0.01 < c.x0 and c.x1 < cell.x1 + 0.01 for c in columns)
        inside = sheet.in_cell(index)
        if over > ACROSS * len(columns) and inside and under_each(sheet, inside[0], columns):
            yield cell.y0, cell.y1


ACROSS = 0.6
"""Share of the columns that a cell must join to be no value of one of them."""
