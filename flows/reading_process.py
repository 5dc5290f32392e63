"""What a reading process does: it is handed a file, and hands back pages and records as JSON values."""

from __future__ import annotations

import functools
import resource
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.pool import limited
from flows.store import blobs
from flows.store.packed import Packed
from schemas.page import page_from_json, page_to_json
from schemas.record import record_from_json, record_to_json

if TYPE_CHECKING:
    from extractors.reader import ReadSettings

HANGS = 5
"""A page, or making the records of as many, that takes so many times the limit of one OCR call does not end."""


@dataclass(frozen=True, slots=True)
class File:
    """What a reading process is told about a file; it never sees the store."""

    sha256: str
    source: str
    blob_root: str
    settings: ReadSettings


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a file.

    Attributes:
        kept: a list of JSON values.
        documents: (document id, kind) of each.
    """

    kept: Packed
    documents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """What a reading process hands back, packed: the one process that keeps it serves many that read.

    Attributes:
        pages: newly read, by number.
        records: None while pages of the file are still missing.
        cpu: seconds of processor time, OCR processes included.
        failure: an error of ours while the records were made; the pages are good all the same.
    """

    page_count: int
    pages: Mapping[int, Packed]
    records: Records | None
    cpu: float
    failure: str = ""


def open_file(file: File, known: Mapping[int, Packed]) -> Piece:
    """Open a file and read its first missing page; its records too, when that was all of it.

    Raises:
        UnreadableFile: it cannot be opened.
    """
    before = _cpu()
    count = count_pages(file).page_count
    missing = next((number for number in range(1, count + 1) if number not in known), None)
    read = {} if missing is None else read_page(file, missing).pages
    have = {**known, **read}
    records, failure = _records(file, have) if len(have) >= count else (None, "")
    return Piece(count, read, records, _cpu() - before, failure)


def count_pages(file: File) -> Piece:
    """How many pages a file has, apart from reading any of them.

    Raises:
        UnreadableFile: it cannot be opened.
    """
    from extractors.reader import page_count

    before = _cpu()
    data = _bytes(file.blob_root, file.sha256)
    with limited(limit_of(file)):
        count = page_count(data, file.source, file.settings)
    return Piece(count, {}, None, _cpu() - before)


def read_page(file: File, number: int) -> Piece:
    """Read one page of a file."""
    from extractors import reader

    before = _cpu()
    data = _bytes(file.blob_root, file.sha256)
    with limited(limit_of(file)):
        page = reader.read_page(data, file.source, number, file.settings)
    return Piece(0, {number: Packed.of(page_to_json(page))}, None, _cpu() - before)


def make_records(file: File, pages: Mapping[int, Packed], problem: str = "") -> Piece:
    """The records of a file whose pages are all there; each tells the problem, if there is one."""
    before = _cpu()
    records, failure = _records(file, pages, problem)
    return Piece(len(pages), {}, records, _cpu() - before, failure)


def make_records_at_first_sight(file: File, pages: Mapping[int, Packed]) -> Piece:
    """The same without opening the file again: no value is read a second time, and the records say so."""
    told = "no value was read a second time: the process that did it died (out of memory, damaged, or hanging)"
    return make_records(replace(file, settings=replace(file.settings, second_reading=False)), pages, told)


def limit_of(file: File) -> float:
    """Seconds after which a page is taken to hang."""
    return HANGS * file.settings.page_timeout_s


@functools.lru_cache(maxsize=1)
def _bytes(blob_root: str, sha256: str) -> bytes:
    """Of the file that this process read last: the pages of a long one do not fetch it each for itself."""
    return blobs.get(blob_root, sha256)


def _records(file: File, pages: Mapping[int, Packed], problem: str = "") -> tuple[Records | None, str]:
    """The records, or None and what went wrong: the pages, whose OCR was dear, are not lost with them."""
    from extractors.reader import read_records

    whole = [page_from_json(pages[number].value()) for number in sorted(pages)]
    if whole and all(page.engine == "none" for page in whole):
        return None, "; ".join(["no page could be read", *whole[0].problems[:1]])
    data = _bytes(file.blob_root, file.sha256)
    try:
        with limited(limit_of(file) * len(whole)):
            found = read_records(data, whole, sha256=file.sha256, source=file.source, settings=file.settings)
        kept = [record_to_json(record) for record in found]
        for record in kept:
            # What would not come back from the store must not get in: it would stop every later run.
            record_from_json(record)
            record["problems"] += [problem] if problem else []
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and costs this file only
        return None, of_ours(error)
    return Records(Packed.of(kept), tuple((record["document"], record["kind"]) for record in kept)), ""


def of_ours(error: BaseException) -> str:
    """An error that no rule of ours foresaw, with the place in our code where it happened."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    at = f" in {Path(ours[-1].filename).name} line {ours[-1].lineno}" if ours else ""
    return f"an error of ours ({type(error).__name__}: {error}{at}); please report it"


def _cpu() -> float:
    ours, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return ours.ru_utime + ours.ru_stime + children.ru_utime + children.ru_stime
