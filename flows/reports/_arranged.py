"""The audit arranged for people: findings in order, and everything that belongs to one entry in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from schemas.audit import Audit
from schemas.entry import EntryLine
from schemas.finding import Finding, Link, Severity, Status
from schemas.record import Record


class Outcome(StrEnum):
    """What the documents say about an entry; never that its origin is proven (DOMAIN.md 0.2)."""

    DISAGREEMENT = "disagreement"
    QUESTION = "question"
    UNSUPPORTED = "unsupported"
    """No document in the inbox belongs to it, or none of them states the origin it declares."""
    UNDECLARED = "undeclared"
    """Documents name it, but no entry data was given for it, so there was nothing to compare."""
    AGREEMENT = "agreement"
    """Nothing above info was raised by the checks that could be made."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with all that was found about it.

    Attributes:
        number: "" for what belongs to no entry.
        documents: firm links; `possible` are links that a person has to confirm.
        findings, questions, unjudged: by status, each in order.
    """

    number: str
    lines: tuple[EntryLine, ...]
    documents: tuple[tuple[Link, Record], ...]
    possible: tuple[tuple[Link, Record], ...]
    findings: tuple[Finding, ...]
    questions: tuple[Finding, ...]
    unjudged: tuple[Finding, ...]

    @property
    def worst(self) -> Severity | None:
        return max((finding.severity for finding in self.findings), default=None)

    @property
    def outcome(self) -> Outcome:
        if self.worst is not None and self.worst > Severity.INFO:
            return Outcome.DISAGREEMENT
        if self.questions or self.possible:
            return Outcome.QUESTION
        if not self.lines:
            return Outcome.UNDECLARED
        declared = {line.text["country_of_origin"] for line in self.lines if "country_of_origin" in line.text}
        return Outcome.AGREEMENT if declared and declared <= self._stated_origins() else Outcome.UNSUPPORTED

    def _stated_origins(self) -> set[object]:
        rows = [row for _, record in self.documents for row in (record.fields, *record.lines)]
        return {origin.value for row in rows if (origin := row.get("origin_country"))}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By entry (those of no entry last), worst severity first, rule, line; the same whatever order they came in."""
    return sorted(findings, key=_place)


def _place(finding: Finding) -> tuple[object, ...]:
    return (
        finding.entry_number == "", finding.entry_number, -finding.severity, finding.rule,
        line_place(finding.line_no), finding.status, finding.documents, finding.message,
        repr(sorted(finding.declared.items())), repr(sorted(finding.found.items())),
        finding.confidence, repr(finding.evidence),
    )  # fmt: skip


def line_place(line_no: str) -> tuple[int, str]:
    """Line numbers in counting order, the whole entry first."""
    return (int(line_no) if line_no.isdecimal() and len(line_no) < 10 else 0, line_no)


def entries(audit: Audit) -> list[Entry]:
    """Every entry that was declared or that a finding or link names, worst first."""
    lines: dict[str, list[EntryLine]] = defaultdict(list)
    for line in audit.entry_lines:
        lines[line.entry_number].append(line)
    links: dict[str, list[Link]] = defaultdict(list)
    for link in audit.links:
        links[link.entry_number].append(link)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in in_order(audit.findings):
        findings[finding.entry_number].append(finding)
    records = {record.document: record for record in audit.records}
    numbers = (lines.keys() | links.keys() | findings.keys()) - {""}
    return sorted((_entry(n, lines[n], links[n], findings[n], records) for n in numbers), key=_rank)


def of_no_entry(audit: Audit) -> Entry:
    """What was found about documents that fit no entry, as if it were one."""
    return _entry("", (), (), in_order(f for f in audit.findings if not f.entry_number), {})


def _entry(
    number: str,
    lines: Sequence[EntryLine],
    links: Sequence[Link],
    findings: Sequence[Finding],
    records: dict[str, Record],
) -> Entry:
    held = [(link, records[link.document]) for link in links if link.document in records]
    held.sort(key=lambda pair: (-pair[0].score, pair[1].kind, pair[1].document))
    return Entry(
        number=number,
        lines=tuple(sorted(lines, key=lambda line: line_place(line.line_no))),
        documents=tuple(pair for pair in held if not pair[0].doubtful),
        possible=tuple(pair for pair in held if pair[0].doubtful),
        findings=tuple(f for f in findings if f.status is Status.FINDING),
        questions=tuple(f for f in findings if f.status is Status.QUESTION),
        unjudged=tuple(f for f in findings if f.status is Status.NOT_EVALUABLE),
    )


def _rank(entry: Entry) -> tuple[int, int, int, str]:
    worst = -1 if entry.worst is None else int(entry.worst)
    grave = sum(finding.severity == worst for finding in entry.findings)
    return list(Outcome).index(entry.outcome), -worst, -grave, entry.number


def unlinked(audit: Audit) -> list[tuple[Record, tuple[str, ...]]]:
    """The documents that fit no entry, each with the reasons its link gives."""
    fitting = {link.document for link in audit.links if link.entry_number}
    reasons = {link.document: link.reasons for link in audit.links if not link.entry_number}
    lost = [record for record in audit.records if record.document not in fitting]
    return [(r, reasons.get(r.document, ())) for r in sorted(lost, key=lambda r: (r.source, r.pages))]
