"""What is told once for all cells of a page is what is told cell by cell."""

from __future__ import annotations

import random

from extractors.tables.cell_rows import beside_rows, parts_under
from schemas.page import Box

LINE = 0.012


def _cells() -> tuple[Box, ...]:
    """Cells that touch, lie level and have like heights, as in tables, and some that do nearly."""
    chance = random.Random(7)
    edges = [round(0.05 * i + chance.choice((0, 0, 0, 0.003, 0.007)), 4) for i in range(20)]
    boxes: list[Box] = []
    for _ in range(300):
        x0, x1 = sorted(chance.sample(edges, 2))
        y0, y1 = sorted(chance.sample(edges, 2))
        boxes.append(Box(x0, y0, x1, y1))
    return tuple(boxes)


def test_parts_under_a_cell_touch_it_and_share_its_width() -> None:
    cells = _cells()
    expected = [
        [
            j
            for j, cell in enumerate(cells)
            if abs(cell.y0 - wide.y1) < 0.008
            and wide.x0 - 0.005 < cell.x0
            and cell.x1 < wide.x1 + 0.005
            and cell.width < 0.8 * wide.width
        ]
        for wide in cells
    ]
    assert list(parts_under(cells)) == expected
    assert sum(map(len, expected)) > 300


def test_a_cell_beside_several_rows_is_far_higher_than_its_neighbours() -> None:
    cells = _cells()
    expected: set[int] = set()
    for i, cell in enumerate(cells):
        level = sorted(other.height for other in cells if abs(other.y0 - cell.y0) < 0.3 * LINE)
        if len(level) > 3 and cell.height > 2.5 * level[len(level) // 2]:
            expected.add(i)
    assert beside_rows(cells, LINE) == expected
    assert expected


def test_a_page_without_cells_has_none_beside_others() -> None:
    assert list(parts_under(())) == []
    assert beside_rows((), LINE) == set()
