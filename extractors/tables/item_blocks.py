"""Goods whose captions are printed again in the box of every item, as programs fill in the RCEP form.

Such boxes look like tables of one row whose headers repeat; further captions stand below each other in what would be
one column.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.captions.labels import Hit, Labels
from extractors.captions.wording import BOX_NUMBER
from extractors.layout import Run, Sheet, run_of
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column
from extractors.tables.page_tables import Listed
from schemas.page import Box

FEWEST_CAPTIONS = 4
"""So many captions must stand in every block alike."""
SMALL = 0.88
"""Share of the height of the other print below which a line that every block has goes on with a caption."""
SINGLE = ("item", "hs_code", "origin_criterion")
"""Columns that hold one value for each of the goods, of which a block asks for one at least."""
ALIKE = 75.0
"""Likeness (0 to 100) from which two captions are one."""
MANY = 3
"""Blocks of which one may have a caption that was not read."""
ALIGNED = 0.012
SLACK = 0.003
NUMBERED = re.compile(r"\W*\d{1,2}\s?[.):]\s")
Answers = Mapping[str, tuple[Run, tuple[Run, ...]]]
"""For each column its caption and the lines under it."""


def listed_blocks(sheet: Sheet, labels: Labels) -> Listed | None:
    """The blocks of a page as the rows of a table; None where no captions repeat block by block.

    Args:
        labels: the wordings of the columns.
    """
    repeated = _repeated(sheet, labels)
    captions = {run: hit for alike in repeated for run, hit in alike}
    if len({hit.name for hit in captions.values()}) < FEWEST_CAPTIONS:
        return None
    firsts = [run for run, _ in max(repeated, key=len)]
    tops = [run.box.y0 - SLACK for run in firsts]
    last = firsts[-1]
    step = max(b - a for a, b in itertools.pairwise(tops))
    end = max(sheet.page.cells[last.cell].y1 if last.cell >= 0 else 0.0, tops[-1] + step)
    lefts = _lefts([run for run in captions if tops[0] <= run.box.y0 < tops[1]])
    blocks = [_Block(sheet, labels, top, low, captions) for top, low in itertools.pairwise([*tops, end])]
    said = [block.said(lefts) for block in blocks]
    if not all(_is_one(answers) for answers in said):
        return None
    columns = [
        Column(name, label.box.x0, label.box.x1, label.text, False, label.box.y0)
        for name, (label, _) in said[0].items()
    ]
    rows = [Row({name: lines for name, (_, lines) in answers.items() if lines}) for answers in said]
    box = Box(lefts[0] - 0.01, tops[0], 1.0, end)
    return Listed("lines", Table(tuple(columns), tuple(rows), (), box), box)


def _is_one(said: Answers) -> bool:
    """Whether a block tells of one goods line."""
    lines = [len(said[name][1]) for name in SINGLE if name in said and said[name][1]]
    return bool(lines) and max(lines) == 1


def _repeated(sheet: Sheet, labels: Labels) -> list[list[tuple[Run, Hit]]]:
    """The captions that stand on the page as often as most of those do that stand there more than once, in reading
    order: each as often as it stands there, with what it asks for where it was read best.

    Returns:
        One list for each caption; of three blocks and more one may be missing.
    """
    asking = [(run, hit) for run in sheet.runs if (hit := labels.find(run.text)) and hit.letters >= 4]
    # a caption that has its value behind its colon stands over none
    found = [(run, hit) for run, hit in asking if not (hit.colon and run.text[hit.end :].strip())]
    alike: list[list[Run]] = []
    for run, _ in found:
        if not any(_is_alike(group[0], run) for group in alike):
            alike.append([other for other in sheet.runs if _is_alike(run, other)])
    counts = Counter(len(group) for group in alike if len(group) > 1)
    times = max(counts, key=lambda count: (counts[count], count), default=0)
    few = times - (times >= MANY)
    hits = dict(found)
    best = [(group, min((hits[r] for r in group if r in hits), key=lambda hit: hit.slips)) for group in alike]
    return [
        [(run, hit) for run in group]
        for group, hit in best
        if few <= len(group) <= times and (hit.numbered or not hit.slips)
    ]


def _is_alike(first: Run, other: Run) -> bool:
    """Whether two captions in one column have one wording; small print of a fax is not read the same every time."""
    level = abs(first.box.x0 - other.box.x0) < ALIGNED
    return level and fuzz.ratio(wording(first.text), wording(other.text)) >= ALIKE


def _lefts(captions: Sequence[Run]) -> list[float]:
    """Where the columns of captions begin."""
    lefts: list[float] = []
    for x in sorted(run.box.x0 for run in captions):
        if not lefts or x - lefts[-1] > ALIGNED:
            lefts.append(x)
    return lefts


@dataclass(frozen=True, slots=True)
class _Block:
    """The print of one item, between two heights.

    Attributes:
        captions: the runs that every block has, and what they ask for.
    """

    sheet: Sheet
    labels: Labels
    top: float
    low: float
    captions: Mapping[Run, Hit]

    def said(self, lefts: Sequence[float]) -> Answers:
        """What stands under each caption, column by column."""
        inside = [run for run in self.sheet.runs if self.top <= run.box.y0 < self.low]
        tall = max((run.box.height for run in inside if run not in self.captions), default=0.0)
        told: dict[str, tuple[Run, tuple[Run, ...]]] = {}
        for left, right in itertools.pairwise([*lefts, 1.0 + ALIGNED]):
            down = [run for run in inside if left - ALIGNED <= run.box.x0 < right - ALIGNED]
            name, label, open_caption = "", None, False
            for run in sorted(down, key=lambda r: r.box.y0):
                if open_caption and label and self._goes_on(label, run, tall):
                    label = run_of(label.words + run.words, run.page, run.cell)
                    longer = self.labels.find(label.text)
                    name = longer.name if longer else name
                elif run in self.captions or (NUMBERED.match(run.text) and self._is_caption(run, tall)):
                    hit = self.captions.get(run) or self.labels.find(run.text)
                    name, label, open_caption = hit.name if hit else "", run, True
                elif name and label:
                    known, lines = told.get(name, (label, ()))
                    told[name] = known, (*lines, run)
                    open_caption = False
        return told

    def _goes_on(self, label: Run, run: Run, tall: float) -> bool:
        """Whether a line goes on with a caption: print as small, or words that a longer wording has."""
        if NUMBERED.match(run.text):
            return False
        longer = self.labels.find(f"{label.text} {run.text}")
        whole = longer is not None and longer.end >= len(label.text) + len(run.text)
        slips = longer.slips if longer and not self.scanned else 0
        wordy = len(re.findall(r"[^\W\d_]", run.text)) > 2
        return self._is_small(run, tall) or (whole and not slips and wordy)

    def _is_caption(self, run: Run, tall: float) -> bool:
        return self._is_small(run, tall) or (self.scanned and self.labels.find(run.text) is not None)

    def _is_small(self, run: Run, tall: float) -> bool:
        """Whether print is small. Line boxes of a scan tell letters with descenders from those without, not fonts."""
        return not self.scanned and run.box.height < SMALL * tall

    @property
    def scanned(self) -> bool:
        return self.sheet.page.engine != "text"


def wording(label: str) -> str:
    """A label as it is printed, without numbers: blocks repeat it, other words for the same property do not."""
    return re.sub(r"[\W\d]", "", BOX_NUMBER.sub("", label)).upper()
