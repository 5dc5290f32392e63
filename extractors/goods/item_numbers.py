"""Items' numbers that share a column with what stands behind them: goods, or the marks of their packages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Run
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column

ITEM_FIRST = re.compile(
    r"^\W*\d*\W*(?:ITEM\b|S/N|SR\.?\s?NO|LAUFENDE|S[Iİı]RA NO|NUM[EÉ]RO D['’]ORD|N[UÚ]MERO DE ORDEN)", re.IGNORECASE
)
"""How the header of a column begins that asks for the number first."""
MARKS_TOO = re.compile(r"\bMARK|ZEICHEN|\bMARQUE|\bMARCA|\bMARCHE|唛|화인|記号", re.IGNORECASE)
ITEM_NUMBER = re.compile(r"\s*[(（]?(\d{1,3})(\.(?!\d)|[)）、]|(?=\s))\s*(?=\S)")


def without_item_numbers(table: Table) -> Table:
    """`1. 148 CARTONS …`, `2 70 BAGS …` under `Item number; marks; …; description`, `1 ABC 1/24` under `Marks`, and
    `(1) 32 CASES …` under any header: the numbers apart from what follows.
    """
    columns = {column.name: column for column in table.columns}
    goods, marks, item = (columns.get(name) for name in ("goods", "marks", "item"))
    if item and not marks and MARKS_TOO.search(item.header) and (parted := _parted(table, "item", "marks")):
        names: list[Column] = [replace(item, name="marks") if c is item else c for c in parted.columns]
        return replace(parted, columns=(*names, item))
    if item:
        return table
    if goods and ITEM_FIRST.search(goods.header) and (parted := _parted(table, "goods", "goods")):
        return parted
    if marks and len(table.rows) > 1 and (parted := _parted(table, "marks", "marks")):
        return parted
    if goods and len(table.rows) > 1 and (parted := _parted(table, "goods", "goods", signed=True)):
        return parted
    return table


def leading_numbers(cells: Sequence[Sequence[Run]]) -> list[int]:
    """The numbers that cells begin with, with or without something behind them; 0 where one begins otherwise."""
    found = [re.match(r"\W?(\d{1,3})(?:[.)]|$|(?=\s))", runs[0].text) if runs else None for runs in cells]
    return [int(match[1]) if match else 0 for match in found]


def _parted(table: Table, name: str, rest_name: str, *, signed: bool = False) -> Table | None:
    """The table with the numbers under `item` and what stands behind them under a name of its own; None where they do
    not count up, or have no sign behind them where one is asked for.
    """
    firsts = [row.cells[name][0] if row.cells.get(name) else None for row in table.rows]
    found = [ITEM_NUMBER.match(first.text) if first else None for first in firsts]
    counted = [int(match[1]) if match else 0 for match in found]
    alone = len(counted) == 1 and found[0] is not None and not found[0][2]
    if signed and not all(match and match[2] for match in found):
        return None
    if not counted or alone or counted != list(range(counted[0], counted[0] + len(counted))) or counted[0] == 0:
        return None
    parted: list[Row] = []
    for row, first, match in zip(table.rows, firsts, found, strict=True):
        item, rest = (first.part(*match.span(1)), first.part(match.end())) if first and match else (None, None)
        cells = dict(row.cells)
        if item and rest:
            cells |= {rest_name: (rest, *cells[name][1:]), "item": (item,)}
        parted.append(Row(cells))
    return replace(table, rows=tuple(parted))
