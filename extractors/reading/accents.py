"""Accents, of which Tesseract's English model writes few: `ÖZKAN` is surely OZKAN to it.

They are seen as marks above letters, or known by the language of the other lines of the page.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

import cv2
import numpy as np

from extractors.engine import SeenWord
from extractors.picture.ruling import PixelBox
from extractors.reading.doubtful import is_printed
from extractors.typed.folding import fold
from schemas.reference.dated import rows

SURE = 0.93
"""What RapidOCR believes of a word whose accents say something about the page's language."""
FAIRLY_SURE = 0.8
"""What it must believe of a word whose accents are added to Tesseract's."""
WRITE_ACCENTS = frozenset(("BR", "DE", "ES", "FI", "FR", "MX", "PL", "PT", "SE", "TR", "VN"))
"""Countries of the table of legal forms whose language writes accents on names."""
WORDS_TOO = frozenset(("A S", "AB", "AS", "KG"))
"""Legal forms of them that are words or units as well."""
LONE_SURE = 0.985
"""What it must believe of a word whose accents are the page's only ones."""
FEWEST = 3
"""Different words with surely read accents that make a page one of a language that has them."""
LONG_ENOUGH = 3
ABOVE = 0.4
"""Line heights looked at above a line's box, which ends at its capitals."""
OF_TURKISH = re.compile("[ğşıİŞĞ]")
SMALL_AMONG_CAPITALS = re.compile(r"(?=.*i)(?=(?:.*[A-ZÇĞÖŞÜ]){2})[A-ZÇĞİÖŞÜi]+")
SMALL_FIRST = re.compile(r"i[a-zçğıöşü]{3,}\W*$")
NAMED_ON = re.compile(r"[(/]|[A-ZÇĞİÖŞÜ]")
"""How a name goes on whose first letter was read as a small one: `iskenderun Demir`, `izmir (Alsancak)`."""
LIMITED = re.compile(r"^A\.S\.(?=,?$)")
DOTTED = frozenset("ij")
"""Letters that wear a dot without being accented."""
HIGH = 0.42
"""Share of a line's height from which a connected piece of ink is a letter."""
WIDE = 0.5
"""Width over height from which a letter is no i."""
MARK = (0.06, 0.3)
"""Line heights that an accent is high, from and to."""
NEAREST = 0.25
"""Line heights of blank between a letter and its accent, at most."""


def accented_lines(grey: np.ndarray, lines: Sequence[PixelBox], words: Sequence[SeenWord]) -> set[int]:
    """The lines with more marks above letters than their words, as read, have dots, one of them above a wide letter.

    Args:
        grey: the page, background white (height x width, uint8).
        words: what Tesseract read.
    """
    by_line: dict[int, list[SeenWord]] = {}
    for word in words:
        if sum(c.isalpha() for c in word.text) >= 0.6 * len(word.text):
            by_line.setdefault(word.line, []).append(word)
    return {number for number, seen in by_line.items() if _is_accented(grey, lines[number], seen)}


def _is_accented(grey: np.ndarray, box: PixelBox, words: Sequence[SeenWord]) -> bool:
    x, y, w, h = box
    top = max(0, y - round(ABOVE * h))
    crop = grey[top : y + h, x : x + w]
    middle = (int(crop.min()) + 255) // 2
    count, _, stats, _ = cv2.connectedComponentsWithStats((crop < middle).astype(np.uint8), connectivity=8)
    marks = _marks(np.asarray(stats[1:count], np.int32), h)
    middles = x + marks[:, 0]
    for word in words:
        inside = (middles >= word.x0) & (middles <= word.x1)
        dots = sum(c in DOTTED for c in word.text)
        if inside.sum() > dots and bool(marks[inside, 1].any()):
            return True
    return False


def _marks(pieces: np.ndarray, height: int) -> np.ndarray:
    """Marks that stand right above a letter: n x 2, the middle of each across and whether its letter is a wide one.

    Args:
        pieces: x, y, width, height and area of connected ink.
        height: of the line, in pixels.
    """
    letters = pieces[pieces[:, 3] >= HIGH * height]
    low, high = (share * height for share in MARK)
    small = pieces[
        (pieces[:, 3] >= low) & (pieces[:, 3] <= high) & (pieces[:, 2] >= low) & (pieces[:, 2] <= 0.6 * height)
    ]
    found: list[tuple[int, bool]] = []
    for mx, my, mw, mh, _ in small:
        middle = mx + mw // 2
        gap = letters[:, 1] - (my + mh)
        over = (letters[:, 0] <= middle) & (middle < letters[:, 0] + letters[:, 2])
        below = letters[over & (gap >= 0) & (gap <= NEAREST * height)]
        if len(below):
            found.append((middle, bool((below[:, 2] >= WIDE * below[:, 3]).any())))
    return np.asarray(found, np.int32).reshape(-1, 2)


def is_accented(words: Iterable[SeenWord]) -> bool:
    """Whether the page is in a language that writes accents, by words that RapidOCR is sure of."""
    accented = {word.text for word in words if word.confidence >= SURE and has_accent(word.text)}
    return len(accented) >= FEWEST


def lines_of_companies(words: Sequence[SeenWord]) -> set[int]:
    """The lines that name a company of a country whose language writes accents: an í of small print shows no mark."""
    by_line: dict[int, list[SeenWord]] = {}
    for word in words:
        by_line.setdefault(word.line, []).append(word)
    return {line for line, seen in by_line.items() if _forms().search(_words_of(seen))}


def _words_of(words: Sequence[SeenWord]) -> str:
    ordered = sorted(words, key=lambda word: word.x0)
    return " ".join(re.sub(r"[^A-Z]", "", fold(word.text)) for word in ordered if not word.text.islower())


@cache
def _forms() -> re.Pattern[str]:
    """The legal forms of such companies; SA is that of many countries."""
    told = {row["suffix"] for row in rows("company_suffixes") if row["country"] in WRITE_ACCENTS} - WORDS_TOO
    forms = sorted(told | {"SA"}, key=len, reverse=True)
    return re.compile(rf"(?<![A-Z])(?:{'|'.join(forms)})(?![A-Z])")


def has_accent(text: str) -> bool:
    return any((c.isalpha() and "\u00c0" <= c <= "\u024f") or "\u1e00" <= c <= "\u1eff" for c in text)


def lines_with_names(words: Sequence[SeenWord]) -> list[int]:
    """The lines with a capitalised word that forms do not print: names, places, goods."""
    named = {
        w.line
        for w in words
        if w.text[:1].isupper() and sum(c.isalpha() for c in w.text) >= LONG_ENOUGH and not is_printed(w.text)
    }
    return sorted(named)


def adds_accents(second: Sequence[SeenWord], first: Sequence[SeenWord]) -> bool:
    """Whether a second reading differs by accents alone, of which it is fairly sure."""
    accented = [word for word in second if has_accent(word.text)]
    same = _letters(second) == _letters(first)
    return bool(accented) and same and min(word.confidence for word in accented) >= FAIRLY_SURE


def without_lone_accents(second: Sequence[SeenWord], first: Sequence[SeenWord]) -> list[SeenWord]:
    """A second reading of a line without accents that the first has not: on a page that writes few, specks make them.

    `ČOLLECTION` and `LÓI` were read of print without accents with up to 0.98, `Cajicá` of print with one with more.
    """
    plain = {fold(word.text): word.text for word in first if not has_accent(word.text)}
    return [
        replace(word, text=plain.get(fold(word.text), word.text))
        if has_accent(word.text) and word.confidence < LONE_SURE
        else word
        for word in second
    ]


def is_turkish(words: Iterable[SeenWord]) -> bool:
    """Whether words of a page have letters that Turkish alone writes."""
    return len({w.text for w in words if w.confidence >= FAIRLY_SURE and OF_TURKISH.search(w.text)}) >= FEWEST


def with_dotted_capitals(line: Sequence[SeenWord], other: Sequence[SeenWord]) -> list[SeenWord]:
    """A line of a Turkish page with the İ that Tesseract writes as a small i among capitals, and with A.Ş.

    Args:
        other: the same line as the other engine read it.
    """
    dotted = {fold(word.text): word.text for word in (*other, *line) if SMALL_AMONG_CAPITALS.fullmatch(word.text)}
    told: list[SeenWord] = []
    for word in line:
        capitals = word.text.isupper() or SMALL_AMONG_CAPITALS.fullmatch(word.text)
        shown = dotted.get(fold(word.text), word.text) if capitals else ""
        text = "".join("İ" if a == "i" else b for a, b in itertools.zip_longest(shown, word.text))
        told.append(replace(word, text=LIMITED.sub("A.Ş.", text)))
    if told and SMALL_FIRST.match(told[0].text) and all(NAMED_ON.match(word.text) for word in told[1:2]):
        told[0] = replace(told[0], text=f"İ{told[0].text[1:]}", confidence=min(told[0].confidence, FAIRLY_SURE))
    return told


def _letters(words: Sequence[SeenWord]) -> str:
    ordered = sorted(words, key=lambda word: word.x0)
    return "".join(c for c in fold("".join(word.text for word in ordered)) if c.isalnum())
