"""Captions that no list has, made of few words of the trade: `Qty req'd`, `实投量`, `Passed to store`.

What each word says stands in `forms/_composed.yaml`. A caption is understood only where every word of it is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import chain

from pydantic import BaseModel, ConfigDict

from extractors.captions.labels import EITHER, LINE
from extractors.factory.levels import OF_MATERIALS
from extractors.forms import Part, shared_file
from extractors.typed.folding import fold

LONGEST = 40
"""Letters of a caption at most."""
LONGEST_EASTERN = 10
"""Characters of a caption at most, where it says the same in Latin letters."""
EASTERN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+")
ORDER = "fac.production_order"
OF_ONE = "quantity_per_unit"
"""What goes into one product."""
REMARK = re.compile(r"[(（\[][^)）\]]*[)）\]]")
CODE = re.compile(r"\d{5}")
"""What no remark on a caption has, but the number of a firm behind it: `生产销售单位 (91330200MA2AB3CD5E)`."""
PER = re.compile(r"(?<=[A-Z.)])\s?[/／]\s?(?=(?:SET|PAIR|PRS?|PCS?|PIECE|UNIT|EA|EACH|ASSY|DOZEN|GARMENT|BATCH|LOT)\b)")
"""A stroke that says per what: `Cons / pair`, `Q'ty/set`."""
GERMAN = re.compile(r"(?<=[A-Z]{3})(?=(?:MENGE|TERMIN|NUMMER|DATUM)\b)")
"""Where words that German writes as one part."""
Named = Callable[[str], str | None]


class _Composition(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()


class _Words(BaseModel):
    """The file: what words there are of each sort, and of which sorts the captions of a column are made."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    words: dict[str, tuple[str, ...]]
    fields: dict[str, tuple[_Composition, ...]]
    columns: dict[str, tuple[_Composition, ...]]


@cache
def composed(part: Part) -> Named:
    """What says which column of a part's tables a caption names; None where it is not understood."""
    columns = _words().columns
    if part != "materials":  # `Consumption / pair` is of what goes in
        return _named({name: made for name, made in columns.items() if name != OF_ONE})
    return _named({OF_MATERIALS.get(name, name): made for name, made in columns.items()})


@cache
def composed_field(kind: str) -> Named:
    """What says which field of a paper a caption names, or else which column of its one line (after `line:`).

    The number of the order to make something is the paper's own on an order, and another's on every other paper.
    """
    own = "record_number" if kind == ORDER else "order_number"
    field, column = _named(_words().fields), composed("lines")

    def named(caption: str) -> str | None:
        name = field(caption)
        if name is None:
            return (line := column(caption)) and LINE + line
        if name == "job_title" and not caption.rstrip().endswith((":", "：")):
            return None  # the paper's title
        return own if name.startswith("job") else name

    return named


@cache
def _words() -> _Words:
    return _Words.model_validate(shared_file("composed"))


def _named(made: Mapping[str, Sequence[_Composition]]) -> Named:
    def named(caption: str) -> str | None:
        if len(caption) > LONGEST or re.search(r"\d", REMARK.sub(" ", caption)) or CODE.search(caption):
            return None
        texts = dict.fromkeys(text for part in (EITHER.split(caption)[0], caption) for text in _languages(part))
        return next((name for text in texts for name, ways in made.items() if any(_says(text, w) for w in ways)), None)

    return named


def _says(text: str, composition: _Composition) -> bool:
    """Whether a text has a word of each sort that is needed, and no word of other sorts than may be there."""
    met = _sorts(text)
    if not all(sort in met for sort in composition.needs):
        return False
    return _all_of(composition.needs, composition.may).fullmatch(text) is not None


@lru_cache(maxsize=512)
def _sorts(text: str) -> Set[str]:
    """The sorts of which a text in one script has a word: most print has none, and is asked no more."""
    joint, letters = ("", list(text)) if EASTERN.match(text) else (" ", text.split())
    known, most = _sorts_of_words()
    parts = (letters[a:b] for a in range(len(letters)) for b in range(a + 1, min(len(letters), a + most) + 1))
    return {sort for part in parts for sort in known.get(joint.join(part), ())}


@cache
def _sorts_of_words() -> tuple[Mapping[str, Sequence[str]], int]:
    """The sorts of each word, and the characters or parts of the longest."""
    sorts: dict[str, list[str]] = {}
    for sort, words in _words().words.items():
        for word in words:
            sorts.setdefault(word, []).append(sort)
    return sorts, max(len(word) if EASTERN.match(word) else len(word.split()) for word in sorts)


@cache
def _all_of(needs: tuple[str, ...], may: tuple[str, ...]) -> re.Pattern[str]:
    told = _words().words
    all_words = chain.from_iterable(told[sort] for sort in (*needs, *may, "filler"))
    # Without a way back: of hostile print as many partings would be tried as there are.
    return re.compile(rf"(?:(?>{_one_of(list(all_words))}) ?)++")


def _one_of(words: Sequence[str]) -> str:
    ordered = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(word if EASTERN.match(word) else rf"\b{word}\b" for word in ordered) + ")"


def _languages(caption: str) -> list[str]:
    """What a caption says in each script it has, without what stands in brackets."""
    bare = PER.sub(" PER ", REMARK.sub(" ", caption).upper())
    eastern = ["".join(EASTERN.findall(fold(bare)))]
    if len(eastern[0]) > LONGEST_EASTERN:
        return eastern  # a caption of two languages with a firm's name behind it
    latin = " ".join(re.findall(r"[A-Z]+", GERMAN.sub(" ", EASTERN.sub(" ", fold(bare)))))
    return [text for text in (*eastern, latin) if text]
