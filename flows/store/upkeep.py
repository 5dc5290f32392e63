"""Taking out of the store what has been kept long enough, and what nothing refers to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

import sqlalchemy as sa

from flows.store.ledger import now
from flows.store.tables import (
    arrival_states,
    arrivals,
    certificate_keys,
    certificate_papers,
    certificate_uses,
    entry_lines,
    findings,
    inbox_items,
    links,
    pages,
    readings,
    runs,
)

T = TypeVar("T")
_AT_ONCE = 500


def abandoned_runs(store: sa.Engine, before: dt.datetime) -> list[int]:
    """Runs that began before that time and never ended: their process was killed."""
    query = sa.select(runs.c.id).where(runs.c.state == "running", runs.c.started < before).order_by(runs.c.id)
    with store.connect() as db:
        return list(db.scalars(query))


def close_runs(store: sa.Engine, ids: Sequence[int]) -> None:
    """Enter abandoned runs as failed."""
    with store.begin() as db:
        for some in _batches(ids):
            still = sa.and_(runs.c.id.in_(some), runs.c.state == "running")
            db.execute(sa.update(runs).where(still).values(state="failed", finished=now()))


def old_runs(store: sa.Engine, before: dt.datetime) -> list[int]:
    """Runs that ended before that time, without those that something newer rests on and the newest audit."""
    ended = sa.select(runs.c.id).where(runs.c.state != "running", runs.c.finished < before)
    with store.connect() as db:
        old = set(db.scalars(ended))
        resting = db.execute(sa.select(runs.c.id, runs.c.base).where(runs.c.base.is_not(None))).all()
        newest = db.scalar(sa.select(sa.func.max(runs.c.id)).where(runs.c.kind == "audit", runs.c.state == "done"))
    needed = {row[1] for row in resting if row[0] not in old} | {newest}
    return sorted(old - needed)


def delete_runs(store: sa.Engine, ids: Sequence[int]) -> None:
    """Delete runs with all that is theirs in other tables; rechecks go with their audit."""
    with store.begin() as db:
        for some in _batches(ids):
            theirs = sa.select(runs.c.id).where(sa.or_(runs.c.id.in_(some), runs.c.base.in_(some)))
            numbers = list(db.scalars(theirs))
            of_arrivals = sa.select(arrivals.c.id).where(arrivals.c.run_id.in_(numbers))
            # An item that stays in its inbox is remembered longer than the run that read it.
            forget = sa.update(inbox_items).where(inbox_items.c.arrival_id.in_(of_arrivals))
            db.execute(forget.values(arrival_id=None))
            db.execute(sa.delete(arrival_states).where(arrival_states.c.arrival_id.in_(of_arrivals)))
            known = (certificate_uses, certificate_papers, certificate_keys)
            for table in (arrivals, entry_lines, links, findings, *known):
                db.execute(sa.delete(table).where(table.c.run_id.in_(numbers)))
            db.execute(sa.delete(runs).where(runs.c.base.in_(some)))
            db.execute(sa.delete(runs).where(runs.c.id.in_(some)))


def forgotten_files(store: sa.Engine) -> list[str]:
    """The sha256 of files whose pages or records are kept although no arrival has them any more."""
    held = sa.select(arrivals.c.sha256)
    with store.connect() as db:
        kept = set(db.scalars(sa.select(pages.c.sha256).where(pages.c.sha256.not_in(held)).distinct()))
        kept |= set(db.scalars(sa.select(readings.c.sha256).where(readings.c.sha256.not_in(held)).distinct()))
    return sorted(kept)


def delete_readings(store: sa.Engine, sha256s: Sequence[str]) -> None:
    """Delete the pages and records of files."""
    with store.begin() as db:
        for some in _batches(sha256s):
            db.execute(sa.delete(pages).where(pages.c.sha256.in_(some)))
            db.execute(sa.delete(readings).where(readings.c.sha256.in_(some)))


def without_arrival(store: sa.Engine, sha256s: Sequence[str]) -> list[str]:
    """Those of `sha256s` that no arrival has."""
    held: set[str] = set()
    with store.connect() as db:
        for some in _batches(sha256s):
            held |= set(db.scalars(sa.select(arrivals.c.sha256).where(arrivals.c.sha256.in_(some)).distinct()))
    return [sha256 for sha256 in sha256s if sha256 not in held]


def _batches(values: Sequence[T]) -> list[Sequence[T]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]
