"""Versions of rules and tables: a finding says which made it, a recheck says which of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from schemas.reference.dated import rows
from schemas.reference.official import LAYOUTS, Reference
from validators.rule import Rule, catalogue, expression
from validators.settings import RuleSettings

_LENGTH = 8


def of_rules(settings: RuleSettings) -> dict[str, str]:
    """Rule code -> version: its declaration, its expressions with the tolerances in force, its chosen severity."""
    return {rule.code: _of_rule(rule, settings) for rule in catalogue()}


def of_tables(reference: Reference) -> dict[str, str]:
    """Table -> version: its content, shipped or loaded."""
    return {**_shipped(), **{name: _hash(repr(sorted(reference[name].content.items()))) for name in LAYOUTS}}


def together(versions: Mapping[str, str], names: Iterable[str]) -> str:
    """One version for the tables that a rule names, for all of them where it names none."""
    wanted = [name for name in names if name in versions] or sorted(versions)
    return _hash(*(f"{name} {versions[name]}" for name in wanted))


def _of_rule(rule: Rule, settings: RuleSettings) -> str:
    limits = settings.tolerances_of(rule.code)
    tests = [rule.holds, rule.applies, rule.capped, rule.doubted, *(test for _, test in sorted(rule.grades.items()))]
    said = (
        rule.code, rule.severity.label, rule.over.value, rule.basis, rule.action, rule.sentence, rule.rests_on,
        [grade.label for grade in sorted(rule.grades)], settings.severities.get(rule.code), rule.needs, rule.unknown,
    )  # fmt: skip
    parts = [b"" if test is None else bytes(expression(test, limits).meta.serialize()) for test in tests]
    return _hash(repr(said), *parts)


@cache
def _shipped() -> Mapping[str, str]:
    folder = Path(__file__).parent.parent / "schemas" / "reference"
    names = sorted(path.stem for path in folder.glob("*.csv"))
    return {name: _hash(*(repr(sorted(row.items())) for row in rows(name))) for name in names}


def _hash(*parts: str | bytes) -> str:
    digest = sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else part.encode())
        digest.update(b"\x1f")
    return digest.hexdigest()[:_LENGTH]
