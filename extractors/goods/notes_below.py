"""Lines of a factory's goods cells that are no names: a number over or below each name, a caption's note below each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.labels import EITHER, Labels
from extractors.columns.renaming import renamed
from extractors.layout import Run
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import UNKNOWN

CODES = ("code", "part_number")
CODE = re.compile(r"(?=\S*\d)[A-Z0-9][\w./-]{2,}", re.IGNORECASE)
NUMBER = re.compile(r"\d{5,18}")
"""An article's number over its name, as SAP prints it."""
NOTE = re.compile(r"(?P<caption>[^\W\d_][^\d:：]{1,18}?)\s*[:：]\s*\S")
"""`SLoc: RM01`: what is said of an article, and not its name."""
FEWEST = 2
"""Rows that must all have such a line, for one alone may be named so."""


def with_names_under_codes(table: Table, labels: Labels) -> Table:
    """`Item number / Description` over cells of both: as the column of the names, without the codes above them.

    Args:
        labels: the wordings of the table's columns.
    """
    codes = (column for column in table.columns if column.name in CODES)
    column = next((c for c in codes if any(_asks_name(part, labels) for part in EITHER.split(c.header)[1:])), None)
    if column is None or any(other.name == "goods" for other in table.columns):
        return table
    cells = [row.cells[column.name] for row in table.rows if row.cells.get(column.name)]
    if not cells or not all(len(runs) > 1 and CODE.fullmatch(runs[0].text.strip()) for runs in cells):
        return table
    rows = (Row({**row.cells, column.name: row.cells.get(column.name, ())[1:]}) for row in table.rows)
    return renamed(replace(table, rows=tuple(rows)), {column.name: "goods"})


def with_names_over_codes(table: Table) -> Table:
    """`Component / Code` over cells of a name with its code below: as a column of each.

    What another column calls by a word for goods is then what they are made of: `Material` over `AlSi9Cu3`.
    """
    column = next((c for c in table.columns if c.name in CODES), None)
    cells = [row.cells[column.name] for row in table.rows if row.cells.get(column.name)] if column else []
    if column is None or len(cells) < FEWEST or len(cells) < len(table.rows):
        return table
    if not all(len(runs) > 1 and CODE.fullmatch(runs[-1].text.strip()) and _is_name(runs[0].text) for runs in cells):
        return table
    other = next((c for c in table.columns if c.name == "goods"), None)
    if other is not None:
        table = renamed(
            table, {"goods": "grade" if all(c.name != "grade" for c in table.columns) else f"{UNKNOWN}goods"}
        )
    rows = [
        Row({**row.cells, "goods": row.cells[column.name][:-1], column.name: row.cells[column.name][-1:]})
        for row in table.rows
    ]
    return replace(table, columns=(*table.columns, replace(column, name="goods", guessed=True)), rows=tuple(rows))


def _is_name(text: str) -> bool:
    return not CODE.fullmatch(text.strip()) and LETTERS.search(text) is not None


LETTERS = re.compile(r"[^\W\d_]{4}|[\u4e00-\u9fff\uac00-\ud7af]{2}")
"""What a name has."""


def _asks_name(text: str, labels: Labels) -> bool:
    hit = labels.find(text)
    return hit is not None and "goods" in hit.names


def without_notes_below(table: Table) -> Table:
    """The table with the names alone where every cell of the goods has such a line."""
    cells = [row.cells["goods"] for row in table.rows if row.cells.get("goods")]
    if len(cells) < FEWEST or any(len(runs) < 2 for runs in cells):
        return table
    first = 1 if all(NUMBER.fullmatch(runs[0].text.strip()) for runs in cells) else 0
    captions = [{match["caption"] for run in runs[first + 1 :] if (match := NOTE.match(run.text))} for runs in cells]
    shared = set.intersection(*captions)
    if not first and not shared:
        return table
    rows = [
        Row({**row.cells, "goods": _names(row.cells["goods"][first:], shared)}) if row.cells.get("goods") else row
        for row in table.rows
    ]
    return replace(table, rows=tuple(rows))


def _names(runs: Sequence[Run], captions: set[str]) -> tuple[Run, ...]:
    """The lines above the first that says what is said of every article."""
    kept: list[Run] = []
    for run in runs:
        if kept and (match := NOTE.match(run.text)) and match["caption"] in captions:
            break
        kept.append(run)
    return tuple(kept)
