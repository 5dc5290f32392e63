"""Identifiers that customs entries and trade papers carry, with their check digits (DOMAIN.md 3.2)."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from stdnum import iso6346  # pyright: ignore[reportAttributeAccessIssue]
from stdnum.cn import uscc

_LETTER_VALUES = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789", strict=True))
_FILER_SHAPES = "NNN ANN AAN AAA ANA NAN NNA NAA".split()
_MID_IGNORED = {"A", "AN", "AND", "OF", "THE", "PT", "OOO", "OAO", "ISC", "ZAO"}
_CANADA = {
    "AB": "XA", "BC": "XC", "MB": "XM", "NB": "XB", "NL": "XW", "NS": "XN", "ON": "XO", "PE": "XP", "QC": "XQ",
    "SK": "XS",
}  # fmt: skip


def check_digit(base: str) -> int:
    """The check digit of a filer code and seven digits (ten characters without hyphens)."""
    total = 0
    for position, char in enumerate(base, start=1):
        digit = int(_LETTER_VALUES.get(char, char))
        if position % 2 == 0:
            digit *= 2
            digit += digit > 9
        total += digit % 10
    return (10 - total % 10) % 10


def is_valid_entry_number(number: str) -> bool:
    match = re.fullmatch(r"([0-9A-Z]{3})-(\d{7})-(\d)", number)
    return bool(match) and check_digit(match[1] + match[2]) == int(match[3])


def entry_number(filer: str, serial: int) -> str:
    return f"{filer}-{serial:07d}-{check_digit(f'{filer}{serial:07d}')}"


def filer_code(rng: random.Random) -> str:
    shape = rng.choice(_FILER_SHAPES)
    return "".join(rng.choice("23456789" if kind == "N" else "ABCDEFGHJKLMNPRSTUVWXYZ") for kind in shape)


def container_number(rng: random.Random) -> str:
    owner = rng.choice("TST CSQ OOL MSK TCL TGH CMA HLB ZIM YML EIT SEG DFS FCI TEM BMO".split())
    body = f"{owner}U{rng.randrange(1_000_000):06d}"
    return body + iso6346.calc_check_digit(body)


def social_credit_code(rng: random.Random, region: str) -> str:
    """A Chinese unified social credit code; `region` is the six-digit code of the place."""
    body = "91" + region + "MA" + "".join(rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(7))
    return body + uscc.calc_check_digit(body)


def manufacturer_id(country: str, name: str, street: str, city: str, province: str = "") -> str:
    """The MID that a broker builds from a party's name and address."""
    prefix = _CANADA.get(province, "XO") if country == "CA" else country
    name = re.sub(r"\b((?:[A-Za-z]\.){2,})", lambda m: m[1].replace(".", ""), name)
    words = [w for w in re.split(r"[^A-Z0-9]+", name.upper().replace("'", "")) if w]
    words = [w for w in words if w not in _MID_IGNORED and len(w) > 1]
    numbers = re.findall(r"\d[\d,\-/]*", street)
    largest = max((re.sub(r"\D", "", n) for n in numbers), key=int, default="")
    letters = re.sub(r"[^A-Z]", "", city.upper())
    return prefix + "".join(w[:3] for w in words[:2]) + largest[:4] + letters[:3]


def carton_range(counts: Sequence[int]) -> list[tuple[int, int]]:
    """Running carton numbers: the first and last of each line."""
    ranges: list[tuple[int, int]] = []
    first = 1
    for count in counts:
        ranges.append((first, first + count - 1))
        first += count
    return ranges
