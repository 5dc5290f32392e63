"""Cells that hold a line's number and its marks, `1 ARI 1-40` under `Item number; marks and numbers`."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.tables.goods_tables import Row, Table

MARKS_TOO = re.compile(r"\bMARKS?\b|\bZEICHEN\b|\bMARQUES\b|\bMARCAS\b|\bMARCHE\b|唛|標|标记", re.IGNORECASE)
NUMBER_AND_MARKS = re.compile(r"\s*(?P<item>\d{1,3})[.)]?\s+(?=\S)")


def with_marks_apart(table: Table) -> Table:
    """The table with the marks behind its lines' numbers in a column of their own, where the header asks for both."""
    names = {column.name for column in table.columns}
    both = next((c for c in table.columns if c.name == "item" and MARKS_TOO.search(c.header)), None)
    if both is None or "marks" in names or not table.rows:
        return table
    rows: list[Row] = []
    for number, row in enumerate(table.rows, 1):
        runs = row.cells.get("item", ())
        told = NUMBER_AND_MARKS.match(runs[0].text) if runs else None
        item = runs[0].part(0, told.end("item")) if told else None
        marks = runs[0].part(told.end()) if told else None
        if told is None or item is None or marks is None or int(told["item"]) != number:
            return table
        rows.append(Row({**row.cells, "item": (item,), "marks": (marks, *runs[1:])}))
    columns = tuple(
        c
        for column in table.columns
        for c in ((column, replace(column, name="marks")) if column is both else (column,))
    )
    return replace(table, columns=columns, rows=tuple(rows))
