"""How the ruled cells of a page stand to each other, told once for all cells of it: pages may have hundreds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set
from functools import lru_cache

from schemas.page import Box

SEVERAL_ROWS = 2.5
"""Heights of its neighbours from which a cell is no header of two lines beside headers of one."""
TOUCHING = 0.008
"""Share of the page's height by which a cell may begin above or below the end of the one over it."""
LEVEL = 0.3
"""Line heights by which cells of one row may begin higher or lower."""


@lru_cache(maxsize=8)
def parts_under(cells: tuple[Box, ...]) -> Sequence[Sequence[int]]:
    """For each cell those that stand right under it and share its width."""
    by_top = sorted(range(len(cells)), key=lambda i: cells[i].y0)
    tops = [cells[i].y0 for i in by_top]
    return [
        sorted(
            j
            for j in by_top[bisect_left(tops, wide.y1 - 2 * TOUCHING) : bisect_right(tops, wide.y1 + 2 * TOUCHING)]
            if _is_part(cells[j], wide)
        )
        for wide in cells
    ]


def _is_part(cell: Box, wide: Box) -> bool:
    inside = wide.x0 - 0.005 < cell.x0 and cell.x1 < wide.x1 + 0.005
    return inside and abs(cell.y0 - wide.y1) < TOUCHING and cell.width < 0.8 * wide.width


@lru_cache(maxsize=32)
def beside_rows(cells: tuple[Box, ...], line: float) -> Set[int]:
    """The cells that stand beside several rows of others: they say upright what these are (`材料` along a table).

    Args:
        line: height of a line.
    """
    by_top = sorted(cells, key=lambda cell: cell.y0)
    tops = [cell.y0 for cell in by_top]
    beside: set[int] = set()
    for i, cell in enumerate(cells):
        near = by_top[bisect_left(tops, cell.y0 - line) : bisect_right(tops, cell.y0 + line)]
        level = sorted(other.height for other in near if abs(other.y0 - cell.y0) < LEVEL * line)
        if len(level) > 3 and cell.height > SEVERAL_ROWS * level[len(level) // 2]:
            beside.add(i)
    return beside
