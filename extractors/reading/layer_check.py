"""Does a PDF's text layer say what its picture shows? Words without ink, and fonts whose letters are others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from rapidfuzz import fuzz

from extractors.engine import Engine, EngineError, SeenWord
from extractors.ocr import rapid, tesseract
from extractors.picture.ruling import PixelBox
from extractors.typed.folding import fold
from schemas.page import Box, Word

FAINTEST = 24
"""Grey levels between the darkest and the lightest dot of a word's place below which nobody can see it."""
UNSEEN_SHARE = 0.1
"""Share of unseen words beyond which the whole layer is not believed."""
FONTS = 6
"""So many fonts are read, those with most letters; more would cost what reading the page costs."""
SAMPLE = 3
"""Lines read of each font."""
LETTERS = 8
"""A font of fewer letters on the page is not judged."""
ALIKE, SURE = 55.0, 0.75
"""Likeness (0 to 100) below which a surely read line is another text than the layer's."""
NOT_TEXT = re.compile(r"[\W_]+")
CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Checked:
    """Words that may be believed, none where the layer as a whole may not, and what is wrong with it."""

    words: tuple[Word, ...]
    problems: tuple[str, ...]


def check_layer(words: Sequence[Word], fonts: Sequence[str], grey: np.ndarray, timeout_s: float) -> Checked:
    """Hold a text layer against the page as it is drawn.

    Args:
        words: of the layer, boxes in fractions of the page.
        fonts: for each word the name of its font; a font's table of letters lies for all of its words.
        grey: the drawn page, height x width, uint8.
        timeout_s: for each reading of sample lines.
    """
    seen = [_is_seen(word.box, grey) for word in words]
    unseen = [word for word, there in zip(words, seen, strict=True) if not there]
    if len(unseen) > UNSEEN_SHARE * len(words):
        return Checked((), (f"{len(unseen)} of {len(words)} words of the text layer are not to be seen on the page: "
                            "the picture was read instead",))  # fmt: skip
    kept = [(word, font) for word, font, there in zip(words, fonts, seen, strict=True) if there]
    samples = _samples(kept)
    agreed = _agreed(samples, grey, timeout_s)
    for font, sample in samples.items():
        shown = "" if font in agreed else _contradicted(sample, grey, timeout_s)
        if shown:
            said = " ".join(word.text for word in sample[0])
            return Checked((), (f"the text layer says {said[:60]!r} where the page shows {shown[:60]!r} "
                                f"(font {font}): the picture was read instead",))  # fmt: skip
    if unseen:
        hidden = " ".join(word.text for word in unseen)
        return Checked(tuple(w for w, _ in kept), (f"hidden text was left out, the page does not show it: "
                                                   f"{hidden[:80]!r}",))  # fmt: skip
    return Checked(tuple(words), ())


def _is_seen(box: Box, grey: np.ndarray) -> bool:
    height, width = grey.shape
    place = grey[int(box.y0 * height) : int(box.y1 * height) + 1, int(box.x0 * width) : int(box.x1 * width) + 1]
    return place.size > 0 and int(place.max()) - int(place.min()) >= FAINTEST


def _samples(words: Sequence[tuple[Word, str]]) -> dict[str, list[list[Word]]]:
    """For each font the runs (words side by side on one line) of most letters, the font of most letters first."""
    runs: dict[str, list[list[Word]]] = defaultdict(list)
    for word, font in words:
        last = runs[font][-1][-1] if runs[font] else None
        height = word.box.height
        beside = last and abs(last.box.cy - word.box.cy) < 0.3 * height and 0 <= word.box.x0 - last.box.x1 < height
        if beside and len(runs[font][-1]) < 8:
            runs[font][-1].append(word)
        else:
            runs[font].append([word])
    letters = {font: sum(_size(run) for run in found) for font, found in runs.items()}
    most = sorted((f for f in runs if letters[f] >= LETTERS), key=lambda f: letters[f], reverse=True)[:FONTS]
    return {font: sorted(runs[font], key=_size, reverse=True)[:SAMPLE] for font in most}


def _size(run: Sequence[Word]) -> int:
    return sum(len(_plain(word.text)) for word in run)


def _agreed(samples: Mapping[str, Sequence[Sequence[Word]]], grey: np.ndarray, timeout_s: float) -> set[str]:
    """The fonts whose first line reads as the layer says; all are read at once, which takes a third of one by one."""
    agreed: set[str] = set()
    readers: tuple[tuple[Engine, bool], ...] = ((tesseract, True), (rapid, False))
    for engine, latin in readers:
        fonts = [font for font, sample in samples.items() if _is_latin(sample) is latin]
        page, lines = _lifted([samples[font][0] for font in fonts], grey)
        try:
            seen = engine.read_lines(page, lines, timeout_s)
        except EngineError:
            continue  # each is looked at by itself
        read = _by_line(seen)
        agreed.update(font for number, font in enumerate(fonts) if _alike(read[number], samples[font][0]))
    return agreed


def _is_latin(sample: Sequence[Sequence[Word]]) -> bool:
    return not any(CJK.search(word.text) for run in sample for word in run)


def _contradicted(sample: Sequence[Sequence[Word]], grey: np.ndarray, timeout_s: float) -> str:
    """What the page shows in place of the first line, when both engines surely read other lines than the layer's."""
    page, lines = _lifted(sample, grey)
    shown = ""
    engines: tuple[Engine, ...] = (tesseract, rapid) if _is_latin(sample) else (rapid,)
    for engine in engines:
        first = _other_than(engine, page, lines, sample, timeout_s)
        if not first:
            return ""
        shown = first
    return shown


def _other_than(
    engine: Engine, page: np.ndarray, lines: list[PixelBox], sample: Sequence[Sequence[Word]], timeout_s: float
) -> str:
    """The first line as read, if no line of the sample reads as the layer says and one of them is read surely."""
    try:
        seen = engine.read_lines(page, lines, timeout_s)
    except EngineError:
        return ""  # nothing can be said against the layer
    read = _by_line(seen)
    sure = False
    for number, run in enumerate(sample):
        words = read[number]
        if not _plain(_text(words)) or _alike(words, run):
            return ""
        sure = sure or sum(w.confidence for w in words) / len(words) >= SURE
    return _text(read[0]) if sure else ""


def _by_line(seen: Sequence[SeenWord]) -> Mapping[int, list[SeenWord]]:
    """Line number -> its words from left to right."""
    lines: dict[int, list[SeenWord]] = defaultdict(list)
    for word in sorted(seen, key=lambda word: word.x0):
        lines[word.line].append(word)
    return lines


def _alike(seen: Sequence[SeenWord], run: Sequence[Word]) -> bool:
    return fuzz.ratio(_plain(_text(seen)), _plain("".join(word.text for word in run))) >= ALIKE


def _text(seen: Sequence[SeenWord]) -> str:
    return " ".join(word.text for word in seen)


def _lifted(sample: Sequence[Sequence[Word]], grey: np.ndarray) -> tuple[np.ndarray, list[PixelBox]]:
    """The page with the lines of the sample dark on white, whatever panel they stand on, and their boxes."""
    height, width = grey.shape
    page, lines = grey.copy(), list[PixelBox]()
    for run in sample:
        x0, x1 = min(w.box.x0 for w in run) * width, max(w.box.x1 for w in run) * width
        y0, y1 = min(w.box.y0 for w in run) * height, max(w.box.y1 for w in run) * height
        left, top = max(0, int(x0) - 2), max(0, int(y0) - 1)
        right, bottom = min(width, int(x1) + 3), min(height, int(y1) + 2)
        place = page[top:bottom, left:right]
        if np.median(place) < 128:
            place = 255 - place
        page[top:bottom, left:right] = cv2.normalize(place, np.empty_like(place), 0, 255, cv2.NORM_MINMAX)
        lines.append((left, top, right - left, bottom - top))
    return page, lines


def _plain(text: str) -> str:
    return NOT_TEXT.sub("", fold(text))
