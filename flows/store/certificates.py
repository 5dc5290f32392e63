"""The certificate ledger of the whole store: what every audit learnt of certificates, looked up by number.

An audit sees those before it, never itself or later ones: a recheck then says what the audit said. Of an entry or a
paper that several audits had, the newest of them counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from flows.store import ledger
from flows.store.tables import certificate_keys, certificate_papers, certificate_uses, entry_lines, runs

if TYPE_CHECKING:
    import polars as pl

    from validators.ledger import Ledger

_AT_ONCE = 500
"""Below every database's limit of bound parameters."""
_LONGEST = 100
"""Characters; what is longer is no number but a sentence that was read as one."""
_OWN = ("number", "series", "serial", "document")
"""What of a paper has a column of its own; the rest is one JSON value."""


def clear(store: sa.Engine, run: ledger.Run) -> None:
    """Forget what this run wrote in an earlier attempt, and what older judgements of its audit wrote.

    The newest finished judgement stays until this one is finished too.
    """
    live = _live(store, run.files + 1).get(run.files, 0)
    ours = sa.select(runs.c.id).where(sa.or_(runs.c.id == run.files, runs.c.base == run.files))
    with store.begin() as db:
        for table in (certificate_uses, certificate_papers, certificate_keys):
            old = sa.and_(table.c.run_id.in_(ours), table.c.run_id != live)
            db.execute(sa.delete(table).where(old))


def keep(store: sa.Engine, run: ledger.Run, learnt: Ledger) -> None:
    """Write down what a judgement, or one shard of it, learnt of certificates."""
    ours = {"run_id": run.run, "audit_id": run.files}
    uses = [ours | row for row in learnt.uses.to_dicts() if len(row["number"]) <= _LONGEST]
    papers = [row for row in learnt.papers.to_dicts() if len(row["number"]) <= _LONGEST]
    keys = [
        {**ours, "document": row["document"], "key": key}
        for row in papers
        for key in _keys(row)
        if len(key) <= _LONGEST
    ]
    rows = [
        {**ours, **{name: row[name] for name in _OWN},
         "content": {name: _plain(value) for name, value in row.items() if name not in _OWN}}
        for row in papers
    ]  # fmt: skip
    with store.begin() as db:
        for table, some in ((certificate_uses, uses), (certificate_papers, rows), (certificate_keys, keys)):
            if some:
                db.execute(sa.insert(table), some)


def earlier(store: sa.Engine, audit: int, own: Ledger) -> Ledger:
    """What audits before `audit` know of the certificates in `own`.

    Only rows of the numbers, invoices and neighbouring serials of `own` are fetched.
    """
    import polars as pl

    from validators.ledger import PAPER_COLUMNS, USE_COLUMNS, Ledger, nothing

    live = _live(store, audit)
    if not live:
        return nothing()
    numbers = {*own.uses["number"].to_list(), *own.papers["number"].to_list()}
    uses = _uses(store, audit, live, numbers)
    papers = [_paper(row) for row in _papers(store, live, numbers, own.papers)]
    told = [[getattr(row, name) for name in USE_COLUMNS] for row in uses]
    shown = [[paper[name] for name in PAPER_COLUMNS] for paper in papers]
    return Ledger(
        pl.DataFrame(told, schema=USE_COLUMNS, orient="row"), pl.DataFrame(shown, schema=PAPER_COLUMNS, orient="row")
    )


def _live(store: sa.Engine, before: int) -> dict[int, int]:
    """Audit -> the run whose judgement of it counts, of the finished audits before one."""
    audit = sa.func.coalesce(runs.c.base, runs.c.id)
    query = sa.select(audit, sa.func.max(runs.c.id)).where(
        runs.c.state == "done", runs.c.kind.in_(["audit", "recheck"]), audit < before
    )
    with store.connect() as db:
        return {row[0]: row[1] for row in db.execute(query.group_by(audit))}


def _uses(store: sa.Engine, audit: int, live: Mapping[int, int], numbers: Collection[str]) -> list[sa.Row[Any]]:
    u = certificate_uses.c
    query = sa.select(certificate_uses)
    with store.connect() as db:
        found = [
            row
            for some in _batches(numbers)
            for row in db.execute(query.where(u.number.in_(some), u.audit_id < audit).order_by(u.id))
            if live.get(row.audit_id) == row.run_id
        ]
        newest = _newest_audits(db, audit, {row.entry_number for row in found})
    return [row for row in found if newest.get(row.entry_number) == row.audit_id]


def _newest_audits(db: sa.Connection, audit: int, entries: Collection[str]) -> dict[str, int]:
    """Entry number -> the newest finished audit before one that declared it."""
    e = entry_lines.c
    query = (
        sa.select(e.entry_number, sa.func.max(e.run_id))
        .join_from(entry_lines, runs, runs.c.id == e.run_id)
        .where(runs.c.kind == "audit", runs.c.state == "done", e.run_id < audit)
        .group_by(e.entry_number)
    )
    return {row[0]: row[1] for some in _batches(entries) for row in db.execute(query.where(e.entry_number.in_(some)))}


def _papers(
    store: sa.Engine, live: Mapping[int, int], numbers: Collection[str], own: pl.DataFrame
) -> list[sa.Row[Any]]:
    p, k = certificate_papers.c, certificate_keys.c
    before = max(live) + 1
    columns = sa.select(p.run_id, p.audit_id, *(p[name] for name in _OWN), p.content).where(p.audit_id < before)
    wanted = {key for row in own.iter_rows(named=True) for key in _keys(row) if key.startswith("i")}
    wanted |= {f"r{number}" for number in numbers}
    found: dict[str, sa.Row[Any]] = {}

    def take(rows: Iterator[sa.Row[Any]]) -> None:
        for row in rows:
            counts = live.get(row.audit_id) == row.run_id
            if counts and (row.document not in found or found[row.document].audit_id < row.audit_id):
                found[row.document] = row

    with store.connect() as db:
        for some in _batches(numbers):
            take(iter(db.execute(columns.where(p.number.in_(some)))))
        documents: set[str] = set()
        for some in _batches(wanted):
            documents |= set(db.scalars(sa.select(k.document).where(k.key.in_(some), k.audit_id < before)))
        for some in _batches(documents):
            take(iter(db.execute(columns.where(p.document.in_(some)))))
        take(_neighbours(db, columns, live, own))
    return [row for _, row in sorted(found.items())]


def _neighbours(
    db: sa.Connection, columns: sa.Select[Any], live: Mapping[int, int], own: pl.DataFrame
) -> Iterator[sa.Row[Any]]:
    """The paper of the next lower serial of each series, where it is none of our own."""
    p = certificate_papers.c
    lower = columns.where(p.series == sa.bindparam("of"), p.serial < sa.bindparam("below")).order_by(p.serial.desc())
    for series, serials in own.drop_nulls("series").group_by("series").agg("serial").iter_rows():
        mine = set(serials)
        for serial in sorted(mine):
            if serial - 1 in mine:
                continue
            rows = db.execute(lower, {"of": series, "below": serial})
            first = next((row for row in rows if live.get(row.audit_id) == row.run_id), None)
            rows.close()
            if first is not None:
                yield first


def _keys(row: Mapping[str, Any]) -> Iterator[str]:
    """By what else than its number a paper is found: `i` an invoice on it, `r` the certificate it replaces."""
    yield from (f"i{invoice}" for invoice in row["invoices"] or ())
    if row["replaces"]:
        yield f"r{row['replaces']}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _paper(row: sa.Row[Any]) -> dict[str, Any]:
    told = {**row.content, **{name: getattr(row, name) for name in _OWN}}
    told["issue_date"] = dt.date.fromisoformat(told["issue_date"]) if told["issue_date"] else None
    return told


def _batches(values: Collection[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
