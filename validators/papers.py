"""What linking needs of a document, and no more: a record with all its sightings takes twenty times the memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from schemas.record import Line, Record, Value
from validators import names
from validators.keys import folded, split, telling
from validators.pairs import stems
from validators.tables import replaced_key

PRINTED = {
    "certificate_number": ("certificate_number",),
    "invoice_number": ("invoice_number",),
    "bl_awb": ("bl_number", "transport"),
    "reference_number": ("order_number", "record_number", "reference_number", "purchase_order", "contract_number"),
}
"""Entry column -> the document fields that may hold its numbers."""
_SHARED = (
    "certificate_number", "invoice_number", "bl_number", "order_number", "record_number", "container", "lot_number",
    "heat_number", "contract_number", "purchase_order",
)  # fmt: skip
"""Fields by which papers of one shipment name each other."""
_AMOUNTS = (
    "gross_weight_kg", "quantity", "packages", "total_gross_weight_kg", "total_quantity", "total_packages",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as linking sees it.

    Attributes:
        printed: (entry column, number as printed, confidence) of numbers that an entry may declare.
        long_words: folded words that may be entry numbers.
        shared: folded numbers by which papers of one shipment name each other.
        certificate_key: the folded certificate number, "" where there is none.
        lot_keys: what else ties certificates over entries: their invoices, and the certificate that one replaces.
        headings: six digits of tariff numbers; words: stems of the goods' descriptions.
        day: when it was made, None where no date was read.
    """

    document: str
    source: str
    kind: str
    printed: tuple[tuple[str, str, float], ...]
    long_words: tuple[str, ...]
    shared: frozenset[str]
    certificate_key: str
    lot_keys: tuple[str, ...]
    parties: tuple[str, ...]
    makers: tuple[str, ...]
    headings: frozenset[str]
    words: frozenset[str]
    amounts: frozenset[float]
    day: dt.date | None

    @property
    def folder(self) -> str:
        return self.source.rpartition("/")[0]


def paper_of(record: Record) -> Paper:
    """The paper of a record."""
    number = record.get("certificate_number")
    descriptions = _texts(record.lines, "description")
    codes = _texts(record.lines, "hs_code")
    return Paper(
        record.document,
        record.source,
        record.kind,
        printed=tuple(
            (column, text, sure) for column, fields in PRINTED.items() for text, sure in _numbers(record, fields)
        ),
        long_words=tuple(dict.fromkeys(_long_words(record))),
        shared=frozenset(
            key for text, _ in _numbers(record, _SHARED) if len(key := folded(text)) >= 5 and telling(key)
        ),
        certificate_key=folded(number) if isinstance(number, str) else "",
        lot_keys=lot_keys(record) if isinstance(number, str) else (),
        parties=tuple(p for p in _fields(record, "consignee importer buyer") if not names.is_order(p)),
        makers=tuple(m for m in _fields(record, "exporter producer supplier certifier") if not names.is_same(m)),
        headings=frozenset(code[:6] for code in codes if len(code) >= 6),
        words=frozenset(stem for text in descriptions for stem in stems(text)),
        amounts=frozenset(_amounts(record)),
        day=next(
            (day for n in ("issue_date", "invoice_date", "finish_date") if isinstance(day := record.get(n), dt.date)),
            None,
        ),
    )


def lot_keys(record: Record) -> tuple[str, ...]:
    """Keys by which a certificate meets others than those of its number; an `i` tells invoices from certificates."""
    invoices = (f"i{folded(text)}" for text, _ in _numbers(record, ("invoice_number",)))
    replaced = replaced_key(record)
    return (*dict.fromkeys(invoices), *([replaced] if replaced else []))


def _fields(record: Record, fields: str) -> list[str]:
    return [value for name in fields.split() if isinstance(value := record.get(name), str)]


def _texts(lines: Sequence[Line], name: str) -> list[str]:
    found = (line.get(name) for line in lines)
    return [value.value for value in found if value is not None and isinstance(value.value, str)]


def _values(record: Record) -> Iterator[Value]:
    for row in (record.fields, *record.lines, *record.materials):
        for value in row.values():
            if value is not None and value.sightings:
                yield value


def _long_words(record: Record) -> Iterator[str]:
    """Words as long as an entry number, and with as many digits, printed anywhere on the document."""
    for value in _values(record):
        raw = value.raw
        if len(raw) < 11:
            continue
        for word in raw.replace("/", " ").split():
            if 11 <= len(word) <= 15 and len(key := folded(word)) == 11 and sum(map(str.isdigit, key)) >= 8:
                yield key


def _numbers(record: Record, fields: Sequence[str]) -> Iterator[tuple[str, float]]:
    for row in (record.fields, *record.lines, *record.materials):
        for name in fields:
            value = row.get(name)
            if value is not None and isinstance(value.value, str):
                parts = value.value.split() if name == "transport" else split(value.value)
                yield from ((part, value.confidence) for part in parts)


def _amounts(record: Record) -> Iterator[float]:
    for row in (record.fields, *record.lines):
        for name in _AMOUNTS:
            value = row.get(name)
            if value is not None and isinstance(value.value, Decimal) and value.value >= 10:
                yield float(value.value)
