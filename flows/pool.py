"""The processes that read: hostile files may crash a library, hang it or fill memory, and cost no one else."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from schemas.errors import OriginAuditError

ONE_THREAD = dict.fromkeys(("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""One process a core: more threads only wait for each other (four on two cores took three times as long)."""

KEPT_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(256 << 20)}
"""Bytes that glibc keeps for the next page's pictures instead of handing them back, to be zeroed anew by the kernel: 54
instead of 13,900 page faults and 0.27 instead of 0.31 s of CPU a page of a text layer, the peak as before."""

REST_SECONDS = 30.0
"""A reading process holds some 350 MB; between two shards passes a moment."""


def prepare() -> ForkServerContext:
    """Let the fork server load the reader, in the background, so that reading processes start at once.

    Plain fork would copy the threads of the parent (Prefect has some) in whatever state they are.
    """
    # Inherited by the fork server and everything it starts; libraries read them when they are loaded.
    os.environ.update({name: os.environ.get(name, value) for name, value in (ONE_THREAD | KEPT_MEMORY).items()})
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["extractors.loaded"])
    forkserver.ensure_running()
    return context


@contextmanager
def limited(seconds: float) -> Generator[None]:
    """End this reading process when the block takes longer.

    Only Tesseract can be told to stop. A library that hangs in its own code, holding the interpreter, is ended by a
    thread that needs no interpreter; the pool then finds the process dead and its file is unreadable.
    """
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


_parked: dict[int, tuple[ProcessPoolExecutor, threading.Timer]] = {}
"""Pools at rest by how many processes they have: the next shard goes on with them, warm as they are."""
_parking = threading.Lock()


class Readers:
    """A pool of reading processes that is made anew when one of them dies.

    When the block ends well its processes rest for a while; who needs as many in that time gets them.
    """

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool and (error or not _park(self.processes, self._pool)):
            self._pool.shutdown(cancel_futures=True)
        self._pool = None

    def submit(self, work: Callable[..., Any], *args: Any) -> Future[Any]:
        """Begin a piece of work.

        Raises:
            BrokenProcessPool: a process died a moment ago.
        """
        if self._pool is None and (rested := _unpark(self.processes)):
            try:
                begun = rested.submit(work, *args)
            except BrokenProcessPool:
                rested.shutdown(wait=False)  # a process died as it rested, which is nobody's work
            else:
                self._pool = rested
                return begun
        if self._pool is None:
            if multiprocessing.current_process().daemon:
                raise OriginAuditError(
                    "this process is not allowed to start reading processes",
                    where="a Dask worker under a nanny",
                    remedy="start its workers with DASK_CONFIG=containers/dask.yaml or --no-nanny",
                )
            self._pool = ProcessPoolExecutor(self.processes, mp_context=prepare(), initializer=_end_with_the_run)
        return self._pool.submit(work, *args)

    def renew(self) -> None:
        """Forget a pool in which a process died, and kill what is left of it."""
        if self._pool:
            # One that submit() started as the pool broke is overlooked, and waited for on exit for ever (CPython 3.11).
            workers: list[Any] = list((getattr(self._pool, "_processes", None) or {}).values())
            self._pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.kill()
        self._pool = None


def _end_with_the_run() -> None:
    """Let a reading process end when the run that started it is gone: killed alone, it can tell nobody.

    The process would wait for work for ever, with some 350 MB: it holds both ends of the queue it waits on.
    """
    run = multiprocessing.parent_process()
    if run is None:
        raise RuntimeError("a reading process is started by a run")

    def watch() -> None:
        run.join()
        os._exit(1)  # whatever it reads, nobody is there to take it

    threading.Thread(target=watch, name="watch of the run", daemon=True).start()


def _park(processes: int, pool: ProcessPoolExecutor) -> bool:
    """Keep a pool for the next who needs one; not where as large a one rests already."""
    with _parking:
        if processes in _parked:
            return False
        timer = threading.Timer(REST_SECONDS, _end_of_rest, (processes,))
        timer.daemon = True
        timer.start()
        _parked[processes] = pool, timer
        return True


def _unpark(processes: int) -> ProcessPoolExecutor | None:
    with _parking:
        pool, timer = _parked.pop(processes, (None, None))
    if timer:
        timer.cancel()
    return pool


def _end_of_rest(processes: int) -> None:
    if pool := _unpark(processes):
        pool.shutdown()


def dismiss() -> None:
    """End the processes that rest, for whoever leaves without Python's own end: they would outlive it."""
    for processes in list(_parked):
        _end_of_rest(processes)
