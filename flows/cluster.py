"""Reading on many machines: the shards of a run as tasks on a Dask cluster, by Prefect's own runner for it.

A worker sees no file of ours: it has settings of its own, which must name the same store and the same blobs. It reads
as one machine reads, in a pool of processes, so a damaged file costs itself and not the worker.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows import runs
from flows.settings import load
from flows.store import ledger
from schemas.errors import OriginAuditError

log = logging.getLogger(__name__)

CONNECT_SECONDS = 20
ROUNDS = 2
"""A shard is the part of what is left that gives each worker so many: the last ones are small, and none waits long."""
AHEAD = 2
"""Shards that are submitted for each worker: one that it reads, one that waits."""


@task(name="read on a worker", cache_policy=NO_CACHE)
def read_shard(run: int, begun: str, arrivals: list[int]) -> None:
    """Read some files to the end, on whatever machine this is.

    Args:
        begun: when the run began; a store in which it did not is another store.

    Raises:
        OriginAuditError: this machine's settings are not those of the run.
    """
    settings = load()
    current = runs.same_run(settings, run, begun)
    runs.read(settings, current, ledger.arrivals_of(runs.store_of(settings), run, arrivals))


def read_on(address: str, run: ledger.Run, arrivals: Sequence[int], files_a_shard: int) -> None:
    """Read the arrivals of a run on the workers of a Dask scheduler, a window of shards at a time.

    Args:
        address: of the scheduler, as `tcp://host:8786`.
        files_a_shard: at most.

    Raises:
        OriginAuditError: there is no scheduler, it has no workers, or a shard failed for a reason that is no file's.
    """
    from distributed import wait
    from prefect_dask.task_runners import DaskTaskRunner

    begun = run.started.isoformat()
    with DaskTaskRunner(address=address, client_kwargs={"timeout": CONNECT_SECONDS}) as runner:
        workers = _workers(address, runner)
        todo = deque(shards(arrivals, workers, files_a_shard))
        count, done, running = len(todo), 0, dict[Any, Any]()
        while todo or running:
            while todo and len(running) < workers * AHEAD:
                given = {"run": run.run, "begun": begun, "arrivals": todo.popleft()}
                future = runner.submit(read_shard, given)
                running[future.wrapped_future] = future
            with runner.client.as_current():
                finished: Any = wait(list(running), return_when="FIRST_COMPLETED")
            for ended in finished.done:
                running.pop(ended).result()
                done += 1
                log.info("read %s of %s shards on %s workers", done, count, workers)


def shards(arrivals: Sequence[int], workers: int, most: int) -> Iterator[list[int]]:
    """The arrivals in order, in shards of at most so many that become smaller towards the end."""
    start = 0
    while start < len(arrivals):
        size = max(1, min(most, -(-(len(arrivals) - start) // (workers * ROUNDS))))
        yield list(arrivals[start : start + size])
        start += size


def _workers(address: str, runner: Any) -> int:
    where = f"Dask scheduler {address}"
    try:
        workers = len(runner.client.scheduler_info()["workers"])
    except (OSError, ValueError) as error:
        raise OriginAuditError(
            "does not answer", where=where, remedy="start `dask scheduler`, or correct it"
        ) from error
    if not workers:
        raise OriginAuditError("has no workers", where=where, remedy=f"start `dask worker {address}` on some machine")
    return workers
