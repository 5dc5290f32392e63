"""Records and entry lines become tables: one row a document, a document line, an entry line, a sure link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from schemas.entry import EntryLine
from schemas.finding import Link
from schemas.frames import DocumentLines, Documents, EntryLines, Links, columns_of
from schemas.record import Record, Value
from validators.keys import folded, split

SUMS = {
    "total_packages": "packages",
    "total_packages_in_words": "packages_in_words",
    "total_quantity": "quantity",
    "total_gross_weight_kg": "gross_weight_kg",
    "total_net_weight_kg": "net_weight_kg",
    "total_value": "value",
}
"""Header totals, and the line column that adds up to them where no total is printed."""
SHARED = ("origin_country", "invoice_number", "invoice_date", "start_date", "finish_date")
"""Header values that stand for what all lines say where the header itself is silent."""


def documents(records: Sequence[Record]) -> pl.DataFrame:
    """The `Documents` table."""
    columns = columns_of(Documents)
    values = {name: _form(dtype) for name, dtype in columns.items() if name not in _PLAIN}
    data: dict[str, list[Any]] = {name: [] for name in (*columns, *(f"{name}__conf" for name in values))}
    for index, record in enumerate(records):
        plain = {
            "index": index,
            "document": record.document,
            "kind": record.kind,
            "kind__conf": min(max(record.kind_confidence, 0.0), 1.0),
            "seal": record.marks.seal,
            "signature": record.marks.signature,
            "copy_mark": record.marks.copy,
            "retroactive": record.marks.retroactive,
            "certificate_key": folded(number) if isinstance(number := record.get("certificate_number"), str) else None,
            "invoice_keys": sorted(_invoice_keys(record)),
            "invoice_dates": sorted(_invoice_dates(record)),
        }
        for name, value in plain.items():
            data[name].append(value)
        for name, form in values.items():
            value, confidence = _header(record, name, form)
            data[name].append(value)
            data[f"{name}__conf"].append(confidence)
    return _frame(data, columns)


def document_lines(records: Sequence[Record]) -> pl.DataFrame:
    """The `DocumentLines` table."""
    columns = columns_of(DocumentLines)
    values = {name: _form(dtype) for name, dtype in columns.items() if name not in ("index", "line")}
    data: dict[str, list[Any]] = {name: [] for name in (*columns, *(f"{name}__conf" for name in values))}
    for index, record in enumerate(records):
        for number, line in enumerate(record.lines):
            data["index"].append(index)
            data["line"].append(number)
            for name, form in values.items():
                value, confidence = _typed(line.get(name), form)
                data[name].append(value)
                data[f"{name}__conf"].append(confidence)
    return _frame(data, columns)


def entry_lines(lines: Sequence[EntryLine]) -> pl.DataFrame:
    """The `EntryLines` table."""
    columns = columns_of(EntryLines)
    data: dict[str, Any] = {
        "entry_row": range(len(lines)),
        "entry_number": [line.entry_number for line in lines],
        "line_no": [line.line_no for line in lines],
        "entry_invoice_keys": _listed((_keys(line, "invoice_number") for line in lines), pl.List(pl.String)),
        "entry_certificate_keys": _listed((_keys(line, "certificate_number") for line in lines), pl.List(pl.String)),
    }
    for name, dtype in columns.items():
        if name in data:
            continue
        field = name.removeprefix("entry_")
        if dtype == pl.List(pl.Date):
            data[name] = _listed((_dates(line.lists.get(field, ())) for line in lines), dtype)
        elif dtype == pl.List(pl.String):
            data[name] = _listed((line.lists.get(field, ()) for line in lines), dtype)
        elif dtype == pl.Date:
            data[name] = [line.dates.get(field) for line in lines]
        elif dtype == pl.Float64:
            data[name] = [_float(line.numbers.get(field)) for line in lines]
        else:
            data[name] = [line.text.get(field) or None for line in lines]
    return pl.DataFrame(data, schema=columns)


def sure_links(links: Sequence[Link], records: Sequence[Record]) -> pl.DataFrame:
    """The `Links` table: what rules may judge on."""
    places = {record.document: index for index, record in enumerate(records)}
    pairs = {
        (places[link.document], link.entry_number)
        for link in links
        if link.entry_number and not link.doubtful and link.document in places
    }
    columns = columns_of(Links)
    return pl.DataFrame(sorted(pairs), schema=columns, orient="row")


_BETWEEN = "\x1f"
_PLAIN = frozenset(
    (
        "index document kind kind__conf seal signature copy_mark retroactive certificate_key invoice_keys invoice_dates"
    ).split()
)


def _frame(data: Mapping[str, list[Any]], columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    schema = {name: columns.get(name, pl.Float64()) for name in data}
    listed = {name: _listed(data[name], dtype) for name, dtype in schema.items() if isinstance(dtype, pl.List)}
    return pl.DataFrame({**data, **listed}, schema=schema)


def _listed(rows: Iterable[Sequence[Any]], dtype: pl.DataType) -> pl.Series:
    """A list column by way of joined text: polars takes a hundred times longer over many small Python lists."""
    joined = pl.Series([_BETWEEN.join(map(str, row)) for row in rows], dtype=pl.String)
    parts = joined.str.split(_BETWEEN).list.eval(pl.element().filter(pl.element() != ""))
    return parts.list.eval(pl.element().str.to_date()) if dtype == pl.List(pl.Date) else parts


def _form(dtype: pl.DataType) -> str:
    return "number" if dtype == pl.Float64 else "date" if dtype == pl.Date else "text"


def _header(record: Record, name: str, form: str) -> tuple[Any, float | None]:
    value, confidence = _typed(record.fields.get(name), form)
    if value is not None:
        return value, confidence
    if name in SUMS:
        return _sum(record, SUMS[name])
    if name in SHARED and record.lines:
        seen = [_typed(line.get(name), form) for line in record.lines]
        known = [(v, c) for v, c in seen if v is not None]
        if known and name in ("start_date", "finish_date"):
            return min(known) if name == "start_date" else max(known)
        if known and len(known) == len(seen) and len({v for v, _ in known}) == 1:
            return known[0][0], min(c for _, c in known if c is not None)
    return None, confidence


def _sum(record: Record, column: str) -> tuple[float | None, float | None]:
    seen = [_typed(line.get(column), "number") for line in record.lines]
    if not seen or any(value is None for value, _ in seen):
        return None, None
    if column == "quantity" and len({_unit(line.get("unit")) for line in record.lines}) > 1:
        return None, None
    return sum(value for value, _ in seen), min(confidence or 0.0 for _, confidence in seen)


def _unit(value: Value | None) -> str:
    return value.value.upper() if value and isinstance(value.value, str) else ""


def _typed(value: Value | None, form: str) -> tuple[Any, float | None]:
    """A value as the column wants it; None where it is missing or of another type than its name promises."""
    if value is None:
        return None, None
    confidence = min(max(float(value.confidence), 0.0), 1.0)
    raw = value.value
    if form == "number":
        return (_float(raw) if isinstance(raw, Decimal) else None), confidence
    if form == "date":
        return (raw if isinstance(raw, dt.date) else None), confidence
    return (raw.strip() or None if isinstance(raw, str) else None), confidence


def _float(number: Decimal | None) -> float | None:
    return float(number) if number is not None and number.is_finite() else None


def _dates(texts: Sequence[str]) -> list[dt.date]:
    dates = list[dt.date]()
    for text in texts:
        try:
            dates.append(dt.date.fromisoformat(text.strip()))
        except ValueError:  # the entry reader reports what it could not read; here there is just no date to compare
            continue
    return dates


def _keys(line: EntryLine, name: str) -> list[str]:
    return [folded(text) for text in line.lists.get(name, ())]


def _texts(record: Record, name: str) -> list[str]:
    values = [record.fields.get(name), *(line.get(name) for line in record.lines)]
    return [v.value for v in values if v is not None and isinstance(v.value, str)]


def _invoice_keys(record: Record) -> set[str]:
    return {folded(part) for text in _texts(record, "invoice_number") for part in split(text)}


def _invoice_dates(record: Record) -> set[dt.date]:
    values = [record.fields.get("invoice_date"), *(line.get("invoice_date") for line in record.lines)]
    return {v.value for v in values if v is not None and isinstance(v.value, dt.date)}
