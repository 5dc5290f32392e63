"""The sheet in a photograph is found whole, and lines aslant are levelled before they tell which way is up."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from PIL import Image

from extractors.picture.ruling import cells, ruled_lines, text_line_boxes
from extractors.picture.upright import (
    cut_out_paper,
    dark_on_white,
    darkened,
    even_background,
    level,
    page_direction,
    sheet_of,
    skew_angle,
)

CORNERS = np.array([[110, 90], [690, 70], [715, 930], [95, 950]], np.int32)


def _photograph(darkest: float) -> np.ndarray:
    """A sheet with twenty lines of print on a brown desk, in light that falls off to `darkest` towards the top."""
    picture = np.full((1000, 800, 3), (96, 74, 60), np.uint8)
    cv2.fillConvexPoly(picture, CORNERS, (238, 234, 222))
    for line in range(20):
        cv2.putText(
            picture, "CERTIFICATE 4711 NINGBO", (150, 140 + 38 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (20, 20, 20), 2
        )
    light = np.linspace(darkest, 1.0, 1000)[:, None, None]
    return (picture * light).astype(np.uint8)


@pytest.mark.parametrize("darkest", [1.0, 0.6, 0.3])
def test_no_line_of_the_sheet_is_lost_and_the_desk_is(darkest: float) -> None:
    cut = cut_out_paper(_photograph(darkest))
    height, width = cut.shape[:2]
    assert height / width == pytest.approx(860 / 610, rel=0.06)
    edge = np.concatenate([cut[:, : width // 50].reshape(-1, 3), cut[:, -width // 50 :].reshape(-1, 3)])
    saturation = cv2.cvtColor(edge[None], cv2.COLOR_RGB2HSV)[0, :, 1]
    assert np.mean(saturation > 60) < 0.3  # the desk is brown, the paper is not


@pytest.mark.parametrize("skew", [3.0, -2.5, 0.0])
def test_the_beginnings_of_levelled_lines_vote(skew: float) -> None:
    page = np.full((1400, 1000), 255, np.uint8)
    for line in range(20):
        text = "COUNTRY OF ORIGIN AND DESTINATION 4711"
        cv2.putText(page, text, (100, 200 + 44 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 3, cv2.LINE_AA)
    asked: list[tuple[int, ...]] = []

    def votes(crops: Sequence[np.ndarray]) -> list[float]:
        asked.extend(crop.shape for crop in crops)
        return [0.9] * len(crops)

    rotation, confidence, found = page_direction(level(page, -skew), votes)
    assert (rotation, confidence) == (180, pytest.approx(0.9))
    assert found == pytest.approx(skew, abs=0.3)
    assert len(asked) >= 10
    assert all(height < 44 and width <= 220 for height, width in asked), "none holds parts of two lines"


def test_letters_of_dots_are_asked_again_blurred() -> None:
    page = np.full((1400, 1000), 255, np.uint8)
    for line in range(20):
        cv2.putText(page, "COUNTRY OF ORIGIN 4711", (100, 200 + 44 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 3)
    sharpness: list[float] = []

    def votes(crops: Sequence[np.ndarray]) -> list[float]:
        sharpness.append(float(cv2.Laplacian(crops[0], cv2.CV_64F).std()))
        return [0.6 if len(sharpness) == 1 else 0.02] * len(crops)

    assert page_direction(page, votes)[:2] == (0, pytest.approx(0.98))
    assert sharpness[1] < 0.7 * sharpness[0]


def test_a_negative_is_turned_and_a_sheet_on_a_black_bed_is_none() -> None:
    page = np.full((1400, 1000, 3), 255, np.uint8)
    for line in range(20):
        cv2.putText(page, "COUNTRY OF ORIGIN 4711", (100, 200 + 44 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 3)
    assert np.array_equal(sheet_of(255 - page), page)
    receipt = np.zeros((1400, 1000, 3), np.uint8)
    receipt[100:500, 100:500] = page[150:550, 50:450]
    assert np.array_equal(sheet_of(receipt), cut_out_paper(receipt))


def test_rules_in_grey_on_grey_paper_are_found_under_a_screen_of_dots() -> None:
    page = np.full((900, 1400), 238, np.uint8)
    for at in (100, 300, 500, 700):
        page[at : at + 3, 100:1301] = 90
    for at in (100, 500, 900, 1298):
        page[100:703, at : at + 3] = 90
    screened = np.asarray(Image.fromarray(page).convert("1").convert("RGB"))
    assert len(cells(ruled_lines(dark_on_white(screened)))) == 9


def test_paper_nearly_white_by_scattered_dots_shows_its_print_alone() -> None:
    page = np.full((1400, 1000), 250, np.uint8)
    for line in range(8):
        text = "COUNTRY OF ORIGIN 4711"
        cv2.putText(page, text, (100, 200 + 60 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 3, cv2.LINE_AA)
    dotted = np.asarray(Image.fromarray(page).convert("1").convert("RGB"))
    grey = dark_on_white(dotted)
    assert len(text_line_boxes(grey, np.zeros_like(grey))) == 8


def _printed(darkness: int) -> np.ndarray:
    page = np.full((1600, 1200), 255, np.uint8)
    for line in range(30):
        text = "Certificate of origin number 4471 of the goods"
        cv2.putText(page, text, (90, 120 + 45 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.0, darkness, 2, cv2.LINE_AA)
    return page


@pytest.mark.parametrize("angle", [-8.5, -6.0, 2.3, 7.0, 9.0])
def test_a_page_that_went_in_aslant_is_levelled(angle: float) -> None:
    assert skew_angle(level(_printed(0), -angle)) == pytest.approx(angle, abs=0.15)


def test_print_as_faint_as_a_carbon_copy_is_darkened_and_other_print_is_left_alone() -> None:
    faint = np.repeat(_printed(175)[:, :, None], 3, axis=2)
    assert dark_on_white(faint).min() < 80
    assert abs(skew_angle(dark_on_white(faint))) < 0.15
    black = even_background(_printed(40))
    assert np.array_equal(darkened(black), black)


def test_a_sheet_without_print_is_left_as_it_lies() -> None:
    assert skew_angle(np.full((1600, 1200), 255, np.uint8)) == 0.0
    spots = cv2.GaussianBlur(np.random.default_rng(3).normal(0, 16, (1600, 1200)).astype(np.float32), (0, 0), 1.2)
    empty = np.clip(255 + spots, 0, 255).astype(np.uint8)
    assert np.array_equal(darkened(empty), empty), "its darkest dots are grain, and no print to be darkened"
