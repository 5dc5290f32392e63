"""Which lines of a scan are worth a second reading: doubtful ones that may hold a value, or a label in pieces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median

import numpy as np
from rapidfuzz import fuzz, process

from extractors.engine import SeenWord
from extractors.forms import forms
from extractors.picture.ruling import PixelBox
from schemas.page import Box

DOUBTFUL_LINE = 0.85
"""A line whose weakest word Tesseract trusts less than this is read again."""
NOISE = 0.25
"""Words believed less than this are not kept."""
LETTERS = re.compile(r"[^\W\d_]+")
ELIDED = re.compile(r"\b[a-zA-Z]['’‘](?=\w)|(?<=\w)['’‘]s\b")
"""What an apostrophe leaves of an article or an ending: `d'origine`, `Exporter's`."""
LINKING = frozenset("a an as at be by de du en in is it la le no of on or to".split())
COVERED = 0.8
"""Share of its box that the words of a line must span: in less, print was passed over."""
SMALL_WORD = re.compile(r"[(“‘']?[a-z]+(?:[-'’][a-z]+)?[.,;:)’”']*")
SENTENCE = 6
"""A line of so many words, most of them in small letters, is part of a sentence."""
DOUBTED = 2 / 3
"""Share of a sentence's words in which it may be doubted where none of them is NOISE."""
BOX_NUMBER = re.compile(r"\W*\d{0,2}[a-d]?[.):]\W*")
"""The number of a box as a word of its own; a bare number may be counted goods."""
LONG_ENOUGH = 3
SHORT = 3.0
"""Width over height below which a line is a sign or two, in a seal one of its own letters."""
LOW, HIGH = 0.7, 1.8
"""Heights of such a line, beside the median of the page's lines, between which it may be print."""
BESIDE, AS_HIGH, BELOW = 0.6, 0.35, 4.0
"""Heights of a sign or two by which a line beside them may stand higher or lower and may be higher or lower itself, and
in which another stands above or below them, edge or middle alike: print has such a line, the letters of a seal none."""
AS_PRINTED = 95.0
"""Likeness (0 to 100) of a line to a wording from which it is that caption, whatever letter is doubted."""
NUMBERED = re.compile(r"^\W*\d{0,2}[a-d]?\W*")
"""The number of a box before its caption."""


def doubtful_lines(
    words: Sequence[SeenWord], lines: Sequence[PixelBox], seals: Sequence[Box], size: tuple[int, int]
) -> dict[int, float]:
    """The lines to read again, each with the confidence of its weakest word (0 where nothing was read).

    A caption of nothing but words that forms print was read rightly, for a slip seldom makes another such word: it
    asks for nothing. Neither do small words of a sentence, nor the letters of a seal, known or told by their place.
    Where a value stands on such words it is read again later, on its own crop.

    Args:
        seals: in fractions of the page.
        size: the page's width and height in pixels.
    """
    by_line: list[list[SeenWord]] = [[] for _ in lines]
    for word in words:
        by_line[word.line].append(word)
    usual = median(h for _, _, _, h in lines) if lines else 0
    places = np.array(lines).reshape(-1, 4)
    asking: dict[int, float] = {}
    for number, (seen, box) in enumerate(zip(by_line, lines, strict=True)):
        if _no_print(box, usual) or _letter_of_seal(box, seals, size):
            continue
        if box[2] < SHORT * box[3] and not any(_has_figure(word.text) for word in seen) and _is_alone(box, places):
            continue
        if not seen or _asks(seen, box):
            asking[number] = min((word.confidence for word in seen), default=0.0)
    return asking


def weakest_of(words: Sequence[SeenWord], line: int) -> float:
    """The confidence of a line's weakest word; 0 where nothing was read."""
    return min((word.confidence for word in words if word.line == line), default=0.0)


def _asks(seen: Sequence[SeenWord], box: PixelBox) -> bool:
    """Whether a word of the line is doubted that may be part of a value or a misread label, or was passed over."""
    doubted = [word.text for word in seen if word.confidence < DOUBTFUL_LINE]
    if not doubted:
        return False
    if max(word.x1 for word in seen) - min(word.x0 for word in seen) < COVERED * box[2]:
        return True
    small = sum(SMALL_WORD.fullmatch(word.text) is not None for word in seen)
    sentence = len(seen) >= SENTENCE and small >= 0.7 * len(seen) and len(doubted) <= len(seen) / 3
    if sentence and all(is_printed(text) or SMALL_WORD.fullmatch(text) for text in doubted):
        return False
    if any(word.confidence < NOISE for word in seen):
        return True  # `GRADE /SPEC` at 0.09 was read rightly and would be lost
    sentence = len(seen) >= SENTENCE and small >= 0.6 * len(seen) and len(doubted) <= DOUBTED * len(seen)
    if _is_caption(seen) or (sentence and not any(_may_name(text) and not is_printed(text) for text in doubted)):
        return False
    # Form words inside a value do not count: of `PLÁSTICOS DEL BAJÍO` only DEL is doubted, and all of it is misread.
    numbered = len(seen) > 1 and BOX_NUMBER.fullmatch(seen[0].text) and all(len(text) > LONG_ENOUGH for text in doubted)
    return not all(is_printed(word.text) for word in seen[1 if numbered else 0 :])


def _no_print(box: PixelBox, usual: float) -> bool:
    """Whether a box is a speck, or a piece of a signature or a picture: of a sign's width and no line's height."""
    _, _, w, h = box
    return w < SHORT * h and not LOW * usual <= h <= HIGH * usual


def _is_caption(seen: Sequence[SeenWord]) -> bool:
    """Whether a line reads like the whole of a wording: captions are matched with slips, so it asks for nothing."""
    text = _plain(NUMBERED.sub("", " ".join(word.text for word in sorted(seen, key=lambda word: word.x0))))
    known = captions_by_length().get(len(text) // NEAR_LENGTH, ())
    if len(text) < LONG_CAPTION:
        return False
    return process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=AS_PRINTED) is not None


def _may_name(text: str) -> bool:
    """Whether a word of a sentence may be a name or a figure; a letter or a stroke alone is an I."""
    return _has_figure(text) or (len(text) > 1 and any(c.isupper() for c in text))


def _has_figure(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _is_alone(box: PixelBox, lines: np.ndarray) -> bool:
    """Whether no line of print stands in the row of a sign or two, and nothing above or below them in their column.

    Args:
        lines: all boxes of the page, n x 4, and the sign's among them.
    """
    x, y, w, h = box
    away = np.abs(lines[:, 1] + lines[:, 3] / 2 - (y + h / 2))
    alike = np.abs(lines[:, 3] - h) <= AS_HIGH * h
    row = alike & (away <= BESIDE * h) & (lines[:, 2] >= SHORT * lines[:, 3])
    edge = np.abs(lines[:, 0] - x) <= h / 2
    middle = np.abs(lines[:, 0] + lines[:, 2] / 2 - (x + w / 2)) <= h / 2
    column = alike & (away <= BELOW * h) & (away > BESIDE * h) & (edge | middle)
    return not (row | column).any()


def _letter_of_seal(box: PixelBox, seals: Sequence[Box], size: tuple[int, int]) -> bool:
    x, y, w, h = box
    middle = (x + w / 2) / size[0], (y + h / 2) / size[1]
    return w < SHORT * h and any(seal.contains(*middle) for seal in seals)


def is_printed(text: str) -> bool:
    """Whether a word is one that forms print themselves, or one that only links others (`of`)."""
    parts = LETTERS.findall(ELIDED.sub("", text))
    return (
        bool(parts)
        and not _has_figure(text)
        and all(part in LINKING or part.upper() in printed_words() for part in parts)
    )


@cache
def printed_words() -> frozenset[str]:
    """Words of at least LONG_ENOUGH letters, in upper case, of all labels and titles of all kinds."""
    return frozenset(
        part.upper() for wording in wordings() for part in LETTERS.findall(wording) if len(part) >= LONG_ENOUGH
    )


NEAR_LENGTH = 5
"""Letters of length by which wordings are sorted: what is alike is as long, or nearly."""
LONG_CAPTION = 8


@cache
def captions_by_length() -> dict[int, tuple[str, ...]]:
    """Wordings of LONG_CAPTION letters and more, plain, by the groups of length in which likes of them may be."""
    groups: dict[int, set[str]] = defaultdict(set)
    for wording in map(_plain, wordings()):
        if len(wording) >= LONG_CAPTION:
            for group in (-1, 0, 1):
                groups[len(wording) // NEAR_LENGTH + group].add(wording)
    return {group: tuple(sorted(some)) for group, some in groups.items()}


def _plain(text: str) -> str:
    """Letters and figures alone, small, one blank between words."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


def wordings() -> Iterator[str]:
    for form in forms().values():
        for specs in (form.fields, form.columns, form.materials):
            for spec in specs.values():
                yield from spec.labels
        for rule in form.recognise:
            yield from rule.all
