"""Transshipment and routing (DOMAIN.md 5.11): did the goods only pass through?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.finding import Severity
from validators.factory_rows import BOUGHT
from validators.inputs import IMPORTED
from validators.phrases import share_of
from validators.rule import Grain, rule
from validators.transport import BILLS, DISPATCH


def _before(row: Mapping[str, Any]) -> str:
    what = "export" if row["entry_export_date"] else "the bill of lading" if row["bl_issue_date"] else "the certificate"
    return f"{row['days_before']} day{'' if row['days_before'] == 1 else 's'} before {what} of {row['shipped']}"


def _amounts(row: Mapping[str, Any]) -> str:
    if row["imported_kg"] is not None and row["entry_gross_weight_kg"]:
        came, went = row["imported_kg"], row["entry_gross_weight_kg"]
        return f"{came:,.0f} of {went:,.0f} kg = {share_of(came, went)}"
    came, went = row["amount"], row["declared_amount"]
    return f"{came:,.0f} of {went:,.0f} {row['declared_base']} = {share_of(came, went)}"


@rule(
    "route.fg-import",
    severity=Severity.ERROR,
    grades={Severity.CRITICAL: lambda limits: pl.col("shared_amount") >= limits["grave"]},
    over=Grain.FACTORY_ROW,
    basis="EAPA; CF-28 item (c) (DOMAIN S38)",
    action="HOLD, PD",
    rests_on=["fac_description", "fac_hs_code", "fac_issue_date", "entry_country_of_origin"],
    needs=["fac_issue_date", "fac_quantity", "entry_country_of_origin"],
    applies=lambda: (
        (pl.col("fac_kind").is_in([*BOUGHT, IMPORTED]) & pl.col("foreign").fill_null(value=True))
        & (pl.col("same_six").fill_null(value=False) | pl.col("names_goods").fill_null(value=False))
        & ~pl.col("sold_by_maker").fill_null(value=False)
    ),
    phrases={"before": _before, "amounts": _amounts, "came": lambda row: row["country"] or "abroad"},
    unknown="quantities of the import and of the entry are not in one unit",
)
def goods_were_not_imported_finished(limits: Mapping[str, float]) -> pl.Expr:
    """{fac_description} came from {came}, {before}, as goods like those declared of {entry_country_of_origin}:
    {amounts}.
    """
    recent = pl.col("days_before").is_between(0, limits["days"])
    return pl.when(pl.col("shared_amount").is_not_null()).then(~recent)


@rule(
    "route.short-dwell",
    severity=Severity.CRITICAL,
    over=Grain.FACTORY_ROW,
    basis="EAPA reasoning (DOMAIN S38)",
    action="HOLD, ASK records",
    rests_on=["fac_description", "fac_issue_date", "entry_export_date", "bl_issue_date"],
    needs=["fac_issue_date", "entry_export_date"],
    applies=lambda: (pl.col("fac_kind") == IMPORTED) & pl.col("foreign").fill_null(value=True) & pl.col("first_import"),
    phrases={"before": _before, "came": lambda row: row["country"] or "abroad"},
)
def making_had_time(limits: Mapping[str, float]) -> pl.Expr:
    """The first {fac_description} from {came} was imported on {fac_issue_date}, {before}: making takes longer."""
    return ~pl.col("days_before").is_between(0, limits["days"] - 1)


@rule(
    "route.same-container",
    severity=Severity.CRITICAL,
    over=Grain.TRANSPORT,
    basis="EAPA tracing (DOMAIN S38)",
    action="HOLD",
    rests_on=["doc_container", "doc_loading_place", "other_container", "other_port_of_loading"],
    needs=["doc_loading_place", "other_container"],
    applies=lambda: (
        (pl.col("doc_kind") == DISPATCH)
        & pl.col("on_papers").fill_null(value=False)
        & (pl.col("loaded_there").is_not_null() | pl.col("doc_loading_place").is_not_null())
    ),
    phrases={
        "away": lambda row: row["other_port_of_loading"] or row["other_loaded_in"] or row["entry_country_of_origin"],
        "day": lambda row: f" on {row['doc_issue_date']}" if row["doc_issue_date"] else "",
    },
    capped=lambda: ~pl.col("taken_verified").fill_null(value=True),
    tables=["ports"],
    unknown="in which country {doc_loading_place} lies is not known",
)
def containers_are_stuffed_where_the_goods_are_made() -> pl.Expr:
    """Container {shared_boxes} left {doc_loading_place} ({taken_from}){day}; the same container carried these goods
    from {away}, entered as made in {entry_country_of_origin}.
    """
    return (pl.col("taken_from") == pl.col("entry_country_of_origin")) | (
        pl.col("taken_from") == pl.col("loaded_there")
    )


@rule(
    "route.load-port-vs-origin",
    severity=Severity.WARNING,
    over=Grain.TRANSPORT,
    basis="19 CFR 134.1(b); feeder ports are common and allowed for",
    action="ASK",
    rests_on=["doc_port_of_loading", "entry_country_of_origin"],
    applies=lambda: (
        pl.col("doc_kind").is_in(BILLS)
        & pl.col("loaded_in").is_not_null()
        & pl.col("entry_country_of_origin").is_not_null()
    ),
    capped=lambda: pl.lit(value=True),
    tables=["ports"],
)
def goods_are_loaded_in_their_country() -> pl.Expr:
    """The bill of lading loads the goods in {doc_port_of_loading} ({loaded_in}), which is no feeder port; the entry
    declares origin {entry_country_of_origin}.
    """
    return (pl.col("loaded_in") == pl.col("entry_country_of_origin")) | pl.col("loaded_at_feeder")


@rule(
    "route.undeclared-transit",
    severity=Severity.WARNING,
    over=Grain.TRANSPORT,
    basis="direct transport rules of the agreements",
    action="ASK",
    rests_on=["doc_transport", "other_port_of_loading"],
    applies=lambda: pl.col("on_route").is_not_null(),
    capped=lambda: ~pl.col("other_loaded_verified").fill_null(value=True),
    tables=["ports"],
)
def goods_went_as_certified() -> pl.Expr:
    """The certificate's route is {doc_transport}; the bill of lading loads the goods in {other_port_of_loading}
    ({other_loaded_in}), which the route does not name.
    """
    return pl.col("on_route")


@rule(
    "route.origin-flip",
    severity=Severity.ERROR,
    over=Grain.ENTRY_LINE,
    basis="Section 301 evasion cue (19 USC 1592)",
    action="ASK new factory proof",
    rests_on=["entry_manufacturer_id", "entry_country_of_origin", "entry_hts"],
    applies=lambda: pl.col("flipped_from").is_not_null(),
    capped=lambda: pl.lit(value=True),
)
def origin_of_a_makers_goods_is_steady() -> pl.Expr:
    """Goods of {entry_hts} by this maker ({entry_manufacturer_id}) are declared of {entry_country_of_origin}; entry
    {flipped_entry} of {flipped_on} declared the same goods by the same name of CN.
    """
    return pl.lit(value=False)
