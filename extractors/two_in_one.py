"""Columns that hold two things with a stroke between them: `871496 / 80 CTN` under `HS Code / Packages`."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.headers import Column
from extractors.labels import Labels
from extractors.layout import Run, run_of
from extractors.tables import Row, Table

STROKE = re.compile(r"\s+/\s*|\s*/\s+")


def parted(table: Table, labels: Labels) -> Table:
    """The table with such columns parted, where both names stand in the header and a stroke in every filled cell.

    Args:
        labels: the wordings of all columns of the form.
    """
    for column in table.columns:
        taken = {other.name for other in table.columns if other is not column}
        names = _names(column.header, labels)
        cells = [row.cells[column.name] for row in table.rows if row.cells.get(column.name)]
        halves = [_halves(cell) for cell in cells]
        if len(names) == 2 and not taken & set(names) and cells and all(halves):
            table = _with_both(table, column, names)
    return table


def _names(header: str, labels: Labels) -> list[str]:
    hits = [labels.find(part) for part in STROKE.split(header)]
    names = [hit.name for hit in hits if hit and not hit.slips]
    return names if len(names) == len(hits) == len(set(names)) else []


def _halves(cell: tuple[Run, ...]) -> tuple[Run, Run] | None:
    whole = run_of([word for run in cell for word in run.words], cell[0].page, cell[0].cell)
    strokes = list(STROKE.finditer(whole.text))
    if len(strokes) != 1:
        return None
    first, second = whole.part(0, strokes[0].start()), whole.part(strokes[0].end())
    return (first, second) if first and second else None


def _with_both(table: Table, column: Column, names: list[str]) -> Table:
    rows: list[Row] = []
    for row in table.rows:
        cells = {name: runs for name, runs in row.cells.items() if name != column.name}
        if halves := _halves(row.cells[column.name]) if row.cells.get(column.name) else None:
            cells |= {name: (half,) for name, half in zip(names, halves, strict=True)}
        rows.append(Row(cells))
    columns = tuple(
        part
        for other in table.columns
        for part in ([replace(column, name=name) for name in names] if other is column else [other])
    )
    return replace(table, columns=columns, rows=tuple(rows))
