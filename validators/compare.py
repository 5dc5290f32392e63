"""Builds the comparison frames: what was read beside what was declared, one frame a grain.

Everything slow or fuzzy (names, descriptions, issuers, units) is computed here once, so that rules stay expressions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from schemas import frames
from schemas.comparisons import COMPARISONS
from schemas.entry import EntryLine
from schemas.finding import Link
from schemas.record import Record
from schemas.reference.official import Reference
from validators import (
    addresses,
    beside,
    chain_frames,
    counterparts,
    criteria,
    facts,
    flips,
    ledger,
    listed,
    mentions,
    origins,
    pairs,
    quantities,
    seals,
    tables,
    twins,
)
from validators.rule import Grain
from validators.tables import Tables, ordinary_line

SHIPPING = {"ship.packing_list": "packing list", "ship.bl": "bill of lading", "ship.invoice": "invoice"}
NAMES = {**SHIPPING, "ship.awb": "air waybill"}


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparison frames, and what the certificate ledger learns from this audit."""

    frames: Mapping[Grain, pl.DataFrame]
    ledger: ledger.Ledger


def base_tables(records: Sequence[Record], lines: Sequence[EntryLine], links: Sequence[Link]) -> Tables:
    """Flatten and check what came over the border."""
    entry_lines = frames.EntryLines.validate(tables.entry_lines(lines))
    sure = tables.sure_links(links, records)
    open_links = [Link(x.document, x.entry_number, x.score, x.reasons) for x in links if x.doubtful]
    known = entry_lines.select("entry_number").unique()
    document_lines = frames.DocumentLines.validate(tables.document_lines(records))
    return Tables(
        frames.Documents.validate(tables.documents(records, document_lines)),
        document_lines,
        entry_lines,
        entries_of(entry_lines),
        frames.Links.validate(sure.join(known, on="entry_number", how="semi")),
        tables.sure_links(open_links, records),
    )


def comparison_frames(
    records: Sequence[Record], base: Tables, reference: Reference, earlier: ledger.Earlier
) -> Compared:
    """Every comparison frame, checked against its model; `earlier` tells what other audits know of certificates."""
    documents = base.documents.with_columns(
        name=pl.col("kind").replace_strict({**NAMES, **beside.VALUED}, default="certificate", return_dtype=pl.String()),
    )
    is_certificate = pl.col("kind").is_in([k for k in documents["kind"].unique() if facts.is_certificate(k)])
    forms = facts.forms(documents["kind"].unique().to_list())
    issuers = facts.issuer_columns(records)
    judged = documents.join(forms, on="kind", how="left").join(issuers, on="index", how="left")
    certificates = judged.filter(is_certificate)
    claims = _claims(base, certificates)
    ordinary = base.entry_lines.filter(ordinary_line())
    paired = pairs.assign(_lines_or_header(certificates, base.lines), ordinary, base.links)
    totals = _covered(paired, base)
    used = ledger.uses(certificates, base.links, paired, base.entry_lines)
    seen = ledger.papers(certificates.filter(pl.col("form_issued_by") == "authority"), base.lines)
    own = ledger.Ledger(used, seen.drop("index"))
    before = earlier(own)
    mentioned = mentions.columns(records)
    told = judged
    for beside_it in (mentioned, addresses.columns(records), seals.columns(records)):
        told = told.join(beside_it, on="index", how="left")
    built = {
        Grain.DOCUMENT: _document(told, base),
        Grain.DOCUMENT_LINE: _document_line(documents, is_certificate, base),
        Grain.CERTIFICATE: _certificate(certificates, claims, base),
        Grain.LINE_PAIR: _line_pair(paired, certificates, base),
        Grain.CERTIFICATE_LINE: _certificate_line(paired, certificates, base),
        Grain.COUNTERPART: counterparts.build(documents, certificates, totals, base.links, base.entries, base.lines),
        **chain_frames.build(records, documents, certificates, paired, mentioned, base),
        Grain.LEDGER: ledger.build(certificates, base.lines, used, seen, before, base.entries),
        Grain.TWIN: twins.build(seen, before, base.links),
        Grain.ENTRY_LINE: _entry_line(paired, documents, base),
        Grain.ENTRY: _entry(documents, base),
    }
    built[Grain.ORIGIN] = origins.build(
        built[Grain.LINE_PAIR], built[Grain.FACTORY], built[Grain.FACTORY_ROW], ordinary, base.entries
    )
    built[Grain.ENTRY_LINE] = built[Grain.ENTRY_LINE].join(
        origins.elsewhere(built[Grain.ORIGIN]), on="entry_row", how="left", maintain_order="left"
    )
    built = listed.beside(beside.beside(built, records), records, documents, base.links, reference)
    return Compared({grain: COMPARISONS[grain.value].validate(frame) for grain, frame in built.items()}, own)


def prefixed(frame: pl.DataFrame, prefix: str, keep: Sequence[str] = ()) -> pl.DataFrame:
    """Rename the columns so that their names tell whose word they are."""
    return frame.rename({name: f"{prefix}_{name}" for name in frame.columns if name not in keep})


def entries_of(entry_lines: pl.DataFrame) -> pl.DataFrame:
    """One row an entry: what its lines say together; null where they differ or one is silent."""
    first = (
        "entry_entry_type entry_importer_name entry_consignee_name entry_relationship entry_entry_date "
        "entry_summary_date entry_import_date entry_export_date"
    ).split()
    common = "entry_country_of_origin entry_exporting_country".split()
    sums = "entry_gross_weight_kg entry_entered_value_usd entry_net_quantity entry_duty_usd".split()
    lists = (
        "entry_reference_number entry_bl_awb entry_invoice_number entry_invoice_date entry_invoice_keys "
        "entry_certificate_number entry_certificate_keys"
    ).split()
    at_stake = (
        pl.col("entry_spi").is_not_null()
        | (pl.col("entry_adcvd_case").list.len() > 0)
        | (pl.col("entry_chapter99").list.len() > 0)
    )
    return entry_lines.group_by("entry_number", maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in first),
        *(
            pl.when(pl.col(name).drop_nulls().n_unique() == 1).then(pl.col(name).drop_nulls().first()).alias(name)
            for name in common
        ),
        *(summed(name) for name in sums),
        *manifest(),
        *(pl.col(name).list.explode().drop_nulls().unique(maintain_order=True).alias(name) for name in lists),
        entry_origins=pl.col("entry_country_of_origin").drop_nulls().unique().sort(),
        entry_spis=pl.col("entry_spi").drop_nulls().unique(maintain_order=True),
        entry_hts_all=pl.col("entry_hts").filter(ordinary_line()).drop_nulls().unique(maintain_order=True),
        entry_cases=pl.col("entry_adcvd_case").list.explode().drop_nulls().unique(maintain_order=True),
        entry_at_stake=at_stake.any(),
        entry_lines=pl.len().cast(pl.Int64),
    )


def summed(name: str) -> pl.Expr:
    """A sum over lines that is null where a line is silent: a part is not the whole."""
    return pl.when(pl.col(name).is_null().any()).then(None).otherwise(pl.col(name).sum()).alias(name)


def manifest() -> list[pl.Expr]:
    """Packages of the lines, and the one number that stands on all of them: some brokers repeat the shipment's."""
    name = "entry_manifest_quantity"
    same = (pl.len() > 1) & (pl.col(name).n_unique() == 1)
    return [
        pl.when(pl.col(name).is_not_null().any()).then(pl.col(name).sum()).alias(name),
        pl.when(same).then(pl.col(name).first()).alias("entry_manifest_repeated"),
    ]


def _lines_or_header(certificates: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Certificate lines; a certificate whose lines could not be read stands for itself with a null line."""
    own = lines.join(certificates.select("index"), on="index", how="semi")
    bare = certificates.select("index").join(lines, on="index", how="anti")
    return pl.concat([own, bare], how="diagonal_relaxed").select(own.columns)


def _claims(base: Tables, certificates: pl.DataFrame) -> pl.DataFrame:
    """Per certificate and entry: which of the entry's programme claims the form supports."""
    claims = base.entry_lines.filter(pl.col("entry_spi").is_not_null()).select(
        "entry_number", "entry_spi", "entry_entry_date"
    )
    table = base.links.join(certificates.select("index", "kind"), on="index").join(claims.unique(), on="entry_number")
    distinct = table.select("kind", "entry_spi", "entry_entry_date").unique()
    rows = [
        (kind, spi, day, facts.supports(kind, spi, day), facts.use_of(kind, day))
        for kind, spi, day in distinct.iter_rows()
    ]
    judged = pl.DataFrame(
        rows,
        schema={**distinct.schema, "supports": pl.Boolean(), "form_otherwise": pl.String()},
        orient="row",
    )
    held = facts.programme_columns(_claimed(base.entry_lines)).select("entry_spi", "entry_entry_date", "prog_hold")
    table = table.join(judged, on=["kind", "entry_spi", "entry_entry_date"], nulls_equal=True).join(
        held.unique(["entry_spi", "entry_entry_date"]), on=["entry_spi", "entry_entry_date"], nulls_equal=True
    )
    supported = table.group_by("entry_number", "entry_spi").agg(pl.col("supports").any().alias("anywhere"))
    table = table.join(supported, on=["entry_number", "entry_spi"])
    return table.group_by("index", "entry_number").agg(
        cert_supports=pl.col("supports").any(),
        cert_holds_claim=(pl.col("supports") & pl.col("prog_hold").fill_null(value=False)).any(),
        entry_spi=pl.col("entry_spi").filter(~pl.col("anywhere")).unique().sort().str.join(", "),
    )


def _claimed(entry_lines: pl.DataFrame) -> pl.DataFrame:
    columns = ["entry_spi", "entry_entry_date", "entry_country_of_origin"]
    return entry_lines.filter(pl.col("entry_spi").is_not_null()).select(columns).unique()


def _document(judged: pl.DataFrame, base: Tables) -> pl.DataFrame:
    certified = prefixed(judged, "doc", keep=[*facts.FORM_COLUMNS, *facts.ISSUER_COLUMNS, *seals.COLUMNS])
    frame = (
        certified.join(base.links.rename({"index": "doc_index"}), on="doc_index", how="left")
        .join(base.entries, on="entry_number", how="left")
        .with_columns(pl.col("entry_number").fill_null(""))
    )
    return frame.join(mentions.bill_is_entered(frame), on=["doc_index", "entry_number"], how="left")


def _document_line(documents: pl.DataFrame, is_certificate: pl.Expr, base: Tables) -> pl.DataFrame:
    """Lines of certificates and shipping documents, and their printed totals as one more line without a number."""
    shown = documents.filter(is_certificate | pl.col("kind").is_in(list(NAMES)))
    values = "packages packages_in_words gross_weight_kg net_weight_kg".split()
    both = [*values, *(f"{name}__conf" for name in values)]
    lines = base.lines.select("index", "line", *both)
    lines = lines.join(base.lines.select("index", "line", "marks", "marks__conf"), on=["index", "line"])
    totals = shown.select(
        "index", pl.lit(None, dtype=pl.Int64).alias("line"), *(pl.col(f"total_{name}").alias(name) for name in both)
    )
    named = prefixed(
        shown.select("index", "kind", "name")
        .join(pl.concat([lines, totals], how="diagonal"), on="index")
        .join(base.links, on="index", how="left")
        .with_columns(pl.col("entry_number").fill_null("")),
        "doc",
        keep=["entry_number"],
    )
    return named.with_columns(marked_packages=mentions.marked_packages())


def _certificate(certificates: pl.DataFrame, claims: pl.DataFrame, base: Tables) -> pl.DataFrame:
    other = "form_otherwise"
    shipped = counterparts.shipped(base.documents, base.links)
    frame = (
        base.links.join(certificates, on="index")
        .join(claims, on=["index", "entry_number"], how="left")
        .join(base.entries, on="entry_number")
        .join(shipped, on="entry_number", how="left")
    )
    uses = frame.select("kind", "entry_entry_date").unique()
    rows = [(kind, day, facts.use_of(kind, day)) for kind, day in uses.iter_rows()]
    frame = frame.join(
        pl.DataFrame(rows, schema={**uses.schema, other: pl.String()}, orient="row"),
        on=["kind", "entry_entry_date"],
        nulls_equal=True,
        how="left",
    )
    beside = [c for c in frame.columns if c.startswith(("entry_", "cert_")) or c in shipped.columns]
    own = [other, *facts.FORM_COLUMNS, *facts.ISSUER_COLUMNS, *beside]
    frame = prefixed(frame, "cert", keep=own)
    return counterparts.with_names(frame)


def _line_pair(paired: pl.DataFrame, certificates: pl.DataFrame, base: Tables) -> pl.DataFrame:
    header = "kind name origin_country origin_country__conf".split()
    lines = prefixed(
        base.lines.rename({"index": "cert_index", "line": "cert_line"}), "cert", ["cert_index", "cert_line"]
    )
    head = prefixed(certificates.select("index", *header), "head", ["index"]).rename({"index": "cert_index"})
    shared = base.links.group_by("index").agg(cert_entries=pl.len().cast(pl.Int64)).rename({"index": "cert_index"})
    frame = (
        paired.drop("entry_number").rename({"index": "cert_index", "line": "cert_line"})
        .join(lines, on=["cert_index", "cert_line"], how="left")
        .join(head, on="cert_index")
        .join(shared, on="cert_index")
        .join(base.entry_lines, on="entry_row")
        .join(base.entries.select("entry_number", "entry_at_stake"), on="entry_number")
    )  # fmt: skip
    frame = frame.with_columns(
        cert_kind=pl.col("head_kind"),
        cert_origin_country__conf=pl.when(pl.col("cert_origin_country").is_not_null())
        .then("cert_origin_country__conf")
        .otherwise("head_origin_country__conf"),
        cert_origin_country=pl.coalesce("cert_origin_country", "head_origin_country"),
    ).drop("head_kind", "head_name", "head_origin_country", "head_origin_country__conf")
    return quantities.converted(frame.with_columns(goods_alike=pairs.share_a_word(frame)))


def _certificate_line(paired: pl.DataFrame, certificates: pl.DataFrame, base: Tables) -> pl.DataFrame:
    covered = paired.select("index", "line", "entry_number").unique().with_columns(covers=pl.lit(value=True))
    frame = (
        base.links.join(certificates.select("index", "kind"), on="index")
        .join(base.lines, on="index")
        .join(covered, on=["index", "line", "entry_number"], how="left")
        .with_columns(pl.col("covers").fill_null(value=False))
    )
    frame = frame.join(criteria.columns(frame), on=["kind", "origin_criterion"], how="left")
    return prefixed(frame, "cert", keep=["entry_number", "covers", *criteria.CRITERION_COLUMNS])


def _covered(paired: pl.DataFrame, base: Tables) -> pl.DataFrame:
    """Per certificate and entry: the declared sums of the lines it covers and the certified sums of its lines used."""
    declared = (
        paired.select("index", "entry_number", "entry_row")
        .unique(maintain_order=True)
        .join(base.entry_lines.drop("entry_number"), on="entry_row")
        .group_by("index", "entry_number", maintain_order=True)
        .agg(summed("entry_gross_weight_kg"), *manifest(), covered=pl.len())
    )
    ordinary = base.entry_lines.filter(ordinary_line()).group_by("entry_number").agg(all_lines=pl.len())
    sums = ["packages", "gross_weight_kg"]
    used = paired.select("index", "entry_number", "line").unique().join(base.lines, on=["index", "line"])
    used = used.group_by("index", "entry_number").agg(
        *(summed(name).alias(f"used_{name}") for name in sums), used=pl.len()
    )
    printed = base.lines.group_by("index").agg(printed=pl.len())
    return (
        declared.join(ordinary, on="entry_number")
        .join(used, on=["index", "entry_number"], how="left")
        .join(printed, on="index", how="left")
        .with_columns(
            whole_entry=pl.col("covered") == pl.col("all_lines"),
            whole_certificate=(pl.col("used") == pl.col("printed")).fill_null(value=True),
        )
    )


def _entry_line(paired: pl.DataFrame, documents: pl.DataFrame, base: Tables) -> pl.DataFrame:
    programmes = facts.programme_columns(_claimed(base.entry_lines))
    kinds = documents.select("index", "kind")
    sure = _support(base.entry_lines, base.links.join(kinds, on="index"), "supported")
    open_ = _support(base.entry_lines, base.doubtful.join(kinds, on="index"), "doubtfully_supported")
    read = base.lines.select("index").unique()
    certified = (
        base.links.join(documents.filter(pl.col("name") == "certificate"), on="index")
        .filter(pl.col("kind").is_in([k for k in kinds["kind"].unique() if facts.is_certificate(k)]))
        .join(read, on="index", how="semi")
        .group_by("entry_number")
        .agg(
            certificates=pl.col("index").n_unique().cast(pl.Int64),
            certificate_index=pl.col("index").first(),
            certificate_partly_read=(pl.col("partly_read") & ~pl.col("lines_whole")).any(),
        )
    )
    return (
        base.entry_lines.join(
            programmes, on=["entry_spi", "entry_entry_date", "entry_country_of_origin"], how="left", nulls_equal=True
        )
        .join(sure, on="entry_row", how="left")
        .join(open_, on="entry_row", how="left")
        .join(flips.columns(base.entry_lines), on="entry_row", how="left", maintain_order="left")
        .join(certified, on="entry_number", how="left")
        .with_columns(
            pl.col("supported", "doubtfully_supported").fill_null(value=False),
            pl.col("certificates").fill_null(0),
            pl.col("certificate_partly_read").fill_null(value=False),
            covered=pl.col("entry_row").is_in(paired["entry_row"].unique().to_list()),
            ordinary=ordinary_line(),
            mid_country=_mid_country(),
        )
    )


def _mid_country() -> pl.Expr:
    """Country of a manufacturer ID; Canada's are province codes."""
    code = pl.col("entry_manufacturer_id").str.to_uppercase().str.slice(0, 2)
    province = code.is_in(["XA", "XC", "XM", "XB", "XW", "XT", "XN", "XV", "XO", "XP", "XQ", "XS", "XY"])
    return pl.when(province).then(pl.lit("CA")).when(code.str.contains("^[A-Z]{2}$")).then(code)


def _support(entry_lines: pl.DataFrame, linked: pl.DataFrame, name: str) -> pl.DataFrame:
    """Which claiming lines have a document of a kind that supports the claim."""
    claims = entry_lines.filter(pl.col("entry_spi").is_not_null())
    table = claims.select("entry_row", "entry_number", "entry_spi", "entry_entry_date").join(
        linked.select("entry_number", "kind").unique(), on="entry_number"
    )
    distinct = table.select("kind", "entry_spi", "entry_entry_date").unique()
    rows = [(*row, facts.supports(*row)) for row in distinct.iter_rows()]
    judged = pl.DataFrame(rows, schema={**distinct.schema, name: pl.Boolean()}, orient="row")
    table = table.join(judged, on=["kind", "entry_spi", "entry_entry_date"], nulls_equal=True)
    return table.group_by("entry_row").agg(pl.col(name).any())


def _entry(documents: pl.DataFrame, base: Tables) -> pl.DataFrame:
    kinds = base.links.join(documents.select("index", "kind", "name"), on="index")
    present = kinds.group_by("entry_number").agg(
        certificate=pl.col("kind").is_in([k for k in kinds["kind"].unique() if facts.is_certificate(k)]).any(),
        packing_list=(pl.col("kind") == "ship.packing_list").any(),
        invoice=(pl.col("kind") == "ship.invoice").any(),
        documents=pl.len().cast(pl.Int64),
    )
    return base.entries.join(present, on="entry_number", how="left").with_columns(
        pl.col("certificate", "packing_list", "invoice").fill_null(value=False), pl.col("documents").fill_null(0)
    )
