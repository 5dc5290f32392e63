"""Dates as printed: year first, month names, numeric in either order, Chinese, Thai and Taiwanese years, OCR slips.

dateparser is not used: it takes 1.2 ms a date, returns nothing for `JUN.28,2O26`, and decides silently between
06/11 and 11/06, which here must stay open.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Literal, TypeAlias

from extractors.typed.folding import as_digits, fold
from extractors.typed.found import Found
from extractors.typed.months import months_meant

Order: TypeAlias = Literal["DMY", "MDY"]

FIRST_YEAR, LAST_YEAR = 1990, 2100
_PIVOT = 70
_ROC, _THAI, _REIWA = 1911, -543, 2018

_D = "[0-9OQILZSB|]"  # a digit, or what OCR makes of one
_NUMERALS = {
    c: i for i, group in enumerate("〇零○Ｏ 一壹 二贰貳 三叁參 四肆 五伍 六陆陸 七柒 八捌 九玖".split()) for c in group
}
_HAN = "".join(_NUMERALS)
_HAN_DAY = _HAN + "十拾廿卅"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a piece of text: what the value may be, the first being believed."""

    span: tuple[int, int]
    values: tuple[dt.date, ...]
    sure: float
    repaired: bool


def find_dates(text: str, order: Order | None = None) -> list[Found[dt.date]]:
    """All dates in a text, left to right, without overlap.

    Args:
        order: which of day and month stands first in numeric dates, where the document or its country tells;
            without it `06/11/2026` comes back with the other reading among its alternatives and sure below 0.8,
            `06.11.2026` at 0.85.
    """
    return list(_find(text, order))


def parse_date(text: str, order: Order | None = None) -> Found[dt.date] | None:
    """The one date of a text that should hold a date: the surest, and of equals the first."""
    found = find_dates(text, order)
    if not found and (glued := _GLUED.fullmatch(fold(text).strip())):
        found = _glued(text, glued, order)
    return max(found, key=lambda f: f.sure) if found else None


def date_order(texts: Iterable[str]) -> Order | None:
    """Which of day and month stands first, told by sibling dates with a number above 12; None when they disagree.

    Where no date has such a number, one that is printed in words as well tells: `April 3, 2026` beside `04/03/2026`.
    """
    texts = list(texts)
    seen: set[Order] = set()
    for text in texts:
        for match in _NUMERIC.finditer(fold(text)):
            first, second = _number(match["a"]), _number(match["b"])
            if first > 12 >= second:
                seen.add("DMY")
            elif second > 12 >= first:
                seen.add("MDY")
    return seen.pop() if len(seen) == 1 else None if seen else _order_in_words(texts)


def _order_in_words(texts: Sequence[str]) -> Order | None:
    numeric = [text for text in texts if _NUMERIC.search(fold(text))]
    if not numeric:
        return None
    named = {f.value for text in texts for f in find_dates(text) if _MONTH_IN_WORDS.search(f.raw)}
    orders: tuple[Order, ...] = ("DMY", "MDY")
    told: list[Order] = [
        order
        for order in orders
        if any(f.value in named and not _MONTH_IN_WORDS.search(f.raw) for t in numeric for f in find_dates(t, order))
    ]
    return told[0] if len(told) == 1 else None


_MONTH_IN_WORDS = re.compile(r"[^\W\d_]{3}")


_STATE_AND_ZIP = re.compile(
    r"\b(?:A[LKZR]|C[AOT]|DE|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY])"
    r"\.?,? \d{5}(?:-\d{4})?\b"
)


def order_at(addresses: Iterable[str]) -> Order | None:
    """The month first, where whose paper it is has an address in the United States: `Bangor, ME 04401`."""
    return "MDY" if any(_STATE_AND_ZIP.search(text) for text in addresses) else None


_RANGE_DASH = re.compile(r"\s[-–—~]\s|\w[-/]\w+\s+\w|\w\s+\w+[-/]\w")
_BETWEEN_WORD = (
    r"(?:(?:TO|THROUGH|THRU|UNTIL|TILL|UP TO|AND|END|ENDING|EXPIRY|HASTA|AL?|Y|AU|JUSQU'?AU|ET|BIS|DEN|ATE)(?: DATE)?|"
    r"至|到|起至|止)"
)
_BETWEEN = re.compile(
    r"[^A-Z0-9\u4e00-\u9fff]*(?:\([DMYA/ .-]{6,14}\)[^A-Z0-9]*)?"
    rf"(?:{_BETWEEN_WORD}(?:\s?/\s?{_BETWEEN_WORD})?)?[^A-Z0-9\u4e00-\u9fff]*(?:\([DMYA/ .-]{{6,14}}\)[^A-Z0-9]*)?"
)


def find_period(text: str, order: Order | None = None) -> tuple[Found[dt.date], Found[dt.date]] | None:
    """The first and last day of a printed period (`20250101-20251231`, `FROM ... TO ...`), None when there is none."""
    folded = fold(text)
    order = order or date_order([text])
    for trial in (order,) if order else (None, "DMY", "MDY"):
        found = find_dates(text, trial)
        for first, last in pairwise(found):
            joined = _BETWEEN.fullmatch(folded[first.end : last.start])
            if joined and first.value <= last.value and (trial == order or (last.value - first.value).days <= 366):
                return first, last
    return None


def _find(text: str, order: Order | None) -> Iterator[Found[dt.date]]:
    folded = fold(text)
    # `2025-MAR-01 - 2026-FEB-28` holds no MAR-01 - 2026, nor without the dash: what reaches over blanks comes last.
    readings = sorted(
        _readings(folded, order),
        key=lambda r: (bool(_RANGE_DASH.search(folded[slice(*r.span)])), -r.sure, r.span[0] - r.span[1]),
    )
    taken: list[_Reading] = []
    for reading in readings:
        if all(reading.span[1] <= t.span[0] or t.span[1] <= reading.span[0] for t in taken):
            taken.append(reading)
    for reading in sorted(taken, key=lambda r: r.span):
        start, end = reading.span
        first, *rest = reading.values
        yield Found(first, start, end, text[start:end], reading.sure, tuple(rest), reading.repaired)


def _readings(folded: str, order: Order | None) -> Iterator[_Reading]:
    if not any(c.isdigit() or c in _HAN for c in folded):
        return
    for match in _YEAR_FIRST.finditer(folded):
        # Who writes 08 writes 01: of 2026-08-1 a digit is missing, under a seal perhaps.
        cut = len(match["m"]) == 2 and match["m"][0] in "0O" and len(match["d"]) == 1
        yield from _plain(match, match["y"], _number(match["m"]), match["d"], 0.5 if cut else 1.0)
    for match in chain(_COMPACT.finditer(folded), _SPACED.finditer(folded)):
        yield from _plain(match, match["y"], _number(match["m"]), match["d"], 0.95)
    for pattern, sure in ((_DAY_NAME, 1.0), (_NAME_DAY, 1.0), (_YEAR_NAME, 1.0)):
        for match in _wherever(pattern, folded):
            for months, penalty in months_meant(match["m"]):
                yield from _named(match, months, sure - penalty)
    for match in _NUMERIC.finditer(folded):
        yield from _numeric(match, order)
    yield from _other_calendars(folded)


def _wherever(pattern: re.Pattern[str], folded: str) -> Iterator[re.Match[str]]:
    """Matches, also those that overlap: `SEOUL 10` may be a slip of day, month and year and hides no `10 MAY 2024`."""
    at = 0
    while match := pattern.search(folded, at):
        yield match
        at = match.start() + 1


_YEAR_FIRST = re.compile(
    rf"(?<![0-9A-Z])(?<![0-9][-/.])(?P<y>(?:19|20|2O|Z0|2Q|I9|L9){_D}{{2}})\s{{0,2}}(?P<s>[-/.,~_])\s{{0,2}}(?P<m>{_D}{{1,2}})"
    rf"\s{{0,2}}[-/.,~_]\s{{0,2}}(?P<d>{_D}{{1,2}})(?![0-9A-Z])"
)
_SPACED = re.compile(
    r"(?<![0-9A-Z.,/-])(?<![0-9][\s.,/-])(?P<y>20[0-9]{2})\s{1,2}(?P<m>[01][0-9])\s{1,2}(?P<d>[0-3][0-9])(?![0-9A-Z.,/-]|\s[0-9])"
)
"""`2026 03 01`, as forms want it that print `YYYY MM DD`."""
_COMPACT = re.compile(
    rf"(?<![0-9A-Z.,/])(?:(?<![A-Z0-9]-)|(?<=[0-9]{{8}}-))(?P<y>(?:19|20|2O|Z0){_D}{{2}})(?P<m>[01OI]{_D})(?P<d>[0-3OIZ]{_D})"
    r"(?![0-9A-Z/])(?!-(?![0-9OIL]{8}(?![0-9])))"
)
_SLIPPED = "2[689](?=[1-4][0-9])"
"""The century of a year whose 0, crossed or dotted as typewriters print it, was read as another figure."""
_YEAR = rf"(?P<y>(?:19|20|2O|Z0|2Q|{_SLIPPED})\s?{_D}\s?(?:{_D}|€)|'?\s?(?:[0-9]{_D}|{_D}[0-9]))(?![0-9]|[A-Z]{{2}})"
_NAME = r"(?P<m>[A-Z0158|!]{2,9}?[A-Z])(?![A-Z])"
_DAY = rf"(?P<d>{_D}{{1,2}})"
_ORDINAL = r"(?:\s?(?:ST|ND|RD|TH|ER|O)(?![A-Z]))?"
_GAP = r"[\s./,'-]{0,4}"
_DAY_NAME = re.compile(  # `20488/25` may end a line above `OCT. 10, 2026`
    rf"(?<![0-9A-Z.])(?<![0-9]{{3}}/){_DAY}{_ORDINAL}"
    rf"{_GAP}(?:(?:DE|OF|DAY OF|DIAS? (?:DEL?|DO) MES DE|DIAS DE)\s+)?{_NAME}{_GAP}"
    rf"(?:(?:DE|DEL|OF|DEL ANO|DO ANO DE)\s+)?{_YEAR}"
)
_NAME_DAY = re.compile(
    rf"(?<![0-9A-Z]){_NAME}[\s./,'-]{{0,4}}(?:THE\s)?{_DAY}{_ORDINAL}(?:\s?[,./';:-]\s{{0,3}}[,.]?\s?|\s{{1,3}}|(?={_D}{{4}})){_YEAR}"
)
_YEAR_NAME = re.compile(rf"(?<![0-9A-Z])(?P<y>(?:19|20|2O){_D}{{2}}){_GAP}{_NAME}{_GAP}{_DAY}(?![0-9A-Z])")
_NUMERIC = re.compile(
    rf"(?<![0-9A-Z])(?<![0-9][./-])(?P<a>{_D}{{1,2}})\s{{0,2}}(?P<s>[-/.]|,(?=\s?{_D}{{1,2}}\s?\.\s?20))\s{{0,2}}(?P<b>{_D}{{1,2}})"
    rf"\s{{0,2}}(?P<t>(?P=s)|[.,](?=\s?20[0-9]{{2}})|(?<=[./-][0-9]{{2}})(?=20[0-9]{{2}}))\s{{0,2}}"
    rf"(?P<y>(?:19|20|2O|Z0|2Q|{_SLIPPED}){_D}{{2}}|{_D}{{2}})(?![0-9A-Z]|[./-][0-9])"
)
_GLUED = re.compile(rf"(?P<a>{_D}{{2}})\s?(?P<b>{_D}{{2}})\s?(?P<y>(?:19|20|2O){_D}{{2}})")


def _number(printed: str) -> int:
    """The number of one or two (perhaps slipped) digits, 0 when there is none."""
    digits = as_digits(printed)
    return int(digits) if digits.isdigit() and digits.isascii() else 0


def _year(printed: str) -> int:
    digits = re.sub(r"[^0-9]", "", as_digits(printed))
    if len(digits) == 4:
        return 2000 + int(digits) % 100 if _slipped(printed) else int(digits)
    return (1900 if int(digits) >= _PIVOT else 2000) + int(digits) if len(digits) == 2 else 0


def _slipped(printed: str) -> bool:
    """`JUL. 22, 2625`: no such year is printed, one of this century is."""
    return re.match(_SLIPPED, printed) is not None


def _cut_off(printed: str) -> bool:
    """`October 4, 20`: the year 20, or the beginning of 2026 under a seal."""
    return re.sub(r"[^0-9]", "", as_digits(printed)) in ("19", "20")


def _date(year: int, month: int, day: int) -> dt.date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _slips(match: re.Match[str], *groups: str) -> int:
    """How many of the characters in digit places are no digits; 99 when a part has no true digit at all."""
    parts = [re.sub(r"[\s']", "", match[g]) for g in groups]
    wrong = [sum(not c.isdigit() for c in part) for part in parts]
    hopeless = any(w and w == len(p) and p not in ("I", "L", "|") for w, p in zip(wrong, parts, strict=True))
    return 99 if hopeless or sum(wrong) > 3 else sum(wrong)


def _plain(match: re.Match[str], year: str, month: int, day: str, sure: float) -> Iterator[_Reading]:
    value = _date(_year(year), month, _number(day))
    slips = _slips(match, "y", "m", "d")
    if value and slips < 99:
        yield _Reading(match.span(), (value,), sure - 0.1 * min(slips, 3), slips > 0)


def _named(match: re.Match[str], months: tuple[int, ...], sure: float) -> Iterator[_Reading]:
    slips = _slips(match, "y", "d")
    year = _year(match["y"])
    values = tuple(v for m in months if (v := _date(year, m, _number(match["d"]))))
    short = len(re.sub(r"\D", "", as_digits(match["y"]))) == 2
    if not values or slips == 99 or (sure < 0.9 and short):
        return
    spaced = bool(re.search(r"\d\s", match["y"]))
    sure -= 0.1 * slips + (0.05 if short else 0.0) + (0.1 if spaced else 0.0) + (0.4 if _cut_off(match["y"]) else 0.0)
    sure -= SLIP if _slipped(match["y"]) else 0.0
    yield _Reading(match.span(), values, sure, slips > 0 or spaced or sure < 0.9)


def _numeric(match: re.Match[str], order: Order | None) -> Iterator[_Reading]:
    slips = _slips(match, "a", "b", "y")
    if slips == 99:
        return
    first, second, year = _number(match["a"]), _number(match["b"]), _year(match["y"])
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    if len(match["y"]) == 2 and match["s"] == ".":
        slips += 3  # 84.71.30 is rather a code than a date
    slips += match["t"] != match["s"]  # `16,07.2025`
    cost = 0.1 * slips + (0.1 if len(match["y"]) == 2 else 0.0) + (0.4 if _cut_off(match["y"]) else 0.0)
    cost += SLIP if _slipped(match["y"]) or not match["t"] else 0.0  # `29.052026` has lost its point
    both = [v for v in ((day_first, month_first) if order != "MDY" else (month_first, day_first)) if v]
    values = tuple(dict.fromkeys(both))
    if not values:
        return
    if len(values) == 1:
        against = order is not None and first != second and (values[0] == month_first) != (order == "MDY")
        yield _Reading(match.span(), values, 1.0 - cost - (0.1 if against else 0.0), slips > 0)
    elif order:
        yield _Reading(match.span(), values[:1], 0.95 - cost, slips > 0)
    elif match["s"] in ".,":
        yield _Reading(match.span(), values, DOTTED - cost, slips > 0)
    else:
        yield _Reading(match.span(), values, 0.5 - cost / 2, slips > 0)


SLIP = 0.3
"""What a year costs of which a figure was read as another one."""
DOTTED = 0.85
"""How sure the day stands first in `05.03.2026`: of those who write the month first hardly anyone writes dots."""


def _glued(text: str, match: re.Match[str], order: Order | None) -> list[Found[dt.date]]:
    first, second, year = _number(match["a"]), _number(match["b"]), _year(match["y"])
    readings = (_date(year, second, first), _date(year, first, second))
    values = [v for v in (readings if order != "MDY" else readings[::-1]) if v]
    if not values:
        return []
    rest = () if order else tuple(v for v in values[1:] if v != values[0])
    return [Found(values[0], 0, len(text), text, 0.6, rest)]


_CHINESE = re.compile(
    rf"(?P<era>(?:中[华華])?民[国國]\s?|令和\s?|R\.?O\.?C\.?\s?|佛[历曆]\s?)?"
    rf"(?P<y>[{_HAN}]{{4}}|{_D}{{4}}|{_D}{{2,3}}|(?<=和)(?:元|[{_HAN_DAY}0-9])|[{_HAN_DAY}百]{{2,5}})\s{{0,2}}[年년]\s{{0,2}}"
    rf"(?P<m>[{_HAN_DAY}]{{1,3}}|{_D}{{1,2}})\s{{0,2}}[月월]\s{{0,2}}(?P<d>[{_HAN_DAY}]{{1,3}}|{_D}{{1,2}})\s?[日号號일]?"
)
_VIETNAMESE = re.compile(
    rf"(?:(?:NGAY\s{{0,2}}|(?<![0-9.,/-]))(?P<d>{_D}{{1,2}})\s{{0,2}}[,/.-]?\s{{0,2}})THANG\s{{0,2}}(?P<m>{_D}{{1,2}})\s{{0,2}}[,/.-]?\s{{0,2}}NAM\s{{0,2}}(?P<y>{_D}{{4}})"
)
_ROC_SLASHED = re.compile(
    r"(?:(?P<before>民[国國]|R\.?O\.?C\.?)\s{0,2})?(?<![0-9A-Z/.-])(?P<y>[01]?[0-9]{2})[./-](?P<m>[0-9]{1,2})[./-](?P<d>[0-9]{1,2})"
    r"(?![0-9])(?:\s{0,2}\(?(?P<after>R\.?O\.?C\.?))?"
)
_BUDDHIST = re.compile(
    r"(?<![0-9])(?P<d>[0-9]{1,2})(?P<s>[\s./-]{1,3})(?P<m>[0-9]{1,2}|[A-Z]{3,9})\.?[\s./-]{1,3}(?:B\.?\s?E\.?\s?)?(?P<y>25[4-9][0-9])(?![0-9])"
)


def _han_number(printed: str) -> int:
    """Chinese numerals up to 99, or Latin digits; 0 when it is neither."""
    if printed[:1] not in _NUMERALS and printed[:1] not in "十拾廿卅":
        return _number(printed)
    text = printed.replace("廿", "二十").replace("卅", "三十").replace("拾", "十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(_NUMERALS[c]) for c in text))
    value = (_NUMERALS.get(tens, 1) if tens else 1) * 10 + (_NUMERALS.get(ones, 0) if ones else 0)
    return value if len(tens) <= 1 and len(ones) <= 1 else 0


def _chinese_year(match: re.Match[str]) -> int:
    printed, era = match["y"], match["era"] or ""
    digits = re.sub(r"[百十拾]", "", printed)
    if printed == "元":
        year = 1
    elif all(c in _NUMERALS for c in digits) and digits:
        short = len(digits) < 4 and any(c in printed for c in "百十拾廿卅")
        year = 100 + _han_number(printed.split("百")[-1].lstrip("一零〇") or "〇") if "百" in printed else (
            _han_number(printed) if short else int("".join(str(_NUMERALS[c]) for c in digits))
        )  # fmt: skip
    else:
        year = int(as_digits(printed)) if as_digits(printed).isdigit() else 0
    if era.startswith("令"):
        return year + _REIWA
    if era or 100 <= year < 200:
        return year + _ROC
    if year > 2400:
        return year + _THAI
    return year + 2000 if 0 < year < _PIVOT else year


def _other_calendars(folded: str) -> Iterator[_Reading]:
    for match in _CHINESE.finditer(folded):
        value = _date(_chinese_year(match), _han_number(match["m"]), _han_number(match["d"]))
        if value:
            latin = [match[g] for g in "ymd" if match[g][0] not in _HAN_DAY and match[g] != "元"]
            slips = sum(not c.isdigit() for part in latin for c in part)
            short = len(match["y"]) < 4 and not match["era"]
            yield _Reading(match.span(), (value,), 1.0 - 0.1 * min(slips, 3) - (0.1 if short else 0.0), slips > 0)
    for match in _VIETNAMESE.finditer(folded):
        yield from _plain(match, match["y"], _number(match["m"]), match["d"], 1.0)
    for match in _ROC_SLASHED.finditer(folded):
        value = _date(int(match["y"]) + _ROC, int(match["m"]), int(match["d"]))
        if value and (match["before"] or match["after"] or len(match["y"]) == 3):
            yield _Reading(match.span(), (value,), 0.95 if match["before"] or match["after"] else 0.7, False)
    for match in _BUDDHIST.finditer(folded):
        month = match["m"]
        numbers = (int(month),) if month.isdigit() else tuple(m for names, _ in months_meant(month) for m in names[:1])
        value = _date(int(match["y"]) + _THAI, numbers[0], int(match["d"])) if numbers else None
        if value:
            yield _Reading(match.span(), (value,), 0.85, False)
