"""Step 1: files come in; each is kept under the hash of its bytes and entered in the ledger."""

from __future__ import annotations

import errno
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from flows.sources import archives
from flows.sources.archives import Unopened
from flows.sources.contract import Item, NotReady, Source
from flows.sources.folder import Found, walk
from flows.store import blobs, ledger
from schemas.arrival import Arrival, ArrivalState

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Books:
    """Where a run's files are entered; a file of more than `limit` bytes is unreadable and not kept.

    Attributes:
        inbox: the declared inbox that they come from, if one; then what came in with earlier runs counts.
        entered: what an attempt that died entered of archives before: source -> how often.
    """

    store: sa.Engine
    blob_root: str
    run: int
    limit: int
    inbox: str = ""
    entered: Counter[str] = field(default_factory=Counter[str])

    def enter(self, file: IO[bytes], source: str) -> Arrival:
        sha256, size = blobs.keep(self.blob_root, file, self.limit)
        return self.add(sha256, size, source)

    def add(self, sha256: str, size: int, source: str, claim: ledger.Claim | None = None) -> Arrival:
        arrival = ledger.add_arrival(self.store, self.run, sha256, source, size, claim, inboxes=bool(self.inbox))
        if size > self.limit:
            self.refuse(
                arrival,
                f"{size:,} bytes are more than the limit of {self.limit:,}; split the file or raise read.max_bytes",
            )
        return arrival

    def refuse(self, arrival: Arrival, reason: str) -> None:
        ledger.settle(self.store, arrival.arrival, ArrivalState.UNREADABLE, reason)


def take_in(store: sa.Engine, blob_root: str, run: int, inboxes: Sequence[Path], limit: int) -> list[str]:
    """Take every file of the inboxes into a run, and every file in their archives and mails.

    Args:
        limit: a file of more bytes is entered as unreadable and not kept.

    Returns:
        one sentence a file that was left lying.
    """
    books = _Books(store, blob_root, run, limit)
    inbox = walk(inboxes)
    left = list(inbox.ignored)
    for found in inbox.files:
        if reason := _take(books, found):
            left.append(f"{found.source}: ignored, {reason}")
    log.info("took in %s files, left %s lying", len(inbox.files) + len(inbox.ignored) - len(left), len(left))
    return left


def _take(books: _Books, found: Found) -> str:
    try:
        before = found.path.stat()
        with found.path.open("rb") as file:
            sha256, size = blobs.keep(books.blob_root, file, books.limit)
        after = found.path.stat()
    except FileNotFoundError:
        return "it went away while it was being read"
    except OSError as error:
        arrival = ledger.add_arrival(books.store, books.run, "", found.source, 0)
        books.refuse(arrival, f"cannot be opened ({error.strerror})")
        return ""
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
        return "it is still being written; audit again when it is complete"
    arrival = books.add(sha256, size, found.source)
    if archives.is_container(found.source) and arrival.state is ArrivalState.IN_PROGRESS and size <= books.limit:
        with found.path.open("rb") as file:
            _open(books, file, arrival)
    return ""


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def take_items(
    store: sa.Engine, blob_root: str, run: int, inbox: str, source: Source, items: Sequence[Item], limit: int
) -> list[str]:
    """Take items of a declared inbox into a run, and every file in their archives and mails.

    Bytes that came in with an earlier run of any declared inbox make a duplicate.

    Returns:
        one sentence an item that was left lying.
    """
    books = _Books(store, blob_root, run, limit, inbox)
    told = (_take_item(books, source, item) for item in items)
    return [sentence for sentence in told if sentence]


def _take_item(books: _Books, source: Source, item: Item) -> str:
    name = f"{books.inbox}/{item.name}"
    taken = item
    try:
        taken = source.take(item)
        with source.open(taken) as file:
            sha256, size = blobs.keep(books.blob_root, file, books.limit)
        if not source.whole(taken, size):
            raise NotReady("it changed while it was being read; taken when it has stood still")
    except NotReady as error:
        if taken is not item:
            source.put_back(taken)
        return f"{name}: left lying, {error}"
    except OSError as error:
        if error.errno in FULL:
            # Our own disk: nothing can be taken, and what was begun is taken up by the next run.
            raise
        source.put_back(taken)
        return f"{name}: left lying, cannot be read ({error.strerror or error})"
    arrival = books.add(sha256, size, name, ledger.Claim(books.inbox, taken.key, taken.mark, taken.place))
    if archives.is_container(name) and arrival.state is ArrivalState.IN_PROGRESS and size <= books.limit:
        with blobs.open_kept(books.blob_root, sha256) as kept:
            _open(books, kept, arrival)
    return ""


def open_again(store: sa.Engine, blob_root: str, run: int, inbox: str, limit: int) -> None:
    """Go on with the archives and mails that a killed process had begun to open."""
    known = ledger.arrivals_of(store, run)
    begun = [one for one in known if one.state is ArrivalState.IN_PROGRESS and archives.is_container(one.source)]
    for container in begun:
        inside = Counter(one.source for one in known if one.source.startswith(f"{container.source}/"))
        with blobs.open_kept(blob_root, container.sha256) as kept:
            _open(_Books(store, blob_root, run, limit, inbox, inside), kept, container)


def _open(books: _Books, file: IO[bytes], container: Arrival) -> None:
    """Enter what an archive or mail holds; its own state is `other`, or unreadable where it cannot be opened.

    The files come before the state of the archive: a run that is killed here begins anew and loses none.
    """
    taken = 0
    try:
        for member in archives.members(file, container.source):
            source = f"{container.source}/{member.name}"
            taken += 1
            if books.entered[source]:
                books.entered[source] -= 1
                continue
            try:
                if member.problem:
                    raise Unopened(member.problem)
                with member.open() as stream:
                    books.enter(stream, source)
            except Unopened as error:
                books.refuse(ledger.add_arrival(books.store, books.run, "", source, 0), str(error))
    except Unopened as error:
        books.refuse(container, str(error))
        return
    what = archives.SUFFIXES[Path(container.source.lower()).suffix]
    reason = f"a {what} of {taken} files, which came in by themselves" if taken else f"a {what} without files"
    ledger.settle(books.store, container.arrival, ArrivalState.OTHER, reason)
