"""Tables that go on overleaf without their headers: the next page is read as though they were printed there again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from extractors.layout import Run, Sheet, on_lines
from extractors.papers.page_counts import CONTINUES, counts_pages
from extractors.tables.goods_tables import Stops, Table
from extractors.tables.headers import UNKNOWN
from extractors.tables.other_widths import widened
from extractors.tables.page_tables import Listed
from extractors.tables.summing_words import CARRIED, OF_PAGE, SUBTOTAL
from schemas.page import Box

FOOT = 0.93
"""Share of a page's height below which print is its foot."""
SLACK = 0.01
"""Share of the page's width by which print may stand outside its column."""
STRAY = 0.6
"""Share of a line's cells that must stand in columns that are known: those of sizes have none."""
TIGHT = 0.6
"""Line heights of blank by which the lines of one row stand apart at most."""
MANY, WHOLE = 4, 0.8
"""Columns, and share of those usually filled, from which a row goes on with a table that seemed to be at its end."""
FIGURES = re.compile(r"\W*\d[\d.,' ]*(?:[^\W\d]{1,6}\W?)?")
"""What a column of figures holds; names and types (`100% cotton`, `INCO 4x4`) have some in one row alone."""
ROW_LINES = 3
"""Lines of a row among which that is which fills most columns."""
FILLED = 0.5
"""Share of the columns usually filled that a line overleaf must fill, at least two."""


@dataclass(frozen=True, slots=True)
class Overleaf:
    """A page on which a table goes on.

    Attributes:
        sheet: the page with the headers above the first row, in place of what is printed over it.
        top: where that row begins, as a share of the page's height; headers lie above it, or above the page.
    """

    sheet: Sheet
    top: float

    def found(self, listed: Sequence[Listed]) -> list[Listed]:
        """Tables found on the page, none of which reaches over what is really printed above the first row."""
        return [
            replace(one, box=_below(one.box, self.top), table=replace(one.table, box=_below(one.table.box, self.top)))
            for one in listed
        ]


def _below(box: Box, top: float) -> Box:
    return replace(box, y0=max(box.y0, top), y1=max(box.y1, top))


def goes_on(
    before: Sheet, listed: Sequence[Listed], sheet: Sheet, here: Sequence[Listed], stops: Stops
) -> Overleaf | None:
    """The next page with the headers of the table that does not end on the page before, None where all of them do.

    Args:
        before: the page before, as it was read.
        listed: its tables.
        here: the tables that have headers of their own on the page.
        stops: whether a run begins something else than a table.
    """
    reach = [(extent, one) for one in listed if one.table.columns and (extent := _extent(one.table))]
    (first_row, low), last = max(reach, key=lambda pair: pair[0][1], default=((0.0, 0.0), None))
    if last is None:
        return None
    below = [run for run in before.runs if run.box.y0 > low and _is_under(run, last.table)]
    if not _is_open(last.table):
        return None
    head = [run for run in before.runs if last.box.y0 - 0.001 <= run.box.cy < first_row]
    if fitted := widened(before, head, last.table, sheet):
        before, head, last = fitted[0], fitted[1], replace(last, table=fitted[2])
    top = first_row_of(sheet, last.table, stops)
    if not head or top is None:
        return None
    here = [one for one in here if not _is_guessed(one.table)]
    again = [one for one in here if one.part == last.part]
    if again and (min(one.box.y0 for one in again) < top or not _is_whole_row(sheet, last.table, top)):
        return None  # it has headers of its own on this page
    over = [one.table for one in here if one.box.y0 < top]
    is_doubtful = bool(over) or not all(map(_is_foot, on_lines(below, 0.5)))
    if is_doubtful and not _is_whole_row(sheet, last.table, top):
        return None
    if any(_known(table) >= _known(last.table) for table in over):
        return None  # the row is that table's
    return Overleaf(with_head(sheet, before, head, top - first_row, top), top)


def _extent(table: Table) -> tuple[float, float] | None:
    """Where the first row of a table begins and the last one ends; None of a table without print."""
    rows = [[run.box for runs in row.cells.values() for run in runs] for row in table.rows]
    rows = [boxes for boxes in rows if boxes]
    return (min(box.y0 for box in rows[0]), max(box.y1 for boxes in rows for box in boxes)) if rows else None


def _is_under(run: Run, table: Table) -> bool:
    """Whether print stands in the width of a table; another may stand beside it."""
    return table.columns[0].x0 - SLACK <= run.box.cx <= max(column.x1 for column in table.columns) + SLACK


def _is_open(table: Table) -> bool:
    """Whether no sum says that a table is at its end; those of a group or a page, or carried forward, do not."""
    sums = [" ".join(run.text for runs in row.cells.values() for run in runs) for row in table.totals]
    return all(any(sign.match(said) for sign in (SUBTOTAL, OF_PAGE, CARRIED)) for said in sums)


def _is_foot(line: Sequence[Run]) -> bool:
    if line[0].box.cy > FOOT or counts_pages(line):
        return True
    return any(sign.search(run.text) for run in line for sign in (CONTINUES, CARRIED, SUBTOTAL, OF_PAGE))


def first_row_of(sheet: Sheet, table: Table, stops: Stops) -> float | None:
    """Where the first line of a page begins that reads like a row of the table."""
    usual = median(len(row.cells) for row in table.rows)
    counted = {
        column.name
        for column in table.columns
        if (runs := [row.cells[column.name] for row in table.rows if column.name in row.cells])
        and all(FIGURES.fullmatch(" ".join(run.text for run in cell)) for cell in runs)
    }
    lines = on_lines([run for run in sheet.runs if _is_under(run, table)], 0.5)
    for at, line in enumerate(lines):
        filled = _filled(line, table)
        figures = [re.search(r"\d", text) is not None for name, text in filled.items() if name in counted]
        told = all(figures) and (any(figures) or not counted)
        enough = len(filled) >= max(2, FILLED * usual, STRAY * len(line))
        if told and enough and not any(stops(run) for run in line):
            return _with_lines_over(lines[: at + 1], table, stops)
    return None


def _is_guessed(table: Table) -> bool:
    """Whether no header of a table is known: rows that go on overleaf may be taken for one under its first row."""
    return all(column.guessed or column.name.startswith(UNKNOWN) for column in table.columns)


def _known(table: Table) -> int:
    return sum(not column.name.startswith(UNKNOWN) for column in table.columns)


def _is_whole_row(sheet: Sheet, table: Table, top: float) -> bool:
    """Whether the print at a height fills the columns of a table as its rows do: of many columns nearly all."""
    usual = median(len(row.cells) for row in table.rows)
    lines = on_lines([run for run in sheet.runs if run.box.cy > top and _is_under(run, table)], 0.5)
    most = max((len(_filled(line, table)) for line in lines[:ROW_LINES]), default=0)
    return most >= max(MANY, WHOLE * usual)


def _filled(line: Sequence[Run], table: Table) -> dict[str, str]:
    """What of a line stands in which column."""
    filled: dict[str, str] = {}
    for run in line:
        near = (c for slack in (0, SLACK) for c in table.columns if c.x0 - slack <= run.box.cx <= c.x1 + slack)
        if column := next(near, None):
            filled[column.name] = f"{filled.get(column.name, '')} {run.text}"
    return filled


def _with_lines_over(lines: Sequence[Sequence[Run]], table: Table, stops: Stops) -> float:
    """Where the last of some lines begins, with the lines right above it that belong to the table too.

    Such are a row whose count is left blank, and the first lines of a cell beside which the others are set lower.
    """
    top = min(run.box.y0 for run in lines[-1])
    for line in reversed(lines[:-1]):
        filled = _filled(line, table)
        near = top - max(run.box.y1 for run in line) < TIGHT * lines[-1][0].box.height
        inner = len(filled) > 1 or table.columns[0].name not in filled
        if not near or not filled or not inner or _is_foot(line) or any(map(stops, line)):
            break
        top = min(run.box.y0 for run in line)
    return top


def with_head(sheet: Sheet, before: Sheet, head: Sequence[Run], by: float, top: float) -> Sheet:
    """A page with print of the page before moved down by a share of its height, and nothing else above the top."""
    cells = list(sheet.page.cells)
    placed: dict[int, int] = {-1: -1}
    for run in head:
        if run.cell not in placed:
            placed[run.cell] = len(cells)
            cell = _moved(before.page.cells[run.cell], by)
            cells.append(replace(cell, y1=min(cell.y1, top)))  # rows may stand in one box with their caption
    number = sheet.page.number
    again = [
        replace(
            run, page=number, cell=placed[run.cell], box=_moved(run.box, by),
            words=tuple(replace(word, box=_moved(word.box, by)) for word in run.words),
        )
        for run in head
    ]  # fmt: skip
    kept = [run for run in sheet.runs if run.box.cy > top]
    return Sheet(replace(sheet.page, cells=tuple(cells)), (*again, *kept))


def _moved(box: Box, by: float) -> Box:
    return replace(box, y0=box.y0 + by, y1=box.y1 + by)
