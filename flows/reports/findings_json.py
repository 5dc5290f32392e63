"""findings.json: every finding, question and check that could not be made, for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.reports._arranged import in_order
from flows.reports._text import to_json
from schemas.audit import Audit
from schemas.finding import Finding

FILE_NAME = "findings.json"


def write(audit: Audit, path: Path) -> None:
    """A JSON array, one finding a line, in order of entry, worst severity, rule and line."""
    rows = ",\n".join(to_json(finding_to_json(finding)) for finding in in_order(audit.findings))
    path.write_text(f"[\n{rows}\n]\n" if rows else "[]\n", encoding="utf-8")


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """The object of CONTRACT.md `audit`."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.label,
        "status": finding.status.value,
        "entry_number": finding.entry_number,
        "line_no": finding.line_no,
        "documents": list(finding.documents),
        "declared": dict(finding.declared),
        "found": dict(finding.found),
        "message": finding.message,
        "basis": finding.basis,
        "action": finding.action,
        "confidence": round(finding.confidence, 3),
        "evidence": [
            {"document": e.document, "field": e.field, "page": e.page, "box": e.box.as_list(), "raw": e.raw}
            for e in finding.evidence
        ],
        "rule_version": finding.rule_version,
        "table_version": finding.table_version,
    }
