"""Print that names kinds of papers without being one: letters, lists of enclosures, papers that nobody audits."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.forms import Recogniser, shared_file
from extractors.layout import Run

FEWEST = 5
"""Words from which a line can be a sentence."""
SENTENCE_WORDS = 2
PARAGRAPH = 1.2
"""Line heights between two lines of one paragraph, at most."""
LEVEL = 0.01
"""Shares of the page's width by which the lines of a paragraph may begin apart."""


class _Unaudited(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    recognise: tuple[Recogniser, ...]
    sentence: frozenset[str]
    sentence_zh: frozenset[str]
    salutation: tuple[str, ...]


@cache
def _told() -> _Unaudited:
    return _Unaudited.model_validate(shared_file("unaudited"))


def recognisers() -> tuple[Recogniser, ...]:
    """How papers that nobody audits are known; source: forms/_unaudited.yaml."""
    return _told().recognise


def salutation(runs: Sequence[Run]) -> str | None:
    """How a letter begins, where one does."""
    begins = re.compile("|".join(_told().salutation))
    return next((run.text for run in runs if begins.match(run.text)), None)


def without_sentences(runs: Sequence[Run]) -> list[Run]:
    """The runs that are no part of a sentence: `please find enclosed the bill of lading` is no bill of lading."""
    spoken = {id(run) for run in runs if _is_sentence(run.text)}
    for run in runs:
        if run.text[:1].islower() and id(run) not in spoken and _beside(run, runs, spoken):
            spoken.add(id(run))
    return [run for run in runs if id(run) not in spoken]


def _is_sentence(text: str) -> bool:
    if any(word in text for word in _told().sentence_zh):
        return True
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
    return len(words) >= FEWEST and sum(word in _told().sentence for word in words) >= SENTENCE_WORDS


def _beside(run: Run, runs: Sequence[Run], spoken: Collection[int]) -> bool:
    """Whether a line that begins in small letters stands right under or over a sentence: it is part of it."""
    return any(
        id(other) in spoken
        and abs(other.box.x0 - run.box.x0) < LEVEL
        and max(other.box.y0 - run.box.y1, run.box.y0 - other.box.y1) < PARAGRAPH * run.box.height
        for other in runs
    )
