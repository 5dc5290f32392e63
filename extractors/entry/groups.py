"""Lines and blocks of an entry summary in any arrangement, by captions, by looks and by what recurs with each line.

A row of captions heads all rows of values below it. What no caption asks for is known by its look, and then it is
doubtful.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.entry.answers import (
    Answer,
    Row,
    answer_of,
    answers,
    column_of,
    fitting,
    guessed,
    heads_columns,
    named,
    of_line,
    waits,
    ways_of,
)  # fmt: skip
from extractors.entry.captions import LOOKS
from extractors.entry.guesses import guesses
from extractors.entry.headers import with_headers
from extractors.entry.lines import FEE, INVOICE, unbroken
from extractors.entry.parts import MET, MISSED, Part, Vocabulary, fits, parted
from extractors.entry.rows import SUMS
from extractors.entry.spans import ADDED, COUNT, TARIFF, of_the_united_states, said, spans_of
from extractors.labels import LINE
from extractors.layout import Run, Sheet, run_of
from extractors.long_goods import is_even

Printed = dict[str, list[Run]]
"""Column or block -> its print."""
WITHIN = re.compile(r"[^\s·|•,;].*[^\s·|•,;]|[^\s·|•,;]")
"""Print without the signs that part it from its neighbours."""
BY_LOOK = 0.8
"""Confidence of what no caption asks for."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page parted: the print of each of its lines, the answers outside of them."""

    lines: tuple[Printed, ...]
    answers: tuple[Answer, ...]


def read(sheet: Sheet, known: Vocabulary) -> Page:
    """A page by its captions and by what recurs with each tariff number."""
    rows = with_headers(parted(sheet, known), known, sheet.line_height)
    spans, shared = spans_of(rows, sheet.line_height)
    ways = ways_of(rows, sheet.line_height)
    lines: list[Printed] = []
    heads: Sequence[Row] = ()
    for count, (first, last, anchor) in enumerate(spans, 1):
        heads = heads if lines else _band(rows, first, ways) or heads
        printed = _line(rows, (first, last, anchor), ways, heads, sheet.line_height, count)
        above = max((i for i in shared if i < anchor), default=-1)
        for name, run in said(rows[above]) if above >= 0 else ():
            printed.setdefault(name, [run])
        heads = _band(rows, last, ways, first) or heads
        lines.append(printed)
    inside = {i for first, last, _ in spans for i in range(first, last)}
    outside = [() if i in inside and not _beside(row) else row for i, row in enumerate(rows)]
    return Page(tuple(lines), tuple(answers(outside, ways, sheet.line_height)))


def _band(rows: Sequence[Row], end: int, ways: Mapping[int, str], begin: int = 0) -> Sequence[Row]:
    """The lowest row of captions that heads columns, and those right above it, from top to bottom."""
    low = next((i for i in range(end - 1, begin - 1, -1) if heads_columns(rows[i])), -1)
    top = low
    while top > begin and heads_columns(rows[top - 1]):
        top -= 1
    return rows[top : low + 1] if any(ways.get(i) == "below" for i in range(top, low + 1)) else ()


def _beside(row: Row) -> bool:
    """Whether blocks of the entry stand beside the lines, in a column of their own."""
    return bool(row) and any(part.names and not of_line(part.names) for part in row)


def _line(rows: Sequence[Row], span: tuple[int, int, int], ways: Mapping[int, str], heads: Sequence[Row], height: float,
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
        added = i != anchor and any(ADDED.match(p.run.text) for p in row if not p.names)
        if i != anchor and any(FEE.search(p.run.text.upper()) for p in row if not p.names):
            continue
        found = asked[i]
        if heads_columns(row) and ways.get(i) == "below":
            heads, depth = (row,), 0
        values = [p.run for p in row if not p.names and not p.asked and id(p.run) not in used
                  and not any(abs(p.run.box.x0 - x) < 0.012 for x in lefts)]  # fmt: skip
        placed, rest = under(heads, values, depth)
        depth += bool(values)
        for name, run in (*found, *placed):
            if name and not (added and name not in OF_ADDED):
                printed.setdefault(name, []).append(run)
        left += rest
    _second_halves(printed, heads)
    return by_look(printed, _without_broken(printed, left), count, rows[anchor][0].run.box.cy)


def _second_halves(printed: Printed, heads: Sequence[Row]) -> None:
    """Of two values over each other under one header, `Qty 1 / Qty 2`, the lower is what it asks for second."""
    for part in (part for row in heads for part in row if part.names[:1] and part.names[0].startswith("/")):
        first, second = (column_of((name.removeprefix("/"),)) for name in part.names)
        values = printed.get(first, [])
        if second not in printed and len(values) > 1 and values[1].box.y0 > values[0].box.cy:
            look = fits([part.names[1].removeprefix("/")], values[1].text)[0]
            if look >= MET:
                printed[first], printed[second] = values[:1], values[1:]


def _without_broken(printed: Printed, left: Sequence[Run]) -> list[Run]:
    """Print without the beginnings of numbers that a narrow column breaks behind a hyphen, which get these back."""
    kept: list[Run] = []
    for run in left:
        ends = [
            (name, low)
            for name in ("invoice", "case", "maker")
            for low in printed.get(name, ())[:1]
            if 0 < low.box.cy - run.box.cy < 2 * run.box.height and abs(low.box.x0 - run.box.x0) < NARROW
        ]
        if run.text.endswith("-") and ends:
            name, low = ends[0]
            printed[name] = [unbroken([run, low])]
        else:
            kept.append(run)
    return kept


NARROW = 0.06
"""Share of the page's width within which both parts of a broken number begin."""


def under(heads: Sequence[Row], values: Sequence[Run], depth: int) -> tuple[list[tuple[str, Run]], list[Run]]:
    """Values under the one of several rows of captions that suits them best; that of their own depth comes first."""
    ways = [(assigned(row, values), i) for i, row in enumerate(heads)] if values else []
    best = max(ways, key=lambda way: way[0][2] + (way[1] == depth), default=None)
    if best is None:
        return [], list(values)
    placed, rest, _ = best[0]
    for i, row in enumerate(heads):  # captions set between two rows stand in one of them only
        if i != best[1] and rest:
            more, rest, _ = assigned(row, rest)
            placed = [*placed, *((name, run) for name, run in more if name not in {n for n, _ in placed})]
    return placed, rest


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


OF_ADDED = frozenset("hs_code added duty added_duty item".split())
"""What a printed line with a number of Chapter 99 says of the line; its other figures are those of the goods again."""


def assigned(heads: Row, values: Sequence[Run]) -> tuple[list[tuple[str, Run]], list[Run], float]:
    """Values of one printed line to the columns they stand under, both from left to right, by place and by look.

    Returns:
        (column, print), what fits no column, and how well all suits.
    """
    columns = [half for part in heads if not part.asked for half in _halves(part)]
    pieces = [piece for run in values for piece in _pieces(run, columns)]
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {}

    def way(i: int, j: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if i == len(pieces) or j == len(columns):
            return 0.0, ()
        if (i, j) not in best:
            score, pairs = way(i + 1, j + 1)
            choices = [
                way(i, j + 1),
                way(i + 1, j),
                (score + _match(pieces[i], columns[j]) - 0.001 * j, ((i, j), *pairs)),
            ]
            best[i, j] = max(choices, key=lambda choice: choice[0])
        return best[i, j]

    worth, found = way(0, 0)
    pairs = dict(found)
    placed = [_placed(columns[j], pieces[i]) for i, j in pairs.items()]
    known = [(name, run) for name, run in placed if name]
    open_ = {i for i, j in pairs.items() if not _placed(columns[j], pieces[i])[0]}
    return known, [piece for i, piece in enumerate(pieces) if i not in pairs or i in open_], worth


def _halves(column: Part) -> list[Part]:
    """A header that asks for two things as two columns in one place: `Rate, duty`, `Pkgs / gross kg`."""
    if not column.names or not column.names[0].startswith("/"):
        return [column]
    return [Part(column.run, (name.removeprefix("/"),)) for name in column.names]


def _placed(column: Part, run: Run) -> tuple[str, Run]:
    """The column and the print in it; doubtful under a header of unknown wording, "" under one that tells nothing."""
    if column.names:
        return column_of(_best(column.names, run.text)), run
    fit, name = fits(guesses(column.run.text), run.text)
    return (column_of((name,)), doubtful(run)) if fit >= MET else ("", run)


def _best(names: Sequence[str], text: str) -> tuple[str, ...]:
    _, name = fitting(names, text)
    lines = [n for n in names if n.startswith(LINE)]
    return (name,) if name.startswith(LINE) else tuple(lines) or ((name,) if name else ())


def _match(run: Run, column: Part) -> float:
    """How well print suits a column: by where it stands, and by its look where we know what the column holds."""
    box, head = run.box, column.run.box
    over = min(box.x1, head.x1) - max(box.x0, head.x0)
    off = min(abs(box.x0 - head.x0), abs(box.x1 - head.x1), abs(box.cx - head.cx))
    place = 1.0 if over > 0 else 0.6 - off / 0.05
    place += max(0.0, 0.5 - off / 0.02)
    if column.names[:1] == (f"{LINE}goods",) and MAKER.fullmatch(run.text):
        return -1.0
    if INVOICE.match(run.text.strip().upper()) and f"{LINE}invoice" not in column.names:
        return -1.0
    look = max(-3.0, fitting(column.names, run.text)[0]) if column.names else 0.0
    if not column.names and (names := guesses(column.run.text)):
        look = 0.5 * fits(names, run.text)[0]
    return place + look


MAKER = re.compile(rf"(?<![A-Z0-9])(?:{LOOKS['line:maker']})(?![A-Z0-9])")
SHORT_WORD = re.compile(r"\d|^\W*[A-Za-z]{1,4}\W*$")
"""A figure, a unit or a code; the words of goods are longer."""


def _pieces(run: Run, columns: Sequence[Part]) -> list[Run]:
    """Print that stands under several columns, word by word where these are figures; any other print as it is."""
    if INVOICE.match(run.text.strip().upper()):
        return [run]
    if MAKER.search(run.text) and len(parts := re.split(r"\s+[/·,-]\s+", run.text)) > 1:
        spans = [(at := run.text.index(part), at + len(part)) for part in parts]
        return [piece for span in spans if (piece := run.part(*span))]
    if "/" in run.text and any(_over(run, a) and a.run is b.run for a, b in itertools.pairwise(columns)):
        return [piece for half in STROKED.finditer(run.text) if (piece := run.part(*half.span()))]
    over = [column for column in columns if _over(run, column)]
    fit = max((fitting(c.names, run.text)[0] for c in over if c.names), default=MISSED)
    if not over or len(run.words) < 2 or fit >= 1.5 or not re.search(r"\d", run.text) or _is_prose(run):
        return [run]
    if len(over) < 2 and not all(SHORT_WORD.search(word.text) for word in run.words):
        return [run]
    groups: list[list[int]] = []
    for i, word in enumerate(run.words):
        words = not re.search(r"\d", word.text)
        if groups and words and not re.search(r"\d", run.words[groups[-1][-1]].text):
            groups[-1].append(i)
        else:
            groups.append([i])
    return [run_of([run.words[i] for i in group], run.page, run.cell) for group in groups]


def _is_prose(run: Run) -> bool:
    """`MOTORS, OUTPUT 74.6 W TO 735 W`: words and figures with even blanks, which are goods across columns."""
    long = [word for word in run.words if not SHORT_WORD.search(word.text)]
    return len(long) >= LONG_WORDS and is_even(run)


LONG_WORDS = 2
STROKED = re.compile(r"[^\s/][^/]*?(?=\s*(?:/|$))")
"""What a stroke parts, under a header that asks for two things: `41,300 / N`, and `CA /` over the other."""


def _over(run: Run, column: Part) -> bool:
    """Whether print stands under a header."""
    return min(run.box.x1, column.run.box.x1) - max(run.box.x0, column.run.box.x0) > 0.002


_UNITS = "NO|KG|KGS|PCS|PRS|DOZ|DZ|M|M2|M3|L|T|G|GR|CU|CM|X|SQM|DPR|PF|LTR|MT|GM|CAR|TH|THS|MWH|SET|SETS|PR|EA|PC|UN"
UNIT = re.compile(_UNITS)
_LOOKED: Mapping[str, re.Pattern[str]] = {
    "maker": re.compile(LOOKS["line:maker"]),
    "case": re.compile(LOOKS["line:case"]),
    "rate": re.compile(r"(?i:free)|\d*\.?\d+\s*%"),
    "quantity": re.compile(rf"\d[\d,]*(?:\.\d+)?\s*(?:{_UNITS})"),
    "invoice": re.compile(r"(?:INV|C\.?I|FACT?)\W{0,2}(?=\S*\d)[A-Z0-9/._-]{3,}"),
    "relationship": re.compile(r"Y|N|NR|(?i:.{0,24}\brelated(?: parties)?)"),
    "origin": re.compile(r"[A-Z]{2}"),
}
_WORDY = re.compile(r"(?=.*[^\W\d_]{3})(?=(?:.*[^\W_]){5}).*")


def by_look(printed: Printed, left: Sequence[Run], count: int, level: float) -> Printed:
    """The print of a line with what its look alone says, which is doubtful.

    Args:
        count: how many lines there are up to this one; `level`: the height of its tariff number, by which its goods
            stand.
    """
    rest: list[Run] = []
    for whole in itertools.chain.from_iterable(map(_around_number, left)):
        run = whole.part(*found.span()) if (found := WITHIN.search(whole.text)) else None
        if run is None:
            continue
        text = run.text
        if (found := TARIFF.match(text)) and (of_the_united_states(found[1]) or ADDED.match(text)):
            printed.setdefault("hs_code", []).append(run)
        elif "item" not in printed and (number := COUNT.fullmatch(text)) and int(number[1]) >= count and not rest:
            printed["item"] = [run]
        elif unit := _unit_behind(run, printed, left):
            printed[unit] = [run]
        elif name := next((n for n, look in _LOOKED.items() if n not in printed and look.fullmatch(text)), ""):
            printed[name] = [doubtful(run)]
        else:
            rest.append(run)
    if "goods" not in printed and (
        words := [run for run in rest if _WORDY.fullmatch(run.text) and not SUMS.search(run.text)]
    ):
        goods = max(words, key=lambda run: len(re.sub(r"[\W\d]", "", run.text)) - abs(run.box.cy - level) / FAR)
        printed["goods"] = [doubtful(goods)]
        rest = [run for run in rest if run is not goods]
    printed["other"] = rest
    return printed


def _unit_behind(run: Run, printed: Printed, left: Sequence[Run]) -> str:
    """The column of a unit's code that stands right behind a quantity without one, "" of other print."""
    for quantity, unit in (("quantity", "unit"), ("quantity_2", "unit_2")):
        if unit in printed or not UNIT.fullmatch(run.text):
            continue
        if any(_right_below(run, figure) for figure in printed.get(quantity, ())):
            return unit
        figures = [r for r in printed.get(quantity, ()) if _level(r, run) and r.box.x1 <= run.box.x0 + 0.002]
        if not figures:
            continue
        edge = max(r.box.x1 for r in figures)
        others = [r for r in (*left, *itertools.chain(*printed.values())) if _level(r, run) and r is not run]
        if not any(edge + 0.001 < r.box.cx < run.box.x0 for r in others):
            return unit
    return ""


def _right_below(low: Run, high: Run) -> bool:
    shared = min(low.box.x1, high.box.x1) - max(low.box.x0, high.box.x0)
    return shared > 0.5 * min(low.box.width, high.box.width) and 0 < low.box.y0 - high.box.cy < low.box.height


def _level(one: Run, other: Run) -> bool:
    return abs(one.box.cy - other.box.cy) < 0.5 * min(one.box.height, other.box.height)


FAR = 0.002
"""Share of the page's height by which goods that stand farther from the tariff number count a letter less."""


def _around_number(run: Run) -> list[Run]:
    """`1. 5702.42.2090 Carpets, woven` as the number of the line, the tariff number and the goods."""
    found = TARIFF.search(run.text)
    if found is None or not of_the_united_states(found[1]) or len(found.group()) > 0.8 * len(run.text):
        return [run]
    spans = ((0, found.start()), found.span(), (found.end(), len(run.text)))
    return [part for span in spans if (part := run.part(*span)) and re.search(r"\w", part.text)]


def doubtful(run: Run) -> Run:
    """The same print, held for no surer than its look makes it."""
    words = [replace(word, confidence=min(word.confidence, BY_LOOK)) for word in run.words]
    return run_of(words, run.page, run.cell)
