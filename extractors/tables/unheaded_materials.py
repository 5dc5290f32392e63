"""Tables of materials none or few of whose headers are known, found by what stands in their rows.

Below a line of captions stand lines that fill the same columns, and one of these holds units, another numbers: whatever
the captions say, something is counted there. Which column names the goods, nothing says but its words, so that all is
a guess and doubted like one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.captions.labels import Labels
from extractors.layout import Run, Sheet, on_lines
from extractors.tables.goods_tables import Stops, table_under
from extractors.tables.headers import UNKNOWN, Column, Header
from extractors.tables.headers_in_runs import has_value
from extractors.tables.summing_words import TOTAL
from extractors.typed import numbers
from extractors.typed.folding import fold
from schemas.page import Box
from schemas.reference.units import unit_named

FEWEST_COLUMNS, FEWEST_ROWS = 4, 2
FILLED, ALIKE = 0.6, 0.8
"""Share of the columns that a line of a row fills, and of a column's cells that must look alike."""
LONGEST, LONGEST_BOXED = 40, 90
"""Letters that a caption has at most, in the open and in a box of a form."""
BOX_NUMBER = re.compile(r"\d{1,2}[.)]\s*(?=[^\W\d])")
"""Of a form's box, before its caption: `12. Invoice`."""
FEWEST_IN_OPEN = 3
"""Captions in the open, of which one stands over counts with their units."""
GAP, RULED_GAP = 3.5, 6.0
"""Line heights without print after which a table is over, in the open and of rows in ruled cells."""
BESIDE = 0.04
"""Share of the page's width by which print of the first and last column may stand beside their captions."""
COUNTED_AS = {"quantity", "planned_quantity", "quantity_per_unit"}
TIME = ("H", "HR", "HRS", "MIN", "S", "SEC")
SHORT = 6
"""Letters of a unit that nobody listed."""
LOST = Decimal("1.25")
"""How much more of one material than of another may be asked for, taken or lost."""
CODE = re.compile(r"(?=.*\d)[\w./-]+")
COUNT = re.compile(r"\d[\d.,' ]*")
COUNTED = re.compile(r"(\d[\d.,' ]*)\s?([^\W\d][\w²³]{0,8}\.?)")


@dataclass(frozen=True, slots=True)
class Rows:
    """Captions from left to right and, line by line, what stands under each (its place, its print)."""

    captions: Sequence[Sequence[Run]]
    lines: Sequence[Mapping[int, Sequence[Run]]]
    cells: Sequence[Box] = ()
    """The ruled cells of the captions; none where they stand in the open."""

    def texts(self, at: int) -> list[str]:
        return [" ".join(run.text for run in line[at]) for line in self.lines if at in line]


def unheaded_materials(
    sheet: Sheet, labels: Labels, known: Sequence[Header], others: Sequence[Header], stops: Stops
) -> Header | None:
    """The headers of the table of materials that has most rows; None where no rows count anything.

    Captions with a single row below them are not taken for a table of materials where others have more.

    Args:
        labels: wordings of the columns, of which some may be known all the same.
        known, others: headers that were found already, of materials and of something else.
        stops: what ends a table.
    """
    if any(len(table_under(sheet, header, stops).rows) > 1 for header in known):
        return None
    fewest = FEWEST_ROWS + bool(known)
    found: list[tuple[int, Header]] = []
    for rows in (*ruled_rows(sheet), *open_rows(sheet)):
        box = box_of(rows)
        if any(box.y0 < bottom and min(c.top for c in columns) < box.y1 for columns, bottom in (*known, *others)):
            continue
        names = names_of(rows, labels)
        if len(rows.lines) >= fewest and "goods" in names.values() and COUNTED_AS & set(names.values()):
            found.append((len(rows.lines), header_over(rows, names)))
    return max(found, key=lambda f: f[0])[1] if found else None


def box_of(rows: Rows) -> Box:
    boxes = [run.box for caption in rows.captions for run in caption]
    return Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))


def _is_caption(text: str, longest: int) -> bool:
    return len(text) <= longest and not has_value(BOX_NUMBER.sub("", text)) and not text.endswith((":", "："))


def _are_captions(said: Sequence[str], longest: int = LONGEST) -> bool:
    """Whether nearly all texts are captions, of which one may have a figure (`Total for (400)`), and none a number."""
    asking = sum(_is_caption(text, longest) for text in said)
    lettered = sum(bool(re.search(r"[^\W\d_]", text)) for text in said)
    return (
        asking >= ALIKE * len(said)
        and lettered >= min(FEWEST_COLUMNS - 1, len(said))
        and not any(COUNT.fullmatch(text) or counted_in(text) for text in said)
    )


def ruled_rows(sheet: Sheet) -> Iterator[Rows]:
    """Rows of ruled cells with the same borders below each other, under one of captions."""
    levels: dict[float, list[int]] = {}
    for i in sorted(range(len(sheet.page.cells)), key=lambda i: (sheet.page.cells[i].y0, sheet.page.cells[i].x0)):
        y0 = sheet.page.cells[i].y0
        levels.setdefault(next((y for y in levels if abs(y - y0) < 0.3 * sheet.line_height), y0), []).append(i)
    rows = [sorted(row, key=lambda i: sheet.page.cells[i].x0) for row in levels.values()]
    for at, first in enumerate(rows):
        cells = [sheet.page.cells[i] for i in first]
        above = [_above(sheet, cell) for cell in cells]
        captions = [[] if i is None else sheet.in_cell(i) for i in above]
        said = [text for runs in captions if (text := " ".join(run.text for run in runs))]
        if len(said) < FEWEST_COLUMNS or not _are_captions(said, LONGEST_BOXED):
            continue
        lines: list[dict[int, Sequence[Run]]] = []
        for row in rows[at:]:
            edges = [sheet.page.cells[i].x0 for i in row]
            if len(edges) != len(cells) or any(abs(x - c.x0) > 0.006 for x, c in zip(edges, cells, strict=True)):
                break
            lines.append({n: runs for n, i in enumerate(row) if (runs := sheet.in_cell(i))})
        if len(lines) >= FEWEST_ROWS:
            kept = [n for n, runs in enumerate(captions) if runs]
            heads = {n: sheet.page.cells[i] for n, i in enumerate(above) if i is not None}
            yield Rows(
                [captions[n] for n in kept],
                [{k: line[n] for k, n in enumerate(kept) if n in line} for line in lines],
                [Box(cells[n].x0, heads[n].y0, cells[n].x1, heads[n].y1) for n in kept],
            )


def _above(sheet: Sheet, cell: Box) -> int | None:
    """The cell right above another, as wide: of a group's captions the one of the column."""
    near = (
        i
        for i, c in enumerate(sheet.page.cells)
        if abs(c.y1 - cell.y0) < 0.3 * sheet.line_height and abs(c.x0 - cell.x0) < 0.006 and abs(c.x1 - cell.x1) < 0.006
    )
    return next(near, None)


def open_rows(sheet: Sheet) -> Iterator[Rows]:
    """Lines of print that fill the same columns below each other, under one of captions."""
    lines = on_lines(sheet.runs, 0.5)
    for at, head in enumerate(lines):
        if len(head) < FEWEST_IN_OPEN or not _are_captions([run.text for run in head]):
            continue
        rows = _rows_below(sheet, head, lines[at + 1 :])
        parted = _parted(head, rows)
        full = [_under(row, parted) for row in rows]
        if len(full) >= FEWEST_ROWS and (len(parted) >= FEWEST_COLUMNS or _count_with_units(full)):
            yield Rows([[run] for run in parted], full)


def _rows_below(sheet: Sheet, head: Sequence[Run], lines: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """The lines below captions, from top to bottom, that have print under most of them."""
    full: list[list[Run]] = []
    last = head[0].box.y1
    for printed in lines:
        # a block beside the table has lines of its own
        line = [r for r in printed if r.box.x1 > head[0].box.x0 - BESIDE and r.box.x0 < head[-1].box.x1 + BESIDE]
        if not line:
            continue
        gap = GAP if all(run.cell < 0 for run in line) else RULED_GAP
        if line[0].box.y0 - last > gap * sheet.line_height or TOTAL.match(line[0].text):
            break
        last = max(run.box.y1 for run in line)
        cells = _under(line, head)
        if not any(re.search(r"\d", run.text) for run in line) and len(cells) >= FEWEST_COLUMNS:
            break  # captions of another table
        if len(cells) >= max(min(3, len(head) - 1), FILLED * len(head)):
            full.append(line)
        elif len(line) > len(cells) or len(line) > 2:
            break
    return full


def _parted(head: Sequence[Run], rows: Sequence[Sequence[Run]]) -> list[Run]:
    """Captions, those that stand so close that they make one run word by word, where rows have as many cells below."""
    parted: list[Run] = []
    cells = [_under(row, head) for row in rows]
    for at, caption in enumerate(head):
        below = [line[at] for line in cells if at in line]
        alike = [runs for runs in below if len(runs) == len(caption.words)]
        if len(caption.words) > 1 and below and len(alike) >= ALIKE * len(below):
            ends = [*caption.spans[1:], len(caption.text)]
            parts = [caption.part(a, b) for a, b in zip(caption.spans, ends, strict=True)]
            parted += [part for part in parts if part]
        else:
            parted.append(caption)
    return parted


def _count_with_units(rows: Sequence[Mapping[int, Sequence[Run]]]) -> bool:
    """Whether a column counts with units in all rows, of which there are some: then it needs few others."""
    texts = [[" ".join(run.text for run in row[at]) for row in rows if at in row] for at in range(FEWEST_IN_OPEN)]
    return len(rows) > FEWEST_ROWS and any(len(t) == len(rows) and all(map(counted_in, t)) for t in texts)


def _under(line: Sequence[Run], head: Sequence[Run]) -> dict[int, list[Run]]:
    """What of a line stands under each caption, or nearest to it."""
    cells: dict[int, list[Run]] = {}
    for run in line:
        at = max(range(len(head)), key=lambda i: min(head[i].box.x1, run.box.x1) - max(head[i].box.x0, run.box.x0))
        cells.setdefault(at, []).append(run)
    return cells


def names_of(rows: Rows, labels: Labels) -> dict[int, str]:
    """The columns that are known by their captions or told by what stands in them."""
    names: dict[int, str] = {}
    for at, caption in enumerate(rows.captions):
        text = " ".join(run.text for run in caption)
        hit = labels.find(text)
        if hit and hit.is_all_of(text) and (free := [n for n in hit.names if n not in names.values()]):
            names[at] = free[0]
    texts = {at: rows.texts(at) for at in range(len(rows.captions))}
    unknown = [at for at in texts if at not in names and len(texts[at]) >= max(FEWEST_ROWS, FILLED * len(rows.lines))]
    taken = set(names.values())
    if "unit" not in taken and (unit := next((at for at in unknown if _are_units(texts[at])), None)) is not None:
        names[unit] = "unit"
    if not taken & COUNTED_AS:
        counts = [at for at in unknown if at not in names and _is_count(texts[at], at)]
        units = [at for at, name in names.items() if name == "unit"]
        counted = [at for at in unknown if at not in names and alike(texts[at], counted_in)]
        if units and counts:
            names[_whole([texts[at] for at in counts], counts, units[0])] = "quantity"
        elif counted:
            names[counted[0]] = "quantity"
    if "goods" not in names.values():
        words = [at for at in unknown if at not in names and alike(texts[at], _is_words)]
        counted_at = min((at for at, name in names.items() if "quantity" in name), default=len(texts))
        before = [at for at in words if at < counted_at] or words
        if before:
            names[before[0]] = "goods"
    return names


def _whole(figures: Sequence[Sequence[str]], places: Sequence[int], unit: int) -> int:
    """Of columns of numbers the one that says how much went in: the one beside the units, and of two in one
    proportion the greater one, which is for all pieces; of two that are nearly the same the right one, which was
    taken of what was asked for.
    """
    at = min(range(len(places)), key=lambda i: (abs(places[i] - unit), places[i] > unit))
    for other in range(len(places)):
        shares = [
            b / a for x, y in zip(figures[at], figures[other], strict=False) if (a := _number(x)) and (b := _number(y))
        ]
        if len(shares) < FEWEST_ROWS or max(shares) > LOST * min(shares):
            continue
        if min(shares) > LOST or (min(shares) > 1 / LOST and places[other] == places[at] + 1):
            at = other
    return places[at]


def _number(text: str) -> Decimal | None:
    found = numbers.parse_decimal(text)
    return found.value if found else None


def alike(texts: Sequence[str], looks: Callable[[str], object]) -> bool:
    return bool(texts) and sum(bool(looks(text)) for text in texts) >= ALIKE * len(texts)


def _are_units(texts: Sequence[str]) -> bool:
    """Units, among which some short words nobody listed may stand."""
    known = [text for text in texts if _is_unit(text)]
    others = [text for text in texts if text not in known]
    short = all(len(text) <= SHORT and not re.search(r"\d", text) for text in others)
    return 2 * len(known) > len(texts) and (short or len(known) >= ALIKE * len(texts))


def _is_unit(text: str) -> bool:
    unit = unit_named(fold(text)) if not re.match(r"\W*\d", text) else None
    return unit is not None and fold(text).upper().strip(".") not in TIME


def _is_count(texts: Sequence[str], at: int) -> bool:
    """Numbers that do not just number the rows."""
    return alike(texts, COUNT.fullmatch) and not (at == 0 and all(re.fullmatch(r"\d{1,3}\.?", text) for text in texts))


def counted_in(text: str) -> bool:
    found = COUNTED.fullmatch(text)
    return found is not None and _is_unit(found[2])


def _is_words(text: str) -> bool:
    letters = sum(3 if c > "\u2e80" else c.isalpha() for c in text)
    return (letters >= 4 and not CODE.fullmatch(text)) or (letters >= 6 and " " in text)


def header_over(rows: Rows, names: Mapping[int, str]) -> Header:
    columns: list[Column] = []
    unknown = 0
    top = box_of(rows).y0
    for at, caption in enumerate(rows.captions):
        text = " ".join(run.text for run in caption)
        name = names.get(at)
        if name is None:
            name, unknown = f"{UNKNOWN}{unknown}", unknown + 1
        box = caption[0].box if not rows.cells else rows.cells[at]
        y0 = box.y0 if rows.cells else top
        columns.append(Column(name, box.x0, box.x1, text, bool(rows.cells), y0, guessed=not name.startswith(UNKNOWN)))
    bottom = max(cell.y1 for cell in rows.cells) if rows.cells else box_of(rows).y1
    return columns, bottom
