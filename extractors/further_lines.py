"""Lines below the first one in a cell of a factory's table that tell something else than the column asks for.

Programs that have more to say of a material than the page has columns print it under its name: `Lot: A7781`, the
supplier behind its caption, the article's number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.goods_cells import NAME_THEN_MODEL
from extractors.headers import Column
from extractors.labels import Labels
from extractors.layout import Run
from extractors.tables import Row, Table

TOLD = frozenset(
    {"lot_number", "heat_number", "supplier", "origin_country", "origin_criterion", "specification", "grade"}
)
"""What captions inside a row may ask for."""
FEWEST_ROWS = 2
CAPITALS = re.compile(r"(?=.*\d)(?=.*[A-Z])[^a-z]{4,}")
"""`HI-121H BK9`, a type; under a name in small letters it does not go on with it."""
CODE = re.compile(r"\W*(?=\S*\d)(?=\S*[A-Z])[A-Z0-9][A-Z0-9./_-]{3,}\W*")
"""`NR-128`: an article's number and no word or size that the line above goes on with."""
WORDS = re.compile(r"[^\W\d_]{2}.*\s|[\u4e00-\u9fff]{2}")
SMALL = 0.93
"""Share of the first line's height below which print of a text layer is a remark on it."""


def with_lines_apart(table: Table, labels: Labels, *, text_layer: bool) -> Table:
    """The table with each further line of its cells where it belongs.

    Args:
        labels: the wordings of the table's columns.
        text_layer: whether heights of print are those of its letters, and not measured on a picture.
    """
    return _numbers_apart(with_captions_apart(table, labels), text_layer=text_layer)


def with_captions_apart(table: Table, labels: Labels) -> Table:
    """What stands behind captions of columns that the table has not, as cells of such columns."""
    here = {column.name for column in table.columns}
    asked: dict[str, Column] = {}
    rows: list[Row] = []
    for row in table.rows:
        cells = dict(row.cells)
        for name, column, caption, told in _captioned(row, table.columns, labels):
            if name in here or name in cells:
                continue
            cells[name] = told
            asked.setdefault(name, replace(column, name=name, header=caption.text, x0=column.x1, x1=column.x1))
            for other, runs in cells.items():
                if other != name:
                    cells[other] = tuple(run for run in runs if run is not caption and run not in told)
        rows.append(Row(cells))
    return replace(table, columns=(*table.columns, *asked.values()), rows=tuple(rows)) if asked else table


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
                other
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


def _numbers_apart(table: Table, *, text_layer: bool) -> Table:
    """Where each article has its number above its name, or its number, type or a remark below it, the name apart."""
    column = next((column for column in table.columns if column.name == "goods"), None)
    cells = [row.cells["goods"] for row in table.rows if row.cells.get("goods")]
    if column is None or len(cells) < FEWEST_ROWS or NAME_THEN_MODEL.search(column.header):
        return table
    told = _told_beside_names(cells, text_layer=text_layer)
    if told is None:
        return table
    name, at = told
    names = {other.name for other in table.columns}
    free = name not in names and "code" not in names
    rows = [_parted(row, name if free else "", at) for row in table.rows]
    added = replace(column, name=name, header="", x0=column.x1)
    return replace(table, columns=(*table.columns, added) if free else table.columns, rows=tuple(rows))


def _told_beside_names(cells: Sequence[Sequence[Run]], *, text_layer: bool) -> tuple[str, int] | None:
    """What the articles' cells hold besides the names, and whether in their first (0) or from their second line (1)."""
    pairs = [(runs[0].text, runs[1].text) for runs in cells if len(runs) == 2]
    if len(pairs) == len(cells):
        if all(CODE.fullmatch(above) and not CODE.fullmatch(below) for above, below in pairs):
            return "part_number", 0
        if all(CODE.fullmatch(below) and WORDS.search(above) for above, below in pairs):
            return "part_number", 1
        if all(CAPITALS.fullmatch(below) and re.search("[a-z]", above) for above, below in pairs):
            return "specification", 1
    small = all(len(runs) > 1 and max(r.box.height for r in runs[1:]) < SMALL * runs[0].box.height for runs in cells)
    return ("specification", 1) if small and text_layer else None


def _parted(row: Row, name: str, at: int) -> Row:
    runs = row.cells.get("goods", ())
    if len(runs) < 2:
        return row
    first, rest = runs[:1], runs[1:]
    goods, other = (first, rest) if at else (rest, first)
    return Row({**row.cells, "goods": goods} | ({name: other} if name else {}))
