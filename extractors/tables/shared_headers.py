"""Headers that two columns share: `N.W. (kg)` over `per ctn` and `total`."""

from __future__ import annotations

import re
from typing import Literal

from extractors.captions.labels import Labels
from extractors.layout import Sheet
from extractors.tables.cell_rows import parts_under

EACH = re.compile(
    r"\W*(?:@\W*$|(?:WEIGHT|WT\.?|[GN]\.?\s?W\.?|[A-Z]{3,12})? ?PER\b|EACH\b|/\s?\w|每|单[箱件位])"
    r"|.*/\s?(?:CTN|CARTON|PKG|BOX|PC|PCS|箱|件)\W*$",
    re.IGNORECASE,
)
_ALL = r"(?:TOTAL|TTL|ALL|SUM|TỔNG(?: CỘNG)?|合计|总计|小计|总)"
ALL = re.compile(rf"\W*{_ALL}(?:\W+{_ALL})?\W*", re.IGNORECASE)


def part_of(text: str) -> Literal["each", "all", ""]:
    """Of which the figures under one half of a shared header are: of one carton, or of all."""
    return "all" if ALL.fullmatch(text) else "each" if EACH.match(text) else ""


def shared_headers(sheet: Sheet, labels: Labels) -> dict[int, int]:
    """Cells under the cell of a header that they share (`N.W. (kg)` over `per ctn` and `total`), with that cell."""
    shared: dict[int, int] = {}
    for i, under in enumerate(parts_under(sheet.page.cells)):
        if not under:
            continue
        halves = [part_of(" ".join(run.text for run in sheet.in_cell(j))) for j in under]
        above = " ".join(run.text for run in sheet.in_cell(i))
        if EACH.match(above) and not ALL.match(above) and not labels.find(above):
            shared |= dict.fromkeys(under, i)  # `PER CTN (KG)` over `N.W.` and `G.W.`
            continue
        if "all" in halves and len(under) > 1 and labels.find(" ".join(run.text for run in sheet.in_cell(i))):
            shared |= dict.fromkeys(under, i)
    return shared
