"""documents.jsonl: every document as read, one JSON object a line."""

from __future__ import annotations

from pathlib import Path

from flows.reports._text import to_json
from schemas.audit import Audit
from schemas.record import record_to_json

FILE_NAME = "documents.jsonl"


def write(audit: Audit, path: Path) -> None:
    """One line a document, in order of file and page."""
    records = sorted(audit.records, key=lambda record: (record.source, record.pages, record.document))
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        lines.writelines(to_json(record_to_json(record)) + "\n" for record in records)
