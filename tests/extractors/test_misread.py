"""Captions that an engine misread by a letter are put right, values are left as they are."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from extractors.engine import SeenWord
from extractors.layout import lay_out
from extractors.pages import is_coarse
from extractors.reading.misread import mended
from extractors.sighted import Context
from extractors.values import take
from tests.extractors.prepared import page


@pytest.mark.parametrize(
    ("read", "sure", "told"),
    [
        ("3. ltem", 0.95, "3. Item"),
        ("C0untry of origin", 0.95, "Country of origin"),
        ("Producer! name", 0.95, "Producer: name"),
        ("Port of loadirg", 0.6, "Port of loading"),
        ("Port of Marken", 0.95, "Port of Marken"),  # surely read
        ("Marken Export 2026", 0.6, "Marken Export 2026"),  # little of a caption around it
        ("lmpala B0X-100", 0.6, "lmpala B0X-100"),  # no word of forms
    ],
)
def test_a_word_of_a_caption_is_the_one_that_forms_print(read: str, sure: float, told: str) -> None:
    words = [SeenWord(0, text, 20.0 * i, 20.0 * i + 10, sure) for i, text in enumerate(read.split())]
    assert " ".join(word.text for word in mended(words)) == told


@pytest.mark.parametrize(("engine", "told"), [("tesseract", "B"), ("text", None)])
def test_an_eight_for_a_criterion_is_a_b_on_a_scan(engine: str, told: str | None) -> None:
    [run] = lay_out(page([(0.1, 0.1, "8")])).runs
    value = take("criterion", "origin_criterion", [run], Context(None, engine)).get("origin_criterion")
    assert (value and value.value) == told
    assert value is None or value.confidence < 0.9


@pytest.mark.parametrize(("dpi", "coarse"), [((204, 98), True), ((204, 196), False)])
def test_a_fax_of_half_the_rows_is_coarse(dpi: tuple[int, int], coarse: bool) -> None:
    data = io.BytesIO()
    Image.new("1", (408, 196), 1).save(data, "TIFF", dpi=dpi)
    assert is_coarse(data.getvalue(), 1) == coarse
