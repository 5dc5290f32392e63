"""The documents of a run: what was read of its files, under the names they came by."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator

import sqlalchemy as sa

from flows.store import ledger, readings
from schemas.arrival import ArrivalState
from schemas.record import Record

_FILES_AT_ONCE = 200


def records_of_run(store: sa.Engine, run: ledger.Run) -> list[Record]:
    """The records of all files of a run, under the names that the files came by, in the order they came."""
    return list(each_record(store, run))


def each_record(store: sa.Engine, run: ledger.Run, sha256s: Collection[str] | None = None) -> Iterator[Record]:
    """As `records_of_run`, one after the other: only some files' records are in memory at a time.

    Args:
        sha256s: only the records of these files.
    """
    settled = [
        arrival
        for arrival in ledger.arrivals_of(store, run.files)
        if arrival.state in (ArrivalState.READ, ArrivalState.OTHER) and (sha256s is None or arrival.sha256 in sha256s)
    ]
    for start in range(0, len(settled), _FILES_AT_ONCE):
        some = settled[start : start + _FILES_AT_ONCE]
        by_mark: dict[str, list[str]] = {}
        for arrival in some:
            by_mark.setdefault(run.read_as(arrival.sha256), []).append(arrival.sha256)
        known: dict[str, list[Record]] = {}
        for mark, files in by_mark.items():
            known |= readings.records_of(store, files, mark)
        for arrival in some:
            for record in known.get(arrival.sha256, []):
                yield dataclasses.replace(record, source=arrival.source)
