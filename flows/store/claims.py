"""Which process reads which file now: two runs over one store, or two machines at one run, never read the same page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from contextlib import contextmanager

import sqlalchemy as sa

from flows.store import holding
from flows.store.tables import claims, insert_for


def claim(store: sa.Engine, sha256: str, fingerprint: str) -> bool:
    """Whether this process is to read a file; not while another one that lives says that it does."""
    c = claims.c
    this = sa.and_(c.sha256 == sha256, c.fingerprint == fingerprint)
    ours = {"holder": holding.me(), "alive": dt.datetime.now(dt.UTC)}
    insert = insert_for(store)(claims).values(sha256=sha256, fingerprint=fingerprint, **ours)
    with store.begin() as db:
        if db.execute(insert.on_conflict_do_nothing()).rowcount == 1:
            return True
        row = db.execute(sa.select(c.holder, c.alive).where(this)).first()
        if row is None:
            return False  # it was given back at this moment: whoever had it has kept what it read
        if row[0] == ours["holder"]:
            return True
        if not holding.gone(row[0], row[1]):
            return False
        return db.execute(sa.update(claims).where(this, c.holder == row[0]).values(**ours)).rowcount == 1


def give_back(store: sa.Engine, sha256: str, fingerprint: str) -> None:
    """What was read of the file is kept, or cannot be read: another process that wants it may look."""
    this = sa.and_(claims.c.sha256 == sha256, claims.c.fingerprint == fingerprint, claims.c.holder == holding.me())
    with store.begin() as db:
        db.execute(sa.delete(claims).where(this))


@contextmanager
def held(store: sa.Engine) -> Generator[None]:
    """Say now and then that this process lives, so that its claims stand on other machines; none are left behind."""
    ours = claims.c.holder == holding.me()
    ended = holding.beat(store, lambda moment: sa.update(claims).where(ours).values(alive=moment), "claims")
    try:
        yield
    finally:
        ended.set()
        with store.begin() as db:
            db.execute(sa.delete(claims).where(ours))
