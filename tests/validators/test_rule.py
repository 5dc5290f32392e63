"""The engine: four outcomes, crashes, the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl
import pytest

from schemas.finding import Severity, Status
from tests.validators import build as b
from validators import rules as families
from validators.judge import judge_frame
from validators.rule import Grain, Outcome, Rule, catalogue, evaluate, failures, rule
from validators.settings import RuleSettings

FRAME = pl.DataFrame(
    {
        "entry_number": [b.CHINESE] * 4,
        "line_no": ["1", "2", "3", "4"],
        "entry_a": [1.0, 2.0, None, 5.0],
        "entry_b": [1.0, 1.0, 1.0, None],
        "entry_on": [True, True, True, False],
    }
)


def declare(code: str = "test.equal", **about: object) -> Rule:
    settings: dict[str, object] = {
        "severity": Severity.ERROR,
        "over": Grain.ENTRY_LINE,
        "basis": "test",
        "action": "ASK",
        "rests_on": ["entry_a", "entry_b"],
        "applies": lambda: pl.col("entry_on"),
        **about,
    }

    @rule(code, **settings)  # pyright: ignore[reportArgumentType]
    def equal() -> pl.Expr:
        """A is {entry_a}, B is {entry_b}."""
        return pl.col("entry_a") == pl.col("entry_b")

    return equal


def test_a_rule_has_four_outcomes() -> None:
    judged = evaluate(FRAME, [declare()], RuleSettings())
    assert [judged.outcome("test.equal", row) for row in range(4)] == [
        Outcome.PASS,
        Outcome.FINDING,
        Outcome.NOT_EVALUABLE,
        Outcome.NOT_APPLICABLE,
    ]
    assert failures(judged) == [("test.equal", 1)]


def test_what_is_missing_is_named_and_never_passes() -> None:
    found = list(judge_frame(FRAME, [declare()], [], {}, RuleSettings()))
    assert [(f.status, f.line_no, f.message) for f in found] == [
        (Status.FINDING, "2", "A is 2, B is 1."),
        (Status.NOT_EVALUABLE, "3", "Not judged: the entry declares no a."),
    ]


def test_a_crash_inside_a_rule_is_a_finding_about_us_and_stops_no_other_rule() -> None:
    @rule(
        "test.crash", severity=Severity.INFO, over=Grain.ENTRY_LINE, basis="-", action="-", rests_on=["entry_nowhere"]
    )
    def crash() -> pl.Expr:
        """Never said."""
        return pl.col("entry_nowhere") == 1

    @rule("test.raises", severity=Severity.INFO, over=Grain.ENTRY_LINE, basis="-", action="-", rests_on=["entry_a"])
    def raises(limits: Mapping[str, float]) -> pl.Expr:
        """Never said."""
        return pl.col("entry_a") <= limits["no such tolerance"]

    found = list(judge_frame(FRAME, [crash, raises, declare()], [], {}, RuleSettings()))
    faults = {f.rule: f for f in found if f.severity is Severity.ERROR and f.status is Status.NOT_EVALUABLE}
    assert set(faults) == {"test.crash", "test.raises"}
    assert "fault of Origin Audit" in faults["test.crash"].message
    assert "entry_nowhere" in faults["test.crash"].message
    assert [f.line_no for f in found if f.rule == "test.equal" and f.status is Status.FINDING] == ["2"]


def test_a_sentence_that_cannot_be_said_is_a_fault_of_ours_too() -> None:
    broken = declare(phrases={}, grades={Severity.CRITICAL: lambda: pl.col("gone")})
    [fault] = [f for f in judge_frame(FRAME, [broken], [], {}, RuleSettings()) if f.severity is Severity.ERROR]
    assert fault.status is Status.NOT_EVALUABLE
    assert "gone" in fault.message


def test_a_value_no_entry_declares_is_told_once() -> None:
    frame = FRAME.with_columns(
        entry_number=pl.Series([b.CHINESE, b.CHINESE, b.KOREAN, b.KOREAN]), entry_a=pl.lit(None, dtype=pl.Float64)
    )
    [silence] = list(judge_frame(frame, [declare()], [], {}, RuleSettings(), {"entry_a"}))
    assert silence.message == "Not judged on any entry: none of them declares a."


def test_lines_that_miss_the_same_are_told_together() -> None:
    frame = FRAME.with_columns(entry_b=pl.Series([1.0, None, None, None]), entry_on=pl.lit(value=True))
    told = [f for f in judge_frame(frame, [declare()], [], {}, RuleSettings()) if f.status is Status.NOT_EVALUABLE]
    assert [f.message for f in told] == [
        "Not judged (lines 2, 4): the entry declares no b.",
        "Not judged: the entry declares no a; the entry declares no b.",
    ]


def test_a_rule_without_a_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match="no sentence"):

        @rule("test.mute", severity=Severity.INFO, over=Grain.ENTRY, basis="-", action="-", rests_on=[])
        def mute() -> pl.Expr:
            return pl.lit(value=True)


def test_two_rules_of_one_code_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from validators.rules import goods, origin

    monkeypatch.setattr(goods, "twin", origin.supported_origin_is_declared_origin, raising=False)
    catalogue.cache_clear()
    with pytest.raises(ValueError, match=r"two rules are called origin.country-mismatch"):
        catalogue()
    monkeypatch.undo()
    catalogue.cache_clear()


@pytest.mark.parametrize("declared", catalogue(), ids=lambda r: r.code)
def test_every_rule_keeps_the_contract(declared: Rule) -> None:
    family = declared.code.split(".")[0]
    assert declared.code == declared.code.lower()
    assert family.isalnum()
    assert declared.sentence.endswith(".")
    assert declared.basis
    assert declared.action
    assert declared.rests_on
    assert list(families.__path__)


def test_tolerances_severities_and_silence_are_settings() -> None:
    records, lines = [b.certificate()], [b.declared(gross_weight_kg=6200)]
    assert b.raised(b.judged(records, lines), "weight.gross")
    wide = RuleSettings(tolerances={"weight.gross": {"relative": 0.05}})
    assert not b.raised(b.judged(records, lines, wide), "weight.gross")
    grave = RuleSettings(severities={"weight.gross": Severity.CRITICAL})
    assert [f.severity for f in b.raised(b.judged(records, lines, grave), "weight.gross")] == [Severity.CRITICAL]
    off = RuleSettings(disabled=frozenset({"weight.gross"}))
    assert not b.raised(b.judged(records, lines, off), "weight.gross")


def test_dates_are_said_as_iso() -> None:
    [finding] = b.raised(b.judged([b.korus(blanket_to=dt.date(2026, 2, 1))], [b.korean()]), "prog.blanket-window")
    assert "2026-01-01 to 2026-02-01" in finding.message
    assert finding.found["blanket_to"] == "2026-02-01"
