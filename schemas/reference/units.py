"""Units of quantity: what is printed, which family it belongs to, and what it is worth in the family's base unit."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of DOMAIN.md 6.2.

    Attributes:
        code: one name for all spellings (NO, SET, KG, M2, CTN, ...).
        family: count, weight, length, area, volume, package or other; package units convert to nothing else.
        factor: how many of `base` one of it is. A set is its own base: what a set holds stands on the packing list.
    """

    code: str
    family: str
    factor: Decimal
    base: str


@cache
def units_by_name() -> Mapping[str, Unit]:
    """Every printed form (upper case, single spaces, without a final point) -> its unit."""
    table: dict[str, Unit] = {}
    with Path(__file__).with_name("units.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            unit = Unit(row["code"], row["family"], Decimal(row["factor"]), row["base"])
            for name in row["aliases"].split("|"):
                table.setdefault(name, unit)
                table.setdefault(name.replace(".", "").strip(), unit)
    return MappingProxyType(table)


def unit_named(printed: str) -> Unit | None:
    """The unit of a printed form, None when it is not known."""
    name = " ".join(printed.upper().replace("²", "2").replace("³", "3").split()).rstrip(".")
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not "\u0300" <= c <= "\u036f")
    names = (name, name.replace(".", ""), unicodedata.normalize("NFC", plain))  # Vietnamese and Turkish have accents
    return next((unit for n in names if (unit := units_by_name().get(n))), None)
