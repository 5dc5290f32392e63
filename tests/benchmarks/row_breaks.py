"""Habits of tables whose rows do not follow each other: lines that head a group or say more of a row, blanks, headers
printed again; each put into a paper of one page that is read whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from extractors.forms import forms
from schemas.page import Box, Page, Word
from tests.benchmarks.page_breaks import Pages, Place, line_of, turn

HEADS: Mapping[str, Sequence[str]] = {
    "shipping": (
        "Container No.: TCLU4012345 Seal: 884120", "Order No.: 4500228250", "PO 4500228250 dated 12/03/2026",
        "Delivery note 80012345 / your order 7781-A", "Pallet 1", "Order: SO-20418  Customer ref: KX-77",
        "Marks: AB/1-20", "Made in China", "Country of origin: China", "Collection Spring 2026",
    ),
    "factory": (
        "Order No.: SO-20418", "For item 10", "Assembly 100: frame", "Warehouse: 02", "Stage 1 - Preparation",
        "Product: Bracket left", "工序：下料", "Group A", "Batch: 2603-A", "Level 1",
    ),
    "certificate": (
        "Invoice No.: KX-20418", "Order 4500228250", "HS heading 84.81", "Container No.: TCLU4012345", "Group 1",
        "Producer: same as exporter",
    ),
}  # fmt: skip
"""What heads a group of rows, by the group of the paper's kind."""
BELOW: Mapping[str, Sequence[str]] = {
    "shipping": (
        "Country of origin: China",
        "Batch: 2603-A",
        "Your item: KX-77 / 120",
        "EAN 4006381333931",
        "HS: 8481.80",
    ),
    "factory": ("Note: see drawing 4-1178", "Batch: 2603-A", "Location: B-04-12", "Drawing No.: 4-1178 Rev. C"),
    "certificate": ("Model KX-77", "Brand: NONAME", "PO No.: 4500228250"),
}
"""What is said below a row."""
ROOM = 1.5
"""Heights of print from one line to the next."""


def _put(page: Page, places: Sequence[tuple[float, str]], left: float, like: Word, blank: float = 0.0) -> Pages:
    """Lines put into a page above certain heights, what is below moved down and the page made as much longer."""
    step = ROOM * like.box.height + blank
    longer = 1 + step * len(places)

    def down(y: float, *, ends: bool = False) -> float:
        return y + step * sum((at < y - 0.0025) if ends else (at <= y + 0.0025) for at, _ in places)

    words = [
        replace(w, box=replace(w.box, y0=down(w.box.cy) - w.box.height / 2, y1=down(w.box.cy) + w.box.height / 2))
        for w in page.words
    ]
    cells = [replace(c, y0=down(c.y0), y1=down(c.y1, ends=True)) for c in page.cells]
    for n, (at, text) in enumerate(places):
        top = at + n * step + (step - like.box.height) / 2
        words += line_of(text, left, top, like) if text else []
    ruled = [c for c in page.cells if any(abs(c.y0 - at) < 0.004 for at, _ in places)]
    for n, (at, _) in enumerate(places):
        if row := [c for c in ruled if abs(c.y0 - at) < 0.004]:
            y0 = at + n * step
            cells.append(Box(min(c.x0 for c in row), y0, max(c.x1 for c in row), y0 + step))
    shorter = 1 / longer

    def squeezed(box: Box) -> Box:
        return replace(box, y0=box.y0 * shorter, y1=box.y1 * shorter)

    return (
        replace(
            page,
            height=round(page.height * longer),
            words=tuple(replace(w, box=squeezed(w.box)) for w in words),
            cells=tuple(map(squeezed, cells)),
            others=(),
        ),
    )


def _rows(page: Page, place: Place) -> tuple[float, Word]:
    """The left edge of the rows and a word of theirs."""
    inside = [w for w in page.words if place.tops[0] <= w.box.cy < place.end]
    return min(w.box.x0 for w in inside), inside[0]


def _clear(page: Page, place: Place) -> list[float]:
    """Heights between rows that cut no print: on the ruling where there is one."""
    found: list[float] = []
    for top in place.tops:
        over = max((w.box.y1 for w in page.words if w.box.y1 < top + 0.001 and w.box.cy < top - 0.001), default=0.0)
        rules = [c.y0 for c in page.cells if over - 0.002 < c.y0 < top + 0.002]
        at = max(rules, default=top - 0.0005)
        if not any(w.box.y0 + 0.001 < at < w.box.y1 - 0.001 for w in page.words):
            found.append(at)
    return found


def _text(ways: Mapping[str, Sequence[str]], place: Place) -> Sequence[str]:
    return ways.get(forms()[place.record.kind].group, ())


def _headed(page: Page, place: Place, *, groups: int) -> Pages:
    """A line over the first row, or over the first and the middle one."""
    said, clear = _text(HEADS, place), _clear(page, place)
    if not said or len(clear) < 2 or clear[0] > place.tops[0] + 0.002:
        return ()
    text = turn(said, place)
    other = text.replace("1", "2").replace("A", "B") if text != "Made in China" else "Made in Taiwan"
    at = [(clear[0], text), (clear[len(clear) // 2], other)][:groups]
    left, like = _rows(page, place)
    return _put(page, at, left, like)


def _said_below(page: Page, place: Place) -> Pages:
    """The same caption below each row, under the second column."""
    said, clear = _text(BELOW, place), _clear(page, place)
    if not said or len(clear) < len(place.tops):
        return ()
    left, like = _rows(page, place)
    row = [
        w.box.x0
        for w in page.words
        if place.tops[0] - 0.001 <= w.box.cy < place.tops[0] + 2 * like.box.height and w.box.x0 > left + 0.03
    ]
    at = [(top, turn(said, place)) for top in [*clear[1:], place.end + 0.002]]
    return _put(page, at, min(row, default=left), like)


def _blank(page: Page, place: Place, *, lines: float, first: bool) -> Pages:
    """Blanks over the first row or over every other."""
    clear = _clear(page, place)
    ruled = any(c.y0 < place.end and c.y1 > place.tops[0] and c.height > 0.003 for c in page.cells)
    if len(clear) < len(place.tops) or ruled:  # ruled rows are high, and have no blank between them
        return ()
    left, like = _rows(page, place)
    at = [(clear[0], "")] if first else [(top, "") for top in clear[1:]]
    return _put(page, at, left, like, (lines - ROOM) * like.box.height)


ROW_WAYS: dict[str, Callable[[Page, Place], Pages]] = {
    "a line heads all rows": partial(_headed, groups=1),
    "lines head two groups": partial(_headed, groups=2),
    "a caption below each row": _said_below,
    "a blank line between rows": partial(_blank, lines=2, first=False),
    "two blank lines between rows": partial(_blank, lines=3, first=False),
    "a blank below the headers": partial(_blank, lines=3, first=True),
}
