"""Certificates across entries and audits (DOMAIN.md 5.13): each rule once where it holds and once where it does not."""

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
from validators.judge import judgement
from validators.settings import RuleSettings

DAY = dt.date
SECOND = "9QX-0012477-3"
ENTRY = b.declared()


def copy(line: Any = None, **fields: Any) -> Record:
    """A second paper of the certificate."""
    return b.certificate(line, document="sha256:copy#1", **fields)


def next_one(**fields: Any) -> Record:
    return copy(**{"certificate_number": "24C3302A1180/00218", "invoice_number": "NB-0612", **fields})


@dataclass(frozen=True)
class Case:
    rule: str
    severity: Severity
    says: str
    failing: Sequence[Record]
    passing: Sequence[Record]


W, E, C = Severity.WARNING, Severity.ERROR, Severity.CRITICAL
FIRST = b.certificate()
CASES = [
    Case("x.duplicate-content", C, "differ: total packages 480 here, 800 there",
         [FIRST, copy({"packages": 480})], [FIRST, copy()]),
    Case("x.duplicate-content", C, "exporter BLUE WATER LTD here", [FIRST, copy(exporter="BLUE WATER LTD")],
         [FIRST, copy({"packages": 480}, remarks="THIS CERTIFICATE REPLACES NO. 24C3302A1180/00100")]),
    Case("x.altered-copy", C, "differ only in: total packages 780 here, 800 there",
         [FIRST, copy({"packages": 780})], [FIRST, copy(exporter="BLUE WATER LTD", issue_date=DAY(2026, 3, 1))]),
    Case("x.two-origins", C, "this one names VN as origin, the other CN",
         [FIRST, next_one(invoice_number="NB-0611", line={"origin_country": "VN"}, origin_country="VN")],
         [FIRST, next_one(invoice_number="NB-0611")]),
    Case("x.supersede", E, "which certificate 24C3302A1180/00218 says it replaces",
         [FIRST, next_one(remarks="REPLACEMENT OF CERTIFICATE NO. 24C3302A1180/00217")], [FIRST, next_one()]),
    Case("x.sequence", W, "of 2026-03-02 is 10 days older than 24C3302A1180/00217 of 2026-03-12",
         [FIRST, next_one(issue_date=DAY(2026, 3, 2))], [FIRST, next_one(issue_date=DAY(2026, 3, 10))]),
]  # fmt: skip
TRIED = {case.rule for case in CASES}
IDS = [f"{case.rule}-{case.severity.label}" for case in CASES]


def found(records: Sequence[Record], rule: str) -> list[Finding]:
    return b.raised(b.judged(records, [ENTRY]), rule)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_rule_finds_what_it_is_for(case: Case) -> None:
    (finding,) = found(case.failing, case.rule)
    assert case.says in finding.message
    assert (finding.severity, finding.status) == (case.severity, Status.FINDING)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_rule_is_silent_where_it_holds(case: Case) -> None:
    assert found(case.passing, case.rule) == []


def test_serials_of_two_exporters_are_not_held_against_each_other() -> None:
    earlier = next_one(issue_date=DAY(2026, 3, 2), exporter="XIAMEN LANXING CERAMICS CO., LTD.")
    assert found([FIRST, earlier], "x.sequence") == []


def test_a_difference_that_was_read_with_doubt_is_a_question() -> None:
    (asked,) = found([FIRST, copy({"packages": b.value(480, 0.5)})], "x.duplicate-content")
    assert asked.status is Status.QUESTION


def after(first: Sequence[Record], line: EntryLine, second: Sequence[Record], later: EntryLine) -> list[Finding]:
    """Two audits, one after the other, over one ledger."""
    settings = RuleSettings()
    before = judgement(first, [line], b.linked(first, [line]), settings).ledger
    return judgement(second, [later], b.linked(second, [later]), settings, earlier=lambda _: before).findings


def test_an_entry_of_an_earlier_audit_counts() -> None:
    later = b.declared(SECOND, manifest_quantity=50)
    findings = after([FIRST], ENTRY, [FIRST], later)
    (reused,) = b.raised(findings, "x.cert-reuse")
    assert reused.entry_number == SECOND
    assert b.CHINESE in reused.message
    (drawn,) = b.raised(findings, "x.drawdown")
    assert "packages 850 of 800 packages = 106.2 %" in drawn.message
    assert "quantity 19,200 of 9,600 NO = 200 %" in drawn.message


def test_the_same_entry_audited_again_does_not_count_twice() -> None:
    assert b.raised(after([FIRST], ENTRY, [FIRST], ENTRY), "x.cert-reuse") == []


def test_other_contents_under_a_number_of_an_earlier_audit_are_found() -> None:
    findings = after([FIRST], ENTRY, [copy({"packages": 480})], b.declared(SECOND))
    (twin,) = b.raised(findings, "x.duplicate-content")
    assert "a paper of an earlier audit bear one number and differ: total packages 480 here, 800 there" in twin.message
    assert b.raised(after([FIRST], ENTRY, [copy()], b.declared(SECOND)), "x.duplicate-content") == []
