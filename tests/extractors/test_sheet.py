"""The sheet in a photograph is found whole, whatever the light and the desk."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.picture.sheet import cut_out_paper, sheet_of
from extractors.picture.sheet_edges import edged_corners

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


def _on_a_pale_desk(corners: np.ndarray) -> np.ndarray:
    """A printed sheet on a brushed desk that is lighter under the lamp than the sheet's far end: RGB, 600 x 440."""
    random = np.random.default_rng(5)
    picture = np.repeat((196 + random.normal(0, 5, (600, 1))).astype(np.uint8), 440, axis=1)
    cv2.fillConvexPoly(picture, corners, 242)
    for line in range(14):
        cv2.putText(picture, "PACKING LIST 4711", (90, 80 + 30 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 40, 1)
    light = np.linspace(1.0, 0.6, 600)[:, None] * np.linspace(0.92, 1.0, 440)[None]
    return np.repeat((picture * light).clip(0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


@pytest.mark.parametrize("turned", [False, True])
def test_edges_tell_a_sheet_that_brightness_does_not(turned: bool) -> None:
    corners = np.array([[32, 12], [412, 24], [398, 577], [26, 588]], np.int32)
    picture = _on_a_pale_desk(corners)
    if turned:
        picture = np.ascontiguousarray(np.rot90(picture))
        corners = np.array([[y, 439 - x] for x, y in np.roll(corners, -1, axis=0)])
    found = edged_corners(picture)
    assert found is not None
    assert np.abs(found - corners).max() < 4


def test_a_sheet_that_one_border_cuts_ends_there() -> None:
    found = edged_corners(_on_a_pale_desk(np.array([[32, 12], [412, 24], [396, 640], [24, 640]], np.int32)))
    assert found is not None
    assert np.abs(found - [[32, 12], [412, 24], [397, 599], [24, 599]]).max() < 4


def test_a_frame_on_paper_and_a_scan_with_one_dark_border_are_no_sheets() -> None:
    scan = np.full((600, 440, 3), 240, np.uint8)
    cv2.rectangle(scan, (30, 30), (410, 570), (60, 60, 60), 4)
    assert edged_corners(scan) is None
    scan[:, :20] = 90
    assert edged_corners(scan) is None


def test_a_negative_is_turned_and_a_sheet_on_a_black_bed_is_none() -> None:
    page = np.full((1400, 1000, 3), 255, np.uint8)
    for line in range(20):
        cv2.putText(page, "COUNTRY OF ORIGIN 4711", (100, 200 + 44 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 3)
    assert np.array_equal(sheet_of(255 - page), page)
    receipt = np.zeros((1400, 1000, 3), np.uint8)
    receipt[100:500, 100:500] = page[150:550, 50:450]
    assert np.array_equal(sheet_of(receipt), cut_out_paper(receipt))
