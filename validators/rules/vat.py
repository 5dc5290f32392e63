"""Chinese VAT invoices (DOMAIN.md 4.2, 5.12): does the arithmetic hold, and who bought?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from schemas.finding import Severity
from validators.evidence import spoken
from validators.rule import Grain, rule
from validators.vat import VAT

_CENT = 0.02
"""Differences that a sentence does not name."""


def _broken(row: Mapping[str, Any]) -> str:
    return "; ".join(_arithmetic(row))


def _arithmetic(row: Mapping[str, Any]) -> Iterator[str]:
    """What does not come out, each with both sides."""
    quantity, price, value, tax = (row[f"fac_{name}"] for name in ("quantity", "unit_price", "value", "tax"))
    if None not in (quantity, price, value) and abs(quantity * price - value) > _CENT:
        yield f"{spoken(quantity)} × {spoken(price)} = {quantity * price:,.2f}; the invoice says {spoken(value)}"
    rate = row["vat_rate"]
    if None not in (value, rate, tax) and abs(value * rate - tax) > _CENT:
        yield f"{spoken(value)} at {rate * 100:g} % is {value * rate:,.2f} tax; the invoice says {spoken(tax)}"
    net, taxed, total = row["vat_net"], row["vat_tax"], row["fac_amount"]
    if None not in (net, taxed, total) and abs(net + taxed - total) > _CENT:
        yield f"{spoken(net)} + {spoken(taxed)} tax = {net + taxed:,.2f}; the total is {spoken(total)}"


def _parts(limits: Mapping[str, float]) -> list[pl.Expr]:
    """Quantity by price, tax by rate, and the total: each null where a side is not printed."""
    product = pl.col("fac_quantity") * pl.col("fac_unit_price") - pl.col("fac_value")
    # A price is printed rounded: half of its last place, times the quantity, may be lost.
    rounding = pl.col("fac_quantity") * limits["price"] + limits["amount"]
    tax = pl.col("fac_value") * pl.col("vat_rate") - pl.col("fac_tax")
    total = pl.col("vat_net") + pl.col("vat_tax") - pl.col("fac_amount")
    return [
        product.abs() <= rounding,
        tax.abs() <= limits["tax"],
        total.abs() <= limits["amount"] + limits["tax"] * pl.col("vat_lines"),
    ]


@rule(
    "fac.invoice-arith",
    severity=Severity.ERROR,
    over=Grain.FACTORY_ROW,
    basis="VAT invoice arithmetic (DOMAIN 4.2)",
    action="VERIFY at tax office",
    rests_on=["fac_quantity", "fac_unit_price", "fac_value", "fac_tax", "fac_amount"],
    applies=lambda limits: (pl.col("fac_kind") == VAT) & pl.coalesce(_parts(limits)).is_not_null(),
    phrases={"broken": _broken},
)
def the_invoice_adds_up(limits: Mapping[str, float]) -> pl.Expr:
    """{broken}."""
    return pl.all_horizontal(part.fill_null(value=True) for part in _parts(limits))


def _another_buyer(limits: Mapping[str, float]) -> pl.Expr:
    return (pl.col("buyer_score") < limits["score"]).fill_null(value=False)


def _several() -> pl.Expr:
    return (pl.col("buyers_numbers").list.len() > 1).fill_null(value=False)


def _told(row: Mapping[str, Any]) -> str:
    said: list[str] = []
    if row["maker"] and row["buyer_score"] is not None and row["buyer_score"] < 1:
        said.append(f"it is made out to {row['fac_buyer']}; the goods were made by {row['maker']}")
    if row["buyers_numbers"] is not None and len(row["buyers_numbers"]) > 1:
        said.append(f"invoices name {row['fac_buyer']} under several tax numbers: {', '.join(row['buyers_numbers'])}")
    if row["wrong_tax_numbers"]:
        said.append(f"the check digit of tax number {row['wrong_tax_numbers']} does not hold")
    return "; ".join(said)


@rule(
    "fac.vat-party",
    severity=Severity.ERROR,
    over=Grain.FACTORY,
    basis="purchase in the maker's own name (DOMAIN 4.2); GB 32100-2015",
    action="ASK",
    rests_on=["fac_buyer", "fac_buyer_tax_number", "fac_supplier_tax_number"],
    applies=lambda: (
        (pl.col("fac_kind") == VAT)
        & (pl.col("buyer_score").is_not_null() | pl.col("wrong_tax_numbers").is_not_null() | _several())
    ),
    doubted=lambda limits: ~_another_buyer(limits) & (pl.col("wrong_tax_numbers") != ""),
    phrases={"told": _told},
)
def materials_were_bought_by_the_maker(limits: Mapping[str, float]) -> pl.Expr:
    """About the parties of the VAT invoice: {told}."""
    right = (pl.col("wrong_tax_numbers") == "").fill_null(value=True)
    return ~_another_buyer(limits) & ~_several() & right
