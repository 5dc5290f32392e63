"""Country names as printed on papers: ISO 3166-1 in a dozen languages, the trade's aliases, Chinese places."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_LANGUAGES = "zh_CN zh_TW vi es fr de tr ko it pt ja id".split()
_FOLDER = Path(__file__).parent
_SPECIAL = str.maketrans({"Đ": "D", "Ø": "O", "Ł": "L", "ẞ": "SS"})


def name_key(name: str) -> str:
    """A name as the tables hold it: upper case, no accents, words of letters and digits parted by single blanks."""
    upper = unicodedata.normalize("NFKD", name.replace("İ", "I").upper()).translate(_SPECIAL)
    plain = "".join(c for c in upper if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain).replace("'", "")))


@cache
def country_names() -> Mapping[str, str]:
    """Name (as `name_key` makes it) -> ISO 3166-1 alpha-2, or EU. The alias table wins over ISO's own names."""
    names: dict[str, str] = {}
    with (_FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for alias in row["aliases"].split("|"):
                names.setdefault(name_key(alias), row["alpha_2"])
    for group in _iso_names():
        told: dict[str, set[str]] = {}
        for name, alpha_2 in group:
            told.setdefault(name_key(name), set()).add(alpha_2)
        for key, codes in told.items():
            if len(codes) == 1 and (len(key) > 2 or not key.isascii()):
                names.setdefault(key, codes.pop())
    return MappingProxyType(names)


@cache
def country_codes() -> Mapping[str, str]:
    """Alpha-2 and alpha-3 codes -> alpha-2, to be believed only where nothing but a code can stand."""
    import pycountry

    codes = {c.alpha_2: c.alpha_2 for c in pycountry.countries} | {c.alpha_3: c.alpha_2 for c in pycountry.countries}
    return MappingProxyType({**codes, "EU": "EU", "UK": "GB", "XK": "XK"})


@cache
def chinese_places() -> Mapping[str, str]:
    """Provinces and cities of the Chinese mainland (upper-case pinyin and characters) -> province or city."""
    with (_FOLDER / "chinese_places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType({name: row["kind"] for row in rows for name in row["names"].split("|")})


@cache
def region_names() -> Mapping[str, str]:
    """States and provinces of ISO 3166-2 whose name belongs to one country only -> alpha-2; for addresses."""
    import pycountry

    regions: dict[str, set[str]] = {}
    for region in pycountry.subdivisions:
        regions.setdefault(name_key(region.name), set()).add(region.country_code)
    return MappingProxyType(
        {name: codes.pop() for name, codes in regions.items() if len(codes) == 1 and len(name) > 4 and name.isascii()}
    )


def _iso_names() -> Iterator[list[tuple[str, str]]]:
    """Names with their codes in falling order of trust: ISO's own, translated, translated up to the comma."""
    import gettext

    import pycountry

    translations = [gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language]) for language in _LANGUAGES]
    own = [
        (name, c.alpha_2)
        for c in pycountry.countries
        for name in (c.name, getattr(c, "common_name", ""), getattr(c, "official_name", ""))
        if name
    ]
    translated = [(t.gettext(name), code) for t in translations for name, code in own]
    yield own
    yield translated
    yield [(name.split(",")[0], code) for name, code in (*own, *translated) if "," in name]
