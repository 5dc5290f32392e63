"""Issuers (DOMAIN.md 5.2): may this body certify origin, for this country, on that day?"""

from __future__ import annotations

import polars as pl

from schemas.finding import Severity
from validators.rule import Grain, rule


def _by_authority() -> pl.Expr:
    return pl.col("form_issued_by") == "authority"


def _known() -> pl.Expr:
    return _by_authority() & pl.col("issuer_group").is_not_null() & (pl.col("issuer_group") != "NONE")


@rule(
    "issuer.unauthorised",
    severity=Severity.ERROR,
    grades={Severity.CRITICAL: lambda: pl.col("entry_number") != ""},
    over=Grain.DOCUMENT,
    basis="issuer table; the entry's claim of origin rests on this certificate",
    action="ASK valid CO",
    rests_on=["doc_issuer"],
    applies=_by_authority,
)
def issuer_may_certify_origin() -> pl.Expr:
    """{doc_issuer} is not known as a body that may issue a {form_title}."""
    known = pl.col("issuer_group").is_not_null() & (pl.col("issuer_group") != "NONE")
    return pl.when(pl.col("doc_issuer").is_not_null()).then(known.fill_null(value=False))


@rule(
    "issuer.wrong-date",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="issuer table: dates of authority (CIQ to 2018-08-20; VCCI to 2025-05-04; Malaysian chambers for the US to "
    "2025-05-05)",
    action="ASK re-issue",
    rests_on=["doc_issuer", "doc_issue_date"],
    applies=_known,
    capped=lambda: (pl.col("issuer_authority") == "disputed") | ~pl.col("issuer_verified"),
)
def issuer_had_authority_on_the_day() -> pl.Expr:
    """{issuer_title} had no authority to issue a {form_title} on {doc_issue_date}."""
    return pl.when(pl.col("doc_issue_date").is_not_null()).then(pl.col("issuer_authority") == "in_force")


@rule(
    "issuer.country-mismatch",
    severity=Severity.CRITICAL,
    over=Grain.DOCUMENT,
    basis="agreement: the exporting party issues",
    action="ASK, HOLD",
    rests_on=["doc_issuer", "doc_origin_country"],
    applies=lambda: _known() & pl.col("issuer_country").is_not_null(),
    capped=lambda: ~pl.col("issuer_verified"),
)
def issuer_is_of_the_country_of_origin() -> pl.Expr:
    """{issuer_title} is a body of {issuer_country}; the certificate states origin {doc_origin_country}."""
    return pl.col("issuer_country") == pl.col("doc_origin_country")


@rule(
    "issuer.seal-text-mismatch",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="design: whoever seals a certificate is the authority that issues it",
    action="VERIFY",
    rests_on=["doc_issuer", "doc_seal_text"],
    applies=lambda: pl.col("seal_title").is_not_null() & (_same_body().is_not_null() | _same_place().is_not_null()),
    # A certificate may bear the seal of the office above the one it names; another body is another matter.
    doubted=lambda: _same_body().fill_null(value=True),
)
def seal_is_of_the_issuer() -> pl.Expr:
    """The seal reads {doc_seal_text} ({seal_title}); the authority's box names {doc_issuer}."""
    return _same_body().fill_null(value=True) & _same_place().fill_null(value=True)


def _same_body() -> pl.Expr:
    return pl.col("seal_same_body")


def _same_place() -> pl.Expr:
    return pl.col("seal_same_place")


@rule(
    "issuer.unlisted",
    severity=Severity.INFO,
    over=Grain.DOCUMENT,
    basis="issuer table",
    action="VERIFY",
    rests_on=["doc_issuer"],
    applies=_known,
)
def issuer_is_listed_by_name() -> pl.Expr:
    """{doc_issuer} calls itself a chamber or ministry but is not listed by name; confirm that it may certify origin."""
    return pl.col("issuer_listed")
