"""The certificate ledger: every certificate number with all the entries that rest on it."""

from __future__ import annotations

import polars as pl

_SUMS = {
    "packages": "entry_manifest_quantity",
    "gross_weight_kg": "entry_gross_weight_kg",
}


def build(
    certificates: pl.DataFrame,
    paired: pl.DataFrame,
    links: pl.DataFrame,
    entry_lines: pl.DataFrame,
) -> pl.DataFrame:
    """The LEDGER frame: one row a certificate number and entry, with the sums over all entries of that number.

    Entries rest on a certificate that is linked to them, or cite its number without the paper being in the file.
    """
    numbered = certificates.select(
        "index", "kind", "form_blanket", "certificate_number", "certificate_number__conf", "blanket_from",
        *(name for total in _SUMS for name in (f"total_{total}", f"total_{total}__conf")),
        number=pl.col("certificate_key"),
    )  # fmt: skip
    numbered = numbered.filter(pl.col("number").str.len_chars() >= 5)
    linked = paired.join(numbered.select("index", "number"), on="index").select("number", "entry_row", "entry_number")
    # A certificate may be linked without a line of it matching: the entry still rests on it.
    bare = links.join(numbered.select("index", "number"), on="index").select(
        "number", pl.lit(None, dtype=pl.Int64).alias("entry_row"), "entry_number"
    )
    cited = entry_lines.select("entry_row", "entry_number", number="entry_certificate_keys").explode("number")
    cited = cited.filter(pl.col("number").str.len_chars() >= 5)
    uses = pl.concat([linked, bare, cited.select("number", "entry_row", "entry_number")]).unique()
    entries = uses.group_by("number").agg(
        entries=pl.col("entry_number").n_unique().cast(pl.Int64),
        entry_list=pl.col("entry_number").unique().sort().str.join(", "),
    )
    rows = uses.drop_nulls("entry_row").select("number", "entry_row").unique().join(
        entry_lines.select("entry_row", *_SUMS.values()), on="entry_row"
    )  # fmt: skip
    sums = rows.group_by("number").agg(
        *(
            pl.when(pl.col(column).is_null().any()).then(None).otherwise(pl.col(column).sum()).alias(f"all_{name}")
            for name, column in _SUMS.items()
        )
    )
    papers = (
        numbered.sort("certificate_number__conf", descending=True, nulls_last=True)
        .unique("number", keep="first", maintain_order=True)
        .rename({name: f"cert_{name}" for name in numbered.columns if name not in ("number", "form_blanket")})
    )
    return (
        uses.select("number", "entry_number")
        .unique(maintain_order=True)
        .join(entries, on="number")
        .join(sums, on="number", how="left")
        .join(papers, on="number", how="left")
        .sort("number", "entry_number")
    )
