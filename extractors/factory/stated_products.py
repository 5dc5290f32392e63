"""Whether captions over a table state what was made, so that the table lists something else."""

from __future__ import annotations

import re

from extractors.captions.labels import Labels
from extractors.layout import Run, Sheet

BELOW = 2.5
"""Heights of a caption below its middle within which what it asks for begins, where it stands over that."""
APART = 0.12
"""Share of the page's width within which what a caption asks for stands beside it."""


def names_goods(sheet: Sheet, labels: Labels, top: float) -> bool:
    """Whether a label above names the goods, so that the table below must hold something else.

    Args:
        labels: the wordings of the columns of products, top: where that table begins.
    """
    for run in sheet.runs:
        hit = labels.find(run.text) if run.box.y1 < top else None
        if hit and "goods" in hit.names and (hit.colon or run.cell >= 0):
            return True
    return False


def states_product(sheet: Sheet, labels: Labels, top: float) -> bool:
    """Whether captions above state what was made and how much of it: then a first table holds what went into it."""
    stated: set[str] = set()
    above = [run for run in sheet.runs if run.box.y1 < top]
    for run in above:
        hit = labels.find(run.text)
        rest = run.text[hit.end :].strip() if hit else ""
        said = rest and hit and (hit.colon or re.search(r"\d|[\u4e00-\u9fff]", rest))
        if hit and (said or (not rest and any(_answers(run, other, labels, sheet) for other in above))):
            stated.update(hit.names)
    return "goods" in stated and bool(stated & {"planned_quantity", "quantity"})


def _answers(caption: Run, run: Run, labels: Labels, sheet: Sheet) -> bool:
    """Whether print stands level with a caption and right of it, or under it, and is none itself."""
    level = abs(run.box.cy - caption.box.cy) < 0.5 * caption.box.height
    beside = level and 0 < run.box.x0 - caption.box.x1 < APART
    boxed = caption.cell >= 0 and run.cell == caption.cell and run.box.y0 > caption.box.cy
    right_below = 0 < run.box.y0 - caption.box.cy < BELOW * caption.box.height
    headed = right_below and min(run.box.x1, caption.box.x1) > max(run.box.x0, caption.box.x0)
    return (beside or boxed or headed) and labels.find(run.text.lstrip(" :：")) is None
