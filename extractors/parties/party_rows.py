"""A party whose caption spans rows of captions of their own: `1. Exporter | Name | … `, `| Address | …` below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.captions.neighbouring_cells import adjoins
from extractors.captions.open_print import Marked
from extractors.layout import Run, Sheet

NAMED = re.compile(
    r"\W*(?:(?:(?:full|legal|business|trade|registered|corporate)\s+)*(?:company|firm|business|corporate|trade)?\s*name|company|firm|nombre"
    r"(?:\s+(?:o|y)\s+raz[oó]n\s+social)?|raz[oó]n\s+social|denominaci[oó]n(?:\s+social)?|nom|raison\s+sociale|soci[eé]t[eé]|empresa|firma|firmenname|name\s+der\s+firma|nome|denominazione|"
    r"raz[aã]o\s+social|ragione\s+sociale|ad[ıi]|[uü]nvan[ıi]?|firma\s+ad[ıi]|naam|nazwa|nama|tên|ชื่อ|상호|업체명|회사명|성명|이름|名称|名稱|公司名称|企业名称|会社名|氏名)\W*",
    re.IGNORECASE,
)
ADDRESSED = re.compile(
    r"\W*(?:(?:full|business|postal|street|mailing|registered)?\s*address(?:\s+and\s+country)?|direcci[oó]n|domicilio|adresse|anschrift|"
    r"endere[cç]o|indirizzo|sede|adresi?|adres|alamat|địa\s+chỉ|ที่อยู่|주소|地址|住所|country|city|pa[ií]s|pays|land|국가|国家)\W*",
    re.IGNORECASE,
)
PARTIES = ("exporter", "producer", "importer", "consignee", "certifier")


def rows_of_parties(marked: Marked, sheet: Sheet) -> dict[int, tuple[int, list[int]]]:
    """By its cell, each party's caption that stands alone in it beside rows that ask for name and address.

    Returns:
        For each, the cell that asks for the name, and the cells that hold name and address.
    """
    alone = {run.cell for run, hit in marked if hit and hit.name in PARTIES and run.cell >= 0}
    alone -= {run.cell for run, hit in marked if hit is None or hit.name not in PARTIES}
    return {cell: rows for cell in alone if (rows := _rows_beside(sheet, cell))}


def _rows_beside(sheet: Sheet, cell: int) -> tuple[int, list[int]] | None:
    cells = sheet.page.cells
    here = cells[cell]
    rows = sorted(
        (i for i in range(len(cells)) if adjoins(sheet, cell, i) and here.y0 < cells[i].cy < here.y1),
        key=lambda i: cells[i].y0,
    )
    if not rows or not _asks(NAMED, _text(sheet, rows[0])):
        return None
    asked = [rows[0], *(row for row in rows[1:] if _asks(ADDRESSED, _text(sheet, row)))]
    return rows[0], [value for row in asked if (value := _answer(sheet, row)) is not None]


def _asks(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a caption asks for one thing, be it in two languages: `성명 (Name)`."""
    said = [part for part in re.split("[()（）/]", text) if part.strip()]
    return bool(said) and all(pattern.fullmatch(part) for part in said)


def _text(sheet: Sheet, cell: int) -> str:
    return " ".join(run.text for run in sheet.in_cell(cell))


def _answer(sheet: Sheet, cell: int) -> int | None:
    here = sheet.page.cells[cell]
    level = (i for i in range(len(sheet.page.cells)) if adjoins(sheet, cell, i))
    return next((i for i in level if here.y0 < sheet.page.cells[i].cy < here.y1), None)


def lines_in(sheet: Sheet, cells: Sequence[int]) -> list[Run]:
    """The print of cells, one after the other."""
    return [run for cell in cells for run in sheet.in_cell(cell)]
