"""Captions that no engine spells are told from the recogniser's chances, and nothing else is touched."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.engine import Chances, SeenWord
from extractors.ocr import rapid
from extractors.reading.likely_captions import likely_caption, may_be_caption, told_captions

SIGNS = ("", *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .:")
BOX = (100, 50, 240, 20)


def _chances(print_: str, other: str = "", share: float = 0.0) -> Chances:
    """Of each letter of a print, with as much for the letter of another one at its place; a blank behind each."""
    steps = np.full((2 * len(print_), len(SIGNS)), 1e-4)
    for i, letter in enumerate(print_):
        if other and other[i] != letter:
            steps[2 * i, SIGNS.index(other[i])] = share
            steps[2 * i, SIGNS.index(letter)] = 0.95 - share
        else:
            steps[2 * i, SIGNS.index(letter)] = 0.95
        steps[2 * i + 1, 0] = 0.95
    return Chances(steps, SIGNS)


def _words(text: str, confidence: float = 0.5) -> list[SeenWord]:
    words, at = [], 100.0
    for part in text.split():
        words.append(SeenWord(3, part, at, at + 8 * len(part), confidence))
        at += 8 * (len(part) + 1)
    return words


def test_caption_is_told_where_its_letters_are_nearly_as_likely() -> None:
    assert likely_caption(["Consuqeer"], lambda: _chances("Consuqeer", "Consignee", 0.3)) == "Consignee"


def test_number_of_the_box_stays_before_its_caption() -> None:
    assert likely_caption(["2. Consuqeer"], lambda: _chances("2. Consuqeer", "2. Consignee", 0.3)) == "2. Consignee"


def test_print_that_surely_reads_otherwise_is_no_caption() -> None:
    assert likely_caption(["Consuqeer"], lambda: _chances("Consuqeer")) is None


def test_short_print_must_be_closer_to_its_wording() -> None:
    assert likely_caption(["Ship te"], lambda: _chances("Ship te", "Ship to", 0.3)) == "Ship to"
    assert likely_caption(["Ship xe"], lambda: _chances("Ship xe", "Ship to", 0.01)) is None


@pytest.mark.parametrize(
    ("text", "confidence"),
    [("Consuqeer", 0.9), ("INV-2026-0917", 0.4), ("Gross weight", 0.5), ("Qty", 0.3)],
)
def test_what_is_sure_or_a_number_or_of_printed_words_is_not_asked_for(text: str, confidence: float) -> None:
    assert not may_be_caption(_words(text, confidence))


def test_words_behind_the_colon_are_left_as_they_were_read() -> None:
    line = _words("Consuqeer: Nordhavn ApS")
    told, misread = told_captions(line, [], BOX, lambda _: _chances("Consuqeer:", "Consignee:", 0.3))
    assert [word.text for word in told] == ["Consignee:", "Nordhavn", "ApS"]
    assert told[1:] == line[1:]
    assert misread == line[:1]
    assert (told[0].line, told[0].x0, told[0].x1) == (3, line[0].x0, line[0].x1)


def test_recogniser_tells_the_chances_of_letters_on_a_page() -> None:
    grey = np.full((120, 700), 255, np.uint8)
    cv2.putText(grey, "Destination airport", (30, 70), cv2.FONT_HERSHEY_DUPLEX, 1.2, 0, 2, cv2.LINE_AA)
    chances = rapid.chances(grey, (25, 30, 480, 55))
    assert chances.steps.shape[1] == len(chances.signs)
    assert likely_caption(["Destmatian airpost"], lambda: chances) == "Destination airport"
    assert likely_caption(["Delivery instruction"], lambda: chances) is None


def test_letters_that_the_recogniser_does_not_write_are_unlikely_and_cost_no_page() -> None:
    """A wording with such a letter is a near one too, and is held against the print like any other."""
    readings = ["Consignée / Konsignatar", "Konsygnatař"]
    assert likely_caption(["Consuqeer", *readings], lambda: _chances("Consuqeer", "Consignee", 0.3)) == "Consignee"
    assert likely_caption(["Получатель"], lambda: _chances("Consuqeer")) is None


def test_a_line_with_a_tick_is_an_answer_and_no_caption() -> None:
    line, other = _words("IMPORTER EXPORTER PRODUCER"), _words("IMPORTER [X] EXPORTER PRODUCER")
    told, misread = told_captions(line, other, BOX, lambda _: _chances("IMPORTER EXPORTER OR PRODUCER"))
    assert (told, misread) == (line, [])
