"""Packages that are numbered through (`1-40`, `41 to 60`, `61`), and print that begins with a count of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractors.nlp import goods

FROM_TO = re.compile(
    r"\D{0,12}?(?P<first>\d{1,5})(?:\s*(?:[-–—~～/]|TO|À|A|AL|BIS|ATE|ATÉ|T/M|THRU|至|到|から)\s*\D{0,4}?(?P<last>\d{1,5}))?\W*",
    re.IGNORECASE,
)
"""`1-40`, `1 à 14`, `C/NO. 5/14`, `#41 to #60`, or the one number of a single package."""


def numbered_through(texts: Sequence[str]) -> list[int] | None:
    """How many packages each text stands for, where they go on from each other; None where they do not."""
    found = [FROM_TO.fullmatch(text) for text in texts]
    spans = [(int(m["first"]), int(m["last"] or m["first"])) for m in found if m]
    if len(spans) < len(texts) or not any(a < b for a, b in spans):
        return None
    follows = all(later[0] == earlier[1] + 1 for earlier, later in itertools.pairwise(spans))
    return [b - a + 1 for a, b in spans] if follows and all(a <= b for a, b in spans) else None


def packages_alone(text: str) -> bool:
    """`18 cartons`, without goods behind."""
    parsed = goods.parse_goods(text)
    return parsed.packages is not None and parsed.package_kind is not None and not parsed.description


def begins_with_packages(text: str) -> bool:
    """`18 cartons of pumps`, `EIGHTEEN (18) CARTONS OF PUMPS`."""
    parsed = goods.parse_goods(text)
    counts = [count for count in (parsed.packages, parsed.packages_in_words) if count]
    before = text[: min(count.start for count in counts)] if counts else text
    return bool(counts) and not re.search(r"\w", goods.NUMBER_SIGN.sub("", before.upper()))
