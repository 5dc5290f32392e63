"""Tesseract: the cheap first reader of Latin print, in this process where tesserocr is there, else by pytesseract.

The lines of a page are stacked into one column before reading: with nothing beside or between them there is no layout
to guess wrongly, and one call reads the whole page.
"""

from __future__ import annotations

import functools
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
from PIL import Image

from extractors.engine import EngineError, SeenWord
from extractors.picture.ruling import PixelBox

NAME: str = "tesseract"
ENGLISH, VIETNAMESE = "eng", "vie"
LINE_HEIGHT = 44
"""Pixels a line box is scaled to; Tesseract's models are at their best with capitals of about 30 pixels."""
GAP = 22
MARGIN = 20
Seen = dict[str, list[Any]]
TSV = "level page_num block_num par_num line_num word_num left top width height conf text".split()
WORD_LEVEL = "5"

# Four OpenMP threads on two cores take three times as long as one; one process a core is the rule here.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


def read_lines(grey: np.ndarray, lines: Sequence[PixelBox], timeout_s: float, model: str = ENGLISH) -> list[SeenWord]:
    """See `extractors.engine.Engine`.

    Args:
        model: ENGLISH for all Latin print, VIETNAMESE, whose letters the English one does not have, or another one of
            Tesseract's that is `installed`.
    """
    if not lines:
        return []
    column, places = _stack(grey, lines)
    read = _in_process if _api(model) else _by_program
    return _words(read(column, timeout_s, model), lines, places)


def installed(model: str) -> bool:
    return model in _listed().split()


@functools.cache
def _listed() -> str:
    """What the program says of its data: their folder and the models there."""
    import pytesseract

    program = pytesseract.pytesseract.tesseract_cmd
    try:
        return subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=60, check=False
        ).stdout  # fmt: skip
    except OSError:
        return ""


@functools.cache
def _api(model: str) -> Any:
    """Tesseract loaded into this process with the program's own data, or None where tesserocr has no wheel."""
    try:
        import tesserocr
    except ImportError:
        return None
    folder = re.search(r'"(.+)"', _listed())
    if folder is None:
        return None
    try:
        api = tesserocr.PyTessBaseAPI(path=folder[1], lang=model, psm=tesserocr.PSM.SINGLE_BLOCK)
    except RuntimeError:  # data that this version of the library cannot load
        return None
    api.SetVariable("tessedit_do_invert", "0")
    return api


def _in_process(column: np.ndarray, timeout_s: float, model: str) -> Seen:
    """About two thirds of the program's price: the model is loaded once, and nothing goes through files."""
    api = _api(model)
    api.SetImage(Image.fromarray(column))
    try:
        if not api.Recognize(round(timeout_s * 1000)):
            raise EngineError(f"tesseract failed, or took more than {timeout_s:.0f} s")
        return _columns(api.GetTSVText(0))
    finally:
        api.Clear()


def _columns(tsv: str) -> Seen:
    """Tesseract's table of words, by column; rows of pages, blocks and lines have no confidence and are left out."""
    rows = [line.split("\t") for line in tsv.splitlines()]
    words = [dict(zip(TSV, row, strict=False)) for row in rows if len(row) == len(TSV) and row[0] == WORD_LEVEL]
    return {name: [word[name] for word in words] for name in TSV}


def _by_program(column: np.ndarray, timeout_s: float, model: str) -> Seen:
    import pytesseract

    with tempfile.TemporaryDirectory(prefix="origin-audit-") as folder:
        path = Path(folder, "lines.pgm")
        cv2.imwrite(str(path), column)
        try:
            seen = pytesseract.image_to_data(
                str(path),
                lang=model,
                config="--psm 6 -c tessedit_do_invert=0",
                timeout=timeout_s,  # pyright: ignore[reportArgumentType] - it is handed to subprocess as it is
                output_type=pytesseract.Output.DICT,
            )
        except pytesseract.TesseractError as error:
            raise EngineError(f"tesseract failed: {error.message}") from error
        except RuntimeError as error:  # pytesseract's way of saying that the time was up
            raise EngineError(f"tesseract took more than {timeout_s:.0f} s") from error
    return cast("Seen", seen)


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
    return apart(words)


def apart(words: Sequence[SeenWord]) -> list[SeenWord]:
    """Each word ends where the next of its line begins: Tesseract gives some first words the box of the whole line,
    which would tear the line in two.
    """
    ends = [
        follower.x0 if follower.line == word.line and word.x0 < follower.x0 < word.x1 else word.x1
        for word, follower in zip(words, [*words[1:], *words[-1:]], strict=True)
    ]
    return [replace(word, x1=end) for word, end in zip(words, ends, strict=True)]
