"""Factory records (DOMAIN.md 5.12): can these goods have been made there, then?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.finding import Severity
from validators.phrases import days_between
from validators.rule import Grain, rule
from validators.rules.document import SHIPPED

MADE = ["fac.production_order", "fac.batch_log", "fac.fg_receipt"]
"""Records whose finish date is the end of making."""


@rule(
    "fac.prod-after-ship",
    severity=Severity.CRITICAL,
    over=Grain.FACTORY,
    basis="logic",
    action="HOLD",
    rests_on=["fac_finish_date", "entry_export_date", "bl_issue_date"],
    needs=["fac_finish_date", "entry_export_date"],
    applies=lambda: pl.col("fac_kind").is_in(MADE),
    phrases={
        "shipped": lambda row: str(row["entry_export_date"] or row["bl_issue_date"]),
        "late": lambda row: days_between("shipped", "fac_finish_date")(
            {**row, "shipped": row["entry_export_date"] or row["bl_issue_date"]}
        ),
    },
)
def production_ends_before_shipment(limits: Mapping[str, float]) -> pl.Expr:
    """Production ended on {fac_finish_date}, {late} after the goods were shipped on {shipped}."""
    return pl.col("fac_finish_date") <= SHIPPED + pl.duration(days=limits["days"])
