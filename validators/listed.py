"""Comparison frames beside the official lists: duties, orders, company rates, priority goods, listed entities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from schemas.record import Record
from schemas.reference.official import Reference
from validators import commodities, duties, entities, listed_inputs, orders
from validators.rule import Grain


def _exposed(certificates: pl.DataFrame, entry_lines: pl.DataFrame) -> pl.DataFrame:
    """Certificates with `entry_exposed`: an order may cover goods of their entry, or asks for certifications."""
    named = pl.col("order_cases").is_not_null() | pl.col("regime_case").is_not_null()
    exposed = entry_lines.group_by("entry_number").agg(entry_exposed=named.any())
    return certificates.join(exposed, on="entry_number", how="left", maintain_order="left")


def beside(
    built: Mapping[Grain, pl.DataFrame],
    records: Sequence[Record],
    documents: pl.DataFrame,
    links: pl.DataFrame,
    reference: Reference,
) -> dict[Grain, pl.DataFrame]:
    """The frames with what the lists say as further columns; rows and their order stay."""
    lines = commodities.columns(built[Grain.ENTRY_LINE], built[Grain.FACTORY_ROW])
    certified = links.join(documents.filter(pl.col("kind") == "cert.adcvd").select("index"), on="index")
    told = orders.columns(lines, reference, certified.select("entry_number").unique())
    entry_lines = lines.join(duties.columns(lines, reference), on="entry_row", how="left", maintain_order="left").join(
        told, on="entry_row", how="left", maintain_order="left"
    )
    return {
        **built,
        Grain.ENTRY_LINE: entry_lines,
        Grain.DOCUMENT: entities.columns(built[Grain.DOCUMENT], records, reference["uflpa_entities"]),
        Grain.FACTORY: listed_inputs.columns(built[Grain.FACTORY], records, entry_lines, reference),
        Grain.LINE_PAIR: built[Grain.LINE_PAIR].with_columns(pays_301=duties.reports(pl.col("entry_chapter99"), "301")),
        Grain.CERTIFICATE: orders.rate_pairs(_exposed(built[Grain.CERTIFICATE], entry_lines), reference),
    }
