"""What the world does to a run: killed, its servers killed, the disk full or read-only, two at once."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from flows.store import books
from flows.store.database import open_store
from tests.acceptance.conftest import Done, Serving, environment, origin_audit
from tests.benchmarks import kill
from tests.benchmarks.drawn_backlog import draw
from tests.flows import machines

KILLS = 5
PAGES = 16


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw(tmp_path_factory.mktemp("drawn") / "backlog", PAGES, 0.1, seed=5)


@pytest.fixture(scope="module")
def peace(inbox: Path, serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The findings of a run that nobody disturbed."""
    folder = tmp_path_factory.mktemp("peace")
    assert audit(folder, inbox, PREFECT_API_URL=serving.api).code == 0
    return findings(folder)


def audit(folder: Path, inbox: Path, *options: str, **more: str) -> Done:
    return origin_audit(folder, "audit", inbox, "--entries", inbox.parent / "entries.csv", *options, **more)


def findings(folder: Path, out: str = "out/audit") -> Any:
    return json.loads((folder / out / "findings.json").read_text())


def pages_reused(folder: Path) -> int:
    return json.loads((folder / "out/audit/run.json").read_text())["pages"]["reused"]


def test_a_backlog_that_is_killed_loses_nothing_and_reads_nothing_twice(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One server for all the starts: its own start is what takes long.
    monkeypatch.setenv("PREFECT_API_URL", serving.api)
    peace, killed = kill.prove(tmp_path / "backlog", pages=20, scans=0.1, kills=KILLS, seed=3)
    assert peace.pages == 20
    assert killed.kills >= KILLS - 1  # the last may come when all is done
    assert any(finding["evidence"] for finding in json.loads(peace.findings))


def test_two_audits_at_once_over_one_store_both_end_right(
    serving: Serving, inbox: Path, peace: Any, tmp_path: Path
) -> None:
    def one(out: str) -> Done:
        return audit(tmp_path, inbox, "--out", out, PREFECT_API_URL=serving.api)

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(one, ["out/first", "out/second"]))
    assert [d.code for d in done] == [0, 0], [d.err for d in done]
    assert findings(tmp_path, "out/first") == findings(tmp_path, "out/second") == peace
    state = tmp_path / ".origin-audit"
    balance = books.balance(open_store(f"sqlite:///{state / 'store.sqlite'}", state))
    assert balance.wrong == ()
    assert balance.unfinished == ()
    read = [
        json.loads((tmp_path / "out" / out / "run.json").read_text())["pages"]["read"] for out in ("first", "second")
    ]
    assert sum(read) == PAGES


def begun(folder: Path, inbox: Path, *options: str, **more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "flows", "audit", inbox, "--entries", inbox.parent / "entries.csv", *options]
    return subprocess.Popen(
        list(map(str, command)), cwd=folder, env={**environment(), **more}, stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def kept(store: str) -> int:
    """Pages that a store holds so far; none when it is not there yet."""
    engine = sa.create_engine(store, poolclass=sa.NullPool)
    try:
        with engine.connect() as db:
            return db.scalar(sa.text("SELECT count(*) FROM pages")) or 0
    except sa.exc.DBAPIError:
        return 0


def wait_until(true: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 300
    while not true():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < end
        time.sleep(0.05)


def test_postgresql_is_killed_and_the_next_run_goes_on(
    serving: Serving, inbox: Path, peace: Any, tmp_path: Path
) -> None:
    with machines.postgres() as database:
        process = begun(tmp_path, inbox, "--store", database.url, "--jobs", "1", PREFECT_API_URL=serving.api)
        wait_until(lambda: kept(database.url) >= 3, process)
        database.kill()
        said = process.communicate(timeout=300)[1]
        assert process.returncode == 4, said
        assert "the store failed" in said.splitlines()[-1]
        assert "Traceback" not in said
        database.start()
        assert audit(tmp_path, inbox, "--store", database.url, PREFECT_API_URL=serving.api).code == 0
    assert findings(tmp_path) == peace
    assert pages_reused(tmp_path) >= 3


def test_prefects_server_is_killed_and_the_audit_goes_on_with_another(inbox: Path, peace: Any, tmp_path: Path) -> None:
    process = begun(tmp_path, inbox, "--jobs", "1")
    state = tmp_path / ".origin-audit"
    wait_until(lambda: kept(f"sqlite:///{state / 'store.sqlite'}") >= 3, process)
    os.kill(child(process.pid, "flows.server"), signal.SIGKILL)
    said = process.communicate(timeout=300)[1]
    assert process.returncode == 0, said
    assert "started again" in said
    assert "Traceback" not in said
    assert findings(tmp_path) == peace
    with sa.create_engine(f"sqlite:///{state / 'prefect' / 'prefect.db'}").connect() as db:
        assert db.scalars(sa.text("SELECT state_type FROM flow_run")).all() == ["COMPLETED"]


def test_a_prefect_server_that_is_lost_for_good_costs_no_finding(
    serving: Serving, inbox: Path, peace: Any, tmp_path: Path
) -> None:
    port = httpx.URL(serving.api).port
    assert port
    with passage(port) as (address, close):
        process = begun(tmp_path, inbox, "--jobs", "1", PREFECT_API_URL=address, PREFECT_CLIENT_MAX_RETRIES="1")
        wait_until(lambda: kept(f"sqlite:///{tmp_path / '.origin-audit' / 'store.sqlite'}") >= 3, process)
        close()
        said = process.communicate(timeout=300)[1]
    assert process.returncode == 0, said
    assert "the audit is done; Prefect's server is gone" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert findings(tmp_path) == peace


def child(parent: int, sign: str) -> int:
    for pid in map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split()):
        if sign in Path(f"/proc/{pid}/cmdline").read_text():
            return pid
    raise AssertionError(f"{parent} has no child {sign}")


@contextmanager
def passage(port: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """The address of another way to a server on this machine, and what closes that way for good."""
    ends: list[socket.socket] = []

    def copy(source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):  # closed, as a dying server closes it
            while data := source.recv(65536):
                to.sendall(data)
            to.shutdown(socket.SHUT_WR)

    def let_in() -> None:
        with suppress(OSError):
            while True:
                outer, inner = door.accept()[0], socket.create_connection(("127.0.0.1", port))
                ends.extend((outer, inner))
                pool.submit(copy, outer, inner)
                pool.submit(copy, inner, outer)

    def close() -> None:
        for end in (door, *ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    with socket.create_server(("127.0.0.1", 0)) as door, ThreadPoolExecutor(64) as pool:
        pool.submit(let_in)
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}/api", close
        finally:
            close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """A disk of 300 kB at `tmp_path/disk`; the function that comes back mounts it anew with other options."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(options: str) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(disk)], check=True, capture_output=True)

    try:
        mount("size=300k")
    except (subprocess.CalledProcessError, FileNotFoundError):
        pytest.skip("no disk can be mounted here (needs root and CAP_SYS_ADMIN)")
    try:
        yield mount
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_and_a_read_only_disk_are_named_and_the_next_run_goes_on(
    serving: Serving, inbox: Path, peace: Any, tmp_path: Path, small_disk: Callable[[str], None]
) -> None:
    # Prefect's own files stay where there is room: the server is another's.
    more = {"PREFECT_API_URL": serving.api, "ORIGIN_AUDIT_STATE": str(tmp_path / "disk" / "state"),
            "PREFECT_HOME": str(tmp_path / "prefect")}  # fmt: skip
    full = audit(tmp_path, inbox, **more)
    assert full.code == 4, full.err
    assert "full" in full.err or "No space left" in full.err
    assert "go on" in full.err.splitlines()[-1]
    small_disk("remount,ro")
    closed = audit(tmp_path, inbox, **more)
    assert closed.code == 4, closed.err
    assert "read-only" in closed.err.lower() or "readonly" in closed.err
    small_disk("remount,rw,size=64m")
    assert audit(tmp_path, inbox, **more).code == 0
    assert findings(tmp_path) == peace
