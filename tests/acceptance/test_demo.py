"""The demo from end to end: the contract's files, the findings that must come out, and what Prefect shows of it."""

from __future__ import annotations

import json
import time

import pytest
from jsonschema import Draft202012Validator

from tests.acceptance import contract
from tests.acceptance.conftest import ROOT, Audited, Done, origin_audit

EXPECTED = json.loads((ROOT / "sample_docs" / "findings.json").read_text(encoding="utf-8"))["entries"]


@pytest.fixture(scope="session")
def again(demo: Audited) -> Done:
    """The same inbox a second time."""
    samples = ROOT / "sample_docs"
    return origin_audit(
        demo.serving.folder, "audit", samples / "inbox", "--entries", samples / "entries.csv", "--out", "out/again"
    )


def test_the_demo_ends_well_and_says_where_to_look(demo: Audited) -> None:
    assert str(demo.out / "report.html") in demo.done.out
    for entry in EXPECTED:
        assert entry in demo.done.out


@pytest.mark.parametrize("entry", EXPECTED)
def test_planted_defects_are_found_and_clean_shipments_are_silent(demo: Audited, entry: str) -> None:
    raised = [f for f in demo.load("findings.json") if f["entry_number"] == entry and f["status"] == "finding"]
    for must in EXPECTED[entry]["must"]:
        assert any(
            f["rule"] == must["rule"] and f["severity"] == must["severity"] and must["line_no"] in ("", f["line_no"])
            for f in raised
        ), must
    if EXPECTED[entry]["clean"]:
        assert [f for f in raised if f["severity"] != "info"] == []


def test_every_document_keeps_the_contract(demo: Audited) -> None:
    lines = (demo.out / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 36
    for line in lines:
        record = json.loads(line)
        errors = list(Draft202012Validator(contract.document(record["kind"])).iter_errors(record))
        assert not errors, f"{record['source']}: {errors[0].json_path}: {errors[0].message}"


def test_every_finding_keeps_the_contract(demo: Audited) -> None:
    findings = demo.load("findings.json")
    assert findings
    documents = {json.loads(line)["document"] for line in (demo.out / "documents.jsonl").read_text().splitlines()}
    for finding in findings:
        Draft202012Validator(contract.FINDING).validate(finding)
        assert set(finding["documents"]) <= documents


def test_run_json_proves_the_books_and_names_versions_settings_and_times(demo: Audited) -> None:
    run = demo.load("run.json")
    assert run["counts"]["adds_up"] is True
    assert run["counts"]["files"]["total"] == sum(
        number for state, number in run["counts"]["files"].items() if state != "total"
    )
    assert set(run["stages"]) == {"take in", "read", "judge", "report"}
    assert all(stage["cpu_seconds"] >= 0 for stage in run["stages"].values())
    assert run["stages"]["read"]["cpu_seconds"] > run["stages"]["judge"]["cpu_seconds"]
    assert {"origin-audit", "python", "tesseract", "prefect"} <= set(run["versions"])
    assert run["settings"]["fail_on"] == "never"


def test_a_second_audit_reads_nothing_and_takes_under_a_fifth(demo: Audited, again: Done) -> None:
    run = json.loads((demo.serving.folder / "out" / "again" / "run.json").read_text())
    assert run["pages"]["read"] == 0
    assert run["pages"]["reused"] == demo.load("run.json")["pages"]["read"]
    assert again.seconds < demo.done.seconds / 5


def test_a_second_audit_says_the_same(demo: Audited, again: Done) -> None:
    second = json.loads((demo.serving.folder / "out" / "again" / "findings.json").read_text())
    assert second == demo.load("findings.json")


def test_prefect_shows_the_run_its_tasks_its_log_and_its_summary(demo: Audited) -> None:
    ask = demo.serving.ask
    (run,) = [r for r in ask("/flow_runs/filter", {"sort": "START_TIME_ASC"}) if r["name"] == "audit of inbox"][:1]
    assert run["state"]["type"] == "COMPLETED"
    tasks = ask("/task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
    assert {t["name"].rsplit("-", 1)[0] for t in tasks} == {"take in", "read", "judge", "report"}
    assert {t["state"]["type"] for t in tasks} == {"COMPLETED"}
    logs = [r["message"] for r in ask("/logs/filter", {"logs": {"flow_run_id": {"any_": [run["id"]]}}})]
    assert any("took in" in message for message in logs)
    grave = next(f for f in demo.load("findings.json") if f["severity"] == "critical" and f["status"] == "finding")
    assert any(message.startswith(f"entry {grave['entry_number']}: ") for message in logs)
    document = json.loads((demo.out / "documents.jsonl").read_text(encoding="utf-8").splitlines()[0])["document"]
    assert any(message.startswith(f"{document} (") for message in logs)
    artifacts = {a["key"]: a for a in ask("/artifacts/filter", {}) if a["flow_run_id"] == run["id"]}
    assert set(artifacts) == {"audit-summary", "reading-progress"}
    summary, progress = artifacts["audit-summary"], artifacts["reading-progress"]
    assert "| files |" in summary["data"]
    assert f"[report.html]({(demo.out / 'report.html').as_uri()})" in summary["data"]
    assert progress["data"] == 100
    assert " pages a minute" in progress["description"]


def test_the_deployment_runs_an_audit_in_a_worker(demo: Audited, again: Done) -> None:
    ask = demo.serving.ask
    deployment = ask("/deployments/name/audit/audit")
    samples = ROOT / "sample_docs"
    given = {"inboxes": [str(samples / "inbox")], "entries": [str(samples / "entries.csv")], "out": "out/deployed"}
    run = ask(f"/deployments/{deployment['id']}/create_flow_run", {"parameters": given})
    end = time.monotonic() + 240
    while (state := ask(f"/flow_runs/{run['id']}")["state"])["type"] not in ("COMPLETED", "FAILED", "CRASHED"):
        assert time.monotonic() < end, state
        time.sleep(1)
    assert state["type"] == "COMPLETED", state
    assert (demo.serving.folder / "out" / "deployed" / "report.html").exists()


def test_recheck_tells_what_a_changed_setting_changed(demo: Audited, again: Done) -> None:
    folder = demo.serving.folder
    unchanged = origin_audit(folder, "recheck")
    assert unchanged.code == 0
    assert "0 changed" in unchanged.out
    rule = next(must["rule"] for entry in EXPECTED.values() for must in entry["must"])
    (folder / "origin-audit.toml").write_text(f'[rules]\ndisabled = ["{rule}"]\n')
    try:
        changed = origin_audit(folder, "recheck", "--out", "out/rechecked")
    finally:
        (folder / "origin-audit.toml").unlink()
    assert changed.code == 0
    assert "gone" in changed.out
    assert rule in changed.out
    assert rule not in {f["rule"] for f in json.loads((folder / "out" / "rechecked" / "findings.json").read_text())}


def test_fail_on_ends_with_one(demo: Audited, again: Done) -> None:
    samples = ROOT / "sample_docs"
    done = origin_audit(demo.serving.folder, "audit", samples / "inbox", "--entries", samples / "entries.csv",
                        "--fail-on", "critical")  # fmt: skip
    assert done.code == 1
