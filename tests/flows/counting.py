"""Reading steps that write down every page that is begun; run in real reading processes.

The file is named by the environment. One line a page: the beginning of its file's sha256 and its number.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from extractors import reader
from flows import reading_process
from flows.store.packed import Packed
from schemas.page import Page

LOG = "COUNTED_PAGES"
_read_page = reader.read_page


def read_page(data: bytes, name: str, number: int, settings: reader.ReadSettings) -> Page:
    from hashlib import sha256

    # One short write with O_APPEND: lines of several processes do not mix.
    with Path(os.environ[LOG]).open("a") as log:
        log.write(f"{sha256(data).hexdigest()[:16]} {number}\n")
    return _read_page(data, name, number, settings)


reader.read_page = read_page


def open_file(file: reading_process.File, known: Mapping[int, Packed]) -> reading_process.Piece:
    return reading_process.open_file(file, known)


def read_one(file: reading_process.File, number: int) -> reading_process.Piece:
    return reading_process.read_page(file, number)
