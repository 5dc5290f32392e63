"""Quantities, weights and values (DOMAIN.md 5.6): do the amounts agree?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.finding import Severity
from validators.phrases import difference
from validators.rule import Grain, rule


def _both(name: str) -> pl.Expr:
    """Comparable totals; a value that a shipping paper does not carry is not missed."""
    certified = (pl.col("other_kind") == "entry") & ~pl.col("doc_kind").str.starts_with("ship.")
    given = pl.col(f"doc_{name}").is_not_null() & pl.col(f"other_{name}").is_not_null()
    return pl.col("comparable") & (certified | given)


def _may_lack(name: str) -> pl.Expr:
    """The smaller total is of a paper on which fewer lines were read than on another of the entry."""
    less = pl.col(f"doc_{name}") < pl.col(f"other_{name}")
    return pl.when(less).then(pl.col("doc_short")).otherwise(pl.col("other_short"))


def _figures(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int64).cast(pl.String)


def _gap(one: str, other: str) -> pl.Expr:
    return (pl.col(one) - pl.col(other)).abs()


def _share(one: str, other: str) -> pl.Expr:
    return _gap(one, other) / pl.min_horizontal(pl.col(one).abs(), pl.col(other).abs())


@rule(
    "qty.packages",
    severity=Severity.ERROR,
    over=Grain.COUNTERPART,
    basis="19 CFR 141.86",
    action="ASK, amend",
    rests_on=["doc_total_packages", "other_total_packages"],
    applies=lambda: _both("total_packages"),
    doubted=lambda: _may_lack("total_packages"),
    phrases={"gap": difference("doc_total_packages", "other_total_packages")},
)
def packages_agree(limits: Mapping[str, float]) -> pl.Expr:
    """The {doc_name} shows {doc_total_packages} packages, the {other_name} {other_total_packages}: {gap}."""
    repeated = _gap("doc_total_packages", "other_repeated") <= limits["packages"]
    return (_gap("doc_total_packages", "other_total_packages") <= limits["packages"]) | repeated.fill_null(value=False)


@rule(
    "qty.words-figures",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT_LINE,
    basis="form",
    action="ASK",
    rests_on=["doc_packages", "doc_packages_in_words"],
    applies=lambda: pl.col("doc_packages").is_not_null() & pl.col("doc_packages_in_words").is_not_null(),
    # SIXTY-ONE beside 161: the words before it may not have been read.
    doubted=lambda: _figures("doc_packages").str.ends_with(_figures("doc_packages_in_words")),
)
def words_and_figures_agree() -> pl.Expr:
    """The {doc_name} says {doc_packages_in_words} packages in words and {doc_packages} in figures."""
    return pl.col("doc_packages") == pl.col("doc_packages_in_words")


@rule(
    "qty.hts-units",
    severity=Severity.ERROR,
    grades={Severity.CRITICAL: lambda limits: _share("cert_in_units", "entry_in_units") > limits["grave"]},
    over=Grain.LINE_PAIR,
    basis="HTS statistical reporting; AD/CVD duty per unit",
    action="correct",
    rests_on=["cert_quantity", "entry_net_quantity"],
    applies=lambda: pl.col("group_head") & pl.col("units_alike") & (pl.col("cert_entries") == 1),
    phrases={"gap": difference("cert_in_units", "entry_in_units")},
)
def quantities_agree(limits: Mapping[str, float]) -> pl.Expr:
    """Certified {cert_in_units} {entry_base}, entered {entry_in_units}: {gap}."""
    gap = _gap("cert_in_units", "entry_in_units")
    return gap <= pl.max_horizontal(pl.lit(limits["units"]), pl.col("cert_in_units") * limits["relative"])


@rule(
    "weight.gross",
    severity=Severity.WARNING,
    grades={
        Severity.ERROR: lambda limits: (
            _share("doc_total_gross_weight_kg", "other_total_gross_weight_kg") > limits["grave"]
        )
    },
    over=Grain.COUNTERPART,
    basis="19 CFR 141.86",
    action="ASK scale slip",
    rests_on=["doc_total_gross_weight_kg", "other_total_gross_weight_kg"],
    applies=lambda: _both("total_gross_weight_kg"),
    # A gross weight that another paper shows as the net one may be just that.
    doubted=lambda: _may_lack("total_gross_weight_kg") | pl.col("doc_gross_is_net") | pl.col("other_gross_is_net"),
    phrases={"gap": difference("doc_total_gross_weight_kg", "other_total_gross_weight_kg")},
)
def gross_weights_agree(limits: Mapping[str, float]) -> pl.Expr:
    """The {doc_name} shows {doc_total_gross_weight_kg} kg gross, the {other_name} {other_total_gross_weight_kg}
    kg: {gap}.
    """
    one, other = "doc_total_gross_weight_kg", "other_total_gross_weight_kg"
    allowed = pl.max_horizontal(pl.lit(limits["kg"]), pl.max_horizontal(one, other) * limits["relative"])
    return _gap(one, other) <= allowed


@rule(
    "weight.net-exceeds-gross",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT_LINE,
    basis="logic",
    action="ASK",
    rests_on=["doc_net_weight_kg", "doc_gross_weight_kg"],
    applies=lambda: pl.col("doc_net_weight_kg").is_not_null() & pl.col("doc_gross_weight_kg").is_not_null(),
    # No packing weighs as much as the goods below nothing: the one or the other is of another column.
    doubted=lambda: pl.col("doc_net_weight_kg") > 2 * pl.col("doc_gross_weight_kg"),
    phrases={"gap": difference("doc_gross_weight_kg", "doc_net_weight_kg")},
)
def net_weight_is_within_gross(limits: Mapping[str, float]) -> pl.Expr:
    """The {doc_name} shows {doc_net_weight_kg} kg net and {doc_gross_weight_kg} kg gross: {gap}."""
    return pl.col("doc_net_weight_kg") <= pl.col("doc_gross_weight_kg") * (1 + limits["relative"])


@rule(
    "qty.unit-inconvertible",
    severity=Severity.WARNING,
    over=Grain.LINE_PAIR,
    basis="HTS statistical reporting",
    action="ASK",
    rests_on=["cert_quantity", "cert_unit", "entry_unit"],
    needs=["cert_unit", "entry_unit"],
    # Weights are compared by rules of their own, whatever column they stand in.
    applies=lambda: (
        pl.col("cert_family").is_not_null()
        & pl.col("entry_family").is_not_null()
        & (pl.col("cert_family") != "weight")
        & (pl.col("entry_family") != "weight")
    ),
)
def units_measure_the_same() -> pl.Expr:
    """Certified are {cert_quantity} {cert_unit} ({cert_family}); the entry declares {entry_unit} ({entry_family}),
    which nothing converts.
    """
    return pl.col("cert_family") == pl.col("entry_family")
