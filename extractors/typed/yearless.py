"""Dates printed without their year, as production orders print them beside full ones: `4月19日`, `11/15`, `Apr 9`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from extractors.typed.dates import Order, find_dates, parse_date
from extractors.typed.found import Found

NEAREST = 0.85
"""How sure a date is whose year is that of another date."""
ONE_TIME = 366
"""Days within which all dates of a paper lie that speaks of one time."""
NUMBERS = re.compile(r"\s*(?P<a>\d{1,2})\s?(?P<by>[月/.-])\s?(?P<b>\d{1,2})\s?[日号]?\s*")
NAMED = re.compile(r"\s*(?:[A-Z]{3,9}\.? \d{1,2}|\d{1,2}[ .-]{1,2}[A-Z]{3,9})\.?\s*", re.IGNORECASE)


def one_time(texts: Iterable[str], order: Order | None) -> dt.date | None:
    """The first of all dates printed in a paper's lines; None where they lie further apart, or one may be another."""
    found = [date for text in texts for date in find_dates(text, order) if date.sure >= 0.7]
    if any(date.alternatives for date in found):
        return None
    days = [date.value for date in found]
    return min(days) if days and (max(days) - min(days)).days <= ONE_TIME else None


def without_year(text: str, about: dt.date, order: Order | None) -> Found[dt.date] | None:
    """The date nearest to `about` that a text of a day and a month, and nothing else, may mean; None for other text.

    Without an order the month comes first, as it does in dates that begin with their year.
    """
    if numbers := NUMBERS.fullmatch(text):
        first, second = int(numbers["a"]), int(numbers["b"])
        month, day = (second, first) if numbers["by"] != "月" and (order == "DMY" or first > 12) else (first, second)
        written = f"-{month:02}-{day:02}"
        trials = [parse_date(f"{about.year + step}{written}") for step in (-1, 0, 1)]
    elif NAMED.fullmatch(text):
        trials = [parse_date(f"{text.strip()} {about.year + step}") for step in (-1, 0, 1)]
    else:
        return None
    dates = [trial for trial in trials if trial is not None]
    if not dates:
        return None
    nearest = min(dates, key=lambda found: abs((found.value - about).days))
    return replace(nearest, start=0, end=len(text), raw=text, sure=NEAREST, alternatives=())
