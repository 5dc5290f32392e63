"""Captions that a number or the print beside them answers, though it begins like a caption or goes on like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.labels import LINE, Hit, Labels
from extractors.captions.neighbouring_cells import adjoins
from extractors.layout import Run, Sheet
from schemas.reference.units import unit_named

LETTERS = re.compile(r"(?<=\s)(?!N[or]\b|NO\b)(?:[A-Z]{1,4}-|(?:SO|OF|WO|MO|OP|OV|PV|CC|CO) )$")
"""Letters of a number at the end of what was taken for its caption: `Ordre de fabrication OF-44120`."""
NEAR = 0.35
"""Share of the page's width within which print answers a caption left of it."""
LEVEL = 0.5
LEFT = 0.01


def with_own_letters(run: Run, hit: Hit, labels: Labels) -> Hit:
    """The caption without the letters with which the number behind it begins."""
    letters = LETTERS.search(run.text[: hit.end])
    if letters is None or hit.colon or not run.text[hit.end : hit.end + 1].isdigit():
        return hit
    shorter = labels.find(run.text[: letters.start()])
    same = shorter is not None and set(shorter.names) & set(hit.names) and shorter.end >= letters.start() - 1
    return replace(hit, end=letters.start()) if same else hit


def answered_beside(run: Run, below: Run, runs: Sequence[Run], labels: Labels) -> bool:
    """Whether two lines are captions with each its answer right of it, though one wording has the words of both."""
    hits = [(labels.find(caption.text), caption) for caption in (run, below)]
    stated = hits[1][0]
    if stated and not stated.slips and re.search(r"\d", below.text[stated.end :]):  # `INVOICE DATE NOV 03 2026`
        hits = hits[:1]
    if not all(hit is not None and not hit.slips and hit.is_all_of(caption.text) for hit, caption in hits):
        return False
    right = [
        [r for r in runs if _level(r, caption) and r.cell == caption.cell and 0 < r.box.x0 - caption.box.x1 < NEAR]
        for _, caption in hits
    ]
    if not right[0] and len(right) > 1 and below.box.x0 - run.box.x0 > INDENTED:
        return bool(right[1])  # `BLANKET PERIOD` over `FROM` and `TO`, each with its date
    if not all(right):
        return False
    if len(hits) == 1:
        return labels.find(min(right[0], key=lambda r: r.box.x0).text) is None
    first, second = (min(beside, key=lambda r: r.box.x0) for beside in right)
    column = abs(first.box.x0 - second.box.x0) < LEFT
    return column and all(labels.find(r.text.lstrip(" :：")) is None for r in (first, second))


def is_unit(run: Run, before: Sequence[tuple[Run, Hit | None]]) -> bool:
    """`PCS` right of `Unit:`, which headers of columns are worded like too."""
    caption, asked = before[-1] if before else (run, None)
    waits = asked is not None and asked.colon and asked.is_all_of(caption.text) and UNIT in asked.names
    return waits and _level(run, caption) and unit_named(run.text) is not None


UNIT = f"{LINE}unit"
INDENTED = 0.01
"""Share of the page's width by which a caption stands right of the heading over it."""


def _level(a: Run, b: Run) -> bool:
    return a is not b and abs(a.box.cy - b.box.cy) < LEVEL * min(a.box.height, b.box.height)


def is_asked_for(run: Run, hit: Hit, before: Sequence[tuple[Run, Hit | None]], sheet: Sheet) -> bool:
    """Whether a cell only begins like a caption, and one beside or above asks: `Assembly shop 2` for a department."""
    if run.cell < 0 or hit.colon or hit.is_all_of(run.text) or not before:
        return False
    here = sheet.page.cells[run.cell]
    waiting = [
        last
        for last, asks in before
        if asks is not None and asks.is_all_of(last.text) and last.cell >= 0 and len(sheet.in_cell(last.cell)) == 1
    ]
    above = [sheet.page.cells[last.cell] for last in waiting]
    beside = bool(waiting) and waiting[-1] is before[-1][0] and adjoins(sheet, waiting[-1].cell, run.cell)
    return beside or any(
        abs(c.y1 - here.y0) < LEFT and abs(c.x0 - here.x0) < LEFT and abs(c.x1 - here.x1) < LEFT for c in above
    )
