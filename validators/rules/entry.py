"""The entry by itself (DOMAIN.md 5.9, 5.10) and what is missing from its file."""

from __future__ import annotations

import datetime as dt

import polars as pl

from schemas.finding import Severity
from validators.rule import Grain, rule

WITH_CASE = ["03", "07", "34", "38"]
WITHOUT_CASE = ["01", "02", "11", "12", "31", "32", "51", "52"]


@rule(
    "link.missing-document",
    severity=Severity.INFO,
    over=Grain.ENTRY,
    basis="19 CFR 163.6",
    action="ASK",
    rests_on=["entry_number"],
    phrases={
        "absent": lambda row: ", ".join(
            name
            for name, column in (
                ("certificate of origin", "certificate"), ("packing list", "packing_list"), ("invoice", "invoice"),
            )
            if not row[column]
        )
    },
    unknown="the file of this entry holds no {absent}; the rules that compare them did not run",
)  # fmt: skip
def file_holds_the_usual_papers() -> pl.Expr:
    """The file of this entry holds no {absent}."""
    return pl.when(pl.col("certificate") & pl.col("packing_list") & pl.col("invoice")).then(pl.lit(value=True))


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
    applies=lambda: pl.col("entry_entry_type").str.slice(0, 2).is_in(WITH_CASE + WITHOUT_CASE),
)
def entry_type_and_cases_agree() -> pl.Expr:
    """Entry type {entry_entry_type} and AD/CVD cases ({entry_cases}) do not go together."""
    cases = pl.col("entry_cases").list.len() > 0
    return pl.when(pl.col("entry_entry_type").str.slice(0, 2).is_in(WITH_CASE)).then(cases).otherwise(~cases)


@rule(
    "ch99.expired",
    severity=Severity.ERROR,
    over=Grain.ENTRY_LINE,
    basis="Learning Resources v. Trump (2026-02-20); Section 122: 2026-02-24 to 2026-07-24",
    action="correct; refund",
    rests_on=["entry_chapter99", "entry_entry_date"],
    applies=lambda: pl.col("entry_chapter99").list.len() > 0,
)
def chapter_99_numbers_are_in_force() -> pl.Expr:
    """Chapter 99 number {entry_chapter99} was not in force on {entry_entry_date}."""
    digits = pl.col("entry_chapter99").list.eval(pl.element().str.replace_all(r"\D", ""))
    day = pl.col("entry_entry_date")
    emergency = digits.list.eval(pl.element().str.contains("^9903(01|02)")).list.any()
    surcharge = digits.list.eval(pl.element().str.contains("^990303")).list.any()
    first, last = dt.date(2026, 2, 24), dt.date(2026, 7, 24)
    return ~(emergency & (day >= first)) & ~(surcharge & ((day < first) | (day > last)))
