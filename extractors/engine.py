"""The contract of an OCR engine: boxes of text lines in, words with places and confidences out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from extractors.picture.ruling import PixelBox


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word as an engine saw it.

    Attributes:
        line: index of the text line (in the list handed over) it stands in.
        x0, x1: pixels on the page; its height is that of the line.
        confidence: 0 to 1, the engine's own opinion.
    """

    line: int
    text: str
    x0: float
    x1: float
    confidence: float


Read = list[tuple[SeenWord, PixelBox, str]]
"""Words with the box of their line and the engine that read them."""


def by_line(read: Read) -> dict[int, Read]:
    """Words by the number of their line."""
    found: dict[int, Read] = {}
    for item in read:
        found.setdefault(item[0].line, []).append(item)
    return found


@dataclass(frozen=True, slots=True)
class Chances:
    """What a recogniser thinks of a line of print, step by step from left to right.

    Attributes:
        steps: chances, steps x signs; sign 0 is none.
        signs: the letter of each column.
    """

    steps: np.ndarray
    signs: tuple[str, ...]


class EngineError(Exception):
    """The engine failed or took too long on this page; another page may still go well."""


class Engine(Protocol):
    """One file in `extractors/ocr/` implements this as module-level names."""

    NAME: str

    def read_lines(self, grey: np.ndarray, lines: Sequence[PixelBox], timeout_s: float) -> list[SeenWord]:
        """Read the given text lines of an upright grey page (background white, ruling removed).

        Raises:
            EngineError: it failed or took longer than `timeout_s` seconds.
        """
        ...
