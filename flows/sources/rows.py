"""Tables that people hand in, CSV or XLSX, as rows of text: nothing is guessed about what a cell means."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import UsageError

LIMIT_BYTES = 512 * 1024 * 1024
"""Of the file, and of what an XLSX unpacks to."""
REPORT_SHEET = "Main Report"
"""Where ACE puts a report that has several sheets (DOMAIN.md 3.3)."""
HEAD_ROWS = 25
"""Reports print a title, the user and their filters above the header: so many rows are looked at."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header.

    Attributes:
        number: as a spreadsheet shows it; the header is row 1 unless blank rows come before it.
        cells: column name -> text without blanks around it.
        typed: columns that an XLSX holds as number or date, not as text: leading zeros may be lost there.
    """

    number: int
    cells: dict[str, str]
    typed: frozenset[str] = frozenset()


def read_table(path: Path, names_columns: Callable[[Sequence[str]], int]) -> tuple[list[str], Iterator[Row]]:
    """Column names (lower case, `_` for blanks) and the rows of a table.

    Args:
        names_columns: how many cells of a row name a column that is known: the header is the row with most of them
            among the first, and the first row that is not blank where none is known.

    Raises:
        UsageError: not there, too large, not a table, no header, or two columns of one name.
    """
    if not path.is_file():
        raise UsageError("does not exist or is no file", where=str(path), remedy="name a CSV or XLSX file")
    if path.stat().st_size > LIMIT_BYTES:
        raise UsageError(f"larger than {LIMIT_BYTES:,} bytes", where=str(path), remedy="split the file")
    try:
        lines = _xlsx(path) if zipfile.is_zipfile(path) else _csv(path)
        head = list(itertools.islice((line for line in lines if any(text for text, _ in line[1])), HEAD_ROWS))
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})", where=str(path), remedy="look at its rights") from error
    if not head:
        raise UsageError("the file is empty", where=str(path), remedy="hand in a table with a header row")
    known = [names_columns([text for text, _ in cells]) for _, cells in head]
    at = known.index(max(known))
    columns = ["_".join(text.lower().split()) for text, _ in head[at][1]]
    while columns and not columns[-1]:
        columns.pop()
    if twice := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise UsageError(
            f"column {', '.join(twice)} stands there twice", where=str(path), remedy="leave one of each name"
        )
    return columns, _rows(columns, itertools.chain(head[at + 1 :], lines))


def _rows(columns: Sequence[str], lines: Iterator[tuple[int, list[tuple[str, bool]]]]) -> Iterator[Row]:
    for number, cells in lines:
        named = list(zip(columns, cells, strict=False))
        values = {name: text for name, (text, _) in named if name}
        if any(values.values()):
            yield Row(number, values, frozenset(name for name, (text, typed) in named if typed and text))


def _csv(path: Path) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    text = _decoded(path.read_bytes(), path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for cells in reader:
            yield reader.line_num, [(_one_line(cell), False) for cell in cells]
    except csv.Error as error:
        where = f"{path}, row {reader.line_num}"
        raise UsageError(f"not a CSV table ({error})", where=where, remedy="save it again as CSV") from error


def _decoded(data: bytes, path: Path) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        # Only what Windows and Excel write in America, Europe and China; a wider list guesses wrong on short files.
        best = from_bytes(data, cp_isolation=["cp1252", "gb18030", "big5"]).best()
        text = str(best) if best else data.decode("cp1252", "replace")
    if "\0" in text:
        raise UsageError("not a table", where=str(path), remedy="hand in CSV or XLSX")
    return text


def _delimiter(text: str) -> str:
    """The one that parts one of the first lines best: titles stand above the header, and list cells hold `;`."""
    head = list(itertools.islice((line for line in text.splitlines() if line.strip()), HEAD_ROWS))

    def parts(mark: str) -> int:
        return max((len(next(csv.reader([line], delimiter=mark), [])) for line in head), default=0)

    return max(",;\t|", key=lambda mark: (parts(mark), -",;\t|".index(mark)))


def _xlsx(path: Path) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > LIMIT_BYTES:
                raise UsageError(
                    f"unpacks to more than {LIMIT_BYTES:,} bytes", where=str(path), remedy="split the file"
                )
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError) as error:
        # openpyxl lets whatever it stumbles over in a damaged or foreign package through.
        raise UsageError(
            "not a workbook that can be opened", where=str(path), remedy="save it again as XLSX"
        ) from error
    try:
        sheet = next((one for one in book.worksheets if one.title == REPORT_SHEET), book.worksheets[0])
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [(_cell_text(cell), not isinstance(cell, str)) for cell in cells]
    finally:
        book.close()


def _cell_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.date() | dt.datetime():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case _:
            return _one_line(str(value))


def _one_line(text: str) -> str:
    return " ".join(text.split())
