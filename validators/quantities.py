"""Quantities in one unit, so that they can be compared."""

from __future__ import annotations

import polars as pl

from schemas.reference.units import unit_named


def converted(frame: pl.DataFrame) -> pl.DataFrame:
    """Add certified and declared quantities in base units to a frame of line pairs.

    Both are sums over the lines of a group: `cert_in_units` of the certificate lines, in the unit of the declared
    quantity's family, `entry_in_units` of the entry lines; null where a line is silent or of another unit.
    `group_head` marks one pair of each group, `units_alike` says whether there is anything to compare.
    """
    cert = bases(frame["cert_unit"], "cert")
    entry = bases(frame["entry_unit"], "entry")
    frame = frame.join(cert, on="cert_unit", how="left", maintain_order="left").join(
        entry, on="entry_unit", how="left", maintain_order="left"
    )
    group = ["cert_index", "entry_number", "group"]
    one_unit = pl.col("entry_base").n_unique().over(group) == 1
    certified = (
        pl.when(pl.col("cert_base") == pl.col("entry_base"))
        .then(pl.col("cert_quantity") * pl.col("cert_factor"))
        .when(pl.col("entry_base") == "KG")
        .then(pl.col("cert_net_weight_kg"))
    )
    declared = pl.col("entry_net_quantity") * pl.col("entry_factor")
    frame = frame.with_columns(certified=certified, declared=declared)
    return frame.with_columns(
        cert_in_units=_sum(frame.with_columns(certified=certified), "certified", "cert_line", group),
        entry_in_units=_sum(frame.with_columns(declared=declared), "declared", "entry_row", group),
        cert_quantity__conf=pl.col("cert_quantity__conf").min().over(group),
        group_head=pl.int_range(pl.len()).over(group) == 0,
        units_alike=one_unit & pl.col("certified").is_not_null().all().over(group),
    ).drop("certified", "declared")


def _sum(frame: pl.DataFrame, value: str, line: str, group: list[str]) -> pl.Series:
    """The sum of a value over the distinct lines of each group; null where a line has none."""
    distinct = frame.unique([*group, line], keep="first", maintain_order=True)
    known = pl.col(value).is_not_null().all()
    sums = distinct.group_by(group).agg(pl.when(known).then(pl.col(value).sum()).alias("sum"))
    return frame.join(sums, on=group, how="left", maintain_order="left")["sum"]


def bases(units: pl.Series, side: str) -> pl.DataFrame:
    """`<side>_unit`, `<side>_base` and `<side>_factor` of the distinct units; null where nothing can be compared."""
    rows: list[tuple[str, str | None, float | None]] = []
    for name in units.drop_nulls().unique():
        unit = unit_named(name)
        # Packages never convert to units of quantity; what has no known unit cannot be compared.
        if unit is None or unit.family == "package" or unit.base == "X":
            rows.append((name, None, None))
        else:
            rows.append((name, unit.base, float(unit.factor)))
    columns = {f"{side}_unit": pl.String(), f"{side}_base": pl.String(), f"{side}_factor": pl.Float64()}
    return pl.DataFrame(rows, schema=columns, orient="row")
