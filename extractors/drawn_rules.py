"""Ruling that is typed: lines of `-----` or `=====`, alone or column by column, as printers of text draw tables.

Read as print they are sentences that end the table right below its headers.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.layout import Sheet, on_lines

TYPED = re.compile(r"(?:[-=_─━═–—~+|│┼ ]|\s)*[-=_─━═–—~]{3,}(?:[-=_─━═–—~+|│┼ ]|\s)*")
"""Print of strokes alone."""
WIDE = 0.3
"""Share of the page's width that one line of strokes must have to be a rule and no place to sign."""
PARTS = 3
"""Pieces beside each other, one under each header, that are a rule however short they are."""


def without_drawn_rules(sheet: Sheet) -> Sheet:
    """The sheet without lines that hold nothing but typed strokes right across a table."""
    drawn: set[int] = set()
    for line in on_lines(sheet.runs, 0.5):
        if all(TYPED.fullmatch(run.text) for run in line):
            width = line[-1].box.x1 - line[0].box.x0
            if width > WIDE and (len(line) >= PARTS or line[0].box.width > WIDE):
                drawn |= {id(run) for run in line}
    return replace(sheet, runs=tuple(run for run in sheet.runs if id(run) not in drawn)) if drawn else sheet
