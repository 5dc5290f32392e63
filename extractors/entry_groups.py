"""Lines and blocks of an entry summary in any arrangement, by captions, by looks and by what recurs with each line.

A row of captions heads all rows of values below it. What no caption asks for is known by its look, and then it is
doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.entry_answers import (
    Answer,
    Row,
    answer_of,
    answers,
    column_of,
    fitting,
    heads_columns,
    named,
    of_line,
    waits,
    ways_of,
)  # fmt: skip
from extractors.entry_captions import LOOKS
from extractors.entry_parts import MISSED, Part, Vocabulary, parted
from extractors.entry_rows import SUMS
from extractors.entry_spans import ADDED, COUNT, TARIFF, of_the_united_states, said, spans_of
from extractors.fields import LINE
from extractors.layout import Run, Sheet, run_of

Printed = dict[str, list[Run]]
"""Column or block -> its print."""
BY_LOOK = 0.8
"""Confidence of what no caption asks for."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page parted: its rows, which of them belong to which line, the answers outside of the lines."""

    rows: tuple[Row, ...]
    lines: tuple[Printed, ...]
    answers: tuple[Answer, ...]
    heads: Row


def read(sheet: Sheet, known: Vocabulary, before: Row = ()) -> Page:
    """Args: before: the captions that head the columns of the page before, which may go on here without them."""
    rows = parted(sheet, known)
    spans, shared = spans_of(rows, sheet.line_height)
    ways = ways_of(rows, sheet.line_height)
    lines: list[Printed] = []
    heads = before
    for count, (first, last, anchor) in enumerate(spans, 1):
        heads = (
            next((rows[i] for i in range(first - 1, -1, -1) if heads_columns(rows[i])), heads) if not lines else heads
        )
        printed = _line(rows, (first, last, anchor), ways, heads, sheet.line_height, count)
        above = max((i for i in shared if i < anchor), default=-1)
        for name, run in said(rows[above]) if above >= 0 else ():
            printed.setdefault(name, [run])
        for i in range(first, last):
            heads = rows[i] if heads_columns(rows[i]) else heads
        lines.append(printed)
    inside = {i for first, last, _ in spans for i in range(first, last)}
    outside = [() if i in inside and not _beside(row) else row for i, row in enumerate(rows)]
    return Page(tuple(rows), tuple(lines), tuple(answers(outside, ways, sheet.line_height)), heads)


def _beside(row: Row) -> bool:
    """Whether blocks of the entry stand beside the lines, in a column of their own."""
    return bool(row) and any(part.names and not of_line(part.names) for part in row)


def _line(rows: Sequence[Row], span: tuple[int, int, int], ways: Mapping[int, str], heads: Row, height: float,
          count: int) -> Printed:  # fmt: skip
    """The print of one line by column."""
    first, last, anchor = span
    lefts = [p.run.box.x0 for row in rows[first:last] for p in row if p.names and not of_line(p.names)]
    printed: Printed = {}
    left: list[Run] = []
    used: set[int] = set()
    for i in range(first, last):
        row = rows[i]
        added = i != anchor and any(ADDED.match(p.run.text) for p in row if not p.names)
        found: list[tuple[str, Run]] = []
        for place, part in enumerate(row):
            if part.asked:
                found += [(column_of(part.asked), part.run)]
            elif part.names and waits(row, place) and not (heads_columns(row) and ways.get(i) == "below"):
                lines = answer_of(rows[:last], i, place, ways.get(i, "right"), height) if of_line(part.names) else []
                for answer in named(part, lines) if lines else ():
                    found += [(column_of(answer.names), run) for run in answer.lines if id(run) not in used]
                    used |= {id(run) for run in answer.lines}
        if heads_columns(row) and ways.get(i) == "below":
            heads = row
        values = [p.run for p in row if not p.names and not p.asked and id(p.run) not in used
                  and not any(abs(p.run.box.x0 - x) < 0.012 for x in lefts)]  # fmt: skip
        placed, rest = assigned(heads, values) if heads else ([], values)
        for name, run in (*found, *placed):
            if name and not (added and name not in OF_ADDED):
                printed.setdefault(name, []).append(run)
        left += rest
    return by_look(printed, left, count)


OF_ADDED = frozenset("hs_code added duty added_duty item".split())
"""What a printed line with a number of Chapter 99 says of the line; its other figures are those of the goods again."""


def assigned(heads: Row, values: Sequence[Run]) -> tuple[list[tuple[str, Run]], list[Run]]:
    """Values of one printed line to the columns they stand under, both from left to right, by place and by look.

    Returns:
        (column, print) and what fits no column.
    """
    columns = [part for part in heads if not part.asked]
    pieces = [piece for run in values for piece in _pieces(run, columns)]
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {}

    def way(i: int, j: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if i == len(pieces) or j == len(columns):
            return 0.0, ()
        if (i, j) not in best:
            score, pairs = way(i + 1, j + 1)
            choices = [way(i, j + 1), way(i + 1, j), (score + _match(pieces[i], columns[j]), ((i, j), *pairs))]
            best[i, j] = max(choices, key=lambda choice: choice[0])
        return best[i, j]

    pairs = dict(way(0, 0)[1])
    placed = [(column_of(_best(columns[j].names, pieces[i].text)), pieces[i]) for i, j in pairs.items()]
    known = [(name, run) for name, run in placed if name]
    return known, [piece for i, piece in enumerate(pieces) if i not in pairs]


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
    look = 0.0 if not column.names else max(-3.0, fitting(column.names, run.text)[0])
    return place + look


SHORT_WORD = re.compile(r"\d|^\W*[A-Za-z]{1,4}\W*$")
"""A figure, a unit or a code; the words of goods are longer."""


def _pieces(run: Run, columns: Sequence[Part]) -> list[Run]:
    """Print that stands under several columns, word by word where these are figures; any other print as it is."""
    over = [c for c in columns if min(run.box.x1, c.run.box.x1) - max(run.box.x0, c.run.box.x0) > 0.002]
    fit = max((fitting(c.names, run.text)[0] for c in over if c.names), default=MISSED)
    if not over or len(run.words) < 2 or fit >= 1.5 or not re.search(r"\d", run.text):
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


_UNITS = "NO|KG|KGS|PCS|PRS|DOZ|DZ|M|M2|M3|L|T|G|GR|CU|CM|X|SQM|DPR|PF|LTR|MT|GM|CAR|TH|THS|MWH|SET|SETS|PR|EA|PC|UN"
_LOOKED: Mapping[str, re.Pattern[str]] = {
    "maker": re.compile(LOOKS["line:maker"]),
    "case": re.compile(LOOKS["line:case"]),
    "rate": re.compile(r"(?i:free)|\d*\.?\d+\s*%"),
    "quantity": re.compile(rf"\d[\d,]*(?:\.\d+)?\s*(?:{_UNITS})"),
    "relationship": re.compile(r"Y|N|NR|(?i:.{0,24}\brelated(?: parties)?)"),
    "origin": re.compile(r"[A-Z]{2}"),
}
_WORDY = re.compile(r"(?=.*[^\W\d_]{3})(?=(?:.*[^\W_]){5}).*")


def by_look(printed: Printed, left: Sequence[Run], count: int) -> Printed:
    """The print of a line with what its look alone says, which is doubtful; the line's number is counted if need be."""
    rest: list[Run] = []
    for run in left:
        text = run.text.strip(" ·|•")
        if (found := TARIFF.match(text)) and (of_the_united_states(found[1]) or ADDED.match(text)):
            printed.setdefault("hs_code", []).append(run)
        elif "item" not in printed and (number := COUNT.fullmatch(text)) and int(number[1]) == count and not rest:
            printed["item"] = [run]
        elif name := next((n for n, look in _LOOKED.items() if n not in printed and look.fullmatch(text)), ""):
            printed[name] = [doubtful(run)]
        else:
            rest.append(run)
    if "goods" not in printed and (
        words := [run for run in rest if _WORDY.fullmatch(run.text) and not SUMS.search(run.text)]
    ):
        longest = max(words, key=lambda run: len(re.sub(r"[\W\d]", "", run.text)))
        printed["goods"] = [doubtful(longest)]
        rest = [run for run in rest if run is not longest]
    printed["other"] = rest
    return printed


def doubtful(run: Run) -> Run:
    """The same print, held for no surer than its look makes it."""
    words = [replace(word, confidence=min(word.confidence, BY_LOOK)) for word in run.words]
    return run_of(words, run.page, run.cell)
