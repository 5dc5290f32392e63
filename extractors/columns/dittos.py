"""Ditto marks in a table's cells: what stands in the row above."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extractors.layout import Run
from extractors.tables.goods_tables import Row, Table

DITTO = re.compile(
    r"[\s-]*(?:[\"“”″〃„]|''|,,|do\.?|ditt?o|[ií]dem|id\.|dto\.?|j\.?\s?w\.|(?:same )?as above|như trên|同上)[\s-]*",
    re.IGNORECASE,
)


def without_dittos(table: Table) -> Table:
    """The table with every cell that holds nothing but a ditto mark filled as the cell above."""
    rows: list[Row] = []
    above: Mapping[str, tuple[Run, ...]] = {}
    for row in table.rows:
        above = {
            name: above[name] if name in above and DITTO.fullmatch(" ".join(run.text for run in runs)) else runs
            for name, runs in row.cells.items()
        }
        rows.append(Row(above))
    return replace(table, rows=tuple(rows))
