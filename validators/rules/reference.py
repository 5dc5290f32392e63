"""Invoice references (DOMAIN.md 5.7): is it the same shipment?"""

from __future__ import annotations

import polars as pl

from schemas.finding import Severity
from validators.rule import Grain, rule


@rule(
    "ref.invoice-no",
    severity=Severity.ERROR,
    over=Grain.CERTIFICATE,
    basis="form",
    action="ASK; third-party mark",
    rests_on=["cert_invoice_number", "entry_invoice_number"],
    applies=lambda: pl.col("form_counts") | (pl.col("cert_invoice_keys").list.len() > 0),
    unknown="the certificate or the entry shows no invoice number",
)
def certified_invoice_is_entered() -> pl.Expr:
    """The certificate refers to invoice {cert_invoice_number}; the entry to {entry_invoice_number}."""
    strange = pl.col("cert_invoice_keys").list.set_difference("entry_invoice_keys")
    known = (pl.col("cert_invoice_keys").list.len() > 0) & (pl.col("entry_invoice_keys").list.len() > 0)
    return pl.when(known).then(strange.list.len() == 0)


@rule(
    "ref.invoice-date",
    severity=Severity.WARNING,
    over=Grain.CERTIFICATE,
    basis="form",
    action="ASK",
    rests_on=["cert_invoice_date", "entry_invoice_date"],
    applies=lambda: pl.col("cert_invoice_dates").list.len() > 0,
    unknown="the entry shows no invoice date",
)
def certified_invoice_date_is_entered() -> pl.Expr:
    """The certificate dates the invoice {cert_invoice_date}; the entry {entry_invoice_date}."""
    strange = pl.col("cert_invoice_dates").list.set_difference("entry_invoice_date")
    return pl.when(pl.col("entry_invoice_date").list.len() > 0).then(strange.list.len() == 0)


@rule(
    "ref.bl",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="19 CFR 141.86; CBP Form 7501 block 12",
    action="ASK",
    rests_on=["doc_bl_number", "entry_bl_awb"],
    applies=lambda: pl.col("doc_kind").is_in(["ship.bl", "ship.awb"]) & (pl.col("entry_number") != ""),
    unknown="the bill or the entry shows no number",
)
def bill_is_the_entered_one() -> pl.Expr:
    """The bill of lading is number {doc_bl_number}; the entry declares {entry_bl_awb} (a house bill has its own)."""
    return pl.col("bill_entered")
