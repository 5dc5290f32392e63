"""Columns of bills of lading and air waybills: what they count are packages, their amounts are freight.

An air waybill's `No. of pieces` are the packages the carrier took, its `Rate` and `Total` what the carriage costs, and
the letter beside the weight says whether it is in kilograms or pounds.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.headers import UNKNOWN
from extractors.layout import Run, run_of
from extractors.tables import Row, Table

FREIGHT = ("unit_price", "value", "currency", "price_and_total")
POUNDS = ("L", "LB", "LBS")
WEIGHTS = ("gross_weight_kg", "net_weight_kg")


def as_carried(table: Table) -> Table:
    """The table of a transport paper with its columns called what they are there."""
    known = {column.name for column in table.columns}
    names = {name: f"{UNKNOWN}{name}" for name in FREIGHT}
    if "packages" not in known:
        names["quantity"] = "packages"
    if "weight_unit" not in known:
        names["unit"] = "weight_unit"
    columns = tuple(replace(column, name=names.get(column.name, column.name)) for column in table.columns)
    rows, totals = (tuple(_renamed(row, names) for row in part) for part in (table.rows, table.totals))
    return replace(table, columns=columns, rows=tuple(map(_in_pounds, rows)), totals=tuple(map(_in_pounds, totals)))


def _renamed(row: Row, names: dict[str, str]) -> Row:
    return Row({names.get(name, name): runs for name, runs in row.cells.items()})


def _in_pounds(row: Row) -> Row:
    """The row with the unit behind its weights, where the column beside them says pounds."""
    unit = next(iter(row.cells.get("weight_unit", ())), None)
    if unit is None or unit.text.strip(" .").upper() not in POUNDS:
        return row
    said = replace(unit.words[-1], text="LB")
    weights: dict[str, tuple[Run, ...]] = {}
    for name in WEIGHTS:
        if runs := row.cells.get(name):
            weights[name] = (run_of((*runs[0].words, said), runs[0].page, runs[0].cell), *runs[1:])
    return Row({**row.cells, **weights})
