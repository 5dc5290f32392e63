"""Captions of one article with their values beside them, which stand side by side as the headers of a table do."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import Run, Sheet
from extractors.tables.headers import UNKNOWN, Column

APART = 0.12
"""Share of the page's width within which a value stands beside its caption."""


def states_beside(sheet: Sheet, headers: Sequence[Column]) -> bool:
    """Whether most headers have a colon and print right behind it: captions of one article with their values."""
    columns = [column for column in headers if not column.name.startswith(UNKNOWN)]
    answered = [
        column
        for column in columns
        if column.header.rstrip().endswith((":", "："))
        and not column.ruled
        and any(_follows(run, column, sheet) for run in sheet.runs)
    ]
    return 2 * len(answered) > len(columns)


def _follows(run: Run, column: Column, sheet: Sheet) -> bool:
    """Whether print goes on behind a header with a colon, or stands right beside it and is no such header too."""
    if not column.top - 0.001 < run.box.cy < column.top + 1.2 * sheet.line_height or run.text.endswith((":", "：")):
        return False
    goes_on = abs(run.box.x0 - column.x0) < 0.002 and run.text.startswith(column.header)
    return goes_on or -0.005 < run.box.x0 - column.x1 < APART
