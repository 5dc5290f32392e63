"""The manufacturer ID as 19 CFR part 102, appendix, constructs it, beside the declared one (DOMAIN.md 3.2).

It is a hint and no key: the parts are compared one by one, and each in the spellings that makers and brokers use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from rapidfuzz.distance import Levenshtein

from validators import names

DECLARED = re.compile(r"([A-Z]{2})([A-Z0-9]*?)(\d{1,4})?([A-Z]{3})")
_UNCOUNTED = frozenset(("A", "AN", "AND", "OF", "THE"))
_PREFIXES = frozenset(("PT", "OOO", "OAO", "ISC", "ZAO"))
"""Legal forms before a name, which are not counted."""
MID_COLUMNS = {
    "mid_expected": pl.String(),
    "mid_name_fits": pl.Boolean(),
    "mid_rest_fits": pl.Boolean(),
    "mid_differs": pl.String(),
    "mid_near": pl.Boolean(),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """A manufacturer ID taken apart; number and city are "" where it has none."""

    country: str
    name: str
    number: str
    city: str


def name_code(name: str) -> str:
    """Three letters of each of the first two words: `Amalgamated Plastics Corp.` gives AMAPLA."""
    return "".join(word[:3] for word in _words(name)[:2])


def number_code(address: str) -> str:
    """The first four digits of the largest number, numbers with commas, hyphens or strokes inside taken as one."""
    return max(_numbers(address), key=int, default="")[:4]


def construct(country: str, name: str, address: str, city: str) -> str:
    """The manufacturer ID of a maker: `CNSHETIM1342SHE`."""
    letters = re.sub(r"[^A-Z]", "", _plain(city))
    return f"{country}{name_code(name)}{number_code(address)}{letters[:3]}"


def declared(mid: str) -> Parts | None:
    """A declared ID taken apart, None where it cannot be one."""
    found = DECLARED.fullmatch(re.sub(r"\s", "", mid.upper()))
    return Parts(found[1], found[2], found[3] or "", found[4]) if found and found[2] else None


def columns(frame: pl.DataFrame, maker: str, address: str, mid: str) -> pl.DataFrame:
    """The keys with MID_COLUMNS, one row a distinct maker, address and declared ID.

    `mid_name_fits` is null where there is nothing to compare; `mid_rest_fits` is about number and city and null
    without an address. `mid_near` says that only one part differs, and no more than a misread sign could make.
    """
    keys = frame.select(maker, address, mid).unique()
    table = [(*row, *_beside(*row)) for row in keys.iter_rows()]
    return pl.DataFrame(table, schema={**keys.schema, **MID_COLUMNS}, orient="row")


def _beside(
    maker: str | None, address: str | None, mid: str | None
) -> tuple[str | None, bool | None, bool | None, str, bool]:
    parts = declared(mid) if mid else None
    if parts is None or not maker or not (codes := list(_name_codes(maker))):
        return None, None, None, "", False
    name_fits = any(_spelt(parts.name, code) for code in codes)
    differs = [] if name_fits else ["name"]
    rest: bool | None = None
    if address:
        # An address without any number but its postcode was read in part, or its number was.
        fits = not parts.number or not _numbers(address) or parts.number in _first_four(address)
        # Firms are often called after their city, which an address may lack that was read in part.
        told = f"{_plain(address)} {_plain(_unaccented(address))} {_plain(maker)}".split()
        city = any(word.startswith(parts.city) for word in told)
        differs += [word for word, holds in (("number", fits), ("city", city)) if not holds]
        rest = fits and city
    near = differs == ["name"] and _misread(parts.name, maker)
    near |= differs == ["city"] and _lost_accent(parts.city, f"{_plain(address or '')} {_plain(maker)}")
    near |= differs == ["number"] and _misread_number(parts.number, address or "")
    return codes[0], name_fits, rest, " and ".join(differs), near


def _misread(declared_name: str, maker: str) -> bool:
    """Whether the name is a letter away from the declared one, or is it parted at a lost accent: CERÁMICA, CER MICA; or
    behind a word that stands before it on the paper.
    """
    plain = _plain(maker)
    parted = (name_code(f"{plain[:at]}{gap}{plain[at + 1 :]}") for at in range(1, len(plain)) for gap in ("", " "))
    near = any(Levenshtein.distance(declared_name, code, score_cutoff=1) <= 1 for code in _name_codes(maker))
    return near or any(_spelt(declared_name, code) for code in (*parted, name_code(" ".join(plain.split()[1:]))))


def _misread_number(declared_number: str, address: str) -> bool:
    """Whether the address has the declared number but for one sign: 577 in `§77 Harbour Rd`, 1342 in `1347`."""
    words = re.findall(r"[^\s,]*\d[^\s,]*", POSTCODE.sub(" ", address))
    return any(
        Levenshtein.distance(declared_number, word[:4], score_cutoff=1) == 1 and (len(word) > 2 or not word.isdigit())
        for word in words
        if len(declared_number) > 1
    )


def _lost_accent(city: str, text: str) -> bool:
    """Whether a word without one of its first letters begins like the city: MNC of `MUNCHEN`, whose dots were not read
    and whose letter the program that made the ID dropped.
    """
    return any(f"{word[:at]}{word[at + 1 :]}".startswith(city) for word in text.split() for at in range(1, 3))


def _first_four(address: str) -> set[str]:
    return {number[:4] for number in _numbers(address, postcodes=True)}


def _name_codes(maker: str) -> Iterator[str]:
    """With and without the legal form, which some count as the second word; and as programs write it that drop
    letters with accents (`Özkan` becomes ZKAN), which a reading may have lost.
    """
    for name in (maker, names.core(maker)):
        yield name_code(name)
    if maker[:1].upper() in "ACEIOSUZÄÖÜÉŞÇ":
        yield name_code(maker[1:])


def _spelt(one: str, other: str) -> bool:
    """The same code, or one of them without a digit or letter that brokers drop."""
    return one == other or (len(one) >= 5 and other.startswith(one)) or (len(other) >= 5 and one.startswith(other))


def _plain(text: str) -> str:
    upper = unicodedata.normalize("NFKD", text.upper().replace("Đ", "D").replace("İ", "I").replace("Ł", "L"))
    return re.sub(r"[^A-Z0-9]+", " ", "".join(c for c in upper if not unicodedata.combining(c))).strip()


def _unaccented(text: str) -> str:
    """Without letters that wear an accent, as programs drop them: `LEÓN` becomes LEN."""
    return "".join(c for c in text if c.isascii() or not c.isalpha())


def _words(name: str) -> list[str]:
    """Words that count: runs of initials are one word, a lone initial and small words are none."""
    text = re.sub(r"(?<=\b\w)\.(?=\s*\w\b)", " ", name.upper().replace("'", "").replace("’", ""))
    words: list[str] = []
    initials = ""
    for word in [*_plain(text).split(), ""]:
        if len(word) == 1:
            initials += word
            continue
        if len(initials) > 1:
            words.append(initials)
        initials = ""
        if word and word not in _UNCOUNTED:
            words.append(word)
    return words[1:] if len(words) > 1 and words[0] in _PREFIXES else words


def _numbers(address: str, postcodes: bool = False) -> list[str]:
    """Numbers of a street line as written without the signs inside them; a postcode is none of them."""
    text = address if postcodes else POSTCODE.sub(" ", address)
    text = re.sub(r"(?<=\d)[,/-](?=\d)|(?<=\d),\s*(?=\d+-)", "", text)
    return [number for digits in re.findall(r"\d+", text) if (number := digits.lstrip("0"))]


POSTCODE = re.compile(
    r"(?<![\d-])\d{5,6}(?![\d-])|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b", re.IGNORECASE
)
"""Of most countries; `K1A 0B1` of Canada; `SW1A 1AA` of the United Kingdom."""
