"""The proof that nothing was lost: every arrival is in exactly one state, and its history says the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from flows.store.tables import arrival_states, arrivals, pages, runs
from schemas.arrival import ArrivalState


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


def balance(store: sa.Engine) -> Books:
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


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far the reading of a run is: files settled of all of them, pages kept of these files."""

    settled: int
    files: int
    pages: int

    @property
    def percent(self) -> float:
        return 100.0 * self.settled / self.files if self.files else 100.0

    def sentence(self) -> str:
        return f"{self.settled} of {self.files} files, {self.pages} pages"


def how_far(store: sa.Engine, run: int, fingerprint: str) -> HowFar:
    """Count the files and pages of a run that were read, by whichever process."""
    a, p = arrivals.c, pages.c
    ours = sa.select(a.sha256).where(a.run_id == run)
    kept = sa.select(sa.func.count()).select_from(pages).where(p.fingerprint == fingerprint, p.sha256.in_(ours))
    states = sa.select(a.state, sa.func.count()).where(a.run_id == run).group_by(a.state)
    with store.connect() as db:
        counted = {row[0]: row[1] for row in db.execute(states)}
        number = db.scalar(kept) or 0
    total = sum(counted.values())
    return HowFar(total - counted.get(ArrivalState.IN_PROGRESS, 0), total, number)
