"""White space that parts a column beside the lines of a page from these."""

from __future__ import annotations

from extractors.layout import Sheet


def gutter(sheet: Sheet) -> float | None:
    """Where white space parts the page from top to bottom, if the lines on both sides are not level."""
    spans = sorted((run.box.x0, run.box.x1) for run in sheet.runs)
    right = 0.0
    for left, end in spans:
        if left - right > GUTTER and right > 0.0:
            edge = (left + right) / 2
            sides = [run for run in sheet.runs if run.box.cx < edge], [run for run in sheet.runs if run.box.cx >= edge]
            few = min(sides, key=len)
            other = sides[few is sides[0]]
            level = sum(any(abs(a.box.cy - b.box.cy) < 0.2 * a.box.height for b in other) for a in few)
            if len(few) >= 8 and level < 0.5 * len(few):
                return edge
        right = max(right, end)
    return None


GUTTER = 0.015
"""Share of the page's width that parts a column beside the lines."""
