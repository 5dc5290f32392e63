"""Invoice references (DOMAIN.md 5.7): is it the same shipment?"""

from __future__ import annotations

from collections.abc import Mapping

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
    doubted=lambda: pl.col("invoice_cut"),
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
    "ref.certificate-no",
    severity=Severity.WARNING,
    over=Grain.CERTIFICATE,
    basis="19 USC 1484(a)(1); 19 CFR 163.6",
    action="ASK the certificate that the entry names, or correct the number",
    rests_on=["cert_certificate_number", "entry_certificate_number"],
    applies=lambda: pl.col("entry_certificate_keys").list.len() > 0,
    # A slip or a cut number is how a misreading looks.
    doubted=lambda: pl.col("citation_near"),
    needs=["cert_certificate_number"],
    unknown="a certificate of the entry shows no number",
)
def certificates_are_the_declared_ones() -> pl.Expr:
    """The certificate in the file is number {cert_certificate_number}; the entry declares
    {entry_certificate_number}, and not every one of these is in the file.
    """
    return pl.col("number_cited")


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


@rule(
    "ref.container",
    severity=Severity.CRITICAL,
    over=Grain.TRANSPORT,
    basis="EAPA tracing (DOMAIN S38)",
    action="ASK",
    rests_on=["doc_container", "other_container"],
    applies=lambda: pl.col("on_bill").is_not_null() & pl.col("doc_kind").is_in(["ship.packing_list", "fac.dispatch"]),
    # One character apart is how a misread number looks.
    doubted=lambda: pl.col("near_bill"),
)
def containers_are_on_the_bill() -> pl.Expr:
    """The {doc_name} names container {doc_container}; the bill of lading carries {bill_boxes}."""
    return pl.col("on_bill")


@rule(
    "ref.vessel",
    severity=Severity.WARNING,
    over=Grain.TRANSPORT,
    basis="form",
    action="ASK",
    rests_on=["doc_vessel", "doc_transport", "other_vessel"],
    applies=lambda: pl.col("vessel_score").is_not_null() & pl.col("doc_vessel").is_not_null(),
)
def papers_name_one_vessel(limits: Mapping[str, float]) -> pl.Expr:
    """The {doc_name} names vessel {doc_vessel}; the bill of lading {other_vessel}."""
    return pl.col("vessel_score") >= limits["score"]


@rule(
    "ref.marks",
    severity=Severity.WARNING,
    over=Grain.DOCUMENT_LINE,
    basis="form: marks in full (DOMAIN S25)",
    action="ASK",
    rests_on=["doc_marks", "doc_packages"],
    applies=lambda: pl.col("marked_packages").is_not_null() & pl.col("doc_packages").is_not_null(),
)
def marks_cover_the_packages() -> pl.Expr:
    """The marks of the {doc_name} ({doc_marks}) count {marked_packages} packages; the line has {doc_packages}."""
    return pl.col("marked_packages") >= pl.col("doc_packages")


@rule(
    "ref.po",
    severity=Severity.WARNING,
    over=Grain.FACTORY,
    basis="CF-28: an order number that repeats on production papers (DOMAIN S38)",
    action="ASK",
    rests_on=["fac_order_number"],
    applies=lambda: (pl.col("fac_kind") == "fac.production_order") & pl.col("order_met").is_not_null(),
)
def production_was_for_this_order() -> pl.Expr:
    """The production order is for customer order {fac_order_number}; the entry and its shipping papers name
    {other_orders}.
    """
    return pl.col("order_met")
