"""What the items of a list in running print say: tariff number, count, weights, amounts, origin, each known by a small
caption before it or by its look; what is left names the goods.

`3. Ball valves, brass; HS 8481.80; 500 pcs @ USD 2.40 = USD 1,200.00; net 120 kg`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.forms import Part, forms
from extractors.goods.item_captions import Caption, Item, captions, small_words
from extractors.goods.item_looks import (
    CODES,
    COUNTS,
    CRITERION,
    END,
    NUMBERS,
    PER,
    amounts,
    counted,
    value_span,
)
from extractors.goods.item_names import counts_behind_colons, grades_in_brackets, name_words
from extractors.goods.item_told import COMMA, EDGE, Fact, Span, Told, trimmed
from extractors.typed import codes, countries, numbers
from extractors.typed.codes import known_hs6
from extractors.typed.currencies import without_codes
from schemas.reference.units import unit_named


def told(items: Sequence[Item], kind: str, part: Part) -> list[Told]:
    """What each item says."""
    columns = forms()[kind].part(part)
    found: list[Told] = []
    brackets = grades_in_brackets(items) if part == "materials" else [None] * len(items)
    for item, asked, bracket in zip(items, captions(items, kind, part), brackets, strict=True):
        one = Told()
        used = _by_captions(item, asked, one)
        if bracket and not any(a < bracket[1] and bracket[0] < b for a, b in used):
            one.add("grade", _seen(0, (bracket[0] + 1, bracket[1] - 1)))
            used.append(bracket)
        for piece, leads_on in _pieces(item, used):
            _by_look(item.text, piece, one, part, leads_on=leads_on)
        found.append(one)
    for one, item in zip(found, items, strict=True):
        _settle_money(one, item.text)
    if part == "materials":
        counts_behind_colons(found, items)
    name_words(found, items, part)
    for one in found:
        one.facts = {name: fact for name, fact in one.facts.items() if name in columns}
    return found


def _by_captions(item: Item, asked: Sequence[Caption], one: Told) -> list[Span]:
    """Take what stands behind captions; gives the spans of captions and values."""
    used: list[Span] = []
    for at, caption in enumerate(asked):
        limit = asked[at + 1].begin if at + 1 < len(asked) else len(item.text)
        limit = min([limit, *(cut for cut in item.cuts if cut > caption.end)])
        name, span = _asked_for(item.text, caption, limit, one)
        if span is None or name is None:
            used.append((caption.begin, caption.end))
            continue
        one.add(name, Fact(caption.begin, *span, captioned=True))
        used.append((caption.begin, span[1]))
    return used


def _asked_for(text: str, caption: Caption, limit: int, one: Told) -> tuple[str | None, Span | None]:
    """The column a caption asks for and the span of its value: of several the first that is not told yet."""
    names = [name for name in caption.names if name not in one.facts] or list(caption.names)
    for name in names:
        span = value_span(name, text[caption.end : limit])
        if span is not None:
            start, end = caption.end + span[0], caption.end + span[1]
            if name in ("unit_price", *COUNTS) and (per := PER.match(text, end)) and per.end() <= limit:
                if name in COUNTS and per["unit"]:
                    name = "quantity_per_unit"
                else:
                    end = per.end()
            return name, (start, end)
        if name not in ("hs_code", "origin_country", "origin_criterion") and not _is_figures(name):
            return name, _of_words(text, caption.end, limit)
    return None, None


def _is_figures(name: str) -> bool:
    return value_span(name, "1") is not None or name in NUMBERS | CODES


def _of_words(text: str, start: int, limit: int) -> Span | None:
    """Words up to the next mark, or the comma behind which a fact begins."""
    mark = END.search(text, start, limit)
    end = mark.start() if mark else limit
    for comma in COMMA.finditer(text, start, end):
        if _begins_fact(text[comma.end() : end]):
            end = comma.start()
            break
    return trimmed(text, start, end)


def _begins_fact(text: str) -> bool:
    coded = codes.find_hs(text)
    figures = amounts(text) or [(f.start, f.end) for f in counted(text)]
    return bool((coded and coded[0].start < 12) or (figures and not re.search(r"\w", text[: figures[0][0]])))


def _pieces(item: Item, used: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """The parts of an item's text between captions with their values, lines and marks; with whether a caption follows
    on the same line.
    """
    text = item.text
    marks = [m.span() for m in END.finditer(text)]
    cuts = sorted([*used, *((c, c) for c in item.cuts), *(m for m in marks if not any(a <= m[0] < b for a, b in used))])
    since = 0
    begins = {begin for begin, _ in used if begin not in item.cuts}
    for start, end in [*cuts, (len(text), len(text))]:
        if start > since and (span := trimmed(text, since, start)):
            yield span, start in begins
        since = max(since, end)


def _by_look(text: str, piece: Span, one: Told, part: Part, *, leads_on: bool) -> None:
    """Take from a piece what looks like a fact; the rest are words."""
    start, end = piece
    shown = text[start:end]
    taken = [span for span in _codes(shown) if one.add("hs_code", _seen(start, span))]
    for first, stop in amounts(shown):
        each = PER.match(shown, stop)
        if each:
            one.add("unit_price", _seen(start, (first, stop)))
        else:
            one.money.append(_seen(start, (first, stop)))
        taken.append((first, each.end() if each else stop))
    for span, name in _measures(_masked(shown, taken), one, part):  # the next weight is another one
        if one.add(name, _seen(start, span)):
            taken.append(span)
    taken += _between_marks(_masked(shown, taken), start, one, part)
    one.words += [(start + a, start + b) for a, b in _left(shown, taken, leads_on=leads_on)]


def _seen(start: int, span: Span) -> Fact:
    """What nothing but its look tells, in a piece that begins at `start`."""
    return Fact(start + span[0], start + span[0], start + span[1], captioned=False)


def _between_marks(shown: str, start: int, one: Told, part: Part) -> Iterator[Span]:
    """Take countries, criteria and bare numbers that fill what stands between commas and brackets."""
    for sub in SUB.finditer(shown):
        span = trimmed(shown, *sub.span())
        if span is None:
            continue
        text = shown[slice(*span)]
        lands = countries.find_countries(text)
        whole = len(lands) == 1 and lands[0].start <= 1 and lands[0].end >= len(text) - 1
        letter = CRITERION.fullmatch(text) if part == "lines" else None
        if whole and "origin_country" not in one.facts:
            one.add("origin_country", _seen(start, span))
        elif letter and "origin_criterion" not in one.facts:
            one.add("origin_criterion", _seen(start + span[0], letter.span("own")))
        elif BARE.fullmatch(text):
            one.bare.append(_seen(start, span))
        else:
            continue
        yield span


SUB = re.compile(r"(?:[^,，;()\[\]（）\n@=×]|(?<=\d),(?=\d))++")
"""What stands between commas and brackets."""
BARE = re.compile(r"\d[\d.,' ]*")


def _masked(text: str, taken: Sequence[Span]) -> str:
    for a, b in taken:
        text = text[:a] + "\n" * (b - a) + text[b:]
    return text


def _codes(text: str) -> Iterator[Span]:
    for code in codes.find_hs(text):
        dotted = "." in code.raw
        known = code.value[:6] in known_hs6() and len(code.value) in (6, 8, 10)
        if code.sure >= 0.6 and (dotted or known):
            yield code.start, code.end


def _measures(text: str, one: Told, part: Part) -> Iterator[tuple[Span, str]]:
    """Counts and weights that stand between marks of their own, or that words with `of` follow."""
    for found in counted(text):
        quantity = found.value
        unit = unit_named(quantity.unit)
        if unit is None or unit.code in SIZES or OF_SIZE.match(text, found.end):
            continue
        before = re.split(r"(?<!\d),|[,，;(\[（\n@=×]", text[: found.start])[-1].strip(EDGE)
        behind = re.split(r",(?!\d)|[，;)\]）\n@=×]", text[found.end :])[0].strip(EDGE)
        sold = part == "materials" or quantity.family in ("count", "package")
        first = not before and sold
        alone = _is_lead(before) and (first or not behind or OF.match(behind) is not None)
        last = not behind and sold and text[: found.end].strip() != found.raw
        if quantity.label:
            yield (found.start, found.end), {"net": "net_weight_kg", "gross": "gross_weight_kg"}[quantity.label]
        elif alone or (last and "quantity" not in one.facts):
            yield (found.start, found.end), _counts_what(quantity.family, one, part)


SIZES = frozenset(("MM", "CM", "INCH", "ML", "CM2", "KWH", "CAR"))
"""Units of sizes, which goods have in their names."""
OF_SIZE = re.compile(r"\s?/\s?(?:[cm]?m\b|[cm]?m[23²³]|l\b)", re.IGNORECASE)
"""Behind what is no weight of the goods: `22 kg/m3`."""
OF = re.compile(r"(?:of|x|×|de|d['’]|von|di)(?:\s|$)|/|per\b", re.IGNORECASE)


def _counts_what(family: str, one: Told, part: Part) -> str:
    if part == "materials":
        return "quantity" if "quantity" not in one.facts else "quantity_per_unit"
    if family == "package":
        return "packages"
    if family == "weight" and "quantity" in one.facts:
        return "gross_weight_kg" if "gross_weight_kg" not in one.facts else "net_weight_kg"
    return "quantity"


def _is_lead(words: str) -> bool:
    leads = {word.lower() for word in small_words().leads}
    return all(word.lower() in leads for word in re.findall(r"\w+", words))


def _left(text: str, taken: Sequence[Span], *, leads_on: bool) -> Iterator[Span]:
    since = 0
    for a, b in [*sorted(taken), (len(text), len(text))]:
        if a > since and (span := trimmed(text, since, a)):
            yield from _without_leads(text, span, leads_on=leads_on or a < len(text))
        since = max(since, b)


def _without_leads(text: str, span: Span, *, leads_on: bool) -> Iterator[Span]:
    """A span of words without the small words at both ends that lead to facts beside it."""
    leads = {word.lower() for word in small_words().leads}
    words = list(re.finditer(r"\S+", text[slice(*span)]))
    while leads_on and words and words[-1].group().strip(EDGE + "()").lower() in (*leads, ""):
        words.pop()
    while words and words[0].group().strip(EDGE + "()").lower() in (*leads, ""):
        words.pop(0)
    if words and (own := trimmed(text, span[0] + words[0].start(), span[0] + words[-1].end())):
        shown = text[slice(*own)]
        if shown.count("(") < shown.count(")"):
            own = (own[0], own[0] + len(shown.rstrip(") ")))
        elif shown.count("(") > shown.count(")") and shown.rstrip().endswith("("):
            own = (own[0], own[0] + len(shown.rstrip("( ").rstrip(EDGE)))
        if re.search(r"[^\W_]", text[slice(*own)]):
            yield own


def _settle_money(one: Told, text: str) -> None:
    """Name amounts; of a count, a price and an amount the first two come to the third. Bare numbers need that proof."""
    if proven := _reckoned(one, text):
        for name, fact in zip(("quantity", "unit_price", "value"), proven, strict=True):
            one.facts.setdefault(name, fact)
        return
    for name in ("unit_price", "value") if len(one.money) > 1 else ("value", "unit_price"):
        if one.money and name not in one.facts:
            one.facts[name] = one.money.pop(0)


def _reckoned(one: Told, text: str) -> tuple[Fact, Fact, Fact] | None:
    known = [one.facts.get(name) for name in ("quantity", "unit_price", "value")]
    free = [*one.money, *one.bare]
    counts, prices, amounts_ = ([fact] if fact else free for fact in known)
    told = {fact: _number(text, fact) for fact in {*counts, *prices, *amounts_}}
    for count, price, amount in itertools.product(counts, prices, amounts_):
        a, b, c = told[count], told[price], told[amount]
        places = {count.start, price.start, amount.start}
        if a and b and c and len(places) == len(known) and c not in (a, b) and abs(a * b - c) <= CENT:
            return count, price, amount
    return None


CENT = Decimal("0.01")


def _number(text: str, fact: Fact | None) -> Decimal | None:
    found = numbers.find_numbers(without_codes(text[fact.start : fact.end])) if fact else []
    return found[0].value if found else None
