"""Captions that ask for several things in one line, and values that answer them: `POL/POD: Xiamen / New York`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.fields import Labelled
from extractors.captions.labels import Hit, Labels
from extractors.layout import Run

BETWEEN_CAPTIONS = re.compile(r"\s*[|/／]\s*")
BETWEEN_VALUES = re.compile(r"\s+[|/／]\s+|\s*[|]\s*|\s*／\s*")


def answered(found: Sequence[Labelled], labels: Labels) -> list[Labelled]:
    """The labels of a page, those that ask for several things parted with their values."""
    return [part for item in found for part in (_parts(item, labels) or [item])]


def _parts(item: Labelled, labels: Labels) -> list[Labelled]:
    printed = re.split(r"[:：]", item.label.text, maxsplit=1)[0].strip()
    between = re.compile(r"\s*[|]\s*") if "|" in printed else BETWEEN_CAPTIONS  # `Vessel/Flight No. | Port of loading`
    captions = [text for text in between.split(printed) if text]
    if not 1 < len(captions) < 5:
        return []
    hits = [_whole(text, labels) for text in captions]
    if any(hit is None for hit in hits) or len({hit.name for hit in hits if hit}) < len(hits):
        return []
    answer = next((line for line in item.lines if line.text.strip() not in printed), None)
    values = _values(answer) if answer else []
    if len(values) != len(captions):
        return []
    # each with its own words as its label, in which the end of the caption is counted
    labels_apart = [_own_words(item.label, text) for text in captions]
    return [
        replace(item, name=hit.name, hit=hit, label=label, lines=(value,), inline=True)
        for hit, label, value in zip(hits, labels_apart, values, strict=True)
        if hit is not None
    ]


def _own_words(label: Run, caption: str) -> Run:
    at = label.text.find(caption)
    return label.part(at, at + len(caption)) or label


def _whole(text: str, labels: Labels) -> Hit | None:
    hit = labels.find(text)
    return hit if hit and not hit.slips and hit.end >= len(text.rstrip(" .:")) else None


def _values(answer: Run) -> list[Run]:
    cuts = [(0, 0), *(m.span() for m in BETWEEN_VALUES.finditer(answer.text)), (len(answer.text), len(answer.text))]
    parts = [answer.part(a[1], b[0]) for a, b in itertools.pairwise(cuts)]
    return [part for part in parts if part is not None]
