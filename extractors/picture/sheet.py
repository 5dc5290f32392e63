"""The sheet of paper alone, cut out of a photograph, its print dark."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from extractors.picture.sheet_edges import edged_corners

NIGHT, AMID, MOST_INK = 80, 25, 0.5
"""Grey level of a negative's ground at most, and the share of so many quarter pixels around what is bright on it that
is bright as well: of print a third, of a sheet on a black bed nearly all."""
PHOTO_MARGIN = 0.02
PRINT_OUTSIDE = 0.1
"""Share of a picture's fine structure that may lie outside the sheet: a patterned desk, but no lost paragraph."""
SQUARE_ENOUGH = 0.22
"""Cosine of a corner's angle: a sheet photographed from above keeps its corners within 13 degrees of square."""


def sheet_of(pixels: np.ndarray) -> np.ndarray:
    """The sheet alone (see `cut_out_paper`), its print dark: microfilm and black-and-white pictures that were stored
    the wrong way round are negatives.
    """
    sheet = cut_out_paper(pixels)
    return cv2.bitwise_not(sheet) if _is_negative(sheet) else sheet


def _is_negative(pixels: np.ndarray) -> bool:
    """Whether a picture is nearly black nearly everywhere, and what is bright on it as thinly strewn as print."""
    ground, brightest = (float(np.percentile(pixels[::8, ::8, 1], share)) for share in (50, 99))
    if ground > NIGHT or brightest - ground < 255 / 2:
        return False
    small = cv2.resize(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    bright = cv2.threshold(small, (ground + brightest) / 2, 255, cv2.THRESH_BINARY)[1]
    return cv2.mean(cv2.blur(bright, (AMID, AMID)), bright)[0] < MOST_INK * 255


def cut_out_paper(pixels: np.ndarray) -> np.ndarray:
    """The sheet alone when it lies as a bright quadrilateral on something darker; else the picture as it is."""
    corners = _paper_corners(pixels)
    if corners is None:
        return pixels
    top_left, top_right, bottom_right, bottom_left = corners
    width = int(max(np.linalg.norm(top_right - top_left), np.linalg.norm(bottom_right - bottom_left)))
    height = int(max(np.linalg.norm(bottom_left - top_left), np.linalg.norm(bottom_right - top_right)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    flat = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    factor = max(pixels.shape[:2]) / max(width, height)
    flat = np.diag([factor, factor, 1.0]) @ flat
    size = (int(width * factor), int(height * factor))
    return cv2.warpPerspective(pixels, flat, size, flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))


def _paper_corners(pixels: np.ndarray) -> np.ndarray | None:
    """The sheet whose edges the picture shows; else the squarest that brightness or lack of colour shows, at several
    thresholds. Either has all print on it.

    A shadow across the sheet is as dark as the desk: one threshold would cut the page along its edge, aslant.
    """
    scale = 600 / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    fine = cv2.absdiff(grey, cv2.medianBlur(grey, 9)) > 24
    edged = edged_corners(small)
    if edged is not None and _is_sheet(edged) and _holds_the_print(edged, fine):
        return edged / scale
    found = [corners for corners in _brighter_sheets(small) if _holds_the_print(corners, fine)]
    return min(found, key=_out_of_square) / scale if found else None


def _brighter_sheets(small: np.ndarray) -> Iterator[np.ndarray]:
    blurred = cv2.GaussianBlur(small, (7, 7), 0)
    colourless = 255 - cv2.cvtColor(blurred, cv2.COLOR_RGB2HSV)[:, :, 1]
    for share in (1.0, 0.85, 0.7):
        for channel in (cv2.cvtColor(blurred, cv2.COLOR_RGB2GRAY), colourless):
            middle, _ = cv2.threshold(channel, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
            corners = _bright_sheet(channel, share * middle)
            if corners is not None:
                yield corners


def _bright_sheet(channel: np.ndarray, threshold: float) -> np.ndarray | None:
    """Corners (ordered, in pixels) of the greatest area above a threshold, if a sheet on something darker it is."""
    _, bright = cv2.threshold(channel, threshold, 255, cv2.THRESH_BINARY)
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    sheet = max(outlines, key=cv2.contourArea)
    if not 0.3 < cv2.contourArea(sheet) / channel.size < 1 - PHOTO_MARGIN:
        return None
    outside = cv2.drawContours(np.full_like(channel, 255), [sheet], -1, 0, -1)
    if cv2.mean(channel, outside)[0] > cv2.mean(channel, 255 - outside)[0] - 40:
        return None  # what surrounds it is not darker: a frame on paper, not paper on a desk
    hull = cv2.convexHull(sheet)
    for tolerance in (0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(hull, tolerance * cv2.arcLength(hull, True), True)
        if len(corners) == 4 and cv2.contourArea(corners) > 0.9 * cv2.contourArea(hull):
            ordered = _ordered(corners.reshape(4, 2))
            return ordered.astype(np.float32) if _is_sheet(ordered) else None
    return None


def _holds_the_print(corners: np.ndarray, fine: np.ndarray) -> bool:
    """Whether nearly all fine structure of the picture lies on the sheet: print is all of it, a desk has little."""
    sheet = cv2.fillConvexPoly(np.zeros(fine.shape, np.uint8), corners.astype(np.int32), 255)
    sheet = cv2.dilate(sheet, np.ones((9, 9), np.uint8))  # the sheet's own edge is no print
    return int(np.count_nonzero(fine & (sheet == 0))) <= PRINT_OUTSIDE * max(1, int(np.count_nonzero(fine)))


def _is_sheet(corners: np.ndarray) -> bool:
    """Whether four corners may be those of a sheet seen from above: nearly square ones, facing sides nearly alike."""
    lengths = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    alike = all(0.75 < lengths[i] / max(lengths[i + 2], 1e-9) < 1.33 for i in range(2))
    return alike and _out_of_square(corners) < SQUARE_ENOUGH


def _out_of_square(corners: np.ndarray) -> float:
    """The largest cosine of the four angles: 0 for a rectangle."""
    sides = np.roll(corners, -1, axis=0) - corners
    lengths = np.linalg.norm(sides, axis=1)
    return max(abs(float(np.dot(sides[i], sides[i - 1]))) / float(lengths[i] * lengths[i - 1] + 1e-9) for i in range(4))


def _ordered(corners: np.ndarray) -> np.ndarray:
    """Top left, top right, bottom right, bottom left."""
    total, across = corners.sum(axis=1), np.diff(corners, axis=1).ravel()
    return corners[[total.argmin(), across.argmin(), total.argmax(), across.argmax()]]
