"""Parties whose caption heads a section of captions of its own: `2. EXPORTER` over `Name: …`, `Address: …`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.layout import Run, Sheet
from extractors.parties.party_lines import ASKED_FOR

if TYPE_CHECKING:
    from extractors.captions.fields import Labelled

PARTIES = ("exporter", "producer", "importer", "consignee", "certifier")
_ENDS = r"(?:\s*/\s*[^:：\d]{2,24}|\s*\([A-Za-z][^:：\d]{2,24}\))?\s*(?:[:：]\s*|$)"
COMPANY = re.compile(
    r"\W*(?:(?:legal|business|corporate|company|firm|entity|trade)(?:\s+entity)?\s+name|name\s+of\s+(?:company|firm)|"
    r"company|firm|organi[sz]ation|(?:nombre,?\s+(?:o|y|/)\s+)?(?:raz[oó]n|denominaci[oó]n)\s+social|(?:nom\s+ou\s+)?raison\s+sociale|"
    r"empresa|compañ[ií]a|denominaci[oó]n|entreprise|"
    r"soci[eé]t[eé]|회사명|상호|업체명|公司名称|公司)" + _ENDS,
    re.IGNORECASE,
)
NAME = re.compile(r"\W*(?:(?:full|complete)\s+)?(?:name|nombre|nom|성명|명칭|名称|姓名)" + _ENDS, re.IGNORECASE)
"""What such a section calls the party: a firm first, for a name beside it is that of a person."""
LOWEST = 14.0
"""Line heights below its heading where a section ends at the latest."""
NEAR = 1.2
"""Heights of print between a caption and a value under it."""
FARTHEST = 0.35
"""Share of the page's width within which a value stands beside its caption."""


def with_sections(sheet: Sheet, runs: Sequence[Run], found: Sequence[Labelled]) -> list[Labelled]:
    """The labels of a page, headings of sections with the name that their section tells.

    What asks for a firm in the section of a party asks for nobody else.

    Args:
        runs: the print outside tables.
        found: the labels with their values, in reading order.
    """
    headings = [item for item in found if _heads(item)]
    told = {id(item): _named(sheet, runs, item, headings) for item in headings}
    values = {run for named in told.values() for run in named}
    kept: list[Labelled] = []
    for item in found:
        if named := told.get(id(item)):
            kept.append(replace(item, lines=named, inline=False))
        elif not (item.name == "certifier" and COMPANY.match(item.label.text) and values.intersection(item.lines)):
            kept.append(item)
    return kept


def _heads(item: Labelled) -> bool:
    said = item.lines and not COMPANY.fullmatch(item.lines[0].text)
    return item.name in PARTIES and not said and item.hit.is_all_of(item.label.text) and not item.hit.slips


def _named(sheet: Sheet, runs: Sequence[Run], item: Labelled, headings: Sequence[Labelled]) -> tuple[Run, ...]:
    """The lines that name the party of a section; none where no caption asks for it."""
    label = item.label
    cell = sheet.page.cells[label.cell] if label.cell >= 0 else None
    others = [h.label.box for h in headings if h is not item and h.label.page == label.page]
    level = [b.x0 for b in others if abs(b.cy - label.box.cy) < label.box.height and b.x0 > label.box.x1]
    right = min([1.0, *level])
    low = min([b.y0 for b in others if b.y0 > label.box.y1], default=1.0)
    low = min(low, label.box.y1 + LOWEST * sheet.line_height)
    left = (label.box.x0 if cell is None else cell.x0) - 0.02
    inside = [r for r in runs if label.box.y1 < r.box.cy < low and left < r.box.x0 < right]
    for pattern in (COMPANY, NAME):
        for run in inside:
            if (asked := pattern.match(run.text)) and (value := _answer(run, asked.end(), inside)):
                return tuple(_in_its_cell(sheet, run, value))
    return ()


def _in_its_cell(sheet: Sheet, caption: Run, value: Run) -> list[Run]:
    """A value with what wraps below it in a drawn cell of its own."""
    if value.cell < 0 or value.cell == caption.cell:
        return [value]
    return sheet.in_cell(value.cell)


def _answer(caption: Run, end: int, inside: Sequence[Run]) -> Run | None:
    """What stands behind a caption in its own run, beside it, or under it."""
    if rest := caption.part(end):
        return rest
    box = caption.box
    level = [r for r in inside if abs(r.box.cy - box.cy) < 0.6 * box.height and 0 <= r.box.x0 - box.x1 < FARTHEST]
    under = [
        r for r in inside
        if abs(r.box.x0 - box.x0) < 0.02 and 0 < r.box.y0 - box.cy < box.height + NEAR * r.box.height
    ]  # fmt: skip
    nearest = [min(level, key=lambda r: r.box.x0)] if level else []
    nearest += [min(under, key=lambda r: r.box.y0)] if under else []
    return next((run for run in nearest if not ASKED_FOR.fullmatch(run.text)), None)
