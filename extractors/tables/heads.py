"""Print that may be a column's header, and whether it asks for the goods or for their packages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.captions.labels import Hit
from schemas.page import Box


@dataclass(slots=True)
class Head:
    """Print that may be a column's header: `cell` -1 where no ruling holds it, `bottom` where its last line ends."""

    hit: Hit
    box: Box
    text: str
    cell: int
    bottom: float = field(default=0.0)


GOODS_TOO = re.compile(
    r"DESCRI|DESIGNATION|DÉSIGNATION|\bGOODS\b|MERCHANDISE|COMMODIT|MERCANC|MARCHANDISE|品名|[货貨][物品名]|商品",
    re.IGNORECASE,
)


def packages_apart(band: Sequence[Head]) -> list[Head]:
    """`Number and kind of packages` beside a header that names the goods is of the packages alone."""
    named = [h for h in band if h.hit.name == "goods" and GOODS_TOO.search(h.text)]
    return [
        replace(h, hit=replace(h.hit, names=("packages",)))
        if named and h.hit.name == "goods" and h not in named and OF_PACKAGES.search(h.text)
        else h
        for h in band
    ]


OF_GOODS = re.compile(r"\bOF\s+(?:PACKAGES|PKGS)\b.*\bDESC", re.IGNORECASE)
OF_PACKAGES = re.compile(
    r"PACKAGES?\b|\bPKGS?\b|COLIS|BULTOS|PACKST|\bCOLLI\b|VOLUMES|KOLI|包[装裝]|件[数數]|箱[数數]", re.IGNORECASE
)


def as_goods(head: Head) -> Head:
    """`Packages and description of merchandise` begins with packages but holds the goods."""
    of_goods = re.match(r"\W*(?:QUANTITY|QTY|QUANTIT\w+)\s+OF\b", head.text, re.IGNORECASE)
    names = ("packages", "quantity", "package_kind", *(("item", "marks") if OF_PACKAGES.search(head.text) else ()))
    if head.hit.name not in names or of_goods or not GOODS_TOO.search(head.text[4:]):
        return head
    return replace(head, hit=replace(head.hit, names=("goods",)))
