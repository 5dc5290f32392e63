"""What was read: pages, so that no OCR is ever done twice, and the records made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from flows.store.ledger import now
from flows.store.packed import Packed
from flows.store.tables import insert_for, pages, readings
from schemas.page import Page, page_from_json
from schemas.record import Record, record_from_json

T = TypeVar("T")
_AT_ONCE = 500
"""Below every database's limit of bound parameters."""
_TURNS = 20


def keep_pages(store: sa.Engine, sha256: str, fingerprint: str, found: Mapping[int, Packed]) -> None:
    """Keep pages by their numbers, in place of any read before under the same settings."""
    rows = [{"sha256": sha256, "fingerprint": fingerprint, "number": number, "content": page, "at": now()}
            for number, page in found.items()]  # fmt: skip
    with store.begin() as db:
        for some in _batches(rows):
            # One statement that replaces: two runs that read the same file at once would else trip over each other.
            insert = insert_for(store)(pages)
            instead = {"content": insert.excluded.content, "at": insert.excluded.at}
            db.execute(insert.on_conflict_do_update(index_elements=list(pages.primary_key), set_=instead), some)


def pages_of(store: sa.Engine, sha256: str, fingerprint: str) -> dict[int, Packed]:
    """Page number -> the page as it is kept."""
    query = sa.select(pages.c.number, sa.type_coerce(pages.c.content, sa.LargeBinary)).where(
        pages.c.sha256 == sha256, pages.c.fingerprint == fingerprint
    )
    with store.connect() as db:
        return {row[0]: Packed(row[1]) for row in db.execute(query.order_by(pages.c.number))}


def page_of(store: sa.Engine, sha256: str, fingerprint: str, number: int) -> Page | None:
    """One page, None when it was not read under these settings."""
    query = sa.select(pages.c.content).where(
        pages.c.sha256 == sha256, pages.c.fingerprint == fingerprint, pages.c.number == number
    )
    with store.connect() as db:
        content = db.scalar(query)
    return page_from_json(content) if content else None


def keep_records(
    store: sa.Engine, sha256: str, fingerprint: str, page_count: int, records: Sequence[Mapping[str, Any]] | Packed
) -> None:
    """Keep the records of a file (JSON values, or packed) as a new attempt; earlier ones stay."""
    before = sa.select(sa.func.coalesce(sa.func.max(readings.c.attempt), 0)).where(
        readings.c.sha256 == sha256, readings.c.fingerprint == fingerprint
    )
    row = {"sha256": sha256, "fingerprint": fingerprint, "page_count": page_count}
    for turn in range(_TURNS):
        try:
            with store.begin() as db:
                attempt = (db.scalar(before) or 0) + 1
                db.execute(sa.insert(readings).values(**row, attempt=attempt, records=records, at=now()))
            return
        except IntegrityError:
            # Another run read the same file at the same moment and took the number; ours is the next.
            if turn == _TURNS - 1:
                raise


def page_counts(store: sa.Engine, sha256s: Sequence[str], fingerprint: str) -> dict[str, int]:
    """sha256 -> number of pages, of the files that have records under these settings."""
    found: dict[str, int] = {}
    with store.connect() as db:
        for some in _batches(list(sha256s)):
            query = sa.select(readings.c.sha256, readings.c.page_count).where(
                readings.c.fingerprint == fingerprint, readings.c.sha256.in_(some)
            )
            found.update((row[0], row[1]) for row in db.execute(query))
    return found


def records_of(store: sa.Engine, sha256s: Sequence[str], fingerprint: str) -> dict[str, list[Record]]:
    """sha256 -> the records of its last attempt under these settings."""
    found: dict[str, list[Record]] = {}
    with store.connect() as db:
        for some in _batches(list(sha256s)):
            ours = sa.and_(readings.c.fingerprint == fingerprint, readings.c.sha256.in_(some))
            last = sa.select(sa.func.max(readings.c.id)).where(ours).group_by(readings.c.sha256)
            query = sa.select(readings.c.sha256, readings.c.records).where(readings.c.id.in_(last))
            found.update((row[0], [record_from_json(r) for r in row[1]]) for row in db.execute(query))
    return found


def read_since(store: sa.Engine, sha256s: Sequence[str], moment: dt.datetime) -> set[str]:
    """Those of some files that were read again, or whose values were taken anew, after a moment."""
    found: set[str] = set()
    r = readings.c
    with store.connect() as db:
        for some in _batches(list(sha256s)):
            later = sa.select(r.sha256).where(r.sha256.in_(some), r.at > moment, r.attempt > 1)
            found |= set(db.scalars(later.distinct()))
    return found


@dataclass(frozen=True, slots=True)
class Newest:
    """The last attempt at a file, under any settings.

    Attributes:
        attempts: how many there were under these settings.
        pages_kept: of its pages, how many are stored.
    """

    fingerprint: str
    attempts: int
    page_count: int
    pages_kept: int
    kinds: tuple[str, ...]


def newest_of(store: sa.Engine, sha256s: Sequence[str]) -> dict[str, Newest]:
    """sha256 -> its last attempt, of the files that have any."""
    found: dict[str, Newest] = {}
    r = readings.c
    kept = (
        sa.select(sa.func.count())
        .where(pages.c.sha256 == r.sha256, pages.c.fingerprint == r.fingerprint)
        .correlate(readings)
        .scalar_subquery()
    )
    with store.connect() as db:
        for some in _batches(list(sha256s)):
            last = sa.select(sa.func.max(r.id)).where(r.sha256.in_(some)).group_by(r.sha256)
            query = sa.select(r.sha256, r.fingerprint, r.attempt, r.page_count, kept, r.records).where(r.id.in_(last))
            for row in db.execute(query):
                kinds = tuple(str(record["kind"]) for record in row[5])
                found[row[0]] = Newest(row[1], row[2], row[3], row[4], kinds)
    return found


def newest_reading(store: sa.Engine, sha256: str) -> tuple[str, list[Record]] | None:
    """(fingerprint, records) of the last attempt under any settings."""
    query = sa.select(readings.c.fingerprint, readings.c.records).where(readings.c.sha256 == sha256)
    with store.connect() as db:
        row = db.execute(query.order_by(readings.c.id.desc()).limit(1)).first()
    return (row[0], [record_from_json(r) for r in row[1]]) if row else None


def _batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
