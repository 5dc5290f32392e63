"""Goods at the end of a row, behind its figures: no sentence however long, and no part of the figure before them.

A figure at the right edge of its column may stand so close to the next that both make one run: `987.50 HAND TOOLS`.
Word by word each would find its column; as one run they read like print that begins under the figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Run, Sheet, run_of
from extractors.nlp.goods import counts_packages
from extractors.tables.headers import Column

FIGURES = re.compile(r"[(]?\d[\d.,']*[)]?|(?:KGS?|LBS?|G|T|MT|PCS|CTNS?)\.?", re.IGNORECASE)
"""A word of an amount, or its unit."""
AT_HEADER = 0.02
"""Share of the page's width within which print begins where its header does."""


def figures_apart(sheet: Sheet, columns: Sequence[Column], bottom: float) -> Sheet:
    """The sheet with such runs below the headers parted where the next column begins."""
    if any(column.ruled for column in columns):
        return sheet
    runs: list[Run] = []
    for run in sheet.runs:
        at = _border(run, columns) if run.box.cy > bottom and len(run.words) > 1 else 0
        parts = (run.words[:at], run.words[at:]) if at else ()
        runs += [run_of(part, run.page, run.cell) for part in parts] or [run]
    return sheet if len(runs) == len(sheet.runs) else replace(sheet, runs=tuple(runs))


def _border(run: Run, columns: Sequence[Column]) -> int:
    """Which word of a run is the first of the goods in the next column, behind figures; 0 where none is."""
    first = _column_at(run.words[0].box.cx, columns)
    if first < 1 or first + 1 == len(columns) or not re.match(r"\W?\d", run.text):
        return 0
    after = columns[first + 1]
    if after.name != "goods" or counts_packages(run.text):  # `12 CARTONS` is of one column
        return 0
    for at, word in enumerate(run.words):
        if not FIGURES.fullmatch(word.text):
            begins = abs(word.box.x0 - after.x0) < AT_HEADER
            return at if begins and re.match(r"\W*[^\W\d_]{2}", word.text) else 0
    return 0


def _column_at(at: float, columns: Sequence[Column]) -> int:
    """The last column whose header begins left of a place; -1 where none does."""
    return sum(column.x0 <= at for column in columns) - 1


FIGURES_BESIDE = 2
"""Columns with figures beside print that ends a row, at least: a number stands before a remark too."""


def ends_row(sheet: Sheet, run: Run, columns: Sequence[Column]) -> bool:
    """Whether print under the last column has figures of its row under several columns before it."""
    if not columns[-1].x0 - AT_HEADER <= run.box.x0:
        return False
    level = [r for r in sheet.runs if abs(r.box.cy - run.box.cy) < 0.5 * run.box.height and r.box.x1 <= run.box.x0]
    figures = [r.box.cx for r in level if FIGURES.fullmatch(r.words[0].text) and r.text[:1].isdigit()]
    return len({_column_at(at, columns) for at in figures}) >= FIGURES_BESIDE
