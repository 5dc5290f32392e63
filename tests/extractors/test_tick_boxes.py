"""Frames beside what a form offers: found in the picture, empty or ticked, and put among the words."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.engine import Read, SeenWord
from extractors.nlp.statements import certifier_role
from extractors.picture.tick_boxes import tick_boxes
from extractors.reading.ticks import with_ticks

LINE = (100, 90, 560, 32)


def _page(ticked: int, blur: float = 0.0) -> np.ndarray:
    page = np.full((240, 900), 255, np.uint8)
    for n, word in enumerate(("IMPORTER", "EXPORTER", "PRODUCER")):
        x = 104 + 190 * n
        cv2.rectangle(page, (x, 94), (x + 22, 116), (0,), 2)
        if n == ticked:
            cv2.line(page, (x, 94), (x + 22, 116), (0,), 2, cv2.LINE_AA)
            cv2.line(page, (x, 116), (x + 22, 94), (0,), 2, cv2.LINE_AA)
        cv2.putText(page, word, (x + 32, 116), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0,), 2, cv2.LINE_AA)
    return cv2.GaussianBlur(page, (0, 0), blur) if blur else page


def _read(*words: tuple[str, int, int]) -> Read:
    return [(SeenWord(0, text, float(x0), float(x1), 0.95), LINE, "tesseract") for text, x0, x1 in words]


def test_frames_are_empty_or_ticked() -> None:
    for blur in (0.0, 1.5):
        assert [box.ticked for box in tick_boxes(_page(1, blur), LINE)] == [False, True, False]


def test_letters_are_no_frames() -> None:
    page = np.full((240, 900), 255, np.uint8)
    cv2.putText(page, "DOB 80 HEH QUOD", (104, 116), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0,), 2, cv2.LINE_AA)
    assert tick_boxes(page, LINE) == []


def test_what_was_made_of_frames_gives_way_to_them() -> None:
    read = _read(
        ("CJ", 104, 126), ("IMPORTER", 136, 270), ("EXPORTER", 326, 460), ("O", 484, 506), ("PRODUCER", 516, 650)
    )
    text = " ".join(word.text for word, _, _ in with_ticks(read, _page(1)))
    assert text == "☐ IMPORTER ☒ EXPORTER ☐ PRODUCER"
    found = certifier_role(text)
    assert found is not None
    assert found.value == "exporter"


def test_lines_that_offer_nothing_stay_as_they_are() -> None:
    read = _read(("CARTONS", 136, 270), ("OF", 326, 360), ("TOYS", 484, 560))
    assert with_ticks(read, _page(1)) == read


def test_a_tick_read_twice_is_one() -> None:
    found = certifier_role("IMPORTER EXPORTER [xX] PRODUCER")
    assert found is not None
    assert found.value == "producer"
