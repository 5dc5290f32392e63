"""Entry declarations from CSV or XLSX, in the columns of CONTRACT.md or of another system, checked cell by cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Any

from extractors.typed.codes import entry_check_digit, find_entry_numbers
from flows.sources import layouts
from flows.sources.rows import Row, read_table
from schemas.entry import COLUMNS, DATE_COLUMNS, LIST_COLUMNS, NUMBER_COLUMNS, REQUIRED, EntryLine
from schemas.errors import UsageError
from schemas.finding import Finding, Severity, Status
from schemas.record import typed_to_json

COUNTRY_COLUMNS = ("country_of_origin", "exporting_country", "country_melt_pour")
CODE_COLUMNS = ("spi", "manufacturer_id", *COUNTRY_COLUMNS)
"""Text that means the same in lower case."""
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
_ENTRY = re.compile(r"(\d{3}|[A-Z]\d\d|[A-Z]{2}\d|[A-Z]{3}|[A-Z]\d[A-Z]|\d[A-Z]\d|\d\d[A-Z]|\d[A-Z]{2})(\d{7})(\d)")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_NUMBER = re.compile(r"\$?(\d+|\d{1,3}(?:,\d{3})+)(\.\d*)?")

Lines = dict[tuple[str, str], EntryLine]
"""Entry lines by entry number and line number."""


@dataclass(slots=True)
class Entries:
    """What entry files say.

    Attributes:
        problems: one sentence a refused row, left-out value or unknown file part.
        findings: `entry.contradiction`, where two rows say different things about one line.
    """

    lines: list[EntryLine] = field(default_factory=list[EntryLine])
    problems: list[str] = field(default_factory=list[str])
    findings: list[Finding] = field(default_factory=list[Finding])


def load(paths: Sequence[Path], headers: Mapping[str, str] = NO_HEADERS) -> Entries:
    """Read entry files and merge them by entry and line.

    A row whose required values do not hold is refused; an optional value that does not hold is left out; both are
    reported, and the rest is kept.

    Args:
        headers: the user's own column names -> canonical columns.

    Raises:
        UsageError: a file that is no table or lacks a required column.
    """
    entries = Entries()
    merged: Lines = {}
    for path in paths:
        for line in _file(path, headers, entries.problems):
            entries.findings += add(merged, line)
    entries.lines = list(merged.values())
    return entries


def check_columns(paths: Sequence[Path], headers: Mapping[str, str] = NO_HEADERS) -> None:
    """See that entry files can be used, before anything is begun.

    Raises:
        UsageError: a file that is no table or lacks a required column.
    """
    for path in paths:
        _table(path, headers)


def as_entry_number(text: str) -> str:
    """An entry number as a user types it, in the form that is stored.

    Raises:
        UsageError: it is none.
    """
    try:
        return _entry_number(text, typed=False)
    except ValueError as error:
        raise UsageError(str(error), where=text) from error


def entry_numbers_in(source: str) -> list[str]:
    """Entry numbers with a right check digit in a folder or file name."""
    return [found.value for found in find_entry_numbers(source) if found.sure >= 0.9]


def _table(path: Path, headers: Mapping[str, str]) -> Iterator[Row]:
    columns, rows = read_table(path, lambda cells: layouts.known_names(cells, headers))
    layout = layouts.layout_of(columns, headers)
    if lacking := layout.lacking():
        seen = ", ".join(name for name in columns if name)[:300]
        raise UsageError(
            f"required column {', '.join(lacking)} is missing; the header has {seen}",
            where=str(path),
            remedy=f"the header must name {', '.join(REQUIRED)}, or name your columns under [entry_headers] in "
            "origin-audit.toml",
        )
    return layouts.in_our_columns(rows, layout)


def _file(path: Path, headers: Mapping[str, str], problems: list[str]) -> Iterator[EntryLine]:
    for row in _table(path, headers):
        wrong: list[tuple[str, str]] = []
        line = line_of(row, f"{path.name} row {row.number}", wrong)
        for column, what in wrong:
            fate = "the row is left out" if line is None else "the value is left out"
            problems.append(f"{path}, row {row.number}, column {column}: {what}; {fate}")
        if line is not None:
            yield line


def line_of(row: Row, source: str, wrong: list[tuple[str, str]]) -> EntryLine | None:
    """The row as an entry line, None when a required value does not hold; `wrong` gets (column, what and remedy)."""
    values: dict[str, Any] = {}
    for column in COLUMNS:
        text = row.cells.get(column, "")
        if not text:
            if column in REQUIRED:
                wrong.append((column, "required and empty, fill it in"))
            continue
        try:
            values[column] = _typed(column, text, typed=column in row.typed)
        except ValueError as error:
            wrong.append((column, str(error)))
    if any(name not in values for name in REQUIRED):
        return None
    special = {"entry_number", "line_no", *DATE_COLUMNS, *NUMBER_COLUMNS, *LIST_COLUMNS}
    return EntryLine(
        values["entry_number"],
        values["line_no"],
        text={name: value for name, value in values.items() if name not in special},
        dates={name: values[name] for name in DATE_COLUMNS if name in values},
        numbers={name: values[name] for name in NUMBER_COLUMNS if name in values},
        lists={name: values[name] for name in LIST_COLUMNS if name in values},
        extra={name: text for name, text in row.cells.items() if name not in COLUMNS and text},
        source=source,
    )


def _typed(column: str, text: str, *, typed: bool) -> Any:
    """A cell's value.

    Raises:
        ValueError: it does not hold; the message says what and what to do.
    """
    if check := _CHECKS.get(column):
        return check(text, typed)
    if column in DATE_COLUMNS:
        return _date(text)
    if column in NUMBER_COLUMNS:
        return _number(text)
    if column in LIST_COLUMNS:
        parts = [part.strip() for part in text.split(";")]
        if column == "invoice_date":
            return tuple(_date(part).isoformat() if part else "" for part in parts)
        return tuple(part for part in parts if part)
    return text.upper() if column in CODE_COLUMNS else text


def _entry_number(text: str, typed: bool) -> str:
    bare = re.sub(r"[\s-]", "", text.upper())
    match = _ENTRY.fullmatch(bare)
    # A filer code may be 6E8: what has the form and the check digit of an entry number is one.
    sound = match is not None and entry_check_digit(bare[:10]) == int(bare[10])
    if not sound and re.fullmatch(r"\d+(\.\d+)?E\+?\d+", bare):
        raise ValueError(f"{text!r} was turned into a number by a spreadsheet, format the column as text")
    if not match:
        lost = ", leading zeros were lost, format the column as text" if bare.isdigit() and len(bare) < 11 else ""
        raise ValueError(f"{text!r} is no entry number (XXX-NNNNNNN-C){lost or ', correct it'}")
    if (due := entry_check_digit(bare[:10])) != int(bare[10]):
        raise ValueError(f"check digit of {text!r} is wrong, it should be {due}; correct the number")
    return f"{match[1]}-{match[2]}-{match[3]}"


def _line_no(text: str, typed: bool) -> str:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise ValueError(f"{text!r} is no line number, give 1, 2, 3 …")
    return str(int(text))


def _entry_type(text: str, typed: bool) -> str:
    # Two digits by definition, so the zero that spreadsheets drop can be put back safely.
    if not re.fullmatch(r"\d{1,2}", text, re.ASCII):
        raise ValueError(f"{text!r} is no entry type, give two digits (01, 03, 11 …)")
    return text.zfill(2)


def _country(text: str, typed: bool) -> str:
    from schemas.reference.countries import country_codes, country_names, name_key

    found = country_codes().get(text.upper()) or country_names().get(name_key(text))
    if not found or found == "EU":
        raise ValueError(f"{text!r} is no country, give its ISO 3166-1 code of two letters")
    return found


def _hts(text: str, typed: bool) -> str:
    digits = re.sub(r"[\s.]", "", text)
    if typed and "." in text:
        raise ValueError(f"{text!r} is held as a number, zeros may be lost; format the column as text")
    if not digits.isascii() or not digits.isdigit():
        raise ValueError(f"{text!r} is no HTS number, give its digits")
    if len(digits) in (7, 9):
        raise ValueError(f"{text!r} has {len(digits)} digits, a leading zero seems lost; format the column as text")
    if len(digits) not in (6, 8, 10):
        raise ValueError(f"{text!r} has {len(digits)} digits, an HTS number has 10 (8 or 6 are taken too)")
    return digits


def _date(text: str) -> dt.date:
    match = _AMERICAN.fullmatch(text)
    try:
        if match:
            return dt.date(int(match[3]), int(match[1]), int(match[2]))
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        raise ValueError(f"{text!r} is no date, give YYYY-MM-DD or MM/DD/YYYY") from None


def _number(text: str) -> Decimal:
    match = _NUMBER.fullmatch(text.replace(" ", ""))
    try:
        # A spreadsheet's own number may come as 1e-05.
        return Decimal((match[1].replace(",", "") + (match[2] or "")) if match else _scientific(text))
    except InvalidOperation:
        raise ValueError(f"{text!r} is no number, give digits with a point") from None


def _scientific(text: str) -> str:
    return text if re.fullmatch(r"\d+(\.\d+)?[eE][-+]?\d{1,2}", text, re.ASCII) else "no number"


def _mid(text: str, typed: bool) -> str:
    if re.fullmatch(r"[\d.]+(E[+-]?\d+)?", text, re.IGNORECASE):
        raise ValueError(f"{text!r} was turned into a number by a spreadsheet, format the column as text")
    return text.upper()


_CHECKS: dict[str, Callable[[str, bool], str]] = {
    "entry_number": _entry_number,
    "line_no": _line_no,
    "entry_type": _entry_type,
    "hts": _hts,
    "manufacturer_id": _mid,
    **dict.fromkeys(COUNTRY_COLUMNS, _country),
}


def add(lines: Lines, line: EntryLine) -> list[Finding]:
    """Add a row to the lines so far, merged with what another source said of it; what contradicts it is returned."""
    key = (line.entry_number, line.line_no)
    if key not in lines:
        lines[key] = line
        return []
    lines[key], against = _merge(lines[key], line)
    return against


def _merge(one: EntryLine, other: EntryLine) -> tuple[EntryLine, list[Finding]]:
    """Both rows as one line: what only one says is taken, where they disagree the first stands and it is reported."""
    against: list[Finding] = []
    parts: dict[str, Mapping[str, Any]] = {}
    for part in ("text", "dates", "numbers", "lists", "extra"):
        ours, theirs = getattr(one, part), getattr(other, part)
        parts[part] = {**theirs, **ours}
        against += [
            _contradiction(one, other, n, ours[n], theirs[n]) for n in ours if n in theirs and ours[n] != theirs[n]
        ]
    sources = "; ".join(dict.fromkeys([one.source, other.source]))
    return EntryLine(one.entry_number, one.line_no, **parts, source=sources), against


def _contradiction(one: EntryLine, other: EntryLine, column: str, ours: Any, theirs: Any) -> Finding:
    said, contradicted = _shown(ours), _shown(theirs)
    return Finding(
        rule="entry.contradiction",
        severity=Severity.ERROR,
        status=Status.FINDING,
        entry_number=one.entry_number,
        line_no=one.line_no,
        documents=(),
        declared={column: said},
        found={column: contradicted},
        message=f"{one.source} says {column} {said}; {other.source} says {contradicted}. The first was used.",
        basis="19 USC 1484(a)(1)",
        action="ASK",
        confidence=1.0,
    )


def _shown(value: Any) -> str | None:
    return "; ".join(value) if isinstance(value, tuple) else typed_to_json(value)
