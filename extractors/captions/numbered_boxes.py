"""The box of the goods of a numbered form whose ruling is not seen: a faint copy, a blank left undrawn.

`1 Consignor`, `2 Consignee`, … begin boxes. That of the goods reaches right to the next caption or column of captions,
and down to the next caption below it, and so does the one beside it; all other boxes are read as well in the open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.captions.labels import squash
from extractors.forms import forms
from extractors.layout import Run, Sheet, lay_out
from extractors.nlp import goods
from extractors.reading.doubtful import LETTERS, is_printed
from schemas.page import Box, Page

NUMBERED = re.compile(r"\s*(?:BOX\s*)?[(\[]?(\d{1,2})\s?[)\].:]*\s+(?=[^\W\d_])", re.IGNORECASE)
FEWEST = 5
"""Numbered captions of a form, from 1 or 2 on, none of them twice."""
MOST = 16
"""The highest number of a box."""
LONG_ENOUGH = 8
"""Letters of a wording that alone says that a box holds goods."""
SENTENCE = 40
"""Letters of print that is no caption of words of forms and yet begins a box."""
MOST_LEVEL = 2
"""Captions level with that of the goods; more are the headers of a table."""
ALIGNED = 0.008
"""Share of the page's width within which captions begin that stand below each other."""
AROUND = 0.004
"""Share of the page that a box begins left of and above its caption."""
RIGHT, LOW = 0.985, 0.97
"""Where the last boxes of a page end."""


@dataclass(frozen=True, slots=True)
class _Caption:
    number: int
    text: str
    box: Box


def boxed(page: Page) -> Sheet:
    """The page laid out, in the boxes of its numbered captions where these stand in no ruled cell."""
    sheet = lay_out(page)
    captions = _captions(sheet)
    numbers = [caption.number for caption in captions]
    if len(numbers) < FEWEST or len(set(numbers)) < len(numbers) or min(numbers) > 2 or not _in_order(captions):
        return sheet
    goods_asked = [caption for caption in captions if _asks_for_goods(caption.text)]
    if 2 * len(goods_asked) > len(captions):
        return sheet  # a list of goods: `1. Description: …`, `2. Description: …`
    asking = next(iter(goods_asked), None)
    level = [c for c in captions if asking and abs(c.box.cy - asking.box.cy) < c.box.height]
    beside = [run for run in sheet.runs if asking and abs(run.box.cy - asking.box.cy) < run.box.height]
    if not asking or len(level) > MOST_LEVEL or len(beside) > len(level):
        return sheet
    boxes = [_box_of(caption, captions, sheet.runs) for caption in level]
    low = min(box.y1 for box in boxes)
    return lay_out(replace(page, cells=(*page.cells, *(replace(box, y1=low) for box in boxes))))


def _captions(sheet: Sheet) -> list[_Caption]:
    """Numbered captions in the open; none where the page has such captions in cells."""
    may_be = [run for run in sheet.runs if NUMBERED.match(run.text)]
    if len(may_be) < FEWEST:
        return []  # goods are not looked for in the runs of pages that are no such form
    numbered = [(run, number) for run in may_be if (number := _number(run)) is not None]
    known = [run for run, _ in numbered if is_printed(LETTERS.findall(run.text)[0])]
    if any(run.cell >= 0 for run in known):
        return []
    return [_Caption(number, run.text, run.box) for run, number in numbered if run in known or _declares(run, known)]


def _number(run: Run) -> int | None:
    """The number of a box that print may be the caption of; `12 Kartons` counts packages."""
    number = NUMBERED.match(run.text)
    if number is None or int(number.group(1)) > MOST:
        return None
    kind = goods.parse_goods(run.text).package_kind
    if kind is not None and kind.start <= number.end():
        return None
    return int(number.group(1))


def _declares(run: Run, known: Sequence[Run]) -> bool:
    """Whether print below a caption is the sentence of a box: `8 The undersigned authority certifies that …`."""
    return len(run.text) > SENTENCE and any(abs(run.box.x0 - other.box.x0) < ALIGNED for other in known)


def _asks_for_goods(text: str) -> bool:
    """Whether a caption begins with a certificate's wording for its goods, whatever that names beside them."""
    caption = squash(NUMBERED.sub("", text))
    return any(caption.startswith(wording) for wording in _goods_wordings())


@cache
def _goods_wordings() -> tuple[str, ...]:
    certificates = (form for form in forms().values() if form.group == "certificate")
    labels = (label for form in certificates if "goods" in form.columns for label in form.columns["goods"].labels)
    return tuple({squash(label) for label in labels if len(squash(label)) >= LONG_ENOUGH})


def _in_order(captions: Sequence[_Caption]) -> bool:
    """Whether captions below each other are numbered downwards."""
    return all(
        a.number < b.number
        for a in captions
        for b in captions
        if abs(a.box.x0 - b.box.x0) < ALIGNED and a.box.cy < b.box.cy
    )


def _box_of(caption: _Caption, captions: Sequence[_Caption], runs: Sequence[Run]) -> Box:
    at = caption.box
    level = [c.box.x0 for c in captions if c.box.x0 > at.x1 and abs(c.box.cy - at.cy) < at.height]
    right = min(level, default=RIGHT + AROUND) - AROUND
    low = _low(at, right, captions)
    for edge in sorted(_columns(captions)):
        if at.x1 < edge < right and not any(
            at.y0 < run.box.cy < low and run.box.x0 < edge - ALIGNED and run.box.x1 > edge for run in runs
        ):
            right = edge - AROUND
            low = _low(at, right, captions)
            break
    return Box(max(0.0, at.x0 - AROUND), max(0.0, at.y0 - AROUND), right, low)


def _low(at: Box, right: float, captions: Sequence[_Caption]) -> float:
    below = [c.box.y0 for c in captions if c.box.y0 > at.y1 - 0.5 * at.height and c.box.x0 < right and c.box.x1 > at.x0]
    return min(below, default=LOW + AROUND) - AROUND


def _columns(captions: Sequence[_Caption]) -> list[float]:
    """Where captions begin below each other."""
    begins = [c.box.x0 for c in captions]
    return [x0 for x0 in begins if sum(abs(x0 - other) < ALIGNED for other in begins) > 1]
