"""Document validity (DOMAIN.md 5.1): is the paper whole, marked and in time?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.finding import Severity
from validators.phrases import days_between
from validators.rule import Grain, rule

SHIPPED = pl.coalesce("entry_export_date", "bl_issue_date")
"""When the goods left: as declared, else as the bill of lading says."""


def _by_authority() -> pl.Expr:
    return pl.col("form_issued_by") == "authority"


@rule(
    "doc.number.missing",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="form instruction (RCEP Art 3.17: unique number)",
    action="ASK",
    rests_on=["doc_certificate_number"],
    applies=_by_authority,
    # What is not seen on a paper that is read in part may be there.
    doubted=lambda: pl.col("doc_partly_read"),
)
def certificate_has_a_number() -> pl.Expr:
    """The {form_title} shows no certificate number."""
    return pl.col("doc_certificate_number").is_not_null()


@rule(
    "doc.number.format",
    severity=Severity.INFO,
    grades={Severity.WARNING: lambda: ~pl.col("number_slip")},
    over=Grain.DOCUMENT,
    basis="issuer numbering",
    action="VERIFY",
    rests_on=["doc_certificate_number", "doc_issuer"],
    applies=lambda: pl.col("number_expected") & pl.col("doc_certificate_number").is_not_null(),
    doubted=lambda: pl.col("qr_near"),
    unknown="how {doc_issuer} numbers its certificates is not known",
)
def number_has_the_form_of_its_issuer() -> pl.Expr:
    """Certificate number {doc_certificate_number} does not have the form of numbers of {issuer_title}."""
    return pl.col("number_fits")


@rule(
    "doc.signature.missing",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="form; annex of the agreement",
    action="ASK original",
    rests_on=["doc_signature"],
    applies=lambda: pl.col("form_signature").is_in(["issuer", "certifier"]),
    # Strokes below a seal or on a bad copy are overlooked: a person looks before anyone is asked.
    doubted=lambda: pl.lit(value=True),
)
def certificate_is_signed() -> pl.Expr:
    """No signature is seen on the {form_title}."""
    return pl.col("doc_signature")


@rule(
    "doc.seal.missing",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="form",
    action="ASK, VERIFY",
    rests_on=["doc_seal"],
    applies=lambda: pl.col("form_seal"),
    doubted=lambda: pl.col("doc_partly_read"),
)
def certificate_is_sealed() -> pl.Expr:
    """No seal of the issuer is seen on the {form_title}."""
    return pl.col("doc_seal")


@rule(
    "doc.qr.mismatch",
    severity=Severity.CRITICAL,
    over=Grain.DOCUMENT,
    basis="issuer verification",
    action="HOLD, VERIFY, ESC",
    rests_on=["doc_coded"],
    applies=lambda: pl.col("doc_coded").is_not_null(),
    # One character apart, or cut off, is how a misread number looks, and the code is never misread.
    doubted=lambda: pl.col("code_near"),
    phrases={"what": lambda row: "" if row["doc_coded__field"] == "total_packages" else "number "},
)
def code_holds_what_is_printed() -> pl.Expr:
    """The code on the certificate holds {what}{code_holds}; printed is {doc_coded}."""
    signs = r"\.0$|\W"
    printed, held = (pl.col(n).str.to_uppercase().str.replace_all(signs, "") for n in ("doc_coded", "code_holds"))
    return printed == held


@rule(
    "doc.copy-not-original",
    severity=Severity.WARNING,
    over=Grain.DOCUMENT,
    basis="CCPIT security features",
    action="VERIFY, ASK original",
    rests_on=["doc_copy_mark"],
    applies=lambda: pl.col("form_title").is_not_null(),
)
def certificate_is_an_original() -> pl.Expr:
    """The {form_title} is marked as a copy or duplicate."""
    return ~pl.col("doc_copy_mark")


@rule(
    "doc.low-confidence",
    severity=Severity.INFO,
    over=Grain.DOCUMENT,
    basis="reasonable care, 19 USC 1484(a)(1)",
    action="review queue",
    rests_on=["doc_certificate_number", "doc_issuer", "doc_issue_date", "doc_origin_country"],
    applies=lambda: pl.col("form_title").is_not_null(),
)
def key_values_are_well_read() -> pl.Expr:
    """A key value of the {form_title} was read with little confidence."""
    names = ["certificate_number", "issuer", "issue_date", "origin_country"]
    return pl.min_horizontal(*(pl.col(f"doc_{name}__conf").fill_null(1.0) for name in names)) >= 0.80


@rule(
    "doc.expired",
    severity=Severity.ERROR,
    over=Grain.CERTIFICATE,
    basis="validity of the form (RCEP, ChAFTA, Form F: one year; US certifications: four years)",
    action="ASK new",
    rests_on=["cert_issue_date", "entry_entry_date"],
    applies=lambda: pl.col("form_validity_months").is_not_null(),
    capped=lambda: pl.col("form_soft"),
)
def certificate_is_still_valid() -> pl.Expr:
    """The {form_title} of {cert_issue_date} is valid for {form_validity_months} months; the entry is of
    {entry_entry_date}.
    """
    months = pl.format("{}mo", "form_validity_months")
    return pl.col("entry_entry_date") <= pl.col("cert_issue_date").dt.offset_by(months)


@rule(
    "doc.retro.unmarked",
    severity=Severity.WARNING,
    grades={Severity.ERROR: lambda: pl.col("form_preferential")},
    over=Grain.CERTIFICATE,
    basis="operational procedures of the agreement; issuing practice",
    action="ASK re-issue with mark",
    rests_on=["cert_issue_date", "entry_export_date", "bl_issue_date"],
    needs=["cert_issue_date", "entry_export_date"],
    applies=lambda: pl.col("form_retro_grace_days").is_not_null() & ~pl.col("cert_retroactive"),
    doubted=lambda: pl.col("cert_badly_read"),
    phrases={"shipped": lambda row: str(row["entry_export_date"] or row["bl_issue_date"]),
             "late": lambda row: days_between("shipped", "cert_issue_date")(
                 {**row, "shipped": row["entry_export_date"] or row["bl_issue_date"]})},
)  # fmt: skip
def late_certificate_is_marked_retroactive() -> pl.Expr:
    """The certificate was issued on {cert_issue_date}, {late} after shipment ({shipped}), without a mark of
    retroactive issue.
    """
    grace = pl.duration(days=pl.col("form_retro_grace_days"))
    return pl.col("cert_issue_date") <= SHIPPED + grace


@rule(
    "doc.retro.marked-early",
    severity=Severity.WARNING,
    over=Grain.CERTIFICATE,
    basis="operational procedures of the agreement",
    action="ASK",
    rests_on=["cert_issue_date", "entry_export_date", "bl_issue_date"],
    needs=["cert_issue_date", "entry_export_date"],
    applies=lambda: pl.col("form_retro_grace_days").is_not_null() & pl.col("cert_retroactive"),
    phrases={"shipped": lambda row: str(row["entry_export_date"] or row["bl_issue_date"])},
)
def retroactive_mark_is_needed() -> pl.Expr:
    """The certificate is marked as issued retroactively, but its date {cert_issue_date} is not after shipment
    ({shipped}).
    """
    return pl.col("cert_issue_date") > SHIPPED


@rule(
    "date.future",
    severity=Severity.CRITICAL,
    over=Grain.CERTIFICATE,
    basis="alteration cue",
    action="VERIFY",
    rests_on=["cert_issue_date", "entry_entry_date"],
    applies=lambda: (pl.col("form_issued_by") == "authority") & pl.col("cert_issue_date").is_not_null(),
    capped=lambda: pl.lit(value=True),
)
def certificate_is_not_from_the_future(limits: Mapping[str, float]) -> pl.Expr:
    """The certificate is dated {cert_issue_date}, long after the entry of {entry_entry_date}."""
    return pl.col("cert_issue_date") <= pl.col("entry_entry_date") + pl.duration(days=limits["days"])


@rule(
    "date.issue-vs-ship",
    severity=Severity.WARNING,
    over=Grain.CERTIFICATE,
    basis="operational procedures of the agreements; issuing practice",
    action="retroactive mark",
    rests_on=["cert_issue_date", "bl_issue_date"],
    applies=lambda: _by_authority() & pl.col("bl_issue_date").is_not_null() & ~pl.col("cert_retroactive"),
    phrases={"late": days_between("bl_issue_date", "cert_issue_date")},
)
def certificate_is_not_issued_long_after_the_bill(limits: Mapping[str, float]) -> pl.Expr:
    """The certificate was issued on {cert_issue_date}, {late} after the bill of lading of {bl_issue_date}, without a
    mark of retroactive issue.
    """
    return pl.col("cert_issue_date") <= pl.col("bl_issue_date") + pl.duration(days=limits["days"])


@rule(
    "date.export-mismatch",
    severity=Severity.WARNING,
    over=Grain.CERTIFICATE,
    basis="CBP Form 7501 instructions, block 15",
    action="correct",
    rests_on=["cert_departure_date", "entry_export_date"],
    applies=lambda: pl.col("cert_departure_date").is_not_null(),
    phrases={"apart": days_between("cert_departure_date", "entry_export_date")},
)
def departure_is_the_declared_export(limits: Mapping[str, float]) -> pl.Expr:
    """The certificate gives departure on {cert_departure_date}; the entry declares export on {entry_export_date}:
    {apart}.
    """
    apart = (pl.col("cert_departure_date") - pl.col("entry_export_date")).dt.total_days().abs()
    return apart <= limits["days"]
