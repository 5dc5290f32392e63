"""Small builders: a clean shipment, and changes to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from schemas.entry import DATE_COLUMNS, LIST_COLUMNS, NUMBER_COLUMNS, EntryLine
from schemas.finding import Finding, Link, Status
from schemas.page import Box
from schemas.record import Marks, Record, Sighting, Value
from schemas.reference.official import Reference
from validators.judge import judge
from validators.settings import RuleSettings

PLACE = Box(0.1, 0.1, 0.3, 0.12)
CHINESE = "9QX-0012345-2"
KOREAN = "9QX-0013350-1"


def value(content: Any, confidence: float = 0.97, alternatives: Sequence[str] = (), raw: str | None = None) -> Value:
    """A value as read once; numbers may be given as int or float, dates as ISO text with a `d` before it."""
    sighting = Sighting(raw if raw is not None else str(content), 1, PLACE, confidence, "tesseract")
    return Value(typed(content), confidence, (sighting,), tuple(alternatives))


def typed(content: Any) -> Any:
    return Decimal(str(content)) if isinstance(content, int | float) else content


def row(cells: Mapping[str, Any]) -> dict[str, Value | None]:
    return {name: v if v is None or isinstance(v, Value) else value(v) for name, v in cells.items()}


def record(kind: str, fields: Mapping[str, Any], lines: Sequence[Mapping[str, Any]] = (), **about: Any) -> Record:
    """A document; `about` may give document, source, marks, kind_confidence, materials."""
    return Record(
        document=about.get("document", f"sha256:{kind}#1"),
        source=about.get("source", f"inbox/{kind}.pdf"),
        pages=(1,),
        kind=kind,
        kind_confidence=about.get("kind_confidence", 0.98),
        kind_reasons=(),
        language=("en",),
        read_by=("tesseract",),
        rotation=0,
        fields=row(fields),
        lines=tuple(row(line) for line in lines),
        materials=tuple(row(material) for material in about.get("materials", ())),
        marks=about.get("marks", Marks(seal=True, signature=True)),
    )


def entry(number: str = CHINESE, line_no: str = "1", **columns: Any) -> EntryLine:
    """An entry line; every column of CONTRACT.md by its name, lists as tuples."""
    text: dict[str, str] = {}
    dates: dict[str, dt.date] = {}
    numbers: dict[str, Decimal] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for name, content in columns.items():
        if content is None:
            continue
        if name in DATE_COLUMNS:
            dates[name] = content
        elif name in NUMBER_COLUMNS:
            numbers[name] = Decimal(str(content))
        elif name in LIST_COLUMNS:
            lists[name] = tuple(content)
        else:
            text[name] = content
    return EntryLine(number, line_no, text, dates, numbers, lists, source="entries.csv row 2")


CERTIFICATE: dict[str, Any] = {
    "certificate_number": "24C3302A1180/00217",
    "issuer": "CHINA COUNCIL FOR THE PROMOTION OF INTERNATIONAL TRADE",
    "issue_date": dt.date(2026, 3, 12),
    "exporter": "NINGBO HAIOU LIGHTING CO., LTD.",
    "consignee": "PACIFIC HOME SUPPLY INC.",
    "origin_country": "CN",
    "destination_country": "US",
    "invoice_number": "NB-0611",
    "invoice_date": dt.date(2026, 3, 2),
}
CERTIFICATE_LINE: dict[str, Any] = {
    "item": 1,
    "description": "LED LAMPS",
    "hs_code": "940542",
    "packages": 800,
    "packages_in_words": 800,
    "package_kind": "CARTONS",
    "quantity": 9600,
    "unit": "PCS",
    "gross_weight_kg": 6010,
    "net_weight_kg": 5400,
    "origin_country": "CN",
}
ENTRY: dict[str, Any] = {
    "entry_type": "01",
    "entry_date": dt.date(2026, 4, 11),
    "summary_date": dt.date(2026, 4, 20),
    "import_date": dt.date(2026, 4, 10),
    "export_date": dt.date(2026, 3, 14),
    "importer_name": "PACIFIC HOME SUPPLY INC",
    "consignee_name": "PACIFIC HOME SUPPLY INC",
    "manufacturer_id": "CNNINHAI18NIN",
    "country_of_origin": "CN",
    "exporting_country": "CN",
    "hts": "9405428440",
    "description": "LED LAMPS",
    "net_quantity": 9600,
    "unit": "NO",
    "manifest_quantity": 800,
    "gross_weight_kg": 6010,
    "entered_value_usd": 40000,
    "invoice_number": ("NB-0611",),
    "invoice_date": ("2026-03-02",),
    "certificate_number": ("24C3302A1180/00217",),
}
PACKING: dict[str, Any] = {
    "exporter": "NINGBO HAIOU LIGHTING CO., LTD.",
    "consignee": "PACIFIC HOME SUPPLY INC.",
    "invoice_number": "NB-0611",
    "origin_country": "CN",
}
PACKING_LINE: dict[str, Any] = {
    "description": "LED LAMPS",
    "packages": 800,
    "quantity": 9600,
    "unit": "PCS",
    "gross_weight_kg": 6010,
    "net_weight_kg": 5400,
}
INVOICE: dict[str, Any] = {**PACKING, "invoice_date": dt.date(2026, 3, 2)}
INVOICE_LINE: dict[str, Any] = {"description": "LED LAMPS", "quantity": 9600, "unit": "PCS", "value": 40000}
ORDER: dict[str, Any] = {"record_number": "SC-2026-031", "producer": "NINGBO HAIOU LIGHTING CO., LTD."}
ORDER_LINE: dict[str, Any] = {
    "description": "LED LAMPS",
    "quantity": 9600,
    "start_date": dt.date(2026, 2, 20),
    "finish_date": dt.date(2026, 3, 8),
}
KORUS: dict[str, Any] = {
    "issue_date": dt.date(2026, 1, 5),
    "certifier": "HANIL VALVE CO., LTD.",
    "certifier_role": "producer",
    "certifier_address": "12 SEJONG-DAERO, SEOUL, KOREA",
    "contact": "Tel. 82-2-555-0131",
    "exporter": "HANIL VALVE CO., LTD.",
    "producer": "HANIL VALVE CO., LTD.",
    "importer": "GREAT LAKES FITTINGS LLC",
    "origin_country": "KR",
    "blanket_from": dt.date(2026, 1, 1),
    "blanket_to": dt.date(2026, 12, 31),
}
KORUS_LINE: dict[str, Any] = {"description": "BALL VALVES", "hs_code": "848180", "origin_criterion": "B"}
KORUS_ENTRY: dict[str, Any] = {
    "entry_type": "01",
    "entry_date": dt.date(2026, 5, 4),
    "summary_date": dt.date(2026, 5, 12),
    "export_date": dt.date(2026, 4, 14),
    "importer_name": "GREAT LAKES FITTINGS LLC",
    "manufacturer_id": "KRHANVAL221INC",
    "country_of_origin": "KR",
    "exporting_country": "KR",
    "spi": "KR",
    "hts": "8481803060",
    "description": "BALL VALVES",
    "net_quantity": 1000,
    "unit": "NO",
}


def certificate(line: Mapping[str, Any] | None = None, **fields: Any) -> Record:
    """The clean Chinese certificate with other fields, and its line with other cells."""
    about = {name: fields.pop(name) for name in ("document", "marks", "kind_confidence") if name in fields}
    kind = fields.pop("kind", "coo.cn.nonpref")
    return record(kind, {**CERTIFICATE, **fields}, [{**CERTIFICATE_LINE, **(line or {})}], **about)


def declared(number: str = CHINESE, line_no: str = "1", **columns: Any) -> EntryLine:
    """The clean Chinese entry line with other columns."""
    return entry(number, line_no, **{**ENTRY, **columns})


def packing_list(line: Mapping[str, Any] | None = None, **fields: Any) -> Record:
    return record("ship.packing_list", {**PACKING, **fields}, [{**PACKING_LINE, **(line or {})}])


def invoice(line: Mapping[str, Any] | None = None, **fields: Any) -> Record:
    return record("ship.invoice", {**INVOICE, **fields}, [{**INVOICE_LINE, **(line or {})}])


def bill(**fields: Any) -> Record:
    return record("ship.bl", {**PACKING, "bl_number": "COSU6001239", **fields}, [PACKING_LINE])


def production_order(**line: Any) -> Record:
    return record("fac.production_order", ORDER, [{**ORDER_LINE, **line}])


def korus(line: Mapping[str, Any] | None = None, **fields: Any) -> Record:
    kind = fields.pop("kind", "cert.korus")
    return record(kind, {**KORUS, **fields}, [{**KORUS_LINE, **(line or {})}], marks=Marks(signature=True))


def korean(line_no: str = "1", **columns: Any) -> EntryLine:
    return entry(KOREAN, line_no, **{**KORUS_ENTRY, **columns})


def linked(records: Sequence[Record], lines: Sequence[EntryLine]) -> list[Link]:
    """Every document surely to every entry."""
    numbers = dict.fromkeys(line.entry_number for line in lines)
    return [Link(r.document, number, 0.99, ("test",)) for r in records for number in numbers]


def judged(
    records: Sequence[Record],
    lines: Sequence[EntryLine],
    settings: RuleSettings | None = None,
    reference: Reference | None = None,
) -> list[Finding]:
    return judge(records, lines, linked(records, lines), settings or RuleSettings(), reference or Reference())


def raised(findings: Sequence[Finding], rule: str) -> list[Finding]:
    """Findings and questions of a rule, without what could not be judged."""
    return [f for f in findings if f.rule == rule and f.status is not Status.NOT_EVALUABLE]


def unjudged(findings: Sequence[Finding], rule: str) -> list[Finding]:
    return [f for f in findings if f.rule == rule and f.status is Status.NOT_EVALUABLE]
