"""What was taken from declared inboxes: what is in our hands, what stays where it is and is remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from flows.store import ledger
from flows.store.tables import arrivals, inbox_items, links, runs
from schemas.arrival import Arrival, ArrivalState

_AT_ONCE = 500


def known_keys(store: sa.Engine, inbox: str) -> set[str]:
    """Keys of the items that are in our hands or remembered."""
    with store.connect() as db:
        return set(db.scalars(sa.select(inbox_items.c.key).where(inbox_items.c.inbox == inbox)))


@dataclass(frozen=True, slots=True)
class Held:
    """An item that was taken and not yet filed away, and the arrival that it is."""

    item: int
    mark: str
    place: str
    run: int
    arrival: Arrival


def held_items(store: sa.Engine, inbox: str) -> list[Held]:
    """The items of an inbox that are to be filed away as soon as their arrivals are settled."""
    i, a = inbox_items.c, arrivals.c
    query = sa.select(
        i.id, i.mark, i.place, a.run_id, a.id, a.sha256, a.source, a.size, a.received, a.state, a.reason
    ).join_from(inbox_items, arrivals, a.id == i.arrival_id)
    with store.connect() as db:
        rows = db.execute(query.where(i.inbox == inbox, i.state == "taken").order_by(i.id)).all()
    return [
        Held(
            row[0],
            row[1],
            row[2],
            row[3],
            Arrival(row[4], row[5], row[6], row[7], row[8], ArrivalState(row[9]), row[10]),
        )
        for row in rows
    ]


def inside(store: sa.Engine, held: Held) -> list[Arrival]:
    """The arrivals that an archive or mail brought."""
    within = f"{held.arrival.source}/"
    return [one for one in ledger.arrivals_of(store, held.run) if one.source.startswith(within)]


def filed(store: sa.Engine, item: int, moved: bool) -> None:
    """An item was moved away and is forgotten here, or stays where it is and is remembered."""
    this = inbox_items.c.id == item
    with store.begin() as db:
        db.execute(
            sa.delete(inbox_items).where(this) if moved else sa.update(inbox_items).where(this).values(state="stays")
        )


def last_run(store: sa.Engine, inbox: str) -> ledger.Run | None:
    """The newest run of an inbox."""
    with store.connect() as db:
        number = db.scalar(sa.select(sa.func.max(runs.c.id)).where(runs.c.inbox == inbox))
        return None if number is None else ledger.get_run(db, number)


def papers_of(store: sa.Engine, inbox: str, before: int, entries: Collection[str], since: dt.datetime) -> list[int]:
    """Arrivals of earlier runs of an inbox that belong to one of these entries, or to none and came in since then."""
    a = arrivals.c
    ours = sa.and_(runs.c.inbox == inbox, runs.c.id < before)
    linked = sa.select(links.c.document, links.c.entry_number)
    linked = linked.join_from(links, runs, runs.c.id == links.c.run_id).where(ours)
    came = sa.select(a.id, a.sha256, a.received).join_from(arrivals, runs, runs.c.id == a.run_id)
    read = a.state.in_([ArrivalState.READ, ArrivalState.OTHER])
    with store.connect() as db:
        numbers: dict[str, set[str]] = {}
        for document, entry in db.execute(linked):
            numbers.setdefault(document.removeprefix("sha256:").partition("#")[0], set()).add(entry)
        rows = db.execute(came.where(ours, read).order_by(a.id)).all()
    found: list[int] = []
    for arrival, sha256, received in rows:
        known = numbers.get(sha256, set()) - {""}
        if known & set(entries) or (not known and received >= since):
            found.append(arrival)
    return found


def arrivals_by_id(store: sa.Engine, ids: Sequence[int]) -> list[tuple[int, Arrival]]:
    """(run, arrival) of these arrivals, in the order they came."""
    a = arrivals.c
    query = sa.select(a.run_id, a.id, a.sha256, a.source, a.size, a.received, a.state, a.reason)
    found: list[tuple[int, Arrival]] = []
    with store.connect() as db:
        for start in range(0, len(ids), _AT_ONCE):
            rows = db.execute(query.where(a.id.in_(ids[start : start + _AT_ONCE])).order_by(a.id)).all()
            found += [
                (row[0], Arrival(row[1], row[2], row[3], row[4], row[5], ArrivalState(row[6]), row[7])) for row in rows
            ]
    return found
