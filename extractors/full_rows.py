"""Borders of columns without ruling, told by the printed lines that fill every column.

Headers may stand to the left over figures to the right, so far that a figure stands under the next header; that the
line has as many cells as there are headers still says which is which.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extractors.headers import Column
from extractors.layout import Run, Sheet, on_lines
from schemas.page import Box

FEWEST_COLUMNS = 3
OTHERS = 0.3
"""Share of its width by which a cell stands under a header that is not its own, where it must be another column's."""
SLACK = 0.01
"""Share of the page's width by which a cell may begin before its header."""


def fitted_to_print(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[Column] | None:
    """The columns with borders told by lines that fill them all, or else by what stands under one header each."""
    return fitted_to_rows(sheet, columns, bottom, end) or fitted_to_heads(sheet, columns, bottom, end)


def fitted_to_rows(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[Column] | None:
    """The columns with the borders that lines of the body show; None where no line fills them all, or they disagree.

    Args:
        bottom: where the headers end.
        end: where the body ends.
    """
    if len(columns) < FEWEST_COLUMNS or any(column.ruled for column in columns):
        return None
    body = _lines(sheet, columns, bottom, end)
    lines = [line for line in body if _fills(line, columns)]
    if not lines:
        return None
    cells = list(zip(*lines, strict=True))
    edges: list[float] = []
    for left, right in itertools.pairwise(cells):
        begins = min(run.box.x0 for run in right)
        if max(run.box.x1 for run in left) >= begins:
            return None
        ends = max(run.box.x1 for line in body for run in line if run.box.x1 < begins)  # what other lines have longer
        edges.append((ends + begins) / 2)
    outer = [max(0.0, min(columns[0].x0, cells[0][0].box.x0) - 0.03), *edges, min(1.0, columns[-1].x1 + 0.08)]
    outer[-1] = max(outer[-1], max(run.box.x1 for run in cells[-1]) + 0.005)
    return [replace(column, x0=a, x1=b) for column, (a, b) in zip(columns, itertools.pairwise(outer), strict=True)]


def fitted_to_heads(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[Column] | None:
    """The columns with borders between what stands under one header each; None where that leaves no room for them.

    Figures to the right of their column reach under no other header, however long they are.

    Args:
        bottom: where the headers end.
        end: where the body ends.
    """
    if len(columns) < FEWEST_COLUMNS or any(column.ruled for column in columns):
        return None
    reach = [(column.x0, column.x1) for column in columns]
    for line in _lines(sheet, columns, bottom, end):
        for piece in _pieces(line, columns):
            over = [i for i, c in enumerate(columns) if piece.x0 < c.x1 and piece.x1 > c.x0]
            if len(over) == 1:
                left, right = reach[over[0]]
                reach[over[0]] = min(left, piece.x0), max(right, piece.x1)
    if any(left[1] >= right[0] for left, right in itertools.pairwise(reach)):
        return None
    edges = [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(reach)]
    outer = [max(0.0, reach[0][0] - 0.03), *edges, min(1.0, max(reach[-1][1] + 0.005, columns[-1].x1 + 0.08))]
    return [replace(column, x0=a, x1=b) for column, (a, b) in zip(columns, itertools.pairwise(outer), strict=True)]


def _pieces(line: Sequence[Run], columns: Sequence[Column]) -> list[Box]:
    """The cells of a line: its runs, those that reach under several headers word by word."""
    pieces: list[Box] = []
    for run in line:
        crosses = sum(run.box.x0 < c.x1 and run.box.x1 > c.x0 for c in columns) > 1
        pieces += [word.box for word in run.words] if crosses else [run.box]
    return pieces


def _lines(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[list[Run]]:
    """The printed lines of the body, each from left to right."""
    left, right = columns[0].x0 - 0.03, columns[-1].x1 + 0.12
    body = [run for run in sheet.runs if bottom <= run.box.cy < end and left <= run.box.cx <= right]
    return on_lines(body, 0.4)


def _fills(line: Sequence[Run], columns: Sequence[Column]) -> bool:
    """Whether a line has one cell for each column, each between the left edge of its header and the next header."""
    if len(line) != len(columns):
        return False
    following = [column.x1 for column in columns[1:]] + [1.0]
    return all(
        run.box.x1 > column.x0 - SLACK and run.box.x0 < after and not _anothers(run, column, columns)
        for run, column, after in zip(line, columns, following, strict=True)
    )


def _anothers(run: Run, column: Column, columns: Sequence[Column]) -> bool:
    """Whether a cell stands under another column's header and not under its own."""
    under = {c.x0: min(c.x1, run.box.x1) - max(c.x0, run.box.x0) for c in columns}
    return under[column.x0] <= 0 and max(under.values()) > OTHERS * run.box.width
