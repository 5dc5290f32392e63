"""How much of a material went in, of a row that says how much was needed and how much was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.forms import Part
from extractors.sighted import Values
from schemas.record import Value

NEEDED = 0.8
"""What a quantity counts that was asked for, where nothing says how much was taken."""


def went_in(line: Values, part: Part) -> None:
    """Where a row says only how much is needed, that is its quantity, of the whole lot before of one; a question."""
    if "quantity" in line and not (part == "materials" and _none_yet(line)):
        return
    if part == "materials" and "planned_quantity" in line:
        needed = line["planned_quantity"]
        line["quantity"] = replace(needed, confidence=min(needed.confidence, NEEDED))
    elif "quantity_per_unit" in line:
        line["quantity"] = line.pop("quantity_per_unit")


def _none_yet(line: Values) -> bool:
    """Whether nothing has been drawn so far of what is needed: the order was printed before its materials were."""
    needed = line.get("planned_quantity")
    return line["quantity"].value == 0 and needed is not None and needed.value != 0


def of_one_piece(materials: Sequence[Values], products: Sequence[Values]) -> None:
    """Where what is needed is what is used times the pieces to be made, what is used is meant of one piece.

    `使用数量 0.85` beside `应领数量 680` on an order of 800: the quantity that went in is the greater.
    """
    counts = [_number(line.get("planned_quantity", line.get("quantity"))) for line in products]
    pieces = {count for count in (*counts, sum(filter(None, counts))) if count and count > 1}
    both = [line for line in materials if "quantity" in line and "planned_quantity" in line]
    if len(both) < FEWEST or not all(_is_product(line, pieces) for line in both):
        return
    for line in both:
        line["quantity_per_unit"], needed = line["quantity"], line["planned_quantity"]
        line["quantity"] = replace(needed, confidence=min(needed.confidence, NEEDED))


def _is_product(line: Values, pieces: set[Decimal]) -> bool:
    used, needed = _number(line["quantity"]), _number(line["planned_quantity"])
    return bool(used and needed) and any(used * count == needed for count in pieces)


def _number(value: Value | None) -> Decimal:
    return value.value if value is not None and isinstance(value.value, Decimal) else Decimal(0)


FEWEST = 2
"""Materials that must all agree."""
