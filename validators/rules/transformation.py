"""Substantial transformation (DOMAIN.md 5.11): was enough done where the goods are said to come from?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.finding import Severity
from validators.factory_rows import INPUTS
from validators.phrases import share_of
from validators.rule import Grain, rule


@rule(
    "st.minor-operation",
    severity=Severity.ERROR,
    grades={Severity.CRITICAL: lambda: pl.col("foreign_inputs").fill_null(value=False)},
    over=Grain.FACTORY,
    basis="19 CFR 134.1(b), (d)",
    action="origin stays that of the input",
    rests_on=["fac_processes", "entry_country_of_origin"],
    applies=lambda: pl.col("fac_processes").is_not_null(),
    capped=lambda: ~pl.col("minor_verified").fill_null(value=False),
    tables=["processes"],
    unknown="the table of processes does not know all of {fac_processes}",
    phrases={
        "beside": lambda row: (
            ", and inputs come from another country" if row["foreign_inputs"] else ""
        )
    },
)  # fmt: skip
def more_is_done_than_finishing() -> pl.Expr:
    """The log shows {fac_processes} only: none of it makes new goods of {entry_country_of_origin}{beside}."""
    return ~pl.col("only_minor")


@rule(
    "st.no-tariff-shift",
    severity=Severity.ERROR,
    over=Grain.FACTORY_ROW,
    basis="19 CFR part 102 (USMCA marking); an indicator elsewhere",
    action="ASK process file",
    rests_on=["fac_description", "fac_hs_code", "entry_country_of_origin"],
    needs=["fac_description"],
    applies=lambda: (
        pl.col("fac_kind").is_in(INPUTS)
        & pl.col("foreign").fill_null(value=False)
        & (pl.col("same_four").is_not_null() | pl.col("names_goods").fill_null(value=False))
    ),
    phrases={
        "why": lambda row: (
            f"is of heading {row['fac_hs_code'][:4]} like the goods"
            if row["same_four"]
            else f"is already what was entered ({row['goods_name']})"
        )
    },
)
def inputs_change_their_heading() -> pl.Expr:
    """{fac_description} from {country} {why}: making goods of {entry_country_of_origin} of it shifts no tariff
    heading.
    """
    return ~(pl.col("same_four").fill_null(value=False) | pl.col("names_goods").fill_null(value=False))


@rule(
    "st.value-added-low",
    severity=Severity.WARNING,
    over=Grain.FACTORY,
    basis="35 % value rules (GSP and others); totality of circumstances elsewhere",
    action="ASK cost",
    rests_on=["fac_value"],
    applies=lambda: (
        (pl.col("fac_kind") == "fac.bom")
        & pl.col("foreign_cost").is_not_null()
        & (pl.col("total_cost") > 0)
        & (pl.col("foreign_cost") > 0)
    ),
    phrases={"added": lambda row: share_of(row["total_cost"] - row["foreign_cost"], row["total_cost"])},
)
def enough_value_is_added(limits: Mapping[str, float]) -> pl.Expr:
    """Materials of the bill cost {total_cost}, {foreign_cost} of it from other countries: {added} is local."""
    return 1 - pl.col("foreign_cost") / pl.col("total_cost") >= limits["least"]
