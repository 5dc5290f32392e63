"""Entry lines beside the other lines of the same maker and tariff number: unit price and weight a piece."""

from __future__ import annotations

import polars as pl

LEAST = 5
"""Lines from which there is a history to compare with."""


def columns(entry_lines: pl.DataFrame) -> pl.DataFrame:
    """`entry_row`, `unit_price`, `usual_price`, `price_spread` and the same of the weight a unit.

    The spread is the median distance from the median; both are null below LEAST lines.
    """
    group = ["entry_manufacturer_id", "entry_hts", "entry_unit"]
    counted = pl.col("entry_net_quantity") > 0
    lines = entry_lines.select(
        "entry_row", *group,
        unit_price=pl.when(counted).then(pl.col("entry_entered_value_usd") / pl.col("entry_net_quantity")),
        unit_weight=pl.when(counted & (pl.col("entry_unit") != "KG")).then(
            pl.col("entry_gross_weight_kg") / pl.col("entry_net_quantity")
        ),
    )  # fmt: skip
    many = lines.filter(pl.col("entry_manufacturer_id").is_not_null()).filter(pl.len().over(group) >= LEAST)
    for name, unit in (("price", "unit_price"), ("weight", "unit_weight")):
        many = many.with_columns(pl.col(unit).median().over(group).alias(f"usual_{name}"))
        many = many.with_columns(
            (pl.col(unit) - pl.col(f"usual_{name}")).abs().median().over(group).alias(f"{name}_spread")
        )
    return many.drop(group)
