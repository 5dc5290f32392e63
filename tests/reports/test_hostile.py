"""Text from hostile documents stays text in every file, and personal numbers stay out of all of them."""

import csv
import dataclasses
import json
from collections.abc import Mapping
from enum import Enum

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reports import write_all
from flows.reports._text import cell, to_json, visible
from schemas.audit import Audit
from schemas.record import record_to_json
from tests.reports.test_report_html import assert_self_contained, read

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HOSTILE = {
    "formula": '=HYPERLINK("http://evil.example","see")',
    "command": "+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1+1)*cmd",
    "tab": "\t=1+1",
    "carriage return": "\r=1+1",
    "blank": "  =1+1",
    "wide": "＝1+1",
    "escape": "\x00\x1b[31m=1+1\x9b",
    "script": "<script>alert(1)</script>",
    "attribute": "\"'><img src=x onerror=alert(1)>",
    "closing": "</style></svg></title><iframe src=//evil.example>",
    "template": "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "url": "javascript:alert(1)",
    "direction": "invoice\u202egpj.exe\u2066\u200f",
    "right to left": "שלום عربى",
    "half a pair": "a\ud800b\udc00",
    "separators": "x\u2028y\ufeff\uffff",
    "huge": "A" * 60_000,
    "digits": "9" * 6_000,
}
_OURS = {"document", "documents", "sha256", "kind", "rule", "status", "state", "engine", "run"}
"""Fields that only our own code fills."""


def _infected(node, text: str, name: str = ""):
    """A copy of an audit in which the text replaces every text that comes from outside."""
    if isinstance(node, Enum) or name in _OURS:
        return node
    if isinstance(node, str):
        return text if node else node
    if isinstance(node, Mapping):
        return {key: _infected(value, text, name) for key, value in node.items()} | (
            {text: text} if name in ("declared", "found", "extra") else {}
        )
    if isinstance(node, tuple | list):
        return type(node)(_infected(item, text, name) for item in node)
    if dataclasses.is_dataclass(node):
        return type(node)(**{f.name: _infected(getattr(node, f.name), text, f.name) for f in dataclasses.fields(node)})
    return node


@pytest.fixture(scope="module")
def small(audit) -> Audit:
    """A tenth of the example: enough to fill every column."""
    number = "9QX-0013002-8"
    links = [link for link in audit.links if link.entry_number in ("", number)]
    kept = {link.document for link in links}
    return dataclasses.replace(
        audit,
        records=[record for record in audit.records if record.document in kept],
        links=links,
        entry_lines=[line for line in audit.entry_lines if line.entry_number == number],
        findings=[finding for finding in audit.findings if finding.entry_number in ("", number)],
        arrivals=audit.arrivals[-3:],
    )


@pytest.fixture(scope="module", params=HOSTILE.values(), ids=list(HOSTILE))
def infected(request, small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    audit = dataclasses.replace(_infected(small, request.param), crop=small.crop)
    write_all(audit, folder)
    return request.param, audit, folder


def test_the_page_keeps_it_as_text(infected):
    text, _, folder = infected
    page = read(folder)
    assert_self_contained(page)
    whole = "".join(page.pieces)
    assert visible(text)[:1_000] in whole
    assert visible(whole) == whole
    assert all(len(piece) < 2_000 for piece in page.pieces)
    if len(text) > 2_000:
        assert "more characters in findings.json or documents.jsonl]" in whole


def test_no_cell_of_the_tables_is_active(infected):
    text, audit, folder = infected
    with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    book = openpyxl.load_workbook(folder / "audit.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert all(c.data_type != "f" and c.hyperlink is None for c in cells)
    texts = [t for row in rows for t in row] + [c.value for c in cells if isinstance(c.value, str)]
    assert len(rows) == len(audit.findings) + 1
    assert not [t for t in texts if t.lstrip(" ").startswith(ACTIVE)]
    assert all(visible(t) == t and len(t) <= 32_767 for t in texts)
    assert any(visible(text).strip()[:1_000] in t for t in texts)


def test_the_data_files_keep_every_character(infected):
    text, audit, folder = infected
    raw = (folder / "findings.json").read_text(encoding="utf-8")
    found = json.loads(raw)
    assert {f["message"] for f in found} == {text}
    assert all(f["declared"][text] == text for f in found)
    lines = (folder / "documents.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert sorted(map(json.dumps, map(json.loads, lines))) == sorted(
        json.dumps(record_to_json(record)) for record in audit.records
    )
    assert visible(raw) == raw


@given(st.text())
def test_a_cell_never_starts_like_a_formula_and_loses_nothing_visible(text):
    safe = cell(text)
    assert not safe.lstrip(" ").startswith(ACTIVE)
    assert safe.removeprefix("'") == visible(text).removeprefix("'") or safe == visible(text)


@given(st.recursive(st.text(st.characters()) | st.integers() | st.none(), lambda inner: st.lists(inner)))
def test_json_gives_back_what_was_put_in(value):
    text = to_json(value)
    assert json.loads(text) == value
    assert visible(text) == text


PERSONAL = ("123-45-6789", "123 45 6789", "123456789")


def test_a_personal_importer_number_shows_its_last_four_digits_only(audit, tmp_path):
    finding = next(f for f in audit.findings if f.rule == "qty.words-figures")
    telling = dataclasses.replace(
        finding,
        message="Importer 123-45-6789 (123456789) is not the one on the certificate.",
        declared={"importer_number": "123-45-6789"},
        evidence=(dataclasses.replace(finding.evidence[0], raw="SSN 123-45-6789"),),
    )
    write_all(dataclasses.replace(audit, findings=[telling]), tmp_path)
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.iterdir() if path.suffix != ".xlsx"]
    book = openpyxl.load_workbook(tmp_path / "audit.xlsx")
    texts += [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [text for text in texts for number in PERSONAL if number in text]
    page = read(tmp_path)
    assert "Importer ***-**-6789 (***-**-6789) is not the one" in page.text
    assert page.named("image") == []


def test_other_numbers_of_nine_digits_stay(audit, tmp_path):
    finding = dataclasses.replace(
        audit.findings[0], message="Invoice 118-26-0448, importer 84-1234567AB, lot 987654321."
    )
    write_all(dataclasses.replace(audit, findings=[finding]), tmp_path)
    assert "Invoice 118-26-0448, importer 84-1234567AB, lot 987654321." in read(tmp_path).text
