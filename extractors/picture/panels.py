"""Light print on dark bars and panels, turned into dark print on paper: table headers are often such."""

from __future__ import annotations

import cv2
import numpy as np

DARK = 175
"""Grey levels, where the paper around is 255, below which there may be a bar; lighter tints carry dark print."""
AROUND = 61
"""Quarter pixels, across and down, in which the paper around a bar lies: more than the tallest letterhead."""
STROKE = (9, 9)
"""Half pixels, down and across, that no stroke of light print on a bar is both thicker than."""
SOLID = (3, 20)
"""Half pixels, down and across, of solid dark that every bar has above or below its print."""
BAR = (11, 40)
"""Half pixels, down and across, of the smallest solid bar: a line of small print with a little room, and a word."""
OUTLINE = 0.85
"""Share of a bar's outline that is dark; that of close bold print or of a bar code is not."""
SKEWED = 2
"""Times a bar grows by two half pixels, where it is dark: the ends of a skewed one hold no upright block."""
ROOM = 5
"""Half pixels around a bar that are looked at and painted with it."""
CONTRAST = 60
"""Grey levels by which the print on a bar is lighter than the bar."""
MOST_PRINT = 0.45
"""Share of a bar that print may cover."""


def dark_panels_turned(evened: np.ndarray, grey: np.ndarray) -> np.ndarray:
    """The evened page with every dark bar of light print made white and its print black.

    Args:
        evened: the page, background white.
        grey: the same page before its background was evened.
    """
    paper = _paper_around(grey)
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    dark = np.asarray(_against(half, paper) < DARK, np.uint8)
    if not _holding(dark, SOLID).any():
        return evened
    closed = _without_light_strokes(dark)
    count, numbered, stats, _ = cv2.connectedComponentsWithStats(_holding(closed, BAR), connectivity=4)
    if count == 1:
        return evened
    turned, shown, labels = evened.copy(), _against(grey, paper), np.asarray(numbered, np.int32)
    for i, (x, y, w, h, _area) in enumerate(stats[1:count], start=1):
        low, left = max(0, y - ROOM), max(0, x - ROOM)
        place = slice(low, y + h + ROOM), slice(left, x + w + ROOM)
        bar = np.asarray(labels[place] == i, np.uint8)
        for _ in range(SKEWED):
            bar = cv2.bitwise_and(cv2.dilate(bar, np.ones((5, 5), np.uint8)), closed[place])
        if not _is_outlined(bar, dark[place]):
            continue
        page = slice(2 * low, 2 * low + 2 * bar.shape[0]), slice(2 * left, 2 * left + 2 * bar.shape[1])
        _turn(turned[page], shown[page], bar)
    return turned


def _paper_around(grey: np.ndarray) -> np.ndarray:
    """The brightness of the paper around each place, at a quarter of the size; bars and panels leave it as it is."""
    quarter = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    brightest = cv2.dilate(cv2.medianBlur(quarter, 5), np.ones((AROUND, AROUND), np.uint8))
    return np.maximum(cv2.blur(brightest, (AROUND // 2, AROUND // 2)), 1)


def _against(grey: np.ndarray, paper: np.ndarray) -> np.ndarray:
    return cv2.divide(grey, cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR), scale=255)


def _holding(dark: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The dark that holds a block of a size, lying or standing: which way the page is turned is not known yet."""
    lying, standing = (cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(s, np.uint8)) for s in (size, size[::-1]))
    return cv2.bitwise_or(lying, standing)


def _without_light_strokes(dark: np.ndarray) -> np.ndarray:
    """The dark areas with what is light, thin and enclosed in them filled; the gaps of dark print lead to the paper."""
    count, numbered = cv2.connectedComponents(1 - dark, connectivity=4)
    labels, broad = np.asarray(numbered, np.int32), np.zeros(count, np.bool_)
    broad[labels[cv2.erode(1 - dark, np.ones(STROKE, np.uint8)) > 0]] = True
    return dark | (~broad)[labels].astype(np.uint8)


def _is_outlined(bar: np.ndarray, dark: np.ndarray) -> bool:
    inner = cv2.erode(bar, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    outline = (bar > 0) & (inner == 0)
    return bool(outline.any()) and float(np.mean(dark[outline])) >= OUTLINE


def _turn(turned: np.ndarray, shown: np.ndarray, bar: np.ndarray) -> None:
    """Turn one bar in place, unless its print is darker than itself or it has none."""
    bar = cv2.resize(bar, (turned.shape[1], turned.shape[0]), interpolation=cv2.INTER_NEAREST)
    inner = cv2.erode(bar, np.ones((5, 5), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0) > 0
    if not inner.any():
        return
    levels = shown[inner]
    ground, lightest = float(np.median(levels)), float(np.percentile(levels, 99))
    light = float(np.mean(levels > ground + 0.5 * (lightest - ground)))
    darker = float(np.mean(levels < ground - 0.5 * CONTRAST))
    if lightest - ground < CONTRAST or not darker < light < MOST_PRINT:
        return
    # The bar's soft edge would be read as a rule, and so would be a step from white to paper that is not quite white.
    edge, around = (cv2.dilate(bar, np.ones((n, n), np.uint8)) > 0 for n in (9, 15))
    outside = turned[around & ~edge]
    paper = float(np.median(outside)) if outside.size else 255.0
    turned[edge] = int(paper)
    new = np.clip(paper * (lightest - shown.astype(np.float32)) / (lightest - ground), 0, paper).astype(np.uint8)
    turned[inner] = new[inner]
