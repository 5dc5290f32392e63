"""Goods printed below the number and the code of their row, under the headers of these, and not under their own.

China's customs print a declaration's articles so: item, code, quantity and price on the first line of a row, the name
on the second and the model on the third, both from the left edge of the table. The column of the goods stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Run, Sheet, on_lines
from extractors.tables.headers import Column

NUMBERS = {"item", "hs_code"}
"""Columns that hold numbers, below which the goods may stand."""
ROW = re.compile(r"\W*\d{1,3}\W*\s\d{4}[\d. ]{2,10}\W*")
CODE = re.compile(r"\W*\d{4}[\d. ]{2,10}\W*")
"""What a row's first line has left of the goods: its number and its code, or the code alone."""
WORDS = re.compile(r"[^\W\d_]{2}")
CLOSE = 1.2
"""Line heights between the lines of one row at most."""
SET_IN = 0.01
"""Share of the page's width by which a code begins right of the names that stand below it, where no number is read."""
FILLED = 0.6
"""Share of the rows that must have their goods there."""


def goods_below_numbers(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[Run]:
    """The lines that name the goods below their rows' numbers, where nothing stands under the header of the goods.

    Args:
        bottom: where the headers end.
        end: where the body ends.
    """
    at = next((i for i, column in enumerate(columns) if column.name == "goods"), 0)
    before = {column.name for column in columns[:at]}
    if "hs_code" not in before or not before <= NUMBERS or any(column.ruled for column in columns):
        return []
    body = [run for run in sheet.runs if bottom <= run.box.cy < end and run.box.x0 < columns[at].x1]
    rows: list[list[Run]] = []
    low = bottom
    for line in on_lines(body, 0.4):
        close = line[0].box.y0 - low < CLOSE * sheet.line_height
        if _begins_row(line, columns[0], numbered="item" in before):
            rows.append([])
        elif rows and close and any(run.box.x0 > columns[at].x0 for run in line):
            return []  # they stand in their own column
        elif rows and close:
            rows[-1] += line
        low = max(low, line[0].box.y1) if rows and (close or not rows[-1]) else low
    named = [runs for runs in rows if runs and WORDS.search(runs[0].text)]
    return [run for runs in named for run in runs] if named and len(named) >= FILLED * len(rows) else []


def _begins_row(line: Sequence[Run], first: Column, *, numbered: bool) -> bool:
    text = " ".join(run.text for run in line)
    alone = CODE.fullmatch(text) is not None and (not numbered or line[0].box.x0 > first.x0 + SET_IN)
    return alone or ROW.fullmatch(text) is not None
