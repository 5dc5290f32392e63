"""Opening the store: connection, pragmas and migrations, so that callers get an engine that is ready."""

from __future__ import annotations

import fcntl
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from schemas.errors import OriginAuditError, UsageError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30


def open_store(url: str, state: Path) -> sa.Engine:
    """The store at `url`, brought to the newest tables; made when it is not there.

    Args:
        state: folder for the lock that keeps two first starts from migrating at once.

    Raises:
        UsageError: the address is none, or its driver is not installed.
        OriginAuditError: the database does not answer or is not ours.
    """
    state.mkdir(parents=True, exist_ok=True)
    try:
        engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise UsageError(
            f"not a usable store address ({error})",
            where="--store",
            remedy="give sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME with its driver installed",
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    try:
        with _locked(state / "migrate.lock"):
            _migrate(engine)
    except SQLAlchemyError as error:
        where = engine.url.render_as_string(hide_password=True)
        what = f"cannot be opened ({str(error).splitlines()[0]})"
        raise OriginAuditError(what, where=where, remedy="see that it is reachable and is a store of ours") from error
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", f"busy_timeout={BUSY_SECONDS * 1000}", "foreign_keys=ON", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def _locked(path: Path) -> Generator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def newest_version() -> str:
    """Number of the newest migration: files are named by it, so no migration machinery need be loaded to know."""
    return max(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _migrate(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        known = sa.inspect(connection).has_table("alembic_version")
        at = connection.scalar(sa.text("SELECT version_num FROM alembic_version")) if known else None
    if at == newest_version():
        return
    if at and at > newest_version():
        raise OriginAuditError(
            f"the store was written by a newer version (tables {at})", remedy="update this checkout with git pull"
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
