"""Step 1: files come in; each is kept under the hash of its bytes and entered in the ledger."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from flows.sources.folder import Found, walk
from flows.store import blobs, ledger
from schemas.arrival import ArrivalState

log = logging.getLogger(__name__)


def take_in(store: sa.Engine, blob_root: str, run: int, inboxes: Sequence[Path], limit: int) -> list[str]:
    """Take every file of the inboxes into a run.

    Args:
        limit: a file of more bytes is entered as unreadable and not kept.

    Returns:
        one sentence a file that was left lying.
    """
    inbox = walk(inboxes)
    left = list(inbox.ignored)
    for found in inbox.files:
        if reason := _take(store, blob_root, run, found, limit):
            left.append(f"{found.source}: ignored, {reason}")
    log.info("took in %s files, left %s lying", len(inbox.files) + len(inbox.ignored) - len(left), len(left))
    return left


def _take(store: sa.Engine, blob_root: str, run: int, found: Found, limit: int) -> str:
    try:
        before = found.path.stat()
        with found.path.open("rb") as file:
            sha256, size = blobs.keep(blob_root, file, limit)
        after = found.path.stat()
    except FileNotFoundError:
        return "it went away while it was being read"
    except OSError as error:
        arrival = ledger.add_arrival(store, run, "", found.source, 0)
        ledger.settle(store, arrival.arrival, ArrivalState.UNREADABLE, f"cannot be opened ({error.strerror})")
        return ""
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
        return "it is still being written; audit again when it is complete"
    arrival = ledger.add_arrival(store, run, sha256, found.source, size)
    if size > limit:
        reason = f"{size:,} bytes are more than the limit of {limit:,}; split the file or raise read.max_bytes"
        ledger.settle(store, arrival.arrival, ArrivalState.UNREADABLE, reason)
    return ""
