"""What a user may change about the rules: tolerances, severities, and which rules do not run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from schemas.finding import Severity
from schemas.reference.dated import rows


@cache
def shipped_tolerances() -> Mapping[str, Mapping[str, float]]:
    """Rule code -> name -> value, as `schemas/reference/tolerances.csv` gives them."""
    table: dict[str, dict[str, float]] = {}
    for row in rows("tolerances"):
        table.setdefault(row["rule"], {})[row["name"]] = float(row["value"])
    return table


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Settings of the rules; the defaults are DOMAIN.md's.

    Attributes:
        tolerances: rule code -> name -> value; only what differs from the shipped table.
        severities: rule code -> severity that replaces the declared one, grades included.
        disabled: codes of rules that do not run.
        confirmed: reference tables whose unverified rows the user vouches for; rules that rest on them are not capped.
    """

    tolerances: Mapping[str, Mapping[str, float]] = field(default_factory=dict[str, Mapping[str, float]])
    severities: Mapping[str, Severity] = field(default_factory=dict[str, Severity])
    disabled: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()

    def tolerances_of(self, code: str) -> Mapping[str, float]:
        """The tolerances of one rule."""
        return {**shipped_tolerances().get(code, {}), **self.tolerances.get(code, {})}
