"""Entry summaries that software prints without the form's ruled blocks: labels with values, a table of lines.

What stands where is found here by wording alone; what it means is told by `entry_summary`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from extractors.captions.fields import Labelled, labelled_values, starts_field
from extractors.captions.labels import Labels, squash
from extractors.entry import groups
from extractors.entry.blocks import in_blocks
from extractors.entry.captions import LINE, LOOKS, EntryLabels, shortened
from extractors.entry.lines import INVOICE
from extractors.entry.parts import ELSEWHERE
from extractors.entry.rows import banded, one_a_line
from extractors.entry.transposed import transposed
from extractors.entry.vocabulary import Vocabulary
from extractors.forms import FieldSpec, forms
from extractors.layout import Run, Sheet, run_of
from extractors.tables.goods_tables import Table, find_table

KIND = "entry.7501"
PARTS: Mapping[str, tuple[str, ...]] = {
    "line": ("item", "maker", "invoice"),
    "description": ("goods",),
    "numbers": ("added", "hs_code", "case", "cvd_case"),
    "weights": ("gross_weight_kg", "packages"),
    "value": ("value", "relationship"),
    "duty": ("duty", "added_duty"),
}
"""The form's columns, whose stacked halves a printout sets beside each other."""


@cache
def _labels(wordings: tuple[tuple[str, str], ...]) -> Labels:
    """Captions that end a table: those of the entry's blocks, which are asked for."""
    return EntryLabels(wordings, _wordings({n: s for n, s in forms()[KIND].fields.items() if n != ELSEWHERE}))


@cache
def _captions(wordings: tuple[tuple[str, str], ...]) -> Labels:
    return EntryLabels(wordings, _wordings(forms()[KIND].fields))


@cache
def _headers() -> Labels:
    return Labels(_wordings(forms()[KIND].columns))


@cache
def _line_headers(wordings: tuple[tuple[str, str], ...]) -> Labels:
    """Headers of exports, which repeat the blocks of the entry on each of its lines, too."""
    return Labels([*_wordings(forms()[KIND].columns), *wordings, *_wordings(forms()[KIND].fields)])


@cache
def _line_labels(wordings: tuple[tuple[str, str], ...]) -> EntryLabels:
    columns = [
        (f"{LINE}{name}", label)
        for name, label in _wordings(forms()[KIND].columns)
        if len(squash(label)) > 1 and squash(label) != "NO"  # which is a value beside `Related`
    ]
    return EntryLabels(wordings, [*columns, *_wordings(forms()[KIND].fields)])


@cache
def vocabulary(wordings: tuple[tuple[str, str], ...]) -> Vocabulary:
    """All captions of blocks, of lines and of what is not asked for."""
    columns = [(f"{LINE}{name}", label) for name, label in _wordings(forms()[KIND].columns)]
    return Vocabulary([*wordings, *columns, *_wordings(forms()[KIND].fields)])


def _wordings(specs: Mapping[str, FieldSpec]) -> list[tuple[str, str]]:
    return shortened((name, label) for name, spec in specs.items() for label in spec.labels)


Block = tuple[tuple[str, ...], Run, Sequence[Run]]
"""The blocks that a label may be of, the label, what is printed for it."""


def without_drawing(sheet: Sheet) -> Sheet:
    """A page without ruling drawn in signs (`+----+`, `|`), which parts what stands between."""
    if sum("|" in run.text for run in sheet.runs) < DRAWN_LINES:
        return sheet
    runs: list[Run] = []
    for run in sheet.runs:
        spans = [match.span() for match in BETWEEN_SIGNS.finditer(run.text)]
        runs += [part for a, b in spans if (part := run.part(a, b)) and re.search(r"\w", part.text)]
    return replace(sheet, runs=tuple(runs))


DRAWN_LINES = 5
"""Runs with a drawn upright line from which a page is ruled so."""
BETWEEN_SIGNS = re.compile(r"[^|]+")


def with_days_joined(sheet: Sheet) -> Sheet:
    """A page on which an invoice and its day, set apart on one line, are one: `INVOICE SHR/0417    DATED 07/26/24`.

    A bare day counts where the invoice has a caption of its own and no other stands between: `INV: ZT-931   09/30/26`.
    """
    runs: list[Run] = []
    for run in sheet.runs:
        before = runs[-1] if runs and DATED.match(run.text) else None
        told = INVOICE.fullmatch(before.text.upper()) if before else None
        level = before is not None and abs(before.box.cy - run.box.cy) < 0.5 * run.box.height
        if before and told and level and (not told["rest"] or run.text[0].isalpha()):
            runs[-1] = run_of([*before.words, *run.words], run.page, run.cell)
        else:
            runs.append(run)
    return sheet if len(runs) == len(sheet.runs) else replace(sheet, runs=tuple(runs))


DATED = re.compile(rf"(?:DATED|DTD|DD)\b|{LOOKS['line:invoice_date']}$", re.IGNORECASE)


def blocks(sheet: Sheet, wordings: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    """Every labelled block, ruled or not, in reading order.

    Args:
        wordings: (name, label) of the form's own blocks.
    """
    labels = _captions(wordings)
    table = _table(sheet, _labels(wordings))
    for item in labelled_values(sheet, labels, [table.box] if table else []):
        slipped = item.hit.slips > 0 and sheet.page.engine == "text"  # a text layer has no slips of reading
        if item.lines and not slipped and item.name != ELSEWHERE:
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


def parted(sheet: Sheet, wordings: tuple[tuple[str, str], ...]) -> groups.Page:
    """The page in captions and what is printed for them, those of its lines apart."""
    return groups.read(sheet, vocabulary(wordings))


def lines(
    sheet: Sheet, page: groups.Page, wordings: tuple[tuple[str, str], ...]
) -> list[list[Mapping[str, Sequence[Run]]]]:
    """The printed cells of every line by the form's columns, for each way in which the page may be laid out.

    Args:
        page: the sheet as `parted`.
    """
    table = _table(sheet, _labels(wordings))
    ways: list[Sequence[Mapping[str, Sequence[Run]]]] = [
        page.lines,
        page.added_first,
        [_without_sums(row.cells, sheet) for row in table.rows] if table else [],
        banded(sheet, _line_headers(wordings)),
        transposed(sheet, _headers()),
        in_blocks(sheet, _line_labels(wordings), _headers()),
    ]
    return [[_by_parts(cells) for cells in _without_remarks(one_a_line(way))] for way in ways]


def _without_remarks(lines: Sequence[Mapping[str, Sequence[Run]]]) -> list[Mapping[str, Sequence[Run]]]:
    """The lines without what most of them say below their goods in the same words: a claim, a note, and no goods."""
    said = Counter(text for own in lines for text in {run.text for run in own.get("goods", ())[1:]})
    same = {text for text, times in said.items() if times >= max(ALL_SAY, MOST_SAY * len(lines))}
    goods = {own["goods"][0].text for own in lines if own.get("goods")}
    same = same if 2 * len(goods) > len(lines) else set()  # else all lines are of the same goods
    return [
        {**own, "goods": [run for i, run in enumerate(own.get("goods", ())) if not i or run.text not in same]}
        if same
        else own
        for own in lines
    ]


ALL_SAY, MOST_SAY = 3, 0.6
"""Lines, and share of the lines, from which words that they have in common are no goods."""


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


def _table(sheet: Sheet, labels: Labels) -> Table | None:
    table = find_table(sheet, _headers(), lambda run: starts_field(run, labels))
    known = {column.name for column in table.columns} if table else set[str]()
    return table if {"item", "hs_code"} <= known else None
