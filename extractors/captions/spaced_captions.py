"""Captions whose letters or words are set so far apart that white space parts them into runs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractors.layout import Run, on_lines, run_of

LETTER = re.compile(r"[\u4e00-\u9fff]")
LETTER_AND_COLON = re.compile(r"[\u4e00-\u9fff]\s*[:：]")
LETTERS_APART = 0.08
"""Share of the page's width."""


FEWEST = 3
"""Letters in a row from which they are a title set apart."""


def joined_title(runs: Sequence[Run]) -> list[Run]:
    """The print with every title whose letters are set apart as one run: `生  产  通  知  单`."""
    joined: list[Run] = []
    streak: list[Run] = []
    for run in [*runs, None]:
        last = streak[-1] if streak else None
        if run is not None and (last is None or _goes_on(last, run)) and len(run.text.strip()) == 1:
            streak.append(run)
            continue
        joined.extend([_one(streak)] if len(streak) >= FEWEST else streak)
        starts = run is not None and len(run.text.strip()) == 1
        streak = [run] if run is not None and starts else []
        joined.extend([run] if run is not None and not starts else [])
    return joined


def _goes_on(last: Run, run: Run) -> bool:
    level = last.cell == run.cell and abs(last.box.cy - run.box.cy) < 0.5 * run.box.height
    return level and 0 < run.box.x0 - last.box.x1 < LETTERS_APART


def _one(letters: Sequence[Run]) -> Run:
    return run_of([word for run in letters for word in run.words], letters[0].page, letters[0].cell)


def joined_headline(runs: Sequence[Run], line: float) -> list[Run]:
    """The print with every line of a few capital words that stand nearly evenly apart as one run: a headline whose
    letters are set apart (`CERTIFICATE   OF   ORIGIN`), whose blanks are as wide as those between columns.

    Args:
        line: the height of the page's lines, as a share of the page's height.
    """
    whole: dict[Run, Run | None] = {}
    for level in on_lines(runs, 0.5):
        blanks = [b.box.x0 - a.box.x1 for a, b in itertools.pairwise(level)]
        capitals = len(level) > 1 and all(run.cell < 0 and CAPITALS.fullmatch(run.text) for run in level)
        if capitals and 0 < max(blanks) < min(MOST_UNEVEN * min(blanks), WORDS_APART * line):
            whole |= {level[0]: _one(level), **dict.fromkeys(level[1:])}
    return [one for run in runs if (one := whole.get(run, run)) is not None]


CAPITALS = re.compile(r"[^\W\d_a-z]{2,}(?: [^\W\d_a-z]{2,})*")
MOST_UNEVEN = 2
"""How many times wider than another a blank of one headline is at most."""
WORDS_APART = 2.5
"""Line heights, each as a share of the page's height, that a blank covers of the page's width at most."""


def over_two_lines(runs: Sequence[Run], line: float) -> list[str]:
    """The text of every headline that had no room on one line: `REGIONAL COMPREHENSIVE ECONOMIC` over `PARTNERSHIP`.

    Args:
        line: the height of the page's lines, as a share of the page's height.
    """
    large = [run for run in runs if run.box.height > LARGER * line]
    return [
        HYPHEN.sub("-", f"{run.text.strip()} {below.text.strip()}")
        for run in large
        for below in large
        if below.cell == run.cell
        and abs(below.box.height - run.box.height) < ALIKE * run.box.height
        and 0 < below.box.cy - run.box.cy < NEXT_LINE * run.box.height
        and (abs(below.box.cx - run.box.cx) < CENTRED or abs(below.box.x0 - run.box.x0) < CENTRED)
    ]


HYPHEN = re.compile(r"- (?=\w)")
LARGER, ALIKE = 1.05, 0.15
"""How much higher than the page's lines a headline is at least, and by which share of it its lines may differ."""
NEXT_LINE, CENTRED = 1.8, 0.02
"""Heights from one of its lines to the next, and the share of the page's width by which their middles may differ."""


def joined_letters(runs: Sequence[Run]) -> list[Run]:
    """Captions whose two letters are set apart to be as wide as others: `品    名：`, `日    期：`."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and LETTER.fullmatch(last.text)
            and LETTER_AND_COLON.match(run.text)
            and last.cell == run.cell
            and abs(last.box.cy - run.box.cy) < 0.5 * run.box.height
            and 0 < run.box.x0 - last.box.x1 < LETTERS_APART
        ):
            joined[-1] = run_of(last.words + run.words, run.page, run.cell)
        else:
            joined.append(run)
    return joined
