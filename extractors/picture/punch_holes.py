"""Holes punched into a sheet's margin, which engines read as large round letters: `O`, `@`, `€`.

One that stands level with a row is a cell of it to whoever looks for columns, and parts it from its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extractors.picture.ruling import PixelBox

MARGIN = 0.06
"""Share of a page's width or height within which holes are punched: 12 mm of a sheet's 210."""
HIGHER = 1.6
"""Heights of the page's lines that a hole of 5 to 6 mm is at least."""
ROUND = 1.25
"""Width over height of a hole at most, and the reverse."""


def without_holes(lines: Sequence[PixelBox], width: int, height: int) -> list[PixelBox]:
    """Boxes of print (pixels) of a page, without those of holes in its margins."""
    if not lines:
        return []
    line = median(h for *_, h in lines)
    return [box for box in lines if not (box[3] > HIGHER * line and _is_round_in_the_margin(box, width, height))]


def _is_round_in_the_margin(box: PixelBox, width: int, height: int) -> bool:
    x, y, w, h = box
    across, down = (x + w / 2) / width, (y + h / 2) / height
    in_the_margin = min(across, 1 - across, down, 1 - down) < MARGIN
    return in_the_margin and 1 / ROUND < w / h < ROUND
