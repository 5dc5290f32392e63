"""Countries that a printed text names: by their names, by their ports, by the codes of Schedule K."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from schemas.reference.countries import country_names, name_key
from schemas.reference.dated import rows

SCHEDULE_K = re.compile(r"\d{5}")
"""A foreign port of Schedule K; its first three digits are the country's number, as in AD/CVD case numbers."""


@lru_cache(maxsize=200_000)
def countries_in(text: str) -> tuple[str, ...]:
    """ISO codes of the countries that a text names, in its order, longest names first; no two-letter codes."""
    words = name_key(text).split()
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_first_words().get(words[at], 0), len(words) - at), 0, -1):
            name = " ".join(words[at : at + length])
            code = country_names().get(name)
            if code and (len(name) > 2 or not name.isascii()):
                found.append(code)
                at += length
                break
        else:
            at += 1
    return tuple(found)


@cache
def _first_words() -> Mapping[str, int]:
    """The first word of every country's name -> how many words the longest name has that begins with it."""
    longest: dict[str, int] = {}
    for name in country_names():
        first, *rest = name.split()
        longest[first] = max(longest.get(first, 0), len(rest) + 1)
    return longest


@cache
def port_country(printed: str) -> str | None:
    """Country of a port as printed (`QINGDAO, CHINA`, `BUSAN`, `57047`); None where nothing or more than one fits."""
    if SCHEDULE_K.fullmatch(printed.strip()):
        return country_by_number().get(printed.strip()[:3])
    named = set(countries_in(printed))
    if not named:
        key = f" {name_key(printed)} "
        named = {row["country"] for row in rows("ports") if f" {row['port']} " in key}
    return named.pop() if len(named) == 1 else None


@cache
def country_by_number() -> Mapping[str, str]:
    """Commerce's three-digit country number -> ISO code."""
    return {row["code"]: row["country"] for row in rows("commerce_countries")}
