"""What Prefect's UI shows of a run: how far the reading is, whoever reads, and the summary at its end.

Prefect looks on. A server that is gone ends no run: what could not be shown is logged, the books are the store's.
"""

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
from prefect.artifacts import create_markdown_artifact, create_progress_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import ArtifactUpdate
from prefect.exceptions import PrefectException
from sqlalchemy.exc import SQLAlchemyError

from flows.store import books, ledger

log = logging.getLogger(__name__)

KEY = "reading-progress"
EVERY_SECONDS = 10.0
PAUSE = 20
"""A look at a large store may take long; so many times that is waited until the next."""
ANSWER_SECONDS = 10.0
UNTOLD = (PrefectException, httpx.HTTPError, OSError)
"""What comes of a server that is gone, after Prefect's client has asked it again for a minute."""


@contextmanager
def shown(store: sa.Engine, run: ledger.Run) -> Generator[None]:
    """Keep a progress artifact of the flow run up to date while the block reads."""
    began, before = time.monotonic(), books.how_far(store, run.run, run.fingerprint)
    artifact = _begun(before)
    ended = threading.Event()

    def look() -> float:
        moment = time.monotonic()
        try:
            if artifact:
                now = books.how_far(store, run.run, run.fingerprint)
                _update(artifact, now.percent, sentence(before, now, moment - began))
        except (SQLAlchemyError, *UNTOLD) as error:
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


def _begun(before: books.HowFar) -> UUID | None:
    try:
        return create_progress_artifact(before.percent, key=KEY, description=before.sentence())  # pyright: ignore[reportReturnType]
    except UNTOLD as error:
        log.warning("Prefect will not show how far the reading is (%s)", type(error).__name__)
        return None


def _update(artifact: UUID, percent: float, description: str) -> None:
    # A client that has not met the server yet does not ask again for a minute, which would hold up the run's end.
    with get_client(sync_client=True, httpx_settings={"timeout": ANSWER_SECONDS}) as client:
        client.update_artifact(artifact, ArtifactUpdate(data=percent, description=description))


def summary(markdown: str, run: ledger.Run) -> None:
    """Show the numbers of a run that has ended."""
    try:
        create_markdown_artifact(markdown, key="audit-summary", description=f"Run {run.run} in numbers")
    except UNTOLD as error:
        log.warning("Prefect does not show the summary of run %s (%s)", run.run, type(error).__name__)


def sentence(before: books.HowFar, now: books.HowFar, seconds: float) -> str:
    """Where it stands, at what rate, and for how long still (by the files: pages are known when a file is opened)."""
    told = now.sentence()
    pages, files = now.pages - before.pages, now.settled - before.settled
    if pages:
        told += f", {60 * pages / max(seconds, 1e-6):.0f} pages a minute"
    if files and now.settled < now.files:
        told += f", about {dt.timedelta(seconds=round(seconds * (now.files - now.settled) / files))} left"
    return told
