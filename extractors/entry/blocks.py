"""Lines of an entry printed as blocks of captions with values: one below the other, or cards beside each other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.captions.fields import Labelled, labelled_values
from extractors.captions.labels import Labels
from extractors.entry.captions import NUMBERED, EntryLabels
from extractors.entry.spans import ADDED
from extractors.entry.tariffs import tariff_rows
from extractors.layout import Run, Sheet, run_of

LINE_NUMBER = re.compile(r"\W*\d{1,3}\b")
OF_A_DUTY = ("duty", "added_duty", "rate")
DIGITS = re.compile(r"\d+")
Block = dict[str, Sequence[Run]]
"""Column -> its print."""
Item = tuple[str, Labelled]
"""The column that a caption names, the caption with its value."""


def in_blocks(sheet: Sheet, labels: EntryLabels, headers: Labels) -> list[Block]:
    """The print of each line by column; empty where no captions number the lines.

    Args:
        labels: captions; `headers`: those of columns, for tables inside the blocks.
    """
    found = labelled_values(sheet, labels, [])
    said = _said_by_captions(found)
    items = [
        (item.columns[0], said.get(i, item))
        for i, item in enumerate(found)
        if item.columns and (i in said or (item.lines and (item.columns[0] != "item" or _numbers(item))))
    ]
    starts = [item for name, item in items if name == "item"]
    beside = any(_level(a.label, b.label) for a, b in itertools.pairwise(starts))
    groups = _cards(items, starts) if beside else _below_each_other(items)
    captions = [item.label for item in found]
    blocks = [_block(group, sheet, captions) for group in groups]
    if not beside and len(blocks) == len(starts):
        tops = [item.label.box.y0 - 0.001 for item in starts] + [1.0]
        for block, (top, low) in zip(blocks, itertools.pairwise(tops), strict=True):
            if rows := tariff_rows(sheet, top, low, headers):
                for name in OF_A_DUTY:  # the sums below the last line are captioned like its duty
                    block.pop(name, None)
                block |= rows
    return [block for block in blocks if "hs_code" in block]


def _numbers(item: Labelled) -> bool:
    return LINE_NUMBER.match(item.lines[0].text) is not None


def _said_by_captions(found: Sequence[Labelled]) -> dict[int, Labelled]:
    """`Related` below `Parties`, where the first has no value of its own: the second is it. Keyed by place."""
    said: dict[int, Labelled] = {}
    asking = [i for i, item in enumerate(found) if item.columns[:1] == ["relationship"] and not item.hit.colon]
    for i, j in itertools.permutations(asking, 2):
        asked, answer = found[i], found[j].label
        under = abs(asked.label.box.x0 - answer.box.x0) < 0.01 and answer.box.y0 > asked.label.box.cy
        if not asked.lines and under and answer.box.y0 - asked.label.box.y1 < answer.box.height:
            said[i] = replace(asked, lines=(answer,))
    return said


def _level(a: Run, b: Run) -> bool:
    return abs(a.box.cy - b.box.cy) < 0.5 * min(a.box.height, b.box.height)


def _below_each_other(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    names = [name for name, _ in items]
    numbered = [i for i, name in enumerate(names) if name == "item"]
    before = 0  # so many labels stand before the line's number in every block
    while numbered and numbered[0] > before and len({names[i - before - 1] for i in numbered}) == 1 < len(numbered):
        before += 1
    for start, end in itertools.pairwise([i - before for i in numbered] + [len(items)]):
        yield items[start:end]


def _cards(items: Sequence[Item], starts: Sequence[Labelled]) -> Iterator[Sequence[Item]]:
    """What stands below the head of each card and not farther right than the next."""
    for start in starts:
        head = start.label.box
        level = [other.label.box.x0 for other in starts if _level(other.label, start.label)]
        right = min((x for x in level if x > head.x0 + 0.01), default=1.0)
        lower = [s.label.box for s in starts if s.label.box.cy > head.cy and not _level(s.label, start.label)]
        low = min((box.y0 for box in lower), default=1.0)
        inside = [
            (name, item)
            for name, item in items
            if head.x0 - 0.01 <= item.label.box.x0 < right - 0.005
            and head.y0 - 0.002 <= item.label.box.y0 < low - 0.002
        ]
        yield [("item", start), *(pair for pair in inside if pair[0] != "item")]


def _block(items: Sequence[Item], sheet: Sheet, captions: Sequence[Run]) -> Block:
    block: Block = {}
    number_before = ""
    for name, item in items:
        number_before = item.lines[0].text if name in ("hs_code", "added") else number_before
        if name == "item" and (named := NUMBERED.fullmatch(item.lines[0].text)):
            parts = [item.lines[0].part(*named.span(part)) for part in ("number", "goods")]
            block |= {key: [part] for key, part in zip(("item", "goods"), parts, strict=True) if part}
            block["goods"] = [*block.get("goods", ()), *_further_words(item.lines)]
        elif name == "item":
            digits = DIGITS.search(item.lines[0].text)
            number = item.lines[0].part(*digits.span()) if digits else None
            block[name] = [number] if number else item.lines[:1]
        elif name in ("hs_code", "added") or name not in block:  # a line may have numbers of Chapter 99 beside its own
            block[name] = [*block.get(name, ()), *_with_label(name, item)]
        elif name in ("rate", "duty") and ADDED.match(number_before):
            column = "added_duty" if name == "duty" else name
            block[column] = [*block.get(column, ()), *item.lines[:1]]
        if name == "item" and "goods" not in block and (goods := _beside_number(item, sheet, captions)):
            block["goods"] = goods
    return block


def _further_words(lines: Sequence[Run]) -> list[Run]:
    """The lines in which the goods beside the number go on."""
    further = itertools.takewhile(lambda run: re.search(r"[^\W\d_]{3}", run.text), lines[1:])
    return list(further)


def _beside_number(item: Labelled, sheet: Sheet, captions: Sequence[Run]) -> list[Run]:
    """Words on the line of the number's caption: goods that no caption names."""
    number = item.lines[0]
    level = [run for run in sheet.runs if _level(run, number) and run.box.x0 > number.box.x1 - 0.002]
    first = min(level, key=lambda run: run.box.x0, default=None)
    wordy = first is not None and len(re.findall(r"[^\W\d_]", first.text)) > 3
    return [first] if first and wordy and first not in captions else []


def _with_label(name: str, item: Labelled) -> Sequence[Run]:
    """A value; that of a maker or an invoice again with its label on one line, as the form's own lines say it."""
    if name not in ("maker", "invoice"):
        return item.lines[:1] if name != "goods" else item.lines
    value = item.lines[0]
    if value.text.endswith("-"):  # a narrow cell breaks it there
        return item.lines[:2]
    if item.label.text.endswith(value.text):
        return [value, item.label]
    return [value, run_of((*item.label.words, *value.words), value.page, -1)]
