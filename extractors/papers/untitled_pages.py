"""Untitled pages that are told by how they begin or by their words: the notes on a paper's back, a slip in between."""

from __future__ import annotations

import re

from extractors.layout import Sheet
from extractors.nlp.kinds import kinds_by_words
from extractors.recognise import UNKNOWN

OVERLEAF = re.compile(
    r"\W*(?:OVERLEAF|NOTES?|INSTRUCTIONS|TERMS (?:AND|&) CONDITIONS|GENERAL CONDITIONS)\b", re.IGNORECASE
)
"""How the printed back of a paper begins."""
A_SLIP = 60
"""Words from which an untitled page may be the printed back of the paper before it."""
OF_NO_KIND, NOT_ITS_KIND = 0.75, 0.05
"""Probability by its words that a page is of none of the kinds, at least, and of the kind of the paper before it, at
most, to begin a paper of its own."""


def is_back(sheet: Sheet) -> bool:
    """Whether a page begins as the printed back of a paper does; its notes may name the kind of that paper."""
    return bool(sheet.runs) and OVERLEAF.match(sheet.runs[0].text) is not None


def is_slip(sheet: Sheet, kind: str) -> bool:
    """Whether a page behind a paper of some kind has few words, and those of papers of none of the kinds.

    A receipt, a card, a photograph in between. The terms of carriage on the back of a bill of lading have such words
    too, but many.
    """
    if sum(len(run.words) for run in sheet.runs) >= A_SLIP:
        return False
    chances = kinds_by_words((sheet,))
    return chances.get(UNKNOWN, 0.0) >= OF_NO_KIND and chances.get(kind, 1.0) <= NOT_ITS_KIND
