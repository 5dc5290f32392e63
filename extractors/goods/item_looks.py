"""What the facts of an item look like in running print: where each begins, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.typed import countries, numbers, quantities
from extractors.typed.currencies import amount_span, without_codes
from extractors.typed.found import Found
from extractors.typed.quantities import Quantity

COUNTS = frozenset(("quantity", "planned_quantity", "quantity_per_unit"))
WEIGHTS = frozenset(("net_weight_kg", "gross_weight_kg", "unit_weight"))
MONEY = frozenset(("unit_price", "value", "gross_amount", "cost", "tax"))
NUMBERS = frozenset(("lot_number", "heat_number", "invoice_number"))
CODES = frozenset(("part_number", "code"))
FIGURE = re.compile(r"\W{0,3}[A-Z$€£¥]{0,4}\s?\d", re.IGNORECASE)
REFERENCE = re.compile(r"\W{0,2}(?P<own>(?=[^\s,;|]{0,20}\d)[A-Z0-9][\w./-]{1,30})", re.IGNORECASE)
CRITERION = re.compile(
    r"[\"'“”(]{0,2}(?P<own>[A-F]|WO|WP|PE|PSR|OP|CC|CT[CH]|CTSH|CR|RVC(?: ?\d+ ?%)?|"
    r"GN\s?\d{1,2}\s?\([a-z]\)(?:\s?\([ivx]{1,4}\))?|4\.2\s?\([a-d]\)|P|[WYZ] ?[\d.]+ ?%?)[\"'“”)]{0,2}(?![\w])"
)
PER = re.compile(
    r"\s?(?:/|per\b|each\b|je\b|par\b|por\b|pro\b|c/u\b|ea\b)\s?(?P<unit>[^\W\d_]{1,6}\b)?\.?", re.IGNORECASE
)
"""Behind a price or a count: of one."""
END = re.compile(r"\s(?:[|/·•]|[-–—])\s|[;；|]|(?<=[\u2e80-\u9fff])[，、]")
"""Marks that part what an item says, whatever stands on both sides."""


def looks(name: str, text: str) -> bool:
    """Whether print that stands behind a caption begins like what the column holds."""
    if name in ("goods", "grade", "supplier", "specification", "marks", "remarks"):
        return re.match(r"[\W_]{0,2}\w", text) is not None
    return value_span(name, text) is not None


@lru_cache(maxsize=8192)  # the same text is asked in every way in which the print may be parted
def value_span(name: str, text: str) -> tuple[int, int] | None:
    """Where the value that a text begins with stands in it; None where it begins with none of the column."""
    near = text[:70]
    if name == "hs_code":
        coded = HS.match(near)
        return coded.span("own") if coded else None
    if name == "origin_country":
        found = [f for f in countries.find_countries(_first(near)) if f.start <= 6]
        longest = max(found, key=lambda f: (-f.start, f.end), default=None)
        code = COUNTRY_CODE.match(near)
        return (
            (longest.start, longest.end)
            if longest
            else code.span("own")
            if code and countries.country(code["own"])
            else None
        )
    if name == "origin_criterion":
        said = CRITERION.match(near)
        return said.span("own") if said else None
    if name in NUMBERS | CODES:
        number = REFERENCE.match(near)
        return number.span("own") if number else None
    if name in MONEY:
        return _amount(near)
    if name in WEIGHTS or name in COUNTS or name in ("packages", "item"):
        return _counted(near, name)
    return None


HS = re.compile(
    r"\W{0,3}(?:(?:code|no|nr|n°|number)\b\W{0,3})?(?P<own>\d{4}\.\d{2}(?:\.?\d{2}){0,3}|\d{4}\.\d{4}|"
    r"\d{4} \d{2}(?: \d{2}){0,2}(?!\d)|\d{6}(?:\d{2}){0,2}(?!\d)|\d{2}(?:\.\d{2}){1,4}|\d{4}(?![\d.,]))",
    re.IGNORECASE,
)
COUNTRY_CODE = re.compile(r"\W{0,2}(?P<own>[A-Z]{2,3})(?!\w)")


def _first(text: str) -> str:
    """Print up to the next mark."""
    return re.split(r"[,;|/()\[\]，；、]|\s[-–—·•]\s", text.lstrip(" ([-"), maxsplit=1)[0]


def _amount(text: str) -> tuple[int, int] | None:
    found = amounts(text)
    if found and not re.search(r"\w", text[: found[0][0]]):
        return found[0]
    first = next(iter(numbers.find_numbers(without_codes(text))), None)
    if first is None or re.search(r"\w", text[: first.start]):
        return None
    of_units = next(iter(quantities.find_quantities(text)), None)
    counts = of_units is not None and of_units.value.unit and of_units.start <= first.start < of_units.end
    return None if counts else (first.start, first.end)


def amounts(text: str) -> list[tuple[int, int]]:
    """Where numbers with their currency stand."""
    found: list[tuple[int, int]] = []
    for part in BETWEEN_COMMAS.finditer(text):
        shown = part.group()
        since = 0
        for number in numbers.find_numbers(without_codes(shown)):
            span = amount_span(shown, number.start, number.end)
            if span and span[0] >= since:  # `42,347.82 USD 179 pcs`: the currency is of the first
                found.append((part.start() + span[0], part.start() + span[1]))
                since = span[1]
    return found


BETWEEN_COMMAS = re.compile(r"(?:[^,]|,(?!\s))++")
"""Print up to a comma that is none of a number: `USD 1,500.00, 100 pcs`."""


def _counted(text: str, name: str) -> tuple[int, int] | None:
    mark = AFTER.search(text, 1)
    found = next(iter(quantities.find_quantities(text[: mark.start()] if mark else text)), None)
    if found is None or re.search(r"\w", text[: found.start]):
        return None
    if name in WEIGHTS and found.value.unit and found.value.family != "weight":
        return None
    if name == "packages" and found.value.family not in ("package", "other"):
        return None
    return found.start, found.end


AFTER = re.compile(r"\s(?:[|/·•]|[-–—])\s|[;；|]|,\s")
"""What ends a count: a mark, or a comma with a blank behind it."""


def counted(text: str) -> Iterator[Found[Quantity]]:
    """Numbers with their units."""
    for part in BETWEEN_COMMAS.finditer(text):
        yield from (f.moved(part.start()) for f in quantities.find_quantities(part.group()) if f.value.unit)
