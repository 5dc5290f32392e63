"""Documents that were read before are read again: a new attempt beside the old one, and the audits judged anew."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa

from flows import again, runs
from flows.settings import Settings
from flows.sources import archives
from flows.sources.entries import as_entry_number
from flows.store import blobs, judgements, ledger, readings
from schemas.arrival import Arrival, ArrivalState
from schemas.errors import UsageError

_SHA256_START = re.compile(r"[0-9a-f]{6,64}")


class Stage(StrEnum):
    """Where to begin; what comes after it is done too."""

    READ = "read"
    """Pages are read again (OCR), records made of them, audits judged."""
    EXTRACT = "extract"
    """Records are made again of the pages as they are stored, without OCR, and audits judged."""
    JUDGE = "judge"
    """Only the audits that hold the documents are judged again."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which files; every condition that is given must hold.

    Attributes:
        documents: document ids, beginnings of a sha256 (6 digits or more), or file names.
        entries: entry numbers; files with a document linked to one of them.
        states: as their newest arrival stands; empty for all.
        kind: a document kind; files with such a document. Empty for all.
        since, until: days (UTC) between which they came in, both included.
    """

    documents: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    states: tuple[ArrivalState, ...] = ()
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file that was chosen; `last` is None when it was never read."""

    file: ledger.KnownFile
    last: readings.Newest | None


def choose(settings: Settings, choice: Choice) -> list[Chosen]:
    """The files of a choice, in the order in which they came in.

    Raises:
        UsageError: nothing is chosen, or a document or an entry is not known.
    """
    if choice == Choice():
        raise UsageError(
            "nothing says which documents", where="reprocess", remedy="name documents, entries, a state, a kind or days"
        )
    store = runs.store_of(settings)
    # Archives and mails are read by their files, which are in the books by themselves.
    known = [file for file in ledger.known_files(store) if not archives.is_container(file.arrival.source)]
    if choice.documents:
        meant = {sha256 for text in choice.documents for sha256 in _meant(known, text)}
        known = [file for file in known if file.arrival.sha256 in meant]
    if choice.entries:
        linked = {sha256 for entry in choice.entries for sha256 in _linked(store, entry)}
        known = [file for file in known if file.arrival.sha256 in linked]
    known = [file for file in known if _fits(file, choice)]
    last = readings.newest_of(store, [file.arrival.sha256 for file in known])
    chosen = [Chosen(file, last.get(file.arrival.sha256)) for file in known]
    return [c for c in chosen if not choice.kind or (c.last and choice.kind in c.last.kinds)]


def _meant(known: Sequence[ledger.KnownFile], text: str) -> set[str]:
    digits = text.strip().lower().removeprefix("sha256:").partition("#")[0]
    found: set[str] = set()
    if _SHA256_START.fullmatch(digits):
        found = {file.arrival.sha256 for file in known if file.arrival.sha256.startswith(digits)}
        if len(found) > 1:
            raise UsageError(f"{len(found)} files begin so", where=text, remedy="give more digits of the sha256")
    name = text.strip()
    found = found or {
        file.arrival.sha256 for file in known if file.arrival.source == name or file.arrival.source.endswith("/" + name)
    }
    if not found:
        remedy = "give a document id (sha256:…#1), 6 or more digits of a sha256, or a file name as the reports show it"
        raise UsageError("no document in the store is called so", where=text, remedy=remedy)
    return found


def _linked(store: sa.Engine, entry: str) -> set[str]:
    number = as_entry_number(entry)
    if (audit := ledger.last_audit(store, number)) is None:
        raise UsageError("no audit in this store had this entry", where=number, remedy="look at the number")
    last = ledger.judgements(store, audit.run)[-1]
    found = [link.document for link in judgements.links_of(store, last.run) if link.entry_number == number]
    return {document.removeprefix("sha256:").partition("#")[0] for document in found}


def _fits(file: ledger.KnownFile, choice: Choice) -> bool:
    day = file.arrival.received.date()
    return (
        (not choice.states or file.arrival.state in choice.states)
        and (choice.since is None or day >= choice.since)
        and (choice.until is None or day <= choice.until)
    )


def begin(settings: Settings, chosen: Sequence[Chosen], stage: Stage) -> ledger.Run:
    """Start a `reprocess` run that has the files as arrivals of its own."""
    run = runs.begin(settings, "reprocess", {"stage": stage.value, "files": len(chosen)})
    store = runs.store_of(settings)
    lost = set(blobs.missing(settings.blob_root, [one.file.arrival.sha256 for one in chosen]))
    for one in chosen:
        before = one.file.arrival
        arrival = ledger.add_arrival(store, run.run, before.sha256, before.source, before.size)
        if before.sha256 in lost:
            ledger.settle(store, arrival.arrival, ArrivalState.UNREADABLE, "its bytes were not kept; hand it in again")
    return run


def read_again(settings: Settings, run: ledger.Run, arrivals: Collection[int], stage: Stage, fresh: bool) -> None:
    """Read some files of a `reprocess` run, or make their records again; each is a new attempt.

    Args:
        fresh: whether pages that were read before under the same settings are read again too.
    """
    store = runs.store_of(settings)
    files = ledger.arrivals_of(store, run.run, list(arrivals))
    if stage is Stage.READ:
        runs.read(settings, run, files, fresh=fresh, anew=True)
        return
    last = readings.newest_of(store, [file.sha256 for file in files])
    by_mark: dict[str, list[Arrival]] = {}
    for file in files:
        was = last.get(file.sha256)
        if was is None or was.pages_kept < was.page_count:
            reason = "its pages are not all stored; choose the stage `read`"
            ledger.settle(store, file.arrival, ArrivalState.UNREADABLE, reason)
        else:
            by_mark.setdefault(was.fingerprint, []).append(file)
    for mark, same in by_mark.items():
        runs.read(settings, run, same, anew=True, mark=mark)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a reprocess brought.

    Attributes:
        read: source -> (state, number of documents) of the files that were read.
        failed: source -> why; what was read of these files before stands.
        changes: of each audit that was judged again.
    """

    read: Mapping[str, tuple[str, int]]
    failed: Mapping[str, str]
    changes: tuple[again.Changes, ...]


def settle(settings: Settings, run: ledger.Run) -> dict[int, dict[str, str]]:
    """Let the new attempts count: audit -> sha256 -> fingerprint of the reading that it is to be judged by.

    A file that an audit could not read and that was read now is put right in that audit's books.
    """
    store = runs.store_of(settings)
    now = {
        a.sha256: a for a in ledger.arrivals_of(store, run.run) if a.state in (ArrivalState.READ, ArrivalState.OTHER)
    }
    last = readings.newest_of(store, list(now))
    audits: dict[int, dict[str, str]] = {}
    for file in ledger.known_files(store):
        before = file.arrival
        if before.sha256 not in now:
            continue
        if file.audit is not None:
            audits.setdefault(file.audit, {})[before.sha256] = last[before.sha256].fingerprint
        _put_right(store, before, now[before.sha256].state, run.run)
    for audit, files in audits.items():
        for arrival in ledger.arrivals_of(store, audit):
            if arrival.sha256 in files and arrival.state is not ArrivalState.DUPLICATE:
                _put_right(store, arrival, now[arrival.sha256].state, run.run)
    return audits


def _put_right(store: sa.Engine, arrival: Arrival, state: ArrivalState, run: int) -> None:
    if arrival.state not in (state, ArrivalState.IN_PROGRESS):
        ledger.resettle(store, arrival.arrival, arrival.state, state, f"read again by run {run}")


def judge_audit(settings: Settings, audit: int, read_as: Mapping[str, str], out: Path | None) -> again.Changes:
    """Judge an audit again, by new readings of some of its files."""
    found = ledger.find_run(runs.store_of(settings), audit)
    return again.judge_again(settings, found, out=out, read_as=read_as)


def brought(settings: Settings, run: ledger.Run, changes: Sequence[again.Changes]) -> Brought:
    """What a finished reprocess brought."""
    store = runs.store_of(settings)
    arrivals = ledger.arrivals_of(store, run.run)
    last = readings.newest_of(store, [arrival.sha256 for arrival in arrivals])
    done = {
        arrival.source: (arrival.state.value, len(last[arrival.sha256].kinds))
        for arrival in arrivals
        if arrival.state in (ArrivalState.READ, ArrivalState.OTHER)
    }
    failed = {arrival.source: arrival.reason for arrival in arrivals if arrival.state is ArrivalState.UNREADABLE}
    return Brought(done, failed, tuple(changes))
