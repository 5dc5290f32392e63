"""Goods that have a printed line for themselves, above their figures, and run on into the columns of these.

`HEX CAP SCREW GR.5 ZINC 3/8-16X1` with `420.00 MPC  US$38.40  US$16,128.00` on the next line: word by word its end
would be a quantity.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractors.layout import Run, Sheet
from extractors.tables.headers import Column

EVEN = 1.4
"""Times the narrowest blank of a line that the widest may be, where the line is one cell."""
FEWEST_WORDS = 2
LEFT = 0.02
"""Share of the page's width by which goods may begin before their header."""
LEVEL = 0.5
"""Heights of print by which the middles of one line may differ."""


def long_goods(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[Run]:
    """Lines of the goods' column with no figures beside them, of a table without ruling.

    Args:
        bottom: where the headers end.
        end: where the body ends.
    """
    at = next((i for i, column in enumerate(columns) if column.name == "goods"), None)
    if at is None or at + 1 >= len(columns) or any(column.ruled for column in columns):
        return []
    goods, following = columns[at], columns[at + 1]
    body = [run for run in sheet.runs if bottom <= run.box.cy < end]
    return [
        run
        for run in body
        if goods.x0 - LEFT < run.box.x0 < goods.x1
        and run.box.x1 > goods.x1
        and len(run.words) >= FEWEST_WORDS
        and _is_one_cell(run, following)
        and not any(_beside(run, other) for other in body)
    ]


def _is_one_cell(run: Run, following: Column) -> bool:
    """Whether the blanks of a line are even, and no figure of it stands under the next header."""
    under = [word for word in run.words if word.box.x1 > following.x0]
    return is_even(run) and not any(re.match(r"\W*\d", word.text) for word in under)


def is_even(run: Run) -> bool:
    """Whether the blanks of a line of two words at least are of one width, as within one cell."""
    blanks = [right.box.x0 - left.box.x1 for left, right in itertools.pairwise(run.words)]
    return max(blanks) <= EVEN * max(min(blanks), 0.001)


def _beside(run: Run, other: Run) -> bool:
    level = abs(other.box.cy - run.box.cy) < LEVEL * run.box.height
    return level and other.box.x0 >= run.box.x1 and re.search(r"\d", other.text) is not None


def ends_rows(goods: Sequence[Run], figures: Sequence[float], line_height: float) -> bool:
    """Whether each row is its goods, on lines of their own, and below them its figures.

    Args:
        goods: the printed lines of the goods' column.
        figures: the middles of the lines that have the rows' figures, from top to bottom.
    """
    if len(figures) < FEWEST_ROWS or not goods or goods[-1].box.cy > figures[-1]:
        return False
    if any(abs(run.box.cy - cy) < LEVEL * line_height for run in goods for cy in figures):
        return False
    tops = [-1.0, *figures]
    return all(any(above < run.box.cy < cy for run in goods) for above, cy in itertools.pairwise(tops))


FEWEST_ROWS = 2
"""Rows that show the order."""


def owners_by_gaps(lines: Sequence[Run], middles: Sequence[float], line_height: float) -> list[int] | None:
    """The row of each printed line of a column, where the gaps between rows are wider than those within them.

    None where they are not, or where what lies between wide gaps does not stand beside the rows' figures.

    Args:
        middles: the middles of the lines that have the rows' figures, from top to bottom.
    """
    gaps = [below.box.y0 - above.box.y1 for above, below in itertools.pairwise(lines)]
    wide = sorted(gaps, reverse=True)[: len(middles) - 1]
    if len(gaps) <= len(wide) or wide[-1] < sorted(gaps, reverse=True)[len(wide)] + WIDER * line_height:
        return None
    owners = [0, *itertools.accumulate(int(gap >= wide[-1]) for gap in gaps)]
    blocks = [[run.box for run, at in zip(lines, owners, strict=True) if at == i] for i in range(len(middles))]
    beside = [boxes[0].y0 <= cy <= boxes[-1].y1 for boxes, cy in zip(blocks, middles, strict=True)]
    return owners if all(beside) else None


WIDER = 0.25
"""Line heights by which the narrowest gap between rows is wider than the widest within one."""


def without_heading(
    lines: dict[str, list[Run]], figures: Sequence[Run], line_height: float, blocks: Sequence[str]
) -> dict[str, list[Run]]:
    """The print of the columns without a line that heads all goods, and without how many of all there are beside it.

    Args:
        figures: of each row that which tells where it begins.
        blocks: columns whose print goes on beside several rows.
    """
    goods = lines.get("goods", [])
    named = _without_heading(goods, figures, line_height)
    heading = next((run.box for run in goods if run not in named), None)
    if heading is None:
        return lines
    left = {"goods": named}
    for name, runs in lines.items():
        more = len(runs) > len(figures) and name not in (*blocks, "goods")
        beside = [run for run in runs if more and abs(run.box.cy - heading.cy) < 0.5 * heading.height]
        left.setdefault(name, [run for run in runs if run not in beside])
    return left


def _without_heading(lines: Sequence[Run], figures: Sequence[Run], line_height: float) -> list[Run]:
    """The printed lines of the goods' column without one above the first row that heads all: `HOUSEHOLD ARTICLES`.

    It goes on with no name: rows have their names level with their figures, and the first word of the name below would
    have had room on it, or it stands farther from that than lines of one name do, or it alone is in capitals.
    """
    level = [next((r for r in lines if abs(r.box.cy - f.box.cy) < 0.35 * line_height), None) for f in figures]
    over = [run for run in lines if run.box.y1 < figures[0].box.cy]
    first = level[0]
    if first is None or not all(level) or len(over) != 1 or abs(over[0].box.x0 - first.box.x0) > LEFT:
        return list(lines)
    room = max(run.box.x1 for run in lines) - over[0].box.x1 > first.words[0].box.width + line_height
    closest = min(below.box.y0 - above.box.y1 for above, below in itertools.pairwise(lines))
    apart = first.box.y0 - over[0].box.y1 > closest + FARTHER * line_height
    capital = over[0].text.isupper() and not first.text.isupper()
    heads = (room or apart or capital) and not re.search(r"\d|[,&/-]$", SHARE.sub("", over[0].text))
    return [run for run in lines if run is not over[0]] if heads else list(lines)


SHARE = re.compile(r"\b\d{1,3}\s?%")
"""`100% COTTON MADE UPS`: a share of what all are made of."""
FARTHER = 0.15
"""Line heights by which a heading stands farther from the name below it than lines of one name from each other."""
