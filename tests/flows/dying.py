"""Reading steps that go wrong for files whose name says so; run in real reading processes."""

from __future__ import annotations

import os
import re
import resource
import signal
from collections.abc import Mapping

from extractors import reader
from flows import pool, reading_process
from flows.store.packed import Packed
from schemas.page import Page

_read_page = reader.read_page


def read_page(data: bytes, name: str, number: int, settings: reader.ReadSettings) -> Page:
    if f"kill{number}" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    if f"hang{number}" in name:
        with pool.limited(1.0):
            re.fullmatch(r"(a+)+b", "a" * 60)  # for ages, in C, without letting go of the interpreter
    return _read_page(data, name, number, settings)


reader.read_page = read_page


def open_file(file: reading_process.File, known: Mapping[int, Packed]) -> reading_process.Piece:
    if "raise" in file.source:
        raise RuntimeError("something nobody foresaw")
    return reading_process.open_file(file, known)


def read_one(file: reading_process.File, number: int) -> reading_process.Piece:
    return reading_process.read_page(file, number)


def count_pages(file: reading_process.File) -> reading_process.Piece:
    if "raise" in file.source:
        raise RuntimeError("something nobody foresaw")
    if "shut" in file.source:
        os.kill(os.getpid(), signal.SIGKILL)
    return reading_process.count_pages(file)


def make_records(file: reading_process.File, pages: Mapping[int, Packed]) -> reading_process.Piece:
    if "again" in file.source:
        os.kill(os.getpid(), signal.SIGKILL)
    return reading_process.make_records(file, pages)


def page_faults(pages: int) -> int:
    """How often the kernel had to find memory while so many pages had six pictures of 8 MB each."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(pages):
        pictures = [b"\1" * (8 << 20) for _ in range(6)]
        pictures.clear()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
