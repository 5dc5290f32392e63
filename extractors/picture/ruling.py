"""Ruled lines, the cells between them, and the boxes of text lines. Pixels in, pixels out."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.picture import levels
from extractors.picture.crossed import Strokes, whole_lines

PixelBox = tuple[int, int, int, int]
"""x, y, width, height"""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Masks (uint8, 255 on a line) of the ruled lines of a page."""

    horizontal: np.ndarray
    vertical: np.ndarray

    @property
    def mask(self) -> np.ndarray:
        return self.horizontal | self.vertical


def nothing_ruled(grey: np.ndarray) -> Ruling:
    """The ruling of a page of which no line is known."""
    return Ruling(np.zeros_like(grey), np.zeros_like(grey))


GRAIN_FACTOR = 4.0
FAINTEST = 0.35
"""Share of the darkest ink's blackness that a letter's darkest dot must reach; grain and stains stay below."""
OUT_OF_GRAIN = 4.5
"""Standard deviations of the paper that such a dot must be darker than it: on a sheet with little print the darkest
dots are grain themselves."""
GRAIN_BLOCK = 16
"""Pixels, across and down, of blocks of every second pixel in which grain is told."""
MOST_TIED = 6
"""Lines of print that descenders, strokes or a stamp may tie into one patch; a larger patch is no print."""
THROUGH = 0.5
"""Share of the usual ink of a row from which no gap between lines runs there: it goes through the print of a title."""
TWO_SMALL, HARDLY = 1.8, 0.15
"""Heights of the page's letters from which a box may hold two lines of smaller print, and the share of ink between."""
ONE_SIGN = 0.6
"""Share of a patch's ink that no descenders hold."""
TALLEST = 3.5
"""Heights of the usual letter beyond which a connected stroke is not print."""
SPECK = 0.3
"""Letter heights across of the largest dot."""
ALONE = 0.6
"""Letter heights of blank around a dot that is dirt."""
MOST_NUMBERS = 65_000
"""Patches that may be numbered with 16 bits."""
PAD = 3
"""Pixels of paper left around a line box: the threshold trims the soft edges of letters."""


def ink_mask(grey: np.ndarray) -> np.ndarray:
    """255 where there is ink: darker than its surroundings by more than the grain of the paper."""
    contrast = max(12.0, GRAIN_FACTOR * paper_grain(grey))
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, contrast)


def paper_grain(grey: np.ndarray) -> float:
    """Standard deviation of the paper, in grey levels: most of a page is paper, so the median tells it."""
    rough = cv2.absdiff(grey, cv2.blur(grey, (5, 5)))[::2, ::2]
    return 1.48 * levels.median(rough)


def components(mask: np.ndarray, connectivity: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """The number of each pixel's patch (0: none), and of each patch x, y, width, height and area, 0 being the ground.

    Numbers of 16 bits cost a third of those of 32, and hold all of nearly every page: OpenCV gives a number at first to
    every pixel of ink with none before it in its row or column, at most, and does not look whether they go round.
    """
    starts = cv2.subtract(mask[1:, 1:], cv2.bitwise_or(mask[:-1, 1:], mask[1:, :-1]))
    most = sum(map(cv2.countNonZero, (starts, mask[:1], mask[:, :1])))
    kept_in = cv2.CV_16U if most < MOST_NUMBERS else cv2.CV_32S
    _, numbered, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=connectivity, ltype=kept_in)
    return np.asarray(numbered), np.asarray(stats)


def darkest_grain(grey: np.ndarray, paper: float) -> float:
    """Standard deviation of a paper of so many grey levels, its spots as large as small letters.

    Scanners cut off what is brighter than white; so it is told also from what is darker than the paper alone, in the
    quieter quarter of the page's blocks.
    """
    sparse = np.ascontiguousarray(grey[::2, ::2])
    strays = 1.48 * levels.median(cv2.absdiff(sparse, cv2.blur(sparse, (15, 15))))
    darker = cv2.subtract(np.full_like(sparse, round(paper)), sparse).astype(np.float32)
    blocks = cv2.resize(darker * darker, None, fx=1 / GRAIN_BLOCK, fy=1 / GRAIN_BLOCK, interpolation=cv2.INTER_AREA)
    return max(strays, float(np.sqrt(2 * np.percentile(blocks, 25))))


def ruled_lines(grey: np.ndarray) -> Ruling:
    """Strokes much longer than any letter, across and down."""
    ink = ink_mask(grey)
    length = max(40, grey.shape[1] // 20)
    high = max(40, min(grey.shape) // 20)
    # A fax loses rows of dots: where one is missing, a stroke goes on. Letters beside each other stand as near.
    down = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((LOST_DOTS + 1, 1), np.uint8))
    horizontal = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    vertical = cv2.morphologyEx(down, cv2.MORPH_OPEN, np.ones((high, 1), np.uint8))
    horizontal = _without_print(grey, horizontal, 2 * length)
    # Scanned lines are broken and step from one pixel row to the next: pieces in line with each other are joined.
    horizontal = cv2.morphologyEx(horizontal, cv2.MORPH_CLOSE, np.ones((3, length), np.uint8))
    joined = cv2.morphologyEx(vertical, cv2.MORPH_CLOSE, np.ones((high, 3), np.uint8))
    vertical = _without_bridges(joined, vertical, ink, horizontal)
    vertical |= _between(grey, down, horizontal, max(SHORTEST_WALL, grey.shape[1] // 60))
    return Ruling(_thin_only(horizontal, 0), _thin_only(vertical, 1))


def _without_print(grey: np.ndarray, horizontal: np.ndarray, longest: int) -> np.ndarray:
    """Strokes across without those that blurred letters make together: the serifs of small print run into each other.

    Args:
        horizontal: changed in place.
        longest: pixels that such a row of letters is long at most.
    """
    strokes, _ = cv2.findContours(horizontal, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for stroke in strokes:
        x, y, w, h = cv2.boundingRect(stroke)
        if w <= longest and not _stands_out(grey.T, (y, x, h, w)):
            cv2.drawContours(horizontal, [stroke], -1, 0, -1)
    return horizontal


def _without_bridges(joined: np.ndarray, pieces: np.ndarray, ink: np.ndarray, horizontal: np.ndarray) -> np.ndarray:
    """Strokes down without the joints that lead, through the print of a row and over paper alone, from one ruled line
    to the next: there a wall ends on a line and another begins on the next, and the cell between goes through. Print
    that runs through a joint itself shows it as well, wherever the walls end.

    Args:
        joined: changed in place; `pieces` are the strokes before they were joined.
    """
    near = cv2.dilate(horizontal, np.ones((11, 11), np.uint8)) > 0
    joints, _ = cv2.findContours(cv2.subtract(joined, pieces), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for joint in joints:
        x, y, w, h = cv2.boundingRect(joint)
        if h < SHORTEST_WALL:
            continue
        if _runs_through(ink, (x, y, w, h)):
            cv2.drawContours(joined, [joint], -1, 0, -1)
            continue
        if not (near[y, x : x + w].any() and near[y + h - 1, x : x + w].any()):
            continue
        bare = float(ink[y : y + h, x : x + w].any(axis=1).mean()) < BARE
        inside = slice(y + AT_LINE, y + h - AT_LINE)
        if bare and ink[inside, max(0, x - PRINT_NEAR) : x + w + PRINT_NEAR].any():
            cv2.drawContours(joined, [joint], -1, 0, -1)
    return joined


def _runs_through(ink: np.ndarray, box: PixelBox) -> bool:
    """Whether a joint goes through a letter, or between two that are nearer each other than the print of two cells."""
    x, y, w, h = box
    inside, (near, far) = slice(y + AT_LINE, y + h - AT_LINE), TOUCHING
    left, right = ink[inside, max(0, x - far) : max(0, x - near)], ink[inside, x + w + near : x + w + far]
    if min(int(side.any(axis=1).sum()) for side in (left, right)) >= OF_A_LETTER:
        return True
    start = max(0, x - OVERLAID)
    _, pieces = components(np.ascontiguousarray(ink[inside, start : x + w + OVERLAID]))
    first, last = x - start, x - start + w
    return any(
        px < last and first < px + pw and max(first - px, px + pw - last) >= far and ph >= OF_A_LETTER
        for px, _, pw, ph, _ in pieces[1:]
    )


def _between(grey: np.ndarray, ink: np.ndarray, horizontal: np.ndarray, length: int) -> np.ndarray:
    """Strokes down as short as large letters that lead from one ruled line to another: the walls of low rows."""
    short = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    near = cv2.dilate(horizontal, np.ones((7, 7), np.uint8)) > 0
    walls = np.zeros_like(ink)
    strokes, _ = cv2.findContours(short, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for stroke in strokes:
        x, y, w, h = cv2.boundingRect(stroke)
        leads = w < THICK and near[y, x : x + w].any() and near[y + h - 1, x : x + w].any()
        if leads and _stands_out(grey, (x, y, w, h)):
            cv2.drawContours(walls, [stroke], -1, 255, -1)
    return walls


def _stands_out(grey: np.ndarray, box: PixelBox) -> bool:
    """Whether a stroke down is darker than its ground nearly all along: letters on a shaded bar are not."""
    x, y, w, h = box
    left, right = max(0, x - BESIDE), min(grey.shape[1] - 1, x + w - 1 + BESIDE)
    column = grey[y : y + h, x : x + w].min(axis=1).astype(np.int16)
    lighter = np.minimum(grey[y : y + h, left], grey[y : y + h, right]).astype(np.int16) - column
    return float(np.mean(lighter > DARKER)) > NEARLY_ALL


LOST_DOTS = 3
"""Pixels of a gap in a stroke that a lost row of a fax leaves; lines of print stand further apart."""
BESIDE = 5
"""Pixels from a stroke at which its ground is looked at."""
DARKER = 12
"""Grey levels by which a wall is darker than its ground."""
NEARLY_ALL = 0.75
"""Share of a stroke's length; its ends lie in the lines that it meets."""
BARE = 0.4
"""Share of a gap's length that holds ink below which nothing was ruled there; a broken line leaves more of itself."""
AT_LINE, PRINT_NEAR = 5, 40
"""Pixels at either end of such a gap that are a ruled line's own edge, and beside it in which a row has print."""
TOUCHING, OF_A_LETTER, OVERLAID = (2, 6), 5, 24
"""Pixels beside a joint, from and to, in which letters on either side of it have ink (nearer are the ragged edges of a
wall), rows of a letter, and pixels beside it in which a letter that it goes through is looked for."""
SHORTEST_WALL = 24
"""Pixels: the height of a row of small print."""
THICK = 12
"""Pixels of thickness from which a stroke is a blob."""


def _thin_only(mask: np.ndarray, axis: int) -> np.ndarray:
    """Drop blobs that are thick: shaded panels, pictures and black page edges are not ruling."""
    kernel = np.ones((THICK, 1) if axis == 0 else (1, THICK), np.uint8)
    thick = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
    return mask if not thick.any() else cv2.subtract(mask, cv2.dilate(thick, np.ones((5, 5), np.uint8)))


def without_lines(grey: np.ndarray, ruling: Ruling) -> np.ndarray:
    """The page with its ruling painted white; strokes of letters that cross a line are kept where they stand out."""
    lines = cv2.dilate(ruling.mask, np.ones((3, 3), np.uint8))
    clean = grey.copy()
    clean[lines > 0] = 255
    return clean


def cells(ruling: Ruling) -> list[PixelBox]:
    """Areas enclosed by ruled lines, each as its bounding box; the space around a table is none."""
    height, width = ruling.mask.shape
    reach = max(9, width // 170)
    # Lines are stretched a little along their own direction so that corners which a scan has opened close again.
    walls = cv2.dilate(ruling.horizontal, np.ones((3, reach), np.uint8))
    walls = cv2.bitwise_or(walls, cv2.dilate(ruling.vertical, np.ones((reach, 3), np.uint8)))
    # At half the size, in which a wall of one pixel still is one: a quarter of the price.
    walls = cv2.dilate(walls, np.ones((2, 2), np.uint8))[::2, ::2]
    _, stats = components(255 - walls, connectivity=4)
    found: list[PixelBox] = []
    for x, y, w, h, area in stats[1:] * (2, 2, 2, 2, 4):
        touches_edge = x <= 2 or y <= 2 or x + w >= width - 2 or y + h >= height - 2
        if touches_edge or w < width // 60 or h < 12 or area < 0.55 * w * h:
            continue
        found.append((int(x), int(y), int(w), int(h)))
    return found


def text_line_boxes(grey: np.ndarray, lines: np.ndarray, join: float = 1.1) -> list[PixelBox]:
    """Boxes of runs of print, split where the gap is wider than about a letter and a half, never across a line.

    Args:
        grey: the page, background white.
        lines: mask of ruled lines, same size.
        join: letter heights of blank that a run of print may hold.
    """
    ink = cv2.subtract(ink_mask(cv2.GaussianBlur(grey, (3, 3), 0)), cv2.dilate(lines, np.ones((5, 5), np.uint8)))
    ink, letter, (strokes, tall) = _letters(ink, grey)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(5, int(letter * join))), np.uint8))
    joined = cv2.subtract(joined, lines)
    _, stats = components(joined)
    height, width = grey.shape
    found: list[PixelBox] = []
    for x, y, w, h, area in stats[1:]:
        if h < 0.45 * letter or area < 0.1 * w * h:
            continue
        if w < 0.4 * letter and not _may_be_one(lines, (x, y, w, h), letter):
            continue
        tied = _single_lines(ink[y : y + h, x : x + w], letter)
        if len(tied) > MOST_TIED and letter * MOST_TIED < h:
            continue  # a seal, a signature or a picture
        for top, low in tied:
            trimmed = _trimmed(ink, (int(x), int(y) + top, int(w), low - top)) if len(tied) > 1 else (x, y, w, h)
            if trimmed:
                found.append(_padded(trimmed, width, height))
    return whole_lines(found, Strokes(strokes, tall, lines, letter, letter * join))


def _may_be_one(lines: np.ndarray, box: PixelBox, letter: float) -> bool:
    """Whether a narrow patch may be the figure 1: as high as print, and no remains of the ruling beside it."""
    x, y, w, h = box
    reach = round(0.5 * letter)
    ruled = lines[y : y + h, max(0, x - reach) : x + w + reach].any()
    return w >= 0.12 * letter and 0.6 * letter < h < 1.4 * letter and not ruled


def _trimmed(ink: np.ndarray, box: PixelBox) -> PixelBox | None:
    """The part of a box that holds ink."""
    x, y, w, h = box
    left, top, width, height = cv2.boundingRect(ink[y : y + h, x : x + w])
    return (x + left, y + top, width, height) if width and height else None


def _padded(box: PixelBox, width: int, height: int) -> PixelBox:
    x, y, w, h = (int(v) for v in box)
    x0, y0 = max(0, x - PAD), max(0, y - PAD)
    return x0, y0, min(width, x + w + PAD) - x0, min(height, y + h + PAD) - y0


def _single_lines(ink: np.ndarray, letter: float) -> list[tuple[int, int]]:
    """Rows (from, to) of the lines in a box: descenders often tie two lines of close print together; a title is one."""
    height = ink.shape[0]
    count, through = round(height / (1.45 * letter)), THROUGH
    if count < 2:
        if height < TWO_SMALL * letter:
            return [(0, height)]
        count, through = 2, HARDLY
    dots = np.count_nonzero(ink, axis=1).astype(np.float64)
    dots = np.convolve(dots, np.ones(3) / 3, mode="same")
    pitch = height / count
    cuts = [0]
    for i in range(1, count):
        middle, reach = i * pitch, 0.4 * pitch
        low, high = int(max(cuts[-1] + 0.5 * letter, middle - reach)), int(min(height - 1, middle + reach))
        if low < high:
            cut = low + int(dots[low:high].argmin())
            if dots[cut] < through * dots.mean():
                cuts.append(cut)
    if len(cuts) == 2 and _is_one_sign(ink, cuts[1]):
        return [(0, height)]
    cuts.append(height)
    return [(a, b) for a, b in itertools.pairwise(cuts) if b - a >= 0.45 * letter]


def _is_one_sign(ink: np.ndarray, cut: int) -> bool:
    """Whether most of the ink hangs together across a cut: a large sign of a spaced title, not two lines."""
    _, numbered, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    crossing = np.intersect1d(numbered[cut - 1], numbered[cut])
    return int(stats[crossing[crossing > 0], 4].sum()) > ONE_SIGN * int(stats[1:, 4].sum())


def _letters(ink: np.ndarray, grey: np.ndarray) -> tuple[np.ndarray, float, tuple[np.ndarray, np.ndarray]]:
    """The ink without specks and great strokes, the median height in pixels of what looks like single letters, and the
    great strokes: their ink, and x, y, width, height and area of each.
    """
    numbered, stats = components(ink)
    # Most of a page is paper: numbers of components are looked up where there is ink alone.
    inked = np.flatnonzero(ink > 0)
    component = numbered.ravel()[inked]
    sparse = grey[::4, ::4]
    paper = levels.median(sparse)
    faintest = min(
        255 - FAINTEST * (255 - levels.percentile(sparse, 0.5)), paper - OUT_OF_GRAIN * darkest_grain(grey, paper)
    )
    dark = np.zeros(len(stats), np.bool_)
    dark[component[grey.ravel()[inked] <= faintest]] = True
    letters = (stats[:, 3] >= 8) & (stats[:, 3] <= 80) & (stats[:, 2] >= 3) & (stats[:, 2] <= 3 * stats[:, 3])
    heights = stats[letters & dark & (stats[:, 4] >= 16), 3]
    letter = float(np.median(heights)) if len(heights) else 20.0
    # The ring of a seal and the strokes of a signature would tie the print around them into one patch.
    print_like = stats[:, 3] <= TALLEST * letter
    keep = dark & print_like & (stats[:, 4] >= max(4, 0.015 * letter * letter))
    keep[0] = False
    kept = np.zeros_like(ink)
    kept.ravel()[inked] = keep[component] * np.uint8(255)
    lone = _lone_specks(stats, keep, kept, letter)
    if lone.any():
        kept.ravel()[inked[lone[component]]] = 0
    tall = dark & ~print_like
    tall[0] = False
    strokes = np.zeros_like(ink)
    if tall.any():
        strokes.ravel()[inked] = tall[component] * np.uint8(255)
    return kept, letter, (strokes, stats[tall])


def _lone_specks(stats: np.ndarray, keep: np.ndarray, ink: np.ndarray, letter: float) -> np.ndarray:
    """Which components are dots with no other ink near: dirt, which would widen the box of print beside it.

    The dot of an i, a full stop and the dots of a colon have ink near.

    Args:
        stats: x, y, width, height and area of each component.
        keep: which of them `ink` shows.
    """
    specks = keep & (stats[:, 2:4].max(axis=1) <= SPECK * letter)
    if not specks.any():
        return specks
    reach = max(1, round(ALONE * letter / 2))
    small = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    near = cv2.dilate(np.where(small > 0, 255, 0).astype(np.uint8), np.ones((reach, reach), np.uint8))
    count, numbered = cv2.connectedComponents(near, connectivity=8)
    places = np.asarray(numbered, np.int32)
    middles = np.minimum((stats[:, :2] + stats[:, 2:4] // 2) // 2, (places.shape[1] - 1, places.shape[0] - 1))
    neighbourhood = places[middles[:, 1], middles[:, 0]]
    crowd = np.bincount(neighbourhood[keep], minlength=count)
    return specks & (crowd[neighbourhood] == 1)
