"""Parties (DOMAIN.md 5.4): are exporter, consignee and producer the same firms everywhere?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.finding import Severity
from validators.rule import Grain, rule


@rule(
    "party.consignee",
    severity=Severity.WARNING,
    over=Grain.CERTIFICATE,
    basis="reasonable care, 19 USC 1484(a)(1)",
    action="ASK",
    rests_on=["cert_consignee", "entry_consignee_name", "entry_importer_name"],
    needs=["cert_consignee", "entry_consignee_name"],
    applies=lambda: (pl.col("form_issued_by") == "authority") & ~pl.col("consignee_is_order").fill_null(value=False),
    # What stands behind the first word of a name may not have been read.
    doubted=lambda: pl.col("consignee_cut"),
    phrases={"declared": lambda row: " and ".join(
        dict.fromkeys(n for n in (row["entry_consignee_name"], row["entry_importer_name"]) if n))},
)  # fmt: skip
def consignee_is_the_declared_party(limits: Mapping[str, float]) -> pl.Expr:
    """The certificate is made out to {cert_consignee}; the entry names {declared}."""
    return pl.col("consignee_score") >= limits["score"]


@rule(
    "party.exporter",
    severity=Severity.WARNING,
    over=Grain.COUNTERPART,
    basis="form",
    action="ASK",
    rests_on=["doc_exporter", "other_exporter"],
    applies=lambda: pl.col("other_kind").is_in(["ship.invoice", "ship.bl"]) & pl.col("exporter_score").is_not_null(),
)
def exporter_is_the_seller(limits: Mapping[str, float]) -> pl.Expr:
    """The certificate names {doc_exporter} as exporter; the {other_name} names {other_exporter}."""
    return pl.col("exporter_score") >= limits["score"]


@rule(
    "party.producer-hidden",
    severity=Severity.INFO,
    grades={Severity.ERROR: lambda: (pl.col("entry_cases").list.len() > 0) | pl.col("entry_exposed")},
    over=Grain.CERTIFICATE,
    basis="19 CFR 351.107: the rate depends on producer and exporter",
    action="ASK producer in writing",
    rests_on=["cert_producer"],
    applies=lambda: pl.col("cert_producer").is_not_null(),
)
def producer_is_named() -> pl.Expr:
    """The certificate does not name the producer: it says {cert_producer}."""
    return ~pl.col("producer_is_hidden")


@rule(
    "party.third-party-invoice",
    severity=Severity.WARNING,
    grades={Severity.ERROR: lambda: pl.col("form_preferential")},
    over=Grain.COUNTERPART,
    basis="operational procedures of the agreements: third-party invoicing",
    action="ASK re-issue",
    rests_on=["doc_exporter", "other_exporter"],
    applies=lambda: (pl.col("other_kind") == "ship.invoice") & pl.col("exporter_score").is_not_null(),
)
def another_seller_is_marked(limits: Mapping[str, float]) -> pl.Expr:
    """The invoice is of {other_exporter}; the certificate names exporter {doc_exporter} and shows no mark of
    third-party invoicing.
    """
    return (pl.col("exporter_score") >= limits["score"]) | pl.col("third_party")


@rule(
    "party.producer-mid",
    severity=Severity.WARNING,
    over=Grain.LINE_PAIR,
    basis="19 CFR part 102, Appendix; 19 CFR 102.23 for textiles",
    action="correct MID",
    rests_on=["cert_producer", "cert_exporter", "entry_manufacturer_id"],
    needs=["cert_exporter", "entry_manufacturer_id"],
    applies=lambda: pl.col("mid_name_fits").is_not_null(),
    doubted=lambda: pl.col("mid_near"),
)
def manufacturer_id_is_made_of_the_maker() -> pl.Expr:
    """Manufacturer ID {entry_manufacturer_id} differs in {mid_differs} from that of {mid_maker} ({mid_address}), whose
    name gives {mid_expected}.
    """
    return pl.col("mid_name_fits") & pl.col("mid_rest_fits").fill_null(value=True)
