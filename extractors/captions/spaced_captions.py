"""Captions whose letters are set so far apart that white space parts them into runs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Run, run_of

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
