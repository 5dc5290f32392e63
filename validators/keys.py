"""Numbers that identify papers, reduced so that the same number is the same text however it was printed or read."""

from __future__ import annotations

import re
from functools import lru_cache

_LOOKALIKES = str.maketrans("OQDILSBZG", "000115826")
"""Letters that scans give for digits (and back)."""


def key(text: str) -> str:
    """Letters and digits only, upper case."""
    return re.sub(r"[\W_]+", "", text.upper())


@lru_cache(maxsize=1_000_000)
def folded(text: str) -> str:
    """The key with characters that look alike made one."""
    return key(text).translate(_LOOKALIKES)


def split(text: str) -> list[str]:
    """The numbers in a cell that may hold several."""
    return [part for part in re.split(r"[;,，；、]|\s&\s|\bAND\b|\s{2,}", text) if key(part)]


def telling(text: str) -> bool:
    """Whether a key is long enough, with a digit, to point at one shipment."""
    return len(text) >= 4 and any(c.isdigit() for c in text)
