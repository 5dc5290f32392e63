"""Columns that hold two things, with a stroke between them or one below the other.

`871496 / 80 CTN` under `HS Code / Packages`, `800` over `880` under `Net / Gross kg`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extractors.captions.labels import Labels
from extractors.layout import Run, run_of
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column
from extractors.typed import quantities

STROKE = re.compile(r"\s+/\s*|\s*/\s+")
CLOSE_STROKE = re.compile(r"\s*[/／&]\s*|\s+(?:AND|UND|ET|Y|E)\s+", re.IGNORECASE)
"""The same without blanks, which between two amounts parts them too: `800/880` under `N.W./G.W.`."""
AMOUNTS = frozenset({"quantity", "packages", "net_weight_kg", "gross_weight_kg"})
AMOUNT = re.compile(r"\d[\d.,']*(?:\s\d{3}(?!\d)[\d.,]*)*\s*[^\W\d]{0,8}\.?")


def parted(table: Table, labels: Labels) -> Table:
    """The table with such columns parted, where both names stand in the header and both parts in every filled cell.

    Args:
        labels: the wordings of all columns of the form.
    """
    for column in table.columns:
        taken = {other.name for other in table.columns if other is not column}
        cells = [row.cells[column.name] for row in table.rows if row.cells.get(column.name)]
        for stroke in (STROKE, CLOSE_STROKE):
            headers = _headers(column.header, labels, stroke)
            names = list(headers)
            amounts = AMOUNTS.issuperset(names)
            if len(names) != 2 or taken & set(names) or not cells or (stroke is CLOSE_STROKE and not amounts):
                continue
            if all(_halves(cell, amounts=amounts) for cell in cells):
                table = _with_both(table, column, headers, amounts=amounts)
                break
    return table


def _headers(header: str, labels: Labels, stroke: re.Pattern[str]) -> dict[str, str]:
    """What a header asks for, each with its part of it.

    The unit at the end of weights (`Net / Gross kg`) is that of both; `Gross` itself, twelve dozen elsewhere, is none.
    """
    parts = stroke.split(header)
    hits = [labels.find(part) for part in parts]
    names = [hit.name for hit in hits if hit and not hit.slips]
    if len(names) < len(hits) or len(set(names)) < len(names):
        return {}
    unit = quantities.unit_in_header(parts[-1]) if all(name.endswith("_kg") for name in names) else None
    shared = f" ({unit})" if quantities.is_weight(unit) and not any(map(quantities.unit_in_header, parts[:-1])) else ""
    return {name: part if part is parts[-1] else part + shared for name, part in zip(names, parts, strict=True)}


def _halves(cell: tuple[Run, ...], *, amounts: bool) -> tuple[Run, Run] | None:
    """The two parts of a cell; of two amounts they may also stand below each other, or close to the stroke."""
    if amounts and len(cell) == 2 and all(AMOUNT.fullmatch(run.text.strip()) for run in cell):
        return cell[0], cell[1]
    whole = run_of([word for run in cell for word in run.words], cell[0].page, cell[0].cell)
    strokes = list((CLOSE_STROKE if amounts else STROKE).finditer(whole.text))
    if len(strokes) != 1:
        return None
    first, second = whole.part(0, strokes[0].start()), whole.part(strokes[0].end())
    if not first or not second or (amounts and not all(AMOUNT.fullmatch(half.text) for half in (first, second))):
        return None
    return first, second


def _with_both(table: Table, column: Column, headers: Mapping[str, str], *, amounts: bool) -> Table:
    rows: list[Row] = []
    for row in table.rows:
        cells = {name: runs for name, runs in row.cells.items() if name != column.name}
        if halves := _halves(row.cells[column.name], amounts=amounts) if row.cells.get(column.name) else None:
            cells |= {name: (half,) for name, half in zip(headers, halves, strict=True)}
        rows.append(Row(cells))
    columns = tuple(
        part
        for other in table.columns
        for part in ([replace(column, name=n, header=h) for n, h in headers.items()] if other is column else [other])
    )
    return replace(table, columns=columns, rows=tuple(rows))
