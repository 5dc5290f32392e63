"""Letters that RapidOCR does not have, put back: of Vietnamese it leaves out vowels with two marks or one below.

`640 tấm` comes as `640 tm` and `xuất xứ` as `xut x`, surely read, so that units, countries and captions are lost.
Tesseract, which knows no Vietnamese either, sees a plain letter there (`tam`, `Viét`). A word that forms print is told
by what is left of it; of others the vowel is taken from Tesseract.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz.distance import Levenshtein

from extractors.engine import SeenWord
from extractors.reading.doubtful import LETTERS, wordings
from extractors.reading.word_slips import PUT_RIGHT
from extractors.typed.folding import fold

LOST = frozenset("ảạấầẩẫậắằẳẵặẻẽẹếềểễệỉịỏọốổỗộớờởỡợủụứừửữựỳỷỹỵ")
OF_VIETNAMESE = re.compile(r"[ơưƠƯ]")
"""Letters that RapidOCR has and no other language writes."""
FEWEST = 3
"""Words with such letters that show a Vietnamese page."""
MOST_LOST = 2
"""Letters that are taken from Tesseract in one word, at most."""
VOWELS = str.maketrans({"6": "O", "0": "O"})
"""What Tesseract makes of a vowel with marks: `T6` of `Tổ`."""
WHOLE = re.compile(r"(?<![\w.-])[^\W\d_]+(?![\w-])")
"""Letters that are no part of a number or a code."""
SHORTEST = 2
"""Letters left of a word that are told without the other engine; `x` may stand between measures."""
FORGIVEN = 4
"""Letters of a word from which Tesseract may have one of them wrong."""
SAME_PLACE = 0.6
"""Share of the narrower of two words that both cover."""
COMMON = ("Việt", "Quốc", "tấm", "bộ", "cuộn", "hộp", "lọ", "đôi", "cặp", "chiếc", "quyển", "bịch")
"""Words of countries and units, which no caption has."""


def is_vietnamese(words: Iterable[SeenWord]) -> bool:
    """Whether words of a page have letters that Vietnamese alone writes."""
    return len({word.text for word in words if OF_VIETNAMESE.search(word.text)}) >= FEWEST


def with_lost_letters(line: Sequence[SeenWord], other: Sequence[SeenWord]) -> list[SeenWord]:
    """A line of a Vietnamese page as RapidOCR read it, with the letters that it left out.

    Args:
        other: the same line as Tesseract read it.
    """
    told: list[SeenWord] = []
    for word in line:
        beside = max(other, key=lambda o: _shared(word, o), default=None)
        seen = _letters(beside.text) if beside and _shared(word, beside) > SAME_PLACE else ""
        before = "".join(LETTERS.findall(told[-1].text)).lower() if told else ""
        text = WHOLE.sub(lambda part, seen=seen, before=before: _whole(part.group(), seen, before), word.text)
        told.append(word if text == word.text else replace(word, text=text, confidence=min(word.confidence, PUT_RIGHT)))
    return told


def _shared(word: SeenWord, other: SeenWord) -> float:
    narrower = max(min(word.x1 - word.x0, other.x1 - other.x0), 1.0)
    return (min(word.x1, other.x1) - max(word.x0, other.x0)) / narrower


def _letters(text: str) -> str:
    """The letters of what Tesseract read, folded, a figure among them for the vowel it stands for; none of a number."""
    return "".join(LETTERS.findall(fold(text).translate(VOWELS))) if len(re.findall(r"\d", text)) < 2 else ""


def _whole(part: str, seen: str, before: str) -> str:
    """Letters with those that were left out; as they are where nothing tells that any were.

    Args:
        seen: the letters of the word as the other engine read it, folded; empty where it read none there.
        before: the word before it, small.
    """
    known = _shortened().get(part.lower(), ())
    if seen and len(seen) <= len(part):
        return part
    if seen:
        near = [w for w in known if len(w) >= FORGIVEN or (before, w) in _pairs()]
        same = [word for word in known if fold(word) == seen]
        known = same or [word for word in near if Levenshtein.distance(fold(word), seen) <= 1]
    else:
        known = [word for word in known if len(part) >= SHORTEST or (before, word) in _pairs()]
    if len(known) == 1:
        return known[0].capitalize() if part[0].isupper() else known[0]
    return _filled(part, seen) or part


def _filled(part: str, seen: str) -> str:
    """The letters with the vowels that the other engine has between them; empty where it has other letters."""
    filled, at = "", 0
    for letter in seen:
        if at < len(part) and fold(part[at]) == letter:
            filled, at = filled + part[at], at + 1
        elif letter in "AEIOUY":
            filled += letter if part.isupper() and len(part) > 1 else letter.lower()
        else:
            return ""
    return filled if at == len(part) and 0 < len(filled) - len(part) <= MOST_LOST else ""


@cache
def _shortened() -> dict[str, tuple[str, ...]]:
    """Vietnamese words of forms, small, by what is left of them without the letters that are lost."""
    words = {word for text in (*wordings(), *COMMON) for word in LETTERS.findall(text.lower())}
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        left = "".join(letter for letter in word if letter not in LOST)
        if left and left != word:
            found[left].append(word)
    return {left: tuple(some) for left, some in found.items()}


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Words of forms that stand beside each other, small."""
    lines = (LETTERS.findall(text.lower()) for text in wordings())
    return frozenset(pair for line in lines for pair in itertools.pairwise(line))
