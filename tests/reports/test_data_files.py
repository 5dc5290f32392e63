"""findings.json, findings.csv, documents.jsonl and run.json."""

import csv
import dataclasses
import json

import jsonschema

from flows.reports import write_all
from flows.reports._counts import counts
from schemas.arrival import ArrivalState
from schemas.record import record_from_json

_VALUES = {"type": "object", "additionalProperties": {"type": ["string", "null"]}}
_EVIDENCE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["document", "field", "page", "box", "raw"],
    "properties": {
        "document": {"type": "string", "pattern": r"^sha256:[0-9a-f]{64}#\d+(-\d+)?$"},
        "field": {"type": "string"},
        "page": {"type": "integer", "minimum": 1},
        "box": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
        "raw": {"type": "string"},
    },
}
_PROPERTIES = {
    "rule": {"type": "string"},
    "severity": {"enum": ["info", "warning", "error", "critical"]},
    "status": {"enum": ["finding", "question", "not_evaluable"]},
    "entry_number": {"type": "string"},
    "line_no": {"type": "string"},
    "documents": {"type": "array", "items": {"type": "string"}},
    "declared": _VALUES,
    "found": _VALUES,
    "message": {"type": "string"},
    "basis": {"type": "string"},
    "action": {"type": "string"},
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "evidence": {"type": "array", "items": _EVIDENCE},
    "rule_version": {"type": "string"},
    "table_version": {"type": "string"},
}
FINDINGS = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": list(_PROPERTIES),
        "properties": _PROPERTIES,
    },
}


def _findings(folder):
    return json.loads((folder / "findings.json").read_text(encoding="utf-8"))


def test_findings_have_the_shape_of_the_contract(folder, audit):
    found = _findings(folder)
    jsonschema.validate(found, FINDINGS)
    assert len(found) == len(audit.findings)
    assert list(found[0]) == list(_PROPERTIES)


def test_findings_come_by_entry_then_worst_severity_then_rule_then_line(folder):
    grave = ["critical", "error", "warning", "info"]
    found = _findings(folder)
    places = [(f["entry_number"] == "", f["entry_number"], grave.index(f["severity"]), f["rule"]) for f in found]
    assert places == sorted(places)
    pipe = [f["line_no"] for f in found if f["rule"] == "s232.melt-pour-vs-mtc"]
    assert pipe == [str(number) for number in range(1, 13)]


def test_no_findings_is_an_empty_array(audit, tmp_path):
    write_all(dataclasses.replace(audit, findings=[]), tmp_path)
    assert _findings(tmp_path) == []


def test_the_table_has_a_row_for_every_finding_and_its_values(folder, audit):
    with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["rule"] for row in rows] == [f["rule"] for f in _findings(folder)]
    row = next(row for row in rows if row["rule"] == "origin.country-mismatch")
    assert row["declared"] == "Country of origin: KR"
    assert row["found"] == "Origin country: CN"
    assert 'p. 1, Origin country: "all the goods were produced in CHINA"' in row["evidence"]


def test_every_document_can_be_rebuilt_from_its_line(folder, audit):
    lines = (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    rebuilt = {record.document: record for record in map(record_from_json, map(json.loads, lines))}
    assert rebuilt == {record.document: record for record in audit.records}


def test_the_counts_of_a_run_add_up(folder, audit):
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    counted = run["counts"]
    assert run["version"] == audit.run["version"]
    assert run["problems"] == list(audit.problems)
    assert counted["adds_up"] is True
    assert counted["files"] == {
        "total": len(audit.arrivals), "read": 16, "duplicate": 1, "unreadable": 2, "other": 1, "in_progress": 0,
    }  # fmt: skip
    documents = counted["documents"]
    assert documents["total"] == len(audit.records) == sum(documents["kinds"].values())
    assert documents["linked"] + documents["to_confirm"] + documents["unlinked"] == documents["total"]
    assert sum(counted["entries"]["outcomes"].values()) == counted["entries"]["total"] == 12
    assert sum(counted["entries"]["worst"].values()) == 12
    findings = counted["findings"]
    assert findings["finding"] + findings["question"] + findings["not_evaluable"] == len(audit.findings)


def test_a_file_that_is_in_no_final_state_makes_the_counts_fail(audit):
    stuck = dataclasses.replace(audit.arrivals[0], state=ArrivalState.IN_PROGRESS)
    assert counts(dataclasses.replace(audit, arrivals=[stuck, *audit.arrivals[1:]]))["adds_up"] is False


def test_counts_of_the_run_itself_are_kept_beside_ours(audit, tmp_path):
    write_all(dataclasses.replace(audit, run={"counts": {"pages": 31, "problems": 99}}), tmp_path)
    kept = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["counts"]
    assert (kept["pages"], kept["problems"]) == (31, len(audit.problems))
