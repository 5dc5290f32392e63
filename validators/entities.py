"""Parties of all papers beside the UFLPA Entity List: producers, sellers, buyers, and suppliers of any tier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from schemas.record import Record
from schemas.reference.official import Official
from validators import duties, names

PARTIES = (
    "exporter", "producer", "supplier", "consignee", "buyer", "importer", "certifier", "payer", "payee",
)  # fmt: skip
LIKE = 0.85
"""What is less like a listed name never reaches the rule."""
_ROWS_AT_ONCE = 2_000
_TOLD = {
    "doc_entity": pl.String(),
    "doc_entity__conf": pl.Float64(),
    "doc_entity__field": pl.String(),
    "listed_name": pl.String(),
    "entity_score": pl.Float64(),
}


def columns(frame: pl.DataFrame, records: Sequence[Record], listed: Official) -> pl.DataFrame:
    """The DOCUMENT frame with the party of each document that is most like a listed one, on the entry's day.

    `doc_entity` is null where no party is like a listed one.
    """
    told = frame.with_columns(entities_coverage=pl.lit(listed.coverage))
    near = _near(records, listed) if listed.rows else pl.DataFrame()
    if near.is_empty():
        return told.with_columns(pl.lit(None, dtype=dtype).alias(name) for name, dtype in _TOLD.items())
    keys = ["doc_index", "entry_number"]
    met = told.select(*keys, pl.col("entry_entry_date").alias(duties.DAY)).join(near, on="doc_index")
    met = met.filter(duties.in_force(pl.col(duties.DAY))).sort(*keys, "entity_score", descending=[False, False, True])
    best = met.unique(keys, keep="first", maintain_order=True).select(*keys, *_TOLD)
    return told.join(best, on=keys, how="left", maintain_order="left")


def _near(records: Sequence[Record], listed: Official) -> pl.DataFrame:
    """Parties of documents with the listed names they are like, and the days between which these are listed."""
    parties = pl.DataFrame(
        list(_parties(records)),
        schema={"doc_index": pl.Int64(), **{name: _TOLD[name] for name in list(_TOLD)[:3]}},
        orient="row",
    )
    entries = listed.frame().select("name", "valid_from", "valid_to", called=pl.concat_list(
        pl.col("name"), pl.col("aliases").fill_null("").str.split(";")
    )).explode("called").with_columns(pl.col("called").str.strip_chars()).filter(pl.col("called") != "")  # fmt: skip
    printed, called = parties["doc_entity"].unique().to_list(), entries["called"].unique().to_list()
    alike = pl.DataFrame(
        list(_alike(printed, called)),
        schema={"doc_entity": pl.String(), "called": pl.String(), "entity_score": pl.Float64()},
        orient="row",
    )
    return parties.join(alike, on="doc_entity").join(entries.rename({"name": "listed_name"}), on="called")


def _alike(printed: Sequence[str], called: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """(party, listed name, score) of names that are alike; a quick comparison of all comes before the careful one."""
    cores = [names.core(name) for name in called]
    for start in range(0, len(printed), _ROWS_AT_ONCE):
        some = list(printed[start : start + _ROWS_AT_ONCE])
        quick = process.cdist(
            [names.core(name) for name in some], cores, scorer=fuzz.token_sort_ratio, score_cutoff=75, dtype=np.uint8
        )
        for row, column in np.argwhere(quick).tolist():
            party, name = some[row], called[column]
            if (score := names.score(party, name)) >= LIKE:
                yield party, name, score


def _parties(records: Sequence[Record]) -> Iterator[tuple[int, str, float, str]]:
    for index, record in enumerate(records):
        for row in (record.fields, *record.lines, *record.materials):
            for field in PARTIES:
                value = row.get(field)
                if value is not None and isinstance(value.value, str) and value.value.strip():
                    yield index, value.value.strip(), min(max(value.confidence, 0.0), 1.0), field
