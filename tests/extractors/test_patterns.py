"""No pattern of the reader takes long over print that was made to hold it up."""

from __future__ import annotations

import importlib
import itertools
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


@pytest.fixture
def limited() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, late)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def held_up_by(pattern: re.Pattern[str]) -> str | None:
    """The first print over which a pattern takes more than SECONDS, None when there is none."""
    for piece, tail in itertools.product(PIECES, TAILS):
        text = piece * (120 // len(piece)) + tail
        signal.alarm(SECONDS)
        try:
            pattern.search(text)
            pattern.match(text)
            pattern.fullmatch(text)
        except TimeoutError:
            return text
    return None


@pytest.mark.usefixtures("limited")
@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_quick_on_any_print(name: str) -> None:
    assert held_up_by(PATTERNS[name]) is None


@pytest.mark.usefixtures("limited")
def test_a_pattern_that_is_held_up_is_seen() -> None:
    assert held_up_by(re.compile(r"(?:\.+\W*)+x")) is not None
