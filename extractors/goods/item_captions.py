"""Small captions inside the items of a list in running print: `HS 8481.80, net 120 kg, origin: China`.

Wordings of columns are known, and small words that only running print has (`@`, `made in`, `from`). Such a word is a
caption where what follows looks like what it asks for, and most items of the list have it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.captions.labels import squash
from extractors.forms import Part, forms, shared_file
from extractors.goods.item_looks import END, looks, value_span
from extractors.layout import Run
from schemas.reference.units import unit_named

MOST = 0.6
"""Share of the items that have what the list has."""
LONGEST = 40
"""Letters of a caption at most."""
SYMBOLS = {"@": ("unit_price",), "=": ("value",), "×": ("unit_price",)}
ASKS = re.compile(r"\.?\s?[:：=＝]\s*")
CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")
UNKNOWN = re.compile(r"[^\W\d_][^\W\d_.' /-]*+(?:[ .'/-]{1,2}[^\W\d_]++){0,3}+\.?\s?[:：=＝]\s*(?=\S)")
"""Words before a colon."""
PARTS = re.compile(r"[^\W_]++|[@=×]")


@dataclass(frozen=True, slots=True)
class Item:
    """The print of one item.

    Attributes:
        run: its words in reading order.
        cuts: the places in its text where a line begins that does not go on with the one above.
    """

    run: Run
    cuts: frozenset[int]

    @property
    def text(self) -> str:
        return self.run.text


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption in the text of an item.

    Attributes:
        names: the columns it may ask for; none where only its colon tells that it is one.
        end: where its value begins.
        apart: whether it begins a line, or stands behind a mark, before what it asks for: then it needs no others.
    """

    key: str
    names: tuple[str, ...]
    begin: int
    end: int
    apart: bool


class Small(BaseModel):
    """The file of small words."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    counts: tuple[str, ...]
    said: dict[str, tuple[str, ...]]
    leads: tuple[str, ...]


@cache
def small_words() -> Small:
    return Small.model_validate(shared_file("items"))


@cache
def wordings(kind: str, part: Part) -> Mapping[str, tuple[str, ...]]:
    """What each wording, squashed, may ask for on papers of a kind."""
    found: dict[str, dict[str, None]] = {}
    columns = forms()[kind].part(part)
    small = [(name, word) for name, words in small_words().said.items() if name in columns for word in words]
    for name, word in [*small, *((name, label) for name, spec in columns.items() for label in spec.labels)]:
        if key := squash(word):
            found.setdefault(key, {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


def captions(items: Sequence[Item], kind: str, part: Part) -> list[list[Caption]]:
    """The captions of each item that most items have, from left to right."""
    known = wordings(kind, part)
    found = [list(_in_item(item, known, kind, part)) for item in items]
    often = Counter(key for one in found for key in {caption.key for caption in one})
    # lines above and below a list, which may be parted like items, have none of its captions
    fewest = max(2, MOST * max(often.values(), default=0))
    return [[caption for caption in one if caption.apart or often[caption.key] >= fewest] for one in found]


def _in_item(item: Item, known: Mapping[str, tuple[str, ...]], kind: str, part: Part) -> Iterator[Caption]:
    text, since, told = item.text, 0, 0
    for begin in _begins(item):
        if begin < since:
            continue
        caption = _at(item, begin, known, kind, part, told)
        if caption:
            yield caption
            since = caption.end
            spans = [span for name in caption.names if (span := value_span(name, text[since:]))]
            told = since + max((end for _, end in spans), default=0)


def _begins(item: Item) -> list[int]:
    """Where captions may begin: at words, and at what stands behind a mark or between scripts."""
    text = item.text
    found = {m.start() for m in PARTS.finditer(text)} | set(item.run.spans)
    return sorted(p for p in found if p < len(text))


def _at(
    item: Item, begin: int, known: Mapping[str, tuple[str, ...]], kind: str, part: Part, since: int
) -> Caption | None:
    text = item.text
    if symbol := SYMBOLS.get(text[begin]):
        end = begin + 1 + len(text[begin + 1 :]) - len(text[begin + 1 :].lstrip())
        names = tuple(n for n in symbol if n in forms()[kind].part(part) and looks(n, text[end:]))
        return Caption(text[begin], names, begin, end, apart=False) if names else None
    apart = begin == 0 or begin in item.cuts or MARK.search(text, max(0, begin - 3), begin) is not None
    for stop in _stops(text, begin):
        names = known.get(squash(text[begin:stop]))
        if not names:
            continue
        asks = ASKS.match(text, stop)
        if not asks and (NO_VALUE.match(text, stop) or END.match(text, stop) or _is_unit(text, begin, stop)):
            continue
        end = asks.end() if asks else stop + _blank(text, stop)
        if end >= len(text):
            continue
        fit = tuple(name for name in names if looks(name, text[end:]))
        if asks:
            told = apart and any(name not in WORDS for name in fit)
            return Caption(squash(text[begin:stop]), fit or names, begin, end, told)
        if fit and (plain := _without_colon(item, begin, end, fit, since)):
            told = apart and any(name not in WORDS for name in plain)
            return Caption(squash(text[begin:stop]), plain, begin, end, told)
    other = UNKNOWN.match(text, begin) if apart else None
    if other is None or len(other.group()) > LONGEST or _ends_known(other.group(), known):
        return None
    return Caption(squash(other.group()), (), begin, other.end(), apart=False)


NO_VALUE = re.compile(r"\s?[,;)\]，；、）]")
"""Behind a wording that has its figure before it: `120 kg net, 131 kg gross`."""


def _ends_known(caption: str, known: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether words before a colon end with a wording that is known, and begin with the end of a value."""
    words = caption.strip(" :：=＝.").split()
    return any(squash(" ".join(words[n:])) in known for n in range(1, len(words)))


def _is_unit(text: str, begin: int, stop: int) -> bool:
    """Whether a wording is the unit of the number before it."""
    return re.search(r"\d\s?$", text[:begin]) is not None and unit_named(text[begin:stop]) is not None


def _stops(text: str, begin: int) -> list[int]:
    """Where a wording that begins at a place may end, the farthest first."""
    near = text[begin : begin + LONGEST]
    ends = {begin + m.end() for m in re.finditer(r"[^\W\d_]+|\d+", near)}
    if CJK.match(near):
        ends |= {begin + n for n in range(1, min(8, len(near)) + 1)}
    return sorted(ends, reverse=True)


def _blank(text: str, stop: int) -> int:
    rest = text[stop:]
    return len(rest) - len(re.sub(r"^[.\s#]{1,3}", "", rest))


WORDS = frozenset(("grade", "supplier", "specification", "goods", "packages", "remarks", "marks"))
"""Columns of words, before which a wording without a colon is a caption only where a new part of the item begins."""
READ = frozenset(
    "hs_code origin_country origin_criterion quantity unit_price value net_weight_kg gross_weight_kg packages grade "
    "supplier lot_number heat_number part_number code specification quantity_per_unit planned_quantity".split()
)
"""Columns whose captions need no colon."""


def _without_colon(item: Item, begin: int, end: int, names: Sequence[str], since: int) -> tuple[str, ...]:
    caption = item.text[begin:end].strip()
    breaks = _after_break(item, begin) or not re.search(r"\w", item.text[since:begin])
    telling = caption[0].isupper() and len(caption) >= TELLING and not caption.isupper()
    glued = item.text[end - 1].isalpha() and item.text[end].isdigit()  # `HS8481.80`, but `A2-70`
    return tuple(
        n for n in names if n in READ and (breaks or telling or n not in WORDS) and (n == "hs_code" or not glued)
    )


TELLING = 4
"""Letters of a capitalised caption of words that needs nothing before it."""


MARK = re.compile(r"[,;|/·•()\[\]，；、（）–—-]\s?$")
BREAK = re.compile(r"(?:^|[,;|/·•()\[\]，；、（）]\s?|\s[-–—]\s|\d\S{0,12}\s)$")


def _after_break(item: Item, begin: int) -> bool:
    """Whether something new may begin at a place: at a line's start, behind a mark, behind a figure."""
    if begin in item.cuts or begin == 0:
        return True
    return BREAK.search(item.text, max(0, begin - 16), begin) is not None
