"""Names and addresses of a country whose language writes accents, read again by Tesseract's model of that language.

Its English model and RapidOCR leave `Ş`, `Ğ`, `Ñ` out of small print. The country at the end of an address tells which
model, or the company's legal form; a reading is believed where it adds accents and has the same letters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

import numpy as np

from extractors.engine import EngineError, Read, SeenWord, by_line
from extractors.forms import shared_file
from extractors.ocr import tesseract
from extractors.picture.ruling import PixelBox
from extractors.reading.accents import FAIRLY_SURE, WORDS_TOO, has_accent, lines_with_names
from extractors.typed.countries import address_country
from extractors.typed.folding import fold
from schemas.reference.dated import rows

BLOCK = 7.0
"""Line heights above a country, or below a company's name, in which its address stands."""
ASIDE = 1.5
"""Line heights that lines of one address begin apart."""
LONGEST_COUNTRY = 6
"""Words of a line that names a country and little else."""

Models = Mapping[str, set[int]]
"""Lines by the name of the model that reads them."""


def in_their_languages(
    words: Read, others: Read, grey: np.ndarray, lines: Sequence[PixelBox], timeout_s: float
) -> tuple[Read, Read, tuple[str, ...]]:
    """What is believed, with the accents that Tesseract's models of other languages see, the words without them, and
    problems: a model that fails costs the accents, and no word.
    """
    told = by_line(words)
    disbelieved = list(others)
    problems: list[str] = []
    for model, numbers in lines_by_model([word for word, _, _ in words], lines).items():
        if not (model and tesseract.installed(model)):
            continue
        asked = sorted(numbers)
        try:
            again = tesseract.read_lines(grey, [lines[i] for i in asked], timeout_s, model)
        except EngineError as error:
            problems.append(f"{error}; names are read without accents ({model})")
            continue
        for at, number in enumerate(asked):
            line = told[number]
            accented = with_accents([word for word, _, _ in line], [word for word in again if word.line == at])
            disbelieved += [item for item, word in zip(line, accented, strict=True) if word != item[0]]
            told[number] = [(word, box, by) for word, (_, box, by) in zip(accented, line, strict=True)]
    return [item for line in told.values() for item in line], disbelieved, tuple(problems)


def lines_by_model(words: Sequence[SeenWord], lines: Sequence[PixelBox]) -> Models:
    """The lines of names and addresses whose country writes accents; none twice.

    Args:
        words: what is read of the page's lines so far.
    """
    of_lines: dict[int, list[SeenWord]] = defaultdict(list)
    for word in words:
        of_lines[word.line].append(word)
    printed = {number: _text(seen) for number, seen in of_lines.items()}
    by_country = {number: model for number, text in printed.items() if (model := _by_country(text)) is not None}
    by_form = {number: model for number, text in printed.items() if (model := _by_form(text))}
    found: dict[str, set[int]] = defaultdict(set)
    for number in lines_with_names(words):
        country = _nearest(number, by_country, lines)
        if model := _nearest(number, by_form, lines) if country is None else country:
            found[model].add(number)
    return found


def _nearest(number: int, told: Mapping[int, str], lines: Sequence[PixelBox]) -> str | None:
    near = [at for at in told if _one_address(lines[number], lines[at])]
    return told[min(near, key=lambda at: abs(lines[at][1] - lines[number][1]))] if near else None


def with_accents(line: Sequence[SeenWord], own: Sequence[SeenWord]) -> list[SeenWord]:
    """A line with the accents that the model of its language sees, word by word; other letters stay as they were.

    Of a capital I the Turkish model cannot tell whether there is a dot.
    """
    accented: dict[str, SeenWord] = {}
    for word in own:
        if has_accent(word.text) and word.confidence >= FAIRLY_SURE:
            accented.setdefault(fold(word.text), word)
    return [_accented(word, accented.get(fold(word.text))) for word in line]


def _accented(word: SeenWord, own: SeenWord | None) -> SeenWord:
    if own is None or len(own.text) != len(word.text):
        return word
    text = "".join(a if a in "Iİ" else b for a, b in zip(word.text, own.text, strict=True))
    if _accents(text) <= _accents(word.text):
        return word
    return replace(word, text=text, confidence=min(word.confidence, own.confidence))


def _accents(text: str) -> int:
    return sum(map(has_accent, text))


def _one_address(line: PixelBox, of: PixelBox) -> bool:
    height = max(line[3], of[3])
    return abs(line[0] - of[0]) <= ASIDE * height and abs(line[1] - of[1]) <= BLOCK * height


def _text(words: Sequence[SeenWord]) -> str:
    return " ".join(word.text for word in sorted(words, key=lambda word: word.x0))


def _by_country(text: str) -> str | None:
    """The model for the country that a line names, where it names little else; other countries have none."""
    found = address_country(text) if len(text.split()) <= LONGEST_COUNTRY else None
    return _models().get(found.value, "") if found else None


def _by_form(text: str) -> str | None:
    letters = "".join(c if c.isalnum() or c == " " else "" for c in fold(text))
    return next((model for form, model in _forms() if f" {form} " in f" {letters} "), None)


@cache
def _models() -> dict[str, str]:
    known = cast("dict[str, dict[str, list[str]]]", shared_file("languages"))
    return {country: model for model, countries in known["models"].items() for country in countries}


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """Legal forms of one country and the model of its language, the longest first."""
    found = [
        (row["suffix"], _models()[row["country"]])
        for row in rows("company_suffixes")
        if row["country"] in _models() and row["suffix"] not in WORDS_TOO
    ]
    return tuple(sorted(found, key=lambda form: len(form[0]), reverse=True))
