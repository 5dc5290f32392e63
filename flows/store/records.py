"""The documents that a run stands on: those of its own files, and those that its inbox brought before."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator

import sqlalchemy as sa

from flows.store import inboxes, ledger, readings
from schemas.arrival import Arrival, ArrivalState
from schemas.record import Record

_FILES_AT_ONCE = 200


def files_of_run(store: sa.Engine, run: ledger.Run) -> Iterator[tuple[Arrival, str]]:
    """(arrival, fingerprint of the reading that counts) of every file of a run, in the order they came."""
    whole = run if run.base is None else ledger.find_run(store, run.base)
    of_others: dict[int, ledger.Run] = {}
    for number, arrival in inboxes.arrivals_by_id(store, whole.facts.get("carried", [])):
        if number not in of_others:
            of_others[number] = ledger.find_run(store, number)
        # A reprocess may have put a new reading of it into this run.
        newest = run.facts.get("read_as", {}).get(arrival.sha256)
        yield arrival, newest or of_others[number].read_as(arrival.sha256)
    for arrival in ledger.arrivals_of(store, run.files):
        yield arrival, run.read_as(arrival.sha256)


def records_of_run(store: sa.Engine, run: ledger.Run) -> list[Record]:
    """The records of all files of a run, under the names that the files came by, in the order they came."""
    return list(each_record(store, run))


def each_record(store: sa.Engine, run: ledger.Run, sha256s: Collection[str] | None = None) -> Iterator[Record]:
    """As `records_of_run`, one after the other: only some files' records are in memory at a time.

    Args:
        sha256s: only the records of these files.
    """
    settled = [
        (arrival, mark)
        for arrival, mark in files_of_run(store, run)
        if arrival.state in (ArrivalState.READ, ArrivalState.OTHER) and (sha256s is None or arrival.sha256 in sha256s)
    ]
    for start in range(0, len(settled), _FILES_AT_ONCE):
        some = settled[start : start + _FILES_AT_ONCE]
        by_mark: dict[str, list[str]] = {}
        for arrival, mark in some:
            by_mark.setdefault(mark, []).append(arrival.sha256)
        known: dict[str, list[Record]] = {}
        for mark, files in by_mark.items():
            known |= readings.records_of(store, files, mark)
        for arrival, _ in some:
            for record in known.get(arrival.sha256, []):
                yield dataclasses.replace(record, source=arrival.source)
