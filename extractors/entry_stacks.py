"""Tables whose columns have two captions over each other, for the two printed lines that each row has below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.entry_rows import heads_of
from extractors.headers import Column, Head
from extractors.labels import Labels
from extractors.layout import Run, Sheet, on_lines
from extractors.tables import Table

ENOUGH = 2
"""Columns that must have two captions before the rows are read so."""


def unstacked(table: Table, sheet: Sheet, labels: Labels) -> list[Mapping[str, Sequence[Run]]]:
    """The cells of each row by the caption of their printed line; empty where columns have one caption each."""
    first = min((run.box.y0 for row in table.rows for runs in row.cells.values() for run in runs), default=0.0)
    above = [h for h in heads_of(sheet, labels) if table.box.y0 - 0.002 <= h.box.cy < first and h.hit.letters]
    captions = {column.name: _captions(column, above) for column in table.columns}
    if sum(len(names) > 1 for names in captions.values()) < ENOUGH:
        return []
    deep = max(map(len, captions.values()))
    rows: list[Mapping[str, Sequence[Run]]] = []
    for row in table.rows:
        printed = on_lines([run for runs in row.cells.values() for run in runs], 0.6)
        cells: dict[str, list[Run]] = {}
        for column, runs in row.cells.items():
            names = captions.get(column, ())
            for run in runs:
                line = next(i for i, level in enumerate(printed) if any(run is other for other in level))
                name = column if len(names) < 2 else names[min(line, len(names) - 1)]
                if line < deep or (name == "goods" and len(printed[line]) == 1):  # what follows is a sum of the columns
                    cells.setdefault(name, []).append(run)
        rows.append(cells)
    return rows


def _captions(column: Column, heads: Sequence[Head]) -> tuple[str, ...]:
    """What the header that named a column, and those over and below it, name from top to bottom."""
    own = next((h for h in heads if column.name in h.hit.names and column.header.startswith(h.text[:4])), None)
    if own is None:
        return ()
    over = [h for h in heads if min(h.box.x1, own.box.x1) - max(h.box.x0, own.box.x0) > 0.3 * h.box.width]
    names: list[str] = []
    for head in sorted(over, key=lambda h: h.box.cy):
        names += [name for name in head.hit.names[:2] if name not in names][:1]
    return tuple(names)
