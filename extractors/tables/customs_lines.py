"""Lines under an article that are its own, over the width of several columns where no ruling parts these.

`Customs tariff no.: 8481 8081, Country of origin: Germany, Net weight: 12,400 KG` belongs to the article above it, as a
long name does that stands alone under the article's number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Run, Sheet, on_lines
from extractors.tables.headers import Column

TOLD = re.compile(
    r"\W*(?:(?:(?:EU\s|US\s)?(?:CUSTOMS|TARIFF|COMMODITY|STATISTICAL|INTRASTAT|HARMONI[SZ]ED)\b|H\.?\s?S\.?\s?(?:CODE|NO)?|HTS(?:US)?\b|HSN\b|"
    r"R?ITC\b|NCM\b|TARIC\b|G\.?T\.?[Iİ]\.?P\b|ZOLLTARIF|WARENNUMMER|STAT(?:\.|ISTISCHE)\s?WARENN|SCHEDULE\s?B\b|PARTIDA\b|FRACCI[OÓ]N\b|VOCE\s+DOGANALE|"
    r"CODE\s+(?:SH|NC|DOUANIER)\b|海关编码|商品编码)\D{0,44}\d{4}"
    r"|(?:COUNTRY\s+OF\s+)?ORIGIN\s*[:：]|URSPRUNG(?:SLAND)?\s*[:：]|PAYS\s+D['’]ORIGINE|PA[IÍ]S\s+DE\s+ORIGEN|PAESE\s+DI\s+ORIGINE|MEN[SŞ]E[Iİ]?\s*[:：]|"
    r"(?:NET|GROSS)\s+W(?:EIGH)?T\.?\s*[:：]|NETTOGEWICHT|BRUTTOGEWICHT|POIDS\s+(?:NET|BRUT)|PESO\s+(?:NETO|BRUTO|NETTO|LORDO)\s*[:：])",
    re.IGNORECASE,
)
FIGURE = re.compile(r"\D{0,4}\d[\d.,' ]*\s?[^\W\d]{0,8}\W?")
FEWEST_FIGURES = 2
"""Columns whose figures stand on such a line, where it is the row's own and not one below it."""
CLOSE = 0.9
"""Line heights within which such a line stands below the article."""
ALIGNED = 0.008
"""Share of the page's width by which it may begin beside the article's name."""


def customs_lines(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[Run]:
    """All print of the lines that tell customs data or go on with an article alone, of a table without ruling.

    Args:
        bottom: where the headers end.
        end: where the body ends.
    """
    goods = _goods(columns)
    if goods is None:
        return []
    body = [run for run in sheet.runs if bottom <= run.box.cy < end]
    lines = (line for line in on_lines(body, 0.4) if _under(line[0], goods) or _from_code(line, columns, goods))
    own = (
        _without_figures(line, columns)
        for line in lines
        if TOLD.match(" ".join(run.text for run in line)) or (len(line) == 1 and right_below(sheet, line[0], columns))
    )
    return [run for line in own for run in line]


def _without_figures(line: Sequence[Run], columns: Sequence[Column]) -> list[Run]:
    """A line that tells customs data without the figures of the row, where these stand on it under their headers."""
    figures = [
        run
        for run in line
        if FIGURE.fullmatch(run.text)
        and any(c.name != "goods" and run.box.x0 < c.x1 and run.box.x1 > c.x0 for c in columns)
    ]
    return [run for run in line if run not in figures] if len(figures) >= FEWEST_FIGURES else list(line)


def tells_customs(sheet: Sheet, run: Run, columns: Sequence[Column]) -> bool:
    """Whether print that reads like a caption tells such data right below an article."""
    level = [r for r in sheet.runs if abs(r.box.cy - run.box.cy) < 0.4 * run.box.height]
    first = min(level, key=lambda r: r.box.x0)
    return TOLD.match(first.text) is not None and _is_below(sheet, level, columns)


def right_below(sheet: Sheet, run: Run, columns: Sequence[Column]) -> bool:
    """Whether print goes on with an article: close below print of the goods' column that begins where it does."""
    return _is_below(sheet, [run], columns)


def _is_below(sheet: Sheet, line: Sequence[Run], columns: Sequence[Column]) -> bool:
    goods, run = _goods(columns), min(line, key=lambda r: r.box.x0)
    if goods is None or goods is columns[0] or not (_under(run, goods) or _from_code(line, columns, goods)):
        return False
    steps = [(run.box.y0 - r.box.y1) / run.box.height for r in sheet.runs if abs(r.box.x0 - run.box.x0) < ALIGNED]
    return any(-0.5 < step < CLOSE for step in steps)


def _goods(columns: Sequence[Column]) -> Column | None:
    if any(column.ruled for column in columns):
        return None
    return next((column for column in columns if column.name == "goods"), None)


def _from_code(line: Sequence[Run], columns: Sequence[Column], goods: Column) -> bool:
    """Whether print begins under the article's code, in the column left of its name, and runs on below the name."""
    at, x0 = columns.index(goods) - 1, min(run.box.x0 for run in line)
    return at > 0 and columns[at].x0 - ALIGNED < x0 < columns[at].x1 and line[-1].box.x1 > goods.x0 + ALIGNED


def _under(run: Run, goods: Column) -> bool:
    return goods.x0 - ALIGNED < run.box.x0 < goods.x1
