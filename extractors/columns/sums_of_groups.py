"""Sums printed below groups of rows under words that nobody knows: what stands above them tells that they are sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.layout import Run
from extractors.tables.goods_tables import Row, Table
from extractors.typed import numbers

SUMMED = ("packages", "quantity", "planned_quantity", "net_weight_kg", "gross_weight_kg", "value")
FEWEST = 2
"""Columns whose second lines must be such sums, and rows that the largest group must have."""


def without_sums_of_groups(table: Table) -> Table:
    """The table without lines that are the sums of the rows since the last such line, with their words, be they further
    lines of the row above or rows by themselves.

    One that is proven proves those under the same words, of which a page may hold a part of the group only.
    """
    said: dict[int, list[Run]] = {}
    proven: set[str] = set()
    rows_alone: list[int] = []
    begin = 0
    for at, row in enumerate(table.rows):
        second = {name: runs[1] for name, runs in row.cells.items() if name in SUMMED and len(runs) == FEWEST}
        alone = {name: runs[0] for name, runs in row.cells.items() if name in SUMMED and len(runs) == 1}
        by_itself = len(second) < FEWEST and at > begin and len(row.cells) < len(table.rows[at - 1].cells)
        sums, group = (alone, table.rows[begin:at]) if by_itself else (second, table.rows[begin : at + 1])
        if len(sums) < FEWEST:
            continue
        is_sum = len(group) >= FEWEST and sum(_sums_up(group, name, run) for name, run in sums.items()) >= FEWEST
        if by_itself and not is_sum:
            continue
        rows_alone += [at] if by_itself else []
        said[at] = _level(row, next(iter(sums.values())))
        proven |= {_wording(said[at])} if is_sum else set()
        begin = at + 1
    if len(rows_alone) == 1:
        del said[rows_alone[0]]  # the sum of all, which other rules know from charges below it
    sums_of = {at: line for at, line in said.items() if _wording(line) in proven}
    rows = [_without(row, sums_of.get(at, [])) for at, row in enumerate(table.rows)]
    return replace(table, rows=tuple(row for row in rows if row.cells)) if sums_of else table


def _level(row: Row, run: Run) -> list[Run]:
    """All print of a row on the line of one of its runs."""
    return [r for runs in row.cells.values() for r in runs if abs(r.box.cy - run.box.cy) < 0.5 * run.box.height]


def _sums_up(group: Sequence[Row], name: str, run: Run) -> bool:
    parts = [_figure(row.cells[name][0]) for row in group if row.cells.get(name)]
    total = _figure(run)
    told = [part for part in parts if part is not None]
    return total is not None and len(told) == len(group) and sum(told) == total


def _figure(run: Run) -> Decimal | None:
    found = numbers.find_numbers(run.text)
    return found[0].value if found else None


def _wording(line: Sequence[Run]) -> str:
    """The words of a line before its figures: `Carton sum 12` and `Carton sum 13` alike."""
    words = [run.text for run in line if re.search(r"[^\W\d_]{2}", run.text)]
    return re.sub(r"\d+|[\W_]+", "", words[0]).upper() if words else ""


def _without(row: Row, line: Sequence[Run]) -> Row:
    kept = {name: tuple(run for run in runs if not any(run is r for r in line)) for name, runs in row.cells.items()}
    return Row({name: runs for name, runs in kept.items() if runs})
