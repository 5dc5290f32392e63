"""Which country a printed place of loading lies in."""

from __future__ import annotations

from functools import cache

import polars as pl

from schemas.reference.countries import chinese_places, name_key
from schemas.reference.dated import rows

PORT_COLUMNS = {"place": pl.String(), "country": pl.String(), "feeder": pl.Boolean(), "verified": pl.Boolean()}


def columns(places: pl.Series) -> pl.DataFrame:
    """PORT_COLUMNS of distinct places: country (null where unknown or several), whether goods of other countries are
    commonly loaded over there, and whether a public source has the place in that country.
    """
    told = [(text, *_one(text)) for text in places.drop_nulls().unique()]
    return pl.DataFrame(told, schema=PORT_COLUMNS, orient="row")


def countries_in(text: str) -> frozenset[str]:
    """Countries of all ports and Chinese places that a route names."""
    key = f" {name_key(text)} "
    found = {country for name, (country, _, _) in _named().items() if (f" {name} " if name.isascii() else name) in key}
    return frozenset(found)


def _one(text: str) -> tuple[str | None, bool | None, bool | None]:
    key = f" {name_key(text)} "
    found = {at for name, at in _named().items() if (f" {name} " if name.isascii() else name) in key}
    if len({country for country, _, _ in found}) != 1:
        return None, None, None
    return next(iter(found))[0], any(feeder for _, feeder, _ in found), any(sure for _, _, sure in found)


@cache
def _named() -> dict[str, tuple[str, bool, bool]]:
    named = dict.fromkeys(chinese_places(), ("CN", False, False))
    named |= {row["port"]: (row["country"], row["feeder"] == "yes", row["verified"] == "yes") for row in rows("ports")}
    return named
