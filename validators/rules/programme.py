"""US programmes (DOMAIN.md 5.2): does the claim stand, and does the paper in hand support it?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.finding import Severity
from validators.rule import Grain, rule

WASTE = ["2620", "3915", "4004", "4707", "7204", "7404", "7602"]
"""Headings of waste and scrap, which are wholly obtained where they arise."""


def _claimed() -> pl.Expr:
    return pl.col("entry_spi").is_not_null()


@rule(
    "prog.no-certificate",
    severity=Severity.CRITICAL,
    over=Grain.ENTRY_LINE,
    basis="19 CFR 10.1003-.1004; 19 CFR 182.12",
    action="remove SPI or obtain; PSC",
    rests_on=["entry_spi"],
    applies=lambda: pl.col("prog_needs_document"),
    doubted=lambda: pl.col("doubtfully_supported"),
)
def claim_has_its_certification() -> pl.Expr:
    """The line claims {entry_spi} ({prog_name}), which needs a certification; none for it is in the file."""
    return pl.col("supported")


@rule(
    "prog.country-ineligible",
    severity=Severity.CRITICAL,
    over=Grain.ENTRY_LINE,
    basis="HTS general note of the programme",
    action="remove SPI, PSC, tender duty",
    rests_on=["entry_spi", "entry_country_of_origin"],
    applies=_claimed,
    capped=lambda: ~pl.col("prog_listed"),
    unknown="the countries of SPI {entry_spi} are not in the programme table",
)
def origin_is_of_the_programme() -> pl.Expr:
    """The line claims {entry_spi} ({prog_name}) for goods of {entry_country_of_origin}, which is not a country of
    that programme.
    """
    return pl.col("prog_origin_eligible")


@rule(
    "prog.lapsed",
    severity=Severity.ERROR,
    over=Grain.ENTRY_LINE,
    basis="HTS general note of the programme",
    action="refile; if renewed retroactively, refund route",
    rests_on=["entry_spi", "entry_entry_date"],
    applies=_claimed,
    capped=lambda: ~pl.col("prog_verified"),
    unknown="SPI {entry_spi} is not in the programme table",
)
def programme_is_in_force() -> pl.Expr:
    """The line claims {entry_spi} ({prog_name}), which was not in force on {entry_entry_date}."""
    return pl.col("prog_in_force")


@rule(
    "prog.form-mismatch",
    severity=Severity.ERROR,
    over=Grain.CERTIFICATE,
    basis="programme rule: which form supports which claim",
    action="remove SPI, ASK",
    rests_on=["cert_kind", "entry_spi"],
    applies=lambda: (
        (pl.col("entry_spi") != "") & ~pl.col("cert_supports") & pl.col("form_otherwise").is_in(["error", "foreign"])
    ),
)
def form_supports_the_claim() -> pl.Expr:
    """The entry claims {entry_spi}; the file holds a {form_title}, which does not support that claim."""
    return pl.col("cert_supports")


@rule(
    "prog.cert-not-us",
    severity=Severity.INFO,
    over=Grain.CERTIFICATE,
    basis="programme rule: which form supports which claim",
    action="use as origin evidence only",
    rests_on=["cert_kind"],
    applies=lambda: pl.col("entry_spi").fill_null("") == "",
)
def form_is_of_a_us_programme() -> pl.Expr:
    """The {form_title} belongs to an agreement the United States is not party to; it is evidence of origin only."""
    return pl.col("form_otherwise") != "foreign"


@rule(
    "prog.cert-after-claim",
    severity=Severity.ERROR,
    over=Grain.CERTIFICATE,
    basis="19 CFR 10.1004(a)(2)",
    action="PSC; 1520D within one year",
    rests_on=["cert_issue_date", "entry_summary_date", "entry_entry_date"],
    needs=["cert_issue_date", "entry_entry_date"],
    applies=lambda: pl.col("cert_holds_claim"),
    phrases={"claimed": lambda row: str(row["entry_summary_date"] or row["entry_entry_date"])},
)
def certification_was_held_when_claiming() -> pl.Expr:
    """The certification is dated {cert_issue_date}, after the claim was made on {claimed}."""
    return pl.col("cert_issue_date") <= pl.coalesce("entry_summary_date", "entry_entry_date")


@rule(
    "prog.blanket-window",
    severity=Severity.ERROR,
    over=Grain.CERTIFICATE,
    basis="19 CFR 10.1004 (twelve months); USMCA Annex 5-A",
    action="ASK new; single-shipment certification",
    rests_on=["cert_blanket_from", "cert_blanket_to", "entry_entry_date"],
    applies=lambda: (
        pl.col("cert_supports") & (pl.col("cert_blanket_from").is_not_null() | pl.col("cert_blanket_to").is_not_null())
    ),
)
def entry_lies_in_the_blanket_period(limits: Mapping[str, float]) -> pl.Expr:
    """The blanket period is {cert_blanket_from} to {cert_blanket_to}, at most twelve months; the entry is of
    {entry_entry_date}.
    """
    first, last, day = pl.col("cert_blanket_from"), pl.col("cert_blanket_to"), pl.col("entry_entry_date")
    longest = first.dt.offset_by("12mo") + pl.duration(days=limits["slack_days"])
    return (first <= day) & (day <= last) & (last <= longest)


@rule(
    "prog.criterion-invalid",
    severity=Severity.ERROR,
    over=Grain.CERTIFICATE_LINE,
    basis="form notes",
    action="ASK",
    rests_on=["cert_origin_criterion"],
    applies=lambda: pl.col("criterion_known").is_not_null(),
    capped=lambda: ~pl.col("criterion_verified"),
)
def criterion_is_one_of_the_form() -> pl.Expr:
    """The certificate gives origin criterion {cert_origin_criterion}; its form knows others ({criterion_list})."""
    return pl.col("criterion_known")


@rule(
    "prog.criterion-inconsistent",
    severity=Severity.ERROR,
    over=Grain.CERTIFICATE_LINE,
    basis="programme rule of origin: wholly obtained goods are grown, mined or made of such alone",
    action="ASK BOM",
    rests_on=["cert_origin_criterion", "cert_hs_code", "cert_description"],
    needs=["cert_hs_code"],
    applies=lambda: (
        (pl.col("cert_origin_criterion") == "WO")
        | ((pl.col("cert_origin_criterion") == "P") & (pl.col("cert_kind") == "coo.gsp.form_a"))
        | (
            (pl.col("cert_origin_criterion") == "A")
            & pl.col("cert_kind").is_in(["cert.usmca", "cert.korus", "coo.apta.form_b"])
        )
    ),
)
def wholly_obtained_goods_are_not_manufactured() -> pl.Expr:
    """The certificate calls {cert_description} ({cert_hs_code}) wholly obtained, criterion {cert_origin_criterion};
    goods of that chapter are manufactured.
    """
    heading, chapter = pl.col("cert_hs_code").str.slice(0, 4), pl.col("cert_hs_code").str.slice(0, 2)
    return (chapter < "28") | heading.is_in(WASTE)


@rule(
    "prog.direct-shipment",
    severity=Severity.ERROR,
    over=Grain.ENTRY_LINE,
    basis="programme rule: imported directly; 19 CFR 10.463 (Chile)",
    action="ASK through bill of lading, non-manipulation",
    rests_on=["entry_spi", "entry_country_of_origin", "entry_exporting_country"],
    applies=lambda: _claimed() & pl.col("prog_origin_eligible").fill_null(value=False),
    capped=lambda: ~pl.col("prog_listed"),
    tables=["country_groups"],
    unknown="the countries of SPI {entry_spi} are not in the programme table",
)
def goods_come_directly_from_the_programme() -> pl.Expr:
    """The line claims {entry_spi} ({prog_name}) for goods of {entry_country_of_origin} exported from
    {entry_exporting_country}, which is not a country of that programme.
    """
    return pl.when(pl.col("entry_exporting_country").is_not_null()).then(pl.col("export_eligible"))


@rule(
    "prog.unclaimed",
    severity=Severity.INFO,
    over=Grain.CERTIFICATE,
    basis="19 USC 1520(d)",
    action="1520D",
    rests_on=["cert_kind", "entry_duty_usd"],
    needs=["entry_duty_usd"],
    applies=lambda: (pl.col("claimable").list.len() > 0) & pl.col("entry_duty_usd").is_not_null(),
)
def preference_in_hand_is_claimed() -> pl.Expr:
    """The file holds a {form_title}, but the entry claims none of its programme and pays {entry_duty_usd} USD of duty;
    a claim may be made within one year of import.
    """
    claimed = pl.col("claimable").list.set_intersection("entry_spis").list.len() > 0
    return claimed | (pl.col("entry_duty_usd") == 0)


@rule(
    "prog.form-not-origin",
    severity=Severity.ERROR,
    over=Grain.CERTIFICATE,
    basis="A.TR certifies free circulation, not origin",
    action="ASK",
    rests_on=["cert_kind"],
    applies=lambda: (pl.col("cert_kind") == "coo.atr") & (pl.col("certificates") == 1),
)
def origin_rests_on_a_certificate_of_origin() -> pl.Expr:
    """The only certificate in the file is an {form_title}, which says nothing about origin."""
    return pl.lit(value=False)
