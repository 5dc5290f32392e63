"""Columns under headers in words we do not know, named by what stands in them.

`Qualifying rule` over A, B, WO is the origin criterion whatever it is called. Only a column that nothing else on the
table is taken for is named so, and its values are doubted (`GUESSED`), because a header was not understood.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from statistics import median

from extractors.columns.renaming import guessed_as
from extractors.layout import Run
from extractors.nlp import goods
from extractors.tables.goods_tables import Table
from extractors.tables.headers import UNKNOWN
from extractors.typed import countries, dates, numbers
from extractors.typed.codes import known_hs6
from extractors.typed.folding import fold
from schemas.reference.units import unit_named

GUESSED = 0.8
"""What a value counts whose column was named by its content."""
ENOUGH = 0.8
"""Share of the filled cells that must look alike."""
HS = re.compile(r"\d{4}\s?\.?\s?\d{2}(?:[ .]?\d{2}){0,2}")
OF_PAPERS = re.compile(
    r"\b(?:P\.?\s?/?O|ORDER|CONTRACT|INVOICE|LOT|BATCH|SERIAL|STYLE|ITEM|ART|PART|SKU|EAN|UPC|BARCODE|REF)\b",
    re.IGNORECASE,
)
"""Headers over numbers of orders and articles, which may have as many digits as tariff numbers."""
CRITERION = re.compile(
    r"[\"'“”]?(?:[A-D]|WO|WP|PE|PSR|OP|CC|CT[CH]|CTSH|CR|RVC(?: ?\d+ ?%)?|4\.2\s?\([a-d]\)|P|[WYZ] ?[\d.]+ ?%?)[\"'“”]?"
)
NUMBER = re.compile(r"\d[\d.,' ]*")
PRICE_HEADER = re.compile(r"PRICE|AMOUNT|VALUE|COST|RATE|USD|RMB|CNY|EUR|%|单价|金额|税|价|率|箱|件|重", re.IGNORECASE)


def named_by_content(table: Table, wanted: Mapping[str, str]) -> Table:
    """The table with unknown columns renamed where their content is plain.

    Args:
        wanted: the columns a form knows, with their types.
    """
    known = {column.name for column in table.columns}
    names: dict[str, str] = {}
    for column in table.columns:
        if not column.name.startswith(UNKNOWN):
            continue
        texts = [_text(row.cells[column.name]) for row in table.rows if row.cells.get(column.name)]
        texts = [text for text in texts if text]
        taken = known | set(names.values())
        if "item" in wanted and "item" not in taken and _counts_up(texts):
            names[column.name] = "item"
            continue
        for name, looks in LOOKS.items():
            if name == "hs_code" and OF_PAPERS.search(column.header) and not any("." in text for text in texts):
                continue
            if name in wanted and name not in taken and texts and _share(texts, looks) >= ENOUGH:
                names[column.name] = name
                break
        else:
            if "packages" in wanted and "packages" not in taken and texts and _share(texts, _are_packages) >= ENOUGH:
                names[column.name] = "packages"
            elif _is_only_count(column.header, texts, table, taken, wanted):
                names[column.name] = "quantity"
    if "packages" in wanted and "packages" not in known | set(names.values()) and (bare := _before_kinds(table, names)):
        names[bare] = "packages"
    if "hs_code" in wanted and "hs_code" not in known | set(names.values()) and _items_are_tariff_numbers(table):
        names["item"] = "hs_code"
    if not {"start_date", "finish_date"} & known and {"start_date", "finish_date"} <= set(wanted):
        names |= _begun_and_done(table, names)
    if "goods" in wanted and "goods" not in known and _items_are_goods(table):
        names["item"] = "goods"
    elif "goods" in wanted and "goods" not in known and (wordy := _wordiest(table, names)):
        names[wordy] = "goods"
    elif (
        {"goods", "packages"} <= wanted.keys()
        and "packages" not in known
        and _goods_are_packages(table)
        and (wordy := _wordiest(table, names))
    ):
        names |= {"goods": "packages", wordy: "goods"}
    return guessed_as(table, names) if names else table


def with_tariff_numbers(table: Table, wanted: Mapping[str, str]) -> Table:
    """The table with the column named that holds nothing but digits of known tariff numbers, as no other column does.

    They may stand below the counts under one header for counts and units, which then hold each other's print.
    """
    if "hs_code" not in wanted or any(column.name == "hs_code" for column in table.columns):
        return table
    printed = {c.name: [_text(row.cells[c.name]) for row in table.rows if row.cells.get(c.name)] for c in table.columns}
    for name, texts in printed.items():
        asked = name.startswith(UNKNOWN) or name == "quantity"
        if not asked or len(texts) < FEWEST_CODES or not all(map(_is_tariff_number, texts)):
            continue
        units = printed.get("unit", [])
        counted = name == "quantity" and bool(units) and all(map(_is_measured, units))
        return guessed_as(table, {name: "hs_code"} | ({"unit": "quantity"} if counted else {}))
    return table


FEWEST_CODES = 3
"""Rows whose digits are all those of tariff numbers, as those of articles seldom are."""


def _is_tariff_number(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return HS.fullmatch(text) is not None and len(digits) in (8, 10) and digits[:6] in known_hs6()


def _text(runs: Sequence[Run]) -> str:
    return " ".join(run.text for run in runs).strip()


def _share(texts: Sequence[str], looks: Callable[[str], bool]) -> float:
    return sum(looks(text) for text in texts) / len(texts)


def _is_country(text: str) -> bool:
    found = countries.country(text) if len(text) > 3 or "\u4e00" <= text[:1] <= "\u9fff" else None
    # a column of countries names hardly more: `CF-2210 Quick coupler` begins with a code of an article
    return found is not None and not found.repaired and 2 * len(found.raw) >= len(text)


CURRENCY = re.compile(r"(?:USD|EUR|GBP|JPY|CNY|RMB|KRW|INR|CAD|MXN|AUD|CHF|TWD|SGD|THB|VND|IDR|MYR|TRY)|[$€£¥₩₹]")


def _is_package_kind(text: str) -> bool:
    """`Bundle` alone; as a count's unit `Carton` may be meant too, so that columns are asked for both in this order."""
    return not re.search(r"\d", text) and goods.parse_goods(f"2 {text}").package_kind is not None


LOOKS: Mapping[str, Callable[[str], bool]] = {
    "hs_code": lambda text: HS.fullmatch(text) is not None,
    "origin_criterion": lambda text: CRITERION.fullmatch(text) is not None,
    "origin_country": _is_country,
    "currency": lambda text: CURRENCY.fullmatch(text) is not None,
    "package_kind": _is_package_kind,
    "unit": lambda text: not re.search(r"\d", text) and unit_named(fold(text)) is not None,
}


def _counts_up(texts: Sequence[str]) -> bool:
    """1, 2, 3 below each other are item numbers, whatever the header was read as."""
    numbers = [text.strip(" .)") for text in texts]
    return len(texts) > 1 and numbers == [str(n) for n in range(1, len(texts) + 1)]


def _is_only_count(header: str, texts: Sequence[str], table: Table, taken: set[str], wanted: Mapping[str, str]) -> bool:
    """A bare number on every line, where the table has no quantity and no other unknown numbers."""
    counted = {"quantity", "planned_quantity", "quantity_per_unit"} & taken
    if counted == {"quantity_per_unit"} and _is_of_all_pieces(table, texts):
        counted = set()
    if counted or "quantity" not in wanted or PRICE_HEADER.search(header) or not texts:
        return False
    unknown = [
        filled
        for column in table.columns
        if column.name.startswith(UNKNOWN)
        and not PRICE_HEADER.search(column.header)
        and (filled := [_text(row.cells[column.name]) for row in table.rows if row.cells.get(column.name)])
    ]
    weighed = not {"net_weight_kg", "gross_weight_kg"} & wanted.keys()  # materials are counted by weight too
    # pieces with their unit are told from bare numbers beside them
    for looks in (_is_of_any_unit if weighed else _is_measured, _is_count):
        alike = [filled for filled in unknown if _share(filled, looks) >= ENOUGH]
        if alike:
            return len(alike) == 1 and _share(texts, looks) >= ENOUGH
    return False


def _before_kinds(table: Table, names: Mapping[str, str]) -> str | None:
    """The unknown column of bare numbers right before that of the kinds of packages: `14  cartons`."""
    places = sorted(table.columns, key=lambda column: column.x0)
    for column, following in itertools.pairwise(places):
        kinds = "package_kind" in (following.name, names.get(following.name))
        if kinds and column.name.startswith(UNKNOWN) and names.get(column.name, "quantity") == "quantity":
            texts = [_text(row.cells[column.name]) for row in table.rows if row.cells.get(column.name)]
            return column.name if texts and _share(texts, lambda text: text.replace(",", "").isdigit()) == 1 else None
    return None


def _are_packages(text: str) -> bool:
    """`240 Cartons` and nothing else."""
    measured = MEASURED.fullmatch(text)
    found = goods.parse_goods(text) if measured else None
    return found is not None and bool(found.packages and found.package_kind) and not found.description


def _is_count(text: str) -> bool:
    """A bare number, or one of something that is counted or measured; a weight may be any."""
    return NUMBER.fullmatch(text) is not None or _is_measured(text)


def _is_of_any_unit(text: str) -> bool:
    """`12,5 kg`, `1.240 m2`."""
    measured = MEASURED.fullmatch(text)
    return measured is not None and unit_named(fold(measured[1])) is not None


def _is_measured(text: str) -> bool:
    """`3,600 pcs`."""
    measured = MEASURED.fullmatch(text)
    unit = unit_named(fold(measured[1])) if measured else None
    return unit is not None and unit.family not in ("weight", "package")


MEASURED = re.compile(r"\d[\d.,' ]*\s?([^\W\d]+[23]?)\W*")


def _is_of_all_pieces(table: Table, texts: Sequence[str]) -> bool:
    """Whether numbers of a whole column are those of one piece times nearly the same: `1` and `253`, `0.4` and `101`.

    What is lost on the way differs from material to material, so that they need not be just as many.
    """
    pieces = [_text(row.cells.get("quantity_per_unit", ())) for row in table.rows]
    found = [(numbers.find_numbers(one), numbers.find_numbers(all_)) for one, all_ in zip(pieces, texts, strict=False)]
    times = [all_[0].value / one[0].value for one, all_ in found if one and all_ and one[0].value]
    if not len(times) == len(texts) == len(table.rows) >= FEWEST_TIMES or min(times) <= 1:
        return False
    usual = median(times)
    alike = sum(usual / LOST < share < usual * LOST for share in times)
    return alike >= ENOUGH_TIMES * len(times)


FEWEST_TIMES, LOST = 3, Decimal("1.25")
"""Materials that must agree, and how much more of one may be lost than of another."""
ENOUGH_TIMES = 0.7
"""Share of the materials that go straight into the product; the others go into parts of which it has several."""


def _items_are_goods(table: Table) -> bool:
    """`Item` over words instead of numbers names the goods."""
    texts = [_text(row.cells["item"]) for row in table.rows if row.cells.get("item")]
    return bool(texts) and _share(texts, lambda text: sum(map(str.isalpha, text)) > 4) >= ENOUGH


def _goods_are_packages(table: Table) -> bool:
    """`Number and kind of packages` over `12 cartons` on every line names no goods; these stand in another column."""
    parsed = [goods.parse_goods(_text(row.cells["goods"])) for row in table.rows if row.cells.get("goods")]
    return bool(parsed) and all(cell.packages and not cell.description for cell in parsed)


def _items_are_tariff_numbers(table: Table) -> bool:
    """`Partida` over `0603.11` on every line asks for the tariff number and no line's own."""
    texts = [_text(row.cells["item"]) for row in table.rows if row.cells.get("item")]
    return bool(texts) and _share(texts, lambda text: TARIFF_NUMBER.fullmatch(text) is not None) == 1


TARIFF_NUMBER = re.compile(r"(?:0[1-9]|[1-9]\d)\d{2}[. ]\d{2}(?:[. ]?\d{2}){0,2}")


def _begun_and_done(table: Table, names: Mapping[str, str]) -> dict[str, str]:
    """Two columns of dates, of which the left one is nowhere the later: when each was begun and when it was done."""
    unknown = [c.name for c in table.columns if c.name.startswith((UNKNOWN, "item")) and c.name not in names]
    rows = [row for row in table.rows if any(row.cells.get(name) for name in unknown)]  # a sum has no dates
    days = {name: [dates.parse_date(_text(row.cells.get(name, ()))) for row in rows] for name in unknown}
    full = [name for name, found in days.items() if found and all(found)]
    if len(full) != 2 or 2 * len(rows) < len(table.rows):
        return {}
    pairs = zip(days[full[0]], days[full[1]], strict=True)
    ordered = all(first and last and first.value <= last.value for first, last in pairs)
    return {full[0]: "start_date", full[1]: "finish_date"} if ordered else {}


def _wordiest(table: Table, names: Mapping[str, str]) -> str | None:
    """The unknown column whose cells hold most letters, where these make words.

    What a factory drew from stock stands before how much of it: the names behind that are of who sold it.
    """
    best: tuple[bool, float, str] | None = None
    counted = min((c.x0 for c in table.columns if c.name in ("quantity", "planned_quantity")), default=0.0)
    for column in table.columns:
        if not column.name.startswith(UNKNOWN) or column.name in names:
            continue
        texts = [_text(row.cells[column.name]) for row in table.rows if row.cells.get(column.name)]
        if not texts:
            continue
        letters = sum(sum(3 if "\u4e00" <= c <= "\u9fff" else c.isalpha() for c in text) for text in texts) / len(texts)
        rank = column.x0 < counted, letters, column.name
        if letters >= 6 and (best is None or rank > best):
            best = rank
    return best[2] if best else None
