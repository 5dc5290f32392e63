"""Counted grey levels are the sorted ones."""

from __future__ import annotations

import numpy as np

from extractors.picture import levels


def test_counted_levels_are_those_that_sorting_gives() -> None:
    chance = np.random.default_rng(3)
    for size in ((1, 1), (1, 2), (7, 9), (40, 30)):
        grey = chance.integers(0, 256, size, dtype=np.uint8)
        assert levels.median(grey) == float(np.median(grey))
        for share in (0, 0.1, 0.5, 25, 50, 90, 99.9, 100):
            assert levels.percentile(grey, share) == float(np.percentile(grey, share))


def test_a_part_of_a_picture_has_levels_of_its_own() -> None:
    grey = np.arange(200, dtype=np.uint8).reshape(10, 20)
    assert levels.median(grey[::2, ::4]) == float(np.median(grey[::2, ::4]))
