"""Judged again without OCR: the same outcome whatever the shards, and what changed with the reason why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from flows import again, changes, runs
from flows.settings import Settings
from flows.store import judgements, ledger, readings
from flows.store.database import open_store
from schemas.finding import Finding, Link, Severity, Status
from tests.flows import small_audit
from validators import shards

SHA256 = "ab" * 32
DOCUMENT = f"sha256:{SHA256}#1"
NUMBER = "9QX-0012345-2"


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("audited")
    given = small_audit.settings(folder, read={"second_reading": False})
    small_audit.audit(given, small_audit.inbox(folder), small_audit.entries(folder), folder / "out")
    return given


def test_an_audit_of_many_shards_says_what_one_of_a_single_shard_says(
    given: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "DOCUMENTS_A_SHARD", 1)
    monkeypatch.setattr(shards.cut, "__defaults__", (1,))
    (done,) = again.recheck(given, [], None)
    assert done.changes == ()
    assert done.same == len(small_audit.findings(given, done.run)) >= 2


def test_a_changed_rule_is_the_reason(given: Settings) -> None:
    milder = given.model_copy(update={"rules": {"severities": {"link.missing-document": "warning"}, "disabled": []}})
    store = runs.store_of(given)
    (done,) = again.recheck(given, [], None)
    (changed,) = again.recheck(milder, [], None)
    ours = [c for c in changed.changes if c.finding.rule == "link.missing-document"]
    assert all("the rule or its settings changed (version" in c.why[0] for c in ours)
    versions = {f.rule: f.rule_version for f in judgements.findings_of(store, done.run)}
    later = {f.rule: f.rule_version for f in judgements.findings_of(store, changed.run)}
    assert versions["link.missing-document"] != later["link.missing-document"]
    assert all(len(version) == 8 for version in versions.values())


def finding(message: str, rule: str = "goods.hs6") -> Finding:
    return Finding(rule, Severity.ERROR, Status.FINDING, NUMBER, "1", (DOCUMENT,), {}, {}, message, "b", "ASK", 1.0)


def reasons(store: sa.Engine, facts: dict[str, Any], after: dict[str, Any], linked: str = NUMBER) -> tuple[str, ...]:
    """Why a finding that says another thing after the recheck does so."""
    audit = ledger.start_run(store, "audit", "mark", facts)
    readings.keep_records(store, SHA256, f"mark {audit.run}", 1, [])
    again_ = ledger.start_run(store, "recheck", "mark", facts | after, base=audit.run)
    for run, message, entry in ((audit, "12 is not 13", NUMBER), (again_, "12 is not 14", linked)):
        judgements.keep_judgement(store, run.run, [Link(DOCUMENT, entry, 0.9, ("x",))], [finding(message)])
    (change,) = changes.between(store, audit, again_)
    assert (change.what, change.finding.message) == ("changed", "12 is not 14")
    return change.why


def test_rule_table_reading_and_link_are_reasons(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}", tmp_path)
    facts: dict[str, Any] = {"rules": {"goods.hs6": "aa"}, "tables": {"issuers": "bb", "units": "cc"}}
    assert "follows from another" in reasons(store, facts, {})[0]
    (rule,) = reasons(store, facts, {"rules": {"goods.hs6": "ab"}})
    assert rule == "the rule or its settings changed (version aa to ab)"
    (table,) = reasons(store, facts, {"tables": {"issuers": "bc", "units": "cc"}})
    assert table == "reference tables changed (issuers)"
    (reading,) = reasons(store, facts, {"read_as": {SHA256: "another mark"}})
    assert reading == f"the reading was corrected ({SHA256[:12]})"
    (link,) = reasons(store, facts, {}, linked="9QX-0012346-0")
    assert link == "a document is linked otherwise"


def test_a_file_read_again_since_is_the_reason(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}", tmp_path)
    audit = ledger.start_run(store, "audit", "mark", {})
    for _ in range(2):
        readings.keep_records(store, SHA256, "mark", 1, [])
    again_ = ledger.start_run(store, "recheck", "mark", {}, base=audit.run)
    judgements.keep_judgement(store, audit.run, [], [finding("12 is not 13")])
    judgements.keep_judgement(store, again_.run, [], [])
    (change,) = changes.between(store, audit, again_)
    assert (change.what, change.why) == ("gone", (f"the reading was corrected ({SHA256[:12]})",))


def test_nothing_changed(given: Settings, tmp_path: Path) -> None:
    (done,) = again.recheck(given, ["9QX-0012345-2"], tmp_path / "out")
    assert done.changes == ()
    assert (tmp_path / "out" / "findings.json").exists()
