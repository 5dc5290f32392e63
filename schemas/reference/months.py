"""Month names as printed on papers of many countries."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType


@cache
def month_names() -> Mapping[str, int]:
    """Upper-case name without accents -> month, the abbreviations among them."""
    with Path(__file__).with_name("months.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    return MappingProxyType({name: int(row["month"]) for row in rows for name in row["names"].split()})
