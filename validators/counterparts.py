"""A document beside another source for the same shipment: the entry itself, or a shipping document."""

from __future__ import annotations

import polars as pl

from validators import names

SHIPPING = ["ship.packing_list", "ship.bl", "ship.invoice", "ship.awb"]
_TOTALS = ["total_packages", "total_gross_weight_kg"]
_SAME_WEIGHT = 0.0005
"""Share by which rounded prints of one weight differ."""
_TEXTS = ["origin_country", "exporter", "consignee"]


def build(
    documents: pl.DataFrame,
    certificates: pl.DataFrame,
    totals: pl.DataFrame,
    links: pl.DataFrame,
    entries: pl.DataFrame,
    lines: pl.DataFrame,
) -> pl.DataFrame:
    """The COUNTERPART frame.

    `doc_short` and `other_short` say that the paper was read with fewer lines (of the DocumentLines `lines`) than
    another of its entry: a sum over them may lack one that was not seen.

    `doc_gross_is_net` and `other_gross_is_net` say that a paper of the entry shows that gross weight as the net one:
    `Gross weight or other quantity` may hold either, and a column may have been taken for its neighbour.

    `comparable` says that both cover the same goods, so that their totals must agree: one certificate, one entry,
    one shipping document of its kind, or the same invoice.
    """
    alone = links.group_by("index").agg(entries=pl.len())
    kinds = links.join(documents.select("index", "kind", "certificate_number"), on="index")
    siblings = kinds.group_by("entry_number", "kind").agg(siblings=pl.len())
    certified = kinds.join(certificates.select("index"), on="index", how="semi")
    counts = certified.group_by("entry_number").agg(
        certificates=pl.col("certificate_number").fill_null(pl.col("index").cast(pl.String)).n_unique()
    )
    shown = pl.col("form_counts").is_not_null() | pl.col("kind").is_in(SHIPPING)
    both = [*_TOTALS, *_TEXTS]
    values = [*both, *(f"{name}__conf" for name in both)]
    own = (
        links.join(documents.select("index", "kind", "name", "invoice_keys", *values), on="index")
        .join(alone, on="index")
        .join(siblings, on=["entry_number", "kind"])
        .join(counts, on="entry_number", how="left")
        .join(totals, on=["index", "entry_number"], how="left")
        .join(certificates.select("index", "form_counts", "form_soft"), on="index", how="left")
    )
    read = lines.group_by("index").agg(read=pl.len())
    own = own.join(read, on="index", how="left").with_columns(
        short=pl.col("read") < pl.col("read").filter(shown).max().over("entry_number")
    )
    own = own.with_columns(
        # What a certificate says about goods of other entries is not part of this comparison.
        total_packages=pl.when(pl.col("whole_certificate").fill_null(value=True))
        .then("total_packages")
        .otherwise("used_packages"),
        total_gross_weight_kg=pl.when(pl.col("whole_certificate").fill_null(value=True))
        .then("total_gross_weight_kg")
        .otherwise("used_gross_weight_kg"),
    )
    nets = links.join(documents.select("index", net="total_net_weight_kg").drop_nulls(), on="index")
    own = own.join(_as_net(own, nets), on=["index", "entry_number"], how="left").with_columns(
        pl.col("gross_is_net").fill_null(value=False)
    )
    frame = pl.concat([_with_entry(own, entries), _with_shipping(own)], how="diagonal_relaxed")
    return frame.join(entries.select("entry_number", "entry_at_stake"), on="entry_number")


def _as_net(own: pl.DataFrame, nets: pl.DataFrame) -> pl.DataFrame:
    """`index`, `entry_number` and `gross_is_net` where the gross weight of `own` is a net weight (`net`) of `nets`."""
    gross = pl.col("total_gross_weight_kg")
    met = own.select("index", "entry_number", gross).join(nets.select("entry_number", "net"), on="entry_number")
    same = met.filter((gross - pl.col("net")).abs() <= gross * _SAME_WEIGHT)
    return (
        same.select("index", "entry_number").unique(maintain_order=True).with_columns(gross_is_net=pl.lit(value=True))
    )


def _with_entry(own: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    is_certificate = pl.col("form_counts").is_not_null()
    shown = own.filter(is_certificate | pl.col("kind").is_in(SHIPPING)).rename(
        {
            "entry_gross_weight_kg": "covered_gross",
            "entry_manifest_quantity": "covered_manifest",
            "entry_manifest_repeated": "covered_repeated",
        }
    )
    frame = shown.join(entries, on="entry_number")
    part = is_certificate & ~pl.col("whole_entry").fill_null(value=False)
    frame = frame.with_columns(
        other_total_packages=pl.when(part).then("covered_manifest").otherwise("entry_manifest_quantity"),
        other_repeated=pl.when(part).then("covered_repeated").otherwise("entry_manifest_repeated"),
        other_total_gross_weight_kg=pl.when(part).then("covered_gross").otherwise("entry_gross_weight_kg"),
        other_name=pl.lit("entry"),
        other_kind=pl.lit("entry"),
        other_index=pl.lit(None, dtype=pl.Int64),
        other_short=pl.lit(value=False),
        other_gross_is_net=pl.lit(value=False),
        comparable=(pl.col("entries") == 1)
        & pl.when(is_certificate).then("form_counts").otherwise(pl.col("siblings") == 1),
    )
    wanted = ["entry_number", "comparable", *(c for c in frame.columns if c.startswith("other_"))]
    return _named(frame, wanted)


def _with_shipping(own: pl.DataFrame) -> pl.DataFrame:
    certificates = own.filter(pl.col("form_counts").is_not_null())
    shipping = own.filter(pl.col("kind").is_in(SHIPPING)).drop("certificates")
    shipping = shipping.rename({c: f"other_{c}" for c in shipping.columns if c != "entry_number"})
    frame = certificates.join(shipping, on="entry_number")
    shared = pl.col("invoice_keys").list.set_intersection("other_invoice_keys").list.len()
    one_invoice = (
        (shared == 1) & (pl.col("invoice_keys").list.len() == 1) & (pl.col("other_invoice_keys").list.len() == 1)
    )
    single = (pl.col("certificates") == 1) & (pl.col("other_siblings") == 1) & (pl.col("entries") == 1)
    frame = frame.with_columns(
        comparable=pl.col("form_counts") & (single | one_invoice),
        other_repeated=pl.lit(None, dtype=pl.Float64),
    )
    scored = frame.with_columns(
        exporter_score=names.scores(frame, "exporter", "other_exporter"),
        consignee_score=names.scores(frame, "consignee", "other_consignee"),
    )
    kept = ["index", "kind", "name", "short", "gross_is_net", "repeated", *_TOTALS, *_TEXTS]
    wanted = [
        "entry_number", "comparable", "exporter_score", "consignee_score",
        *(c for c in scored.columns if c.removeprefix("other_").removesuffix("__conf") in kept and c[:6] == "other_"),
    ]  # fmt: skip
    return _named(scored, wanted)


def _named(frame: pl.DataFrame, wanted: list[str]) -> pl.DataFrame:
    both = [*_TOTALS, *_TEXTS]
    own = ["index", "kind", "name", "short", "gross_is_net", "form_soft", *both, *(f"{name}__conf" for name in both)]
    return frame.select(*wanted, *(pl.col(name).alias(f"doc_{name}") for name in own))


def shipped(documents: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Per entry: the earliest dated bill of lading, as `bl_index`, `bl_issue_date` and its confidence."""
    dated = documents.filter(pl.col("kind").is_in(["ship.bl", "ship.awb"]) & pl.col("issue_date").is_not_null())
    return (
        links.join(dated.select("index", "issue_date", "issue_date__conf"), on="index")
        .sort("entry_number", "issue_date", "index")
        .unique("entry_number", keep="first", maintain_order=True)
        .select(
            "entry_number",
            bl_index=pl.col("index"),
            bl_issue_date=pl.col("issue_date"),
            bl_issue_date__conf=pl.col("issue_date__conf"),
        )
    )


def with_names(frame: pl.DataFrame) -> pl.DataFrame:
    """Add to certificates beside their entries: party scores, and whether the consignee begins a declared name."""
    consignee = pl.max_horizontal(
        names.scores(frame, "cert_consignee", "entry_consignee_name"),
        names.scores(frame, "cert_consignee", "entry_importer_name"),
    )
    return frame.with_columns(
        consignee_score=consignee,
        consignee_cut=names.begins(frame, "cert_consignee", "entry_consignee_name")
        | names.begins(frame, "cert_consignee", "entry_importer_name"),
        consignee_is_order=pl.Series(
            [None if text is None else names.is_order(text) for text in frame["cert_consignee"]], dtype=pl.Boolean
        ),
        producer_is_hidden=pl.col("cert_producer")
        .str.to_uppercase()
        .str.contains("CONFIDENTIAL|UPON REQUEST|ON REQUEST"),
    )
