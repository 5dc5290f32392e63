"""Goods in one box under one caption for several things, as the European form and EUR.1 have it.

`6 Item number; marks, numbers, number and kind of packages; description of goods` asks for four columns that no ruling
parts. What stands below is parted at the items' numbers, and then at the gaps that its lines share.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.captions.labels import Labels
from extractors.certificates.goods_box_roles import ALIGNED, cells_of, roles_of, under, weights_apart
from extractors.certificates.numbered_items import (
    FEWEST_ROWS,
    NUMBER_ALONE,
    NUMBER_FIRST,
    Line,
    count_up,
    number_of,
    numbers_beside,
    text_of,
    with_numbers,
    without_sum,
)
from extractors.columns.package_numbers import begins_with_packages, packages_alone
from extractors.goods.item_numbers import leading_numbers
from extractors.layout import Run, Sheet, on_lines
from extractors.tables.goods_tables import END_MARK, Row, Table
from extractors.tables.headers import OF_PACKAGES, Column
from extractors.tables.page_tables import Listed
from extractors.tables.row_anchors import first_of_each
from extractors.tables.summing_words import TOTAL
from extractors.typed import codes, quantities
from schemas.page import Box

ASKED = (
    re.compile(
        r"\bITEM|\bS/N\b|LAUFENDE|D['’]ORD|DE ORDE[NM]|ORDINE\b|S[Iİı]RA|\bPOS\b|VOLGN|LØBENR|L[ÖO]PNR|PORADOV|"
        r"\bLP\b|SORSZ|번호|순번|연번|項[号目番次]|项[号目]|序号",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bMARKS?\b|ZEICHEN|MARQUES?\b|\bMARCAS?\b|MARCHE\b|MARKA|MERKEN|MÆRKER|M[ÄA]RKEN|ZNAKI|ZNAČK|JELEK|唛|嘜|화인|기호|荷印|记号",
        re.IGNORECASE,
    ),
    re.compile(
        OF_PACKAGES.pattern + r"|COLLI|\bKAP\b|PAKKER|KOLLIN|OPAKOWA|CSOMAG|NÁKLADOV|EMBALAGEN|VOLUMES|포장",
        re.IGNORECASE,
    ),
    re.compile(
        r"DESCRI|D[EÉ]SIGNA|BEZEICHNUNG|DENOMINA|OMSCHRIJVING|\bC[İI]NS|TANIM|VAREBES|VARUBES|OPIS\b|MEGNEVEZ|POPIS|"
        r"\bGOODS\b|MERCANC|MARCHANDISE|品名|货物|품명|商品",
        re.IGNORECASE,
    ),
)
"""What such a caption asks for: item numbers, marks, packages, goods."""
FEWEST_ASKED = 3
NUMBER_TOLD = re.compile(
    r"\W?(?:(?:ZU|AD|TO|FOR|POUR|PER|POS|ITEM)\b\.?\s*)?(\d{1,3})(?:\s?[.):]{1,2}|(?=\s))\s*(?=\S)", re.IGNORECASE
)
"""The number of the item of which a line beside the goods speaks: `1) 2 Stk`, `zu 1) 2 Stk`."""
FIRST_OF_ONE = re.compile(r"\W?1\s?[.)](?!\d)\s*[^\W_]")
"""The number of the only item, with the sign that makes it one: `1) 1,098 CARTONS OF ALARM CLOCKS`."""
IN_ALL = re.compile(
    r"\W*(?:INSGESAMT|GESAMT|IN ALL\b|IN TUTTO|EN TOUT|IN TOTALE|RAZEM|TOTAAL|CELKEM|ÖSSZESEN)", re.IGNORECASE
)
LEVEL = 0.5
"""Line heights by which print of one line may differ."""
CLOSE = 0.75
"""Line heights below which a line goes on with the caption above it."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """A caption beside that of the goods, and the lines below it."""

    name: str
    header: str
    x0: float
    x1: float
    lines: tuple[Line, ...]


def listed_box(sheet: Sheet, labels: Labels, tables: Sequence[Listed]) -> Listed | None:
    """The goods of such a box as a table; None where a page has none.

    Args:
        labels: the wordings of the columns.
        tables: what headers give; where they part every item from its goods, there is no such box.
    """
    if any(map(_parts_items, tables)):
        return None
    alone = sum(len(listed.table.rows) for listed in tables) < FEWEST_ROWS or any(map(_asks_for_all, tables))
    for index in dict.fromkeys(run.cell for run in sheet.runs if run.cell >= 0):
        lines = _lines(sheet.in_cell(index))
        caption, rest = _caption(lines)
        asked = sum(bool(pattern.search(text_of(caption))) for pattern in ASKED)
        if asked < FEWEST_ASKED:
            continue
        beside = _beside(sheet, labels, index, caption)
        edge = min((b.x0 for b in beside if b.x0 > caption[0][0].box.x0 + 0.1), default=1.0) - 0.02
        numbers = numbers_beside(sheet, sheet.page.cells[index])
        for print_ in filter(None, (rest, _below(sheet, index))):  # the rest may be a second line of captions
            numbered = with_numbers(print_, numbers)
            body = [inside for line in numbered if (inside := tuple(run for run in line if run.box.x0 < edge))]
            blocks = _blocks(body, alone=alone, whole=print_ is rest)
            if not blocks:
                continue
            low = next((line[0].box.y0 for line in body if closes(line[0].text)), 1.0)
            above = [replace(b, lines=tuple(line for line in b.lines if line[0].box.cy < low)) for b in beside]
            return _as_table(sheet.page.cells[index], caption, blocks, above)
    return None


def _parts_items(listed: Listed) -> bool:
    """Whether each row of a table has its number, counted up, its goods and more in columns of their own.

    The number may stand before the marks, in one column with them.
    """
    cells = [row.cells for row in listed.table.rows]
    numbers = leading_numbers([row.get("item") or row.get("marks") or () for row in cells])
    full = all(row.get("goods") and len(row) > FEWEST_ROWS for row in cells)
    return bool(cells) and full and numbers == list(range(1, len(cells) + 1))


def _asks_for_all(listed: Listed) -> bool:
    """Whether one header of a table asks for what a box's caption does."""
    return any(
        sum(bool(pattern.search(column.header)) for pattern in ASKED) >= FEWEST_ASKED for column in listed.table.columns
    )


def _lines(runs: Sequence[Run]) -> list[Line]:
    return [tuple(line) for line in on_lines(runs, LEVEL)]


def _caption(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The first lines of a box that stand close under each other in print of one size, and the others."""
    for count, line in enumerate(lines):
        above = lines[count - 1][0] if count else None
        if above is None:
            continue
        goes_on = (
            line[0].box.y0 - above.box.y1 < CLOSE * above.box.height and line[0].box.height < 1.2 * above.box.height
        )
        told = all(asked.search(text_of(lines[:count])) for asked in ASKED[1:]) and len(line) > 1
        if not goes_on or (told and not any(a.search(text_of([line])) for a in ASKED)) or _begins_body(line):
            return list(lines[:count]), list(lines[count:])
    return list(lines), []


def _begins_body(line: Line) -> bool:
    """Whether a line right under a caption is the first of an item all the same: its number, packages or an amount."""
    first = line[0].text
    amount = any(f.value.unit and f.raw.strip() == first.strip() for f in quantities.find_quantities(first))
    numbered = NUMBER_FIRST.match(first) or NUMBER_ALONE.fullmatch(first)
    coded = codes.ARTICLE_NUMBER.fullmatch(first) and len(re.findall(r"\d", first)) > 2  # an invoice's number
    return amount or bool(numbered or coded) or any(begins_with_packages(run.text) for run in line)


def _below(sheet: Sheet, index: int) -> list[Line]:
    """The print of the box below, where the caption has a box of its own."""
    head = sheet.page.cells[index]
    for i, cell in enumerate(sheet.page.cells):
        same = abs(cell.y0 - head.y1) < 0.008 and abs(cell.x0 - head.x0) < ALIGNED and abs(cell.x1 - head.x1) < ALIGNED
        if same and sheet.in_cell(i):
            return _lines(sheet.in_cell(i))
    # boxes of the rows below, down to the form's next box
    wider = [
        c.y0 for c in sheet.page.cells if c.y0 > head.y1 - 0.008 and c.x0 < head.x0 + 0.05 and c.x1 > head.x1 + 0.05
    ]
    low = min(wider, default=head.y1)
    inside = [
        r
        for r in sheet.runs
        if head.x0 < r.box.cx < head.x1 and head.y1 < r.box.cy < low and r.page == sheet.page.number
    ]
    return _lines(inside)


def _beside(sheet: Sheet, labels: Labels, index: int, caption: Sequence[Line]) -> list[_Beside]:
    """The captions on the height of the goods', in the same box or in others, with what stands under them."""
    head, first = sheet.page.cells[index], caption[0][0]
    found: list[_Beside] = []
    starts = [
        run
        for run in sheet.runs
        if run is not first and abs(run.box.y0 - first.box.y0) < first.box.height and run.box.x0 > first.box.x0 + 0.1
    ]
    for run in starts:
        cell = sheet.page.cells[run.cell] if run.cell >= 0 else head
        left, right = (cell.x0, cell.x1) if run.cell != index else (run.box.x0, cell.x1)
        right = min([right, *(r.box.x0 for r in starts if r.cell == run.cell and r.box.x0 > run.box.x1)])
        inside = [
            r
            for r in sheet.runs
            if r.cell == run.cell and left - 0.005 <= r.box.x0 < right - 0.005 and r.box.y0 >= run.box.y0 - 0.002
        ]
        heading, rest = _caption(_lines(inside))
        if not re.search(r"\d", text_of(rest)):
            # A bar over the box may hold all captions, and the box below all that they ask for.
            below = (tuple(r for r in line if left - 0.02 <= r.box.x0 < right) for line in _below(sheet, run.cell))
            rest = [line for line in below if line] or rest
        hit = labels.find(text_of(heading)) or labels.find(run.text)
        if hit and rest and hit.name not in ("goods", *(other.name for other in found)):
            found.append(_Beside(hit.name, text_of(heading), left, right, tuple(rest)))
    return found


def _blocks(body: Sequence[Line], *, alone: bool, whole: bool) -> list[list[Line]]:
    """The lines of each item, from its number to the next.

    Args:
        whole: whether they are all of the box, which may go on in others where the caption has one of its own.
    """
    end = next((i for i, line in enumerate(body) if closes(line[0].text)), len(body))
    body = body[:end]
    numbered = [(i, number) for i, line in enumerate(body) if (number := number_of(line))]
    starts: list[int] = []
    counted = 0
    for i, number in numbered:
        at = body[i][0].box.x0
        if not starts or (number == counted + 1 and abs(at - body[starts[0]][0].box.x0) < ALIGNED):
            starts.append(i)
            counted = number
    packed = _counted_starts(body) if alone and len(starts) < FEWEST_ROWS else []
    if len(packed) >= FEWEST_ROWS:
        starts = _over_packages(body, packed) or packed
    first = body[starts[0]][0].text if starts else ""
    told = whole and len(packed) < FEWEST_ROWS and len(numbered) == 1 and FIRST_OF_ONE.match(first)
    one = told or NUMBER_ALONE.fullmatch(first)
    single = alone and len(starts) == 1 and counted == 1 and one
    if len(starts) < 2 and not single:
        return []
    return without_sum([list(body[a:b]) for a, b in itertools.pairwise([*starts, len(body)])])


def _counted_starts(body: Sequence[Line]) -> list[int]:
    """The lines on which packages of goods begin below each other, where items have no numbers."""
    at = [next((r.box.x0 for r in line if begins_with_packages(r.text)), None) for line in body]
    first = next((x for x in at if x is not None), 0.0)
    return [i for i, x in enumerate(at) if x is not None and abs(x - first) < ALIGNED]


def _over_packages(body: Sequence[Line], packed: Sequence[int]) -> list[int]:
    """Where items begin whose packages stand alone right below their goods; empty where packages come first."""
    counts = [next(run for run in body[i] if begins_with_packages(run.text)) for i in packed]
    words = [any(under(run, counts[0]) and re.search(r"\w", run.text) for run in line) for line in body]
    if any(words[packed[-1] + 1 :]) or not all(packages_alone(run.text) for run in counts):
        return []
    between = list(itertools.pairwise([-1, *packed]))
    return [words.index(True, a + 1) for a, _ in between] if all(any(words[a + 1 : b]) for a, b in between) else []


def closes(text: str) -> bool:
    return any(pattern.match(text) for pattern in (TOTAL, END_MARK, IN_ALL))


def _as_table(
    cell: Box, caption: Sequence[Line], blocks: Sequence[Sequence[Line]], beside: Sequence[_Beside]
) -> Listed:
    counted = count_up(blocks)
    roles = roles_of(blocks, counted=counted)
    rows = [cells_of(block, roles, counted=counted) for block in blocks]
    if weights_apart(rows):  # the box beside has but their sum
        beside = [column for column in beside if column.name != "gross_weight_kg"]
    if not any("item" in row for row in rows):  # marks stand once beside all of them
        marks = [run for row in rows for run in row.pop("marks", ())]
        rows[0] |= {"marks": marks} if marks else {}
    for column in beside:
        for row, lines in zip(rows, _shared_out(column.lines, blocks), strict=True):
            if lines:
                row.setdefault(column.name, []).extend(lines)
    names = dict.fromkeys(name for row in rows for name in row)
    marked = "marks" in names
    headers = {column.name: column.header for column in beside} | {"goods": "" if marked else text_of(caption)}
    top = caption[0][0].box.y0
    columns = tuple(Column(n, cell.x0, cell.x1, headers.get(n, ""), True, top) for n in names)
    low = max([line[0].box.y1 for block in blocks for line in block])
    box = Box(cell.x0, top, max([cell.x1, *(b.x1 for b in beside)]), low)
    return Listed(
        "lines", Table(columns, tuple(Row({n: tuple(r) for n, r in row.items()}) for row in rows), (), box), box
    )


def _shared_out(lines: Sequence[Line], blocks: Sequence[Sequence[Line]]) -> list[list[Run]]:
    """The lines of a column beside the goods, each to the item on whose height it stands or whose number it bears."""
    lines = list(itertools.takewhile(lambda line: not closes(line[0].text), lines))
    told = [any(found.value.label for found in quantities.find_quantities(text_of([line]))) for line in lines]
    if all(told[len(blocks) :]) and not any(told[: len(blocks)]):
        lines = lines[: len(blocks)]  # below one weight for each item `GROSS: 41,935 KG` of all of them
    tops = [block[0][0].box for block in blocks]
    again = [NUMBER_TOLD.match(line[0].text) for line in lines]
    numbered = [int(m[1]) if m and m[0].rstrip()[-1:] in ".):" else 0 for m in again]
    count = len(blocks)
    if numbered[:count] == list(range(1, count + 1)) and all(told[count:]):  # below them perhaps the weight of all
        return [
            [run for run in (line[0].part(m.end()) if m else None, *line[1:]) if run]
            for line, m in zip(lines[:count], again[:count], strict=True)
        ]
    firsts = first_of_each([line[0] for line in lines])
    if len(lines) > len(firsts) == len(blocks):
        starts = [i for i, line in enumerate(lines) if line[0] in firsts]
        return [[run for line in lines[a:b] for run in line] for a, b in itertools.pairwise([*starts, len(lines)])]
    shared: list[list[Run]] = [[] for _ in blocks]
    for line in lines:
        at = max((i for i, top in enumerate(tops) if line[0].box.cy > top.y0 - 0.3 * top.height), default=0)
        shared[at].extend(line)
    if len(lines) == len(blocks) and not all(shared):
        return [list(line) for line in lines]
    return shared
