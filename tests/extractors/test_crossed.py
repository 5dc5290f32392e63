"""Print that a pen or a seal crosses is one line, and a coloured pen is taken out."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.picture.crossed import Strokes, whole_lines
from extractors.picture.pens import pen_strokes
from extractors.picture.ruling import text_line_boxes
from extractors.picture.upright import black_ink

BLUE = (70, 90, 190)


def _write(page: np.ndarray, text: str, at: tuple[int, int], size: float = 0.8) -> None:
    cv2.putText(page, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, (0, 0, 0), 2, cv2.LINE_AA)


def _sign(page: np.ndarray, left: int, middle: int, names: int, ink: tuple[int, ...]) -> None:
    """Up and down strokes of a pen about a line, 14 pixels apart, 80 high."""
    for name in range(names):
        way = [(left + 140 * name + 14 * step, middle + (40 if step % 2 else -40)) for step in range(9)]
        cv2.polylines(page, [np.array(way)], False, ink, 3, cv2.LINE_AA)


def _page() -> np.ndarray:
    page = np.full((1600, 1200), 255, np.uint8)
    for line in range(12):
        _write(page, "quality of goods, jointly", (60, 300 + 40 * line))
    return page


def _row(page: np.ndarray, top: int, low: int) -> list[tuple[int, int, int, int]]:
    return sorted(box for box in text_line_boxes(page, np.zeros_like(page)) if top <= box[1] + box[3] / 2 < low)


def test_a_line_that_a_pen_crosses_is_one_line() -> None:
    page = _page()
    _write(page, "CHINA COUNCIL FOR THE PROMOTION OF TRADE", (60, 1000))
    [whole] = _row(page, 970, 1010)
    _sign(page, 200, 990, 2, (0,))
    [crossed] = _row(page, 970, 1010)
    assert abs(crossed[0] - whole[0]) <= 4
    assert abs(crossed[2] - whole[2]) <= 8


def test_a_line_whose_beginning_a_pen_hides_begins_where_the_lines_above_it_do() -> None:
    page = _page()
    _write(page, "issued in the place", (60, 950))
    _write(page, "RIZHAO, MAR. 25, 2025", (60, 1000))
    _sign(page, 55, 985, 1, (0,))
    [crossed] = [box for box in _row(page, 975, 1015) if box[2] > 100]
    assert crossed[0] < 70


def test_two_lines_that_a_pen_ties_together_are_two_lines() -> None:
    hatched = np.zeros((800, 800), np.uint8)
    hatched[90:170, 190:260:5] = hatched[90:170, 191:260:5] = 255
    strokes = Strokes(hatched, np.array([[190, 90, 70, 80, 0]]), np.zeros_like(hatched), letter=19, blank=21)
    tied = [(100, 100, 90, 25), (100, 130, 90, 28), (260, 95, 170, 66)]
    assert whole_lines(tied, strokes) == [(100, 100, 330, 25), (100, 130, 330, 28)]


def test_a_wall_parts_lines_that_a_pen_ties_together() -> None:
    hatched = np.zeros((800, 800), np.uint8)
    hatched[90:170, 190:260:5] = hatched[90:170, 191:260:5] = 255
    wall = np.zeros_like(hatched)
    wall[60:200, 250:253] = 255
    strokes = Strokes(hatched, np.array([[190, 90, 70, 80, 0]]), wall, letter=19, blank=21)
    tied = [(100, 100, 90, 25), (100, 130, 90, 28), (260, 95, 170, 66)]
    assert (260, 95, 170, 66) in whole_lines(tied, strokes)


def test_print_beside_a_signature_is_not_joined_across_it() -> None:
    page = _page()
    _write(page, "Signature", (60, 1000))
    _write(page, "Date 3 June", (620, 1000))
    _sign(page, 220, 990, 2, (0,))
    found = _row(page, 970, 1010)
    assert found[0][0] + found[0][2] < 240
    assert found[-1][0] > 560


def test_a_coloured_pen_across_print_is_taken_out_and_the_print_stays() -> None:
    page = np.full((2339, 1653, 3), 255, np.uint8)
    _write(page, "AUSTRALIAN CHAMBER OF COMMERCE", (300, 1500), 1.1)
    print_ = page[:, :, 0] < 60
    _sign(page, 420, 1490, 2, BLUE)
    mask = pen_strokes(page)
    assert mask is not None
    grey = black_ink(page)
    beside = (page[:, :, 2] > 150) & (page[:, :, 0] < 100)
    assert np.median(grey[beside]) > 235
    assert grey[print_].mean() < 90


def test_coloured_print_is_no_pen() -> None:
    page = np.full((2339, 1653, 3), 255, np.uint8)
    cv2.putText(page, "CERTIFICATE OF ORIGIN", (300, 300), cv2.FONT_HERSHEY_SIMPLEX, 2.4, BLUE, 6, cv2.LINE_AA)
    _write(page, "Number 12 04", (300, 380), 1.1)
    cv2.rectangle(page, (280, 350), (560, 420), BLUE, 3)
    assert pen_strokes(page) is None
