"""A rule is one declared thing: the decorator, the catalogue, and the engine that judges a frame."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias

import polars as pl

from schemas.finding import Severity
from validators.settings import RuleSettings

Test: TypeAlias = Callable[..., pl.Expr]
"""Takes nothing, or the rule's tolerances (name -> value), and gives a boolean expression."""
Phrase: TypeAlias = Callable[[Mapping[str, Any]], str]
"""Makes a piece of the sentence, such as the arithmetic, from the row of a finding."""


class Grain(StrEnum):
    """What one row of a comparison frame is about (`schemas.frames` has a model of each)."""

    DOCUMENT = "document"
    """A document, with each entry it belongs to or none."""
    DOCUMENT_LINE = "document_line"
    """A line of a document, or its printed totals."""
    CERTIFICATE = "certificate"
    """A certificate with one of its entries, and what the table of forms and programmes says about both."""
    COUNTERPART = "counterpart"
    """A document with another source for the same shipment: the entry itself, or a shipping document."""
    LINE_PAIR = "line_pair"
    """A certificate line with the entry line it covers."""
    CERTIFICATE_LINE = "certificate_line"
    """A certificate line with an entry, and whether it covers any line of it."""
    FACTORY = "factory"
    """A factory record with one of its entries."""
    FACTORY_ROW = "factory_row"
    """A line or material of a factory record with one of its entries."""
    BALANCE = "balance"
    """A material of a bill of materials beside what there was of it."""
    CHAIN = "chain"
    """Goods of an entry that its papers set out to trace, and which steps of their tracing chain are documented."""
    TWIN = "twin"
    """Two certificates that ought to say the same, or follow each other."""
    TRANSPORT = "transport"
    """A paper that speaks of carriage, beside the bill of lading of its entry."""
    SEQUENCE = "sequence"
    """Two days of one shipment that must follow each other."""
    LEDGER = "ledger"
    """A certificate number with one of the entries that rest on it, and the sums over all of them."""
    ORIGIN = "origin"
    """An entry line beside a paper that tells where its goods are from."""
    ENTRY_LINE = "entry_line"
    """An entry line, with what the tables and its documents say about it."""
    ENTRY = "entry"
    """An entry as a whole."""


class Outcome(StrEnum):
    """What a rule says about a row."""

    PASS = "pass"
    FINDING = "finding"
    NOT_APPLICABLE = "not_applicable"
    NOT_EVALUABLE = "not_evaluable"


@dataclass(frozen=True, slots=True)
class Rule:
    """A declared rule.

    Attributes:
        code: the name people search for.
        sentence: what a finding says; `{column}` is the value of a column, `{phrase}` of a phrase.
        rests_on: columns whose values it compares; they give declared, found, evidence and confidence.
        holds: what must hold.
        applies: rows it is about; None for all.
        grades: severities that replace the declared one where their test holds; the gravest wins.
        capped: rows whose facts are unverified or custom only; the severity stays at warning there.
        tables: reference tables the rule rests on; once the user has confirmed them all, nothing is capped.
        doubted: rows where a failure is a question although the values are well read.
        needs: columns to name as missing where the rule cannot be judged; `rests_on` unless given.
        unknown: what to say where it cannot be judged although nothing is missing.
        lists: official lists without which it judges nothing: that is said once.
    """

    code: str
    severity: Severity
    over: Grain
    basis: str
    action: str
    sentence: str
    rests_on: tuple[str, ...]
    holds: Test
    applies: Test | None = None
    grades: Mapping[Severity, Test] = field(default_factory=dict[Severity, Test])
    capped: Test | None = None
    doubted: Test | None = None
    phrases: Mapping[str, Phrase] = field(default_factory=dict[str, Phrase])
    needs: tuple[str, ...] = ()
    unknown: str = ""
    tables: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


def rule(
    code: str,
    *,
    severity: Severity,
    over: Grain,
    basis: str,
    action: str,
    rests_on: Sequence[str],
    applies: Test | None = None,
    grades: Mapping[Severity, Test] | None = None,
    capped: Test | None = None,
    doubted: Test | None = None,
    phrases: Mapping[str, Phrase] | None = None,
    needs: Sequence[str] = (),
    unknown: str = "",
    tables: Sequence[str] = (),
    lists: Sequence[str] = (),
) -> Callable[[Test], Rule]:
    """Declare the decorated function as a rule: its docstring is the sentence, its expression what must hold."""

    def declare(holds: Test) -> Rule:
        sentence = " ".join((inspect.getdoc(holds) or "").split())
        if not sentence:
            raise ValueError(f"rule {code} has no sentence: write what a finding says as its docstring")
        return Rule(
            code, severity, over, basis, action, sentence, tuple(rests_on), holds,
            applies, grades or {}, capped, doubted, phrases or {}, tuple(needs), unknown,
            tuple(tables), tuple(lists),
        )  # fmt: skip

    return declare


@cache
def catalogue() -> list[Rule]:
    """All rules of `validators/rules/*.py`, families in name order, rules in the order they are written.

    Raises:
        ValueError: two rules have the same code.
    """
    from validators import rules

    found: dict[str, Rule] = {}
    for module in sorted(pkgutil.iter_modules(rules.__path__), key=lambda m: m.name):
        family = importlib.import_module(f"{rules.__name__}.{module.name}")
        for declared in vars(family).values():
            if not isinstance(declared, Rule):
                continue
            if declared.code in found:
                raise ValueError(f"two rules are called {declared.code}; the second is in {module.name}")
            found[declared.code] = declared
    return list(found.values())


def expression(test: Test, tolerances: Mapping[str, float]) -> pl.Expr:
    """The expression of a test, which may ask for the tolerances of its rule."""
    return test(tolerances) if inspect.signature(test).parameters else test()


@dataclass(frozen=True, slots=True)
class Judged:
    """A frame and what its rules say about it.

    Attributes:
        frame: the comparison frame.
        outcomes: one boolean column a rule; null is not evaluable; true also where the rule does not apply.
        applies: one boolean column a rule.
        crashed: rule code -> what went wrong inside the rule.
    """

    frame: pl.DataFrame
    outcomes: pl.DataFrame
    applies: pl.DataFrame
    crashed: Mapping[str, str]

    def outcome(self, code: str, row: int) -> Outcome:
        """What one rule says about one row."""
        if code in self.crashed:
            return Outcome.NOT_EVALUABLE
        if not self.applies[code][row]:
            return Outcome.NOT_APPLICABLE
        match self.outcomes[code][row]:
            case None:
                return Outcome.NOT_EVALUABLE
            case True:
                return Outcome.PASS
            case _:
                return Outcome.FINDING


def evaluate(frame: pl.DataFrame, rules: Sequence[Rule], settings: RuleSettings) -> Judged:
    """Evaluate rules over a frame in one select; a rule that crashes is set apart and never passes."""
    tests: dict[str, tuple[pl.Expr, pl.Expr]] = {}
    crashed: dict[str, str] = {}
    for declared in rules:
        try:
            tests[declared.code] = _outcome(declared, settings)
        except Exception as error:  # noqa: BLE001 - a fault in a rule is reported as a finding about us
            crashed[declared.code] = told(error)
    try:
        columns = _select(frame, tests)
    except Exception:  # noqa: BLE001 - which rule it was comes out below
        columns = pl.DataFrame({"row": range(frame.height)})
        for code in list(tests):
            try:
                columns = columns.hstack(_select(frame, {code: tests[code]}))
            except Exception as error:  # noqa: BLE001 - as above
                crashed[code] = told(error)
                del tests[code]
    return Judged(
        frame,
        columns.select(list(tests)),
        columns.select(pl.col(_applies(code)).alias(code) for code in tests),
        crashed,
    )


def failures(judged: Judged) -> list[tuple[str, int]]:
    """(rule code, row) of every finding: one lazy pandera validation of the outcome columns.

    Rules that hold everywhere are left out of it: pandera's price is paid by the column, not by the row.
    """
    import pandera.polars as pa
    from pandera.errors import SchemaErrors

    outcomes = judged.outcomes
    if not outcomes.width or not outcomes.height:
        return []
    held = outcomes.select(pl.all().all(ignore_nulls=True)).row(0, named=True)
    outcomes = outcomes.select(code for code, holds in held.items() if not holds)
    if not outcomes.width:
        return []
    schema = pa.DataFrameSchema(
        {code: pa.Column(pl.Boolean, pa.Check.eq(True), nullable=True) for code in outcomes.columns}
    )
    try:
        schema.validate(outcomes, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        return list(zip(cases["column"].to_list(), cases["index"].to_list(), strict=True))
    return []


def unjudged(judged: Judged) -> set[str]:
    """Codes of rules that apply to some row and could not be judged there."""
    if not judged.outcomes.width or not judged.outcomes.height:
        return set()
    silent = judged.outcomes.select(
        (pl.col(code).is_null() & judged.applies[code]).any().alias(code) for code in judged.outcomes.columns
    )
    return {code for code, found in silent.row(0, named=True).items() if found}


def _outcome(declared: Rule, settings: RuleSettings) -> tuple[pl.Expr, pl.Expr]:
    tolerances = settings.tolerances_of(declared.code)
    applies = expression(declared.applies, tolerances) if declared.applies else pl.lit(value=True)
    applies = applies.fill_null(value=False)
    holds = pl.when(applies).then(expression(declared.holds, tolerances)).otherwise(pl.lit(value=True))
    return holds.cast(pl.Boolean), applies


def _select(frame: pl.DataFrame, tests: Mapping[str, tuple[pl.Expr, pl.Expr]]) -> pl.DataFrame:
    # A row number keeps the height where an expression is a literal.
    return frame.select(
        pl.int_range(pl.len()).alias("row"),
        *(holds.alias(code) for code, (holds, _) in tests.items()),
        *(applies.alias(_applies(code)) for code, (_, applies) in tests.items()),
    ).drop("row")


def _applies(code: str) -> str:
    return f"{code} applies"


def told(error: Exception) -> str:
    first = str(error).strip().splitlines()
    return f"{type(error).__name__}: {first[0][:200] if first else 'no message'}"
