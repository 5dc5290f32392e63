"""Each rule once where it holds and once where it does not; clean shipments are silent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from schemas.entry import EntryLine
from schemas.finding import Severity, Status
from schemas.record import Marks, Record
from tests.validators import build as b
from tests.validators import (
    test_carriage_rules,
    test_factory_rules,
    test_forced_labour,
    test_ledger,
    test_lists,
    test_papers,
    test_tracing,
)
from validators.rule import catalogue

DAY = dt.date
SECOND = "9QX-0012477-3"


@dataclass(frozen=True)
class Case:
    rule: str
    records: Sequence[Record]
    lines: Sequence[EntryLine]
    severity: Severity
    says: str


def chinese(rule: str, severity: str, says: str, *, line: Any = None, entry: Any = None, **fields: Any) -> Case:
    """A case that changes the certificate or the entry of the clean Chinese shipment."""
    return Case(rule, [b.certificate(line, **fields)], [b.declared(**(entry or {}))], Severity[severity], says)


def korean(rule: str, severity: str, says: str, *, line: Any = None, entry: Any = None, **fields: Any) -> Case:
    return Case(rule, [b.korus(line, **fields)], [b.korean(**(entry or {}))], Severity[severity], says)


UNMARKED = Marks(signature=True)
CODED = Marks(seal=True, qr="https://origin.customs.gov.cn/?c=C263302A11800217&d=20260312")
FAILING = [
    chinese("doc.number.missing", "ERROR", "shows no certificate number", certificate_number=None),
    chinese("doc.number.format", "WARNING", "24-XX-9", certificate_number="24-XX-9"),
    chinese("doc.number.format", "INFO", "24C3302A1180-00217", certificate_number="24C3302A1180-00217"),
    chinese("doc.number.format", "INFO", "24C3302A1180 ", certificate_number="24C3302A1180"),
    chinese("doc.seal.missing", "ERROR", "No seal", marks=UNMARKED),
    chinese(
        "doc.qr.mismatch",
        "CRITICAL",
        "holds number C263302A11800217; printed is C263302A11809999",
        marks=CODED,
        issuer="NINGBO CUSTOMS",
        certificate_number="C263302A11809999",
    ),
    chinese("doc.copy-not-original", "WARNING", "copy", marks=Marks(seal=True, signature=True, copy=True)),
    chinese("doc.expired", "WARNING", "12 months", issue_date=DAY(2025, 3, 1)),
    chinese("doc.expired", "ERROR", "12 months", issue_date=DAY(2025, 3, 1), kind="coo.rcep"),
    chinese("doc.retro.unmarked", "WARNING", "6 days after shipment (2026-03-14)", issue_date=DAY(2026, 3, 20)),
    chinese("doc.retro.unmarked", "ERROR", "6 days", issue_date=DAY(2026, 3, 20), kind="coo.acfta.form_e"),
    chinese("doc.retro.marked-early", "WARNING", "2026-03-12", marks=Marks(seal=True, retroactive=True)),
    chinese("date.future", "WARNING", "2026-06-12", issue_date=DAY(2026, 6, 12)),
    chinese("issuer.unauthorised", "CRITICAL", "SELANGOR", issuer="SELANGOR COMMERCE & LOGISTICS CENTRE"),
    chinese("issuer.unauthorised", "CRITICAL", "BRIGHTWAY", issuer="BRIGHTWAY DOCUMENTS BUREAU"),
    chinese(
        "issuer.wrong-date",
        "ERROR",
        "2026-03-12",
        issuer="ENTRY-EXIT INSPECTION AND QUARANTINE OF THE PEOPLE'S REPUBLIC OF CHINA",
    ),
    chinese("issuer.country-mismatch", "CRITICAL", "VN", issuer="MINISTRY OF INDUSTRY AND TRADE OF VIETNAM"),
    chinese("issuer.country-mismatch", "WARNING", "KR", issuer="KOREA CHAMBER OF COMMERCE AND INDUSTRY"),
    chinese(
        "issuer.seal-text-mismatch",
        "ERROR",
        "The seal reads 中国国际贸易促进委员会",
        seal_text="中国国际贸易促进委员会",
        issuer="NINGBO CUSTOMS, P.R. CHINA",
    ),
    chinese("issuer.unlisted", "INFO", "not listed", issuer="RIVERSIDE CHAMBER OF COMMERCE"),
    chinese(
        "origin.country-mismatch",
        "CRITICAL",
        "names VN as origin; the entry declares CN",
        line={"origin_country": "VN"},
    ),
    chinese("origin.mid-country", "WARNING", "VN", entry={"manufacturer_id": "VNNINHAI18NIN"}),
    chinese("origin.mid-country", "ERROR", "CN", entry={"country_of_origin": "VN"}),
    Case(
        "origin.statement-conflict",
        [b.certificate(), b.invoice(origin_country="VN")],
        [b.declared()],
        Severity.ERROR,
        "The invoice states origin VN; the certificate names CN",
    ),
    chinese("party.consignee", "WARNING", "BLUE RIDGE", consignee="BLUE RIDGE LIGHTING LLC"),
    Case(
        "party.exporter",
        [b.certificate(), b.invoice(exporter="HARBOUR STAR TRADING LTD")],
        [b.declared()],
        Severity.WARNING,
        "HARBOUR STAR",
    ),
    Case(
        "ref.bl",
        [b.bill(bl_number="MAEU5551234")],
        [b.declared(bl_awb=("COSU6001239",))],
        Severity.ERROR,
        "MAEU5551234",
    ),
    korean("prog.criterion-invalid", "WARNING", "criterion X", line={"origin_criterion": "X"}),
    chinese("fl.xinjiang-mention", "CRITICAL", "SHIHEZI", exporter_address="12 BEIQUAN ROAD, SHIHEZI 832000, CHINA"),
    chinese("party.producer-hidden", "INFO", "AVAILABLE", producer="AVAILABLE ON REQUEST"),
    chinese("goods.hs6", "WARNING", "940549", line={"hs_code": "940549"}),
    chinese("goods.hs6", "ERROR", "9403", line={"hs_code": "940360"}),
    chinese("goods.hs6", "CRITICAL", "851310", line={"hs_code": "851310"}),
    chinese("goods.description", "WARNING", "PORCELAIN", line={"description": "PORCELAIN CUPS", "hs_code": "691110"}),
    Case(
        "goods.missing-on-cert",
        [b.certificate()],
        [b.declared(), b.declared(line_no="2", hts="6911103500", description="PORCELAIN CUPS", net_quantity=77)],
        Severity.WARNING,
        "PORCELAIN CUPS",
    ),
    Case(
        "goods.extra-on-cert",
        [
            b.record(
                "coo.cn.nonpref",
                b.CERTIFICATE,
                [b.CERTIFICATE_LINE, {**b.CERTIFICATE_LINE, "description": "PORCELAIN CUPS", "hs_code": "691110"}],
            )
        ],
        [b.declared()],
        Severity.INFO,
        "PORCELAIN CUPS",
    ),
    chinese("qty.packages", "ERROR", "800 packages, the entry 780: 2.5 % less", entry={"manifest_quantity": 780}),
    chinese("qty.words-figures", "ERROR", "480 packages in words and 800", line={"packages_in_words": 480}),
    chinese("qty.hts-units", "ERROR", "entered 9,900: 3.1 % more", entry={"net_quantity": 9900}),
    chinese("qty.hts-units", "CRITICAL", "entered 12,000: 25.0 % more", entry={"net_quantity": 12000}),
    chinese("weight.gross", "WARNING", "6,200 kg: 3.2 % more", entry={"gross_weight_kg": 6200}),
    chinese("weight.gross", "ERROR", "7,010 kg: 16.6 % more", entry={"gross_weight_kg": 7010}),
    chinese("weight.net-exceeds-gross", "ERROR", "6,100 kg net", line={"net_weight_kg": 6100}),
    chinese("ref.invoice-no", "ERROR", "HK-2026-118", entry={"invoice_number": ("HK-2026-118",)}),
    chinese("ref.invoice-date", "WARNING", "2026-03-05", entry={"invoice_date": ("2026-03-05",)}),
    chinese(
        "ref.certificate-no", "WARNING", "24C3302A1180/00931", entry={"certificate_number": ("24C3302A1180/00931",)}
    ),
    korean("prog.no-certificate", "CRITICAL", "claims KR (KORUS)", kind="coo.ckfta"),
    korean("prog.form-mismatch", "CRITICAL", "China-Korea FTA", kind="coo.ckfta"),
    korean("prog.country-ineligible", "CRITICAL", "goods of CN", entry={"country_of_origin": "CN"}),
    korean("prog.lapsed", "CRITICAL", "claims A (GSP)", entry={"spi": "A"}),
    korean("prog.cert-after-claim", "CRITICAL", "2026-05-13", issue_date=DAY(2026, 5, 13)),
    korean("prog.blanket-window", "CRITICAL", "2025-12-31", blanket_to=DAY(2025, 12, 31)),
    korean("prog.blanket-window", "CRITICAL", "2027-06-30", blanket_to=DAY(2027, 6, 30)),
    chinese("prog.cert-not-us", "INFO", "not party", kind="coo.rcep"),
    Case(
        "fac.prod-after-ship",
        [b.production_order(finish_date=DAY(2026, 3, 17))],
        [b.declared()],
        Severity.CRITICAL,
        "3 days after the goods were shipped on 2026-03-14",
    ),
    Case(
        "x.cert-reuse", [b.certificate()], [b.declared(), b.declared(SECOND)], Severity.ERROR, f"2 entries: {b.CHINESE}"
    ),
    Case(
        "x.drawdown",
        [b.certificate({"gross_weight_kg": 9000, "packages": 1200})],
        [b.declared(gross_weight_kg=6010), b.declared(SECOND, gross_weight_kg=4130, manifest_quantity=550)],
        Severity.CRITICAL,
        "weight 10,140 of 9,000 kg = 112.7 %",
    ),
    chinese("adcvd.case-format", "CRITICAL", "A-5709", entry={"adcvd_case": ("A-5709",), "entry_type": "03"}),
    chinese("adcvd.type03-without-case", "ERROR", "type 03", entry={"entry_type": "03"}),
    chinese("ch99.expired", "CRITICAL", "9903.01.24", entry={"chapter99": ("9903.01.24",)}),
    Case("link.missing-document", [], [b.declared()], Severity.INFO, "no certificate of origin, packing list, invoice"),
]


@pytest.mark.parametrize("case", FAILING, ids=lambda case: f"{case.rule}-{case.severity.label}-{case.says[:12]}")
def test_a_rule_finds_what_it_is_for(case: Case) -> None:
    findings = [f for f in b.judged(case.records, case.lines) if f.rule == case.rule]
    assert [f.severity for f in findings][:1] == [case.severity]
    assert case.says in findings[0].message
    assert findings[0].basis
    assert findings[0].action
    assert findings[0].status in (Status.FINDING, Status.NOT_EVALUABLE)


CLEAN_CHINESE = (
    [b.certificate(), b.packing_list(), b.invoice(), b.production_order()],
    [b.declared()],
)
CLEAN_KOREAN = ([b.korus()], [b.korean()])


@pytest.mark.parametrize(("records", "lines"), [CLEAN_CHINESE, CLEAN_KOREAN], ids=["Chinese", "Korean, DOMAIN 7.11"])
def test_a_clean_shipment_is_silent_above_info(records: list[Record], lines: list[EntryLine]) -> None:
    assert [f for f in b.judged(records, lines) if f.severity > Severity.INFO] == []


def test_every_rule_is_tried_and_passes_on_a_clean_shipment() -> None:
    """The failing cases cover the catalogue; on clean shipments none of them speaks."""
    tried = (
        {case.rule for case in FAILING}
        | test_lists.TRIED
        | test_factory_rules.TRIED
        | test_carriage_rules.TRIED
        | test_ledger.TRIED
        | test_papers.TRIED
        | test_tracing.TRIED
        | test_forced_labour.TRIED
        | {"doc.low-confidence"}
    )
    assert {rule.code for rule in catalogue()} - tried == set()
    spoken = {f.rule for pair in (CLEAN_CHINESE, CLEAN_KOREAN) for f in b.judged(*pair) if f.status is Status.FINDING}
    assert spoken == set()


def test_a_finding_quotes_both_sides_with_evidence() -> None:
    [finding] = b.raised(b.judged([b.certificate({"origin_country": "VN"})], [b.declared()]), "origin.country-mismatch")
    assert finding.declared == {"country_of_origin": "CN"}
    assert finding.found == {"origin_country": "VN"}
    assert finding.line_no == "1"
    assert finding.documents == ("sha256:coo.cn.nonpref#1",)
    assert [(e.document, e.field, e.page, e.box) for e in finding.evidence] == [
        ("sha256:coo.cn.nonpref#1", "origin_country", 1, b.PLACE)
    ]


def test_a_code_that_holds_the_printed_number_is_silent_and_one_slip_is_asked() -> None:
    def found(number: str) -> list[Status]:
        paper = b.certificate(marks=CODED, issuer="NINGBO CUSTOMS", certificate_number=number)
        return [f.status for f in b.raised(b.judged([paper], []), "doc.qr.mismatch")]

    assert found("C263302A1180 0217") == []
    assert found("C263302A11800277") == [Status.QUESTION]


@pytest.mark.parametrize("declared", ["COSU6001239", "6001239", "cosu-6001239"])
def test_a_bill_with_and_without_its_carriers_code_is_the_same_bill(declared: str) -> None:
    found = b.judged([b.bill()], [b.declared(bl_awb=(declared, "HB-7"))])
    assert b.raised(found, "ref.bl") == []


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("description", "HAMI MELON CANDY", []),
        ("description", "COTTON FROM XINJIANG", ["XINJIANG"]),
        ("exporter_address", "HAMI CITY", ["HAMI"]),
        ("exporter_address", "新疆阿克苏市", ["新疆"]),
        ("exporter_address", "12 SHAMIRA ROAD, NINGBO", []),
    ],
)
def test_a_place_is_named_where_it_can_only_be_one(field: str, text: str, said: list[str]) -> None:
    changed = b.certificate({field: text}) if field == "description" else b.certificate(**{field: text})
    found = b.raised(b.judged([changed], [b.declared()]), "fl.xinjiang-mention")
    assert [any(f"mentions {place}," in finding.message for finding in found) for place in said] == [True] * len(said)
    assert len(found) == len(said)
    assert all(finding.evidence[0].field == field for finding in found if field != "description")


@pytest.mark.parametrize(
    ("kind", "criterion", "known"),
    [
        ("coo.rcep", '"PE"', True), ("coo.rcep", "RVC 45% ACU", True), ("coo.rcep", "P", False),
        ("coo.gsp.form_a", "Y 35%", True), ("coo.gsp.form_a", "W 9405", True), ("coo.gsp.form_a", "PSR", False),
        ("coo.gsp.form_a", "50%", True),
        ("cert.usmca", "4.2(b)", True), ("cert.usmca", "E", False), ("coo.generic_chamber", "ANYTHING", True),
    ],
)  # fmt: skip
def test_criteria_are_held_against_the_list_of_their_form(kind: str, criterion: str, known: bool) -> None:
    paper = b.certificate({"origin_criterion": criterion}, kind=kind)
    assert (b.raised(b.judged([paper], [b.declared()]), "prog.criterion-invalid") == []) is known
