"""What names the items of a list in running print: of materials also their grade and who supplies them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.forms import Part
from extractors.goods.item_captions import MOST, Item
from extractors.goods.item_told import COMMA, Fact, Span, Told, trimmed
from extractors.parties.companies import COMPANY


def name_words(found: Sequence[Told], items: Sequence[Item], part: Part) -> None:
    """Words name the goods; of materials further words are their grade, and a company who supplies them."""
    firms = _before_countries(found, items) if part == "materials" else [None] * len(items)
    for one, item, before in zip(found, items, firms, strict=True):
        words = [span for span in one.words if span != before]
        if part == "materials":
            firm, words = (before, words) if before else _firm_apart(item.text, words)
            if firm and "supplier" not in one.facts:
                one.facts["supplier"] = Fact(firm[0], *firm, captioned=False)
        names = [span for span in words if re.search(r"[^\W\d_]{2}|[\u2e80-\u9fff]", item.text[slice(*span)])]
        if "goods" not in one.facts and names:
            one.facts["goods"] = Fact(names[0][0], *names[0], captioned=False)
        named = one.facts.get("goods")
        others = [span for span in words if named and span[0] > named.end]
        if part == "materials" and "grade" not in one.facts and others:
            one.facts["grade"] = Fact(others[0][0], *others[0], captioned=False)
    often = Counter(name for one in found for name in one.facts)
    for one in found:
        if "grade" in one.facts and not one.facts["grade"].captioned and often["grade"] < MOST * len(found):
            del one.facts["grade"]
    if part == "materials" and often["grade"] < MOST * len(found):
        _grades_behind_commas(found, items)


def counts_behind_colons(found: Sequence[Told], items: Sequence[Item]) -> None:
    """Take the counts behind colons whose unit nobody knows, where those of most items stand so: `MDF: 312 hoja`."""
    known = [one.facts.get("quantity") for one in found]
    behind = [
        f is not None and item.text[: f.begin].rstrip().endswith((":", "："))
        for f, item in zip(known, items, strict=True)
    ]
    if 2 * sum(behind) < len(items):
        return
    for one, item in zip(found, items, strict=True):
        for n, (start, end) in enumerate(one.words if "quantity" not in one.facts else ()):
            count = COUNT.search(item.text, start, end)
            if count and (name := trimmed(item.text, start, count.start())):
                one.words[n] = name
                one.facts["quantity"] = Fact(count.start("own"), *count.span("own"), captioned=False)
                break


COUNT = re.compile(r"[:：]\s?(?P<own>\d[\d.,]*+\s[^\W\d_]{1,12})$")


def _before_countries(found: Sequence[Told], items: Sequence[Item]) -> list[Span | None]:
    """The words right before a country in brackets, where most items have them behind their goods: who supplies it, as
    in `Oak veneer: 540 m2 - Delta Timber (Chile)`.
    """
    spans: list[Span | None] = []
    for one, item in zip(found, items, strict=True):
        land = one.facts.get("origin_country")
        open_at = len(item.text[: land.begin].rstrip(" (（")) if land else 0
        bracket = land is not None and re.search(r"[(（]\s*$", item.text[: land.begin]) is not None
        spans.append(next((s for s in one.words[1:] if bracket and s[1] == open_at), None))
    enough = sum(map(bool, spans)) >= MOST * len(items)
    return spans if enough else [None] * len(items)


def _grades_behind_commas(found: Sequence[Told], items: Sequence[Item]) -> None:
    """Part the names at their first commas where nearly all have one, and a colon or the count behind what follows it:
    `Oak veneer, 0.6 mm: 540 m2`.
    """
    parted: list[tuple[Told, Fact, Fact] | None] = []
    for one, item in zip(found, items, strict=True):
        goods = one.facts.get("goods")
        comma = COMMA.search(item.text, goods.start, goods.end) if goods and not goods.captioned else None
        ended = NAMED.match(item.text, goods.end) if goods else None
        if goods is None or comma is None or ended is None:
            parted.append(None)
            continue
        name = Fact(goods.begin, goods.start, comma.start(), captioned=False)
        parted.append((one, name, Fact(comma.end(), comma.end(), ended.end("more"), captioned=False)))
    if sum(p is not None for p in parted) < max(FEWEST_PARTED, NEARLY_ALL * len(items)):
        return
    for one, name, grade in (p for p in parted if p):
        one.facts |= {"goods": name, "grade": grade}


NAMED = re.compile(r"(?P<more>(?:\s[^\W\d_]{1,3}(?=\s?[:：]))?)\s?(?:[:：]|[-–—,]\s|\d)")
"""What stands behind a name; a short word before the colon is its own, as in `22 in:`."""
FEWEST_PARTED, NEARLY_ALL = 3, 0.8
"""Items, and share of them, whose names have a comma, from which it parts names and grades."""


def _firm_apart(text: str, words: Sequence[Span]) -> tuple[Span | None, list[Span]]:
    """The company among words behind the first, and the words without it: `600D PU, Delta Trading Co., Ltd.`."""
    for n, (start, end) in enumerate(words):
        firm = COMPANY.search(text, start, end)
        if firm is None:
            continue
        commas = [m.end() for m in COMMA.finditer(text, start, firm.start())]
        begin = next((at for at in reversed(commas) if re.search(r"[^\W\d_]{3}", text[at : firm.start()])), start)
        before = trimmed(text, start, begin) if begin > start else None
        if n or before:
            return (begin, end), [*words[:n], *([before] if before else []), *words[n + 1 :]]
    return None, list(words)


def grades_in_brackets(items: Sequence[Item]) -> list[Span | None]:
    """The brackets right behind the names, with what stands in them, where most materials have them: `lumber (oak)`."""
    found = [BRACKET.match(item.text) for item in items]
    enough = sum(map(bool, found)) >= MOST * len(items)
    return [match.span("bracket") if match and enough else None for match in found]


BRACKET = re.compile(r"[^,，;:()\d]{4,60}(?P<bracket>\([^()]{2,60}\))")
