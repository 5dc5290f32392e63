"""Words of RapidOCR's lines: a blank that the model passed over is seen in the print."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from extractors.ocr.rapid import _blank_columns, _glued, _words  # pyright: ignore[reportPrivateUsage]

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
    assert _glued(text, columns, _blank_columns(crop), 48, STEP) == begin


def test_words_end_and_begin_where_the_print_shows_the_blank() -> None:
    crop = np.full((48, 400, 3), 255, np.uint8)
    for x0, x1 in ((10, 90), (150, 330)):  # the model's steps would put the blank between 80 and 100
        crop[8:40, x0:x1] = 0
    info = SimpleNamespace(word_cols=[[0, 1, 2, 3], [7, 9, 11, 13]], confs=[0.9] * 9, line_txt_len=20)
    first, second = _words(0, (0, 0, 400, 48), crop, "1234 Boxe", info)
    assert (first.text, first.x1) == ("1234", 90)
    assert (second.text, second.x0) == ("Boxe", 150)
