"""Strokes of a coloured pen across black print: the print is read as if nobody had signed over it."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.pages import reduced, strongest_and_weakest
from extractors.picture import levels
from extractors.picture.ruling import components

SPARSE = 4
"""Every so many pixels colour is looked for first: a grey scan has none."""
FINE = 1600
"""Pixels along the longer side at which a pen's stroke is still two wide."""
PEN_CHROMA = 26
"""Levels between the strongest and the weakest channel by which ink of a pen stands out from the paper's own tint."""
PALE_CHROMA, EDGE = 10, 4
"""Such levels of the edges and ends of strokes, which are taken too, and the pixels around a stroke's box."""
LOWEST, HIGHEST = 0.018, 0.14
"""Shares of the page's height between which a signature is high; coloured print is lower."""
NARROWEST, WIDEST = 0.02, 0.4
FULLEST, STRAIGHT = 0.45, 0.85
"""Share of its box that a pen inks at most, and of any of its rows: frames of forms have straight sides."""
BLACK, COLOURLESS, CROSSED = 0.75, 20, 5
"""Share of the paper's brightness and chroma below which a dot is black print, and how many such dots lie in a pen's
way that crosses it."""


def pen_strokes(colour: np.ndarray) -> np.ndarray | None:
    """Mask (height x width, 255) of a coloured pen's strokes that cross black print; None where there are none.

    Args:
        colour: height x width x 3, RGB.
    """
    if int(cv2.subtract(*strongest_and_weakest(colour[::SPARSE, ::SPARSE])).max()) < PEN_CHROMA:
        return None
    page = reduced(colour, FINE)
    strongest, weakest = strongest_and_weakest(page)
    chroma = cv2.subtract(strongest, weakest)
    tint = levels.median(chroma)
    inked = cv2.threshold(chroma, tint + PEN_CHROMA, 255, cv2.THRESH_BINARY)[1]
    if not 0 < cv2.countNonZero(inked) <= 0.3 * inked.size:
        return None
    pale = cv2.threshold(chroma, tint + PALE_CHROMA, 255, cv2.THRESH_BINARY)[1]
    black = cv2.bitwise_and(
        cv2.inRange(strongest, 0, BLACK * levels.median(strongest)), cv2.inRange(chroma, 0, COLOURLESS)
    )
    joined = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    numbered, stats = components(joined)
    height, width = inked.shape
    mask = np.zeros_like(inked)
    for i, (x, y, w, h, _) in enumerate(stats[1:].tolist(), start=1):
        if not (LOWEST * height <= h <= HIGHEST * height and NARROWEST * width <= w <= WIDEST * width):
            continue
        place = slice(y, y + h), slice(x, x + w)
        own = np.where(numbered[place] == i, inked[place], np.uint8(0))
        if not _is_pen(own):
            continue
        near = cv2.dilate(own, np.ones((5, 5), np.uint8))
        if cv2.countNonZero(cv2.bitwise_and(near, black[place])) >= CROSSED:
            around = slice(max(0, y - EDGE), y + h + EDGE), slice(max(0, x - EDGE), x + w + EDGE)
            mask[around] = cv2.bitwise_or(mask[around], pale[around])
            mask[place] = cv2.bitwise_or(mask[place], near)
    if not mask.any():
        return None
    mask = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    return cv2.resize(mask, (colour.shape[1], colour.shape[0]), interpolation=cv2.INTER_NEAREST)


def _is_pen(ink: np.ndarray) -> bool:
    """Whether a patch (255 on ink) is drawn thinly and has no straight side across."""
    rows = (ink > 0).mean(axis=1)
    return float(rows.mean()) <= FULLEST and float(rows.max()) < STRAIGHT
