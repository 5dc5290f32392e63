"""Captions below each other, each before its value, without colons: `Vessel ONE HARBOUR`, `From Cai Mep`, `To Haifa`.

Alone such a line may be anything; three in a stack, each of another field, are a block of captions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from extractors.captions.labels import LINE, Hit, Labels
from extractors.layout import Run

FEWEST = 3
"""Lines of a stack."""
SAME_EDGE, NEXT_LINE = 0.005, 1.3
"""Share of the page's width by which left edges differ at most, and line heights of blank between lines."""
VALUE = re.compile(r"\s+[^\W_a-zß-ÿ]")
"""Behind a caption: a blank, and a value that begins with a capital or a figure."""


def stacked(runs: Sequence[Run], labels: Labels) -> Set[int]:
    """Places (in `runs`) of the lines of such stacks."""
    begun = {i: hit for i, run in enumerate(runs) if (hit := _caption(run, labels))}
    found: set[int] = set()
    for first in begun:
        stack = [first]
        while (below := _next(runs, stack[-1])) in begun:
            stack.append(below)
        names = [begun[i].name for i in stack]
        if len(stack) >= FEWEST and len(set(names)) == len(names):
            found.update(stack)
    return found


def _caption(run: Run, labels: Labels) -> Hit | None:
    hit = labels.find(run.text)
    if hit is None or hit.slips or hit.composed or hit.name.startswith(LINE):
        return None
    return hit if hit.colon or VALUE.match(run.text, max(0, hit.end - 1)) else None


def _next(runs: Sequence[Run], above: int) -> int:
    """The line right below in the same column of print; -1 where there is none."""
    one = runs[above]
    for i, run in enumerate(runs[above + 1 :], above + 1):
        blank = run.box.y0 - one.box.y1
        if blank > NEXT_LINE * one.box.height:
            return -1
        overlaps = run.box.x0 < one.box.x1 and one.box.x0 < run.box.x1
        if run.cell == one.cell and overlaps and run.box.y0 > one.box.cy:
            return i if abs(run.box.x0 - one.box.x0) <= SAME_EDGE else -1
    return -1
