"""Entries made from their own documents, as the drawing program makes them, and what a planted defect brings."""

from __future__ import annotations

import random

import pytest

from sample_docs import planted
from tests.benchmarks import defects
from validators.rule import catalogue


def test_every_planted_defect_names_a_rule_and_changes_something() -> None:
    assert len(planted.KINDS) >= 40
    known = {rule.code for rule in catalogue()}
    drawn = defects.draw(11, 1, 0, {"case_format", "bill_number", "unsealed", "certified_after_claim"})
    assert not drawn.impossible
    for name, case, papers in drawn.cases:
        assert papers
        for expected in case.must.values():
            assert {must["rule"] for must in expected} <= known, name


@pytest.mark.parametrize("seed", [random.Random(5).randint(12, 99)])
def test_planted_defects_are_found_and_clean_entries_are_not_accused(seed: int) -> None:
    kinds = {"case_format", "section_301_missing", "gross_weight", "expired", "marked_early", "no_certificate"}
    drawn = defects.draw(seed, 1, 5, kinds)
    found = defects.judged(drawn, defects.true_records(drawn))
    report = defects.report(drawn, found, misses=True)
    assert "6 kinds of defect, 6 planted: 1.000 found" in report, report
    assert "5 clean entries: 0 with a false error or critical" in report, report
