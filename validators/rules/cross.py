"""Across documents and entries (DOMAIN.md 5.13): is one certificate used for more than it covers?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.finding import Severity
from validators.evidence import spoken
from validators.phrases import apart
from validators.rule import Grain, rule


def _single() -> pl.Expr:
    return ~pl.col("form_blanket").fill_null(value=False)


def _within(name: str, limits: Mapping[str, float]) -> pl.Expr:
    return pl.col(f"all_{name}") <= pl.col(f"cert_total_{name}") * (1 + limits["relative"])


def _arithmetic(row: Mapping[str, Any]) -> str:
    parts: list[str] = []
    for name, unit in (("packages", "packages"), ("gross_weight_kg", "kg")):
        certified, entered = row[f"cert_total_{name}"], row[f"all_{name}"]
        if certified is not None and entered is not None and entered > certified:
            parts.append(
                f"certified {spoken(certified)} {unit}, entered {spoken(entered)} {unit}: {apart(certified, entered)}"
            )
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
    rests_on=[
        "cert_certificate_number", "cert_total_packages", "cert_total_gross_weight_kg", "all_packages",
        "all_gross_weight_kg",
    ],
    applies=lambda: _single() & (pl.col("entries") > 1) & pl.col("cert_index").is_not_null(),
    phrases={"arithmetic": _arithmetic},
    unknown="certificate and entries share no total",
)  # fmt: skip
def entries_stay_within_the_certificate(limits: Mapping[str, float]) -> pl.Expr:
    """Entries {entry_list} together take more than certificate {cert_certificate_number} covers: {arithmetic}."""
    packages, weight = _within("packages", limits), _within("gross_weight_kg", limits)
    over = ~packages.fill_null(value=True) | ~weight.fill_null(value=True)
    return pl.when(over).then(pl.lit(value=False)).otherwise(pl.coalesce(packages, weight))
