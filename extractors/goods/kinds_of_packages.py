"""What packages are, told before the goods whose number stands in the column beside: `24 | CARTONS OF BALL VALVES`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.nlp import goods
from extractors.sighted import Values
from extractors.tables.heads import OF_PACKAGES

BEHIND = re.compile(
    r"(?P<stroke>\s*[:–—-]\s+)|\s+(?P<holds>(?:STC|S\.T\.C\.?|SAID TO CONTAIN)\b\s*:?\s*)|"
    r"\s+(?P<of>OF\s+(?!A\s))?(?!A\s)",
    re.IGNORECASE,
)
"""What may part the kind from the goods. `BAGS OF A …` are goods themselves."""
FEWEST_ALIKE = 2


def kinds_before_goods(lines: Sequence[Values], header: str) -> None:
    """Part `PIECES` or `CARTONS:` from the goods behind it, where the column beside counts them.

    `BAGS OF PAPER` may be the goods, so that `OF` counts only where the header asks for packages too or several lines
    all begin so.

    Args:
        header: what stands over the goods.
    """
    counted = [line for line in lines if "description" in line and "packages" in line and "package_kind" not in line]
    parts = [_kind_and_goods(str(line["description"].value)) for line in counted]
    all_of = len(parts) >= FEWEST_ALIKE and all(part is not None for part in parts)
    told = all_of or OF_PACKAGES.search(header) is not None
    for line, part in zip(counted, parts, strict=True):
        if part is None or (part[2] and not told):
            continue
        named = line["description"]
        line["package_kind"] = replace(named, value=part[0])
        line["description"] = replace(named, value=part[1])


def _kind_and_goods(text: str) -> tuple[str, str, bool] | None:
    """The kind that a name begins with, the goods behind it and whether `of` joins the two; None where none does."""
    parsed = goods.parse_goods(f"1 {text}")
    kind = parsed.package_kind and parsed.package_kind.value
    if kind is None and parsed.quantity and parsed.quantity.start == 0:
        kind = parsed.quantity.value.unit
    if not kind or not text.upper().startswith(kind.upper()):
        return None
    behind = BEHIND.match(text, len(kind))
    if not kind.upper().endswith("S") and not (behind and behind["holds"]):
        return None
    rest = parsed.description.lstrip(" :–—-")
    return (kind, rest, behind["of"] is not None) if behind and rest else None
