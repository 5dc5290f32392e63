"""A unit that holds for all amounts of a table and is printed once, above it: `单位：件`, `Unit: PCS`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.labels import Labels
from extractors.layout import Run, Sheet
from extractors.tables.goods_tables import Row, Table
from extractors.tables.page_tables import Listed, column_labels
from schemas.page import Box
from schemas.reference.units import unit_named

ABOVE = 5
"""Line heights above a table within which it stands."""
COUNTED = {"quantity", "planned_quantity", "quantity_per_unit"}
LENGTH = re.compile(r"mm|毫米|inch(?:es)?", re.IGNORECASE)
"""A unit of drawings, not of amounts."""


def with_units_above(sheet: Sheet, here: Sequence[Listed], kind: str) -> tuple[list[Listed], list[Box]]:
    """The tables of a page with units that print above them states, and where that stands."""
    told = [
        None if listed.part == "operations" else _unit_above(sheet, listed.table, column_labels(kind, listed.part))
        for listed in here
    ]
    pairs = zip(here, told, strict=True)
    tables = [replace(listed, table=_with_unit(listed.table, unit)) if unit else listed for listed, unit in pairs]
    return tables, [unit.box for unit in told if unit]


def _unit_above(sheet: Sheet, table: Table, labels: Labels) -> Run | None:
    """The print that states the unit of a table's amounts; None where it has a column of units, or none is told."""
    names = {column.name for column in table.columns}
    if "unit" in names or not names & COUNTED:
        return None
    top = min((column.top for column in table.columns), default=table.box.y0)
    for run in sheet.runs:
        hit = labels.find(run.text) if 0 < top - run.box.cy < ABOVE * sheet.line_height else None
        level = [r for r in sheet.runs if r is not run and abs(r.box.cy - run.box.cy) < 0.5 * run.box.height]
        if hit and hit.name == "unit" and hit.colon and len(level) < 2:
            unit = run.text[hit.end :].strip()
            if unit_named(unit) is not None and not LENGTH.fullmatch(unit):
                return run.part(hit.end)
    return None


def _with_unit(table: Table, unit: Run) -> Table:
    """The table with a unit in every row."""
    first = table.columns[0]
    column = replace(first, name="unit", header="", x0=first.x1, x1=first.x1)
    rows = tuple(Row({**row.cells, "unit": (unit,)}) for row in table.rows)
    return replace(table, columns=(*table.columns, column), rows=rows)
