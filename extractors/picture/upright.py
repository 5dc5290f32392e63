"""A scan made ready to read: shading evened, turned upright, levelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.pages import reduced, strongest_and_weakest
from extractors.picture import levels
from extractors.picture.marks import seals_and_stamps
from extractors.picture.panels import dark_panels_turned
from extractors.picture.pens import pen_strokes
from extractors.picture.ruling import PixelBox, darkest_grain, paper_grain, ruled_lines, text_line_boxes
from extractors.picture.sheet import sheet_of
from extractors.picture.streaks import without_streaks

COARSE = 0.45
"""Scale at which lines are told from columns."""
LINE_HEIGHTS = (20, 100)
"""Pixels on the page, from and to, of a line that may say which way it runs."""
WIDE, SHORT = 4.0, 2.0
"""Line heights that a line is wide which votes, where a page has any so wide, and that print is which runs its way: of
words set in letters of one width those below each other may make longer lines than those beside each other."""
VOTERS = 16
"""How many line crops vote on which way is up."""
VOTER_WIDTH = 5
"""Line heights of a line's beginning that are asked; what is wider the classifier squeezes."""
DARK = 160
LOWEST_VOTER = 8
"""Rows with ink below which a voter is left as high as its box."""
ASLANT = 1.0
"""Degrees of skew from which lines are levelled before they vote."""
UNDECIDED = 0.3
"""A line that is called neither way by more than this does not count; half-erased and handwritten ones are such."""
SKEW_SIDE = 900
"""Pixels along the longer side at which the skew is told."""
AGREED, DOTS_JOINED = 0.4, 1.0
"""How far from a half the votes of a page are that is not asked again, and pixels (standard deviation) of its blur."""
SKEW_LIMIT = 10.0
"""Degrees of skew that are looked for, to either side."""
USUAL_SKEW, CLEARLY = 4.0, 1.2
"""Degrees beyond which the rows must be so many times as distinct as at any smaller angle."""
FAINT, FULL, MOST = 110, 60, 4.0
"""Grey level of the darkest print from which it is faint, to which it is then darkened, and how many times at most."""
OUT_OF_GRAIN = 6.0
"""Standard deviations of the paper that print must be darker than it; an empty sheet's darkest dots are its grain."""
LEVEL_ENOUGH = 0.2
"""Degrees of skew below which a page is left as it is."""
SEAL_MARGIN = 8
LIFTED, BRIGHT = 0.8, 160.0
"""How much of its colour makes ink brighter, and the level of its strongest channel from which it is no black print."""
SCREENED = 12.0
"""Grey levels of grain of a paper that is a screen of dots: they are 20 and more there, and below 5 on other scans."""
DOTTED_BLOCK = 32
"""Pixels, across and down, of the blocks of paper that dots are counted in."""
DOTTED = 0.006
"""Share of black that three quarters of such blocks have where dots make paper grey: dirt and lost dots do not."""
SCREEN_BLUR = 1.5
"""Pixels (standard deviation) over which such dots are averaged, less than the width of a stroke."""

UpVotes = Callable[[Sequence[np.ndarray]], Sequence[float]]
"""Line crops (grey) -> for each the probability (0 to 1) that it stands on its head."""


@dataclass(frozen=True, slots=True)
class Upright:
    """A page ready to read.

    Attributes:
        colour: RGB, upright and level, shading as scanned.
        grey: what is read: coloured seals gone, background white, all print black.
        rotation: clockwise quarter turn applied, in degrees; `rotation_confidence` is the share of agreeing votes.
        skew: degrees then turned counter-clockwise.
    """

    colour: np.ndarray
    grey: np.ndarray
    rotation: int
    rotation_confidence: float
    skew: float


def make_upright(pixels: np.ndarray, up_votes: UpVotes, separate_seals: bool = True) -> Upright:
    """Cut out, even, turn and level a scanned page (height x width x 3, RGB)."""
    colour = sheet_of(pixels)
    grey = dark_on_white(colour, separate_seals)
    rotation, confidence, skew = page_direction(grey, up_votes)
    colour, grey = quarter_turn(colour, rotation), quarter_turn(grey, rotation)
    if abs(skew) >= LEVEL_ENOUGH:
        colour = level(colour, skew)
    return Upright(colour, level_print(grey, skew), rotation, confidence, skew)


def dark_on_white(colour: np.ndarray, separate_seals: bool = True) -> np.ndarray:
    """Grey page of black print on white paper: no coloured seals, streaks, shadows or dark bars."""
    ink = without_streaks(without_screen(black_ink(colour, separate_seals)))
    return darkened(dark_panels_turned(even_background(ink), ink))


def darkened(grey: np.ndarray) -> np.ndarray:
    """A page of faint print on white paper, as thermal printers and carbon copies leave it, as black as others are."""
    sparse = grey[::4, ::4]
    darkest, paper = levels.percentile(sparse, 0.1), levels.median(sparse)
    if darkest <= FAINT or paper - darkest < OUT_OF_GRAIN * darkest_grain(grey, paper):
        return grey
    factor = min(MOST, (255 - FULL) / max(1.0, 255 - darkest))
    return cv2.bitwise_not(cv2.convertScaleAbs(cv2.bitwise_not(grey), alpha=factor))


def without_screen(grey: np.ndarray) -> np.ndarray:
    """A scan that shows greys as a screen of black dots, with the greys themselves; other pages as they are."""
    screened = paper_grain(grey) > SCREENED or _dotted(grey)
    return cv2.GaussianBlur(grey, (0, 0), SCREEN_BLUR) if screened else grey


def _dotted(grey: np.ndarray) -> bool:
    """Whether the paper is nearly white by scattered black dots: too few for its grain to show, thousands in all."""
    dots = cv2.threshold(grey, DARK, 255, cv2.THRESH_BINARY_INV)[1]
    shares = cv2.resize(dots, None, fx=1 / DOTTED_BLOCK, fy=1 / DOTTED_BLOCK, interpolation=cv2.INTER_AREA)
    return float(np.percentile(shares, 25)) >= 255 * DOTTED


def level_print(grey: np.ndarray, skew: float) -> np.ndarray:
    """What is read, levelled; the streaks of a copier that had the sheet before the scanner run down only then."""
    return without_streaks(level(grey, skew)) if abs(skew) >= LEVEL_ENOUGH else grey


def black_ink(colour: np.ndarray, separate_seals: bool = True) -> np.ndarray:
    """Grey page in which coloured seals, stamps and pens that cross print are as white as the paper; coloured print
    elsewhere stays.
    """
    grey = cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    seals, stamps = seals_and_stamps(colour) if separate_seals else ([], [])
    for seal in (*seals, *stamps):
        place = (
            slice(max(0, int(seal.y0 * height) - SEAL_MARGIN), int(seal.y1 * height) + SEAL_MARGIN),
            slice(max(0, int(seal.x0 * width) - SEAL_MARGIN), int(seal.x1 * width) + SEAL_MARGIN),
        )
        grey[place] = _without_colours(colour[place])
    pens = pen_strokes(colour) if separate_seals else None
    if pens is not None:
        x, y, w, h = cv2.boundingRect(pens)
        place = slice(y, y + h), slice(x, x + w)
        grey[place] = np.where(pens[place] > 0, _without_colours(colour[place]), grey[place])
    return grey


def _without_colours(colour: np.ndarray) -> np.ndarray:
    """A piece of a page in grey, with coloured ink as white as the paper.

    Such ink is strong in one channel and weak in another; black print under it is weak in all of them. A JPEG keeps
    colours at half its size: those of the pixels beside count too, or the outline of a seal would stay.
    """
    strongest, weakest = (c.astype(np.int16) for c in strongest_and_weakest(colour))
    coloured = cv2.dilate(strongest - weakest, np.ones((3, 3), np.uint8))
    bright = np.minimum(strongest / BRIGHT, 1.0)  # beside a seal's ink black print is none, whatever colours it shares
    return np.clip(strongest + LIFTED * coloured * bright, 0, 255).astype(np.uint8)


def even_background(grey: np.ndarray) -> np.ndarray:
    """Shadows and paper tint divided out: paper becomes white, ink keeps its contrast."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, np.maximum(paper, 1), scale=255)


def page_direction(grey: np.ndarray, up_votes: UpVotes) -> tuple[int, float, float]:
    """The clockwise quarter turn (degrees) that makes the page upright, how surely (0 to 1), and the skew then left.

    Flat text boxes tell lines from columns; a line classifier then votes on which way is up. Of lines aslant it
    sees boxes with parts of their neighbours, so that they are levelled first.
    """
    small = reduced(grey, round(COARSE * max(grey.shape)))
    # Each way has its own ruling: letters on their side are as near each other as pieces of a broken stroke down.
    flat, tall = (_lines(page) for page in (small, quarter_turn(small, 90)))
    lying = sum(w * h for _, _, w, h in tall) > sum(w * h for _, _, w, h in flat)
    image, boxes = (quarter_turn(grey, 90), tall) if lying else (grey, flat)
    skew = skew_angle(image)
    if abs(skew) >= ASLANT:
        image = level(image, skew)
        small = reduced(image, round(COARSE * max(image.shape)))
        boxes = _lines(small)
    boxes = sorted(_wide(boxes) or boxes, key=lambda b: b[2], reverse=True)[:VOTERS]
    if not boxes:
        return 0, 0.0, skew_angle(grey) if lying else skew
    head_down = _head_down([_voter(image, box) for box in boxes], up_votes)
    base = 90 if lying else 0
    return (base + 180) % 360 if head_down > 0.5 else base, max(head_down, 1 - head_down), skew


def _head_down(voters: Sequence[np.ndarray], up_votes: UpVotes) -> float:
    """The probability (0 to 1) that a page stands on its head; where its lines disagree they are asked again, blurred:
    letters made of dots, as needle printers make them, look alike either way.
    """

    def asked(crops: Sequence[np.ndarray]) -> float:
        votes = np.asarray(up_votes(crops))
        clear = votes[np.abs(votes - 0.5) > UNDECIDED]
        return float(np.mean(clear if len(clear) else votes))

    first = asked(voters)
    if abs(first - 0.5) > AGREED:
        return first
    return max(first, asked([cv2.GaussianBlur(c, (0, 0), DOTS_JOINED) for c in voters]), key=lambda v: abs(v - 0.5))


def _voter(image: np.ndarray, box: PixelBox) -> np.ndarray:
    """The beginning of a line, not to be squeezed, as high as its print alone: on a curled sheet lines bend.

    Args:
        box: on the page at the scale COARSE.
    """
    x, y, w, h = (round(v / COARSE) for v in box)
    crop = image[y : y + h, x : x + min(w, VOTER_WIDTH * h)]
    rows = np.flatnonzero(np.count_nonzero(crop < DARK, axis=1) > 0.01 * crop.shape[1])
    return crop[max(0, rows[0] - 3) : rows[-1] + 4] if len(rows) >= LOWEST_VOTER else crop


def _lines(grey: np.ndarray) -> list[PixelBox]:
    """Boxes of print that is flat, at the scale COARSE."""
    boxes = text_line_boxes(grey, ruled_lines(grey).mask, join=0.5)
    low, high = (side * COARSE for side in LINE_HEIGHTS)
    return [(x, y, w, h) for x, y, w, h in boxes if low <= h <= high and w >= SHORT * h]


def _wide(boxes: Sequence[PixelBox]) -> list[PixelBox]:
    return [(x, y, w, h) for x, y, w, h in boxes if w >= WIDE * h]


def quarter_turn(pixels: np.ndarray, clockwise: int) -> np.ndarray:
    """The page turned by 0, 90, 180 or 270 degrees clockwise."""
    turns = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return cv2.rotate(pixels, turns[clockwise]) if clockwise % 360 else pixels


def skew_angle(grey: np.ndarray) -> float:
    """How far (degrees) the page must be turned counter-clockwise for its rows to be most distinct."""
    ink = cv2.threshold(reduced(grey, SKEW_SIDE), DARK - 1, 255, cv2.THRESH_BINARY_INV)[1]

    def jagged(angle: float, of: np.ndarray) -> float:
        # Whole numbers: sums of 64 bits cost forty times as much.
        rows = cv2.reduce(level(of, angle, paper=0), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)
        return float(np.square(np.diff(rows.astype(np.float64), axis=0)).sum())

    if not ink.any():
        return 0.0
    rough = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    found = {angle: jagged(angle, rough) for angle in np.arange(-SKEW_LIMIT, SKEW_LIMIT + 0.1, 0.5)}
    usual = {angle: rows for angle, rows in found.items() if abs(angle) <= USUAL_SKEW}
    coarse = max(found, key=lambda angle: found[angle])
    if found[coarse] < CLEARLY * max(usual.values()):
        coarse = max(usual, key=lambda angle: usual[angle])
    return float(max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=lambda angle: jagged(angle, ink)))


def level(pixels: np.ndarray, angle: float, paper: int = 255) -> np.ndarray:
    """The page turned counter-clockwise by a small angle in degrees about its centre, same size."""
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(paper, paper, paper))
