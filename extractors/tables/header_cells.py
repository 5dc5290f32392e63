"""Headers and captions whose walls were not found beside cells whose walls were: on dark ground strokes are lost."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Run, Sheet, lay_out, on_lines
from schemas.page import Box

FEWEST_COLUMNS = 4
FEWEST_ROWS = 2
EDGE = 0.006
"""Share of the page by which edges of cells stand apart at most."""


def with_header_cells(sheet: Sheet) -> Sheet:
    """The page with cells for the headers over a grid of rows, where one cell holds the headers of several columns."""
    for grid in _grids(sheet):
        top = grid[0].y0
        held = [i for i, cell in enumerate(sheet.page.cells) if abs(cell.y1 - top) < EDGE and _spans(cell, grid) > 1]
        shared = [i for i in held if _is_of_headers(sheet.in_cell(i), grid)]
        if not shared or len(shared) < len(held):
            continue
        y0, y1 = min(sheet.page.cells[i].y0 for i in shared), max(sheet.page.cells[i].y1 for i in shared)
        level = [run for run in sheet.runs if y0 <= run.box.cy <= y1]
        own = [Box(c.x0, y0, c.x1, y1) for c in grid if any(_inside(run, c) for run in level)]
        if all(any(_inside(run, cell) for cell in own) for run in level):
            kept = [c for i, c in enumerate(sheet.page.cells) if i not in shared and not y0 <= c.cy <= y1]
            return lay_out(replace(sheet.page, cells=(*kept, *own)))
    return sheet


def with_missing_cells(sheet: Sheet) -> Sheet:
    """The page with cells for headers that have none of their own between headers that have, over rows of cells.

    A wall too faint beside dark ground leaves the headers of a column in the open, or in one cell with the print above.
    """
    cells = list(sheet.page.cells)
    for grid in _grids(sheet):
        over = [next((i for i, cell in enumerate(sheet.page.cells) if _heads(cell, column)), -1) for column in grid]
        present = [sheet.page.cells[i] for i in over if i >= 0]
        if len(present) == len(grid) or 2 * len(present) < len(grid):
            continue
        y0, y1 = min(cell.y0 for cell in present), max(cell.y1 for cell in present)
        missing = [Box(c.x0, y0, c.x1, y1) for c, i in zip(grid, over, strict=True) if i < 0]
        level = [run for run in sheet.runs if y0 <= run.box.cy <= y1 and run.cell not in over]
        if all(any(_inside(run, cell) for cell in missing) for run in level):
            shared = [sheet.page.cells[i] for i in {run.cell for run in level} if i >= 0]
            cells = [cell for cell in cells if cell not in shared]
            cells += [replace(cell, y1=y0) for cell in shared if cell.y0 < y0 - EDGE]
            cells += [cell for cell in missing if any(_inside(run, cell) for run in level)]
    return lay_out(replace(sheet.page, cells=tuple(cells))) if len(cells) > len(sheet.page.cells) else sheet


def _heads(cell: Box, column: Box) -> bool:
    """Whether a cell stands right above another one of its width."""
    level = abs(cell.x0 - column.x0) < EDGE and abs(cell.x1 - column.x1) < EDGE
    return level and column.y0 - cell.y0 > 0 and abs(column.y0 - cell.y1) < 2 * EDGE


def with_caption_cells(sheet: Sheet) -> Sheet:
    """The page with cells for captions in the open right before cells of their height, where most cells have one."""
    cells = sheet.page.cells
    free = [run for run in sheet.runs if run.cell < 0]
    own = [box for i, cell in enumerate(cells) if sheet.in_cell(i) and (box := _of_caption(cell, cells, free))]
    filled = sum(
        bool(sheet.in_cell(i)) and cell.y1 <= max((b.y1 for b in own), default=0.0) for i, cell in enumerate(cells)
    )
    if len(own) < FEWEST_CAPTIONS or 2 * len(own) < filled:
        return sheet
    return lay_out(replace(sheet.page, cells=(*cells, *own)))


FEWEST_CAPTIONS = 4
"""Cells with a caption in the open before them, from which these have cells too."""
BEFORE = 0.2
"""Share of the page's width that the cell of a caption takes at most."""


def _of_caption(cell: Box, cells: Sequence[Box], free: Sequence[Run]) -> Box | None:
    """The cell that a caption in the open would have before a cell: from the cell left of it, or from its own edge."""
    level = [run for run in free if cell.y0 < run.box.cy < cell.y1 and 0 < cell.x0 - run.box.x1 < BEFORE]
    if not level:
        return None
    left = max((c.x1 for c in cells if c.y0 < cell.cy < c.y1 and c.x1 < cell.x0), default=cell.x0 - BEFORE)
    inside = [run for run in level if run.box.x0 > left]
    if len(inside) != 1 or re.search(r"\d{3}", inside[0].text):
        return None
    return Box(max(left, inside[0].box.x0 - EDGE), cell.y0, cell.x0, cell.y1)


def _grids(sheet: Sheet) -> list[list[Box]]:
    """The first rows of cells that further rows below continue, from left to right."""
    rows: dict[int, list[Box]] = defaultdict(list)
    for cell in sorted(sheet.page.cells, key=lambda c: (c.y0, c.x0)):
        near = next((y for y in (round(cell.y0 / EDGE) + d for d in (0, -1, 1)) if y in rows), round(cell.y0 / EDGE))
        rows[near].append(cell)
    wide = [sorted(rows[y], key=lambda c: c.x0) for y in sorted(rows) if len(rows[y]) >= FEWEST_COLUMNS]
    alike = [(a, b) for a, b in itertools.pairwise(wide) if len(a) == len(b) and all(map(_is_over, a, b))]
    firsts = [a for n, (a, _) in enumerate(alike) if n == 0 or alike[n - 1][1] is not a]
    return [first for first in firsts if sum(a is first or b is first for a, b in alike) >= FEWEST_ROWS - 1]


def _is_over(upper: Box, lower: Box) -> bool:
    level = abs(upper.x0 - lower.x0) < EDGE and abs(upper.x1 - lower.x1) < EDGE
    return level and abs(upper.y1 - lower.y0) < EDGE


def _spans(cell: Box, grid: Sequence[Box]) -> int:
    """How many columns of a grid a cell stands over."""
    return sum(cell.x0 - EDGE < column.cx < cell.x1 + EDGE for column in grid)


def _is_of_headers(runs: Sequence[Run], grid: Sequence[Box]) -> bool:
    """Whether print of one line stands in a column of the grid each."""
    under = [next((i for i, column in enumerate(grid) if _inside(run, column)), -1) for run in runs]
    return len(runs) > 1 and len(on_lines(runs, 0.5)) == 1 and -1 not in under and len(set(under)) == len(under)


def _inside(run: Run, cell: Box) -> bool:
    return cell.x0 - EDGE < run.box.x0 and run.box.x1 < cell.x1 + EDGE
