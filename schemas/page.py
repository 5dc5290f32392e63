"""What is seen on one page: words, ruled cells, marks. All boxes are fractions of the upright page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions (0 to 1) of the upright, deskewed page; origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def union(self, other: Box) -> Box:
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def as_list(self) -> list[float]:
        return [round(v, 4) for v in (self.x0, self.y0, self.x1, self.y1)]


@dataclass(frozen=True, slots=True)
class Word:
    """A word (or, in Chinese, a run of characters) with its place and the engine's confidence (0 to 1)."""

    text: str
    box: Box
    confidence: float
    engine: str = ""
    """Who read it, where that is not the page's engine."""


@dataclass(frozen=True, slots=True)
class SealText:
    """What is printed along the ring of a seal, with the seal's place and the engine's confidence (0 to 1)."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class PageMarks:
    """What is on the page besides print."""

    seal: Box | None = None
    signature: Box | None = None
    qr: str | None = None
    noisy: tuple[Box, ...] = ()
    """Seals and codes: what engines read there is seldom print."""
    seal_texts: tuple[SealText, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read.

    Attributes:
        number: 1-based place in its file.
        width, height: pixels (or points, for a text layer) of the upright page; only their ratio matters.
        rotation: clockwise quarter turn in degrees (0, 90, 180, 270) that was applied to make the page upright.
        skew: degrees that were then applied counter-clockwise to level it.
        engine: "text" (a text layer), "tesseract", "rapidocr", "blank", or "none" where it could not be read.
        language: "en" or "zh", the main script of the print.
        words: in no particular order.
        others: what the other engine made of the lines that both have read and it was not believed on.
        cells: ruled cells, none where the page has no ruling.
        problems: sentences for the reader of the report; empty when all went well.
    """

    number: int
    width: int
    height: int
    rotation: int
    skew: float
    engine: str
    language: str
    words: tuple[Word, ...]
    cells: tuple[Box, ...] = ()
    marks: PageMarks = field(default_factory=PageMarks)
    problems: tuple[str, ...] = ()
    others: tuple[Word, ...] = ()


def unread_page(number: int, problem: str) -> Page:
    """A page that could not be read: without words, with the reason."""
    return Page(number, 1, 1, 0, 0.0, "none", "", (), problems=(problem,))


def page_to_json(page: Page) -> dict[str, Any]:
    """The page as plain JSON values; `page_from_json` is the inverse up to the rounding of boxes."""
    marks = page.marks
    return {
        "number": page.number, "width": page.width, "height": page.height,
        "rotation": page.rotation, "skew": page.skew, "engine": page.engine, "language": page.language,
        "words": [_word_to_json(w) for w in page.words],
        "others": [_word_to_json(w) for w in page.others],
        "cells": [c.as_list() for c in page.cells],
        "seal": marks.seal and marks.seal.as_list(),
        "signature": marks.signature and marks.signature.as_list(),
        "qr": marks.qr,
        "noisy": [b.as_list() for b in marks.noisy],
        "seal_texts": [[s.text, *s.box.as_list(), round(s.confidence, 3)] for s in marks.seal_texts],
        "problems": list(page.problems),
    }  # fmt: skip


def page_from_json(data: dict[str, Any]) -> Page:
    """Rebuild a page from `page_to_json`."""
    seal, signature = data["seal"], data["signature"]
    return Page(
        number=data["number"], width=data["width"], height=data["height"],
        rotation=data["rotation"], skew=data["skew"], engine=data["engine"], language=data["language"],
        words=tuple(_word_from_json(w) for w in data["words"]),
        others=tuple(_word_from_json(w) for w in data.get("others", ())),
        cells=tuple(Box(*c) for c in data["cells"]),
        marks=PageMarks(Box(*seal) if seal else None, Box(*signature) if signature else None, data["qr"],
                        tuple(Box(*b) for b in data["noisy"]),
                        tuple(SealText(text, Box(*box), sure) for text, *box, sure in data.get("seal_texts", ()))),
        problems=tuple(data["problems"]),
    )  # fmt: skip


def _word_to_json(word: Word) -> list[Any]:
    return [word.text, *word.box.as_list(), round(word.confidence, 3), word.engine]


def _word_from_json(data: list[Any]) -> Word:
    return Word(data[0], Box(*data[1:5]), data[5], data[6])
