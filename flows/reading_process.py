"""What a reading process does: it is handed a file, and hands back pages and records as JSON values."""

from __future__ import annotations

import resource
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.store import blobs
from flows.time_limit import ends_process_after
from schemas.page import page_from_json, page_to_json
from schemas.record import record_from_json, record_to_json

if TYPE_CHECKING:
    from extractors.reader import ReadSettings

PAGES_AT_ONCE = 16
"""A longer file is shared among the processes in pieces of so many pages."""


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
    data = blobs.get(file.blob_root, file.sha256)
    with ends_process_after(file.settings.page_limit_s):
        count = page_count(data, file.source, file.settings)
    missing = [number for number in range(1, count + 1) if number not in known]
    read = _read(data, file, missing[:PAGES_AT_ONCE])
    have = {**known, **{page["number"]: page for page in read}}
    records, failure = _records(data, file, have) if len(have) >= count else (None, "")
    return Piece(count, read, records, _cpu() - before, failure)


def count_pages(file: File) -> int:
    """How many pages a file has, apart from reading any of them.

    Raises:
        UnreadableFile: it cannot be opened.
    """
    from extractors.reader import page_count

    with ends_process_after(file.settings.page_limit_s):
        return page_count(blobs.get(file.blob_root, file.sha256), file.source, file.settings)


def read_pages(file: File, numbers: Sequence[int]) -> Piece:
    """Read some pages of a long file."""
    before = _cpu()
    read = _read(blobs.get(file.blob_root, file.sha256), file, numbers)
    return Piece(0, read, None, _cpu() - before)


def make_records(file: File, pages: Mapping[int, dict[str, Any]]) -> Piece:
    """The records of a long file whose pages are all there."""
    before = _cpu()
    records, failure = _records(blobs.get(file.blob_root, file.sha256), file, pages)
    return Piece(len(pages), [], records, _cpu() - before, failure)


def _read(data: bytes, file: File, numbers: Sequence[int]) -> list[dict[str, Any]]:
    from extractors.reader import read_page

    pages: list[dict[str, Any]] = []
    for number in numbers:
        with ends_process_after(file.settings.page_limit_s):
            pages.append(page_to_json(read_page(data, file.source, number, file.settings)))
    return pages


def _records(data: bytes, file: File, pages: Mapping[int, dict[str, Any]]) -> tuple[list[dict[str, Any]] | None, str]:
    """The records, or None and what went wrong: the pages, whose OCR was dear, are not lost with them."""
    from extractors.reader import read_records

    whole = [page_from_json(pages[number]) for number in sorted(pages)]
    try:
        with ends_process_after(file.settings.page_limit_s * max(1, len(whole))):
            found = read_records(data, whole, sha256=file.sha256, source=file.source, settings=file.settings)
        kept = [record_to_json(record) for record in found]
        for record in kept:
            # What would not come back from the store must not get in: it would stop every later run.
            record_from_json(record)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and costs this file only
        return None, of_ours(error)
    return kept, ""


def of_ours(error: BaseException) -> str:
    """An error that no rule of ours foresaw, with the place in our code where it happened."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    at = f" in {Path(ours[-1].filename).name} line {ours[-1].lineno}" if ours else ""
    return f"an error of ours ({type(error).__name__}: {error}{at}); please report it"


def _cpu() -> float:
    ours, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return ours.ru_utime + ours.ru_stime + children.ru_utime + children.ru_stime
