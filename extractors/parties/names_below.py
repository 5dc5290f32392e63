"""Parties whose number stands behind their caption and whose name behind the next one: `Vendor: 104417` / `Name: …`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.fields import Labelled

PARTIES = ("producer", "supplier", "buyer")
NAME = re.compile(
    r"\W*(?:NAME|DESCRIPTION|DESCR|BEZEICHNUNG|NOMBRE|DENOMINACI[OÓ]N|NOM|NOME|NAZWA|名称|名稱)\W*$", re.IGNORECASE
)
"""The caption of a name, whose it is being said above it."""
NEXT, LEVEL = 2.2, 0.004
"""Heights of print down to the next caption, and how exactly it begins below the first."""


def named_below(labelled: Sequence[Labelled]) -> list[Labelled]:
    """Labels with such names in the place of the numbers, and without the captions of the names."""
    names = {id(party): name for party in labelled if _is_number(party) and (name := _name_below(party, labelled))}
    used = {id(name) for name in names.values()}
    return [
        replace(item, lines=names[id(item)].lines) if id(item) in names else item
        for item in labelled
        if id(item) not in used
    ]


def _is_number(item: Labelled) -> bool:
    return item.name in PARTIES and bool(item.lines) and re.search(r"[^\W\d_]", item.lines[0].text) is None


def _name_below(party: Labelled, labelled: Sequence[Labelled]) -> Labelled | None:
    box = party.label.box
    for item in labelled:
        below = 0 < item.label.box.cy - box.cy < NEXT * box.height and abs(item.label.box.x0 - box.x0) < LEVEL
        if below and item.label.page == party.label.page and item.lines and NAME.match(item.label.text[: item.hit.end]):
            return item
    return None
