"""Boxes of lines: tied lines of close print are cut apart, a title in large print stays whole."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.ruling import text_line_boxes


def _page() -> np.ndarray:
    page = np.full((700, 1000), 255, np.uint8)
    for line in range(12):
        _write(page, "quality of goods, jointly", (60, 300 + 32 * line), 0.8)
    return page


def _write(page: np.ndarray, text: str, at: tuple[int, int], size: float) -> None:
    cv2.putText(page, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, 0, max(2, round(2 * size)), cv2.LINE_AA)


def _boxes(page: np.ndarray, top: int, low: int) -> list[tuple[int, int, int, int]]:
    return [box for box in text_line_boxes(page, np.zeros_like(page)) if top <= box[1] + box[3] / 2 < low]


def test_a_title_three_times_as_large_as_the_print_is_one_line() -> None:
    page = _page()
    _write(page, "JOB CARD", (60, 120), 2.6)
    assert len({y for _, y, _, _ in _boxes(page, 0, 200)}) == 1


def test_lines_that_a_stroke_ties_together_are_still_cut_apart() -> None:
    page = _page()
    page[295:322, 90:94] = 0  # a descender that reaches the line below
    assert len(_boxes(page, 270, 335)) == 2
