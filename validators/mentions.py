"""What a document mentions anywhere in its values, as columns beside it: places, terms; and bills it knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeAlias

import polars as pl

from schemas.record import Record, Value
from schemas.reference.dated import rows
from validators.keys import folded

ABOUT = ("xinjiang", "labour", "korea")
"""Places of Xinjiang; terms of the labour transfer programmes; North Korea."""
MENTION_COLUMNS = {
    f"{about}{end}": dtype
    for about in ABOUT
    for end, dtype in (("", pl.String()), ("__conf", pl.Float64()), ("__field", pl.String()))
}
"""The word as the table names it, how surely it was read, and the value of the record that holds it."""
PLACE_FIELDS = re.compile(r"address|place|port|origin|transport|supplier|producer|exporter|lot")
"""Values in which a name that is also a word (a melon, a brand) is a place."""
_Mention: TypeAlias = tuple[str | None, float | None, str | None]


def columns(records: Sequence[Record]) -> pl.DataFrame:
    """`index` and MENTION_COLUMNS, one row a document that mentions any of it."""
    found = ((index, *told) for index, record in enumerate(records) if (told := _mentioned(record)))
    return pl.DataFrame(list(found), schema={"index": pl.Int64(), **MENTION_COLUMNS}, orient="row")


def _mentioned(record: Record) -> list[str | float | None]:
    # Nearly no paper mentions anything: a look at all its values at once settles that.
    text = "\n".join(str(value.value) for _, value in _values(record)).upper()
    if not any(_pattern(about, everywhere=False).search(text) for about in ABOUT):
        return []
    told = [_surest(record, about) for about in ABOUT]
    return [cell for mention in told for cell in mention] if any(word for word, _, _ in told) else []


def _surest(record: Record, about: str) -> _Mention:
    """The surest mention, in the order in which the values stand in the record."""
    best: _Mention = (None, None, None)
    for name, value in _values(record):
        pattern = _pattern(about, everywhere=PLACE_FIELDS.search(name) is None)
        match = pattern.search(str(value.value).upper())
        if match and (best[1] is None or value.confidence > best[1]):
            best = match.group(), value.confidence, name
    return best


def _values(record: Record) -> Iterator[tuple[str, Value]]:
    for part in (record.fields, *record.lines, *record.materials):
        for name, value in part.items():
            if value is not None and isinstance(value.value, str):
                yield name, value


@cache
def _pattern(about: str, *, everywhere: bool) -> re.Pattern[str]:
    """The words about something; `everywhere` leaves out those that are other words outside of addresses."""
    if about == "xinjiang":
        names = [row["name"] for row in rows("xinjiang_places") if not everywhere or row["where"] == "any"]
    else:
        names = [row["word"] for row in rows("labour_words") if row["about"] == about]
    latin = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name.isascii())
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
