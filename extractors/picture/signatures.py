"""Signatures: strokes of a pen that neither an engine read as words nor a form printed as lines."""

from __future__ import annotations

import re

import cv2
import numpy as np

from extractors.pages import strongest_and_weakest
from extractors.picture.ruling import components
from schemas.page import Box, Page

LONG_SIDE = 1300
"""Pixels along the longer side at which strokes are sought: a pen's stroke is still two wide."""
SURE = 0.75
"""A word read with this confidence is print, not handwriting."""
FEWEST_WORDS = 8
UPPER = 0.4
"""Nobody signs in this upper share of what is printed: letterheads, logos and stamps of receipt stand there."""
MARGIN = 0.03
SMALLEST, LARGEST = 6.0, (0.4, 0.14)
"""Area of a signature at least, in squared letter heights; its width and height at most, as shares of the page."""
FILL = (0.03, 0.45)


def find_signature(colour: np.ndarray, page: Page) -> Box | None:
    """The largest pen stroke on an upright page that was read already.

    Args:
        colour: the page, height x width x 3, RGB.
        page: its words, ruled lines' cells and marks; words and seals are no signature.

    Returns:
        Where it stands, in fractions of the page; None where there is none or too little print to tell by.
    """
    _, weakest = strongest_and_weakest(colour)
    scale = LONG_SIDE / max(weakest.shape)
    grey = cv2.resize(weakest, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = grey.shape
    heights = [(w.box.y1 - w.box.y0) * height for w in page.words if w.confidence >= SURE]
    if len(heights) < FEWEST_WORDS:
        return None
    letter = float(np.median(heights))
    ink = _strokes(grey, letter, page)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, max(3, int(letter * 0.9))), np.uint8))
    numbered, stats = components(joined)
    found: list[tuple[int, int, int, int]] = []
    for i, (x, y, w, h) in enumerate(stats[1:, :4].tolist(), start=1):
        if _is_as_large(w, h, letter, width, height):
            drawn = int(np.count_nonzero(ink[y : y + h, x : x + w][numbered[y : y + h, x : x + w] == i]))
            if FILL[0] < drawn / (w * h) < FILL[1]:
                found.append((x, y, w, h))
    top = min(w.box.y0 for w in page.words) * height
    foot = max([w.box.y1 * height for w in page.words] + [y + h for _, y, _, h in found])
    signed = [box for box in found if box[1] > top + UPPER * (foot - top)]
    if not signed:
        return None
    x, y, w, h = max(signed, key=lambda box: box[2] * box[3])
    return Box(x / width, y / height, (x + w) / width, (y + h) / height)


def _strokes(grey: np.ndarray, letter: float, page: Page) -> np.ndarray:
    """Ink (255) that is no ruled line, no sure word, no seal and no speck."""
    grey = cv2.GaussianBlur(grey, (3, 3), 0)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 12)
    height, width = ink.shape
    long = max(50, width // 16)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    ink = cv2.subtract(ink, cv2.dilate(cv2.bitwise_or(across, down), np.ones((5, 5), np.uint8)))
    words = [w.box for w in page.words if w.confidence >= SURE and re.search(r"\w", w.text)]
    seals = [*page.marks.noisy, *([page.marks.seal] if page.marks.seal else [])]
    for boxes, spare in ((words, 2), (seals, int(0.01 * width))):
        for box in boxes:
            left, right = max(0, int(box.x0 * width) - spare), int(box.x1 * width) + spare + 1
            ink[max(0, int(box.y0 * height) - spare) : int(box.y1 * height) + spare + 1, left:right] = 0
    edge = int(MARGIN * width)
    ink[:edge] = ink[-edge:] = ink[:, :edge] = ink[:, -edge:] = 0
    numbered, stats = components(ink)
    tiny = np.all(stats[:, 2:4] < 0.45 * letter, axis=1) | (stats[:, 4] < 0.25 * letter)
    inked = np.flatnonzero(ink)
    ink.ravel()[inked[tiny[numbered.ravel()[inked]]]] = 0
    return ink


def _is_as_large(w: int, h: int, letter: float, width: int, height: int) -> bool:
    large_enough = w >= 2.2 * letter and h >= 1.1 * letter and w * h >= SMALLEST * letter * letter
    small_enough = w <= LARGEST[0] * width and h <= LARGEST[1] * height
    return large_enough and small_enough and w >= 0.8 * h
