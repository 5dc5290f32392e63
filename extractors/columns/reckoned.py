"""Columns told by what their figures come to: cartons times pieces of a carton are all pieces, pieces times the price
the amount.

Headers of packing lists are printed over two columns, or say `QTY` over the one and the other; the figures cannot both
be right. A column is only named so where every line that has all three figures agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.columns.renaming import guessed_as, renamed
from extractors.layout import Run
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import UNKNOWN, Column
from extractors.typed import numbers
from extractors.typed.currencies import without_codes

TOTALS = ("quantity", "net_weight_kg", "gross_weight_kg")
"""Columns that hold the whole of a line, and that one of a single package is easily taken for."""
EACH = f"{UNKNOWN}each "
"""Begins the name of a column that is of one package."""
FEWEST = 2
"""Lines that must agree, for one product of three numbers may be chance."""
ROUNDED = Decimal("0.003")
"""Share by which rounded prices and weights may miss."""


def reckoned(table: Table) -> Table:
    """The table with its columns named as their figures say."""
    table = _whole_of_pairs(table)
    table = _whole_beside_each(table)
    table = _each_by_sums(table)
    table = _prices_under_unit(_weighed_pair(table))
    return _sold_by_price(table)


def _whole_of_pairs(table: Table) -> Table:
    """`12 1,020` in one cell under `QTY`, 85 cartons: the second is the whole."""
    for name in TOTALS:
        cells = [(row, _numbers(row.cells.get(name, ()))) for row in table.rows]
        pairs = [(row, found) for row, found in cells if found]
        if len(pairs) < FEWEST or any(len(found) != 2 for _, found in pairs):
            continue
        proved = [_product(_first(row, "packages"), found[0][1], found[1][1]) for row, found in pairs]
        if all(proved):
            whole = {id(row): (_with_unit(row.cells[name], found[1][0]),) for row, found in pairs}
            rows = tuple(Row({**row.cells, name: whole.get(id(row), ())}) for row in table.rows)
            table = replace(table, rows=rows)
    return table


def _with_unit(runs: Sequence[Run], number: Run) -> Run:
    """The number with what stands behind it on its line: `2,880PRS` below `@12PRS`."""
    line = next((run for run in runs if abs(run.box.cy - number.box.cy) < 0.5 * run.box.height), number)
    return line.part(line.text.rfind(number.text)) or number


def _whole_beside_each(table: Table) -> Table:
    """Where packages times a column make an unknown one beside it, the header's name belongs to that one."""
    for name in TOTALS:
        for other in _unknown(table):
            if _agree(table, "packages", name, other.name, told_apart=True):
                return _whole_beside_each(renamed(table, {name: f"{EACH}{name}", other.name: name}))
    if not _has(table, "quantity"):
        for other in _unknown(table):
            if _agree(table, "packages", "per_package", other.name, told_apart=True):
                return renamed(table, {other.name: "quantity"})
    return table


def _each_by_sums(table: Table) -> Table:
    """A column whose printed sum is that of its products with the packages, and not its own, is of one package."""
    for name in TOTALS:
        total = next((found for row in table.totals if (found := _first(row, name))), ())
        lines = [(_first(row, "packages"), _first(row, name)) for row in table.rows if row.cells.get(name)]
        if len(lines) < FEWEST or not total or any(len(n) != 1 or len(each) != 1 for n, each in lines):
            continue
        own = sum((each[0] for _, each in lines), Decimal(0))
        whole = sum((n[0] * each[0] for n, each in lines), Decimal(0))
        if any(_near(whole, t) for t in total) and not any(_near(own, t) for t in total):
            table = renamed(table, {name: f"{EACH}{name}"})
    return table


BARE_PAIR = re.compile(r"\W*(?:NET|NETT|NETTO|NETO|NETA?|GROSS|BRUTTO|BRUTO|BRUT)\W*", re.IGNORECASE)
"""`Net` and `Gross` with nothing that says of what."""
HEAVIEST = 3
"""Times its net weight that goods weigh gross at most."""


def _weighed_pair(table: Table) -> Table:
    """`Net` and `Gross` beside each other are weights where an amount stands elsewhere, or neither amount nor price."""
    headers = {column.name: column.header for column in table.columns}
    names = ("net_weight_kg", "gross_amount")
    if "gross_weight_kg" in headers or not headers.keys() >= {*names}:
        return table
    if "value" not in headers and "unit_price" in headers:
        return table
    if not all(BARE_PAIR.fullmatch(headers[name]) for name in names):
        return table
    pairs = [(_first(row, names[0]), _first(row, names[1])) for row in table.rows]
    weighed = all(net and gross and net[0] <= gross[0] <= HEAVIEST * net[0] for net, gross in pairs)
    return guessed_as(table, {names[1]: "gross_weight_kg"}) if pairs and weighed else table


def _prices_under_unit(table: Table) -> Table:
    """Figures under `Unit`, half of a header for price and amount, that times the quantity make the amount."""
    if _has(table, "unit_price") or not _has(table, "unit") or not _agree(table, "quantity", "unit", "value"):
        return table
    return renamed(table, {"unit": "unit_price"})


def _sold_by_price(table: Table) -> Table:
    """Where nothing says what is counted, it is the column that times the price makes the amount."""
    if not _has(table, "value") or _has(table, "quantity"):
        return table
    prices = ["unit_price"] if _has(table, "unit_price") else [column.name for column in _unknown(table)]
    weights = [name for name in ("net_weight_kg", "gross_weight_kg") if _has(table, name)]
    for price in prices:
        for count in (*(column.name for column in _unknown(table)), *weights):
            if count == price or not _agree(table, count, price, "value"):
                continue
            if price != "unit_price" and count not in weights:
                continue  # which of two unknown columns is the price and which the count, nothing says
            table = renamed(table, {price: "unit_price"})
            return _also(table, count) if count in weights else renamed(table, {count: "quantity"})
    return table


def _also(table: Table, name: str) -> Table:
    """A weight that is sold by is the quantity too."""
    header = next(column for column in table.columns if column.name == name)
    rows = tuple(Row({**row.cells, "quantity": row.cells.get(name, ())}) for row in table.rows)
    return replace(table, columns=(*table.columns, replace(header, name="quantity")), rows=rows)


def _has(table: Table, name: str) -> bool:
    return any(column.name == name for column in table.columns)


def _unknown(table: Table) -> list[Column]:
    return [c for c in table.columns if c.name.startswith(UNKNOWN) and not c.name.startswith(EACH)]


def _agree(table: Table, one: str, other: str, product: str, *, told_apart: bool = False) -> bool:
    """Whether on all lines that have three figures the first two make the third.

    Args:
        told_apart: whether a line must tell the factors from the product: 1 times 5 is 5 either way round.
    """
    lines = [[_first(row, name) for name in (one, other, product)] for row in table.rows]
    full = [line for line in lines if all(line)]
    if len(full) < FEWEST or not all(_product(*line) for line in full):
        return False
    return not told_apart or any(line[1][0] != line[2][0] for line in full)


def _product(one: Iterable[Decimal], other: Iterable[Decimal], made: Sequence[Decimal]) -> bool:
    return any(_near(a * b, c) for a in one for b in tuple(other) for c in made)


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= max(Decimal("0.02"), ROUNDED * abs(other))


def _first(row: Row, name: str) -> tuple[Decimal, ...]:
    """What the first number of a cell may mean."""
    found = _numbers(row.cells.get(name, ()))
    return found[0][1] if found else ()


def _numbers(runs: Sequence[Run]) -> list[tuple[Run, tuple[Decimal, ...]]]:
    """Each number of a cell with the print it is, and all that it may mean."""
    return [
        (part, (found.value, *found.alternatives))
        for run in runs
        for found in numbers.find_numbers(without_codes(run.text))
        if (part := run.part(found.start, found.end))
    ]
