"""The outer contract of `read` and `audit` as JSON schemas; `additionalProperties` is false wherever it names keys."""

from __future__ import annotations

from typing import Any

from extractors.forms import forms

DOCUMENT_ID = {"type": "string", "pattern": r"^sha256:[0-9a-f]{64}#\d+(-\d+)?$"}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
BOX = {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 1}, "minItems": 4, "maxItems": 4}
TEXT = {"type": "string", "pattern": r"^(\S+( \S+)*)?$"}
FORMS = {
    "date": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"},
    "number": {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    "country": {"type": "string", "pattern": r"^([A-Z]{2})$"},
    "hs": {"type": "string", "pattern": r"^\d{4,10}$"},
    "text": TEXT,
}

CERTIFICATE = (
    "certificate_number issuer issue_date issue_place exporter exporter_address producer consignee consignee_address "
    "origin_country destination_country transport invoice_number invoice_date certifier certifier_role importer "
    "blanket_from blanket_to"
).split()
CERTIFICATE_LINE = (
    "item marks description hs_code origin_criterion packages package_kind quantity unit gross_weight_kg net_weight_kg "
    "value currency origin_country invoice_number invoice_date"
).split()
FACTORY = "record_number order_number producer supplier buyer issue_date origin_country".split()
FACTORY_LINE = (
    "description specification quantity unit planned_quantity lot_number heat_number start_date finish_date packages"
).split()
MATERIAL = ("description grade quantity unit supplier origin_country lot_number heat_number invoice_number").split()
SHIPPING = (
    "exporter consignee invoice_number invoice_date origin_country bl_number vessel port_of_loading port_of_discharge "
    "container"
).split()
SHIPPING_LINE = ("description hs_code quantity unit packages package_kind net_weight_kg gross_weight_kg value").split()
DATES = {"issue_date", "invoice_date", "blanket_from", "blanket_to", "start_date", "finish_date"}
NUMBERS = {"packages", "quantity", "planned_quantity", "gross_weight_kg", "net_weight_kg", "value", "item"}


def value(name: str) -> dict[str, Any]:
    kind = (
        "date" if name in DATES else "number" if name in NUMBERS else "country" if name.endswith("_country")
        else "hs" if name == "hs_code" else "text"
    )  # fmt: skip
    reading = {"engine": {"type": "string"}, "raw": {"type": "string"}, "confidence": SHARE, "page": PAGE, "box": BOX}
    return {
        "oneOf": [
            {"type": "null"},
            _strict({
                "value": {"oneOf": [{"type": "null"}, FORMS[kind]]}, "raw": {"type": "string"}, "confidence": SHARE,
                "page": PAGE, "box": BOX, "alternatives": {"type": "array", "items": {"type": "string"}},
                "readings": {"type": "array", "minItems": 1, "items": _strict(reading)},
            }),
        ]
    }  # fmt: skip


PAGE = {"type": "integer", "minimum": 1}


def _strict(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _row(names: list[str]) -> dict[str, Any]:
    # CHANGELOG: names beyond the contract's tables may stand beside them, in the same form.
    return {"type": "object", "properties": {name: value(name) for name in names}, "additionalProperties": value("")}


def document(kind: str) -> dict[str, Any]:
    """The schema of one line of `read`, for a kind's group."""
    fields, line, material, more = _names(kind)
    rows = {"type": "array", "items": _row(line)}
    return _strict({
        "document": DOCUMENT_ID, "source": {"type": "string", "minLength": 1},
        "pages": {"type": "array", "items": PAGE, "minItems": 1, "uniqueItems": True},
        "kind": {"enum": [*forms(), "other"]}, "kind_confidence": SHARE,
        "kind_reasons": {"type": "array", "items": {"type": "string"}},
        "language": {"type": "array", "items": {"type": "string", "pattern": "^[a-z]{2}$"}},
        "read_by": {"type": "array", "items": {"type": "string"}}, "rotation": {"enum": [0, 90, 180, 270]},
        "fields": {"type": "object", "properties": {n: value(n) for n in fields}, "required": fields,
                   "additionalProperties": more or value("")},
        "lines": rows, "materials": {"type": "array", "items": _row(material)},
        "marks": _strict({"seal": BOOLEAN, "signature": BOOLEAN, "qr": {"type": ["string", "null"]},
                          "copy": BOOLEAN, "retroactive": BOOLEAN, "seal_texts": TEXTS}),
        "problems": {"type": "array", "items": {"type": "string"}},
    })  # fmt: skip


BOOLEAN = {"type": "boolean"}
TEXTS = {"type": "array", "items": {"type": "string"}}


def _names(kind: str) -> tuple[list[str], list[str], list[str], bool]:
    """Header, line and material names of the kind's group; whether its header may hold more."""
    match kind.split(".")[0]:
        case "coo" | "cert" | "doo":
            return CERTIFICATE, CERTIFICATE_LINE, [], False
        case "fac":
            return FACTORY, FACTORY_LINE, MATERIAL, True
        case "ship":
            return SHIPPING, SHIPPING_LINE, [], False
        case _:
            return [], [], [], True


FINDING = _strict({
    "rule": {"type": "string", "pattern": r"^[a-z]+(\.[a-z0-9-]+)+$"},
    "severity": {"enum": ["info", "warning", "error", "critical"]},
    "status": {"enum": ["finding", "question", "not_evaluable"]},
    "entry_number": {"type": "string", "pattern": r"^([0-9A-Z]{3}-\d{7}-\d)?$"},
    "line_no": {"type": "string", "pattern": r"^(\d+)?$"},
    "documents": {"type": "array", "items": DOCUMENT_ID},
    "declared": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
    "found": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
    "message": {"type": "string", "minLength": 1}, "basis": {"type": "string"}, "action": {"type": "string"},
    "confidence": SHARE,
    "evidence": {"type": "array", "items": _strict({
        "document": DOCUMENT_ID, "field": {"type": "string"}, "page": PAGE, "box": BOX, "raw": {"type": "string"}})},
    "rule_version": {"type": "string"}, "table_version": {"type": "string"},
})  # fmt: skip
