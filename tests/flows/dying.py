"""Reading steps that go wrong for files whose name says so; run in real reading processes."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Mapping
from typing import Any

from flows import pool, reading


def open_file(file: reading.File, known: Mapping[int, dict[str, Any]]) -> reading.Piece:
    if "kill" in file.source:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hang" in file.source:
        with pool.limited(1.0):
            re.fullmatch(r"(a+)+b", "a" * 60)  # for ages, in C, without letting go of the interpreter
    if "raise" in file.source:
        raise RuntimeError("something nobody foresaw")
    return reading.open_file(file, known)
