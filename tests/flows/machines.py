"""What several machines share, real, on free ports, ended with its block: PostgreSQL, an S3 server, a Dask cluster."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import DEVNULL, STDOUT, Popen

from tests.flows.servers import free_port

ROOT = Path(__file__).parents[2]


class Postgres:
    """A cluster of Debian's PostgreSQL in a folder of its own, run by a user who is not root, as it insists.

    Attributes:
        url: of an empty database.
    """

    def __init__(self, folder: Path) -> None:
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
        assert programs, "postgresql is missing: apt-get install postgresql (`./origin-audit test` does it)"
        self._bin, self._data = programs[-1].parent, folder / "data"
        self._as = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self._as:
            shutil.chown(folder, "postgres")
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", "audit", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        self._port, self._log = free_port(), folder / "log"
        self.url = f"postgresql+psycopg://audit@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        options = f"-h 127.0.0.1 -p {self._port} -k {self._data}"
        self._run("pg_ctl", "-D", self._data, "-l", self._log, "-o", options, "-w", "-t", "120", "start")

    def kill(self) -> None:
        """With SIGKILL, as a power cut would end it."""
        pid = (self._data / "postmaster.pid").read_text().splitlines()[0]
        os.kill(int(pid), 9)
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.05)

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [*self._as, str(self._bin / program), *map(str, arguments)],
            cwd=self._data.parent, stdin=DEVNULL, stdout=subprocess.PIPE, stderr=STDOUT, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout


@contextmanager
def postgres() -> Iterator[Postgres]:
    # Not under pytest's folders, which others than their owner cannot enter.
    with tempfile.TemporaryDirectory(prefix="origin-audit-pg-") as folder:
        server = Postgres(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def object_store() -> Iterator[dict[str, str]]:
    """An S3 server; what its users need in their environment comes back."""
    port = free_port()
    with running([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], os.environ):
        wait_for(lambda: answers(port))
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
        }


@contextmanager
def dask(workers: int, folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """A scheduler and workers as their own processes; the address comes back."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    program = [sys.executable, "-m", "dask"]
    env = {**environment, "DASK_CONFIG": str(ROOT / "containers" / "dask.yaml")}
    with ExitStack() as stack:
        scheduler = [*program, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
        stack.enter_context(running(scheduler, env))
        wait_for(lambda: answers(port))
        for number in range(workers):
            own = folder / f"worker-{number}"
            own.mkdir()
            worker = [*program, "worker", address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(own)]
            stack.enter_context(running(worker, {**env, "ORIGIN_AUDIT_STATE": str(own / "state")}, own))
        yield address


@contextmanager
def running(command: list[str], environment: Mapping[str, str], folder: Path | None = None) -> Iterator[Popen[bytes]]:
    process = Popen(command, env=dict(environment), cwd=folder, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def wait_for(ready: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "a server did not start"
        time.sleep(0.1)
