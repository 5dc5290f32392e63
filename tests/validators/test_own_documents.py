"""An entry made from its own documents has no finding; changing one value makes only findings that name it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from schemas.entry import DATE_COLUMNS, LIST_COLUMNS, NUMBER_COLUMNS, TEXT_COLUMNS, EntryLine
from schemas.finding import Finding, Severity, Status
from schemas.record import Marks, Record
from tests.validators import build as b

GOODS = (("STAINLESS STEEL KNIVES", "8211930031"), ("GLASS VASES", "7013990090"), ("COTTON TOWELS", "6302600020"))
PARTS = {"text": TEXT_COLUMNS, "numbers": NUMBER_COLUMNS, "lists": LIST_COLUMNS, "dates": DATE_COLUMNS}
CHANGES: dict[str, Any] = {
    "adcvd_case": lambda was: ("A-57-033",),
    "bl_awb": lambda was: ("MAEU7731194",),
    "certificate_number": lambda was: ("B 7731194",),
    "chapter99": lambda was: ("9903.01.25",),  # of a duty that had ended
    "country_of_origin": lambda was: "VN" if was != "VN" else "TH",
    "description": lambda was: "WOODEN GARDEN CHAIRS",
    "entered_value_usd": lambda was: was * 4 + 1000,
    "entry_type": lambda was: "03",
    "export_date": lambda was: was - dt.timedelta(days=40),
    "exporting_country": lambda was: "VN",
    # Weights are compared shipment by shipment within two per cent: a small line must grow by more than that.
    "gross_weight_kg": lambda was: was * 40 + 1000,
    "hts": lambda was: "3" + was[1:] if was[0] != "3" else "9" + was[1:],
    "invoice_date": lambda was: ("2026-01-15",),
    "invoice_number": lambda was: ("QQ-99731",),
    "manifest_quantity": lambda was: was + 3,
    "manufacturer_id": lambda was: "VN" + was[2:],
    "net_quantity": lambda was: was * 2,
    "spi": lambda was: "KR",
    "unit": lambda was: "M2",
}
"""Declared columns that a rule holds against the papers or the tables, and another value for each."""
OF_A_LINE = {"description", "gross_weight_kg", "hts", "manifest_quantity", "net_quantity", "unit"}
"""What all lines of an entry say alike is changed on all of them."""
NOTED = {"description"}
"""Other words under the same tariff number are context, not a contradiction."""
SPOKEN = {"adcvd_case": "case"}
"""How findings call it where they speak of what both sides say."""
ON_PAPER: dict[str, Any] = {
    "certificate_number": None,
    "consignee": "GREENFIELD PUMPS CORPORATION",
    "departure_date": dt.date(2026, 6, 1),
    "description": "WOODEN GARDEN CHAIRS",
    "exporter": "OBERLAND GLASHUETTE AG",
    "gross_weight_kg": 400000,
    "hs_code": "310100",
    "invoice_date": dt.date(2026, 1, 15),
    "invoice_number": "QQ-99731",
    "issue_date": dt.date(2027, 3, 1),
    "issuer": "FREUNDE DER SCHMIEDEKUNST",
    "net_weight_kg": 500000,
    "origin_country": "TH",
    "packages": 90000,
    "packages_in_words": 11,
    "quantity": 7,
    "transport": "BY SEA FROM HAIPHONG TO LONG BEACH",
    "unit": "M2",
    "value": 999000,
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
    certified = [
        {**row, "hs_code": GOODS[n][1][:6], "origin_country": "DE", "packages_in_words": row["packages"],
         "value": row["quantity"] * 3, "currency": "USD"}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    number_of = f"B {draw(st.integers(100000, 999999))}"
    papers = [
        b.record("coo.generic_chamber", {**common, "certificate_number": number_of,
                 "issuer": "INDUSTRIE- UND HANDELSKAMMER HEILBRONN", "issue_date": sailed, "destination_country": "US",
                 "departure_date": sailed, "transport": "BY SEA FROM HAMBURG TO LONG BEACH"},
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


def raised(papers: list[Record], lines: list[EntryLine], least: Severity = Severity.WARNING) -> list[Finding]:
    """Findings and questions of a severity or more."""
    found = b.judged(papers, lines)
    return [f for f in found if f.status is not Status.NOT_EVALUABLE and f.severity >= least]


@given(shipments())
@settings(max_examples=12, deadline=None, phases=[Phase.generate])
def test_an_entry_made_from_its_own_documents_has_no_finding(made: tuple[list[Record], list[EntryLine]]) -> None:
    assert [(f.rule, f.message) for f in raised(*made)] == []


@pytest.mark.parametrize("column", CHANGES)
@given(shipments(), st.data())
@settings(max_examples=2, deadline=None, phases=[Phase.generate])
def test_a_changed_value_makes_findings_that_name_it_and_no_other(
    column: str, made: tuple[list[Record], list[EntryLine]], data: st.DataObject
) -> None:
    papers, lines = made
    own = column in OF_A_LINE
    chosen = {data.draw(st.integers(0, len(lines) - 1))} if own else set(range(len(lines)))
    altered = [_changed(line, column) if n in chosen else line for n, line in enumerate(lines)]
    found = raised(papers, altered, least=Severity.INFO if column in NOTED else Severity.WARNING)
    assert found, f"nothing says that {column} is another"
    assert [(f.rule, f.message) for f in found if not _names(f, column)] == []


@pytest.mark.parametrize("name", ON_PAPER)
@given(shipments())
@settings(max_examples=2, deadline=None, phases=[Phase.generate])
def test_a_changed_value_of_the_certificate_makes_findings_that_name_it_and_no_other(
    name: str, made: tuple[list[Record], list[EntryLine]]
) -> None:
    (certificate, *others), lines = made
    held = certificate.lines if name in certificate.lines[0] else (certificate.fields,)
    altered = [dict(cells) for cells in held]
    altered[0][name] = None if ON_PAPER[name] is None else b.value(ON_PAPER[name])
    if held is certificate.lines:
        changed = dataclasses.replace(certificate, lines=tuple(altered[:1]) + certificate.lines[1:])
    else:
        changed = dataclasses.replace(certificate, fields=altered[0])
    found = raised([changed, *others], lines, least=Severity.INFO if name in NOTED else Severity.WARNING)
    assert found, f"nothing says that {name} is another"
    assert [(f.rule, f.message) for f in found if not _names(f, name)] == []


def _changed(line: EntryLine, column: str) -> EntryLine:
    part = next(name for name, columns in PARTS.items() if column in columns)
    values = getattr(line, part)
    return dataclasses.replace(line, **{part: {**values, column: CHANGES[column](values.get(column))}})


def _names(finding: Finding, column: str) -> bool:
    # The totals of a paper stand beside the entry's sums under the paper's name.
    called = (column, SPOKEN.get(column, column))
    return any(c in name for name in (*finding.declared, *finding.found) for c in called) or column in finding.message
