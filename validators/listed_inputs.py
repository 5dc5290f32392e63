"""Factory records beside the official lists: inputs of a subject country, and where declared steel was melted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from schemas.record import Record
from schemas.reference.official import Reference
from validators import duties, orders

DAY = duties.DAY
SELLERS = {"fac.vat_invoice": "CN"}
"""Records whose inputs are of a country where neither line nor header names one: who issues a Chinese VAT invoice is
in China.
"""
_WANTED = ["entry_number", "case", "product", "input", "input_country", "verified"]


def columns(
    factory: pl.DataFrame, records: Sequence[Record], lines: pl.DataFrame, reference: Reference
) -> pl.DataFrame:
    """The FACTORY frame with further columns; rows and their order stay.

    `order_input` is the order whose list names an input of the record (`fac_input`, of `input_country`, null where no
    list speaks about the goods or the inputs), `order_subject` whether the input is of the subject country, null where
    its origin is not told. `melted` are the declared countries of melt and pour of the entry's steel.

    Args:
        lines: the ENTRY_LINE frame, with `s232_metal`.
    """
    melted = (
        lines.filter(pl.col("s232_metal") == "steel")
        .group_by("entry_number")
        .agg(melted=pl.col("entry_country_melt_pour").drop_nulls().unique().sort())
    )
    schema = {"fac_index": pl.Int64(), "fac_input": pl.String(), "fac_input__conf": pl.Float64(),
              "input_origin": pl.String()}  # fmt: skip
    used = pl.DataFrame(list(_inputs(records)), schema=schema, orient="row")
    keys = ["fac_index", "entry_number"]
    named = (
        factory.select(keys)
        .unique()
        .join(used, on="fac_index")
        .join(_watched(lines, reference), on="entry_number")
        .filter(pl.col("fac_input").str.to_uppercase().str.contains(pl.col("input")))
        .with_columns(order_subject=pl.col("input_origin") == pl.col("input_country"))
        .sort(*keys, "order_subject", descending=[False, False, True], nulls_last=True)
        .unique(keys, keep="first", maintain_order=True)
        .select(*keys, "fac_input", "fac_input__conf", "input_origin", "order_subject", order_input="case",
                input_product="product", input_verified="verified", fac_input__field=pl.lit("description"))
    )  # fmt: skip
    return factory.join(named, on=keys, how="left", maintain_order="left").join(
        melted, on="entry_number", how="left", maintain_order="left"
    )


def _inputs(records: Sequence[Record]) -> Iterator[tuple[int, str, float, str | None]]:
    """Every article that factory records name, with its country as the line, the header or the kind tells."""
    for index, record in enumerate(records):
        if not record.kind.startswith("fac."):
            continue
        header = record.get("origin_country") or SELLERS.get(record.kind)
        for row in (*record.lines, *record.materials):
            name, country = row.get("description"), row.get("origin_country")
            if name is not None and isinstance(name.value, str):
                told = (country.value if country else None) or header
                yield index, name.value, name.confidence, str(told) if told else None


def _watched(lines: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """By entry: the inputs that the list names for its goods, completed in another country than the subject one."""
    listed = orders.regimes(reference["adcvd_inputs"].frame())
    goods = lines.filter(pl.col("entry_adcvd_case").list.len() == 0).select(
        "entry_number", "entry_hts", "entry_country_of_origin", DAY
    )
    hits: list[pl.DataFrame] = []
    for length in listed["hts"].str.len_chars().unique().to_list():
        some = listed.filter(pl.col("hts").str.len_chars() == length)
        met = goods.with_columns(hts=pl.col("entry_hts").str.slice(0, length)).join(some, on="hts")
        elsewhere = (pl.col("countries") == pl.col("entry_country_of_origin")) | pl.col("countries").is_null()
        hits.append(met.filter(elsewhere & duties.in_force(pl.col(DAY))).select(_WANTED))
    empty = pl.DataFrame(schema={**dict.fromkeys(_WANTED, pl.String()), "verified": pl.Boolean()})
    return pl.concat([empty, *hits]).unique()
