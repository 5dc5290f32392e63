"""Factory records as tables: what their headers say beyond `Documents`, and every line and material they list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from schemas.factory_frames import FactoryHeads, FactoryRows
from schemas.frames import columns_of
from schemas.record import Line, Record, Value
from validators import quantities

MADE = ("fac.production_order", "fac.batch_log", "fac.fg_receipt")
"""Records of what was made."""
BOUGHT = ("fac.vat_invoice", "fac.purchase_contract")
"""Records of what was bought."""
INPUTS = (*BOUGHT, "fac.goods_receipt", "fac.material_issue", "fac.import_declaration_other", "fac.bom", "fac.mtc")
"""Records of what went in."""


@dataclass(frozen=True, slots=True)
class Factory:
    """The factory records of one audit.

    Attributes:
        heads: `schemas.factory_frames.FactoryHeads`.
        rows: `schemas.factory_frames.FactoryRows` with `amount` and `base`: the quantity in the base of its unit.
    """

    heads: pl.DataFrame
    rows: pl.DataFrame


def tables(records: Sequence[Record]) -> Factory:
    """Flatten the factory records."""
    own = [(index, record) for index, record in enumerate(records) if record.kind.startswith("fac.")]
    heads = _table(FactoryHeads, [((index, record.kind, None, None), record.fields) for index, record in own])
    rows = [
        ((index, record.kind, None if materials else at, at if materials else None), row)
        for index, record in own
        for materials, part in ((False, _made(record)), (True, record.materials))
        for at, row in enumerate(_for_one(record, part) if materials else part)
    ]
    table = _table(FactoryRows, rows)
    units = quantities.bases(table["unit"], "row").rename({"row_unit": "unit", "row_base": "base"})
    table = table.join(units, on="unit", how="left", maintain_order="left")
    # A unit that no table knows (slabs) is still the same unit on two records of one factory.
    own = pl.col("unit").str.to_uppercase().str.strip_chars(" .").str.strip_suffix("S")
    table = table.with_columns(
        amount=pl.col("quantity") * pl.col("row_factor").fill_null(1.0), base=pl.coalesce("base", own)
    ).drop("row_factor")
    return Factory(FactoryHeads.validate(heads.drop("line", "material")), FactoryRows.validate(table))


def _made(record: Record) -> Sequence[Line]:
    """The lines of a record; those of a material issue are its materials once more, and would count twice."""
    return () if record.kind == "fac.material_issue" and record.materials else record.lines


def _for_one(record: Record, materials: Sequence[Line]) -> Sequence[Line]:
    """The materials of a bill as one piece takes them: what a lot takes tells nothing before it is divided."""
    if record.kind != "fac.bom":
        return materials
    product = record.lines[0].get("quantity") if record.lines else None
    lot = product is not None and isinstance(product.value, Decimal) and product.value > 1
    return [
        {**row, "quantity": row.get("quantity_per_unit") or (None if lot else row.get("quantity"))} for row in materials
    ]


_KEYS = ("index", "kind", "line", "material")
_ALSO = {"specification": "grade"}
"""What a material calls a column of a line."""


def _table(model: Any, rows: Sequence[tuple[tuple[Any, ...], Line]]) -> pl.DataFrame:
    columns = columns_of(model)
    if model is FactoryRows:
        columns = {name: dtype for name, dtype in columns.items() if name not in ("amount", "base")}
    keys = {name: pl.String() if name == "kind" else pl.Int64() for name in _KEYS}
    data: dict[str, list[Any]] = {name: [] for name in keys}
    for place, _ in rows:
        for name, part in zip(_KEYS, place, strict=True):
            data[name].append(part)
    schema: dict[str, pl.DataType] = dict(keys)
    for name, dtype in columns.items():
        if name in keys:
            continue
        wanted = Decimal if dtype == pl.Float64 else dt.date if dtype == pl.Date else str
        found = [_cell(row, name, wanted) for _, row in rows]
        data[name] = [value for value, _ in found]
        data[f"{name}__conf"] = [confidence for _, confidence in found]
        schema |= {name: dtype, f"{name}__conf": pl.Float64()}
    return pl.DataFrame(data, schema=schema)


def _cell(row: Mapping[str, Value | None], name: str, wanted: type) -> tuple[Any, float | None]:
    value = row.get(name) or (row.get(_ALSO[name]) if name in _ALSO else None)
    if value is None or not isinstance(value.value, wanted):
        return None, None
    read = value.value
    if isinstance(read, Decimal):
        return (float(read), value.confidence) if read.is_finite() else (None, None)
    return (read.strip() or None if isinstance(read, str) else read), min(max(value.confidence, 0.0), 1.0)
