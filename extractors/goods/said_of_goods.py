"""What a goods table says of its goods outside the column that would ask for it.

The origin stands under each article, the tariff number heads the group of rows that have it, the unit is told with
the price of one.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from extractors.columns.renaming import guessed_as
from extractors.layout import Run, Sheet, on_lines, run_of
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column
from extractors.typed import codes, countries
from schemas.reference.units import unit_named

ORIGIN = re.compile(
    r"(?<![^\W_])(?:(?:COUNTRY\s+OF\s+)?ORIGIN(?:\s+COUNTRY)?|C\.?O\.?O|MADE\s+IN|PAYS\s+D['’]ORIGINE|ORIGINE|PA[IÍ]S\s+DE\s+ORIGEN|"
    r"ORIGEN|URSPRUNG(?:SLAND)?|PAESE\s+DI\s+ORIGINE|MEN[SŞ]E[Iİ]?|XUẤT\s+XỨ|原[产產](?:国|國|地))\.?\s*[:：]?\s+"
    r"(?P<land>[^\W\d_][^:;,/|()\d]{1,30}?)\W*(?=$|[;,/|(]|\s+(?:(?:H\.?S|HTS|LOT|QTY|N\.?W|NET|GROSS|CUSTOMS|TARIFF)\b|NETTO|BRUTTO|PESO\b|POIDS\b))",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"\W*(?:H\.?\s?S\.?|HTS(?:US)?|TARIFF|CUSTOMS|COMMODITY|ZOLLTARIF\w*|GTIP|海关编码|商品编码)"
    r"[^\d]{0,20}\d{4}[\d. ]*.{0,40}",
    re.IGNORECASE,
)
"""A tariff number with its caption, and perhaps its goods, on a line of its own."""
HEADED = 0.85
"""What a tariff number counts that a heading gives to the rows below it."""


def of_its_goods(table: Table, sheet: Sheet) -> Table:
    """The table with what it says of its goods in columns of their own, and the names of the goods alone."""
    return with_origins_apart(with_tariffs_apart(with_tariff_of_headings(without_numbers_above(table), sheet)))


def with_origins_apart(table: Table) -> Table:
    """The table with the origin that stands under its articles as a column of its own, where it has none."""
    goods = next((column for column in table.columns if column.name == "goods"), None)
    if goods is None or any(column.name == "origin_country" for column in table.columns):
        return table
    rows = [_origin_apart(row) for row in table.rows]
    if not any("origin_country" in row.cells for row in rows):
        return table
    column = replace(goods, name="origin_country", header="", x0=goods.x1)
    return replace(table, columns=(*table.columns, column), rows=tuple(rows))


def with_tariffs_apart(table: Table) -> Table:
    """The table with the tariff number that stands behind its caption under each article as a column of its own."""
    goods = next((column for column in table.columns if column.name == "goods"), None)
    if goods is None or any(column.name == "hs_code" for column in table.columns):
        return table
    told = [_tariff_below(row) for row in table.rows]
    if len(told) < 2 or not all(told):
        return table
    rows = [Row({**row.cells, "hs_code": (run,)}) for row, run in zip(table.rows, told, strict=True) if run]
    column = replace(goods, name="hs_code", header="", x0=goods.x1)
    return replace(table, columns=(*table.columns, column), rows=tuple(rows))


def _tariff_below(row: Row) -> Run | None:
    for run in row.cells.get("goods", ())[1:]:
        said = CAPTIONED.match(run.text)
        number = run.part(*said.span()) if said else None
        if number and codes.find_hs(number.text):
            return number
    return None


def _in_pieces(run: Run) -> list[Run]:
    """The pieces of a line between which there are wide blanks."""
    ends = [
        i for i in range(1, len(run.words)) if run.words[i].box.x0 - run.words[i - 1].box.x1 > WIDE * run.box.height
    ]
    bounds = [0, *(run.spans[i] for i in ends), len(run.text)]
    return [part for a, b in itertools.pairwise(bounds) if (part := run.part(a, b))]


WIDE = 0.8
"""Heights of print, as shares of the page's height, by which pieces of one line stand apart at least."""


def _origin_apart(row: Row) -> Row:
    first, *lines = row.cells.get("goods", ()) or (None,)
    below = [piece for line in lines for piece in (_in_pieces(line) if line else [])]
    kept: list[Run] = [first] if first else []
    lands: list[Run] = []
    for run in below:
        said = ORIGIN.search(run.text) if run and not lands else None
        land = run.part(*said.span("land")) if run and said else None
        if run and said and land and countries.country(land.text):
            lands.append(land)
            kept += [part for part in (run.part(0, said.start()), run.part(said.end())) if part]
        elif run:
            kept.append(run)
    return Row({**row.cells, "goods": tuple(kept), "origin_country": tuple(lands)}) if lands else row


def without_numbers_above(table: Table) -> Table:
    """The table with the names of its articles alone, where each stands below its number in one cell."""
    header = next((column.header for column in table.columns if column.name == "goods"), "")
    cells = [row.cells["goods"] for row in table.rows if row.cells.get("goods") and row.cells.get("quantity")]
    enough = len(cells) > 1 or (cells and OF_NUMBERS.search(header))
    if (
        not enough
        or not all(
            len(runs) > 1
            and (NUMBER.fullmatch(runs[0].text) or LETTERED.fullmatch(runs[0].text))
            and NAME.search(runs[1].text)
            for runs in cells
        )
        or 2 * sum(NUMBER.fullmatch(runs[0].text) is not None for runs in cells) < len(cells)
    ):
        return table
    rows = (
        Row({**row.cells, "goods": row.cells["goods"][1:]}) if row.cells.get("goods") else row for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def with_names_as_goods(table: Table) -> Table:
    """The table with names under `Model` as the goods where those under `Article` are numbers, line by line."""
    texts = {
        name: [" ".join(run.text for run in row.cells[name]) for row in table.rows if row.cells.get(name)]
        for name in ("goods", "specification")
    }
    numbers = [NUMBER.fullmatch(text) is not None for text in texts["goods"]]
    names = [len(WORDS.findall(text)) > 1 for text in texts["specification"]]
    if len(numbers) < 2 or len(names) != len(numbers) or not all(numbers) or not all(names):
        return table
    return guessed_as(table, {"goods": "specification", "specification": "goods"})


WORDS = re.compile(r"[^\W\d_]{3,}")
OF_NUMBERS = re.compile(r"MATERIAL|ARTICLE|ARTIKEL|ART[IÍ]CULO|\bITEM|\bPART|\bCODE|\bSKU", re.IGNORECASE)
NUMBER = re.compile(r"(?=\S*\d)[A-Z0-9][A-Z0-9./_-]{3,}", re.IGNORECASE)
LETTERED = re.compile(r"[A-Z]{2,}(?:[-/][A-Z0-9]{2,})+")
"""`KIT-GRN`, which is a number among numbers only."""
NAME = re.compile(r"^\W*[^\W\d_]{3}[^:]*$|\s[^\W\d_]{3}")


def with_tariff_of_headings(table: Table, sheet: Sheet) -> Table:
    """The table with the tariff number that heads each group of its rows in them, where it has no column of these."""
    goods = next((column for column in table.columns if column.name == "goods"), None)
    if goods is None or any(column.name == "hs_code" for column in table.columns):
        return table
    headings, tops = _headings(table, sheet), [_top(row) for row in table.rows]
    under = [] if headings else _below_rows(table, sheet)
    if not headings and not under:
        return table
    rows: list[Row] = []
    for row, top, low in zip(table.rows, tops, [*tops[1:], table.box.y1], strict=True):
        told = [run for run in headings if run.box.cy < top][-1:] or [r for r in under if top < r.box.cy < low][:1]
        own = any(codes.find_hs(run.text) for run in row.cells.get("goods", ()))
        rows.append(row if own or not told else Row({**row.cells, "hs_code": tuple(told)}))
    column = Column("hs_code", goods.x1, goods.x1, "", goods.ruled, goods.top, guessed=True)
    return replace(table, columns=(*table.columns, column), rows=tuple(rows))


def _top(row: Row) -> float:
    return min((run.box.cy for runs in row.cells.values() for run in runs), default=0.0)


def _below_rows(table: Table, sheet: Sheet) -> list[Run]:
    """Tariff numbers with their captions on lines under the rows, outside the goods' column: `Fracción: 8708999999`."""
    of_rows = {id(word) for row in table.rows for runs in row.cells.values() for run in runs for word in run.words}
    inside = [run for run in sheet.runs if table.box.contains(run.box.cx, run.box.cy)]
    free = [run for run in inside if not any(id(word) in of_rows for word in run.words)]
    return [run for run in free if CAPTIONED.search(run.text) and codes.find_hs(run.text)]


CAPTIONED = re.compile(
    r"(?:H\.?\s?S\.?\s?(?:CODE|NO)|HTS(?:US)?|TARIFF|COMMODITY|(?:STAT(?:\.|ISTISCHE)\s?)?WARENN(?:UMMER|R)|FRACCI[OÓ]N(?:\s+ARANCELARIA)?|NCM|GTIP|海关编码|商品编码)"
    r"[^\d:]{0,16}:\s*\d{4}[\d. ]*",
    re.IGNORECASE,
)


def _headings(table: Table, sheet: Sheet) -> list[Run]:
    """The printed lines inside a table that are nothing but a tariff number; borders of columns may cut them."""
    inside = [run for run in sheet.runs if table.box.contains(run.box.cx, run.box.cy)]
    of_rows = {run.box.cy for row in table.rows for runs in row.cells.values() for run in runs}
    headings: list[Run] = []
    for line in on_lines(inside, 0.4):
        whole = run_of([word for run in line for word in run.words], line[0].page, line[0].cell)
        leads = whole.box.x0 < table.columns[0].x1 + 0.01 and not any(run.box.cy in of_rows for run in line)
        if leads and HEADING.fullmatch(whole.text) and codes.find_hs(whole.text):
            headings.append(whole)
    return headings


def with_units_of_prices(table: Table) -> Table:
    """The table with the unit behind each price (`1.35/PCS`) as its unit, where no column and no quantity has one."""
    price = next((column for column in table.columns if column.name == "unit_price"), None)
    counts = [run.text for row in table.rows for run in row.cells.get("quantity", ())]
    if price is None or any(c.name == "unit" for c in table.columns) or any(map(LETTERS.search, counts)):
        return table
    rows = [_unit_apart(row) for row in table.rows]
    if not all("unit" in row.cells for row in rows):
        return table
    column = replace(price, name="unit", header="", x0=price.x1, guessed=True)
    return replace(table, columns=(*table.columns, column), rows=tuple(rows))


def _unit_apart(row: Row) -> Row:
    for run in row.cells.get("unit_price", ()):
        per = PER_UNIT.search(run.text)
        unit = run.part(*per.span("unit")) if per else None
        if unit and unit_named(unit.text):
            return Row({**row.cells, "unit": (unit,)})
    return row


LETTERS = re.compile(r"[^\W\d_]")
PER_UNIT = re.compile(r"\d\s*(?:/|PER\s)\s*(?P<unit>[^\W\d_]{1,6}\.?)\s*$", re.IGNORECASE)
