"""Forced labour (DOMAIN.md 5.14): does anything in the papers point to Xinjiang?"""

from __future__ import annotations

import polars as pl

from schemas.finding import Severity
from validators.rule import Grain, rule


@rule(
    "fl.xinjiang-mention",
    severity=Severity.CRITICAL,
    over=Grain.DOCUMENT,
    basis="UFLPA (Pub. L. 117-78), 19 USC 1307: rebuttable presumption",
    action="HOLD, tracing package",
    rests_on=["doc_xinjiang"],
    applies=lambda: pl.col("entry_number") != "",
)
def no_place_of_xinjiang_is_mentioned() -> pl.Expr:
    """The document mentions {doc_xinjiang}, a place in the Xinjiang Uyghur Autonomous Region."""
    return pl.col("doc_xinjiang").is_null()
