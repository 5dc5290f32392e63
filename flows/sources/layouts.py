"""Entry files in other people's columns: which of our columns each of theirs is, and rows put together by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from flows.sources.rows import Row
from schemas.entry import COLUMNS, LIST_COLUMNS, REQUIRED
from schemas.reference.dated import rows as table_rows

CANONICAL = "canonical"
ES003 = "es003"
OWN = "own"
ORDINAL = "tariff_ordinal"
"""ES-003 has one row a tariff number: this column numbers them within their line."""
CHAPTER_99 = "99"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file names the columns.

    Attributes:
        name: canonical, es003, broker, or own where the user's settings name the columns.
        columns: their column -> ours; columns that are not in it are kept under their own name.
    """

    name: str
    columns: Mapping[str, str]

    def lacking(self) -> list[str]:
        """Required columns that the file does not have."""
        return [name for name in REQUIRED if name not in self.columns.values()]


def folded(header: str) -> str:
    """A header as it is compared: lower case, `_` for everything that is no letter or digit."""
    return re.sub(r"[\W_]+", "_", header.lower()).strip("_")


@cache
def _known() -> dict[str, dict[str, str]]:
    """Layout -> folded header -> our column, from `entry_headers.csv` (sources in SOURCES.md)."""
    known: dict[str, dict[str, str]] = {CANONICAL: {name: name for name in COLUMNS}}
    for row in table_rows("entry_headers"):
        known.setdefault(row["layout"], {}).setdefault(folded(row["header"]), row["column"])
    return known


def layout_of(headers: Sequence[str], own: Mapping[str, str]) -> Layout:
    """The layout that names most of the columns, the canonical one where several name as many.

    Args:
        own: the user's names (any spelling) -> our columns; they go before every shipped layout.
    """
    mine = {folded(theirs): ours for theirs, ours in own.items()}
    layouts = [Layout(name, _named(headers, mine | known)) for name, known in _known().items()]
    best = max(layouts, key=lambda one: (len(one.columns), -len(one.lacking())))
    if mine.keys() & {folded(h) for h in headers} and best.name == CANONICAL:
        return replace(best, name=OWN)
    return best


def _named(headers: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Each of our columns from the first header that means it; a list column from all that do."""
    named: dict[str, str] = {}
    for header in headers:
        ours = known.get(folded(header))
        if ours and (ours in LIST_COLUMNS or ours not in named.values()):
            named[header] = ours
    return named


def known_names(cells: Sequence[str], own: Mapping[str, str]) -> int:
    """How many cells name a column of some layout: reports print titles and filters above their header."""
    seen = {folded(cell) for cell in cells if cell}
    mine = {folded(theirs) for theirs in own}
    return max(len(seen & (known.keys() | mine)) for known in _known().values())


def in_our_columns(rows: Iterable[Row], layout: Layout) -> Iterator[Row]:
    """Rows with our columns; those of ES-003 are put together, one for each entry line."""
    renamed = (row if layout.name == CANONICAL else _renamed(row, layout) for row in rows)
    return _by_line(renamed) if layout.name == ES003 else iter(renamed)


def _renamed(row: Row, layout: Layout) -> Row:
    cells: dict[str, str] = {}
    for theirs, text in row.cells.items():
        ours = layout.columns.get(theirs, theirs)
        if ours in LIST_COLUMNS:
            parts = [part.strip() for part in re.split(r"[;,\n|]", text)] if ours != "invoice_date" else [text]
            cells[ours] = "; ".join(filter(None, [cells.get(ours, ""), *parts]))
        elif not cells.get(ours):
            cells[ours] = text
    return Row(row.number, cells, frozenset(layout.columns.get(name, name) for name in row.typed))


def _by_line(rows: Iterable[Row]) -> Iterator[Row]:
    """ES-003: the goods' own tariff number with its Chapter 99 numbers and the duty of all of them.

    The goods' row is the first whose number is not of Chapter 99 and has a value; Chapter 99 rows carry none.
    """
    lines: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        entry = re.sub(r"[\W_]", "", row.cells.get("entry_number", ""))
        lines.setdefault((entry, row.cells.get("line_no", "").lstrip("0")), []).append(row)
    for group in lines.values():
        group.sort(key=lambda row: int(text) if (text := row.cells.get(ORDINAL, "")).isdigit() else 0)
        goods = [row for row in group if not row.cells.get("hts", "").startswith(CHAPTER_99)]
        main = next((row for row in goods if _has_value(row)), (goods or group)[0])
        cells = {name: text for name, text in main.cells.items() if name != ORDINAL}
        added = [row.cells["hts"] for row in group if row is not main and row not in goods]
        if added:
            cells["chapter99"] = "; ".join(number.replace(".", "") for number in added)
        if further := [row.cells["hts"] for row in goods if row is not main]:
            cells["further_hts"] = "; ".join(further)
        if duty := _sum(row.cells.get("duty_usd", "") for row in group):
            cells["duty_usd"] = duty
        typed = main.typed | ({"hts"} if any("hts" in row.typed for row in group) else frozenset())
        yield Row(main.number, cells, typed)


def _has_value(row: Row) -> bool:
    return bool(re.search(r"[1-9]", row.cells.get("entered_value_usd", "")))


def _sum(amounts: Iterable[str]) -> str:
    """The sum as text; the first amount that is no number is given back as it is, and told where it stands."""
    from decimal import Decimal, InvalidOperation

    total, any_given = Decimal(0), False
    for text in amounts:
        if not text:
            continue
        try:
            total, any_given = total + Decimal(re.sub(r"[$,\s]", "", text)), True
        except InvalidOperation:
            return text
    return str(total) if any_given else ""
