"""Two `prefect worker`s on one work pool: they share a backlog, and one of them is killed in the middle of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from flows import server
from flows.settings import Settings
from flows.store import books
from flows.store.database import open_store
from tests.acceptance.conftest import ROOT, Serving, environment
from tests.benchmarks.drawn_backlog import draw
from tests.flows import small_audit
from tests.flows.servers import free_port

PAGES = 30
SECONDS = 300


@pytest.fixture
def prefect(tmp_path: Path) -> Iterator[Serving]:
    """A server without `serve`'s own worker: here the deployments are for workers of a work pool."""
    port = free_port()
    here = Serving(tmp_path, f"http://127.0.0.1:{port}/api")
    env = {**environment(), **server.QUIET, "PREFECT_HOME": str(tmp_path / "prefect")}
    with (tmp_path / "server.log").open("w") as log:
        # It ends when its standard input does.
        command = [sys.executable, "-P", "-m", "flows.server", "127.0.0.1", str(port), "api"]
        process = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=log, stderr=log)
    try:
        until(lambda: server.answers(here.api), tmp_path)
        yield here
    finally:
        process.terminate()
        process.communicate(timeout=60)


@contextmanager
def worker(name: str, settings: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """One that has room for one run; in a process group of its own, with the runs that it starts."""
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "origin-audit", "--type", "process",
               "--limit", "1", "--name", name]  # fmt: skip
    with log.open("w") as to:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=to, stderr=to, start_new_session=True)
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """With SIGKILL, and everything that it started: its runs are groups of their own."""
    for pid in [process.pid, *descendants(process.pid)]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait(timeout=60)


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *descendants(child)]
    return found


def until(true: Callable[[], bool], folder: Path) -> None:
    limit = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < limit, "\n".join(log.read_text()[-2000:] for log in folder.glob("*.log"))
        time.sleep(0.2)


def test_two_workers_share_a_backlog_and_one_that_is_killed_loses_no_page(prefect: Serving, tmp_path: Path) -> None:
    inbox = draw(tmp_path / "backlog", PAGES, 0.0, seed=11)
    settings = {**environment(), **server.QUIET, "PREFECT_API_URL": prefect.api,
                "PREFECT_HOME": str(tmp_path / "prefect"),
                "ORIGIN_AUDIT_STATE": str(tmp_path / "state"), "ORIGIN_AUDIT_JOBS": "1",
                "PREFECT_WORKER_QUERY_SECONDS": "2"}  # fmt: skip
    program = [sys.executable, "-m", "prefect", "--no-prompt"]
    subprocess.run([*program, "work-pool", "create", "origin-audit", "--type", "process"], env=settings, check=True)
    subprocess.run([*program, "deploy", "--all"], cwd=ROOT, env=settings, check=True)
    deployment = prefect.ask("/deployments/name/backlog/backlog")["id"]
    request = {"folder": str(inbox), "entries": [str(inbox.parent / "entries.csv")], "out": str(tmp_path / "out")}

    def start(hands: int) -> str:
        given = {"parameters": {"request": {**request, "hands": hands}}}
        return prefect.ask(f"/deployments/{deployment}/create_flow_run", given)["id"]

    def state(run: str) -> str:
        return prefect.ask(f"/flow_runs/{run}")["state"]["type"]

    def hands() -> list[str]:
        found = prefect.ask("/flow_runs/filter", {"flows": {"name": {"any_": ["hand"]}}})
        return [run["state"]["type"] for run in found]

    store = sa.create_engine(f"sqlite:///{tmp_path / 'state' / 'store.sqlite'}", poolclass=sa.NullPool)

    def count(query: str) -> int:
        try:
            with store.connect() as db:
                return db.scalar(sa.text(query)) or 0
        except sa.exc.OperationalError:
            return 0

    with ExitStack() as both:
        first = both.enter_context(worker("first", settings, tmp_path / "first.log"))
        killed = start(hands=1)
        until(lambda: state(killed) in ("PENDING", "RUNNING"), tmp_path)
        both.enter_context(worker("second", settings, tmp_path / "second.log"))
        # Two processes have claimed files at once.
        until(lambda: count("SELECT count(DISTINCT holder) FROM claims") == 2, tmp_path)
        end(first)
        kept = count("SELECT count(*) FROM pages")
        assert kept < PAGES, "all was read before the worker was killed; draw more pages"
        until(lambda: hands() == ["COMPLETED"], tmp_path)
        assert count("SELECT count(*) FROM arrivals WHERE state = 'in_progress'") == 0
        assert count("SELECT count(*) FROM pages") == PAGES

        again = start(hands=0)
        until(lambda: state(again) == "COMPLETED", tmp_path)
    run = json.loads((tmp_path / "out" / "run.json").read_text())
    assert run["counts"]["adds_up"] is True
    found = books.balance(open_store(str(store.url), tmp_path / "state"))
    assert (found.wrong, found.unfinished) == ((), ())
    logs = prefect.ask("/logs/filter", {"logs": {"flow_run_id": {"any_": [again]}}})
    assert any("never ended: its process is gone" in line["message"] for line in logs)
    # One process that judges the same pages finds the same.
    given = Settings(state=tmp_path / "state", jobs=1)
    small_audit.audit(given, inbox, inbox.parent / "entries.csv", tmp_path / "alone")
    assert (tmp_path / "out" / "findings.json").read_bytes() == (tmp_path / "alone" / "findings.json").read_bytes()
