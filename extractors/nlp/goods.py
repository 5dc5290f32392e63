"""What stands in a goods cell: packages in figures and words, their kind, the goods alone, codes, weights, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from extractors.nlp.pipelines import LONGEST_CELL, goods_pipeline, in_two_languages, longest
from extractors.typed.codes import find_hs
from extractors.typed.folding import fold, single_spaced
from extractors.typed.found import Found
from extractors.typed.number_words import find_number_words
from extractors.typed.numbers import find_numbers
from extractors.typed.quantities import Quantity, find_quantities

if TYPE_CHECKING:
    from spacy.tokens import Span


@dataclass(frozen=True, slots=True)
class Goods:
    """A goods cell taken apart; every part keeps its span in the text that was handed over.

    Attributes:
        packages, packages_in_words, package_kind: the packages the carrier counts, in the order printed the first
            (of `TWO (2) PALLETS OF 40 CARTONS` the pallets). The figure and the words are both given: they may differ.
        inner_packages, inner_kind: a second level of packing (the 40 cartons).
        total_packages, total_packages_in_words: what a line like `SAY TOTAL ... ONLY` sums up; not put in `packages`.
        description: the goods alone, single spaced; `description_spans` are its places in the text.
        after_end: goods text behind an end mark (`*****`), left out of the description; a sign of tampering.
    """

    description: str
    description_spans: tuple[tuple[int, int], ...] = ()
    packages: Found[Decimal] | None = None
    packages_in_words: Found[Decimal] | None = None
    package_kind: Found[str] | None = None
    inner_packages: Found[Decimal] | None = None
    inner_kind: Found[str] | None = None
    total_packages: Found[Decimal] | None = None
    total_packages_in_words: Found[Decimal] | None = None
    hs_code: Found[str] | None = None
    model: Found[str] | None = None
    marks: Found[str] | None = None
    quantity: Found[Quantity] | None = None
    gross: Found[Quantity] | None = None
    net: Found[Quantity] | None = None
    after_end: str = ""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A counted kind of package: where it stands, the figure, the words, the kind."""

    start: int
    end: int
    figure: Found[Decimal] | None
    words: Found[Decimal] | None
    kind: Found[str]
    level: str
    total: bool


_END_MARK = re.compile(r"(?:[*×＊]\s?){3,}|[=_#~]{3,}|-{4,}|(?:[xX]\s?){6,}|\*{2}")
_HS_PHRASE = re.compile(
    r"\(?\s?(?:(?<![A-Z])(?:ITC\s?\(?\s?)?H\s?\.?\s?[S5]\s?\.?|(?<![A-Z])HTS(?:US)?|(?<![A-Z])R?ITC|"
    r"(?<![A-Z])(?:CODE |CODIGO )?S\s?\.?\s?H\s?\.?(?![A-Z])|NCM|G\.?T\.?I\.?P\.?|"
    r"(?<![A-Z])C\.?C\.?C\.?\s?(?:CODE|NO)|(?:CUSTOMS |HARMONI[SZ]ED )?TARIFF|COMMODITY CODE|INTRASTAT|ZOLLTARIF|TARIC|"
    r"(?:STATISTISCHE |STAT\.? )?WARENN(?:UMMER|R)|"
    r"(?<![A-Z])P\.\s?A\.|PARTIDA|FRACCION|ARANCEL|NANDINA|NALADISA|(?<![A-Z])(?:CN|KN)[ -]?(?:CODE|KOD)|"
    r"SCHED(?:ULE)?\.?\s?B|VOCE DOGANALE|(?<=\()S\.?\s?A\.?(?![A-Z])|商品编码|税则号|税号|海关编码)[^0-9\n]{0,44}$"
)
_MODEL = re.compile(
    r"(?<![A-Z])(?:(?:MODEL|ART(?:ICLE)?|ITEM|STYLE|PART|TYPE|P/?N|REF)\b\s?\.?\s?(?:(?:NO|NUMBER|NOS|#)\s?\.?\s?[:#]?|[:#])|"
    r"MODEL(?=\s[A-Z]{0,5}-?[0-9])|"
    r"规格型号|型号|货号|款号)\s{0,2}:?\s{0,2}"
    r"(?P<value>[A-Z0-9][A-Z0-9\-./_+*&]*(?:\s?[,/]\s?[A-Z0-9\-]*[0-9][A-Z0-9\-]*){0,6})"
)
_MARKS = re.compile(
    r"(?<![A-Z])(?:N\s?/\s?M(?![A-Z])|NO MARKS?(?![A-Z])|(?:SHIPPING )?MARKS?(?: AND N(?:UMBERS|OS\.?))?\s?:\s?"
    r"(?:N\s?/\s?M(?![A-Z])|[^\n]{1,60})|"
    r"唛头\s?[:]?\s?[^\n]{1,40}|C/NO\.?\s?[:]?\s?[0-9]+(?:\s?-\s?(?:[0-9]+|UP))?|"
    r"CTN NOS?\.?\s?[:]?\s?[0-9]+(?:\s?-\s?[0-9]+)?)"
)
_REFERENCE = re.compile(
    r"(?<![A-Z])(?:(?:P/?O|L/?C|S/?C|CONTAINER|CNTR|SEAL|CONTRACT|INVOICE|INV|ORDER|PROFORMA INVOICE|LOT|"
    r"BATCH)\s?\.?\s?(?:NO|NUMBER|#)\s?[.:#]{0,2}\s?[A-Z0-9][A-Z0-9\-/.]{0,30}[0-9][A-Z0-9\-/]{0,30}"
    r"(?:\s?(?:DATED?|OF)\s[A-Z0-9., /-]{6,16})?)"
)
_CONTAINERS = re.compile(
    r"(?:(?:ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)\s?)?\(?(?<![0-9])[0-9]{1,2}\)?\s?[X×*]\s?(?:20|40|45)\s?"
    r"(?:(?:'|FT|FEET)\s?(?:HQ|HC|GP|DV|DC|RF|RH|OT|FR)?|HQ|HC|GP|DV|FCL|(?=CONTAINER))\s?"
    r"(?:FCL|CONTAINERS?(?:\(S\))?)?"
)
_GAP = re.compile(r"[\s()\[\].:,\-=~×*]{0,6}(?:X\s)?")
_TOTAL_GAP = re.compile(
    r"[\s:.,\-(=]{0,6}(?:(?:PACKED )?IN(?: WORDS)?|NUMBER OF PACKAGES|OF|PACKAGES|QUANTITY|件数)?[\s:.,\-(=]{0,6}"
)
_BULK = re.compile(
    r"KGS|KILOS|MTS?|M/T|TONS?|TONNES?|METRIC TONS|LBS|M2|M²|SQM|SQ\.?M|CBM|M3|M³|MTRS|YDS|YARDS|"
    r"吨|千克|公斤|平方米|立方米"
)
_NOISE_TAIL = re.compile(r"\s?[:.]?\s?(?:NO\.?\s?:?\s?)?(?:(?:P\.?\s?R\.?\s?)?[A-Z0-9/-]+\.?)?")
_SPECIFIES = re.compile(r"\s?(?:/|PER\b|EACH\b|每)\s?[A-Z箱袋盒包托件]")
_QUANTITY_LABEL = re.compile(r"(?:QUANTITY|QTY|Q'TY|数量)\s?[:.]{0,2}\s?$")
_EDGE = " \t\r\n,;:.-/|\\&+=~\"'"


def parse_goods(text: str) -> Goods:
    """Take a goods cell apart: `FIVE HUNDRED (500) CARTONS OF LED LAMPS *** ***`.

    The text may have several printed lines and the total line of the certificate. About 0.6 ms warm.
    """
    text = text[:LONGEST_CELL]
    folded = fold(text)
    doc = goods_pipeline()(folded)
    spans = longest(list(doc.spans["ruler"]))
    phrases = list(_phrases(text, folded, spans))
    totals = [p for p in phrases if p.total]
    counted = sorted((p for p in phrases if not p.total), key=lambda p: (p.words is None, p.level == "retail", p.start))
    outer, inner = counted[0] if counted else None, counted[1] if len(counted) > 1 else None
    figure = outer and outer.figure
    again = None
    if outer and inner and outer.words and inner.figure and inner.figure.value == outer.words.value:
        # `1200 PACKAGES (ONE THOUSAND TWO HUNDRED PACKAGES ONLY)`
        figure, again, inner = figure or inner.figure, inner, None
    bought = None
    if outer and inner and (outer.level != inner.level or outer.kind.value == inner.kind.value):
        bought, inner = inner, None
    hs = _codes(text, folded)
    model, marks = _labelled(text, folded, _MODEL, "value"), _labelled(text, folded, _MARKS, 0)
    phrased = [p for p in (*totals, outer, inner, again, bought) if p]
    signs = [NUMBER_SIGN.search(folded, 0, p.start) for p in phrased]
    used = [(sign.start() if sign else p.start, p.end) for p, sign in zip(phrased, signs, strict=True)]
    used += [span for _, span in hs] + [(m.start, m.end) for m in (marks,) if m]
    used += [m.span() for pattern in (_MODEL, _REFERENCE, _CONTAINERS) for m in pattern.finditer(folded)]
    used += _noise(folded, spans)
    amounts = _amounts(text, folded, used)
    used += [(a.start, a.end) for a in amounts]
    description, places, after = _description(text, folded, used, spans)
    total = totals[-1] if totals else None
    plain = [a for a in amounts if not a.value.label]
    if bought and bought.figure and bought.level == "retail" and not plain:
        amount = Quantity(bought.figure.value, bought.kind.value, "package")
        plain = [Found(amount, bought.start, bought.end, text[bought.start : bought.end], bought.figure.sure)]
    return Goods(
        description, places,
        packages=figure, packages_in_words=outer and outer.words, package_kind=outer and outer.kind,
        inner_packages=inner and (inner.figure or inner.words), inner_kind=inner and inner.kind,
        total_packages=total and total.figure, total_packages_in_words=total and total.words,
        hs_code=hs[0][0] if hs else None, model=model, marks=marks,
        quantity=next((a for a in plain if a.value.family == "count"), plain[0] if plain else None),
        gross=next((a for a in amounts if a.value.label == "gross"), None),
        net=next((a for a in amounts if a.value.label == "net"), None),
        after_end=after,
    )  # fmt: skip


NUMBER_SIGN = re.compile(r"(?<![A-Z0-9])N(?:[RO]?\.|[°º])\s?$")
"""The sign that some languages put before a count: `N. 5 CASSE`, `Nr. 3 COLLI`."""
COUNTED = re.compile(r"\W*\d[\d.,]*\s+[^\W\d]+(?:\s[^\W\d]+)?(?:\(S\))?\s+(?:OF|DE|VON|DI)\b", re.IGNORECASE)


def counts_packages(text: str) -> bool:
    """Whether print tells packages of goods: `47 CTNS OF VALVES`, but `6. Description of goods`, a numbered caption."""
    return COUNTED.match(text) is not None and parse_goods(text).package_kind is not None


def _phrases(text: str, folded: str, spans: list[Span]) -> Iterator[_Phrase]:
    """The counted kinds: `FIVE HUNDRED (500) CARTONS`, `(500) FIVE HUNDRED CARTONS`, `CARTONS: 500`, `500箱`."""
    figures, words = find_numbers(text), find_number_words(text)
    words = [w for w in words if not any(f.start <= w.start < f.end for f in figures)]
    materials = [s for s in spans if s.label_ == "MATERIAL"]
    for kind in (s for s in spans if s.label_.startswith("KIND")):
        start = kind.start_char
        for material in reversed(materials):
            if material.end_char <= start and not folded[material.end_char : start].strip():
                start = material.start_char
        stop = in_two_languages(kind, spans, folded)
        end = stop + _length(r"\(S\)|\.", folded, stop)
        if _SPECIFIES.match(folded, end) or folded[kind.end_char : kind.end_char + 1] == "装":
            continue
        figure, word, first, last = _count(folded, figures, words, start, end)
        figure = figure and _whole(figure)
        if not figure and not word:
            continue
        if re.search(r"[0-9]\s?(?:/|X|PER)\s?$", folded[:first]):
            continue
        lead = _total_lead(folded, spans, first)
        spelt_out = word and (figure or kind.text == "件")
        if kind.id_ == "piece" and not spelt_out and lead is None:
            continue  # pieces of goods, unless spelt out or summed up
        meant = "".join(t.norm_ + t.whitespace_ for t in kind).strip().upper()
        sure = 1.0 if kind.text == meant else 0.85
        name = text[kind.start_char : stop].upper() if sure == 1 else meant
        name += "(S)" * folded.startswith("(S)", stop)
        printed = single_spaced(text[start : kind.start_char].upper() + name)
        found = Found(printed, start, stop, text[start:stop], sure, (), sure < 1)
        if lead is not None:
            last = _total_end(folded, spans, last)
        yield _Phrase(
            first if lead is None else lead, last, figure, word, found, kind.label_.split("-")[1], lead is not None
        )


def _whole(figure: Found[Decimal]) -> Found[Decimal]:
    """Packages are whole: 1.200 CARTONS are twelve hundred."""
    other = next((a for a in figure.alternatives if a == a.to_integral_value()), None)
    if other is None or figure.value == figure.value.to_integral_value():
        return figure
    return replace(figure, value=other, alternatives=(figure.value,))


def _count(
    folded: str, figures: list[Found[Decimal]], words: list[Found[Decimal]], start: int, end: int
) -> tuple[Found[Decimal] | None, Found[Decimal] | None, int, int]:
    """The figure and the words that count a kind standing at start-end, and the span of all of it."""
    figure = word = None
    first = start
    for _ in range(2):
        numbers = [n for n in (*figures, *words) if n.end <= first and n is not figure and n is not word]
        near = max(numbers, key=lambda n: n.end, default=None)
        if near is None or not _GAP.fullmatch(folded[near.end : first]) or "\n\n" in folded[near.end : first]:
            break
        is_word = near in words
        if (is_word and word) or (not is_word and figure):
            break
        if is_word:
            word = near
        else:
            figure = near
        first = near.start
    if figure or word:
        first -= bool(re.search(r"[(\[]$", folded[:first]))
        return figure, word, first, end
    label = re.match(r"\s?[:：#]\s?", folded[end:])
    after = next((f for f in figures if label and f.start == end + label.end()), None)
    return (after, None, start, after.end) if after else (None, None, start, end)


def _total_lead(folded: str, spans: list[Span], first: int) -> int | None:
    """Where the total line begins whose count starts at `first`, None when it is no total."""
    leads = [s for s in spans if s.label_ == "TOTAL" and s.end_char <= first]
    if not leads:
        return None
    gap = folded[leads[-1].end_char : first]
    if not _TOTAL_GAP.fullmatch(gap):
        return None
    start = leads[-1].start_char
    for lead in reversed(leads[:-1]):
        if re.fullmatch(r"[\s:.,\-]*", folded[lead.end_char : start]):
            start = lead.start_char
    return start - (folded[start - 1 : start] == "(")


def _total_end(folded: str, spans: list[Span], last: int) -> int:
    for close in (s for s in spans if s.label_ == "CLOSE"):
        if close.start_char >= last and re.fullmatch(r"[\s.,)(]*", folded[last : close.start_char]):
            return close.end_char + _length(r"[.)\s]+", folded, close.end_char)
    return last


def _length(pattern: str, folded: str, at: int) -> int:
    match = re.compile(pattern).match(folded, at)
    return len(match.group()) if match else 0


def _codes(text: str, folded: str) -> list[tuple[Found[str], tuple[int, int]]]:
    """HS codes with the span of label and code."""
    found: list[tuple[Found[str], tuple[int, int]]] = []
    for code in find_hs(text):
        label = _HS_PHRASE.search(folded, max(0, code.start - 60), code.start)
        if label or "." in code.raw:
            end = code.end + (folded[code.end : code.end + 1] == ")" and bool(label and "(" in label.group()))
            found.append((code, (label.start() if label else code.start, end)))
    return found


def _labelled(text: str, folded: str, pattern: re.Pattern[str], group: str | int) -> Found[str] | None:
    match = pattern.search(folded)
    if not match:
        return None
    start, end = match.span(group)
    return Found(single_spaced(text[start:end]).strip(" .,"), start, end, text[start:end], 0.9)


def _noise(folded: str, spans: list[Span]) -> Iterator[tuple[int, int]]:
    """Spans that are neither goods nor packages, such as MADE IN with the country behind it."""
    for span in spans:
        if span.label_ == "NOISE":
            tail = _NOISE_TAIL.match(folded, span.end_char)
            alone = span.text.startswith(("FREIGHT", "SHIPPER", "NO ", "END", "NOTHING", "TO BE"))
            yield span.start_char, span.end_char + (len(tail.group()) if tail and not alone else 0)


def _amounts(text: str, folded: str, used: list[tuple[int, int]]) -> list[Found[Quantity]]:
    """Quantities and weights, but not the sizes and ratings that belong to the goods (500 ML, 3-PIECE, 20 FT)."""
    amounts: list[Found[Quantity]] = []
    for start, end in used:
        folded = folded[:start] + "\n" * (end - start) + folded[end:]
    for found in find_quantities(text):
        quantity = found.value
        if any(s < found.end and found.start < e for s, e in used) or _SPECIFIES.match(folded, found.end):
            continue
        if _HYPHENED.fullmatch(found.raw):
            continue
        if re.search(r"[0-9A-Z]\s?(?:/|X|PER|\*)\s?$", folded[: found.start]):
            continue
        labelled = _QUANTITY_LABEL.search(folded, max(0, found.start - 14), found.start)
        many = not re.fullmatch(r"PIECE|PAIR|UNIT|SET|SHEET|BOTTLE|KIT", quantity.unit) or quantity.number == 1
        bulk = _BULK.fullmatch(quantity.unit)
        if quantity.unit and (
            quantity.label or labelled or (quantity.family == "count" and many) or (bulk and _at_edge(folded, found))
        ):
            start = labelled.start() if labelled else found.start
            amounts.append(replace(found, start=start, raw=text[start : found.end]))
    return amounts


_HYPHENED = re.compile(r"\d+-[^\W\d]+\.?")
"""`38-pc`, `12-pair`: the goods are made up so; how many of them there are is said with a blank."""


def _at_edge(folded: str, found: Found[Quantity]) -> bool:
    """First or last on its printed line, or before OF: an amount of the goods rather than a size of them."""
    before, after = folded[: found.start].rstrip(" ("), folded[found.end :].lstrip(" )")
    return before[-1:] in ("", "\n", "/", ",") or not after or re.match(r"\n|OF |IN |PACKED |[*,/]", after) is not None


def _description(
    text: str, folded: str, used: list[tuple[int, int]], spans: list[Span]
) -> tuple[str, tuple[tuple[int, int], ...], str]:
    """What is left of the cell: the goods, their places, and goods text behind an end mark."""
    ends = [m.span() for m in _END_MARK.finditer(folded)]
    free = list(_left(len(text), sorted([*used, *ends])))
    last_mark = next((s for s, _ in ends if any(_words(folded[a:b]) for a, b in free if b <= s)), len(text))
    pieces = [(a, b) for a, b in free if a < last_mark]
    after = single_spaced(" ".join(text[a:b] for a, b in free if a >= last_mark)).strip(_EDGE)
    leads = {s.start_char: s.end_char for s in spans if s.label_ in ("LEAD", "TOTAL", "CLOSE")}
    trimmed = [t for a, b in pieces if (t := _trimmed(folded, a, b, leads))]
    joined = "".join(_join(text, trimmed, i) for i in range(len(trimmed)))
    return single_spaced(joined), tuple(trimmed), after if _words(fold(after)) else ""


def _left(length: int, used: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in used:
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _words(folded: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", folded))


def _trimmed(folded: str, start: int, end: int, leads: dict[int, int]) -> tuple[int, int] | None:
    """A piece without punctuation, empty brackets and lead words (OF, SAID TO CONTAIN) at its edges."""
    while start < end:
        piece = folded[start:end]
        left = len(piece) - len(piece.lstrip(_EDGE + ")]*|"))
        empty = re.match(
            r"\(\s*\)|[0-9]{1,2}[.)]\s(?=[A-Z])|[X×@]\s?[0-9.,]+\s?(?:KGS?|LBS?|LTRS?)(?: EACH| NET)?(?![A-Z])",
            piece[left:],
        )
        left += empty.end() if empty else 0
        lead = leads.get(start + left)
        if lead and lead <= end:
            left = lead - start
        ends = piece.rstrip(_EDGE + "([*|")
        ends = re.sub(r"\(\s*\)$", "", ends)
        inches = re.search(r"[0-9]\s?IN$", ends) is not None  # `18 in`, and no `IN` before what packs the goods
        at_end = (s for s, e in leads.items() if e == start + len(ends) and s >= start + left)
        trailing = None if inches else next(at_end, None)
        right = (trailing - start) if trailing is not None else len(ends)
        if left == 0 and right == len(piece):
            break
        start, end = start + left, start + max(right, left)
    text = folded[start:end]
    if not re.search(r"[^\W_]", text) or (not re.search(r"[^\W\d_]", text) and len(text) < 3):
        return None
    opened, closed = text.count("("), text.count(")")
    if closed < opened and end < len(folded) and folded[end] == ")":
        end += 1
    return start, end


def _join(text: str, pieces: list[tuple[int, int]], index: int) -> str:
    """A piece with what parts it from the one before: a blank, or nothing between Chinese characters."""
    start, end = pieces[index]
    piece = text[start:end]
    if index == 0:
        return piece
    before = text[pieces[index - 1][1] - 1]
    return piece if ord(before) > 0x2E80 and ord(piece[0]) > 0x2E80 else f" {piece}"
