"""Forced labour (DOMAIN.md 5.14): does anything in the papers point to Xinjiang, listed parties or forced labour?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.finding import Severity
from validators.phrases import chain_lines
from validators.rule import Grain, rule


@rule(
    "fl.xinjiang-mention",
    severity=Severity.CRITICAL,
    over=Grain.DOCUMENT,
    basis="UFLPA (Pub. L. 117-78), 19 USC 1307: rebuttable presumption",
    action="HOLD, tracing package",
    rests_on=["doc_xinjiang"],
    applies=lambda: pl.col("entry_number") != "",
)
def no_place_of_xinjiang_is_mentioned() -> pl.Expr:
    """The document mentions {doc_xinjiang}, a place in the Xinjiang Uyghur Autonomous Region."""
    return pl.col("doc_xinjiang").is_null()


def _of_an_entry(column: str) -> pl.Expr:
    return (pl.col("entry_number") != "") & pl.col(column).is_not_null()


@rule(
    "fl.labour-transfer",
    severity=Severity.ERROR,
    over=Grain.DOCUMENT,
    basis="terms of the UFLPA strategy; 19 USC 1307",
    action="ESC",
    rests_on=["doc_labour"],
    applies=lambda: _of_an_entry("doc_labour"),
    capped=lambda: pl.lit(value=True),
    tables=["labour_words"],
)
def no_labour_transfer_is_mentioned() -> pl.Expr:
    """The document mentions {doc_labour}, a term of state labour transfer programmes."""
    return pl.lit(value=False)


@rule(
    "fl.nk-labour",
    severity=Severity.CRITICAL,
    over=Grain.DOCUMENT,
    basis="22 USC 9241a: rebuttable presumption for North Korean labour",
    action="HOLD",
    rests_on=["doc_korea"],
    applies=lambda: _of_an_entry("doc_korea"),
    capped=lambda: pl.lit(value=True),
    tables=["labour_words"],
)
def no_north_korean_is_mentioned() -> pl.Expr:
    """The document mentions {doc_korea}: North Korea, or workers or parties of it."""
    return pl.lit(value=False)


@rule(
    "fl.entity-list",
    severity=Severity.CRITICAL,
    over=Grain.DOCUMENT,
    basis="UFLPA Entity List (Pub. L. 117-78, section 2(d)(2)(B)); 19 USC 1307",
    action="HOLD, ESC",
    rests_on=["doc_entity"],
    applies=lambda: pl.col("entry_number") != "",
    tables=["uflpa_entities"],
    lists=["uflpa_entities"],
    phrases={"alike": lambda row: f"{row['entity_score']:.2f}"},
)
def no_party_is_on_the_entity_list(limits: Mapping[str, float]) -> pl.Expr:
    """{doc_entity} is named like {listed_name} of the UFLPA Entity List (likeness {alike}; {entities_coverage})."""
    return pl.col("doc_entity").is_null() | (pl.col("entity_score") < limits["score"])


def _code(row: Mapping[str, Any]) -> str:
    if row["doc_postal_code"] is None:
        return "shows no postal code, which the entry's manufacturer needs"
    if row["doc_postal_region"]:
        return f"shows postal code {row['doc_postal_code']}, which lies in the {row['doc_postal_region']}"
    return f"shows postal code {row['doc_postal_code']}, which has not the six digits of a Chinese one"


@rule(
    "fl.postal-code",
    severity=Severity.ERROR,
    grades={
        Severity.INFO: lambda: pl.col("doc_postal_code").is_null(),
        Severity.CRITICAL: lambda: pl.col("doc_postal_region").is_not_null(),
    },
    over=Grain.DOCUMENT,
    basis="ACE UFLPA Region Alert since 2023-03-18 (DOMAIN S51)",
    action="ASK; HOLD where the code lies in Xinjiang",
    rests_on=["doc_maker_address"],
    applies=lambda: _of_an_entry("doc_maker_address"),
    capped=lambda: ~pl.col("doc_postal_verified").fill_null(value=True),
    tables=["postal_prefixes"],
    phrases={"code": _code},
)
def chinese_makers_have_a_postal_code() -> pl.Expr:
    """The maker's address {doc_maker_address} {code}."""
    valid = pl.col("doc_postal_code").str.contains(r"^\d{6}$").fill_null(value=False)
    return valid & pl.col("doc_postal_region").is_null()


@rule(
    "fl.priority-commodity",
    severity=Severity.WARNING,
    over=Grain.ENTRY_LINE,
    basis="UFLPA strategy: sectors of high priority (DOMAIN S39)",
    action="ASK",
    rests_on=["entry_hts", "entry_description"],
    needs=["entry_hts"],
    applies=lambda: pl.col("sector").is_not_null() & pl.col("ordinary"),
    capped=lambda: pl.lit(value=True),
    tables=["product_profiles"],
    unknown="no paper in the file is about what went into {profile_title}, so nothing tells where its {sector} is from",
)
def inputs_of_priority_goods_have_an_origin() -> pl.Expr:
    """{entry_hts} ({entry_description}) is of a priority sector under the UFLPA ({sector}); the papers about its inputs
    name no country of origin for any of them.
    """
    return pl.col("input_origins") != ""


@rule(
    "fl.cotton-chain-gap",
    severity=Severity.ERROR,
    over=Grain.CHAIN,
    basis="UFLPA: cotton is traced from the bale (DOMAIN S39)",
    action="ASK",
    rests_on=["fac_record_number", "fac_chain_missing"],
    applies=lambda: pl.col("cotton"),
    phrases={"where": chain_lines},
)
def cotton_is_traced_to_bale_and_gin() -> pl.Expr:
    """{chain_goods} ({where}) are cotton goods; the papers document {cotton_done} of {cotton_stages} stages of cotton
    and show no {cotton_lacks}.
    """
    return pl.col("cotton_lacks") == ""
