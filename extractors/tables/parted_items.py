"""Where the items of a list in running print begin: at numbers that count up, letters, bullets, one caption again and
again, codes of one shape, blank lines, lines that stand out to the left, or at every line.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.captions.labels import squash
from extractors.captions.open_print import declares
from extractors.goods.item_captions import Item, small_words
from extractors.layout import Run, run_of
from extractors.tables.summing_words import TOTAL


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of a list.

    Attributes:
        runs: from left to right.
        right: where print of its column ends, as a share of the page's width.
        begins: whether it is the first of a box among others.
    """

    runs: tuple[Run, ...]
    right: float
    begins: bool = False

    @property
    def first(self) -> Run:
        return self.runs[0]

    @property
    def figures(self) -> bool:
        return any(re.search(r"\d", run.text) for run in self.runs)


NUMBER = re.compile(
    r"[\[(（#]?\s?(?:(?P<word>[^\W\d_]{1,11}(?:\s(?:no|nr)\b)?|n[°º])\s?[.#:]{0,2}\s?)?(?P<n>\d{1,4})(?:\s?(?P<close>[\])）.:、．-]{1,2}|项))?"
    r"(?=\s|$|(?<=[^\d])[^\W\d_])",
    re.IGNORECASE,
)
LETTER = re.compile(r"[\[(（]?(?P<n>[a-z])[\])）.]\s", re.IGNORECASE)
BULLET = re.compile(r"(?P<bullet>[•●▪■□◆‣◦➢►✓✔*·–—\uf000-\uf0ff-])\s?(?=\S)|(?P<letter>[enlouqvØü§])\s(?=\w)")
"""A bullet; of the fonts of symbols some are letters in the text of a page."""
CODE = re.compile(r"(?=\S*\d)(?=\S*[A-Z])[A-Z0-9][A-Z0-9./-]{3,20}(?=\s|$)|\d{2}-\d{3,6}(?=\s)")
ALIGNED = 0.012
STEPS = (1, 10, 5)
STANDS_OFF = 0.35
"""Heights of print by which the blank between two items is wider than that between lines of one."""


CLOSE = 1.12
"""Times the closest lines stand apart within which another stands as close; items may begin a little farther apart."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where an item begins.

    Attributes:
        line: index of its first line.
        mark: letters of the mark before its text.
        number: what it is counted as; 0 where it is not.
    """

    line: int
    mark: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Parting:
    """One way to part lines into items.

    Attributes:
        sure: what printed marks say that these are items: most where they count up, nothing where place alone does.
    """

    starts: tuple[Start, ...]
    sure: float


def partings(lines: Sequence[Line]) -> Iterator[Parting]:
    """The ways to part lines in which at least two items begin."""
    seen: set[tuple[int, ...]] = set()
    for sure, found in (
        (0.5, _numbered(lines)),
        (0.4, _lettered(lines)),
        (0.4, _alike(lines, _bullet)),
        (0.4, _boxed(lines)),
        (0.0, _alike(lines, _caption)),
        (0.2, _alike(lines, _code)),
        (0.0, _placed(lines)),
    ):
        for starts in found:
            places = tuple(start.line for start in starts)
            if len(starts) > 1 and places not in seen:
                seen.add(places)
                yield Parting(tuple(starts), sure)


def _numbered(lines: Sequence[Line]) -> Iterator[list[Start]]:
    styles: dict[tuple[str, str, str], list[Start]] = defaultdict(list)
    words = {squash(word) for word in small_words().counts}
    for at, line in enumerate(lines):
        found = NUMBER.match(line.first.text)
        if not found or (found["word"] and squash(found["word"]) not in words):
            continue
        opening = line.first.text[0] if not line.first.text[0].isalnum() else ""
        style = found["word"] or "", opening, found["close"] or ""
        styles[style].append(Start(at, found.end(), int(found["n"])))
    for style, starts in styles.items():
        fewest = 2 if any(style) else FEWEST_BARE
        yield from (chain for chain in _chains(starts) if len(chain) >= fewest)


FEWEST_BARE = 3
"""Numbers without a mark of their own that count up, from which they are those of items."""


def _chains(starts: Sequence[Start]) -> Iterator[list[Start]]:
    """Marks that count up, in reading order or in columns."""
    for step in STEPS:
        firsts = [s for s in starts if s.number == step] or [s for s in starts[:1] if step == 1]
        for first in firsts:
            chain = [first]
            for start in starts:
                if start.line > chain[-1].line and start.number == chain[-1].number + step:
                    chain.append(start)
            if len(chain) > 1:
                yield chain
    numbers = sorted(s.number for s in starts)
    step = numbers[0] if numbers else 0
    if step in STEPS and numbers == [step * (n + 1) for n in range(len(numbers))] and len(numbers) > 2:
        yield list(starts)


def _lettered(lines: Sequence[Line]) -> Iterator[list[Start]]:
    found = [
        Start(at, m.end(), ord(m["n"].lower()) - 96)
        for at, line in enumerate(lines)
        if (m := LETTER.match(line.first.text))
    ]
    yield from _chains(found)


def _boxed(lines: Sequence[Line]) -> Iterator[list[Start]]:
    """The first lines of boxes, each of which holds an item."""
    yield [Start(at) for at, line in enumerate(lines) if line.begins]


def _alike(lines: Sequence[Line], mark: Callable[[str], tuple[str, int] | None]) -> Iterator[list[Start]]:
    """Lines that begin at one place with one mark."""
    groups: dict[tuple[str, int], list[Start]] = defaultdict(list)
    for at, line in enumerate(lines):
        if found := mark(line.first.text):
            key = next((k for k in groups if k[0] == found[0]), (found[0], 0))
            groups[key].append(Start(at, found[1]))
    yield from groups.values()


def _bullet(text: str) -> tuple[str, int] | None:
    found = BULLET.match(text)
    return (found["bullet"] or found["letter"], found.end()) if found else None


def _caption(text: str) -> tuple[str, int] | None:
    """The words before a line's first colon, which stay in the text."""
    found = re.match(r"[^\W\d_][^:：=\d]{0,30}(?=[:：=])", text)
    return (squash(found.group()), 0) if found and squash(found.group()) else None


def _code(text: str) -> tuple[str, int] | None:
    found = CODE.match(text)
    return (re.sub(r"\d+", "9", found.group())[:4], found.end()) if found else None


def _placed(lines: Sequence[Line]) -> Iterator[list[Start]]:
    tops = [line.first.box.y0 for line in lines]
    lows = [max(run.box.y1 for run in line.runs) for line in lines]
    gaps = [tops[i] - lows[i - 1] for i in range(1, len(lines))]
    inside = [gap for gap in gaps if gap >= -0.02]
    if not inside:
        return
    height = median(run.box.height for line in lines for run in line.runs)
    usual = sorted(inside)[len(inside) // 4]
    yield [
        Start(i)
        for i in range(len(lines))
        if i == 0 or not 0 <= gaps[i - 1] + 0.02 <= usual + STANDS_OFF * height + 0.02
    ]
    pitches = [b - a for a, b in itertools.pairwise(tops)]
    closest = min((pitch for pitch in pitches if pitch > 0.9 * height), default=0.0)
    yield [Start(i) for i in range(len(lines)) if i == 0 or not 0 < pitches[i - 1] <= CLOSE * closest]
    yield [Start(i) for i in range(len(lines))]
    firm = [i for i in range(len(lines)) if not goes_on(lines, i)]
    yield [Start(i) for i in firm]
    lefts = Counter(round(lines[i].first.box.x0, 2) for i in firm)
    for left in [x for x, n in lefts.items() if n > 1 and n < len(firm)]:
        yield [Start(i) for i in firm if abs(lines[i].first.box.x0 - left) < ALIGNED]
    yield [Start(i) for i in firm if not lines[i].figures and (i == 0 or lines[i - 1].figures)]


def goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether a line goes on with the one above: its first word would not have fitted there."""
    if at == 0 or lines[at].begins or lines[at - 1].first.page != lines[at].first.page:
        return False
    above, line = lines[at - 1].runs[-1], lines[at].first
    below = line.box.y0 > above.box.y0
    if OPEN.search(above.text) and len(lines[at - 1].runs) == 1:
        return below
    return below and above.box.x1 + line.words[0].box.width + BLANK > lines[at].right


OPEN = re.compile(r"[,&(/-]\s*$|\b(?:and|de|of|y|und|et|with|mit)$")
"""What no line of an item ends with unless it goes on."""
BLANK = 0.004


def items_of(lines: Sequence[Line], parting: Parting) -> list[tuple[Start, list[int]]]:
    """The lines of each item: of the first and the last as many as others have, none behind a sum or a declaration."""
    starts = sorted(parting.starts, key=lambda s: s.line)
    ends = [*(s.line for s in starts[1:]), len(lines)]
    bodies = [list(range(s.line, end)) for s, end in zip(starts, ends, strict=True)]
    summed = 2 * sum(any(TOTAL.match(lines[i].first.text) for i in body[1:]) for body in bodies) > len(bodies)
    bodies = [_within(lines, body, summed=summed) for body in bodies]
    if not parting.sure:
        bodies = [_indented(lines, body) for body in bodies]
    firm = [1 + sum(not goes_on(lines, i) for i in body[1:]) for body in bodies[:-1]]
    often = [n for n, items in Counter(firm).items() if items >= max(min(2, len(firm)), OFTEN * len(firm))]
    usual = max(often or firm, default=1)
    last = len(bodies) - 1
    shortened = [
        _shortened(lines, body, usual, first=n == 0 and not parting.sure, last=n == last)
        for n, body in enumerate(bodies)
    ]
    return [(Start(body[0], s.mark, s.number), body) for s, body in zip(starts, shortened, strict=True)]


OFTEN = 0.25
"""Share of the items that have as many lines as an item of the list may have."""


def _within(lines: Sequence[Line], body: Sequence[int], *, summed: bool) -> list[int]:
    """An item up to a sum or a declaration.

    Args:
        summed: whether items themselves have lines that begin like sums: `Total: USD 120.00`.
    """
    kept = [body[0]]
    for i in body[1:]:
        first = lines[i].first
        if (TOTAL.match(first.text) and not summed) or declares(first):
            break
        kept.append(i)
    return kept


def _indented(lines: Sequence[Line], body: Sequence[int]) -> list[int]:
    """An item up to a line that begins left of it: the heading of the next group."""
    left = lines[body[0]].first.box.x0 - ALIGNED
    return list(itertools.takewhile(lambda i: lines[i].first.box.x0 > left, body))


def _shortened(lines: Sequence[Line], body: Sequence[int], usual: int, *, first: bool, last: bool) -> list[int]:
    """An item without lines that others do not have: headings of groups, what stands above and below the list."""
    groups = [[body[0]]]
    for i in body[1:]:
        if goes_on(lines, i):
            groups[-1].append(i)
        else:
            groups.append([i])
    while first and len(groups) > usual:
        groups.pop(0)
    while len(groups) > usual and (last or not lines[groups[-1][0]].figures):
        groups.pop()
    return [i for group in groups for i in group]


def item_of(lines: Sequence[Line], start: Start, body: Sequence[int]) -> Item | None:
    """The print of an item without its mark."""
    cuts: list[int] = []
    runs: list[tuple[Run, bool]] = []
    for i in body:
        for n, run in enumerate(lines[i].runs):
            first = i == body[0] and n == 0
            own = run.part(start.mark) if first and start.mark else run
            if own:
                runs.append((own, not first and (n > 0 or not goes_on(lines, i))))
    if not runs:
        return None
    whole = run_of([word for run, _ in runs for word in run.words], runs[0][0].page, runs[0][0].cell)
    at = 0
    for run, cut in runs:
        if cut:
            cuts.append(whole.spans[at])
        at += len(run.words)
    return Item(whole, frozenset(cuts))
