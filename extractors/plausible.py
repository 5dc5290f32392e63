"""Values that do not look like what their field holds are no facts: they are kept, and doubted.

What is wrong on paper of an unknown layout is seldom a letter. It is a value with a caption in it, a cell that ran into
its neighbour, an amount of another column. Such things show in the value itself, or in what is printed beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.captions.labels import Labels
from extractors.captions.wording import ASKED_BEHIND
from extractors.sighted import Values
from schemas.record import Value
from schemas.reference.units import unit_named

DOUBTED = 0.7
NAMES = frozenset(
    "exporter consignee producer importer supplier buyer certifier issuer importer_name consignee_name "
    "importing_carrier notify_party manufacturer".split()
)
GOODS = frozenset(("description", "grade", "specification"))
WORDED = NAMES - {"importing_carrier"} | {"description"}
"""Fields that hold words; a carrier may be two letters (`CX`)."""
FREE = frozenset(
    "transport marks remarks vessel port_of_loading port_of_discharge place_of_delivery issuing_carrier agent "
    "approved_by issued_by".split()
)
"""Fields that hold print of any form, but no caption of the form alone."""
ASKS = re.compile(
    r"\bE-?MAIL\b|\b(?:TELE)?PHONE\b|\bFAX\b|\(IF (?:KNOWN|DIFFERENT|ANY|OTHER)|"
    r"\bNAME AND ADDRESS\b|\bORIGIN (?:CONFERRING )?CRITERI|\bCOUNTRY OF ORIGIN\b|\bPRODUCT OF\b|"
    r"\bRELATED PART(?:Y|IES)\b|\bADDITIONAL DUTY\b|\bDUTIES OWED\b|\bSECTION (?:201|232|301)\b|"
    r"\bINVOICE (?:NO|NUMBER|VALUE)\b|\bPACKING LIST\b|\bQUANTITY\s?/|\bLOT (?:NO|NUMBER)\b|"
    r"批[号號]|炉号|爐號|单位|單位|数量|數量|供应商|供應商|原产国",
    re.IGNORECASE,
)
"""What forms ask in; it stands in no name and in no goods."""
ROLE_ALONE = re.compile(
    r"(?:the\s+)?(?:exporter|consignee|producer|importer|certifier|supplier|buyer|seller)s?", re.IGNORECASE
)
FORM_PRINT = re.compile(
    r"\W*(?:(?:ORIGINAL|COPY|DUPLICATE|TRIPLICATE|SPECIMEN|TOTALS?|S\.? ?NO|X|EUR\.? ?1|CERTIFICATE OF ORIGIN)\W*"
    r"(?:N[°ºo]\W*)?)?|.{0,20}\b(?:FOR OFFICIAL USE|DECLARATION BY|UNDERSIGNED|UNTERZEICHNE\w*|SOUSSIGN\w*|"
    r"ABAJO FIRMANTE|INFRASCRIT\w*|SOTTOSCRITT\w*|ABAIXO ASSINADO|NIŻEJ PODPISAN\w*|İMZASI BULUNAN)\b.*|"
    r"\((?:INCLUDING|IF|SEE|AS|WHERE|INDICATE|SPECIFY|STATE)\b.*|TOTAL\W+\d.*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands on the form before anybody fills it in, next to a box that was left blank."""
COUNTED = frozenset("packages quantity gross_weight_kg net_weight_kg".split())
NUMBERS = frozenset("bl_awb bl_number invoice_number order_number record_number certificate_number".split())
CAPTION_OF_NUMBER = re.compile(r"\d{1,2}[.)]\s+[A-Z][^\d]*|[^\d]*", re.IGNORECASE)
"""`16. I.T. NO`, `LADING / UNLADING`: print without a figure of its own."""
STREET = re.compile(
    r"\d+[A-Z]?\s.*\b(?:ST|STREET|AVE|AVENUE|BLVD|BOULEVARD|RD|ROAD|DR|DRIVE|LN|LANE|HWY|HIGHWAY|PKWY|PARKWAY|STE|SUITE)\b",
    re.IGNORECASE,
)
"""A line of an address, where a name is asked for."""
SHORTEST = 3
"""Letters from which Latin print may name goods or a party; less is a code, or a figure of another column."""
NUMBERED = re.compile(r"\d{1,2}[.)]\s+[^\W\d]")
"""A box number, with a caption behind it."""
CODE_ALONE = re.compile(r"(?:HS|HTS|HTSUS|NCM|CN)\b[\W\d]*", re.IGNORECASE)
TORN = re.compile(r"[)\]}.,;:/]|(?:is|of|and|or|the|by|to|for|on|if|from)\s", re.ASCII)
"""A beginning that belongs to what stands before: a closing bracket, a small word in lower case."""
TWO_TONGUES = re.compile(r"[^\W\d]{3,20} / [^\W\d]{3,20} \w")
"""A caption in two languages that a name was not parted from: `Trasa / Route Garden State …`."""
ROUNDED = Decimal("0.02")
"""A share by which rounded prices and amounts may differ."""


def doubted(values: Mapping[str, Value | None], labels: Labels | None = None) -> dict[str, Value | None]:
    """The fields of a document or of a line, those lowered to `DOUBTED` that do not look like themselves.

    Args:
        labels: the captions of the document's form: where a box was left blank, the nearest of them was taken.
    """
    return {name: _lowered(v) if v and _odd(name, v.value, labels) else v for name, v in values.items()}


def _odd(name: str, value: object, labels: Labels | None) -> bool:
    if not isinstance(value, str):
        return False
    if name == "unit":
        return not any(map(unit_named, (value, *value.split())))
    if name in NUMBERS:
        return CAPTION_OF_NUMBER.fullmatch(value) is not None
    if name not in NAMES | GOODS | FREE:
        return False
    if name in WORDED and value.isascii() and sum(map(str.isalpha, value)) < SHORTEST:
        return True
    if FORM_PRINT.fullmatch(value) or (labels is not None and labels.asks_only(value)):
        return True
    if name in NAMES:
        if ASKED_BEHIND.fullmatch(value):
            return True
        return any(p.match(value) for p in (TORN, TWO_TONGUES, NUMBERED, STREET)) or bool(
            ASKS.search(value) or ROLE_ALONE.fullmatch(value.strip())
        )
    return name in GOODS and bool(TORN.match(value) or ASKS.search(value) or CODE_ALONE.fullmatch(value))


def doubted_amounts(lines: Sequence[Values], total: Value | None) -> list[Values]:
    """Lines whose amounts contradict what is printed beside them, these amounts doubted.

    An amount is borne out by the printed total of all lines, or by its quantity and price; an amount under another
    column's header (a discount, a rate of tax) is neither.
    """
    amounts = [line["value"].value for line in lines if "value" in line]
    known = [x for x in amounts if isinstance(x, Decimal)]
    if total is not None and isinstance(total.value, Decimal) and len(known) == len(lines):
        if _near(sum(known, Decimal(0)), total.value):
            return list(lines)
        if not total.value / 2 < sum(known) < total.value * 2:  # freight and rebates explain less
            return [{**line, "value": _lowered(line["value"])} for line in lines]
    return [_calculated(line) for line in lines]


def doubted_counts(lines: Sequence[Values], total: Value | None) -> list[Values]:
    """Lines that have fewer packages than the printed total counts, their figures doubted: a line was lost, or two
    were taken for one.
    """
    counts = [line["packages"].value for line in lines if "packages" in line]
    known = [x for x in counts if isinstance(x, Decimal)]
    if total is None or not isinstance(total.value, Decimal) or not known or len(known) < len(lines):
        return list(lines)
    if sum(known) >= total.value:
        return list(lines)
    return [{name: _lowered(x) if name in COUNTED else x for name, x in line.items()} for line in lines]


def _calculated(line: Values) -> Values:
    """A line, its value and price doubted where the quantity times the price is something else."""
    quantity, price, value = (line.get(name) for name in ("quantity", "unit_price", "value"))
    if not (quantity and price and value):
        return line
    factors = [x.value for x in (quantity, price, value)]
    if not all(isinstance(x, Decimal) for x in factors):
        return line
    count, each, amount = (Decimal(str(x)) for x in factors)
    if _near(count * each, amount) or any(_near(count * each / scale, amount) for scale in (12, 100, 1000)):
        return line  # prices of a dozen, of a hundred, of a thousand
    return {**line, "value": _lowered(value), "unit_price": _lowered(price), "quantity": _lowered(quantity)}


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= max(ROUNDED * max(abs(one), abs(other)), Decimal("0.05"))


def _lowered(value: Value) -> Value:
    return replace(value, confidence=min(value.confidence, DOUBTED))
