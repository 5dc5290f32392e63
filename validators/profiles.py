"""Which product profiles goods belong to, by tariff number and words (DOMAIN.md 4.3)."""

from __future__ import annotations

import polars as pl

from schemas.reference.dated import day, rows

PROFILE_COLUMNS = {
    "profile": pl.String(),
    "profile_title": pl.String(),
    "sector": pl.String(),
    "profile_verified": pl.Boolean(),
}
"""`sector` is the commodity that is named for enforcement under the UFLPA, null where none is."""


def of(goods: pl.DataFrame, hts: str, description: str, on: str) -> pl.DataFrame:
    """The distinct goods (three columns: tariff number, description, day) with PROFILE_COLUMNS.

    Goods of several profiles have several rows, those of none have no row.
    """
    distinct = goods.select(hts, description, on).unique()
    found: list[pl.DataFrame] = []
    for row in rows("product_profiles"):
        fits = pl.any_horizontal(pl.col(hts).str.starts_with(start) for start in row["hts"].split())
        if row["words"]:
            fits &= pl.col(description).str.to_uppercase().str.contains(row["words"])
        if first := day(row["valid_from"]):
            fits &= (pl.col(on) >= first).fill_null(value=True)
        if last := day(row["valid_to"]):
            fits &= (pl.col(on) <= last).fill_null(value=True)
        told = {
            "profile": row["profile"],
            "profile_title": row["title"],
            "sector": row["sector"] or None,
            "profile_verified": row["verified"] == "yes",
        }
        found.append(
            distinct.filter(fits).with_columns(
                pl.lit(value, dtype=PROFILE_COLUMNS[name]).alias(name) for name, value in told.items()
            )
        )
    return pl.concat(found).unique([hts, description, on, "profile"], keep="first", maintain_order=True)
