"""Countries behind or below the suppliers of materials, without a column of their own: `SKF (SE)`, `HUAYI   CN`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Run, run_of
from extractors.tables.goods_tables import Row, Table
from extractors.typed import countries
from extractors.typed.folding import fold
from schemas.reference.countries import country_codes

SUPPLIER, ORIGIN = "supplier", "origin_country"
ALPHA_2 = 2
FEWEST = 3
"""Rows that must end so, all that name a supplier."""
ALIGNED = 0.006
"""Share of the page's width within which the codes begin, behind names of different lengths: legal forms such as AG and
SA are codes too, and stand close behind their names."""
IN_BRACKETS = re.compile(r"\s*[(\[（]\s*([^()\[\]（）]{2,20}?)\s*[)\]）]\W*$")
FEWEST_IN_BRACKETS = 2
"""Rows that must end so where brackets part the country from the name, all that name a supplier."""


def with_countries(table: Table) -> Table:
    """The table with a column of origins, guessed, where codes of two letters stand below each other behind suppliers.

    A supplier's seat is not always where its goods are made, so what is read from it stays in doubt.
    """
    columns = {column.name: column for column in table.columns}
    if SUPPLIER not in columns or ORIGIN in columns:
        return table
    named = {id(row): row.cells[SUPPLIER] for row in table.rows if row.cells.get(SUPPLIER)}
    apart = ({row: tell(runs) for row, runs in named.items()} for tell in (_bracketed, _below))
    sure = next((parts for parts in apart if all(parts.values())), None)
    parts = sure or {row: _parts(runs[-1]) for row, runs in named.items()}
    told = [part for part in parts.values() if part]
    if sure is not None:
        if len(told) < FEWEST_IN_BRACKETS:
            return table
    elif len(told) < max(FEWEST, len(parts)) or not _below_each_other(told):
        return table
    origin = replace(columns[SUPPLIER], name=ORIGIN, header="", guessed=True)
    rows: list[Row] = []
    for row in table.rows:
        cells = dict(row.cells)
        if part := parts.get(id(row)):
            name = (part[0],) if part[0] else ()
            cells |= {SUPPLIER: (*cells[SUPPLIER][:-1], *name), ORIGIN: (part[1],)}
        rows.append(Row(cells))
    behind = [part for column in table.columns for part in ([column, origin] if column.name == SUPPLIER else [column])]
    return replace(table, columns=tuple(behind), rows=tuple(rows))


def _bracketed(runs: Sequence[Run]) -> tuple[Run | None, Run] | None:
    """The last line of a supplier's cell and the country in brackets that it ends with; None where there is none."""
    last = runs[-1]
    found = IN_BRACKETS.search(last.text)
    name, behind = (last.part(0, found.start()), last.part(*found.span(1))) if found else (None, None)
    if found is None or behind is None or (name is None and len(runs) < 2):
        return None
    return (name, behind) if _is_country(found[1]) else None


def _below(runs: Sequence[Run]) -> tuple[Run | None, Run] | None:
    """The country that stands alone on the last line of a supplier's cell, below the name; None where none does."""
    return (None, runs[-1]) if len(runs) > 1 and _is_country(runs[-1].text.strip()) else None


def _is_country(text: str) -> bool:
    return text in country_codes() or any(fold(c.raw) == fold(text) for c in countries.find_countries(text))


def _parts(last: Run) -> tuple[Run, Run] | None:
    """The last line of a supplier's cell and the code at its end; None where there is none."""
    code = last.words[-1].text
    if len(last.words) < 2 or len(code) != ALPHA_2 or code not in country_codes():
        return None
    name, behind = run_of(last.words[:-1], last.page, last.cell), run_of(last.words[-1:], last.page, last.cell)
    return name, behind


def _below_each_other(parts: Sequence[tuple[Run | None, Run]]) -> bool:
    begins = [code.box.x0 for _, code in parts]
    ends = [name.box.x1 for name, _ in parts if name]
    return max(begins) - min(begins) < ALIGNED < max(ends) - min(ends)
