"""Lines of an entry as printouts set them: any rows under any headers, each line known by its number or tariff number.

A printout may give a line two rows under two rows of headers, a row for each of its tariff numbers (ES-003), remarks
below it, or a heading over several lines that names their invoice. So the print is parted at the line numbers first;
then each word goes to the header that it stands under, if it can be what the header says.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.captions.labels import Hit, Labels, squash
from extractors.entry.lines import INVOICE, TARIFF_NUMBER
from extractors.layout import Run, Sheet, on_lines, run_of
from extractors.tables.headers import Head
from extractors.tables.headers_in_runs import has_value, labels_in
from schemas.page import Word

Printed = dict[str, list[Run]]
"""Column -> its print from top to bottom."""
FIGURES = frozenset(
    "gross_weight_kg packages quantity quantity_2 value duty charges mpf case_duty rate ordinal hs_code added".split()
)
"""Columns in which a word of letters stands only as a unit or a claim."""
CODES = frozenset("spi maker origin export unit relationship".split())
"""Columns of one short word."""
SUMS = re.compile(r"\b(?:TOTALS?|TOT|SUB-?TOTAL|GRAND|DUE|FEES|END OF|CONTINUED)\b|^\W*[Σ∑]", re.IGNORECASE)
NUMBER = re.compile(r"0{0,2}(\d{1,3})[.)]?")
FIGURE = re.compile(r"\d|^(?:FREE|[A-Z]{1,3}\d?|%|US\$|\$|X)$", re.IGNORECASE)
NEAR = 0.12
"""Share of the page's width within which a word stands by a header that is not above it."""
HEADER_STEP = 2.2
"""Line heights between two rows of headers of one table."""
LONG_GAP = 4.0
"""Line heights of blank after which the lines are over."""


@dataclass(frozen=True, slots=True)
class _Header:
    """The rows of headers, from top to bottom, and where they end."""

    rows: tuple[tuple[Head, ...], ...]
    bottom: float


def banded(sheet: Sheet, labels: Labels) -> list[Printed]:
    """The print of each line by column; empty where no headers or no line numbers are found."""
    header = header_of(sheet, labels)
    if header is None:
        return []
    column = next((h for row in header.rows for h in row if h.hit.name == "item"), None)
    if column is None:
        return []
    below = [run for run in sheet.runs if run.box.cy > header.bottom]
    body = [part for run in below for part in _number_apart(run, column, sheet)]
    starts = _starts(body, column, sheet)
    if not starts:
        return []
    tops = [_top(run, sheet) for run, _ in starts]
    end = _end(body, tops[-1], sheet)
    headings = invoice_headings(body) if any(run.box.cy < tops[0] for run in invoice_headings(body)) else []
    found: list[Printed] = []
    for (start, _), (top, low) in zip(starts, itertools.pairwise([*tops, end]), strict=True):
        inside = [run for run in body if top <= run.box.cy < low and run is not start]
        apart = [r for r in inside if all(abs(r.box.cy - h.box.cy) > 0.5 * h.box.height for h in headings)]
        printed = placed(apart, header, sheet)
        printed["item"] = [start]
        above = [heading for heading in headings if heading.box.cy < start.box.cy]
        if above:
            printed["invoice"] = above[-1:]
        found.append(printed)
    return found


def invoice_headings(body: Sequence[Run]) -> list[Run]:
    """Printed lines that begin with the number of an invoice; above a first line they head the lines below them."""
    found: list[Run] = []
    for first in body:
        if INVOICE.match(first.text.strip().upper()):
            beside = [r for r in body if abs(r.box.cy - first.box.cy) < 0.5 * first.box.height]
            words = [word for run in sorted(beside, key=lambda r: r.box.x0) for word in run.words]
            found.append(run_of(words, first.page, first.cell))
    return found


def header_of(sheet: Sheet, labels: Labels) -> _Header | None:
    """The row of headers that names most columns, and the row above or below that goes on with others."""
    heads = heads_of(sheet, labels)
    bands = [_apart(_on_level(heads, seed)) for seed in heads]
    best = max(bands, key=_known, default=[])
    if _known(best) < 3:
        return None
    rows = [best]
    for seed in sorted(heads, key=lambda h: abs(h.box.cy - best[0].box.cy)):
        taken = [h for row in rows for h in row]
        band = [h for h in _on_level(heads, seed) if h not in taken and not _level(h, best[0])]
        band = _apart([h for h in band if not any(_divides(h, other) for row in rows for other in row)])
        top, bottom = min(h.box.y0 for row in rows for h in row), max(h.box.y1 for row in rows for h in row)
        near = band and max(band[0].box.y0 - bottom, top - band[0].box.y1) < HEADER_STEP * sheet.line_height
        ruled = near and any(h.cell >= 0 for h in band) != any(h.cell >= 0 for row in rows for h in row)
        between = near and (ruled or _values_between(sheet, band, rows))
        if (
            near
            and not between
            and len({h.hit.name for h in band} - {h.hit.name for row in rows for h in row}) > 1
            and _known(band) > 2
        ):
            rows.append(band)
    if not any(h.hit.name in ("hs_code", "added") for row in rows for h in row):
        return None
    rows.sort(key=lambda row: row[0].box.cy)
    if len(rows) == 2:
        rows = _with_those_between(rows[0], rows[1])
    return _Header(tuple(tuple(row) for row in rows), max(h.bottom for row in rows for h in row))


def _values_between(sheet: Sheet, band: Sequence[Head], rows: Sequence[Sequence[Head]]) -> bool:
    """Whether values stand between two rows of captions: the upper then is not of the table."""
    place = band[0].box.cy
    other = min((h.box.cy for row in rows for h in row), key=lambda cy: abs(cy - place))
    top, low = sorted((place, other))
    inside = [run for run in sheet.runs if top + 0.003 < run.box.cy < low - 0.003]
    return any(has_value(DIGITS_10.sub("", run.text)) for run in inside)


def _on_level(heads: Sequence[Head], seed: Head) -> list[Head]:
    """The heads on the printed line of one and of most others there."""
    level: list[Head] = []
    beside = [head for head in heads if _level(head, seed)]
    for head in sorted(beside, key=lambda h: abs(h.box.cy - seed.box.cy)):
        if 2 * sum(_level(head, other) for other in level) >= len(level):
            level.append(head)
    return level


def _with_those_between(upper: list[Head], lower: list[Head]) -> list[list[Head]]:
    """Two rows of headers, those that stand between them in both: they are set in the middle of their column."""
    tops, lows = ([h.box.cy for h in row] for row in (upper, lower))
    top, low = sorted(tops)[len(tops) // 2], sorted(lows)[len(lows) // 2]
    between = [h for h in (*upper, *lower) if 0.25 < (h.box.cy - top) / max(low - top, 1e-6) < 0.75]
    rows = [[*row, *(h for h in between if h not in row)] for row in (upper, lower)]
    return [sorted(row, key=lambda h: h.box.x0) for row in rows]


def _known(band: Sequence[Head]) -> int:
    return len({h.hit.name for h in band if h.hit.letters})


def _level(a: Head, b: Head) -> bool:
    shared = min(a.box.y1, b.box.y1) - max(a.box.y0, b.box.y0)
    return shared > 0.3 * min(a.box.height, b.box.height)


def heads_of(sheet: Sheet, labels: Labels) -> list[Head]:
    """Print that may be a header: what stands below each other in a cell or in the open is one, if we know it."""
    heads: list[Head] = []
    stacks = [_up_to_values(stack, labels) for stack in _stacks(sheet)]
    for block in [part for stack in stacks for part in _captions(stack, labels)]:
        whole = run_of([word for run in block for word in run.words], block[0].page, block[0].cell)
        if has_value(DIGITS_10.sub("", whole.text)):
            continue
        hit = labels.find(whole.text)
        if hit and hit.colon:
            continue  # the label of a block
        if hit and hit.end >= 0.7 * len(whole.text) and not hit.slips:
            heads.append(Head(hit, whole.box, whole.text, whole.cell, whole.box.y1))
            continue
        found = [(part, known) for run in block for part, known in labels_in(run, labels) if not known.slips]
        heads += [Head(known, part.box, part.text, run_cell(part, block), part.box.y1) for part, known in found]
        if not found:  # a column in words we do not know is kept apart from its neighbours
            unknown = Hit((f"?{whole.text}",), len(whole.text), 0.0, False, False, 0)
            heads.append(Head(unknown, whole.box, whole.text, whole.cell, whole.box.y1))
    return heads


def _up_to_values(stack: Sequence[Run], labels: Labels) -> Sequence[Run]:
    """A caption without the values that stand close below it; any other stack as it is."""
    above = list(itertools.takewhile(lambda run: not has_value(DIGITS_10.sub("", run.text)), stack))
    if not above or len(above) == len(stack):
        return stack
    text = " ".join(run.text for run in above)
    hit = labels.find(text)
    return above if hit and not hit.slips and hit.end >= len(text.rstrip(" .:")) else stack


def _captions(stack: Sequence[Run], labels: Labels) -> list[Sequence[Run]]:
    """A stack of print as one caption, or as captions of two rows of headers: `HTSUS No.` over `Goods`."""
    whole = run_of([word for run in stack for word in run.words], stack[0].page, stack[0].cell)
    hits = [labels.find(run.text) for run in stack]
    names = {hit.name for run, hit in zip(stack, hits, strict=True) if hit and hit.end >= 0.7 * len(run.text)}
    longer = labels.find(whole.text)
    one = longer is not None and longer.letters >= 0.9 * len(squash(whole.text))
    divided = names <= {"quantity_2", *COUNTED} and not re.search(r"\d", stack[-1].text)
    return [stack] if len(names) < len(stack) or one or divided else [[run] for run in stack]


def run_cell(part: Run, block: Sequence[Run]) -> int:
    """The cell of a header that has it for itself, -1 where it shares it with others."""
    return part.cell if len(block) == 1 and part.text == block[0].text else -1


def _stacks(sheet: Sheet) -> list[list[Run]]:
    """Runs that stand right below each other, cell by cell."""
    stacks: list[list[Run]] = []
    for run in sheet.runs:
        for stack in reversed(stacks[-24:]):
            last = stack[-1]
            shared = min(last.box.x1, run.box.x1) - max(last.box.x0, run.box.x0)
            step = run.box.y0 - last.box.y1
            if (
                last.cell == run.cell
                and shared > 0.5 * min(last.box.width, run.box.width)
                and -0.5 * run.box.height < step < 0.45 * sheet.line_height
            ):
                stack.append(run)
                break
        else:
            stacks.append([run])
    return stacks


DIGITS_10 = re.compile(r"(?i)(?<=HTS)\s?10\b|(?<=HTSUS)\s?10\b|\b10(?=[- ]digit)")
"""`HTS10` is a header with a number in it."""


def _divides(head: Head, other: Head) -> bool:
    """Whether a header only says what stands where in the column of another: `QTY` and `UM` below `QUANTITY 1`."""
    inside = other.box.x0 - 0.002 <= head.box.x0 and head.box.x1 <= other.box.x1 + 0.002
    below = head.box.cy > other.box.cy and head.hit.name in (*COUNTED, other.hit.name)
    return inside and below and other.hit.name.startswith("quantity")


COUNTED = ("quantity", "unit")


def _apart(band: Sequence[Head]) -> list[Head]:
    """One head for a name and a place, the better match first."""
    chosen: list[Head] = []
    for head in sorted(band, key=lambda h: (len(h.hit.names), -h.hit.score)):
        beside = all(min(h.box.x1, head.box.x1) - max(h.box.x0, head.box.x0) <= 0.004 for h in chosen)
        name = next((n for n in head.hit.names if n not in {h.hit.name for h in chosen}), None)
        if beside and name:
            chosen.append(replace(head, hit=replace(head.hit, names=(name,))))
    return sorted(chosen, key=lambda h: h.box.x0)


def _number_apart(run: Run, column: Head, sheet: Sheet) -> list[Run]:
    """A run parted at a word that may be a line's number, where the column beside stands too close."""
    at = [i for i, word in enumerate(run.words) if NUMBER.fullmatch(word.text) and _under(word, column, sheet)]
    if not at or len(run.words) == 1:
        return [run]
    groups = (run.words[: at[0]], run.words[at[0] : at[0] + 1], run.words[at[0] + 1 :])
    return [run_of(words, run.page, run.cell) for words in groups if words]


def _starts(body: Sequence[Run], column: Head, sheet: Sheet) -> list[tuple[Run, str]]:
    """The runs that number the lines, with the number; a line may be numbered again for a further tariff number."""
    starts: list[tuple[Run, str]] = []
    for run in body:
        number = NUMBER.fullmatch(run.text)
        if number and _under(run.words[0], column, sheet):
            step = int(number[1]) - int(starts[-1][1]) if starts else 0
            if step in (0, 1):
                starts.append((run, str(int(number[1]))))
    return starts if any(TARIFF_NUMBER.search(run.text) for run in body) else []


def _under(word: Word, column: Head, sheet: Sheet) -> bool:
    return _within(word.box.cx, column, sheet) or abs(word.box.x0 - column.box.x0) < 0.012


def _within(x: float, head: Head, sheet: Sheet) -> bool:
    box = sheet.page.cells[head.cell] if head.cell >= 0 else head.box
    return box.x0 - 0.002 <= x <= box.x1 + 0.002


def _top(start: Run, sheet: Sheet) -> float:
    """Where a line begins: with the cell of its number, for this may stand in the middle of it."""
    return sheet.page.cells[start.cell].y0 if start.cell >= 0 else start.box.y0 - 0.4 * start.box.height


def _end(body: Sequence[Run], last: float, sheet: Sheet) -> float:
    """Where the last line ends: at a sum or after a gap."""
    bottom = last
    for run in (r for r in body if r.box.cy > last):
        if SUMS.search(run.text) or run.box.y0 - bottom > LONG_GAP * sheet.line_height:
            return run.box.y0 - 0.001
        bottom = max(bottom, run.box.y1)
    return 1.0


def placed(inside: Sequence[Run], header: _Header, sheet: Sheet) -> Printed:
    printed: Printed = {}
    place = 0
    for line in on_lines(inside, 0.6):
        if any(SUMS.search(run.text) for run in line):
            continue
        heads = header.rows[min(place, len(header.rows) - 1)]
        place += 1
        for run in line:
            for name, part in _parted(run, heads, sheet):
                printed.setdefault(name, []).append(part)
    return printed


def _parted(run: Run, heads: Sequence[Head], sheet: Sheet) -> list[tuple[str, Run]]:
    """The words of a run by the headers they stand under; print under one header, or under none, stays together."""
    if INVOICE.match(run.text.strip().upper()):
        return [("invoice", run)]
    if RELATED_SAID.fullmatch(run.text):
        return [("relationship", run)]
    over = [h for h in heads if min(h.box.x1, run.box.x1) - max(h.box.x0, run.box.x0) > 0.002]
    wordy = not over or over[0].hit.name not in FIGURES | CODES or len(run.words) == 1
    if len(over) < 2 and wordy:
        name = over[0].hit.name if over else _nearest(run.words[0], heads, sheet)
        return [(name, run)] if name else []
    groups: list[tuple[str, list[Word]]] = []
    for word in run.words:
        name = _nearest(word, heads, sheet)
        fits = name is not None and (name not in FIGURES or FIGURE.search(word.text))
        if name and fits and (not groups or groups[-1][0] != name):
            groups.append((name, [word]))
        elif groups:
            groups[-1][1].append(word)
    return [(name, run_of(words, run.page, run.cell)) for name, words in groups]


RELATED_SAID = re.compile(r"\s*rel(?:ated|\.)?\W*(?:y|n|yes|no)\s*", re.IGNORECASE)
"""`Rel N`, which says by itself what it is."""


def _nearest(word: Word, heads: Sequence[Head], sheet: Sheet) -> str | None:
    """The header above a word, or the one with whose edge or middle it is best in line."""
    over = next((h for h in heads if h.cell >= 0 and _within(word.box.cx, h, sheet)), None)
    if over:
        return over.hit.name

    def off(head: Head) -> float:
        box = head.box
        return min(abs(box.x0 - word.box.x0), abs(box.x1 - word.box.x1), abs(box.cx - word.box.cx))

    near = min(heads, key=off)
    return near.hit.name if off(near) < NEAR else None


def one_a_line(rows: Sequence[Mapping[str, Sequence[Run]]]) -> list[Mapping[str, Sequence[Run]]]:
    """Rows of one number below each other as one line."""
    lines: list[Mapping[str, Sequence[Run]]] = []
    for row in rows:
        same = (
            lines and row.get("item") and [r.text for r in row["item"]] == [r.text for r in lines[-1].get("item", ())]
        )
        lines = [*lines[:-1], together(lines[-1], row)] if same else [*lines, row]
    return lines


def together(first: Mapping[str, Sequence[Run]], other: Mapping[str, Sequence[Run]]) -> Printed:
    """Two rows of one line, each with a tariff number: what the row of the goods says, and both numbers."""
    added, goods = (first, other) if _of_chapter_99(first) else (other, first)
    if not _of_chapter_99(added):
        return {name: [*first.get(name, []), *other.get(name, [])] for name in {**first, **other}}
    whole = {name: list(runs) for name, runs in {**added, **goods}.items()}
    for name in ("hs_code", "duty"):
        whole[name] = [*added.get(name, []), *goods.get(name, [])]
    return whole


def _of_chapter_99(printed: Mapping[str, Sequence[Run]]) -> bool:
    return any(run.text.strip().startswith(("99", "98")) for run in printed.get("hs_code", ()))
