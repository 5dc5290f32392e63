"""Rules about what papers state besides their typed values, each where it fails and where it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from schemas.entry import EntryLine
from schemas.finding import Severity, Status
from schemas.record import Marks, Record
from schemas.reference.ports import countries_in, port_country
from tests.validators import build as b
from validators import mid

DAY = dt.date
MAKER = {"producer": "NINGBO HAIOU LIGHTING CO., LTD.", "producer_address": "NO. 18 QIUSHI ROAD, NINGBO 315000, CHINA"}
TWO_ORIGINS = b.record(
    "coo.cn.nonpref", b.CERTIFICATE, [b.CERTIFICATE_LINE, {**b.CERTIFICATE_LINE, "origin_country": "VN"}]
)


@dataclass(frozen=True)
class Case:
    rule: str
    severity: str
    says: str
    wrong: tuple[Sequence[Record], Sequence[EntryLine]]
    right: tuple[Sequence[Record], Sequence[EntryLine]]


def paper(rule: str, severity: str, says: str, wrong: Record, right: Record, *lines: EntryLine) -> Case:
    entered = lines or (b.declared(),)
    return Case(rule, severity, says, ([wrong], entered), ([right], entered))


def lined(rule: str, severity: str, says: str, record: Record, wrong: EntryLine, right: EntryLine) -> Case:
    return Case(rule, severity, says, ([record], [wrong]), ([record], [right]))


def bill(**fields: object) -> Record:
    return b.bill(**fields)


CASES = [
    paper("doc.page.incomplete", "ERROR", "counts its pages (1, 3 / 3); page 2 is not there",
          b.certificate(page_count="1, 3 / 3"), b.certificate(page_count="1, 2, 3 / 3")),
    paper("doc.text-after-end-marker", "CRITICAL", "stands 300 CARTONS OF TOYS",
          b.certificate(after_goods="300 CARTONS OF TOYS"), b.certificate()),
    paper("doc.box.mandatory-blank", "WARNING", "nothing in the box for consignee",
          b.certificate(consignee=None, empty_boxes="consignee"), b.certificate()),
    paper("doc.box.mandatory-blank", "ERROR", "nothing in the box for country of origin",
          b.certificate({"origin_country": None}, origin_country=None, empty_boxes="origin_country"), b.certificate()),
    paper("doc.title.unrecognised", "WARNING", "of no kind", b.record("other", {}), b.certificate()),
    paper("origin.marking", "ERROR", "MADE IN VN; the entry declares origin CN",
          b.certificate({"marks": "N/M CTN 1-800 MADE IN VIETNAM"}), b.certificate({"marks": "MADE IN P.R. CHINA"})),
    paper("origin.cert-internal", "ERROR", "produced in VN; the same certificate states origin CN",
          b.certificate(declaration="that all the goods were produced in VIETNAM and comply"),
          b.certificate(declaration="that all the goods were produced in CHINA and comply")),
    paper("origin.export-country", "WARNING", "loading in KR; the entry declares exporting country CN",
          bill(port_of_loading="BUSAN, KOREA"), bill(port_of_loading="NINGBO")),
    lined("origin.china-as-hk-mo", "ERROR", "places the maker in CN; the entry declares origin HK",
          b.certificate(**MAKER), b.declared(country_of_origin="HK"), b.declared()),
    paper("party.address-country", "ERROR", "address is in VN; the certificate states origin CN",
          b.certificate(**{**MAKER, "producer_address": "LOT 7, BAC NINH, VIETNAM"}), b.certificate(**MAKER)),
    paper("party.shell-address", "WARNING", "is an office: ROOM",
          b.certificate(**{**MAKER, "producer_address": "ROOM 1203, 88 ZHONGSHAN ROAD, NINGBO, CHINA"}),
          b.certificate(**MAKER)),
    lined("party.related", "WARNING", "share the name SHINCO",
          b.invoice(exporter="SHINCO ELECTRIC CO., LTD.", consignee="SHINCO AMERICA INC."),
          b.declared(relationship="N"), b.declared(relationship="Y")),
    paper("prog.signatory", "WARNING", "as the exporter; the certification names HANIL TRADING CO., LTD. in that role",
          b.korus(certifier="KIM LEE CUSTOMS BROKERS", certifier_role="exporter", exporter="HANIL TRADING CO., LTD."),
          b.korus(), b.korean(spi=None)),
    lined("value.fob", "CRITICAL", "shows a value of 96,000 USD, the entry 40,000 USD: 58.3 % less",
          b.certificate({"value": 96000, "currency": "USD"}), b.declared(), b.declared(entered_value_usd=96040)),
    lined("value.fob", "ERROR", "shows a value of 96,000 USD, the entry 138,600 USD: 44.4 % more",
          b.certificate({"value": 96000, "currency": "USD"}), b.declared(entered_value_usd=138600),
          b.declared(entered_value_usd=95500)),
    Case("date.issue-vs-ship", "WARNING", "issued on 2026-03-20, 8 days after the bill of lading of 2026-03-12",
         ([b.certificate(issue_date=DAY(2026, 3, 20)), bill(issue_date=DAY(2026, 3, 12))], [b.declared()]),
         ([b.certificate(issue_date=DAY(2026, 3, 15)), bill(issue_date=DAY(2026, 3, 12))], [b.declared()])),
    lined("date.export-mismatch", "WARNING", "on 2026-03-30; the entry declares export on 2026-03-14: 16 days",
          b.certificate(departure_date=DAY(2026, 3, 30)), b.declared(), b.declared(export_date=DAY(2026, 3, 28))),
    Case("party.third-party-invoice", "WARNING", "invoice is of HARBOUR STAR TRADING LTD; the certificate names",
         ([b.certificate(), b.invoice(exporter="HARBOUR STAR TRADING LTD")], [b.declared()]),
         ([b.certificate(remarks="THIRD PARTY INVOICING: HARBOUR STAR TRADING LTD, HONG KONG"),
           b.invoice(exporter="HARBOUR STAR TRADING LTD")], [b.declared()])),
    lined("party.producer-mid", "WARNING", "CNXIACHE871XIA differs in name and number and city from that of",
          b.certificate(**MAKER), b.declared(manufacturer_id="CNXIACHE871XIA"), b.declared()),
    Case("origin.multi-line", "ERROR", "items are of CN, VN; the lines of the entry declare CN only",
         ([TWO_ORIGINS],
          [b.declared()]),
         ([TWO_ORIGINS],
          [b.declared(), b.declared(line_no="2", country_of_origin="VN")])),
    lined("goods.model-mismatch", "ERROR", "names model ZX900 (LED LAMPS MODEL ZX-900); the entry ZX700",
          b.certificate({"description": "LED LAMPS MODEL ZX-900"}),
          b.declared(description="LED LAMPS, MODEL NO. ZX700"),
          b.declared(description="LED LAMPS MODEL ZX900")),
    lined("qty.unit-inconvertible", "WARNING", "9,600 PCS (count); the entry declares M2 (area)",
          b.certificate(), b.declared(unit="M2"), b.declared(unit="DOZ", net_quantity=800)),
    paper("prog.criterion-inconsistent", "ERROR", "calls LED LAMPS (940542) wholly obtained, criterion WO",
          b.certificate({"origin_criterion": "WO"}), b.certificate({"origin_criterion": "PE"})),
    lined("prog.direct-shipment", "CRITICAL",
          "goods of KR exported from CN, which is not a country of that programme",
          b.korus(), b.korean(exporting_country="CN"), b.korean(exporting_country="KR")),
    lined("prog.unclaimed", "INFO", "claims none of its programme and pays 2,240 USD", b.korus(),
          b.korean(spi=None, duty_usd=2240), b.korean(duty_usd=0)),
    paper("prog.form-not-origin", "ERROR", "says nothing about origin", b.certificate(kind="coo.atr"), b.certificate()),
]  # fmt: skip
QUESTIONS = {"prog.elements-missing", "date.ambiguous", "doc.language", "goods.hs-edition", "doc.signature.missing"}
TRIED = {case.rule for case in CASES} | QUESTIONS


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.severity.lower()}")
def test_a_rule_finds_what_it_is_for_and_holds_where_it_is_right(case: Case) -> None:
    found = b.raised(b.judged(*case.wrong), case.rule)
    assert found
    assert (found[0].severity, found[0].status) == (Severity[case.severity], Status.FINDING), found[0].message
    assert case.says in found[0].message
    assert b.raised(b.judged(*case.right), case.rule) == []


def test_a_missing_data_element_is_asked_for_because_it_may_be_there_unread() -> None:
    lacking = b.korus(certifier_address=None, line={"origin_criterion": None})
    [asked] = b.raised(b.judged([lacking], [b.korean()]), "prog.elements-missing")
    assert asked.status is Status.QUESTION
    assert "shows no certifier's address, origin criterion" in asked.message
    assert b.raised(b.judged([b.korus()], [b.korean()]), "prog.elements-missing") == []


def test_a_signature_that_is_not_seen_is_asked_for() -> None:
    unsigned = b.certificate(marks=Marks(seal=True))
    [asked] = b.raised(b.judged([unsigned], [b.declared()]), "doc.signature.missing")
    assert (asked.status, asked.severity) == (Status.QUESTION, Severity.ERROR)
    assert "No signature is seen on the Certificate of Origin of the People's Republic of China" in asked.message
    assert b.raised(b.judged([b.certificate()], [b.declared()]), "doc.signature.missing") == []


def test_a_box_that_was_not_read_is_no_empty_box() -> None:
    [silent] = b.unjudged(b.judged([b.certificate(consignee=None)], [b.declared()]), "doc.box.mandatory-blank")
    assert silent.message == "Not judged: the certificate shows no consignee."


def test_a_date_with_two_readings_is_told_and_decides_nothing() -> None:
    read = b.value(DAY(2026, 11, 6), 0.7, alternatives=["2026-06-11"])
    [told] = b.raised(b.judged([b.certificate(invoice_date=read)], [b.declared()]), "date.ambiguous")
    assert (told.severity, told.evidence[0].field) == (Severity.INFO, "invoice_date")
    assert "invoice_date 2026-11-06 or 2026-06-11" in told.message


def test_a_paper_in_a_language_of_its_form_needs_no_translation() -> None:
    found = b.judged([b.certificate(), b.production_order()], [b.declared()])
    assert b.raised(found, "doc.language") == []


def test_two_editions_of_the_tariff_are_no_misclassification() -> None:
    found = b.judged([b.certificate({"hs_code": "940540"})], [b.declared()])
    assert [f.severity for f in b.raised(found, "goods.hs-edition")] == [Severity.INFO]
    assert b.raised(found, "goods.hs6") == []
    assert b.raised(b.judged([b.certificate()], [b.declared()]), "goods.hs-edition") == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Amalgamated Plastics Corp.", "AMAPLA"), ("Bergstrom", "BER"), ("A B C Company", "ABCCOM"),
        ("O.A.S.I.S. Corp.", "OASCOR"), ("Dr. S.A. Smith", "DRSA"), ("Shavings B L Inc.", "SHABL"),
        ("Thomas S. Delvaux Company", "THODEL"), ("E.K. Rodgers Companies", "EKROD"),
        ("N. Minami & Co., LTD.", "MINCO"),
        ("PT Sumber Makmur", "SUMMAK"), ("The Garden of Eden", "GAREDE"),
    ],
)  # fmt: skip
def test_the_name_of_a_manufacturer_id_is_made_as_the_regulation_says(name: str, code: str) -> None:
    assert mid.name_code(name) == code


def test_number_and_city_of_a_manufacturer_id() -> None:
    assert mid.number_code("Room #1342-49, Jian She Road") == "1342"
    assert mid.number_code("2-6, 8-Chome, Isogami-Dori") == "268"
    assert mid.number_code("NO. 18 QIUSHI ROAD, NINGBO 315000") == "18"
    made = mid.construct("CN", "Shenzhen Timely Watch Co.,Ltd", "Room#1342-49, Jian She Road", "Shenzhen")
    assert made == "CNSHETIM1342SHE"
    assert mid.declared(made) == mid.Parts("CN", "SHETIM", "1342", "SHE")


def test_a_city_may_have_lost_its_letter_with_an_accent() -> None:
    maker = MAKER | {"producer_address": "NO. 18 CARRETERA MIGUEL ALEMÁN, LEÓN"}
    codes = {"CNNINHAI18LEO": 0, "CNNINHAI18LEN": 0, "CNNINHAI18LIN": 1}
    for code, said in codes.items():
        found = b.judged([b.certificate(**maker)], [b.declared(manufacturer_id=code)])
        assert len(b.raised(found, "party.producer-mid")) == said


@pytest.mark.parametrize(
    ("street", "status"),
    [("577 HARBOUR ROAD, NINGBO 315000", None), ("§77 HARBOUR ROAD, NINGBO 315000", Status.QUESTION),
     ("571 HARBOUR ROAD, NINGBO 315000", Status.QUESTION), ("18 HARBOUR ROAD, NINGBO 315000", Status.FINDING),
     ("Bee HARBOUR ROAD, NINGBO 315000", None), ("HARBOUR ROAD, NINGBO, K1A 0B1", None)],
)  # fmt: skip
def test_a_number_that_was_misread_is_a_question_and_one_not_read_is_none(street: str, status: Status | None) -> None:
    maker = MAKER | {"producer_address": street}
    found = b.judged([b.certificate(**maker)], [b.declared(manufacturer_id="CNNINHAI577NIN")])
    assert [f.status for f in found if f.rule == "party.producer-mid"] == [status] * (status is not None)


def test_a_city_whose_accent_was_not_read_is_a_question() -> None:
    maker = MAKER | {"producer_address": "NO. 18 HAFENSTRASSE, 80939 MUNCHEN"}
    for code, status in {"CNNINHAI18MNC": Status.QUESTION, "CNNINHAI18MXC": Status.FINDING}.items():
        found = b.judged([b.certificate(**maker)], [b.declared(manufacturer_id=code)])
        assert [f.status for f in found if f.rule == "party.producer-mid"] == [status]


def test_a_firm_called_after_its_city_needs_no_city_in_its_address() -> None:
    maker = MAKER | {"producer_address": "NO. 18 QIUSHI ROAD, ZHEJIANG 315000, CHINA"}
    for code, said in {"CNNINHAI18NIN": 0, "CNNINHAI18SHA": 1}.items():
        found = b.judged([b.certificate(**maker)], [b.declared(manufacturer_id=code)])
        assert len(b.raised(found, "party.producer-mid")) == said


@pytest.mark.parametrize("declared", ["CNNINHAI18NIN", "CNNINHAI315NIN", "CNNINHAININ"])
def test_the_parts_of_a_manufacturer_id_are_compared_one_by_one(declared: str) -> None:
    found = b.raised(b.judged([b.certificate(**MAKER)], [b.declared(manufacturer_id=declared)]), "party.producer-mid")
    assert [("differs in number from" in f.message) for f in found] == ([True] if "315" in declared else [])


@pytest.mark.parametrize(
    ("printed", "country"),
    [("QINGDAO, CHINA", "CN"), ("BUSAN", "KR"), ("57047", "CN"), ("PORT KLANG", "MY"), ("NOWHERE", None),
     ("FROM BUSAN TO LOS ANGELES, USA", "US")],
)  # fmt: skip
def test_the_country_of_a_port(printed: str, country: str | None) -> None:
    assert port_country(printed) == country


def test_countries_are_named_by_their_longest_name_and_never_by_two_letters() -> None:
    assert countries_in("12 IN STREET, SEOUL, REPUBLIC OF KOREA") == ("KR",)
    assert countries_in("TAIWAN, CHINA") == ("TW",)


def test_a_retroactive_mark_explains_a_late_certificate() -> None:
    late = b.certificate(issue_date=DAY(2026, 3, 20), marks=Marks(seal=True, retroactive=True))
    found = b.judged([late, bill(issue_date=DAY(2026, 3, 12))], [b.declared()])
    assert b.raised(found, "date.issue-vs-ship") == []


def test_goods_that_weigh_more_than_twice_what_they_weigh_packed_are_a_question() -> None:
    packed = [{**b.CERTIFICATE_LINE, "gross_weight_kg": 50, "net_weight_kg": net} for net in (60, 1429)]
    found = [b.judged([b.record("coo.cn.nonpref", b.CERTIFICATE, [line])], [b.declared()]) for line in packed]
    said = [[f.status for f in some if f.rule == "weight.net-exceeds-gross"] for some in found]
    assert said == [[Status.FINDING], [Status.QUESTION]]
