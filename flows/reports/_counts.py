"""Counts that prove that every file, document, entry and finding is accounted for exactly once."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flows.reports._arranged import Outcome, entries, unlinked
from schemas.arrival import ArrivalState
from schemas.audit import Audit
from schemas.finding import Severity, Status


def counts(audit: Audit) -> dict[str, Any]:
    """Totals and how they split; `adds_up` is true when every split sums to its total and no file is in progress."""
    result: dict[str, Any] = {
        "files": _files(audit),
        "documents": _documents(audit),
        "entries": _entries(audit),
        "findings": _findings(audit),
        "problems": len(audit.problems),
    }
    files, documents, found = result["files"], result["documents"], result["findings"]
    return {
        **result,
        "adds_up": files["in_progress"] == 0
        and sum(files[state.value] for state in ArrivalState) == files["total"]
        and documents["linked"] + documents["to_confirm"] + documents["unlinked"] == documents["total"]
        and sum(result["entries"]["outcomes"].values()) == result["entries"]["total"]
        and sum(found[status.value] for status in Status) == found["total"]
        and sum(found["severities"].values()) == found[Status.FINDING.value],
    }


def _files(audit: Audit) -> dict[str, int]:
    states = Counter(arrival.state for arrival in audit.arrivals)
    return {"total": len(audit.arrivals), **{state.value: states[state] for state in ArrivalState}}


def _documents(audit: Audit) -> dict[str, Any]:
    known = {record.document for record in audit.records}
    firm = {link.document for link in audit.links if link.entry_number and not link.doubtful} & known
    to_confirm = ({link.document for link in audit.links if link.entry_number and link.doubtful} & known) - firm
    return {
        "total": len(audit.records),
        "linked": len(firm),
        "to_confirm": len(to_confirm),
        "unlinked": len(unlinked(audit)),
        "kinds": dict(sorted(Counter(record.kind for record in audit.records).items())),
    }


def _entries(audit: Audit) -> dict[str, Any]:
    all_entries = entries(audit)
    outcomes = Counter(entry.outcome for entry in all_entries)
    worst = Counter(entry.worst for entry in all_entries)
    return {
        "total": len(all_entries),
        "lines": len(audit.entry_lines),
        "outcomes": {outcome.value: outcomes[outcome] for outcome in Outcome},
        "worst": {**{s.label: worst[s] for s in reversed(Severity)}, "none": worst[None]},
        "without_documents": sum(not entry.documents and not entry.possible for entry in all_entries),
    }


def _findings(audit: Audit) -> dict[str, Any]:
    statuses = Counter(finding.status for finding in audit.findings)
    raised = Counter(finding.severity for finding in audit.findings if finding.status is Status.FINDING)
    return {
        "total": len(audit.findings),
        **{status.value: statuses[status] for status in Status},
        "severities": {severity.label: raised[severity] for severity in reversed(Severity)},
    }
