"""What papers mean beside each other: boxes that refer, dates that the entry decides, purchases, origins."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from schemas.finding import Finding, Severity, Status
from schemas.record import Marks, Record
from schemas.reference.official import COLUMNS, Official, Reference
from tests.validators import build as b
from validators.meant import meant

DATED = {"valid_from": "2018-01-01", "source": "test", "verified": "yes"}


def listed(table: str, **row: str) -> Reference:
    content = {name: [{**DATED, **row}.get(name, "")] for name in COLUMNS[table]}
    return Reference({table: Official(table, content, "list.csv", dt.date(2026, 11, 27), complete=True)})


def vietnamese(**columns: Any) -> Any:
    return b.declared(country_of_origin="VN", exporting_country="VN", manufacturer_id="VNSAOVAN1HAN", **columns)


def bought(kind: str = "fac.import_declaration_other", **fields: Any) -> Record:
    row = {"description": "LED LAMPS", "quantity": 5000, "unit": "PCS", "hs_code": "940542"}
    return b.record(kind, {"origin_country": "CN", "issue_date": dt.date(2026, 3, 1), **fields}, [row])


def log(process: str) -> Record:
    row = {"description": "LED LAMPS", "quantity": 9600, "unit": "PCS", "process": process}
    return b.record("fac.batch_log", {"producer": "SAO VANG LIGHTING JSC"}, [row])


def only(found: list[Finding], rule: str) -> Finding:
    [finding] = b.raised(found, rule)
    return finding


def test_a_box_that_refers_to_another_means_it() -> None:
    invoice = b.record("ship.invoice", {"exporter": "HANIL VALVE CO., LTD.", "consignee": "GREAT LAKES FITTINGS LLC"})
    same = b.korus(exporter="SAME AS CERTIFIER", producer="Same as exporter")
    assert b.raised(b.judged([same, invoice], [b.korean()]), "party.exporter") == []
    other = b.korus(exporter="SAME AS CERTIFIER", certifier="DAEGU BRASS WORKS LTD.", certifier_role="exporter")
    assert "names DAEGU BRASS WORKS LTD." in only(b.judged([other, invoice], [b.korean()]), "party.exporter").message


def test_a_date_that_lies_behind_the_shipment_is_the_other_one() -> None:
    printed = b.value(dt.date(2026, 11, 6), 0.48, ["2026-06-11"], "06/11/2026")
    sighting = printed.sightings[0]
    printed = type(printed)(
        printed.value, 0.48, (type(sighting)("06/11/2026", 1, b.PLACE, 0.96, "t"),), ("2026-06-11",)
    )
    june = {"issue_date": dt.date(2026, 6, 12), "invoice_date": printed}
    entry = b.declared(export_date=dt.date(2026, 6, 14), entry_date=dt.date(2026, 7, 8),
                       import_date=dt.date(2026, 7, 6), summary_date=dt.date(2026, 7, 9),
                       invoice_date=("2026-06-12",))  # fmt: skip
    found = b.judged([b.certificate(**june)], [entry])
    assert b.raised(found, "date.sequence") == []
    assert only(found, "date.ambiguous").severity is Severity.INFO
    dated = only(found, "ref.invoice-date")
    assert (dated.status, "2026-06-11" in dated.message) == (Status.FINDING, True)
    late = b.declared(**{"export_date": dt.date(2026, 12, 1), "entry_date": dt.date(2026, 12, 20),
                         "import_date": dt.date(2026, 12, 19), "invoice_date": ("2026-06-12",)})  # fmt: skip
    undecided = only(b.judged([b.certificate(**june)], [late]), "ref.invoice-date")
    assert undecided.status is Status.QUESTION


def test_who_certifies_as_the_producer_is_the_producer() -> None:
    roles = {"producer": "NINGBO FARAWAY METALS CO., LTD.", "exporter": None}
    for role, producer in roles.items():
        paper = b.certificate(certifier="NINGBO FARAWAY METALS CO., LTD.", certifier_role=role, producer=None)
        (meant_so,) = meant([paper], [b.declared()], [])
        assert meant_so.get("producer") == producer


def test_an_invoice_to_the_maker_is_a_purchase_and_no_sale() -> None:
    line = {"description": "LED LAMPS", "quantity": 190, "unit": "PCS", "value": 900}
    fields = {"consignee": "NINGBO HAIOU LIGHTING CO., LTD.", "exporter": "SHAOXING TRADE LTD.", "origin_country": "VN"}
    purchase = b.record("ship.invoice", {**fields, "invoice_date": dt.date(2026, 2, 1)}, [line])
    found = b.judged([b.certificate(), purchase, b.production_order()], [b.declared()])
    assert "190 PCS of LED LAMPS were bought" in only(found, "fac.finished-goods-buy").message
    assert b.raised(found, "origin.statement-conflict") == []
    sale = b.record("ship.invoice", {**fields, "consignee": b.ENTRY["consignee_name"]}, [line])
    found = b.judged([b.certificate(), sale, b.production_order()], [b.declared()])
    assert b.raised(found, "fac.finished-goods-buy") == []
    assert b.raised(found, "origin.statement-conflict")


def test_goods_that_were_only_finished_keep_their_origin() -> None:
    papers = [log("Packing"), bought("fac.mtc")]
    mismatch = only(b.judged(papers, [vietnamese()]), "origin.country-mismatch")
    assert mismatch.severity is Severity.CRITICAL
    assert mismatch.message == (
        "LED LAMPS of CN was only finished (Packing), so that its origin stays CN; the entry declares VN."
    )
    assert mismatch.found == {"origin_country": "CN"}
    assert mismatch.documents == ("sha256:fac.mtc#1",)
    assert b.raised(b.judged([log("Extrusion"), bought("fac.mtc")], [vietnamese()]), "origin.country-mismatch") == []


@pytest.mark.parametrize(
    ("papers", "why"),
    [
        ([b.certificate(kind="coo.chafta")], "the certificate names CN as origin"),
        ([bought()], "LED LAMPS came from CN as it was entered"),
    ],
)
def test_duties_of_the_supported_origin_are_asked_for(papers: list[Record], why: str) -> None:
    lamps = listed("section301", hts="94054284", list="3", heading="99038803")
    duty = only(b.judged(papers, [vietnamese()], reference=lamps), "s301.missing")
    assert (duty.severity, duty.status) == (Severity.CRITICAL, Status.FINDING)
    assert f"The entry declares origin VN, but {why}" in duty.message
    orders = listed("adcvd_orders", case="A-570-901", country="CN", product="lamps", hts="940542", words="LAMP")
    order = only(b.judged(papers, [vietnamese()], reference=orders), "adcvd.in-scope-type01")
    assert order.severity is Severity.CRITICAL
    assert order.message.startswith("Goods of CN under 9405428440")
    assert b.raised(b.judged([log("Extrusion")], [vietnamese()], reference=lamps), "s301.missing") == []


def test_a_doubtful_origin_makes_the_duty_a_question() -> None:
    lamps = listed("section301", hts="94054284", list="3", heading="99038803")
    papers = [b.certificate({"origin_country": b.value("CN", 0.6, ["VN"])}, origin_country=None)]
    assert only(b.judged(papers, [vietnamese()], reference=lamps), "s301.missing").status is Status.QUESTION


def test_a_hidden_producer_counts_where_an_order_may_cover_the_goods() -> None:
    orders = listed("adcvd_orders", case="A-570-901", country="CN", product="lamps", hts="940542", words="LAMP")
    papers = [b.certificate(producer="AVAILABLE UPON REQUEST")]
    assert only(b.judged(papers, [b.declared()]), "party.producer-hidden").severity is Severity.INFO
    exposed = b.judged(papers, [b.declared()], reference=orders)
    assert only(exposed, "party.producer-hidden").severity is Severity.ERROR


@pytest.mark.parametrize(
    ("held", "outcome"), [(800, []), (780, ["The code on the certificate holds 780; printed is 800."])]
)
def test_packages_in_the_code_are_those_printed(held: int, outcome: list[str]) -> None:
    code = f"https://origin.customs.example/?certNo=24C3302A1180/00217&packages={held}"
    paper = b.certificate(marks=Marks(seal=True, signature=True, qr=code))
    assert [f.message for f in b.raised(b.judged([paper], [b.declared()]), "doc.qr.mismatch")] == outcome


def test_a_seller_who_shares_the_makers_name_is_related() -> None:
    trader = b.invoice(exporter="HAIOU TRADING (HK) LIMITED")
    found = b.judged([b.certificate(), trader], [b.declared(relationship="N")])
    assert "HAIOU TRADING (HK) LIMITED and maker NINGBO HAIOU LIGHTING CO., LTD. share the name HAIOU" in only(
        found, "party.related"
    ).message  # fmt: skip
    assert b.raised(b.judged([b.certificate(), b.invoice()], [b.declared(relationship="N")]), "party.related") == []


def test_a_certification_without_any_telephone_or_mail_lacks_an_element() -> None:
    lacking = only(b.judged([b.korus(contact=None)], [b.korean()]), "prog.elements-missing")
    assert lacking.status is Status.FINDING
    assert "no telephone or e-mail of the certifier" in lacking.message
    unsure = b.korus(contact=None, certifier_address=b.value("12 SEJ0NG", 0.5))
    assert only(b.judged([unsure], [b.korean()]), "prog.elements-missing").status is Status.QUESTION


def test_output_counts_in_units_that_no_table_knows() -> None:
    rows = [
        {"description": "SLABS", "quantity": 260, "unit": "SLABS", "start_date": dt.date(2026, 3, d)} for d in (1, 2)
    ]
    press = {"description": "Press", "quantity": 1, "capacity": "60 SLABS/DAY"}
    papers = [b.record("fac.batch_log", {}, rows), b.record("fac.equipment_list", {}, [press])]
    assert "520 were made in 2 days" in only(b.judged(papers, [b.declared()]), "fac.capacity").message
