"""Text made comparable: `fold` keeps every character in its place, `likeness` forgives what OCR confuses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

CJK = "\u3400-\u9fff\uf900-\ufaff"
CJK_PATTERN = re.compile(f"[{CJK}]")

_SINGLE = {
    "’": "'", "‘": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‐": "-",
    "‑": "-", "、": ",", "。": ".", "「": '"', "」": '"', "《": '"', "》": '"', "【": "[", "】": "]",
    "Đ": "D", "đ": "D", "Ø": "O", "ø": "O", "Ł": "L", "ł": "L", "ı": "I", "º": "O",
     "～": "~", "〜": "~", "·": ".", "•": "*",
}  # fmt: skip

DIGIT_SLIPS = {
    "O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "|": "1", "!": "1", "Z": "2", "S": "5", "G": "6", "B": "8",
}  # fmt: skip
"""Letters (folded, so upper case) that OCR puts where a digit stood."""

LETTER_SLIPS = {"0": "O", "1": "I", "|": "I", "!": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
"""Digits that OCR puts where a letter stood."""

_TO_DIGITS = str.maketrans(DIGIT_SLIPS)
_TO_LETTERS = str.maketrans(LETTER_SLIPS)
_LIKENESS = str.maketrans({**LETTER_SLIPS, "L": "I", "J": "I", "Q": "O", "D": "O", "V": "U", "4": "A", "7": "T"})


@cache
def _fold_character(character: str) -> str:
    if character in _SINGLE:
        return _SINGLE[character]
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    if len(plain) == 1 and plain.isascii():
        return plain.upper()
    return " " if character.isspace() else character


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Upper case, half width, without accents; as long as the text itself, so that spans hold in both."""
    return text.upper() if text.isascii() else "".join(map(_fold_character, text))


def single_spaced(text: str) -> str:
    return " ".join(text.split())


def as_digits(folded: str) -> str:
    """Slipped letters read as the digits they resemble; other characters stay."""
    return folded.translate(_TO_DIGITS)


def as_letters(folded: str) -> str:
    """Slipped digits read as the letters they resemble."""
    return folded.translate(_TO_LETTERS)


@lru_cache(maxsize=8192)
def likeness(folded: str) -> str:
    """A form in which what OCR confuses is equal (CHlNA and CHINA, RN and M); for comparing, not for showing."""
    letters = re.sub(f"[^A-Z0-9|!{CJK}]", "", folded).translate(_LIKENESS)
    return letters.replace("RN", "M").replace("UU", "W")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters or digits of a folded text."""

    text: str
    start: int
    end: int


_WORD = re.compile(r"[^\W\d_]+|[0-9]+")


def tokens(folded: str) -> list[Token]:
    return [Token(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]
