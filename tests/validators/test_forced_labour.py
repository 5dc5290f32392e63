"""Rules about forced labour (DOMAIN.md 5.14): each where it holds, where it does not, and where it cannot be judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from schemas.entry import EntryLine
from schemas.finding import Finding, Severity, Status
from schemas.record import Record
from schemas.reference.official import COLUMNS, Official, Reference
from tests.validators import build as b
from tests.validators.test_factory_rules import material, paper
from validators.settings import RuleSettings

TRIED = {
    "fl.labour-transfer", "fl.nk-labour", "fl.entity-list", "fl.postal-code", "fl.priority-commodity",
    "fl.cotton-chain-gap",
}  # fmt: skip
ADDRESS = "12 BINHAI ROAD, NINGBO, ZHEJIANG 315000, P.R. CHINA"
SHIRTS = b.declared(
    hts="6109100012", description="COTTON T-SHIRTS", country_of_origin="VN", exporting_country="VN", unit="DOZ"
)
STEEL = b.declared(hts="7326908688", description="STEEL BRACKETS")


def entity_list(**row: str) -> Reference:
    given = {"name": "Camel Group Co., Ltd.", "aliases": "Luotuo Jituan; Hubei Camel Storage Battery", "source": "x"}
    row = {**given, "verified": "yes", **row}
    content = {column: [row.get(column, "")] for column in COLUMNS["uflpa_entities"]}
    return Reference({"uflpa_entities": Official("uflpa_entities", content, "list.csv", dt.date(2026, 11, 1))})


def found(
    rule: str, records: Sequence[Record], line: EntryLine | None = None, confirmed: str = "", **more: Any
) -> list[Finding]:
    settings = RuleSettings(confirmed=frozenset(confirmed.split()))
    return b.raised(b.judged(records, [line or b.declared()], settings, **more), rule)


@pytest.mark.parametrize(
    ("rule", "text", "word", "confirmed"),
    [
        ("fl.labour-transfer", "本批工人由对口援疆项目安排", "对口援疆", Severity.ERROR),
        ("fl.labour-transfer", "workers of the labour transfer scheme", "LABOUR TRANSFER", Severity.ERROR),
        ("fl.nk-labour", "Team 3: 42 workers, Pyongyang", "PYONGYANG", Severity.CRITICAL),
    ],
)
def test_a_term_is_found_and_capped_until_the_words_are_confirmed(
    rule: str, text: str, word: str, confirmed: Severity
) -> None:
    cards = paper("timecard", {"hours": 8}, remarks=text)
    (finding,) = found(rule, [cards])
    assert (finding.severity, f"mentions {word}" in finding.message) == (Severity.WARNING, True)
    assert finding.evidence[0].field == "remarks"
    assert found(rule, [cards], confirmed="labour_words")[0].severity is confirmed
    assert found(rule, [paper("timecard", {"hours": 8}, remarks="transferred to line 3")]) == []


def test_a_listed_party_of_any_tier_is_found_under_its_name_and_its_aliases() -> None:
    invoice = paper("vat_invoice", {"description": "CELLS"}, supplier="CAMEL GROUP CO LTD")
    (finding,) = found("fl.entity-list", [b.certificate(), invoice], reference=entity_list())
    assert finding.severity is Severity.CRITICAL
    assert "CAMEL GROUP CO LTD is named like Camel Group Co., Ltd. of the UFLPA Entity List" in finding.message
    assert "list.csv" in finding.message
    assert finding.evidence[0].field == "supplier"
    row = paper("goods_receipt", {"description": "CELLS", "supplier": "Hubei Camel Storage Battery"})
    assert len(found("fl.entity-list", [row], reference=entity_list())) == 1
    other = paper("vat_invoice", {"description": "CELLS"}, supplier="CARAMEL GOODS TRADING LTD")
    assert found("fl.entity-list", [b.certificate(), other], reference=entity_list()) == []


def test_a_party_listed_after_the_entry_is_not_accused() -> None:
    invoice = paper("vat_invoice", {"description": "CELLS"}, supplier="CAMEL GROUP CO LTD")
    assert found("fl.entity-list", [invoice], reference=entity_list(valid_from="2026-06-01")) == []
    assert len(found("fl.entity-list", [invoice], reference=entity_list(valid_from="2026-04-01"))) == 1


def test_without_a_list_that_is_said_once() -> None:
    for lines in ([b.declared()], [b.declared(), b.declared("9QX-0012477-3")]):
        said = b.unjudged(b.judged([b.certificate(), b.invoice()], lines), "fl.entity-list")
        assert [(f.entry_number, f.message) for f in said] == [
            ("", "Not judged on any entry: UFLPA Entity List: not loaded.")
        ]


def test_postal_codes_of_makers_in_china() -> None:
    def said(address: str, confirmed: str = "") -> list[tuple[Severity, str]]:
        return [(f.severity, f.message) for f in found(
            "fl.postal-code", [b.certificate(exporter_address=address)], confirmed=confirmed
        )]  # fmt: skip

    assert said(ADDRESS) == []
    assert said("44 SEJONG-DAERO, SEOUL, KOREA") == []
    assert said("18 NATHAN ROAD, HONG KONG, CHINA") == []
    ((severity, message),) = said("7 BEIQUAN ROAD, SHIHEZI 832000, CHINA")
    assert severity is Severity.WARNING
    assert "shows postal code 832000, which lies in the Xinjiang Uyghur Autonomous Region" in message
    assert said("7 BEIQUAN ROAD, SHIHEZI 832000, CHINA", "postal_prefixes")[0][0] is Severity.CRITICAL
    ((severity, message),) = said("12 BINHAI ROAD, NINGBO, CHINA, POSTAL CODE: 31500")
    assert (severity, "31500, which has not the six digits" in message) == (Severity.ERROR, True)
    ((severity, message),) = said("12 BINHAI ROAD, NINGBO, CHINA")
    assert (severity, "shows no postal code" in message) == (Severity.INFO, True)


def test_another_producer_is_not_judged_by_the_exporters_address() -> None:
    bare = "12 BINHAI ROAD, NINGBO, CHINA"
    assert found("fl.postal-code", [b.certificate(exporter_address=bare, producer="YIWU LAMP FACTORY")]) == []
    assert len(found("fl.postal-code", [b.certificate(exporter_address=bare, producer="SAME")])) == 1


def test_priority_goods_need_the_origin_of_an_input() -> None:
    bare = paper("goods_receipt", {"description": "STEEL COIL"})
    (finding,) = found("fl.priority-commodity", [bare], STEEL)
    assert "7326908688 (STEEL BRACKETS) is of a priority sector under the UFLPA (steel)" in finding.message
    assert finding.severity is Severity.WARNING
    mill = paper("mtc", {"description": "STEEL COIL", "heat_number": "H-1"}, origin_country="JP")
    assert found("fl.priority-commodity", [bare, mill], STEEL) == []
    assert found("fl.priority-commodity", [bare]) == []
    (open_,) = b.unjudged(b.judged([b.certificate()], [STEEL]), "fl.priority-commodity")
    assert "no paper in the file is about what went into articles of iron, steel or aluminium" in open_.message


def test_cotton_is_traced_to_bale_and_gin() -> None:
    yarn = paper("vat_invoice", {"description": "COMBED COTTON YARN"}, record_number="26372000", supplier="LUYUAN")
    (finding,) = found("fl.cotton-chain-gap", [yarn], SHIRTS)
    assert finding.severity is Severity.ERROR
    assert "COTTON T-SHIRTS (line 1) are cotton goods; the papers document 1 of 6 stages" in finding.message
    assert "show no cotton bales with their origin and ginning" in finding.message
    bale = paper("goods_receipt", {"description": "RAW COTTON BALES", "lot_number": "B-1"}, origin_country="US")
    (half,) = found("fl.cotton-chain-gap", [yarn, bale], SHIRTS)
    assert "show no ginning" in half.message
    gin = paper("qc_report", {"description": "GIN CERTIFICATE, 120 BALES"}, origin_country="US")
    assert found("fl.cotton-chain-gap", [yarn, bale, gin], SHIRTS) == []
    assert found("fl.cotton-chain-gap", [paper("bom", materials=[material()])]) == []


def test_goods_of_hong_kong_on_the_section_301_list_are_a_question() -> None:
    listed = {"hts": "94054284", "list": "3", "heading": "9903.88.03", "source": "x", "verified": "yes"}
    content = {column: [listed.get(column, "")] for column in COLUMNS["section301"]}
    lists = Reference({"section301": Official("section301", content, "l.csv", dt.date(2026, 11, 1))})
    hong_kong = b.declared(country_of_origin="HK", exporting_country="HK")
    (asked,) = found("s301.missing", [], hong_kong, reference=lists)
    assert (asked.severity, asked.status) == (Severity.INFO, Status.QUESTION)
    assert (
        "declared of HK, to which the duty is not applied as far as is known, is on Section 301 list 3" in asked.message
    )
    (missing,) = found("s301.missing", [], reference=lists)
    assert (missing.severity, missing.status) == (Severity.CRITICAL, Status.FINDING)
