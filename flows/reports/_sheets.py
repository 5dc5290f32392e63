"""The rows of the workbook's sheets, as plain values."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from flows.reports._arranged import Outcome, entries, in_order, line_place, unlinked
from flows.reports._counts import counts
from flows.reports._plain import asked_for, document_name, document_number, evidence_text, pages_text, values_text
from flows.reports._words import OUTCOMES, STATES, action_words, field_name, hts, kind_name
from schemas.arrival import ArrivalState
from schemas.audit import Audit
from schemas.entry import COLUMNS, DATE_COLUMNS, LIST_COLUMNS, NUMBER_COLUMNS, EntryLine
from schemas.finding import Severity, Status
from schemas.record import Record, typed_to_json


@dataclass(frozen=True, slots=True)
class Group:
    """The first cell of a new group of rows."""

    text: str


Cell: TypeAlias = str | int | float | Decimal | dt.date | Group | None
"""A float is a share of one, a `datetime` a point in time, a `date` a day."""
Row: TypeAlias = Sequence[Cell]

SUMMARY = [("What", 44), ("How many", 14), ("Remark", 80)]
ENTRIES = [
    ("Entry", 16), ("Outcome", 26), ("Worst severity", 12), ("Importer", 30), ("Importer number", 17), ("Type", 7),
    ("Entry date", 12), ("Origin", 9), ("SPI", 7), ("HTS", 30), ("Lines", 7), ("Entered value, USD", 14),
    ("Critical", 9), ("Error", 9), ("Warning", 9), ("Info", 9), ("Questions", 10), ("Not checked", 11),
    ("Documents", 11), ("Links to confirm", 10),
]  # fmt: skip
FINDINGS = [
    ("Entry", 16), ("Line", 6), ("Severity", 10), ("Rule", 28), ("What", 60), ("Declared", 34), ("Found", 34),
    ("Action", 36), ("Legal basis", 34), ("Confidence", 11), ("Documents", 44), ("Evidence", 60),
]  # fmt: skip
ASKED = [("Entry", 16), ("Line", 6), ("To ask the supplier for", 80), ("In Chinese", 60)]
DOCUMENTS = [
    ("File", 40), ("Pages", 9), ("Kind", 36), ("Kind confidence", 11), ("Number", 24), ("Issued", 12),
    ("Issuer", 30), ("Exporter", 30), ("Origin", 9), ("Lines", 7), ("Seal", 7), ("Signature", 10), ("Copy", 7),
    ("Language", 10), ("Read by", 14), ("Entries", 24), ("Problems", 50), ("Document", 30),
]  # fmt: skip
LINKS = [("Entry", 16), ("File", 40), ("Pages", 9), ("Kind", 36), ("Score", 8), ("To confirm", 11), ("Why", 70)]
UNLINKED = [("File", 40), ("Pages", 9), ("Kind", 36), ("Number", 24), ("Why", 70)]
FILES = [("File", 50), ("State", 34), ("Reason", 60), ("Bytes", 12), ("Received (UTC)", 17), ("SHA-256", 66)]


def summary(audit: Audit) -> Iterator[Row]:
    """The counts of run.json in words."""
    totals = counts(audit)
    yield Group("Entries"), totals["entries"]["total"], f"{totals['entries']['lines']} entry lines"
    for outcome in Outcome:
        yield OUTCOMES[outcome], totals["entries"]["outcomes"][outcome.value], ""
    yield Group("Findings"), totals["findings"][Status.FINDING.value], ""
    for severity in reversed(Severity):
        yield severity.label.capitalize(), totals["findings"]["severities"][severity.label], ""
    yield Group("Questions for a person"), totals["findings"][Status.QUESTION.value], ""
    yield Group("Checks that could not be made"), totals["findings"][Status.NOT_EVALUABLE.value], ""
    yield Group("Documents"), totals["documents"]["total"], f"{totals['documents']['unlinked']} fit no entry"
    for kind, number in totals["documents"]["kinds"].items():
        yield kind_name(kind), number, kind
    yield Group("Files"), totals["files"]["total"], ""
    for state in ArrivalState:
        yield STATES[state], totals["files"][state.value], ""
    yield Group("Problems"), totals["problems"], ""
    for problem in audit.problems:
        yield "", None, problem
    yield (
        Group("Silence is not clearance"), None,
        "Documents agree with an entry, disagree or do not support it; no row here says that origin is proven.",
    )  # fmt: skip


def entry_rows(audit: Audit) -> Iterator[Row]:
    for entry in entries(audit):
        first = entry.lines[0] if entry.lines else EntryLine(entry.number, "")
        raised = [finding.severity for finding in entry.findings]
        values = [line.numbers["entered_value_usd"] for line in entry.lines if "entered_value_usd" in line.numbers]
        yield (
            entry.number, OUTCOMES[entry.outcome], entry.worst.label.capitalize() if entry.worst is not None else "",
            first.text.get("importer_name"), first.text.get("importer_number"), first.text.get("entry_type"),
            first.dates.get("entry_date"), _each(entry.lines, "country_of_origin"), _each(entry.lines, "spi"),
            "; ".join(dict.fromkeys(hts(line.text["hts"]) for line in entry.lines if "hts" in line.text)),
            len(entry.lines), sum(values, Decimal()) if values else None,
            *(raised.count(severity) for severity in reversed(Severity)),
            len(entry.questions), len(entry.unjudged), len(entry.documents), len(entry.possible),
        )  # fmt: skip


def _each(lines: Sequence[EntryLine], column: str) -> str:
    return "; ".join(dict.fromkeys(line.text[column] for line in lines if line.text.get(column)))


def finding_rows(audit: Audit, status: str) -> Iterator[Row]:
    records = {record.document: record for record in audit.records}
    for finding in in_order(audit.findings):
        if finding.status.value != status:
            continue
        yield (
            finding.entry_number, finding.line_no, finding.severity.label.capitalize(), finding.rule, finding.message,
            values_text(finding.declared), values_text(finding.found), "\n".join(action_words(finding.action)),
            finding.basis, float(finding.confidence),
            "\n".join(document_name(document, records) for document in finding.documents),
            evidence_text(finding, records),
        )  # fmt: skip


def asked_rows(audit: Audit) -> Iterator[Row]:
    """What to ask suppliers for, once an entry and line."""
    rows = ((f.entry_number, f.line_no, *ask) for f in in_order(audit.findings) for ask in asked_for(f))
    yield from dict.fromkeys(rows)


def document_rows(audit: Audit) -> Iterator[Row]:
    numbers: dict[str, set[str]] = defaultdict(set)
    for link in audit.links:
        numbers[link.document].add(link.entry_number)
    for record in sorted(audit.records, key=_place):
        issued = record.get("issue_date")
        yield (
            record.source, pages_text(record.pages), kind_name(record.kind), float(record.kind_confidence),
            document_number(record), issued if isinstance(issued, dt.date) else None, _text(record, "issuer"),
            _text(record, "exporter"), _text(record, "origin_country"), len(record.lines),
            _yes(record.marks.seal), _yes(record.marks.signature), _yes(record.marks.copy),
            ", ".join(record.language), ", ".join(record.read_by), "; ".join(sorted(numbers[record.document] - {""})),
            "\n".join(record.problems), record.document,
        )  # fmt: skip


def link_rows(audit: Audit) -> Iterator[Row]:
    records = {record.document: record for record in audit.records}
    held = [link for link in audit.links if link.entry_number and link.document in records]
    for link in sorted(held, key=lambda link: (link.entry_number, link.doubtful, -link.score, link.document)):
        record = records[link.document]
        yield (
            link.entry_number, record.source, pages_text(record.pages), kind_name(record.kind), float(link.score),
            _yes(link.doubtful), "; ".join(link.reasons),
        )  # fmt: skip


def unlinked_rows(audit: Audit) -> Iterator[Row]:
    for record, reasons in unlinked(audit):
        yield (
            record.source, pages_text(record.pages), kind_name(record.kind), document_number(record),
            "; ".join(reasons) or "nothing in it names an entry",
        )  # fmt: skip


def file_rows(audit: Audit) -> Iterator[Row]:
    for arrival in sorted(audit.arrivals, key=lambda arrival: (arrival.source, arrival.arrival)):
        yield arrival.source, STATES[arrival.state], arrival.reason, arrival.size, arrival.received, arrival.sha256


def line_columns(audit: Audit) -> list[tuple[str, int]]:
    """The canonical columns in their order, then the unknown ones that were kept."""
    wide = {"description": 44, "importer_name": 30, "consignee_name": 30}
    known = [(field_name(name), wide.get(name, 16)) for name in COLUMNS]
    return known + [(name, 16) for name in _unknown_columns(audit)] + [("Source", 30)]


def line_rows(audit: Audit) -> Iterator[Row]:
    unknown = _unknown_columns(audit)
    for line in sorted(audit.entry_lines, key=lambda line: (line.entry_number, line_place(line.line_no))):
        known = [_column(line, name) for name in COLUMNS]
        yield [*known, *(line.extra.get(name) for name in unknown), line.source]


def _column(line: EntryLine, name: str) -> Cell:
    if name in ("entry_number", "line_no"):
        return str(getattr(line, name))
    if name in DATE_COLUMNS:
        return line.dates.get(name)
    if name in NUMBER_COLUMNS:
        return line.numbers.get(name)
    if name in LIST_COLUMNS:
        return "; ".join(line.lists.get(name, ()))
    return line.text.get(name)


def _unknown_columns(audit: Audit) -> list[str]:
    return list(dict.fromkeys(name for line in audit.entry_lines for name in line.extra))


def _text(record: Record, name: str) -> str:
    return typed_to_json(record.get(name)) or ""


def _yes(mark: bool) -> str:
    return "yes" if mark else ""


def _place(record: Record) -> tuple[str, tuple[int, ...], str]:
    return record.source, record.pages, record.document
