"""Official lists that the user loaded, as they were on the day; of each table the last one loaded is used."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from flows.store.ledger import now
from flows.store.tables import official_tables
from schemas.reference.official import LAYOUTS, Official, Reference


def keep(store: sa.Engine, table: Official) -> None:
    """Keep a loaded table; earlier ones of its name stay as history."""
    row = {
        "name": table.name, "source": table.source, "as_of": table.as_of.isoformat(), "row_count": table.rows,
        "complete": table.complete,
        "content": {name: list(values) for name, values in table.content.items()}, "at": now(),
    }  # fmt: skip
    with store.begin() as db:
        db.execute(sa.insert(official_tables), [row])


def loaded(store: sa.Engine) -> Reference:
    """The newest of every table that was loaded and not given up."""
    c = official_tables.c
    newest = sa.select(sa.func.max(c.id)).group_by(c.name)
    query = sa.select(c.name, c.content, c.source, c.as_of, c.row_count, c.complete).where(c.id.in_(newest))
    with store.connect() as db:
        rows = db.execute(query).all()
    return Reference({
        row.name: Official(row.name, row.content, row.source, dt.date.fromisoformat(row.as_of), row.complete)
        for row in rows
        if row.row_count and row.name in LAYOUTS
    })  # fmt: skip


def forget(store: sa.Engine, name: str) -> bool:
    """Go back to the shipped starter set of a table; whether anything was loaded. An empty table marks the day."""
    if name not in loaded(store).loaded:
        return False
    keep(store, Official(name, {}, "given up", now().date()))
    return True
