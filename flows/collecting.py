"""What a run of a declared inbox does besides any audit: look, take, carry over, file away; all may be repeated."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from flows import intake, runs
from flows.credentials import secrets
from flows.declared import Inbox
from flows.settings import Settings
from flows.sources import archives
from flows.sources.contract import Address, Item, Look, Source, Tray
from flows.sources.inboxes import source_of
from flows.store import inboxes, judgements, ledger
from schemas.arrival import ArrivalState

log = logging.getLogger(__name__)

UNLINKED_FOR = dt.timedelta(days=90)
"""A paper that fits no entry is held against new ones for so long."""


@contextmanager
def opened(declared: Inbox) -> Generator[Source]:
    """The source of an inbox, with its secrets, for as long as the block runs."""
    address = Address(declared.address, declared.settle, declared.options, secrets(declared.secrets, declared.name))
    source = source_of(address)
    try:
        yield source
    finally:
        source.close()


def look(settings: Settings, declared: Inbox, source: Source) -> Look:
    """What lies there and was not taken before."""
    known = inboxes.known_keys(runs.store_of(settings), declared.name)
    seen = source.look()
    new: dict[str, Item] = {}
    for item in seen.items:
        if item.key in new:
            seen.left.append(f"{item.name}: lies there twice; taken when the first is done")
        elif item.key not in known:
            new[item.key] = item
    for sentence in seen.left:
        log.info("%s: %s", declared.name, sentence)
    return Look(list(new.values()), seen.left)


def begin(settings: Settings, declared: Inbox, seen: Look) -> ledger.Run | str:
    """The run that takes what was seen: the last one where that did not end well, else a new one.

    Returns:
        why nothing is to be done, where that is so.
    """
    store = runs.store_of(settings)
    last = inboxes.last_run(store, declared.name)
    if last and last.state != "done":
        return runs.take_over(settings, last) or f"run {last.run} is at work on this inbox"
    entries = _entries(declared)
    if last and not seen.items and entries == last.facts.get("entries_seen"):
        return "nothing new"
    if not last and not seen.items:
        return "nothing there yet"
    given = {"inboxes": [declared.address], "entries": declared.entries, "entries_seen": entries}
    try:
        return runs.begin(settings, "audit", {"inbox": declared.name, **given}, inbox=declared.name)
    except IntegrityError:
        return "another run of this inbox began a moment ago"


def _entries(declared: Inbox) -> list[list[str]]:
    """The entry files as they are, to tell when one of them changes."""
    return [[str(path), f"{path.stat().st_size} {path.stat().st_mtime_ns}"] for path in declared.entry_files()]


def take(settings: Settings, run: ledger.Run, declared: Inbox, source: Source, seen: Look) -> list[int]:
    """Take in what was seen; the ids of the arrivals to be read come back."""
    store, limit = runs.store_of(settings), settings.read_settings().max_bytes

    def take_items() -> list[str]:
        if run.attempt > 1:
            intake.open_again(store, settings.blob_root, run.run, declared.name, limit)
        left = intake.take_items(store, settings.blob_root, run.run, declared.name, source, seen.items, limit)
        return [*(f"{declared.name}/{sentence}" for sentence in seen.left), *left]

    files = declared.entry_files()
    arrivals = runs.take_by(settings, run, files, take_items)
    numbers = {line.entry_number for line in judgements.entry_lines_of(store, run.run)}
    carried = inboxes.papers_of(store, declared.name, run.run, numbers, ledger.now() - UNLINKED_FOR)
    ledger.note(store, run.run, {"carried": carried, "entries_seen": _entries(declared)})
    log.info("%s: took %s files, judging with %s papers of earlier runs", declared.name, len(arrivals), len(carried))
    return [one.arrival for one in arrivals if one.state is ArrivalState.IN_PROGRESS]


def file_away(settings: Settings, declared: Inbox, source: Source) -> Counter[str]:
    """Move everything that is settled to its tray; tray (or `stays`) -> how many."""
    store = runs.store_of(settings)
    filed: Counter[str] = Counter()
    for held in inboxes.held_items(store, declared.name):
        fate = _fate(held.arrival.state, held.arrival.reason)
        if fate and held.arrival.state is ArrivalState.OTHER and archives.is_container(held.arrival.source):
            inside = [(one, _fate(one.state, one.reason)) for one in inboxes.inside(store, held)]
            if any(one is None for _, one in inside):
                continue
            said = [(tray, f"{one.source}: {reason}") for one, (tray, reason) in ((o, f) for o, f in inside if f)]
            fate = _of_all(said)
        if fate is None:
            continue
        moved = source.file_away(Item(held.mark, held.arrival.source, held.place), *fate)
        inboxes.filed(store, held.item, moved)
        filed[fate[0] if moved else "stays"] += 1
    return filed


def _fate(state: ArrivalState, reason: str) -> tuple[Tray, str] | None:
    """Where an arrival goes and why; None while it is in progress."""
    match state:
        case ArrivalState.IN_PROGRESS:
            return None
        case ArrivalState.UNREADABLE:
            return Tray.UNREADABLE, reason
        case ArrivalState.DUPLICATE:
            return Tray.DUPLICATES, reason
        case _:
            return Tray.DONE, ""


def _of_all(said: list[tuple[Tray, str]]) -> tuple[Tray, str]:
    """Where an archive or a mail goes: with the worst of what was in it."""
    bad = [reason for tray, reason in said if tray is Tray.UNREADABLE]
    if bad:
        return Tray.UNREADABLE, "\n".join(bad)
    if said and all(tray is Tray.DUPLICATES for tray, _ in said):
        return Tray.DUPLICATES, "\n".join(reason for _, reason in said)
    return Tray.DONE, ""
