"""Values of labels outside cells: the rest of the line, what stands beside, the lines below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.captions.labels import LINE, Hit
from extractors.captions.small_print import under
from extractors.layout import Run, Sheet, on_lines
from extractors.typed.codes import ARTICLE_NUMBER
from schemas.page import Box

BLOCK_HEADING = re.compile(
    r"\W*(?:ITEM|GOODS?|LINE|PRODUCT|ARTICLE|POSITION)\s*(?:NO\.?|#)?\s*\d{1,3}\W*", re.IGNORECASE
)
"""Counts the goods where each is a block of labels of its own."""
FARTHEST_RIGHT = 0.35
"""Share of the page's width within which a value stands beside its label."""
Marked = list[tuple[Run, Hit | None]]
"""Runs, each with the label it begins with."""


def values_in_the_open(sheet: Sheet, marked: Marked, i: int, rest: Run | None) -> tuple[list[Run], bool]:
    """The lines that belong to the `i`-th run, a label, and whether the first stands on its own line.

    Args:
        marked: the runs of the page outside tables, each with the label it begins with.
        rest: what follows the label in its own run.
    """
    label = marked[i][0]
    free = [(r, h) for r, h in marked if r.cell == label.cell and r is not label]
    lines: list[Run] = [rest] if rest else []
    if rest and _asks_goods(marked[i][1]) and ARTICLE_NUMBER.fullmatch(rest.text):
        lines = _named_beside(label, free, HEADLINE * sheet.line_height) or lines
    if not lines:
        lines = _beside(label, free, HEADLINE * sheet.line_height)
    inline = bool(lines)
    start = lines[0].box if lines else label.box
    lines += _below(sheet, label, start, free, lines)
    return under(label, lines) if lines and not inline else lines, inline


def _asks_goods(hit: Hit | None) -> bool:
    return hit is not None and f"{LINE}goods" in hit.names


def _named_beside(label: Run, free: Marked, large: float) -> list[Run]:
    """What stands beside an article's number, its name (`Product: PA-0610   HINGE`); empty where none does."""
    beside = _beside(label, free, large)
    return beside if beside and re.search(r"[^\W\d_]{3}", beside[0].text) else []


def _beside(label: Run, free: Marked, large: float) -> list[Run]:
    """Runs to the right on the same line, up to the next label.

    Args:
        large: height of print from which words are a headline that happens to stand there.
    """
    level = {
        r: h
        for r, h in free
        if r.box.x0 >= label.box.x1 - 0.002 and abs(r.box.cy - label.box.cy) < 0.6 * max(r.box.height, label.box.height)
    }
    # Beside a caption of two lines stand two; on a scan the second may begin a hair further left.
    two = [run for run in level if label.box.height > TWO_LINES * run.box.height]
    ordered = [run for row in on_lines(two, 0.5) for run in row] if len(two) == len(level) else []
    line = [(run, level[run]) for run in ordered or sorted(level, key=lambda run: run.box.x0)]
    if (
        _in_row_of_captions(label, free)
        or _is_another_small_caption(label, line, free)
        or _answered_below(label, line, free)
    ):
        return []
    beside: list[Run] = []
    edge = label.box.x1
    for run, hit in line:
        headline = run.box.height > large and not re.search(r"\d", run.text)
        if hit is not None or headline or run.box.x0 - edge > (FARTHEST_RIGHT if not beside else 0.06):
            break
        beside.append(run)
        edge = run.box.x1
    return beside


def _in_row_of_captions(label: Run, free: Marked) -> bool:
    """Whether more labels than other print stand on a label's line, and print that is no label right under it."""
    level = [h for r, h in free if abs(r.box.cy - label.box.cy) < 0.6 * max(r.box.height, label.box.height)]
    others = sum(hit is None for hit in level)
    if any(hit is not None and hit.colon for hit in level) or len(level) - others + 1 < max(3, others + 1):
        return False
    under = min(
        ((r, h) for r, h in free if r.box.y0 > label.box.cy and abs(r.box.x0 - label.box.x0) < 0.012),
        key=lambda pair: pair[0].box.y0,
        default=None,
    )
    return under is not None and under[1] is None and under[0].box.y0 - label.box.y1 < 1.2 * label.box.height


def _is_another_small_caption(label: Run, line: Marked, free: Marked) -> bool:
    """Whether what stands beside a caption is one of unknown wording: as small, and both with larger print under it."""
    if not line or line[0][0].box.height > EVEN * label.box.height:
        return False
    under = [
        min((r for r, _ in free if 0 < r.box.cy - run.box.cy < 2.5 * run.box.height
             and abs(r.box.x0 - run.box.x0) < 0.002), key=lambda r: r.box.y0, default=None)
        for run in (label, line[0][0])
    ]  # fmt: skip
    return all(run is not None and run.box.height > FILLED_IN * label.box.height for run in under)


def _answered_below(label: Run, line: Marked, free: Marked) -> bool:
    """Whether larger print right under a caption answers it, and what stands far beside it is of another column."""
    if not line or line[0][0].box.x0 - label.box.x1 < FAR_BESIDE or label.text.rstrip().endswith((":", "：")):
        return False
    under = [(r, h) for r, h in free if 0 < r.box.cy - label.box.cy < 2.5 * label.box.height]
    right_under = [(r, h) for r, h in under if abs(r.box.x0 - label.box.x0) < ALIGNED]
    return any(h is None and r.box.height > FILLED_IN * label.box.height for r, h in right_under)


FAR_BESIDE = 0.1
"""Share of the page's width from which print beside a caption may be of another column."""
TWO_LINES = 1.5
"""Heights of the print beside a caption from which the caption stands on two lines."""
HEADLINE = 1.3
"""Line heights from which print is a headline."""
EVEN, FILLED_IN = 1.02, 1.06
"""Heights of a caption up to which print is as small, and from which print is larger."""


def _below(sheet: Sheet, label: Run, start: Box, free: Marked, taken: Sequence[Run]) -> list[Run]:
    """Lines under the label (or under the first line of its value), left-aligned with either, up to the next label."""
    if not taken and (ends_alike := _under_its_end(sheet, label, free)):
        return [ends_alike]
    left = min(label.box.x0, start.x0)
    right = _column_end(label, start, free)
    bottom = max([label.box.y1] + [r.box.y1 for r in taken])
    lines: list[Run] = []
    candidates = sorted((p for p in free if p[0].box.cy > bottom), key=lambda p: (round(p[0].box.cy, 3), p[0].box.x0))
    for run, hit in candidates:
        if run.box.x0 < left - 0.02 or run.box.x0 > right:
            continue
        if run.box.y0 - bottom > 1.6 * sheet.line_height or hit is not None or BLOCK_HEADING.fullmatch(run.text):
            break
        if start.x0 > label.box.x1 and (
            _answers_another(run, label, free) or _beside_unknown_caption(run, label, start, bottom, free)
        ):
            break
        if (taken or lines) and is_sentence(run) and not is_sentence([*taken, *lines][-1]):
            break  # a letter's text goes on below the address
        lines.append(run)
        bottom = max(bottom, run.box.y1)
    return lines


def _under_its_end(sheet: Sheet, label: Run, free: Marked) -> Run | None:
    """What stands right under a caption and ends where it does, begun farther left: both are set to the right."""
    under = [
        (run, hit) for run, hit in free
        if 0 < run.box.cy - label.box.cy < 2 * sheet.line_height and run.box.x1 > label.box.x0
        and run.box.x0 < label.box.x1
    ]  # fmt: skip
    if not under or label.box.x1 < RIGHT:
        return None
    run, hit = min(under, key=lambda pair: pair[0].box.y0)
    flush = abs(run.box.x1 - label.box.x1) < FLUSH and run.box.x0 < label.box.x0 - FARTHER_LEFT
    return run if flush and hit is None else None


RIGHT, FLUSH, FARTHER_LEFT = 0.6, 0.004, 0.02
"""Shares of the page's width: from where print is set to the right, how exactly, and how much wider a value is."""


def _answers_another(run: Run, label: Run, free: Marked) -> bool:
    """Whether a run stands beside a later caption of the same column of captions."""
    return any(
        hit is not None and abs(other.box.x0 - label.box.x0) < 0.02 and other.box.y0 > label.box.y0
        and other.box.x1 <= run.box.x0 and other.box.y0 - 0.5 * run.box.height < run.box.y0 < other.box.y1
        for other, hit in free
    )  # fmt: skip


def _beside_unknown_caption(run: Run, label: Run, start: Box, bottom: float, free: Marked) -> bool:
    """Whether a run is, or stands beside, a caption of unknown wording in the same column of captions.

    A caption's own second line (`and address`) stands beside the second line of a value as well, so a caption begins
    with a capital or with a script without them and ends with a colon, or stands off from the lines above.
    """
    level = [r for r, _ in free if abs(r.box.cy - run.box.cy) < 0.5 * max(r.box.height, run.box.height)]
    asks = [r for r in level if abs(r.box.x0 - label.box.x0) < ALIGNED and r.box.x1 < start.x0]
    answers = [r for r in level if abs(r.box.x0 - start.x0) < ALIGNED]
    if not asks or not answers or asks[0].text[:1].islower() or re.match(r"\W|.*\d{3}", asks[0].text):
        return False
    apart = min(r.box.y0 for r in (*asks, *answers)) - bottom > STANDS_OFF * run.box.height
    return apart or asks[0].text.rstrip().endswith((":", "："))


ALIGNED = 0.012
"""Share of the page's width within which two lines begin at one place."""
STANDS_OFF = 0.4
"""Heights of print between two lines from which they belong to different captions."""


def is_sentence(run: Run) -> bool:
    """Running text: many words, most of them in small letters."""
    words = re.findall(r"[^\W\d_]{2,}", run.text)
    return len(words) > 6 and sum(word.islower() for word in words) > 0.6 * len(words)


def _column_end(label: Run, start: Box, free: Marked) -> float:
    """Where the next column begins: the nearest label to the right in the lines around."""
    height = max(label.box.height, 0.008)
    edges = [
        r.box.x0
        for r, h in free
        if h is not None
        and r.box.x0 > max(start.x0, label.box.x0) + 0.08
        and -1.5 * height < r.box.cy - label.box.cy < 10 * height
    ]
    return min(edges, default=1.0) - 0.01


def declares(run: Run) -> bool:
    """Whether a line begins the statement of those who sign."""
    return DECLARES.match(run.text) is not None and len(run.words) >= FEWEST_DECLARING


DECLARES = re.compile(
    r"\W*(?:(?:[A-Z]+(?: that)?\s?[:：]\s?)?The information (?:o|i)n this document is true|"
    r"The undersigned|It is (?:hereby )?certif|(?:I|We)(?: hereby)? (?:certif|declar)|Die unterzeichn|"
    r"Der Unterzeichn|La autoridad|El que suscribe|L['’]autorit[ée]|Le soussign|La sottoscritta|Il sottoscritto|"
    r"Ni[żz]ej|A autoridade|O abaixo|A[şs]a[ğg][ıi]da imzas)",
    re.IGNORECASE,
)
"""How a statement of those who sign begins, which follows the goods and is none of them."""
FEWEST_DECLARING = 5
"""Words of such a line at least."""
