"""What a large backlog costs, and what running it through Prefect adds.

    .venv/bin/python tests/benchmarks/backlog.py --pages 5000 --scans 0.05 --seed 1
    .venv/bin/python tests/benchmarks/backlog.py --pages 500 --scans 0.05 --seed 1 --workers

Draws a backlog (drawn_backlog.py), works it off by the steps of a run in one plain process with its pool, then as the
flow `backlog` with a Prefect server of its own, then judges all of it again. With `--workers` it is instead read on one
Dask worker and on two, one reading process each. Processor time is that of every process, Prefect's server included.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).parents[2]
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]

TICK = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
ROLES = {"flows.server": "Prefect's server", "forkserver": "reading process", "--step": "the run itself"}


@dataclass
class Watch:
    """Follows a process and all that descend from it.

    Attributes:
        every: seconds between two looks.
        cpu: pid -> seconds of processor time when last seen.
        memory: pid -> (seconds since the start, resident bytes), over time.
        roles: pid -> what it is.
    """

    root: int
    every: float
    cpu: dict[int, float] = field(default_factory=dict)
    memory: dict[int, list[tuple[float, int]]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[int, str] = field(default_factory=dict)

    def follow(self, until: threading.Event) -> None:
        began = time.monotonic()
        while not until.wait(self.every):
            for pid in self._family():
                try:
                    self._look(pid, time.monotonic() - began)
                except (FileNotFoundError, ProcessLookupError):
                    continue  # it ended while we looked

    def _family(self) -> list[int]:
        children: dict[int, list[int]] = defaultdict(list)
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(stat.read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            children[parent].append(int(stat.parent.name))
        found, todo = [], [self.root]
        while todo:
            found.append(todo.pop())
            todo += children[found[-1]]
        return found

    def _look(self, pid: int, moment: float) -> None:
        folder = Path("/proc", str(pid))
        told = (folder / "stat").read_text().rpartition(")")[2].split()
        self.roles.setdefault(pid, "other")
        self.cpu[pid] = (int(told[11]) + int(told[12])) / TICK
        self.memory[pid].append((moment, int((folder / "statm").read_text().split()[1]) * PAGE_BYTES))
        # Empty in a process that is just ending; it stays what it was.
        if line := (folder / "cmdline").read_text():
            self.roles[pid] = next((role for sign, role in ROLES.items() if sign in line), "other")


@dataclass(frozen=True)
class Measured:
    wall: float
    watch: Watch

    @property
    def cpu(self) -> float:
        return sum(self.watch.cpu.values())

    def cpu_of(self, role: str) -> float:
        return sum(cpu for pid, cpu in self.watch.cpu.items() if self.watch.roles[pid] == role)


def step(name: str, folder: Path, *, looks: float = 0.2, **environment: str) -> Measured:
    """Run one step of this file as a process of its own and follow it, a look every so many seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1",
           "ORIGIN_AUDIT_STATE": str(folder / "state"), **environment}  # fmt: skip
    with (folder / f"{name}.log").open("w") as log:
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, __file__, "--step", name], cwd=folder, env=env, stdout=log, stderr=log
        )
        watch, ended = Watch(process.pid, looks), threading.Event()
        follower = threading.Thread(target=watch.follow, args=(ended,))
        follower.start()
        code = process.wait()
        wall = time.monotonic() - began
        ended.set()
        follower.join()
    assert code == 0, (folder / f"{name}.log").read_text()[-3000:]
    return Measured(wall, watch)


def plain() -> None:
    """The steps of a run, without Prefect."""
    from flows import runs
    from flows.server import loading
    from flows.settings import load

    settings, inbox = load(), Path("../inbox")
    with loading():
        runs.load_all()
    run = runs.begin(settings, "audit", {"inboxes": [str(inbox)], "entries": ["../entries.csv"]})
    arrivals = runs.take(settings, run, [inbox], [Path("../entries.csv")])
    runs.read(settings, run, arrivals)
    runs.judge(settings, run)
    runs.report(settings, run, Path("out"))
    runs.end(settings, run, "done")


def flow() -> None:
    """The same through Prefect."""
    from flows import runs, server
    from flows.settings import load

    with server.api(load().state) as ready:
        from flows.backlog import Request, backlog

        runs.load_all()
        ready()
        backlog(Request(folder="../inbox", entries=["../entries.csv"], out="out"))


def recheck() -> None:
    """All of it judged again."""
    from flows import again
    from flows.settings import load

    again.recheck(load(), [], None)


def compare(folder: Path, pages: int, rounds: int) -> None:
    """The flow against the plain process, and the recheck; every other round the flow goes first."""
    plainly, through = list[Measured](), list[Measured]()
    for number in range(rounds):
        order = [("plain", plainly), ("flow", through)]
        for name, into in order if number % 2 == 0 else reversed(order):
            into.append(step(name, folder / f"{name}-{number}"))
        same = [(folder / f"{name}-{number}" / "out" / "findings.json").read_bytes() for name in ("plain", "flow")]
        assert same[0] == same[1], "the two found different things"
    again = step("recheck", folder / "flow-0")
    for name, all_of_it in (("plain process", plainly), ("flow", through), ("recheck", [again])):
        wall, cpu = (mean(value) for value in zip(*((one.wall, one.cpu) for one in all_of_it), strict=True))
        print(f"{name}: {wall:.1f} s, {60 * pages / wall:.0f} pages a minute, {cpu / pages:.3f} CPU s a page")
    added = 0.0
    for role in dict.fromkeys(role for one in (*plainly, *through) for role in one.watch.roles.values()):
        before, after = (mean(one.cpu_of(role) for one in some) for some in (plainly, through))
        print(f"  {role}: {before:.1f} s of CPU plainly, {after:.1f} s in the flow")
        added += after - before if role != ROLES["forkserver"] else 0.0
    whole = mean(one.cpu for one in plainly)
    print(f"orchestration: {mean(one.cpu for one in through) / whole - 1:+.1%} CPU "
          f"({added:.1f} s, {added / whole:.1%}, outside the reading processes), "
          f"{mean(one.wall for one in through) / mean(one.wall for one in plainly) - 1:+.1%} wall")  # fmt: skip
    _memory(through[0].watch)
    _sizes(folder / "flow-0" / "state", pages)


def _memory(watch: Watch) -> None:
    print("resident MB of each process, most in its second and its last quarter of time:")
    for pid, seen in watch.memory.items():
        if len(seen) >= 40:
            quarter = len(seen) // 4
            early, late = (
                max(size for _, size in part) / 1e6 for part in (seen[quarter : 2 * quarter], seen[-quarter:])
            )
            print(f"  {watch.roles[pid]} {pid}: {early:.0f}, {late:.0f} ({late / early - 1:+.0%})")


def _sizes(state: Path, pages: int) -> None:
    store = sum(path.stat().st_size for path in state.glob("store.sqlite*"))
    kept = sum(path.stat().st_size for path in (state / "blobs").rglob("*") if path.is_file())
    print(f"store {store / pages / 1000:.1f} kB a page, kept files {kept / pages / 1000:.1f} kB a page")


def workers(folder: Path, pages: int) -> None:
    """One Dask worker against two."""
    from tests.flows import machines

    walls: list[float] = []
    for count in (1, 2):
        here = folder / f"workers-{count}"
        here.mkdir()
        shared = {
            "ORIGIN_AUDIT_STORE": f"sqlite:///{here / 'store.sqlite'}",
            "ORIGIN_AUDIT_BLOBS": str(here / "blobs"),
            "ORIGIN_AUDIT_JOBS": "1",
        }
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", **shared}
        with ExitStack() as stack:
            address = stack.enter_context(machines.dask(count, here, environment))
            # Looking at every process costs a fiftieth of a core, which two workers would miss and one would not.
            step("flow", here, looks=5.0, ORIGIN_AUDIT_DASK=address, **shared)
        walls.append(_reading_seconds(shared["ORIGIN_AUDIT_STORE"], here))
        print(f"{count} workers: read {pages} pages in {walls[-1]:.1f} s, {60 * pages / walls[-1]:.0f} a minute")
    print(f"two against one: {walls[0] / walls[1]:.2f} times")


def _reading_seconds(store: str, state: Path) -> float:
    """From the first page that was kept to the last."""
    import sqlalchemy as sa

    from flows.store.database import open_store
    from flows.store.tables import pages

    with open_store(store, state).connect() as db:
        first, last = db.execute(sa.select(sa.func.min(pages.c.at), sa.func.max(pages.c.at))).one()
    return (last - first).total_seconds()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--scans", type=float, default=0.05, help="share of the files that are scans of one page")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1, help="of both ways; a machine's pace changes by a tenth")
    parser.add_argument("--workers", action="store_true", help="compare one Dask worker with two")
    parser.add_argument("--step", choices=["plain", "flow", "recheck"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        {"plain": plain, "flow": flow, "recheck": recheck}[given.step]()
        return
    from tests.benchmarks.drawn_backlog import draw

    with tempfile.TemporaryDirectory(prefix="origin-audit-backlog-") as temporary:
        folder = Path(temporary) / "backlog"
        inbox = draw(folder, given.pages, given.scans, given.seed)
        files = [path for path in inbox.rglob("*") if path.is_file()]
        scans = sum(path.suffix == ".jpg" for path in files)
        print(f"{given.pages} pages in {len(files)} files, {scans} of the pages scans, the others text layers")
        if given.workers:
            workers(folder, given.pages)
        else:
            compare(folder, given.pages, given.rounds)


if __name__ == "__main__":
    main()
