"""Words put back into lines and cells: what stands beside, below and together."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.typed.dates import find_dates
from schemas.page import Box, Page, Word

WIDE_GAP = 1.3
"""Line heights between two words beyond which they no longer belong to one run of text, however wide its blanks."""
TIGHT_GAP = 0.8
"""The same where a word's box is as high as its font (text layers), blanks are rare (Chinese) or narrow."""
BLANKS = 1.8
"""Usual blanks of a scanned page that the blank between two words of a run may be wide."""
FEW_GAPS, COLUMN_BLANKS, COLUMN_GAP = 3, 2.5, 0.6
"""Blanks from which a line of a scan tells its usual one; so many of them, and so many line heights, part columns."""
STOP_GAP = 0.15
"""Line heights that the blank behind a stop looks wider: in typewriting it fills little of its place."""
FEW_BLANKS = 12
"""Blanks of a page that tell nothing of the usual one: the width of a blank in typewriting is taken."""
NUMBER_GAP = 0.32
"""Line heights between the parts of a number that an engine broke at its separator (typewriting); blanks begin at 0.19,
so the parts must also look like those of one number."""
GROUPED = re.compile(r"^\W*[A-Z$]{0,4}\d{1,3}(?:(?:\.\d{3})+,|(?:,\d{3})+\.)$")
"""`1.621,` or `12,345.` lacks its decimals."""
HUNDREDS = re.compile(r"^\W*[A-Z$]{0,4}\d{1,3},$")
"""`13,` may lack its last three digits."""
DECIMALS = re.compile(r"\d{1,3}(?:[A-Z]{1,4}\.?)?$", re.IGNORECASE)
THREE_DIGITS = re.compile(r"\d{3}(?:\.\d+)?(?:[A-Z]{1,4}\.?)?$", re.IGNORECASE)
OF_A_DATE = 14
"""Letters of a part of a date: `September 15,`."""
MONTH = re.compile(r"\d\W+[^\W\d_]{3}|[^\W\d_]{3}\W+\d")
LATIN_WORD = re.compile(r"[A-Za-z]{2}")
CJK = r"\u2e80-\u9fff\uff00-\uffef"
BETWEEN_CJK = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}])")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together on one line.

    Attributes:
        text: single-spaced; no blanks between Chinese characters.
        page: 1-based.
        cell: index into the page's cells, -1 outside every cell.
        spans: for each word its start in `text`.
    """

    text: str
    box: Box
    page: int
    cell: int
    words: tuple[Word, ...]
    spans: tuple[int, ...]

    @property
    def confidence(self) -> float:
        return min((w.confidence for w in self.words), default=0.0)

    def part(self, start: int, end: int | None = None) -> Run | None:
        """The words that reach into text[start:end], as a run of their own; None when there are none."""
        end = len(self.text) if end is None else end
        kept: list[Word] = []
        for i, (word, at) in enumerate(zip(self.words, self.spans, strict=True)):
            stop = self.spans[i + 1] if i + 1 < len(self.spans) else len(self.text)
            a, b = max(start, at), min(end, stop)
            piece = self.text[a:b].strip() if a < b else ""
            if piece:
                kept.append(_clip(word, piece, a - at, max(stop - at, 1)))
        return run_of(kept, self.page, self.cell) if kept else None


def _clip(word: Word, piece: str, offset: int, length: int) -> Word:
    if piece == word.text:
        return word
    step = word.box.width / length
    x0 = word.box.x0 + offset * step
    return Word(piece, Box(x0, word.box.y0, min(word.box.x1, x0 + len(piece) * step), word.box.y1), word.confidence,
                word.engine)  # fmt: skip


def run_of(words: Sequence[Word], page: int, cell: int) -> Run:
    """A run of at least one word, in the order given."""
    text, spans = "", list[int]()
    for word in words:
        joined = BETWEEN_CJK.sub("", f"{text} {word.text}".strip())
        spans.append(len(joined) - len(word.text))
        text = joined
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    return Run(text, box, page, cell, tuple(words), tuple(spans))


@dataclass(frozen=True)
class Sheet:
    """One page laid out: its runs in reading order, and those of each cell."""

    page: Page
    runs: tuple[Run, ...]

    def in_cell(self, cell: int) -> list[Run]:
        return list(self._by_cell.get(cell, ()))

    @functools.cached_property
    def _by_cell(self) -> Mapping[int, Sequence[Run]]:
        by_cell: dict[int, list[Run]] = {}
        for run in self.runs:
            by_cell.setdefault(run.cell, []).append(run)
        return by_cell

    @functools.cached_property
    def line_height(self) -> float:
        heights = sorted(r.box.height for r in self.runs)
        return heights[len(heights) // 2] if heights else 0.012

    @functools.cached_property
    def usual_blank(self) -> float:
        """The median blank between two words of a run, in line heights; 0 where no run has two."""
        gaps = [self.gap(a.box, b.box) for run in self.runs for a, b in itertools.pairwise(run.words)]
        return median(gaps) if gaps else 0.0

    def gap(self, left: Box, right: Box) -> float:
        """The blank between two boxes in line heights."""
        return (right.x0 - left.x1) * self.page.width / self.page.height / self.line_height

    @property
    def text(self) -> str:
        return " ".join(r.text for r in self.runs)


def lay_out(page: Page) -> Sheet:
    """Assign words to cells, join them into lines, and lines into runs."""
    by_cell: dict[int, list[Word]] = {}
    smallest_first = sorted(enumerate(page.cells), key=lambda cell: cell[1].width * cell[1].height)
    for word in page.words:
        by_cell.setdefault(_cell_of(word, smallest_first), []).append(word)
    lines = [(cell, _whole_numbers(row, page)) for cell, words in by_cell.items() for row in rows(words)]
    widest = TIGHT_GAP if page.engine == "text" else _widest_blank([row for _, row in lines], page)
    runs = [run for cell, row in lines for run in _runs(row, page, cell, widest)]
    return Sheet(page, tuple(_reading_order(runs)))


def _widest_blank(lines: Sequence[Sequence[Word]], page: Page) -> float:
    """Line heights that words of one run may stand apart on a scan: captions of columns often stand hardly farther."""
    gaps = (_gap(last, word, page) for line in lines for last, word in itertools.pairwise(line))
    blanks = sorted(gap for gap in gaps if 0 < gap <= WIDE_GAP)
    usual = blanks[len(blanks) // 2] if len(blanks) >= FEW_BLANKS else WIDE_GAP
    return min(WIDE_GAP, max(TIGHT_GAP, BLANKS * usual))


def _gap(last: Word, word: Word, page: Page) -> float:
    """Blank between two words beside each other, in heights of the larger."""
    aspect = page.width / page.height  # boxes are fractions of two different lengths
    return (word.box.x0 - last.box.x1) * aspect / max(last.box.height, word.box.height, 1e-6)


def _whole_numbers(line: Sequence[Word], page: Page) -> list[Word]:
    """The words of a line, with `1.621,` and `50KG` that stand as close as within a number made one word.

    A list (`101, 102, 103`) stays as it is.
    """
    whole: list[Word] = []
    for word in line:
        last = whole[-1] if whole else None
        listed = len(whole) > 1 and whole[-2].text.endswith(",")
        if last and not listed and _gap(last, word, page) <= NUMBER_GAP and _one_number(last.text, word.text):
            sure = min(last.confidence, word.confidence)
            whole[-1] = Word(last.text + word.text, last.box.union(word.box), sure, last.engine)
        else:
            whole.append(word)
    return whole


def _one_number(start: str, end: str) -> bool:
    if GROUPED.search(start):
        return bool(DECIMALS.match(end))
    return bool(HUNDREDS.search(start) and THREE_DIGITS.match(end))


def _cell_of(word: Word, smallest_first: Sequence[tuple[int, Box]]) -> int:
    """The number of the smallest cell that holds the word's centre."""
    x, y = word.box.cx, word.box.cy
    for i, cell in smallest_first:
        if cell.y0 <= y <= cell.y1 and cell.x0 <= x <= cell.x1:
            return i
    return -1


def rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words grouped into lines from top to bottom, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.cy):
        for line in reversed(lines[-4:]):
            last = line[-1].box
            shared = min(last.y1, word.box.y1) - max(last.y0, word.box.y0)
            level = abs(last.cy - word.box.cy) < 0.5 * max(last.height, word.box.height)
            if shared > 0.5 * min(last.height, word.box.height) and level and not _over_one_of(word, line):
                line.append(word)
                break
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.box.x0) for line in lines]


def _over_one_of(word: Word, line: Sequence[Word]) -> bool:
    """Whether a word stands above or below one of a line: two lines of small print beside one of large print."""
    return any(
        min(word.box.x1, other.box.x1) - max(word.box.x0, other.box.x0) > 0.5 * min(word.box.width, other.box.width)
        for other in line
    )


def _runs(row: list[Word], page: Page, cell: int, widest: float) -> list[Run]:
    groups: list[list[Word]] = [[row[0]]]
    widest = min(widest, _wide_in_line(row, page))
    for word in row[1:]:
        last = groups[-1][-1]
        tight = page.language == "zh" and not (_is_latin(last) and _is_latin(word))
        stop = STOP_GAP if page.engine != "text" and last.text.endswith((".", ",")) else 0.0
        if _gap(last, word, page) - stop > (TIGHT_GAP if tight else widest):
            groups.append([word])
        else:
            groups[-1].append(word)
    runs = [run_of(group, page.number, cell) for group in groups]
    return runs if page.engine == "text" else _whole_dates(runs, page)


def _whole_dates(runs: list[Run], page: Page) -> list[Run]:
    """The runs of a line of a scan, those that are one date together as one: blanks of typewriting on a form that is
    printed otherwise are wider than the page's own (`07   Jul 2026`).
    """
    whole: list[Run] = []
    for run in runs:
        last = whole[-1] if whole else None
        if last and _gap(last.words[-1], run.words[0], page) <= WIDE_GAP and _one_date(last.text, run.text):
            whole[-1] = run_of([*last.words, *run.words], run.page, run.cell)
        else:
            whole.append(run)
    return whole


def _one_date(start: str, end: str) -> bool:
    if len(start) > OF_A_DATE or len(end) > OF_A_DATE or not MONTH.search(f"{start} {end}"):
        return False
    both = f"{start} {end}"
    found = find_dates(both)
    return bool(found) and (found[0].start, found[0].end) == (0, len(both)) and not find_dates(start) + find_dates(end)


def _wide_in_line(row: Sequence[Word], page: Page) -> float:
    """Line heights that part two columns on a line of a scan whose other blanks are narrow: `1  Sugar, raw, in bags`.

    Boxes of scanned words are as high as their line, so the blank between two columns looks narrower than in a text
    layer.
    """
    if page.engine == "text":
        return WIDE_GAP
    gaps = sorted(gap for last, word in itertools.pairwise(row) if 0 < (gap := _gap(last, word, page)) <= WIDE_GAP)
    return max(COLUMN_GAP, COLUMN_BLANKS * gaps[len(gaps) // 2]) if len(gaps) >= FEW_GAPS else WIDE_GAP


def _is_latin(word: Word) -> bool:
    """A word of Latin letters, which blanks part from the next one on a Chinese page too."""
    return LATIN_WORD.search(word.text) is not None


def _reading_order(runs: list[Run]) -> list[Run]:
    """Top to bottom, left to right, with runs of about the same height counted as one line."""
    return [run for line in on_lines(runs, 0.5) for run in line]


def on_lines(runs: Sequence[Run], share: float) -> list[list[Run]]:
    """Runs as printed lines from top to bottom, each from left to right.

    Args:
        share: of a run's height, by which its middle may lie off that of the line's first run; one and a half times as
            far, where it lies level with the line's last run.
    """
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: r.box.cy):
        level = bool(lines) and run.box.cy - lines[-1][-1].box.cy < LEVEL * run.box.height
        if lines and run.box.cy - lines[-1][0].box.cy < share * (1.5 if level else 1.0) * run.box.height:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda r: r.box.x0) for line in lines]


def by_cell(runs: Sequence[Run]) -> list[Run]:
    """Runs in the order of their cells: sentences of boxes beside each other are not to be read across both."""
    cells: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        cells.setdefault((run.page, run.cell), []).append(run)
    return [run for group in cells.values() for run in group]


APART = 0.02
"""Share of the page's width between words of one line of a cell."""


def whole_lines(lines: Sequence[Run]) -> list[Run]:
    """Runs beside each other put together: `Address` and `: PLOT 44, …` in the next column are one line, and so are
    words of one cell that stand a little further apart than usual, as in the wide letters of a typewriter.
    """
    whole: list[Run] = []
    for run in lines:
        level = bool(whole) and abs(whole[-1].box.cy - run.box.cy) < 0.5 * run.box.height
        boxed = level and run.cell >= 0 and (run.page, run.cell) == (whole[-1].page, whole[-1].cell)
        near = boxed and 0 < run.box.x0 - whole[-1].box.x1 < APART
        if level and (near or run.text.startswith((":", "："))):
            whole[-1] = run_of((*whole[-1].words, *run.words), run.page, whole[-1].cell)
        else:
            whole.append(run)
    return whole


def blocks_below(lines: Sequence[Run], size: int) -> list[list[Run]]:
    """Runs of one page and cell that stand right below each other, so that a name may run over them."""
    blocks = [[run] for run in lines]
    for _ in range(size - 1):
        blocks = [[*block, below] for block in blocks for below in lines if _right_below(block[-1], below)]
    return blocks


def _right_below(run: Run, other: Run) -> bool:
    height = max(run.box.height, other.box.height)
    beside = abs(run.box.x0 - other.box.x0) < 0.03 or abs(run.box.cx - other.box.cx) < 0.03
    return (
        (run.page, run.cell) == (other.page, other.cell)
        and beside
        and 0.5 * height < other.box.cy - run.box.cy < 1.9 * height
    )


def first_text(lines: Sequence[Run], ends: re.Pattern[str]) -> list[Run]:
    """The first line and those right below it that go on with it: all in its cell, with the same left edge.

    Args:
        ends: what is no further line of a text as a whole; a caption with a colon is none either.
    """
    if lines[0].cell < 0 or any(run.cell != lines[0].cell for run in lines):
        return [lines[0]]
    text = [lines[0]]
    for run in lines[1:]:
        apart = run.box.y0 < text[-1].box.cy or abs(run.box.x0 - text[-1].box.x0) > LEFT
        if apart or ends.fullmatch(run.text) or ":" in run.text or "：" in run.text:
            break
        text.append(run)
    return text


LEVEL = 0.15
"""Share of a run's height by which print of one line lies up or down at most, whatever stands beside it."""
LEFT = 0.01
"""Share of the page's width by which lines of one text begin apart at most."""
