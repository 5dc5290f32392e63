"""What is missing from the file of an entry."""

from __future__ import annotations

import polars as pl

from schemas.finding import Severity
from validators.rule import Grain, rule


@rule(
    "link.missing-document",
    severity=Severity.INFO,
    over=Grain.ENTRY,
    basis="19 CFR 163.6",
    action="ASK",
    rests_on=["entry_number"],
    phrases={
        "absent": lambda row: ", ".join(
            name
            for name, column in (
                ("certificate of origin", "certificate"), ("packing list", "packing_list"), ("invoice", "invoice"),
            )
            if not row[column]
        )
    },
    unknown="the file of this entry holds no {absent}; the rules that compare them did not run",
)  # fmt: skip
def file_holds_the_usual_papers() -> pl.Expr:
    """The file of this entry holds no {absent}."""
    return pl.when(pl.col("certificate") & pl.col("packing_list") & pl.col("invoice")).then(pl.lit(value=True))
