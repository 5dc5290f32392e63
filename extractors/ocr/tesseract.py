"""Tesseract through pytesseract: the cheap first reader of Latin print.

The lines of a page are stacked into one column before reading: with nothing beside or between them there is no layout
to guess wrongly, and one process reads the whole page.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np

from extractors.engine import EngineError, SeenWord
from extractors.ruling import PixelBox

NAME: str = "tesseract"
LINE_HEIGHT = 44
"""Pixels a line box is scaled to; Tesseract's models are at their best with capitals of about 30 pixels."""
GAP = 22
MARGIN = 20
Seen = dict[str, list[Any]]

# Four OpenMP threads on two cores take three times as long as one; one process a core is the rule here.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


def read_lines(grey: np.ndarray, lines: Sequence[PixelBox], timeout_s: float) -> list[SeenWord]:
    """See `extractors.engine.Engine`."""
    import pytesseract

    if not lines:
        return []
    column, places = _stack(grey, lines)
    with tempfile.TemporaryDirectory(prefix="origin-audit-") as folder:
        path = Path(folder, "lines.pgm")
        cv2.imwrite(str(path), column)
        try:
            seen = pytesseract.image_to_data(
                str(path),
                lang="eng",
                config="--psm 6 -c tessedit_do_invert=0",
                timeout=timeout_s,  # pyright: ignore[reportArgumentType] - it is handed to subprocess as it is
                output_type=pytesseract.Output.DICT,
            )
        except pytesseract.TesseractError as error:
            raise EngineError(f"tesseract failed: {error.message}") from error
        except RuntimeError as error:  # pytesseract's way of saying that the time was up
            raise EngineError(f"tesseract took more than {timeout_s:.0f} s") from error
    return _words(cast("Seen", seen), lines, places)


def _stack(grey: np.ndarray, lines: Sequence[PixelBox]) -> tuple[np.ndarray, list[tuple[int, int, float]]]:
    """All lines below each other, and for each its top, bottom and scale in that column."""
    crops: list[np.ndarray] = []
    places: list[tuple[int, int, float]] = []
    top = MARGIN
    for x, y, w, h in lines:
        scale = LINE_HEIGHT / h
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        crop = cv2.resize(grey[y : y + h, x : x + w], (max(4, round(w * scale)), LINE_HEIGHT), interpolation=how)
        crops.append(crop)
        places.append((top, top + LINE_HEIGHT, scale))
        top += LINE_HEIGHT + GAP
    column = np.full((top + MARGIN, max(c.shape[1] for c in crops) + 2 * MARGIN), 255, np.uint8)
    for crop, (first, last, _) in zip(crops, places, strict=True):
        column[first:last, MARGIN : MARGIN + crop.shape[1]] = crop
    return column, places


def _words(seen: Seen, lines: Sequence[PixelBox], places: Sequence[tuple[int, int, float]]) -> list[SeenWord]:
    words: list[SeenWord] = []
    pitch = LINE_HEIGHT + GAP
    for text, left, top, width, height, confidence in zip(
        seen["text"], seen["left"], seen["top"], seen["width"], seen["height"], seen["conf"], strict=True
    ):
        text = str(text).strip()
        if not text or float(confidence) < 0:
            continue
        middle = float(top) + float(height) / 2
        line = min(len(lines) - 1, max(0, int((middle - MARGIN + GAP / 2) // pitch)))
        x, _, w, _ = lines[line]
        scale = places[line][2]
        x0 = x + (float(left) - MARGIN) / scale
        x1 = min(x0 + float(width) / scale, x + w + 2.0)
        words.append(SeenWord(line, text, x0, x1, float(confidence) / 100))
    return words
