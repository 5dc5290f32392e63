"""Which process is at work on a run, and whether it still lives."""

from __future__ import annotations

import datetime as dt
import functools
import logging
import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from flows.store.tables import runs

log = logging.getLogger(__name__)

BEAT_SECONDS = 30.0
SILENT_FOR = dt.timedelta(minutes=5)
"""A process on another machine that has said nothing for so long is taken for dead."""


def me() -> str:
    """This process, so that no other one, before or after it, here or elsewhere, is called the same."""
    return _called(os.getpid())


@functools.lru_cache(maxsize=1)
def _called(pid: int) -> str:
    """Kept, for it is asked twice a file; by the process, for a fork is another one."""
    return f"{_machine()} {pid} {_started(pid)}"


def gone(holder: str, alive: dt.datetime | None) -> bool:
    """Whether a process has ended: on this machine that can be seen, elsewhere it is told by its silence."""
    machine, _, process = holder.partition(" ")
    pid, _, started = process.partition(" ")
    if started and machine == _machine():
        return _started(int(pid)) != started
    return alive is None or dt.datetime.now(dt.UTC) - alive > SILENT_FOR


def _machine() -> str:
    """Host, its start and the process namespace: in two containers the same number is not the same process."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{socket.gethostname()}/{boot}/{Path('/proc/self/ns/pid').readlink()}".replace(" ", "")
    except OSError:
        return socket.gethostname().replace(" ", "")


def _started(pid: int) -> str:
    """When a process started, in ticks since the machine did; empty when there is none (or no /proc)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    # A killed child that nobody has waited for yet is dead all the same.
    return "" if fields[0] in "ZX" else fields[19]


def keep_alive(store: sa.Engine, run: int, attempt: int) -> threading.Event:
    """Say now and then that we are at work on a run, in the background, until the event is set."""
    ours = sa.and_(runs.c.id == run, runs.c.attempt == attempt, runs.c.state == "running")
    return beat(store, lambda moment: sa.update(runs).where(ours).values(alive=moment), f"run {run}")


def beat(store: sa.Engine, say: Callable[[dt.datetime], sa.Update], what: str) -> threading.Event:
    """Carry out an update now and then, in the background, until the event is set."""
    ended = threading.Event()
    threading.Thread(target=_beat, args=(store, say, what, ended), daemon=True, name=f"alive: {what}").start()
    return ended


def _beat(store: sa.Engine, say: Callable[[dt.datetime], sa.Update], what: str, ended: threading.Event) -> None:
    while not ended.wait(BEAT_SECONDS):
        try:
            with store.begin() as db:
                db.execute(say(dt.datetime.now(dt.UTC)))
        except SQLAlchemyError as error:
            # The store may be restarting; whoever works on it will meet the error where it matters.
            log.debug("%s: no sign of life could be written (%s)", what, error)
