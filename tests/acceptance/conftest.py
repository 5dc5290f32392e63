"""The product driven as a user drives it: commands in a folder of their own, files out, exit codes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]


def environment() -> dict[str, str]:
    """As the launcher makes it, with nothing of the tester's own settings."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "ORIGIN_AUDIT_"))}
    return {**ours, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "COLUMNS": "200"}


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str
    seconds: float


def origin_audit(folder: Path, *arguments: str | Path, **more: str) -> Done:
    """Run a command in a folder."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "flows", *map(str, arguments)],
        cwd=folder, env={**environment(), **more}, capture_output=True, text=True, timeout=1200, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr, time.monotonic() - began)


@dataclass(frozen=True)
class Serving:
    """A folder in which `serve` runs."""

    folder: Path
    api: str

    def ask(self, path: str, body: Any = None) -> Any:
        """GET, or POST with a body, from Prefect's API."""
        from prefect.client.base import PrefectHttpxSyncClient

        # Prefect's own client: it asks again when a busy server answers 503, as its UI and workers do.
        with PrefectHttpxSyncClient(base_url=self.api, timeout=30) as client:
            reply = client.get(self.api + path) if body is None else client.post(self.api + path, json=body)
            return reply.json()


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("serving")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    here = Serving(folder, f"http://127.0.0.1:{port}/api")
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows", "serve", "--port", str(port)],
            cwd=folder, env=environment(), stdout=log, stderr=log,
        )  # fmt: skip
    try:
        _wait_for_deployment(here, process)
        yield here
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_for_deployment(here: Serving, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 240
    while time.monotonic() < end:
        assert process.poll() is None, (here.folder / "serve.log").read_text()
        try:
            here.ask("/deployments/name/audit/audit")
        except httpx.HTTPError:
            time.sleep(0.5)
        else:
            return
    raise AssertionError((here.folder / "serve.log").read_text())


@dataclass(frozen=True)
class Audited:
    """An audit, run once for several tests, in a folder that is being served."""

    serving: Serving
    done: Done
    out: Path

    def load(self, name: str) -> Any:
        return json.loads((self.out / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def demo(serving: Serving) -> Audited:
    done = origin_audit(serving.folder, "demo")
    assert done.code == 0, done.err
    return Audited(serving, done, serving.folder / "out" / "demo")
