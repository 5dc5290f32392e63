"""An entry made from its own documents has no finding; changing one value makes only findings that name it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from schemas.entry import EntryLine
from schemas.finding import Finding, Severity, Status
from schemas.record import Marks, Record
from tests.validators import build as b

GOODS = (("STAINLESS STEEL KNIVES", "8211930031"), ("GLASS VASES", "7013990090"), ("COTTON TOWELS", "6302600020"))
CHANGES: dict[str, Any] = {
    "country_of_origin": lambda was: "VN" if was != "VN" else "TH",
    # Weights are compared shipment by shipment within two per cent: a small line must grow by more than that.
    "gross_weight_kg": lambda was: was * 40 + 1000,
    "manifest_quantity": lambda was: was + 3,
    "net_quantity": lambda was: was * 2,
    "hts": lambda was: "3" + was[1:] if was[0] != "3" else "9" + was[1:],
    "invoice_number": lambda was: ("QQ-99731",),
    "invoice_date": lambda was: ("2026-01-15",),
    "manufacturer_id": lambda was: "VN" + was[2:],
    "bl_awb": lambda was: ("MAEU7731194",),
    "export_date": lambda was: was - dt.timedelta(days=40),
}
"""Declared columns, and another value for each."""
ON_PAPER: dict[str, Any] = {
    "origin_country": "TH",
    "consignee": "GREENFIELD PUMPS CORPORATION",
    "invoice_number": "QQ-99731",
    "invoice_date": dt.date(2026, 1, 15),
    "issue_date": dt.date(2027, 3, 1),
    "certificate_number": None,
    "gross_weight_kg": 400000,
    "packages": 90000,
    "hs_code": "310100",
}
"""What a certificate says, and another value for each."""


@st.composite
def shipments(draw: st.DrawFn) -> tuple[list[Record], list[EntryLine]]:
    """A shipment of German goods with certificate, packing list and invoice, and the entry made from them."""
    sailed = draw(st.dates(dt.date(2026, 7, 27), dt.date(2026, 9, 20)))
    invoiced = sailed - dt.timedelta(days=draw(st.integers(3, 8)))
    invoice = f"INV-{draw(st.integers(1000, 9999))}"
    names = {"exporter": "STEINBACH MESSERWERK GMBH", "consignee": "RIVERBEND BRANDS INC."}
    common = {**names, "invoice_number": invoice, "invoice_date": invoiced, "origin_country": "DE"}
    rows: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        packages = draw(st.integers(12, 800))
        net = packages * draw(st.integers(4, 30))
        rows.append({
            "description": GOODS[number][0], "packages": packages, "package_kind": "CARTONS", "unit": "PCS",
            "quantity": packages * draw(st.integers(2, 24)), "net_weight_kg": net, "gross_weight_kg": net + packages,
        })  # fmt: skip
    certified = [{**row, "hs_code": GOODS[n][1][:6], "origin_country": "DE"} for n, row in enumerate(rows)]
    number_of = f"B {draw(st.integers(100000, 999999))}"
    papers = [
        b.record("coo.generic_chamber", {**common, "certificate_number": number_of,
                 "issuer": "INDUSTRIE- UND HANDELSKAMMER HEILBRONN", "issue_date": sailed, "destination_country": "US"},
                 certified, marks=Marks(seal=True, signature=True)),
        b.record("ship.packing_list", common, rows),
        b.record("ship.invoice", common, [{**row, "value": row["quantity"] * 3} for row in rows]),
        b.record("ship.bl", {**names, "bl_number": "HLCU7714402", "issue_date": sailed},
                 [{n: row[n] for n in ("description", "packages", "package_kind", "gross_weight_kg")} for row in rows]),
    ]  # fmt: skip
    lines = [
        b.entry(
            line_no=str(number), entry_type="01", entry_date=sailed + dt.timedelta(days=25),
            summary_date=sailed + dt.timedelta(days=32), import_date=sailed + dt.timedelta(days=24),
            export_date=sailed, importer_name=names["consignee"], consignee_name=names["consignee"],
            manufacturer_id="DESTEMES24HEI", country_of_origin="DE", exporting_country="DE", hts=GOODS[number - 1][1],
            description=row["description"], net_quantity=row["quantity"], unit="NO", relationship="N",
            manifest_quantity=row["packages"], gross_weight_kg=row["gross_weight_kg"],
            entered_value_usd=row["quantity"] * 3, bl_awb=("HLCU7714402",),
            certificate_number=(number_of,), invoice_number=(invoice,), invoice_date=(invoiced.isoformat(),),
        )
        for number, row in enumerate(rows, 1)
    ]  # fmt: skip
    return papers, lines


def raised(papers: list[Record], lines: list[EntryLine]) -> list[Finding]:
    """Findings and questions above info."""
    found = b.judged(papers, lines)
    return [f for f in found if f.status is not Status.NOT_EVALUABLE and f.severity > Severity.INFO]


@given(shipments())
@settings(max_examples=12, deadline=None, phases=[Phase.generate])
def test_an_entry_made_from_its_own_documents_has_no_finding(made: tuple[list[Record], list[EntryLine]]) -> None:
    assert [(f.rule, f.message) for f in raised(*made)] == []


@given(shipments(), st.sampled_from(sorted(CHANGES)), st.data())
@settings(max_examples=24, deadline=None, phases=[Phase.generate])
def test_a_changed_value_makes_findings_that_name_it_and_no_other(
    made: tuple[list[Record], list[EntryLine]], column: str, data: st.DataObject
) -> None:
    papers, lines = made
    # What all lines of an entry say alike is changed on all of them.
    own = column in ("gross_weight_kg", "manifest_quantity", "net_quantity", "hts")
    chosen = {data.draw(st.integers(0, len(lines) - 1))} if own else set(range(len(lines)))
    altered = [_changed(line, column) if n in chosen else line for n, line in enumerate(lines)]
    found = raised(papers, altered)
    assert found, f"nothing says that {column} is another"
    assert [(f.rule, f.message) for f in found if not _names(f, column)] == []


@given(shipments(), st.sampled_from(sorted(ON_PAPER)))
@settings(max_examples=18, deadline=None, phases=[Phase.generate])
def test_a_changed_value_of_the_certificate_makes_findings_that_name_it_and_no_other(
    made: tuple[list[Record], list[EntryLine]], name: str
) -> None:
    (certificate, *others), lines = made
    held = certificate.lines if name in certificate.lines[0] else (certificate.fields,)
    altered = [dict(cells) for cells in held]
    altered[0][name] = None if ON_PAPER[name] is None else b.value(ON_PAPER[name])
    if held is certificate.lines:
        changed = dataclasses.replace(certificate, lines=tuple(altered[:1]) + certificate.lines[1:])
    else:
        changed = dataclasses.replace(certificate, fields=altered[0])
    found = raised([changed, *others], lines)
    assert found, f"nothing says that {name} is another"
    assert [(f.rule, f.message) for f in found if not _names(f, name)] == []


def _changed(line: EntryLine, column: str) -> EntryLine:
    for part in ("text", "numbers", "lists", "dates"):
        values = getattr(line, part)
        if column in values:
            return dataclasses.replace(line, **{part: {**values, column: CHANGES[column](values[column])}})
    raise KeyError(column)


def _names(finding: Finding, column: str) -> bool:
    # The totals of a paper stand beside the entry's sums under the paper's name.
    return any(column in name for name in (*finding.declared, *finding.found)) or column in finding.message
