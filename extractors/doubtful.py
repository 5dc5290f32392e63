"""Which lines of a scan are worth a second reading: doubtful ones that may hold a value, or a label in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.engine import SeenWord
from extractors.forms import forms
from extractors.ruling import PixelBox
from schemas.page import Box

DOUBTFUL_LINE = 0.85
"""A line whose weakest word Tesseract trusts less than this is read again."""
NOISE = 0.25
"""Words believed less than this are not kept."""
LETTERS = re.compile(r"[^\W\d_]+")
LINKING = frozenset("a an as at be by de du en in is it la le no of on or to".split())
COVERED = 0.8
"""Share of its box that the words of a line must span: in less, print was passed over."""
SMALL_WORD = re.compile(r"[(“‘']?[a-z]+(?:[-'’][a-z]+)?[.,;:)’”']*")
SENTENCE = 6
"""A line of so many words, most of them in small letters, is part of a sentence."""
LONG_ENOUGH = 3
SHORT = 3.0
"""Width over height below which a line inside a seal is one of the seal's own letters."""


def doubtful_lines(
    words: Sequence[SeenWord], lines: Sequence[PixelBox], seals: Sequence[Box], size: tuple[int, int]
) -> dict[int, float]:
    """The lines to read again, each with the confidence of its weakest word (0 where nothing was read).

    A caption of nothing but words that forms print was read rightly, for a slip seldom makes another such word: it
    asks for nothing. Neither do small words of a sentence, nor the letters of a seal. Where a value stands on such
    words it is read again later, on its own crop.

    Args:
        seals: in fractions of the page.
        size: the page's width and height in pixels.
    """
    by_line: list[list[SeenWord]] = [[] for _ in lines]
    for word in words:
        by_line[word.line].append(word)
    asking: dict[int, float] = {}
    for number, (seen, box) in enumerate(zip(by_line, lines, strict=True)):
        if not seen or _asks(seen, box):
            asking[number] = min((word.confidence for word in seen), default=0.0)
            if _letter_of_seal(box, seals, size):
                del asking[number]
    return asking


def weakest_of(words: Sequence[SeenWord], line: int) -> float:
    """The confidence of a line's weakest word; 0 where nothing was read."""
    return min((word.confidence for word in words if word.line == line), default=0.0)


def _asks(seen: Sequence[SeenWord], box: PixelBox) -> bool:
    """Whether a word of the line is doubted that may be part of a value or a misread label, or was passed over."""
    doubted = [word.text for word in seen if word.confidence < DOUBTFUL_LINE]
    if doubted and max(word.x1 for word in seen) - min(word.x0 for word in seen) < COVERED * box[2]:
        return True
    small = sum(SMALL_WORD.fullmatch(word.text) is not None for word in seen)
    sentence = len(seen) >= SENTENCE and small >= 0.7 * len(seen) and len(doubted) <= len(seen) / 3
    if sentence and all(is_printed(text) or SMALL_WORD.fullmatch(text) for text in doubted):
        return False
    if any(word.confidence < NOISE for word in seen):
        return True  # `GRADE /SPEC` at 0.09 was read rightly and would be lost
    # Form words inside a value do not count: of `PLÁSTICOS DEL BAJÍO` only DEL is doubted, and all of it is misread.
    return bool(doubted) and not all(is_printed(word.text) for word in seen)


def _letter_of_seal(box: PixelBox, seals: Sequence[Box], size: tuple[int, int]) -> bool:
    x, y, w, h = box
    middle = (x + w / 2) / size[0], (y + h / 2) / size[1]
    return w < SHORT * h and any(seal.contains(*middle) for seal in seals)


def is_printed(text: str) -> bool:
    """Whether a word is one that forms print themselves, or one that only links others (`of`)."""
    parts = LETTERS.findall(text)
    return (
        bool(parts)
        and not any(c.isdigit() for c in text)
        and all(part in LINKING or part.upper() in printed_words() for part in parts)
    )


@cache
def printed_words() -> frozenset[str]:
    """Words of at least LONG_ENOUGH letters, in upper case, of all labels and titles of all kinds."""
    return frozenset(
        part.upper() for wording in wordings() for part in LETTERS.findall(wording) if len(part) >= LONG_ENOUGH
    )


def wordings() -> Iterator[str]:
    for form in forms().values():
        for specs in (form.fields, form.columns, form.materials):
            for spec in specs.values():
                yield from spec.labels
        for rule in form.recognise:
            yield from rule.all
