"""The tracing chain (DOMAIN.md 4.3, 5.12): can the goods be followed back to the suppliers of their materials?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.finding import Severity
from schemas.reference.tracing import asks
from validators.phrases import chain_lines, share_of
from validators.rule import Grain, rule


def _asks(row: Mapping[str, Any]) -> str:
    return "; ".join(f"({number}) {ask}" for number, (ask, _) in enumerate(asks(row["fac_chain_missing"]), 1))


@rule(
    "fac.chain-gap",
    severity=Severity.INFO,
    grades={
        Severity.WARNING: lambda: pl.col("asked"),
        Severity.ERROR: lambda limits: pl.col("asked") & (_share() < limits["grave"]),
    },
    over=Grain.CHAIN,
    basis="EAPA and UFLPA practice: raw material is tied to finished goods, order to delivery (DOMAIN S38, S39)",
    action="ASK",
    rests_on=["fac_record_number", "fac_chain_missing"],
    capped=lambda limits: pl.col("chain_sure") >= limits["grave"],
    doubted=lambda: pl.col("chain_near"),
    tables=["chain_steps", "product_profiles"],
    phrases={
        "where": chain_lines,
        "share": lambda row: share_of(row["chain_done"], row["chain_required"], 0),
        "asks": _asks,
    },
)
def every_step_of_the_chain_is_documented(limits: Mapping[str, float]) -> pl.Expr:
    """Of the tracing chain of {chain_goods} ({where}), {chain_done} of {chain_required} steps are documented and tied
    to the next by a number: {share}. Not so: {fac_chain_missing}. To ask the supplier for: {asks}.
    """
    return _share() >= limits["whole"]


def _share() -> pl.Expr:
    return pl.col("chain_done") / pl.col("chain_required")
