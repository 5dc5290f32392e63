"""In whose box of a certificate place and date are asked for: the exporter declares, the authority certifies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.captions.fields import Labelled
from extractors.layout import Run
from extractors.nlp import issuers


def declared_alone(labelled: Sequence[Labelled]) -> bool:
    """Whether `Place and date` stands in the exporter's box only, and a date of its own in that of the authority."""
    boxes = _boxes(labelled, "issuer", "dated")
    return placed_by_exporter(labelled) and bool(boxes["dated"] & boxes["issuer"])


def placed_by_exporter(labelled: Sequence[Labelled]) -> bool:
    """Whether `Place and date` is asked for in the box in which the exporter declares, and nowhere else."""
    boxes = _boxes(labelled, "issuer", "declaration", "issue_place")
    if boxes["issue_place"] and boxes["issue_place"] <= boxes["declaration"] - boxes["issuer"]:
        return True
    asked = [i for i in labelled if i.name == "issue_place" and i.lines and not names_issuer(i.lines[0].text)]
    his = declared(labelled)
    return bool(asked) and all(any(item is one for one in his) for item in asked)


def _boxes(labelled: Sequence[Labelled], *names: str) -> dict[str, set[tuple[int, int]]]:
    """Where captions with something behind them stand, for each field."""
    return {
        name: {(i.label.page, i.label.cell) for i in labelled if i.name == name and i.label.cell >= 0 and i.lines}
        for name in names
    }


def names_issuer(text: str) -> bool:
    """Whether what stands under the caption of a place is the authority, whose own caption is below it."""
    named = issuers.find_issuer(text)
    return named is not None and named.sure >= SURELY and not re.search(r"\d", text)


SURELY = 0.9


def declared(labelled: Sequence[Labelled]) -> list[Labelled]:
    """The captions of place and date under which the exporter signs, by the heading of their box or their column."""
    headings = [item for item in labelled if item.name in ("issuer", "declaration")]
    if not any(item.name == "declaration" for item in headings):
        return []
    return [item for item in labelled if item.name in SIGNED and _heading(item, headings) == "declaration"]


SIGNED = ("issue_place", "issue_date", "dated")
COLUMN = 0.02
"""Share of the page's width that a caption may begin left of the heading it stands under."""


def _heading(item: Labelled, headings: Sequence[Labelled]) -> str | None:
    """The heading a caption stands under: in its own cell the last one above it, else the nearest of its column."""
    box = item.label.box
    above = [h for h in headings if h.label.page == item.label.page and h.label.box.y0 <= box.y0 + 0.5 * box.height]
    same = [h for h in above if h.label.cell == item.label.cell]
    if item.label.cell >= 0:
        return max(same, key=lambda h: h.label.box.y0).name if same else None
    same = [h for h in same if h.label.box.x0 <= box.x0 + COLUMN]
    lowest = max((h.label.box.y0 for h in same), default=0.0)
    level = [h for h in same if lowest - h.label.box.y0 < 2 * box.height]
    return max(level, key=lambda h: h.label.box.x0).name if level else None


def under_issuer(runs: Sequence[Run], labelled: Sequence[Labelled]) -> list[Run]:
    """The print in the box, or in the open in the column, of the caption under which the authority certifies."""
    return [run for run in runs if any(_is_under(run, i.label) for i in labelled if i.name == "issuer")]


def _is_under(run: Run, label: Run) -> bool:
    column = label.cell >= 0 or -COLUMN < run.box.x0 - label.box.x0 < WIDTH
    return (run.page, run.cell) == (label.page, label.cell) and run.box.y0 > label.box.y0 and column


WIDTH = 0.3
"""Share of the page's width within which print in the open begins under a caption."""
