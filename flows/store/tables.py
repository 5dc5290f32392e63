"""The tables of the store; only SQL that SQLite and PostgreSQL share."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.dialects import postgresql, sqlite

from flows.store.packed import Packed

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[dt.datetime]):
    """A time in UTC; SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return value.astimezone(dt.UTC) if value else None

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return value.replace(tzinfo=dt.UTC) if value and value.tzinfo is None else value


class PackedJson(TypeDecorator[Any]):
    """JSON, deflated: nothing ever searches inside it. Takes a value or what a reading process has packed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes:
        return (value if isinstance(value, Packed) else Packed.of(value)).data

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else Packed(value).value()


class PlainJson(TypeDecorator[Any]):
    """JSON as text that a person with a database shell can read."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),  # audit, read, recheck or reprocess
    Column("base", ForeignKey("runs.id")),  # the run whose arrivals and entry lines a recheck judges again
    Column("state", String(16), nullable=False),  # running, done or failed
    Column("started", Moment, nullable=False),
    Column("finished", Moment),
    Column("fingerprint", String(200), nullable=False),
    Column("facts", PlainJson, nullable=False),
    Column("inbox", String(64)),  # the declared inbox whose papers it takes, for audits that a schedule starts
    Column("attempt", Integer, nullable=False, server_default="1"),  # grows when another process takes the run over
    Column("holder", String(200), nullable=False, server_default=""),  # the process at work on it
    Column("alive", Moment),  # when that process last said so
)
_running = runs.c.state == "running"
Index("uq_runs_inbox_running", runs.c.inbox, unique=True, sqlite_where=_running, postgresql_where=_running)
"""An inbox has one run at work, however many are started at once."""

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("source", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "run_id", "state"),
    Index(None, "sha256"),
)

arrival_states = Table(
    "arrival_states",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("arrival_id", ForeignKey("arrivals.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

inbox_items = Table(
    "inbox_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("inbox", String(64), nullable=False),
    Column("key", String(64), nullable=False),  # sha256 of the mark
    Column("mark", Text, nullable=False),  # what names the item in its inbox
    Column("place", Text, nullable=False),  # where it lies, in the source's own words
    Column("arrival_id", ForeignKey("arrivals.id"), index=True),
    Column("state", String(16), nullable=False),  # taken (not yet filed away) or stays (cannot be moved: remembered)
    UniqueConstraint("inbox", "key"),
)

pages = Table(
    "pages",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", String(200), primary_key=True),
    Column("content", PackedJson, nullable=False),
    Column("at", Moment, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("fingerprint", String(200), primary_key=True),
    Column("holder", String(200), nullable=False, index=True),  # the process that reads the file now
    Column("alive", Moment, nullable=False),  # when it last said so
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("fingerprint", String(200), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("records", PackedJson, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("sha256", "fingerprint", "attempt"),
)

entry_lines = Table(
    "entry_lines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("entry_number", String(16), nullable=False),
    Column("line_no", String(16), nullable=False),
    Column("content", PlainJson, nullable=False),
    UniqueConstraint("run_id", "entry_number", "line_no"),
    Index(None, "entry_number"),
)

links = Table(
    "links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("document", String(96), nullable=False),
    Column("entry_number", String(16), nullable=False),
    Column("score", Float, nullable=False),
    Column("doubtful", Boolean, nullable=False),
    Column("reasons", PlainJson, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("rule", String(64), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("entry_number", String(16), nullable=False, index=True),
    Column("line_no", String(16), nullable=False),
    Column("content", PlainJson, nullable=False),
)

certificate_uses = Table(
    "certificate_uses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),  # the judgement that says so
    Column("audit_id", Integer, nullable=False),  # the audit that was judged
    Column("number", String(100), nullable=False, index=True),
    Column("entry_number", String(16), nullable=False),
    Column("line_no", String(16), nullable=False),
    Column("packages", Float),
    Column("gross_weight_kg", Float),
    Column("value", Float),
    Column("in_units", Float),
    Column("base", String(16)),
)

certificate_papers = Table(
    "certificate_papers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("audit_id", Integer, nullable=False),
    Column("document", String(96), nullable=False, index=True),
    Column("number", String(100), nullable=False, index=True),
    Column("series", String(100)),
    Column("serial", Integer),
    Column("content", PlainJson, nullable=False),
    Index(None, "series", "serial"),
)

certificate_keys = Table(
    "certificate_keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("audit_id", Integer, nullable=False),
    Column("document", String(96), nullable=False),
    Column("key", String(100), nullable=False, index=True),  # i and an invoice, or r and the certificate it replaces
)

official_tables = Table(
    "official_tables",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(32), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("as_of", String(10), nullable=False),
    Column("row_count", Integer, nullable=False),  # 0: the table was given up
    Column("complete", Boolean, nullable=False),
    Column("content", PackedJson, nullable=False),
    Column("at", Moment, nullable=False),
)


def insert_for(store: Engine) -> Callable[[Table], sqlite.Insert]:
    """What makes an INSERT that may say what to do with a row that is there already."""
    # The two databases write it alike, SQLAlchemy has it once for each.
    made = postgresql.insert if store.dialect.name == "postgresql" else sqlite.insert
    return cast(Callable[[Table], sqlite.Insert], made)
