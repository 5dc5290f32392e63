"""What is printed along the ring of a seal: whose seal it is (DOMAIN.md 1.0.6)."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.engine import SeenWord
from extractors.ocr import rapid
from extractors.picture.marks import overlap
from extractors.picture.seal_ring import Arc, arcs
from extractors.typed.folding import CJK_PATTERN
from schemas.page import Box, SealText

MOST_SEALS = 3
"""Seals that are read on a page: an authority's, the exporter's and one more."""
LEGIBLE = 0.6
"""Mean confidence below which a piece of print is no print, or nobody can read it."""
FEWEST = 3
"""Letters of a piece at least; two of Chinese."""
OVALS = 0.5, 2.0
MOST = 0.85
"""Confidence of a text along a ring at most: worn ink, and print that runs through it."""


def seal_texts(colour: np.ndarray, seals: Sequence[Box], timeout_s: float) -> tuple[SealText, ...]:
    """What seals on an upright page (height x width x 3, RGB) say along their rings; those without a ring say nothing.

    Raises:
        EngineError: the recogniser failed.
    """
    height, width = colour.shape[:2]
    found: list[SealText] = []
    for seal in _apart([s for s in seals if OVALS[0] <= _aspect(s, width, height) <= OVALS[1]])[:MOST_SEALS]:
        pieces = [read for arc in arcs(colour, seal) if (read := _read(arc, timeout_s))]
        if pieces:
            text = " ".join(text for text, _ in pieces)
            found.append(SealText(text, seal, min(MOST, *(confidence for _, confidence in pieces))))
    return tuple(found)


def _aspect(box: Box, width: int, height: int) -> float:
    return (box.x1 - box.x0) * width / max(1e-6, (box.y1 - box.y0) * height)


def _apart(seals: Sequence[Box]) -> list[Box]:
    """Each seal once: what lies over another's middle is the same."""
    kept: list[Box] = []
    for seal in seals:
        if not any(overlap(seal, other) for other in kept):
            kept.append(seal)
    return kept


def _read(arc: Arc, timeout_s: float) -> tuple[str, float] | None:
    """Text and mean confidence of a piece, the right way round; None where nothing legible stands there."""
    ways = [arc.grey, cv2.rotate(arc.grey, cv2.ROTATE_180)] if arc.low else [arc.grey]
    readings = [_told(rapid.read_lines(way, [(0, 0, way.shape[1], way.shape[0])], timeout_s)) for way in ways]
    text, confidence = max(readings, key=lambda reading: reading[1])
    letters = sum(letter.isalnum() for letter in text)
    fewest = 2 if CJK_PATTERN.search(text) else FEWEST
    return (text, confidence) if confidence >= LEGIBLE and letters >= fewest else None


def _told(words: Sequence[SeenWord]) -> tuple[str, float]:
    letters = sum(len(word.text) for word in words)
    mean = sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
    return " ".join(word.text for word in words), mean
