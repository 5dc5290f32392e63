"""What a run was told (entry lines) and what it concluded (links and findings)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from flows.store.tables import entry_lines, findings, links
from schemas.entry import EntryLine
from schemas.finding import Evidence, Finding, Link, Severity, Status
from schemas.page import Box
from schemas.record import typed_to_json

_AT_ONCE = 500
"""Below every database's limit of bound parameters."""


def keep_entry_lines(store: sa.Engine, run: int, lines: Sequence[EntryLine]) -> None:
    """Keep the entry lines of a run, in place of any kept before for it."""
    rows = [
        {"run_id": run, "entry_number": line.entry_number, "line_no": line.line_no, "content": _line_to_json(line)}
        for line in lines
    ]
    _replace(store, entry_lines, run, rows)


def entry_lines_of(store: sa.Engine, run: int, entries: Collection[str] | None = None) -> list[EntryLine]:
    """The entry lines of a run in the order they were given; only those of `entries` where they are named."""
    if entries is None:
        return list(each_entry_line(store, run))
    wanted, lines = sorted(entries), list[tuple[int, EntryLine]]()
    c = entry_lines.c
    query = sa.select(c.id, c.entry_number, c.line_no, c.content).where(c.run_id == run)
    with store.connect() as db:
        for start in range(0, len(wanted), _AT_ONCE):
            some = db.execute(query.where(c.entry_number.in_(wanted[start : start + _AT_ONCE])))
            lines += [(row[0], _line_from_json(row[1], row[2], row[3])) for row in some]
    return [line for _, line in sorted(lines, key=lambda item: item[0])]


def each_entry_line(store: sa.Engine, run: int) -> Iterator[EntryLine]:
    """The entry lines of a run in the order they were given, without holding them all."""
    c = entry_lines.c
    query = sa.select(c.entry_number, c.line_no, c.content).where(c.run_id == run).order_by(c.id)
    with store.connect() as db:
        for row in db.execution_options(yield_per=1000).execute(query):
            yield _line_from_json(row[0], row[1], row[2])


def keep_judgement(store: sa.Engine, run: int, linked: Sequence[Link], found: Sequence[Finding]) -> None:
    """Keep what a run concluded, in place of any kept before for it."""
    link_rows = [
        {"run_id": run, "document": link.document, "entry_number": link.entry_number, "score": link.score,
         "doubtful": link.doubtful, "reasons": list(link.reasons)}
        for link in linked
    ]  # fmt: skip
    _replace(store, links, run, link_rows)
    _replace(store, findings, run, [_finding_row(run, finding) for finding in found])


def add_findings(store: sa.Engine, run: int, found: Sequence[Finding]) -> None:
    """Keep more of what a run concluded, after `keep_judgement`."""
    if found:
        with store.begin() as db:
            db.execute(sa.insert(findings), [_finding_row(run, finding) for finding in found])


def links_of(store: sa.Engine, run: int) -> list[Link]:
    """The links of a run."""
    c = links.c
    query = sa.select(c.document, c.entry_number, c.score, c.reasons, c.doubtful)
    with store.connect() as db:
        rows = db.execute(query.where(c.run_id == run).order_by(c.id)).all()
    return [Link(row[0], row[1], row[2], tuple(row[3]), row[4]) for row in rows]


def findings_of(store: sa.Engine, run: int) -> list[Finding]:
    """The findings of a run, in the order the rules gave them."""
    c = findings.c
    query = sa.select(c.rule, c.severity, c.status, c.entry_number, c.line_no, c.content)
    with store.connect() as db:
        rows = db.execute(query.where(c.run_id == run).order_by(c.id)).all()
    return [
        _finding_from_json(row[0], Severity[row[1].upper()], Status(row[2]), row[3], row[4], row[5]) for row in rows
    ]


def grave_by_entry(store: sa.Engine, run: int) -> list[tuple[str, str, int]]:
    """(entry, severity, how many) of the critical findings and errors of a run."""
    c = findings.c
    grave = c.severity.in_([Severity.CRITICAL.label, Severity.ERROR.label])
    query = sa.select(c.entry_number, c.severity, sa.func.count()).where(
        c.run_id == run, c.status == Status.FINDING, grave
    )
    with store.connect() as db:
        rows = db.execute(query.group_by(c.entry_number, c.severity).order_by(c.entry_number, c.severity)).all()
    return [(row[0], row[1], row[2]) for row in rows]


def _replace(store: sa.Engine, table: sa.Table, run: int, rows: list[dict[str, Any]]) -> None:
    with store.begin() as db:
        db.execute(sa.delete(table).where(table.c.run_id == run))
        if rows:
            db.execute(sa.insert(table), rows)


def _finding_row(run: int, finding: Finding) -> dict[str, Any]:
    return {
        "run_id": run, "rule": finding.rule, "severity": finding.severity.label, "status": finding.status.value,
        "entry_number": finding.entry_number, "line_no": finding.line_no, "content": _finding_to_json(finding),
    }  # fmt: skip


def _line_to_json(line: EntryLine) -> dict[str, Any]:
    return {
        "text": dict(line.text),
        "dates": {name: value.isoformat() for name, value in line.dates.items()},
        "numbers": {name: typed_to_json(value) for name, value in line.numbers.items()},
        "lists": {name: list(values) for name, values in line.lists.items()},
        "extra": dict(line.extra),
        "source": line.source,
    }


def _line_from_json(entry_number: str, line_no: str, data: dict[str, Any]) -> EntryLine:
    return EntryLine(
        entry_number,
        line_no,
        text=data["text"],
        dates={name: dt.date.fromisoformat(value) for name, value in data["dates"].items()},
        numbers={name: Decimal(value) for name, value in data["numbers"].items()},
        lists={name: tuple(values) for name, values in data["lists"].items()},
        extra=data["extra"],
        source=data["source"],
    )


def _finding_to_json(finding: Finding) -> dict[str, Any]:
    return {
        "documents": list(finding.documents),
        "declared": dict(finding.declared),
        "found": dict(finding.found),
        "message": finding.message,
        "basis": finding.basis,
        "action": finding.action,
        "confidence": finding.confidence,
        "evidence": [
            {"document": e.document, "field": e.field, "page": e.page, "box": e.box.as_list(), "raw": e.raw}
            for e in finding.evidence
        ],
        "rule_version": finding.rule_version,
        "table_version": finding.table_version,
    }


def _finding_from_json(
    rule: str, severity: Severity, status: Status, entry_number: str, line_no: str, data: dict[str, Any]
) -> Finding:
    evidence = tuple(Evidence(e["document"], e["field"], e["page"], Box(*e["box"]), e["raw"]) for e in data["evidence"])
    rest = {name: data[name] for name in ("declared", "found", "message", "basis", "action", "confidence")}
    # Findings of before there were versions have none.
    rest |= {name: data.get(name, "") for name in ("rule_version", "table_version")}
    return Finding(
        rule, severity, status, entry_number, line_no, documents=tuple(data["documents"]), evidence=evidence, **rest
    )
