"""A backlog that is killed again and again ends as one that was left alone.

    .venv/bin/python tests/benchmarks/kill.py --pages 200 --kills 20 --seed 1

The whole process group (flow, pool, OCR) is ended with SIGKILL at moments spread at random over the pages and, within
a page, over time, and started again. At the end the findings must be the same bytes as those of a run that nobody
disturbed, the books must add up, and no page may have been begun twice except those under way when it was killed, one
a reading process.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]

PROCESSES = 2
PAUSE = 1.5
"""Seconds at most between the page that a kill waits for and the kill."""
OVERDUE = 900


@dataclass(frozen=True)
class Outcome:
    """What became of a backlog.

    Attributes:
        findings: the bytes of findings.json.
        begun: (file, page) -> how often a process began to read it.
        kills: of processes that were still at work.
    """

    findings: bytes
    begun: Counter[str]
    kills: int

    @property
    def pages(self) -> int:
        return len(self.begun)

    @property
    def again(self) -> int:
        """How many readings were not the first of their page."""
        return self.begun.total() - self.pages


def work_off(folder: Path, inbox: Path, kills: list[tuple[int, float]]) -> Outcome:
    """Work off a backlog in a state folder of its own.

    Args:
        kills: each as (pages that must have been begun, seconds to wait then), in their order.
    """
    folder.mkdir(parents=True)
    log, done = folder / "begun.txt", 0
    log.touch()
    for pages, pause in kills:
        process = _start(folder, inbox)
        end = time.monotonic() + OVERDUE
        while process.poll() is None and len(_begun(log)) < pages:
            assert time.monotonic() < end, (folder / "log.txt").read_text()[-3000:]
            time.sleep(0.01)
        time.sleep(pause)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            done += 1
        process.wait()
    process = _start(folder, inbox)
    assert process.wait(timeout=OVERDUE) == 0, (folder / "log.txt").read_text()[-3000:]
    return Outcome((folder / "out" / "findings.json").read_bytes(), Counter(_begun(log)), done)


def _begun(log: Path) -> list[str]:
    return log.read_text().splitlines()


def _start(folder: Path, inbox: Path) -> subprocess.Popen[bytes]:
    from tests.flows.counting import LOG

    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONSAFEPATH": "1",
        "ORIGIN_AUDIT_STATE": str(folder / "state"),
        "ORIGIN_AUDIT_JOBS": str(PROCESSES),
        LOG: str(folder / "begun.txt"),
    }
    with (folder / "log.txt").open("ab") as out:
        return subprocess.Popen(
            [sys.executable, __file__, "--work-off", str(inbox)],
            cwd=folder, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip


def _flow(inbox: Path) -> None:
    """The process that is killed: the deployment `backlog` as Prefect's worker would run it."""
    from flows import reading, runs, server
    from flows.settings import load
    from tests.flows import counting

    reading.open_file, reading.read_page = counting.open_file, counting.read_one
    with server.api(load().state) as ready:
        from flows.backlog import Request, backlog

        runs.load_all()
        ready()
        backlog(Request(folder=str(inbox), entries=[str(inbox.parent / "entries.csv")], out="out", files_a_shard=20))


def moments(kills: int, pages: int, seed: int) -> list[tuple[int, float]]:
    """When to kill: after so many pages begun (none: while it starts; all: while it judges), and so many seconds."""
    chance = random.Random(seed)
    return [(chance.randint(0, pages), chance.uniform(0, PAUSE)) for _ in range(kills)]


def prove(folder: Path, pages: int, scans: float, kills: int, seed: int) -> tuple[Outcome, Outcome]:
    """Draw a backlog, work it off once in peace and once killed, and compare.

    Raises:
        AssertionError: the two differ, or pages were read again that need not be.
    """
    from flows.store import books
    from flows.store.database import open_store
    from tests.benchmarks.drawn_backlog import draw

    inbox = draw(folder, pages, scans, seed)
    peace = work_off(folder / "peace", inbox, [])
    killed = work_off(folder / "killed", inbox, sorted(moments(kills, peace.pages, seed)))
    assert peace.again == 0
    assert set(killed.begun) == set(peace.begun)
    assert killed.again <= killed.kills * PROCESSES, f"{killed.again} pages read again after {killed.kills} kills"
    assert killed.findings == peace.findings
    state = folder / "killed" / "state"
    assert books.balance(open_store(f"sqlite:///{state / 'store.sqlite'}", state)).wrong == ()
    return peace, killed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--scans", type=float, default=0.1, help="share of the files that are scans")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work-off", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work_off:
        _flow(given.work_off)
        return
    with tempfile.TemporaryDirectory(prefix="origin-audit-kill-") as folder:
        began = time.monotonic()
        peace, killed = prove(Path(folder) / "backlog", given.pages, given.scans, given.kills, given.seed)
        print(f"{peace.pages} pages, {len(peace.findings):,} bytes of findings, {time.monotonic() - began:.0f} s")
        print(f"killed {killed.kills} times: the same findings, {killed.again} pages begun again, books add up")


if __name__ == "__main__":
    main()
