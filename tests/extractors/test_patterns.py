"""No pattern of the reader takes long over print that was made to hold it up."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

import extractors

SECONDS = 2
PIECES = (
    ".", "=", " .", ". . ", "-", "_", "/", "/ ", "*", "( ", "()", ":", ": ", "Y", "YY/", "x", "A ", "a ", "1", "1,",
    "1 ", "1.", "1-", "0O", "O0 ", "AB1-", "No. ", "of ", "THE ", "and ", "名", "名 ", "\uff1a", "公司", "\n", "| ",
)  # fmt: skip
TAILS = ("", "§", " §x", "1§", "A§")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.walk_packages(extractors.__path__, "extractors."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{found.name}.{name}", value


PATTERNS = dict(patterns())


def late(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_quick_on_any_print(name: str) -> None:
    pattern = PATTERNS[name]
    before = signal.signal(signal.SIGALRM, late)
    text = ""
    try:
        for piece in PIECES:
            for tail in TAILS:
                text = piece * (120 // len(piece)) + tail
                signal.alarm(SECONDS)
                pattern.search(text)
                pattern.match(text)
                pattern.fullmatch(text)
    except TimeoutError:
        pytest.fail(f"{name} takes more than {SECONDS} s over {text!r}")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
