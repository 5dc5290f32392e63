"""Whose seal a certificate carries, beside the authority that its box names (DOMAIN.md 5.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import polars as pl

from schemas.record import Record
from schemas.reference import issuers
from schemas.reference.countries import chinese_places, name_key
from validators.facts import is_certificate

COLUMNS = {"seal_title": pl.String(), "seal_same_body": pl.Boolean(), "seal_same_place": pl.Boolean()}


def columns(records: Sequence[Record]) -> pl.DataFrame:
    """`index` and COLUMNS, one row a certificate whose seal names a listed authority.

    `seal_title` is that authority; `seal_same_body` says whether the box may name the same, null where the box names
    none that is listed; `seal_same_place` whether a Chinese city (or province) that both name is the same, null where
    not both name one.
    """
    rows: list[tuple[object, ...]] = []
    for index, record in enumerate(records):
        told, box = record.get("seal_text"), record.get("issuer")
        if not (isinstance(told, str) and isinstance(box, str) and is_certificate(record.kind)):
            continue
        seal, issuer = (issuers.match(text, None, kind=record.kind) for text in (told, box))
        if seal is not None and seal.listed and seal.group != "NONE":
            rows.append((index, seal.title, _same_body(seal, issuer), _same_place(told, box)))
    return pl.DataFrame(rows, schema={"index": pl.Int64(), **COLUMNS}, orient="row")


def _same_body(seal: issuers.IssuerMatch, issuer: issuers.IssuerMatch | None) -> bool | None:
    """Offices of one country and one standing seal for each other: a department for its ministry."""
    if issuer is None or not issuer.listed or issuer.group == "NONE":
        return None
    return seal.issuer == issuer.issuer or (seal.country, seal.group) == (issuer.country, issuer.group)


def _same_place(seal: str, issuer: str) -> bool | None:
    """A city is compared with a city and a province with a province: an office may lie anywhere in its district."""
    compared = [(_places(seal, kind), _places(issuer, kind)) for kind in ("city", "province")]
    verdicts = [bool(one & other) for one, other in compared if one and other]
    return all(verdicts) if verdicts else None


def _places(text: str, kind: str) -> frozenset[str]:
    words = f" {name_key(text)} "
    return frozenset(
        latin
        for name, (latin, of_kind) in _latin_names().items()
        if of_kind == kind and ((f" {name} " in words) if name.isascii() else name in text)
    )


@cache
def _latin_names() -> Mapping[str, tuple[str, str]]:
    """Each name of a place -> its Latin one and its kind; the table lists both scripts in the same order."""
    by_kind: dict[str, list[str]] = {}
    for name, kind in chinese_places().items():
        by_kind.setdefault(kind, []).append(name)
    found: dict[str, tuple[str, str]] = {}
    for kind, names in by_kind.items():
        latin, chinese = ([n for n in names if n.isascii() == ascii_] for ascii_ in (True, False))
        for pinyin, characters in zip(latin, chinese, strict=True):
            found[pinyin] = found[characters] = (pinyin, kind)
    return found
