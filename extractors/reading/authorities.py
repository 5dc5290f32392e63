"""Names of authorities in a line of a scan, misread under a seal or a signature, put right by the known ones.

`THE JAPAN GHAMBER OF COMMERCE`, `MINISTRYOFINDUSTRY AND TRADE`, `ADANAGUMRUK MUDURLUGU`: a name of several words that
is like nothing else is known with a letter in seven wrong and its blanks lost.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors.engine import SeenWord
from extractors.nlp.pipelines import read_phrases
from extractors.typed.folding import CJK_PATTERN, fold
from schemas.reference.dated import rows

SURE = 0.9
"""A word that is believed as much is put right in one letter alone, no letter more or less: plurals are printed."""
LETTERS, WORDS = 14, 2
"""Letters and words of a name that is told with slips; shorter ones are like too much else."""
PIECE, FOUND = 4, 0.4
"""Letters by which names are looked up, and share of a name's pieces that a line holds which may be it."""
ALIKE = 86.0
"""Likeness (0 to 100) of a name to the letters that were read."""
AROUND = 2
"""Letters by which a name may begin or end elsewhere than the first comparison says."""
PUT_RIGHT = 0.75
"""The most that a word counts that was put right."""
SMALL = frozenset("and of for the und de del di et ve".split())
MOST_SMALL = 2
"""Words in small letters from which a line is prose; so many may be misread ones."""
CUT_OFF = 3
"""Letters of a word that are left where a name begins or ends within it: its neighbour, with no blank between."""
Letter = tuple[int, int]
"""Number of a word of the line, and of a letter in it."""


def named(line: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of one line, from left to right, with the name of an authority in it put right."""
    if sum(word.text[:1].islower() and word.text.lower() not in SMALL for word in line) > MOST_SMALL:
        return list(line)
    letters = [(w, i) for w, word in enumerate(line) for i, c in enumerate(word.text) if c.isalnum()]
    read = fold("".join(line[w].text[i] for w, i in letters))
    if not LETTERS <= len(read) == len(letters):
        return list(line)
    names = _may_be(read)
    if not names:
        return list(line)
    begins = [n for n, (w, _) in enumerate(letters) if not n or letters[n - 1][0] != w]
    edges = {*begins, len(read)}
    parted = edges | {n for n in range(len(read)) if min(abs(n - at) for at in edges) >= CUT_OFF}
    like, _, plain, start, end = max(_place(plain, read, edges, parted) for plain in names)
    if like < ALIKE:
        return list(line)
    return _with_name(line, letters[start], letters[end - 1], _names()[plain])


def _may_be(read: str) -> list[str]:
    """The names of which a line holds pieces enough."""
    pieces = {read[i : i + PIECE] for i in range(len(read) - PIECE + 1)}
    held = Counter(plain for piece in pieces for plain in _by_piece().get(piece, ()))
    return [plain for plain, count in held.items() if count >= FOUND * (len(plain) - PIECE + 1)]


def _place(plain: str, read: str, edges: set[int], parted: set[int]) -> tuple[float, int, str, int, int]:
    """How like a name a part of what was read is, how many of its ends are ends of words, and from where to where.

    Args:
        edges, parted: where words begin and end, and where a name may.
    """
    nowhere = 0.0, 0, plain, 0, 0
    at = fuzz.partial_ratio_alignment(plain, read)
    if at is None or len(plain) > len(read) + AROUND:
        return nowhere
    starts = parted.intersection(range(at.dest_start - AROUND, at.dest_start + AROUND + 1))
    ends = parted.intersection(range(at.dest_end - AROUND, at.dest_end + AROUND + 1))
    return max(
        (
            (100 * Levenshtein.normalized_similarity(plain, read[a:b]), (a in edges) + (b in edges), plain, a, b)
            for a in starts
            for b in ends
            if a < b
        ),
        default=nowhere,
    )


def _with_name(line: Sequence[SeenWord], first: Letter, last: Letter, name: str) -> list[SeenWord]:
    """The line with a name from one letter to another; as read where that says the same, or is believed too much."""
    (a, begin), (b, final) = first, last
    words = list(line[a : b + 1])
    head, tail = words[0].text[:begin], words[-1].text[final + 1 :]
    words[-1] = replace(words[-1], text=words[-1].text[: final + 1])
    words[0] = replace(words[0], text=words[0].text[begin:])
    capitals = sum(c.isupper() for w in words for c in w.text) > sum(c.islower() for w in words for c in w.text)
    meant = [part if capitals else part.lower() if part.lower() in SMALL else _titled(part) for part in name.split()]
    if len(meant) == len(words):
        meant = [_word(read, part) for read, part in zip(words, meant, strict=True)]
        told = [
            read if read.text == part else replace(read, text=part, confidence=min(read.confidence, PUT_RIGHT))
            for read, part in zip(words, meant, strict=True)
        ]
    elif min(word.confidence for word in words) >= SURE:
        return list(line)
    else:
        told = _spread(words, meant)
    if re.search(r"\w", head):
        cut = line[a].x0 + (line[a].x1 - line[a].x0) * begin / len(line[a].text)
        told = [replace(line[a], text=head, x1=cut), replace(told[0], x0=max(cut, told[0].x0)), *told[1:]]
    else:
        told[0] = replace(told[0], text=head + told[0].text)
    told[-1] = replace(told[-1], text=told[-1].text + tail)
    return [*line[:a], *told, *line[b + 1 :]]


def _word(read: SeenWord, meant: str) -> str:
    """A word of a name: as read, where it is the same but for accents that names are listed without."""
    own, other = fold(read.text), fold(meant)
    if own == other:
        return meant if read.confidence < SURE and not meant.isascii() and read.text.isascii() else read.text
    slips = Levenshtein.distance(own, other)
    if own in (f"{other}S", f"{other}ES") or (read.confidence >= SURE and (slips > 1 or len(own) != len(other))):
        return read.text
    return meant


def _spread(words: Sequence[SeenWord], meant: Sequence[str]) -> list[SeenWord]:
    """The words of a name in the place of those that were read."""
    left, right = words[0].x0, words[-1].x1
    step = (right - left) / len(" ".join(meant))
    sure = min(PUT_RIGHT, *(word.confidence for word in words)) if len(words) > 1 else PUT_RIGHT
    told: list[SeenWord] = []
    for text in meant:
        told.append(replace(words[0], text=text, x0=left, x1=left + step * len(text), confidence=sure))
        left += step * (len(text) + 1)
    return told


def _titled(word: str) -> str:
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


@cache
def _names() -> dict[str, str]:
    """The listed bodies of enough letters and words by their letters, folded."""
    listed = [row["name"] for row in rows("issuer_names") if row["issuer"] != "none"]
    found: dict[str, str] = {}
    for name in (*listed, *read_phrases("issuer_phrases.yaml")["BODY"]):
        plain = "".join(c for c in fold(name) if c.isalnum())
        if len(plain) >= LETTERS and len(name.split()) >= WORDS and "*" not in name and not CJK_PATTERN.search(name):
            found.setdefault(plain, name)
    return found


@cache
def _by_piece() -> dict[str, tuple[str, ...]]:
    """The names by each piece of their letters."""
    found: dict[str, list[str]] = defaultdict(list)
    for plain in _names():
        for piece in {plain[i : i + PIECE] for i in range(len(plain) - PIECE + 1)}:
            found[piece].append(plain)
    return {piece: tuple(names) for piece, names in found.items()}
