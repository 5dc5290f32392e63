"""Ruling that is typed: lines of `-----` or `=====`, alone or column by column, as printers of text draw tables.

Read as print they are sentences that end the table right below its headers.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.layout import Run, Sheet, on_lines, run_of
from schemas.page import Word

TYPED = re.compile(r"(?:[-=_─━═–—~+|│┼ ]|\s)*[-=_─━═–—~]{3,}(?:[-=_─━═–—~+|│┼ ]|\s)*")
"""Print of strokes alone."""
STROKES = re.compile(r"[-=_─━═–—~+|│┼\s]+")
"""The same over a narrow column beside wider ones: `--`."""
WIDE = 0.3
"""Share of the page's width that one line of strokes must have to be a rule and no place to sign."""
PARTS = 3
"""Pieces beside each other, one under each header, that are a rule however short they are."""


BAR = re.compile(r"[|│┃¦║]+")
GLUED = re.compile(r"[|│┃¦║][^|│┃¦║]|[^|│┃¦║][|│┃¦║]")
BARS, BARRED, LEVEL = 2, 3, 0.004
"""Upright strokes that a line has at least, lines that have one at the same place at least, and how exactly there."""
FIGURES = re.compile(r"\d{3}")
"""What no header has."""
ALONE = 6
"""Lines that have an upright stroke at the same place at least, where it is the only one of most of them."""


def without_drawn_rules(sheet: Sheet) -> Sheet:
    """The sheet without lines that hold nothing but typed strokes right across a table, and without its typed walls.

    Print on both sides of a wall is print of two cells.
    """
    return without_walls(_with_bars_apart(_without_strokes(sheet)))


def without_walls(sheet: Sheet) -> Sheet:
    """Runs parted at upright strokes that stand below each other: `Plot 7 | Pune` in a head has them alone."""
    alone: list[float] = []
    places: list[float] = []
    for line in on_lines(sheet.runs, 0.5):
        here = [word.box.cx for run in line for word in run.words if BAR.fullmatch(word.text)]
        places += here if len(here) >= BARS else []
        alone += here
    walls = {
        x
        for x in alone
        if sum(abs(x - other) < LEVEL for other in places) >= BARRED
        or sum(abs(x - other) < LEVEL for other in alone) >= ALONE
    }
    if not walls:
        return sheet
    runs: list[Run] = []
    for run in sheet.runs:
        groups: list[list[Word]] = [[]]
        for word in run.words:
            if BAR.fullmatch(word.text) and word.box.cx in walls:
                groups.append([])
            else:
                groups[-1].append(word)
        runs += [run_of(group, run.page, run.cell) for group in groups if group] if len(groups) > 1 else [run]
    return replace(sheet, runs=tuple(runs))


def _with_bars_apart(sheet: Sheet) -> Sheet:
    """Strokes that stand close to their cells (`|0010|R-4410`) as words of their own, where several lines have them."""
    glued = [run for run in sheet.runs if any(GLUED.search(word.text) for word in run.words)]
    if len(on_lines(glued, 0.5)) < BARRED:
        return sheet
    apart = {id(run): [piece for word in run.words for piece in _pieces(word)] for run in glued}
    runs = (run_of(apart[id(run)], run.page, run.cell) if id(run) in apart else run for run in sheet.runs)
    return replace(sheet, runs=tuple(runs))


def _pieces(word: Word) -> list[Word]:
    """A word cut at its strokes, each letter as wide as the others, as printers of text have them."""
    step = word.box.width / len(word.text)
    parts = re.finditer(r"[|│┃¦║]|[^|│┃¦║]+", word.text) if GLUED.search(word.text) else ()
    cut = [
        replace(word, text=m.group(), box=replace(word.box, x0=word.box.x0 + step * m.start(),
                                                  x1=word.box.x0 + step * m.end()))
        for m in parts
    ]  # fmt: skip
    return cut or [word]


def without_rules_under_headers(sheet: Sheet) -> Sheet:
    """The sheet without typed strokes right under words side by side, as headers stand; others may end a list."""
    return _without_strokes(sheet, under_headers=True)


def _without_strokes(sheet: Sheet, *, under_headers: bool = False) -> Sheet:
    drawn: set[int] = set()
    above: list[Run] = []
    for line in on_lines(sheet.runs, 0.5):
        strokes = all(STROKES.fullmatch(run.text) for run in line)
        if not strokes or not any(TYPED.fullmatch(run.text) for run in line):
            beside = (r for r in line if r.box.width > WIDE and TYPED.fullmatch(r.text) and not under_headers)
            drawn |= {id(run) for run in beside}
            near = above and line[0].box.y0 - above[-1].box.y1 < sheet.line_height
            above = [*above, *line] if near else list(line)
            continue
        width = line[-1].box.x1 - line[0].box.x0
        heads = len(above) >= PARTS and not any(FIGURES.search(run.text) for run in above)
        if width > WIDE and (len(line) >= PARTS or line[0].box.width > WIDE) and (heads or not under_headers):
            drawn |= {id(run) for run in line}
        above = []
    return replace(sheet, runs=tuple(run for run in sheet.runs if id(run) not in drawn)) if drawn else sheet
