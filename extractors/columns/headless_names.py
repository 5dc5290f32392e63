"""Names of materials under no header: without the bullets before them, and apart from the grades behind their commas.

`• Round bar, C45 20 mm`: where a header stands over the column it says what the cells hold, here only all rows can.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.tables.goods_tables import Row, Table
from extractors.tables.parted_items import BULLET

FEWEST = 3
"""Rows that must all have a bullet, or a comma with a grade behind it."""
NAMED = re.compile(r"(?=[^,]*[^\W\d_]{3})[^,]+,\s")
"""A name of letters up to its first comma."""


def with_names_alone(table: Table) -> Table:
    """The table with such names; unchanged where a header stands over them."""
    column = next((c for c in table.columns if c.name == "goods"), None)
    cells = [row.cells["goods"] for row in table.rows if row.cells.get("goods")]
    if column is None or column.header or len(cells) < FEWEST:
        return table
    if all(BULLET.match(runs[0].text) for runs in cells):
        table = replace(table, rows=tuple(_from(row, BULLET) for row in table.rows))
        cells = [row.cells["goods"] for row in table.rows if row.cells.get("goods")]
    if any(c.name in ("grade", "specification") for c in table.columns) or not all(
        NAMED.match(runs[0].text) for runs in cells
    ):
        return table
    grade = replace(column, name="grade", x0=column.x1)
    return replace(table, columns=(*table.columns, grade), rows=tuple(map(_parted, table.rows)))


def _from(row: Row, mark: re.Pattern[str]) -> Row:
    """A row whose name begins behind a mark."""
    runs = row.cells.get("goods", ())
    found = mark.match(runs[0].text) if runs else None
    rest = runs[0].part(found.end()) if found else None
    return Row({**row.cells, "goods": (rest, *runs[1:])}) if rest else row


def _parted(row: Row) -> Row:
    runs = row.cells.get("goods", ())
    found = NAMED.match(runs[0].text) if runs else None
    name, grade = (runs[0].part(0, found.end() - 1), runs[0].part(found.end())) if found else (None, None)
    if name is None or grade is None:
        return row
    return Row({**row.cells, "goods": (name,), "grade": (grade, *runs[1:])})
