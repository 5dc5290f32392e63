"""Quantities and weights as printed: number, unit, and whether it is gross or net."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from extractors.typed.folding import CJK, as_letters, fold, single_spaced
from extractors.typed.found import Found
from extractors.typed.numbers import find_numbers
from schemas.reference.units import Unit, unit_named, units_by_name


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    Attributes:
        unit: as printed in upper case, single spaced, without a final point; "" when none is printed.
        family: count, weight, length, area, volume, package or other.
        label: "gross", "net" or "" (none printed).
    """

    number: Decimal
    unit: str
    family: str
    label: str = ""


_GROSS = (
    r"GROSS\s?(?:WEIGHT|WT|WGT|MASS|W)?|[GC]\s?[.,/]\s?W\b\.?|GW(?:T)?(?![A-Z])|G\.?WT|PESO BRUTO|POIDS BRUTS?|"
    r"BRUTTO\w{0,8}|BRUT[OAES]{0,2}(?![A-Z])|(?:PESO )?LORD[OI](?![A-Z])|총중량|総重量|TRONG LUONG CA BI|毛\s?重"
)
_NET = (
    r"NETT?\s?(?:WEIGHT|WT|WGT|MASS|W)?(?![A-Z])|N\s?[.,/]\s?W\b\.?|NW(?:T)?(?![A-Z])|N\.?WT|PESO NETO|POIDS NETS?|"
    r"NETTO\w{0,8}|NET[OAS](?![A-Z])|(?:PESO )?LIQUIDO|순중량|TRONG LUONG TINH|净\s?重|淨\s?重"
)
_LABEL = re.compile(rf"(?<![A-Z])(?:(?P<gross>{_GROSS})|(?P<net>{_NET}))")
_GROSS_LABEL = re.compile(r"GROSS(?:\s(?:WEIGHT|WT|WGT|MASS)|\s?[0-9:])")
_NEXT_WORD = re.compile(r"[\s\-]{0,2}\(?\s?([A-Z0-9][A-Z0-9/.]{0,11}|[㎏㎡㎥])")


@cache
def _unit_pattern() -> re.Pattern[str]:
    """A unit of the table at a place, the longest first; Latin ones must end there."""
    names = sorted({n.upper() for n in units_by_name()}, key=len, reverse=True)
    latin = "|".join(re.escape(n).replace(r"\ ", r"\s?") for n in names if n.isascii())
    other = "|".join(re.escape(n) for n in names if not n.isascii())
    return re.compile(rf"[\s\-]{{0,3}}\(?\s?(?P<unit>(?:{latin})\.?(?![A-Z0-9])|{other})")


BARE = 0.75
"""How sure it is that a number without a unit in running text is a quantity."""


def find_quantities(text: str) -> list[Found[Quantity]]:
    """All quantities in a text, left to right; bare numbers only where no number has a unit or a weight label."""
    folded = fold(text)
    counted = list(_counted(text, folded))
    weighable = [c for c in counted if not c.unit or c.unit.family == "weight"]
    labels = [(m.start(), m.end(), "gross" if m["gross"] else "net") for m in _LABEL.finditer(folded)]
    labels = [x for x in labels if not any(c.start <= x[0] and x[1] <= c.end for c in counted)]
    # Labels stand all before or all behind their weights; behind the last label a weight follows, or none does.
    leading = bool(labels) and any(c.start >= labels[-1][1] for c in weighable)
    found: list[Found[Quantity]] = []
    places = {c.start: at for at, c in enumerate(weighable)}
    for one in counted:
        label = None
        at = places.get(one.start)
        if labels and at is not None:
            before = weighable[at - 1].end if at else 0
            after = weighable[at + 1].start if at + 1 < len(weighable) else len(folded)
            label = _label(labels, one, before, after, leading)
        found.append(_quantity(text, one, label))
    united = [f for f in found if f.value.unit or f.value.label]
    return united or [replace(f, sure=f.sure * BARE) for f in found]


def under_its_name(found: Found[Quantity], text: str, header_unit: str | None = None) -> Found[Quantity]:
    """A number that fills a cell whose header or label says what it counts needs no unit beside it.

    A unit in the header tells what separators mean, as one beside the number does.
    """
    quantity = found.value
    if quantity.unit or quantity.label or found.raw.strip() != text.strip():
        return found
    number = Found(
        quantity.number, found.start, found.end, found.raw, min(found.sure / BARE, 1.0),
        tuple(other.number for other in found.alternatives), found.repaired,
    )  # fmt: skip
    value, sure, others = _by_family(number, unit_named(header_unit) if header_unit else None, number.sure)
    return replace(
        found, value=replace(quantity, number=value), sure=sure,
        alternatives=tuple(replace(quantity, number=other) for other in others),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number and the unit that stands by it, if any, with the span of both and what the unit's repair costs."""

    number: Found[Decimal]
    printed: str
    unit: Unit | None
    start: int
    end: int
    cost: float


def _counted(text: str, folded: str) -> Iterator[_Counted]:
    since = -9
    for number in find_numbers(text):
        if number.start - since > 1 and _inside_date_or_code(folded, number):
            continue
        one = _Counted(number, "", None, number.start, number.end, 0.0)
        after, before = _unit_after(text, folded, number.end), None
        if after and after[1].code == "GRS":
            before = _unit_before(text, folded, max(since, 0), number.start)
        if after and not (before and before[1].family == "weight"):  # `KG 15.680 GROSS` is a weight, not dozens
            printed, unit, end, cost = after
            end += folded[end : end + 1] == ")" and "(" in folded[number.end : end]
            one = _Counted(number, printed, unit, number.start, end, cost)
        elif before := before or _unit_before(text, folded, max(since, 0), number.start):
            printed, unit, start = before
            one = _Counted(number, printed, unit, start, number.end, 0.0)
        since = one.end
        yield one


def _inside_date_or_code(folded: str, number: Found[Decimal]) -> bool:
    before, after = folded[max(0, number.start - 2) : number.start], folded[number.end : number.end + 2]
    coded = re.search(r"[A-Z0-9][-/]$", before) or re.match(r"[-/][A-Z]*[0-9]|年|月|日", after)
    return bool(coded) and not re.search(r"[.,\s]", number.raw)


def _label(
    labels: list[tuple[int, int, str]], one: _Counted, before: int, after: int, leading: bool
) -> tuple[int, int, str] | None:
    """The weight label of a number: labels stand either all before or all behind their numbers."""
    if leading:
        return next((x for x in reversed(labels) if before <= x[0] and x[1] <= one.start), None)
    return next((x for x in labels if one.end <= x[0] < after), None)


def _quantity(text: str, one: _Counted, label: tuple[int, int, str] | None) -> Found[Quantity]:
    printed, unit, start, end = one.printed, one.unit, one.start, one.end
    if label:
        if not unit and label[1] <= start and (within := unit_in_header(text[label[1] : start])):
            printed, unit = within, unit_named(within)
        start, end = min(start, label[0]), max(end, label[1])
        end += text[end : end + 1] == ")" and "(" in text[one.end : end]
    value, sure, others = _by_family(one.number, unit, one.number.sure)
    name = label[2] if label else ""
    family = unit.family if unit else "weight" if name else "other"
    quantity = Quantity(value, printed, family, name)
    return Found(
        quantity, start, end, text[start:end], max(sure - one.cost, 0.3),
        tuple(replace(quantity, number=n) for n in others), one.number.repaired or one.cost > 0,
    )  # fmt: skip


def _by_family(number: Found[Decimal], unit: Unit | None, sure: float) -> tuple[Decimal, float, tuple[Decimal, ...]]:
    """12.960 PCS are thousands (pieces are whole); 12.960 CBM and MT have decimals."""
    if not unit or not number.alternatives or sure < 0.5:
        return number.value, sure, number.alternatives
    if unit.family in ("count", "package") and number.alternatives[0] == number.alternatives[0].to_integral_value():
        return number.alternatives[0], 0.75, (number.value,)
    if unit.family == "volume" or unit.code == "T":
        return number.value, 0.95, ()
    return number.value, sure, number.alternatives


def _unit_after(text: str, folded: str, at: int) -> tuple[str, Unit, int, float] | None:
    """The unit behind a number: as printed, the unit, where it ends, what its repair costs."""
    match = _unit_pattern().match(folded, at)
    if match:
        unit = unit_named(match["unit"])
        if (
            unit
            and not _GROSS_LABEL.match(folded, match.start("unit"))
            and not (len(match["unit"]) == 1 and re.match(r"['’/-][A-Z]", folded[match.end() :]))
        ):
            start, end = match.span("unit")
            return _as_printed(text[start:end], unit), unit, end, 0.0
    word = _NEXT_WORD.match(folded, at)
    slip = _slipped_unit(word[1].rstrip("./")) if word and "\n" not in word.group() else None
    return (slip[0], slip[1], word.end(1), slip[2]) if word and slip else None


def _as_printed(raw: str, unit: Unit) -> str:
    printed = single_spaced(raw).upper()
    return printed if unit_named(printed) != unit or printed.count(".") > 1 else printed.rstrip(".")


@lru_cache(maxsize=2048)
def _slipped_unit(word: str) -> tuple[str, Unit, float] | None:
    """A unit that OCR disfigured (KG5, PC5, CARTQNS); short ones only through letters that look alike."""
    letters = as_letters(word).rstrip(".")
    if len(letters) < 2 or not letters.isalpha():
        return None
    known = units_by_name()
    if letters != word and letters in known:
        return letters, known[letters], 0.2
    if len(letters) < 5 or letters.endswith("ED"):  # `2023 bottled wine` counts no bottles
        return None
    near = [n for n in known if n.isascii() and len(n) > 4 and OSA.distance(n, letters, score_cutoff=1) <= 1]
    return (near[0], known[near[0]], 0.25) if near and len({known[n] for n in near}) == 1 else None


_BEFORE = re.compile(r"(?<![A-Z])(?P<unit>[A-Z][A-Z./]{1,7}|[㎏㎡㎥])\s?[:.]{0,2}\s{0,2}$")


def _unit_before(text: str, folded: str, since: int, start: int) -> tuple[str, Unit, int] | None:
    """`KGS 6,240`, `NOS. 500`: a unit in front, unless it belongs to the number before it."""
    match = _BEFORE.search(folded, max(since, start - 12), start)
    unit = unit_named(match["unit"]) if match else None
    if not match or not unit or match["unit"].rstrip(".") in ("NO", "BO", "TAN", "MIL", "CASE", "BOX", "PACK"):
        return None
    taken = _unit_pattern().match(folded, since)
    if taken and since and taken.end() >= match.end("unit"):
        return None
    return _as_printed(text[slice(*match.span("unit"))], unit), unit, match.start("unit")


def unit_in_header(text: str) -> str | None:
    """The unit that a column header gives (`QUANTITY (PCS)`, `毛重(KG)`, `数量/件`, `Qty in Nos.`), in upper case."""
    folded = fold(text)
    for match in re.finditer(r"[(\[/:]\s?([^()\[\]/:]{1,18}?)\s?(?:[)\]]|$)", folded):
        unit = unit_named(match[1])
        if unit:
            return _as_printed(text[slice(*match.span(1))], unit)
    words = text.split()
    for count in (2, 1):
        tail = " ".join(words[-count:])
        unit = unit_named(fold(tail))
        closes = len(tail) > 1 and (unit.code not in _HEADINGS or fold(tail) in _PIECES) if unit else False
        closes = closes or (unit is not None and len(words) > count and words[-count - 1].upper() == "IN")
        if unit and (len(words) == count or closes) and tail.upper() != "UNIT":
            return _as_printed(tail, unit)
    match = re.search(rf"[{CJK}]([A-Z]{{2,4}})$", folded.strip())
    unit = unit_named(match[1]) if match else None
    return _as_printed(match[1], unit) if match and unit else None


_PIECES = ("PCS", "PCE", "PC")
"""Ways to write the unit NO that close a heading as its unit: `TTL PCS`."""
_HEADINGS = ("NO", "PKG", "SET", "PACK", "GRS")
"""Codes of units whose names close a heading without giving its unit (ITEM NO, NUMBER OF PACKAGES, WEIGHT GROSS)."""


def is_weight(unit: str | None) -> bool:
    """Whether a unit as printed is one of weight."""
    known = unit_named(unit) if unit else None
    return known is not None and known.family == "weight"


def to_kg(quantity: Quantity) -> Decimal | None:
    """Its weight in kilograms; a weight without a unit is taken as kilograms, anything else than a weight is None."""
    if quantity.family != "weight":
        return None
    unit = unit_named(quantity.unit)
    return quantity.number * unit.factor if unit else quantity.number
