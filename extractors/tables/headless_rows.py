"""Lists of materials in columns over which nothing stands but a title: lines alike below each other, each with a count.

Often each begins with a bullet or its number: `• Seal ring NBR 70    240 pcs    Simrit    Austria`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.captions.labels import Labels
from extractors.layout import Run, Sheet, on_lines
from extractors.tables.headers import Header
from extractors.tables.summing_words import TOTAL
from extractors.tables.unheaded_materials import COUNTED_AS, Rows, header_over, names_of
from schemas.page import Box

FEWEST_COLUMNS, FEWEST_ROWS = 3, 3
ALIGNED = 0.006
"""Share of the page's width by which the edges of print in one column differ at most."""
NEAR = 2.5
"""Line heights between two rows at most, and between headers and their first row."""


def headless_materials(sheet: Sheet, labels: Labels, known: Sequence[Header]) -> Header | None:
    """Headers without print over the longest such list; None where a page has none.

    Args:
        labels: wordings of the columns of materials.
        known: the headers of other tables, whose rows are none of these.
    """
    found: list[tuple[int, Header]] = []
    for lines in _stretches(sheet):
        top = min(run.box.y0 for run in lines[0])
        if any(0 < top - bottom < NEAR * sheet.line_height for _, bottom in known):
            continue
        places = range(len(lines[0]))
        columns = [_column([line[at] for line in lines], top) for at in places]
        rows = Rows([[run] for run in columns], [{at: [line[at]] for at in places} for line in lines])
        names = names_of(rows, labels)
        if "goods" in names.values() and COUNTED_AS & set(names.values()):
            found.append((len(lines), header_over(rows, names)))
    return max(found, key=lambda f: f[0])[1] if found else None


def _stretches(sheet: Sheet) -> Iterator[list[list[Run]]]:
    """Lines below each other of which each has its print in the same columns as the first, a count among it."""
    lines = [line for line in on_lines(sheet.runs, 0.5) if len(line) >= FEWEST_COLUMNS]
    at = 0
    while at < len(lines):
        alike = [lines[at]]
        for line in lines[at + 1 :]:
            if not _is_like(line, alike[0]) or line[0].box.y0 - alike[-1][0].box.y1 > NEAR * sheet.line_height:
                break
            alike.append(line)
        if len(alike) >= FEWEST_ROWS and not any(map(_is_none, alike)):
            yield alike
        at += len(alike)


def _is_like(line: Sequence[Run], first: Sequence[Run]) -> bool:
    """Whether each run begins or ends where that of another line does."""
    return len(line) == len(first) and all(
        min(abs(a.box.x0 - b.box.x0), abs(a.box.x1 - b.box.x1)) < ALIGNED for a, b in zip(line, first, strict=True)
    )


def _is_none(line: Sequence[Run]) -> bool:
    """Whether a line is a sum, has captions with values, or stands in the boxes of a form."""
    return TOTAL.match(line[0].text) is not None or any(run.cell >= 0 or ASKING.search(run.text) for run in line)


ASKING = re.compile(r"[:：](?:\s|$)")


def _column(runs: Sequence[Run], top: float) -> Run:
    """A run without print as wide as those of a column, right above the first of them."""
    first = runs[0]
    box = Box(min(r.box.x0 for r in runs), top - 0.002, max(r.box.x1 for r in runs), top - 0.001)
    return Run("", box, first.page, first.cell, (), ())
