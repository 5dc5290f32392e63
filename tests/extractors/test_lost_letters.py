"""Vowels that RapidOCR has no letter for are put back on Vietnamese pages, and nowhere in numbers or codes."""

from __future__ import annotations

import pytest

from extractors.engine import SeenWord
from extractors.reading.lost_letters import is_vietnamese, with_lost_letters


def seen(text: str) -> list[SeenWord]:
    return [SeenWord(0, word, 100 * i, 100 * i + 90, 0.97) for i, word in enumerate(text.split())]


def test_a_page_is_vietnamese_by_letters_that_no_other_language_writes() -> None:
    assert is_vietnamese(seen("Sơn NC, 3 nưc, Vt.tư, Quy Nhơn"))
    assert not is_vietnamese(seen("São Paulo, Đorđe Žižić, Sơn"))


@pytest.mark.parametrize(("rapid", "tesseract", "whole"), [
    ("xut x: Vit Nam", "xudt xt: Viét Nam", "xuất xứ: Việt Nam"),
    ("640 tm,", "640 tam,", "640 tấm,"),
    ("9.680 b", "9.680 b6", "9.680 bộ"),
    ("1800 x 900", "1800 x 900", "1800 x 900"),
    ("SX-02 m3, B12,", "SXO-02 m3, BO12,", "SX-02 m3, B12,"),
    ("Trn Thi Thu", "Tran Thi Thu", "Tran Thi Thu"),
    ("Dongwha VN,", "Dongwha VN,", "Dongwha VN,"),
    ("CNG TRNH", "CWNG TRXNH", "CNG TRNH"),
])  # fmt: skip
def test_what_is_left_of_a_word_tells_it_or_the_other_engine_its_vowel(rapid: str, tesseract: str, whole: str) -> None:
    told = with_lost_letters(seen(rapid), seen(tesseract))
    assert " ".join(word.text for word in told) == whole
    assert all(word.confidence < 0.9 for word, read in zip(told, seen(rapid), strict=True) if word.text != read.text)


def test_a_word_alone_is_told_by_the_wording_that_it_ends() -> None:
    assert [word.text for word in with_lost_letters(seen("xut x: cái"), [])] == ["xuất", "xứ:", "cái"]
    assert [word.text for word in with_lost_letters(seen("20 x 30"), [])] == ["20", "x", "30"]
