"""Headers of an entry's lines that run over two or three printed lines, put together column by column.

Captions are set so close that their words make one run (`HTS HTS` over `quantity unit`), so they are put together from
their words: what stands over each other, read downwards, must be a caption we know.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.labels import LINE, squash
from extractors.entry.answers import Row
from extractors.entry.parts import Part
from extractors.entry.vocabulary import NUMBER_SIGNS, Vocabulary
from extractors.layout import run_of
from schemas.page import Word

DEEPEST = 3
"""Printed lines over which a header may run."""
STEP = 1.6
"""Line heights between two of them."""
WIDEST = 3
"""Words beside each other in one caption."""
Column = list[tuple[int, Word]]
"""Words over each other, each with its line."""


def with_headers(rows: Sequence[Row], known: Vocabulary, height: float) -> list[Row]:
    """The rows with each header of several lines as one row, where that names more than its lines do by themselves."""
    found: list[Row] = []
    at = 0
    while at < len(rows):
        deep, merged = _deepest(rows, at, known, height)
        found.append(_with_weight(merged if merged else rows[at]))
        at += deep
    return found


def _with_weight(row: Row) -> Row:
    """A row of headers whose weight is headed by its unit alone: `Qty`, `UM`, `KG`, `Value`."""
    names = {name for part in row for name in part.names}
    bare = [part for part in row if not part.names and MASS.fullmatch(part.run.text)]
    if len(bare) != 1 or not {HTS, VALUE} <= names or names & {WEIGHT, QUANTITY} != {QUANTITY}:
        return row
    return [replace(part, names=(WEIGHT,)) if part is bare[0] else part for part in row]


HTS, VALUE, WEIGHT, QUANTITY = (f"{LINE}{name}" for name in ("hs_code", "value", "gross_weight_kg", "quantity"))
MASS = re.compile(r"(?i)kgs?\.?|kilos?|kilograms")


def _deepest(rows: Sequence[Row], at: int, known: Vocabulary, height: float) -> tuple[int, Row]:
    best: tuple[int, Row] = (1, ())
    most = _letters(rows[at])
    for deep in range(2, DEEPEST + 1):
        band = rows[at : at + deep]
        if len(band) < deep or not all(_may_head(row) for row in band) or _gap(band) > STEP * height:
            break
        if _below_values(rows, at, height) and all(map(_known_alone, band)):
            break
        merged = _merged(band, known)
        alone = max(_letters(row) for row in band)
        if len(merged) > 2 and _letters(merged) > max(most, alone):
            best, most = (deep, merged), _letters(merged)
    return best


def _below_values(rows: Sequence[Row], at: int, height: float) -> bool:
    """Whether a row of captions stands right below a row of values, which may be what it asks for."""
    above = rows[at - 1] if at else ()
    near = bool(above) and bool(rows[at]) and rows[at][0].run.box.cy - above[0].run.box.cy < STEP * height
    figures = any(re.search(r"\d", part.run.text) for part in above)
    return near and figures and not any(part.names for part in above)


def _known_alone(row: Row) -> bool:
    return sum(part.names != () for part in row) >= KNOWN * len(row)


KNOWN = 0.8
"""Share of a row's print that is captions by itself, from which it needs no other row."""


def _may_head(row: Row) -> bool:
    text = " ".join(part.run.text for part in row)
    return len(row) > 1 and not re.search(r"\d", NUMBERED.sub("", text))


NUMBERED = re.compile(r"(?i)HTS(?:US)?\s?10|\(\d\)|\b[12]\b|\bch(?:apter|ap|\.)?\s?9[89]|\b(?:301|232)\b|\d(?=[A-C]\.)")
"""Figures that belong to captions."""


def _gap(band: Sequence[Row]) -> float:
    tops = [min(part.run.box.cy for part in row) for row in band]
    return max(b - a for a, b in itertools.pairwise(tops))


def _letters(row: Row) -> int:
    """How much of a row is captions we know: of each different caption its letters, and two for being one."""
    names = {part.names[0]: len(squash(part.run.text)) + 2 for part in row if part.names}
    return sum(names.values())


def _merged(band: Sequence[Row], known: Vocabulary) -> Row:
    words = [(i, word) for i, row in enumerate(band) for part in row for word in _units(part)]
    columns = _columns(words)
    best: list[tuple[float, tuple[Part, ...]]] = [(0.0, ())]
    page = band[0][0].run.page
    cell = band[0][0].run.cell
    for end in range(1, len(columns) + 1):
        ways: list[tuple[float, tuple[Part, ...]]] = []
        for start in range(max(0, end - WIDEST), end):
            inside = sorted((w for column in columns[start:end] for w in column), key=lambda w: (w[0], w[1].box.x0))
            run = run_of([word for _, word in inside], page, cell)
            names = known.names_of(run.text) or known.paired(run.text)
            score, parts = best[start]
            numbers = end - start > 1 and run.words[0].text in NUMBER_SIGNS  # a bare `#`, a column by itself
            worth = len(squash(run.text)) + 2.0 if names and not numbers else (0.0 if end - start == 1 else -1.0)
            ways.append((score + worth, (*parts, Part(run, names))))
        best.append(max(ways, key=lambda way: way[0]))
    return best[-1][1]


def _units(part: Part) -> Sequence[Word]:
    """A caption we know as one, any other print word by word."""
    words = part.run.words
    return (replace(words[0], text=part.run.text, box=part.run.box),) if part.names else words


def _columns(words: Sequence[tuple[int, Word]]) -> list[Column]:
    """Words that share a stretch of the line, from left to right."""
    columns: list[Column] = []
    right = -1.0
    for line, word in sorted(words, key=lambda pair: pair[1].box.x0):
        if columns and word.box.x0 < right - 0.001:
            columns[-1].append((line, word))
        else:
            columns.append([(line, word)])
        right = max(right, word.box.x1)
    return columns
