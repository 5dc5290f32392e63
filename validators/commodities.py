"""Entry lines of commodities that are named for enforcement under the UFLPA, and what papers tell of their inputs."""

from __future__ import annotations

import polars as pl

from validators import profiles
from validators.factory_rows import INPUTS

_GOODS = ("entry_hts", "entry_description", "entry_entry_date")


def columns(entry_lines: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The ENTRY_LINE frame with `sector`, `profile_title` and `input_origins`; rows and their order stay.

    `input_origins` are the countries that papers about inputs print, "" where they print none, null where the file
    holds no such paper.

    Args:
        rows: the FACTORY_ROW frame.
    """
    told = profiles.of(entry_lines, *_GOODS).drop_nulls("sector").unique(_GOODS, keep="first", maintain_order=True)
    printed = pl.coalesce("fac_origin_country", "origin_country_head")
    origins = rows.filter(pl.col("fac_kind").is_in(INPUTS)).group_by("entry_number").agg(
        input_origins=printed.drop_nulls().unique().sort().str.join(", ")
    )  # fmt: skip
    return entry_lines.join(
        told.select(*_GOODS, "sector", "profile_title"), on=_GOODS, how="left", nulls_equal=True, maintain_order="left"
    ).join(origins, on="entry_number", how="left", maintain_order="left")
