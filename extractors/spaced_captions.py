"""Captions whose letters are set so far apart that white space parts them into runs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Run, run_of

LETTER = re.compile(r"[\u4e00-\u9fff]")
LETTER_AND_COLON = re.compile(r"[\u4e00-\u9fff]\s*[:：]")
LETTERS_APART = 0.08
"""Share of the page's width."""


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
