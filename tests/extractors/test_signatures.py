"""Signatures: pen strokes are told from print, from lines of the form and from what stands in a letterhead."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.picture.signatures import find_signature
from schemas.page import Box, Page, PageMarks, Word

WIDTH, HEIGHT = 1240, 1754


def _sheet(*, pen_at: int | None = None, rule: bool = True) -> tuple[np.ndarray, Page]:
    """Twenty printed words over the page, a ruled line to sign on, and a pen's stroke whose middle is at `pen_at`."""
    sheet = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    words: list[Word] = []
    for row in range(10):
        for column in range(2):
            x, y = 120 + 500 * column, 150 + 150 * row
            cv2.putText(sheet, "DELIVERED", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
            box = Box(x / WIDTH, (y - 22) / HEIGHT, (x + 160) / WIDTH, (y + 4) / HEIGHT)
            words.append(Word("DELIVERED", box, 0.97))
    if rule:
        cv2.line(sheet, (700, 1560), (1100, 1560), (0, 0, 0), 2)
    if pen_at is not None:
        steps = np.arange(0, 230)
        waves = pen_at + 38 * np.sin(steps / 9) * np.cos(steps / 47)
        points = np.stack([760 + steps, waves], axis=1).astype(np.int32)
        cv2.polylines(sheet, [points], isClosed=False, color=(120, 40, 30), thickness=3, lineType=cv2.LINE_AA)
    return sheet, Page(1, WIDTH, HEIGHT, 0, 0.0, "tesseract", "en", tuple(words))


def test_a_pen_stroke_above_its_line_is_a_signature() -> None:
    found = find_signature(*_sheet(pen_at=1520))
    assert found is not None
    assert (found.x0, found.y1) == pytest.approx((0.62, 0.89), abs=0.03)


def test_print_and_a_line_to_sign_on_are_none() -> None:
    assert find_signature(*_sheet()) is None


def test_strokes_in_a_letterhead_are_none() -> None:
    assert find_signature(*_sheet(pen_at=80)) is None


def test_a_stroke_inside_a_seal_is_none() -> None:
    sheet, page = _sheet(pen_at=1520)
    seal = Box(0.58, 0.82, 0.84, 0.92)
    sealed = Page(1, WIDTH, HEIGHT, 0, 0.0, "tesseract", "en", page.words, marks=PageMarks(noisy=(seal,)))
    assert find_signature(sheet, sealed) is None
