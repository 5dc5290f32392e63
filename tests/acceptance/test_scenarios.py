"""The worked scenarios of DOMAIN.md 7: drawn, read and judged as a user does it, with the findings written there."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest

from sample_docs.scenario import LISTS, Scenario, scenarios, write_papers
from tests.acceptance.conftest import Serving, origin_audit

SCENARIOS = scenarios()
SCANNED = ("7-02", "7-04", "7-07")
"""Scenarios whose papers travel by their own roads here, for time; the others come as digital PDFs."""
SETTINGS = """
[rules]
confirmed = ["chain_steps", "product_profiles"]
"""
"""Whoever works with these chains has looked at the tables of their steps, which are capped at `warning` unless so."""
Findings = list[dict[str, Any]]


@pytest.fixture(scope="module")
def findings(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """Everything found in one audit of all papers against all entries, official lists loaded before."""
    folder = tmp_path_factory.mktemp("scenarios")
    for scenario in SCENARIOS:
        write_papers(scenario, folder / "inbox" / scenario.name, road="" if scenario.name in SCANNED else "digital")
    rows = [row for scenario in SCENARIOS for row in scenario.entries]
    with (folder / "entries.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        table.writeheader()
        table.writerows(rows)
    (folder / "origin-audit.toml").write_text(SETTINGS, encoding="utf-8")
    for path in sorted(LISTS.glob("*.csv")):
        loaded = origin_audit(folder, "reference", "load", path, "--table", path.stem)
        assert loaded.code == 0, loaded.err
    done = origin_audit(
        folder, "audit", "inbox", "--entries", "entries.csv", "--out", "out", PREFECT_API_URL=serving.api
    )
    assert done.code == 0, done.err
    return json.loads((folder / "out" / "findings.json").read_text(encoding="utf-8"))


def spoken(finding: dict[str, Any]) -> str:
    return f"{finding['rule']} ({finding['status']}, {finding['severity']}): {finding['message']}"


def entries(scenario: Scenario) -> set[str]:
    return {row["entry_number"] for row in scenario.entries}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.name)
def test_what_is_written_there_is_found(scenario: Scenario, findings: Findings) -> None:
    missing: list[str] = []
    for number, expected in scenario.findings.items():
        for rule, severities in expected.items():
            said = [f for f in findings if f["rule"] == rule and f["entry_number"] == number]
            allowed = severities.split("|")
            met = [
                f for f in said
                if (f["status"] == "finding" and f["severity"] in allowed)
                or (f["status"] == "not_evaluable" and "not_evaluable" in allowed)
            ]  # fmt: skip
            if not met:
                missing.append(f"{rule} of {number} as {severities}; said: {[spoken(f) for f in said]}")
    assert missing == []


@pytest.mark.parametrize("scenario", [s for s in SCENARIOS if s.absent], ids=lambda s: s.name)
def test_what_holds_is_not_accused(scenario: Scenario, findings: Findings) -> None:
    said = [f for f in findings if f["entry_number"] in entries(scenario) and f["rule"] in scenario.absent]
    assert [spoken(f) for f in said if f["status"] != "not_evaluable" and f["severity"] != "info"] == []


@pytest.mark.parametrize("scenario", [s for s in SCENARIOS if s.clean], ids=lambda s: s.name)
def test_the_clean_entry_is_silent_above_info(scenario: Scenario, findings: Findings) -> None:
    said = [f for f in findings if f["entry_number"] in entries(scenario)]
    assert [spoken(f) for f in said if f["severity"] != "info"] == []


def test_a_finding_quotes_both_values_and_its_place(findings: Findings) -> None:
    """DOMAIN.md 5.15: both values, the positions on the papers, the versions of rule and table."""
    [mismatch] = [
        f for f in findings if f["entry_number"] == "8ZV-4410087-1" and f["rule"] == "origin.country-mismatch"
    ]
    assert mismatch["declared"] == {"country_of_origin": "KR"}
    assert mismatch["found"] == {"origin_country": "CN"}
    assert all(e["page"] == 1 and len(e["box"]) == 4 and e["raw"] for e in mismatch["evidence"])
    assert mismatch["rule_version"]


def test_the_arithmetic_is_in_the_report(findings: Findings) -> None:
    """DOMAIN.md 7.8: the report must quote the arithmetic."""
    [balance] = [f for f in findings if f["rule"] == "fac.mass-balance" and f["status"] == "finding"]
    for figure in ("412", "1.08", "1.12", "498.4", "221.6", "190.4", "186 %"):
        assert figure in balance["message"], balance["message"]
