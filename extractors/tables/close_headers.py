"""Headers that stand so close that they make one run of print: which words of it are headers of their own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from extractors.captions.labels import Hit, Labels
from extractors.layout import Run, Sheet, rows, run_of
from extractors.tables.cell_rows import parts_under
from schemas.page import Box, Word

BLANK, WIDER = 0.4, 1.5
"""Line heights, and usual blanks of the page, that words of two headers stand apart at least."""


class Boxed(Protocol):
    """What has a place: a header known."""

    box: Box


def left_over(sheet: Sheet, run: Run, known: Sequence[Boxed]) -> list[Run]:
    """The headers inside a run of print that no wording is known for; words that go on with a known one prolong it."""
    free: list[Run] = []
    for part in apart(sheet, run):
        mine = [head for head in known if min(head.box.x1, part.box.x1) > max(head.box.x0, part.box.x0)]
        if len(mine) == 1:
            mine[0].box = mine[0].box.union(part.box)  # `Weighed` of `Weighed kg`
        elif not mine:
            free.append(part)
    return free


def apart(sheet: Sheet, run: Run) -> list[Run]:
    """The parts of a run between which there is more than the blank of the page's words."""
    if len(run.words) < 2:
        return [run]
    widest = max(BLANK, WIDER * sheet.usual_blank)
    groups: list[list[Word]] = [[run.words[0]]]
    for last, word in itertools.pairwise(run.words):
        if sheet.gap(last.box, word.box) < widest:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [run_of(group, run.page, run.cell) for group in groups] if len(groups) > 1 else [run]


def over_columns(sheet: Sheet, run: Run, labels: Labels) -> list[Run]:
    """The parts of a run that reads like one header but stands over two columns: `Origin Vendor` over `US  Westlake`.

    Each part is a wording of its own, which a blank parts from the other all down the first rows. In print of one
    width of letters several may follow each other (`QTDE. REQUISITADA UM LOTE`); then print begins under the last.
    """
    hit = labels.find(run.text) if len(run.words) > 1 else None
    if hit is None or (not hit.composed and hit.is_all_of(run.text)):
        return [run]
    for at, word in zip(run.spans[1:], run.words[1:], strict=True) if hit.composed else ():
        left, right = run.part(0, at), run.part(at)
        if left and right and _is_own(left.text, labels) and _is_own(right.text, labels):
            return [left, right] if _part_below(sheet, run, word.box.x0) else [run]
    for at, word in reversed([*zip(run.spans[1:], run.words[1:], strict=True)]):
        left, right = run.part(0, at), run.part(at)
        if left and right and _is_own(right.text, labels) and _begin_level(sheet, run, word.box.x0):
            return [*over_columns(sheet, left, labels), right]
    return [run]


def _is_own(text: str, labels: Labels) -> bool:
    hit = labels.find(text.strip())
    return hit is not None and not hit.composed and not hit.slips and hit.is_all_of(text.strip())


def _part_below(sheet: Sheet, header: Run, at: float) -> bool:
    """Whether the first rows under a header all have print on both sides of a blank near `at`."""
    box, line = header.box, sheet.line_height
    under = [r for r in sheet.runs if box.y1 < r.box.cy < box.y1 + ROWS_BELOW * line]
    under = [r for r in under if min(r.box.x1, box.x1) > max(r.box.x0, box.x0)]
    lines: list[list[Run]] = []
    for run in sorted(under, key=lambda r: r.box.cy):
        if lines and run.box.cy - lines[-1][0].box.cy < 0.5 * line:
            lines[-1].append(run)
        else:
            lines.append([run])
    pairs = [(max(row, key=lambda r: -r.box.x0), max(row, key=lambda r: r.box.x0)) for row in lines if len(row) == 2]
    if len(pairs) < max(2, len(lines)):
        return False
    blank = max(left.box.x1 for left, _ in pairs), min(right.box.x0 for _, right in pairs)
    return blank[0] < blank[1] and pairs[0][0].box.x0 < at


def _begin_level(sheet: Sheet, header: Run, at: float) -> bool:
    """Whether all the first rows under a header have a word that begins where one of its words does, behind others."""
    box, line = header.box, sheet.line_height
    under = [w for r in sheet.runs for w in r.words if box.y1 < w.box.cy < box.y1 + ROWS_BELOW * line]
    under = [word for word in under if min(word.box.x1, box.x1) > max(word.box.x0, box.x0)]
    levels = rows(under)
    begins = [any(abs(word.box.x0 - at) < LEVEL for word in row) for row in levels]
    behind = [any(word.box.x1 < at for word in row) for row in levels]
    return len(levels) >= FEWEST_LEVEL and all(begins) and all(behind)


LEVEL, FEWEST_LEVEL = 0.004, 4
"""Share of the page's width by which words of one column begin apart, and rows that tell that they do."""
ROWS_BELOW = 7
"""Line heights below a header in which the rows are looked at."""


def below_box(box: Box, others: Sequence[Run], line: float) -> Run | None:
    """The run right below a box that shares most of its width."""
    for other in others:
        if goes_on_below(box, other.box, line) and other.box.width < 3.2 * box.width:
            return other
    return None


def goes_on_below(upper: Box, lower: Box, line: float) -> bool:
    """Whether a header's second line stands right below its first: `For the` over `order`."""
    shared = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
    return 0 <= lower.y0 - upper.y1 + 0.3 * line < 0.9 * line and shared > 0.6 * min(upper.width, lower.width)


def titles_table(run: Run, below: Run, free: Sequence[Run], labels: Labels) -> bool:
    """Whether print alone on its line is the title of the table whose first header stands below it: `Materials` over
    `Item | Description | Qty`, which would ask for an item of materials.

    The header below is one by itself, the first of its line; `Marks and` over `Nos.` goes on.
    """
    level = [r for r in free if r is not run and abs(r.box.cy - run.box.cy) < 0.5 * run.box.height]
    row = [r for r in free if abs(r.box.cy - below.box.cy) < 0.5 * below.box.height]
    if level or len(row) < BESIDE_FIRST or min(row, key=lambda r: r.box.x0) is not below:
        return False
    hit = labels.find(below.text)
    return hit is not None and hit.is_all_of(below.text) and GOING_ON.search(run.text) is None


BESIDE_FIRST = 3
"""Headers that a table under a title has at least."""
GOING_ON = re.compile(r"[/&,(-]\W*$|\b(?:AND|OF|THE|OR|UND|DER|DE|DEL|ET|E|Y|VÀ)\W*$", re.IGNORECASE)
"""Ends of a header's first line."""


def level_with_figures(run: Run, free: Sequence[Run]) -> bool:
    """Whether print stands level with figures: `Kit components` is the first row's, and no header's second line."""
    return any(abs(r.box.cy - run.box.cy) < 0.5 * run.box.height and re.search(r"\d{2}", r.text) for r in free)


def group_cells(sheet: Sheet, labels: Labels) -> set[int]:
    """Cells of headings over several headers of their own: `Weight (kg)` over `Gross` and `Net`."""
    cells = sheet.page.cells
    asks = {i for i in range(len(cells)) if _is_header(" ".join(run.text for run in sheet.in_cell(i)), labels)}
    groups: set[int] = set()
    for i, (wide, parts) in enumerate(zip(cells, parts_under(cells), strict=True)):
        under = [j for j in parts if j in asks]
        covered = sum(cells[j].width for j in under)
        if len(under) > 1 and covered > 0.9 * wide.width:
            groups.add(i)
    return groups


def _is_header(text: str, labels: Labels) -> bool:
    hit = labels.find(text) if text and not re.search(r"\d", text) else None
    return hit is not None and hit.is_all_of(text)


def among_figures(sheet: Sheet, heads: Sequence[Boxed]) -> bool:
    """Whether figures stand level with words that read like further headers: those are of a row."""
    top, low = min(h.box.y0 for h in heads), max(h.box.y1 for h in heads)
    return sum(top < r.box.cy < low and FIGURES.fullmatch(r.text) is not None for r in sheet.runs) > 1


FIGURES = re.compile(r"\W*\d[\d.,]*\d\W*(?:[^\W\d]{1,4})?")
"""An amount, with its unit or without."""


class Headed(Boxed, Protocol):
    """What may be a header: `cell` -1 where no ruling holds it."""

    hit: Hit
    text: str
    cell: int


H = TypeVar("H", bound=Headed)


def half_a_line_off(band: Sequence[H], heads: Sequence[H]) -> list[H]:
    """Headers in the middle of two lines, beside those of a band in the lower one under what these share."""
    return [
        head
        for head in heads
        if head.cell < 0
        and head.hit.is_all_of(head.text)
        and not head.hit.colon
        and all(abs(head.box.cy - h.box.cy) < h.box.height for h in band)
        and all(min(h.box.x1, head.box.x1) < max(h.box.x0, head.box.x0) for h in band)
    ]
