"""Everything one audit brought forth: what the reports are written from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from schemas.arrival import Arrival
from schemas.entry import EntryLine
from schemas.finding import Finding, Link
from schemas.page import Box
from schemas.record import Record

Crop: TypeAlias = Callable[[str, int, Box], bytes | None]
"""(document id, 1-based page, box on the upright page) -> PNG of that place, None where it cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Audit:
    """One run over one inbox.

    Attributes:
        run: counts, versions, settings, timings and per-stage CPU, as plain JSON values; becomes run.json.
        problems: one sentence a problem with a file or a row (what, where, what to do).
    """

    run: Mapping[str, Any]
    arrivals: Sequence[Arrival]
    records: Sequence[Record]
    entry_lines: Sequence[EntryLine]
    links: Sequence[Link]
    findings: Sequence[Finding]
    problems: Sequence[str]
    crop: Crop
