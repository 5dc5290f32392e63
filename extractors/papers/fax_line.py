"""The line that a fax machine prints over a page: `FROM: ACME CO  +48 62 555 0144  24-FEB-2026 08:12  P.01/03`.

It is no print of the paper: its caption, its date, its firm and its count of pages are those of who sent it on.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.layout import Sheet, on_lines

HEAD = 0.06
"""Share of a page's height that such a line stands in."""
CLOCK = re.compile(r"\b[0-2]?\d[:.][0-5]\d(?![\d.,:]*[.,]\d)")
PAGE = re.compile(
    r"\b(?:P|PG|PAGE|S|SEITE)\s?[.:]?\s?\d{1,3}(?:\s?/\s?\d{1,3})?\b|\b\d{1,3}\s?/\s?\d{1,3}$", re.IGNORECASE
)
SENT = re.compile(r"\b(?:FROM|FAX|TO|TX|RX|VON|FAXNR|TEL)\b|\+\d[\d ]{7,}|\b\d{9,}\b", re.IGNORECASE)
"""Who sent it, or the number of a telephone."""
DAY = re.compile(r"\b\d{1,4}[-/. ](?:\d{1,2}|[A-Z]{3,9})[-/. ]\d{2,4}\b", re.IGNORECASE)


def without_fax_line(sheet: Sheet) -> Sheet:
    """A scanned page without the line of a fax at its very top."""
    if sheet.page.engine == "text" or not sheet.runs:
        return sheet
    first = next(iter(on_lines([run for run in sheet.runs if run.box.cy < HEAD], 0.5)), [])
    text = " ".join(run.text for run in first)
    if not all(sign.search(text) for sign in (CLOCK, PAGE, SENT, DAY)):
        return sheet
    return replace(sheet, runs=tuple(run for run in sheet.runs if run not in first))
