"""Steps 2 to 5 over many files: a pool of processes, and a store that remembers every page."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa

from flows.progress import ReadingProgress
from flows.reading_process import PAGES_AT_ONCE, File, Piece, count_pages, make_records, of_ours, open_file, read_pages
from flows.store import ledger, readings
from schemas.arrival import Arrival, ArrivalState
from schemas.errors import UnreadableFile
from schemas.page import page_to_json, unread_page

if TYPE_CHECKING:
    from extractors.reader import ReadSettings

log = logging.getLogger(__name__)

ONE_THREAD = dict.fromkeys(("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""One process a core: more threads only wait for each other (four on two cores took three times as long)."""


def prepare() -> ForkServerContext:
    """Let the fork server load the reader, in the background, so that reading processes start at once.

    Plain fork would copy the threads of the parent (Prefect has some) in whatever state they are.
    """
    # Inherited by the fork server and everything it starts; libraries read them when they are loaded.
    os.environ.update({name: os.environ.get(name, value) for name, value in ONE_THREAD.items()})
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["extractors.reader"])
    forkserver.ensure_running()
    return context


class Readers:
    """A pool of reading processes that is made anew when one of them dies."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def submit(self, work: Callable[..., Any], *args: Any) -> Future[Any]:
        """Begin a piece of work.

        Raises:
            BrokenProcessPool: a process died a moment ago.
        """
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.processes, mp_context=prepare())
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


@dataclass(slots=True)
class _Open:
    """A file being read: its pages so far, how many there are, how many pieces are under way."""

    arrival: Arrival
    file: File
    pages: dict[int, dict[str, Any]] = field(default_factory=dict[int, dict[str, Any]])
    count: int = 0
    pieces: int = 0
    failed: bool = False


@dataclass(frozen=True, slots=True)
class _Work:
    of: _Open
    call: Callable[..., Piece]
    rest: Any = None


@dataclass(slots=True)
class Spent:
    """What reading cost."""

    pages_read: int = 0
    pages_reused: int = 0
    files_reused: int = 0
    cpu_seconds: float = 0.0


@dataclass(slots=True)
class _Desk:
    """The state of one call of `read_files`."""

    store: sa.Engine
    fingerprint: str
    progress: ReadingProgress
    readers: Readers
    fresh: bool
    todo: deque[_Work] = field(default_factory=deque[_Work])
    spent: Spent = field(default_factory=Spent)


def read_files(
    store: sa.Engine,
    blob_root: str,
    arrivals: Sequence[Arrival],
    settings: ReadSettings,
    *,
    processes: int,
    fresh: bool = False,
    anew: bool = False,
    mark: str = "",
) -> Spent:
    """Read files to the end; each arrival is settled as read, other or unreadable, whatever happens to the rest.

    Args:
        fresh: read again what was read before under the same settings.
        anew: make the records again, of the pages that are stored; only missing pages are read.
        mark: fingerprint under which pages are looked for and kept; empty for that of `settings`.
    """
    from extractors.reader import fingerprint

    mark = mark or fingerprint(settings)
    waiting = [arrival for arrival in arrivals if arrival.state is ArrivalState.IN_PROGRESS]
    spent = Spent()
    if not (fresh or anew):
        waiting = _settle_known(store, mark, waiting, spent)
    with ReadingProgress(len(waiting)) as progress, Readers(processes) as readers:
        desk = _Desk(store, mark, progress, readers, fresh, spent=spent)
        for arrival in waiting:
            file = File(arrival.sha256, arrival.source, blob_root, settings)
            desk.todo.append(_Work(_Open(arrival, file), open_file))
        _work_off(desk)
    return spent


def _settle_known(store: sa.Engine, mark: str, waiting: Sequence[Arrival], spent: Spent) -> list[Arrival]:
    """Settle the files whose records are there already; the others come back."""
    known = readings.records_of(store, [arrival.sha256 for arrival in waiting], mark)
    counts = readings.page_counts(store, list(known), mark)
    for arrival in waiting:
        if arrival.sha256 in known:
            kinds = [record.kind for record in known[arrival.sha256]]
            ledger.settle(store, arrival.arrival, _state_of(kinds), attempt=arrival.attempt)
            spent.files_reused += 1
            spent.pages_reused += counts[arrival.sha256]
    return [arrival for arrival in waiting if arrival.sha256 not in known]


def _work_off(desk: _Desk) -> None:
    """Keep the processes busy, twice as many pieces begun as there are processes, until nothing is left."""
    running: dict[Future[Piece], _Work] = {}
    while desk.todo or running:
        try:
            while desk.todo and len(running) < desk.readers.processes * 2:
                running[_begin(desk, desk.todo[0])] = desk.todo[0]
                desk.todo.popleft()
        except BrokenProcessPool:
            # Whichever piece is to blame is among `running`; its future says so below.
            if not running:
                desk.readers.renew()
                continue
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        died = [work for work in [_finish(desk, running.pop(future), future) for future in done] if work]
        if died:
            # All that was under way is lost with the pool; one at a time, each shows whether it was to blame.
            died += [work for work in [_finish(desk, work, future) for future, work in running.items()] if work]
            running.clear()
            desk.readers.renew()
            for work in died:
                _alone(desk, work)


def _begin(desk: _Desk, work: _Work) -> Future[Piece]:
    if work.call is open_file:
        # Only now: the pages of a whole backlog would not fit into memory.
        work.of.pages = {} if desk.fresh else readings.pages_of(desk.store, work.of.file.sha256, desk.fingerprint)
        return desk.readers.submit(open_file, work.of.file, work.of.pages)
    return desk.readers.submit(work.call, work.of.file, work.rest)


def _alone(desk: _Desk, work: _Work) -> None:
    if work.of.failed:
        return
    try:
        future = _begin(desk, work)
        wait([future])
        lost = _finish(desk, work, future)
    except BrokenProcessPool:
        lost = work
    if lost:
        desk.readers.renew()
        if not _page_by_page(desk, work):
            reason = "the process that read it died (out of memory, or a damaged file); look at it alone with `read`"
            _give_up(desk, work.of, reason)


def _page_by_page(desk: _Desk, work: _Work) -> bool:
    """Read the pages of a piece that killed its process each alone: the one to blame is lost, and says so.

    Returns:
        Whether that could be tried: not when the file cannot even be opened, or the records were being made.
    """
    of = work.of
    count, numbers = 0, work.rest
    if work.call is open_file:
        try:
            count = desk.readers.submit(count_pages, of.file).result()
        except (BrokenProcessPool, UnreadableFile):
            desk.readers.renew()
            return False
        numbers = [number for number in range(1, count + 1) if number not in of.pages][:PAGES_AT_ONCE]
    elif work.call is not read_pages:
        return False
    pages: list[dict[str, Any]] = []
    cpu = 0.0
    for number in numbers:
        try:
            piece: Piece = desk.readers.submit(read_pages, of.file, [number]).result()
            pages += piece.pages
            cpu += piece.cpu
        except BrokenProcessPool:
            desk.readers.renew()
            limit = of.file.settings.page_limit_s
            problem = f"page {number} could not be read: its process died, or took more than {limit:g} s (page_limit_s)"
            pages.append(page_to_json(unread_page(number, problem)))
    _accept(desk, work, Piece(count, pages, None, cpu))
    return True


def _finish(desk: _Desk, work: _Work, future: Future[Piece]) -> _Work | None:
    """Deal with a piece that came back; the work itself when its process died."""
    try:
        piece = future.result()
    except BrokenProcessPool:
        return work
    except UnreadableFile as error:
        _give_up(desk, work.of, f"{error.what}; {error.remedy}" if error.remedy else error.what)
    except Exception as error:
        log.debug("%s: reading failed", work.of.arrival.source, exc_info=error)
        _give_up(desk, work.of, of_ours(error))
    else:
        if not work.of.failed:
            _accept(desk, work, piece)
    return None


def _accept(desk: _Desk, work: _Work, piece: Piece) -> None:
    of = work.of
    desk.spent.cpu_seconds += piece.cpu
    desk.spent.pages_read += len(piece.pages)
    readings.keep_pages(desk.store, of.file.sha256, desk.fingerprint, piece.pages)
    if work.call is open_file:
        of.count = piece.page_count
        desk.progress.open(piece.page_count)
        desk.progress.advance(len(of.pages))
        desk.spent.pages_reused += len(of.pages)
    desk.progress.advance(len(piece.pages))
    of.pages |= {page["number"]: page for page in piece.pages}
    if piece.failure:
        _give_up(desk, of, piece.failure)
    elif piece.records is not None:
        readings.keep_records(desk.store, of.file.sha256, desk.fingerprint, of.count, piece.records)
        kinds = [record["kind"] for record in piece.records]
        ledger.settle(desk.store, of.arrival.arrival, _state_of(kinds), attempt=of.arrival.attempt)
    elif work.call is open_file:
        missing = [number for number in range(1, of.count + 1) if number not in of.pages]
        pieces = [missing[at : at + PAGES_AT_ONCE] for at in range(0, len(missing), PAGES_AT_ONCE)]
        of.pieces = len(pieces)
        if not pieces:
            desk.todo.appendleft(_Work(of, make_records, of.pages))
        # At the front: a file that was begun is finished before others are.
        desk.todo.extendleft(_Work(of, read_pages, numbers) for numbers in reversed(pieces))
    else:
        of.pieces -= 1
        if not of.pieces:
            desk.todo.appendleft(_Work(of, make_records, of.pages))


def _give_up(desk: _Desk, of: _Open, reason: str) -> None:
    if of.failed:
        return
    of.failed = True
    if not of.count:
        desk.progress.open(0)
    ledger.settle(desk.store, of.arrival.arrival, ArrivalState.UNREADABLE, reason, of.arrival.attempt)


def _state_of(kinds: Sequence[str]) -> ArrivalState:
    return ArrivalState.READ if any(kind != "other" for kind in kinds) else ArrivalState.OTHER
