"""White space that parts a column beside the lines of a page from these."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.entry.lines import TARIFF_NUMBER
from extractors.layout import Run, Sheet


def gutter(sheet: Sheet) -> float | None:
    """Where white space parts the page from top to bottom, if the lines on both sides are not level.

    Tariff numbers with figures level beside them stand in one table with these, over which lines of goods are short.
    """
    spans = sorted((run.box.x0, run.box.x1) for run in sheet.runs)
    right = 0.0
    for left, end in spans:
        if left - right > GUTTER and right > 0.0:
            edge = (left + right) / 2
            sides = [run for run in sheet.runs if run.box.cx < edge], [run for run in sheet.runs if run.box.cx >= edge]
            few = min(sides, key=len)
            other = sides[few is sides[0]]
            level = sum(_stands_level(run, other) for run in few)
            numbers = [(run, across) for side, across in (sides, sides[::-1]) for run in side if _tariff(run)]
            torn = sum(_stands_level(run, across) for run, across in numbers)
            if len(few) >= 8 and level < 0.5 * len(few) and 2 * torn <= len(numbers):
                return edge
        right = max(right, end)
    return None


def _tariff(run: Run) -> bool:
    return TARIFF_NUMBER.search(run.text) is not None


def _stands_level(run: Run, others: Sequence[Run]) -> bool:
    return any(abs(run.box.cy - other.box.cy) < 0.2 * run.box.height for other in others)


GUTTER = 0.015
"""Share of the page's width that parts a column beside the lines."""
