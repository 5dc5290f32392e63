"""A paper while it is drawn: its sheet, and the truth of what was printed on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sample_docs.layout import Sheet
from sample_docs.numerals import plain

Truth = dict[str, str]


def typed(value: str | Decimal | int | dt.date) -> str:
    """A value in the form `read` prints it: plain decimals, ISO dates, text with single spaces."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return " ".join(str(value).split())


@dataclass(slots=True)
class Paper:
    """One document: where it is drawn and what stands on it (names of CONTRACT.md)."""

    kind: str
    sheet: Sheet
    fields: Truth = field(default_factory=dict)
    lines: list[Truth] = field(default_factory=list)
    materials: list[Truth] = field(default_factory=list)
    marks: dict[str, Any] = field(
        default_factory=lambda: {"seal": False, "signature": False, "qr": None, "copy": False, "retroactive": False}
    )

    def put(self, **values: str | Decimal | int | dt.date) -> None:
        """Record header values that were printed."""
        for name, value in values.items():
            self.fields[name] = typed(value)

    def as_truth(self, first_page: int, road: str) -> dict[str, Any]:
        return {
            "pages": list(range(first_page, first_page + len(self.sheet.pages))),
            "kind": self.kind,
            "road": road,
            "fields": self.fields,
            "lines": self.lines,
            "materials": self.materials,
            "marks": self.marks,
        }


def row_truth(**values: str | Decimal | int | dt.date | None) -> Truth:
    """Truth of one cell; values that are None were not printed."""
    return {name: typed(value) for name, value in values.items() if value is not None}
