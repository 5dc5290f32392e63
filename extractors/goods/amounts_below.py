"""Amounts printed right below the goods of an invoice: subtotals, freight, packing, discounts, tax."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.layout import Run
from extractors.tables.goods_tables import Row, Table
from extractors.typed import numbers
from extractors.typed.currencies import without_codes

COUNTING = ("quantity", "unit_price", "hs_code", "net_weight_kg", "gross_weight_kg")
"""Cells that a line of goods has and a line of charges has not."""
CHARGE = re.compile(
    r"\W*(?:(?:ocean|sea|air|inland|truck)\s*)?(?:freight|insurance|packing|handling|discount|less\b|add\b|vat\b|"
    r"tax\b|goods\b|deposit|courier|shipping|surcharge|bank charges|documentation|fracht|luftfracht|seefracht|versand|"
    r"verpackung|versicherung|rabatt|nachlass|warenwert|zzgl|zuschlag|mwst|ust\b|fret\b|transport\b|port\b|emballage|"
    r"assurance|remise|tva\b|flete|seguro|embalaje|descuento|iva\b|nolo\b|trasporto|imballo|sconto|frete|desconto|"
    r"navlun|iskonto|kdv\b|vracht|verzekering|korting|btw\b|运费|運費|保险费|保險費|折扣|包装费|包裝費)",
    re.IGNORECASE,
)
"""How the lines between the goods and the sum begin."""


def without_amounts_below(table: Table) -> Table:
    """The table without what is summed, charged or taken off below its goods.

    No word for a total is needed: where every line of goods has one amount, a further one under the last line is no
    longer its own, and neither is what stands level with it or lower. Of a table of one line that is only said where
    nothing is counted beside the further amount.
    """
    rows = _above_sum(table.rows)
    while len(rows) > 1 and _is_charge(rows[-1]) and any(_has_counted(row) for row in rows[:-1]):
        rows.pop()
    if not rows:
        return table
    *above, last = rows
    amounts = _figures(last.cells.get("value", ()))
    own = max((len(_figures(row.cells.get("value", ()))) for row in above), default=1)
    if own < 1 or len(amounts) <= own:
        return replace(table, rows=tuple(rows))
    first = amounts[own]
    counted = [run for name in COUNTING for run in _figures(last.cells.get(name, ())) if _level(run, first)]
    if counted and not above:
        return replace(table, rows=tuple(rows))
    begin = first.box.cy - 0.6 * first.box.height
    kept = {name: tuple(run for run in runs if run.box.cy < begin) for name, runs in last.cells.items()}
    return replace(table, rows=(*above, Row({name: runs for name, runs in kept.items() if runs})))


def _above_sum(rows: Sequence[Row]) -> list[Row]:
    """The rows above one without goods' tariff number and price whose amount is that of all before it."""
    before = Decimal(0)
    for i, row in enumerate(rows):
        amount = _amount(row)
        if i > 1 and amount == before > 0 and not any(row.cells.get(name) for name in ("hs_code", "unit_price")):
            return list(rows[:i])
        before += amount
    return list(rows)


def _amount(row: Row) -> Decimal:
    """The first amount of a row, nought where it has none."""
    run = next(iter(_figures(row.cells.get("value", ()))), None)
    found = numbers.find_numbers(without_codes(run.text)) if run else []
    return found[0].value if found else Decimal(0)


def _is_charge(row: Row) -> bool:
    named = [*row.cells.get("goods", ()), *row.cells.get("item", ()), *row.cells.get("specification", ())]
    return not _has_counted(row) and bool(named) and any(CHARGE.match(run.text) for run in named)


def _has_counted(row: Row) -> bool:
    return any(_figures(row.cells.get(name, ())) for name in COUNTING)


def _figures(runs: Sequence[Run]) -> list[Run]:
    """The lines that hold an amount, each once: a currency or a remark alone is none."""
    found: list[Run] = []
    for run in runs:
        if re.search(r"\d", run.text) and not (found and _level(found[-1], run)):
            found.append(run)
    return found


def _level(one: Run, other: Run) -> bool:
    return abs(one.box.cy - other.box.cy) < 0.5 * max(one.box.height, other.box.height)
