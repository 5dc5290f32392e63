"""findings.csv: findings.json as a flat table for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from flows.reports._arranged import in_order
from flows.reports._plain import document_name, evidence_text, values_text
from flows.reports._text import cell
from schemas.audit import Audit
from schemas.finding import Finding
from schemas.record import Record

FILE_NAME = "findings.csv"
COLUMNS = (
    "rule severity status entry_number line_no documents declared found message basis action confidence evidence"
).split()


def write(audit: Audit, path: Path) -> None:
    """One row a finding, in the order of findings.json; with a byte order mark, without which Excel garbles Chinese."""
    records = {record.document: record for record in audit.records}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerows([cell(text) for text in _row(finding, records)] for finding in in_order(audit.findings))


def _row(finding: Finding, records: Mapping[str, Record]) -> list[str]:
    return [
        finding.rule,
        finding.severity.label,
        finding.status.value,
        finding.entry_number,
        finding.line_no,
        "; ".join(document_name(document, records) for document in finding.documents),
        values_text(finding.declared),
        values_text(finding.found),
        finding.message,
        finding.basis,
        finding.action,
        f"{finding.confidence:.2f}",
        evidence_text(finding, records),
    ]
