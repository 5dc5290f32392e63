"""Tables of factories turned on their side: captions down the left, and one product, heat or material a column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from extractors.captions.labels import EITHER, Labels
from extractors.layout import Run, Sheet, on_lines
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column
from schemas.page import Box

LEVEL = 0.006
"""Share of the page by which edges of one ruling may differ."""
ALIGNED = 0.008
"""Share of the page's width by which print below each other may be off where no ruling holds it."""
APART = 3.0
"""Line heights from one line of it to the next at most."""
FEWEST_CAPTIONS = 3
"""Known captions below each other from which they are those of columns that stand beside each other."""
FEWEST_BESIDE = 2
"""Columns of goods: with one alone captions are captions."""
TELLING = {"goods", "heat_number"}
"""What one of the captions must ask for."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of cells with its caption, and the columns that the caption may name."""

    caption: str
    names: tuple[str, ...]
    head: Box
    cells: tuple[Box, ...]
    runs: Mapping[Box, tuple[Run, ...]]


def turned_table(sheet: Sheet, labels: Labels) -> Table | None:
    """Such a table as if its columns were rows, a ruled one before one in the open; None where a page has none.

    Args:
        labels: the wordings of columns of goods.
    """
    lines = _open_rows(sheet, labels)
    near = APART * sheet.line_height
    return _first_turned(_rows(sheet, labels), _goes_on, labels) or _first_turned(
        lines, lambda above, row: _stands_under(above, row, near), labels
    )


def _first_turned(rows: Sequence[_Row], goes_on: Callable[[_Row, _Row], bool], labels: Labels) -> Table | None:
    block: list[_Row] = []
    for row in [*rows, None]:
        if row is not None and (not block or goes_on(block[-1], row)):
            block.append(row)
            continue
        if table := _turned(block, labels):
            return table
        block = [row] if row is not None else []
    return None


def _rows(sheet: Sheet, labels: Labels) -> list[_Row]:
    """The rows of cells of a page from top to bottom, each with the print of its cells."""
    runs = {cell: tuple(sheet.in_cell(i)) for i, cell in enumerate(sheet.page.cells)}
    found: list[_Row] = []
    rest = sorted(runs, key=lambda cell: (cell.y0, cell.x0))
    while rest:
        level = [c for c in rest if abs(c.y0 - rest[0].y0) < LEVEL and abs(c.y1 - rest[0].y1) < LEVEL]
        head, *cells = sorted(level, key=lambda cell: cell.x0)
        caption = " ".join(run.text for run in runs[head])
        found.append(_Row(caption, _names(caption, labels), head, tuple(cells), {c: runs[c] for c in level}))
        rest = [c for c in rest if c not in level]
    return found


def _open_rows(sheet: Sheet, labels: Labels) -> list[_Row]:
    """The lines of print that no ruling holds, each with its first run for a caption."""
    found: list[_Row] = []
    for line in on_lines([run for run in sheet.runs if run.cell < 0], 0.4):
        head, *runs = sorted(line, key=lambda run: run.box.x0)
        cells = {run.box: (run,) for run in runs}
        names = () if head.text.rstrip().endswith((":", "：")) else _names(head.text, labels)
        found.append(_Row(head.text, names, head.box, tuple(cells), cells))
    return found


def _stands_under(above: _Row, row: _Row, near: float) -> bool:
    """Whether a line stands right under another, each of its runs under one of that."""
    pairs = list(zip((above.head, *above.cells), (row.head, *row.cells), strict=False))
    aligned = all(abs(a.x0 - b.x0) < ALIGNED or abs(a.x1 - b.x1) < ALIGNED for a, b in pairs)
    return len(above.cells) == len(row.cells) > 0 and 0 < row.head.cy - above.head.cy < near and aligned


def _names(caption: str, labels: Labels) -> tuple[str, ...]:
    """What a caption asks for, of two languages the one that is known."""
    asked = ((part, labels.find(part)) for part in (caption, *EITHER.split(caption)))
    hits = (hit for part, hit in asked if hit and not hit.slips and 2 * hit.end > len(part))
    return next((hit.names for hit in hits), ())


def _goes_on(above: _Row, row: _Row) -> bool:
    """Whether a row stands right under another and has its cells."""
    edges = zip((above.head, *above.cells), (row.head, *row.cells), strict=False)
    alike = all(abs(a.x0 - b.x0) < LEVEL and abs(a.x1 - b.x1) < LEVEL for a, b in edges)
    return len(above.cells) == len(row.cells) and abs(row.head.y0 - above.head.y1) < LEVEL and alike


def _turned(block: Sequence[_Row], labels: Labels) -> Table | None:
    named: dict[str, _Row] = {}
    for row in block:
        name = next((name for name in row.names if name not in named), None)
        if name and any(row.runs[cell] for cell in row.cells):
            named[name] = row
    if len(named) < FEWEST_CAPTIONS or not TELLING & named.keys():
        return None
    first = next(row for name, row in named.items() if name in TELLING)
    places = [i for i, cell in enumerate(first.cells) if first.runs[cell]]
    values = [(row, row.cells[i]) for row in named.values() for i in places]
    told = [" ".join(run.text for run in row.runs[cell]) for row, cell in values]
    if len(places) < FEWEST_BESIDE or sum(map(bool, told)) < 0.8 * len(told) or any(_asks(t, labels) for t in told):
        return None
    step = 1 / (len(named) + 1)
    columns = [
        Column(name, step * n, step * (n + 1), row.caption, True, row.head.y0)
        for n, (name, row) in enumerate(named.items())
    ]
    rows = [
        Row({name: row.runs[row.cells[i]] for name, row in named.items() if row.runs[row.cells[i]]}) for i in places
    ]
    last = block[-1]
    box = Box(block[0].head.x0, block[0].head.y0, (last.cells or (last.head,))[-1].x1, last.head.y1)
    return Table(tuple(columns), tuple(rows), (), box)


def _asks(text: str, labels: Labels) -> bool:
    hit = labels.find(text)
    return hit is not None and hit.is_all_of(text)
