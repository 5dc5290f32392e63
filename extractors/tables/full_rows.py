"""Borders of columns without ruling, told by the printed lines that fill every column, else by the blanks.

Headers may stand to the left over figures to the right, so far that a figure stands under the next header; that the
line has as many cells as there are headers still says which is which.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Run, Sheet, on_lines, run_of
from extractors.tables.headers import Column
from schemas.page import Box, Word

FEWEST_COLUMNS = 3
OTHERS = 0.3
"""Share of its width by which a cell stands under a header that is not its own, where it must be another column's."""
SLACK = 0.01
"""Share of the page's width by which a cell may begin before its header."""
FIGURE = re.compile(r"\d[\d.,]*")
ALIGNED, FEWEST_ALIKE = 0.002, 3
"""Share of the page's width by which aligned print may differ, and lines in which a figure and a word must be so."""


def fitted_to_print(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[Column] | None:
    """The columns with borders told by lines that fill them all, or else by what stands under one header each."""
    return fitted_to_rows(sheet, columns, bottom, end) or fitted_to_heads(sheet, columns, bottom, end)


def fitted_to_rows(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[Column] | None:
    """The columns with the borders that lines of the body show; None where no line fills them all, or they disagree.

    Args:
        bottom: where the headers end.
        end: where the body ends.
    """
    if len(columns) < FEWEST_COLUMNS or any(column.ruled for column in columns):
        return None
    body = _lines(sheet, columns, bottom, end)
    lines = [line for line in body if _fills(line, columns)]
    heads = [column.x0 for column in columns]
    for cuts in (_recurring_cuts(body, heads), _cuts_at_heads(body, heads)):
        if not lines and cuts:
            parted = [[part for run in line for part in _parted(run, cuts)] for line in body]
            lines = [line for line in parted if _fills(line, columns)]
            body = parted if lines else body
    if not lines:
        return None
    cells = list(zip(*lines, strict=True))
    edges: list[float] = []
    for left, right in itertools.pairwise(cells):
        begins = min(run.box.x0 for run in right)
        if max(run.box.x1 for run in left) >= begins:
            return None
        ends = max(run.box.x1 for line in body for run in line if run.box.x1 < begins)  # what other lines have longer
        edges.append((ends + begins) / 2)
    outer = [max(0.0, min(columns[0].x0, cells[0][0].box.x0) - 0.03), *edges, min(1.0, columns[-1].x1 + 0.08)]
    outer[-1] = max(outer[-1], max(run.box.x1 for run in cells[-1]) + 0.005)
    return [replace(column, x0=a, x1=b) for column, (a, b) in zip(columns, itertools.pairwise(outer), strict=True)]


def fitted_to_heads(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[Column] | None:
    """The columns with borders between what stands under one header each; None where that leaves no room for them.

    Figures to the right of their column reach under no other header, however long they are.

    Args:
        bottom: where the headers end.
        end: where the body ends.
    """
    if len(columns) < FEWEST_COLUMNS or any(column.ruled for column in columns):
        return None
    reach = [(column.x0, column.x1) for column in columns]
    for line in _lines(sheet, columns, bottom, end):
        for piece in _pieces(line, columns):
            over = [i for i, c in enumerate(columns) if piece.x0 < c.x1 and piece.x1 > c.x0]
            if len(over) == 1:
                left, right = reach[over[0]]
                reach[over[0]] = min(left, piece.x0), max(right, piece.x1)
    if any(left[1] >= right[0] for left, right in itertools.pairwise(reach)):
        return None
    edges = [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(reach)]
    outer = [max(0.0, reach[0][0] - 0.03), *edges, min(1.0, max(reach[-1][1] + 0.005, columns[-1].x1 + 0.08))]
    return [replace(column, x0=a, x1=b) for column, (a, b) in zip(columns, itertools.pairwise(outer), strict=True)]


def _pieces(line: Sequence[Run], columns: Sequence[Column]) -> list[Box]:
    """The cells of a line: its runs, those that reach under several headers word by word."""
    pieces: list[Box] = []
    for run in line:
        crosses = sum(run.box.x0 < c.x1 and run.box.x1 > c.x0 for c in columns) > 1
        pieces += [word.box for word in run.words] if crosses else [run.box]
    return pieces


def _lines(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[list[Run]]:
    """The printed lines of the body, each from left to right."""
    left, right = columns[0].x0 - 0.03, columns[-1].x1 + 0.12
    body = [run for run in sheet.runs if bottom <= run.box.cy < end and left <= run.box.cx <= right]
    return on_lines(body, 0.4)


def _recurring_cuts(lines: Sequence[Sequence[Run]], heads: Sequence[float]) -> list[tuple[float, float]]:
    """Where line after line a figure ends and other print begins: to the right in its column, to the left in the next.

    So close that both make one run: `24.000 NSK25K112` over `6.000 HW260105`.

    Args:
        heads: where headers begin.
    """
    rows = [sorted((word for run in line for word in run.words), key=lambda word: word.box.x0) for line in lines]
    figures = [word.box for row in rows for word in row if FIGURE.fullmatch(word.text)]
    pairs = [(a.box.x1, b.box.x0) for row in rows for a, b in itertools.pairwise(row) if FIGURE.fullmatch(a.text)]
    cuts: list[tuple[float, float]] = []
    for end, begin in pairs:
        if not any(abs(begin - x0) < SLACK for x0 in heads):
            continue  # `60 ea` is one cell
        alike = sum(abs(end - x1) < ALIGNED and abs(begin - x0) < ALIGNED for x1, x0 in pairs)
        begins = [box.x0 for box in figures if abs(box.x1 - end) < ALIGNED]
        if alike >= FEWEST_ALIKE and max(begins) - min(begins) > 2 * ALIGNED and (end, begin) not in cuts:
            cuts.append((end, begin))
    return cuts


def _cuts_at_heads(lines: Sequence[Sequence[Run]], heads: Sequence[float]) -> list[tuple[float, float]]:
    """Where a figure, with its unit or without, ends close before print that begins right where a header does.

    One line may show it, if it fills all columns when it is cut there: `199 BRAKE DRUMS` under a weight to the right.
    """
    cuts: list[tuple[float, float]] = []
    for line in lines:
        for run in line:
            for at, (a, b) in enumerate(itertools.pairwise(run.words)):
                measured = at and FIGURE.fullmatch(run.words[at - 1].text) and UNIT.fullmatch(a.text)
                if (measured or FIGURE.fullmatch(a.text)) and any(abs(b.box.x0 - x0) < AT_HEAD for x0 in heads):
                    cuts.append((a.box.x1, b.box.x0))
    return cuts


UNIT = re.compile(r"(?:K|KGS?|KGM|LBS?|MTS?|CBM|M3|M³)\.?", re.IGNORECASE)
AT_HEAD = 0.004
"""Share of the page's width by which print may begin beside its header."""


def _parted(run: Run, cuts: Sequence[tuple[float, float]]) -> list[Run]:
    groups: list[list[Word]] = [[run.words[0]]]
    for a, b in itertools.pairwise(run.words):
        if any(abs(a.box.x1 - end) < ALIGNED and abs(b.box.x0 - begin) < ALIGNED for end, begin in cuts):
            groups.append([])
        groups[-1].append(b)
    return [run_of(group, run.page, run.cell) for group in groups] if len(groups) > 1 else [run]


def _fills(line: Sequence[Run], columns: Sequence[Column]) -> bool:
    """Whether a line has one cell for each column, each between the header before its own and the next header."""
    if len(line) != len(columns):
        return False
    before = [-1.0] + [column.x1 for column in columns[:-1]]
    following = [column.x1 for column in columns[1:]] + [1.0]
    return all(
        (run.box.x1 > column.x0 - SLACK or run.box.x0 > last) and run.box.x0 < after
        and not _anothers(run, column, columns)
        for run, column, last, after in zip(line, columns, before, following, strict=True)
    )  # fmt: skip


def _anothers(run: Run, column: Column, columns: Sequence[Column]) -> bool:
    """Whether a cell stands under another column's header and not under its own."""
    under = {c.x0: min(c.x1, run.box.x1) - max(c.x0, run.box.x0) for c in columns}
    return under[column.x0] <= 0 and max(under.values()) > OTHERS * run.box.width


def fitted_to_words(columns: Sequence[Column], body: Sequence[Word]) -> list[Column]:
    """Columns without ruling get their borders where the fewest words of the body stand."""
    fitted = list(columns)
    for i in range(len(fitted) - 1):
        a, b = fitted[i], fitted[i + 1]
        if a.ruled and b.ruled:
            continue
        if a.ruled or b.ruled:  # one header has lost its cell; its neighbour's border is where it was
            middle = a.x1 if a.ruled else b.x0
        else:
            under_header = columns[i]  # `a` already reaches to its left border
            middle = _valley((under_header.x0 + under_header.x1) / 2, (b.x0 + b.x1) / 2, a.x1, b.x0, body)
        fitted[i] = Column(a.name, a.x0, middle, a.header, a.ruled, a.top)
        fitted[i + 1] = Column(b.name, middle, b.x1, b.header, b.ruled, b.top)
    first, last = fitted[0], fitted[-1]
    if not first.ruled:
        fitted[0] = Column(first.name, max(0.0, first.x0 - 0.03), first.x1, first.header, False, first.top)
    if not last.ruled:
        last = fitted[-1]
        fitted[-1] = Column(last.name, last.x0, min(1.0, last.x1 + 0.08), last.header, False, last.top)
    return fitted


def _valley(left: float, right: float, prefer_from: float, prefer_to: float, body: Sequence[Word]) -> float:
    steps = 90
    places = [left + (right - left) * i / steps for i in range(steps + 1)]
    crossing = [sum(1 for w in body if w.box.x0 - 0.002 < x < w.box.x1 + 0.002) for x in places]
    least = min(crossing)
    # A header fits into its column, so that the border is between two headers where anything is free there.
    between = [i for i, x in enumerate(places) if prefer_from - 0.004 <= x <= prefer_to + 0.004]
    if between and min(crossing[i] for i in between) == least:
        places, crossing = [places[i] for i in between], [crossing[i] for i in between]
    gaps: list[list[float]] = []
    for before, (x, count) in zip([None, *crossing], zip(places, crossing, strict=True), strict=False):
        if count == least:
            gaps = [*gaps[:-1], [*gaps[-1], x]] if gaps and before == least else [*gaps, [x]]
    goal = (prefer_from + prefer_to) / 2
    # Blanks between the words of one column may stand below each other; between columns there is more of it.
    widest = max(gaps, key=lambda gap: (gap[-1] - gap[0]) - 0.1 * min(abs(x - goal) for x in gap))
    return min(widest, key=lambda x: abs(x - goal))
