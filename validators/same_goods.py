"""Whether two descriptions name one thing: the same noun, and one says no more than the other but sizes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import polars as pl
from rapidfuzz import fuzz

from validators.keys import folded
from validators.pairs import stems

LIKE = 0.85
"""Likeness from which two names in letters that we do not take apart name one thing."""
_MEASURES = frozenset("MM CM M KG G T PCS PC SET SETS X GSM DIA OD ID GR GRADE TYPE MODEL SIZE NO OF".split())


@cache
def names_same(one: str, other: str) -> bool:
    """Whether two descriptions name one thing (see above)."""
    if not one.isascii() or not other.isascii():
        return fuzz.ratio(folded(one), folded(other)) / 100 >= LIKE
    a, b = _noun(one), _noun(other)
    if not a or a != b:
        return False
    left, right = stems(one) - _MEASURES, stems(other) - _MEASURES
    left, right = ({s for s in side if s.isalpha()} for side in (left, right))
    return bool(left) and bool(right) and (left <= right or right <= left)


def _noun(text: str) -> str:
    """The last word before the first size, cut to five letters: what the thing is."""
    words = re.findall(r"[A-Z]+", re.split(r"[,(/]|\d|\bOF\b|\bFOR\b|\bWITH\b", text.upper())[0])
    words = [w for w in words if len(w) >= 3 and w not in _MEASURES]
    if not words:
        return ""
    last = words[-1]
    return (last[:-1] if last.endswith("S") and not last.endswith("SS") else last)[:5]


def same(frame: pl.DataFrame, one: str, other: str) -> pl.Series:
    """Row by row whether two columns name one thing, null where one is silent; each pair is looked at once."""
    pairs = frame.select(a=pl.col(one), b=pl.col(other))
    distinct = pairs.drop_nulls().unique()
    rows: Sequence[tuple[str, str]] = distinct.rows()
    told = pl.Series([names_same(a, b) for a, b in rows], dtype=pl.Boolean)
    return pairs.join(distinct.with_columns(same=told), on=["a", "b"], how="left", maintain_order="left")["same"]
