"""Cards of two lines of captions, each over its values: `Product … Ordered`, below the product `Lot … Start … End`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.labels import Labels
from extractors.layout import Run, on_lines
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column
from extractors.tables.page_tables import Listed

FEWEST_KNOWN = 2
"""Captions of a line that must be known; one word alone may stand in a name."""
MOST_ROWS = 2
"""Rows that the lines of one card are taken for."""


def with_second_captions(listed: Sequence[Listed], labels: Labels) -> list[Listed]:
    """The tables of a page; of those of one product what is taken for a second row as further columns of the first.

    Args:
        labels: the wordings of the columns of products.
    """
    return [replace(one, table=_in_one_row(one.table, labels)) if one.part == "lines" else one for one in listed]


def _in_one_row(table: Table, labels: Labels) -> Table:
    if not 0 < len(table.rows) <= MOST_ROWS:
        return table
    lines = on_lines([run for row in table.rows for runs in row.cells.values() for run in runs], 0.5)
    asking = [(at, asked) for at, line in enumerate(lines) if at and len(asked := _asked(line, labels)) >= FEWEST_KNOWN]
    at, asked = asking[0] if len(asking) == 1 else (len(lines), {})
    first = {n: above for n in table.rows[0].cells if (above := _above(table, n, lines[at][0]))} if asked else {}
    if at + 1 >= len(lines) or first.keys() & asked.keys():
        return table
    under = {name: tuple(r for r in lines[at + 1] if _stands_under(r, caption)) for name, caption in asked.items()}
    columns = [Column(n, c.box.x0, c.box.x1, c.text, False, c.box.y0) for n, c in asked.items()]
    row = Row({**first, **{name: runs for name, runs in under.items() if runs}})
    kept = [column for column in table.columns if column.name not in asked]
    return replace(table, columns=(*kept, *columns), rows=(row,))


def _above(table: Table, name: str, caption: Run) -> tuple[Run, ...]:
    """What stands in a column over a line of captions."""
    return tuple(r for row in table.rows for r in row.cells.get(name, ()) if r.box.cy < caption.box.y0)


def _asked(line: Sequence[Run], labels: Labels) -> dict[str, Run]:
    """What the captions of a line ask for; empty where some print of it has figures."""
    if any(re.search(r"\d", run.text) for run in line):
        return {}
    hits = [(run, labels.find(run.text)) for run in line]
    return {hit.name: run for run, hit in hits if hit and hit.is_all_of(run.text)}


def _stands_under(run: Run, caption: Run) -> bool:
    return min(run.box.x1, caption.box.x1) > max(run.box.x0, caption.box.x0)
