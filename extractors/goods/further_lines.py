"""Lines below the first one in a cell of a factory's table that tell something else than the column asks for.

Programs that have more to say of a material than the page has columns print it under its name: `Lot: A7781`, the
supplier behind its caption, the article's number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.labels import Labels
from extractors.goods.cells import NAME_THEN_MODEL
from extractors.layout import Run
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column

TOLD = frozenset(
    {"lot_number", "heat_number", "supplier", "origin_country", "origin_criterion", "specification", "grade"}
)
"""What captions inside a row may ask for."""
MAKE = ("specification", "grade")
FEWEST_ROWS = 2
CAPITALS = re.compile(r"(?=.*\d)(?=.*[A-Z])[^a-z]{4,}")
"""`HI-121H BK9`, a type; under a name in small letters it does not go on with it."""
CODE = re.compile(r"\W*(?=\S*\d)(?=\S*[A-Z])[A-Z0-9][A-Z0-9./_-]{3,}\W*")
"""`NR-128`: an article's number and no word or size that the line above goes on with."""
NUMBER = re.compile(r"\W*(?:\d{5,18}|\d{2,}-\d{4,}|\d{4,}-\d{2,})\W*")
"""The same of figures alone: `10-30336`."""
LETTERS = re.compile(r"[^\W\d_]{3}|[\u4e00-\u9fff]")
WORDS = re.compile(r"[^\W\d_]{2}.*\s|[\u4e00-\u9fff]{2}")
SMALL = 0.93
"""Share of the first line's height below which print of a text layer is a remark on it."""


def with_lines_apart(table: Table, labels: Labels, *, text_layer: bool) -> Table:
    """The table with each further line of its cells where it belongs.

    Args:
        labels: the wordings of the table's columns.
        text_layer: whether heights of print are those of its letters, and not measured on a picture.
    """
    return _numbers_apart(with_captions_apart(table, labels), labels, text_layer=text_layer)


def with_captions_apart(table: Table, labels: Labels) -> Table:
    """What stands behind captions of columns that the table has not, as cells of such columns."""
    here = {column.name for column in table.columns}
    asked: dict[str, Column] = {}
    rows: list[Row] = []
    found = [_captioned(row, table.columns, labels) for row in table.rows]
    often = Counter(name for told in found for name, *_ in told)
    several = sum(any(len(runs) > 1 for runs in row.cells.values()) for row in table.rows) >= FEWEST_LINES
    for row, captioned in zip(table.rows, found, strict=True):
        cells = dict(row.cells)
        for name, column, caption, told in captioned:
            chance = several and often[name] == 1 and not re.search("[:：]", caption.text)
            if name in here or name in cells or chance:
                continue
            cells[name] = told
            asked.setdefault(name, replace(column, name=name, header=caption.text, x0=column.x1, x1=column.x1))
            for other, runs in cells.items():
                if other != name:
                    cells[other] = tuple(run for run in runs if run is not caption and run not in told)
        rows.append(Row(cells))
    return replace(table, columns=(*table.columns, *asked.values()), rows=tuple(rows)) if asked else table


FEWEST_LINES = 4
"""Rows with further lines of which a word without a colon in one alone is no caption."""


def _captioned(row: Row, columns: Sequence[Column], labels: Labels) -> list[tuple[str, Column, Run, tuple[Run, ...]]]:
    """For each caption below a cell's first line: what it asks for, its column, itself, and its value."""
    found: list[tuple[str, Column, Run, tuple[Run, ...]]] = []
    for at, column in enumerate(columns):
        for run in row.cells.get(column.name, ())[1:]:
            hit = labels.find(run.text)
            name = next((n for n in hit.names if n in TOLD), None) if hit else None
            if hit is None or name is None or (hit.letters < 3 and run.text.isascii()):
                continue
            rest = run.part(hit.end)
            beside = [
                _behind_caption(other, name, labels)
                for further in columns[at + 1 : at + 2]
                for other in row.cells.get(further.name, ())[1:]
                if abs(other.box.cy - run.box.cy) < 0.5 * run.box.height
            ]
            numbered = rest is not None and re.search(r"\d", rest.text) is not None
            whole = hit.is_all_of(run.text) and column.name != "marks"  # `MADE IN` over `BANGLADESH` are marks
            if (hit.colon or numbered or (whole and beside)) and (told := [rest] if rest else beside):
                found.append((name, column, run, tuple(told)))
            elif rest and re.match(r"\W*[\u4e00-\u9fff]+\s[A-Z]", run.text[: hit.end]):
                found.append((name, column, run, (rest,)))  # `廠商 Vendor 正隆`, a caption in two languages
    return found


def _behind_caption(run: Run, name: str, labels: Labels) -> Run:
    """A value without the caption in a second language that it goes on with, where a column's border cut them apart."""
    first = run.words[0].text
    hit = labels.find(first)
    asks = len(run.words) > 1 and hit is not None and name in hit.names and hit.is_all_of(first)
    return (run.part(run.spans[1]) or run) if asks else run


def _numbers_apart(table: Table, labels: Labels, *, text_layer: bool) -> Table:
    """Where each article has its number above its name, or its number, type or a remark below it, the name apart."""
    column = next((column for column in table.columns if column.name == "goods"), None)
    cells = [row.cells["goods"] for row in table.rows if row.cells.get("goods")]
    if column is None or len(cells) < FEWEST_ROWS or NAME_THEN_MODEL.search(column.header):
        return table
    make = _make_asked_too(column.header, labels) if all(len(runs) == 2 for runs in cells) else ""
    names = {other.name for other in table.columns}
    own = not names & set(MAKE) and all(len(runs) == 2 and _has_room(runs, column) for runs in cells)
    told = (make, slice(0, 1)) if make else _told_beside_names(cells, text_layer=text_layer)
    guessed = told is None and own and len(cells) >= FEWEST_OWN
    if guessed:
        told, make = (MAKE[0], slice(0, 1)), MAKE[0]
    if told is None:
        return table
    name, of_goods = told
    free = name not in names and (make or "code" not in names)
    rows = [_parted(row, name if free else "", of_goods) for row in table.rows]
    added = replace(column, name=name, header="", x0=column.x1, guessed=column.guessed or guessed)
    return replace(table, columns=(*table.columns, added) if free else table.columns, rows=tuple(rows))


def _has_room(runs: Sequence[Run], column: Column) -> bool:
    """Whether the first line of a cell leaves room for the word that begins the second, which so does not go on."""
    word = runs[1].words[0].box
    return runs[0].box.x1 + word.width + ROOM < column.x1


ROOM, FEWEST_OWN = 0.02, 3
"""Share of the page's width that is left beside that word at least, and rows that all have such a line."""


def _make_asked_too(header: str, labels: Labels) -> str:
    """The field of what a header asks for behind the name: `Malzeme adı / özelliği`; "" where it asks for no make."""
    behind = header.split("/")[1:]
    hit = labels.find(behind[0].strip()) if len(behind) == 1 else None
    return next((name for name in hit.names if name in MAKE), "") if hit else ""


def _told_beside_names(cells: Sequence[Sequence[Run]], *, text_layer: bool) -> tuple[str, slice] | None:
    """What the articles' cells hold besides the names, and which of their lines are these."""
    if any(len(runs) < 2 for runs in cells):
        return None
    first, last = ([is_code(runs[at].text) for runs in cells] for at in (0, -1))
    if all(first) and not any(is_code(run.text) for runs in cells for run in runs[1:]):
        return "part_number", slice(1, None)
    if all(last) and not any(is_code(run.text) for runs in cells for run in runs[:-1]):
        names = [" ".join(run.text for run in runs[:-1]) for runs in cells]
        numbers = all(NUMBER.fullmatch(runs[-1].text) for runs in cells)
        if all(map(LETTERS.search if numbers else WORDS.search, names)):
            return "part_number", slice(0, -1)
    pairs = [(runs[0].text, runs[1].text) for runs in cells if len(runs) == 2]
    typed = all(CAPITALS.fullmatch(below) and re.search("[a-z]", above) for above, below in pairs)
    small = all(max(r.box.height for r in runs[1:]) < SMALL * runs[0].box.height for runs in cells)
    told = (typed and len(pairs) == len(cells)) or (small and text_layer)
    return ("specification", slice(0, 1)) if told else None


def is_code(text: str) -> bool:
    """`NR-128` or `10-30336`: an article's number."""
    return CODE.fullmatch(text) is not None or NUMBER.fullmatch(text) is not None


def _parted(row: Row, name: str, of_goods: slice) -> Row:
    runs = row.cells.get("goods", ())
    if len(runs) < 2:
        return row
    goods = runs[of_goods]
    other = tuple(run for run in runs if run not in goods)
    return Row({**row.cells, "goods": goods} | ({name: other} if name else {}))
