"""Columns of bills of lading and air waybills: what they count are packages, their amounts are freight.

An air waybill's `No. of pieces` are the packages the carrier took, its `Rate` and `Total` what the carriage costs, and
the letter beside the weight says whether it is in kilograms or pounds.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from extractors.columns.renaming import guessed_as, renamed
from extractors.layout import Run, run_of
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import UNKNOWN, Column

FREIGHT = ("unit_price", "value", "currency", "price_and_total")
POUNDS = ("L", "LB", "LBS")
UNITS = (*POUNDS, "K", "KG", "KGS", "KGM")
WEIGHTS = ("gross_weight_kg", "net_weight_kg")


def as_carried(table: Table) -> Table:
    """The table of a transport paper with its columns called what they are there."""
    known = {column.name for column in table.columns}
    names = {name: f"{UNKNOWN}{name}" for name in FREIGHT}
    if "packages" not in known:
        names["quantity"] = "packages"
    units = [run.text.strip(" .").upper() for row in table.rows for run in row.cells.get("unit", ())]
    if all(text.replace(",", "").isdigit() for text in units) and "packages" not in {*known, *names.values()}:
        names["unit"] = "packages"  # a column under `Pcs`
    elif all(text in UNITS for text in units) and "weight_unit" not in known:
        names["unit"] = "weight_unit"
    elif "package_kind" not in known:
        names["unit"] = "package_kind"
    if "gross_weight_kg" not in known and any(map(_two_measures, table.columns)):
        table = replace(table, rows=tuple(map(_weights_apart, table.rows)))
    table = _with_figures_before_goods(renamed(table, names))
    return replace(table, rows=tuple(map(_in_pounds, table.rows)), totals=tuple(map(_in_pounds, table.totals)))


def _with_figures_before_goods(table: Table) -> Table:
    """The table whose amounts stand so close before the goods that they were read with them, as their column is empty.

    `184.5 K DENTAL LAMPS` under `Gross weight` and `Nature of goods`.
    """
    goods = [row.cells.get("goods", ()) for row in table.rows]
    for left, right in itertools.pairwise(table.columns):
        if right.name != "goods" or left.name not in AMOUNTS or any(row.cells.get(left.name) for row in table.rows):
            continue
        found = [AMOUNT_FIRST.match(runs[0].text) if runs else None for runs in goods]
        rows: list[Row] = []
        for row, runs, amount in zip(table.rows, goods, found, strict=True):
            figure = runs[0].part(0, amount.end("amount")) if amount else None
            rest = runs[0].part(amount.end()) if amount else None
            if figure and rest:
                rows.append(Row({**row.cells, left.name: (figure,), "goods": (rest, *runs[1:])}))
        if rows and len(rows) == len(table.rows):
            return replace(table, rows=tuple(rows))
    return table


AMOUNTS = (*WEIGHTS, "chargeable", "measurement")
AMOUNT_FIRST = re.compile(
    r"\s*(?P<amount>\d[\d.,]*(?:\s?(?:K|KGS?|KGM|LBS?|CBM|M3)\b\.?)?)\s+(?=[^\W\d])", re.IGNORECASE
)


def with_goods_called_so(table: Table) -> Table:
    """The table whose goods stand under another word: `Specification`, the kind of packages over `BALES COTTON`."""
    known = {column.name for column in table.columns}
    for name in ("specification", "package_kind"):
        texts = [" ".join(run.text for run in row.cells.get(name, ())) for row in table.rows]
        worded = [text for text in texts if len(re.findall(r"[^\W\d_]{2,}", text)) > WORDS_OF_KINDS]
        if "goods" not in known and name in known and 2 * len(worded) > len(texts):
            return guessed_as(table, {name: "goods"})
    return table


WORDS_OF_KINDS = 1
"""Words up to which a cell may say what packages are and nothing more."""


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


def _two_measures(column: Column) -> bool:
    return column.name == "measurement" and WEIGHT_TOO.search(column.header) is not None


WEIGHT_TOO = re.compile(r"WEIGHT|PESO|POIDS|GEWICHT|毛重", re.IGNORECASE)
IN_KG = re.compile(r"\d\s?(?:KGS?|KGM|KILOS?|MTS?|LBS?)\b", re.IGNORECASE)


def _weights_apart(row: Row) -> Row:
    """What is printed in kilograms in a column of volumes and weights below each other."""
    runs = row.cells.get("measurement", ())
    weights = tuple(run for run in runs if IN_KG.search(run.text))
    rest = tuple(run for run in runs if run not in weights)
    return Row({**row.cells, "measurement": rest, "gross_weight_kg": weights}) if weights else row
