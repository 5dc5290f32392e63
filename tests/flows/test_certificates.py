"""The certificate ledger over the whole store: what one audit learnt of a certificate counts in the next."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from flows import again, runs
from flows.settings import Settings
from flows.store import judgements, ledger, readings, upkeep
from schemas.arrival import ArrivalState
from schemas.entry import EntryLine
from schemas.finding import Finding
from schemas.record import Record, record_to_json
from tests.flows import small_audit
from tests.validators import build as b
from validators import shards

SECOND, THIRD = "9QX-0012477-3", "9QX-0013350-1"
FIRST = b.certificate(document="sha256:" + "a" * 64 + "#1")
Audit = tuple[Sequence[Record], Sequence[EntryLine]]


@pytest.fixture
def given(tmp_path: Path) -> Settings:
    return small_audit.settings(tmp_path)


def paper(letter: str, line: Any = None, **fields: Any) -> Record:
    return b.certificate(line, document=f"sha256:{letter * 64}#1", **fields)


def audited(given: Settings, records: Sequence[Record], lines: Sequence[EntryLine]) -> ledger.Run:
    """An audit over stored readings: taken in, read and declared as a run does it, then judged and closed."""
    store = runs.store_of(given)
    run = runs.begin(given, "audit", {})
    for record in records:
        sha256 = record.document.removeprefix("sha256:").partition("#")[0]
        arrival = ledger.add_arrival(store, run.run, sha256, record.source, 1)
        readings.keep_records(store, sha256, run.fingerprint, 1, [record_to_json(record)])
        ledger.settle(store, arrival.arrival, ArrivalState.READ)
    judgements.keep_entry_lines(store, run.run, lines)
    runs.judge(given, run)
    return runs.end(given, run, "done")


def found(given: Settings, run: int, rule: str) -> list[Finding]:
    return b.raised(judgements.findings_of(runs.store_of(given), run), rule)


def test_a_certificate_of_an_earlier_audit_is_found_used_again(given: Settings) -> None:
    first = audited(given, [FIRST], [b.declared()])
    assert found(given, first.run, "x.cert-reuse") == []
    second = audited(given, [FIRST], [b.declared(SECOND, manifest_quantity=50)])
    (reused,) = found(given, second.run, "x.cert-reuse")
    assert reused.entry_number == SECOND
    assert f"is used for 2 entries: {b.CHINESE}, {SECOND}" in reused.message
    (drawn,) = found(given, second.run, "x.drawdown")
    assert "packages 850 of 800 packages = 106.2 %; " in drawn.message
    # An entry may cite the number without the paper.
    third = audited(given, [], [b.declared(THIRD)])
    (cited,) = found(given, third.run, "x.cert-reuse")
    assert "3 entries" in cited.message


def test_a_recheck_says_what_the_audit_said(given: Settings) -> None:
    audited(given, [FIRST], [b.declared()])
    second = audited(given, [FIRST], [b.declared(SECOND)])
    audited(given, [FIRST], [b.declared(THIRD)])
    for audit in (second.run, second.run):
        done = again.judge_again(given, ledger.find_run(runs.store_of(given), audit))
        assert done.changes == ()
        assert done.same >= 2
    # Nor does anything double what was judged twice.
    last = audited(given, [FIRST], [b.declared("9QX-0012401-3")])
    (reused,) = found(given, last.run, "x.cert-reuse")
    assert "used for 4 entries" in reused.message


def test_an_entry_audited_again_counts_as_it_was_declared_last(given: Settings) -> None:
    audited(given, [FIRST], [b.declared()])
    again_ = audited(given, [FIRST], [b.declared()])
    assert found(given, again_.run, "x.cert-reuse") == []
    # It now rests on another certificate, so the first one is free for the next entry.
    other = paper("c", certificate_number="24C3302A1180/00999")
    audited(given, [other], [b.declared(certificate_number=("24C3302A1180/00999",))])
    last = audited(given, [FIRST], [b.declared(SECOND)])
    assert found(given, last.run, "x.cert-reuse") == []


@pytest.mark.parametrize(
    ("rule", "then", "says"),
    [
        (
            "x.duplicate-content",
            paper("d", {"packages": 480}),
            "a paper of an earlier audit bear one number and differ",
        ),
        (
            "x.two-origins",
            paper("e", {"origin_country": "VN"}, origin_country="VN", certificate_number="VN-US 26/07/11111"),
            "this one names VN as origin, the other CN",
        ),
        (
            "x.sequence",
            paper("f", certificate_number="24C3302A1180/00300", issue_date=dt.date(2026, 3, 2), invoice_number="X-1"),
            "is 10 days older than 24C3302A1180/00217",
        ),
    ],
)
def test_papers_of_earlier_audits_are_compared(given: Settings, rule: str, then: Record, says: str) -> None:
    audited(given, [FIRST], [b.declared()])
    run = audited(given, [then], [b.declared(SECOND, invoice_number=("X-1", "NB-0611"))])
    assert any(says in finding.message for finding in found(given, run.run, rule))


def test_a_certificate_replaced_in_an_earlier_audit_is_found_in_use(given: Settings) -> None:
    newer = paper("b", certificate_number="24C3302A1180/00218", remarks="REPLACES CERTIFICATE NO. 24C3302A1180/00217")
    audited(given, [newer], [b.declared(certificate_number=("24C3302A1180/00218",))])
    run = audited(given, [FIRST], [b.declared(SECOND)])
    (used,) = found(given, run.run, "x.supersede")
    assert "24C3302A1180/00218" in used.message


def test_shards_keep_and_ask_the_same_ledger(given: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "DOCUMENTS_A_SHARD", 1)
    monkeypatch.setattr(shards.cut, "__defaults__", (1,))
    other = paper("c", certificate_number="24C3302A1180/00999", invoice_number="NB-0999")
    other = dataclasses.replace(other, source="inbox/other.pdf")
    lines = [
        b.declared(),
        b.declared(THIRD, certificate_number=("24C3302A1180/00999",), invoice_number=("NB-0999",)),
    ]
    audited(given, [FIRST, other], lines)
    run = audited(
        given,
        [FIRST, other],
        [
            b.declared(SECOND),
            b.declared("9QX-0012401-3", certificate_number=("24C3302A1180/00999",), invoice_number=("NB-0999",)),
        ],
    )
    assert {f.entry_number for f in found(given, run.run, "x.cert-reuse")} == {SECOND, "9QX-0012401-3"}


def test_runs_that_go_take_what_they_knew_with_them(given: Settings) -> None:
    store = runs.store_of(given)
    first = audited(given, [FIRST], [b.declared()])
    upkeep.delete_runs(store, [first.run])
    second = audited(given, [FIRST], [b.declared(SECOND)])
    assert found(given, second.run, "x.cert-reuse") == []


def test_an_attempt_that_died_leaves_nothing_that_counts(given: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise RuntimeError("died before it was done")

    with monkeypatch.context() as patch:
        patch.setattr(runs, "end", die)
        with pytest.raises(RuntimeError):
            audited(given, [FIRST], [b.declared()])
    second = audited(given, [FIRST], [b.declared(SECOND)])
    assert found(given, second.run, "x.cert-reuse") == []
