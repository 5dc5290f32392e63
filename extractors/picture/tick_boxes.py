"""Little frames before or behind the words of a line, empty or ticked; engines take them for letters or for nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.picture.ruling import PixelBox, components, ink_mask

SMALLEST, LARGEST, SQUARE = 0.45, 1.25, 1.25
"""Heights of the line that a frame is high, from and to, and how many times as long as the other its longer side is."""
REACH = 2.5
"""Heights of the line in which a frame stands before or behind its box."""
SIDE, CORNERS = 0.9, 4
"""Share of each side of a frame that is ink; letters that are as wide as high have round corners, or none."""
THIN = 0.14
"""Share of a frame's width that its line is thick."""
EDGE = 0.28
"""Share of a frame, on every side, that its blurred line takes up."""
EMPTY, TICKED = 0.1, 0.25
"""Share of the middle that is ink up to which a frame is empty, and from which it is ticked."""


@dataclass(frozen=True, slots=True)
class TickBox:
    """A frame, by where it begins and ends across, in pixels of the page."""

    x0: int
    x1: int
    ticked: bool


def tick_boxes(grey: np.ndarray, line: PixelBox) -> list[TickBox]:
    """The frames in and beside the box of a line, from left to right; those that are neither empty nor ticked are left
    out.
    """
    x, y, w, h = line
    margin, reach = h // 4, round(REACH * h)
    left, top = max(0, x - reach), max(0, y - margin)
    ink = ink_mask(np.ascontiguousarray(grey[top : y + h + margin, left : x + w + reach]))
    numbered, stats = components(ink)
    found: list[TickBox] = []
    for number, (bx, by, bw, bh, _) in enumerate(stats.tolist()):
        if number == 0 or not SMALLEST * h <= min(bw, bh) <= max(bw, bh) <= min(LARGEST * h, SQUARE * min(bw, bh)):
            continue
        patch = numbered[by : by + bh, bx : bx + bw] == number
        thick = max(2, round(THIN * bw))
        if not _is_frame(patch, thick):
            continue
        inner = ink[
            by + round(EDGE * bh) : by + bh - round(EDGE * bh), bx + round(EDGE * bw) : bx + bw - round(EDGE * bw)
        ]
        share = float((inner > 0).mean()) if inner.size else 1.0
        if share <= EMPTY or share >= TICKED:
            found.append(TickBox(left + bx, left + bx + bw, share > EMPTY))
    return sorted(found, key=lambda box: box.x0)


def _is_frame(patch: np.ndarray, thick: int) -> bool:
    """Whether a patch has four straight sides that meet in corners."""
    sides = (
        patch[:thick].any(axis=0),
        patch[-thick:].any(axis=0),
        patch[:, :thick].any(axis=1),
        patch[:, -thick:].any(axis=1),
    )
    if min(float(side.mean()) for side in sides) < SIDE:
        return False
    ends = (slice(None, thick), slice(-thick, None))
    return sum(bool(patch[rows, columns].any()) for rows in ends for columns in ends) == CORNERS
