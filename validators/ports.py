"""Which country a printed place of loading lies in."""

from __future__ import annotations

from functools import cache

import polars as pl

from schemas.reference.countries import chinese_places, name_key
from schemas.reference.dated import rows

PORT_COLUMNS = {"place": pl.String(), "country": pl.String(), "feeder": pl.Boolean()}


def columns(places: pl.Series) -> pl.DataFrame:
    """PORT_COLUMNS of distinct places: country (null where unknown or several), and whether goods of other countries
    are commonly loaded over there.
    """
    told = [(text, *_one(text)) for text in places.drop_nulls().unique()]
    return pl.DataFrame(told, schema=PORT_COLUMNS, orient="row")


def countries_in(text: str) -> frozenset[str]:
    """Countries of all ports and Chinese places that a route names."""
    key = f" {name_key(text)} "
    found = {country for name, (country, _) in _named().items() if (f" {name} " if name.isascii() else name) in key}
    return frozenset(found)


def _one(text: str) -> tuple[str | None, bool | None]:
    key = f" {name_key(text)} "
    found = {at for name, at in _named().items() if (f" {name} " if name.isascii() else name) in key}
    countries = {country for country, _ in found}
    return (countries.pop(), any(feeder for _, feeder in found)) if len(countries) == 1 else (None, None)


@cache
def _named() -> dict[str, tuple[str, bool]]:
    named = dict.fromkeys(chinese_places(), ("CN", False))
    named |= {row["port"]: (row["country"], row["feeder"] == "yes") for row in rows("ports")}
    return named
