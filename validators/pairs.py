"""Which certificate line covers which entry line."""

from __future__ import annotations

import re

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process, utils

from schemas.record import DOUBTFUL_BELOW

STRONG = 0.50
"""A pair with this score is taken at once: the same six digits, or the same words where digits are not printed."""
WEAK = 0.30
"""Among lines left over, the best pair down to this score is taken."""
_UNKNOWN = 0.4
"""What a missing value counts for: neither for nor against."""

_EMPTY = frozenset("AND FOR THE WITH OTHER NOT NESOI PARTS MADE USE GOODS ARTICLES FROM".split())
"""Words that say nothing about what a thing is."""


def similarity(one: pl.Series, other: pl.Series) -> pl.Series:
    """Likeness of two columns of descriptions, 0 to 1, null where one is missing; each pair is compared once."""
    pairs = pl.DataFrame({"a": one, "b": other})
    distinct = pairs.drop_nulls().unique()
    if distinct.height == 0:
        return pl.Series("likeness", [None] * pairs.height, dtype=pl.Float64)
    scores = process.cpdist(
        distinct["a"].to_list(), distinct["b"].to_list(), scorer=fuzz.token_set_ratio,
        processor=utils.default_process, dtype=np.float64,
    )  # fmt: skip
    distinct = distinct.with_columns(likeness=pl.Series(scores) / 100)
    return pairs.join(distinct, on=["a", "b"], how="left", maintain_order="left")["likeness"]


def share_a_word(frame: pl.DataFrame) -> pl.Series:
    """Whether both descriptions of a line pair name one thing: the same stem of five letters, or a short word whole."""
    pairs = frame.select(a="cert_description", b="entry_description")
    distinct = pairs.drop_nulls().unique()
    shared = [bool(stems(a) & stems(b)) for a, b in distinct.iter_rows()]
    distinct = distinct.with_columns(shared=pl.Series(shared, dtype=pl.Boolean))
    return pairs.join(distinct, on=["a", "b"], how="left", maintain_order="left")["shared"]


def stems(description: str) -> set[str]:
    """The beginnings of the words of a description that say what a thing is."""
    words = re.findall(r"\w+", description.upper())
    return {word[:5] for word in words if len(word) >= 3 and word not in _EMPTY and not word.isdigit()}


def assign(certificate_lines: pl.DataFrame, entry_lines: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Pair lines within every linked certificate and entry.

    An entry line takes the certificate line it fits best, and a certificate line the entry line it fits best: brokers
    split an item over lines and sum items into one. What is left over is paired where it fits at all.

    Args:
        certificate_lines: `DocumentLines` of certificates; a certificate without readable lines has one row with a
            null `line`.
        entry_lines: ordinary lines of `EntryLines`.
        links: index, entry_number.

    Returns:
        index, entry_number, line, entry_row, likeness and group, one row a pair; the lines of a group together cover
        the same goods.
    """
    keys = ["index", "entry_number"]
    both = (
        links.join(certificate_lines, on="index", how="inner")
        .join(entry_lines, on="entry_number", how="inner")
        .with_columns(lines=pl.col("line").n_unique().over(keys), entry_lines=pl.col("entry_row").n_unique().over(keys))
    )
    both = both.with_columns(likeness=similarity(both["description"], both["entry_description"]))
    scored = both.with_columns(score=_score()).sort(
        *keys, "score", "line", "entry_row", descending=[False] * 2 + [True] + [False] * 2
    )
    whole = scored.filter(pl.col("line").is_null())
    scored = scored.filter(pl.col("line").is_not_null())
    strong = scored.filter(pl.col("score") >= STRONG)
    taken = pl.concat([_first(strong, [*keys, "entry_row"]), _first(strong, [*keys, "line"])]).unique(
        [*keys, "line", "entry_row"], maintain_order=True
    )
    # A line that another certificate of the entry covers is not left over.
    left = scored.join(taken.select("entry_row").unique(), on="entry_row", how="anti").join(
        taken.select(*keys, "line").unique(), on=[*keys, "line"], how="anti"
    )
    left = left.filter((pl.col("score") >= WEAK) | ((pl.col("lines") == 1) & (pl.col("entry_lines") == 1)))
    left = _first(left, [*keys, "entry_row"]).join(
        _first(left, [*keys, "line"]).select(*keys, "line", "entry_row"), on=[*keys, "line", "entry_row"], how="semi"
    )
    columns = ["index", "entry_number", "line", "entry_row", "likeness"]
    paired = pl.concat([taken.select(columns), left.select(columns)])
    return _grouped(pl.concat([paired, _twins(scored, paired, columns), whole.select(columns)]))


def _twins(scored: pl.DataFrame, paired: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Certificate lines left over that name the same goods as a paired one: the item was packed or printed in parts."""
    goods = ["index", "entry_number", "description", "hs_code"]
    known = scored.join(
        paired.select("index", "entry_number", "line", "entry_row"),
        on=["index", "entry_number", "line", "entry_row"],
        how="semi",
    )
    over = scored.join(
        paired.select("index", "entry_number", "line").unique(), on=["index", "entry_number", "line"], how="anti"
    )
    return over.join(
        known.select(*goods, "entry_row").unique(goods, maintain_order=True),
        on=[*goods, "entry_row"],
        how="semi",
        nulls_equal=True,
    ).select(columns)


def _first(pairs: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    return pairs.unique(by, keep="first", maintain_order=True)


def _grouped(paired: pl.DataFrame) -> pl.DataFrame:
    """Number the groups of lines that hang together, within a certificate and entry."""
    keys = ["index", "entry_number"]
    grouped = paired.with_columns(group=pl.col("entry_row"))
    while True:  # every line takes the smallest number among its neighbours; chains are short
        spread = grouped.with_columns(group=pl.col("group").min().over([*keys, "line"]))
        spread = spread.with_columns(group=pl.col("group").min().over([*keys, "entry_row"]))
        if spread["group"].equals(grouped["group"]):
            return spread
        grouped = spread


def _score() -> pl.Expr:
    hs, hts = pl.col("hs_code"), pl.col("entry_hts")
    doubtful = (pl.col("hs_code__conf") < DOUBTFUL_BELOW).fill_null(value=False)
    digits = (
        pl.when(hs.is_null() | hts.is_null())
        .then(_UNKNOWN)
        .when(hs.str.slice(0, 6) == hts.str.slice(0, 6))
        .then(1.0)
        # A misread digit must not take a line from the goods that its words name.
        .when(doubtful)
        .then(_UNKNOWN)
        .when(hs.str.slice(0, 4) == hts.str.slice(0, 4))
        .then(0.6)
        .when(hs.str.slice(0, 2) == hts.str.slice(0, 2))
        .then(0.3)
        .otherwise(0.0)
    )
    amounts = pl.max_horizontal(
        _alike("quantity", "entry_net_quantity"),
        _alike("gross_weight_kg", "entry_gross_weight_kg"),
        _alike("packages", "entry_manifest_quantity"),
        _alike("net_weight_kg", "entry_net_quantity"),
    ).fill_null(_UNKNOWN)
    return 0.45 * digits + 0.35 * pl.col("likeness").fill_null(_UNKNOWN) + 0.2 * amounts


def _alike(one: str, other: str) -> pl.Expr:
    a, b = pl.col(one), pl.col(other)
    share = (a - b).abs() / pl.max_horizontal(a.abs(), b.abs(), pl.lit(1e-9))
    # Items are split and summed, so that unlike amounts say little against a pair.
    return pl.when(share <= 0.02).then(1.0).when(share.is_not_null()).then(0.2)
