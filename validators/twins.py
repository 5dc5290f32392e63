"""The TWIN frame: two certificates that ought to say the same, or follow each other (DOMAIN.md 5.13)."""

from __future__ import annotations

import polars as pl

from validators import names
from validators.ledger import Ledger

TELLING = ["origin_country", "issue_date", "total_packages", "total_gross_weight_kg", "exporter", "consignee"]
"""Values that two copies of one certificate share; names are compared loosely, for readings differ."""
SAME_NAME = 0.80


def build(seen: pl.DataFrame, earlier: Ledger, links: pl.DataFrame) -> pl.DataFrame:
    """Pairs of papers, each pair once, beside the entries of the first.

    `relation` says what makes them a pair: `number` (the same one), `invoice` (one invoice, the same goods) or
    `series` (the next lower serial of one exporter). `other_index` is null where the paper came in an earlier audit.

    Args:
        seen: `ledger.papers` of this audit.
    """
    ours = seen.with_row_index("at").with_columns(pl.col("at").cast(pl.Int64))
    before = earlier.papers.join(seen.select("document"), on="document", how="anti").with_columns(
        index=pl.lit(None, dtype=pl.Int64), at=pl.int_range(pl.len()) - pl.len()
    )
    every = pl.concat([ours, before.select(ours.columns)])
    numbered = _met(ours, every, "number", "number")
    lots = _met(ours.explode("invoices"), every.explode("invoices"), "invoices", "invoice")
    lots = lots.join(numbered.select("doc_at", "other_at"), on=["doc_at", "other_at"], how="anti")
    pairs = pl.concat([numbered, lots, _series(ours, every)])
    for side, table in (("doc", ours), ("other", every)):
        pairs = pairs.join(table.rename({name: f"{side}_{name}" for name in table.columns}), on=f"{side}_at")
    pairs = pairs.with_columns(
        exporter_score=names.scores(pairs, "doc_exporter", "other_exporter"),
        consignee_score=names.scores(pairs, "doc_consignee", "other_consignee"),
        shared_goods=pl.col("doc_goods").list.set_intersection("other_goods").list.len(),
        replacement=pl.col("doc_replaces").is_not_null() | pl.col("other_replaces").is_not_null(),
    )
    pairs = pairs.with_columns(
        differs=_differing(surely=False), differs_surely=_differing(surely=True), agrees=_agreeing()
    )
    return (
        pairs.join(links.rename({"index": "doc_index"}), on="doc_index", how="left")
        .with_columns(pl.col("entry_number").fill_null(""))
        .drop("doc_goods", "other_goods", "doc_invoices", "other_invoices", "doc_unsure", "other_unsure")
    )


def _met(ours: pl.DataFrame, every: pl.DataFrame, key: str, relation: str) -> pl.DataFrame:
    one, two = (table.select("at", key).drop_nulls() for table in (ours, every))
    return (
        one.rename({"at": "doc_at"})
        .join(two.rename({"at": "other_at"}), on=key)
        .filter(pl.col("other_at") < pl.col("doc_at"))
        .select("doc_at", "other_at", relation=pl.lit(relation))
        .unique(maintain_order=True)
    )


def _series(ours: pl.DataFrame, every: pl.DataFrame) -> pl.DataFrame:
    """Each paper with the one of the next lower serial of its exporter in its series.

    Papers of other exporters say nothing: who asks for a certificate later may have been given its number before.
    """
    dated = every.filter(pl.col("serial").is_not_null() & pl.col("issue_date").is_not_null())
    cores = {name: names.core(name) for name in dated["exporter"].drop_nulls().unique()}
    dated = dated.with_columns(seller=pl.col("exporter").replace_strict(cores, return_dtype=pl.String()))
    ordered = dated.drop_nulls("seller").sort("series", "serial", "issue_date")
    own = ["series", "seller"]
    follow = ordered.with_columns(other_at=pl.col("at").shift(1).over(own), low=pl.col("serial").shift(1).over(own))
    follow = follow.filter(pl.col("low") < pl.col("serial"))
    return follow.select(doc_at="at", other_at="other_at", relation=pl.lit("series")).join(
        ours.select(doc_at="at"), on="doc_at", how="semi"
    )


def _unlike(name: str) -> pl.Expr:
    if name in ("exporter", "consignee"):
        return (pl.col(f"{name}_score") < SAME_NAME) & names.one_script(f"doc_{name}", f"other_{name}")
    return pl.col(f"doc_{name}") != pl.col(f"other_{name}")


def _differing(*, surely: bool) -> pl.Expr:
    """The names of the differing values, joined; null where they have none in common."""
    told: list[pl.Expr] = []
    for name in TELLING:
        unlike = _unlike(name)
        if surely:
            unlike = unlike & ~pl.col("doc_unsure").list.contains(name) & ~pl.col("other_unsure").list.contains(name)
        told.append(pl.when(unlike).then(pl.lit(name)))
    common = pl.any_horizontal(_unlike(name).is_not_null() for name in TELLING)
    return pl.when(common).then(pl.concat_str(told, separator=", ", ignore_nulls=True))


def _agreeing() -> pl.Expr:
    """How many values both papers show and agree on."""
    return pl.sum_horizontal((~_unlike(name)).fill_null(value=False).cast(pl.Int64) for name in TELLING)
