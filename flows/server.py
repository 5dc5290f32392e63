"""Prefect's API for the length of one command: the one that runs already, or one of our own as a child process.

Run as a module it is that child. Our own child instead of Prefect's temporary server, because it can start while we
still load, says where its log is, ends with us whatever happens, and has written everything down before it is stopped
(DESIGN.md has the measurements).
"""

from __future__ import annotations

import fcntl
import gc
import json
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from schemas.errors import OriginAuditError

log = logging.getLogger(__name__)

START_SECONDS = 180.0
"""A start took 5 to 17 s here, more on a busy machine."""
PREPARED = Path(sys.prefix) / "prefect" / "prefect.db"
"""Prefect's tables without a row, which set-up makes once: in a new folder they are copied, not made for 7 s."""
SETTLE_SECONDS = 10.0
RESTARTS = 3
"""So often a server of ours that ends unasked (killed, out of memory) is started again."""
LOOPBACK = "127.0.0.1"

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "flows,extractors,validators",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}
"""No telemetry, no second server behind our back; our own loggers go to the run's log; results stay in the store."""

FOR_ONE_COMMAND = {
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
}
"""A server for one command offers no blocks: writing down their kinds took it a second, and asking whether they are
written down loads Dask, for half a second more. Automations belong to a server that stays; looking for what would set
them off was a third of what a server took while it had nothing to do."""

FINDS_US = {"PYTHONPATH": str(Path(__file__).parent.parent)}
"""Python finds our packages by this, wherever the user stands."""

unreachable = threading.Event()
"""Set when the API that a command used did not answer at its end."""


def settings_for(state: Path) -> dict[str, str]:
    """Environment for Prefect in this folder; what the user has set already wins."""
    ours = {**QUIET, "PREFECT_HOME": str((state / "prefect").resolve())}
    if credentials := os.environ.get("PREFECT_SERVER_API_AUTH_STRING"):
        # What our server asks for, our own runs say.
        ours["PREFECT_API_AUTH_STRING"] = credentials
    return {name: os.environ.get(name, value) for name, value in ours.items()}


@contextmanager
def loading() -> Generator[None]:
    """Import what stays to the end of the process: nobody looks for garbage in it, now or later.

    Prefect's server takes a tenth less time to load this way.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def api(state: Path) -> Generator[Callable[[], None]]:
    """Make Prefect's API available: PREFECT_API_URL is set and Prefect is configured, but not yet imported.

    `PREFECT_API_URL` in the environment is honoured, then a `serve` of the same state folder; else a server is
    started for as long as the block runs. What is yielded waits until the API answers, so that the caller can load
    its flow meanwhile.

    Raises:
        OriginAuditError: the named API does not answer, or (on waiting) our own server does not start.
    """
    os.environ.update(settings_for(state))
    if given := os.environ.get("PREFECT_API_URL"):
        _expect(given)
        try:
            with _loading_until(lambda: None) as ready:
                yield ready
        finally:
            _look_after(given)
        return
    server = None if (url := served(state)) else Server(state)
    os.environ["PREFECT_API_URL"] = server.url if server else str(url)
    try:
        with _loading_until(server.wait if server else lambda: None) as ready:
            yield ready
    finally:
        _look_after(os.environ["PREFECT_API_URL"])
        if server:
            if not unreachable.is_set():
                _settle()
            server.stop()
        del os.environ["PREFECT_API_URL"]


@contextmanager
def _loading_until(ready: Callable[[], None]) -> Generator[Callable[[], None]]:
    with ExitStack() as stack:
        stack.enter_context(loading())

        def loaded() -> None:
            stack.close()
            ready()

        yield loaded


def _look_after(url: str) -> None:
    if not answers(url):
        unreachable.set()


def _expect(url: str) -> None:
    if not answers(url):
        raise OriginAuditError(
            "does not answer", where=f"PREFECT_API_URL {url}", remedy="start that server or unset the variable"
        )


class Server:
    """A Prefect server as our child; it binds a free port itself and ends when we end.

    When it ends before it is asked to, it is started again at the same address: Prefect's client asks again for a
    minute, so a run outlives its server.

    Attributes:
        url: of its API.
        log_file: what it has to say.
    """

    def __init__(self, state: Path, host: str = LOOPBACK, port: int = 0, *, ui: bool = False) -> None:
        home = Path(os.environ["PREFECT_HOME"])
        home.mkdir(parents=True, exist_ok=True)
        self.log_file = home / "server.log"
        self._host, self._face = host, "ui" if ui else "api"
        self._stopped = threading.Event()
        # One at a time makes the tables; the lock is held until the server answers.
        self._lock = (state / "prefect.lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.first = not has_tables(home / "prefect.db")
        self._process = self._begin(port, "w")
        assert self._process.stdout
        told = self._process.stdout.readline().strip()
        if not told:
            self.stop()
            raise self._did_not_start()
        self._port = int(told)
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{told}/api"

    def _begin(self, port: int, mode: str) -> subprocess.Popen[str]:
        with self.log_file.open(mode) as log_to:
            return subprocess.Popen(
                [sys.executable, "-P", "-m", "flows.server", self._host, str(port), self._face],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log_to,
                env={**({} if self._face == "ui" else FOR_ONE_COMMAND), **os.environ, **FINDS_US},
                # Ctrl-C is for us: the server must live to hear that the run was cancelled.
                start_new_session=True,
                text=True,
            )

    def wait(self) -> None:
        """Return when it answers; from then on it is started again when it dies.

        Raises:
            OriginAuditError: it ended or takes too long.
        """
        if self.first:
            log.info("starting Prefect in this folder; the first time this takes half a minute")
        end = time.monotonic() + START_SECONDS
        while not answers(self.url, timeout=1.0):
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise self._did_not_start()
            time.sleep(0.1)
        self._lock.close()
        threading.Thread(target=self._outlive, daemon=True, name="Prefect's server").start()

    def _outlive(self) -> None:
        for _ in range(RESTARTS):
            code = self._process.wait()
            if self._stopped.is_set():
                return
            log.warning("Prefect's server ended (%s); it is started again, the run goes on", code)
            self._close_pipes()
            try:
                self._process = self._begin(self._port, "a")
            except OSError as error:
                log.warning("it could not be started again (%s)", error)
                return
            if self._stopped.is_set():
                # Asked to stop as it was started: whoever asked has stopped the one before.
                self._process.terminate()

    def stop(self) -> None:
        self._stopped.set()
        self._lock.close()
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._close_pipes()

    def _close_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _did_not_start(self) -> OriginAuditError:
        said = self.log_file.read_text(errors="replace").strip().splitlines()
        what = f"Prefect's server did not start ({said[-1] if said else 'it said nothing'})"
        return OriginAuditError(what, where=str(self.log_file), remedy="read that log, or set PREFECT_API_URL")


def has_tables(database: Path) -> bool:
    """Whether Prefect's tables are there, copied if they can be; the server brings older ones up to date itself."""
    if database.exists():
        return True
    if not os.access(PREPARED, os.R_OK):
        return False
    # In one step, because whoever is killed as it copies would leave half a database.
    half = database.with_suffix(".copied")
    shutil.copyfile(PREPARED, half)
    half.replace(database)
    return True


def _settle() -> None:
    """Let everything that was reported reach the server's tables: task states arrive there as events."""
    if "prefect" not in sys.modules:
        return
    from prefect.client.orchestration import get_client
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    APILogWorker.drain_all(timeout=SETTLE_SECONDS)
    EventsWorker.drain_all(timeout=SETTLE_SECONDS)
    end = time.monotonic() + SETTLE_SECONDS
    with get_client(sync_client=True) as client:
        seen = -1
        while time.monotonic() < end:
            runs = client.read_task_runs()
            if len(runs) == seen and all(run.state and run.state.is_final() for run in runs):
                return
            seen = len(runs)
            time.sleep(0.3)


def answers(url: str, timeout: float = 5.0) -> bool:
    """Whether a Prefect API is healthy there."""
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=timeout) as reply:
            return reply.status == 200
    except (OSError, ValueError):
        return False


def served(state: Path) -> str | None:
    """Address of the API that a `serve` of this state folder runs, None when there is none."""
    try:
        url = json.loads((state / "prefect" / "serving.json").read_text())["api"]
    except (OSError, ValueError, KeyError):
        return None
    return url if answers(url, timeout=2.0) else None


def main(host: str, port: str, face: str) -> None:
    """Be the server: say the port, serve, and end when whoever started us is gone."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, int(port)))
        sys.stdout.write(f"{listening.getsockname()[1]}\n")
        sys.stdout.flush()
        threading.Thread(target=_end_with_parent, daemon=True).start()

        with loading():
            import uvicorn
            from prefect.server.api.server import create_app

            app = create_app(ephemeral=face == "api", final=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on")).run(sockets=[listening])


def _end_with_parent() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(*sys.argv[1:])
