"""The lines of a paper in the orders in which lists may be read: down the page, card by card, box by box, and the parts
of paragraphs that list several things one after the other.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.layout import Run, Sheet, on_lines, run_of
from extractors.tables.parted_items import ALIGNED, Line, goes_on
from schemas.page import Box

FOOT = re.compile(
    r"\W*(?:PAGE|SEITE|P[AÁ]GINA|第)?\s*\d{1,3}\s*(?:(?:OF|/|VON|DE|SUR)\s*\d{1,3})?\s*[页頁]?\W*", re.IGNORECASE
)


def streams(sheets: Sequence[Sheet], *, cards: bool) -> Iterator[list[Line]]:
    """The lines of a paper outside boxes in each order, those of all boxes one after the other, those of each box.

    Args:
        cards: whether each box may hold an item of a list. On a form they are its parties and statements.
    """
    seen = [_half_seen(sheet) if cards else frozenset[int]() for sheet in sheets]
    pages = [[r for r in sheet.runs if r.cell < 0 or r.cell in half] for sheet, half in zip(sheets, seen, strict=True)]
    printed = [
        [line for line in on_lines(runs, 0.5) if not (len(line) == 1 and FOOT.fullmatch(line[0].text))]
        for runs in pages
    ]
    whole = [_lines(lines) for lines in printed]
    yield [line for lines in whole for line in lines]
    columns = [_in_columns(lines) for lines in printed]
    down = [line for lines in whole for line in lines]
    if any(columns):
        beside = [line for halves, lines in zip(columns, whole, strict=True) for line in halves or lines]
        yield beside
        yield from (other for other in [list(_with_values_beside(beside))] if len(other) != len(beside))
    paired = list(_with_values_beside(down))
    parted = list(_parts_of_paragraphs(down))
    yield from (other for other in (paired, parted) if len(other) != len(down))
    boxes = [box for sheet in sheets for box in _boxes(sheet)]
    if cards and len(boxes) > 1:
        yield [line for box in boxes for line in box]
    yield from boxes


def _half_seen(sheet: Sheet) -> frozenset[int]:
    """Boxes that are found of the smaller part of some cards, for their captions stand outside boxes too: no boxes."""
    outside = Counter(r.text for r in sheet.runs if r.cell < 0 and len(r.text) > 2 and not re.search(r"\d", r.text))
    often = Counter(run.cell for run in sheet.runs if run.cell >= 0 and run.text in outside)
    boxes = frozenset(cell for cell, captions in often.items() if captions >= FEWEST_CAPTIONS)
    captions = Counter(run.text for run in sheet.runs if run.cell in boxes and run.text in outside)
    return boxes if all(inside <= outside[text] for text, inside in captions.items()) else frozenset()


FEWEST_CAPTIONS = 2
"""Captions that a box has in common with the print outside."""


def _boxes(sheet: Sheet) -> list[list[Line]]:
    """The lines of each box that holds more than one run, in reading order."""
    often = Counter(run.cell for run in sheet.runs if run.cell >= 0)
    found: list[tuple[Box, list[Line]]] = []
    for cell in (cell for cell, runs in often.items() if runs > 1):
        box = sheet.page.cells[cell]
        lines = on_lines(sheet.in_cell(cell), 0.5)
        found.append((box, [Line(tuple(line), box.x1, begins=not n) for n, line in enumerate(lines)]))
    return [lines for _, lines in sorted(found, key=lambda f: (round(f[0].y0, 2), f[0].x0))]


def _lines(printed: Sequence[Sequence[Run]]) -> list[Line]:
    """Lines of a page as wide as its print, whose margins are alike."""
    left = min((line[0].box.x0 for line in printed), default=0.0)
    right = _right(printed, 1.0 - left)
    return [Line(part, right) for line in printed for part in _at_marks(line)]


def _at_marks(line: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """A printed line, parted where a list begins beside its caption: `Goods   (a) Brake drums, HS 8708.30`."""
    cuts = [n for n, run in enumerate(line) if n and LIST_MARK.match(run.text)]
    yield from (tuple(line[a:b]) for a, b in itertools.pairwise([0, *cuts, len(line)]))


LIST_MARK = re.compile(r"(?:[(\[](?:\d{1,2}|[a-z])[)\]]|(?:\d{1,2}|[a-z])[.)]|[•●▪■])\s\S", re.IGNORECASE)


def _right(printed: Sequence[Sequence[Run]], margin: float) -> float:
    """Where the lines of a column end: where several of them do near the margin, else there."""
    ends = sorted((line[-1].box.x1 for line in printed), reverse=True)
    full = len(ends) > 1 and ends[0] - ends[1] < RAGGED and ends[0] > margin - NEAR
    return ends[0] if full or (ends and ends[0] > margin) else margin


RAGGED, NEAR = 0.03, 0.08
"""Shares of the page's width by which two full lines end apart, and before the margin, at most."""


def _in_columns(printed: Sequence[Sequence[Run]]) -> list[Line]:
    """The lines of a page, those beside each other the left ones first; empty where none stand so."""
    pairs = [line for line in printed if len(line) == 2]
    edges = Counter(round(line[1].box.x0, 2) for line in pairs)
    split, often = edges.most_common(1)[0] if edges else (0.0, 0)
    if often < FEWEST_BESIDE:
        return []
    beside = [i for i, line in enumerate(printed) if len(line) == 2 and abs(line[1].box.x0 - split) < ALIGNED]
    last = beside[-1] + 1
    while last < len(printed) and all(run.box.x1 < split or run.box.x0 > split - ALIGNED for run in printed[last]):
        last += 1
    inside = printed[beside[0] : last]
    lefts = [[run for run in line if run.box.x0 < split - ALIGNED] for line in inside]
    rights = [[run for run in line if run.box.x0 >= split - ALIGNED] for line in inside]
    halves = [line for line in lefts if line], [line for line in rights if line]
    margin = 1.0 - printed[0][0].box.x0
    edges_of = _right(halves[0], split), _right(halves[1], margin)
    columns = [Line(tuple(line), right) for half, right in zip(halves, edges_of, strict=True) for line in half]
    return [*_lines(printed[: beside[0]]), *columns, *_lines(printed[last:])]


FEWEST_BESIDE = 3
"""Lines that stand beside each other where cards do."""


def _parts_of_paragraphs(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, paragraphs parted at semicolons and marks: `Issued: (a) steel coil, 120 kg; (b) …`."""
    paragraph: list[Line] = []
    for at, line in enumerate([*lines, None]):
        if paragraph and (line is None or not goes_on(lines, at)):
            yield from _parts(paragraph)
            paragraph = []
        if line is not None:
            paragraph.append(line)


def _parts(paragraph: Sequence[Line]) -> Iterator[Line]:
    runs = [run for line in paragraph for run in line.runs]
    whole = run_of([word for run in runs for word in run.words], runs[0].page, runs[0].cell)
    cuts = [m.end() for m in PARTS.finditer(whole.text)]
    if len(cuts) < FEWEST_PARTS:
        yield from paragraph
        return
    lead = LEAD.match(whole.text[: cuts[0]])
    for a, b in itertools.pairwise([lead.end() if lead else 0, *cuts, len(whole.text)]):
        if part := whole.part(a, b):
            yield Line((part,), paragraph[0].right)


PARTS = re.compile(r";\s+(?:and\s+|und\s+|y\s+|et\s+)?|[,.]?\s(?=\((?:\d{1,2}|[a-z])\)\s)", re.IGNORECASE)
LEAD = re.compile(r"[^:;\d]{3,80}:\s")
"""Words that say what a paragraph lists."""
FEWEST_PARTS = 2


def _with_values_beside(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of captions over a line of their values as one line, each caption before its value, where items have such
    captions again and again.
    """
    texts = Counter(_text(line) for line in lines)
    skip = -1
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        if at == skip:
            continue
        if below and texts[_text(line)] > 1 and len(line.runs) > 1 and not line.figures and below.figures:
            skip = at + 1
            yield Line(tuple(_paired(line.runs, below.runs)), line.right)
        else:
            yield line


def _text(line: Line) -> str:
    return " ".join(run.text for run in line.runs)


def _paired(captions: Sequence[Run], values: Sequence[Run]) -> Iterator[Run]:
    """Each caption as one run with the values nearest below it."""
    under: list[list[Run]] = [[] for _ in captions]
    for value in values:
        at = min(range(len(captions)), key=lambda i: _apart(captions[i], value))
        under[at].append(value)
    for caption, below in zip(captions, under, strict=True):
        yield run_of([word for run in (caption, *below) for word in run.words], caption.page, caption.cell)


def _apart(caption: Run, value: Run) -> float:
    """How far a value stands from a caption above it: nothing where they overlap."""
    gap = max(caption.box.x0 - value.box.x1, value.box.x0 - caption.box.x1, 0.0)
    return gap or -min(caption.box.x1, value.box.x1) + max(caption.box.x0, value.box.x0)
