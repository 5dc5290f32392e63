"""Additional duties and special rates (DOMAIN.md 5.2, 5.10): Section 301, Section 232, Chapter 99, the tariff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.finding import Severity
from validators.evidence import spoken
from validators.origins import ORIGINS, though
from validators.rule import Grain, rule

LISTED = "{{{}_coverage}}; it does not name some of these tariff numbers, which does not clear them"


def _not_listed(prefix: str) -> str:
    return LISTED.format(prefix)


def _listed(on_list: str, complete: str, reported: str) -> pl.Expr:
    """What is on the list must be reported; what is not on it is only cleared by a complete list."""
    return pl.when(pl.col(on_list).is_not_null()).then(pl.col(reported)).when(pl.col(complete)).then(pl.lit(value=True))


def _of_hong_kong() -> pl.Expr:
    """Origins to which the duty is not applied as far as is known (DOMAIN 6.1, unverified): a person must look."""
    return pl.col("entry_country_of_origin").is_in(["HK", "MO"]) & ~_of_china()


def _of_china() -> pl.Expr:
    """Declared so, or told so by papers."""
    return pl.any_horizontal((pl.col(ORIGINS) == "CN").fill_null(value=False))


def _of(row: Mapping[str, Any]) -> str:
    if "CN" in (row["entry_country_of_origin"], row["told_origin_country"]):
        return "of China"
    return f"declared of {row['entry_country_of_origin']}, to which the duty is not applied as far as is known,"


@rule(
    "s301.missing",
    severity=Severity.CRITICAL,
    over=Grain.ENTRY_LINE,
    basis="19 USC 2411; HTS chapter 99, subchapter III, notes 20 and 31",
    action="PSC, tender",
    rests_on=["entry_hts", "entry_country_of_origin", "entry_chapter99", "told_origin_country"],
    needs=["entry_hts", "entry_country_of_origin"],
    grades={Severity.INFO: _of_hong_kong},
    applies=lambda: (_of_china() | _of_hong_kong()) & pl.col("ordinary"),
    capped=lambda: ~pl.col("s301_verified"),
    doubted=_of_hong_kong,
    tables=["section301"],
    unknown=_not_listed("s301"),
    phrases={"of": _of, "though": lambda row: though(row) if row["told_origin_country"] == "CN" else ""},
)
def section_301_duty_is_reported() -> pl.Expr:
    """{entry_hts} {of} is on Section 301 list {s301_list} ({s301_coverage}); the line reports no 9903.88, 9903.91
    or 9903.92 number{though}.
    """
    return pl.col("reports_301") | _listed("s301_list", "s301_complete", "reports_301")


@rule(
    "s301.overpaid",
    severity=Severity.WARNING,
    over=Grain.LINE_PAIR,
    basis="19 USC 2411: the duty is on products of China",
    action="refund review",
    rests_on=["cert_origin_country", "entry_country_of_origin", "entry_chapter99"],
    applies=lambda: (
        pl.col("pays_301")
        & (pl.col("entry_country_of_origin") != "CN")
        & (pl.col("cert_origin_country") == pl.col("entry_country_of_origin"))
    ),
)
def section_301_duty_is_on_goods_of_china() -> pl.Expr:
    """Certificate and entry agree on origin {cert_origin_country}; the line pays Section 301 duty
    ({entry_chapter99}), which is on goods of China.
    """
    return pl.lit(value=False)


@rule(
    "s232.missing",
    severity=Severity.CRITICAL,
    over=Grain.ENTRY_LINE,
    basis="19 USC 1862; Proclamations 9704 and 9705",
    action="PSC",
    rests_on=["entry_hts", "entry_chapter99"],
    needs=["entry_hts"],
    applies=lambda: pl.col("ordinary") & (pl.col("s232_metal").is_not_null() | pl.col("s232_complete")),
    # Exemptions, quotas and exclusions of countries are not in the list.
    capped=lambda: ~pl.col("s232_verified") | ~pl.col("s232_complete"),
    tables=["section232"],
)
def section_232_duty_is_reported() -> pl.Expr:
    """{entry_hts} is an article of {s232_metal} ({s232_coverage}); the line reports no 9903.80, .81, .82 or .85
    number.
    """
    return _listed("s232_metal", "s232_complete", "reports_232")


@rule(
    "s232.melt-pour-missing",
    severity=Severity.ERROR,
    over=Grain.ENTRY_LINE,
    basis="CSMS 62582900; CBP Form 7501 block 21",
    action="ASK mill certificate",
    rests_on=["entry_hts", "entry_country_melt_pour"],
    needs=["entry_hts"],
    applies=lambda: pl.col("ordinary") & (pl.col("s232_metal") == "steel"),
    capped=lambda: ~pl.col("s232_verified"),
    tables=["section232"],
)
def steel_has_a_country_of_melt_and_pour() -> pl.Expr:
    """{entry_hts} is an article of steel; the line declares no country of melt and pour."""
    return pl.col("entry_country_melt_pour").is_not_null()


@rule(
    "ch99.expired",
    severity=Severity.ERROR,
    over=Grain.ENTRY_LINE,
    basis="Learning Resources v. Trump (2026-02-20); Section 122: 2026-02-24 to 2026-07-24; Chapter 99 list",
    action="correct; refund",
    rests_on=["entry_chapter99", "entry_entry_date"],
    applies=lambda: pl.col("entry_chapter99").list.len() > 0,
    capped=lambda: ~pl.col("ch99_verified"),
    tables=["chapter99"],
    phrases={"numbers": lambda row: spoken(row["ch99_out"])},
    unknown="{ch99_coverage}; it does not know a declared number",
)
def chapter_99_numbers_are_in_force() -> pl.Expr:
    """Chapter 99 number {numbers} was not in force on {entry_entry_date}."""
    return (
        pl.when(pl.col("entry_entry_date").is_null())
        .then(None)
        .when(pl.col("ch99_out").list.len() > 0)
        .then(pl.lit(value=False))
        .when(~pl.col("ch99_unknown"))
        .then(pl.lit(value=True))
    )


@rule(
    "prog.hts-not-in-special",
    severity=Severity.CRITICAL,
    over=Grain.ENTRY_LINE,
    basis="HTS column 1, Special",
    action="reclassify, remove SPI",
    rests_on=["entry_spi", "entry_hts"],
    # A claim on goods that are free for all is made for the fee it saves.
    applies=lambda: (
        pl.col("entry_spi").is_not_null() & pl.col("ordinary") & (pl.col("hts_general") != "Free").fill_null(value=True)
    ),
    phrases={"symbols": lambda row: spoken(row["hts_special"])},
    tables=["hts"],
    unknown="{hts_coverage}; the rate line of {entry_hts} is not in it",
)
def tariff_grants_the_claimed_programme() -> pl.Expr:
    """The line claims {entry_spi} for {entry_hts}; the Special column of that number grants {symbols}."""
    symbols = pl.col("hts_special").list
    # `A*` and `A+` name the same programme with other countries; which of them stands is the programme's own matter.
    return symbols.contains(pl.col("entry_spi")) | symbols.contains(pl.col("entry_spi") + pl.lit("*"))


@rule(
    "s232.melt-pour-vs-mtc",
    severity=Severity.CRITICAL,
    over=Grain.FACTORY,
    basis="CSMS 62582900; CBP Form 7501 block 21",
    action="PSC",
    rests_on=["fac_origin_country", "melted"],
    needs=["fac_origin_country"],
    applies=lambda: (pl.col("fac_kind") == "fac.mtc") & (pl.col("melted").list.len() > 0),
    phrases={"declared": lambda row: spoken(row["melted"])},
)
def steel_was_melted_where_it_is_declared() -> pl.Expr:
    """The mill certificate is of a works in {fac_origin_country}; the entry declares melt and pour in {declared}."""
    return pl.col("fac_origin_country").is_in(pl.col("melted"))
