"""What a column of a listed table shows to a classifier of columns: words of its header, looks, place and figures.

Every sign is one word (`look:unit=all`, `right:int`, `h:QTY`), said once plainly and, where it is no word of a header,
once for the paper's group and the part that the table lists, for a date means one thing on an order and another on an
invoice.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from statistics import median

from extractors.parties.companies import COMPANY
from extractors.tables.goods_tables import Table
from extractors.tables.headers import UNKNOWN, Column
from extractors.typed import dates
from extractors.typed.currencies import currency_in, without_codes
from extractors.typed.folding import CJK_PATTERN, fold
from extractors.typed.numbers import find_numbers
from schemas.reference.countries import country_names, name_key
from schemas.reference.units import unit_named

MOST_ROWS = 40
"""Rows that are looked at: a hostile table must not cost more, and forty tell as much as four hundred."""
HS = re.compile(r"\d{4}\s?\.\s?\d{2}(?:[ .]?\d{2}){0,2}|\d{6}|\d{8}|\d{10}")
INTEGER = re.compile(r"\d{1,3}(?:[,. ']\d{3})+|\d+")
DECIMAL = re.compile(r"[\d.,' ]*\d[.,]\d+")
SHARE = re.compile(r"[\d.,]+\s?%")
MEASURED = re.compile(r"\d[\d.,' ]*\s?([^\W\d]+)\W*")
SPAN = re.compile(r"\D{0,6}\d+\s?[-–~/]\s?\d+")
CRITERION = re.compile(
    r"[\"'“”]?(?:[A-D]|WO|WP|PE|PSR|OP|CC|CT[CH]|CTSH|CR|RVC(?: ?\d+ ?%)?|P|[WYZ] ?[\d.]+ ?%?)[\"'“”]?"
)
CODE = re.compile(r"(?=\S*\d)[^\s]+")
DATE = re.compile(r"\d{1,4}\s?[-/. 年]\s?(?:\d{1,2}|[^\W\d]{3,9})(?:\s?[-/. 月,]\s?\d{1,4}日?)?")
NUMERIC = ("int", "dec", "money", "measured")
SHARES = ((0.99, "all"), (0.7, "most"), (0.3, "some"), (0.0, "few"))
WORD = re.compile(r"[^\W\d_]+")
NEAR, MORE = Decimal("1.25"), Decimal("1.5")
"""How many times another figure one may be to be nearly the same, or a weight with its packing."""
CENT, ROUNDED = Decimal("0.02"), Decimal("0.003")

Figures = dict[int, Decimal]
"""Row -> the number in it."""


def tokens_of(table: Table, kind: str, part: str) -> list[list[str]]:
    """The signs of each column of a table, in its order.

    Args:
        kind: of the paper.
        part: what the table lists.
    """
    columns, rows = table.columns, table.rows[:MOST_ROWS]
    cells = [[" ".join(run.text for run in row.cells.get(c.name, ())).strip() for row in rows] for c in columns]
    order = sorted(range(len(columns)), key=lambda at: columns[at].x0)
    looks = [[_look(text) for text in texts] for texts in cells]
    chief = [_chief(found) for found in looks]
    figures = [_figures(texts, found) for texts, found in zip(cells, looks, strict=True)]
    told = [[*_content(texts, found)] for texts, found in zip(cells, looks, strict=True)]
    for at, found in _places(columns, cells, chief, order):
        told[at] += found
    for at, found in _reckoned(figures, order):
        told[at] += found
    here = f"{kind.split('.')[0]}.{part}"
    return [
        [
            f"kind:{kind}",
            f"part:{here}",
            f"{kind}|{chief[at]}",
            *signs,
            *(f"{here}|{sign}" for sign in signs),
            *_words(columns[at].header),
        ]
        for at, signs in enumerate(told)
    ]


@lru_cache(maxsize=8192)
def _look(text: str) -> str:
    """The one word for what a cell holds."""
    if not re.search(r"\w", text):
        return "nothing"
    if INTEGER.fullmatch(text):
        return "hs" if HS.fullmatch(text) and len(text) > 6 else "int"
    if HS.fullmatch(text):
        return "hs"
    if DATE.fullmatch(text) and dates.parse_date(text):
        return "date"
    if DECIMAL.fullmatch(text):
        return "dec"
    if SHARE.fullmatch(text):
        return "share"
    if currency_in(text):
        return "money" if re.search(r"\d", text) else "currency"
    unit = None if len(text) > 20 else unit_named(fold(text))
    if unit is not None:
        return f"unit-{unit.family}"
    measured = MEASURED.fullmatch(text)
    if measured and (of := unit_named(fold(measured[1]))) is not None:
        return f"measured-{of.family}"
    if SPAN.fullmatch(text):
        return "span"
    if name_key(text) in country_names():
        return "country"
    if text in _country_codes():
        return "country-code"
    if CRITERION.fullmatch(text):
        return "criterion"
    if CODE.fullmatch(text) and not CJK_PATTERN.search(text):
        return "code"
    words = WORD.findall(text)
    figured = "-figured" if re.search(r"\d", text) else ""
    if CJK_PATTERN.search(text):
        return f"chinese{figured}"
    return f"words{figured}" if len(words) > 1 else f"word{figured}"


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(country_names().values())


def _chief(looks: Sequence[str]) -> str:
    """What most cells hold; nothing where all are empty."""
    found = Counter(look for look in looks if look != "nothing").most_common(1)
    return found[0][0] if found else "nothing"


def _figures(texts: Sequence[str], looks: Sequence[str]) -> Figures:
    found: Figures = {}
    for row, (text, look) in enumerate(zip(texts, looks, strict=True)):
        if look.split("-")[0] in NUMERIC and (numbers := find_numbers(without_codes(text))):
            found[row] = numbers[0].value
    return found if 2 * len(found) >= sum(look != "nothing" for look in looks) else {}


def _content(texts: Sequence[str], looks: Sequence[str]) -> Iterator[str]:
    filled = [text for text in texts if re.search(r"\w", text)]
    if not filled:
        yield "empty"
        return
    yield f"chief:{_chief(looks)}"
    for look, count in Counter(look for look in looks if look != "nothing").items():
        yield f"look:{look}={_share(count / len(filled))}"
        if "-" in look:
            yield f"look:{look.split('-')[0]}={_share(count / len(filled))}"
    yield f"filled:{_share(len(filled) / len(texts))}"
    differing = len(set(filled))
    yield "same in all rows" if differing == 1 < len(filled) else f"differing:{_share(differing / len(filled))}"
    if len(filled) == 1:
        yield "one row"
    if len(filled) > 1 and [text.strip(" .)#") for text in filled] == [str(n) for n in range(1, len(filled) + 1)]:
        yield "counts up"
    yield f"letters:{_bucket(median(sum(map(str.isalpha, text)) for text in filled))}"
    yield f"signs:{_bucket(median(map(len, filled)))}"
    yield f"words:{min(8, round(median(len(text.split()) for text in filled)))}"
    yield f"figures:{min(12, round(median(sum(map(str.isdigit, text)) for text in filled)))}"
    for name, pattern in SIGNS.items():
        if count := sum(pattern.search(text) is not None for text in filled):
            yield f"has {name}:{_share(count / len(filled))}"
    starts = Counter(re.sub(r"\d", "9", text[:3]) for text in filled).most_common(1)[0][1]
    if len(filled) > 2 and starts == len(filled) < 2 * differing:
        yield "begins alike"
    shapes = {re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "9", text)) for text in filled}
    if len(shapes) == 1 < len(filled):
        yield "shaped alike"


SIGNS = {
    "company": COMPANY,
    "percent": re.compile("%"),
    "times": re.compile(r"\d\s?[xX×*]\s?\d"),
    "nought first": re.compile(r"^0\d"),
    "bracket": re.compile(r"[(（]"),
    "hyphen": re.compile(r"\w-\w"),
    "stroke": re.compile(r"/"),
    "comma": re.compile(r","),
    "standard": re.compile(r"\b(?:ASTM|EN|DIN|ISO|GB|JIS|SAE|AISI|GRADE|HRC?\d|SUS\s?\d)", re.IGNORECASE),
    "year": re.compile(r"(?<!\d)20[12]\d(?!\d)|(?<!\d)2[0-6](?:0[1-9]|1[0-2])(?!\d)"),
    "lower case": re.compile(r"[a-z]{3}"),
}


def _places(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], chief: Sequence[str], order: Sequence[int]
) -> Iterator[tuple[int, list[str]]]:
    """Where each column stands, beside what and beside which known columns."""
    letters = [sum(3 if c > "\u2e80" else c.isalpha() for text in texts for c in text) for texts in cells]
    wordiest = max(order, key=lambda at: letters[at])
    known = {c.name for c in columns if not c.name.startswith(UNKNOWN)}
    middle = order.index(wordiest)
    for place, at in enumerate(order):
        found = [f"left:{min(place, 6)}", f"right:{min(len(order) - 1 - place, 6)}"]
        away = place - middle
        found.append("wordiest" if not away else f"of wordiest:{max(-3, min(5, away))}")
        for step in (-2, -1, 1, 2):
            other = order[place + step] if 0 <= place + step < len(order) else None
            found.append(f"{step:+}:{chief[other] if other is not None else 'none'}")
            name = columns[other].name if other is not None else "none"
            if not name.startswith(UNKNOWN) and name != "none":
                found.append(f"{step:+}={name}")
            if other is not None and abs(step) == 1:
                found += [f"{step:+}~{word}" for word in WORD.findall(fold(columns[other].header))[:4]]
        found += [f"with:{name}" for name in sorted(known - {columns[at].name})]
        found.append(f"kin:{min(5, sum(chief[other] == chief[at] for other in order))}")
        found.append(f"of kin:{min(5, sum(chief[other] == chief[at] for other in order[:place]))}")
        alike = sum(letters[other] > letters[at] for other in order)
        found.append(f"wordy:{min(4, alike)}")
        yield at, found


def _reckoned(figures: Sequence[Figures], order: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """What the figures of each column are beside those of others: products, factors, a little more, nearly the same."""
    counted = [at for at in order if figures[at]]
    found: dict[int, dict[str, None]] = {at: {} for at in counted}
    sizes = {at: median(figures[at].values()) for at in counted}
    for place, at in enumerate(counted):
        values = list(figures[at].values())
        larger = sum(sizes[other] > sizes[at] for other in counted)
        found[at] |= dict.fromkeys(
            (
                f"number:{min(place, 5)}",
                f"number from right:{min(len(counted) - 1 - place, 5)}",
                f"larger:{min(larger, 5)}",
                f"size:{round(2 * math.log10(float(sizes[at]))) / 2 if sizes[at] > 0 else 'none'}",
                f"decimals:{max(max(0, -int(value.as_tuple().exponent)) for value in values)}",
            )
        )
        if max(values) < 10:
            found[at]["small"] = None
        if all(value % 10 == 0 for value in values):
            found[at]["tens"] = None
    for one, other in itertools.permutations(counted, 2):
        both = [(figures[one][row], figures[other][row]) for row in figures[one] if row in figures[other]]
        if not both or any(b <= 0 or a < 0 for a, b in both):
            continue
        side = "right" if order.index(other) > order.index(one) else "left"
        beside = "beside" if abs(counted.index(other) - counted.index(one)) == 1 else side
        rows = "rows" if len(both) > 1 else "row"
        if all(a == b for a, b in both):
            found[one][f"same as {side}, {rows}"] = None
        elif all(b <= a <= MORE * b for a, b in both) and any(a != b for a, b in both):
            found[one][f"little more than {side}, {rows}"] = None
            found[one][f"little more than {beside}, {rows}"] = None
        elif all(a <= b <= MORE * a for a, b in both):
            found[one][f"little less than {side}, {rows}"] = None
            found[one][f"little less than {beside}, {rows}"] = None
        elif all(b <= NEAR * a and a <= NEAR * b for a, b in both):
            found[one][f"near {side}, {rows}"] = None
        shares = [a / b for a, b in both]
        if len(shares) > 1 and max(shares) != 1 and max(shares) - min(shares) <= ROUNDED * max(shares):
            found[one][f"always {'more' if shares[0] > 1 else 'less'} of {side}"] = None
    for one, other in itertools.combinations(counted[:8], 2):
        for whole in counted:
            if whole in (one, other) or not _come_to(figures[one], figures[other], figures[whole]):
                continue
            found[whole]["product"] = None
            found[whole][f"product of number {counted.index(one)} {counted.index(other)}"] = None
            found[one]["left factor"] = None
            found[other]["right factor"] = None
            for at, beside in ((one, other), (other, one)):
                found[at]["smaller factor" if sizes[at] < sizes[beside] else "greater factor"] = None
    yield from ((at, list(signs)) for at, signs in found.items())


def _come_to(one: Figures, other: Figures, whole: Figures) -> bool:
    rows = [row for row in whole if row in one and row in other]
    if 2 * len(rows) <= len(whole) or all(whole[row] in (one[row], other[row]) for row in rows):
        return False
    return all(abs(one[row] * other[row] - whole[row]) <= max(CENT, ROUNDED * whole[row]) for row in rows)


def _words(header: str) -> Iterator[str]:
    """The words of a header, and the parts of three to five letters of which they are made."""
    found: dict[str, None] = {}
    if not re.search(r"\w", header):
        yield "no header"
    for word in WORD.findall(fold(header))[:8]:
        if CJK_PATTERN.search(word):
            found |= dict.fromkeys(f"c:{word[i : i + n]}" for n in (1, 2) for i in range(len(word) - n + 1))
            continue
        found[f"h:{word}"] = None
        bounded = f"^{word[:16]}$"
        found |= dict.fromkeys(f"g:{bounded[i : i + n]}" for n in (3, 4, 5) for i in range(len(bounded) - n + 1))
    if signs := re.findall(r"[#№%@$€£¥]", header):
        found |= dict.fromkeys(f"s:{sign}" for sign in signs)
    yield from found


def _share(share: float) -> str:
    return next(name for least, name in SHARES if share >= least)


def _bucket(number: float) -> int:
    """0, 1, 2, 3, 4 to 5, 6 to 8, 9 to 12 … as the lower of its border's logarithm."""
    return round(2 * math.log2(number + 1))
