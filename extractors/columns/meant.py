"""Headers of what was meant to be, or only came, beside those of what was done or kept of it."""

from __future__ import annotations

import re

DONE = ("start_date", "finish_date", "quantity")
"""Columns that hold what really was."""
MEANT = re.compile(
    r"\W*(?:PLAN|SCHED|TARGET|EXPECTED|ESTIMATED|BASIC|REQ|DUE|NEED|LATEST|EARLIEST|ARRIVED|DELIVERED|ECK|SOLL|GEPLANT"
    r"|PREVIST|PROGRAMAD|PR[EÉ]VU|PIANIFICAT|[計计][劃划]|[預预][計计定]|基本|要求|最[早迟遲]|到[货貨]|送[货貨]|[来來]料"
    r"|계획|예정|予定)"
    r"|.*\b(?:PR[EÉ]VUE?|PROGRAMAD[OA]|PREVIST[OA]|PLANIFI|SOLL|PLAN|KH)\b",
    re.IGNORECASE,
)


ALLOWED = re.compile(
    r"\W*(?:LIMIT|QUOTA|BUDGET|MAX|NORM|STD|STANDARD|TH[EÉ]OR|TE[OÓ]RIC|限[额額]|定[额額]|标准|標準|理论|理論|预算|預算)",
    re.IGNORECASE,
)
"""What may be drawn at most, or by the book, beside what was asked for this time."""


MADE_BY = re.compile(
    r"\W*(?:MANUF|MFR|MFG|MAKER|BRAND|HERSTELL|FABRI[CK]ANT|PRODUTT|制造|製造|品牌|厂牌|生产)", re.IGNORECASE
)
"""Who made the material, beside who sold it."""


def is_meant(name: str, header: str) -> bool:
    """Whether a header that may name `name` is of what was meant, so that another is to be taken where one is."""
    allowed = name == "planned_quantity" and ALLOWED.match(header) is not None
    made = name == "supplier" and MADE_BY.match(header) is not None
    return allowed or made or (name in DONE and MEANT.match(header) is not None)
