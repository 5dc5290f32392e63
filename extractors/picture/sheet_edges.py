"""The four edges of a photographed sheet: straight lines on whose outer side the picture is darker along their length.

A brightness that parts the sheet from the desk as a whole is not to be had where lamps light one end of both; along an
edge the desk is darker than the paper beside it all the same. Ruled lines and print have paper on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

BAND = np.arange(3, 9)
"""Pixels from an edge, to either side, that are compared."""
CONTRAST = 12
"""Grey levels by which the desk is darker than the paper beside it."""
LOOKED_AT = np.linspace(0.02, 0.98, 80)[:, None]
"""Places along an edge, as shares of its length: its ends are rounded, curled or under something."""
ASLANT = 0.25
"""Rise over run of an edge at most: 14 degrees."""
LIKELY, SHOWN, ALL_BUT_ONE = 0.4, 0.7, 0.9
"""Shares of its length at which an edge must show: of a line across the whole picture, to be tried; of a sheet's side;
and of three sides where the fourth lies outside of the picture."""
SHORTEST = 0.2
"""Share of the picture's shorter side that a straight piece of an edge has."""
NEAR = np.arange(-8, 9)
"""Pixels from a line found roughly within which the edge itself is sought."""


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a sheet: whether it runs across the picture, and in which direction (x, y) of it the sheet lies."""

    across: bool
    inward: np.ndarray


TOP, BOTTOM = Side(True, np.array([0.0, 1.0])), Side(True, np.array([0.0, -1.0]))
LEFT, RIGHT = Side(False, np.array([1.0, 0.0])), Side(False, np.array([-1.0, 0.0]))
SIDES = (TOP, RIGHT, BOTTOM, LEFT)


def edged_corners(small: np.ndarray) -> np.ndarray | None:
    """Corners (4 x 2, pixels; top left, top right, bottom right, bottom left) of the sheet whose edges a picture shows.

    Args:
        small: height x width x 3, RGB, about 600 pixels along the longer side.

    Returns:
        None unless four edges show along most of their length, or three of them along nearly all of it.
    """
    weakest = cv2.GaussianBlur(small, (5, 5), 0).min(axis=2)
    if not _has_a_darker_rim(weakest):
        return None
    found = cv2.HoughLinesP(
        cv2.Canny(weakest, 15, 45), 1, np.pi / 360, 50, minLineLength=SHORTEST * min(weakest.shape), maxLineGap=25
    )
    if found is None:
        return None
    segments = found.reshape(-1, 4).astype(np.float64)
    edges = [_edge(weakest, segments, side) for side in SIDES]
    missing = [n for n, edge in enumerate(edges) if edge is None]
    if len(missing) > 1:
        return None
    lines = [_border(weakest.shape, side) if edge is None else edge for edge, side in zip(edges, SIDES, strict=True)]
    corners = np.array([_crossing(lines[n - 1], lines[n]) for n in range(4)])
    ends = [(corners[0], corners[1]), (corners[1], corners[2]), (corners[3], corners[2]), (corners[0], corners[3])]
    shown = [_shown(weakest, np.array([e]), side)[0].mean() for e, side in zip(ends, SIDES, strict=True)]
    needed = ALL_BUT_ONE if missing else SHOWN
    return corners if all(share >= needed for n, share in enumerate(shown) if n not in missing) else None


def _has_a_darker_rim(weakest: np.ndarray) -> bool:
    """Whether the picture is darker along three of its borders than its paper: a scan is not, and is done with."""
    paper = float(np.percentile(weakest[::4, ::4], 90))
    rims = (weakest[:2], weakest[-2:], weakest[:, :2], weakest[:, -2:])
    return sum(paper - float(np.median(rim)) > CONTRAST for rim in rims) >= 3


def _edge(weakest: np.ndarray, segments: np.ndarray, side: Side) -> np.ndarray | None:
    """The line (two points, right across the picture) on whose outer side it is darker for longest."""
    lines = _lengthened(segments, weakest.shape, side)
    if not len(lines):
        return None
    shares = _shown(weakest, lines, side).mean(axis=1)
    best = int(shares.argmax())
    return _fitted(weakest, lines[best], side) if shares[best] > LIKELY else None


def _lengthened(segments: np.ndarray, shape: tuple[int, ...], side: Side) -> np.ndarray:
    """The pieces of lines that run a side's way, each right across the picture: n x 2 points x 2 (x, y)."""
    along, off = (0, 1) if side.across else (1, 0)
    length = shape[1 - along] - 1
    start, end = segments[:, :2], segments[:, 2:]
    run, rise = (end - start)[:, along], (end - start)[:, off]
    straight = np.abs(rise) <= ASLANT * np.abs(run)
    start, slope = start[straight], (rise / np.where(run == 0, 1, run))[straight]
    first = start[:, off] - slope * start[:, along]
    ends = np.unique(np.rint(np.stack([first, first + slope * length], axis=1) / 2) * 2, axis=0)
    lines = np.zeros((len(ends), 2, 2))
    lines[:, 1, along], lines[:, :, off] = length, ends
    return lines


def _shown(weakest: np.ndarray, lines: np.ndarray, side: Side) -> np.ndarray:
    """For n lines (n x 2 x 2) whether the outside is darker at each place looked at: n x places."""
    places = lines[:, None, 0] + (lines[:, 1] - lines[:, 0])[:, None] * LOOKED_AT
    darker = _greys(weakest, places, BAND, side).mean(axis=2) - _greys(weakest, places, -BAND, side).mean(axis=2)
    return np.ma.filled(darker, 0) > CONTRAST


def _greys(weakest: np.ndarray, places: np.ndarray, inward: np.ndarray, side: Side) -> np.ma.MaskedArray:
    """Grey levels so many pixels inward of places (n x m x 2): n x m x pixels, masked outside of the picture."""
    height, width = weakest.shape
    at = np.rint(places[:, :, None] + inward[:, None] * side.inward).astype(int)
    x, y = at[..., 0], at[..., 1]
    outside = (x < 0) | (x >= width) | (y < 0) | (y >= height)
    return np.ma.masked_array(weakest[y.clip(0, height - 1), x.clip(0, width - 1)].astype(float), outside)


def _fitted(weakest: np.ndarray, line: np.ndarray, side: Side) -> np.ndarray:
    """The line laid through where the picture turns lightest beside it, at the places where the edge shows."""
    places = (line[0] + (line[1] - line[0]) * LOOKED_AT)[_shown(weakest, line[None], side)[0]]
    greys = _greys(weakest, places[None], NEAR, side)[0]
    rises = np.ma.filled(greys[:, 2:] - greys[:, :-2], 0)
    edge = places + NEAR[1:-1][rises.argmax(axis=1)][:, None] * side.inward
    run_x, run_y, x, y = cv2.fitLine(edge.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    along, off = (0, 1) if side.across else (1, 0)
    run, through = np.array([run_x, run_y]), np.array([x, y])
    if abs(run[off]) > ASLANT * abs(run[along]):
        return line  # the places found lie on no edge of this side
    fitted = line.copy()
    fitted[:, off] = through[off] + run[off] / run[along] * (line[:, along] - through[along])
    return fitted


def _border(shape: tuple[int, ...], side: Side) -> np.ndarray:
    """The picture's own border on a side, as the line of an edge is."""
    along, off = (0, 1) if side.across else (1, 0)
    line = np.zeros((2, 2))
    line[1, along] = shape[1 - along] - 1
    line[:, off] = 0 if side.inward[off] > 0 else shape[1 - off] - 1
    return line


def _crossing(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Where two lines meet that are not nearly parallel."""
    run, run_other = one[1] - one[0], other[1] - other[0]
    share = np.linalg.solve(np.stack([run, -run_other], axis=1), other[0] - one[0])[0]
    return one[0] + share * run
