"""Streaks that a scanner or copier leaves down the whole sheet, taken out: they are no rules and part no columns."""

from __future__ import annotations

import itertools

import cv2
import numpy as np

BLOCK = 8
"""Pixels along a streak that are looked at together: grain is averaged out, the gaps of a broken streak are bridged."""
BESIDE = 6
"""Pixels from a streak at which its ground is looked at."""
DARKER = 6
"""Grey levels by which a streak is darker than its ground."""
PAPER = 0.6
"""Share of the page's brightness that ground has which is paper: print and page edges say nothing."""
NEARLY_ALL = 0.75
"""Share of the paper along its way that a streak darkens; it does not stop where print stops."""
ENDS = 6
"""Blocks at either end of the sheet, all but one of which it darkens: frames and columns keep a margin."""
BEYOND = 2
"""Blocks that may lie beyond the sheet's own end at one side: of a sheet laid aslant the picture ends later there."""
WIDEST = 10
"""Pixels of the widest streak; page edges and their shadows are wider."""
SOFT = 2
"""Pixels of a streak's soft edge on either side."""
THROUGH = 0.4
"""Share of the light that a streak must let pass for the print under it to be brought back."""


def without_streaks(grey: np.ndarray) -> np.ndarray:
    """The page (uint8) without streaks down or across; the same array when there are none."""
    height, width = grey.shape
    if min(height, width) < 4 * BLOCK * ENDS:
        return grey
    down = cv2.resize(grey, (width, height // BLOCK), interpolation=cv2.INTER_AREA).astype(np.int16)
    across = cv2.resize(grey, (width // BLOCK, height), interpolation=cv2.INTER_AREA).T.astype(np.int16)
    bright = PAPER * float(np.percentile(down[::4, ::8], 90))
    columns, rows = _streaks(down, bright), _streaks(across, bright)
    if not columns and not rows:
        return grey
    cleaned = grey.copy()
    for streak in columns:
        _lift(cleaned, down, bright, *streak)
    for streak in rows:
        _lift(cleaned.T, across, bright, *streak)
    return cleaned


def _streaks(blocks: np.ndarray, bright: float) -> list[tuple[int, int]]:
    """First and last column of every streak down.

    Args:
        blocks: the page, height divided by BLOCK.
        bright: grey level from which ground is paper.
    """
    ground = np.zeros_like(blocks)
    ground[:, BESIDE:-BESIDE] = np.minimum(blocks[:, : -2 * BESIDE], blocks[:, 2 * BESIDE :])
    paper = ground > bright
    dark = paper & (ground - blocks > DARKER)
    often = np.count_nonzero(dark, axis=0) >= NEARLY_ALL * np.maximum(np.count_nonzero(paper, axis=0), len(blocks) // 2)
    columns = [int(x) for x in np.flatnonzero(often) if _reaches_both_ends(dark[:, x], paper[:, x])]
    return [(first, last) for first, last in _together(columns) if last - first < WIDEST]


def _reaches_both_ends(dark: np.ndarray, paper: np.ndarray) -> bool:
    """Whether a streak runs to the very end at one side and nearly to it at the other."""
    seen = dark[paper]
    ends = (seen, seen[::-1])
    at, near = ([int(np.count_nonzero(end[:blocks])) >= ENDS - 1 for end in ends] for blocks in (ENDS, ENDS + BEYOND))
    return any(at) and all(near)


def _together(columns: list[int]) -> list[tuple[int, int]]:
    """Columns next to each other as (first, last)."""
    groups = itertools.groupby(enumerate(columns), key=lambda item: item[1] - item[0])
    runs = [[x for _, x in group] for _, group in groups]
    return [(run[0], run[-1]) for run in runs]


def _lift(grey: np.ndarray, blocks: np.ndarray, bright: float, first: int, last: int) -> None:
    """Lighten a streak in place by what it takes of the paper's light; one that is black is bridged from its sides."""
    first, last = max(1, first - SOFT), min(grey.shape[1] - 2, last + SOFT)
    left, right = grey[:, first - 1].astype(np.float32), grey[:, last + 1].astype(np.float32)
    light = np.maximum(blocks[:, first - 1], blocks[:, last + 1]).astype(np.float32)
    seen = light > bright
    for x in range(first, last + 1):
        share = float(np.median(blocks[seen, x] / light[seen])) if seen.any() else 1.0
        if share > THROUGH:
            grey[:, x] = np.clip(grey[:, x] / min(1.0, share), 0, 255).astype(np.uint8)
        else:
            part = (x - first + 1) / (last - first + 2)
            grey[:, x] = ((1 - part) * left + part * right).astype(np.uint8)
