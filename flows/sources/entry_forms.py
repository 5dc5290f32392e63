"""Entry summaries (CBP Form 7501) that came in as paper: their readings as entry lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.entry.block_values import MULTI
from extractors.entry.summary import KIND
from flows.sources.entries import Entries, add, line_of
from flows.sources.rows import Row
from schemas.entry import EntryLine
from schemas.record import Record, Value, typed_to_json

SUFFIXES = (".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg")
"""Entry files that are paper: they are read like the inbox."""


def is_paper(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def is_form(record: Record) -> bool:
    return record.kind == KIND


def merged(lines: Sequence[EntryLine], forms: Sequence[Record]) -> Entries:
    """Lines of entry files with those of forms; where they contradict each other, the file's value stands.

    A row whose required values do not hold is refused, an optional value that does not hold is left out, a value that
    was read with doubt is used; all three are told with page and place.
    """
    found = Entries()
    known = {(line.entry_number, line.line_no): line for line in lines}
    for form in forms:
        for line in _lines(form, found.problems):
            found.findings += add(known, line)
    found.lines = list(known.values())
    return found


def _lines(form: Record, problems: list[str]) -> list[EntryLine]:
    made: list[EntryLine] = []
    if not form.lines:
        problems.append(f"{form.source}, page {form.pages[0]}: no line of the entry summary could be read; look at it")
    for number, row in enumerate(form.lines, 1):
        told = {**form.fields, **{name: value for name, value in row.items() if value is not None}}
        values = {name: value for name, value in told.items() if value and value.value != MULTI}
        cells = {name: typed_to_json(value.value) or "" for name, value in values.items()}
        source = f"{Path(form.source).name} (7501), line {cells.get('line_no', number)}"
        wrong: list[tuple[str, str]] = []
        line = line_of(Row(number, cells), source, wrong)
        for column, what in wrong:
            fate = "the line is left out" if line is None else "the value is left out"
            problems.append(f"{form.source}, {_place(values.get(column), form)}, {column}: {what}; {fate}")
        if line is not None:
            made.append(line)
            problems += [
                f"{form.source}, {_place(value, form)}, {name}: read as {value.raw!r} with confidence "
                f"{value.confidence:.2f}; compare it with the paper"
                for name, value in values.items()
                if value.doubtful
            ]
    return made


def _place(value: Value | None, form: Record) -> str:
    if value is None:
        return f"page {form.pages[0]}"
    return f"page {value.page} at {value.box.x0:.0%} across and {value.box.y0:.0%} down"
