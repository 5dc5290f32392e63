"""Lines and blocks of an entry summary in any arrangement, by captions, by looks and by what recurs with each line.

A row of captions heads all rows of values below it. What no caption asks for is known by its look, and then it is
doubtful.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from extractors.captions.labels import LINE
from extractors.entry.answers import (
    Answer,
    Row,
    answer_of,
    answers,
    column_of,
    guessed,
    heads_columns,
    named,
    names_columns,
    of_line,
    waits,
    ways_of,
)  # fmt: skip
from extractors.entry.captions import NUMBERED
from extractors.entry.headers import with_headers
from extractors.entry.lines import names_fee, unbroken
from extractors.entry.looks import by_look, doubtful
from extractors.entry.parts import MET, Part, fits, parted
from extractors.entry.rows import SUMS, Printed
from extractors.entry.spans import ADDED, COUNT, Span, in_ruling, number_rows, said, spans_of
from extractors.entry.under_headers import under
from extractors.entry.vocabulary import Vocabulary
from extractors.layout import Run, Sheet


@dataclass(frozen=True, slots=True)
class Page:
    """One page parted: the print of each of its lines, the answers outside of them.

    Attributes:
        lines: with numbers of Chapter 99 between two lines as those of the line before.
        added_first: the same with these as those of the line behind them; empty where there are none.
    """

    lines: tuple[Printed, ...]
    added_first: tuple[Printed, ...]
    answers: tuple[Answer, ...]


def read(sheet: Sheet, known: Vocabulary) -> Page:
    """A page by its captions and by what recurs with each tariff number."""
    rows = _numbers_apart(with_headers(parted(sheet, known), known, sheet.line_height))
    spans, shared = spans_of(rows, sheet.line_height)
    # Ruling may hold a whole line together or only its number's row: where it tells otherwise the figures decide.
    ruled = in_ruling(rows, spans, sheet.page.cells)
    above = spans_of(rows, sheet.line_height, added_first=True)[0] if ruled == spans else ruled
    ways = ways_of(rows, sheet.line_height)
    lines = _lines(rows, spans, shared, ways, sheet.line_height)
    others = _lines(rows, above, shared, ways, sheet.line_height) if above != spans else []
    inside = {i for first, last, _ in spans for i in range(first, last)}
    inside |= {i for way in (lines, others) for i in _told_apart(rows, inside, way)}
    outside = [() if i in inside and not _beside(row) else row for i, row in enumerate(rows)]
    found = tuple(answers(outside, ways, sheet.line_height))
    related = [answer.lines[:1] for answer in found if column_of(answer.names) == "relationship"]
    if len(related) == 1 and not any("relationship" in own for own in lines):  # which is said once of all lines
        for own in (*lines, *others):
            own["relationship"] = list(related[0])
    return Page(tuple(lines), tuple(others), found)


def _lines(rows: Sequence[Row], spans: Sequence[Span], shared: Sequence[int], ways: Mapping[int, str],
           height: float) -> list[Printed]:  # fmt: skip
    """The print of each line by column, with what rows above several lines say of all of them."""
    lines: list[Printed] = []
    heads: Sequence[Row] = ()
    for count, (first, last, anchor) in enumerate(spans, 1):
        heads = _band(rows, first, ways, spans[count - 2][0] if lines else 0) or heads
        printed = _line(rows, (first, last, anchor), ways, heads, height, count)
        above = max((i for i in shared if i < anchor), default=-1)
        for name, run in said(rows[above]) if above >= 0 else ():
            printed.setdefault(name, [run])
        lines.append(printed)
    return lines


def _numbers_apart(rows: Sequence[Row]) -> list[Row]:
    """The rows with a line's number, set close to its goods, as print of its own.

    It stands below the caption of the numbers, or the rows so numbered are 1, 2, 3 and so on: with a stop wherever they
    begin, without one where they begin below each other and are as many as the tariff numbers.
    """
    stopped = [int(found[1]) for row in rows if row and (found := STOPPED.match(row[0].run.text))]
    listed = len(stopped) > 1 and stopped == list(range(1, len(stopped) + 1))
    heading = _headings(rows)
    apart: list[Row] = []
    left: float | None = None
    for i, row in enumerate(rows):
        left = next((part.run.box.x0 for part in row if f"{LINE}item" in part.names), left)
        first = row[0] if row else None
        found = NUMBERED.match(first.run.text) if first and not first.names and not first.asked else None
        below = first and left is not None and abs(first.run.box.x0 - left) < ALIGNED
        if first and found and (below or i in heading or (listed and STOPPED.match(first.run.text))):
            parts = [first.run.part(*found.span(name)) for name in ("number", "goods")]
            apart.append([*(Part(part) for part in parts if part), *row[1:]])
        else:
            apart.append(row)
    return apart


def _headings(rows: Sequence[Row]) -> Set[int]:
    """The rows that begin with a number and goods, `1 Hex bolts` or `1 - Hex bolts`, one over each tariff number."""
    begun = [(i, row[0].run) for i, row in enumerate(rows) if row and not row[0].names and not row[0].asked]
    told = [(i, run, int(found["number"])) for i, run in begun if (found := NUMBERED.fullmatch(run.text))]
    lines = number_rows(rows)
    for _, first, _ in told:  # other print begins with a number, too: `11 Vessel`
        below = [(i, number) for i, run, number in told if abs(run.box.x0 - first.box.x0) < ALIGNED]
        if 1 < len(below) == lines and all(b == a + 1 for (_, a), (_, b) in itertools.pairwise(below)):
            return {i for i, _ in below}
    return set()


STOPPED = re.compile(r"0{0,2}(\d{1,3})[.)]\s+(?=[^\W\d])")
"""`2. Polyester fabric`"""
ALIGNED = 0.004
"""Share of the page's width by which the left edges of a caption and of what stands below it differ."""


def _told_apart(rows: Sequence[Row], inside: Set[int], lines: Sequence[Printed]) -> Set[int]:
    """The rows of another table that says more of the same lines by their numbers; its print is given to the lines.

    Args:
        inside: rows of the lines themselves, where their tariff numbers stand.
    """
    told: dict[int, Printed] = {}
    heads: Sequence[Row] = ()
    used: set[int] = set()
    number = 0
    for i, row in enumerate(rows):
        if i in inside or not row or any(SUMS.search(part.run.text) for part in row):
            heads = ()
        elif heads_columns(row):
            named_here = {column_of(part.names) for part in row if part.names}
            heads, number = ((row,) if "item" in named_here and "hs_code" not in named_here else ()), 0
        elif heads:
            placed, _ = under(heads, [part.run for part in row if not part.names], 0)
            number = _number([run for name, run in placed if name == "item"]) or number
            for name, run in placed if number else ():
                told.setdefault(number, {}).setdefault(name, []).append(run)
                used.add(i)
    numbers = [_number(own.get("item", ())) for own in lines]
    if not lines or not set(numbers) <= told.keys():
        return set()
    for own, own_number in zip(lines, numbers, strict=True):
        own.update({name: runs for name, runs in told[own_number].items() if name not in own})
    return used


def _number(items: Sequence[Run]) -> int:
    """The number of a line, 0 where none is printed."""
    return next((int(found[1]) for run in items if (found := COUNT.fullmatch(run.text))), 0)


def _band(rows: Sequence[Row], end: int, ways: Mapping[int, str], begin: int) -> Sequence[Row]:
    """The lowest row of captions that heads columns, and those right above it, from top to bottom."""
    low = next((i for i in range(end - 1, begin - 1, -1) if heads_columns(rows[i])), -1)
    top = low
    while top > begin and heads_columns(rows[top - 1]):
        top -= 1
    while top <= low < end - 1 and names_columns(rows[low + 1]):
        low += 1
    return rows[top : low + 1] if any(ways.get(i) == "below" for i in range(top, low + 1)) else ()


def _beside(row: Row) -> bool:
    """Whether blocks of the entry stand beside the lines, in a column of their own."""
    return bool(row) and any(part.names and not of_line(part.names) for part in row)


def _line(rows: Sequence[Row], span: Span, ways: Mapping[int, str], heads: Sequence[Row], height: float,
          count: int) -> Printed:  # fmt: skip
    """The print of one line by column."""
    first, last, anchor = span
    lefts = [p.run.box.x0 for row in rows[first:last] for p in row if p.names and not of_line(p.names)]
    printed: Printed = {}
    left: list[Run] = []
    asked = {i: list(_asked(rows[:last], i, ways.get(i, "right"), height)) for i in range(first, last)}
    depth = 0
    used = {id(run) for found in asked.values() for _, run in found}
    if not heads:
        for answer in guessed(rows[:last], range(first, last), ways, height, used):
            if name := column_of(answer.names):
                asked[first] += [(name, doubtful(run)) for run in answer.lines]
    for i in range(first, last):
        row = rows[i]
        # A line's first row may have its number of Chapter 99 and all that is said of the goods but their own number.
        fuller = len(row) > len(rows[anchor]) + FULLER
        added = i != anchor and not fuller and any(ADDED.match(p.run.text) for p in row if not p.names)
        if i != anchor and any(names_fee(p.run, first=p is row[0]) for p in row if not p.names):
            continue
        found = asked[i]
        if heads_columns(row) and ways.get(i) == "below":
            heads, depth = (row,), 0
        values = [p.run for p in row if not p.names and not p.asked and id(p.run) not in used
                  and not any(abs(p.run.box.x0 - x) < 0.012 for x in lefts)]  # fmt: skip
        placed, rest = under(heads, values, depth)
        in_column = any(name == "added" for name, _ in placed)  # where the goods' own figures stand beside it
        depth += any(name != "item" for name, _ in placed) or bool(rest)  # a number may stand in the middle of its row
        placed = [(name, run) for name, run in placed if not added or in_column or name in OF_ADDED]
        for name, run in (*found, *placed):
            if name:
                printed.setdefault(name, []).append(run)
        left += rest
    _second_halves(printed, heads)
    return by_look(printed, _without_broken(printed, left), count, rows[anchor][0].run.box.cy)


FULLER = 3
"""Values that a row of a number of Chapter 99 must have more than that of the goods' number to say what these are."""


def _second_halves(printed: Printed, heads: Sequence[Row]) -> None:
    """Of two values over each other under one header, `Qty 1 / Qty 2`, the lower is what it asks for second."""
    for part in (part for row in heads for part in row if part.names[:1] and part.names[0].startswith("/")):
        first, second = (column_of((name.removeprefix("/"),)) for name in part.names[:2])
        values = printed.get(first, [])
        if second not in printed and len(values) > 1 and values[1].box.y0 > values[0].box.cy:
            look = fits([part.names[1].removeprefix("/")], values[1].text)[0]
            if look >= MET:
                printed[first], printed[second] = values[:1], values[1:]


def _without_broken(printed: Printed, left: Sequence[Run]) -> list[Run]:
    """Print without the halves of numbers that a narrow column breaks behind a hyphen, which get these back."""
    kept = list(left)
    for name in ("invoice", "case", "maker"):
        for told in printed.get(name, ())[:1]:
            for run in left:
                high, low = sorted((told, run), key=lambda half: half.box.cy)
                near = 0 < low.box.cy - high.box.cy < 2 * high.box.height
                if high.text.endswith("-") and near and abs(low.box.x0 - high.box.x0) < NARROW:
                    printed[name] = [unbroken([high, low])]
                    kept = [other for other in kept if other is not run]
    return kept


NARROW = 0.06
"""Share of the page's width within which both parts of a broken number begin."""


def _asked(rows: Sequence[Row], at: int, way: str, height: float) -> Iterator[tuple[str, Run]]:
    """What the captions of one printed line have for the entry's line, but for those that head columns."""
    row = rows[at]
    for place, part in enumerate(row):
        if part.asked:
            yield column_of(part.asked), part.run
        elif part.names and of_line(part.names) and waits(row, place) and not (heads_columns(row) and way == "below"):
            lines = answer_of(rows, at, place, way, height)
            for answer in named(part, lines) if lines else ():
                yield from ((column_of(answer.names), run) for run in answer.lines)


OF_ADDED = frozenset("hs_code added duty added_duty rate item".split())
"""What a printed line with a number of Chapter 99 says of the line; its other figures are those of the goods again."""
