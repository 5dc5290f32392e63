"""Whether a page wears the head of the paper before it: the same numbers and dates over its table, and no others.

Many papers print letterhead, title and references again on every page. The paper's own number tells then that it is
one paper, if its caption is known and the same on both pages. Where it is not, whatever has figures over the table
tells it: another paper of the same firm has another number or another date there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial

from extractors.captions.fields import starts_field
from extractors.captions.labels import Labels, squash
from extractors.forms import Form, forms
from extractors.layout import Run, Sheet, on_lines
from extractors.papers.page_counts import counts_pages, without_count
from extractors.tables.overleaf import first_row_of
from extractors.tables.page_tables import Listed, column_labels, listed_tables
from extractors.typed.dates import find_dates

A_NUMBER = re.compile(r"(?=(?:\W*\w){4})(?=(?:\D*\d){3})")
"""What print must hold that tells papers apart: four letters and figures, three figures among them."""
COPY = 0.9
"""Share of a page's lines that stand on the page before from which it is a copy of that page."""


def same_head(first: Sheet, before: Sheet, sheet: Sheet, kind: str) -> list[str]:
    """What has figures over the table of a page, squashed, where all of it stands over that of a paper's first page.

    Args:
        first: the first page of the paper, before: its last one so far.

    Returns:
        Nothing where something is another, where no number is among it, or where the page is a copy of the one before.
    """
    form = forms()[kind]
    top = _top(sheet, form) or _first_row(before, sheet, form) or _goods_caption(sheet, form)
    if top is None or _is_copy(before, sheet):
        return []
    told = _figures(sheet, top)
    over, anywhere = _figures(first, _top(first, form) or 1.0), _figures(first, 1.0)
    numbers = [text for text in told if A_NUMBER.match(text)]
    same = set(numbers) <= set(anywhere) and set(told) <= {*numbers, *over}
    return told if same and numbers else []


def has_own_head(before: Sequence[Sheet], sheet: Sheet, kind: str) -> bool:
    """Whether a date and a number stand over the table of a page, and none of its numbers on the pages before.

    The caption of its own number may be unknown (`FACTURE EXPORT n° FX26-0091`), and its title.
    """
    top = _top(sheet, forms()[kind])
    if top is None:
        return False
    over = [without_count(run.text) for run in sheet.runs if run.box.cy < top]
    dates = [date for text in over for date in find_dates(text)]
    numbers = {squash(word) for text in over for word in text.split() if A_NUMBER.match(word)}
    told = {word for page in before for word in _figures(page, 1.0)}
    return bool(dates) and len(numbers) >= OWN_NUMBERS and not numbers & told


OWN_NUMBERS = 2
"""Numbers over a page's table, its date among them, that make another paper of it where all are new."""


def _figures(sheet: Sheet, top: float) -> list[str]:
    """The words with figures that stand above a height, squashed, without what counts pages."""
    over = (without_count(run.text) for run in sheet.runs if run.box.cy < top)
    return [squash(word) for text in over for word in text.split() if re.search(r"\d", word)]


def _tables(sheet: Sheet, form: Form) -> list[Listed]:
    return listed_tables(sheet, form, partial(starts_field, labels=_captions(form.kind)))


def _top(sheet: Sheet, form: Form) -> float | None:
    """Where the first table of a page begins that lists goods; None where none does."""
    return min((one.box.y0 for one in _tables(sheet, form) if one.table.rows), default=None)


def _first_row(before: Sheet, sheet: Sheet, form: Form) -> float | None:
    """Where a row begins of the last table of the page before."""
    last = max(_tables(before, form), key=lambda one: one.box.y1, default=None)
    if last is None or not last.table.rows:
        return None
    return first_row_of(sheet, last.table, partial(starts_field, labels=_captions(form.kind)))


def _goods_caption(sheet: Sheet, form: Form) -> float | None:
    """Where the goods are asked for on a page whose goods stand in a box and in no table."""
    labels = column_labels(form.kind, form.goods_in)
    hits = ((run, labels.find(run.text)) for run in sheet.runs)
    return min((run.box.y0 for run, hit in hits if hit and set(GOODS) & set(hit.names)), default=None)


GOODS = ("goods", "description", "hs_code")


@cache
def _captions(kind: str) -> Labels:
    return Labels([(name, label) for name, spec in forms()[kind].fields.items() for label in spec.labels])


def _is_copy(before: Sheet, sheet: Sheet) -> bool:
    said = {run.text for run in before.runs}
    lines = on_lines(sheet.runs, 0.5)
    again = [line for line in lines if all(run.text in said for run in line)]
    return len(again) >= COPY * len(lines)


def is_part_of(last: Form, sheet: Sheet, number: str) -> bool:
    """Whether a page begins with the title of a table that papers of a kind hold beside their first, and its headers.

    The materials of a production order may stand on a page of their own, under `Pick list` or `Bill of materials`: a
    paper that is so called states a number, a product or a firm over its table, or beside its title.

    Args:
        number: that of the paper before, squashed, or "": a line at the head may repeat it.
    """
    lines = [line for line in on_lines(sheet.runs, 0.5) if not counts_pages(line)]
    listed = [one for one in _tables(sheet, last) if one.table.rows]
    first = min(listed, key=lambda one: one.box.y0, default=None)
    if first is None or first.part not in (last.goods_in, *last.beside) or not lines:
        return False
    again = bool(number) and number in squash(" ".join(run.text for run in lines[0]))
    return _begins(first, lines[1 if again and len(lines) > 1 else 0])


def _begins(listed: Listed, line: list[Run]) -> bool:
    """Whether a table begins with a line, be it its title or its headers."""
    return listed.box.y0 <= min(run.box.cy for run in line)
