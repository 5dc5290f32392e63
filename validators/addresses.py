"""Postal codes in the addresses of Chinese makers, as columns beside their certificates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import polars as pl

from schemas.record import Record
from schemas.reference.dated import rows
from validators import facts
from validators.names import is_same

ADDRESS_COLUMNS = {
    "maker_address": pl.String(),
    "maker_address__conf": pl.Float64(),
    "maker_address__field": pl.String(),
    "postal_code": pl.String(),
    "postal_region": pl.String(),
    "postal_verified": pl.Boolean(),
}
"""`postal_code` is what stands for it, null where nothing does; `postal_region` the listed region it lies in."""
_CODE = re.compile(r"(?<![\d-])\d{6}(?![\d-])")
_LABELLED = re.compile(
    r"(?:POST(?:AL)?\s*CODE|ZIP(?:\s*CODE)?|P\.\s?C\.|邮编|邮政编码)\s*[:：.]?\s*([\dOIl]{3,9})(?!\d)"
)
_CHINESE = re.compile(r"\bCHINA\b|P\.\s?R\.\s?C\b|中国|[\u4e00-\u9fff](?:省|市|区|县)")
_NOT_MAINLAND = re.compile(r"TAIWAN|HONG ?KONG|MACA[OU]|REPUBLIC OF CHINA\s*\(|台湾|臺灣|香港|澳门")


def columns(records: Sequence[Record]) -> pl.DataFrame:
    """`index` and ADDRESS_COLUMNS, one row a certificate that shows a maker's address in China."""
    return pl.DataFrame(list(_told(records)), schema={"index": pl.Int64(), **ADDRESS_COLUMNS}, orient="row")


def _told(records: Sequence[Record]) -> Iterator[tuple[object, ...]]:
    regions = [row for row in rows("postal_prefixes") if row["country"] == "CN"]
    for index, record in enumerate(records):
        field = _field(record)
        value = record.fields.get(field) if field and facts.is_certificate(record.kind) else None
        if value is None or not isinstance(value.value, str):
            continue
        text = value.value.upper()
        if not _CHINESE.search(text) or _NOT_MAINLAND.search(text):
            continue
        code = _code(text)
        region = next((row for row in regions if code and len(code) == 6 and code.startswith(row["prefix"])), None)
        yield (
            index, value.value, min(max(value.confidence, 0.0), 1.0), field, code,
            region["region"] if region else None, region["verified"] == "yes" if region else None,
        )  # fmt: skip


def _field(record: Record) -> str:
    """Whose address is the maker's: the producer's, and the exporter's where no other producer is named."""
    if record.get("producer_address"):
        return "producer_address"
    producer = record.get("producer")
    return "" if isinstance(producer, str) and not is_same(producer) else "exporter_address"


def _code(text: str) -> str | None:
    labelled = _LABELLED.search(text)
    if labelled:
        return labelled[1]
    codes = _CODE.findall(text)
    return codes[-1] if codes else None
