"""How pages count themselves and say that they go on: `Page 2 of 3`, `2/3`, `Sheet 2`, `continued`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Run, Sheet
from extractors.papers.completeness import A_PAGE, COUNTED, OF

ON_ANOTHER = r"(?!\s*(?:ON\b|OVER|NEXT|BELOW))"
"""What stands behind the word on the page that comes before: `continued on page 2`, `continued overleaf`."""
CONTINUES = re.compile(
    rf"CONTINUATION|CONTINUED{ON_ANOTHER}|CONT['’.]?D\b{ON_ANOTHER}|{A_PAGE}([2-9]|\d\d){OF}\d|"
    r"[(\[]\s*PAGE\s*(?:[2-9]|\d\d)\s*[)\]]|续页|第\s*[2-9]\s*页",
    re.IGNORECASE,
)
BARE_COUNT = re.compile(r"(?:^|\s)([1-9]\d?)\s?/\s?([1-9]\d?)$")
"""At the head or foot of a page alone: among goods it is a size (`3/8`) or counts packages (`Case 2/6`)."""
HEAD, FOOT = 0.12, 0.9
PAGE_ALONE = re.compile(
    r"(?:^|\s)(?:PAGE|PG|SHEET|SEITE|P[AÁ]GINA|P[AÁ]G|PAG|BLATT|FEUILLE|HOJA|FOGLIO|SAYFA|TRANG)\.?\s*(?:NO\.?|NR\.?)?\s*[:.#]?\s*([1-9]\d?)\s*$",
    re.IGNORECASE,
)


def counts_pages(line: Sequence[Run]) -> bool:
    return any(sign.search(run.text) for run in line for sign in (COUNTED, PAGE_ALONE, BARE_COUNT))


def bare_count(sheet: Sheet) -> tuple[int, int] | None:
    """The page and the pages that `2/3` at the head or foot of a page counts."""
    edge = [run.text for run in sheet.runs if not HEAD < run.box.cy < FOOT]
    counted = [(int(found[1]), int(found[2])) for text in edge if (found := BARE_COUNT.search(text))]
    return next(((page, pages) for page, pages in counted if page <= pages), None)


def continues(sheet: Sheet) -> bool:
    """Whether a page says that another page of its paper comes before it."""
    counted = bare_count(sheet)
    return CONTINUES.search(sheet.text) is not None or (counted is not None and counted[0] > 1)


def without_count(text: str) -> str:
    """What print says besides the number of its page."""
    for sign in (COUNTED, CONTINUES, PAGE_ALONE, BARE_COUNT):
        text = sign.sub(" ", text)
    return text
