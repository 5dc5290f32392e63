"""The comparison frames about making and carriage: factory records, their rows, material balance, containers, days."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas.record import Record
from validators import chain, factory_rows, inputs, making, sequence, transport, vat
from validators.rule import Grain
from validators.tables import Tables, ordinary_line


def build(
    records: Sequence[Record],
    documents: pl.DataFrame,
    certificates: pl.DataFrame,
    paired: pl.DataFrame,
    mentions: pl.DataFrame,
    base: Tables,
) -> dict[Grain, pl.DataFrame]:
    """Frames by grain.

    Args:
        documents: `Documents` with `name`.
        certificates: those of them that are certificates, with what the tables say about their forms.
        paired: index and entry_row of certificate lines with the entry lines they cover.
        mentions: `validators.mentions.columns` of the records.
    """
    factory = factory_rows.tables(records)
    ordinary = base.entry_lines.filter(ordinary_line())
    certified = (
        base.links.join(certificates.select("index", cert_issue_date="issue_date"), on="index")
        .drop_nulls("cert_issue_date")
        .unique("entry_number", keep="first", maintain_order=True)
        .drop("index")
    )
    rows = inputs.build(documents, factory, base.links, ordinary, base.entries, certified)
    rows = vat.sums(rows, factory.heads)
    made = making.build(documents, factory, base.links, base.entries, rows)
    places = factory.heads.select("index", "loading_place")
    return {
        Grain.FACTORY: made,
        Grain.FACTORY_ROW: rows,
        Grain.BALANCE: inputs.balance(rows, making.outputs(made)),
        Grain.CHAIN: chain.build(records, documents, factory, paired, base, inputs.foreign(rows), mentions),
        Grain.TRANSPORT: transport.build(records, documents, places, base.links, base.entries),
        Grain.SEQUENCE: sequence.build(documents, certificates, factory, base.links, base.entries),
    }
