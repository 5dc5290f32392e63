"""Comparison frames with what papers state besides their typed values, and with what follows from both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from schemas.record import Record
from schemas.reference.dated import rows
from schemas.reference.units import unit_named
from validators import cited, facts, mid, names, stated
from validators.rule import Grain

VALUED = {"fac.export_declaration_cn": "export declaration"}
"""Names of papers other than certificates on which an FOB value is declared to an authority."""


def beside(built: Mapping[Grain, pl.DataFrame], records: Sequence[Record]) -> dict[Grain, pl.DataFrame]:
    """The frames with further columns; rows and their order stay."""
    told = stated.columns(records)
    return {
        **built,
        Grain.DOCUMENT: _documents(built[Grain.DOCUMENT], told),
        Grain.CERTIFICATE: _certificates(built[Grain.CERTIFICATE], built[Grain.CERTIFICATE_LINE]),
        Grain.COUNTERPART: _counterparts(built[Grain.COUNTERPART], told),
        Grain.LINE_PAIR: _line_pairs(built[Grain.LINE_PAIR], built[Grain.CERTIFICATE], told),
        Grain.ENTRY_LINE: _entry_lines(built[Grain.ENTRY_LINE]),
    }


def _documents(frame: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Values may be compared where one paper of the entry shows one and belongs to no other entry."""
    renamed = told.rename({name: f"doc_{name}" for name in told.columns})
    frame = frame.join(renamed, on="doc_index", how="left", maintain_order="left")
    frame = _coded(_related(frame))
    valued = (
        (pl.col("form_title").is_not_null() | pl.col("doc_kind").is_in(list(VALUED)))
        & pl.col("doc_total_value").is_not_null()
    ) & (pl.col("entry_number") != "")
    return frame.with_columns(valued=valued).with_columns(
        value_comparable=pl.col("valued")
        & (pl.col("valued").sum().over("entry_number", "doc_kind") == 1)
        & (pl.len().over("doc_index") == 1)
    )


def _coded(frame: pl.DataFrame) -> pl.DataFrame:
    """`doc_coded`: the printed number, or count of packages, that the code on the paper (`code_holds`) repeats.

    The number goes before, unless it is the same and the packages are not.
    """
    packages = pl.col("doc_total_packages").cast(pl.Int64).cast(pl.String)
    held = pl.col("doc_coded_packages").cast(pl.Int64).cast(pl.String)
    counted = (packages != held).fill_null(value=False) & pl.col("qr_same").fill_null(value=True)
    number = pl.col("qr_number").is_not_null() & pl.col("doc_certificate_number").is_not_null()

    def either(of_packages: pl.Expr, of_number: pl.Expr) -> pl.Expr:
        return pl.when(counted).then(of_packages).when(number).then(of_number)

    return frame.with_columns(
        doc_coded=either(packages, pl.col("doc_certificate_number")),
        doc_coded__conf=either(pl.col("doc_total_packages__conf"), pl.col("doc_certificate_number__conf")),
        doc_coded__field=either(pl.lit("total_packages"), pl.lit("certificate_number")),
        code_holds=either(held, pl.col("qr_number")),
        code_near=pl.col("qr_near") & ~counted,
    )


def _related(frame: pl.DataFrame) -> pl.DataFrame:
    """`related_party`: who shares a name with the seller, the buyer or else the maker on an entry's certificate."""
    makers = frame.filter(pl.col("form_title").is_not_null()).select("entry_number", maker="doc_exporter")
    sold = frame.filter(pl.col("doc_kind") == "ship.invoice").select("doc_index", "entry_number", "doc_exporter")
    met = sold.drop_nulls().join(makers.drop_nulls().unique(), on="entry_number")
    met = met.with_columns(score=names.scores(met, "doc_exporter", "maker")).filter(pl.col("score") < 0.80)
    shared = [stated.shared_name(a, b) for a, b in met.select("doc_exporter", "maker").iter_rows()]
    met = met.with_columns(name=pl.Series(shared, dtype=pl.String)).filter(pl.col("name") != "")
    met = met.unique(["doc_index", "entry_number"], keep="first", maintain_order=True)
    frame = frame.join(
        met.select("doc_index", "entry_number", "maker", "name"),
        on=["doc_index", "entry_number"], how="left", maintain_order="left",
    )  # fmt: skip
    buyer = pl.col("doc_group_name").fill_null("") != ""
    return frame.with_columns(
        doc_group_name=pl.when(buyer).then("doc_group_name").otherwise(pl.coalesce("name", "doc_group_name")),
        related_party=pl.when(buyer | pl.col("name").is_null())
        .then(pl.lit("buyer ") + pl.col("doc_consignee"))
        .otherwise(pl.lit("maker ") + pl.col("maker")),
    ).drop("name", "maker")


def _counterparts(frame: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    forms = facts.forms(frame["doc_kind"].drop_nulls().unique().to_list())
    return frame.join(
        told.select(doc_index="index", third_party="third_party"), on="doc_index", how="left", maintain_order="left"
    ).join(
        forms.select(doc_kind="kind", form_preferential="form_preferential"),
        on="doc_kind", how="left", maintain_order="left",
    )  # fmt: skip


def _certificates(frame: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    origins = lines.group_by("cert_index", "entry_number").agg(
        cert_origins=pl.col("cert_origin_country").drop_nulls().unique().sort()
    )
    keys = ["cert_kind", "entry_entry_date", "entry_country_of_origin"]
    uses = frame.select(keys).unique()
    spis = [(*row, facts.claimable(*row)) for row in uses.iter_rows()]
    supported = pl.DataFrame(spis, schema={**uses.schema, "claimable": pl.List(pl.String())}, orient="row")
    return (
        cited.beside(frame)
        .join(origins, on=["cert_index", "entry_number"], how="left", maintain_order="left")
        .join(supported, on=keys, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(certificates=pl.col("cert_kind").n_unique().over("entry_number"))
    )


def _line_pairs(frame: pl.DataFrame, certificates: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    parties = ["cert_exporter", "cert_exporter__conf", "cert_producer", "cert_producer__conf"]
    header = certificates.select("cert_index", *parties).unique("cert_index", keep="first")
    frame = frame.join(header, on="cert_index", how="left", maintain_order="left")
    makers = told.select(cert_index="index", mid_maker="mid_maker", mid_address="mid_address")
    frame = frame.join(makers, on="cert_index", how="left", maintain_order="left")
    keys = ["mid_maker", "mid_address", "entry_manufacturer_id"]
    made = mid.columns(frame, *keys)
    for side in ("cert", "entry"):
        units = [(name, _family(name)) for name in frame[f"{side}_unit"].drop_nulls().unique()]
        known = pl.DataFrame(units, schema={f"{side}_unit": pl.String(), f"{side}_family": pl.String()}, orient="row")
        frame = frame.join(known, on=f"{side}_unit", how="left", maintain_order="left")
    pairs = [(row["old"], new) for row in rows("hs_correlation") for new in row["new"].split() if new != row["old"]]
    either = pl.DataFrame([*pairs, *((b, a) for a, b in pairs)], schema=["cert_hs6", "entry_hs6"], orient="row")
    frame = frame.join(made, on=keys, how="left", nulls_equal=True, maintain_order="left").with_columns(
        cert_hs6=pl.col("cert_hs_code").str.slice(0, 6), entry_hs6=pl.col("entry_hts").str.slice(0, 6)
    )
    return frame.join(
        either.unique().with_columns(other_edition=pl.lit(value=True)),
        on=["cert_hs6", "entry_hs6"], how="left", maintain_order="left",
    ).with_columns(
        pl.col("other_edition").fill_null(value=False), cert_models=models("cert_description"),
        entry_models=models("entry_description"),
    )  # fmt: skip


def models(name: str) -> pl.Expr:
    """Model numbers behind a word that says so, as a sorted list."""
    pattern = r"\b(?:MODEL|STYLE|ITEM|ART(?:ICLE)?|P/?N|PART)\s*(?:NO|NUMBER)?[.:#\s]*([A-Z0-9/-]*\d[A-Z0-9/-]*)"
    found = pl.col(name).str.to_uppercase().str.extract_all(pattern)
    return found.list.eval(
        pl.element().str.extract(r"([A-Z0-9/-]*\d[A-Z0-9/-]*)$").str.replace_all(r"\W", "")
    ).list.sort()


def _family(unit: str) -> str | None:
    """What a unit measures; null for packages and for what is no unit."""
    known = unit_named(unit)
    return None if known is None or known.family in ("package", "other") else known.family


def _entry_lines(frame: pl.DataFrame) -> pl.DataFrame:
    """Whether the exporting country belongs to the claimed programme."""
    keys = ["entry_spi", "entry_entry_date", "entry_exporting_country"]
    claims = frame.filter(pl.col("entry_spi").is_not_null()).select(keys).unique()
    route = facts.programme_columns(claims).select(
        "entry_spi", "entry_entry_date", entry_exporting_country="entry_country_of_origin",
        export_eligible="prog_origin_eligible",
    )  # fmt: skip
    return frame.join(route, on=keys, how="left", nulls_equal=True, maintain_order="left")
