"""Days (DOMAIN.md 5.8): can things have happened in this order?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.finding import Severity
from validators.phrases import days_between
from validators.rule import Grain, rule

_APART = {"apart": days_between("other_day", "doc_day")}


@rule(
    "date.sequence",
    severity=Severity.ERROR,
    over=Grain.SEQUENCE,
    basis="logic",
    action="ASK",
    rests_on=["doc_day", "other_day"],
    applies=lambda: ~pl.col("of_input"),
    phrases={**_APART, "first": lambda row: _told(row, "doc"), "second": lambda row: _told(row, "other")},
)
def things_happen_in_order() -> pl.Expr:
    """{first} on {doc_day}, {apart} after {second} on {other_day}: it must come first."""
    return pl.col("doc_day") <= pl.col("other_day")


def _told(row: Mapping[str, Any], side: str) -> str:
    event = row[f"{side}_event"]
    return event[:1].upper() + event[1:] if side == "doc" else event


@rule(
    "fac.prod-before-input",
    severity=Severity.ERROR,
    over=Grain.SEQUENCE,
    basis="logic",
    action="ASK",
    rests_on=["doc_day", "other_day"],
    applies=lambda: pl.col("of_input"),
    phrases={**_APART, "first": lambda row: _told(row, "doc")},
)
def materials_are_there_before_making() -> pl.Expr:
    """{first} for the first time on {doc_day}, {apart} after production began on {other_day}; no stock ledger in the
    file shows any of it before.
    """
    return pl.col("doc_day") <= pl.col("other_day")
