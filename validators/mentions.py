"""What a document mentions anywhere in its values, as columns beside it: places of Xinjiang; and bills it knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import polars as pl

from schemas.record import Record, Value
from schemas.reference.dated import rows
from validators.keys import folded

MENTION_COLUMNS = {
    "xinjiang": pl.String(),
    "xinjiang__conf": pl.Float64(),
    "xinjiang__field": pl.String(),
}
"""The place as the table names it, how surely it was read, and the value of the record that holds it."""
PLACE_FIELDS = re.compile(r"address|place|port|origin|transport|supplier|producer|exporter|lot")
"""Values in which a name that is also a word (a melon, a brand) is a place."""


def columns(records: Sequence[Record]) -> pl.DataFrame:
    """`index` and MENTION_COLUMNS, one row a document that mentions a place."""
    found = ((index, *first) for index, record in enumerate(records) if (first := _xinjiang(record)))
    return pl.DataFrame(list(found), schema={"index": pl.Int64(), **MENTION_COLUMNS}, orient="row")


def _xinjiang(record: Record) -> tuple[str, float, str] | None:
    """The surest mention, in the order in which the values stand in the record."""
    best: tuple[str, float, str] | None = None
    # Nearly no paper mentions one: a look at all its values at once settles that.
    if not _place_in("\n".join(str(value.value) for _, value in _values(record)), is_place=True):
        return None
    for name, value in _values(record):
        place = _place_in(str(value.value), PLACE_FIELDS.search(name) is not None)
        if place and (best is None or value.confidence > best[1]):
            best = place, value.confidence, name
    return best


def _values(record: Record) -> Iterator[tuple[str, Value]]:
    for part in (record.fields, *record.lines, *record.materials):
        for name, value in part.items():
            if value is not None and isinstance(value.value, str):
                yield name, value


def _place_in(text: str, is_place: bool) -> str | None:
    match = _pattern(is_place).search(text.upper())
    return match.group() if match else None


@cache
def _pattern(is_place: bool) -> re.Pattern[str]:
    names = [row["name"] for row in rows("xinjiang_places") if is_place or row["where"] == "any"]
    latin = "|".join(re.escape(name) for name in names if name.isascii())
    chinese = "|".join(re.escape(name) for name in names if not name.isascii())
    return re.compile(rf"(?<![A-Z])(?:{latin})(?![A-Z])|{chinese}")


def bill_is_entered(documents: pl.DataFrame) -> pl.DataFrame:
    """`doc_index`, `entry_number` and `bill_entered` of bills of lading beside their entries.

    Entries put the carrier's code before the number or leave it out: one number may end with the other.
    """
    bills = documents.filter(
        pl.col("doc_kind").is_in(["ship.bl", "ship.awb"])
        & pl.col("doc_bl_number").is_not_null()
        & (pl.col("entry_bl_awb").list.len() > 0)
    )
    table = [
        (index, entry, any(_same_bill(printed, declared) for declared in bill_numbers))
        for index, entry, printed, bill_numbers in bills.select(
            "doc_index", "entry_number", "doc_bl_number", "entry_bl_awb"
        ).iter_rows()
    ]
    schema = {"doc_index": pl.Int64(), "entry_number": pl.String(), "bill_entered": pl.Boolean()}
    return pl.DataFrame(table, schema=schema, orient="row").unique(["doc_index", "entry_number"])


def _same_bill(one: str, other: str) -> bool:
    a, b = sorted((folded(one), folded(other)), key=len)
    return bool(a) and b.endswith(a) and len(a) >= min(6, len(b))


def marked_packages() -> pl.Expr:
    """How many packages the range in `doc_marks` counts (`C/NO. 1-500`), null where it shows none."""
    kind = r"(?i)(?:C|CTN|CASE|CARTON|P|PKG|PLT)S?\s*[/.]?\s*NO?S?\s*[.:/]*\s*"
    cartons = kind + r"(\d{1,5})\s*(?:-|–|~|TO|UP TO)\s*(\d{1,5})(?:\D|$)"
    ends = pl.col("doc_marks").str.extract_groups(cartons)
    first, last = (ends.struct.field(name).cast(pl.Float64) for name in ("1", "2"))
    return pl.when(last >= first).then(last - first + 1)
