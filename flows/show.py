"""One entry or one document, from the store: values, evidence, findings, history."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from flows import runs
from flows.settings import Settings
from flows.sources.entries import as_entry_number
from flows.store import judgements, ledger, readings
from flows.summary import STYLES, console, plain, print_table
from schemas.entry import EntryLine
from schemas.errors import UsageError
from schemas.finding import Finding
from schemas.record import Line, Record, Value, typed_to_json

_DOCUMENT = re.compile(r"(?:sha256:)?([0-9a-f]{6,64})(#\d+(?:-\d+)?)?")


def show(settings: Settings, what: str) -> None:
    """Print an entry (by its number) or a document (by its id, the start of its sha256, or its file's name).

    Raises:
        UsageError: the store knows neither.
    """
    store = runs.store_of(settings)
    try:
        number = as_entry_number(what)
    except UsageError:
        number = ""
    if number and (audit := ledger.last_audit(store, number)):
        _show_entry(store, audit, number)
    elif records := _documents(store, what):
        for record in records:
            _show_document(store, record)
    else:
        raise UsageError(
            "no such entry, document or file in the store",
            where=what,
            remedy="give an entry number, a document id (sha256:…#1) or a file name as the reports show it",
        )


def _show_entry(store: sa.Engine, audit: ledger.Run, number: str) -> None:
    done = ledger.judgements(store, audit.run)
    last = done[-1]
    lines = [line for line in judgements.entry_lines_of(store, audit.run) if line.entry_number == number]
    for line in lines:
        print_table(f"Entry {number}, line {line.line_no} as declared", ["column", "value"], _declared(line))
    links = [link for link in judgements.links_of(store, last.run) if link.entry_number == number]
    kinds = {r.document: r for r in _records(store, last, {link.document.split("#")[0] for link in links})}
    rows = [
        (kinds[link.document].source, kinds[link.document].kind, "to be confirmed" if link.doubtful else "yes",
         f"{link.score:.2f}", "; ".join(link.reasons), link.document)
        for link in links if link.document in kinds
    ]  # fmt: skip
    print_table("Documents", ["file", "kind", "linked", "score", "why", "document"], rows)
    _print_findings([f for f in judgements.findings_of(store, last.run) if f.entry_number == number])
    history = [(run.run, run.kind, run.finished, _tally(store, run.run, number)) for run in done]
    print_table("History", ["run", "kind", "finished", "findings"], history)


def _records(store: sa.Engine, run: ledger.Run, documents: set[str]) -> list[Record]:
    from flows.store.records import records_of_run

    return [record for record in records_of_run(store, run) if record.document.split("#")[0] in documents]


def _documents(store: sa.Engine, what: str) -> list[Record]:
    """The documents that are meant, each under the name its file came by last."""
    match = _DOCUMENT.fullmatch(what)
    pages = match[2] if match else None
    found: list[Record] = []
    meant = ledger.sources_of(store, sha256_start=match[1]) if match else ledger.sources_of(store, ending=what)
    for sha256, source in meant:
        newest = readings.newest_reading(store, sha256)
        for record in newest[1] if newest else []:
            if not pages or record.document.endswith(pages):
                found.append(dataclasses.replace(record, source=source))
    return found


def _show_document(store: sa.Engine, record: Record) -> None:
    title = f"{record.document}: {record.kind} ({record.kind_confidence:.2f}) from {record.source}"
    console().print(plain(title, "bold"))
    for reason in (*record.kind_reasons, *record.problems):
        console().print(plain(f"  {reason}"))
    columns = ["field", "value", "confidence", "page", "as printed", "also possible"]
    print_table("Values", columns, _values(record.fields))
    for name, table in (("Line", record.lines), ("Material", record.materials)):
        for number, row in enumerate(table, 1):
            print_table(f"{name} {number}", columns, _values(row))
    sha256 = record.document.removeprefix("sha256:").split("#")[0]
    history = ledger.history_of(store, sha256)
    audit = ledger.last_audit(store)
    if audit:
        last = ledger.judgements(store, audit.run)[-1]
        _print_findings([f for f in judgements.findings_of(store, last.run) if record.document in f.documents])
    print_table("History", ["run", "file", "when", "state", "reason"], history)


def _values(row: Line) -> list[Sequence[object]]:
    return [(name, *_value(value)) if value else (name, "-", "", "", "", "") for name, value in row.items()]


def _value(value: Value) -> Sequence[object]:
    typed = "not understood" if value.value is None else typed_to_json(value.value)
    return typed, f"{value.confidence:.2f}", value.page, value.raw, " or ".join(value.alternatives)


def _declared(line: EntryLine) -> list[Sequence[object]]:
    parts: Sequence[Mapping[str, object]] = (line.text, line.dates, line.numbers, line.lists, line.extra)
    return [
        (name, "; ".join(map(str, value)) if isinstance(value, tuple) else value)  # pyright: ignore[reportUnknownArgumentType]
        for part in parts
        for name, value in part.items()
    ]


def _print_findings(findings: Sequence[Finding]) -> None:
    rows: list[Sequence[object]] = []
    for f in sorted(findings, key=lambda finding: (-finding.severity, finding.rule)):
        severity = plain(f.severity.label, STYLES[f.severity.label])
        evidence = "; ".join(f"{e.field}: {e.raw} (page {e.page})" for e in f.evidence)
        rows.append((severity, f.status.value, f.line_no or "-", f.rule, f.message, f.action, evidence))
    print_table("Findings", ["severity", "status", "line", "rule", "message", "action", "evidence"], rows)


def _tally(store: sa.Engine, run: int, number: str) -> int:
    return sum(finding.entry_number == number for finding in judgements.findings_of(store, run))
