"""Quantities in one unit, so that they can be compared."""

from __future__ import annotations

import polars as pl

from schemas.reference.units import unit_named


def converted(frame: pl.DataFrame) -> pl.DataFrame:
    """Add certified and declared quantities in base units to a frame of line pairs.

    `cert_in_units` is what the certificate says in the unit of the declared quantity's family, `entry_in_units` the
    declared quantity summed over the lines that share the certificate line; `units_alike` is false where nothing on
    the certificate is of the declared family.
    """
    cert = _bases(frame["cert_unit"], "cert")
    entry = _bases(frame["entry_unit"], "entry")
    frame = frame.join(cert, on="cert_unit", how="left").join(entry, on="entry_unit", how="left")
    same = pl.col("cert_base") == pl.col("entry_base")
    weighed = pl.col("entry_base") == "KG"
    share = ["cert_index", "cert_line", "entry_number", "entry_base"]
    by_unit = pl.col("cert_quantity") * pl.col("cert_factor")
    declared = pl.col("entry_net_quantity") * pl.col("entry_factor")
    return frame.with_columns(
        cert_in_units=pl.when(same).then(by_unit).when(weighed).then(pl.col("cert_net_weight_kg")),
        entry_in_units=pl.when(declared.is_null().any().over(share)).then(None).otherwise(declared.sum().over(share)),
        units_known=pl.col("cert_base").is_not_null() & pl.col("entry_base").is_not_null(),
        units_alike=same | (weighed & pl.col("cert_net_weight_kg").is_not_null()),
    )


def _bases(units: pl.Series, side: str) -> pl.DataFrame:
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
