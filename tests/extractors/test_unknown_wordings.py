"""What is understood although no form file knows the wording: captions around a word, columns by content, blocks."""

from __future__ import annotations

import pytest

from extractors.documents import record_of
from extractors.labels import Labels
from extractors.layout import lay_out
from extractors.recognise import cut_documents
from extractors.unnamed import GUESSED
from schemas.page import Box, Page, Word
from schemas.record import Record, typed_to_json

LABELS = Labels(
    [("exporter", "Exporter"), ("importer", "Importer"), ("importer", "Importador"), ("goods", "Description")]
)


def read(*printed: tuple[float, float, str]) -> Record:
    """A sheet of free print: left edge and line number, letters 0.008 of the width wide."""
    words: list[Word] = []
    for left, line, text in printed:
        at = left
        for word in text.split():
            words.append(Word(word, Box(at, 0.05 + line * 0.02, at + 0.008 * len(word), 0.061 + line * 0.02), 1.0))
            at += 0.008 * (len(word) + 1)
    (cut,) = cut_documents([lay_out(Page(1, 1654, 2339, 0, 0.0, "tesseract", "en", tuple(words)))])
    return record_of(cut, sha256="0" * 64, source="a.pdf", second=None)


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("Name and address of importer: ACME INC.", "importer", "ACME INC."),
        ("Nombre y domicilio del importador ACME INC.", "importer", "ACME INC."),
        ("EXPORTER'S LEGAL NAME AND FULL ADDRESS: ACME LTD", "exporter", "ACME LTD"),
        ("Exporter of the goods ............... ACME LTD", "exporter", "ACME LTD"),
        ("Exporter or its agent here: ACME LTD", "exporter", "ACME LTD"),
        ("Description of the goods covered", "goods", ""),
    ],
)
def test_what_people_put_around_the_word_belongs_to_the_caption(text: str, name: str, rest: str) -> None:
    hit = LABELS.find(text)
    assert hit is not None
    assert (hit.name, text[hit.end :].strip()) == (name, rest)


def test_a_value_that_holds_a_colon_is_not_taken_for_a_caption() -> None:
    text = "Importer TO ORDER OF ACME LTD: NEW YORK"
    hit = LABELS.find(text)
    assert hit is not None
    assert text[hit.end :] == "TO ORDER OF ACME LTD: NEW YORK"


def test_a_column_under_an_unknown_header_is_named_by_what_stands_in_it_and_doubted() -> None:
    record = read(
        (0.3, 0, "KORUS FTA CERTIFICATION OF ORIGIN"),
        *[
            (x, 5, text)
            for x, text in ((0.06, "Description"), (0.4, "HS 6"), (0.6, "Grounds invoked"), (0.8, "Origin"))
        ],
        *[(x, 6, text) for x, text in ((0.06, "OFFICE DESK"), (0.4, "9403.30"), (0.6, "A"), (0.8, "KOREA"))],
        *[(x, 7, text) for x, text in ((0.06, "LED PANEL LIGHT"), (0.4, "9405.42"), (0.6, "WO"), (0.8, "KOREA"))],
    )
    criteria = [line["origin_criterion"] for line in record.lines]
    assert [value and typed_to_json(value.value) for value in criteria] == ["A", "WO"]
    assert all(value and value.confidence <= GUESSED for value in criteria)


def test_goods_as_blocks_of_labels_are_lines() -> None:
    record = read(
        (0.3, 0, "USMCA CERTIFICATION OF ORIGIN"),
        *[
            (0.06, 4 + 4 * n + i, text)
            for n, (goods, code) in enumerate((("HAIR BRUSH", "9603.29"), ("SHOCK ABSORBER", "8708.80")))
            for i, text in enumerate(
                (f"Good No. {n + 1}", f"Description of good: {goods}", f"HS tariff: {code}", "Origin: MEXICO")
            )
        ],
    )
    found = [{n: typed_to_json(v.value) for n, v in line.items() if v} for line in record.lines]
    assert [(one["description"], one["hs_code"], one["origin_country"]) for one in found] == [
        ("HAIR BRUSH", "960329", "MX"),
        ("SHOCK ABSORBER", "870880", "MX"),
    ]
