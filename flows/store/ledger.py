"""Runs and arrivals: who came in, where each stands, and the proof that nothing was lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from flows.store.tables import arrival_states, arrivals, entry_lines, runs
from schemas.arrival import Arrival, ArrivalState


@dataclass(frozen=True, slots=True)
class Run:
    """One `read`, `audit`, `recheck` or `reprocess`.

    Attributes:
        base: the run whose arrivals and entry lines a recheck judges again, None for other kinds.
        state: running, done or failed.
        facts: what run.json says, as far as it was written.
    """

    run: int
    kind: str
    base: int | None
    state: str
    started: dt.datetime
    finished: dt.datetime | None
    fingerprint: str
    facts: Mapping[str, Any]

    @property
    def files(self) -> int:
        """The run that holds the arrivals and entry lines."""
        return self.base or self.run

    def read_as(self, sha256: str) -> str:
        """Fingerprint of the reading of a file that this run stands on; single files may have been read again."""
        return self.facts.get("read_as", {}).get(sha256, self.fingerprint)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def start_run(store: sa.Engine, kind: str, fingerprint: str, facts: Mapping[str, Any], base: int | None = None) -> Run:
    """Begin a run."""
    row = {"kind": kind, "base": base, "state": "running", "started": now(), "finished": None}
    with store.begin() as db:
        insert = sa.insert(runs).values(**row, fingerprint=fingerprint, facts=dict(facts))
        return get_run(db, db.execute(insert.returning(runs.c.id)).scalar_one())


def note(store: sa.Engine, run: int, facts: Mapping[str, Any]) -> None:
    """Add to what a run has to say, in place of what it said under the same names."""
    revise(store, run, lambda said: {**said, **facts})


def revise(store: sa.Engine, run: int, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Change what a run has to say, alone: machines that read shards of one run at once all add to the same sums."""
    with store.begin() as db:
        # A write first takes the lock on either database; what is read then is still true when it is written.
        db.execute(sa.update(runs).where(runs.c.id == run).values(state=runs.c.state))
        said = db.scalar(sa.select(runs.c.facts).where(runs.c.id == run))
        db.execute(sa.update(runs).where(runs.c.id == run).values(facts=change(said or {})))


def finish_run(store: sa.Engine, run: int, state: str) -> None:
    """Close a run."""
    with store.begin() as db:
        db.execute(sa.update(runs).where(runs.c.id == run).values(state=state, finished=now()))


def get_run(db: sa.Connection, run: int) -> Run:
    return _run(db.execute(sa.select(runs).where(runs.c.id == run)).one())


def find_run(store: sa.Engine, run: int) -> Run:
    """The run of that number."""
    with store.connect() as db:
        return get_run(db, run)


def has_run(store: sa.Engine, run: int) -> bool:
    with store.connect() as db:
        return db.scalar(sa.select(runs.c.id).where(runs.c.id == run)) is not None


def _run(row: sa.Row[Any]) -> Run:
    return Run(*row)


def last_audit(store: sa.Engine, entry: str | None = None) -> Run | None:
    """The newest finished audit (of an entry), or None."""
    query = sa.select(runs).where(runs.c.kind == "audit", runs.c.state == "done").order_by(runs.c.id.desc()).limit(1)
    if entry:
        query = query.where(runs.c.id.in_(sa.select(entry_lines.c.run_id).where(entry_lines.c.entry_number == entry)))
    with store.connect() as db:
        row = db.execute(query).first()
    return _run(row) if row else None


def unfinished_audit(store: sa.Engine, fingerprint: str, given: Mapping[str, Any]) -> Run | None:
    """The newest audit of these inboxes and entry files that took everything in and did not end well, or None."""
    query = sa.select(runs).where(runs.c.kind == "audit", runs.c.fingerprint == fingerprint).order_by(runs.c.id.desc())
    with store.connect() as db:
        found = [_run(row) for row in db.execute(query).all()]
    same = [run for run in found if all(run.facts.get(name) == value for name, value in given.items())]
    # Only the newest: what an older one left was done by those after it.
    return same[0] if same and same[0].state != "done" and "problems" in same[0].facts else None


def resume_run(store: sa.Engine, run: int) -> None:
    """A run that failed or was killed is at work again."""
    with store.begin() as db:
        db.execute(sa.update(runs).where(runs.c.id == run).values(state="running", finished=None))


def judgements(store: sa.Engine, audit: int) -> list[Run]:
    """An audit and its finished rechecks, oldest first."""
    ours = sa.or_(runs.c.id == audit, runs.c.base == audit)
    with store.connect() as db:
        rows = db.execute(sa.select(runs).where(ours, runs.c.state == "done").order_by(runs.c.id)).all()
    return [_run(row) for row in rows]


def add_arrival(store: sa.Engine, run: int, sha256: str, source: str, size: int) -> Arrival:
    """Enter a file; the same bytes a second time in one run end at once as a duplicate of the first.

    A file whose bytes could not be had comes with an empty sha256.
    """
    with store.begin() as db:
        same = sa.select(arrivals.c.source).where(arrivals.c.run_id == run, arrivals.c.sha256 == sha256)
        received = now()
        first = db.execute(same.order_by(arrivals.c.id).limit(1)).scalar() if sha256 else None
        state = ArrivalState.IN_PROGRESS if first is None else ArrivalState.DUPLICATE
        reason = "" if first is None else f"same bytes as {first}"
        insert = sa.insert(arrivals).values(
            run_id=run, sha256=sha256, source=source, size=size, received=received, state=state, reason=reason
        )
        arrival = db.execute(insert.returning(arrivals.c.id)).scalar_one()
        _note(db, arrival, ArrivalState.IN_PROGRESS, "")
        if first is not None:
            _note(db, arrival, state, reason)
    return Arrival(arrival, sha256, source, size, received, state, reason)


def settle(store: sa.Engine, arrival: int, state: ArrivalState, reason: str = "") -> bool:
    """Move an arrival from in progress to its final state.

    Returns:
        False when another process settled it first; its word stands.
    """
    open_still = sa.and_(arrivals.c.id == arrival, arrivals.c.state == ArrivalState.IN_PROGRESS)
    with store.begin() as db:
        done = db.execute(sa.update(arrivals).where(open_still).values(state=state, reason=reason))
        if done.rowcount != 1:
            return False
        _note(db, arrival, state, reason)
    return True


def resettle(store: sa.Engine, arrival: int, before: ArrivalState, state: ArrivalState, reason: str) -> bool:
    """Put another final state in place of `before`, after the file was read again; the history keeps both.

    Returns:
        False when the arrival is not in the state `before`.
    """
    as_before = sa.and_(arrivals.c.id == arrival, arrivals.c.state == before)
    with store.begin() as db:
        done = db.execute(sa.update(arrivals).where(as_before).values(state=state, reason=""))
        if done.rowcount != 1:
            return False
        _note(db, arrival, state, reason)
    return True


def _note(db: sa.Connection, arrival: int, state: ArrivalState, reason: str) -> None:
    db.execute(sa.insert(arrival_states).values(arrival_id=arrival, state=state, reason=reason, at=now()))


def arrivals_of(store: sa.Engine, run: int, ids: Sequence[int] | None = None) -> list[Arrival]:
    """The arrivals of a run in the order they came, or those of `ids`."""
    query = sa.select(
        arrivals.c.id, arrivals.c.sha256, arrivals.c.source, arrivals.c.size,
        arrivals.c.received, arrivals.c.state, arrivals.c.reason,
    ).where(arrivals.c.run_id == run).order_by(arrivals.c.id)  # fmt: skip
    with store.connect() as db:
        rows = db.execute(query).all()
    wanted = None if ids is None else set(ids)
    return [Arrival(*row[:5], ArrivalState(row[5]), row[6]) for row in rows if wanted is None or row[0] in wanted]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file of the store as it stands now.

    Attributes:
        arrival: its newest arrival that is no duplicate.
        audit: the newest finished audit that holds it, None when there is none.
    """

    arrival: Arrival
    audit: int | None


def known_files(store: sa.Engine) -> list[KnownFile]:
    """Every file whose bytes came in with an `audit` or a `read`, once each, in the order of their arrivals."""
    a, r = arrivals.c, runs.c
    joined = arrivals.join(runs, r.id == a.run_id)
    whole = sa.and_(a.sha256 != "", a.state != ArrivalState.DUPLICATE)
    newest = sa.select(sa.func.max(a.id)).select_from(joined).where(whole, r.kind.in_(["audit", "read"]))
    audits = sa.select(a.sha256, sa.func.max(r.id)).select_from(joined)
    audits = audits.where(whole, r.kind == "audit", r.state == "done").group_by(a.sha256)
    query = sa.select(a.id, a.sha256, a.source, a.size, a.received, a.state, a.reason)
    with store.connect() as db:
        audit_of = {row[0]: row[1] for row in db.execute(audits)}
        rows = db.execute(query.where(a.id.in_(newest.group_by(a.sha256))).order_by(a.id)).all()
    return [KnownFile(Arrival(*row[:5], ArrivalState(row[5]), row[6]), audit_of.get(row[1])) for row in rows]


def sources_of(store: sa.Engine, *, sha256_start: str = "", ending: str = "") -> list[tuple[str, str]]:
    """(sha256, source) of the arrivals whose sha256 starts or whose source ends so; the last name of each."""
    a = arrivals.c
    meant = sa.and_(a.sha256.startswith(sha256_start), a.source.endswith(ending, autoescape=True), a.sha256 != "")
    with store.connect() as db:
        rows = db.execute(sa.select(a.sha256, a.source).where(meant).order_by(a.id)).all()
    return list({row[0]: row[1] for row in rows}.items())


def history_of(store: sa.Engine, sha256: str) -> list[tuple[int, str, dt.datetime, str, str]]:
    """(run, source, when, state, reason) of every step that the arrivals of these bytes took."""
    joined = arrival_states.join(arrivals, arrivals.c.id == arrival_states.c.arrival_id)
    a, s = arrivals.c, arrival_states.c
    query = sa.select(a.run_id, a.source, s.at, s.state, s.reason).select_from(joined).where(a.sha256 == sha256)
    with store.connect() as db:
        return [(r[0], r[1], r[2], r[3], r[4]) for r in db.execute(query.order_by(s.id)).all()]


@dataclass(frozen=True, slots=True)
class Books:
    """How the arrivals of the whole store add up.

    Attributes:
        states: state -> arrivals in it.
        unfinished: runs that began and never ended (killed, or still at work).
        wrong: sentences; empty when the ledger is whole.
    """

    states: Mapping[str, int]
    unfinished: tuple[int, ...]
    wrong: tuple[str, ...]


def books(store: sa.Engine) -> Books:
    """Prove that every arrival is in exactly one known state, and that its history says the same."""
    a, s = arrivals.c, arrival_states.c
    last = sa.select(sa.func.max(s.id)).group_by(s.arrival_id)
    said = sa.select(s.arrival_id, s.state).where(s.id.in_(last)).subquery()
    disagree = (
        sa.select(a.id, a.state, said.c.state)
        .select_from(arrivals.outerjoin(said, said.c.arrival_id == a.id))
        .where(sa.or_(said.c.state.is_(None), said.c.state != a.state))
    )
    stuck = (
        sa.select(a.id)
        .select_from(arrivals.join(runs, runs.c.id == a.run_id))
        .where(a.state == ArrivalState.IN_PROGRESS, runs.c.state == "done")
    )
    with store.connect() as db:
        counted = {row[0]: row[1] for row in db.execute(sa.select(a.state, sa.func.count()).group_by(a.state))}
        total = db.scalar(sa.select(sa.func.count()).select_from(arrivals)) or 0
        odd = db.execute(disagree).all()
        left = db.execute(stuck).all()
        unfinished = tuple(db.scalars(sa.select(runs.c.id).where(runs.c.state == "running").order_by(runs.c.id)))
    states = {state.value: counted.get(state.value, 0) for state in ArrivalState}
    wrong = [f"arrival {row[0]}: its state is {row[1]}, its history says {row[2] or 'nothing'}" for row in odd]
    wrong += [f"arrival {row[0]}: still in progress although its run is done" for row in left]
    if sum(states.values()) != total:
        wrong.append(f"the states add up to {sum(states.values())}, the arrivals are {total}")
    return Books(states, unfinished, tuple(wrong))


def kept_blobs(store: sa.Engine) -> list[str]:
    """The sha256 of every file that was read, which the blobs must therefore hold."""
    query = sa.select(arrivals.c.sha256).where(arrivals.c.state.in_([ArrivalState.READ, ArrivalState.OTHER])).distinct()
    with store.connect() as db:
        return list(db.scalars(query))
