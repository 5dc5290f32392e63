"""Forms whose captions stand in small print below what they ask for, as signature lines and many printouts do."""

from __future__ import annotations

from extractors.captions.labels import Hit
from extractors.captions.open_print import Marked
from extractors.layout import Run, Sheet

ALIGNED = 0.02
"""Share of the page's width by which the left edges of a value and its caption may differ."""
NEAR = 1.6
"""Line heights within which a value stands over its caption."""
ENOUGH, TIMES = 4, 3
"""So many captions must stand nearer to what is above them, and so many times more than stand otherwise."""


def captions_stand_below(marked: Marked, sheet: Sheet) -> bool:
    """Whether the captions of a page follow their values; one alone could as well be the caption of what is below.

    Args:
        marked: the runs outside tables, each with the label it begins with.
    """
    follow, otherwise = 0, 0
    for run, hit in marked:
        if hit is None:
            continue
        if leads(run, hit) or _beside(run, marked):
            otherwise += 1
            continue
        over, under = nearest(run, marked, sheet, -1), nearest(run, marked, sheet, 1)
        if over and (under is None or _gap(over, run) < _gap(run, under) - 0.1 * sheet.line_height):
            follow += 1
        elif under:
            otherwise += 1
    return follow >= ENOUGH and follow >= TIMES * otherwise


def leads(run: Run, hit: Hit) -> bool:
    """Whether a caption's colon leads to its value; behind that of `Exporter: name` stands what is asked for."""
    return hit.colon and (hit.end < len(run.text) or run.text.rstrip().endswith((":", "：")))


def lines_over(label: Run, marked: Marked, sheet: Sheet) -> list[Run]:
    """The printed lines that stand over a caption, from top to bottom."""
    lines: list[Run] = []
    upper = nearest(label, marked, sheet, -1)
    while upper is not None:
        lines.insert(0, upper)
        further = nearest(upper, marked, sheet, -1)
        close = further is not None and _gap(further, upper) < 0.6 * sheet.line_height
        upper = further if close else None
    return lines


def closer_over(label: Run, hit: Hit, marked: Marked, sheet: Sheet) -> list[Run]:
    """The one line over a caption, where that is much nearer to it than what is under it, as on a signature's line."""
    over, under = nearest(label, marked, sheet, -1), nearest(label, marked, sheet, 1)
    if leads(label, hit) or over is None or under is None or _beside(label, marked):
        return []
    gap, further = _gap(over, label), nearest(over, marked, sheet, -1)
    step = CLOSER * sheet.line_height
    apart = further is None or _gap(further, over) > gap + step
    return [over] if gap < 2 * step and _gap(label, under) > max(gap + step, 2 * gap) and apart else []


CLOSER = 0.5
"""Line heights by which a caption stands nearer to the one line than to the other."""


def nearest(run: Run, marked: Marked, sheet: Sheet, way: int) -> Run | None:
    """What stands right over (`way` -1) or under (1) a run in its column, if that is no label and near."""
    beyond = [
        (other, hit) for other, hit in marked
        if other.cell == run.cell and abs(other.box.x0 - run.box.x0) < ALIGNED
        and (other.box.cy - run.box.cy) * way > 0.5 * min(other.box.height, run.box.height)
    ]  # fmt: skip
    if not beyond:
        return None
    other, hit = min(beyond, key=lambda item: abs(item[0].box.cy - run.box.cy))
    gap = _gap(other, run) if way < 0 else _gap(run, other)
    return None if hit is not None or gap > NEAR * sheet.line_height else other


def _gap(upper: Run, lower: Run) -> float:
    return lower.box.y0 - upper.box.y1


def _beside(label: Run, marked: Marked) -> bool:
    """Whether something that is no label follows on the caption's own line."""
    return any(
        hit is None and run.box.x0 > label.box.x1 and run.box.x0 - label.box.x1 < 0.2
        and abs(run.box.cy - label.box.cy) < 0.5 * label.box.height
        for run, hit in marked
    )  # fmt: skip
