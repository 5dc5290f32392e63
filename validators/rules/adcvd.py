"""Antidumping and countervailing duty (DOMAIN.md 5.9): are the goods under an order, and is it reported rightly?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.finding import Severity
from validators.origins import ORIGINS, though
from validators.rule import Grain, rule

WITH_CASE = ["03", "07", "34", "38"]
WITHOUT_CASE = ["01", "02", "11", "12", "31", "32", "51", "52"]
NO_DEPOSIT = ["01", "11"]
"""Types of entry on which goods under an order must not be entered."""


def _type() -> pl.Expr:
    return pl.col("entry_entry_type").str.slice(0, 2)


@rule(
    "adcvd.in-scope-type01",
    severity=Severity.WARNING,
    grades={Severity.CRITICAL: lambda: pl.col("order_named")},
    over=Grain.ENTRY_LINE,
    basis="19 USC 1673d, 1671d; entry-type reporting matrix",
    action="TYPE03, tender deposit",
    rests_on=["entry_entry_type", "entry_hts", "entry_description", "entry_country_of_origin", "told_origin_country"],
    needs=["entry_entry_type", "entry_hts", "entry_description", "entry_country_of_origin"],
    applies=lambda: _type().is_in(NO_DEPOSIT) & pl.col("ordinary"),
    capped=lambda: ~pl.col("order_verified"),
    phrases={"though": lambda row: though(row) if row["order_origin"] != row["entry_country_of_origin"] else ""},
    tables=["adcvd_orders"],
    unknown="{orders_coverage}; it names no order for some of these tariff numbers and origins, which does not clear "
    "them",
)
def goods_under_an_order_are_not_type_01() -> pl.Expr:
    """Goods of {order_origin} under {entry_hts} ({entry_description}) may fall under {order_cases} ({order_product});
    the entry is type {entry_entry_type}, without a case. The scope is decided by its text, not by the tariff
    number{though}.
    """
    # What papers tell is only as sure as it was read: another reading of it may clear the line.
    listed = pl.col("order_cases").is_not_null() & pl.any_horizontal(pl.col(ORIGINS) == pl.col("order_origin"))
    return pl.when(listed).then(pl.lit(value=False)).when("orders_complete").then(pl.lit(value=True))


@rule(
    "adcvd.case-country",
    severity=Severity.ERROR,
    over=Grain.ENTRY_LINE,
    basis="AD/CVD case number format: digits 2 to 4 are the country",
    action="ASK scope",
    rests_on=["entry_adcvd_case", "entry_country_of_origin"],
    applies=lambda: pl.col("entry_adcvd_case").list.len() > 0,
    capped=lambda: ~pl.col("case_verified"),
    tables=["commerce_countries"],
    unknown="the country of case {entry_adcvd_case} is not in the table of Commerce's country codes",
)
def case_is_of_the_declared_origin() -> pl.Expr:
    """Case {entry_adcvd_case} is about goods of {case_country}; the line declares origin
    {entry_country_of_origin}.
    """
    return pl.when(pl.col("case_country") != "").then(~pl.col("case_elsewhere"))


@rule(
    "adcvd.case-format",
    severity=Severity.ERROR,
    over=Grain.ENTRY_LINE,
    basis="AD/CVD case number format",
    action="fix",
    rests_on=["entry_adcvd_case"],
    applies=lambda: pl.col("entry_adcvd_case").list.len() > 0,
)
def case_numbers_are_well_formed() -> pl.Expr:
    """AD/CVD case number {entry_adcvd_case} is not of the form A-123-456 or C-123-456-789."""
    pattern = r"^[AC]-?\d{3}-?\d{3}(-?\d{3})?$"
    return pl.col("entry_adcvd_case").list.eval(pl.element().str.contains(pattern)).list.all()


@rule(
    "adcvd.type03-without-case",
    severity=Severity.ERROR,
    over=Grain.ENTRY,
    basis="entry-type reporting matrix",
    action="correct",
    rests_on=["entry_entry_type", "entry_cases"],
    applies=lambda: _type().is_in(WITH_CASE + WITHOUT_CASE),
)
def entry_type_and_cases_agree() -> pl.Expr:
    """Entry type {entry_entry_type} and AD/CVD cases ({entry_cases}) do not go together."""
    cases = pl.col("entry_cases").list.len() > 0
    return pl.when(_type().is_in(WITH_CASE)).then(cases).otherwise(~cases)


@rule(
    "adcvd.companion",
    severity=Severity.ERROR,
    over=Grain.ENTRY_LINE,
    basis="list of orders: antidumping and countervailing orders on the same goods",
    action="add",
    rests_on=["entry_adcvd_case"],
    applies=lambda: pl.col("entry_adcvd_case").list.len() > 0,
    capped=lambda: ~pl.col("orders_complete"),
    tables=["adcvd_orders"],
    unknown="{orders_coverage}; the declared cases are not in it",
)
def sister_orders_are_declared() -> pl.Expr:
    """The line declares {entry_adcvd_case}; the order {companions} on the same goods is missing."""
    return pl.when(pl.col("companions").is_not_null()).then(pl.lit(value=False)).otherwise(pl.col("cases_listed"))


@rule(
    "adcvd.rate-pair",
    severity=Severity.CRITICAL,
    over=Grain.CERTIFICATE,
    basis="19 CFR 351.107; combination rates",
    action="use all-others or country-wide rate",
    rests_on=["cert_producer", "cert_exporter", "entry_cases"],
    applies=lambda: pl.col("rate_case").is_not_null(),
    tables=["adcvd_rates"],
    unknown="{rates_coverage}; it does not name who holds the rate of {rate_case}",
)
def deposit_rate_belongs_to_the_makers(limits: Mapping[str, float]) -> pl.Expr:
    """The rate of case {rate_case} belongs to producer {rate_producer} with exporter {rate_exporter}; the certificate
    names producer {cert_producer} and exporter {cert_exporter}.
    """
    return pl.col("pair_score") >= limits["score"]


@rule(
    "adcvd.certification",
    severity=Severity.WARNING,
    grades={Severity.CRITICAL: lambda: pl.col("regime_named")},
    over=Grain.ENTRY_LINE,
    basis="19 CFR 351.228; the notice of the circumvention or scope inquiry",
    action="ASK importer's and exporter's certification, DIS upload",
    rests_on=["entry_hts", "entry_country_of_origin", "entry_adcvd_case", "entry_description"],
    needs=["entry_hts"],
    applies=lambda: pl.col("regime_case").is_not_null() & (pl.col("entry_adcvd_case").list.len() == 0),
    capped=lambda: ~pl.col("regime_verified"),
    tables=["adcvd_inputs", "adcvd_orders"],
)
def certification_is_in_the_file() -> pl.Expr:
    """Goods of {entry_country_of_origin} under {entry_hts} ({entry_description}) entered without a case need
    certifications that they are not under {regime_case} ({regime_product}), unless they are other goods; none is in
    the file.
    """
    return pl.col("regime_certified")


@rule(
    "adcvd.input-origin",
    severity=Severity.CRITICAL,
    over=Grain.FACTORY,
    basis="19 CFR 351.225(j), 351.226; 88 FR 57419 (solar cells)",
    action="ASK certifications",
    rests_on=["fac_input"],
    needs=["input_origin"],
    applies=lambda: pl.col("order_input").is_not_null(),
    capped=lambda: ~pl.col("input_verified"),
    tables=["adcvd_inputs"],
)
def named_inputs_are_not_of_a_subject_country() -> pl.Expr:
    """The factory used {fac_input} of {input_origin}; goods made of it may fall under {order_input} ({input_product})
    although they were finished elsewhere.
    """
    return ~pl.col("order_subject")
