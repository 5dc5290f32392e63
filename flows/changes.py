"""What became of the findings of an audit when it was judged again, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from flows.store import judgements, ledger, readings
from schemas.finding import Finding, Link


@dataclass(frozen=True, slots=True)
class Change:
    """One finding that is not what it was.

    Attributes:
        what: "new", "gone" or "changed".
        finding: as it is now, as it was where it is gone.
        why: reasons in words, at least one.
    """

    what: str
    finding: Finding
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What a judgement stood on."""

    rules: Mapping[str, str]
    tables: Mapping[str, str]
    links: Mapping[str, frozenset[tuple[str, bool]]]


def between(store: sa.Engine, before: ledger.Run, after: ledger.Run, entries: Sequence[str] = ()) -> list[Change]:
    """The findings that two judgements of one audit do not share, by entry and line.

    Args:
        entries: only findings about these entries; all when empty.
    """
    old, new = (
        _by_subject(f for f in judgements.findings_of(store, run.run) if not entries or f.entry_number in entries)
        for run in (before, after)
    )
    found = [("gone", finding) for key, finding in old.items() if key not in new]
    for key, finding in new.items():
        if key not in old:
            found.append(("new", finding))
        elif _word(old[key]) != _word(finding):
            found.append(("changed", finding))
    if not found:
        return []
    files = {sha256 for _, finding in found for document in finding.documents if (sha256 := _sha256(document))}
    reread = readings.read_since(store, sorted(files), before.started)
    reread |= {sha256 for sha256 in files if before.read_as(sha256) != after.read_as(sha256)}
    stood, stands = _judgement(store, before), _judgement(store, after)
    told = [Change(what, finding, tuple(_why(finding, stood, stands, reread))) for what, finding in found]
    return sorted(told, key=lambda c: (c.finding.entry_number, c.finding.line_no, c.finding.rule, c.what))


def _why(finding: Finding, stood: _Judgement, stands: _Judgement, reread: set[str]) -> list[str]:
    said: list[str] = []
    was, now = stood.rules.get(finding.rule), stands.rules.get(finding.rule)
    if was != now:
        said.append(
            f"the rule is new (version {now})" if was is None
            else "the rule is gone" if now is None
            else f"the rule or its settings changed (version {was} to {now})"
        )  # fmt: skip
    if corrected := sorted({_sha256(d)[:12] for d in finding.documents if _sha256(d) in reread}):
        said.append(f"the reading was corrected ({', '.join(corrected)})")
    if any(stood.links.get(d) != stands.links.get(d) for d in finding.documents):
        said.append("a document is linked otherwise")
    names = sorted({*stood.tables, *stands.tables})
    if moved := [name for name in names if stood.tables.get(name) != stands.tables.get(name)]:
        said.append(f"reference tables changed ({', '.join(moved)})")
    return said or ["it follows from another document or entry, or from a rule that was turned on or off"]


def _judgement(store: sa.Engine, run: ledger.Run) -> _Judgement:
    links: dict[str, set[tuple[str, bool]]] = {}
    for link in judgements.links_of(store, run.run):
        links.setdefault(link.document, set()).add(_end(link))
    facts: Mapping[str, Any] = run.facts
    return _Judgement(facts.get("rules", {}), facts.get("tables", {}), {d: frozenset(x) for d, x in links.items()})


def _end(link: Link) -> tuple[str, bool]:
    return link.entry_number, link.doubtful


def _sha256(document: str) -> str:
    return document.removeprefix("sha256:").partition("#")[0]


def _by_subject(findings: Iterable[Finding]) -> dict[tuple[object, ...], Finding]:
    """By what a finding is about; a rule that speaks twice about one subject is counted through."""
    result: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        subject = (finding.entry_number, finding.line_no, finding.rule, finding.documents)
        turn = 0
        while (*subject, turn) in result:
            turn += 1
        result[(*subject, turn)] = finding
    return result


def _word(finding: Finding) -> tuple[object, ...]:
    return finding.severity, finding.status, finding.message, dict(finding.declared), dict(finding.found)
