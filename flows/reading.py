"""Steps 2 to 5 over many files: a pool of processes, and a store that remembers every page."""

from __future__ import annotations

import functools
import logging
import random
import resource
import traceback
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from flows.pool import Readers, limited
from flows.progress import ReadingProgress
from flows.store import blobs, ledger, readings
from schemas.arrival import Arrival, ArrivalState
from schemas.errors import UnreadableFile
from schemas.page import page_from_json, page_to_json
from schemas.record import record_from_json, record_to_json

if TYPE_CHECKING:
    from extractors.reader import ReadSettings

log = logging.getLogger(__name__)

HANGS = 5
"""A page, or making the records of as many, that takes so many times the limit of one OCR call does not end."""

PAGES_AT_ONCE = 1
"""Pages of a piece: each is kept as soon as it is read, so a kill costs the pages under way and no others."""


@dataclass(frozen=True, slots=True)
class File:
    """What a reading process is told about a file; it never sees the store."""

    sha256: str
    source: str
    blob_root: str
    settings: ReadSettings


@dataclass(frozen=True, slots=True)
class Piece:
    """What a reading process hands back, as JSON values.

    Attributes:
        pages: newly read.
        records: None while pages of the file are still missing.
        cpu: seconds of processor time, OCR processes included.
        failure: an error of ours while the records were made; the pages are good all the same.
    """

    page_count: int
    pages: list[dict[str, Any]]
    records: list[dict[str, Any]] | None
    cpu: float
    failure: str = ""


def open_file(file: File, known: Mapping[int, dict[str, Any]]) -> Piece:
    """Open a file and read its first missing pages; its records too, when that was all of it.

    Raises:
        UnreadableFile: it cannot be opened.
    """
    from extractors.reader import page_count

    before = _cpu()
    data = _bytes(file.blob_root, file.sha256)
    with limited(HANGS * file.settings.page_timeout_s):
        count = page_count(data, file.source, file.settings)
    missing = [number for number in range(1, count + 1) if number not in known]
    read = _read(data, file, missing[:PAGES_AT_ONCE])
    have = {**known, **{page["number"]: page for page in read}}
    records, failure = _records(data, file, have) if len(have) >= count else (None, "")
    return Piece(count, read, records, _cpu() - before, failure)


def read_pages(file: File, numbers: Sequence[int]) -> Piece:
    """Read some pages of a long file."""
    before = _cpu()
    read = _read(_bytes(file.blob_root, file.sha256), file, numbers)
    return Piece(0, read, None, _cpu() - before)


def make_records(file: File, pages: Mapping[int, dict[str, Any]]) -> Piece:
    """The records of a long file whose pages are all there."""
    before = _cpu()
    records, failure = _records(_bytes(file.blob_root, file.sha256), file, pages)
    return Piece(len(pages), [], records, _cpu() - before, failure)


@functools.lru_cache(maxsize=1)
def _bytes(blob_root: str, sha256: str) -> bytes:
    """Of the file that this process read last: the pages of a long one do not fetch it each for itself."""
    return blobs.get(blob_root, sha256)


def _read(data: bytes, file: File, numbers: Sequence[int]) -> list[dict[str, Any]]:
    from extractors.reader import read_page

    read: list[dict[str, Any]] = []
    for number in numbers:
        with limited(HANGS * file.settings.page_timeout_s):
            read.append(page_to_json(read_page(data, file.source, number, file.settings)))
    return read


def _records(data: bytes, file: File, pages: Mapping[int, dict[str, Any]]) -> tuple[list[dict[str, Any]] | None, str]:
    """The records, or None and what went wrong: the pages, whose OCR was dear, are not lost with them."""
    from extractors.reader import read_records

    whole = [page_from_json(pages[number]) for number in sorted(pages)]
    try:
        with limited(HANGS * file.settings.page_timeout_s * len(whole)):
            found = read_records(data, whole, sha256=file.sha256, source=file.source, settings=file.settings)
        kept = [record_to_json(record) for record in found]
        for record in kept:
            # What would not come back from the store must not get in: it would stop every later run.
            record_from_json(record)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and costs this file only
        return None, _of_ours(error)
    return kept, ""


def _of_ours(error: BaseException) -> str:
    """An error that no rule of ours foresaw, with the place in our code where it happened."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    at = f" in {Path(ours[-1].filename).name} line {ours[-1].lineno}" if ours else ""
    return f"an error of ours ({type(error).__name__}: {error}{at}); please report it"


def _cpu() -> float:
    ours, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return ours.ru_utime + ours.ru_stime + children.ru_utime + children.ru_stime


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
    anew: bool
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
        desk = _Desk(store, mark, progress, readers, fresh, fresh or anew, spent=spent)
        if waiting:
            # Two runs over one inbox in the same order would read every page at the same time, each for itself.
            random.Random(waiting[0].arrival).shuffle(waiting)
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
                if not _read_meanwhile(desk, desk.todo[0]):
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


def _read_meanwhile(desk: _Desk, work: _Work) -> bool:
    """Whether another run has read this file since we began; it is settled then."""
    if desk.anew or work.call is not open_file:
        return False
    if _settle_known(desk.store, desk.fingerprint, [work.of.arrival], desk.spent):
        return False
    desk.progress.open(0)
    return True


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
        reason = "the process that read it died (out of memory, damaged, or hanging); look at it alone with `read`"
        _give_up(desk, work.of, reason)


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
        _give_up(desk, work.of, _of_ours(error))
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
