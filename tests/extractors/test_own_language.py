"""Names and addresses are read again by the model of their country's language, and gain its accents alone."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.engine import EngineError, Read, SeenWord
from extractors.ocr import tesseract
from extractors.picture.ruling import PixelBox
from extractors.reading.own_language import in_their_languages, lines_by_model, with_accents

Print = list[tuple[str, int, int]]
"""Lines of text with the left and upper edge of each, in pixels."""


def _words(text: str, line: int = 0, confidence: float = 0.95) -> list[SeenWord]:
    return [SeenWord(line, word, 100.0 * i, 100.0 * i + 90, confidence) for i, word in enumerate(text.split())]


def _asked(print_: Print) -> dict[str, set[int]]:
    boxes: list[PixelBox] = [(x, y, 600, 30) for _, x, y in print_]
    return dict(lines_by_model([w for n, (text, _, _) in enumerate(print_) for w in _words(text, n)], boxes))


def test_the_country_of_an_address_tells_the_model_of_its_lines() -> None:
    asked = _asked([
        ("GUNES TEKSTIL SAN. VE TIC. A.S.", 100, 100), ("ORGANIZE SANAYI BOLGESI 852", 100, 140), ("TURKEY", 100, 180),
        ("MUSKOKA FOODS LIMITED", 900, 100), ("ONTARIO, CANADA", 900, 140),
        ("ACEITES GUADALQUIVIR", 100, 600), ("SPAIN", 100, 640),
    ])  # fmt: skip
    assert (asked["tur"], asked["spa"]) == ({0, 1, 2}, {5, 6})
    assert not asked.get("deu")


def test_a_legal_form_tells_it_where_no_country_does() -> None:
    assert _asked([("ALPINA PRAZISION TECHNIK GMBH", 100, 100), ("BAHNHOFWEG 7", 100, 140)]) == {"deu": {0, 1}}
    other = [("ALPINA TECHNIK GMBH", 100, 100), ("NINGBO, CHINA", 100, 140)]
    assert "deu" not in _asked(other)


@pytest.mark.parametrize(
    ("read", "own", "told"),
    [
        ("GUNES TEKSTIL A.S.", "GÜNEŞ TEKSTİL A.Ş.", "GÜNEŞ TEKSTIL A.Ş."),
        ("VINA DEL MAR", "VIÑA DEL MAR", "VIÑA DEL MAR"),
        ("VIÑA DEL MAR", "VINA DEL MAR", "VIÑA DEL MAR"),
        ("LOT 4711", "LÔTS 4711", "LOT 4711"),
    ],
)
def test_a_line_gains_accents_and_no_other_letters(read: str, own: str, told: str) -> None:
    assert " ".join(w.text for w in with_accents(_words(read), _words(own))) == told


def test_what_the_model_doubts_is_not_believed_and_what_it_adds_is_no_surer_than_it() -> None:
    assert with_accents(_words("VINA"), _words("VIÑA", confidence=0.5)) == _words("VINA")
    [word] = with_accents(_words("VINA"), _words("VIÑA", confidence=0.9))
    assert (word.text, word.confidence) == ("VIÑA", 0.9)


def test_a_model_that_fails_costs_no_word_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> list[SeenWord]:
        raise EngineError("tesseract took more than 60 s")

    def _installed(_: str) -> bool:
        return True

    monkeypatch.setattr(tesseract, "installed", _installed)
    monkeypatch.setattr(tesseract, "read_lines", failing)
    box: PixelBox = (100, 100, 600, 30)
    read: Read = [(word, box, "tesseract") for word in _words("ALPINA PRAZISION TECHNIK GMBH")]
    words, others, problems = in_their_languages(read, [], np.zeros((200, 800), np.uint8), [box], 60.0)
    assert (words, others) == (read, [])
    assert "without accents (deu)" in problems[0]
