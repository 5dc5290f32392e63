"""RapidOCR's recogniser (PP-OCR models inside its wheel): Chinese pages, and the second reader of doubtful lines.

Only its line recogniser and its up/down classifier are used: the lines come from our own layout, which saves the
detector's 1.3 to 1.9 s a page and never runs across a ruled line.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from extractors.engine import Chances, EngineError, SeenWord
from extractors.picture.ruling import PixelBox

NAME: str = "rapidocr"
PAD = 0.08
"""Share of a line's height added around it: the recogniser was trained on loose boxes."""
LONGEST = 40.0
"""Width over height beyond which a line is cut, for the model squeezes what is longer."""
SHORT, WIDENED = 3.0, 3.4
"""A crop narrower than SHORT (width over height) is widened with grey to WIDENED: without that the model sees letters
where there are none. The width it was trained on, 320 / 48, costs twice as much and reads no more values right."""
WIDE_GAP = 0.45
"""Share of a crop's height from which a gap may be a blank that the model has passed over."""
BLANK = 0.66
"""Share of the way from the darkest ink to white from which a column of pixels is blank."""
NEUTRAL = (127, 127, 127)
"""The grey that is nothing to the model."""


@functools.cache
def _models() -> Any:
    """The engine, loaded once a process (about a second); one thread, since there is a process for every core."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            # One at a time, unpadded: what a line reads as does not depend on its neighbours, and costs less.
            "Rec.rec_batch_num": 1,
            "Rec.rec_img_shape": [3, 48, 48],
        }
    )


def upside_down(crops: Sequence[np.ndarray]) -> list[float]:
    """For each grey line crop the probability (0 to 1) that it stands on its head."""
    if not crops:
        return []
    answer = _models()._load_cls_model()([cv2.cvtColor(c, cv2.COLOR_GRAY2BGR) for c in crops])
    return [score if "180" in label else 1 - score for label, score in answer.cls_res]


def read_lines(grey: np.ndarray, lines: Sequence[PixelBox], timeout_s: float) -> list[SeenWord]:
    """See `extractors.engine.Engine`; the models run in this process, so `timeout_s` cannot interrupt them."""
    from rapidocr.ch_ppocr_rec import TextRecInput

    if not lines:
        return []
    pieces = [(number, piece) for number, box in enumerate(lines) for piece in _pieces(box)]
    crops = [_crop(grey, piece) for _, piece in pieces]
    try:
        answer = _models()._load_rec_model()(TextRecInput(img=[_widened(c) for c in crops], return_word_box=True))
    except Exception as error:
        raise EngineError(f"rapidocr failed: {error}") from error
    words: list[SeenWord] = []
    for (number, piece), crop, text, info in zip(pieces, crops, answer.txts, answer.word_results, strict=True):
        if text.strip() and info is not None:
            words.extend(_words(number, piece, crop, text, info))
    return words


def chances(grey: np.ndarray, box: PixelBox) -> Chances:
    """What the recogniser thinks of all letters along a line of print of at most LONGEST heights.

    Raises:
        EngineError: the model failed.
    """
    crop = _widened(_crop(grey, box))
    recogniser = _models()._load_rec_model()
    try:
        steps = recogniser.session(recogniser.resize_norm_img(crop, max(1.0, crop.shape[1] / crop.shape[0]))[None])
    except Exception as error:
        raise EngineError(f"rapidocr failed: {error}") from error
    return Chances(steps[0], tuple(recogniser.postprocess_op.character))


def _pieces(box: PixelBox) -> list[PixelBox]:
    x, y, w, h = box
    count = max(1, int(np.ceil(w / (LONGEST * h))))
    step = int(np.ceil(w / count))
    return [(x + i * step, y, min(step, w - i * step), h) for i in range(count)]


def _crop(grey: np.ndarray, box: PixelBox) -> np.ndarray:
    x, y, w, h = box
    pad = max(2, round(PAD * h))
    crop = grey[max(0, y - pad) : y + h + pad, max(0, x - pad) : x + w + pad]
    return cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR)


def _widened(crop: np.ndarray) -> np.ndarray:
    height, width = crop.shape[:2]
    if width >= SHORT * height:
        return crop
    return cv2.copyMakeBorder(crop, 0, 0, 0, round(WIDENED * height) - width, cv2.BORDER_CONSTANT, value=NEUTRAL)


def _words(number: int, box: PixelBox, crop: np.ndarray, text: str, info: Any) -> list[SeenWord]:
    """Words between blanks, placed by the model's time steps, which run evenly from left to right, and by the blanks
    of the print near them.
    """
    columns = [column for word in info.word_cols for column in word]
    left = box[0] - (crop.shape[1] - box[2]) / 2
    step = _widened(crop).shape[1] / max(info.line_txt_len, 1.0)
    blank = _blank_columns(crop)
    begin, place = _glued(text, columns, blank, crop.shape[0], step), 0
    groups: list[list[tuple[str, int, float]]] = [[]]
    printed = iter(columns)
    for letter, confidence in zip(text, info.confs, strict=False):
        if letter.isspace() or place in begin:
            groups.append([])
        if letter.isspace():
            continue
        groups[-1].append((letter, next(printed), confidence))
        place += 1
    groups = [group for group in groups if group]
    starts = [left + (group[0][1] - 0.5) * step for group in groups]
    ends = [left + (group[-1][1] + 1.5) * step for group in groups]
    for i, (group, following) in enumerate(itertools.pairwise(groups)):
        first, last = (round((column + 0.5) * step) for column in (group[-1][1], following[0][1]))
        if (gap := _longest(blank[first:last])) is not None:
            ends[i], starts[i + 1] = left + first + gap[0], left + first + gap[1]
    return [_word(number, *group) for group in zip(groups, starts, ends, strict=True)]


def _blank_columns(crop: np.ndarray) -> np.ndarray:
    """For each column of pixels of a line whether it holds no ink."""
    darkest = crop[:, :, 0].min(axis=0)
    return darkest > int(darkest.min()) + BLANK * (255 - int(darkest.min()))


def _glued(text: str, columns: Sequence[int], blank: np.ndarray, height: int, step: float) -> set[int]:
    """The letters, counted without blanks, before which the model has passed over a blank: `19-Nov-2026Summary`.

    Told by the print: a gap as wide as a blank is, far wider than the line's other ones, where figures meet letters or
    a capital begins a word. Inside words a letter may be missing, in figures a narrow 1 leaves much room.
    """
    letters = [c for c in text if not c.isspace()]
    pairs = list(enumerate(itertools.pairwise(zip(letters, columns, strict=False)), start=1))
    if not any(may_part(a, b) for _, ((a, _), (b, _)) in pairs):
        return set()
    spans = [_longest(blank[round((c + 0.5) * step) : round((d + 0.5) * step)]) for _, ((_, c), (_, d)) in pairs]
    gaps = [span[1] - span[0] if span else 0 for span in spans]
    wide = max(WIDE_GAP * height, 3 * float(np.median(gaps)))
    return {i for (i, ((a, _), (b, _))), gap in zip(pairs, gaps, strict=True) if gap > wide and may_part(a, b)}


def may_part(before: str, after: str) -> bool:
    """Whether a word may begin between two letters: where figures meet letters, or a capital follows a letter."""
    figures = before.isdigit() + after.isdigit()
    return figures == 1 or (figures == 0 and after.isupper() and before.isalpha())


def _longest(blank: np.ndarray) -> tuple[int, int] | None:
    """Where the longest run of blank columns begins and ends; None where there is none."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], blank, [False])).astype(np.int8)))
    return max(zip(edges[::2], edges[1::2], strict=True), key=lambda run: run[1] - run[0], default=None)


def _word(number: int, letters: Sequence[tuple[str, int, float]], x0: float, x1: float) -> SeenWord:
    text = "".join(letter for letter, _, _ in letters)
    # One bad letter makes a wrong word: the weakest counts as much as all of them together.
    confidences = [c for _, _, c in letters]
    confidence = (min(confidences) + sum(confidences) / len(confidences)) / 2
    return SeenWord(number, text, float(x0), float(x1), confidence)
