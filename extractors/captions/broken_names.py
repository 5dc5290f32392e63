"""Names of places and ships that a narrow box breaks over two lines, for the next word had no room on the first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Run, Sheet, run_of

BROKEN = ("port_of_loading", "port_of_discharge", "place_of_receipt", "place_of_delivery", "vessel")
ALIGNED, EDGE = 0.004, 0.004
"""Shares of the page's width: by which lines of one box begin beside each other, and that a box leaves at its edge."""
STEP = 0.6
"""Heights of print between lines that go on with each other."""


def whole_name(sheet: Sheet, lines: list[Run], name: str) -> list[Run]:
    """The lines that answer a caption, the first two as one where the box is so narrow that it broke them."""
    if name not in BROKEN or len(lines) < 2 or not _is_broken(sheet, lines, name):
        return lines
    return [run_of((*lines[0].words, *lines[1].words), lines[0].page, lines[0].cell), *lines[2:]]


def _is_broken(sheet: Sheet, lines: Sequence[Run], name: str) -> bool:
    first, second = lines[:2]
    if first.cell < 0 or second.cell != first.cell or (name != "vessel" and re.search(r"\d", second.text)):
        return False
    below = -0.3 < (second.box.y0 - first.box.y1) / first.box.height < STEP
    word = second.words[0].box
    blank = word.width / max(1, len(second.words[0].text)) / 2
    room = sheet.page.cells[first.cell].x1 - EDGE - first.box.x1
    return below and abs(first.box.x0 - second.box.x0) < ALIGNED and blank + word.width > room
