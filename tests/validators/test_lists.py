"""Rules that rest on official lists: duties, orders, the tariff; with lists of our own making."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from schemas.entry import EntryLine
from schemas.finding import Finding, Severity, Status
from schemas.record import Record
from schemas.reference.official import COLUMNS, LAYOUTS, Official, Reference
from tests.validators import build as b
from validators.settings import RuleSettings

DAY = dt.date


def table(name: str, *rows: Mapping[str, str], complete: bool = True) -> Official:
    content = {
        column: [row.get(column, "yes" if column == "verified" else "") for row in rows] for column in COLUMNS[name]
    }
    return Official(name, content, "list.csv", DAY(2026, 4, 1), complete)


LAMPS = table("section301", {"hts": "94054284", "list": "3", "valid_from": "2018-09-24"})
STEEL = table("section232", {"hts": "730410-730690", "metal": "steel", "valid_from": "2018-03-23"})
ORDERS = table(
    "adcvd_orders",
    {"case": "A-570-901", "country": "CN", "product": "lamps", "hts": "940542", "words": "LED LAMP"},
    {"case": "C-570-902", "country": "CN", "product": "lamps", "hts": "940542", "words": "LED LAMP"},
)
RATES = table(
    "adcvd_rates",
    {"case": "A-570-901-001", "producer": "Ningbo Haiou Lighting Co Ltd", "exporter": "Harbour Star Trading Ltd"},
)
INPUTS = table(
    "adcvd_inputs",
    {"case": "A-570-979", "product": "solar cells", "hts": "854142 854143", "input": "WAFER", "input_country": "CN",
     "countries": "VN MY", "certification": "yes"},
)  # fmt: skip
TARIFF = table(
    "hts",
    {"hts": "84818030", "general": "5.6%", "special": "Free (A*,AU,CL,S)"},
    {"hts": "9405428440", "general": "3.9%", "special": "Free (KR,S)"},
)
PIPE = {"hts": "7306305032", "description": "STEEL PIPE", "country_of_origin": "TH"}
SOLAR = {"hts": "8541430010", "description": "SOLAR MODULES", "country_of_origin": "VN"}


@dataclass(frozen=True)
class Case:
    rule: str
    severity: str
    says: str
    lists: Sequence[Official] = ()
    entry: Mapping[str, Any] = field(default_factory=dict[str, Any])
    fixed: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What is changed in the entry so that the rule holds."""
    records: Sequence[Record] = ()

    def found(self, entry: Mapping[str, Any], settings: RuleSettings | None = None) -> list[Finding]:
        reference = Reference({one.name: one for one in self.lists})
        lines = [b.declared(**{**self.entry, **entry})]
        found = b.judged(self.records, lines, settings, reference)
        return [f for f in found if f.rule == self.rule]


CASED = {"adcvd_case": ("A-570-901-001", "C-570-902-000"), "entry_type": "03"}
CASES = [
    Case("s301.missing", "CRITICAL", "9405428440 of China is on Section 301 list 3 (Section 301 list: list.csv, 1",
         [LAMPS], fixed={"chapter99": ("9903.88.03",)}),
    Case("s301.overpaid", "ERROR", "agree on origin VN; the line pays Section 301 duty (99038803)",
         entry={"country_of_origin": "VN", "chapter99": ("99038803",)}, fixed={"chapter99": ("99030124",)},
         records=[b.certificate({"origin_country": "VN"})]),
    Case("s232.missing", "CRITICAL", "7306305032 is an article of steel", [STEEL], PIPE,
         {"chapter99": ("9903.80.01",)}),
    Case("s232.melt-pour-missing", "ERROR", "no country of melt and pour", [STEEL], PIPE, {"country_melt_pour": "TH"}),
    Case("ch99.expired", "CRITICAL", "9903.01.24 was not in force on 2026-04-11",
         entry={"chapter99": ("9903.88.03", "9903.01.24")}, fixed={"chapter99": ("9903.88.03",)}),
    Case("ch99.expired", "CRITICAL", "9903.03.01 was not in force on 2026-09-01",
         entry={"chapter99": ("9903.03.01",), "entry_date": DAY(2026, 9, 1)}, fixed={"entry_date": DAY(2026, 3, 1)}),
    Case("prog.hts-not-in-special", "CRITICAL", "for 9405428440; the Special column of that number grants KR; S",
         [TARIFF], {"spi": "S+"}, {"spi": "S"}),
    Case("adcvd.in-scope-type01", "CRITICAL", "may fall under A-570-901, C-570-902 (lamps); the entry is type 01",
         [ORDERS], fixed={"country_of_origin": "VN"}),
    Case("adcvd.in-scope-type01", "WARNING", "(BRACKETS) may fall under A-570-901", [ORDERS],
         {"description": "BRACKETS"}, {"entry_type": "03", "adcvd_case": ("A-570-901",)}),
    Case("adcvd.case-country", "CRITICAL", "C-570-902-000 is about goods of CN; the line declares origin VN",
         entry={**CASED, "country_of_origin": "VN"}, fixed={"country_of_origin": "CN"}),
    Case("adcvd.companion", "CRITICAL", "the order C570902 on the same goods is missing", [ORDERS],
         {**CASED, "adcvd_case": ("A-570-901-001",)}, CASED),
    Case("adcvd.certification", "CRITICAL", "need certifications that they are not under A-570-979", [INPUTS], SOLAR,
         {"country_of_origin": "KR"}),
    Case("adcvd.certification", "WARNING", "(DIODES) entered without a case need certifications", [INPUTS],
         {**SOLAR, "description": "DIODES"}, {"country_of_origin": "KR"}),
    Case("adcvd.rate-pair", "CRITICAL",
         "belongs to producer Ningbo Haiou Lighting Co Ltd with exporter Harbour Star Trading Ltd; the certificate "
         "names producer NINGBO HAIOU LIGHTING CO., LTD. and exporter NINGBO HAIOU LIGHTING CO., LTD.",
         [RATES, ORDERS], CASED, {"adcvd_case": ("C-570-902-000",)},
         [b.certificate(producer="NINGBO HAIOU LIGHTING CO., LTD.")]),
    Case("adcvd.input-origin", "CRITICAL", "WAFERS 182MM of CN; goods made of it may fall under A-570-979", [INPUTS],
         SOLAR, {"country_of_origin": "KR"},
         [b.record("fac.vat_invoice", {"supplier": "A"}, [{"description": "SOLAR WAFERS 182MM"}])]),
    Case("s232.melt-pour-vs-mtc", "CRITICAL", "is of a works in CN; the entry declares melt and pour in TH", [STEEL],
         {**PIPE, "country_melt_pour": "TH"}, {"country_melt_pour": "CN"},
         [b.record("fac.mtc", {"origin_country": "CN"}, [{"description": "STEEL COIL"}])]),
]  # fmt: skip
TRIED = {case.rule for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.severity.lower()}")
def test_a_rule_finds_what_it_is_for_and_is_silent_when_it_is_put_right(case: Case) -> None:
    [finding, *_] = case.found({})
    assert (finding.status, finding.severity, case.says in finding.message) == (
        Status.FINDING, Severity[case.severity], True,
    ), finding.message  # fmt: skip
    assert [f for f in case.found(case.fixed) if f.status is not Status.NOT_EVALUABLE] == []


@pytest.mark.parametrize("rule", ["s301.missing", "adcvd.in-scope-type01", "prog.hts-not-in-special"])
def test_what_a_starter_set_does_not_name_is_not_cleared(rule: str) -> None:
    plain = Case(rule, "", "", entry={"spi": "KR", "hts": "0101210010"})
    [finding] = plain.found({})
    assert finding.status is Status.NOT_EVALUABLE
    assert Reference()[{"s": "section301", "a": "adcvd_orders", "p": "hts"}[rule[0]]].coverage in finding.message


def test_a_complete_list_clears_what_it_does_not_name_and_an_incomplete_one_does_not() -> None:
    other = {"hts": "0101210010"}
    assert Case("s301.missing", "", "", [LAMPS]).found(other) == []
    partial = table("section301", {"hts": "94054284", "list": "3"}, complete=False)
    assert [f.status for f in Case("s301.missing", "", "", [partial]).found(other)] == [Status.NOT_EVALUABLE]


def test_an_unverified_row_warns_at_most_unless_its_table_is_confirmed() -> None:
    unverified = table("section301", {"hts": "94054284", "list": "3", "verified": "no"})
    case = Case("s301.missing", "", "", [unverified])
    assert [f.severity for f in case.found({})] == [Severity.WARNING]
    assert [f.severity for f in case.found({}, RuleSettings(confirmed=frozenset({"section301"})))] == [
        Severity.CRITICAL
    ]


def test_a_list_counts_only_in_its_time() -> None:
    case = Case("s301.missing", "", "", [LAMPS])
    assert case.found({"entry_date": DAY(2018, 9, 23)}) == []


def test_what_a_list_does_not_know_is_said_once_for_all_entries() -> None:
    lines: list[EntryLine] = [b.declared(number, hts="0101210010") for number in (b.CHINESE, b.KOREAN)]
    [finding] = [f for f in b.judged([], lines) if f.rule == "s301.missing"]
    assert finding.entry_number == ""
    assert f"2 entries ({b.CHINESE}, {b.KOREAN})" in finding.message


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_starter_set_says_what_it_is(name: str) -> None:
    shipped = Reference()[name]
    assert shipped.coverage == (
        f"{LAYOUTS[name].title}: starter set, {shipped.rows:,} {LAYOUTS[name].counted}, as of 2026-11-27"
        if shipped.rows
        else f"{LAYOUTS[name].title}: not loaded"
    )
    assert set(shipped.content["verified"]) <= {"yes", "no"}
    assert all(shipped.content["source"])


def test_an_input_whose_origin_is_not_told_is_not_cleared() -> None:
    silent = b.record("fac.production_order", {}, [{"description": "SOLAR WAFER"}])
    [finding] = Case("adcvd.input-origin", "", "", [INPUTS], SOLAR, records=[silent]).found({})
    assert finding.status is Status.NOT_EVALUABLE


def test_a_mill_certificate_without_a_country_contradicts_no_melt_and_pour() -> None:
    mill = b.record("fac.mtc", {}, [{"description": "STEEL COIL"}])
    case = Case("s232.melt-pour-vs-mtc", "", "", [STEEL], {**PIPE, "country_melt_pour": "TH"}, records=[mill])
    assert [f.status for f in case.found({})] == [Status.NOT_EVALUABLE]
