"""Whether the goods of a page are those of its tables and captions or the items that its running print lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from extractors.captions.fields import labelled_values
from extractors.captions.labels import LINE, Labels, squash
from extractors.captions.small_print import TRANSPORT_PAPERS
from extractors.columns.told import columns_told
from extractors.forms import Form, Part, forms
from extractors.goods.lines import typed_rows
from extractors.layout import Run, Sheet, on_lines
from extractors.sighted import Context, Values
from extractors.tables.goods_tables import Table
from extractors.tables.headers import UNKNOWN
from extractors.tables.label_blocks import listed_lines
from extractors.tables.page_tables import Listed, asks

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
    if form.group != "certificate":  # whose items may have boxes of captions of their own
        here = [one for one in here if one.told or not _lists_captions(form, one.table)]
    part: Part = "materials" if "materials" in form.beside else form.goods_in
    tables = [one for one in (*before, *here) if one.part == part]
    going_on = any(one.told for one in before if one.part == part)  # the list of a page before
    if not going_on and any(_is_good(one.table) and not _is_print(one.table, sheet) for one in tables):
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
        if one.part == part and not one.told and not _are_captions_of_cards(one.table, sheet)
        for row in typed_rows(columns_told(one, form, wanted, sheet, sheet), form, part, context)
    ]
    more = MORE if rows else 1
    if not rows and not going_on and not any(one.part == part for one in here):
        rows = listed_lines(labelled_values(sheet, _line_labels(form.kind, part), []), form.part(part), context, None)
    if rows and any(_share_print(listed.table, one.table) for one in here if one.part != part):
        return here  # the products above the materials look like these
    printed = typed_rows(listed.table, form, part, context)
    if len(printed) < 2 * len(rows) and _told(printed) < more * _told(rows):
        return here
    return [*(one for one in here if one.part != part), listed]


def _lists_captions(form: Form, table: Table) -> bool:
    """Whether lines of captions stand among the rows again and again, as in cards below a paper's head: no table."""
    own = {column.header for column in table.columns}
    runs = [run for row in table.rows for cell in row.cells.values() for run in cell]
    lines = [[run.text for run in line] for line in on_lines(runs, 0.5)]
    other = [line for line in lines if len(line) > 1 and not own & set(line)]
    asking = [" ".join(line) for line in other if all(asks(form, text) for text in line)]
    return len(asking) > len(set(asking))


@cache
def _line_labels(kind: str, part: Part) -> Labels:
    """The wordings of a part's columns, as captions that stand beside the values of one line."""
    columns = forms()[kind].part(part)
    return Labels([(LINE + name, label) for name, spec in columns.items() for label in spec.labels])


def _share_print(items: Table, table: Table) -> bool:
    """Whether some of the items are rows of a table."""
    words = {word for row in table.rows for runs in row.cells.values() for run in runs for word in run.words}
    return any(w in words for row in items.rows for runs in row.cells.values() for run in runs for w in run.words)


def _told(rows: Sequence[Values]) -> int:
    """How many values rows have."""
    return sum(len(row) for row in rows)


def _is_good(table: Table) -> bool:
    """Whether a table has several rows of several known things."""
    known = [sum(bool(runs) for name, runs in row.cells.items() if not name.startswith(UNKNOWN)) for row in table.rows]
    return sum(count >= FEWEST_KNOWN for count in known) > 1


def _is_print(table: Table, sheet: Sheet) -> bool:
    """Whether what was taken for headers is said again with every item: `Unit price=68.60 USD | Amount=77,861.00`."""
    return _are_captions_of_cards(table, sheet) or _are_said_again(table, sheet)


def _are_captions_of_cards(table: Table, sheet: Sheet) -> bool:
    """Whether headers stand again and again on the page, each time with a figure beside: `HS code  8482.10`."""
    headers = {flat for column in table.columns if len(flat := squash(column.header)) >= SHORTEST}
    asked: dict[str, list[bool]] = defaultdict(list)
    for run in sheet.runs:
        if (flat := squash(run.text)) in headers:
            asked[flat].append(_has_figure_beside(run, sheet))
    return sum(len(answered) >= FEWEST_CARDS and all(answered) for answered in asked.values()) > 1


def _has_figure_beside(caption: Run, sheet: Sheet) -> bool:
    level = [r for r in sheet.runs if abs(r.box.cy - caption.box.cy) < 0.5 * caption.box.height]
    beside = min((r for r in level if r.box.x0 >= caption.box.x1), key=lambda r: r.box.x0, default=None)
    return beside is not None and re.search(r"\d", beside.text) is not None


FEWEST_CARDS = 3
"""Cards that have the same captions."""


def _are_said_again(table: Table, sheet: Sheet) -> bool:
    lines = [squash(run.text) for run in sheet.runs if run.box.cy > table.box.y0]
    headers = [flat for column in table.columns if len(flat := squash(column.header)) >= SHORTEST]
    often = [sum(flat in line for line in lines) for flat in headers]
    return sum(count > max(2, len(table.rows) // 2) for count in often) > 1


SHORTEST = 4
"""Letters of a header that is looked for in the lines below it."""
