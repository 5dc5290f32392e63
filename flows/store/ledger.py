"""Runs and arrivals: who came in, where each stands, and the proof that nothing was lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from flows.store import holding
from flows.store.tables import arrival_states, arrivals, entry_lines, inbox_items, runs
from schemas.arrival import Arrival, ArrivalState
from schemas.errors import OriginAuditError

_WHOLE = (ArrivalState.IN_PROGRESS, ArrivalState.READ, ArrivalState.OTHER)


@dataclass(frozen=True, slots=True)
class Run:
    """One `read`, `audit`, `recheck` or `reprocess`.

    Attributes:
        base: the run whose arrivals and entry lines a recheck judges again, None for other kinds.
        state: running, done or failed.
        facts: what run.json says, as far as it was written.
        inbox: name of the declared inbox whose papers it takes, None for other runs.
        attempt: how often a process took it up; whoever holds an earlier attempt changes nothing any more.
        holder: the process at work on it, as `flows.store.holding.me` names it.
        alive: when that process last said so.
    """

    run: int
    kind: str
    base: int | None
    state: str
    started: dt.datetime
    finished: dt.datetime | None
    fingerprint: str
    facts: Mapping[str, Any]
    inbox: str | None
    attempt: int
    holder: str
    alive: dt.datetime | None

    @property
    def files(self) -> int:
        """The run that holds the arrivals and entry lines."""
        return self.base or self.run

    def read_as(self, sha256: str) -> str:
        """Fingerprint of the reading of a file that this run stands on; single files may have been read again."""
        return self.facts.get("read_as", {}).get(sha256, self.fingerprint)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def start_run(
    store: sa.Engine,
    kind: str,
    fingerprint: str,
    facts: Mapping[str, Any],
    base: int | None = None,
    inbox: str | None = None,
) -> Run:
    """Begin a run.

    Raises:
        sqlalchemy.exc.IntegrityError: a run of this inbox is at work.
    """
    row = {"kind": kind, "base": base, "inbox": inbox, "state": "running", "started": now(), "finished": None}
    row |= {"attempt": 1, "holder": holding.me(), "alive": now()}
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


def finish_run(store: sa.Engine, run: int, state: str, attempt: int | None = None) -> None:
    """Close a run.

    Raises:
        OriginAuditError: another process has taken it over since `attempt`.
    """
    with store.begin() as db:
        ours = runs.c.id == run if attempt is None else sa.and_(runs.c.id == run, runs.c.attempt == attempt)
        closed = db.execute(sa.update(runs).where(ours).values(state=state, finished=now()))
    if closed.rowcount != 1:
        raise _overtaken(run)


def expect_held(store: sa.Engine, run: Run) -> None:
    """Go on only while the run is ours: a process that was thought dead and comes back changes nothing.

    Raises:
        OriginAuditError: another process has taken it over.
    """
    if find_run(store, run.run).attempt != run.attempt:
        raise _overtaken(run.run)


def _overtaken(run: int) -> OriginAuditError:
    return OriginAuditError(
        "another process has taken this run over; nothing more is changed here",
        where=f"run {run}",
        remedy="look at the run in `show` or Prefect",
    )


def get_run(db: sa.Connection, run: int) -> Run:
    return _run(db.execute(sa.select(runs).where(runs.c.id == run)).one())


def find_run(store: sa.Engine, run: int) -> Run:
    """The run of that number."""
    with store.connect() as db:
        return get_run(db, run)


def done_here(store: sa.Engine) -> Run | None:
    """The last run that this process ended well, if there is one."""
    ours = sa.and_(runs.c.holder == holding.me(), runs.c.state == "done")
    with store.connect() as db:
        row = db.execute(sa.select(runs).where(ours).order_by(runs.c.id.desc()).limit(1)).one_or_none()
    return _run(row) if row else None


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


def take_over(store: sa.Engine, run: Run, fingerprint: str) -> Run | None:
    """Go on with a run that failed or whose process died; the next attempt of it comes back.

    Args:
        fingerprint: of the reader now; what was read before under another one stays as it was read.

    Returns:
        None when a process is at work on it, or another one was quicker to take it over.
    """
    if run.state == "running" and not holding.gone(run.holder, run.alive):
        return None
    as_seen = sa.and_(runs.c.id == run.run, runs.c.attempt == run.attempt, runs.c.state == run.state)
    values: dict[str, Any] = {
        "state": "running",
        "finished": None,
        "holder": holding.me(),
        "alive": now(),
        "fingerprint": fingerprint,
    }
    if fingerprint != run.fingerprint:
        read = [
            one.sha256 for one in arrivals_of(store, run.run) if one.state in (ArrivalState.READ, ArrivalState.OTHER)
        ]
        before = dict.fromkeys(read, run.fingerprint) | run.facts.get("read_as", {})
        values["facts"] = {**run.facts, "fingerprint": fingerprint, "read_as": before}
    with store.begin() as db:
        taken = db.execute(sa.update(runs).where(as_seen).values(**values, attempt=run.attempt + 1))
        return get_run(db, run.run) if taken.rowcount == 1 else None


def run_before(store: sa.Engine, run: Run) -> Run | None:
    """The finished run of the same inbox before this one."""
    same = sa.and_(runs.c.inbox == run.inbox, runs.c.id < run.run, runs.c.state == "done")
    with store.connect() as db:
        row = db.execute(sa.select(runs).where(same).order_by(runs.c.id.desc()).limit(1)).first()
    return _run(row) if row else None


def crashed_runs(store: sa.Engine) -> list[Run]:
    """Runs that say they are at work although their process is gone."""
    with store.connect() as db:
        rows = db.execute(sa.select(runs).where(runs.c.state == "running").order_by(runs.c.id)).all()
    return [run for run in map(_run, rows) if holding.gone(run.holder, run.alive)]


def judgements(store: sa.Engine, audit: int) -> list[Run]:
    """An audit and its finished rechecks, oldest first."""
    ours = sa.or_(runs.c.id == audit, runs.c.base == audit)
    with store.connect() as db:
        rows = db.execute(sa.select(runs).where(ours, runs.c.state == "done").order_by(runs.c.id)).all()
    return [_run(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Claim:
    """That an item of a declared inbox is in our hands, written down together with its arrival.

    Attributes:
        key: sha256 of the mark.
        mark: what names the item in its inbox.
        place: where it lies, in the source's own words.
    """

    inbox: str
    key: str
    mark: str
    place: str


def add_arrival(
    store: sa.Engine,
    run: int,
    sha256: str,
    source: str,
    size: int,
    claim: Claim | None = None,
    *,
    inboxes: bool = False,
) -> Arrival:
    """Enter a file; the same bytes a second time in one run end at once as a duplicate of the first.

    A file whose bytes could not be had comes with an empty sha256.

    Args:
        claim: the item of an inbox that the file is.
        inboxes: whether bytes that came in with a run of any declared inbox before make a duplicate too.
    """
    with store.begin() as db:
        received = now()
        first = _first(db, run, sha256, inboxes) if sha256 else ""
        state = ArrivalState.DUPLICATE if first else ArrivalState.IN_PROGRESS
        reason = f"same bytes as {first}" if first else ""
        insert = sa.insert(arrivals).values(
            run_id=run, sha256=sha256, source=source, size=size, received=received, state=state, reason=reason
        )
        arrival = db.execute(insert.returning(arrivals.c.id)).scalar_one()
        _note(db, arrival, ArrivalState.IN_PROGRESS, "")
        if first:
            _note(db, arrival, state, reason)
        if claim:
            item = {"inbox": claim.inbox, "key": claim.key, "mark": claim.mark, "place": claim.place}
            db.execute(sa.insert(inbox_items).values(**item, arrival_id=arrival, state="taken"))
    return Arrival(arrival, sha256, source, size, received, state, reason)


def _first(db: sa.Connection, run: int, sha256: str, inboxes: bool) -> str:
    """How the arrival that brought these bytes first is called, empty when there is none."""
    a = arrivals.c
    same = sa.select(a.source, a.run_id).select_from(arrivals.join(runs, runs.c.id == a.run_id))
    # What could not be read before is tried again; a duplicate leads to the one that it repeats.
    whole = sa.and_(runs.c.inbox.is_not(None), a.state.in_(_WHOLE))
    among = sa.or_(a.run_id == run, whole) if inboxes else a.run_id == run
    found = db.execute(same.where(a.sha256 == sha256, among).order_by(a.id).limit(1)).first()
    if found is None:
        return ""
    return found[0] if found[1] == run else f"{found[0]}, which came in with run {found[1]}"


def settle(store: sa.Engine, arrival: int, state: ArrivalState, reason: str = "", attempt: int | None = None) -> bool:
    """Move an arrival from in progress to its final state.

    Args:
        attempt: of its run, as the caller knows it.

    Returns:
        False when another process settled it first, or took its run over since `attempt`; its word stands.
    """
    open_still = sa.and_(arrivals.c.id == arrival, arrivals.c.state == ArrivalState.IN_PROGRESS)
    if attempt is not None:
        held = sa.select(runs.c.id).where(runs.c.attempt == attempt)
        open_still = sa.and_(open_still, arrivals.c.run_id.in_(held))
    with store.begin() as db:
        done = db.execute(sa.update(arrivals).where(open_still).values(state=state, reason=reason))
        if done.rowcount != 1:
            return False
        _note(db, arrival, state, reason)
    return True


def is_settled(store: sa.Engine, arrival: int) -> bool:
    """Whether an arrival is in its final state."""
    with store.connect() as db:
        return db.scalar(sa.select(arrivals.c.state).where(arrivals.c.id == arrival)) != ArrivalState.IN_PROGRESS


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
    a = arrivals.c
    query = sa.select(a.id, a.sha256, a.source, a.size, a.received, a.state, a.reason, runs.c.attempt)
    query = query.join_from(arrivals, runs, runs.c.id == a.run_id).where(a.run_id == run).order_by(a.id)
    with store.connect() as db:
        rows = db.execute(query).all()
    wanted = None if ids is None else set(ids)
    return [
        Arrival(row[0], row[1], row[2], row[3], row[4], ArrivalState(row[5]), row[6], row[7])
        for row in rows
        if wanted is None or row[0] in wanted
    ]


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
    return [
        KnownFile(Arrival(row[0], row[1], row[2], row[3], row[4], ArrivalState(row[5]), row[6]), audit_of.get(row[1]))
        for row in rows
    ]


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
