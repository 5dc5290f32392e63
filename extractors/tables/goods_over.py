"""Goods named over the whole width of a table, on a printed line of their own above or below each row's figures.

The caption of the goods then stands over the other headers, or under them, and no column is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.captions.labels import Labels
from extractors.layout import Run, Sheet, on_lines
from extractors.tables.headers import Column, Header

NEAR = 0.9
"""Line heights between the headers and the caption of the goods at most."""
ALIGNED = 0.02
"""Share of the page's width by which goods begin beside their caption."""
FEWEST_COLUMNS = 3


def with_goods_over(sheet: Sheet, header: Header, labels: Labels) -> Header:
    """The headers with the caption of the goods above or below them as a column without width, where none names goods.

    Args:
        labels: the wordings of the columns.
    """
    columns, bottom = header
    if len(columns) < FEWEST_COLUMNS or any(column.ruled or column.name == "goods" for column in columns):
        return header
    top = min(column.top for column in columns)
    for run in sheet.runs:
        above, below = (top - run.box.y1) / sheet.line_height, (run.box.y0 - bottom) / sheet.line_height
        if not (-0.3 < above < NEAR or -0.3 < below < NEAR) or not columns[0].x0 - 0.1 < run.box.x0 < columns[-1].x1:
            continue
        hit = labels.find(run.text)
        level = [r for r in sheet.runs if abs(r.box.cy - run.box.cy) < 0.5 * run.box.height]
        if hit and hit.name == "goods" and not hit.slips and hit.is_all_of(run.text) and len(level) == 1:
            caption = Column("goods", run.box.x0, run.box.x0, run.text, False, run.box.y0)
            return [*columns, caption], max(bottom, run.box.y1)
    return header


def goods_alone(sheet: Sheet, columns: Sequence[Column], caption: Column, bottom: float) -> list[Run]:
    """The names of the goods in a table under such headers: words alone on their line but for the row's number.

    Args:
        bottom: where the headers end.
    """
    numbers = [column for column in columns if column.name in ("item", "marks")]
    named: list[Run] = []
    for line in on_lines([run for run in sheet.runs if run.box.cy >= bottom], 0.4):
        rest = [
            run
            for run in line
            if not any(run.box.x0 < c.x1 and run.box.x1 > c.x0 for c in numbers) or WORDS.search(run.text)
        ]
        if len(rest) == 1 and WORDS.search(rest[0].text) and abs(rest[0].box.x0 - caption.x0) < ALIGNED:
            named.append(rest[0])
    return named


WORDS = re.compile(r"[^\W\d_]{3}")
