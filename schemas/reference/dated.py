"""Reading the dated reference tables: CSV files whose rows hold from a day to a day."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it; None is open."""

    first: dt.date | None = None
    last: dt.date | None = None

    def covers(self, day: dt.date | None) -> bool:
        """Whether the day lies in the period; an unknown day lies in every period."""
        if day is None:
            return True
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def day(text: str) -> dt.date | None:
    """An ISO date of a table, None where the cell is empty."""
    return dt.date.fromisoformat(text) if text else None


def period(row: Mapping[str, str]) -> Period:
    """The period of a row by its `valid_from` and `valid_to`."""
    return Period(day(row["valid_from"]), day(row["valid_to"]))


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `schemas/reference/<table>.csv`."""
    with Path(__file__).with_name(f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(MappingProxyType(row) for row in csv.DictReader(file))
