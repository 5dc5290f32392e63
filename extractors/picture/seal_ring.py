"""The print along the ring of a round or oval seal, unrolled into straight strips that an engine can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from extractors.pages import strongest_and_weakest
from extractors.picture import levels
from schemas.page import Box

RADIUS, MARGIN = 240, 1.15
"""Pixels from the centre of a seal to its ring once it is made round, and the share of it that is looked at: letters
are then some 40 pixels high."""
ROUND = 1800
"""Pixels along the ring once it is unrolled."""
COLOURED = 26
"""Levels by which a coloured seal's ink differs between its channels; below it the seal was scanned in grey."""
INK = 0.97
"""Share of pixels around a seal that have less ink than its own strokes."""
FAINTEST = 30.0
"""Levels by which the ink of a grey seal is darker than the paper at least."""
SOLID = 0.7
"""Ink from which a stroke is as good as black: a pale ring counts like a dark one."""
OUTER = 0.7
"""Share of the radius outside of which the outer ring lies."""
IS_RING = 0.85
"""Share of a circle's line that is inked from which it is the ring of a seal: true ones show 0.95 and more, circles
laid into print and QR codes 0.7 at most (57 seals and no seals off scans)."""
OBLONG = 1.03, 1.6
"""Width over height, or the inverse, between which a patch may be a round seal and a line that runs through it."""
DEEPEST, SLIMMEST = 0.36, 0.07
"""Share of the radius that the band of print is deep at most and at least."""
GAP_IN_BAND, PRINTED = 0.4, 0.1
"""Ink beside a band of print, as a share of the band's own, and the ink that a band has at least."""
STROKE = 0.07
"""Ink in a column of the strip from which something is printed there."""
PARTED = 1.5
"""Blank along the ring, in heights of the band, that parts two pieces of print: letters are spread wide."""
SHORTEST = 0.5
"""Heights of the band below which a piece is a star or a dot."""
LOW = 20.0, 160.0
"""Degrees clockwise from the right between which print may stand upright at the foot of a seal, its heads inward."""
POLAR = cv2.WARP_POLAR_LINEAR | cv2.WARP_FILL_OUTLIERS


@dataclass(frozen=True, slots=True)
class Arc:
    """A piece of print along a ring.

    Attributes:
        grey: height x width, uint8, black on white, heads outward.
        low: whether it lies at the foot of the seal, where heads may stand inward.
    """

    grey: np.ndarray
    low: bool


def arcs(colour: np.ndarray, seal: Box) -> list[Arc]:
    """Pieces of print along the ring of a seal, clockwise from its foot; none where no ring is found.

    Args:
        colour: upright page, height x width x 3, RGB.
        seal: its place on the page.
    """
    for ink in _made_round(colour, seal):
        support, x, y = _centre(ink)
        if support >= IS_RING:
            return list(_pieces(ink, x, y))
    return []


def _made_round(colour: np.ndarray, seal: Box) -> Iterator[np.ndarray]:
    """The seal's ink (0 to 1) as a picture in which it is round: the patch as it is, then parts of an oblong one."""
    height, width = colour.shape[:2]
    x0, y0, x1, y1 = seal.x0 * width, seal.y0 * height, seal.x1 * width, seal.y1 * height
    if min(x1 - x0, y1 - y0) < 8:
        return
    margin = (MARGIN - 1) * max(x1 - x0, y1 - y0)
    left, top = max(0, int(x0 - margin)), max(0, int(y0 - margin))
    ink = _ink(colour[top : int(y1 + margin) + 1, left : int(x1 + margin) + 1])
    x0, y0, x1, y1 = x0 - left, y0 - top, x1 - left, y1 - top
    across, down = x1 - x0, y1 - y0
    yield _squared(ink, ((x0 + x1) / 2, (y0 + y1) / 2), (across / 2, down / 2))
    if OBLONG[0] <= max(across, down) / min(across, down) <= OBLONG[1]:
        radius = min(across, down) / 2
        for share in (0.0, 0.5, 1.0):
            centre = x0 + radius + share * (across - 2 * radius), y0 + radius + share * (down - 2 * radius)
            yield _squared(ink, centre, (radius, radius))
        yield from _oval(ink)


def _oval(ink: np.ndarray) -> Iterator[np.ndarray]:
    """An oval put on aslant, by the outline of its ink."""
    solid = (ink > SOLID).astype(np.uint8)
    hull = cv2.convexHull(np.asarray(cv2.findNonZero(solid))) if cv2.countNonZero(solid) else np.empty(0)
    if len(hull) < 5:
        return
    centre, (first, second), angle = cv2.fitEllipse(hull)
    if 45 < angle < 135:  # the seal's foot stays at the foot
        first, second, angle = second, first, angle - 90
    if min(first, second) >= 8:
        yield _squared(ink, (centre[0], centre[1]), (first / 2, second / 2), angle if angle < 90 else angle - 180)


def _ink(crop: np.ndarray) -> np.ndarray:
    """How much of each pixel is the seal's ink, 0 to 1: its colour, or on a grey scan what is darker than the paper."""
    strongest, weakest = strongest_and_weakest(np.ascontiguousarray(crop))
    chroma = cv2.subtract(strongest, weakest)
    chroma = cv2.subtract(chroma, np.full_like(chroma, round(levels.median(chroma))))
    if (full := float(np.quantile(chroma, INK))) >= COLOURED:
        return np.clip(chroma / np.float32(full), 0, 1)
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    darker = cv2.subtract(cv2.GaussianBlur(cv2.dilate(grey, np.ones((9, 9), np.uint8)), (0, 0), 8), grey)
    return np.clip(darker / np.float32(max(FAINTEST, float(np.quantile(darker, INK)))), 0, 1)


def _squared(
    ink: np.ndarray, centre: tuple[float, float], radii: tuple[float, float], angle: float = 0.0
) -> np.ndarray:
    """A picture in which an ellipse, turned by so many degrees clockwise, is a circle of RADIUS."""
    half, turn = round(RADIUS * MARGIN), np.deg2rad(angle)
    axes = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * np.array(radii) / RADIUS
    back = np.column_stack([axes, np.array(centre) - axes @ np.array([half, half])]).astype(np.float32)
    return cv2.warpAffine(ink, back, (2 * half, 2 * half), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)


def _centre(ink: np.ndarray) -> tuple[float, float, float]:
    """How much of the outer ring is inked (0 to 1) around the best centre, and that centre: roughly, then finely."""
    small = cv2.resize(ink, None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA)
    best = 0.0, small.shape[1] / 2, small.shape[0] / 2
    for step, reach in ((2, 6), (1, 1)):
        best = _best_centre(small, best, step, reach, 120)
    best = 0.0, best[1] * 3, best[2] * 3
    for step in (2, 1):
        best = _best_centre(ink, best, step, step, 360)
    return best


def _best_centre(
    ink: np.ndarray, start: tuple[float, float, float], step: int, reach: int, turns: int
) -> tuple[float, float, float]:
    outer = round(OUTER * ink.shape[0] / 2 / MARGIN)
    around = range(-reach, reach + 1, step)
    return max((float(_profile(ink, start[1] + dx, start[2] + dy, turns)[outer:].max()), start[1] + dx, start[2] + dy)
               for dx in around for dy in around)  # fmt: skip


def _profile(ink: np.ndarray, x: float, y: float, turns: int) -> np.ndarray:
    """Mean ink (0 to 1) of the circles around a centre, by their radius in pixels."""
    reach = ink.shape[0] // 2
    return np.minimum(cv2.warpPolar(ink, (reach, turns), (x, y), reach, POLAR), SOLID).mean(axis=0) / SOLID


def _pieces(ink: np.ndarray, x: float, y: float) -> Iterator[Arc]:
    profile = _profile(ink, x, y, 720)
    inner, outer = _band(profile, round(OUTER * RADIUS) + int(profile[round(OUTER * RADIUS) :].argmax()))
    if outer - inner < SLIMMEST * RADIUS:
        return
    reach = ink.shape[0] // 2
    unrolled = cv2.rotate(cv2.warpPolar(ink, (reach, ROUND), (x, y), reach, POLAR), cv2.ROTATE_90_COUNTERCLOCKWISE)
    strip = unrolled[max(0, reach - outer - 2) : reach - inner + 2]
    twice = 255 - (np.clip(np.hstack([strip, strip, strip]) * 1.3, 0, 1) * 255).astype(np.uint8)
    # Letters are as wide as they are in the middle of their band.
    width = np.pi * (inner + outer) / ROUND
    for first, last in _printed(strip):
        grey = cv2.resize(twice[:, max(0, first - 8) : last + 8], None, fx=width, fy=1)
        middle = (first + last) / 2 % ROUND * 360 / ROUND
        yield Arc(cv2.copyMakeBorder(grey, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=255), LOW[0] <= middle <= LOW[1])


def _band(profile: np.ndarray, ring: int) -> tuple[int, int]:
    """Radii between which print stands inside the ring: from the blank behind the ring to the next one, or to what is
    at most a letter's height.
    """
    outer = ring
    while outer > RADIUS // 2 and (profile[outer] > 0.6 * profile[ring] or profile[outer - 1] < profile[outer]):
        outer -= 1
    inner, most = outer, 0.0
    while inner > outer - DEEPEST * RADIUS:
        inner -= 1
        most = max(most, min(0.5, float(profile[inner])))
        if most > PRINTED and profile[inner] < GAP_IN_BAND * most and outer - inner > SLIMMEST * RADIUS:
            break
    return inner, outer


def _printed(strip: np.ndarray) -> list[tuple[int, int]]:
    """First and last column of each piece of print, clockwise from the foot; they may lie beyond the strip's end, where
    it begins again.
    """
    height, width = strip.shape
    marked = np.flatnonzero(np.convolve(strip.mean(axis=0), np.full(5, 0.2), "same") > STROKE)
    if not len(marked):
        return []
    around = [*marked.tolist(), int(marked[0]) + width]
    blanks = [(after - before, before) for before, after in pairwise(around)]
    cuts = sorted(before for blank, before in blanks if blank > PARTED * height) or [max(blanks)[1]]
    columns = np.concatenate([marked, marked + width, marked + 2 * width])
    pieces = [columns[(columns > a) & (columns <= b)] for a, b in pairwise([*cuts, cuts[0] + width])]
    found = [(int(p[0]), int(p[-1]) + 1) for p in pieces if len(p) and p[-1] - p[0] > SHORTEST * height]
    foot = width // 4
    return sorted(found, key=lambda piece: (piece[0] - foot) % width)
