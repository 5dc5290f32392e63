"""Which ruled cell stands beside or below another."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import Run, Sheet


def adjoins(sheet: Sheet, cell: int, other: int) -> bool:
    """Whether another cell begins where a cell ends, at whatever height."""
    return other != cell and -0.01 < sheet.page.cells[other].x0 - sheet.page.cells[cell].x1 < 0.02


def neighbours(sheet: Sheet, cell: int) -> list[int]:
    """The cell to the right, then the cell below."""
    here = sheet.page.cells[cell]
    right: list[tuple[float, int]] = []
    below: list[tuple[float, int]] = []
    for i, other in enumerate(sheet.page.cells):
        if i == cell:
            continue
        beside = min(here.y1, other.y1) - max(here.y0, other.y0)
        if beside > 0.6 * min(here.height, other.height) and adjoins(sheet, cell, i):
            right.append((other.x0, i))
        under = min(here.x1, other.x1) - max(here.x0, other.x0)
        if under > 0.6 * min(here.width, other.width) and -0.01 < other.y0 - here.y1 < 0.015:
            below.append((other.y0, i))
    return [i for _, i in sorted(right)[:1] + sorted(below)[:1]]


def alone_beside_one_line(sheet: Sheet, lines: Sequence[Run]) -> bool:
    """Whether lines are all of a cell, and in the cell right of it stands one line: what asks for it is one caption."""
    cell = lines[0].cell
    if cell < 0 or len(sheet.in_cell(cell)) != len(lines):
        return False
    return any(adjoins(sheet, cell, i) and len(sheet.in_cell(i)) == 1 for i in neighbours(sheet, cell)[:1])
