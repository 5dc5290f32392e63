"""Words of RapidOCR's lines: a blank that the model passed over is seen in the print."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.ocr.rapid import _glued  # pyright: ignore[reportPrivateUsage]

STEP = 20.0


@pytest.mark.parametrize(
    ("text", "widened", "begin"),
    [
        ("26Summary", 2, {2}),
        ("12,000NO", 6, {6}),
        ("LHMode", 2, {2}),
        ("26Summary", None, set()),
        ("Utimate", 1, set()),  # a letter is missing
        ("40112", 3, set()),  # a narrow 1 in figures
    ],
)
def test_a_wide_gap_parts_figures_and_capitals_and_nothing_else(
    text: str, widened: int | None, begin: set[int]
) -> None:
    columns = [i + 2 * (widened is not None and i >= widened) for i in range(len(text))]
    crop = np.full((48, round(STEP * (columns[-1] + 2)), 3), 255, np.uint8)
    for column in columns:
        middle = round((column + 0.5) * STEP)
        crop[8:40, middle - 8 : middle + 9] = 0
    assert _glued(text, columns, crop, STEP) == begin
