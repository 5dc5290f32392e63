"""How much of a material went in, of a row that says how much was needed and how much was drawn."""

from __future__ import annotations

from dataclasses import replace

from extractors.forms import Part
from extractors.sighted import Values

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
