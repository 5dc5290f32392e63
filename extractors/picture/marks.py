"""Seals and codes on an upright page; signatures (`signatures`) are sought when its words are known."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from extractors.pages import reduced, strongest_and_weakest
from extractors.picture import levels
from schemas.page import Box, PageMarks

FINE, ROUGH = 1600, 800
"""Pixels along the longer side at which a ring's line is still seen, and at which shapes are told."""
SEAL_CHROMA = 26
"""Levels between the strongest and the weakest channel by which seal ink stands out from the paper's own tint."""
SPARSE = 4
"""Every so many pixels colour is looked for first."""
ONE_HUE = 0.75
"""Length of the mean of a seal's hues over their mean length: 1 where all are the same."""
SAME_HUE = 0.5
"""Cosine between two hues from which they are one ink: a red form's and a blue seal's are wider apart."""
SECOND_HUE = 0.03
"""Share of a page's coloured ink that a second hue has at least: a thin ring on a form printed in colour."""
RING_DARKER, RING_AROUND = 12, 51
"""Levels by which a ring is darker than the mean of a square of so many pixels around."""
SURE_CENTRE = 60
"""Edge points that must point at a ring's centre: fewer make of a fax's grain thousands of centres to try, for a third
of a second a page, and found no further seals on 20 pages."""
CENTRES = 16
RING_SUPPORT = 0.6
"""Share of a circle's line that must be inked for it to be a seal's ring."""
BESIDE, RING_STANDS_OUT = (1.14, 1.2), 0.4
"""Circles around a ring, in its radii, and the share of ink by which it exceeds theirs: amid lines of print, circles of
any width are inked alike. Of 86 papers without a seal one shows a ring this way, 24 without it."""
BETWEEN_LINES = 0.1
"""Share of a patch's rows, in the better of its halves, that are blank from which it is lines of coloured print: the
ring or frame of a seal inks them all."""
STRAIGHT, CLOSED = 0.6, 0.85
"""Share of a patch's width or height that a straight stroke covers, and of its outline that is inked below which such a
patch is a piece of a coloured form; the frame of a stamp goes all around."""
SEAL_WIDTH, WIDEST_STAMP = (0.07, 0.35), 0.5
"""A seal is between these shares of the page's width across, a stamp or the ring of a cup up to that one."""
LONGEST_STAMP, MOST_OF_STAMP, ENCLOSED, EDGE = 5.0, 0.5, 0.9, 6
"""Width over height of the longest stamp, the share of it that is ink at most (logos are solid), the share that its
outline encloses (lines of print enclose little), and the pixels of its long edges of which none is one straight line.
"""
CODES = ("QRCode", "DataMatrix", "Aztec", "PDF417", "Code128", "Code39")
"""What certificates and carriers' papers carry; looking for the rest costs more than all of these."""


def page_marks(colour: np.ndarray) -> PageMarks:
    """Marks on an upright page (height x width x 3, RGB)."""
    fine, code = reduced(colour, FINE), find_code(colour)
    seals, stamps = seals_and_stamps(fine)
    return PageMarks(
        seal=seals[0] if seals else find_ring(fine), qr=code[0] if code else None,
        noisy=(*seals, *stamps, *([code[1]] if code else ())),
    )  # fmt: skip


def seals_and_stamps(colour: np.ndarray) -> tuple[list[Box], list[Box]]:
    """Roundish patches of coloured (red, blue, violet) ink, the largest first, and ovals and frames aslant that are no
    seals: RECEIVED, the ring of a cup. Grey scans show neither.
    """
    if _is_colourless(colour):
        return [], []
    # The strongest of neighbours counts: a ring of two or three pixels in pale red would be lost in their mean.
    page = cv2.GaussianBlur(reduced(colour, FINE), (3, 3), 0)
    chroma = reduced(cv2.dilate(cv2.subtract(*strongest_and_weakest(page)), np.ones((3, 3), np.uint8)), ROUGH)
    paper = levels.median(chroma)  # tinted paper and colour casts
    inked = (chroma > paper + SEAL_CHROMA).astype(np.uint8) * 255
    if not 0 < inked.mean() <= 255 * 0.3:
        return [], []
    turned = _hue(page)
    found = _patches(inked, inked, turned)
    for hue in _hues(inked, turned):  # the ruled lines of a coloured form run through the seals on it
        found += [seal for seal in _patches(hue, inked, turned) if not any(overlap(seal[1], s) for _, s, _ in found)]
    found.sort(key=lambda f: f[0], reverse=True)
    return [box for _, box, roundish in found if roundish], [box for _, box, roundish in found if not roundish]


def _is_roundish(w: int, h: int) -> bool:
    return 0.5 <= w / h <= 2.0


def _hues(inked: np.ndarray, turned: np.ndarray) -> tuple[np.ndarray, ...]:
    """The coloured ink parted by hue: what is of the page's main one, and what is of another; none where it is one."""
    where = inked > 0
    hues = turned[where]
    main = hues.sum(axis=0)
    like = np.zeros_like(where)
    like[where] = hues @ main >= SAME_HUE * np.linalg.norm(hues, axis=1) * np.linalg.norm(main)
    parts = tuple(np.where(one, inked, np.uint8(0)) for one in (like, ~like))
    return parts if min(map(cv2.countNonZero, parts)) >= SECOND_HUE * cv2.countNonZero(inked) else ()


def _patches(inked: np.ndarray, coloured: np.ndarray, turned: np.ndarray) -> list[tuple[int, Box, bool]]:
    """Area and place of the seals (True) and stamps of `inked` of one hue, among all that is coloured."""
    height, width = inked.shape
    joined = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    found: list[tuple[int, Box, bool]] = []
    for i in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[i])
        across = max(w, h) / min(height, width)
        roundish = _is_roundish(w, h) and across <= SEAL_WIDTH[1]
        if not SEAL_WIDTH[0] <= across <= WIDEST_STAMP or not 1 / LONGEST_STAMP <= w / h <= LONGEST_STAMP:
            continue
        place = slice(y, y + h), slice(x, x + w)
        own = labels[place] == i
        ink, all_ink = np.count_nonzero(inked[place][own]), np.count_nonzero(coloured[place][own])
        # A scanner's fringes are of two hues side by side.
        if ink < 0.07 * w * h or ink < ONE_HUE * all_ink or not _of_one_hue(turned[place][own]):
            continue
        patch = cv2.bitwise_and(inked[place], own.astype(np.uint8))
        if not _is_print(patch) if roundish else _is_stamp(patch):
            found.append((area, Box(x / width, y / height, (x + w) / width, (y + h) / height), roundish))
    return found


def _is_print(ink: np.ndarray) -> bool:
    """Whether a patch (1 on ink) is no seal but coloured captions of a form, alone or with pieces of its frame."""
    return any(_blank_rows(patch) > BETWEEN_LINES for patch in (ink, ink.T)) or (_is_straight(ink) and _is_open(ink))


def _blank_rows(ink: np.ndarray) -> float:
    """Share of rows without ink, in the half that has fewer: in all of its width a line aslant leaves none blank."""
    middle = ink.shape[1] // 2
    return min(float(np.mean(~half.any(axis=1))) for half in (ink[:, :middle], ink[:, middle:]))


def _is_straight(ink: np.ndarray) -> bool:
    return any(float(ink.mean(axis=axis).max()) >= STRAIGHT for axis in (0, 1))


def _is_open(ink: np.ndarray) -> bool:
    """Whether the outline around all of a patch is not inked all around."""
    hull = cv2.convexHull(np.asarray(cv2.findNonZero(ink)))
    outline = cv2.polylines(np.zeros_like(ink), [hull], True, 1)
    return float(cv2.dilate(ink, np.ones((5, 5), np.uint8))[outline > 0].mean()) < CLOSED


def _is_stamp(ink: np.ndarray) -> bool:
    """Whether a long patch (1 on ink) is an oval or a frame aslant, put on by hand; boxes of a form lie straight."""
    lying = ink if ink.shape[1] > ink.shape[0] else ink.T
    edges = np.concatenate([lying[:EDGE], lying[-EDGE:]]).mean(axis=1)
    if float(ink.mean()) >= MOST_OF_STAMP or float(edges.max()) >= STRAIGHT:
        return False
    around = cv2.dilate(cv2.copyMakeBorder(ink, 2, 2, 2, 2, cv2.BORDER_CONSTANT, value=0), np.ones((3, 3), np.uint8))
    hull = cv2.contourArea(cv2.convexHull(np.asarray(cv2.findNonZero(around))))
    cv2.floodFill(around, None, (0, 0), 2)
    return cv2.countNonZero(cv2.inRange(around, 0, 1)) >= ENCLOSED * hull


def overlap(a: Box, b: Box) -> bool:
    """Whether one of two marks lies over the middle of the other: they are one."""
    return a.contains(b.cx, b.cy) or b.contains(a.cx, a.cy)


def _is_colourless(colour: np.ndarray) -> bool:
    """Whether no pixel has so much colour that a mean of some can be a seal's; pages scanned in grey have none."""
    parts = colour[::SPARSE, ::SPARSE], colour  # most pages with colour show it in the first
    return all(int(cv2.subtract(*strongest_and_weakest(part)).max()) < SEAL_CHROMA for part in parts)


def _hue(page: np.ndarray) -> np.ndarray:
    """The hue of a page as a vector (red-green, blue-yellow) beside the paper's, ROUGH high."""
    lab = cv2.cvtColor(reduced(page, ROUGH), cv2.COLOR_RGB2LAB)
    paper = [levels.median(lab[:, :, channel]) for channel in (1, 2)]
    return lab[:, :, 1:].astype(np.float32) - np.array(paper, np.float32)


def _of_one_hue(hues: np.ndarray) -> bool:
    """Whether coloured pixels (n x 2) lie on one side of the paper's colour; a scanner's fringes lie on both."""
    lengths = np.linalg.norm(hues, axis=1)
    return bool(np.linalg.norm(hues.sum(axis=0)) >= ONE_HUE * max(float(lengths.sum()), 1e-6))


def find_ring(colour: np.ndarray) -> Box | None:
    """The ring of a round seal on a page without colour: a circle of ink with little ink around it."""
    grey = cv2.medianBlur(cv2.cvtColor(reduced(colour, ROUGH), cv2.COLOR_RGB2GRAY), 3)
    height, width = grey.shape
    least, most = int(0.045 * min(height, width)), int(0.14 * min(height, width))
    circles = cv2.HoughCircles(
        grey, cv2.HOUGH_GRADIENT, dp=1.5, minDist=least, param1=120, param2=SURE_CENTRE, minRadius=least, maxRadius=most
    )
    if circles is None:
        return None
    # Darker than what is around it: half of a photographed sheet lies in the shadow.
    dark = cv2.adaptiveThreshold(
        grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, RING_AROUND, RING_DARKER
    )  # fmt: skip
    dark = cv2.dilate(dark, np.ones((3, 3), np.uint8))
    for x, y, radius in circles[0][:CENTRES].astype(float).tolist():
        inked, beside = _on_circle(dark, x, y, radius), [_on_circle(dark, x, y, radius * by) for by in BESIDE]
        if inked >= RING_SUPPORT and inked - sum(beside) / len(beside) >= RING_STANDS_OUT:
            left, top, right, bottom = x - radius, y - radius, x + radius, y + radius
            return Box(max(0, left / width), max(0, top / height), min(1, right / width), min(1, bottom / height))
    return None


def _on_circle(dark: np.ndarray, x: float, y: float, radius: float) -> float:
    """Share (0 to 1) of a circle's line that is dark; the picture's edge goes on beyond it."""
    angles = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    xs = np.clip((x + radius * np.cos(angles)).astype(int), 0, dark.shape[1] - 1)
    ys = np.clip((y + radius * np.sin(angles)).astype(int), 0, dark.shape[0] - 1)
    return float(dark[ys, xs].mean())


def find_code(colour: np.ndarray) -> tuple[str, Box] | None:
    """Text and place of the first QR or other barcode on the page."""
    import zxingcpp

    height, width = colour.shape[:2]
    grey = cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY)
    formats: Any = [getattr(zxingcpp.BarcodeFormat, name) for name in CODES]
    # The page is upright by now, and nobody prints codes white on black.
    for code in zxingcpp.read_barcodes(grey, formats=formats, try_rotate=False, try_invert=False):
        if code.valid and code.text:
            corners = (code.position.top_left, code.position.top_right, code.position.bottom_left,
                       code.position.bottom_right)  # fmt: skip
            xs, ys = [c.x / width for c in corners], [c.y / height for c in corners]
            return code.text, Box(min(xs), min(ys), max(xs), max(ys))
    return None
