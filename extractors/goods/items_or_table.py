"""Whether the goods of a page are those of its tables and captions or the items that its running print lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from extractors.captions.fields import labelled_values
from extractors.captions.labels import LINE, Labels, squash
from extractors.captions.small_print import TRANSPORT_PAPERS
from extractors.columns.told import columns_told
from extractors.forms import Form, Part, forms
from extractors.goods.lines import typed_rows
from extractors.layout import Sheet
from extractors.sighted import Context, Values
from extractors.tables.goods_tables import Table
from extractors.tables.headers import UNKNOWN
from extractors.tables.label_blocks import listed_lines
from extractors.tables.page_tables import Listed

FEWEST_KNOWN = 3
"""Known columns filled in a good row."""
MORE = 1.2
"""Times the values that tables or captions give, from which the items of running print are believed."""

Items = Callable[[Part], Mapping[int, Listed]]


def with_items(
    items: Items, sheet: Sheet, form: Form, before: Sequence[Listed], here: list[Listed], context: Context
) -> list[Listed]:
    """The tables of a page, in place of poor ones the items that its print lists.

    Args:
        items: what the print of the paper lists of a part, by page: sought only when it is asked for.
        before: the tables of the pages before.
        here: those of this page.
    """
    part: Part = "materials" if "materials" in form.beside else form.goods_in
    tables = [one for one in (*before, *here) if one.part == part]
    if any(not one.told and _is_good(one.table) and not _is_print(one.table, sheet) for one in tables):
        return here
    if form.kind in TRANSPORT_PAPERS and any(one.table.rows for one in tables):
        return here  # a rider lists what of its goods is in which container
    listed = items(part).get(sheet.page.number)
    if listed is None:
        return here
    wanted = {name: spec.type for name, spec in form.part(part).items()}
    rows = [
        row
        for one in here
        if one.part == part and not one.told
        for row in typed_rows(columns_told(one, form, wanted, sheet, sheet), form, part, context)
    ]
    more = MORE if rows else 1
    if not rows:
        rows = listed_lines(labelled_values(sheet, _line_labels(form.kind, part), []), form.part(part), context, None)
    printed = typed_rows(listed.table, form, part, context)
    if len(printed) < 2 * len(rows) and _told(printed) < more * _told(rows):
        return here
    return [*(one for one in here if one.part != part), listed]


@cache
def _line_labels(kind: str, part: Part) -> Labels:
    """The wordings of a part's columns, as captions that stand beside the values of one line."""
    columns = forms()[kind].part(part)
    return Labels([(LINE + name, label) for name, spec in columns.items() for label in spec.labels])


def _told(rows: Sequence[Values]) -> int:
    """How many values rows have."""
    return sum(len(row) for row in rows)


def _is_good(table: Table) -> bool:
    """Whether a table has several rows of several known things."""
    known = [sum(bool(runs) for name, runs in row.cells.items() if not name.startswith(UNKNOWN)) for row in table.rows]
    return sum(count >= FEWEST_KNOWN for count in known) > 1


def _is_print(table: Table, sheet: Sheet) -> bool:
    """Whether what was taken for headers is said again with every item: `Unit price=68.60 USD | Amount=77,861.00`."""
    lines = [squash(run.text) for run in sheet.runs if run.box.cy > table.box.y0]
    headers = [flat for column in table.columns if len(flat := squash(column.header)) >= SHORTEST]
    often = [sum(flat in line for line in lines) for flat in headers]
    return sum(count > max(2, len(table.rows) // 2) for count in often) > 1


SHORTEST = 4
"""Letters of a header that is looked for in the lines below it."""
