"""Figures for letters at the beginning of numbers, put right from what the trade's numbers begin with: `S02504379`.

An engine sees little difference between O and 0, I and 1, S and 5. Only a beginning that the vocabulary has is put
right, and only where what follows shows that it is one: `S03317` and `C1260` may be printed so.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from extractors.forms import shared_file

LIKE = {"O": "0", "I": "1l|", "S": "5$", "Ş": "$§"}
"""Figures, strokes and signs that letters are read as."""
FIGURES = re.compile(r"[015$§|]|(?<![A-Za-z])l")
ALONE, AFTER, NO_LETTER = r"(?<![A-Za-z0-9$/.-])", r"(?![A-Za-z0-9])", r"(?![A-Za-z])"
MONTH = r"20[2-4]\d(?:0[1-9]|1[0-2])\d{2}|2\d(?:0[1-9]|1[0-2])\d{3}"
DAY = r"(?:20[2-4]\d|2\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
"""How a number goes on that has its month or its day: `2504379`, `260802-7`."""
HYPHENED, NUMBER = r"-\d{4}", r"[-# ]?\d{3}"


def with_letters(text: str) -> str:
    """The text with letters for the figures that were read in known beginnings; others stay as they were read."""
    if not FIGURES.search(text):
        return text
    for sought, letters in _sought():
        text = sought.sub(lambda slip, letters=letters: _lettered(slip.group(), letters), text)
    return text


def _lettered(read: str, letters: str) -> str:
    """What was read, with the letters that it has figures for; figures alone are a number and stay."""
    if read.isdigit():
        return read
    return "".join(seen if seen.upper() == meant else meant for seen, meant in zip(read, letters, strict=True))


@cache
def _sought() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each word as it may be read, before what shows that it is meant, and its letters."""
    known = cast("dict[str, list[str]]", shared_file("numbers"))
    beginnings = [(re.compile(f"{ALONE}{_read_as(word)}(?={_shown(word)})"), word) for word in known["beginnings"]]
    whole = [(re.compile(f"{ALONE}{_read_as(word)}{_end(word)}", re.IGNORECASE), word) for word in known["whole"]]
    return (*beginnings, *whole)


def _read_as(word: str) -> str:
    return "".join(f"[{letter}{LIKE[letter]}]" if letter in LIKE else re.escape(letter) for letter in word)


def _shown(word: str) -> str:
    if word[-1] not in LIKE:
        return NUMBER
    return DAY if word.endswith("I") else f"{MONTH}|{HYPHENED}"


def _end(word: str) -> str:
    if word.endswith("/"):
        return ""
    return NO_LETTER if word.endswith("O") else AFTER
