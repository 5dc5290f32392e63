"""Streaks of a scanner go, with the print under them kept; ruled lines, frames and columns stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.picture.streaks import without_streaks

GRAIN = np.random.default_rng(5).normal(0, 6, (1100, 800))


def _page() -> np.ndarray:
    page = np.full((1100, 800), 230, np.uint8)
    for line in range(20):
        cv2.putText(page, "CARTONS 420 PACK", (70, 120 + 45 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 40, 2, cv2.LINE_AA)
    cv2.rectangle(page, (20, 20), (780, 1080), 60, 2)
    page[60:1040, 500:503] = 60
    return page


def _grained(page: np.ndarray) -> np.ndarray:
    return np.clip(page + GRAIN, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("light", [0.85, 0.1])
def test_a_streak_from_edge_to_edge_goes_and_what_it_crosses_stays(turned: bool, light: float) -> None:
    plain = _grained(_page())
    streaked = plain.copy()
    streaked[:, 300:303] = (streaked[:, 300:303] * light).astype(np.uint8)
    cleaned = np.rot90(without_streaks(np.ascontiguousarray(np.rot90(streaked))), -1) if turned else None
    cleaned = without_streaks(streaked) if cleaned is None else cleaned
    assert abs(float(cleaned[30:80, 300:303].mean()) - float(plain[30:80, 300:303].mean())) < 8
    assert np.array_equal(cleaned[:, :290], plain[:, :290])
    assert np.array_equal(cleaned[:, 320:], plain[:, 320:])
    if light > 0.5:  # print under a grey streak is brought back, under a black one nothing is left of it
        print_ = plain[:, 300:303] < 90
        assert cleaned[:, 300:303][print_].mean() < 90


def test_a_streak_of_a_sheet_that_ends_before_the_picture_goes_too() -> None:
    plain = _grained(_page())
    streaked = plain.copy()
    streaked[: 1100 - 20, 300:303] = (streaked[: 1100 - 20, 300:303] * 0.5).astype(np.uint8)
    cleaned = without_streaks(streaked)
    assert abs(float(cleaned[30:80, 300:303].mean()) - float(plain[30:80, 300:303].mean())) < 8


def test_frames_columns_and_rules_of_a_page_without_streaks_stay_as_they_are() -> None:
    page = _grained(_page())
    assert without_streaks(page) is page
