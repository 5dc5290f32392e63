"""How pages count themselves and say that they go on: `Page 2 of 3`, `2/3`, `Sheet 2`, `continued`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Run
from extractors.papers.completeness import A_PAGE, COUNTED, OF

CONTINUES = re.compile(
    rf"CONTINUATION|CONTINUED|CONT['’.]?D\b|{A_PAGE}([2-9]|\d\d){OF}\d|"
    r"[(\[]\s*PAGE\s*(?:[2-9]|\d\d)\s*[)\]]|\b([2-9])\s*/\s*[2-9]\b|续页|第\s*[2-9]\s*页",
    re.IGNORECASE,
)
BARE_COUNT = re.compile(r"(?:^|\s)([1-9]\d?)\s?/\s?([1-9]\d?)$")
"""At the head or foot of a page alone."""
PAGE_ALONE = re.compile(
    r"(?:^|\s)(?:PAGE|PG|SHEET|SEITE|P[AÁ]GINA|P[AÁ]G|PAG|BLATT|FEUILLE|HOJA|FOGLIO|SAYFA|TRANG)\.?\s*(?:NO\.?|NR\.?)?\s*[:.#]?\s*([1-9]\d?)\s*$",
    re.IGNORECASE,
)


def counts_pages(line: Sequence[Run]) -> bool:
    return any(sign.search(run.text) for run in line for sign in (COUNTED, PAGE_ALONE, BARE_COUNT))


def without_count(text: str) -> str:
    """What print says besides the number of its page."""
    for sign in (COUNTED, CONTINUES, PAGE_ALONE, BARE_COUNT):
        text = sign.sub(" ", text)
    return text
