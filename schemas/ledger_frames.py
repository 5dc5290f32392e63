"""Pandera models of the frames about certificates across entries."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from schemas.frames import OfEntry


class LedgerFrame(OfEntry):
    """A certificate number with one of the entries that rest on it (`cert_index` null: the paper is not in the file).

    `all_` are sums over all entries that rest on it, of earlier audits too; null where one of them is silent.
    """

    number: str
    cert_index: int = pa.Field(nullable=True)
    entries: int = pa.Field(ge=1)
    entry_list: str
    cert_total_packages: float = pa.Field(nullable=True)
    cert_total_gross_weight_kg: float = pa.Field(nullable=True)
    cert_in_units: float = pa.Field(nullable=True)
    all_packages: float = pa.Field(nullable=True)
    all_gross_weight_kg: float = pa.Field(nullable=True)
    all_in_units: float = pa.Field(nullable=True)
    replaced_by: str = pa.Field(nullable=True)


class TwinFrame(OfEntry):
    """Two certificate papers (`other_index` null: of an earlier audit) that ought to say the same or follow."""

    doc_index: int
    other_index: int = pa.Field(nullable=True)
    relation: str = pa.Field(isin=["number", "invoice", "series"])
    differs: str = pa.Field(nullable=True)
    differs_surely: str = pa.Field(nullable=True)
    agrees: int = pa.Field(ge=0)
    shared_goods: int = pa.Field(nullable=True, coerce=True)
    replacement: bool
    doc_issue_date: dt.date = pa.Field(nullable=True)
    other_issue_date: dt.date = pa.Field(nullable=True)
