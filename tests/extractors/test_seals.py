"""Seals as scanners show them: thin pale rings; and what is coloured and no seal."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.picture.marks import (
    _is_colourless,  # pyright: ignore[reportPrivateUsage]
    find_ring,
    seals_and_stamps,
)
from extractors.picture.upright import black_ink

PALE_RED = (228, 122, 130)
RING = (1200, 2100)
RADIUS = 125


def _sheet() -> np.ndarray:
    return np.full((2339, 1653, 3), 255, np.uint8)


def _stamped(sheet: np.ndarray) -> np.ndarray:
    """The sheet under a ring of two pixels with a star's few strokes, as a scanner's JPEG keeps them."""
    ink = np.full_like(sheet, 255)
    cv2.circle(ink, RING, RADIUS, PALE_RED, 2, cv2.LINE_AA)
    cv2.drawMarker(ink, RING, PALE_RED, cv2.MARKER_STAR, 60, 3)
    mixed = np.minimum(sheet, ink)
    kept = cv2.imencode(".jpg", mixed[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 60])[1]
    return cv2.imdecode(kept, cv2.IMREAD_COLOR)[:, :, ::-1]


def test_a_thin_pale_ring_is_a_seal_from_edge_to_edge() -> None:
    [seal] = seals_and_stamps(_stamped(_sheet()))[0]
    assert abs(seal.x0 * 1653 - (RING[0] - RADIUS)) < 12
    assert abs(seal.y1 * 2339 - (RING[1] + RADIUS)) < 12


def test_print_under_a_ring_is_kept_and_the_ring_is_not() -> None:
    sheet = _sheet()
    cv2.putText(sheet, "October 18, 2024", (1000, 2210), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 3)
    print_ = sheet[:, :, 0] < 60
    grey = black_ink(_stamped(sheet))
    ring = cv2.circle(np.zeros_like(grey), RING, RADIUS, 1, 2) > 0
    beside = ring & (cv2.dilate(print_.astype(np.uint8), np.ones((25, 25), np.uint8)) == 0)
    assert grey[print_].mean() < 90
    assert np.median(grey[beside]) > 235


def test_a_seal_on_the_lines_of_a_form_printed_in_another_colour_is_taken_out() -> None:
    """A Turkish chamber prints its boxes in red, and its blue seal hid the chamber's name below the last line."""
    sheet = _sheet()
    for edge in range(200, 2200, 400):
        cv2.line(sheet, (100, edge), (1550, edge), (170, 40, 45), 3)
        cv2.line(sheet, (edge, 200), (edge, 2100), (170, 40, 45), 3)
    cv2.circle(sheet, (1000, 1800), 150, (60, 90, 180), 8, cv2.LINE_AA)
    cv2.putText(sheet, "APPROVED", (890, 1810), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (60, 90, 180), 3)
    [seal] = seals_and_stamps(sheet)[0]
    assert abs(seal.x0 * 1653 - 850) < 20
    assert np.median(black_ink(sheet)[cv2.circle(np.zeros_like(sheet[:, :, 0]), (1000, 1800), 150, 1, 4) > 0]) > 235


def test_the_fringes_of_a_colour_scanner_are_no_seal() -> None:
    sheet = _sheet()
    for top in range(1900, 2200, 34):
        cv2.putText(sheet, "THE UNDERSIGNED", (1000, top), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    sheet[:, 2:, 0] = sheet[:, :-2, 0].copy()
    sheet[:, :-2, 2] = sheet[:, 2:, 2].copy()
    assert seals_and_stamps(sheet)[0] == []


@pytest.mark.parametrize("quarter_turns", [0, 1])
def test_close_captions_in_colour_are_no_seal_and_stay_to_be_read(quarter_turns: int) -> None:
    sheet = _sheet()
    for number, caption in enumerate(("Invoice number", "Date of issue", "Order", "Place of issue", "Terms")):
        cv2.putText(sheet, caption, (300, 900 + 34 * number), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (190, 95, 30), 3)
    sheet = np.ascontiguousarray(np.rot90(sheet, quarter_turns))
    assert seals_and_stamps(sheet)[0] == []
    assert np.array_equal(black_ink(sheet), cv2.cvtColor(sheet, cv2.COLOR_RGB2GRAY))


def test_a_corner_of_a_coloured_frame_with_captions_is_no_seal_but_a_whole_frame_is() -> None:
    sheet = _sheet()
    cv2.polylines(sheet, [np.array([(500, 900), (300, 900), (300, 1120), (500, 1120)])], False, (190, 95, 30), 4)
    for top in (970, 1030, 1090):
        cv2.putText(sheet, "AWB", (320, top), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (190, 95, 30), 4)
    assert seals_and_stamps(sheet)[0] == []
    cv2.line(sheet, (500, 900), (500, 1120), (190, 95, 30), 4)
    assert len(seals_and_stamps(sheet)[0]) == 1


def _received(tilt: float) -> np.ndarray:
    """A sheet of print with RECEIVED in a blue frame over it."""
    sheet, stamp = _lines_of_print(), _sheet()
    cv2.rectangle(stamp, (500, 900), (1000, 1080), (60, 70, 190), 7)
    cv2.putText(stamp, "RECEIVED", (530, 1020), cv2.FONT_HERSHEY_SIMPLEX, 2.6, (60, 70, 190), 7)
    turn = cv2.getRotationMatrix2D((750, 990), tilt, 1.0)
    return np.minimum(sheet, cv2.warpAffine(stamp, turn, sheet.shape[1::-1], borderValue=(255, 255, 255)))


@pytest.mark.parametrize("tilt", [6.0, -8.0])
def test_a_coloured_stamp_over_print_is_lifted_and_is_no_seal(tilt: float) -> None:
    page = _received(tilt)
    seals, [stamp] = seals_and_stamps(page)
    assert seals == []
    assert stamp.contains(750 / 1653, 990 / 2339)
    blue = page[:, :, 2].astype(int) - page[:, :, 0] > 60
    grey = black_ink(page)
    assert np.median(grey[blue]) > 235
    assert np.mean(grey[page.max(axis=2) < 60]) < 90


def test_the_ring_of_a_cup_is_lifted_and_is_no_seal() -> None:
    page = _lines_of_print()
    cv2.circle(page, (800, 1200), 300, (176, 140, 102), 16)
    seals, [ring] = seals_and_stamps(page)
    assert (seals, ring.contains(800 / 1653, 1200 / 2339)) == ([], True)


def test_a_coloured_box_of_a_form_is_no_stamp() -> None:
    assert seals_and_stamps(_received(0.0)) == ([], [])


def test_a_ring_without_colour_stands_out_from_lines_of_print() -> None:
    ring = cv2.cvtColor(_stamped(_lines_of_print()), cv2.COLOR_RGB2GRAY)
    seal = find_ring(cv2.cvtColor(ring, cv2.COLOR_GRAY2RGB))
    assert seal is not None
    assert abs(seal.x0 * 1653 - (RING[0] - RADIUS)) < 12
    assert find_ring(_lines_of_print()) is None


def _lines_of_print() -> np.ndarray:
    """A sheet full of words in black but for a corner."""
    sheet = _sheet()
    for top in range(200, 1900, 34):
        cv2.putText(sheet, "GOODS CONSIGNED FROM " * 4, (80, top), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    return sheet


def test_colour_that_is_seldom_on_a_page_is_looked_for_between_the_samples() -> None:
    grey = cv2.cvtColor(_stamped(_sheet())[:, :, 1], cv2.COLOR_GRAY2RGB)
    assert seals_and_stamps(grey)[0] == []
    grey[1:2:4, 1::4] = PALE_RED  # no sample of every fourth pixel meets it
    assert not _is_colourless(grey)
