"""Pandera models of the frames about carriage and days."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from schemas.frames import OfEntry


class TransportFrame(OfEntry):
    """A paper of an entry that speaks of carriage (`doc_`), beside the bill of lading or packing list (`other_`)."""

    doc_index: int
    doc_kind: str
    doc_container: str = pa.Field(nullable=True)
    other_index: int = pa.Field(nullable=True)
    other_container: str = pa.Field(nullable=True)
    on_bill: bool = pa.Field(nullable=True)
    near_bill: bool = pa.Field(nullable=True)
    vessel_score: float = pa.Field(nullable=True, ge=0, le=1)
    loaded_in: str = pa.Field(nullable=True)
    loaded_at_feeder: bool = pa.Field(nullable=True)
    taken_from: str = pa.Field(nullable=True)
    on_route: bool = pa.Field(nullable=True)


class SequenceFrame(OfEntry):
    """Two days of one shipment: `doc_day` must not be later than `other_day` (`…_index` null: the entry's)."""

    doc_index: int = pa.Field(nullable=True)
    doc_day: dt.date
    doc_event: str
    other_index: int = pa.Field(nullable=True)
    other_day: dt.date
    other_event: str
    of_input: bool
