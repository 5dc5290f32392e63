"""Captions of poor scans, which neither engine spells: the known wording that the recogniser's own chances agree with.

An engine writes down the likeliest letter of each place: `Consuqeer`, `Destrvat cn arpor`. How likely all other
letters were says more: of the wordings of forms, `Consignee` and `Destination airport` explain that print as well as
what was written, and no other wording does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from rapidfuzz import fuzz, process

from extractors.captions.labels import squash
from extractors.captions.wording import BOX_NUMBER
from extractors.engine import Chances, SeenWord
from extractors.picture.ruling import PixelBox
from extractors.reading.doubtful import LETTERS, is_printed, wordings
from extractors.typed.folding import CJK_PATTERN

DOUBTED = 0.8
"""A line whose weakest word is believed less may be a caption."""
LIKELY = 0.75
"""What a caption so found is believed."""
FEWEST, MOST = 4, 60
"""Letters of a line that is asked for; of Chinese signs HAN_FEWEST are enough."""
HAN_FEWEST = 2
MOST_FIGURES = 0.2
"""Share of a line's letters that may be figures: captions have few."""
COST, SHORT_COST = 1.9, 1.25
"""Most that a wording of LONG letters, and a shorter one, may cost a letter beside the likeliest letters (natural
logarithm of the chances)."""
BEHIND = 0.35
"""How much more any other wording costs a letter."""
ALIKE = 65.0
"""Least likeness (0 to 100) of wording and reading; of fewer than LONG letters MORE_ALIKE."""
LONG, MORE_ALIKE = 9, 78.0
CANDIDATES = 15
"""Wordings nearest to each reading that are tried."""
LEAST = 1e-5
"""The chance of a letter that the recogniser does not think of."""
COLON = re.compile(r"[:：]$")


def told_captions(
    line: Sequence[SeenWord], other: Sequence[SeenWord], box: PixelBox, ask: Callable[[PixelBox], Chances]
) -> tuple[list[SeenWord], list[SeenWord]]:
    """What is believed of a line and what is not, where its words, or those up to a colon, are a misread caption.

    Args:
        line, other: one line's words as believed, and as the other engine read them (none where it did not), in the
            engines' order.
        ask: gives the recogniser's chances for a box of print.

    Returns:
        The line with its caption told and the words that this took the place of; the line and nothing where it has no
        such caption.
    """
    part = caption_part(line)
    if any(TICK_BOX.search(word.text) for word in (*line, *other)):
        return list(line), []  # `[ ] IMPORTER [X] EXPORTER` is an answer, whatever caption has its words
    if not part or not may_be_caption(part):
        return list(line), []
    x, y, _, height = box
    end = round(part[-1].x1) if len(part) < len(line) else x + box[2]
    there = [word for word in other if word.x0 < end - height / 2]
    readings = [" ".join(word.text for word in words) for words in (part, there) if words]
    caption = likely_caption(readings, lambda: ask((x, y, max(height, end - x), height)))
    if caption is None:
        return list(line), []
    told = caption + (":" if COLON.search(part[-1].text) else "")
    return [*as_read(part, told), *line[len(part) :]], list(part)


TICK_BOX = re.compile(r"[\[({]\s*+[xX✓✔]?\s*+[\])}]|[☐□☑☒■]")


def caption_part(line: Sequence[SeenWord]) -> Sequence[SeenWord]:
    """The words of a line, from left to right, up to the first that ends with a colon; all where none does."""
    for count, word in enumerate(line, start=1):
        if COLON.search(word.text):
            return line[:count]
    return line


def may_be_caption(words: Sequence[SeenWord]) -> bool:
    """Whether the words of one line, from left to right, may be a caption that was misread."""
    text = " ".join(word.text for word in words)
    letters = squash(text)
    fewest = HAN_FEWEST if CJK_PATTERN.search(text) else FEWEST
    if not fewest <= len(letters) <= MOST or min(word.confidence for word in words) >= DOUBTED:
        return False
    caption = _unnumbered(text)
    if sum(c.isdigit() for c in caption) > MOST_FIGURES * len(letters) or squash(caption) in known_captions():
        return False
    return not all(is_printed(word.text) for word in words if LETTERS.search(word.text))


def likely_caption(readings: Sequence[str], ask: Callable[[], Chances]) -> str | None:
    """The wording that a line of print most likely is, with the number that was read before it; None if none is.

    Args:
        readings: what the engines made of the line, the believed one first.
        ask: gives the recogniser's chances, at the price of reading the line; not asked where no wording is near.
    """
    near: dict[str, float] = {}
    for reading in readings:
        for wording, likeness, _ in process.extract(
            squash(_unnumbered(reading)), _letters(), scorer=fuzz.ratio, limit=CANDIDATES, score_cutoff=ALIKE
        ):
            near[wording] = max(near.get(wording, 0.0), likeness)
    near = {w: likeness for w, likeness in near.items() if len(w) >= LONG or likeness >= MORE_ALIKE}
    if not near:
        return None
    number = readings[0][: len(readings[0]) - len(_unnumbered(readings[0]))]
    costs = _costs([squash(number) + wording for wording in near], ask())
    (cost, best), *others = sorted(zip(costs, near, strict=True))
    behind = min((other for other, wording in others if not _is_part(best, wording)), default=np.inf)
    if cost > (COST if len(best) >= LONG else SHORT_COST) or behind - cost < BEHIND:
        return None
    return number + known_captions()[best]


def as_read(words: Sequence[SeenWord], caption: str) -> list[SeenWord]:
    """The caption's words in the place of words that were read of it."""
    first, last = words[0].x0, words[-1].x1
    step = (last - first) / max(len(caption), 1)
    return [
        replace(words[0], text=m.group(), x0=first + m.start() * step, x1=first + m.end() * step, confidence=LIKELY)
        for m in re.finditer(r"\S+", caption)
    ]


def _unnumbered(text: str) -> str:
    number = BOX_NUMBER.match(text)
    return text[number.end() :] if number and number.end() < len(text) else text


def _is_part(wording: str, other: str) -> bool:
    """Whether two wordings are one but for an ending: `Invoice No` and `Invoice number`."""
    return wording.startswith(other[: len(wording) - 2]) or other.startswith(wording[:-2])


@cache
def known_captions() -> Mapping[str, str]:
    """All wordings of all forms by their letters."""
    known: dict[str, str] = {}
    for wording in wordings():
        letters = squash(wording)
        if len(letters) >= (HAN_FEWEST if CJK_PATTERN.search(wording) else FEWEST):
            known.setdefault(letters, wording)
    return known


@cache
def _letters() -> tuple[str, ...]:
    return tuple(known_captions())


@cache
def _columns(signs: tuple[str, ...]) -> Mapping[str, np.ndarray]:
    """The columns of each letter, whatever its case and accents; of what is no letter under an empty text."""
    columns: dict[str, list[int]] = {"": [0]}
    for column, sign in enumerate(signs[1:], start=1):
        letters = squash(sign)
        columns.setdefault(letters if len(letters) == 1 else "", []).append(column)
    return {letter: np.array(places) for letter, places in columns.items()}


def _costs(texts: Sequence[str], chances: Chances) -> list[float]:
    """What each text costs a letter beside the likeliest letters: the loss of the logarithm of its best path."""
    columns = _columns(chances.signs)
    steps = chances.steps

    def of(letter: str) -> np.ndarray:
        places = columns.get(letter)
        if places is None:  # a letter that the recogniser does not write
            return np.full(len(steps), np.log(LEAST))
        return np.log(LEAST + steps[:, places].sum(axis=1, dtype=np.float64))

    blank = of("")
    letters = {letter: of(letter) for letter in {c for text in texts for c in text}}
    freely = np.log(LEAST + steps.max(axis=1).astype(np.float64))
    freely = np.maximum(freely, np.maximum.reduce([blank, *letters.values()]))
    return [float(freely.sum() - _best_path(text, blank, letters)) / len(text) for text in texts]


def _best_path(text: str, blank: np.ndarray, letters: Mapping[str, np.ndarray]) -> float:
    """Logarithm of the chance of the likeliest way to write a text in the steps, with blanks between letters."""
    emitted = np.stack([letters[text[i // 2]] if i % 2 else blank for i in range(2 * len(text) + 1)])
    # A letter may follow a letter without a blank, unless it is the same.
    close = np.array([i % 2 == 1 and i > 1 and text[i // 2] != text[i // 2 - 1] for i in range(len(emitted))])
    path = np.full(len(emitted), -np.inf)
    path[:2] = emitted[:2, 0]
    for step in range(1, emitted.shape[1]):
        one = np.concatenate(([-np.inf], path[:-1]))
        two = np.where(close, np.concatenate(([-np.inf, -np.inf], path[:-2])), -np.inf)
        path = np.maximum(np.maximum(path, one), two) + emitted[:, step]
    return float(path[-2:].max())
