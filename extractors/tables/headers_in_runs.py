"""Captions in one run of print: headers that stand so close that they are one, a label with its value."""

from __future__ import annotations

import re

from extractors.captions.labels import Hit, Labels
from extractors.layout import Run
from extractors.nlp.goods import counts_packages

CONNECTED = re.compile(r"\W*(?:&|AND\b|OF\b|OR\b|及|和|与)", re.IGNORECASE)
CONNECTING = re.compile(r"(?:&|\b(?:AND|OF|OR|DE|DES|DEL|DER|UND|ET)|及|和|与)\s*\Z", re.IGNORECASE)
"""Ends of words that go on: `Description of` before `packages and goods` is no header by itself."""
STROKE_BEHIND = re.compile(r"(?:[/／]|\bOR)\s*$", re.IGNORECASE)
OF_ONE_COLUMN = re.compile(r"[\u4e00-\u9fff][/／][\u4e00-\u9fff]")
"""`完成/实领数量` is one header, as what it stands over is of one kind of row or of another."""


def has_value(text: str) -> bool:
    """Whether print holds a figure of two digits, as captions do not."""
    return bool(re.search(r"\d{2}", text))


def asks_too(rest: str, labels: Labels) -> bool:
    """Whether print behind a caption is a caption itself."""
    return (following := labels.find(rest)) is not None and following.letters > 4 and not has_value(rest)


def labels_in(run: Run, labels: Labels) -> list[tuple[Run, Hit]]:
    """Headers that stand so close that they make one run, parted where the next wording begins."""
    found: list[tuple[Run, Hit]] = []
    at, one = len(run.text) if counts_packages(run.text) else 0, False
    while at < len(run.text):
        hit = labels.find(run.text[at:])
        if hit is None:
            at = next((span for span in run.spans if span > at), len(run.text))
            continue
        part = run.part(at, at + hit.end)
        rest = run.text[at + hit.end :].strip() if hit.colon else ""
        if rest and not asks_too(rest, labels) and (not one or has_value(rest)):
            return []  # a label with its value
        one = one or bool(rest)
        if part:
            found.append((part, hit))
        at += hit.end
    connected = any(CONNECTED.match(part.text) for part, _ in found[1:])
    connected = connected or any(CONNECTING.search(part.text) for part, _ in found[:-1])
    if one or ";" in run.text[:-1] or connected:  # one of several words
        goods = [hit for _, hit in found if hit.name == "goods"]
        return [(run, goods[0])] if goods else found[:1]
    if found and OF_ONE_COLUMN.search(run.text):
        return [(run, max((hit for _, hit in found), key=lambda hit: hit.letters))]
    if len(found) > 1 and STROKE_BEHIND.search(run.text[: run.text.find(found[1][0].text, 1)]):
        return [(run, found[0][1])]  # `Qté/u`, `Quantity or net weight`
    covered = sum(len(part.text) for part, _ in found)
    return found if covered >= 0.6 * len(run.text) - 2 else []
