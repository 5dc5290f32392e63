"""Tables whose columns are called otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from extractors.tables.goods_tables import Row, Table


def renamed(table: Table, names: Mapping[str, str]) -> Table:
    """The table with its columns and their cells under other names; those that `names` has not keep theirs."""

    def under(row: Row) -> Row:
        return Row({names.get(name, name): runs for name, runs in row.cells.items()})

    columns = tuple(replace(column, name=names.get(column.name, column.name)) for column in table.columns)
    return replace(table, columns=columns, rows=tuple(map(under, table.rows)), totals=tuple(map(under, table.totals)))


def guessed_as(table: Table, names: Mapping[str, str]) -> Table:
    """The table with its columns renamed by what stands in them and not by their headers, and marked so."""
    columns = tuple(replace(column, guessed=column.guessed or column.name in names) for column in table.columns)
    return renamed(replace(table, columns=columns), names)
