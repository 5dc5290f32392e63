"""What a paper says of itself and its shipment (DOMAIN.md 5.1 to 5.8): kind, language, marks, places, value."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.finding import Severity
from validators.origins import same_country
from validators.phrases import difference
from validators.rule import Grain, rule

FOREIGN_CHINA = ["HK", "MO"]


def _linked() -> pl.Expr:
    return pl.col("entry_number") != ""


def _certificate() -> pl.Expr:
    return pl.col("form_title").is_not_null()


@rule(
    "doc.title.unrecognised",
    severity=Severity.WARNING,
    over=Grain.DOCUMENT,
    basis="19 CFR 163.6: production of records",
    action="classify by hand",
    rests_on=["doc_kind"],
)
def document_is_of_a_known_kind() -> pl.Expr:
    """The document is of no kind that is recognised; classify it by hand."""
    return pl.col("doc_kind") != "other"


@rule(
    "doc.page.incomplete",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="form practice",
    action="ASK",
    rests_on=["doc_page_count"],
    applies=lambda: pl.col("doc_pages_absent").is_not_null(),
    # The page before or after it in its file may be the one, taken for another paper.
    doubted=lambda: pl.col("doc_pages_beside"),
)
def all_counted_pages_are_there() -> pl.Expr:
    """The {doc_name} counts its pages ({doc_page_count}); page {doc_pages_absent} is not there."""
    return pl.col("doc_pages_absent") == ""


@rule(
    "doc.text-after-end-marker",
    severity=Severity.CRITICAL,
    over=Grain.DOCUMENT,
    basis="overleaf notes: the list of goods is closed so that nothing can be added",
    action="VERIFY, ESC",
    rests_on=["doc_after_goods"],
    applies=lambda: _certificate() & pl.col("doc_after_goods").is_not_null(),
)
def nothing_stands_below_the_end_of_the_goods() -> pl.Expr:
    """Below the signs that close the list of goods stands {doc_after_goods}."""
    return pl.lit(value=False)


@rule(
    "doc.box.mandatory-blank",
    severity=Severity.WARNING,
    grades={Severity.ERROR: lambda: pl.col("doc_empty").str.contains("origin")},
    over=Grain.DOCUMENT,
    basis="overleaf notes of the form",
    action="ASK",
    rests_on=["doc_empty_boxes"],
    needs=["doc_exporter", "doc_consignee", "doc_origin_country", "doc_issuer"],
    applies=lambda: pl.col("form_issued_by") == "authority",
)
def mandatory_boxes_are_filled() -> pl.Expr:
    """The {form_title} has nothing in the box for {doc_empty}."""
    return (
        pl.when(pl.col("doc_empty") != "")
        .then(pl.lit(value=False))
        .when(~pl.col("doc_unread"))
        .then(pl.lit(value=True))
    )


@rule(
    "doc.language",
    severity=Severity.INFO,
    over=Grain.DOCUMENT,
    basis="19 CFR 141.86(d); UFLPA guidance on translations",
    action="translate",
    rests_on=["doc_languages"],
    applies=lambda: pl.col("doc_english").is_not_null() & _linked() & (pl.col("doc_kind") != "other"),
)
def document_is_in_a_language_of_its_form() -> pl.Expr:
    """The document is in {doc_languages}; CBP asks for a translation."""
    return pl.col("doc_english")


@rule(
    "date.ambiguous",
    severity=Severity.INFO,
    over=Grain.DOCUMENT,
    basis="reasonable care, 19 USC 1484(a)(1)",
    action="human choice",
    rests_on=["doc_ambiguous"],
    applies=lambda: pl.col("doc_ambiguous").is_not_null(),
)
def dates_have_one_reading() -> pl.Expr:
    """The paper may be read in two ways: {doc_ambiguous}."""
    return pl.lit(value=False)


@rule(
    "origin.marking",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="19 USC 1304; 19 CFR part 134",
    action="marking duty risk; ASK",
    rests_on=["doc_made_in", "entry_origins"],
    applies=lambda: _linked() & pl.col("doc_made_in").is_not_null(),
)
def marks_name_a_declared_origin() -> pl.Expr:
    """The {doc_name} shows the mark MADE IN {doc_made_in}; the entry declares origin {entry_origins}."""
    return pl.col("doc_made_in").is_in(pl.col("entry_origins"))


@rule(
    "origin.cert-internal",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="form: exporter's declaration and box of origin",
    action="ASK",
    rests_on=["doc_produced_in", "doc_origin_country"],
    applies=lambda: _certificate() & pl.col("doc_produced_in").is_not_null(),
)
def declaration_and_box_name_one_country() -> pl.Expr:
    """The exporter declares that the goods were produced in {doc_produced_in}; the same certificate states origin
    {doc_origin_country}.
    """
    return same_country("doc_origin_country", "doc_produced_in") | (pl.col("doc_produced_in") == "EU")


@rule(
    "origin.export-country",
    severity=Severity.WARNING,
    over=Grain.DOCUMENT,
    basis="CBP Form 7501 instructions, block 14",
    action="correct",
    rests_on=["doc_loaded_in", "entry_exporting_country"],
    applies=lambda: (
        _linked()
        & pl.col("doc_loaded_in").is_not_null()
        & (_certificate() | pl.col("doc_kind").is_in(["ship.bl", "ship.awb"]))
    ),
)
def goods_are_loaded_in_the_exporting_country() -> pl.Expr:
    """The {doc_name} shows loading in {doc_loaded_in}; the entry declares exporting country
    {entry_exporting_country}.
    """
    return pl.col("doc_loaded_in") == pl.col("entry_exporting_country")


@rule(
    "origin.china-as-hk-mo",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="19 CFR part 134; Section 301 is on goods of the mainland",
    action="re-determine",
    rests_on=["doc_maker_in", "entry_origins"],
    applies=lambda: (
        _linked()
        & pl.col("doc_maker_in").is_not_null()
        & (pl.col("entry_origins").list.set_intersection(FOREIGN_CHINA).list.len() > 0)
    ),
)
def goods_of_the_mainland_are_not_of_hong_kong() -> pl.Expr:
    """The {doc_name} places the maker in {doc_maker_in}; the entry declares origin {entry_origins}."""
    return pl.col("doc_maker_in") != "CN"


@rule(
    "party.address-country",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="form: the producer's address",
    action="ASK",
    rests_on=["doc_maker_in", "doc_origin_country"],
    applies=lambda: _certificate() & pl.col("doc_maker_in").is_not_null() & pl.col("doc_origin_country").is_not_null(),
)
def producer_is_in_the_country_of_origin() -> pl.Expr:
    """The producer's address is in {doc_maker_in}; the certificate states origin {doc_origin_country}."""
    return same_country("doc_origin_country", "doc_maker_in")


@rule(
    "party.shell-address",
    severity=Severity.WARNING,
    over=Grain.DOCUMENT,
    basis="EAPA practice: a maker has a factory",
    action="ASK licence, photos",
    rests_on=["doc_maker_address"],
    applies=lambda: _certificate() & pl.col("doc_office").is_not_null(),
)
def producer_has_no_office_address() -> pl.Expr:
    """The producer's address ({doc_maker_address}) is an office: {doc_office}."""
    return pl.col("doc_office") == ""


@rule(
    "party.related",
    severity=Severity.WARNING,
    over=Grain.DOCUMENT,
    basis="19 CFR 152.102(g)",
    action="PSC; value review",
    rests_on=["doc_exporter", "doc_consignee", "entry_relationship"],
    applies=lambda: (
        _linked()
        & pl.col("doc_group_name").is_not_null()
        & pl.col("entry_relationship").str.to_uppercase().is_in(["N", "NO", "NOT RELATED"])
        & (_certificate() | (pl.col("doc_kind") == "ship.invoice"))
    ),
)
def unrelated_parties_share_no_name() -> pl.Expr:
    """Seller {doc_exporter} and {related_party} share the name {doc_group_name}; the entry declares relationship
    {entry_relationship}.
    """
    return pl.col("doc_group_name") == ""


@rule(
    "prog.elements-missing",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="USMCA Annex 5-A, 19 CFR part 182 Appendix A; 19 CFR 10.1004(b)",
    action="ASK",
    rests_on=["doc_kind"],
    applies=lambda: pl.col("doc_lacking").is_not_null(),
    # What was not found may be there and not have been read, unless its own box is empty.
    doubted=lambda: ~pl.col("doc_surely_lacking"),
)
def certification_has_its_data_elements() -> pl.Expr:
    """The {form_title} shows no {doc_lacking}."""
    return pl.col("doc_lacking") == ""


@rule(
    "prog.signatory",
    severity=Severity.WARNING,
    over=Grain.DOCUMENT,
    basis="programme rule: importer, exporter or producer certifies",
    action="ASK",
    rests_on=["doc_certifier", "doc_certifier_role"],
    applies=lambda: pl.col("doc_certifier_score").is_not_null(),
)
def certifier_is_the_party_of_its_role(limits: Mapping[str, float]) -> pl.Expr:
    """{doc_certifier} certifies as the {doc_certifier_role}; the certification names {doc_certifier_party} in that
    role.
    """
    return pl.col("doc_certifier_score") >= limits["score"]


@rule(
    "value.fob",
    severity=Severity.WARNING,
    grades={
        Severity.ERROR: lambda limits: _gap() > pl.col("doc_total_value") * limits["grave"],
        Severity.CRITICAL: lambda limits: (
            pl.col("doc_total_value") - pl.col("entry_entered_value_usd") > pl.col("doc_total_value") * limits["grave"]
        ),
    },
    over=Grain.DOCUMENT,
    basis="19 USC 1401a; 19 CFR 152.103",
    action="value review; first sale or third-party mark-up",
    rests_on=["doc_total_value", "entry_entered_value_usd"],
    applies=lambda: pl.col("value_comparable") & (pl.col("doc_value_currency").fill_null("USD") == "USD"),
    # A value without a currency may be in another one.
    doubted=lambda: pl.col("doc_value_currency").is_null(),
    phrases={"gap": difference("doc_total_value", "entry_entered_value_usd")},
)
def declared_value_is_the_certified_one(limits: Mapping[str, float]) -> pl.Expr:
    """The {doc_name} shows a value of {doc_total_value} USD, the entry {entry_entered_value_usd} USD: {gap}."""
    allowed = pl.max_horizontal(pl.lit(limits["usd"]), pl.col("doc_total_value") * limits["relative"])
    return _gap() <= allowed


def _gap() -> pl.Expr:
    return (pl.col("doc_total_value") - pl.col("entry_entered_value_usd")).abs()
