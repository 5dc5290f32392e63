"""The catalogue of DOMAIN.md 5: every rule documented, every rule that is not built explained."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from schemas.reference.dated import rows
from validators.rule import Rule, catalogue
from validators.settings import shipped_tolerances

LISTED: Mapping[str, Mapping[str, str]] = {row["code"]: row for row in rows("rule_catalogue")}


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_a_rule_tells_all_that_a_user_needs(rule: Rule) -> None:
    assert rule.sentence.endswith((".", "}"))
    assert rule.basis
    assert rule.action
    assert rule.rests_on
    assert LISTED[rule.code]["source"]


def test_the_catalogue_lists_each_code_once() -> None:
    assert len(LISTED) == len(rows("rule_catalogue")) == 159


def test_tolerances_belong_to_rules_of_the_catalogue() -> None:
    assert set(shipped_tolerances()) <= set(LISTED)


def test_a_rule_that_is_not_built_says_what_it_needs() -> None:
    built = {rule.code for rule in catalogue()}
    assert [code for code, row in LISTED.items() if code not in built and len(row["needs"]) < 10] == []
