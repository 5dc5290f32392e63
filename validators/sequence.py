"""The SEQUENCE frame: two days of one shipment that must follow each other, each with the paper it stands on."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from validators.factory_rows import Factory

MAKING = ["fac.production_order", "fac.batch_log"]
BILLS = ["ship.bl", "ship.awb"]
_DAY = ["day", "day__conf", "day__field", "event"]


def build(
    documents: pl.DataFrame,
    certificates: pl.DataFrame,
    factory: Factory,
    links: pl.DataFrame,
    entries: pl.DataFrame,
) -> pl.DataFrame:
    """One row a pair of days, `doc_` the one that must not be later than `other_`.

    `doc_event` and `other_event` say what happened; `…_index` is null where the entry declares the day. `of_input`
    marks the pairs of the first receipt of a material and the beginning of making.
    """

    def read(of: pl.DataFrame, field: str, event: str) -> pl.DataFrame:
        dated = of.filter(pl.col(field).is_not_null()).select(
            "index", day=pl.col(field), day__conf=pl.col(f"{field}__conf"), day__field=pl.lit(field),
            event=pl.lit(event),
        )  # fmt: skip
        return links.join(dated, on="index").select("entry_number", "index", *_DAY)

    def declared(field: str, event: str) -> pl.DataFrame:
        return entries.filter(pl.col(f"entry_{field}").is_not_null()).select(
            "entry_number", index=pl.lit(None, dtype=pl.Int64), day=pl.col(f"entry_{field}"),
            day__conf=pl.lit(None, dtype=pl.Float64), day__field=pl.lit(field), event=pl.lit(event),
        )  # fmt: skip

    def of(*kinds: str) -> pl.DataFrame:
        return documents.filter(pl.col("kind").is_in(kinds))

    making = of(*MAKING)
    began = read(making, "start_date", "production began")
    ended = read(making, "finish_date", "production ended")
    ordered = read(of("fac.production_order"), "issue_date", "the production order was given")
    left = read(of("fac.dispatch"), "issue_date", "the goods left the works")
    shipped = read(documents.filter(pl.col("kind").is_in(BILLS)), "issue_date", "the goods were shipped")
    by_authority = certificates.filter(pl.col("form_issued_by") == "authority")
    invoiced = read(by_authority, "invoice_date", "the invoice was made out")
    certified = read(by_authority, "issue_date", "the certificate was issued")
    sailing = read(by_authority.filter(pl.col("kind") == "coo.rcep"), "invoice_date", "the invoice was made out")
    imported = declared("import_date", "the goods were imported")
    same = ["entry_number", "index"]
    frames = [
        _pair(ordered, began, same),
        _pair(began, ended, same),
        _pair(ended, left, ["entry_number"]),
        _pair(invoiced, certified, same),
        _pair(shipped, imported, ["entry_number"]),
        _pair(sailing, shipped, ["entry_number"]),
        _pair(declared("export_date", "the goods were exported"), imported, ["entry_number"]),
        _pair(_received(documents, factory, links), began, ["entry_number"]).with_columns(of_input=pl.lit(value=True)),
    ]
    return pl.concat(frames, how="diagonal_relaxed").with_columns(pl.col("of_input").fill_null(value=False))


def _received(documents: pl.DataFrame, factory: Factory, links: pl.DataFrame) -> pl.DataFrame:
    """The first receipt of each material of an entry of which its stock ledgers show none before."""
    receipts = documents.filter((pl.col("kind") == "fac.goods_receipt") & pl.col("issue_date").is_not_null())
    rows = factory.rows.select("index", "kind", "opening_quantity", what="description")
    name = pl.col("what").str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    named = links.join(rows, on="index").with_columns(name=name)
    there = named.filter((pl.col("kind") == "fac.stock_ledger") & (pl.col("opening_quantity") > 0))
    first = (
        named.join(receipts.select("index", "issue_date", "issue_date__conf"), on="index")
        .join(there, on=["entry_number", "name"], how="anti")
        .sort("entry_number", "name", "issue_date")
        .unique(["entry_number", "name"], keep="first", maintain_order=True)
    )
    return first.select(
        "entry_number", "index", day="issue_date", day__conf="issue_date__conf", day__field=pl.lit("issue_date"),
        event=pl.format("{} was received", pl.col("what").fill_null("a material")),
    )  # fmt: skip


def _pair(first: pl.DataFrame, second: pl.DataFrame, on: Sequence[str]) -> pl.DataFrame:
    one = first.rename({name: f"doc_{name}" for name in first.columns if name != "entry_number"})
    two = second.rename({name: f"other_{name}" for name in second.columns if name != "entry_number"})
    return one.join(
        two,
        left_on=[f"doc_{name}" if name == "index" else name for name in on],
        right_on=[f"other_{name}" if name == "index" else name for name in on],
        coalesce=False,
    ).select("entry_number", *one.columns[1:], *two.columns[1:])
