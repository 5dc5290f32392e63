"""Whether a page counts the lines of a list on from those of the page before: 007 where that one ends with 006."""

from __future__ import annotations

import re

from extractors.layout import Run, Sheet

NUMBER = re.compile(r"0*([1-9]\d{0,2})\.?")
"""Of a line, alone in its column."""
ALIGNED = 0.012
"""Share of the page's width by which the numbers of one column stand apart, on both pages: they may be centred."""
FEWEST = 2
"""Lines that the page before must have counted last."""


def counts_on(before: Sheet, sheet: Sheet) -> bool:
    """Whether a column of numbers that go up by one goes on with such a column at its place on the page before."""
    for column in _columns([run for run in sheet.runs if NUMBER.fullmatch(run.text)]):
        here = _counted(column)
        first = here[0]
        if first <= FEWEST or here != [*range(first, first + len(here))]:
            continue
        over = [run for run in before.runs if NUMBER.fullmatch(run.text) and _aligned(run, column[0])]
        over.sort(key=lambda run: run.box.cy)
        if _counted(over)[-FEWEST:] == [*range(first - FEWEST, first)] and _follows(over[-1].text, column[0].text):
            return True
    return False


def _follows(last: str, first: str) -> bool:
    """Whether a number is written as the one after another: `007` after `006`, `10` after `9`."""
    digits = last.strip(".")
    return first.strip(".") == str(int(digits) + 1).zfill(len(digits))


def _columns(runs: list[Run]) -> list[list[Run]]:
    """Runs below each other, those that stand furthest left first."""
    columns: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (r.box.cx, r.box.cy)):
        if columns and _aligned(run, columns[-1][0]):
            columns[-1].append(run)
        else:
            columns.append([run])
    return [sorted(column, key=lambda r: r.box.cy) for column in columns]


def _aligned(run: Run, other: Run) -> bool:
    return min(abs(run.box.x0 - other.box.x0), abs(run.box.x1 - other.box.x1), abs(run.box.cx - other.box.cx)) < ALIGNED


def _counted(column: list[Run]) -> list[int]:
    return [int(found[1]) for run in column if (found := NUMBER.fullmatch(run.text))]
