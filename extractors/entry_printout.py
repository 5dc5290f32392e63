"""Entry summaries that software prints without the form's ruled blocks: labels with values, a table of lines.

What stands where is found here by wording alone; what it means is told by `entry_summary`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from extractors.entry_rows import banded, one_a_line, transposed
from extractors.fields import LINE, Labelled, labelled_values, starts_field
from extractors.forms import FieldSpec, forms
from extractors.labels import Hit, Labels, squash
from extractors.layout import Run, Sheet, run_of
from extractors.tables import Table, find_table

KIND = "entry.7501"
PARTS: Mapping[str, tuple[str, ...]] = {
    "line": ("item", "maker", "invoice"),
    "description": ("goods",),
    "numbers": ("hs_code", "case", "cvd_case"),
    "weights": ("gross_weight_kg", "packages"),
    "value": ("value", "relationship"),
}
"""The form's columns, whose stacked halves a printout sets beside each other."""


class _PrintedLabels(Labels):
    """Short forms of captions, which a figure before them makes what is counted: `60 NO`, `11 - Vessel, container`."""

    def __init__(self, own: Iterable[tuple[str, str]], short: Iterable[tuple[str, str]]) -> None:
        super().__init__([*own, *short])
        self._own = Labels(own)

    def find(self, text: str) -> Hit | None:
        hit = super().find(text)
        if hit and hit.name == f"{LINE}item" and NUMBERED.fullmatch(text[hit.end :]):
            return replace(hit, colon=True)
        return hit if hit is None or not hit.numbered else self._own.find(text)


@cache
def _labels(wordings: tuple[tuple[str, str], ...]) -> Labels:
    return _PrintedLabels(wordings, _wordings(forms()[KIND].fields))


@cache
def _headers() -> Labels:
    return Labels(_wordings(forms()[KIND].columns))


@cache
def _line_headers(wordings: tuple[tuple[str, str], ...]) -> Labels:
    """Headers of exports, which repeat the blocks of the entry on each of its lines, too."""
    return Labels([*_wordings(forms()[KIND].columns), *wordings, *_wordings(forms()[KIND].fields)])


@cache
def _line_labels(wordings: tuple[tuple[str, str], ...]) -> Labels:
    # `No` stands as a value beside `Related`
    columns = [(LINE + name, label) for name, label in _wordings(forms()[KIND].columns) if len(squash(label)) > 2]
    return _PrintedLabels(wordings, [*columns, *_wordings(forms()[KIND].fields)])


def _wordings(specs: Mapping[str, FieldSpec]) -> list[tuple[str, str]]:
    return [(name, label) for name, spec in specs.items() for label in spec.labels]


Block = tuple[tuple[str, ...], Run, Sequence[Run]]
"""The blocks that a label may be of, the label, what is printed for it."""


def blocks(sheet: Sheet, wordings: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    """Every labelled block, ruled or not, in reading order.

    Args:
        wordings: (name, label) of the form's own blocks.
    """
    labels = _labels(wordings)
    table = _table(sheet, labels)
    for item in labelled_values(sheet, labels, [table.box] if table else []):
        slipped = item.hit.slips > 0 and sheet.page.engine == "text"  # a text layer has no slips of reading
        if item.lines and not slipped:
            yield from _two_in_one(item, labels) or [(item.hit.names, item.label, item.lines)]


def _two_in_one(item: Labelled, labels: Labels) -> list[Block]:
    """`Carrier / mode: RIO LERMA / 30` is two blocks; empty where a label or its value is one."""
    printed, value = item.label.text, item.lines[0]
    caption = printed.removesuffix(value.text).strip(" :")
    asked = [labels.find(part.strip()) for part in caption.split("/")]
    said = [m.span() for m in STROKED.finditer(value.text)]
    hits = [hit for hit in asked if hit is not None and not hit.slips]
    names = {hit.name for hit in hits}
    if len(hits) < 2 or len(hits) != len(asked) or len(names) != len(hits) or len(said) != len(hits):
        return []
    parts = [value.part(*span) for span in said]
    return [(hit.names, item.label, [part]) for hit, part in zip(hits, parts, strict=True) if part]


STROKED = re.compile(r"[^\s/][^/]*?(?=\s*(?:/|$))")


def lines(sheet: Sheet, wordings: tuple[tuple[str, str], ...]) -> list[list[Mapping[str, Sequence[Run]]]]:
    """The printed cells of every line by the form's columns, for each way in which the page may be laid out."""
    table = _table(sheet, _labels(wordings))
    ways: list[Sequence[Mapping[str, Sequence[Run]]]] = [
        [_without_sums(row.cells, sheet) for row in table.rows] if table else [],
        banded(sheet, _line_headers(wordings)),
        transposed(sheet, _headers()),
        _listed(sheet, wordings),
    ]
    return [[_by_parts(cells) for cells in one_a_line(way)] for way in ways]


def _without_sums(cells: Mapping[str, Sequence[Run]], sheet: Sheet) -> Mapping[str, Sequence[Run]]:
    """A row without the print beside a bare `TOT`, which would count as the last line's."""
    sums = [run.box for run in sheet.runs if SUM.fullmatch(run.text)]
    return {
        name: [run for run in runs if all(abs(run.box.cy - box.cy) > 0.5 * box.height for box in sums)]
        for name, runs in cells.items()
    }


SUM = re.compile(r"\W*TOT(?:ALS?)?\W*", re.IGNORECASE)


def _by_parts(cells: Mapping[str, Sequence[Run]]) -> Mapping[str, Sequence[Run]]:
    parts = {part: [run for name in names for run in cells.get(name, ())] for part, names in PARTS.items()}
    return {**cells, **parts}


def _listed(sheet: Sheet, wordings: tuple[tuple[str, str], ...]) -> list[Mapping[str, Sequence[Run]]]:
    """Lines printed as blocks of labels with values, each block beginning with the same label."""
    found = labelled_values(sheet, _line_labels(wordings), [])
    items = [
        (item.columns[0], item)
        for item in found
        if item.lines and item.columns and (item.columns[0] != "item" or LINE_NUMBER.match(item.lines[0].text))
    ]
    names = [name for name, _ in items]
    numbered = [i for i, name in enumerate(names) if name == "item"]
    before = 0  # so many labels stand before the line's number in every block
    while numbered and numbered[0] > before and len({names[i - before - 1] for i in numbered}) == 1 < len(numbered):
        before += 1
    blocks: list[dict[str, Sequence[Run]]] = []
    for start, end in itertools.pairwise([i - before for i in numbered] + [len(items)]):
        block: dict[str, Sequence[Run]] = {}
        for name, item in items[start:end]:
            if name == "item" and (named := NUMBERED.fullmatch(item.lines[0].text)):
                parts = [item.lines[0].part(*named.span(part)) for part in ("number", "goods")]
                block |= {key: [part] for key, part in zip(("item", "goods"), parts, strict=True) if part}
            else:
                block.setdefault(name, _with_label(name, item))
        blocks.append(block)
    return [block for block in blocks if "hs_code" in block]


LINE_NUMBER = re.compile(r"\W*\d{1,3}\b")
NUMBERED = re.compile(r"(?P<number>\d{1,3})\s*[-–—:.|]?\s+(?P<goods>[^\W\d].*)")
"""`Line 1 - Wooden humidors` heads a block with the number of the line and its goods."""


def _with_label(name: str, item: Labelled) -> Sequence[Run]:
    """A value; that of a maker or an invoice with its label on one line, as the form's own lines say it."""
    if name not in ("maker", "invoice"):
        return item.lines[:1] if name != "goods" else item.lines
    value = item.lines[0]
    if item.label.text.endswith(value.text):
        return [item.label]
    return [run_of((*item.label.words, *value.words), value.page, -1)]


def _table(sheet: Sheet, labels: Labels) -> Table | None:
    table = find_table(sheet, _headers(), lambda run: starts_field(run, labels))
    known = {column.name for column in table.columns} if table else set[str]()
    return table if {"item", "hs_code"} <= known else None
