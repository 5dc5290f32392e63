"""A document as understood: typed values, each with what was seen, where, by which engine and how surely."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from schemas.page import Box

DOUBTFUL_BELOW = 0.80
"""DOMAIN.md 5.0: a value read with less confidence than this is doubtful."""
MOST_DOUBTFUL = 0.79
"""Confidence at most of a value that something speaks against, however surely it was read: it stays doubtful."""

Typed: TypeAlias = str | Decimal | dt.date


@dataclass(frozen=True, slots=True)
class Sighting:
    """One reading of one place by one engine: text as printed, 1-based page, box, confidence 0 to 1."""

    raw: str
    page: int
    box: Box
    confidence: float
    engine: str


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value and the sightings behind it, the one believed first.

    Attributes:
        value: str, Decimal (weights in kg) or date; None when something was seen that could not be typed.
        confidence: 0 to 1 that `value` is right.
        sightings: at least one; the first is where `value` comes from. A second reading by another engine stands
            behind it, whether it agrees or not.
        alternatives: other typed readings still possible (ambiguous dates, two engines that disagree), as JSON text.
    """

    value: Typed | None
    confidence: float
    sightings: tuple[Sighting, ...]
    alternatives: tuple[str, ...] = ()

    @property
    def raw(self) -> str:
        return self.sightings[0].raw

    @property
    def page(self) -> int:
        return self.sightings[0].page

    @property
    def box(self) -> Box:
        return self.sightings[0].box

    @property
    def doubtful(self) -> bool:
        return self.confidence < DOUBTFUL_BELOW


Line: TypeAlias = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks on the paper (DOMAIN.md 1.0.4, 1.0.6)."""

    seal: bool = False
    signature: bool = False
    qr: str | None = None
    copy: bool = False
    retroactive: bool = False
    seal_texts: tuple[str, ...] = ()
    """What stands along the rings of seals."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document.

    Attributes:
        document: `sha256:<hex>#<first>-<last>` (`#<page>` for a single page).
        source: the file it came in, as the source names it.
        pages: 1-based page numbers in that file.
        kind: a code of DOMAIN.md 0.4; `other` when nothing fits.
        kind_reasons: why this kind, in words.
        fields: every field name that the kind's group knows (CONTRACT.md), None where nothing was found.
        lines, materials: rows with the column names of the group, None where nothing was found.
        problems: sentences; empty when all went well.
    """

    document: str
    source: str
    pages: tuple[int, ...]
    kind: str
    kind_confidence: float
    kind_reasons: tuple[str, ...]
    language: tuple[str, ...]
    read_by: tuple[str, ...]
    rotation: int
    fields: Mapping[str, Value | None]
    lines: tuple[Line, ...] = ()
    materials: tuple[Line, ...] = ()
    marks: Marks = field(default_factory=Marks)
    problems: tuple[str, ...] = ()

    def get(self, name: str) -> Typed | None:
        """The typed value of a header field, None when it was not found."""
        value = self.fields.get(name)
        return value.value if value else None


def typed_to_json(value: Typed | None) -> str | None:
    """Dates as ISO 8601, decimals as plain digits without exponent or trailing zeros, text as it is."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def record_to_json(record: Record) -> dict[str, Any]:
    """The object of CONTRACT.md `read`, one a document."""
    return {
        "document": record.document,
        "source": record.source,
        "pages": list(record.pages),
        "kind": record.kind,
        "kind_confidence": round(record.kind_confidence, 3),
        "kind_reasons": list(record.kind_reasons),
        "language": list(record.language),
        "read_by": list(record.read_by),
        "rotation": record.rotation,
        "fields": _row_to_json(record.fields),
        "lines": [_row_to_json(row) for row in record.lines],
        "materials": [_row_to_json(row) for row in record.materials],
        "marks": {
            "seal": record.marks.seal,
            "signature": record.marks.signature,
            "qr": record.marks.qr,
            "copy": record.marks.copy,
            "retroactive": record.marks.retroactive,
            "seal_texts": list(record.marks.seal_texts),
        },
        "problems": list(record.problems),
    }


def _marks_from_json(data: dict[str, Any]) -> Marks:
    seen = {name: value for name, value in data.items() if name != "seal_texts"}
    return Marks(**seen, seal_texts=tuple(data.get("seal_texts", ())))


def record_from_json(data: Mapping[str, Any]) -> Record:
    """Rebuild a record from `record_to_json`; types follow the field's name (`FIELD_TYPES`)."""
    return Record(
        document=data["document"],
        source=data["source"],
        pages=tuple(data["pages"]),
        kind=data["kind"],
        kind_confidence=data["kind_confidence"],
        kind_reasons=tuple(data["kind_reasons"]),
        language=tuple(data["language"]),
        read_by=tuple(data["read_by"]),
        rotation=data["rotation"],
        fields=_row_from_json(data["fields"]),
        lines=tuple(_row_from_json(row) for row in data["lines"]),
        materials=tuple(_row_from_json(row) for row in data["materials"]),
        marks=_marks_from_json(data["marks"]),
        problems=tuple(data["problems"]),
    )


def _row_to_json(row: Line) -> dict[str, Any]:
    return {name: value and _value_to_json(value) for name, value in row.items()}


def _value_to_json(value: Value) -> dict[str, Any]:
    first = value.sightings[0]
    return {
        "value": typed_to_json(value.value),
        "raw": first.raw,
        "confidence": round(value.confidence, 3),
        "page": first.page,
        "box": first.box.as_list(),
        "alternatives": list(value.alternatives),
        "readings": [
            {"engine": s.engine, "raw": s.raw, "confidence": round(s.confidence, 3), "page": s.page,
             "box": s.box.as_list()}
            for s in value.sightings
        ],
    }  # fmt: skip


def _row_from_json(row: Mapping[str, Any]) -> dict[str, Value | None]:
    return {name: value and _value_from_json(name, value) for name, value in row.items()}


def _value_from_json(name: str, data: Mapping[str, Any]) -> Value:
    sightings = tuple(
        Sighting(s["raw"], s["page"], Box(*s["box"]), s["confidence"], s["engine"]) for s in data["readings"]
    )
    return Value(typed_from_json(name, data["value"]), data["confidence"], sightings, tuple(data["alternatives"]))


def typed_from_json(name: str, text: str | None) -> Typed | None:
    """The Python value of a JSON value, by the type of the field it belongs to."""
    if text is None:
        return None
    match FIELD_TYPES.get(name, "text"):
        case "date":
            return dt.date.fromisoformat(text)
        case "number":
            return Decimal(text)
        case _:
            return text


FIELD_TYPES: dict[str, str] = {
    name: kind
    for kind, names in {
        "date": "issue_date invoice_date departure_date blanket_from blanket_to start_date finish_date",
        "number": "item packages packages_in_words quantity quantity_per_unit planned_quantity gross_weight_kg "
        "net_weight_kg value total_packages total_packages_in_words total_quantity total_gross_weight_kg "
        "total_net_weight_kg unit_price tax amount tare_weight_kg input_quantity scrap_quantity piece_quantity hours "
        "overtime_hours opening_quantity received_quantity issued_quantity closing_quantity",
        "country": "origin_country destination_country",
        "hs": "hs_code",
        "unit": "unit",
    }.items()
    for name in names.split()
}
"""How a field is typed, by its name in CONTRACT.md; every other field is text. `country`, `hs` and `unit` are text
with their own form: ISO 3166-1 alpha-2, digits only, the unit as printed in upper case (PCS, KGS, 件)."""
