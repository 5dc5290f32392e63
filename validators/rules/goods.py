"""Goods and tariff numbers (DOMAIN.md 5.5): is the certificate about what was entered?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.finding import Severity
from validators.rule import Grain, rule


def _digits(count: int) -> pl.Expr:
    """Whether certified and declared numbers agree in their first digits, as far as the certificate goes."""
    return pl.col("entry_hts").str.starts_with(pl.col("cert_hs_code").str.slice(0, count))


def _same_number() -> pl.Expr:
    return _digits(6).fill_null(value=False)


@rule(
    "goods.hs6",
    severity=Severity.WARNING,
    grades={Severity.ERROR: lambda: ~_digits(4), Severity.CRITICAL: lambda: ~_digits(2)},
    over=Grain.LINE_PAIR,
    basis="19 CFR 152.11; HTS",
    action="reclassify or amend COO",
    rests_on=["cert_hs_code", "entry_hts"],
    applies=lambda: pl.col("cert_line").is_not_null() & ~pl.col("other_edition"),
)
def certified_heading_is_declared_heading() -> pl.Expr:
    """The certificate classifies the goods under {cert_hs_code}; the entry under {entry_hts}."""
    return _digits(6)


@rule(
    "goods.description",
    severity=Severity.INFO,
    # Under one number an entry may well describe its goods in other words, those of the tariff among them.
    grades={Severity.WARNING: lambda: ~_same_number()},
    over=Grain.LINE_PAIR,
    basis="form: goods must be identifiable",
    action="review",
    rests_on=["cert_description", "entry_description"],
    applies=lambda: pl.col("cert_line").is_not_null() & pl.col("entry_description").is_not_null(),
)
def descriptions_name_the_same_goods(limits: Mapping[str, float]) -> pl.Expr:
    """The certificate describes {cert_description}; the entry {entry_description}."""
    return (pl.col("likeness") >= limits["score"]) | pl.col("goods_alike")


@rule(
    "goods.missing-on-cert",
    severity=Severity.WARNING,
    over=Grain.ENTRY_LINE,
    basis="form: goods must be identifiable",
    action="ASK",
    rests_on=["entry_hts", "entry_description"],
    applies=lambda: pl.col("ordinary") & (pl.col("certificates") > 0),
    # A line of a certificate that is read in part may be among what was not read, unless its lines make its total.
    doubted=lambda: pl.col("certificate_partly_read"),
)
def entered_goods_are_on_a_certificate() -> pl.Expr:
    """No item of the entry's certificates covers this line: {entry_hts} {entry_description}."""
    return pl.col("covered")


@rule(
    "goods.extra-on-cert",
    severity=Severity.INFO,
    over=Grain.CERTIFICATE_LINE,
    basis="form: goods must be identifiable",
    action="link to next entry",
    rests_on=["cert_description", "cert_hs_code"],
)
def certified_goods_are_entered() -> pl.Expr:
    """The certificate covers goods that this entry does not declare: {cert_hs_code} {cert_description}."""
    return pl.col("covers")


@rule(
    "goods.hs-edition",
    severity=Severity.INFO,
    over=Grain.LINE_PAIR,
    basis="HS amendments of 2022: correlation of the two editions",
    action="note",
    rests_on=["cert_hs_code", "entry_hts"],
    applies=lambda: pl.col("other_edition"),
    tables=["hs_correlation"],
)
def both_numbers_are_of_one_edition() -> pl.Expr:
    """The certificate classifies under {cert_hs_code}, the entry under {entry_hts}: the same goods in two editions of
    the Harmonized System.
    """
    return pl.lit(value=False)


@rule(
    "goods.model-mismatch",
    severity=Severity.ERROR,
    over=Grain.LINE_PAIR,
    basis="form: goods must be identifiable",
    action="ASK",
    rests_on=["cert_description", "entry_description"],
    applies=lambda: (pl.col("cert_models").list.len() > 0) & (pl.col("entry_models").list.len() > 0),
    phrases={"one": lambda row: ", ".join(row["cert_models"]), "other": lambda row: ", ".join(row["entry_models"])},
)
def models_agree() -> pl.Expr:
    """The certificate names model {one} ({cert_description}); the entry {other} ({entry_description})."""
    return pl.col("cert_models").list.set_intersection("entry_models").list.len() > 0
