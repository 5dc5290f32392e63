"""Rules about carriage and days: each once where it holds and once where it does not (DOMAIN.md 5.7, 5.8, 5.11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from schemas.entry import EntryLine
from schemas.finding import Finding, Severity, Status
from schemas.record import Record
from tests.validators import build as b
from tests.validators.test_factory_rules import imported, log, moved, paper, stock

DAY = dt.date
ENTRY = b.declared()
VIETNAMESE = b.declared(country_of_origin="VN", exporting_country="VN")
BOX, OTHER = "TSTU7001120", "MSKU4412305"


def bill(**fields: Any) -> Record:
    return b.bill(**{"port_of_loading": "NINGBO", "issue_date": DAY(2026, 3, 14), **fields})


def gate(place: str = "XIAMEN", box: str = BOX) -> Record:
    return paper("dispatch", container=box, loading_place=place, issue_date=DAY(2026, 3, 6))


def received(day: DAY, name: str = "STEEL SHEET") -> Record:
    return paper("goods_receipt", {"description": name, "quantity": 10, "unit": "KG"}, issue_date=day)


@dataclass(frozen=True)
class Case:
    """`failing` makes the rule speak, with this severity and these words; `passing` does not."""

    rule: str
    severity: Severity
    says: str
    failing: Sequence[Record]
    passing: Sequence[Record]
    lines: Sequence[EntryLine] = (ENTRY,)


W, E, C = Severity.WARNING, Severity.ERROR, Severity.CRITICAL
STARTED = log("Pressing", start_date=DAY(2026, 2, 20))
CASES = [
    Case("ref.container", C, f"names container {OTHER}; the bill of lading carries {BOX}",
         [b.packing_list(container=OTHER), bill(container=BOX)], [b.packing_list(container=BOX), bill(container=BOX)]),
    Case("ref.vessel", W, "EVER GLORY; the bill of lading COSCO SHIPPING ROSE",
         [b.invoice(vessel="EVER GLORY"), bill(vessel="COSCO SHIPPING ROSE")],
         [b.invoice(vessel="MV COSCO SHIPPING ROSE V.021W"), bill(vessel="COSCO SHIPPING ROSE")]),
    Case("ref.marks", W, "count 500 packages; the line has 800", [b.certificate({"marks": "PHS C/NO. 1-500"})],
         [b.certificate({"marks": "PHS C/NO.1-800 MADE IN CHINA"})]),
    Case("ref.po", W, "customer order PO-7; the entry and its shipping papers name PO-8",
         [b.record("fac.production_order", {**b.ORDER, "order_number": "PO-7"}, [b.ORDER_LINE])],
         [b.record("fac.production_order", {**b.ORDER, "order_number": "p0 8"}, [b.ORDER_LINE])],
         [b.declared(reference_number=("PO-8",))]),
    Case("date.sequence", E, "Production began on 2026-03-09, 1 day after production ended on 2026-03-08",
         [b.production_order(start_date=DAY(2026, 3, 9))], [b.production_order(start_date=DAY(2026, 3, 8))]),
    Case("date.sequence", E, "The invoice was made out on 2026-03-13, 1 day after the certificate was issued",
         [b.certificate(invoice_date=DAY(2026, 3, 13))], [b.certificate(invoice_date=DAY(2026, 3, 12))]),
    Case("date.sequence", E, "The goods were exported on 2026-04-20, 10 days after the goods were imported", [],
         [b.certificate()], [b.declared(export_date=DAY(2026, 4, 20))]),
    Case("fac.prod-before-input", E, "STEEL SHEET was received for the first time on 2026-02-24, 4 days after",
         [STARTED, received(DAY(2026, 2, 24))], [STARTED, received(DAY(2026, 2, 19))]),
    Case("route.short-dwell", C, "imported on 2026-03-11, 3 days before export of 2026-03-14",
         [imported(issue_date=DAY(2026, 3, 11), description="DRIVERS", hs_code="850440")],
         [imported(issue_date=DAY(2026, 3, 1), description="DRIVERS", hs_code="850440")], [VIETNAMESE]),
    Case("route.same-container", C, f"Container {BOX} left XIAMEN (CN) on 2026-03-06; the same container carried these "
         "goods from HAIPHONG, entered as made in VN",
         [gate(), b.packing_list(container=BOX), bill(container=BOX, port_of_loading="HAIPHONG")],
         [gate("HAIPHONG"), bill(container=BOX, port_of_loading="HAIPHONG")], [VIETNAMESE]),
    Case("route.load-port-vs-origin", W, "in NINGBO (CN), which is no feeder port; the entry declares origin VN",
         [bill()], [bill(port_of_loading="SINGAPORE")], [VIETNAMESE]),
    Case("route.undeclared-transit", W, "loads the goods in HAIPHONG (VN), which the route does not name",
         [b.certificate(transport="FROM NINGBO TO LOS ANGELES BY SEA"), bill(port_of_loading="HAIPHONG")],
         [b.certificate(transport="FROM NINGBO TO LOS ANGELES BY SEA"), bill()]),
    Case("route.origin-flip", W, f"entry {b.KOREAN} of 2025-11-01 declared the same goods by the same name of CN", [],
         [b.certificate()],
         [b.declared(country_of_origin="VN", manufacturer_id="VNNINHAI18HAN"),
          b.declared(b.KOREAN, entry_date=DAY(2025, 11, 1))]),
]  # fmt: skip
TRIED = {case.rule for case in CASES}
IDS = [f"{case.rule}-{case.severity.label}" for case in CASES]


def found(records: Sequence[Record], case: Case, lines: Sequence[EntryLine]) -> list[Finding]:
    return b.raised(b.judged(records, lines), case.rule)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_rule_finds_what_it_is_for(case: Case) -> None:
    (finding,) = found(case.failing, case, case.lines)[:1]
    assert case.says in finding.message
    assert (finding.severity, finding.status) == (case.severity, Status.FINDING)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_rule_is_silent_where_it_holds(case: Case) -> None:
    assert found(case.passing, case, case.lines if case.failing else [ENTRY]) == []


def test_a_container_one_character_apart_is_asked() -> None:
    papers = [b.packing_list(container="TSTU7001126"), bill(container=BOX)]
    (asked,) = b.raised(b.judged(papers, [ENTRY]), "ref.container")
    assert asked.status is Status.QUESTION


def test_a_bill_s_own_number_is_no_container_of_it() -> None:
    papers = [b.packing_list(container=BOX), bill(bl_number="ZIMU9828662")]
    assert b.raised(b.judged(papers, [ENTRY]), "ref.container") == []


def test_stock_before_the_first_receipt_lets_making_begin() -> None:
    papers = [STARTED, received(DAY(2026, 2, 24)), stock(opening_quantity=5)]
    assert b.raised(b.judged(papers, [ENTRY]), "fac.prod-before-input") == []


def test_where_a_container_came_from_must_be_a_known_place() -> None:
    papers = [gate("GATE 4"), bill(container=BOX)]
    (open_,) = b.unjudged(b.judged(papers, [VIETNAMESE]), "route.same-container")
    assert "in which country GATE 4 lies is not known" in open_.message


def test_an_issue_date_is_no_receipt() -> None:
    assert b.raised(b.judged([STARTED, moved("material_issue", 10)], [ENTRY]), "fac.prod-before-input") == []
