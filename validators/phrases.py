"""Pieces of sentences: the arithmetic behind a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from validators.evidence import spoken
from validators.rule import Phrase


def difference(certified: str, compared: str, unit: str = "") -> Phrase:
    """How much more or less the second is than the first: "12.7 % more"."""

    def phrase(row: Mapping[str, Any]) -> str:
        return apart(row[certified], row[compared], unit)

    return phrase


def apart(first: float | None, second: float | None, unit: str = "") -> str:
    """The difference of two amounts in words."""
    if first is None or second is None:
        return "not comparable"
    gap = second - first
    amount = f"{spoken(abs(gap))} {unit}".strip()
    if not first:
        return f"{amount} {'more' if gap > 0 else 'less'}"
    return f"{abs(gap) / abs(first):.1%} {'more' if gap > 0 else 'less'}".replace("%", " %")


def share_of(part: float | None, whole: float | None, places: int = 1) -> str:
    """A part of a whole in per cent: "98.9 %"."""
    if part is None or not whole:
        return "not comparable"
    return f"{100 * part / whole:.{places}f}".removesuffix(".0") + " %"


def days_between(first: str, second: str) -> Phrase:
    """How many days the second date is after the first."""

    def phrase(row: Mapping[str, Any]) -> str:
        if row[first] is None or row[second] is None:
            return "some days"
        count = abs((row[second] - row[first]).days)
        return f"{count} day{'' if count == 1 else 's'}"

    return phrase


def chain_lines(row: Mapping[str, Any]) -> str:
    """The entry lines of a tracing chain: "line 1", "lines 1, 2"."""
    return f"line{'s' if ',' in row['chain_lines'] else ''} {row['chain_lines']}"
