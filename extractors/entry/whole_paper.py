"""What an entry summary says of itself anywhere, where no block does: its number, its broker's file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.entry.lines import seen
from extractors.layout import Sheet
from extractors.typed.codes import find_entry_numbers
from schemas.record import Value

OWN_REFERENCE = re.compile(r"\W*(?:\d{2}\W+)?reference\s+n(?:o|umber)\b", re.IGNORECASE)
BROKERS = 0.85
"""Confidence of a reference that is the broker's, not the importer's."""
UNCALLED = 0.75
"""Confidence of a number that only its check digit tells."""


def file_as_reference(file: Value | None, sheets: Sequence[Sheet]) -> Value | None:
    """The number of the broker's file as the entry's reference; not on the form, whose block 28 is empty then."""
    asked = any(OWN_REFERENCE.match(run.text) for sheet in sheets for run in sheet.runs)
    return replace(file, confidence=min(file.confidence, BROKERS)) if file and not asked else None


def only_number(sheets: Sequence[Sheet]) -> Value | None:
    """The only number with the right check digit of an entry number, whatever it is called; never sure."""
    found = {entry.value: run for sheet in sheets for run in sheet.runs for entry in find_entry_numbers(run.text)
             if entry.sure >= 0.9}  # fmt: skip
    return seen(*next(iter((value, [run]) for value, run in found.items())), UNCALLED) if len(found) == 1 else None
