"""Across documents and entries (DOMAIN.md 5.13): is one certificate used for more than it covers, or for two things?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.finding import Severity
from validators.evidence import spoken
from validators.phrases import days_between, share_of
from validators.rule import Grain, rule

_DRAWN = {
    "packages": ("cert_total_packages", "packages", "packages"),
    "gross_weight_kg": ("cert_total_gross_weight_kg", "weight", "kg"),
    "in_units": ("cert_in_units", "quantity", ""),
    "value": ("cert_total_value", "value", "USD"),
}
"""What is drawn down: the certified column, its name, its unit."""


def _single() -> pl.Expr:
    return ~pl.col("form_blanket").fill_null(value=False)


def _within(name: str, limits: Mapping[str, float]) -> pl.Expr:
    """Whether the entries stay within what is certified; null where one side is silent or in another unit."""
    within = pl.col(f"all_{name}") <= pl.col(_DRAWN[name][0]) * (1 + limits["relative"])
    if name == "in_units":
        return pl.when(pl.col("all_base") == pl.col("cert_base")).then(within)
    if name == "value":  # what is certified is FOB in the currency it names
        return pl.when(pl.col("cert_currency") == "USD").then(within)
    return within


def _arithmetic(row: Mapping[str, Any]) -> str:
    parts: list[str] = []
    for name, (column, title, unit) in _DRAWN.items():
        certified, entered = row[column], row[f"all_{name}"]
        told = name != "in_units" or row["all_base"] == row["cert_base"]
        told = told and (name != "value" or row["cert_currency"] == "USD")
        if told and certified and entered is not None and entered > certified:
            unit = unit or row["cert_base"]
            parts.append(f"{title} {spoken(entered)} of {spoken(certified)} {unit} = {share_of(entered, certified)}")
    return "; ".join(parts)


@rule(
    "x.cert-reuse",
    severity=Severity.ERROR,
    over=Grain.LEDGER,
    basis="single-shipment certificates (ChAFTA: one shipment)",
    action="ASK",
    rests_on=["cert_certificate_number"],
    applies=_single,
    phrases={"shown": lambda row: row["cert_certificate_number"] or row["number"]},
)
def certificate_serves_one_entry() -> pl.Expr:
    """Certificate {shown} is used for {entries} entries: {entry_list}."""
    return pl.col("entries") == 1


@rule(
    "x.drawdown",
    severity=Severity.CRITICAL,
    over=Grain.LEDGER,
    basis="certified quantity",
    action="HOLD, ASK",
    rests_on=["cert_certificate_number", "cert_total_packages", "cert_total_gross_weight_kg"],
    applies=lambda: _single() & (pl.col("entries") > 1) & pl.col("cert_index").is_not_null(),
    phrases={"arithmetic": _arithmetic},
    unknown="certificate and entries share no total",
)
def entries_stay_within_the_certificate(limits: Mapping[str, float]) -> pl.Expr:
    """Entries {entry_list} together take more than certificate {cert_certificate_number} covers: {arithmetic}."""
    within = [_within(name, limits) for name in _DRAWN]
    over = pl.any_horizontal(~part.fill_null(value=True) for part in within)
    return pl.when(over).then(pl.lit(value=False)).otherwise(pl.coalesce(within))


@rule(
    "x.supersede",
    severity=Severity.ERROR,
    over=Grain.LEDGER,
    basis="an amended certificate takes the place of the first, which must be given back (DOMAIN S21)",
    action="use the new one",
    rests_on=["cert_certificate_number"],
    applies=lambda: pl.col("replaced_by").is_not_null(),
    phrases={"shown": lambda row: row["cert_certificate_number"] or row["number"]},
)
def replaced_certificates_are_not_used() -> pl.Expr:
    """The entry rests on certificate {shown}, which certificate {replaced_by} says it replaces."""
    return pl.lit(value=False)


def _both(row: Mapping[str, Any]) -> str:
    """Both values of everything that differs."""
    names = [name for name in (row["differs"] or "").split(", ") if name]
    return "; ".join(
        f"{name.replace('_', ' ')} {spoken(row[f'doc_{name}'])} here, {spoken(row[f'other_{name}'])} there"
        for name in names
    )


def _there(row: Mapping[str, Any]) -> str:
    return "another paper of this audit" if row["other_index"] is not None else "a paper of an earlier audit"


_TWIN = {"both": _both, "there": _there}
_TWIN_VALUES = [
    "doc_certificate_number", "doc_total_packages", "doc_total_gross_weight_kg", "doc_consignee",
    "doc_issue_date",
]  # fmt: skip


def _amounts_only() -> pl.Expr:
    """Papers that agree in who, when and where, and differ in an amount or the consignee: how alterations look."""
    return (
        (pl.col("agrees") >= 3)
        & ~pl.col("differs").str.contains("exporter|issue_date|origin_country")
        & (pl.col("differs").str.len_chars() > 0)
    )


@rule(
    "x.duplicate-content",
    severity=Severity.CRITICAL,
    over=Grain.TWIN,
    basis="one number stands for one certificate",
    action="VERIFY; accept only with a remark of replacement",
    rests_on=_TWIN_VALUES,
    applies=lambda: (pl.col("relation") == "number") & ~pl.col("replacement"),
    doubted=lambda: pl.col("differs_surely").str.len_chars() == 0,
    phrases=_TWIN,
    unknown="the two papers of number {doc_certificate_number} show no value in common",
)
def papers_of_one_number_say_the_same() -> pl.Expr:
    """Certificate {doc_certificate_number} and {there} bear one number and differ: {both}."""
    return pl.col("differs").str.len_chars() == 0


@rule(
    "x.altered-copy",
    severity=Severity.CRITICAL,
    over=Grain.TWIN,
    basis="18 USC 542, 545",
    action="HOLD, ESC",
    rests_on=_TWIN_VALUES,
    applies=lambda: (pl.col("relation") == "number") & ~pl.col("replacement") & pl.col("differs").is_not_null(),
    doubted=lambda: pl.col("differs_surely").str.len_chars() == 0,
    phrases=_TWIN,
)
def copies_are_not_altered() -> pl.Expr:
    """Certificate {doc_certificate_number} and {there} agree in {agrees} values, exporter, day and origin among them,
    and differ only in: {both}. So an altered copy looks.
    """
    return ~_amounts_only()


@rule(
    "x.two-origins",
    severity=Severity.CRITICAL,
    over=Grain.TWIN,
    basis="one lot has one origin (19 CFR 134.1(b))",
    action="HOLD",
    rests_on=["doc_certificate_number", "doc_origin_country"],
    applies=lambda: (pl.col("relation") == "invoice") & (pl.col("shared_goods") > 0),
    phrases=_TWIN,
)
def one_lot_has_one_origin() -> pl.Expr:
    """Certificates {doc_certificate_number} and {other_certificate_number} cover the same goods of one invoice;
    this one names {doc_origin_country} as origin, the other {other_origin_country}.
    """
    return pl.col("doc_origin_country") == pl.col("other_origin_country")


@rule(
    "x.sequence",
    severity=Severity.WARNING,
    over=Grain.TWIN,
    basis="issuers number in the order of issue (DOMAIN S26)",
    action="VERIFY",
    rests_on=["doc_certificate_number", "doc_issue_date"],
    applies=lambda: pl.col("relation") == "series",
    doubted=lambda: pl.col("differs_surely").str.len_chars() == 0,
    phrases={"earlier": days_between("doc_issue_date", "other_issue_date")},
)
def serials_rise_with_the_days(limits: Mapping[str, float]) -> pl.Expr:
    """Certificate {doc_certificate_number} of {doc_issue_date} is {earlier} older than {other_certificate_number} of
    {other_issue_date}, which has the lower serial.
    """
    return pl.col("doc_issue_date") >= pl.col("other_issue_date") - pl.duration(days=limits["days"])
