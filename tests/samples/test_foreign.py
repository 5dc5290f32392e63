"""The second set of papers: a seed gives the same truth, truth is what was printed, reporting layouts stay unseen."""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PIL import Image

from sample_docs import fonts, stamps
from sample_docs.foreign.draw import draw, set_all, write
from sample_docs.foreign.kinds import KINDS
from sample_docs.foreign.matter import make
from sample_docs.foreign.press import CHROMIUM
from sample_docs.foreign.slip import Fact, Record, Scope, fill
from sample_docs.foreign.typeset import GROUPS as ALL_GROUPS
from sample_docs.foreign.typeset import Printed, layouts, typeset

GROUPS = [group for group in ALL_GROUPS if layouts(group)]
ROOT = Path(__file__).resolve().parents[2]
needs_browser = pytest.mark.skipif(
    not CHROMIUM.exists() or not all(fonts.path_of(name).exists() for name in fonts.FACES),
    reason="Chromium or the fonts of sample_docs.fonts are not installed",
)
needs_fonts = pytest.mark.skipif(
    not all(fonts.path_of(name).exists() for name in fonts.FACES),
    reason="the fonts of sample_docs.fonts are not installed",
)
CERTIFICATE = set(
    "certificate_number issuer issue_date issue_place exporter exporter_address producer consignee consignee_address "
    "origin_country destination_country transport invoice_number invoice_date certifier certifier_role importer "
    "blanket_from blanket_to".split()
)
CERTIFICATE_LINE = set(
    "item marks description hs_code origin_criterion packages package_kind quantity unit gross_weight_kg net_weight_kg "
    "value currency origin_country invoice_number invoice_date".split()
)
RECORD = set("record_number order_number producer supplier buyer issue_date origin_country".split())
RECORD_LINE = set(
    "description specification quantity unit planned_quantity lot_number heat_number start_date finish_date packages "
    "origin_country".split()
)
MATERIAL = set("description grade quantity unit supplier origin_country lot_number heat_number invoice_number".split())
SHIPPING = set(
    "exporter consignee invoice_number invoice_date origin_country bl_number vessel port_of_loading port_of_discharge "
    "container".split()
)
SHIPPING_LINE = set(
    "description hs_code quantity unit packages package_kind net_weight_kg gross_weight_kg value".split()
)
ENTRY = set(
    "entry_number entry_type entry_date summary_date import_date export_date port_code foreign_port_lading "
    "us_port_unlading bl_awb importing_carrier mode_of_transport importer_number importer_name consignee_name "
    "manufacturer_id country_of_origin exporting_country reference_number".split()
)
ENTRY_LINE = set(
    "line_no country_of_origin spi hts description net_quantity unit manifest_quantity gross_weight_kg "
    "entered_value_usd duty_usd adcvd_case relationship".split()
)


def _allowed(kind: str) -> tuple[set[str], set[str]]:
    if kind == "other":
        return set(), set()
    family = kind.split(".")[0]
    return {
        "coo": (CERTIFICATE, CERTIFICATE_LINE), "cert": (CERTIFICATE, CERTIFICATE_LINE), "fac": (RECORD, RECORD_LINE),
        "ship": (SHIPPING, SHIPPING_LINE), "entry": (ENTRY, ENTRY_LINE),
    }[family]  # fmt: skip


@needs_fonts
@pytest.mark.parametrize("group", GROUPS)
def test_truth_uses_the_names_of_the_contract(group: str, monkeypatch: pytest.MonkeyPatch) -> None:
    blot = Image.new("RGBA", (2, 2))
    monkeypatch.setattr(stamps, "round_seal", lambda *_, **__: blot)  # hundreds of seals would cost half a minute
    monkeypatch.setattr(stamps, "signature", lambda *_: blot)
    for number, (kind, choices) in enumerate(layouts(group).items()):
        fields, line = _allowed(kind)
        for layout_number in range(2 * len(choices)):
            truth = typeset(random.Random(f"{number}-{layout_number}"), kind, group).record.as_truth([1], "digital")
            assert set(truth["fields"]) <= fields, (kind, set(truth["fields"]) - fields)
            for one in truth["lines"]:
                assert set(one) <= line, (kind, set(one) - line)
            for one in truth["materials"]:
                assert set(one) <= MATERIAL, (kind, set(one) - MATERIAL)
            if kind != "other":
                assert truth["fields"]
                assert truth["lines"] or truth["materials"]


@needs_fonts
@pytest.mark.parametrize("group", GROUPS)
def test_a_seed_gives_the_same_papers_however_many_are_drawn(group: str) -> None:
    kinds = list(layouts(group))
    few, more = set_all(4, 2, group, kinds), set_all(4, 4, group, kinds)
    assert [paper.html for paper in few] == [paper.html for paper in more[:2]]
    assert [paper.record for paper in few] == [paper.record for paper in more[:2]]


def _patterns(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [p for value in node.values() for p in _patterns(value)]
    if isinstance(node, list):
        return [p for value in node for p in _patterns(value)]
    return re.findall(r"\{([\w.]+)\}", node) if isinstance(node, str) else []


@pytest.mark.parametrize("group", GROUPS)
def test_every_pattern_names_a_fact(group: str) -> None:
    """A misspelt name would silently print nothing."""
    known: set[str] = {"producer_line", "l.marks", "l.grade", "l.specification"}
    for kind in KINDS:
        matter = make(random.Random(kind), kind)
        known |= set(matter.head) | {f"l.{name}" for line in (*matter.lines, *matter.materials) for name in line}
    for choices in layouts(group).values():
        for layout in choices:
            assert set(_patterns(layout)) <= known, (layout["kind"], layout["name"], set(_patterns(layout)) - known)


def test_only_what_is_printed_is_true() -> None:
    truth: dict[str, str] = {}
    head = Scope({"exporter": Fact("A & B\nLTD", "A & B LTD", "exporter"), "tel": Fact("12")}, truth)
    assert fill("{exporter}\nTel {tel}\nFax {fax}", head) == "A &amp; B<br>LTD<br>Tel 12"
    assert truth == {"exporter": "A & B LTD"}
    clash = Scope({"maker": Fact("C", "C", "exporter")}, truth)
    with pytest.raises(ValueError, match="printed as"):
        fill("{maker}", clash)


def test_an_invoice_beside_a_line_is_the_certificates_invoice() -> None:
    record = Record("coo.rcep", lines=[{"invoice_number": "A1"}])
    assert record.as_truth([1], "scan")["fields"] == {"invoice_number": "A1"}


@needs_browser
def test_what_truth_says_stands_in_the_text_layer(tmp_path: Path) -> None:
    kinds = [kind for kind in layouts("development") if kind != "other"][::6]
    files, truth = draw(3, len(kinds), "development", kinds, ["digital"])
    for item in truth:
        with pdfplumber.open(io.BytesIO(files[item["file"]])) as pdf:
            pages = ["".join(char["text"] for char in page.chars) for page in pdf.pages]
        for document in item["documents"]:
            printed = re.sub(r"\W", "", "".join(pages[n - 1] for n in document["pages"])).upper()
            for values in (document["fields"], *document["lines"], *document["materials"]):
                for name in ("exporter", "consignee", "description", "certificate_number", "supplier", "heat_number"):
                    if name in values:
                        assert re.sub(r"\W", "", values[name]).upper() in printed, (
                            document["kind"],
                            name,
                            values[name],
                        )
    write((files, truth), tmp_path)
    assert json.loads((tmp_path / "truth.json").read_text("utf-8")) == truth


def test_misses_on_reporting_layouts_are_refused(tmp_path: Path) -> None:
    (tmp_path / "truth.json").write_text('[{"file": "a.pdf", "layouts": "reporting", "documents": []}]')
    command = [sys.executable, "tests/benchmarks/accuracy.py", "--seed", "5", "--misses", "--corpus", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "must not be looked at" in done.stderr


def test_kinds_without_layouts_are_none() -> None:
    assert set(layouts("development")) == set(KINDS)
    assert isinstance(typeset(random.Random(1), "other", "development"), Printed)
