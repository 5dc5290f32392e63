"""Columns of factory tables under headers in words we do not know, named by where they stand and what is in them.

Factories call what they drew from stock, who sold it and its lot by many words, but print them in one order: the
material, its grade, how much was asked for and taken, who sold it, where it is from, its lot. Whatever is named here
is a guess and doubted like one (`unnamed.GUESSED`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.columns.meant import is_meant
from extractors.columns.renaming import guessed_as
from extractors.parties.companies import COMPANY
from extractors.tables.goods_tables import Table
from extractors.tables.headers import UNKNOWN, Column
from extractors.typed import countries, numbers
from extractors.typed.folding import fold
from schemas.reference.units import unit_named

FILLED = 0.6
"""Share of the rows in which a column has print at least."""
FEWEST_ROWS = 2
ASKED_AND_TAKEN = Decimal("0.8")
"""What was taken is at least this share of what was asked for, and the other way round."""
OF_SOMETHING_ELSE = re.compile(
    r"REMARK|NOTE|COMMENT|BEMERK|OBSERV|GHI CH|UWAGI|CATATAN|KETERANGAN|\bREF|FUNCTION|USE|PURPOSE|DESTIN|FOR\b|"
    r"PROCESS|OPERA|\bOP\b|STEP|STATION|STATUS|STATE|RESULT|INSPE|CHECK|TEST|LOCAT|STOR|S\W?LOC|\bBIN\b|RACK|WAREH|LAGER|"
    r"ALMAC|MAGA[ZS]|KHO\b|GUDANG|DEPO\b|MAKE\b|BUY\b|INIT|\bBY\b|\bSIGN|VISA|DATE|EXPIR|FECHA|NG[AÀ]Y|PRICE|VALUE|AMOUNT|"
    r"COST|INVOICE|ORDER|\bP\W?O\b|PEDI|DOC|CERT|ENTRY|LINE|LEVEL|LVL|SCRAP|LOSS|REJ|RETURN|REV|DWG|DRAW|PLAN|PICT|"
    r"[备備][注註考]|비고|说明|用途|工[序程艺]|[製制]程|[库庫][位存]|[仓倉]|库房|检[验查]|結果|结果|状态|来源|[设設][备備]|担当|位号|图号|日期|单[号价]|"
    r"金额|不良|[退报报廢废]",
    re.IGNORECASE,
)
"""Headers of columns that stand between the others and are none of what a material's or product's row has."""
LOT = re.compile(r"(?=.*\d)[A-Z0-9]+(?:[-/.][A-Z0-9]+)*", re.IGNORECASE)
PLAIN_NUMBER = re.compile(r"\d{1,4}|\d+[.,]\d+|\d{1,3}(?:[.,]\d{3})+|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
EMPTY = re.compile(r"\W*")


def named_by_place(table: Table, wanted: Mapping[str, str]) -> Table:
    """A factory's table with its unknown columns renamed where place and content tell what they are.

    Args:
        wanted: the columns that such a table may have, with their types.
    """
    table = _with_goods_before_sort(_with_taken_beside_asked(_with_codes_apart(table, wanted)), wanted)
    if len(table.rows) < FEWEST_ROWS:
        return table
    for name, fits in WAYS:
        columns = [column for column in table.columns if column.x1 > column.x0]
        taken = {column.name for column in columns}
        if name not in wanted or name in taken or (name == "specification" and "grade" in wanted):
            continue
        for at, column in enumerate(columns):
            unknown = column.name.startswith(UNKNOWN) and not OF_SOMETHING_ELSE.search(column.header)
            if unknown and fits(table, columns, at):
                table = guessed_as(table, {column.name: name})
                break
    return table


def _with_codes_apart(table: Table, wanted: Mapping[str, str]) -> Table:
    """`Component` over nothing but codes, beside words under a header nobody knows, is no name of the goods.

    So is `Material` right before the goods, though it may ask for a grade elsewhere.
    """
    code = "code" if "code" in wanted else "part_number"
    names = [column.name for column in table.columns]
    # a legend under the table leaves columns empty
    filled = (row for row in table.rows if sum(map(bool, row.cells.values())) >= len(names) - 1)
    full = replace(table, rows=tuple(filled))
    if len(full.rows) < max(FEWEST_ROWS, len(table.rows) / 2) or code in names or "goods" not in names:
        return table
    at = names.index("goods")
    sort = "grade" if "grade" in wanted else "specification"
    following = table.columns[at + 1] if at + 1 < len(names) else None
    if at and names[at - 1] == sort and _all_codes(_texts(full, table.columns[at - 1])):
        named = {sort: code}
    elif (
        following is not None
        and following.name.startswith(UNKNOWN)
        and not OF_SOMETHING_ELSE.search(following.header)
        and _all_codes(_texts(full, table.columns[at]))
        and _all_words(_texts(full, following))
    ):
        named = {"goods": code, following.name: "goods"}
    else:
        return table
    return guessed_as(table, named)


def _with_taken_beside_asked(table: Table) -> Table:
    """Where a header that asks for what is needed stands for the quantity, numbers nearly the same right of it, under
    a header nobody knows, are what was taken.
    """
    columns = table.columns
    at = next((i for i, column in enumerate(columns) if column.name == "quantity"), -1)
    taken = columns[at + 1] if 0 <= at < len(columns) - 1 else None
    if (
        taken is None
        or len(table.rows) < FEWEST_ROWS
        or any(column.name == "planned_quantity" for column in columns)
        or not taken.name.startswith(UNKNOWN)
        or OF_SOMETHING_ELSE.search(taken.header)
        or not is_meant("quantity", columns[at].header)
        or not _counts_like("quantity", -1)(table, columns, at + 1)
    ):
        return table
    return guessed_as(table, {"quantity": "planned_quantity", taken.name: "quantity"})


def _with_goods_before_sort(table: Table, wanted: Mapping[str, str]) -> Table:
    """`Material` or `Material / rating`, taken for the goods, is what these are made of where words stand before it
    under a header nobody knows.
    """
    names = [column.name for column in table.columns]
    sort = "grade" if "grade" in wanted else "specification"
    at = names.index("goods") if "goods" in names else 0
    before = table.columns[at - 1] if at else None
    if (
        before is None
        or sort in names
        or not before.name.startswith(UNKNOWN)
        or OF_SOMETHING_ELSE.search(before.header)
        or not MADE_OF.fullmatch(table.columns[at].header)
    ):
        return table
    full = replace(table, rows=tuple(row for row in table.rows if row.cells.get("goods")))
    worded = len(full.rows) >= FEWEST_ROWS and _all_words(_texts(full, before))
    return guessed_as(table, {"goods": sort, before.name: "goods"}) if worded else table


MADE_OF = re.compile(r"MATERI\w*|MATERI\w*\s*[/,&].*|.*[/,&]\s*MATERI\w*", re.IGNORECASE)


def _all_codes(texts: Sequence[str]) -> bool:
    return all(LOT.fullmatch(text) for text in texts)


def _all_words(texts: Sequence[str]) -> bool:
    return all(text and not LOT.fullmatch(text) and re.search(r"[^\W\d_]{2}", text) for text in texts)


def _texts(table: Table, column: Column) -> list[str]:
    """The cells of a column from top to bottom, empty where a stroke stands for nothing."""
    cells = (" ".join(run.text for run in row.cells.get(column.name, ())).strip() for row in table.rows)
    return ["" if EMPTY.fullmatch(text) else text for text in cells]


def _name_at(columns: Sequence[Column], at: int) -> str:
    return columns[at].name if 0 <= at < len(columns) else ""


def _is_sort(table: Table, columns: Sequence[Column], at: int) -> bool:
    """Words and sizes right behind the goods, differing from row to row: `100% polyester 220 g`, `40x60`."""
    if _name_at(columns, at - 1) != "goods":
        return False
    texts = [text for text in _texts(table, columns[at]) if text]
    telling = [text for text in texts if len(text) > 1 and not PLAIN_NUMBER.fullmatch(text)]
    several = len(set(texts)) > len(texts) / 2
    return len(texts) >= FILLED * len(table.rows) and len(telling) > 0.7 * len(texts) and several


def _are_countries(table: Table, columns: Sequence[Column], at: int) -> bool:
    """Countries, be they codes of two letters, behind the goods; of codes some are no units (`KG`, `PR`)."""
    texts = [text for text in _texts(table, columns[at]) if text]
    known = [text for text in texts if (found := countries.country(text)) and 2 * len(found.raw) >= len(text)]
    behind = any(column.name == "goods" for column in columns[:at])
    counted = len(texts) >= max(FEWEST_ROWS, FILLED * len(table.rows)) and len(known) > 0.8 * len(texts)
    return behind and counted and any(unit_named(fold(text)) is None for text in texts)


def _is_firm(table: Table, columns: Sequence[Column], at: int) -> bool:
    """Names behind what was counted, beside the countries they are from or their lots, or some of companies."""
    before = {column.name for column in columns[:at]}
    texts = [text for text in _texts(table, columns[at]) if text]
    beside = {_name_at(columns, at + 1), _name_at(columns, at - 1)} & {"origin_country", "lot_number", "heat_number"}
    firms = sum(bool(COMPANY.search(text)) for text in texts)
    if not before & {"quantity", "planned_quantity", "unit"} or not (beside or firms >= FEWEST_FIRMS * len(texts)):
        return False
    names = [text for text in texts if _letters(text) > 2 and not re.search(r"\d{2}", text)]
    differing = len(set(texts)) > 1 or bool(firms)
    return len(texts) >= FILLED * len(table.rows) and len(names) > 0.8 * len(texts) and differing


def _letters(text: str) -> int:
    return sum(2 if c > "\u2e80" else c.isalpha() for c in text)


FEWEST_FIRMS = 0.25
"""Share of names that say they are companies' from which all are."""


def _is_lot(table: Table, columns: Sequence[Column], at: int) -> bool:
    """A code of its own in each row, behind what was counted, beside who sold the material or where it is from; or the
    only such column.
    """
    before = {column.name for column in columns[:at]}
    if not before & {"quantity", "planned_quantity"} or not _are_lots(table, columns[at]):
        return False
    of_whom = bool({column.name for column in columns[: at + 2]} & {"supplier", "origin_country"})
    others = [c for c in columns[at + 1 :] if c.name.startswith(UNKNOWN) and _are_lots(table, c)]
    return of_whom or not others


def _are_lots(table: Table, column: Column) -> bool:
    texts = [text for text in _texts(table, column) if text]
    codes = [text for text in texts if LOT.fullmatch(text) and not PLAIN_NUMBER.fullmatch(text)]
    return len(texts) >= FEWEST_ROWS and len(codes) > 0.8 * len(texts) and len(set(texts)) > len(texts) / 2


def _counts_like(name: str, side: int) -> Callable[[Table, Sequence[Column], int], bool]:
    """Whether a column beside `name`, on the left (1: `name` follows) or right (-1) of it, counts nearly the same."""

    def fits(table: Table, columns: Sequence[Column], at: int) -> bool:
        if _name_at(columns, at + side) != name:
            return False
        mine, others = (_texts(table, columns[i]) for i in (at, at + side))
        near = [_near(a, b) for a, b in zip(mine, others, strict=True) if a and b]
        return len(near) >= max(FEWEST_ROWS, FILLED * len(table.rows)) and sum(near) > 0.8 * len(near)

    return fits


def _near(left: str, right: str) -> bool:
    """Whether two numbers may be nearly the same, in one of the ways to read them (`8.640` beside `8.702,5`)."""
    a, b = _meanings(left), _meanings(right)
    return any(min(x, y) >= ASKED_AND_TAKEN * max(x, y) > 0 for x in a for y in b)


def _is_whole(table: Table, columns: Sequence[Column], at: int) -> bool:
    """Whether a column right of what goes into one product counts the same for all: so many times more in every row."""
    return _name_at(columns, at - 1) == "quantity_per_unit" and _in_proportion(table, columns, at - 1)


def _is_each(table: Table, columns: Sequence[Column], at: int) -> bool:
    """The same of a column left of a further one under a header nobody knows, where no other counts anything."""
    counted = {column.name for column in columns} & {"quantity", "planned_quantity"}
    return not counted and _name_at(columns, at + 1).startswith(UNKNOWN) and _in_proportion(table, columns, at)


def _in_proportion(table: Table, columns: Sequence[Column], at: int) -> bool:
    """Whether in every row the column right of one counts as many times more, in one of the ways to read both."""
    if at + 1 >= len(columns):
        return False
    one, whole = (_texts(table, columns[i]) for i in (at, at + 1))
    pairs = [(a, b) for a, b in zip(one, whole, strict=True) if a and b]
    if len(pairs) < max(FEWEST_ROWS, FILLED * len(table.rows)) or len(set(one)) < FEWEST_ROWS:
        return False
    times = [{b / a for a in _meanings(left) for b in _meanings(right) if a} for left, right in pairs]
    return any(
        often > 1 and all(any(abs(other - often) < ROUNDED * often for other in others) for others in times)
        for often in times[0]
    )


ROUNDED = Decimal("0.1")
"""Share by which one row may count more of what goes into one product than another, by rounding and loss."""


def _meanings(text: str) -> tuple[Decimal, ...]:
    found = numbers.parse_decimal(text)
    return (found.value, *found.alternatives) if found else ()


Fits = Callable[[Table, Sequence[Column], int], bool]
WAYS: Sequence[tuple[str, Fits]] = (
    ("quantity", _counts_like("planned_quantity", -1)),
    ("quantity", _counts_like("quantity_per_unit", -1)),
    ("quantity_per_unit", _is_each),
    ("quantity", _is_whole),
    ("planned_quantity", _counts_like("quantity", 1)),
    ("grade", _is_sort),
    ("specification", _is_sort),
    ("origin_country", _are_countries),
    ("supplier", _is_firm),
    ("lot_number", _is_lot),
    ("supplier", _is_firm),
)
"""How a column is told from its place, the surest ways first."""
