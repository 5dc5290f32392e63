"""Lines that interrupt a table and would end it, while its rows go on below them: captions with values over a group
(`Container: MRSU3308149 / Seal: 0077121`), remarks below a row (`Note: see drawing 4-1178`), sentences between rows.

What such a line says cannot tell whether the table is over; what stands below it can.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.layout import Run, Sheet, on_lines
from extractors.tables.headers import Column, column_under
from extractors.tables.summing_words import TOTAL

FEWEST_COLUMNS, FEWEST_FIGURES = 3, 2
"""Columns that a row fills at least, and those of them that have figures."""
FILLED = 0.5
"""Share of the columns that a row fills at least."""
ALIKE = 0.6
"""Share of the columns filled by one of two rows that both fill; of those with figures likewise."""
MOST_LINES = 4
"""Lines between two rows at most."""
GAP = 5.0
"""Line heights without print after which a table is over."""
AROUND = 0.05
"""Share of the page's width by which print of a table may stand outside of its headers."""
COLON = re.compile(r"[:：]")
Filled = frozenset[Column]


def uninterrupted(sheet: Sheet, columns: Sequence[Column], bottom: float, ends: Callable[[Run], bool]) -> Sheet:
    """The page without the lines under some headers that would end the table and do not, for rows go on below.

    Args:
        bottom: where the headers end, as a share of the page's height.
        ends: whether print would end the table.
    """
    if len(columns) < FEWEST_COLUMNS:
        return sheet
    left, right = columns[0].x0 - AROUND, columns[-1].x1 + AROUND
    inside = [run for run in sheet.runs if run.box.cy > bottom and left <= run.box.cx <= right]
    rows: list[tuple[Filled, Filled]] = []
    between: list[list[Run]] = []
    ending: list[list[Run]] = []
    passed: list[Run] = []
    last = bottom
    for line in on_lines(inside, 0.5):
        if line[0].box.y0 - last > GAP * sheet.line_height or (_sums(line) and not rows):
            break
        last = max(last, *(run.box.y1 for run in line))
        if (ending or any(map(_sums, between))) and _are_headers(line, columns):
            break
        row, stops = filled_by(line, columns), any(map(ends, line))
        if row is None or stops or _sums(line):  # a sum of a group, if rows go on
            between.append(line)
            if len(between) > MOST_LINES and ending:
                break
            ending += [line] * stops
            continue
        if ending and not (_goes_on(row, rows) if rows else all(_heads_all(one, ends) for one in ending)):
            break
        passed += [run for one in ending for run in one]
        rows.append(row)
        between, ending = [], []
    return replace(sheet, runs=tuple(run for run in sheet.runs if run not in passed)) if passed else sheet


def _sums(line: Sequence[Run]) -> bool:
    return TOTAL.match(line[0].text) is not None


def filled_by(line: Sequence[Run], columns: Sequence[Column]) -> tuple[Filled, Filled] | None:
    """The columns that a line fills and those with figures; None where it is no row, or asks for something."""
    at = [column_under(run, columns) for run in line]
    filled = frozenset(at)
    figures = frozenset(column for column, run in zip(at, line, strict=True) if re.search(r"\d", run.text))
    enough = len(filled) >= max(FEWEST_COLUMNS, FILLED * len(columns)) and len(figures) >= FEWEST_FIGURES
    return (filled, figures) if enough and not any(COLON.search(run.text) for run in line) else None


def _are_headers(line: Sequence[Run], columns: Sequence[Column]) -> bool:
    """Whether a line below one that ends the table has headers of another: over columns, without figures, colons."""
    filled = {column_under(run, columns) for run in line}
    return len(filled) > 1 and not any(re.search(r"[\d:：]", run.text) for run in line)


def _goes_on(row: tuple[Filled, Filled], rows: Sequence[tuple[Filled, Filled]]) -> bool:
    """Whether a line fills the columns that one of the rows above it fills."""
    return any(
        all(len(mine & theirs) >= ALIKE * len(mine | theirs) for mine, theirs in zip(row, other, strict=True))
        for other in rows
    )


def _heads_all(line: Sequence[Run], ends: Callable[[Run], bool]) -> bool:
    """Whether a line right below the headers heads the rows: alone, or with captions that have values behind them.

    Captions with their values beside them are of a block of those, which the headers are then the first line of.
    """
    return len(line) == 1 or all(re.search(r"[:：]\s*\S", run.text) for run in line if ends(run))
