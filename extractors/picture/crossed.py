"""Lines of print that a pen's stroke or the ring of a seal crosses: they are one line all the same."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from extractors.picture.ruling import PixelBox

WIDEST, HIGHEST = 0.4, 0.14
"""Shares of the page that a signature or a seal is wide and high at most; frames and pictures are larger."""
MOST_CROSSED = 14.0
"""Letter heights of print that go down in strokes at most."""
MOST_STROKES = 60
"""Such strokes on a page from which they are no pens and seals but dirt or pictures."""
SAME_ROW, AS_HIGH = 0.6, 1.7
"""Share of the lower box's height that two pieces of a line have in common, and how many times as high one may be."""
PRINTED = (0.28, 0.75)
"""Share of a gap between two pieces that is ink where strokes cross print, at least and at most. Of 45 gaps looked at
print had 0.31 to 0.48 and strokes alone 0 to 0.20; a bar is nearly all ink."""
ENDS_IN, ABOVE_BELOW = 0.3, 0.6
"""That share at the end of a line, and how much of it is inked at most both above and below: a ring goes on there."""
ONE_STROKE, THIN = 0.8, 0.6
"""Share of a gap's rows that hold one stroke at most, and its width in letters, where a ring goes through paper."""
TIED, MOST_TIED, EDGE = 2.0, 6.0, 3
"""Letter heights of a box from which strokes may have tied two rows in it, and up to which it is no seal or picture,
and pixels by which a row may stand out of it."""
BESIDE, WIDE_BLANK = 14.0, 2.0
"""Letter heights that print of such a row is away at most, and of paper between words that a stroke crosses."""
ONE_LETTER, NEARLY_ALL = 1.6, 0.8
"""Letter heights of a gap that holds one letter at most, and share of its rows through which a stroke then goes."""
WALL = 0.7
"""Share of a row's height that a ruled line between two cells covers."""
SAME_EDGE, NEAR = 0.5, 4.0
"""Letter heights by which the beginnings of lines below each other differ, and heights within which such a line is."""


class Strokes:
    """Ink of a page that is too high for print.

    Attributes:
        mask: 255 where such ink is.
        places: x, y, width, height of each stroke that a signature or seal may be.
        letter: height of the page's letters in pixels.
        blank: pixels of paper that part two runs of print.
    """

    def __init__(self, mask: np.ndarray, stats: np.ndarray, ruled: np.ndarray, letter: float, blank: float) -> None:
        height, width = mask.shape
        pen = (stats[:, 2] <= WIDEST * width) & (stats[:, 3] <= HIGHEST * height) & (stats[:, 2] >= letter)
        self.mask, self.places, self._ruled = mask, stats[pen, :4], ruled
        self.letter, self.blank = letter, blank

    def share(self, left: int, right: int, top: int, low: int, blank: float | None = None) -> float:
        """Share of a place that is ink of strokes; 0 where a ruled line or paper, more than `blank`, parts it."""
        if not 0 < right - left <= MOST_CROSSED * self.letter or top >= low or self.walled(left, right, top, low):
            return 0.0
        gap = self.mask[top:low, left:right] > 0
        inked = np.flatnonzero(gap.any(axis=0))
        paper = np.diff(np.concatenate([[-1], inked, [right - left]]))
        if paper.max() > (blank or self.blank) or (self._is_one_stroke(gap) and self.around(left, right, top, low)):
            return 0.0
        return float(gap.mean())

    def walled(self, left: int, right: int, top: int, low: int) -> bool:
        """Whether a ruled line parts a place."""
        return float((self._ruled[top:low, left:right] > 0).mean(axis=0).max()) >= WALL

    def _is_one_stroke(self, gap: np.ndarray) -> bool:
        """Whether nothing but a thin line, as that of a ring that goes on above and below, goes through a gap."""
        edges = np.diff(np.pad(gap, ((0, 0), (1, 1))).astype(np.int8), axis=1) == 1
        return float(np.mean((edges.sum(axis=1) <= 1) & (gap.sum(axis=1) <= THIN * self.letter))) >= ONE_STROKE

    def through(self, left: int, right: int, top: int, low: int) -> bool:
        """Whether a stroke goes through a place, and no ruled line."""
        return bool(self.mask[top:low, left:right].any(axis=1).mean() >= NEARLY_ALL) and not self.walled(
            left, right, top, low
        )

    def to_paper(self, left: int, top: int, low: int) -> int:
        """Where the ink of strokes that begins at `left` ends, if paper follows within a letter or so; else `left`."""
        ahead = (self.mask[top:low, left : left + round(ONE_LETTER * self.letter)] > 0).any(axis=0)
        return left + int(ahead.argmin()) if ahead.size and not ahead.all() else left

    def touches(self, box: PixelBox) -> bool:
        """Whether a stroke runs into a box, or so near it that it may hide what goes on there."""
        x, y, w, h = box
        reach = self.blank
        return any(
            x - reach < sx + sw and sx < x + w + reach and sy < y + h and y < sy + sh for sx, sy, sw, sh in self.places
        )

    def around(self, left: int, right: int, top: int, low: int) -> float:
        """Share of ink of strokes in half a line above a place or below it, the lesser."""
        half = (low - top) // 2
        beside = self.mask[max(0, top - half) : top, left:right], self.mask[low : low + half, left:right]
        return min(float((part > 0).mean()) if part.size else 0.0 for part in beside)


def whole_lines(boxes: Sequence[PixelBox], strokes: Strokes) -> list[PixelBox]:
    """Boxes of print, those made one between which strokes hide print, with the ends that strokes hide.

    A letter that a pen touches hangs together with the whole signature, which is no print: so the line has a gap
    there, though no gap of paper.
    """
    if not boxes or not 0 < len(strokes.places) <= MOST_STROKES:
        return list(boxes)
    boxes = _in_rows(boxes, strokes)
    places = np.array(boxes)
    first = list(range(len(boxes)))  # the first piece of the line that each piece belongs to
    crossed: set[int] = set()
    for x, y, w, h in strokes.places:
        rows = (places[:, 1] < y + h) & (places[:, 1] + places[:, 3] > y)
        touching, near = (
            np.flatnonzero(rows & (places[:, 0] < x + w + reach) & (places[:, 0] + places[:, 2] > x - reach)).tolist()
            for reach in (strokes.blank, MOST_CROSSED * strokes.letter)  # two names of one signature follow each other
        )
        crossed.update(touching)
        for a, b in itertools.permutations(near, 2):
            if first[a] != first[b] and _one_line(boxes[a], boxes[b], strokes):
                first = [first[a] if f == first[b] else f for f in first]
    lines: dict[int, list[int]] = {}
    for number in sorted(range(len(boxes)), key=lambda n: boxes[n][0]):
        lines.setdefault(first[number], []).append(number)
    for pieces in [*lines.values()]:
        while len(pieces) > 1 and boxes[pieces[-1]][2] < boxes[pieces[-1]][3]:
            lines[-1 - pieces[-1]] = [pieces.pop()]  # a letter of the seal's ring behind the end of a line
    whole = [(min(pieces), _together([boxes[n] for n in pieces]), pieces) for pieces in lines.values()]
    places = np.array([box for _, box, _ in whole])
    return [
        _with_ends(box, places, strokes) if not crossed.isdisjoint(pieces) else box for _, box, pieces in sorted(whole)
    ]


def _in_rows(boxes: Sequence[PixelBox], strokes: Strokes) -> list[PixelBox]:
    """Boxes of print, those cut into rows that strokes have tied to print above or below.

    Where the rows lie is told by print beside such a box, on the same side of any wall.
    """
    high, letter = TIED * strokes.letter, strokes.letter
    tied = [n for n, box in enumerate(boxes) if high <= box[3] <= MOST_TIED * letter and strokes.touches(box)]
    if not tied:
        return list(boxes)
    print_like = [box for box in boxes if 0.8 * letter <= box[3] <= AS_HIGH * letter and box[2] >= 2 * box[3]]
    cut: list[PixelBox] = []
    for number, box in enumerate(boxes):
        rows = _rows_beside(box, print_like, strokes) if number in tied else []
        cut.extend((box[0], y, box[2], h) for y, h in rows)
        if not rows:
            cut.append(box)
    return cut


def _rows_beside(box: PixelBox, print_like: Sequence[PixelBox], strokes: Strokes) -> list[tuple[int, int]]:
    """Tops and heights of the rows of print beside a box that lie within it, from top to bottom, none over another."""
    x, y, w, h = box
    rows: list[tuple[int, int]] = []
    for left, top, width, height in sorted(print_like, key=lambda other: other[1]):
        gap = (left + width, x) if left + width <= x + strokes.letter else (x + w, left)
        if (
            top < y - EDGE
            or top + height > y + h + EDGE
            or not -strokes.letter <= gap[1] - gap[0] <= BESIDE * strokes.letter
        ):
            continue
        if gap[0] < gap[1] and strokes.walled(*gap, top, top + height):
            continue
        if not rows or top >= sum(rows[-1]) - EDGE:
            rows.append((top, height))
    return rows


def _one_line(left: PixelBox, right: PixelBox, strokes: Strokes) -> bool:
    top, low = max(left[1], right[1]), min(left[1] + left[3], right[1] + right[3])
    lower, higher = sorted((left[3], right[3]))
    if right[0] <= left[0] or low - top < SAME_ROW * lower or higher > AS_HIGH * lower:
        return False
    if right[0] <= left[0] + left[2]:
        return right[0] + right[2] > left[0] + left[2]
    if right[0] - left[0] - left[2] <= ONE_LETTER * strokes.letter and strokes.through(
        left[0] + left[2], right[0], top, low
    ):
        return True
    share = strokes.share(left[0] + left[2], right[0], top, low, WIDE_BLANK * strokes.letter)
    return PRINTED[0] <= share <= PRINTED[1]


def _together(pieces: Sequence[PixelBox]) -> PixelBox:
    """The box around pieces of a line, as high as the widest of them: others may hold part of a stroke."""
    _, y, _, h = max(pieces, key=lambda piece: piece[2])
    left, right = min(piece[0] for piece in pieces), max(piece[0] + piece[2] for piece in pieces)
    return left, y, right - left, h


def _with_ends(box: PixelBox, places: np.ndarray, strokes: Strokes) -> PixelBox:
    """A line with the ends that strokes hide: from where lines near it begin, to where strokes hold no more print."""
    x, y, w, h = box
    if not 0.8 * strokes.letter <= h <= AS_HIGH * 1.5 * strokes.letter or w < 2 * h:
        return box
    rows = np.abs(places[:, 1] - y)
    for edge in sorted({int(e) for e in places[(rows < NEAR * h) & (rows > h / 2) & (places[:, 2] >= 3 * h), 0]}):
        if edge < x - SAME_EDGE * strokes.letter and ENDS_IN <= strokes.share(edge, x, y, y + h) <= PRINTED[1]:
            x, w = edge, x + w - edge
            break
    step, right = round(strokes.letter), x + w
    end = right
    while end + step <= strokes.mask.shape[1] and _hides_print(end, end + step, y, y + h, strokes):
        end += step
        if end - right > MOST_CROSSED * strokes.letter:
            return x, y, w, h  # no print is hidden as far as that
    return x, y, strokes.to_paper(end, y, y + h) - x, h


def _hides_print(left: int, right: int, top: int, low: int, strokes: Strokes) -> bool:
    share = strokes.share(left, right, top, low)
    return ENDS_IN <= share <= PRINTED[1] and strokes.around(left, right, top, low) <= ABOVE_BELOW * share
