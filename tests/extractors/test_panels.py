"""Light print on dark bars becomes dark print on paper; everything else stays as it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.picture.panels import dark_panels_turned
from extractors.picture.upright import even_background

TEXT = "PART NUMBER   QTY   UNIT"


def _page() -> np.ndarray:
    page = np.full((600, 900), 235, np.uint8)
    for line in range(4):
        _write(page, TEXT, (60, 400 + 45 * line), 30)
    return page


def _write(page: np.ndarray, text: str, at: tuple[int, int], ink: int, size: float = 0.8) -> None:
    cv2.putText(page, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, ink, 2, cv2.LINE_AA)


def _turned(page: np.ndarray) -> np.ndarray:
    return dark_panels_turned(even_background(page), page)


@pytest.mark.parametrize("bar", [20, 120, 150])
@pytest.mark.parametrize("standing", [False, True])
def test_light_print_on_a_bar_becomes_dark_print_on_paper(bar: int, standing: bool) -> None:
    page = _page()
    page[100:140, 40:860] = bar
    _write(page, TEXT, (60, 128), 250)
    turned = np.rot90(_turned(np.ascontiguousarray(np.rot90(page))), -1) if standing else _turned(page)
    place = turned[95:145, 35:865]
    assert np.median(place) > 225
    drawn = np.zeros_like(page)
    _write(drawn, TEXT, (60, 128), 255)
    assert turned[drawn > 250].mean() < 60
    assert place[cv2.dilate(drawn, np.ones((7, 7)))[95:145, 35:865] == 0].min() > 200


def test_the_light_print_of_a_panel_as_tall_as_a_letterhead_is_kept() -> None:
    page = _page()
    page[20:260, 20:880] = 40
    _write(page, "OAKHURST METAL", (80, 150), 245, 2.0)
    drawn = np.zeros_like(page)
    _write(drawn, "OAKHURST METAL", (80, 150), 255, 2.0)
    turned = _turned(page)
    assert turned[drawn > 250].mean() < 60
    assert np.median(turned[20:260, 20:880]) > 225


def test_dark_print_on_a_tint_bar_codes_and_bold_titles_stay_as_they_are() -> None:
    page = _page()
    page[100:140, 40:860] = 165
    _write(page, TEXT, (60, 128), 20)
    page[180:260, 40:400:6] = 20
    page[180:260, 41:400:6] = 20
    page[180:260, 42:400:12] = 20
    cv2.putText(page, "INVOICE", (440, 250), cv2.FONT_HERSHEY_SIMPLEX, 2.6, 10, 14, cv2.LINE_AA)
    page[300:308, 40:860] = 10
    assert np.array_equal(_turned(page), even_background(page))


def test_a_bar_of_three_lines_of_captions_in_a_middle_grey_is_turned_whole() -> None:
    page, drawn = _page(), np.zeros((600, 900), np.uint8)
    page[60:170, 40:860] = 118
    for line in range(3):
        _write(page, TEXT, (400, 90 + 33 * line), 235, 0.6)
        _write(drawn, TEXT, (400, 90 + 33 * line), 255, 0.6)
    turned = _turned(page)
    assert turned[drawn > 250].mean() < 60
    assert turned[60:170, 40:390].min() > 225
