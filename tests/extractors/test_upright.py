"""Lines aslant are levelled before they tell which way is up; faint, dotted and screened print is made plain."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.picture.ruling import cells, ruled_lines, text_line_boxes
from extractors.picture.upright import (
    dark_on_white,
    darkened,
    even_background,
    level,
    page_direction,
    quarter_turn,
    skew_angle,
)
from sample_docs import fonts


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


@pytest.mark.parametrize("turn", [0, 90, 270])
@pytest.mark.parametrize("word", ["MATERIAL 4711", "LOT 12"])
def test_short_words_tell_that_a_sheet_lies_on_its_side(word: str, turn: int) -> None:
    page = np.full((2300, 1600), 255, np.uint8)
    for line in range(6):
        for column in range(3):
            place = (120 + 500 * column, 200 + 60 * line)
            cv2.putText(page, word, place, cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2, cv2.LINE_AA)
    rotation, confidence, _ = page_direction(quarter_turn(page, turn), lambda crops: [0.02] * len(crops))
    assert (rotation % 180, confidence) == (turn % 180, pytest.approx(0.98))


def test_a_list_in_letters_of_one_width_is_not_taken_for_columns() -> None:
    """Its words are short and their letters stand exactly below each other."""
    rows = (
        "20 CST-40310 CASING, CF8M            Ea       12 A7719",
        "20 IMP-10225 IMPELLER, CF8M, 10.25    Ea       12 A7722",
        "20 SHF-20114 SHAFT, 316 BAR 1.875     In      264 B1180",
    )
    face = ImageFont.truetype(fonts.path_of("mono"), 28)
    sheet = Image.fromarray(np.full((2400, 1860), 255, np.uint8))
    for line, text in enumerate(rows * 3):
        ImageDraw.Draw(sheet).text((110, 200 + 34 * line), text, font=face, fill=0)
    asked = page_direction(np.asarray(sheet), lambda crops: [0.02] * len(crops))
    assert asked[0] == 0


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
