"""Steps 2 to 5 over many files: a pool of processes, and a store that remembers every page."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from flows.pool import Readers
from flows.progress import ReadingProgress
from flows.reading_process import (
    File,
    Piece,
    count_pages,
    limit_of,
    make_records,
    make_records_at_first_sight,
    of_ours,
    open_file,
    read_page,
)
from flows.store import claims, ledger, readings
from flows.store.packed import Packed
from schemas.arrival import Arrival, ArrivalState
from schemas.errors import UnreadableFile
from schemas.page import page_to_json, unread_page

if TYPE_CHECKING:
    from extractors.reader import ReadSettings

log = logging.getLogger(__name__)
papers = logging.getLogger("flows.papers")
"""A line a document, for the log of a run; a terminal shows a bar instead."""

LOOK_AGAIN_SECONDS = 0.5
"""Between two looks at the files that other processes read."""


@dataclass(slots=True)
class _Open:
    """A file being read: its pages so far, how many there are, how many are still to come."""

    arrival: Arrival
    file: File
    pages: dict[int, Packed] = field(default_factory=dict[int, Packed])
    count: int = 0
    missing: int = 0
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
    """The state of one call of `read_files`; `elsewhere` are files that other processes read now."""

    store: sa.Engine
    fingerprint: str
    progress: ReadingProgress
    readers: Readers
    fresh: bool
    anew: bool
    todo: deque[_Work] = field(default_factory=deque[_Work])
    elsewhere: list[_Work] = field(default_factory=list[_Work])
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
    with ReadingProgress(len(waiting)) as progress, Readers(processes) as readers, claims.held(store):
        desk = _Desk(store, mark, progress, readers, fresh, fresh or anew, spent=spent)
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
            # Where another process at work on the run has settled it, that one has counted it too.
            if ledger.settle(store, arrival.arrival, _state_of(kinds), attempt=arrival.attempt):
                spent.files_reused += 1
                spent.pages_reused += counts[arrival.sha256]
    return [arrival for arrival in waiting if arrival.sha256 not in known]


def _work_off(desk: _Desk) -> None:
    """Keep the processes busy, twice as many pieces begun as there are processes, until nothing is left."""
    running: dict[Future[Piece], _Work] = {}
    while desk.todo or running or desk.elsewhere:
        if not desk.todo and not running:
            time.sleep(LOOK_AGAIN_SECONDS)
            desk.todo.extend(desk.elsewhere)
            desk.elsewhere.clear()
        try:
            while desk.todo and len(running) < desk.readers.processes * 2:
                if _is_ours(desk, desk.todo[0]):
                    running[_begin(desk, desk.todo[0])] = desk.todo[0]
                desk.todo.popleft()
        except BrokenProcessPool:
            # Whichever piece is to blame is among `running`; its future says so below.
            if not running:
                desk.readers.renew()
                continue
        if not running:
            continue
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        died = [work for work in [_finish(desk, running.pop(future), future.result) for future in done] if work]
        if died:
            # All that was under way is lost with the pool; one at a time, each shows whether it was to blame.
            died += [work for work in [_finish(desk, work, future.result) for future, work in running.items()] if work]
            running.clear()
            desk.readers.renew()
            for work in died:
                _alone(desk, work)


def _is_ours(desk: _Desk, work: _Work) -> bool:
    """Whether we are to do it: a file that another process reads is put off, what it has read since is settled."""
    if desk.anew or work.call is not open_file:
        return True
    arrival = work.of.arrival
    if not claims.claim(desk.store, arrival.sha256, desk.fingerprint):
        desk.elsewhere.append(work)
        return False
    if ledger.is_settled(desk.store, arrival.arrival) or not _settle_known(
        desk.store, desk.fingerprint, [arrival], desk.spent
    ):
        claims.give_back(desk.store, arrival.sha256, desk.fingerprint)
        desk.progress.open(0)
        return False
    return True


def _begin(desk: _Desk, work: _Work) -> Future[Piece]:
    if work.call is open_file:
        # Only now: the pages of a whole backlog would not fit into memory.
        work.of.pages = {} if desk.fresh else readings.pages_of(desk.store, work.of.file.sha256, desk.fingerprint)
        return desk.readers.submit(open_file, work.of.file, work.of.pages)
    return desk.readers.submit(work.call, work.of.file, work.rest)


def _alone(desk: _Desk, work: _Work) -> None:
    """Do a piece once more whose process died, while nothing else is under way."""
    if work.of.failed:
        return
    if _finish(desk, work, lambda: _in_steps(desk, work)):
        reason = "the process that opened it died (out of memory, damaged, or hanging); look at it alone with `read`"
        _give_up(desk, work.of, reason)


def _in_steps(desk: _Desk, work: _Work) -> Piece:
    """A piece in steps with a process each: a page that ends its process again is lost alone, and says so.

    Raises:
        BrokenProcessPool: the file cannot even be opened, or no records can be made of its pages.
        UnreadableFile: it cannot be opened.
    """
    of = work.of
    if work.call is make_records:
        try:
            return _step(desk, make_records, of.file, of.pages)
        except BrokenProcessPool:
            return _step(desk, make_records_at_first_sight, of.file, of.pages)
    count, number = 0, work.rest
    if work.call is open_file:
        count = _step(desk, count_pages, of.file).page_count
        number = next((number for number in range(1, count + 1) if number not in of.pages), None)
    if number is None:
        return Piece(count, {}, None, 0.0)
    try:
        piece = _step(desk, read_page, of.file, number)
    except BrokenProcessPool:
        problem = (
            f"page {number} could not be read: the process that read it died (out of memory, damaged, or hanging for "
            f"more than {limit_of(of.file):g} s)"
        )
        log.warning("%s %s: %s", of.arrival.sha256[:12], of.arrival.source, problem)
        return Piece(count, {number: Packed.of(page_to_json(unread_page(number, problem)))}, None, 0.0)
    return Piece(count, piece.pages, None, piece.cpu)


def _step(desk: _Desk, call: Callable[..., Piece], *args: Any) -> Piece:
    try:
        return desk.readers.submit(call, *args).result()
    except BrokenProcessPool:
        desk.readers.renew()
        raise


def _finish(desk: _Desk, work: _Work, come: Callable[[], Piece]) -> _Work | None:
    """Deal with a piece as it comes back; the work itself when its process died."""
    try:
        piece = come()
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
    of.pages |= piece.pages
    if piece.failure:
        _give_up(desk, of, piece.failure)
    elif piece.records is not None:
        readings.keep_records(desk.store, of.file.sha256, desk.fingerprint, of.count, piece.records.kept)
        for document, kind in piece.records.documents:
            papers.info("%s (%s): %s", document, of.arrival.source, kind)
        state = _state_of([kind for _, kind in piece.records.documents])
        ledger.settle(desk.store, of.arrival.arrival, state, attempt=of.arrival.attempt)
        claims.give_back(desk.store, of.file.sha256, desk.fingerprint)
    elif work.call is open_file:
        missing = [number for number in range(1, of.count + 1) if number not in of.pages]
        of.missing = len(missing)
        if not missing:
            desk.todo.appendleft(_Work(of, make_records, of.pages))
        # At the front: a file that was begun is finished before others are.
        desk.todo.extendleft(_Work(of, read_page, number) for number in reversed(missing))
    else:
        of.missing -= 1
        if not of.missing:
            desk.todo.appendleft(_Work(of, make_records, of.pages))


def _give_up(desk: _Desk, of: _Open, reason: str) -> None:
    if of.failed:
        return
    of.failed = True
    papers.info("sha256:%s (%s): unreadable, %s", of.file.sha256, of.arrival.source, reason)
    if not of.count:
        desk.progress.open(0)
    ledger.settle(desk.store, of.arrival.arrival, ArrivalState.UNREADABLE, reason, of.arrival.attempt)
    claims.give_back(desk.store, of.file.sha256, desk.fingerprint)


def _state_of(kinds: Sequence[str]) -> ArrivalState:
    return ArrivalState.READ if any(kind != "other" for kind in kinds) else ArrivalState.OTHER
