"""Columns whose print is of another kind than their header was taken for: `Finished` over counts, `Finish` over days.

One word stands for how many pieces were made as well as for when, for a norm of steel as well as for one of
consumption; what is printed below tells which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.captions.labels import Labels
from extractors.columns.renaming import guessed_as, renamed
from extractors.tables.goods_tables import Table
from extractors.tables.headers import UNKNOWN
from extractors.typed import dates

DAYS = ("start_date", "finish_date")
COUNTS = ("quantity", "planned_quantity")
OF_ONE = "quantity_per_unit"
SORTS = ("grade", "specification")
FEWEST = 2
"""Cells that tell of what sort a column is."""
FEWEST_SORTS = 0.5
"""Share of the rows that must have a sort."""
NUMBER = re.compile(r"\W*\d[\d.,' ]*(?:\s?[^\W\d]{1,8}\W*)?$")
TYPE = re.compile(r"[^\W\d_]{2}|\d[^\W\d_]|[^\W\d_]\d")
COUNTED = re.compile(r"\d[\d.,' ]*\s?(?![A-Z]{3}\b)[^\W\d]{1,8}\W*")
WORDS = re.compile(r"[^\W\d_]{4}|[\u2e80-\u9fff]{2}")
NAMES = re.compile(r"^[^\d]*$|[^\W\d_]{3}\S*\s+\S*[^\W\d_]{3}|[\u4e00-\u9fff]{2}")
"""Words that name something: without figures, or two of them beside these."""
COUNT = re.compile(r"\d{1,3}(?:[, ]?\d{3})*(?:\s?[^\W\d]{1,5})?")
"""A whole number, with its unit or without."""


def by_print(table: Table, labels: Labels, wanted: Mapping[str, str]) -> Table:
    """The table with counts under a date's header as counts, and the days beside them under that date's name.

    Args:
        labels: the wordings of the columns.
        wanted: the columns a form knows, with their types.
    """
    table = _with_codes_and_names(_with_counts_as_numbers(table, labels), wanted)
    table = _with_names_before_sorts(_without_sorts_as_counts(table))
    texts = {column.name: _texts(table, column.name) for column in table.columns}
    counted = [name for name in DAYS if texts.get(name) and all(map(_is_count, texts[name]))]
    dated = [name for name in COUNTS if texts.get(name) and all(map(_is_day, texts[name]))]
    free = {name: f"{UNKNOWN}{name}" for name in (*counted, *dated)}
    if not free:
        return table
    table = renamed(table, free)
    left = {column.name for column in table.columns}
    told: dict[str, str] = {}
    for column in table.columns:
        name = next((n for n in _called(labels, column.header) if n in counted and n not in told.values()), None)
        if name and column.name.startswith(UNKNOWN) and column.name not in free.values():
            days = texts[column.name]
            told |= {column.name: name} if days and all(map(_is_day, days)) else {}
    table = renamed(table, told)
    made = counted == ["finish_date"] and "quantity" in wanted and "quantity" not in left
    return guessed_as(table, {free["finish_date"]: "quantity"}) if made else table


def _with_counts_as_numbers(table: Table, labels: Labels) -> Table:
    """`SL`, the line's number or the quantity, over figures that do not number the lines, is the quantity."""
    columns = {column.name: column for column in table.columns}
    item = columns.get("item")
    if item is None or "quantity" in columns or "quantity" not in _called(labels, item.header):
        return table
    cells = _texts(table, "item")
    counted = len(cells) >= FEWEST and all(map(NUMBER.match, cells)) and any(re.search(r"\d[.,]\d", c) for c in cells)
    return renamed(table, {"item": "quantity"}) if counted else table


def _with_codes_and_names(table: Table, wanted: Mapping[str, str]) -> Table:
    """`Item no.` over types is no line number, `Item`, `Part` over words are the goods, `Amount` over counts no price.

    Args:
        wanted: the columns that such a table may have.
    """
    names = {column.name for column in table.columns}
    texts = {name: _texts(table, name) for name in ("item", "code", "part_number", "value")}
    told: dict[str, str] = {}
    for name, cells in texts.items():
        if len(cells) < FEWEST:
            continue
        words = [WORDS.search(cell) is not None for cell in cells]
        worded = all(words) and not any(re.search(r"\d", cell) for cell in cells)
        if name == "item" and "goods" not in names and all(words) and all(map(NAMES.search, cells)):
            told |= {name: "goods"}
        elif name == "item" and "part_number" in wanted and not names & {"part_number", "code"}:
            told |= {name: "part_number"} if all(map(TYPE.search, cells)) else {}
        elif name in ("code", "part_number") and "goods" not in names and worded:
            told |= {name: "goods"}
        elif name == "value" and "quantity" not in names and all(map(COUNTED.fullmatch, cells)):
            told |= {name: "quantity"}
    return guessed_as(table, told) if told else table


def _without_sorts_as_counts(table: Table) -> Table:
    """Headers taken for those of counts, under which no cell begins with a number, are of something else.

    Customs' forms print a second count of the same goods, in another unit, below the first.
    """
    texts = {name: [line for line, *_ in _lines(table, name)] for name in (*COUNTS, OF_ONE)}
    of_words = [name for name, cells in texts.items() if len(cells) >= FEWEST and not any(map(NUMBER.match, cells))]
    return renamed(table, {name: f"{UNKNOWN}{name}" for name in of_words})


def _with_names_before_sorts(table: Table) -> Table:
    """What is taken for a sort, where nothing names the goods, is their name with words of more sorts right of it."""
    names = [column.name for column in table.columns]
    sort = next((name for name in SORTS if name in names), "")
    at = names.index(sort) + 1 if sort else len(names)
    if "goods" in names or at >= len(names) or not names[at].startswith(UNKNOWN):
        return table
    cells, more = _texts(table, sort), _texts(table, names[at])
    several = len(set(more)) > len(more) / 2 and len(more) > FEWEST_SORTS * len(table.rows)
    if not several or len(cells) < FEWEST or not all(map(WORDS.search, cells)) or all(map(_is_count, more)):
        return table
    return guessed_as(table, {sort: "goods", names[at]: sort})


def _texts(table: Table, name: str) -> list[str]:
    return [" ".join(lines).strip() for lines in _lines(table, name)]


def _lines(table: Table, name: str) -> list[list[str]]:
    """The printed lines of each cell of a column that is not empty."""
    cells = (row.cells.get(name, ()) for row in table.rows)
    return [[run.text for run in runs] for runs in cells if runs]


def _called(labels: Labels, header: str) -> Sequence[str]:
    hit = labels.find(header)
    return hit.names if hit else ()


def _is_count(text: str) -> bool:
    return COUNT.fullmatch(text) is not None and not _is_day(text)


def _is_day(text: str) -> bool:
    return dates.parse_date(text) is not None
