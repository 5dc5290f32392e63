"""Company names: the same firm is written in many ways (DOMAIN.md 6.4)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import polars as pl
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from schemas.reference.dated import rows

_ORDER = re.compile(r"\bTO (THE )?ORDER\b|\bTO WHOM IT MAY CONCERN\b|凭指示|\bTO BEARER\b")
_SAME = re.compile(r"^\W*(SAME|SAME AS .*|AS ABOVE|IDEM|DITTO)\W*$")

_TELLING = frozenset("TRADING TRADE IMP EXP IMPORT EXPORT FACTORY MANUFACTURING MFG LOGISTICS FREIGHT".split())
"""Words that make another firm of the same core name: the trader is not the maker."""


def is_order(text: str) -> bool:
    """Whether a consignee is "to order": allowed, and no name to compare."""
    return bool(_ORDER.search(text.upper()))


def is_same(text: str) -> bool:
    """Whether a box refers to another one."""
    return bool(_SAME.match(text.upper()))


@lru_cache(maxsize=500_000)
def core(name: str) -> str:
    """The name without case, accents, punctuation and legal form; group and trading words stay."""
    text = unicodedata.normalize("NFKC", name).upper()
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = unicodedata.normalize("NFC", text).replace("&", " AND ").replace("'", "").replace("’", "")
    words = re.sub(r"[^\w]+", " ", text.replace(".", " ")).split()
    starts, ends = _legal_forms()
    changed = True
    while changed and len(words) > 1:
        changed = False
        for form in ends:
            if len(form) < len(words) and tuple(words[-len(form) :]) == form:
                words, changed = words[: -len(form)], True
                break
        for form in starts:
            if len(form) < len(words) and tuple(words[: len(form)]) == form:
                words, changed = words[len(form) :], True
                break
    joined = " ".join(words)
    for form in _run_on_forms():
        if joined.endswith(form) and len(joined) > len(form):
            return joined.removesuffix(form).strip()
    return joined


@lru_cache(maxsize=500_000)
def score(one: str, other: str) -> float:
    """How surely two names are one firm: 0.92 and above the same, 0.80 to 0.92 probably, below not (0 to 1)."""
    a, b = core(one), core(other)
    if not a or not b:
        return 0.0
    if a.replace(" ", "") == b.replace(" ", ""):
        return 1.0
    ordered = fuzz.ratio(a, b) / 100
    sorted_words = fuzz.token_sort_ratio(a, b) / 100
    best = max(ordered, sorted_words, JaroWinkler.similarity(a, b) * min(ordered, sorted_words) ** 0.5)
    # One name inside the other (a department, a city behind it) is probable, not certain.
    words_a, words_b = set(a.split()), set(b.split())
    if min(len(words_a), len(words_b)) >= 2 and (words_a <= words_b or words_b <= words_a):
        best = max(best, 0.86)
    if any(word in _TELLING for word in words_a ^ words_b):
        best = min(best, 0.79)
    if _called_otherwise(a.split(), b.split()):
        best = min(best, 0.79)
    return min(best, 0.99)


def _called_otherwise(one: list[str], other: list[str]) -> bool:
    """Whether names begin with words that are nothing alike, however much of their trade they share behind these.

    WAWASAN ELECTRICAL APPLIANCE and ALAM JATI ELECTRICAL APPLIANCE are two firms, though most of their letters agree.
    """
    own, others = ([w for w in words if w not in rest] for words, rest in ((one, other), (other, one)))
    if not own or not others or own[0] != one[0] or others[0] != other[0]:
        return False
    short, long = sorted(("".join(own), "".join(others)), key=len)
    letters = iter(long)
    abbreviates = short[0] == long[0] and all(letter in letters for letter in short)  # ST JOHN, SAINT JOHN
    return not abbreviates and fuzz.ratio(" ".join(own), " ".join(others)) < UNLIKE


UNLIKE = 60
"""Per cent of alike letters below which what only one of two names has is no misreading of what the other has."""


def one_script(one: str, other: str) -> pl.Expr:
    """Whether two columns of names are both in Latin letters or both not: else their score says nothing."""
    foreign = r"[^\x00-\x{24F}]"
    return pl.col(one).str.contains(foreign) == pl.col(other).str.contains(foreign)


def scores(frame: pl.DataFrame, one: str, other: str) -> pl.Series:
    """Name scores of two columns; each pair of names is compared once."""
    pairs = frame.select(a=pl.col(one), b=pl.col(other))
    distinct = pairs.drop_nulls().unique()
    scored = distinct.with_columns(score=pl.Series([score(a, b) for a, b in distinct.iter_rows()], dtype=pl.Float64))
    return pairs.join(scored, on=["a", "b"], how="left", maintain_order="left")["score"]


def begins(frame: pl.DataFrame, one: str, other: str) -> pl.Series:
    """Whether the name in `one` is that in `other` without its last words; false where either is not known."""
    pairs = [(core(a or "").split(), core(b or "").split()) for a, b in frame.select(one, other).iter_rows()]
    return pl.Series([0 < len(a) < len(b) and b[: len(a)] == a for a, b in pairs], dtype=pl.Boolean)


@cache
def _legal_forms() -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    starts = [tuple(row["suffix"].split()) for row in rows("company_suffixes") if row["position"] == "start"]
    ends = [tuple(row["suffix"].split()) for row in rows("company_suffixes") if row["position"] == "end"]
    return sorted(starts, key=len, reverse=True), sorted(ends, key=len, reverse=True)


@cache
def _run_on_forms() -> list[str]:
    """Legal forms of scripts that put no space before them."""
    return sorted(
        {row["suffix"] for row in rows("company_suffixes") if not row["suffix"].isascii()}, key=len, reverse=True
    )
