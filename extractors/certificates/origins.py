"""Which country certified goods come from, where no box of the form says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.fields import Labelled
from extractors.layout import Run, by_cell
from extractors.nlp import statements
from extractors.sighted import Context, found_value, joined
from extractors.typed import countries
from schemas.record import Value

UNION = "EU"
OTHER_PARTY = 0.8
"""What the other party of an agreement counts: no word of the paper says that the goods come from there."""
OF_TWO = re.compile(
    r"(?P<one>[A-Z][A-Z. ]{2,30}?) ?(?:-|–|—|/|\bAND\b) ?(?P<other>[A-Z][A-Z. ]{2,30}?) (?:FREE TRADE|FTA\b|F\.T\.A)",
    re.IGNORECASE,
)
"""An agreement named after its two parties: `China-Australia Free Trade Agreement`, `CHINA-CHILE FTA`."""


def produced_in(runs: Sequence[Run], context: Context) -> Value | None:
    """`… all the goods were produced in CHINA`, over line breaks."""
    if not runs:
        return None
    whole = joined(by_cell(runs))
    stated = statements.produced_in(whole.text)
    return found_value(stated, whole, context) if stated else None


def member_state(labelled: Sequence[Labelled], context: Context) -> Value | None:
    """The country beside that of the Union: `UNION EUROPÉENNE (FRANCE)`, `Deutschland (Europäische Union)`."""
    for item in labelled:
        if item.name == "origin_country" and item.lines:
            run = joined(item.lines[:3])
            near = [found for found in countries.find_countries(run.text) if found.value != UNION]
            if len({found.value for found in near}) == 1:
                return found_value(near[0], run, context)
    return None


def other_party(runs: Sequence[Run], destination: str, context: Context) -> Value | None:
    """Of an agreement between two countries, that which the goods do not go to: its certificates go one way or the
    other, and some of them (China's with Australia) ask nowhere for the origin.
    """
    for run in runs:
        for named in OF_TWO.finditer(run.text):
            sides = [(side, countries.find_countries(named[side])) for side in ("one", "other")]
            if any(not found for _, found in sides):
                continue
            apart = [found[-1 if side == "one" else 0].moved(named.start(side)) for side, found in sides]
            origin = [found for found in apart if found.value != destination]
            if len(origin) == 1:
                value = found_value(origin[0], run, context)
                return replace(value, confidence=min(value.confidence, OTHER_PARTY))
    return None
