"""Rules about making: each once where it holds and once where it does not (DOMAIN.md 5.11, 5.12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from schemas.entry import EntryLine
from schemas.finding import Finding, Severity, Status
from schemas.record import Record
from tests.validators import build as b
from validators.settings import RuleSettings

DAY = dt.date
CODE, OTHER_CODE = "91110000101623741K", "911101066976941872"
"""Two tax numbers whose check digits hold."""
MAKER = "NINGBO HAIOU LIGHTING CO., LTD."


def paper(kind: str, *lines: Mapping[str, Any], materials: Sequence[Mapping[str, Any]] = (), **fields: Any) -> Record:
    name = fields.pop("named", kind)
    return b.record(f"fac.{kind}", fields, lines, materials=materials, document=f"sha256:{name}#1")


def log(*processes: str, **line: Any) -> Record:
    rows = [{"description": "LED LAMPS", "process": process, **line} for process in processes]
    return paper("batch_log", *rows)


def stock(**amounts: float) -> Record:
    return paper("stock_ledger", {"description": "STEEL SHEET", "unit": "KG", **amounts})


def bought(description: str = "STEEL SHEET", **line: Any) -> Record:
    heads = ("buyer", "supplier", "issue_date", "named", "amount", "buyer_tax_number", "supplier_tax_number")
    fields = {name: line.pop(name) for name in heads if name in line}
    given = {"issue_date": DAY(2026, 2, 1), **fields}
    return paper(
        "vat_invoice", {"description": description, "quantity": 100, "unit": "KG", **line}, materials=(), **given
    )


def bill(*materials: Mapping[str, Any]) -> Record:
    return paper("bom", materials=materials)


def material(**cells: Any) -> dict[str, Any]:
    return {"description": "STEEL SHEET", "quantity": 0.5, "unit": "KG", **cells}


def moved(kind: str, quantity: float, description: str = "STEEL SHEET") -> Record:
    return paper(kind, {"description": description, "quantity": quantity, "unit": "KG"})


def imported(**line: Any) -> Record:
    fields = {"issue_date": line.pop("issue_date", DAY(2026, 3, 1)), "origin_country": line.pop("origin_country", "CN")}
    goods = {"description": "LED LAMPS", "hs_code": "940542", "quantity": 9000, "unit": "PCS", **line}
    return paper("import_declaration_other", goods, **fields)


def mill(quantity: float = 6.2, heat: str = "H26-0411") -> Record:
    line = {"description": "STEEL PIPE", "heat_number": heat, "quantity": quantity, "unit": "T"}
    return paper("mtc", line, origin_country="CN")


def packed(heat: str) -> Record:
    return paper("fg_receipt", {"description": "STEEL PIPE", "heat_number": heat})


PRESS = paper("equipment_list", {"description": "LAMP LINE", "quantity": 2, "capacity": "500 pcs/day"})
MADE = b.production_order(start_date=DAY(2026, 3, 1), finish_date=DAY(2026, 3, 8), unit="PCS")
PIPE = b.declared(hts="7306305032", description="STEEL PIPE", net_quantity=6010, unit="KG", gross_weight_kg=6600)
VIETNAMESE = b.declared(country_of_origin="VN")
ENTRY = b.declared()


@dataclass(frozen=True)
class Case:
    """`failing` makes the rule speak, with this severity and these words; `passing` does not."""

    rule: str
    severity: Severity
    says: str
    failing: Sequence[Record]
    passing: Sequence[Record]
    line: EntryLine = ENTRY


W, E, C, I = Severity.WARNING, Severity.ERROR, Severity.CRITICAL, Severity.INFO  # noqa: E741 - severities in a table
CASES = [
    Case("fac.capacity", W, "1,000 a day, so 8,000 were possible: 120 %", [MADE, PRESS],
         [b.production_order(start_date=DAY(2026, 2, 20), finish_date=DAY(2026, 3, 8), unit="PCS"), PRESS]),
    Case("fac.capacity", C, "9,600 were made in 2 days",
         [b.production_order(start_date=DAY(2026, 3, 7), finish_date=DAY(2026, 3, 8), unit="PCS"), PRESS], [MADE]),
    Case("fac.mtc-heat", E, "6,010 kg were shipped; the mill certificates cover 5,800 kg: 210 kg", [mill(5.8)],
         [mill()], PIPE),
    Case("fac.mtc-heat", E, "the mill certificates cover 6,009 kg: 1 kg", [mill(6.0094)], [mill(6.0096)], PIPE),
    Case("fac.mtc-heat", E, "heats H26-0999, which no mill certificate", [mill(), packed("H26-0999")],
         [mill(), packed("H26 0411")], PIPE),
    Case("fac.lot-link", E, "lots B-2", [log("Pressing", lot_number="B-2"), b.production_order(lot_number="B-1")],
         [log("Pressing", lot_number="B1"), b.production_order(lot_number="B-1")]),
    Case("fac.labour-hours", W, "show 40 hours; the production logs count 100: 40 %",
         [log("Pressing", hours=100), paper("timecard", {"hours": 36, "overtime_hours": 4})],
         [log("Pressing", hours=100), paper("timecard", {"hours": 90})]),
    Case("fac.labour-hours", C, "20 %", [log("Pressing", hours=100), paper("timecard", {"hours": 20})],
         [paper("timecard", {"hours": 20})]),
    Case("fac.vat-party", E, "made out to BLUE WATER TRADING LTD; the goods were made by NINGBO HAIOU",
         [MADE, bought(buyer="BLUE WATER TRADING LTD")], [MADE, bought(buyer="Ningbo Haiou Lighting")]),
    Case("fac.payment", W, "other payees than LINYI STEEL CO",
         [bought(supplier="LINYI STEEL CO LTD"), paper("payment", payee="SHANGHAI FAR EAST CO LTD")],
         [bought(supplier="LINYI STEEL CO LTD"), paper("payment", payee="LINYI STEEL CO., LTD")]),
    Case("fac.stock-roll", E, "40 + 268 - 300 = 8; the ledger closes with 80",
         [stock(opening_quantity=40, received_quantity=268, issued_quantity=300, closing_quantity=80)],
         [stock(opening_quantity=40, received_quantity=268, issued_quantity=300, closing_quantity=8)]),
    Case("fac.invoice-arith", E, "100 × 4.5 = 450.00; the invoice says 540", [bought(unit_price=4.5, value=540)],
         [bought(unit_price=4.5, value=450)]),
    Case("fac.invoice-arith", E, "450 at 13 % is 58.50 tax; the invoice says 50",
         [bought(value=450, tax_rate="13%", tax=50)], [bought(value=450, tax_rate="13%", tax=58.45)]),
    Case("fac.invoice-arith", E, "450 + 58.5 tax = 508.50; the total is 580.5",
         [bought(value=450, tax=58.5, amount=580.5)], [bought(value=450, tax=58.5, amount=508.5)]),
    Case("fac.vat-party", E, f"under several tax numbers: {CODE}, {OTHER_CODE}",
         [bought(buyer=MAKER, buyer_tax_number=CODE),
          bought(buyer=MAKER, buyer_tax_number=OTHER_CODE, named="second")],
         [bought(buyer=MAKER, buyer_tax_number=CODE),
          bought(buyer="SHANGHAI FAR EAST CO LTD", buyer_tax_number=OTHER_CODE, named="second")]),
    Case("st.minor-operation", W, "Threading only", [log("Threading")], [log("Threading", "Extrusion")]),
    Case("fac.finished-goods-buy", C, "100 KG of LED LAMPS 12W were bought", [MADE, bought("LED LAMPS 12W")],
         [MADE, bought("LED LAMP HOUSING"), bought("LED LAMPS", supplier=MAKER, named="from the maker")]),
    Case("fac.input-origin", W, "none for GLUE",
         [replace(bill(material(origin_country="CN"), material(description="GLUE")), read_by=("text",))],
         [paper("bom", {"description": "LED LAMPS"}, materials=[
             material(origin_country="CN"), material(description="GLUE")]), bought("GLUE")]),
    Case("fac.mass-balance", C, "9,600 × 0.5 × 1.1 = 5,280.0 KG of STEEL SHEET; 4,000 were received, enough for "
         "7,272.7: the output is 132 % of what was possible, 2,327.3 short",
         [MADE, bill(material(scrap="10 %")), moved("goods_receipt", 4000)],
         [MADE, bill(material(scrap="10 %")), moved("goods_receipt", 5300)]),
    Case("fac.mass-balance", C, "9,600 × 0.5 / 0.8 = 6,000.0", [MADE, bill(material(**{"yield": "80%"})),
         moved("goods_receipt", 5000)], [MADE, bill(material()), moved("goods_receipt", 4000),
         stock(opening_quantity=1000)]),
    Case("fac.mass-balance", E, "the output is 67 % of what was possible, 4,800.0 over",
         [MADE, bill(material()), moved("material_issue", 7200)],
         [MADE, bill(material()), moved("goods_receipt", 7200)]),
    Case("fac.mass-balance", I, "4,000 were bought", [MADE, bill(material()), bought(quantity=4000)],
         [MADE, bill(material()), bought(quantity=5000)]),
    Case("fac.yield-range", W, "40 of 100 were scrapped, 40 %; the bill of materials reckons with 10.0 %",
         [bill(material(scrap="10%")), log("Pressing", input_quantity=100, scrap_quantity=40)],
         [bill(material(scrap="10%")), log("Pressing", input_quantity=100, scrap_quantity=25)]),
    Case("st.minor-operation", E, "Galvanising, Labelling only", [log("Galvanising", "Labelling")],
         [log("Galvanising", "Extrusion")]),
    Case("st.minor-operation", C, "inputs come from another country", [log("Cutting to length"), bought()],
         [log("Injection moulding"), bought()], VIETNAMESE),
    Case("st.no-tariff-shift", E, "LAMP BODIES from CN is of heading 9405 like the goods",
         [bill(material(description="LAMP BODIES", hs_code="940599", origin_country="CN"))],
         [bill(material(hs_code="720917", origin_country="CN"))], VIETNAMESE),
    Case("st.value-added-low", W, "cost 100, 80 of it from other countries: 20 % is local",
         [bill(material(value=80, origin_country="CN"), material(value=20, origin_country="VN"))],
         [bill(material(value=20, origin_country="CN"), material(value=80, origin_country="VN"))], VIETNAMESE),
    Case("route.fg-import", C, "came from CN, 13 days before export of 2026-03-14, as goods like those declared of VN: "
         "9,000 of 9,600 NO = 93.8 %", [imported()], [imported(hs_code="850440", description="DRIVERS")], VIETNAMESE),
    Case("route.fg-import", E, "1,000 of 9,600 NO", [imported(quantity=1000)],
         [imported(issue_date=DAY(2025, 10, 1)), imported(origin_country="VN")], VIETNAMESE),
]  # fmt: skip
TRIED = {case.rule for case in CASES}
IDS = [f"{case.rule}-{case.severity.label}" for case in CASES]


def found(records: Sequence[Record], case: Case) -> list[Finding]:
    return b.raised(b.judged(records, [case.line]), case.rule)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_rule_finds_what_it_is_for(case: Case) -> None:
    (finding,) = found(case.failing, case)[:1]
    assert case.says in finding.message
    assert (finding.severity, finding.status) == (case.severity, Status.FINDING)
    assert finding.evidence


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_rule_is_silent_where_it_holds(case: Case) -> None:
    assert found(case.passing, case) == []


def test_a_tax_number_that_fails_its_check_digit_is_asked() -> None:
    (asked,) = b.raised(
        b.judged([bought(buyer=MAKER, buyer_tax_number="91110000101623741A")], [ENTRY]), "fac.vat-party"
    )
    assert asked.status is Status.QUESTION
    assert "the check digit of tax number 91110000101623741A does not hold" in asked.message
    assert b.raised(b.judged([bought(buyer_tax_number=CODE)], [ENTRY]), "fac.vat-party") == []


def test_the_gross_weight_beyond_what_mills_certified_is_a_question() -> None:
    line = b.declared(hts="7306305032", description="STEEL PIPE", net_quantity=None, gross_weight_kg=6010)
    (asked,) = b.raised(b.judged([mill(5.8)], [line]), "fac.mtc-heat")
    assert (asked.status, "6,010 kg gross were shipped" in asked.message) == (Status.QUESTION, True)


def test_minor_operations_of_no_source_stay_at_warning_until_confirmed() -> None:
    sure = RuleSettings(confirmed=frozenset({"processes"}))
    (finding,) = b.raised(b.judged([log("Threading")], [ENTRY], sure), "st.minor-operation")
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("rule", "records", "names"),
    [
        ("fac.capacity", [b.production_order(quantity=None), PRESS], "the factory record shows no total_quantity"),
        ("fac.stock-roll", [stock(opening_quantity=40)], "shows no received_quantity"),
        ("st.minor-operation", [log("Frobnication")], "does not know all of Frobnication"),
        ("route.fg-import", [imported(quantity=None)], "shows no quantity"),
        ("fac.mtc-heat", [mill(quantity=None)], "shows no total_quantity"),  # pyright: ignore[reportArgumentType]
    ],
)
def test_what_cannot_be_judged_is_named(rule: str, records: Sequence[Record], names: str) -> None:
    line = PIPE if rule == "fac.mtc-heat" else VIETNAMESE
    assert any(names in f.message for f in b.unjudged(b.judged(records, [line]), rule))
