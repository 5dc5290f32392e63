"""audit.xlsx: the whole audit as a workbook to filter, sort and hand round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from flows.reports import _sheets as sheets
from flows.reports._text import cell
from schemas.audit import Audit

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FILE_NAME = "audit.xlsx"
_ROW_LIMIT = 1_000_000
"""Excel stops at 1,048,576 rows."""
_SEVERITY_COLOURS = {
    "Critical": ("#8E1B1B", "#FFFFFF"),
    "Error": ("#F6D5C8", "#7A2A0B"),
    "Warning": ("#FBEBC4", "#6B4A00"),
    "Info": ("#DCE7F2", "#1F4468"),
}
"""Background and text of each severity; the word stands in the cell too."""
Formats: TypeAlias = "dict[str, Format]"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of one worksheet; a column's width is in characters."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[sheets.Cell]]


def write(audit: Audit, path: Path) -> None:
    """One worksheet a view of the audit; text is never a formula or a link."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": "Origin audit", "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - Excel has no zones; a fixed time keeps equal audits equal files
        formats = _formats(book)
        for sheet in _sheets(audit):
            _write_sheet(book.add_worksheet(sheet.name), sheet, formats)


def _sheets(audit: Audit) -> list[Sheet]:
    return [
        Sheet("Summary", sheets.SUMMARY, sheets.summary(audit)),
        Sheet("Entries", sheets.ENTRIES, sheets.entry_rows(audit)),
        Sheet("Findings", sheets.FINDINGS, sheets.finding_rows(audit, "finding")),
        Sheet("Questions", sheets.FINDINGS, sheets.finding_rows(audit, "question")),
        Sheet("Not evaluable", sheets.FINDINGS, sheets.finding_rows(audit, "not_evaluable")),
        Sheet("To ask for", sheets.ASKED, sheets.asked_rows(audit)),
        Sheet("Documents", sheets.DOCUMENTS, sheets.document_rows(audit)),
        Sheet("Links", sheets.LINKS, sheets.link_rows(audit)),
        Sheet("Unlinked", sheets.UNLINKED, sheets.unlinked_rows(audit)),
        Sheet("Files", sheets.FILES, sheets.file_rows(audit)),
        Sheet("Entry lines", sheets.line_columns(audit), sheets.line_rows(audit)),
    ]


def _formats(book: Workbook) -> Formats:
    base = {"valign": "top", "font_name": "Calibri", "font_size": 10}
    formats = {
        "head": book.add_format({**base, "bold": True, "bg_color": "#E9EBEE", "bottom": 1, "text_wrap": True}),
        "text": book.add_format({**base, "text_wrap": True}),
        "date": book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"}),
        "time": book.add_format({**base, "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        "count": book.add_format({**base, "num_format": "#,##0"}),
        "number": book.add_format({**base, "num_format": "#,##0.####"}),
        "share": book.add_format({**base, "num_format": "0%"}),
        "group": book.add_format({**base, "bold": True, "top": 1}),
    }
    for name, (background, ink) in _SEVERITY_COLOURS.items():
        formats[name] = book.add_format({**base, "bold": True, "bg_color": background, "font_color": ink})
    return formats


def _write_sheet(page: Worksheet, sheet: Sheet, formats: Formats) -> None:
    for column, (title, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, cell(title), formats["head"])
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        if last > _ROW_LIMIT:
            page.write_string(last, 0, "More rows than a worksheet holds: see findings.json and documents.jsonl")
            break
        for column, value in enumerate(row):
            _write_cell(page, last, column, value, formats)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&L&A&RPage &P of &N")


def _write_cell(page: Worksheet, row: int, column: int, value: sheets.Cell, formats: Formats) -> None:
    match value:
        case None | "":
            pass
        case sheets.Group():
            page.write_string(row, column, cell(value.text), formats["group"])
        case str():
            page.write_string(row, column, cell(value), formats[value if value in _SEVERITY_COLOURS else "text"])
        case dt.datetime():
            page.write_datetime(row, column, value.astimezone(dt.UTC).replace(tzinfo=None), formats["time"])
        case dt.date():
            _write_date(page, row, column, value, formats)
        case float():
            page.write_number(row, column, value, formats["share"])
        case int():
            page.write_number(row, column, value, formats["count"])
        case Decimal():
            _write_number(page, row, column, value, formats)


def _write_date(page: Worksheet, row: int, column: int, value: dt.date, formats: Formats) -> None:
    if value.year < 1900:  # Excel's calendar begins there
        page.write_string(row, column, value.isoformat(), formats["text"])
    else:
        page.write_datetime(row, column, dt.datetime.combine(value, dt.time()), formats["date"])


def _write_number(page: Worksheet, row: int, column: int, value: Decimal, formats: Formats) -> None:
    if not value.is_finite() or len(value.as_tuple().digits) > 15 or abs(value.adjusted()) > 15:
        page.write_string(row, column, cell(str(value)), formats["text"])  # Excel would round or refuse it
    else:
        page.write_number(row, column, float(value), formats["count" if value == int(value) else "number"])
