"""A file that came in, and the one state it is in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class ArrivalState(StrEnum):
    """Every arrival is in exactly one of these; all but the first are final for a run."""

    IN_PROGRESS = "in_progress"
    READ = "read"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"
    OTHER = "other"
    """Opened and read, but no page of it is a document kind we know."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file handed over by a source.

    Attributes:
        arrival: id of this arrival (one a file handed over; the same bytes twice are two arrivals, the second a
            duplicate of the first).
        sha256: 64 hex digits of the bytes; the blob is kept under it.
        source: path or address as the source names it, relative to the inbox where there is one.
        size: bytes.
        received: when it was taken, UTC.
        state: where it stands.
        reason: why it is unreadable, or which arrival it duplicates; empty otherwise.
        attempt: of its run when this was looked up.
    """

    arrival: int
    sha256: str
    source: str
    size: int
    received: dt.datetime
    state: ArrivalState
    reason: str = ""
    attempt: int = 1
