"""Which printed lines of an entry summary belong to which of its lines.

Every line has one tariff number of its own, so these numbers part a page wherever they stand: what comes back with
each of them at the same distance belongs to the line.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractors.captions.labels import LINE
from extractors.entry.answers import Row, column_of, heads_columns, names_columns, of_line
from extractors.entry.lines import INVOICE, TARIFF_NUMBER
from extractors.entry.parts import Part
from extractors.entry.rows import SUMS
from extractors.layout import Run
from schemas.page import Box

TARIFF = re.compile(rf"(?:[A-Z]{{1,2}}[+*]?\s+)?({TARIFF_NUMBER.pattern})")
ADDED = re.compile(r"(?:[A-Z]{1,2}[+*]?\s+)?9[89]\d{2}\.?\d{2}")
COUNT = re.compile(r"(?:\w{2,6}\s)?\W{0,2}0{0,2}(\d{1,3})[.)]?", re.IGNORECASE)
Span = tuple[int, int, int]
"""First row of a line, row behind its last, row of its tariff number."""
APART = 4.5
"""Line heights of blank after which the last line is over."""


def _shared(rows: Sequence[Row], top: int, anchors: Sequence[int]) -> list[int]:
    """Rows that head several lines and say what these have in common: their maker, origin or invoice."""
    above = [i for i in range(max(0, top - 3), top) if not heads_columns(rows[i]) and said(rows[i])]
    above = [i for i in above if {name for name, _ in said(rows[i])} <= COMMON and _heading(rows[i])]
    if not above:
        return _invoices_between(rows, top, anchors)
    key = _heading(rows[above[-1]])
    again = [i for i in range(above[-1], len(rows)) if _heading(rows[i]) == key and i not in anchors]
    return again if (1 if key != INVOICED else 0) < len(again) < len(anchors) else []


def _invoices_between(rows: Sequence[Row], top: int, anchors: Sequence[int]) -> list[int]:
    """Rows that head the lines of further invoices, where the first line goes on with the invoice of the page before.

    They begin as far left as the lines do, and are fewer.
    """
    found = [i for i in range(top, len(rows)) if i not in anchors and said(rows[i]) and _heading(rows[i]) == INVOICED]
    left = min(rows[i][0].run.box.x0 for i in anchors)
    outer = all(rows[i][0].run.box.x0 < left + OUTER for i in found)
    return found if outer and len(found) < len(anchors) else []


OUTER = 0.01
"""Share of the page's width by which a heading may begin farther right than the lines it heads."""
COMMON = frozenset("maker origin export invoice relationship spi".split())


def said(row: Row) -> list[tuple[str, Run]]:
    """What a row says with captions of its own, and whether parties are related where it says so in words."""
    found = [(name, part.run) for part in row if part.asked and (name := column_of(part.asked))]
    for part, behind in itertools.pairwise(row):  # a value set apart from its caption
        if part.names and not behind.names and not behind.asked and (name := column_of(part.names)):
            found.append((name, behind.run))
    if not found and _heading(row) == INVOICED:
        return [("invoice", row[0].run)]
    if not found or len(found) < sum(part.names != () for part in row):
        return []
    words = [part.run for part in row if not part.names and not part.asked]
    related = [("relationship", run) for run in words if RELATED.search(run.text)]
    return [*found, *related, *(("invoice", run) for run in words if INVOICE.match(run.text.strip().upper()))]


def _heading(row: Row) -> frozenset[str]:
    """The captions of a row that heads several lines; one without any may begin with an invoice."""
    begins = bool(row) and not any(part.names for part in row) and INVOICE.match(row[0].run.text.strip().upper())
    return INVOICED if begins else _signature(row)


INVOICED = frozenset((f"{LINE}invoice",))
RELATED = re.compile(r"\brelated\b", re.IGNORECASE)


def _anchor(row: Row) -> Part | None:
    """The goods' own tariff number on a printed line."""
    for part in row:
        found = TARIFF.search(part.run.text) if not part.names else None
        whole = found and (found.end() - found.start() >= 0.5 * len(part.run.text) or part.asked)
        if (
            found
            and (whole or found.start() < 14)
            and not ADDED.match(found.group())
            and of_the_united_states(found[1])
        ):
            return part
    return None


def number_rows(rows: Sequence[Row]) -> int:
    """How many printed lines have a tariff number of goods."""
    return sum(_anchor(row) is not None for row in rows)


def of_the_united_states(number: str) -> bool:
    return len(number.replace(".", "")) in (8, 10) and ("." in number or len(number) == 10)


def spans_of(rows: Sequence[Row], height: float, *, added_first: bool = False) -> tuple[list[Span], list[int]]:
    """(first row, row behind the last, row of the tariff number) of each line; the rows that head several lines.

    Args:
        added_first: whether numbers of Chapter 99 between two tariff numbers are those of the line behind them.
    """
    anchors = [i for i, row in enumerate(rows) if _anchor(row)]
    anchors = [i for k, i in enumerate(anchors) if k == 0 or not _same_line(rows, anchors[k - 1], i)]
    if not anchors:
        return [], []
    tops = _tops(rows, anchors, added_first=added_first)
    shared = _shared(rows, tops[0], anchors)
    heads = {_signature(row) for row in rows[: tops[0]] if heads_columns(row)}
    ends = {*shared, *(i for i, row in enumerate(rows) if heads_columns(row) and _signature(row) in heads)}
    spans: list[Span] = []
    for k, (top, anchor) in enumerate(zip(tops, anchors, strict=True)):
        stop = tops[k + 1] if k + 1 < len(tops) else len(rows)
        before = anchors[k - 1] if k else None
        stop = _stop(rows, anchor, min([stop, *(i for i in ends if i > anchor)]), height, before)
        if spans and k + 1 == len(tops):
            stop = _like_others(rows, anchor, stop, [(a, b) for _, b, a in spans])
        spans.append((top, stop, anchor))
    return spans, shared


def in_ruling(rows: Sequence[Row], spans: Sequence[Span], cells: Sequence[Box]) -> list[Span]:
    """The spans with all print that ruling holds together with a tariff number: it may stand in the middle of its row.

    Left as they are where no ruling parts the lines.
    """
    numbers = [_anchor(rows[anchor]) for _, _, anchor in spans]
    boxes = [cells[part.run.cell] for part in numbers if part and part.run.cell >= 0]
    apart = all(a.y1 < b.y0 + SHARED_RULE for a, b in itertools.pairwise(boxes))
    if not spans or len(boxes) < len(spans) or not apart:
        return list(spans)
    inside = [
        [i for i, row in enumerate(rows) if i == anchor or (row and box.y0 < row[0].run.box.cy < box.y1)]
        for box, (_, _, anchor) in zip(boxes, spans, strict=True)
    ]
    whole: list[Span] = []
    for k, ((first, last, anchor), own) in enumerate(zip(spans, inside, strict=True)):
        top = min(own[0], first) if not k or first > inside[k - 1][-1] else own[0]
        low = min(last, inside[k + 1][0]) if k + 1 < len(spans) else last
        whole.append((top, max(own[-1] + 1, low), anchor))
    return [
        (a, min(b, c), anchor) for (a, b, anchor), c in zip(whole, [s[0] for s in whole[1:]] + [len(rows)], strict=True)
    ]


SHARED_RULE = 0.002
"""Share of the page's height by which cells over each other may overlap."""


def _figures_alone(row: Row) -> bool:
    """A row of nothing but amounts, as sums of the columns are."""
    return len(row) > 1 and all(re.fullmatch(r"[\W\d]*(?:\s?[A-Za-z]{1,4})?", part.run.text) for part in row)


def _like_others(rows: Sequence[Row], anchor: int, stop: int, before: Sequence[tuple[int, int]]) -> int:
    """Where the last line ends: behind it rows have other captions than in the lines before, or are more."""
    captions, most = _usual(rows, before)
    for i in range(anchor + 1, stop):
        own = _signature(rows[i])
        added = any(ADDED.match(part.run.text) for row in rows[i : i + 2] for part in row)
        sums = _figures_alone(rows[i]) and not heads_columns(rows[i - 1])
        sums = sums or any(AMOUNT.fullmatch(part.run.text) for part in rows[i] if not part.names and not part.asked)
        over = i - anchor >= (most if sums else max(most, 2))
        number = any(
            ADDED.match(part.run.text) for part in rows[i]
        )  # of Chapter 99, whose captions only some lines have
        if (own and not own <= captions and not number) or (not own and not added and over):
            return i
    return stop


AMOUNT = re.compile(r"\$?\s?\d{1,3}(?:,?\d{3})*\.\d{2}")


def _same_line(rows: Sequence[Row], one: int, other: int) -> bool:
    """Whether a second number stands for the first again, in prose or in a second row of it."""
    counted = _number(rows[one]), _number(rows[other])
    if None not in counted and counted[0] != counted[1]:
        return False  # two lines of the same goods
    anchors = [part for i in (one, other) if (part := _anchor(rows[i]))]
    numbers = [found[1] for part in anchors if (found := TARIFF.search(part.run.text))]
    return other - one == 1 and len(numbers) == 2 and numbers[0] == numbers[1]


def _tops(rows: Sequence[Row], anchors: Sequence[int], *, added_first: bool) -> list[int]:
    """For each line its first row: the highest above the tariff number that comes back above each of them."""
    tops = list(anchors)
    floors = [-1, *anchors[:-1]]
    for back in range(1, 9):
        at = anchors[0] - back
        if at < 0 or (heads_columns(rows[at]) and len(anchors) > 1 and not _recurs(rows, at, anchors)):
            break
        found = [at]
        for k, anchor in enumerate(anchors[1:], 1):
            among = range(anchor - 1, floors[k], -1)
            alike = [i for i in among if _alike(rows[at], rows[i], k) and abs((anchor - i) - back) <= 2]
            if not alike:
                break
            found.append(alike[0])
        if len(found) == len(anchors) and (len(anchors) > 1 or _alone(rows, at)):
            tops = [min(a, b) for a, b in zip(tops, found, strict=True)]
        elif len(anchors) == 1:
            break
    places = list(zip(tops, anchors, floors, strict=True))
    if added_first:
        return [_behind_added(rows, top, floor) for top, _, floor in places]
    return [_with_added(rows, top, anchor, floor) for top, anchor, floor in places]


def _behind_added(rows: Sequence[Row], top: int, floor: int) -> int:
    """The first row of a line, with all rows of Chapter 99 right above it."""
    while top - 1 > floor and _is_added(rows[top - 1]):
        top -= 1
    return top


def _is_added(row: Row) -> bool:
    return any(ADDED.match(part.run.text) for part in row if not part.names)


def _with_added(rows: Sequence[Row], top: int, anchor: int, floor: int) -> int:
    """The first row of a line, with numbers of Chapter 99 above it that have its number or stand nearer to it than to
    the line before.
    """
    while top - 1 > floor and _is_added(rows[top - 1]):
        if _number(rows[top - 1]) is not None and _number(rows[top - 1]) == _number(rows[anchor]):
            top -= 1
            continue
        if not all(ADDED.match(part.run.text) for part in rows[top - 1]):
            break
        place = rows[top - 1][0].run.box.cy
        own = min(abs(part.run.box.cy - place) for part in rows[anchor])
        before = [abs(part.run.box.cy - place) for part in rows[floor]] if floor >= 0 else [1.0]
        if own > NEARER * min(before):
            break
        top -= 1
    return top


NEARER = 0.8
"""How much nearer a row must stand to the next line than to the one before to belong to it."""


def _recurs(rows: Sequence[Row], at: int, anchors: Sequence[int]) -> bool:
    key = _signature(rows[at])
    return sum(_signature(rows[i]) == key for i in range(at, anchors[-1])) >= len(anchors)


def _signature(row: Row) -> frozenset[str]:
    return frozenset(part.names[0] for part in row if part.names and of_line(part.names))


def _number(row: Row) -> int | None:
    """The number of a line that a row begins with, bare or behind its caption."""
    for part in row:
        count = COUNT.fullmatch(part.run.text) if not part.names else None
        if count and (part.asked[:1] == (f"{LINE}item",) or (not part.asked and part.run.text.strip("0.) ").isdigit())):
            return int(count[1])
    return None


def _alike(first: Row, other: Row, place: int) -> bool:
    numbers = _number(first), _number(other)
    if numbers[0] is not None and numbers[1] is not None and numbers[1] == numbers[0] + place:
        return True
    own, others = _signature(first), _signature(other)
    return bool(own) and 2 * len(own & others) > max(len(own), len(others))


def _alone(rows: Sequence[Row], at: int) -> bool:
    """Whether a row above the only tariff number is the line's: it has captions of lines alone, or begins with 1."""
    asked = [part.names for part in rows[at] if part.names]
    heads = heads_columns(rows[at]) or (at > 0 and names_columns(rows[at]) and heads_columns(rows[at - 1]))
    return _number(rows[at]) == 1 or (bool(asked) and all(of_line(names) for names in asked) and not heads)


def _usual(rows: Sequence[Row], spans: Sequence[tuple[int, int]]) -> tuple[frozenset[str], int]:
    """Captions of the lines before the last, and over how many rows they run behind their number."""
    captions = frozenset(name for first, last in spans for i in range(first, last) for name in _signature(rows[i]))
    return captions, max((last - first for first, last in spans), default=0)


def _stop(rows: Sequence[Row], anchor: int, stop: int, height: float, before: int | None) -> int:
    """Where a line ends at the latest: at a sum, a gap or an empty row.

    Args:
        before: the row of the tariff number of the line before; what stands alike below that is no sum.
    """
    bottom = max(part.run.box.y1 for part in rows[anchor])
    for i in range(anchor + 1, stop):
        parts = rows[i]
        if not parts:
            return i
        text = " ".join(part.run.text for part in parts)
        if i + 1 == len(rows) or stop == len(rows):
            added = any(ADDED.match(part.run.text) for part in parts)
            again = before is not None and before + i - anchor < anchor and _figures_alone(rows[before + i - anchor])
            sums = _figures_alone(parts) and not again and not heads_columns(rows[i - 1])
            if sums and not added and len(parts) > 2:
                return i
        if min(part.run.box.y0 for part in parts) - bottom > APART * height or SUMS.search(text[:40]):
            return i
        bottom = max(bottom, *(part.run.box.y1 for part in parts))
    return stop
