"""What papers mean beside each other, before they are compared.

A box that says `same as certifier` means the certifier; who certifies as the producer is the producer. An invoice that
sells to the maker of the goods is a purchase of the maker's, not the sale that was entered. A date printed so that it
may be read in two ways is the one that can have been, where the other lies behind the days of the entry. Readings
themselves stay as they are kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from schemas.entry import EntryLine
from schemas.finding import Link
from schemas.record import Line, Record, Value, typed_from_json
from validators import names
from validators.factory_rows import MADE
from validators.facts import is_certificate

PURCHASE = "fac.purchase_contract"
"""What an invoice to the maker is judged as: a record of what was bought."""
SAME_FIRM, OTHER_FIRM = 0.92, 0.80
DECIDED = 0.9
"""Confidence of a date at most, where the days of the entry decide between two readings of it."""
_PARTIES = ("exporter", "producer", "importer", "consignee", "certifier")
_REFERS = re.compile(rf"\b({'|'.join(_PARTIES)})\b", re.IGNORECASE)
_BEFORE = {"invoice_date": ("export_date", "import_date", "entry_date"), "issue_date": ("entry_date", "import_date")}
"""Dates of papers, and the days of the entry of which the first declared one cannot lie before them."""


def meant(records: Sequence[Record], lines: Iterable[EntryLine], links: Sequence[Link]) -> list[Record]:
    """The records, in their order, with what they mean in place of what they say."""
    entries: dict[str, list[EntryLine]] = defaultdict(list)
    for line in lines:
        entries[line.entry_number].append(line)
    own: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.entry_number and not link.doubtful:
            own[link.document].append(link.entry_number)
    makers, found = defaultdict[str, set[str]](set), list[Record]()
    for record in records:
        spelled = _dated(_referred(record), [entries[number] for number in own[record.document]])
        found.append(spelled)
        for number in own[record.document]:
            makers[number].update(_makers(spelled))
    return [
        _bought(record)
        if record.kind == "ship.invoice"
        and any(_is_purchase(record, makers[number], entries[number]) for number in own[record.document])
        else record
        for record in found
    ]


def _text(record: Record, name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


def _makers(record: Record) -> Iterable[str]:
    if is_certificate(record.kind):
        return filter(None, (_text(record, "exporter"), _text(record, "producer")))
    return filter(None, (_text(record, "producer"),)) if record.kind in MADE else ()


# --- boxes that refer to others -----------------------------------------------------------------------------------


def _referred(record: Record) -> Record:
    """The record with the party that a box refers to in that box."""
    changed: dict[str, Value | None] = {}
    for name in _PARTIES:
        own = record.fields.get(name)
        if own is None or not isinstance(own.value, str) or not names.is_same(own.value):
            continue
        said = _REFERS.search(own.value)
        other = record.fields.get(said[1].lower()) if said else None
        if said and other is not None and isinstance(other.value, str) and not names.is_same(other.value):
            changed[name] = Value(other.value, min(own.confidence, other.confidence), own.sightings)
            if record.fields.get(f"{name}_address") is None:
                changed[f"{name}_address"] = record.fields.get(f"{said[1].lower()}_address")
    changed |= _certified_by_producer(record)
    return replace(record, fields={**record.fields, **changed}) if changed else record


def _certified_by_producer(record: Record) -> dict[str, Value | None]:
    """The producer of a certification that names none, and whose certifier says to be it."""
    certifier, role = record.fields.get("certifier"), record.fields.get("certifier_role")
    if record.fields.get("producer") or certifier is None or role is None or role.value != "producer":
        return {}
    if not isinstance(certifier.value, str) or names.is_same(certifier.value):
        return {}
    producer = replace(certifier, confidence=min(certifier.confidence, role.confidence))
    return {"producer": producer, "producer_address": record.fields.get("certifier_address")}


# --- dates with two readings --------------------------------------------------------------------------------------


def _dated(record: Record, lines: Sequence[Sequence[EntryLine]]) -> Record:
    """The record with the possible one of two readings of a date, where only one is possible."""
    fields = _decided(record.fields, lines)
    rows = [_decided(row, lines) for row in record.lines]
    if fields is record.fields and all(a is b for a, b in zip(rows, record.lines, strict=True)):
        return record
    return replace(record, fields=fields, lines=tuple(rows))


def _decided(values: Line, lines: Sequence[Sequence[EntryLine]]) -> Line:
    changed: dict[str, Value] = {}
    for name, days in _BEFORE.items():
        value = values.get(name)
        if value is None or not value.alternatives or not isinstance(value.value, dt.date):
            continue
        declared = [day for column in days if (day := _latest(lines, column))]
        if not declared or value.value <= declared[0]:
            continue
        possible = [day for day in _swapped(value) if day <= declared[0]]
        if len(possible) == 1:
            seen = max((sighting.confidence for sighting in value.sightings), default=value.confidence)
            was = value.value.isoformat()
            changed[name] = Value(possible[0], min(seen, DECIDED), value.sightings, (was,))
    return {**values, **changed} if changed else values


def _latest(lines: Sequence[Sequence[EntryLine]], column: str) -> dt.date | None:
    return max((day for entry in lines for line in entry if (day := line.dates.get(column))), default=None)


def _swapped(value: Value) -> set[dt.date]:
    """Other readings that take the day for the month."""
    first, found = value.value, set[dt.date]()
    for text in value.alternatives:
        try:
            day = typed_from_json("issue_date", text)
        except ValueError:  # another reading of the print that is no date
            continue
        if isinstance(day, dt.date) and isinstance(first, dt.date) and (day.day, day.month) == (first.month, first.day):
            found.add(day)
    return found


# --- invoices to the maker ----------------------------------------------------------------------------------------


def _is_purchase(record: Record, makers: set[str], lines: Sequence[EntryLine]) -> bool:
    buyer, seller = _text(record, "consignee"), _text(record, "exporter")
    if not buyer or not makers:
        return False
    declared = {text for line in lines for name in ("importer_name", "consignee_name") if (text := line.text.get(name))}
    return (
        _best(buyer, makers) >= SAME_FIRM
        and _best(buyer, declared) < OTHER_FIRM
        and (not seller or _best(seller, makers) < OTHER_FIRM)
    )


def _best(name: str, others: Iterable[str]) -> float:
    return max((names.score(name, other) for other in others), default=0.0)


def _bought(record: Record) -> Record:
    """An invoice as the record of a purchase."""
    said: Mapping[str, Value | None] = record.fields
    fields = {**said, "supplier": said.get("exporter"), "buyer": said.get("consignee"),
              "issue_date": said.get("issue_date") or said.get("invoice_date"),
              "exporter": None, "consignee": None}  # fmt: skip
    return replace(record, kind=PURCHASE, fields=fields)
