"""Tables that hold products and, below each of them, what goes into it, told apart by a column of levels.

`1`, `1.1`, `1.2`, `2`, `2.1` number products and their materials; under `Level` or `层` so do 0, 1, 1, 2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.forms import Part
from extractors.renaming import renamed
from extractors.tables import Table

LEVEL = re.compile(
    r"\W*(?:(?:BOM\W*)?(?:LEVEL|LVL|LV|STUFE|EBENE|NIVEL|NIVEAU|LIVELLO|SEV[Iİ]YE|CẤP|BẬC)\.?|(?:BOM)?[层階阶級级層][级級次别別数數]?)\W*",
    re.IGNORECASE,
)
"""Headers of a column of levels."""
OUTLINE = re.compile(r"(\.*)(\d+(?:\.\d+)*)\.?")


def by_level(table: Table) -> Mapping[Part, Table] | None:
    """The rows of the first level as products and those below as materials; None where no levels are told.

    Args:
        table: its columns named as those of products, columns that only materials have as those of materials.
    """
    item = next((column for column in table.columns if column.name == "item"), None)
    if item is None:
        return None
    depths = _depths([row.cells["item"][0].text if row.cells.get("item") else "" for row in table.rows], item.header)
    if depths is None:
        return None
    rows = list(zip(table.rows, depths, strict=True))
    deeper = replace(table, rows=tuple(row for row, depth in rows if depth), totals=())
    return {
        "lines": replace(table, rows=tuple(row for row, depth in rows if not depth)),
        "materials": renamed(deeper, OF_MATERIALS),
    }


def under_one_product(table: Table) -> Mapping[Part, Table] | None:
    """A bill whose first row, of the highest level, is the product that the rows below make; None where it is none.

    Args:
        table: its columns named as those of materials.
    """
    item = next((column for column in table.columns if column.name == "item"), None)
    if item is None or len(table.rows) < 2:
        return None
    depths = _depths([row.cells["item"][0].text if row.cells.get("item") else "" for row in table.rows], item.header)
    if depths is None or depths[0] or not all(depths[1:]):
        return None
    names = {name: product for product, name in OF_MATERIALS.items()} | {"quantity_per_unit": "quantity"}
    return {
        "lines": renamed(replace(table, rows=table.rows[:1], totals=()), names),
        "materials": replace(table, rows=table.rows[1:]),
    }


OF_MATERIALS = {"specification": "grade", "part_number": "code"}
"""What the columns of products are called in tables of materials."""


def _depths(texts: Sequence[str], header: str) -> list[int] | None:
    """How deep each row is, 0 for products; None where the texts are no levels or all of one."""
    found = [OUTLINE.fullmatch(text.strip()) for text in texts]
    if not texts or any(match is None for match in found):
        return None
    dots = [match[1].count(".") + match[2].count(".") for match in found if match]
    if any(dots):
        return dots
    if not LEVEL.fullmatch(header):
        return None
    numbers = [int(match[2]) for match in found if match]
    depths = [number - min(numbers) for number in numbers]
    return depths if any(depths) and depths[0] == 0 else None
