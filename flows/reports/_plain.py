"""Documents, values and evidence as one line of plain text."""

from __future__ import annotations

from collections.abc import Mapping

from flows.reports._words import field_name, kind_name
from schemas.finding import Finding
from schemas.record import Record, typed_to_json
from schemas.reference.tracing import asks


def asked_for(finding: Finding) -> list[tuple[str, str]]:
    """What to ask a supplier for because of a finding, in English and Chinese."""
    return asks(finding.found.get("chain_missing") or "")


def document_number(record: Record) -> str:
    """The number a person would ask for this document by, "" where it has none."""
    names = ("certificate_number", "record_number", "invoice_number", "bl_number", "order_number")
    return next((text for name in names if (text := typed_to_json(record.get(name)))), "")


def document_name(document: str, records: Mapping[str, Record]) -> str:
    """Kind, file and pages of a document; its id where it was not read."""
    record = records.get(document)
    return f"{kind_name(record.kind)}, {record.source}, {pages_text(record.pages)}" if record else document


def pages_text(pages: tuple[int, ...]) -> str:
    """`p. 3` or `pp. 1-2`."""
    if len(pages) < 2:
        return f"p. {pages[0]}" if pages else "no page"
    return f"pp. {pages[0]}-{pages[-1]}"


def values_text(values: Mapping[str, str | None]) -> str:
    """`Country of origin: VN; HTS: none`."""
    return "; ".join(f"{field_name(name)}: {'none' if value is None else value}" for name, value in values.items())


def evidence_text(finding: Finding, records: Mapping[str, Record]) -> str:
    """Where each value was read, and the text as printed."""
    return "; ".join(
        f"{records[e.document].source if e.document in records else e.document}, p. {e.page}, "
        f'{field_name(e.field)}: "{e.raw}"'
        for e in finding.evidence
    )
