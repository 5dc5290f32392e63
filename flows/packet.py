"""One entry for an answer to CBP: its papers in the order a CF-28 or EAPA request asks, with an index."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows import runs
from flows.reports._arranged import in_order
from flows.reports._personal import without_personal_numbers
from flows.reports._plain import asked_for, document_number, pages_text
from flows.reports._text import visible
from flows.reports._words import field_name, kind_name
from flows.reports.findings_json import finding_to_json
from flows.settings import Settings
from flows.sources.entries import as_entry_number
from flows.store import blobs, judgements, ledger
from flows.store.records import each_record
from schemas.audit import Audit
from schemas.entry import EntryLine
from schemas.errors import UsageError
from schemas.record import Record, typed_to_json

ORDER: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("1", "Certificates and declarations of origin", ("coo.", "doo.", "cert.", "decl.", "doc.")),
    ("2", "Entry papers", ("entry.",)),
    ("3", "Shipment: invoice, packing, transport", ("ship.invoice", "ship.packing_list", "ship.", "fac.export_")),
    ("4", "Materials bought: contracts, invoices, mill certificates, import declarations",
     ("fac.purchase_contract", "fac.vat_invoice", "fac.mtc", "fac.import_declaration_other")),
    ("5", "Materials received, kept and issued", ("fac.goods_receipt", "fac.stock_ledger", "fac.material_issue")),
    ("6", "Production: bill of materials, orders, logs, time cards, tests, finished goods",
     ("fac.bom", "fac.production_order", "fac.batch_log", "fac.timecard", "fac.qc_report", "fac.fg_receipt")),
    ("7", "Other papers", ("",)),
)  # fmt: skip
"""Sections and the kinds in each, in chain order (DOMAIN.md 4: what a CF-28 in an EAPA case asks for)."""
_SUFFIXES = ((b"%PDF", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"II*\0", "tif"), (b"MM\0*", "tif"))


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A document of the packet.

    Attributes:
        file: its place in the folder; several documents may lie in one file.
        tied: (number that both show, the other exhibit's number): how it is joined to others.
    """

    number: str
    section: str
    record: Record
    file: str
    sha256: str
    linked: str
    tied: tuple[tuple[str, str], ...]


def write(settings: Settings, entry: str, out: Path) -> Path:
    """Write the packet of an entry into a folder; the path of its index comes back.

    Raises:
        UsageError: the entry was never audited, or the folder holds something already.
    """
    number = as_entry_number(entry)
    store = runs.store_of(settings)
    if (audit := ledger.last_audit(store, number)) is None:
        raise UsageError("no audit in this store had this entry", where=number, remedy="run `audit` with it first")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError("is there already and not empty", where=str(out), remedy="name another folder with --out")
    last = ledger.judgements(store, audit.run)[-1]
    links = [link for link in judgements.links_of(store, last.run) if link.entry_number == number]
    why = {link.document: ("to be confirmed: " if link.doubtful else "") + "; ".join(link.reasons) for link in links}
    files = {document.removeprefix("sha256:").partition("#")[0] for document in why}
    whole = Audit(
        run=last.facts,
        arrivals=(),
        records=[record for record in each_record(store, last, files) if record.document in why],
        entry_lines=judgements.entry_lines_of(store, audit.run, [number]),
        links=links,
        findings=in_order(f for f in judgements.findings_of(store, last.run) if f.entry_number == number),
        problems=(),
        crop=lambda document, page, box: None,
    )
    exhibits = _exhibits(whole.records, why)
    out.mkdir(parents=True, exist_ok=True)
    named: dict[str, str] = {}
    for exhibit in exhibits:
        if exhibit.sha256 not in named:
            data = blobs.get(settings.blob_root, exhibit.sha256)
            named[exhibit.sha256] = f"{exhibit.file}.{_suffix(data)}"
            _keep(out / named[exhibit.sha256], data)
    # The papers are as they came; what we print of them shows no personal number.
    shown = without_personal_numbers(whole)
    found = json.dumps([finding_to_json(f) for f in shown.findings], ensure_ascii=False, indent=1)
    _keep(out / "findings.json", found.encode())
    index = out / "index.html"
    _keep(index, _page(number, shown, exhibits, named).encode())
    return index


def _exhibits(records: Sequence[Record], why: Mapping[str, str]) -> list[Exhibit]:
    """Documents in chain order, numbered, with what ties them to each other."""
    from validators.papers import paper_of

    ordered = sorted(records, key=_rank)
    numbers: dict[str, str] = {}
    counts: dict[str, int] = {}
    for record in ordered:
        section = ORDER[_rank(record)[0]][0]
        counts[section] = counts.get(section, 0) + 1
        numbers[record.document] = f"{section}.{counts[section]}"
    shared = {record.document: paper_of(record).shared for record in ordered}
    files: dict[str, str] = {}
    exhibits: list[Exhibit] = []
    for record in ordered:
        sha256 = record.document.removeprefix("sha256:").partition("#")[0]
        number = numbers[record.document]
        kind = re.sub(r"[^a-z0-9]+", "-", record.kind.lower())
        file = files.setdefault(sha256, f"{number.replace('.', '-')}-{kind}")
        tied = tuple(
            (key, numbers[other])
            for other, keys in shared.items()
            if other != record.document
            for key in sorted(shared[record.document] & keys)
        )
        title = ORDER[_rank(record)[0]][1]
        exhibits.append(Exhibit(number, title, record, file, sha256, why[record.document], tied))
    return exhibits


def _rank(record: Record) -> tuple[int, int, str]:
    for place, (_, _, kinds) in enumerate(ORDER):
        for within, start in enumerate(kinds):
            if record.kind.startswith(start):
                return place, within, record.document
    raise ValueError(f"no section takes {record.kind}")


def _suffix(data: bytes) -> str:
    return next((suffix for start, suffix in _SUFFIXES if data.startswith(start)), "bin")


def _keep(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)


def _page(number: str, audit: Audit, exhibits: Sequence[Exhibit], named: Mapping[str, str]) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "reports" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,  # pyright: ignore[reportUnknownLambdaType]
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shown = {record.document: record for record in audit.records}
    there = {exhibit.record.kind.split(".")[0] for exhibit in exhibits}
    return environment.get_template("packet.html.j2").render(
        number=number,
        lines=[(line.line_no, _declared(line)) for line in audit.entry_lines],
        sections=[
            (key, title, [_row(e, shown[e.record.document], named) for e in exhibits if e.section == title])
            for key, title, _ in ORDER
        ],
        findings=[f for f in audit.findings if f.status != "not_evaluable"],
        unjudged=[f for f in audit.findings if f.status == "not_evaluable"],
        asks=list(dict.fromkeys(ask for finding in audit.findings for ask in asked_for(finding))),
        numbers={e.record.document: e.number for e in exhibits},
        factory="fac" in there,
    )


def _declared(line: EntryLine) -> list[tuple[str, str]]:
    parts = {**line.text, **line.dates, **line.numbers}
    said = [(field_name(name), typed_to_json(value) or "") for name, value in parts.items()]
    return said + [(field_name(name), "; ".join(values)) for name, values in line.lists.items()]


def _row(exhibit: Exhibit, record: Record, named: Mapping[str, str]) -> dict[str, object]:
    day = record.get("issue_date") or record.get("invoice_date")
    return {
        "number": exhibit.number,
        "kind": kind_name(record.kind),
        "own": document_number(record),
        "day": typed_to_json(day) or "",
        "file": named[exhibit.sha256],
        "pages": pages_text(record.pages),
        "came_as": record.source,
        "sha256": exhibit.sha256,
        "why": exhibit.linked,
        "tied": exhibit.tied,
    }
