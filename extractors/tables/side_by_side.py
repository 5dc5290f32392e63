"""Two tables beside each other on one page: materials and operations, products and materials, or a long list of
materials in two halves.

Their headers stand in one line or nearly so, and would be taken for those of one table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.captions.labels import Labels
from extractors.layout import Sheet
from extractors.tables.group_headings import STEPS as STEPS_TITLE
from extractors.tables.headers import UNKNOWN, Header, find_headers

NARROWEST = 0.012
"""Share of the page's width of the blank between both tables at least."""
ABOVE, LINES = 3, 7
"""Line heights above the headers in which titles of both may stand, and below them which the blank parts at least."""
FEWEST_GOODS, FEWEST_STEPS, TWIN = 3, 2, 0.8
"""Known headers of a list of goods and of a routing at least; share of headers that halves of one list have alike."""
FEWEST_ROWS, LEVEL = 3, 0.25
"""Rows from which two tables tell that they do not stand level; line heights that level ones are apart at most."""
COUNTS = {"quantity", "planned_quantity", "quantity_per_unit"}
OF_GOODS = {"supplier", "origin_country", "heat_number", "lot_number", "grade", "unit"}
STEPS = {"step", "place", "worker", "hours"}


def beside_each_other(sheet: Sheet, goods: Sequence[Labels], steps: Labels | None) -> tuple[Sheet, Sheet] | None:
    """The page without the second of two tables side by side, and this alone; None where no two stand so.

    Args:
        goods: the wordings of columns of tables that list goods, for each kind of such tables.
        steps: those of a routing's columns, where papers of the kind may hold one.
    """
    bands = [band for labels in (*goods, *([steps] if steps else [])) for band in find_headers(sheet, labels)]
    tops = {round(min(column.top for column in columns), 3) for columns, _ in bands}
    best: tuple[int, tuple[Sheet, Sheet]] | None = None
    seen: dict[tuple[int, ...], _Side] = {}
    for top in sorted(tops):
        for blank in _blanks(sheet, top):
            left, right = (seen.setdefault(side.held, side) for side in _sides(sheet, top, blank))
            if _alike(left, right, goods) or _products_and_materials(left, right, goods):
                return _without(sheet, right.sheet), right.sheet
            for one, other in ((left, right), (right, left)):
                if steps and _lists_goods(one, goods) and _lists_steps(other, goods, steps, top):
                    # a blank inside one of both tables takes some of its headers away
                    known = _most_known(one, goods) + len(_names(other.first(steps)))
                    if best is None or known > best[0]:
                        best = known, (_without(sheet, other.sheet), other.sheet)
    return best[1] if best else None


@dataclass(slots=True)
class _Side:
    """The print on one side of a blank, and the first headers that stand there by each kind of table's wordings."""

    sheet: Sheet
    headers: dict[int, Header | None] = field(default_factory=dict)

    @property
    def held(self) -> tuple[int, ...]:
        """What tells it from other sides of the same page: several blanks and heights leave the same print."""
        return tuple(map(id, self.sheet.runs))

    def first(self, labels: Labels) -> Header | None:
        if id(labels) not in self.headers:
            self.headers[id(labels)] = next(iter(find_headers(self.sheet, labels)), None)
        return self.headers[id(labels)]


def _most_known(side: _Side, goods: Sequence[Labels]) -> int:
    return max(len(_names(side.first(labels))) for labels in goods)


def _blanks(sheet: Sheet, top: float) -> list[float]:
    """Middles of the blanks that part all print from a height on, the widest first."""
    low = top + LINES * sheet.line_height
    window = [run.box for run in sheet.runs if top - 0.002 <= run.box.cy < low]
    found: list[tuple[float, float]] = []
    reached = 1.0
    for box in sorted(window, key=lambda b: b.x0):
        if box.x0 - reached > NARROWEST:
            found.append((box.x0 - reached, (box.x0 + reached) / 2))
        reached = box.x1 if reached == 1.0 else max(reached, box.x1)
    return [middle for _, middle in sorted(found, reverse=True)]


def _sides(sheet: Sheet, top: float, blank: float) -> tuple[_Side, _Side]:
    """What stands left and right of a blank, from the titles of both tables down to what crosses it below them."""
    across = [run for run in sheet.runs if run.box.x0 < blank < run.box.x1]
    begin = max([top - ABOVE * sheet.line_height, *(run.box.y1 for run in across if run.box.y1 < top)])
    end = min([run.box.y0 for run in across if run.box.y0 > top], default=1.0)
    beside = [run for run in sheet.runs if begin <= run.box.cy < end]
    left, right = [run for run in beside if run.box.cx < blank], [run for run in beside if run.box.cx >= blank]
    return _Side(replace(sheet, runs=tuple(left))), _Side(replace(sheet, runs=tuple(right)))


def _without(sheet: Sheet, side: Sheet) -> Sheet:
    return replace(sheet, runs=tuple(run for run in sheet.runs if run not in side.runs))


def _names(header: Header | None) -> set[str]:
    return {c.name for c in header[0] if not c.name.startswith(UNKNOWN)} if header else set()


def _lists_goods(side: _Side, goods: Sequence[Labels]) -> bool:
    several = [_names(side.first(labels)) for labels in goods]
    return any("goods" in names and names & COUNTS and len(names) >= FEWEST_GOODS for names in several)


def _lists_steps(side: _Side, goods: Sequence[Labels], steps: Labels, top: float) -> bool:
    """Whether a routing stands there, level with headers at `top`; one further down is beside nothing.

    It is told by its headers, or by a title of its own over headers that nobody knows.
    """
    if _is_titled(side.sheet, top) and not any(_names(side.first(labels)) & OF_GOODS for labels in goods):
        return True
    header = side.first(steps)
    if header is None or min(column.top for column in header[0]) > top + LINES * side.sheet.line_height:
        return False
    names = _names(header)
    told = "process" in names and len(names & STEPS) >= FEWEST_STEPS - 1
    return told and not any(_names(side.first(labels)) & OF_GOODS for labels in goods)


def _products_and_materials(left: _Side, right: _Side, goods: Sequence[Labels]) -> bool:
    """Whether both sides list goods and counts under level headers, each in rows of its own: rows that stand level all
    the way down are those of one table.
    """
    for labels in goods:
        for others in goods:
            one, other = left.first(labels), right.first(others)
            if labels is others or one is None or other is None:
                continue
            if not all(
                "goods" in names and names & COUNTS and len(names) > FEWEST_GOODS for names in map(_names, (one, other))
            ):
                continue
            level = abs(one[1] - other[1]) < 0.5 * left.sheet.line_height
            if level and not _rows_level(_firsts(left, one), _firsts(right, other), left.sheet.line_height):
                return True
    return False


def _firsts(side: _Side, header: Header) -> list[float]:
    """The heights of the figures under a side's headers of counts: one for each of its rows."""
    column = next(column for column in header[0] if column.name in COUNTS)
    under = [r for r in side.sheet.runs if r.box.cy > header[1] and r.box.x0 < column.x1 and r.box.x1 > column.x0]
    return [run.box.cy for run in under if re.search(r"\d", run.text)]


def _rows_level(one: Sequence[float], other: Sequence[float], line_height: float) -> bool:
    """Whether most rows of the one stand level with a row of the other, or too few rows are there to tell."""
    if min(len(one), len(other)) < FEWEST_ROWS:
        return True
    level = [y for y in other if any(abs(y - z) < LEVEL * line_height for z in one)]
    return 2 * len(level) > len(other)


def _is_titled(sheet: Sheet, top: float) -> bool:
    """Whether the first print of a side is the title of a routing, with some lines below it."""
    first = min(sheet.runs, key=lambda run: (round(run.box.y0, 3), run.box.x0), default=None)
    if first is None or not STEPS_TITLE.fullmatch(first.text) or abs(first.box.cy - top) > ABOVE * sheet.line_height:
        return False
    below = {round(run.box.cy, 2) for run in sheet.runs if run.box.y0 > first.box.cy}
    return len(below) >= FEWEST_STEPS


def _alike(left: _Side, right: _Side, goods: Sequence[Labels]) -> bool:
    for labels in goods:
        one, other = left.first(labels), right.first(labels)
        if one is None or other is None or "goods" not in _names(one) & _names(other):
            continue
        texts = [{column.header for column in header[0]} for header in (one, other)]
        level = abs(one[1] - other[1]) < 0.5 * left.sheet.line_height
        if level and len(texts[0] & texts[1]) >= max(FEWEST_GOODS, TWIN * len(texts[0] | texts[1])):
            return True
    return False
