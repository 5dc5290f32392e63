"""Goods that stand in the boxes of their own captions, as on an air waybill: where each caption ends, goods begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from extractors.captions.labels import Labels
from extractors.layout import Run, Sheet
from schemas.page import Word

LARGER = 1.25
"""How much higher than a caption the print of a value below it stands at least, where captions are printed small."""
LINES = 4.0
"""Line heights from which a box holds rows of goods and is no header of some lines."""
LOOSE = 4
FEWEST = 2
"""Boxes that must hold figures below their captions."""


class Captioned(Protocol):
    """A header: the box of the page it stands in (-1 for none) and where its last line ends."""

    @property
    def cell(self) -> int: ...
    @property
    def bottom(self) -> float: ...


class Column(Protocol):
    """Its extent across the page, and where the caption in its own box ends."""

    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def below(self) -> float: ...


def is_value_below(caption: Run, run: Run) -> bool:
    """Whether print under a caption is larger than it, so that it answers it instead of going on with it."""
    return run.box.height > LARGER * caption.box.height


def begin_of_goods(sheet: Sheet, heads: Sequence[Captioned]) -> float | None:
    """Where the first print under a caption stands in the boxes they share; None where the goods have boxes of their
    own. Heights as shares of the page."""
    filled = [(head, _under(sheet, head)) for head in heads if head.cell >= 0]
    told = [
        runs
        for head, runs in filled
        if any(re.search(r"\d{2}", run.text) for run in runs)
        and sheet.page.cells[head.cell].height > LINES * sheet.line_height
    ]
    if len(told) < FEWEST or len(filled) < len(heads):
        return None
    return min(run.box.y0 for runs in told for run in runs)


def _under(sheet: Sheet, head: Captioned) -> list[Run]:
    return [run for run in sheet.in_cell(head.cell) if run.box.cy > head.bottom]


def without_captions(words: Sequence[Word], columns: Sequence[Column]) -> list[Word]:
    """The print of a table's body that is no further line of a caption beside shorter ones."""
    return [w for w in words if not any(c.x0 <= w.box.cx < c.x1 and w.box.cy < c.below for c in columns)]


def loose_cells(sheet: Sheet) -> set[int]:
    """Cells with several runs beside each other: a frame around columns that white space parts, a tinted band."""
    loose: set[int] = set()
    for i in {r.cell for r in sheet.runs if r.cell >= 0}:
        runs, cell = sheet.in_cell(i), sheet.page.cells[i]
        beside = max(sum(1 for r in runs if abs(r.box.cy - s.box.cy) < 0.5 * s.box.height) for s in runs)
        low = cell.height < LINES * sheet.line_height
        if beside >= LOOSE or (low and _side_by_side(runs) >= LOOSE):
            loose.add(i)
    return loose


def frames(sheet: Sheet, labels: Labels) -> set[int]:
    """Boxes whose first line is headers side by side, with the columns of these below: Maersk's goods."""
    found: set[int] = set()
    for i in {r.cell for r in sheet.runs if r.cell >= 0}:
        runs = sheet.in_cell(i)
        level = [r for r in runs if abs(r.box.cy - runs[0].box.cy) < 0.5 * runs[0].box.height]
        tall = sheet.page.cells[i].height > LINES * sheet.line_height and len(runs) > len(level)
        if tall and len(level) >= FEWEST_HEADERS and all(_is_header(r, labels) for r in level):
            found.add(i)
    return found


FEWEST_HEADERS = 3


def _is_header(run: Run, labels: Labels) -> bool:
    return labels.find(run.text) is not None and re.search(r"\d", run.text) is None


def _side_by_side(runs: Sequence[Run]) -> int:
    """How many columns of print there are, whatever their heights: headers of one line are centred beside longer."""
    count, reached = 0, -1.0
    for run in sorted(runs, key=lambda r: r.box.x0):
        count += run.box.x0 > reached
        reached = max(reached, run.box.x1)
    return count
