"""What a factory's table prints below each of its rows in a line of its own: `Supplier: Tata   Lot: A7781`, a type.

Such lines run over several columns, or have a row of cells for themselves. They are no rows, and what captions in them
ask for is of the row above.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from extractors.captions.labels import Labels
from extractors.goods.further_lines import TOLD
from extractors.layout import Run, Sheet, on_lines
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import UNKNOWN

FEWEST = 2
"""Rows that must have such a line."""
MOST = 0.6
"""Share of the rows that must have one."""
FEWEST_CELLS = 3
"""Cells that a row has at least, of which lines below it have one."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a caption asks for and its value."""

    name: str
    value: Run


def with_second_rows(sheet: Sheet, table: Table, labels: Labels) -> Table:
    """The table with what is told below its rows as cells of these.

    Args:
        labels: the wordings of the table's columns.
    """
    return _without_small_lines(sheet, _without_thin_rows(_with_captions_below(sheet, table, labels)))


def _with_captions_below(sheet: Sheet, table: Table, labels: Labels) -> Table:
    told = {id(line[0]): (line, said) for line in _body(sheet, table) if (said := _captioned(line, labels))}
    words = {id(word) for line, _ in told.values() for run in line for word in run.words}
    rows = [left for row in table.rows if (left := _without(row, words)).cells]
    tops = [min(run.box.y0 for runs in row.cells.values() for run in runs) for row in rows]
    of_rows: dict[int, list[_Said]] = {}
    for line, said in told.values():
        above = sum(top < line[0].box.cy for top in tops) - 1
        if above < 0:
            return table
        of_rows.setdefault(above, []).extend(said)
    often = Counter(name for said in of_rows.values() for name in {one.name for one in said})
    here = {column.name for column in table.columns}
    names = [name for name, times in often.items() if times >= max(FEWEST, MOST * len(rows)) and name not in here]
    if not names:
        return table
    for at, said in of_rows.items():
        rows[at] = Row({**{one.name: (one.value,) for one in said if one.name in names}, **rows[at].cells})
    last = table.columns[-1]
    added = [replace(last, name=name, header="", x0=last.x1, x1=last.x1) for name in names]
    end = max(run.box.y1 for line, _ in told.values() for run in line)
    box = replace(table.box, y1=max(table.box.y1, end))
    return replace(table, columns=(*table.columns, *added), rows=tuple(rows), box=box)


def _body(sheet: Sheet, table: Table) -> list[list[Run]]:
    """The printed lines between the first row of a table and its end."""
    tops = [run.box.y0 for row in table.rows for runs in row.cells.values() for run in runs]
    top = min(tops, default=table.box.y1)
    inside = [r for r in sheet.runs if top <= r.box.cy < table.box.y1 + sheet.line_height]
    return on_lines([r for r in inside if table.box.x0 - 0.03 <= r.box.cx <= table.box.x1 + 0.08], 0.4)


def _captioned(line: Sequence[Run], labels: Labels) -> list[_Said]:
    """What a line says that is captions and their values from end to end; nothing where other print stands in it."""
    said: list[_Said] = []
    for run in line:
        starts = [0, *labels.inner(run.text)]
        for start, end in itertools.pairwise([*dict.fromkeys(starts), len(run.text)]):
            part = run.part(start, end)
            hit = labels.find(part.text) if part else None
            name = next((n for n in hit.names if n in TOLD), None) if hit and hit.colon else None
            value = part.part(hit.end) if part and hit else None
            if name is None or value is None:
                return []
            said.append(_Said(name, value))
    return said


def _without(row: Row, words: set[int]) -> Row:
    kept = {name: tuple(r for r in runs if id(r.words[0]) not in words) for name, runs in row.cells.items()}
    return Row({name: runs for name, runs in kept.items() if runs})


def _without_thin_rows(table: Table) -> Table:
    """The table with rows of one cell each, one below nearly every other row, as sorts where it has no others, else as
    a column of nothing known, so that where the table ends stays known.
    """
    thin = [i for i, row in enumerate(table.rows) if len(row.cells) == 1]
    full = [i for i, row in enumerate(table.rows) if len(row.cells) >= FEWEST_CELLS]
    if (
        len(thin) < max(FEWEST, MOST * len(full))
        or len(thin) + len(full) < len(table.rows)
        or any(i - 1 not in full for i in thin)
    ):
        return table
    names = {column.name for column in table.columns}
    texts = {i: " ".join(run.text for runs in table.rows[i].cells.values() for run in runs) for i in thin}
    several = "grade" in names or any(map(SEVERAL.search, texts.values()))
    sort = f"{UNKNOWN}below" if several else "grade"
    rows = [
        Row({**table.rows[i].cells, sort: below}) if (below := _below(table.rows, i, thin)) else table.rows[i]
        for i in full
    ]
    last = table.columns[-1]
    added = replace(last, name=sort, header="", x0=last.x1, x1=last.x1, guessed=True)
    return replace(table, columns=(*table.columns, added), rows=tuple(rows))


def _without_small_lines(sheet: Sheet, table: Table) -> Table:
    """The same with lines of smaller print, one alone below each row.

    Heights of print are those of its letters only where the page has them in a text layer: on a scan, where a line
    without tall letters is as low as smaller print, the lines below all rows together must be so much lower.
    """
    certain = sheet.page.engine == "text"
    tops = [min((run.box.y0 for runs in row.cells.values() for run in runs), default=1.0) for row in table.rows]
    below: dict[int, Run] = {}
    heights: list[tuple[float, float]] = []
    for line in _body(sheet, table):
        above = sum(top < line[0].box.cy for top in tops) - 1
        if above < 0 or len(line) > 1:
            continue
        first = max((r.box.height for runs in table.rows[above].cells.values() for r in runs[:1]), default=0.0)
        if line[0].box.height < SMALL * first or not certain:
            if above in below:
                return table
            below[above] = line[0]
            heights.append((line[0].box.height, first))
    if len(below) < max(FEWEST, ALL * len(tops)) or any(re.search("[:：]", run.text) for run in below.values()):
        return table  # captions tell what they ask for
    if not certain and median(h for h, _ in heights) > SMALL_ON_SCANS * median(first for _, first in heights):
        return table
    names = {column.name for column in table.columns}
    several = "grade" in names or any(SEVERAL.search(run.text) for run in below.values())
    sort = f"{UNKNOWN}below" if several else "grade"
    words = {id(word) for run in below.values() for word in run.words}
    rows = [_without(row, words) for row in table.rows]
    rows = [Row({**row.cells, sort: (below[i],)}) if i in below else row for i, row in enumerate(rows)]
    last = table.columns[-1]
    added = replace(last, name=sort, header="", x0=last.x1, x1=last.x1, guessed=True)
    return replace(table, columns=(*table.columns, added), rows=tuple(rows))


SMALL, SMALL_ON_SCANS, ALL = 0.93, 0.85, 0.8
"""Share of a row's height of print below which it is small, the same of boxes around ink, and the share of the rows
that must have such a line."""
SEVERAL = re.compile(r"\s/\s|[:：]")
"""`Tata Steel / B4398`, several things at once."""


def _below(rows: Sequence[Row], at: int, thin: Sequence[int]) -> tuple[Run, ...]:
    return tuple(itertools.chain.from_iterable(rows[at + 1].cells.values())) if at + 1 in thin else ()
