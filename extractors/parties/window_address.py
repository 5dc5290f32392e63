"""The recipient in the window of an envelope: below the sender's own line, without a caption.

German, Austrian and Swiss firms print `Muster GmbH · Hauptstr. 1 · 33609 Bielefeld` in small letters over the address
of whom they write to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import values
from extractors.layout import Run
from extractors.parties.companies import COMPANY
from extractors.sighted import Context, Values

SENDER = re.compile(r"(?=.*\b\d{4,5}\b)[^·•|]{4,60}\s?[·•|]\s?[^:]{4,90}")
HEAD = 0.35
"""Share of the page's height within which a window stands."""
ALIGNED = 0.008
STEP = 2.0
"""Heights of print between two lines of one address, at most; the first may stand farther from the sender's."""
FEWEST, MOST = 3, 7
"""Lines of an address."""
UNASKED = 0.8
"""What a party counts that no caption names."""


def in_window(name: str, runs: Sequence[Run], context: Context) -> Values:
    """The party `name` of a window address with what stands below it; empty where the page has none."""
    for sender in runs:
        if sender.box.cy > HEAD or not SENDER.fullmatch(sender.text.strip()) or not COMPANY.search(sender.text):
            continue
        below = [r for r in runs if r.page == sender.page and abs(r.box.x0 - sender.box.x0) < ALIGNED]
        lines = _block(sorted((r for r in below if r.box.cy > sender.box.cy), key=lambda r: r.box.cy), sender)
        if len(lines) >= FEWEST and not re.search(r"\d|:", lines[0].text) and any(map(_has_code, lines[1:])):
            taken = values.take("party", name, lines, context)
            return {key: replace(value, confidence=min(value.confidence, UNASKED)) for key, value in taken.items()}
    return {}


def _block(below: Sequence[Run], sender: Run) -> list[Run]:
    lines: list[Run] = []
    for run in below[:MOST]:
        last = lines[-1] if lines else sender
        if run.box.y0 - last.box.y1 > (STEP if lines else 2 * STEP) * run.box.height or ":" in run.text:
            break
        lines.append(run)
    return lines


def _has_code(run: Run) -> bool:
    return re.search(r"\b\d{4,6}\b", run.text) is not None
