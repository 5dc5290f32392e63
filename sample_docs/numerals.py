"""How figures, words and dates are written on trade papers."""

from __future__ import annotations

import datetime as dt
import random
from decimal import ROUND_HALF_UP, Decimal

import cn2an

_SMALL = (
    "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN "
    "EIGHTEEN NINETEEN"
).split()
_TENS = "- - TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY".split()
MONTHS = "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER".split()


def in_words(number: int, *, conjunction: str = "AND") -> str:
    """`ONE THOUSAND TWO HUNDRED AND FIFTY`; with conjunction "" the American way."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _TENS[number // 10] + ("-" + _SMALL[number % 10] if number % 10 else "")
    for unit, name in ((1_000_000, "MILLION"), (1_000, "THOUSAND"), (100, "HUNDRED")):
        if number >= unit:
            head, rest = divmod(number, unit)
            text = f"{in_words(head, conjunction=conjunction)} {name}"
            if not rest:
                return text
            joint = f" {conjunction} " if conjunction and (unit == 100 or rest < 100) else " "
            return text + joint + in_words(rest, conjunction=conjunction)
    raise AssertionError(number)


def chinese_money(amount: Decimal) -> str:
    """`壹万贰仟叁佰圆整`, as Chinese invoices write an amount in capitals."""
    text = cn2an.an2cn(str(amount.quantize(Decimal("0.01"))), "rmb")
    return text.replace("元", "圆")


def plain(number: Decimal) -> str:
    """Plain digits without trailing zeros: the form of truth."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def places(number: Decimal, count: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-count), rounding=ROUND_HALF_UP)


def grouped(number: Decimal, decimals: int | None = None) -> str:
    """`1,234.50`; with decimals None as many as the number has."""
    number = Decimal(plain(number)) if decimals is None else places(number, decimals)
    return f"{number:,f}"


def figure(number: Decimal, style: str, decimals: int | None = None) -> str:
    """A number in a way of writing: `grouped` 1,234.5 - `plain` 1234.5 - `comma` 1.234,5 - `space` 1 234,5."""
    text = grouped(number, decimals)
    if style == "plain":
        return text.replace(",", "")
    if style == "comma":
        return text.translate(str.maketrans(",.", ".,"))
    if style == "space":
        return text.replace(",", " ").replace(".", ",")
    return text


TEXT_DATES = ("mon_d_y", "month_d_y", "d_mon_y", "dd-mon-yy", "dd-mon-yyyy", "mon.d,y", "ordinal")
YEAR_FIRST = ("iso", "slashed", "dotted", "compact")
CHINESE_DATES = ("cn", "cn0", "iso", "slashed", "dotted")


def date(day: dt.date, style: str) -> str:
    """A date in one of the ways of DOMAIN.md 6.3."""
    month, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    match style:
        case "mon_d_y":
            return f"{short}. {day.day:02d}, {day.year}"
        case "mon.d,y":
            return f"{short}.{day.day},{day.year}"
        case "month_d_y":
            return f"{month.title()} {day.day}, {day.year}"
        case "d_mon_y":
            return f"{day.day:02d} {short} {day.year}"
        case "dd-mon-yy":
            return f"{day.day:02d}-{short.title()}-{day.year % 100:02d}"
        case "dd-mon-yyyy":
            return f"{day.day:02d}-{short}-{day.year}"
        case "ordinal":
            suffix = {1: "ST", 2: "ND", 3: "RD", 21: "ST", 22: "ND", 23: "RD", 31: "ST"}.get(day.day, "TH")
            return f"{month} {day.day}{suffix}, {day.year}"
        case "iso":
            return day.isoformat()
        case "slashed":
            return f"{day.year}/{day.month}/{day.day}"
        case "dotted":
            return f"{day.year}.{day.month:02d}.{day.day:02d}"
        case "compact":
            return f"{day:%Y%m%d}"
        case "cn":
            return f"{day.year}年{day.month}月{day.day}日"
        case "cn0":
            return f"{day.year}年{day.month:02d}月{day.day:02d}日"
        case "dmy":
            return f"{day:%d/%m/%Y}"
        case "dmy.":
            return f"{day:%d.%m.%Y}"
        case "mdy":
            return f"{day:%m/%d/%Y}"
        case "es":
            months = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
            return f"{day.day} de {months[day.month - 1]} de {day.year}"
        case _:
            raise ValueError(style)


def date_style(rng: random.Random, country: str, days: list[dt.date]) -> str:
    """A way of writing dates that a reader in that country would know, never one whose order is open.

    A numeric day-month order is only taken when it is the country's own and some date of the paper settles it.
    """
    settled = any(day.day > 12 for day in days)
    if country == "CN":
        return rng.choice([*TEXT_DATES, *YEAR_FIRST[:3]])
    if country == "US":
        return rng.choice([*TEXT_DATES[:4], *(["mdy"] * 4 if settled else [])])
    if country == "DE":
        return "dmy." if settled else rng.choice(TEXT_DATES[1:3])
    if country in ("KR", "JP", "TW", "CA"):
        return rng.choice([*TEXT_DATES[:4], *YEAR_FIRST[:3]])
    return rng.choice([*TEXT_DATES[:6], *(["dmy"] * 3 if settled else [])])
