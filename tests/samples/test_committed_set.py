"""The committed set is what it says: its truth, entries and findings hold together, and it shows everything."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sample_docs import demo, roads
from sample_docs.entry import is_valid_entry_number
from schemas.entry import COLUMNS, REQUIRED
from schemas.record import typed_from_json

SAMPLES = Path(__file__).parents[2] / "sample_docs"
FIELDS = set(
    "certificate_number issuer issue_date issue_place exporter exporter_address producer consignee consignee_address "
    "origin_country destination_country transport invoice_number invoice_date certifier certifier_role importer "
    "blanket_from blanket_to record_number order_number supplier buyer bl_number vessel port_of_loading "
    "port_of_discharge container".split()
)
LINE_FIELDS = set(
    "item marks description hs_code origin_criterion packages package_kind quantity unit gross_weight_kg "
    "net_weight_kg value currency origin_country invoice_number invoice_date specification planned_quantity lot_number "
    "heat_number start_date finish_date grade supplier".split()
)
VALUES = {"type": "object", "additionalProperties": {"type": "string", "minLength": 1, "pattern": r"^\S+( \S+)*$"}}
TRUTH = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["file", "road", "documents"],
        "additionalProperties": False,
        "properties": {
            "file": {"type": "string", "pattern": "^inbox/"},
            "road": {"enum": list(roads.ROADS)},
            "documents": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["pages", "kind", "road", "fields", "lines", "materials", "marks"],
                    "additionalProperties": False,
                    "properties": {
                        "pages": {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1},
                        "kind": {"type": "string", "pattern": r"^(coo|cert|fac|ship)\."},
                        "road": {"enum": list(roads.ROADS)},
                        "fields": VALUES,
                        "lines": {"type": "array", "items": VALUES},
                        "materials": {"type": "array", "items": VALUES},
                        "marks": {"type": "object", "required": ["seal", "signature", "qr", "copy", "retroactive"]},
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def truth() -> list[dict[str, Any]]:
    return json.loads((SAMPLES / "truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (SAMPLES / "entries.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def findings() -> dict[str, Any]:
    return json.loads((SAMPLES / "findings.json").read_text("utf-8"))["entries"]


def documents(truth: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [document for file in truth for document in file["documents"]]


def test_truth_has_its_shape_and_names_of_the_contract(truth: list[dict[str, Any]]) -> None:
    jsonschema.validate(truth, TRUTH)
    for document in documents(truth):
        assert set(document["fields"]) <= FIELDS
        for row in document["lines"] + document["materials"]:
            assert set(row) <= LINE_FIELDS


def test_every_value_has_the_type_of_its_field(truth: list[dict[str, Any]]) -> None:
    for document in documents(truth):
        for values in (document["fields"], *document["lines"], *document["materials"]):
            for name, value in values.items():
                typed_from_json(name, value)  # raises for what is no date or number
                assert name != "hs_code" or (value.isdigit() and 4 <= len(value) <= 10)
                assert not name.endswith("_country") or (len(value) == 2 and value.isupper())


def test_files_and_truth_name_each_other(truth: list[dict[str, Any]]) -> None:
    there = {path.relative_to(SAMPLES).as_posix() for path in (SAMPLES / "inbox").rglob("*") if path.is_file()}
    assert there == {file["file"] for file in truth}


def test_pages_of_a_file_are_told_without_gap(truth: list[dict[str, Any]]) -> None:
    for file in truth:
        pages = [number for document in file["documents"] for number in document["pages"]]
        assert pages == list(range(1, len(pages) + 1)), file["file"]


def test_set_stays_small() -> None:
    sizes = [path.stat().st_size for path in (SAMPLES / "inbox").rglob("*") if path.is_file()]
    assert sum(sizes) < 15_500_000
    assert max(sizes) < 2_000_000


def test_set_shows_every_kind_and_every_road(truth: list[dict[str, Any]]) -> None:
    kinds = {document["kind"] for document in documents(truth)}
    wanted = {kind for shipment in demo.SET for kind in shipment.kinds} - {"coo.generic"}
    assert wanted | {"coo.generic_chamber", "coo.nonpref_other_country"} <= kinds
    assert {file["road"] for file in truth} == set(roads.ROADS)


def test_entries_are_canonical_and_their_numbers_check(rows: list[dict[str, str]]) -> None:
    assert set(rows[0]) == set(COLUMNS)
    for row in rows:
        assert is_valid_entry_number(row["entry_number"])
        assert all(row[name] for name in REQUIRED)
        assert row["hts"].isdigit()
        assert len(row["hts"]) == 10
        assert row["export_date"] <= row["import_date"] <= row["entry_date"] <= row["summary_date"]
    assert max(int(row["line_no"]) for row in rows) <= 4


def test_every_entry_is_clean_or_says_what_must_be_found(rows: list[dict[str, str]], findings: dict[str, Any]) -> None:
    assert {row["entry_number"] for row in rows} == set(findings)
    lines = {(row["entry_number"], row["line_no"]) for row in rows}
    for number, expected in findings.items():
        assert expected["clean"] == (not expected["must"])
        for finding in expected["must"]:
            assert finding["severity"] in ("warning", "error", "critical")
            assert not finding["line_no"] or (number, finding["line_no"]) in lines
    assert 5 <= sum(expected["clean"] for expected in findings.values()) <= 10


def test_clean_shipments_agree_with_their_entry(
    truth: list[dict[str, Any]], rows: list[dict[str, str]], findings: dict[str, Any]
) -> None:
    """The invoice of a clean entry carries the HS codes and the packages that were declared."""
    checked = 0
    for document in documents(truth):
        number = document["fields"].get("invoice_number")
        mine = [row for row in rows if row["invoice_number"] == number and findings[row["entry_number"]]["clean"]]
        if document["kind"] != "ship.packing_list" or not mine:
            continue
        assert sum(int(line["packages"]) for line in document["lines"]) == sum(
            int(r["manifest_quantity"]) for r in mine
        )
        declared = {row["hts"][:6] for row in mine}
        assert {line["hs_code"][:6] for line in document["lines"] if "hs_code" in line} <= declared
        checked += 1
    assert checked >= 5
