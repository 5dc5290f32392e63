"""Captions that an engine misread by a letter, put right from the words that forms print: `5. ltem`, `Gross weagnt`.

A wording that is not found costs its whole column, or the box; the words of a value are left as they were read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz.distance import Levenshtein

from extractors.engine import SeenWord
from extractors.reading.doubtful import is_printed, printed_words
from extractors.typed.folding import LETTER_SLIPS

DOUBTED = 0.9
"""A word that is believed less may be another one that forms print, where the rest of its line is such words."""
AROUND = 2
"""Printed words that stand beside it at least."""
LONG_ENOUGH = 5
TWO_SLIPS = 6
"""Letters of a word that forgives two slips."""
NUMBERED = re.compile(r"\W*\d{0,2}\W*")
"""The number of a box, a stroke: neither caption nor value."""
SLIPPED = re.compile(
    r"\b[l|!](?=[a-z]{2})|(?<=[a-z])[I|!](?=[a-z])|(?<=[A-Za-z])[01|](?=[A-Za-z])|\b[01](?=[A-Za-z]{2})"
)
"""A letter of a kind that does not stand there: `ltem`, `descriptIon`, `c0untry`."""
COLON = re.compile(r"(?<=[^\W\d_]{3})[!?;]$")
"""What a thin colon is taken for behind a caption's word."""
_LIKE = str.maketrans({**LETTER_SLIPS, "L": "I"})


def mended(line: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of one line, from left to right, misread ones of its caption put right."""
    printed = [is_printed(word.text) for word in line]
    others = [NUMBERED.fullmatch(word.text) is not None for word in line]
    unknown = [i for i, known in enumerate(printed) if not known and not others[i]]
    told = list(line)
    for i, word in enumerate(line):
        if printed[i] and i + 1 < len(line) and (end := COLON.search(word.text)):
            told[i] = replace(word, text=word.text[: end.start()] + ":")
        elif i in unknown and (meant := _slipped(word.text)):
            told[i] = replace(word, text=meant)
        elif unknown == [i] and word.confidence < DOUBTED and sum(printed) >= AROUND:
            told[i] = replace(word, text=_nearest(word.text) or word.text)
    return told


def _slipped(text: str) -> str:
    """A word of forms that a text is when letters alike are told apart; empty where it is none."""
    letters = text.strip("()[]:;.,")
    if not SLIPPED.search(letters):
        return ""
    meant = _alike().get(letters.upper().translate(_LIKE), "")
    return text.replace(letters, _in_case(meant, letters)) if meant else ""


def _nearest(text: str) -> str:
    """The one word of forms that a text is but for a slip or two; empty where there is none or several."""
    letters = text.strip("()[]:;.,")
    if len(letters) < LONG_ENOUGH or not letters.isalpha():
        return ""
    most = 2 if len(letters) >= TWO_SLIPS else 1
    plain = letters.upper()
    near = [(d, word) for word in printed_words() if abs(len(word) - len(plain)) <= 1
            and (d := Levenshtein.distance(plain, word, score_cutoff=most)) <= most]  # fmt: skip
    least = min((d for d, _ in near), default=0)
    meant = [word for d, word in near if d == least]
    return text.replace(letters, _in_case(meant[0], letters)) if len(meant) == 1 else ""


def _in_case(word: str, like: str) -> str:
    """A word in the case of what was printed."""
    if sum(map(str.isupper, like)) > len(like) / 2:
        return word
    return word.capitalize() if like[:1].isupper() or (word[0] == "I" and SLIPPED.match(like)) else word.lower()


@cache
def _alike() -> dict[str, str]:
    """The words of forms by what they are when letters alike are one; those that two words share are left out."""
    found: dict[str, str] = {}
    for word in sorted(printed_words()):
        like = word.translate(_LIKE)
        found[like] = "" if like in found else word
    return found
