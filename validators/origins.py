"""The ORIGIN frame: where papers say the goods of an entry line are from, when that is not only what was declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.reference.programmes import group_members
from validators.factory_rows import BOUGHT, INPUTS
from validators.inputs import IMPORTED
from validators.same_goods import same

CERTIFIED, FINISHED, TRADED = "certified", "finished", "traded"
"""A certificate says so; the goods came from there and were only finished; such goods were bought or imported."""
ORIGINS = ["entry_country_of_origin", "told_origin_country"]
"""Of an entry line: the declared origin, and the one that papers tell against it."""
_TOLD = ["told_index", "told_line", "told_material", "told_origin_country", "told_origin_country__conf"]
_COLUMNS = ["entry_row", *_TOLD, "told_as", "told_name", "told_goods", "told_processes"]


def build(
    pairs: pl.DataFrame, made: pl.DataFrame, rows: pl.DataFrame, entry_lines: pl.DataFrame, entries: pl.DataFrame
) -> pl.DataFrame:
    """The ORIGIN frame: an entry line beside a paper that tells its origin.

    Args:
        pairs: the LINE_PAIR frame.
        made: the FACTORY frame.
        rows: the FACTORY_ROW frame.
        entry_lines: ordinary lines.
    """
    frame = pl.concat([_certified(pairs), _factory(made, rows, entry_lines)], how="diagonal_relaxed")
    declared = entry_lines.select("entry_row", "entry_number", "line_no", "entry_country_of_origin")
    return frame.join(declared, on="entry_row").join(
        entries.select("entry_number", "entry_at_stake"), on="entry_number"
    )


def elsewhere(frame: pl.DataFrame) -> pl.DataFrame:
    """By `entry_row`: the first paper, certificates before records, that tells another origin than was declared."""
    other = frame.filter(~same_country("told_origin_country", "entry_country_of_origin").fill_null(value=True))
    order = pl.col("told_as").replace_strict({CERTIFIED: 0, FINISHED: 1, TRADED: 2}, return_dtype=pl.Int32)
    return (
        other.sort("entry_row", order, "told_index", "told_line", maintain_order=True)
        .unique("entry_row", keep="first", maintain_order=True)
        .select(_COLUMNS)
    )


def same_country(told: str, declared: str) -> pl.Expr:
    """Equal, or the paper names the European Union and the entry one of its members."""
    union = sorted(group_members("EU") or ())
    one, other = pl.col(told), pl.col(declared)
    return (one == other) | ((one == "EU") & other.is_in(union))


def though(row: Mapping[str, Any]) -> str:
    """Where a rule judges by another origin than the declared one: why; else nothing."""
    if row["told_origin_country"] is None:
        return ""
    return f". The entry declares origin {row['entry_country_of_origin']}, but {reason(row)}"


def reason(row: Mapping[str, Any]) -> str:
    """Why the goods may be of `told_origin_country`, as a sentence says it."""
    country, goods = row["told_origin_country"], row["told_goods"]
    if row["told_as"] == CERTIFIED:
        return f"the certificate names {country} as origin"
    if row["told_as"] == FINISHED:
        return f"{goods} of {country} was only finished ({row['told_processes']}), so that its origin stays {country}"
    return f"{goods} came from {country} as it was entered"


def _certified(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.select(
        "entry_row",
        told_index="cert_index",
        told_line="cert_line",
        told_material=pl.lit(None, dtype=pl.Int64),
        told_origin_country="cert_origin_country",
        told_origin_country__conf="cert_origin_country__conf",
        told_as=pl.lit(CERTIFIED),
        told_name=pl.lit("certificate"),
        told_goods=pl.lit(None, dtype=pl.String),
        told_processes=pl.lit(None, dtype=pl.String),
    )


def _factory(made: pl.DataFrame, rows: pl.DataFrame, entry_lines: pl.DataFrame) -> pl.DataFrame:
    """Goods like those declared that came from abroad: bought, imported, or by their mill certificate."""
    came = rows.filter(
        pl.col("fac_kind").is_in(INPUTS)
        & pl.col("foreign").fill_null(value=False)
        & (pl.col("names_goods").fill_null(value=False) | pl.col("same_four").fill_null(value=False))
        & ~pl.col("sold_by_maker").fill_null(value=False)
    )
    finishing = (
        made.filter(pl.col("only_minor").fill_null(value=False))
        .group_by("entry_number", maintain_order=True)
        .agg(told_processes=pl.col("fac_processes").first(), done__conf=pl.col("fac_processes__conf").min())
    )
    came = came.join(finishing, on="entry_number", how="left", maintain_order="left")
    traded = pl.col("fac_kind").is_in([*BOUGHT, IMPORTED])
    told = came.with_columns(
        told_as=pl.when(pl.col("told_processes").is_not_null())
        .then(pl.lit(FINISHED))
        .when(traded)
        .then(pl.lit(TRADED)),
        told_origin_country__conf=pl.min_horizontal(
            pl.coalesce("fac_origin_country__conf", "origin_country__conf_head"),
            "fac_description__conf",
            "done__conf",
        ),
    ).filter(pl.col("told_as").is_not_null())
    lines = entry_lines.select("entry_row", "entry_number", "entry_hts", "entry_description", "line_no")
    alone = entry_lines.group_by("entry_number").agg(alone=pl.len() == 1)
    met = told.select(
        "entry_number",
        "told_as",
        "told_processes",
        "told_origin_country__conf",
        told_index="fac_index",
        told_line="fac_line",
        told_material="fac_material",
        told_origin_country="country",
        told_name=pl.lit("factory record"),
        told_goods="fac_description",
        told_hs="fac_hs_code",
    ).join(lines, on="entry_number").join(alone, on="entry_number")  # fmt: skip
    # Of several lines those are meant that are classified or named like what came.
    like = (pl.col("told_hs").str.slice(0, 4) == pl.col("entry_hts").str.slice(0, 4)).fill_null(value=False)
    named = same(met, "told_goods", "entry_description").fill_null(value=False)
    return met.filter(pl.col("alone") | like | named).select(_COLUMNS)
