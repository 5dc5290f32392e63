"""The row of headers over a goods table: cells or runs whose wordings name columns, side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

from extractors.captions.labels import Hit, Labels, squash
from extractors.captions.wording import MISREAD_NUMBER
from extractors.columns.meant import is_meant
from extractors.layout import Run, Sheet
from extractors.shipping.boxed_goods import begin_of_goods, frames, is_value_below, loose_cells
from extractors.tables.cell_rows import beside_rows
from extractors.tables.close_headers import (
    among_figures,
    apart,
    below_box,
    goes_on_below,
    group_cells,
    half_a_line_off,
    left_over,
    level_with_figures,
    over_columns,
    titles_table,
)
from extractors.tables.headers_in_runs import asks_too, has_value, labels_in
from extractors.tables.heads import OF_GOODS, OF_PACKAGES, Head, as_goods, packages_apart
from extractors.tables.priced_rows import reckons
from extractors.tables.shared_headers import EACH, part_of, shared_headers
from extractors.tables.spanning_headers import under_spanning
from schemas.page import Box
from schemas.reference.units import unit_named

HEADER_LINES = 6
FIGURE = re.compile(r"[\W_]*\d[\W\d_]*")  # `.1`: a value, no second line of a header
UNKNOWN = "?"
"""Begins the name of a column whose header we do not know."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: the field it holds, its extent across the page, its printed header.

    Attributes:
        guessed: whether it was named by its content and not by its header.
        below: where its header ends in a box that holds its values too.
    """

    name: str
    x0: float
    x1: float
    header: str
    ruled: bool
    top: float
    guessed: bool = False
    below: float = 0.0


Header = tuple[list[Column], float]
"""The columns of a table and where its body begins."""
FEWEST_FURTHER = 3
"""Known headers from which a further row of them on the same page counts."""


OF_ROWS = frozenset(
    ("packages", "package_kind", "net_weight_kg", "gross_weight_kg", "unit_price", "value", "supplier", "grade", "unit")
)
"""Columns of which two beside a third are those of a table whose goods stand under an unknown word."""


def column_under(run: Run, columns: Sequence[Column]) -> Column:
    """The column under which most of some print stands, or that nearest to it."""
    return max(columns, key=lambda c: min(c.x1, run.box.x1) - max(c.x0, run.box.x0))


def find_headers(sheet: Sheet, labels: Labels) -> list[Header]:
    """The rows of headers of a page: the one with most known wordings first, then the others."""
    loose = loose_cells(sheet) | frames(sheet, labels)
    heads = [as_goods(head) for head in _cell_heads(sheet, labels, loose) + _free_heads(sheet, labels, loose)]
    found: list[Header] = []
    while (best := _best_band(heads) or (None if found else _prices(heads, sheet))) is not None and (
        not found or len(best) >= FEWEST_FURTHER
    ):
        top = min(h.box.y0 for h in best)
        known = best + _unknown_heads(sheet, best)
        known.sort(key=lambda h: h.box.x0)
        begin = begin_of_goods(sheet, known)
        bottom = begin if begin is not None else _last_line(known, sheet)
        if not found or any(h.cell >= 0 for h in best) or not among_figures(sheet, best):
            found.append(([_column(h, sheet) for h in known], bottom))
        heads = [h for h in heads if h.box.y1 < top or h.box.y0 > bottom - 0.001]
    return found


def _best_band(heads: Sequence[Head]) -> list[Head] | None:
    best: list[Head] = []
    most = (0, False, 0.0)
    for seed in heads:
        band = packages_apart([h for h in heads if _same_band(seed, h)])
        free, ruled = [h for h in band if h.cell < 0], [h for h in band if h.cell >= 0]
        for group in (band, free, ruled) if free and ruled else (band,):
            chosen = _distinct(group)
            # as many without a caption of the form beside them, which stands in a box, are the table's own
            rank = (len(chosen), len({h.cell < 0 for h in chosen}) == 1, sum(h.hit.score for h in chosen))
            if rank > most:
                best, most = chosen, rank
    told = any(h.hit.name in ("goods", "quantity", "heat_number", "hs_code", "process", "place") for h in best)
    listed = len(best) >= FEWEST_FURTHER and len({h.hit.name for h in best} & OF_ROWS) > 1
    if len(best) < 2 or not (told or listed or len(best) >= 4):
        return None
    if len(best) == 2 and any(ASKS_WHO.search(h.text) for h in best):
        return None  # `Goods consigned from (exporter's name, address)` beside `No.` is the head of a form
    beside = half_a_line_off(best, heads) if all(h.cell < 0 for h in best) else []
    best += [h for h in _distinct(beside) if h.hit.name not in {known.hit.name for known in best}]
    return None if len(best) == 2 and not all(h.cell >= 0 for h in best) else best


ASKS_WHO = re.compile(r"\b(?:EXPORTER|SHIPPER|CONSIGN\w+|IMPORTER|BUYER|SELLER|SENDER|RECEIVER)\b", re.IGNORECASE)


def _prices(heads: Sequence[Head], sheet: Sheet) -> list[Head] | None:
    """The headers of prices and amounts side by side, where the lines below reckon up: more need not be known."""
    for price in (h for h in heads if h.hit.name == "unit_price" and h.cell < 0):
        for amount in (h for h in heads if h.hit.name == "value" and h.cell < 0 and _same_band(price, h)):
            if price.box.x1 < amount.box.x0 and reckons(sheet, price.box, amount.box):
                return [price, amount]
    return None


def _last_line(heads: Sequence[Head], sheet: Sheet) -> float:
    """Where free headers end: with further lines of theirs (`Marks` / `No. &` / `Nos.`), on which no value stands."""
    bottom = max(h.bottom for h in heads)
    while all(h.cell < 0 for h in heads):
        line = [
            r
            for r in sheet.runs
            if r.box.y1 > bottom + 0.2 * sheet.line_height and abs(r.box.y0 - bottom) < 0.4 * sheet.line_height
        ]
        under = [any(h.box.x0 - 0.02 < r.box.x0 and r.box.x1 < h.box.x1 + 0.02 for h in heads) for r in line]
        # a box to be ticked, higher than the figures of its row, begins where a line of headers would
        if (
            not line
            or not all(under)
            or any(re.search(r"\d", r.text) or level_with_figures(r, sheet.runs) for r in line)
        ):
            break
        bottom = max(r.box.y1 for r in line)
    return bottom


def _unknown_heads(sheet: Sheet, known: Sequence[Head]) -> list[Head]:
    """Headers in wordings we do not know: their columns are kept apart, or their print would join a neighbour."""
    if any(h.cell >= 0 for h in known):
        return _unknown_cells(sheet, known) if all(h.cell >= 0 for h in known) else []
    band = known[0].box
    for head in known[1:]:
        band = band.union(head.box)
    unknown: list[Head] = []
    for run in sheet.runs:
        if not band.y0 - 0.002 <= run.box.cy <= band.y1 + 0.002:
            continue
        alone = all(min(h.box.x1, run.box.x1) - max(h.box.x0, run.box.x0) < 0 for h in [*known, *unknown])
        for part in apart(sheet, run) if alone else left_over(sheet, run, known):
            words = re.search(r"[^\W\d_]", part.text)  # a box's number alone is no header
            sized = len(known) >= WIDE_TABLE and SIZE.fullmatch(part.text) is not None
            if words and len(part.text) <= 30 and (sized or not has_value(part.text)):
                over = next((h for h in unknown if goes_on_below(h.box, part.box, sheet.line_height)), None)
                if over is not None:
                    over.text, over.box, over.bottom = f"{over.text} {part.text}", over.box.union(part.box), part.box.y1
                    continue
                hit = Hit((f"{UNKNOWN}{len(unknown)}",), len(part.text), 0.0, False, False, 0)
                unknown.append(Head(hit, part.box, part.text, -1, part.box.y1))
    return unknown


WIDE_TABLE = 5
"""Known headers beside which one may have figures too."""
SIZE = re.compile(r"\d{1,3}\W+[^\W\d]\D*|[^\W\d]{1,4}\W?\d{1,3}")
"""Headers of one column for each colour or size: `001 Black`, `M/38`."""


def _unknown_cells(sheet: Sheet, known: Sequence[Head]) -> list[Head]:
    """Cells beside the known headers, as high as one of them, with print that is no value.

    Beside many headers one with figures is no value either, but badly read: `9. H5 code (6-digit` over `code) 12`.
    """
    cells = sheet.page.cells
    rows = [(cells[h.cell].y0, cells[h.cell].y1) for h in known]
    # Where the goods stand in the headers' own cells, only the first lines are header.
    end = max(h.bottom for h in known)
    unknown: list[Head] = []
    for i, cell in enumerate(cells):
        beside = any(abs(cell.y0 - y0) < 0.005 and abs(cell.y1 - y1) < 0.005 for y0, y1 in rows)
        runs = [r for r in sheet.in_cell(i) if r.box.cy < end] if beside and all(h.cell != i for h in known) else []
        text = " ".join(run.text for run in runs)
        apart = all(min(cells[h.cell].x1, cell.x1) - max(cells[h.cell].x0, cell.x0) < 0.004 for h in known)
        longest = LONG_HEADER if _follows_a_number(text, known) else 40
        stated = len(known) < WIDE_TABLE and has_value(MISREAD_NUMBER.sub("", text))
        if text and apart and len(text) <= longest and not stated:
            hit = Hit((f"{UNKNOWN}{len(unknown)}",), len(text), 0.0, False, False, 0)
            unknown.append(
                Head(hit, Box(cell.x0, runs[0].box.y0, cell.x1, runs[-1].box.y1), text, i, min(end, cell.y1))
            )
    return unknown


LONG_HEADER = 110
"""Letters of a header that the number of its box shows to be one: forms ask for packages and goods in one sentence."""


def _follows_a_number(text: str, known: Sequence[Head]) -> bool:
    """Whether a text begins with the number of the box before or behind that of a known header."""
    numbers = [int(found[1]) if (found := OWN_NUMBER.match(said)) else -1 for said in (text, *(h.text for h in known))]
    return numbers[0] > 0 and any(abs(number - numbers[0]) == 1 for number in numbers[1:])


OWN_NUMBER = re.compile(r"\W{0,2}(\d{1,2})\s?[.:)]")
"""`7. ` before the caption of a form's box."""


def _column(head: Head, sheet: Sheet) -> Column:
    if head.cell >= 0:
        cell = sheet.page.cells[head.cell]
        below = head.bottom if head.bottom < cell.y1 else 0.0
        return Column(head.hit.name, cell.x0, cell.x1, head.text, True, cell.y0, below=below)
    return Column(head.hit.name, head.box.x0, head.box.x1, head.text, False, head.box.y0)


def _same_band(a: Head, b: Head) -> bool:
    if a.cell >= 0 and b.cell >= 0 and abs(a.bottom - b.bottom) < 0.004:
        return True  # a header of one line beside one of two, whose cells end together
    shared = min(a.box.y1, b.box.y1) - max(a.box.y0, b.box.y0)
    return shared > 0.3 * min(a.box.height, b.box.height)


def _distinct(band: Sequence[Head]) -> list[Head]:
    """One head a name and a place, forms' own wordings and those of one meaning first, the better match first.

    What was meant, or only came, stands back behind what was done or kept of it (`Planned start` beside `Started`).
    """
    chosen: list[Head] = []
    for head in sorted(
        band, key=lambda h: (is_meant(h.hit.name, h.text), h.hit.composed, len(h.hit.names), -h.hit.score)
    ):
        taken = {h.hit.name for h in chosen}
        name = next((n for n in head.hit.names if n not in taken), None)
        beside = all(min(h.box.x1, head.box.x1) - max(h.box.x0, head.box.x0) <= 0.004 for h in chosen)
        if name and beside:
            chosen.append(replace(head, hit=replace(head.hit, names=(name,))))
    return chosen


def _cell_heads(sheet: Sheet, labels: Labels, loose: Set[int]) -> list[Head]:
    heads: list[Head] = []
    loose = loose | group_cells(sheet, labels)
    shared = shared_headers(sheet, labels)
    none = {*loose, *shared.values(), *beside_rows(sheet.page.cells, sheet.line_height)}
    for i, cell in enumerate(sheet.page.cells):
        if i in none or not (runs := sheet.in_cell(i)):
            continue
        above = " ".join(run.text for run in sheet.in_cell(shared[i])) if i in shared else ""
        if EACH.match(above):
            continue
        if i in shared and (part := part_of(" ".join(run.text for run in runs))):
            if part == "all" and (hit := labels.find(above)):
                heads.append(Head(hit, Box(cell.x0, runs[0].box.y0, cell.x1, runs[-1].box.y1), above, i, cell.y1))
            continue
        best: tuple[Hit, int, str] | None = None
        text = ""
        for count, run in enumerate(runs[:HEADER_LINES], start=1):
            text = f"{text} {run.text}".strip()
            hit = labels.find(text)
            reaches = hit is not None and (count == 1 or hit.end > len(text) - len(run.text))
            if hit and reaches and (best is None or hit.score >= best[0].score):
                best = hit, count, text
        best = best or _ends_with_label(runs[:HEADER_LINES], labels)
        if best is None:
            continue
        hit, count, text = best
        used, below = runs[:count], runs[count:]
        # A header may say more than the wording we know: its further lines stand close, the body after a gap.
        bottom = used[-1].box.y1 if below else cell.y1
        for run in below:
            apart = run.box.y0 - bottom > 0.4 * sheet.line_height or is_value_below(used[-1], run)
            if apart or has_value(run.text):
                break
            bottom, text = run.box.y1, f"{text} {run.text}"
        else:
            bottom = cell.y1
        if hit.end < len(text) - 24 and has_value(text[hit.end :]):
            continue  # a label with its value on the same line is a field, not a column
        if _stated(hit, text, labels) or _labels_below(sheet, i, labels):
            continue
        heads.append(Head(hit, Box(cell.x0, used[0].box.y0, cell.x1, used[-1].box.y1), text, i, bottom))
    return heads


def _ends_with_label(runs: Sequence[Run], labels: Labels) -> tuple[Hit, int, str] | None:
    """`Harmonized tariff code` ends with a wording we know, whatever stands before it."""
    text = " ".join(run.text for run in runs)
    if not runs or len(text) > 40 or has_value(text) or ":" in text:
        return None
    for at in (m.start() for m in re.finditer(r"(?<=[\s/])\w", text)):
        hit = labels.find(text[at:])
        if hit and at + hit.end >= len(text.rstrip(" .)）")) and hit.letters >= 4 and not hit.slips:
            return replace(hit, end=at + hit.end, score=hit.score - 0.2), len(runs), text
    return None


def _stated(hit: Hit, text: str, labels: Labels) -> bool:
    """`Item: OAK NIGHTSTAND` states a value; a column's header has at most its unit behind a colon, or goes on with the
    next caption where a semicolon was read as one.
    """
    rest = text[hit.end :].strip()
    long = len(re.findall(r"\w", rest)) > 4 and not rest.startswith(("(", "（"))
    return hit.colon and long and not asks_too(rest, labels)


def _labels_below(sheet: Sheet, index: int, labels: Labels) -> bool:
    """Whether the cell below (in a last row: above) is a label too, and the one beside holds a value: no table."""
    cell = sheet.page.cells[index]

    def text_of(found: Callable[[Box], bool]) -> str:
        i = next((i for i, other in enumerate(sheet.page.cells) if found(other)), None)
        return " ".join(run.text for run in sheet.in_cell(i)) if i is not None else ""

    def is_label(text: str) -> bool:
        value = re.search(r"\d", text) or unit_named(text)  # `31 CTNS`, or `Pcs` under `Unit`, is no label
        hit = None if value else labels.find(text)
        return hit is not None and hit.is_all_of(text)

    def same_column(c: Box) -> bool:
        return abs(c.x0 - cell.x0) < 0.01 and abs(c.x1 - cell.x1) < 0.01

    below = text_of(lambda c: same_column(c) and abs(c.y0 - cell.y1) < 0.008)
    below = below or text_of(lambda c: same_column(c) and abs(c.y1 - cell.y0) < 0.008)  # the form's last row
    beside = text_of(lambda c: abs(c.y0 - cell.y0) < 0.008 and abs(c.x0 - cell.x1) < 0.01)
    return bool(below and beside) and is_label(below) and not is_label(beside)


def _free_heads(sheet: Sheet, labels: Labels, loose: Set[int]) -> list[Head]:
    close = [part for r in sheet.runs if r.cell < 0 or r.cell in loose for part in apart(sheet, r)]
    free = [part for run in close for part in over_columns(sheet, run, labels)]
    shared = under_spanning(sheet, free, labels)
    free = [run for run in free if run not in shared.runs]
    heads: list[Head] = list(shared.heads)
    second: list[Run] = []
    for run in free:
        if run in second:
            continue
        longer = below_box(run.box, free, sheet.line_height)
        longer = None if longer and titles_table(run, longer, free, labels) else longer
        hit = labels.find(f"{run.text} {longer.text}") if longer else None
        goes_on = hit is not None and (hit.end > len(run.text) + 1 or run.text.endswith(("/", "&", "／", "、")))
        # `No of packages, kind` over `of pkgs, desc of goods` is the goods
        goes_on = goes_on or (
            longer is not None and OF_PACKAGES.search(run.text) is not None and OF_GOODS.search(longer.text) is not None
        )
        goes_on = goes_on and longer is not None and squash(run.text) != squash(longer.text)  # a title over its header
        if longer and hit and goes_on and not (FIGURE.fullmatch(longer.text) or level_with_figures(longer, free)):
            text, box = f"{run.text} {longer.text}", run.box.union(longer.box)
            second.append(longer)
            heads.append(Head(hit, box, text, -1, box.y1))
            continue
        for part, found in labels_in(run, labels):
            below = below_box(part.box, free, sheet.line_height)
            text, box = part.text, part.box
            if below and not has_value(below.text) and below.text.startswith(("(", "（")):
                text, box = f"{text} {below.text}", box.union(below.box)
            heads.append(Head(found, box, text, -1, box.y1))
    return heads
