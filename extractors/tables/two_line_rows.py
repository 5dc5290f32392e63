"""Tables whose headers and rows both take two lines: `Part No.` over `Specification`, `Quantity` over `Lot`.

Programs print so what does not fit beside each other. What stands in the first line of a row is asked for by the first
line of the headers, what stands below it by the second.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.captions.labels import Labels
from extractors.columns.renaming import renamed
from extractors.layout import Run, Sheet
from extractors.tables.goods_tables import Row, Stops, Table, table_under
from extractors.tables.headers import UNKNOWN, Column, Header

FEWEST = 2
"""Columns with a second header that such a table has at least."""
FILLED = 0.6
"""Share of the cells of these columns that must have a second line."""
STEP, REACH = 1.9, 3.5
"""Line heights that both lines of headers are apart, and that the first is below the top of its cell, at most."""
Second = Mapping[str, Column]
"""For a column of the first line of headers the one below it."""


def table_of_two_lines(sheet: Sheet, header: Header, labels: Labels, stops: Stops, limit: float) -> Table | None:
    """The table under headers of two lines, each row's second line in columns of its own; None where there is none.

    Args:
        labels: the wordings of the table's columns.
        limit: where something else begins on the page, as a share of its height.
    """
    columns, below, end = _second_line(sheet, header[0], labels)
    if len(below) < FEWEST:
        return None
    # a column of two meanings has twice as many values as there are rows, and does not say how many these are
    unsure = [replace(c, name=UNKNOWN + c.name) if c.name in below else c for c in columns]
    table = table_under(sheet, (unsure, max(header[1], end)), stops, limit)
    table = renamed(table, {UNKNOWN + name: name for name in below})
    rows = _whole_rows(table.rows)
    cells = [row.cells[name] for row in rows for name in below if row.cells.get(name)]
    if not cells or sum(len(runs) > 1 for runs in cells) < FILLED * len(cells):
        return None
    found = {column.name: column for column in table.columns}
    second = [replace(found[name], name=column.name, header=column.header) for name, column in below.items()]
    return replace(table, columns=(*table.columns, *second), rows=tuple(_parted(row, below) for row in rows))


def _second_line(sheet: Sheet, columns: Sequence[Column], labels: Labels) -> tuple[list[Column], Second, float]:
    """The columns as the first line names them, the headers below them of other meanings, and where these end."""
    taken = {column.name for column in columns}
    upper: list[Column] = []
    below: dict[str, Column] = {}
    end = 0.0
    for column in columns:
        upper.append(column)
        reach = column.top + REACH * sheet.line_height
        over = [r for r in sheet.runs if column.top - 0.002 < r.box.cy < reach and _is_under(r, column)]
        lines = sorted(over, key=lambda r: r.box.cy)[:2]
        if len(lines) < 2 or lines[1].box.cy - lines[0].box.cy > STEP * sheet.line_height:
            continue
        first, second = (labels.find(line.text) for line in lines)
        whole = all(hit and hit.is_all_of(line.text) for hit, line in zip((first, second), lines, strict=True))
        if not (first and second and whole):
            continue
        own = column.name if column.name in first.names else next((n for n in first.names if n not in taken), None)
        name = next((n for n in second.names if n not in taken - {column.name} and n != own), None)
        if own is not None and name is not None:
            taken |= {own, name}
            upper[-1] = replace(column, name=own, header=lines[0].text)
            below[own] = replace(column, name=name, header=lines[1].text)
            end = max(end, lines[1].box.y1)
    return upper, below, end


def _is_under(run: Run, column: Column) -> bool:
    return min(run.box.x1, column.x1) > max(run.box.x0, column.x0)


def _whole_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows of two lines where nothing in them said which lines belong together."""
    single = all(len(runs) < 2 for row in rows for runs in row.cells.values())
    if not single or len(rows) % 2:
        return list(rows)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return [
        Row({name: (*a.cells.get(name, ()), *b.cells.get(name, ())) for name in {**a.cells, **b.cells}})
        for a, b in pairs
    ]


def _parted(row: Row, below: Second) -> Row:
    runs = list(itertools.chain.from_iterable(row.cells.values()))
    first = min(run.box.cy for run in runs)
    cells = dict(row.cells)
    for name, column in below.items():
        level = [run for run in cells.get(name, ()) if run.box.cy - first < 0.6 * run.box.height]
        cells[column.name] = tuple(run for run in cells.get(name, ()) if run not in level)
        cells[name] = tuple(level)
    return Row({name: lines for name, lines in cells.items() if lines})
