"""Tables that hold products and, below each of them, what goes into it, told apart by a column of levels.

`1`, `1.1`, `1.2`, `2`, `2.1` number products and their materials; under `Level` or `层` so do 0, 1, 1, 2. Elsewhere
products are numbered and their materials set in below them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extractors.columns.renaming import renamed
from extractors.forms import Part
from extractors.tables.goods_tables import Table
from extractors.tables.row_anchors import SET_IN
from extractors.typed.dates import find_dates

OUTLINE = re.compile(r"((?:[.+>-]\s?)*)(\d+(?:\.\d+)*)\.?")
"""`1.1` numbers a part of 1; `..2`, `. . 2`, `-- 2` stand deeper the more marks there are."""


def by_level(table: Table, of_materials: Mapping[str, str]) -> Mapping[Part, Table] | None:
    """The rows of the first level as products and those below as materials; None where no levels are told.

    Args:
        table: its columns named as those of products, columns that only materials have as those of materials.
        of_materials: what the headers of columns ask for of materials, where it is something else: `开工日期/供应商`.
    """
    depths = _depths(table) or _set_in(table)
    if depths is None:
        return None
    rows = list(zip(table.rows, depths, strict=True))
    deeper = replace(table, rows=tuple(row for row, depth in rows if depth), totals=())
    others = {name: other for name, other in of_materials.items() if _holds_no_dates(deeper, name)}
    return {
        "lines": replace(table, rows=tuple(row for row, depth in rows if not depth)),
        "materials": renamed(deeper, OF_MATERIALS | others),
    }


def _holds_no_dates(table: Table, name: str) -> bool:
    """Whether a column of dates has print and none of it is a date."""
    texts = [run.text for row in table.rows for run in row.cells.get(name, ())]
    return name in ("start_date", "finish_date") and bool(texts) and not any(map(find_dates, texts))


def under_one_product(table: Table, *, stated: bool) -> Mapping[Part, Table] | None:
    """A bill whose first row, of the highest level, is the product that the rows below make; None where it is none.

    Args:
        table: its columns named as those of materials.
        stated: whether the paper says above the table what the product is; then only level 0 is that once more.
    """
    depths = _depths(table)
    if depths is None or len(depths) < 2 or depths[0] or not all(depths[1:]):
        return None
    first = table.rows[0].cells.get("level") or table.rows[0].cells.get("item", ())
    if stated and first[0].text.strip(" .") != "0":
        return None
    names = {name: product for product, name in OF_MATERIALS.items()}
    if all(column.name != "quantity" for column in table.columns):
        names["quantity_per_unit"] = "quantity"
    return {
        "lines": renamed(replace(table, rows=table.rows[:1], totals=()), names),
        "materials": replace(table, rows=table.rows[1:]),
    }


OF_MATERIALS = {"specification": "grade", "part_number": "code"}
"""What the columns of products are called in tables of materials."""


def _depths(table: Table) -> list[int] | None:
    """How deep each row is, 0 for products; None where no column tells levels, or all are of one."""
    told = {column.name: column for column in table.columns}
    column = told.get("level") or told.get("item")
    if column is None:
        return None
    cells = (row.cells.get(column.name) for row in table.rows)
    texts = [runs[0].text if runs else "" for runs in cells]
    found = [OUTLINE.fullmatch(text.strip()) for text in texts]
    if not texts or any(match is None for match in found):
        return None
    dots = [len(re.findall(r"\S", match[1])) + match[2].count(".") for match in found if match]
    if any(dots):
        return dots
    if column.name != "level":
        return None
    numbers = [int(match[2]) for match in found if match]
    depths = [number - min(numbers) for number in numbers]
    return depths if any(depths) and depths[0] == 0 else None


def _set_in(table: Table) -> list[int] | None:
    """0 for the rows that are numbered and 1 for those set in below them without a number, if there are such."""
    numbers = [row.cells.get("item", ()) for row in table.rows]
    goods = [row.cells.get("goods", ()) for row in table.rows]
    own = [runs[0].text.strip(" .") for runs in numbers if runs]
    if not all(goods) or not numbers or not numbers[0] or own != [str(n + 1) for n in range(len(own))]:
        return None
    lefts = [(bool(number), runs[0].box.x0) for number, runs in zip(numbers, goods, strict=True)]
    below = [x0 for numbered, x0 in lefts if not numbered]
    if not below or min(below) < max(x0 for numbered, x0 in lefts if numbered) + SET_IN:
        return None
    return [int(not numbered) for numbered, _ in lefts]
