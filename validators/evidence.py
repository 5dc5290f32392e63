"""From a row of a comparison frame back to the papers: the values a rule rests on, and where each was read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from schemas.finding import Evidence
from schemas.record import Record, Value, typed_to_json
from validators.tables import SHARED, SUMS

PREFIXES = ("cert", "doc", "other", "fac", "bl", "plant", "stock", "told")
"""Whose word a column is; `entry_` (and `other_` without a document) is the entry's."""
BESIDE = ("bl", "plant", "stock", "told")
"""Documents that stand beside the row's own: named only where a rule rests on them."""
_DECLARED_AS = {
    "total_packages": "manifest_quantity",
    "total_gross_weight_kg": "gross_weight_kg",
}
"""What the entry calls a value that stands for it in a COUNTERPART frame."""
_MOST = 12
"""Evidence of a sum over many lines is cut here; the report shows crops."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column of a row comes from: None for the entry, else the record, and the values behind the cell."""

    column: str
    field: str
    record: Record | None
    values: tuple[Value, ...]

    @property
    def declared(self) -> bool:
        return self.record is None

    def evidence(self) -> Iterator[Evidence]:
        """What was seen, each value at the place it is believed."""
        if self.record is None:
            return
        for value in self.values[:_MOST]:
            first = value.sightings[0]
            yield Evidence(self.record.document, self.field, first.page, first.box, first.raw)


def place(row: Mapping[str, Any], column: str, records: Sequence[Record]) -> Place:
    """Trace one column of a row."""
    prefix, _, field = column.partition("_")
    if prefix not in PREFIXES:
        return Place(column, field if prefix == "entry" else column, None, ())
    index = row.get(f"{prefix}_index")
    if index is None:
        return Place(column, _DECLARED_AS.get(field, field), None, ())
    record = records[index]
    field = row.get(f"{column}__field") or field  # a column that says of which value it speaks
    material = row.get(f"{prefix}_material")
    if material is not None:
        value = record.materials[material].get(field) or record.fields.get(field)
        return Place(column, field, record, (value,) if value else ())
    return Place(column, field, record, tuple(_values(record, row.get(f"{prefix}_line"), field)))


def documents(row: Mapping[str, Any], columns: Sequence[str], records: Sequence[Record]) -> tuple[str, ...]:
    """The documents a row is about."""
    used = {column.partition("_")[0] for column in columns}
    indexes = [
        row.get(f"{prefix}_index") for prefix in (*PREFIXES, "certificate") if prefix not in BESIDE or prefix in used
    ]
    return tuple(dict.fromkeys(records[index].document for index in indexes if index is not None))


def cell(where: Place, content: Any) -> str | None:
    """The content of a cell as JSON text: exact where one value stands behind it."""
    if len(where.values) == 1 and where.values[0].value is not None:
        return typed_to_json(where.values[0].value)
    if content is None and where.values:
        return "; ".join(dict.fromkeys(typed_to_json(v.value) or v.raw for v in where.values))
    return plain(content)


def plain(content: Any) -> str | None:
    """A cell of a frame as JSON text."""
    if content is None:
        return None
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, int | float):
        return typed_to_json(Decimal(str(round(content, 6))))
    if isinstance(content, dt.date):
        return content.isoformat()
    if isinstance(content, list | tuple):
        return "; ".join(plain(item) or "" for item in content) or None  # pyright: ignore[reportUnknownVariableType]
    return str(content)


def spoken(content: Any) -> str:
    """A cell as a sentence says it."""
    if isinstance(content, int | float) and not isinstance(content, bool):
        text = f"{round(content, 3):,.3f}"
        return text.rstrip("0").rstrip(".")
    return plain(content) or "nothing"


def said(sentence: str, phrases: Mapping[str, Callable[[Mapping[str, Any]], str]], row: Mapping[str, Any]) -> str:
    """A sentence with `{column}` and `{phrase}` filled from a row."""

    return "".join(
        part if not named else phrases[part](row) if part in phrases else spoken(row[part])
        for part, named in _pieces(sentence)
    )


@cache
def _pieces(sentence: str) -> tuple[tuple[str, bool], ...]:
    """The parts of a sentence, and of each whether it is a name to be filled in."""
    parts = re.split(r"\{(\w+)\}", sentence)
    return tuple((part, bool(at % 2)) for at, part in enumerate(parts) if part)


def other_readings(where: Place, content: Any) -> list[Any]:
    """What the cell would hold if another reading of one of its values were the right one."""
    found: list[Any] = []
    for value in where.values:
        for text in (*value.alternatives, *(s.raw for s in value.sightings[1:])):
            read = _like(content if len(where.values) > 1 else value.value, text)
            if read is None:
                continue
            if len(where.values) > 1:
                if not isinstance(content, float) or not isinstance(value.value, Decimal):
                    continue
                read = content - float(value.value) + read
            if read != content and read not in found:
                found.append(read)
    return found


def _values(record: Record, line: int | None, field: str) -> Iterator[Value]:
    if line is not None and line >= 0:
        value = record.lines[line].get(field)
        if value is not None and (value.value is not None or field not in SHARED):
            yield value
            return
    header = record.fields.get(field) or (record.fields.get(f"total_{field}") if f"total_{field}" in SUMS else None)
    if header is not None and header.value is not None:
        yield header
        return
    column = SUMS.get(field, field)
    seen = [value for row in (*record.lines, *record.materials) if (value := row.get(column)) is not None]
    if seen and field in SHARED and len({value.value for value in seen}) == 1:
        yield seen[0]
    elif seen:
        yield from seen
    elif header is not None:
        yield header


def _like(model: Any, text: str) -> Any:
    """Another reading as the type of the first; None where it cannot be."""
    if isinstance(model, Decimal | float):
        digits = re.sub(r"[\s,]", "", text)
        try:
            return float(Decimal(digits)) if re.fullmatch(r"\d+(\.\d+)?", digits) else None
        except InvalidOperation:
            return None
    if isinstance(model, dt.date):
        try:
            return dt.date.fromisoformat(text.strip())
        except ValueError:
            return None
    return text.strip() or None if isinstance(model, str) else None
