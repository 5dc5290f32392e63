"""Tables none of whose headers are known, found by what all signs of their columns together tell.

Of the lines that fill the same columns under a line of captions those are a table of goods or materials whose columns
are surely such a table's: the classifier of columns was shown routings, addresses and summaries too, as columns that
hold nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.forms import Form, Part
from extractors.layout import Sheet
from extractors.nlp.columns import Told, told_columns
from extractors.tables.goods_tables import Stops, table_under
from extractors.tables.headers import Header
from extractors.tables.unheaded_materials import Rows, box_of, header_over, open_rows, ruled_rows

FEWEST = 3
"""Columns that must be told."""
SURE = 0.8
"""Probability from which so many columns tell a table."""
COUNTS = frozenset(
    ("quantity", "planned_quantity", "quantity_per_unit", "packages", "gross_weight_kg", "net_weight_kg", "value")
)
"""Columns of which a table of goods has one, or their tariff numbers."""


def told_rows(
    sheet: Sheet, form: Form, parts: Sequence[Part], stops: Stops, known: Sequence[Header]
) -> list[tuple[Part, Header]]:
    """The headers of the table of each part that its columns tell most surely; none of a part where none do.

    Args:
        parts: what is sought.
        stops: what ends a table.
        known: rows of headers that were found already, whose tables are none of these.
    """
    found: list[tuple[float, Part, Rows, Told]] = []
    for rows in (*ruled_rows(sheet), *open_rows(sheet)) if parts else ():
        if any(_overlaps(rows, header) for header in known):
            continue
        table = table_under(sheet, header_over(rows, {}), stops)
        for part in parts:
            told = told_columns(table, form.part(part), form.kind, part)
            sure = {name: chance for name, chance in told.values() if chance >= SURE}
            if len(sure) >= FEWEST and "goods" in sure and (COUNTS | {"hs_code"}) & sure.keys():
                found.append((sum(chance for _, chance in told.values()), part, rows, told))
    chosen: list[tuple[Part, Header]] = []
    for _, part, rows, told in sorted(found, key=lambda f: f[0], reverse=True):
        if any(part == other or _overlaps(rows, header) for other, header in chosen):
            continue
        columns, bottom = header_over(rows, {})
        named = [
            replace(column, name=told[column.name][0], guessed=True) if column.name in told else column
            for column in columns
        ]
        chosen.append((part, (named, bottom)))
    return chosen


def _overlaps(rows: Rows, header: Header) -> bool:
    box, (columns, bottom) = box_of(rows), header
    return box.y0 < bottom and min(column.top for column in columns) < box.y1
