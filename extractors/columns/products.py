"""Which of two meanings a number has where quantity, unit price and amount stand beside each other: they multiply."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.sighted import Values
from schemas.record import Value, typed_from_json, typed_to_json

FACTORS = ("quantity", "unit_price", "value")
ALIKE = (*FACTORS, "planned_quantity")
"""Columns that write thousands alike."""
PROVEN = 0.95
"""What a number counts that its product proves."""
ROUNDED = Decimal("0.005")
"""Share of the amount by which a rounded product may differ; two meanings of a number are a thousand times apart."""
POINT = re.compile(r"(?<![0-9.,])[0-9]{1,3}\.[0-9]{3}(?![0-9.,])")
"""`12.000`, which is twelve or twelve thousand."""


def settle_products(lines: Sequence[Values]) -> None:
    """Of the meanings of a line's numbers those that multiply: `12.000` at `38.500` are `462.000.000`.

    What points mean in the lines so proven they mean in the others and in the columns beside.
    """
    parted: set[bool] = set()
    for line in lines:
        meanings = [_meanings(name, line[name]) for name in FACTORS if name in line]
        if len(meanings) < len(FACTORS) or all(len(several) == 1 for several in meanings):
            continue
        met = [numbers for numbers in itertools.product(*meanings) if _multiply(*numbers)]
        if len({numbers[0] for numbers in met}) != 1:
            continue
        for name, number in zip(FACTORS, met[-1], strict=True):
            if len(_meanings(name, line[name])) > 1:
                line[name] = _meaning(name, line[name], number)
                parted |= {number >= 1000} if POINT.search(line[name].raw) else set()
    if len(parted) == 1:
        for line, name in itertools.product(lines, ALIKE):
            if name in line and POINT.search(line[name].raw) and len(_meanings(name, line[name])) > 1:
                pick = max if parted == {True} else min
                line[name] = _meaning(name, line[name], pick(_meanings(name, line[name])))


def _meanings(name: str, value: Value) -> list[Decimal]:
    numbers = [value.value, *(typed_from_json(name, other) for other in value.alternatives)]
    known = [number for number in numbers if isinstance(number, Decimal)]
    return [*known, known[0] * 1000] if len(known) == 1 and POINT.search(value.raw) and known[0] < 1000 else known


def _meaning(name: str, value: Value, number: Decimal) -> Value:
    others = tuple(typed_to_json(other) or "" for other in _meanings(name, value) if other != number)
    return replace(value, value=number, confidence=max(value.confidence, PROVEN), alternatives=others)


def _multiply(quantity: Decimal, price: Decimal, amount: Decimal) -> bool:
    return amount != 0 and abs(quantity * price - amount) <= abs(amount) * ROUNDED
