"""A declared inbox under `serve`: its schedule finds what is put there, by the real server and its worker."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.acceptance.conftest import Serving, environment, origin_audit
from tests.flows import papers, small_audit


def test_an_inbox_is_looked_at_on_its_schedule(tmp_path: Path) -> None:
    inbox = tmp_path / "scans"
    inbox.mkdir()
    small_audit.entries(tmp_path)
    (tmp_path / "origin-audit.toml").write_text(
        '[[inbox]]\nname = "scans"\naddress = "scans"\nentries = ["entries.csv"]\nevery = 5\nsettle = 1\n'
    )
    (inbox / "a.pdf").write_bytes(papers.invoice("A-100"))
    (inbox / "broken.pdf").write_bytes(papers.invoice("B-200")[:300])
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    here = Serving(tmp_path, f"http://127.0.0.1:{port}/api")
    log = tmp_path / "serve.log"
    with log.open("w") as to:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows", "serve", "--port", str(port)],
            cwd=tmp_path, env=environment(), stdout=to, stderr=to,
        )  # fmt: skip
    try:
        end = time.monotonic() + 420
        while not (inbox / "done" / "a.pdf").exists() or not (inbox / "unreadable" / "broken.pdf").exists():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(1)
        deployment = here.ask("/deployments/name/inbox/scans")
        assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
        assert deployment["global_concurrency_limit"]["limit"] == 1
        runs = here.ask("/flow_runs/filter", {"deployments": {"id": {"any_": [deployment["id"]]}}, "limit": 200})
        assert {"scheduled", "auto-scheduled"} & set(runs[0]["tags"])
    finally:
        process.terminate()
        process.wait(timeout=60)
    assert (tmp_path / "out" / "scans" / "report.html").exists()
    told = origin_audit(tmp_path, "doctor")
    assert "2 files = 0 in progress + 1 read + 0 duplicate + 1 unreadable + 0 other" in told.out
