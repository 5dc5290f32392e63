"""Where the rows of a table without ruling end, though nothing that follows is worded like a caption.

Below the last row stand the names of those who sign, in whatever language, or the headers of a table of tests or
steps. Neither suits the columns: figures are missing where all rows have some, and its print begins elsewhere.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from extractors.layout import Run, Sheet, on_lines
from extractors.tables.headers import Column, Header
from schemas.page import Box

FARTHER = 1.45
"""Times the widest step between rows from which a line stands apart from them."""
FAR = 1.8
"""The same for words alone that are aligned to the names of the rows, as who keeps a ledger may be."""
ALIGNED = 0.006
"""Share of the page's width by which edges or middles of print in one column differ at most."""
OFTEN = 0.34
"""Share of the rows that have print where a column begins, ends or has its middle at least."""
MOST = 0.8
"""Share of the rows that have figures in a column of figures at least."""
FEWEST_COLUMNS, NEW_HEADERS = 3, 3


def end_of_rows(sheet: Sheet, header: Header, limit: float) -> float:
    """Where print begins that is no row of the table, as a share of the page's height; `limit` where none does."""
    columns, bottom = header
    if len(columns) < FEWEST_COLUMNS or any(column.ruled for column in columns):
        return limit
    left, right = columns[0].x0 - 0.03, columns[-1].x1 + 0.08
    body = [run for run in sheet.runs if bottom <= run.box.cy < limit and left <= run.box.cx <= right]
    lines = on_lines(body, 0.4)
    for at in range(1, len(lines)):
        rows, line, below = lines[:at], lines[at], lines[at + 1 : at + 2]
        signs = _stands_apart(rows, line, bottom) and not any(_is_row(rows, next_line, columns) for next_line in below)
        if not _is_row(rows, line, columns) and (signs or (below and _heads_others(rows, line, below[0]))):
            return min(run.box.y0 for run in line) - 0.001
    return limit


def _is_row(rows: Sequence[Sequence[Run]], line: Sequence[Run], columns: Sequence[Column]) -> bool:
    """Whether a line has figures in some column in which the rows have them."""
    told = [row for row in rows if len(row) >= FEWEST_COLUMNS]
    of_figures = [c for c in columns if sum(_figure_in(row, c) for row in told) > MOST * len(told)]
    return not told or not of_figures or any(_figure_in(line, column) for column in of_figures)


def _figure_in(line: Sequence[Run], column: Column) -> bool:
    slack = 0.02  # figures to the right of a header to the left
    return any(
        re.search(r"\d", run.text) and run.box.x0 < column.x1 + slack and run.box.x1 > column.x0 - slack for run in line
    )


def _stands_apart(rows: Sequence[Sequence[Run]], line: Sequence[Run], bottom: float) -> bool:
    """Whether a line is farther from the rows than these are from each other, and most of it is not aligned to them.

    Words alone, twice as far below, are none of the rows wherever they begin.
    """
    heights = [bottom, *(row[0].box.cy for row in rows)]
    steps = [b - a for a, b in itertools.pairwise(heights)]
    step = line[0].box.cy - heights[-1]
    alone = len(line) == 1 and not re.search(r"\d", line[0].text) and step > FAR * max(steps)
    return alone or (step > FARTHER * max(steps) and 2 * len(_strangers(rows, line)) >= len(line))


def _heads_others(rows: Sequence[Sequence[Run]], line: Sequence[Run], below: Sequence[Run]) -> bool:
    """Whether words stand over print that is aligned to them and not to the rows above."""
    if len(line) < NEW_HEADERS or any(re.search(r"\d", run.text) for run in line):
        return False
    under = [run for run in below if any(run.box.x0 < r.box.x1 and run.box.x1 > r.box.x0 for r in line)]
    mine, theirs = _strangers(rows, line), _strangers(rows, below)
    level = all(len(_strangers([line], [run])) == 0 for run in theirs)
    return len(under) == len(below) >= NEW_HEADERS and 2 * len(mine) >= len(line) and bool(theirs) and level


def _strangers(rows: Sequence[Sequence[Run]], line: Sequence[Run]) -> list[Run]:
    """The runs of a line that begin, end and have their middle where few rows have print that does so too."""

    def aligned(edge: Callable[[Box], float], box: Box) -> bool:
        level = sum(any(abs(edge(run.box) - edge(box)) < ALIGNED for run in row) for row in rows)
        return level > OFTEN * len(rows)

    return [run for run in line if not any(aligned(edge, run.box) for edge in EDGES)]


EDGES: Sequence[Callable[[Box], float]] = (lambda box: box.x0, lambda box: box.x1, lambda box: box.cx)
