"""All containers that a commercial paper names, with a caption or without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Run
from extractors.sighted import Context, Values, found_value, value_of
from extractors.typed import codes
from extractors.typed.folding import as_letters, fold
from schemas.record import Value

OTHER_NUMBERS = ("bl_number", "booking_number", "master_number", "document_number")
"""Numbers that some carriers build as containers are."""


def containers_of(found: Values, runs: Sequence[Run], context: Context) -> Values:
    """All containers of the paper, parted by `;`: a number needs no label, its check digit tells it.

    With a label a misread number is believed where it stands alone and letters alone were taken for figures, or figures
    for letters: `BM0U1060562`. A text layer was not misread: where one is right, or stands in a line by itself, what
    looks alike is another whose check digit is wrong as printed.

    Args:
        found: the paper's values; of its other numbers every eleventh that is built alike has a right check digit.
    """
    known = found.get("container")
    if context.engine == "text" and known is not None:
        known = _as_printed(known)
    others = {re.sub(r"\W", "", str(found[name].value)) for name in OTHER_NUMBERS if name in found}
    boxes: dict[str, Value] = {}
    for run in runs:
        for told in codes.find_containers(run.text):
            printed = re.sub(r"\W", "", told.raw).upper()
            alone = len(told.raw) == len(run.text) and as_letters(fold(printed)) == as_letters(told.value)
            sure = not told.repaired or alone or (printed == told.value and known is not None)
            if told.value not in others and sure:
                boxes.setdefault(str(told.value), found_value(told, run, context))
        if context.engine == "text":
            boxes = _with_unchecked(boxes, run, others, context)
    if known is not None:
        boxes = {str(known.value): known, **boxes} if str(known.value) not in boxes else boxes
    if not boxes or (known is not None and len(boxes) == 1):
        return {} if known is None else {"container": known}
    least = min(boxes.values(), key=lambda box: box.confidence)
    first = next(iter(boxes.values()))
    return {"container": replace(first, value=";".join(boxes), confidence=least.confidence)}


def _as_printed(box: Value) -> Value:
    """A container whose check digit is not right, as the text layer has it: no scanner misread what was typed wrong."""
    printed = CONTAINER.search(box.sightings[0].raw.upper())
    number = "".join(printed.groups()) if printed else str(box.value)
    return box if number == box.value else replace(box, value=number, alternatives=(str(box.value),))


CONTAINER = re.compile(r"(?<![A-Z0-9])([A-Z]{4})[\s-]?(\d{3})[\s-]?(\d{3})[\s/-]?(\d)(?!\d)")


def _with_unchecked(boxes: dict[str, Value], run: Run, others: set[str], context: Context) -> dict[str, Value]:
    """The containers known so far and those of a line that begins with one, or has a right one, as printed."""
    listed = {re.sub(r"\W", "", m["number"]): m for m in BOX.finditer(run.text)}
    if not (BOX_FIRST.match(run.text) or boxes.keys() & listed.keys()):
        return boxes
    for number, m in listed.items():
        if number not in others:
            part = run.part(*m.span("number"))
            boxes[number] = boxes.pop(number, None) or value_of(number, part or run, context, UNLABELLED_BOX)
    return boxes


_BOX = r"(?P<number>[A-Z]{3}[UJZ]\s?\d{3}\s?\d{3}\s?[-/]?\d)(?![\dA-Z-])"
BOX = re.compile(rf"(?<![A-Z\d]){_BOX}")
BOX_FIRST = re.compile(rf"\W*(?:\d\s?[X×]\s?\d0'?\s?|(?i:CONTAINERS?|CNTRS?|CTNRS?)\b(?:\W*(?i:NOS?)\b)?\W*)?{_BOX}")
UNLABELLED_BOX = 0.6
"""What a container counts that neither a caption nor its check digit tells."""
