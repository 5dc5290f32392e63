"""How far the reading of a run is, for Prefect's UI: whoever reads, here, on a cluster, by helping workers."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID

import httpx
import sqlalchemy as sa
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.exceptions import PrefectException
from sqlalchemy.exc import SQLAlchemyError

from flows.store import books, ledger

log = logging.getLogger(__name__)

KEY = "reading-progress"
EVERY_SECONDS = 10.0
PAUSE = 20
"""A look at a large store may take long; so many times that is waited until the next."""


@contextmanager
def shown(store: sa.Engine, run: ledger.Run) -> Generator[None]:
    """Keep a progress artifact of the flow run up to date while the block reads."""
    began, before = time.monotonic(), books.how_far(store, run.run, run.fingerprint)
    artifact: UUID = create_progress_artifact(before.percent, key=KEY, description=before.sentence())  # pyright: ignore[reportAssignmentType]
    ended = threading.Event()

    def look() -> float:
        moment = time.monotonic()
        try:
            now = books.how_far(store, run.run, run.fingerprint)
            update_progress_artifact(artifact, now.percent, sentence(before, now, moment - began))
        except (SQLAlchemyError, PrefectException, httpx.HTTPError, OSError) as error:
            # Whoever reads will meet what is wrong where it matters.
            log.debug("the progress of run %s could not be shown (%s)", run.run, type(error).__name__)
        return time.monotonic() - moment

    def follow() -> None:
        took = 0.0
        while not ended.wait(max(EVERY_SECONDS, PAUSE * took)):
            took = look()

    follower = threading.Thread(target=follow, daemon=True, name=f"progress of run {run.run}")
    follower.start()
    try:
        yield
    finally:
        ended.set()
        follower.join()
        look()


def sentence(before: books.HowFar, now: books.HowFar, seconds: float) -> str:
    """Where it stands, at what rate, and for how long still (by the files: pages are known when a file is opened)."""
    told = now.sentence()
    pages, files = now.pages - before.pages, now.settled - before.settled
    if pages:
        told += f", {60 * pages / max(seconds, 1e-6):.0f} pages a minute"
    if files and now.settled < now.files:
        told += f", about {dt.timedelta(seconds=round(seconds * (now.files - now.settled) / files))} left"
    return told
