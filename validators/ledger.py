"""The certificate ledger: every certificate number with all the entries that rest on it, of this audit and before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import polars as pl

from validators import quantities

SUMS = {
    "packages": "entry_manifest_quantity",
    "gross_weight_kg": "entry_gross_weight_kg",
    "value": "entry_entered_value_usd",
    "in_units": "entry_in_units",
}
"""What is drawn down, and what the entry lines call it."""
USE_COLUMNS = {
    "number": pl.String(),
    "entry_number": pl.String(),
    "line_no": pl.String(),
    "packages": pl.Float64(),
    "gross_weight_kg": pl.Float64(),
    "value": pl.Float64(),
    "in_units": pl.Float64(),
    "base": pl.String(),
}
"""One row a certificate number and entry line that rests on it; `line_no` "" where no line of the entry matches."""
PAPER_COLUMNS = {
    "number": pl.String(),
    "series": pl.String(),
    "serial": pl.Int64(),
    "document": pl.String(),
    "certificate_number": pl.String(),
    "issue_date": pl.Date(),
    "exporter": pl.String(),
    "consignee": pl.String(),
    "origin_country": pl.String(),
    "total_packages": pl.Float64(),
    "total_gross_weight_kg": pl.Float64(),
    "replaces": pl.String(),
    "invoices": pl.List(pl.String()),
    "goods": pl.List(pl.String()),
    "unsure": pl.List(pl.String()),
}
"""One row a certificate paper: what two papers of one number must share. `unsure` names values read with doubt."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Uses (USE_COLUMNS) and papers (PAPER_COLUMNS) of certificates."""

    uses: pl.DataFrame
    papers: pl.DataFrame


Earlier: TypeAlias = Callable[[Ledger], Ledger]
"""What earlier audits know of the certificates of this one, whose own ledger is given."""


@cache
def nothing() -> Ledger:
    """A ledger in which nothing is written."""
    return Ledger(pl.DataFrame(schema=USE_COLUMNS), pl.DataFrame(schema=PAPER_COLUMNS))


def uses(documents: pl.DataFrame, links: pl.DataFrame, paired: pl.DataFrame, entry_lines: pl.DataFrame) -> pl.DataFrame:
    """USE_COLUMNS of this audit.

    Entries rest on a certificate that is linked to them, or cite its number without the paper being in the file.

    Args:
        documents: `Documents` of certificates.
        paired: index and entry_row of certificate lines with the entry lines they cover.
    """
    numbered = documents.filter(pl.col("certificate_key").str.len_chars() >= 5)
    numbered = numbered.select("index", number="certificate_key")
    covered = paired.join(numbered, on="index").select("number", "entry_row")
    cited = entry_lines.select("entry_row", number="entry_certificate_keys").explode("number")
    rows = pl.concat([covered, cited.filter(pl.col("number").str.len_chars() >= 5).select("number", "entry_row")])
    units = quantities.bases(entry_lines["entry_unit"], "entry")
    lines = entry_lines.join(units, on="entry_unit", how="left", maintain_order="left").with_columns(
        entry_in_units=pl.col("entry_net_quantity") * pl.col("entry_factor")
    )
    used = rows.unique(maintain_order=True).join(lines, on="entry_row").select(
        "number", "entry_number", "line_no", **{name: pl.col(column) for name, column in SUMS.items()},
        base=pl.col("entry_base"),
    )  # fmt: skip
    # A certificate may be linked without a line of it matching: the entry still rests on it.
    bare = links.join(numbered, on="index").select("number", "entry_number").unique(maintain_order=True)
    bare = bare.join(used, on=["number", "entry_number"], how="anti").with_columns(line_no=pl.lit(""))
    return pl.concat([used, bare], how="diagonal").select(list(USE_COLUMNS))


_SERIAL = re.compile(r"(.{6,}?)(\d{3,6})")
"""A number and the serial at its end."""


def papers(documents: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """PAPER_COLUMNS (and `index`) of this audit's certificates.

    Args:
        documents: `Documents` of certificates of authorities.
    """
    numbered = documents.filter(pl.col("certificate_key").str.len_chars() >= 5)
    split = [
        (key, match[1], int(match[2])) if (match := _SERIAL.fullmatch(key)) else (key, None, None)
        for key in numbered["certificate_key"].unique()
    ]
    schema = {"certificate_key": pl.String(), "series": pl.String(), "serial": pl.Int64()}
    named = pl.coalesce(pl.col("hs_code").str.slice(0, 6), pl.col("description").str.to_uppercase())
    goods = lines.group_by("index").agg(goods=named.drop_nulls().unique(maintain_order=True))
    doubted = ["issue_date", "exporter", "consignee", "origin_country", "total_packages", "total_gross_weight_kg"]
    unsure = pl.concat_list(
        pl.when(pl.col(f"{name}__conf") < 0.80).then(pl.lit(name)).otherwise(pl.lit("")) for name in doubted
    )
    return (
        numbered.join(pl.DataFrame(split, schema=schema, orient="row"), on="certificate_key", how="left")
        .join(goods, on="index", how="left")
        .with_columns(unsure=unsure.list.set_difference(pl.lit([""], dtype=pl.List(pl.String()))))
        .rename({"certificate_key": "number", "invoice_keys": "invoices", "replaces_key": "replaces"})
        .select("index", *PAPER_COLUMNS)
    )


def build(
    certificates: pl.DataFrame,
    lines: pl.DataFrame,
    used: pl.DataFrame,
    seen: pl.DataFrame,
    earlier: Ledger,
    entries: pl.DataFrame,
) -> pl.DataFrame:
    """The LEDGER frame: one row a certificate number and entry of this audit, with the sums over all entries.

    Args:
        lines: `DocumentLines`.
        used, seen: `uses` and `papers` of this audit.
        earlier: what entries of earlier audits rest on; entries of this audit count as they are declared now.
    """
    before = earlier.uses.join(entries.select("entry_number"), on="entry_number", how="anti")
    before = before.join(used.select("number").unique(), on="number", how="semi")
    every = pl.concat([used, before])
    totals = every.group_by("number").agg(
        *(_whole(name).alias(f"all_{name}") for name in SUMS),
        entries=pl.col("entry_number").n_unique().cast(pl.Int64),
        entry_list=pl.col("entry_number").unique().sort().str.join(", "),
        all_base=pl.when(pl.col("base").filter(pl.col("line_no") != "").n_unique() == 1).then(
            pl.col("base").drop_nulls().first()
        ),
    )
    rows = used.select("number", "entry_number").unique(maintain_order=True).join(totals, on="number")
    rows = rows.join(_certified(certificates, lines), on="number", how="left")
    gone = _replaced(pl.concat([seen.drop("index"), earlier.papers]).unique(maintain_order=True))
    return rows.join(gone, on="number", how="left").sort("number", "entry_number")


def _whole(name: str) -> pl.Expr:
    """A sum over the lines that is null where one is silent: a part is not the whole."""
    of_lines = pl.col(name).filter(pl.col("line_no") != "")
    return pl.when(of_lines.is_not_null().all() & (of_lines.len() > 0)).then(of_lines.sum())


def _certified(certificates: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """What the surest paper of each number certifies in all, under `cert_`."""
    totals = "total_packages total_gross_weight_kg total_value".split()
    units = quantities.bases(lines["unit"], "cert")
    counted = lines.join(units, left_on="unit", right_on="cert_unit", how="left", maintain_order="left")
    amounts = counted.group_by("index").agg(
        total_in_units=pl.when(pl.col("quantity").is_not_null().all() & (pl.col("cert_base").n_unique() == 1)).then(
            (pl.col("quantity") * pl.col("cert_factor")).sum()
        ),
        base=pl.col("cert_base").drop_nulls().first(),
        currency=pl.when(pl.col("currency").n_unique() == 1).then(pl.col("currency").first()),
    )
    shown = certificates.filter(pl.col("certificate_key").str.len_chars() >= 5).join(amounts, on="index", how="left")
    return (
        shown.sort("certificate_number__conf", descending=True, nulls_last=True)
        .unique("certificate_key", keep="first", maintain_order=True)
        .select(
            "form_blanket", number="certificate_key", cert_index="index", cert_certificate_number="certificate_number",
            cert_certificate_number__conf="certificate_number__conf",
            **{f"cert_{name}{end}": pl.col(f"{name}{end}") for name in totals for end in ("", "__conf")},
            cert_in_units="total_in_units", cert_base="base", cert_currency="currency",
        )
    )  # fmt: skip


def _replaced(known: pl.DataFrame) -> pl.DataFrame:
    """`number`, `replaced_by`: certificates that a later one says it replaces."""
    return (
        known.drop_nulls("replaces")
        .group_by(number="replaces", maintain_order=True)
        .agg(replaced_by=pl.col("certificate_number").first())
    )
