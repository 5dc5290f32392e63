"""Accents are noticed where Tesseract, which writes few, is sure of the letters below them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.engine import SeenWord
from extractors.picture.ruling import PixelBox
from extractors.reading.accents import (
    accented_lines,
    adds_accents,
    is_accented,
    is_turkish,
    lines_of_companies,
    lines_with_names,
    with_dotted_capitals,
    without_lone_accents,
)

LINE: PixelBox = (40, 50, 240, 34)


def seen(text: str, confidence: float = 0.95, line: int = 0) -> list[SeenWord]:
    return [SeenWord(line, w, 40 + 80 * i, 110 + 80 * i, confidence) for i, w in enumerate(text.split())]


def _sheet(*dots: int) -> np.ndarray:
    page = np.full((140, 400), 255, np.uint8)
    for i, letter in enumerate("OLNE"):
        cv2.putText(page, letter, (42 + 34 * i, 80), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 3, cv2.LINE_AA)
    for x in dots:
        page[51:55, x : x + 4] = 0
    return page


@pytest.mark.parametrize(("dots", "read", "found"), [
    ((48, 58), "OLNE", {0}), ((), "OLNE", set[int]()), ((150,), "OLNE", {0}), ((200,), "OLNE", set[int]()),
    ((48, 58), "iLNj", set[int]()),
])  # fmt: skip
def test_marks_above_wide_letters_are_accents(dots: tuple[int, ...], read: str, found: set[int]) -> None:
    word = SeenWord(0, read, 40, 190, 0.97)
    assert accented_lines(_sheet(*dots), [LINE], [word]) == found


def test_a_second_reading_that_adds_accents_alone_is_believed() -> None:
    assert adds_accents(seen("ÖZKAN A.S."), seen("OZKAN A.S."))
    assert not adds_accents(seen("ÖZKAN A.S.", 0.6), seen("OZKAN A.S.")), "it is not sure of them"
    assert not adds_accents(seen("ÖZKAN 18"), seen("OZKAN 13")), "another figure is no accent"
    assert not adds_accents(seen("OZKAN"), seen("OZKAN"))


def test_a_page_with_accented_words_has_its_names_read_again() -> None:
    assert is_accented(seen("Gönderen ülkesi TÜRKIYE"))
    assert not is_accented(seen("Café rate TÜRKIYE"))
    sure = [*seen("Gaziantep Caddesi"), *seen("Exporter name and address", line=1), *seen("12,400 kg", line=2)]
    assert lines_with_names(sure) == [0]


@pytest.mark.parametrize(("text", "asked"), [
    ("Agroexportadora Sarapiqui S.A.", True), ("Grupo del Bajio, S.A. de C.V.", True), ("Wurth Industrie GmbH", True),
    ("HARBOR MILLWORKS LLC", False), ("12,400 KG", False), ("SAMPLES AS PER ORDER", False),
])  # fmt: skip
def test_a_company_of_a_country_that_writes_accents_is_read_again(text: str, asked: bool) -> None:
    """An acute over a small i looks like its dot."""
    assert lines_of_companies(seen(text, line=3)) == ({3} if asked else set())


def test_a_lone_accent_is_believed_where_it_is_nearly_certain() -> None:
    """Specks above print made `ČOLLECTION` and `LÓI` of a page in English."""
    first = seen("BLUE RIDGE COLLECTION")
    assert [w.text for w in without_lone_accents(seen("BLUE RIDGE ČOLLECTION", 0.98), first)][-1] == "COLLECTION"
    assert [w.text for w in without_lone_accents(seen("Cajicá", 0.99), seen("Cajica"))] == ["Cajicá"]
    assert [w.text for w in without_lone_accents(seen("Jérôme", 0.9), seen("Jérome"))] == ["Jérôme"]


def test_a_small_i_among_capitals_of_a_turkish_page_is_the_dotted_capital() -> None:
    assert is_turkish(seen("imzası beyanı Aşağıda"))
    assert not is_turkish(seen("façade Müller Łódź"))
    read = with_dotted_capitals(seen("KARADENIZ FINDIK SANAYI A.S."), seen("KARADENiZ FINDIK SANAYi A.S."))
    assert " ".join(word.text for word in read) == "KARADENİZ FINDIK SANAYİ A.Ş."
    for line, printed in (
        ("izmir (Alsancak)", "İzmir (Alsancak)"),
        ("iskenderun Demir", "İskenderun Demir"),
        ("imza ve kaşe", "imza ve kaşe"),
    ):
        assert " ".join(word.text for word in with_dotted_capitals(seen(line), [])) == printed
