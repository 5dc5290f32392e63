"""Lines of a goods table that add up the others, in figures and in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors.layout import Run
from extractors.sighted import Values, joined
from extractors.tables.goods_tables import Row

SUMMED = ("packages", "quantity", "gross_weight_kg", "net_weight_kg", "value")


def without_sum(lines: list[Values]) -> list[Values]:
    """A last line that names no goods and adds up those above is their total, whatever its first word was read as."""
    *above, last = lines or [{}]
    named = last.get("description")
    if len(above) == 1 and "description" in above[0] and not named and _repeats(above[0], last):
        return above
    if len(above) < 2 or "hs_code" in last or (named and not SPELT_OUT.search(str(named.value))):
        return lines
    sums = [
        sum(Decimal(str(line[name].value)) for line in above) == last[name].value
        for name in SUMMED
        if name in last and all(name in line for line in above)
    ]
    return above if len(sums) > 1 and all(sums) else lines


def without_parts(lines: list[Values]) -> list[Values]:
    """Lines of a later page that add up to those before them are what each container holds of these (a rider).

    Where the rider names more goods than the first page, each by another name, they are the goods and those before
    them their sum: `3 containers said to contain furniture, particulars as per attached rider`.
    """
    pages = [min((s.page for value in line.values() for s in value.sightings), default=0) for line in lines]
    first = [line for line, page in zip(lines, pages, strict=True) if page == pages[0]]
    later = [line for line, page in zip(lines, pages, strict=True) if page != pages[0]]
    if len(later) <= len(first):
        return lines
    told = [name for name in CARRIED if all(name in line for line in lines)]
    sums = ((sum(Decimal(str(line[name].value)) for line in part) for part in (first, later)) for name in told)
    if not told or any(whole != parts for whole, parts in sums):
        return lines
    named, over = ({str(one["description"].value) for one in part if "description" in one} for part in (later, first))
    return later if len(named) == len(later) and not named & over else first


CARRIED = ("packages", "gross_weight_kg")
"""What lists of containers repeat of the goods."""


def _repeats(only: Values, last: Values) -> bool:
    """Whether a line says again what the only one above it says, and nothing else."""
    figures = [name for name in SUMMED if name in last]
    same = all(name in only and only[name].value == last[name].value for name in figures)
    return bool(figures) and same and "hs_code" not in last


def in_words(row: Row) -> tuple[Run, ...]:
    """`SAY ONE HUNDRED AND SIXTY-ONE CARTONS ONLY` as one line: it runs over the borders of columns."""
    runs = sorted((run for cell in row.cells.values() for run in cell), key=lambda run: run.box.x0)
    if len(runs) < 2 or not SAID.match(runs[0].text) or any(FIGURE_FIRST.match(run.text) for run in runs):
        return ()
    return (joined(runs),)


SPELT_OUT = re.compile(r"\bONLY\W*$", re.IGNORECASE)
"""The end of a sum in words that ran over into the goods' column."""
SAID = re.compile(r"^\W*(?:SAY|(?:GRAND\s*)?TOTAL)\b", re.IGNORECASE)
FIGURE_FIRST = re.compile(r"^\W*\d")


PRICE = re.compile(
    r"(?:\b(?:FOB|CIF|CFR|EXW|FCA|VALUE)\s*:?\s*)?(?:\b(?:USD|EUR|CNY|RMB|GBP|JPY|KRW|AUD|INR)\b|US\$|[$€£¥])"
)


def without_prices(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """`50,400 KGS G.W.` over, or before, `FOB USD 84,168.00`: the measures, then the prices.

    An amount may stand on the line below its currency.
    """
    measures: list[Run] = []
    prices: list[Run] = []
    for run in runs:
        if prices and not re.search(r"\d", prices[-1].text) and AMOUNT.fullmatch(run.text):
            prices.append(run)
            continue
        price = PRICE.search(run.text.upper())
        before = run.part(0, price.start()) if price and re.search(r"\d", run.text[: price.start()]) else None
        priced = run.part(price.start()) if price and before and re.search(r"\d", run.text[price.start() :]) else None
        if before and priced:
            measures.append(before)
            prices.append(priced)
        else:
            (prices if price else measures).append(run)
    return measures, prices


AMOUNT = re.compile(r"\W*\d[\d.,' ]*\W*")
"""A figure without a unit."""
EACH = re.compile(r"@\s*\d[\d.,]*(?:\s*(?:KGS?|LBS?|PCS?|CBM))?\s+(?=\d)", re.IGNORECASE)
"""What one package weighs or holds before the whole: `@ 95  950 kgs`."""


def without_each(runs: Sequence[Run]) -> list[Run]:
    """The print of a cell without what is said of each package before what is said of all, or above it."""
    parts = (run.part(each.end()) if (each := EACH.match(run.text)) else run for run in runs)
    kept = [part for part in parts if part]
    return [part for part in kept if not part.text.lstrip().startswith("@")] or kept
