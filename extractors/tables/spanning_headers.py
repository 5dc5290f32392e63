"""Headers in the open under one that spans them: `Quantity` over `Required` and `Issued`, others of one line beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.captions.labels import Hit, Labels
from extractors.layout import Run, Sheet
from extractors.tables.heads import Head
from schemas.page import Box

LEVEL = 0.5
"""Heights of print by which the middles of one line may differ."""
BELOW = 0.9
"""Line heights of the blank between a spanning header and those under it at most."""
FEWEST_OTHERS = 2
"""Headers that stand level with the spanning one, or in the middle of both lines, at least."""
OVERLAP = 0.004
"""Share of the page's width by which print of neighbouring columns may overlap."""
ALIGNED, CENTRED = 0.006, 0.03
"""Share of the page's width by which edges and middles may differ."""
LONGEST = 30


@dataclass(frozen=True, slots=True)
class Spanned:
    """The headers found under spanning ones, and the print of both."""

    heads: Sequence[Head] = ()
    runs: Sequence[Run] = ()


def under_spanning(sheet: Sheet, free: Sequence[Run], labels: Labels) -> Spanned:
    """The headers that stand under others in the open, two and more under one, each as though it were of both lines.

    Args:
        free: print that no ruling holds.
        labels: the wordings of the table's columns; one of the headers under a spanning one is known at least.
    """
    heads: list[Head] = []
    used: list[Run] = []
    for over in free:
        if re.search(r"[\d:：]", over.text) or len(over.text) > LONGEST:
            continue
        under = _under(sheet, over, free)
        hits = [_hit(over, run, labels) for run in under]
        if len(under) < 2 or not any(hits) or any(re.search(r"\d", run.text) for run in under):
            continue
        for run, hit in zip(under, hits, strict=True):
            box = Box(run.box.x0, over.box.y0, run.box.x1, run.box.y1)
            if hit:
                heads.append(Head(hit, box, run.text, -1, run.box.y1))
        used += [over, *(run for run, hit in zip(under, hits, strict=True) if hit)]
    return Spanned(heads, used)


def _under(sheet: Sheet, over: Run, free: Sequence[Run]) -> list[Run]:
    """The print right under a header that no other header of its line stands over; none where it is no header of two.

    A spanning header begins or ends with those under it or stands over their middle, and headers of its own line have
    nothing under them.
    """
    near = [r for r in free if r is not over and abs(r.box.cy - over.box.cy) < 1.2 * sheet.line_height]
    beside = [r for r in near if abs(r.box.cy - over.box.cy) < LEVEL * over.box.height]
    lower = [r for r in free if 0 <= r.box.y0 - over.box.y1 + 0.3 * sheet.line_height < BELOW * sheet.line_height]
    if not lower:
        return []
    line = min(r.box.cy for r in lower)
    lower = [r for r in lower if abs(r.box.cy - line) < LEVEL * r.box.height]
    middle = [r for r in near if over.box.cy < r.box.cy < line and r not in beside and r not in lower]
    if len(beside) + len(middle) < FEWEST_OTHERS:
        return []
    left = max((r.box.x1 for r in (*beside, *middle) if r.box.x1 < over.box.cx), default=0.0)
    right = min((r.box.x0 for r in (*beside, *middle) if r.box.x0 > over.box.cx), default=1.0)
    under = [r for r in lower if r.box.x0 > left - OVERLAP and r.box.x1 < right + OVERLAP]
    under.sort(key=lambda r: r.box.x0)
    if len(under) < 2 or any(r.box.x0 < o.box.x1 and r.box.x1 > o.box.x0 for r in lower for o in beside):
        return []
    first, last = under[0].box, under[-1].box
    begins, ends = abs(over.box.x0 - first.x0) < ALIGNED, abs(over.box.x1 - last.x1) < ALIGNED
    centred = abs(2 * over.box.cx - first.x0 - last.x1) < 2 * CENTRED and first.cx < over.box.cx < last.cx
    return under if begins or ends or centred else []


def _hit(over: Run, run: Run, labels: Labels) -> Hit | None:
    """What a header asks for by itself, or together with the one that spans it."""
    alone = labels.find(run.text)
    if alone and alone.is_all_of(run.text):
        return alone
    both = labels.find(f"{over.text} {run.text}")
    return both if both and both.end > len(over.text) + 1 else None
