"""How the writer of one paper writes: dates, figures, units, capitals; one habit a paper, kept throughout."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal

from sample_docs.foreign.slip import Fact
from sample_docs.numerals import MONTHS, figure, plain

_ENGLISH = (
    "{b} {d:02d}, {y}",
    "{B} {d}, {y}",
    "{d:02d} {b} {y}",
    "{d} {B} {y}",
    "{d:02d}-{b}-{y}",
    "{d:02d}-{b}-{y2:02d}",
    "{b}.{d:02d},{y}",
    "{U}. {d:02d}, {y}",
    "{U} {d:02d} {y}",
    "{d:02d}{U}{y}",
    "{U}.{d}, {y}",
    "{B} {d}{th}, {y}",
    "{d}{th} {B} {y}",
    "{b}-{d:02d}-{y}",
)
_YEAR_FIRST = ("{y}-{m:02d}-{d:02d}", "{y}/{m:02d}/{d:02d}", "{y}.{m:02d}.{d:02d}", "{y}-{b}-{d:02d}", "{y}.{m}.{d}")
_CHINESE = ("{y}年{m}月{d}日", "{y}年{m:02d}月{d:02d}日", "{y}-{m:02d}-{d:02d}", "{y}/{m}/{d}", "{y}.{m:02d}.{d:02d}")
_DAY_FIRST = ("{d:02d}/{m:02d}/{y}", "{d:02d}.{m:02d}.{y}", "{d:02d}-{m:02d}-{y}")
_MONTH_FIRST = ("{m:02d}/{d:02d}/{y}", "{m}/{d}/{y}", "{m:02d}-{d:02d}-{y}")
_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_COMMA = frozenset("DE TR FR ES IT CL CO CR MA TN NO VN ID".split())


def written(day: dt.date, style: str) -> str:
    """A date by a pattern: y y2 m d, b `Oct`, U `OCT`, B `October`, th `st`."""
    month = MONTHS[day.month - 1]
    suffix = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th")
    return style.format(
        y=day.year,
        y2=day.year % 100,
        m=day.month,
        d=day.day,
        b=month[:3].title(),
        U=month[:3],
        B=month.title(),
        th=suffix,
        es=_SPANISH[day.month - 1],
    )


@dataclass(frozen=True, slots=True)
class Habits:
    """The habits of one writer."""

    dates: str
    figures: str
    kilogram: str
    capitals: bool
    hs_dots: bool
    conjunction: str

    def text(self, name: str, value: str, *, whole: bool = False, capitals: bool | None = None) -> Fact:
        shown = value.upper() if (self.capitals if capitals is None else capitals) else value
        return Fact(shown, " ".join(shown.split()), name, whole)

    def code(self, name: str, value: str) -> Fact:
        return Fact(value, value, name, whole=True)

    def date(self, name: str, day: dt.date) -> Fact:
        return Fact(written(day, self.dates), day.isoformat(), name, whole=True)

    def number(self, name: str, value: Decimal | int, decimals: int | None = None) -> Fact:
        value = Decimal(value)
        return Fact(figure(value, self.figures, decimals), plain(value), name, whole=True)

    def weight(self, name: str, kilograms: Decimal, decimals: int | None = None) -> Fact:
        """Kilograms; the unit is printed beside it or in the column's head."""
        return self.number(name, kilograms, decimals)

    def hs(self, name: str, digits: str) -> Fact:
        shown = digits
        if self.hs_dots:
            shown = digits[:4] + "".join("." + digits[i : i + 2] for i in range(4, min(len(digits), 8), 2)) + digits[8:]
        return Fact(shown, digits, name, whole=True)


def habits(rng: random.Random, country: str, days: list[dt.date], *, chinese: bool = False) -> Habits:
    """A writer of that country; an all-figures date whose order is open is never written."""
    settled = all(day.day > 12 for day in days)
    styles = list(_ENGLISH)
    if chinese:
        styles = list(_CHINESE)
    elif country in ("CN", "KR", "JP", "TW", "HK", "CA"):
        styles += [*_YEAR_FIRST, *_YEAR_FIRST]
    elif country in ("US", "PH") and settled:
        styles += [*_MONTH_FIRST * 4]
    elif settled and country in _COMMA | {"CH", "IN", "TH", "MY", "AU", "NZ", "PE", "PA", "DO", "GT", "HN", "SV", "MX"}:
        styles += [*_DAY_FIRST * 5]
    figures = rng.choice(["grouped", "grouped", "grouped", "plain"])
    if country in _COMMA and rng.random() < 0.6:
        figures = rng.choice(["comma", "comma", "space"])
    return Habits(
        dates=rng.choice(styles),
        figures="plain" if chinese and rng.random() < 0.6 else figures,
        kilogram="千克" if chinese else rng.choice(["KGS", "KGS", "KGS", "KG", "KG", "kg", "Kgs", "KGS."]),
        capitals=rng.random() < 0.6,
        hs_dots=rng.random() < 0.55,
        conjunction=rng.choice(["AND", "AND", ""]),
    )
