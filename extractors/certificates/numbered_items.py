"""Numbers that the items of a box begin with, and the packages of all that stand below the last of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.columns.package_numbers import begins_with_packages
from extractors.layout import Run, Sheet
from schemas.page import Box

FEWEST_ROWS = 2
NUMBER_ALONE = re.compile(r"\W?(\d{1,3})\s?[.):-]{0,2}")
NUMBER_FIRST = re.compile(r"\W?(\d{1,3})(?!\.\d{3}\s)(?:\s?[.):]{1,2}|/(?=\s)|(?=\s))\s*(?=\S)")
"""An item's number before its goods, but no thousands: `1.371 CARTONS`."""
SPECKS = re.compile(r"\W*\d{0,3}\W*")
"""A row of asterisks, or what is left of it on a scan."""
SAME_WALL = 0.012
"""Share of the page's width by which the edges of two boxes with one wall differ at most."""
LEVEL = 0.6
"""Line heights by which a number may stand higher or lower than its line."""
Line = tuple[Run, ...]


def numbers_beside(sheet: Sheet, box: Box) -> list[Run]:
    """Item numbers that count up in the boxes left of the goods' box; empty where none do."""
    left = [i for i, cell in enumerate(sheet.page.cells) if abs(cell.x1 - box.x0) < SAME_WALL and cell.y1 > box.y0]
    runs = [run for i in left for run in sheet.in_cell(i) if run.box.y0 > box.y0 and NUMBER_ALONE.fullmatch(run.text)]
    runs.sort(key=lambda run: run.box.y0)
    told = [int(match[1]) for run in runs if (match := NUMBER_ALONE.fullmatch(run.text))]
    return runs if told == list(range(1, len(told) + 1)) else []


def with_numbers(lines: Sequence[Line], numbers: Sequence[Run]) -> list[Line]:
    """The lines of a box, each number before the line on its height; unchanged where one has no line."""
    level = {
        i: number
        for number in numbers
        for i, line in enumerate(lines)
        if abs(line[0].box.cy - number.box.cy) < LEVEL * max(number.box.height, line[0].box.height)
    }
    if len(level) != len(numbers):
        return list(lines)
    return [(level[i], *line) if i in level else line for i, line in enumerate(lines)]


def counted_below(run: Run, below: Sequence[Line]) -> str:
    """A run with the word under it where it is nothing but a figure: `480` over `CAJAS`."""
    under = [one for line in below for one in line if abs(one.box.x0 - run.box.x0) < SAME_WALL]
    return f"{run.text} {under[0].text}" if under and run.text.isdigit() else run.text


def text_of(lines: Iterable[Line]) -> str:
    return " ".join(run.text for line in lines for run in line)


def number_of(line: Line) -> int:
    """The number an item's first line begins with; nought where there is none."""
    first, *more = line
    match = (NUMBER_ALONE.fullmatch(first.text) or _before_marks(line)) if more else NUMBER_FIRST.match(first.text)
    return int(match[1]) if match else 0


def _before_marks(line: Line) -> re.Match[str] | None:
    """A number in one run with the marks behind it, where packages stand beside them: `2 ABC 5/8`, `4 CARTONS`."""
    counts = any(begins_with_packages(run.text) for run in line[1:])
    return NUMBER_FIRST.match(line[0].text) if counts and not begins_with_packages(line[0].text) else None


def count_up(blocks: Sequence[Sequence[Line]]) -> bool:
    """Whether the items' first lines begin with 1, 2, 3 and so on: `1 643 CARTONS` over `2 1,046 CARTONS`."""
    return len(blocks) >= FEWEST_ROWS and all(number_of(block[0]) == i for i, block in enumerate(blocks, 1))


def number_and_rest(line: Line, *, counted: bool) -> tuple[Run | None, list[Run]]:
    """An item's number and what stands behind it on its line; `counted` where those of all items count up."""
    match = NUMBER_ALONE.fullmatch(line[0].text) or NUMBER_FIRST.match(line[0].text)
    counts = match is not None and match[0].rstrip()[-1:].isdigit() and begins_with_packages(line[0].text)
    numbered = match is not None and counted and begins_with_packages(line[0].text[match.end() :])
    if match is None or (counts and not numbered):  # `8 CARTONS OF PUMPS` is no item 8
        return None, list(line)
    number, rest = line[0].part(0, match.end(1)), line[0].part(match.end())
    return number, [run for run in (rest, *line[1:]) if run]


def without_sum(blocks: list[list[Line]]) -> list[list[Line]]:
    """Items without the packages of all of them that stand below the last: `1,855 CARTONS, 14,749 KG`.

    Every item counts its packages once, the last one again; what stands between is no name where none follows packages.
    """
    counts = [[i for i, line in enumerate(block) if _counts_packages(line)] for block in blocks]
    if len(blocks) < FEWEST_ROWS or any(len(at) != 1 for at in counts[:-1]) or len(counts[-1]) != FEWEST_ROWS:
        return blocks
    own, again = counts[-1]
    named = any(at[0] + 1 < len(block) for block, at in zip(blocks[:-1], counts, strict=False))
    kept = blocks[-1][: again if named else own + 1]
    while len(kept) > own + 1 and SPECKS.fullmatch(text_of(kept[-1:])):
        kept = kept[:-1]
    return [*blocks[:-1], kept]


def _counts_packages(line: Line) -> bool:
    first = line[0].text
    numbered = NUMBER_FIRST.match(first)
    told = [*(run.text for run in line), first[numbered.end() :] if numbered else ""]
    return any(begins_with_packages(text) for text in told if text)
