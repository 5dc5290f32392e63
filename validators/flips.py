"""Entry lines whose maker declared the same goods of China less than a year before (DOMAIN.md 5.11)."""

from __future__ import annotations

import datetime as dt

import polars as pl

WITHIN = dt.timedelta(days=366)


def columns(lines: pl.DataFrame) -> pl.DataFrame:
    """`entry_row`, `flipped_from`, `flipped_entry`, `flipped_on` of lines of another origin than China.

    A maker is known by importer and the name part of its manufacturer ID (which begins with the country), goods by six
    digits.
    """
    known = lines.filter(
        pl.col("entry_importer_name").is_not_null()
        & (pl.col("entry_manufacturer_id").str.len_chars() >= 6)
        & pl.col("entry_entry_date").is_not_null()
    ).select(
        "entry_row", "entry_number", "entry_entry_date", "entry_country_of_origin",
        importer=pl.col("entry_importer_name").str.to_uppercase(),
        maker=pl.col("entry_manufacturer_id").str.to_uppercase().str.slice(2, 6),
        goods=pl.col("entry_hts").str.slice(0, 6),
    )  # fmt: skip
    chinese = pl.col("entry_country_of_origin") == "CN"
    before = known.filter(chinese).select(
        "importer", "maker", "goods", flipped_from=pl.lit("CN"), flipped_entry="entry_number",
        flipped_on="entry_entry_date",
    )  # fmt: skip
    after = known.filter(~chinese).sort("entry_entry_date")
    return (
        after.join_asof(
            before.sort("flipped_on"),
            left_on="entry_entry_date",
            right_on="flipped_on",
            by=["importer", "maker", "goods"],
            tolerance=WITHIN,
            coalesce=False,
            check_sortedness=False,
        )
        .drop_nulls("flipped_on")
        .select("entry_row", "flipped_from", "flipped_entry", "flipped_on")
    )
