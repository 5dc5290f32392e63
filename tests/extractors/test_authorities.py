"""Names of authorities in a line of a scan, put right by the known ones."""

from __future__ import annotations

import numpy as np
import pytest

from extractors import scan
from extractors.engine import Read, SeenWord
from extractors.pages import ReadSettings
from extractors.parties.issuers_named import of_china
from extractors.reading.authorities import named
from schemas.page import Box
from schemas.record import Sighting, Value


def _line(text: str, confidence: float) -> list[SeenWord]:
    words: list[SeenWord] = []
    at = 0.0
    for part in text.split():
        words.append(SeenWord(0, part, at, at + 10.0 * len(part), confidence))
        at += 10.0 * len(part) + 10
    return words


def _said(text: str, confidence: float = 0.8) -> str:
    return " ".join(word.text for word in named(_line(text, confidence)))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("MINISTRYOFINDUSTRY AND TRADE", "MINISTRY OF INDUSTRY AND TRADE"),
        ("Customs office: ADANAGUMRUK MUDURLUGU", "Customs office: ADANA GÜMRÜK MÜDÜRLÜĞÜ"),
        ("Manisa Gümrük MüdArlugü", "Manisa Gümrük Müdürlüğü"),
        ("Zibo Customs of the People's Repuhic afrChina", "Zibo Customs of the People's Republic of China"),
        ("Industrié-únd Hándelškammer Augsburg", "Industrie- und Handelskammer Augsburg"),
        ("Greater Rancho Chamber of Comrnerce", "Greater Rancho Chamber of Commerce"),
    ],
)
def test_a_doubtful_name_is_put_right(read: str, meant: str) -> None:
    assert _said(read) == meant
    assert min(word.confidence for word in named(_line(read, 0.8))) <= 0.75


def test_a_sure_word_is_put_right_in_one_letter_alone() -> None:
    assert _said("THE JAPAN GHAMBER OF COMMERCE AND INDUSTRY", 0.98) == "THE JAPAN CHAMBER OF COMMERCE AND INDUSTRY"
    assert _said("Ministry of Economic Affairs", 0.98) == "Ministry of Economic Affairs"


@pytest.mark.parametrize(
    "printed",
    """JIANGSU EXPORT TRADE CO LTD|Federation of Kenya Chambers of Industry|Cámara de Comercio de Lima
    CHAMBER OF COMMERCE|Câmara de Comércio e Indústria
    Ministry of Trade and Industry|declares that the goods described above""".replace("\n", "|").split("|"),
)
def test_what_is_no_listed_name_stays(printed: str) -> None:
    assert _said(printed.strip()) == printed.strip()


def test_words_keep_their_order_and_place() -> None:
    words = named(_line("ADANAGUMRUK MUDURLUGU 2026", 0.8))
    assert [word.x0 for word in words] == sorted(word.x0 for word in words)
    assert words[-1] == _line("ADANAGUMRUK MUDURLUGU 2026", 0.8)[-1]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("YANCHENG CUSTOMS OF THE PEOPLE'S", "YANCHENG CUSTOMS OF THE PEOPLE'S REPUBLIC OF CHINA"),
        ("GANZHOU CUSTOMS OF THE PEOPLE'S REPUBLIC OF GANZHOU", "GANZHOU CUSTOMS OF THE PEOPLE'S REPUBLIC OF CHINA"),
        ("Xian Customs of the Peopl", "Xian Customs of the People's Republic of China"),
        ("YUYAO CUSTOMS OF THE PEOPLE'S REPUBLIC OF CHINA", "YUYAO CUSTOMS OF THE PEOPLE'S REPUBLIC OF CHINA"),
        ("DUBAI CUSTOMS", "DUBAI CUSTOMS"),
    ],
)
def test_customs_of_the_peoples_republic_are_those_of_china(read: str, meant: str) -> None:
    told = of_china(Value(read, 0.9, (Sighting(read, 1, Box(0.1, 0.1, 0.3, 0.12), 0.9, "tesseract"),), ()))
    assert told.value == meant
    assert (told.confidence < 0.8) == (read != meant)


def test_what_was_read_stays_beside_the_name_that_is_believed() -> None:
    box = (0, 0, 400, 20)
    words: Read = [(word, box, "tesseract") for word in _line("MINISTRYOFINDUSTRY AND TRADE", 0.8)]
    told, others = scan._with_captions(  # pyright: ignore[reportPrivateUsage]
        words, [], np.full((30, 420), 255, np.uint8), ReadSettings(second_reading=False)
    )
    assert " ".join(word.text for word, _, _ in told) == "MINISTRY OF INDUSTRY AND TRADE"
    assert [word.text for word, _, _ in others] == ["MINISTRYOFINDUSTRY", "AND", "TRADE"]
