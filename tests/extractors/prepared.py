"""Pages prepared word by word, where a drawn paper would hide what a test is about."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import lay_out
from schemas.page import Box, Page, Word
from schemas.record import Record, record_to_json

HEIGHT = 0.012


def page(lines: Sequence[tuple[float, float, str]], cells: Sequence[Box] = ()) -> Page:
    """Lines of print as (left, top, text) on an A4 page of text-layer quality."""
    words: list[Word] = []
    for left, top, text in lines:
        at = left
        for word in text.split():
            wide = sum(0.014 if c > "\u2e80" else 0.007 for c in word)
            words.append(Word(word, Box(at, top, at + wide, top + HEIGHT), 1.0))
            at += wide + 0.005
    return Page(1, 1654, 2339, 0, 0.0, "text", "en", tuple(words), tuple(cells))


def read(lines: Sequence[tuple[float, float, str]], cells: Sequence[Box] = ()) -> Record:
    [cut] = cut_documents([lay_out(page(lines, cells))])
    return record_of(cut, sha256="0" * 64, source="paper.pdf", second=None)


def fields(record: Record) -> dict[str, str]:
    return {name: value["value"] for name, value in record_to_json(record)["fields"].items() if value}


def lines(record: Record, part: str = "lines") -> list[dict[str, str]]:
    return [{n: v["value"] for n, v in line.items() if v} for line in record_to_json(record)[part]]


def grid(edges: Sequence[float], tops: Sequence[float]) -> list[Box]:
    return [Box(a, top, b, low) for top, low in itertools.pairwise(tops) for a, b in itertools.pairwise(edges)]


def in_grid(
    edges: Sequence[float], tops: Sequence[float], rows: Sequence[Sequence[str]]
) -> list[tuple[float, float, str]]:
    """Rows of print, each text in the corner of its cell of such a grid."""
    return [
        (left + 0.005, top + 0.006, text)
        for top, texts in zip(tops, rows, strict=False)
        for left, text in zip(edges, texts, strict=False)
    ]
