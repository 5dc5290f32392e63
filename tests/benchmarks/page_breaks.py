"""Habits of papers of several pages: a paper of one page broken into two or three, each way as some firms print it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar
from zlib import crc32

from extractors.cutting import NUMBERS
from extractors.forms import forms
from extractors.layout import lay_out
from extractors.papers.completeness import COUNTED
from extractors.recognise import names_kind
from schemas.page import Box, Page, Word
from schemas.record import Record, Value
from tests.benchmarks.read_papers import recorded, tables

FEWEST, FEWEST_OF_THREE = 4, 6
"""Rows of a table that is cut in two, in three."""
HEAD, BLANK, TITLES_WITHIN = 0.06, 0.01, 0.4
"""Shares of the page's height: where a second page begins, what is blank between print put below each other, and in
which titles stand."""
STARTS = ("line_no", "hts", "chapter99")
"""Values of an entry's line, of which the highest is where it begins."""
CONTINUED = (
    "Continuation sheet", "Annex to {kind} No. {number}", "Schedule of goods", "Anlage 1", "附页", "Anexo I",
    "Appendix 1 to {kind} {number}", "Attached sheet", "RIDER", "Packing and goods details - {number}",
)  # fmt: skip
SEE = ("See continuation sheet", "AS PER ATTACHED LIST", "ver anexo", "详见附页", "siehe Anlage", "see attached rider")
CARRIED = (
    ("Carried forward", "Brought forward"), ("Übertrag", "Übertrag"), ("过次页", "承前页"), ("Subtotal page 1", ""),
    ("Continued on next page", "Continued from page 1"), ("Suma y sigue", "Suma anterior"), ("Page total", ""),
    ("Total c/f", "Total b/f"),
)  # fmt: skip
FEET = (
    "Registered office: 12 Harbour Road, Felixstowe IP11 3SY, Tel. +44 1394 555 010",
    "All goods remain our property until paid in full. General terms of sale apply.",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands, as shares of the page's height.

    Attributes:
        begin: where it begins, with a title above its headers.
        tops: where each of its rows begins.
        end: where its last row ends.
        above: the lowest print that states something above it, where no headers are known.
        record: what is read of the whole paper.
        second: where the lower of two tables begins, this one or another.
    """

    begin: float
    tops: tuple[float, ...]
    end: float
    record: Record
    second: float | None = None

    @property
    def middle(self) -> float:
        return self.tops[len(self.tops) // 2]


@dataclass(frozen=True, slots=True)
class _Band:
    """Print from one height of a page to another, put at a third."""

    y0: float
    y1: float
    to: float

    @property
    def end(self) -> float:
        return self.to + self.y1 - self.y0


Pages = tuple[Page, ...]
T = TypeVar("T")


def place_of(page: Page) -> Place | None:
    """Of the longest table of a page, whatever its part; None where none has rows enough."""
    record = next(iter(recorded([page])), None)
    if record is None or record.kind == "other":
        return None
    if record.kind == "entry.7501":
        return _place_of_lines(page, record)
    listed = tables(page)
    longest = max(listed, key=lambda one: len(one.table.rows), default=None)
    if longest is None or len(longest.table.rows) < FEWEST:
        return None
    rows = [[run.box for runs in row.cells.values() for run in runs] for row in longest.table.rows]
    tops = [min(box.y0 for box in boxes) for boxes in rows]
    lows = [max(box.y1 for box in boxes) for boxes in rows]
    tops = [tops[0], *(_blank(page, low, top) if low < top else top for low, top in zip(lows, tops[1:], strict=False))]
    end = lows[-1]
    below = [one.box.y0 for one in listed if one.part != longest.part and one.box.y0 > end]
    above = [one for one in listed if one.part != longest.part and one.box.y1 < longest.box.y0 + 0.002]
    second = longest.box.y0 if above else min(below, default=None)
    return Place(longest.box.y0, tuple(tops), end, record, second)


def _place_of_lines(page: Page, record: Record) -> Place | None:
    """Of the lines of an entry summary, each from the blank above its first print."""
    lines = [[value for value in line.values() if value and value.sightings] for line in record.lines]
    starts = [[line[name] for name in STARTS if line.get(name)] for line in record.lines]
    if len(lines) < FEWEST or not all(starts):
        return None
    tops = [min(_box(value).y0 for value in values if value) for values in starts]
    lows = [max(_box(value).y1 for value in line) for line in lines]
    stated = [_box(v).y1 for v in record.fields.values() if v and _box(v).y1 < tops[0]]
    if not stated or any(low > top for low, top in zip(lows, tops[1:], strict=False)):
        return None
    parted = (tops[0], *(_blank(page, low, top) for low, top in zip(lows, tops[1:], strict=False)))
    return Place(max(stated) + 0.001, parted, lows[-1], record)


def _blank(page: Page, low: float, top: float) -> float:
    """Where the highest blank between two heights ends."""
    edges = sorted((word.box.y0, word.box.y1) for word in page.words if low - 0.001 < word.box.cy < top + 0.001)
    at, best, widest = low, top, 0.0
    for y0, y1 in [*edges, (top, top)]:
        if y0 - at > widest:
            best, widest = y0, y0 - at
        at = max(at, y1)
    return best


def _box(value: Value) -> Box:
    return value.sightings[0].box


def _broken(page: Page, at: float) -> bool:
    """Whether a cut goes through print."""
    return any(word.box.y0 < at < word.box.y1 and word.box.cy < at - 0.002 for word in page.words)


def _page(page: Page, number: int, bands: Sequence[_Band], said: Sequence[Word] = ()) -> Page:
    """Bands of a page below each other; a cell that reaches over two that meet stays one."""
    words, cells = list(said), list[Box]()
    for band in bands:
        by = band.y0 - band.to
        words += _up([word for word in page.words if band.y0 <= word.box.cy < band.y1], by)
    for cell in page.cells:
        pieces: list[Box] = []
        for band in bands:
            piece = replace(cell, y0=max(cell.y0, band.y0), y1=min(cell.y1, band.y1))
            if piece.height > 0.003:
                piece = _raised(piece, band.y0 - band.to)
                if pieces and abs(pieces[-1].y1 - piece.y0) < 0.004:
                    piece = pieces.pop().union(piece)
                pieces.append(piece)
        cells += pieces
    return replace(page, number=number, words=tuple(words), cells=tuple(cells), others=())


def _overleaf(page: Page, place: Place, *, headers: bool, pages: int = 2) -> Pages:
    """The rows from the middle on, and what stands below them, overleaf; or on three pages."""
    if len(place.tops) < (FEWEST if pages == 2 else FEWEST_OF_THREE):
        return ()
    cuts = [place.tops[len(place.tops) * n // pages] - 0.0005 for n in range(1, pages)]
    if any(_broken(page, at) for at in cuts):
        return ()
    found = [_page(page, 1, [_Band(0.0, cuts[0], 0.0)])]
    for number, (at, low) in enumerate(zip(cuts, [*cuts[1:], 1.0], strict=True), 2):
        top = _headers(page, place, HEAD) if headers else []
        if headers and not top:
            return ()
        found.append(_page(page, number, [*top, _Band(at, low, _end(top))]))
    return tuple(found)


def _headers(page: Page, place: Place, to: float) -> list[_Band]:
    """The headers of the table put at a height; nothing where it has none."""
    y0, y1 = place.begin - 0.001, place.tops[0] - 0.001
    inside = [word.box for word in page.words if y0 <= word.box.cy < y1]
    return [_Band(y0, y1, to - (min(box.y0 for box in inside) - y0))] if inside else []


def _end(bands: Sequence[_Band]) -> float:
    return bands[-1].end if bands else HEAD


def _attached(page: Page, place: Place, title: str = "Attachment A - List of goods", see: str = "") -> Pages:
    """The whole table overleaf, under a line that calls it attached."""
    head, low = place.begin - 0.002, place.end + 0.002
    inside = [word for word in page.words if head <= word.box.cy < low]
    named = " ".join(word.text for word in _title(page, place)) or "document"
    title = title.format(kind=named, number=_number(place)) if _number(place) else title
    if not inside or "{" in title:
        return ()
    said = line_of(see or "See attached list", 0.2, (head + low) / 2, inside[0])
    top = min(word.box.y0 for word in inside) - head
    return (
        _page(page, 1, [_Band(0.0, head, 0.0), _Band(low, 1.0, low)], said),
        _page(page, 2, [_Band(head, low, 2 * HEAD - top)], line_of(title, 0.3, HEAD, inside[0])),
    )


def _annexed(page: Page, place: Place) -> Pages:
    """The same in other words, from paper to paper."""
    return _attached(page, place, turn(CONTINUED, place), turn(SEE, place))


def turn(ways: Sequence[T], place: Place) -> T:
    """Always the same one for one paper."""
    return ways[crc32((_number(place) or repr(place.tops)).encode()) % len(ways)]


def _number(place: Place) -> str:
    """The paper's own number as printed."""
    own = next((value for name in NUMBERS if (value := place.record.fields.get(name))), None)
    return own.sightings[0].raw if own else ""


def _title(page: Page, place: Place) -> list[Word]:
    """The first line of the head that names a kind."""
    form = forms()[place.record.kind]
    runs = [run for run in lay_out(page).runs if run.box.cy < min(place.begin, TITLES_WITHIN)]
    return next((list(run.words) for run in runs if len(run.text) < 60 and names_kind(run.text, form)), [])


def _short_head(page: Page, place: Place) -> list[_Band]:
    """The letterhead down to the title, and the line on which the paper's number stands; nothing without both."""
    title = _title(page, place)
    number = next((value for name in NUMBERS if (value := place.record.fields.get(name))), None)
    if not title or not number:
        return []
    low = max(word.box.y1 for word in title) + 0.001
    box = _box(number)
    if box.y1 <= low or box.cy > place.begin:
        return [_Band(0.0, low, 0.0)] if box.y1 <= low else []
    return [_Band(0.0, low, 0.0), _Band(box.y0 - 0.002, box.y1 + 0.002, low + BLANK)]


def _with_short_head(page: Page, place: Place, *, headers: bool, counted: bool) -> Pages:
    """Letterhead, title and number again on the second page, and where wanted `Page 2 of 2`."""
    at = place.middle - 0.0005
    head = _short_head(page, place)
    top = _headers(page, place, _end(head) + BLANK) if headers else []
    if not head or _broken(page, at) or headers > bool(top):
        return ()
    rest = _Band(at, 1.0, _end(top) if top else _end(head) + BLANK)
    found = _page(page, 1, [_Band(0.0, at, 0.0)]), _page(page, 2, [*head, *top, rest])
    return _counted(found) if counted else found


def _with_whole_head(page: Page, place: Place, *, headers: bool) -> Pages:
    """Everything over the table again, as programs that fill a form print it."""
    at, low = place.middle - 0.0005, (place.tops[0] if headers else place.begin) - 0.001
    if _broken(page, at) or not _headers(page, place, HEAD) or place.second == place.begin:
        return ()
    return _page(page, 1, [_Band(0.0, at, 0.0)]), _page(page, 2, [_Band(0.0, low, 0.0), _Band(at, 1.0, low)])


def _form_again(page: Page, place: Place) -> Pages:
    """The whole form again with other rows in its table, signature and all."""
    at, first, end = place.middle - 0.0005, place.tops[0] - 0.0005, place.end + 0.002
    if _broken(page, at) or _broken(page, end) or place.second == place.begin:
        return ()
    tail = _Band(end, 1.0, end)
    return (
        _page(page, 1, [_Band(0.0, at, 0.0), tail]),
        _page(page, 2, [_Band(0.0, first, 0.0), _Band(at, end, first), tail]),
    )


def _carried(page: Page, place: Place, *, headers: bool) -> Pages:
    """Sums carried forward at the break."""
    at = place.middle - 0.0005
    top = _headers(page, place, HEAD) if headers else []
    if _broken(page, at) or headers > bool(top):
        return ()
    rows = [word for word in page.words if place.tops[0] <= word.box.cy < at]
    figures = [word for word in rows if re.fullmatch(r"[\d.,]+", word.text)]
    last = max(figures, key=lambda word: word.box.x1, default=None)
    if last is None:
        return ()
    left, step = min(word.box.x0 for word in rows), 1.8 * last.box.height
    out, back = turn(CARRIED, place)

    def said(text: str, y: float) -> list[Word]:
        words = line_of(text, left + 0.1, y, last) if text else []
        return [*words, replace(last, box=_raised(last.box, last.box.y0 - y))] if "ontinued" not in text else words

    below = _end(top)
    return (
        _page(page, 1, [_Band(0.0, at, 0.0)], said(out, at + 0.3 * last.box.height)),
        _page(page, 2, [*top, _Band(at, 1.0, below + step * bool(back))], said(back, below) if back else ()),
    )


def _with_feet(page: Page, place: Place) -> Pages:
    """An address, terms and the page's number at the foot of every page, signature on the last."""
    found = _overleaf(page, place, headers=True)
    if not found or any(word.box.y1 > 0.945 for one in found for word in one.words):
        return ()
    like = replace(page.words[0], box=Box(0, 0, 0, 0.008))
    feet = [word for n, text in enumerate(FEET) for word in line_of(text, 0.08, 0.95 + 0.012 * n, like)]
    return _counted([replace(one, words=(*one.words, *feet)) for one in found])


def uncounted(page: Page) -> Page:
    """A page without `Page 1 of 1`, which would be untrue of a part of it."""
    counted = [(run, found) for run in lay_out(page).runs if (found := COUNTED.search(run.text))]
    parts = [part for run, found in counted if (part := run.part(found.start(), found.end()))]
    words = {word for part in parts for word in part.words}
    return replace(page, words=tuple(word for word in page.words if word not in words))


def _counted(pages: Sequence[Page]) -> Pages:
    """`Page 1 of 2` at the foot."""
    like = replace(pages[0].words[0], box=Box(0, 0, 0, 0.009))
    feet = [line_of(f"Page {page.number} of {len(pages)}", 0.82, 0.978, like) for page in pages]
    return tuple(replace(page, words=(*page.words, *foot)) for page, foot in zip(pages, feet, strict=True))


def _continuation(page: Page, place: Place) -> Pages:
    """`Continuation sheet` with the paper's number, then the headers and the rest."""
    at, number = place.middle - 0.0005, _number(place)
    top = _headers(page, place, HEAD + 0.03)
    if _broken(page, at) or not top or not number:
        return ()
    name = next(name for name in NUMBERS if place.record.fields.get(name))
    caption = forms()[place.record.kind].fields[name].labels[0] if name != "entry_number" else "Entry No."
    said = [
        *line_of("CONTINUATION SHEET", 0.1, HEAD - 0.03, page.words[0]),
        *line_of(f"{caption}: {number}", 0.6, HEAD - 0.03, page.words[0]),
    ]
    return _page(page, 1, [_Band(0.0, at, 0.0)]), _page(page, 2, [*top, _Band(at, 1.0, _end(top))], said)


def _own_title_again(page: Page, place: Place) -> Pages:
    """Parties and references on the first page, the whole table under the paper's title on the second."""
    head, low = _short_head(page, place), place.end + 0.002
    begin = place.begin - 0.002
    if not head or _broken(page, low):
        return ()
    said = line_of(turn(SEE, place), 0.2, (begin + place.end) / 2, page.words[0])
    return (
        _page(page, 1, [_Band(0.0, begin, 0.0), _Band(low, 1.0, low)], said),
        _page(page, 2, [*head, _Band(begin, low, _end(head) + BLANK)]),
    )


def _second_table(page: Page, place: Place, *, titled: bool) -> Pages:
    """Of two tables the lower one overleaf, with what stands below it."""
    if place.second is None or _broken(page, place.second - 0.001):
        return ()
    at = place.second - 0.001
    head = _short_head(page, place) if titled else []
    if titled > bool(head):
        return ()
    return _page(page, 1, [_Band(0.0, at, 0.0)]), _page(
        page, 2, [*head, _Band(at, 1.0, _end(head) + BLANK if head else HEAD)]
    )


WAYS: dict[str, Callable[[Page, Place], Pages]] = {
    "rows overleaf": partial(_overleaf, headers=False),
    "rows overleaf under the same headers": partial(_overleaf, headers=True),
    "table on an attachment": _attached,
    "title and number again": partial(_with_short_head, headers=False, counted=False),
    "title, number and headers again": partial(_with_short_head, headers=True, counted=False),
    "the same, pages counted": partial(_with_short_head, headers=True, counted=True),
    "everything over the headers again": partial(_with_whole_head, headers=False),
    "everything over the rows again": partial(_with_whole_head, headers=True),
    "the whole form again": _form_again,
    "sums carried forward": partial(_carried, headers=False),
    "sums carried forward under headers": partial(_carried, headers=True),
    "three pages": partial(_overleaf, headers=False, pages=3),
    "three pages under headers": partial(_overleaf, headers=True, pages=3),
    "a foot on every page": _with_feet,
    "continuation sheet with the number": _continuation,
    "table on an annex of some name": _annexed,
    "table under the title again": _own_title_again,
    "second table overleaf": partial(_second_table, titled=False),
    "second table overleaf under the title": partial(_second_table, titled=True),
}


def line_of(text: str, left: float, top: float, like: Word) -> list[Word]:
    words: list[Word] = []
    for word in text.split():
        words.append(replace(like, text=word, box=Box(left, top, left + 0.008 * len(word), top + like.box.height)))
        left = words[-1].box.x1 + 0.005
    return words


def _up(words: Sequence[Word], by: float) -> list[Word]:
    return [replace(word, box=_raised(word.box, by)) for word in words]


def _raised(box: Box, by: float) -> Box:
    return replace(box, y0=box.y0 - by, y1=box.y1 - by)
