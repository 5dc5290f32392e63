"""Origin (DOMAIN.md 5.3): does every paper name the country the entry declares?"""

from __future__ import annotations

import polars as pl

from schemas.finding import Severity
from validators.origins import TRADED, reason, same_country
from validators.rule import Grain, rule

BOTH_CHINAS = ["CN", "HK"]


@rule(
    "origin.country-mismatch",
    severity=Severity.CRITICAL,
    over=Grain.ORIGIN,
    basis="19 CFR 134.1(b); 19 USC 1484",
    action="HOLD or PSC; recompute 301/232/ADCVD",
    rests_on=["told_origin_country", "entry_country_of_origin"],
    # Goods that were bought may be a part of those entered, and further worked on: rules of their own judge that.
    applies=lambda: pl.col("told_as") != TRADED,
    phrases={"evidence": lambda row: (text := reason(row))[0].upper() + text[1:]},
)
def supported_origin_is_declared_origin() -> pl.Expr:
    """{evidence}; the entry declares {entry_country_of_origin}."""
    return same_country("told_origin_country", "entry_country_of_origin")


@rule(
    "origin.mid-country",
    severity=Severity.WARNING,
    grades={Severity.ERROR: lambda: pl.col("mid_country").is_in(BOTH_CHINAS)
            & ~pl.col("entry_country_of_origin").is_in(BOTH_CHINAS)},
    over=Grain.ENTRY_LINE,
    basis="19 CFR 102 Appendix",
    action="ASK maker",
    rests_on=["entry_manufacturer_id", "entry_country_of_origin"],
    applies=lambda: pl.col("entry_manufacturer_id").is_not_null(),
    unknown="manufacturer ID {entry_manufacturer_id} does not begin with a country",
)  # fmt: skip
def manufacturer_is_of_the_declared_origin() -> pl.Expr:
    """Manufacturer ID {entry_manufacturer_id} is of {mid_country}; the line declares origin
    {entry_country_of_origin}.
    """
    return pl.col("mid_country") == pl.col("entry_country_of_origin")


@rule(
    "origin.statement-conflict",
    severity=Severity.ERROR,
    over=Grain.COUNTERPART,
    basis="19 CFR 141.86(a)(10)",
    action="ASK",
    rests_on=["doc_origin_country", "other_origin_country"],
    applies=lambda: (
        pl.col("other_index").is_not_null()
        & pl.col("doc_origin_country").is_not_null()
        & pl.col("other_origin_country").is_not_null()
    ),
)
def shipping_papers_name_the_certified_origin() -> pl.Expr:
    """The {other_name} states origin {other_origin_country}; the certificate names {doc_origin_country}."""
    return same_country("doc_origin_country", "other_origin_country")


@rule(
    "origin.multi-line",
    severity=Severity.ERROR,
    over=Grain.CERTIFICATE,
    basis="CBP Form 7501 instructions, block 10 (MULTI)",
    action="correct line origin",
    rests_on=["cert_origin_country", "entry_origins"],
    needs=["cert_origin_country"],
    applies=lambda: pl.col("cert_origins").list.len() > 1,
    phrases={"certified": lambda row: ", ".join(row["cert_origins"])},
)
def every_certified_origin_is_on_a_line() -> pl.Expr:
    """The certificate's items are of {certified}; the lines of the entry declare {entry_origins} only."""
    return pl.col("cert_origins").list.set_difference("entry_origins").list.len() == 0
