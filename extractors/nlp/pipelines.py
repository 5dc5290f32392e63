"""The spaCy pipelines: a tokenizer for trade papers and rulers whose phrases are data. Loaded once, on first use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from rapidfuzz.distance import OSA

from extractors.typed.folding import CJK, likeness
from extractors.typed.number_words import GLUED_NUMBER

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

_TOKEN = re.compile(
    rf"[A-Z]+(?:[0158|][A-Z]+){{0,4}}(?:'[A-Z]+)?|[0-9]+(?:[.,][0-9]+)*|[{CJK}]|[^\W\d_{CJK}]+|\*+|[^\w\s]|\s+|.",
    re.DOTALL,
)
_FOLDER = Path(__file__).parent

LONGEST_CELL = 6000
"""Characters of a cell that are looked at: no honest cell is longer, and a hostile one must not cost minutes."""


class TradeTokenizer:
    """Cuts where papers forget blanks: between letters and digits (5000SETS), at each Chinese character, at signs.

    A word that OCR disfigured gets the norm of the known word it must be, so that phrases match by norm.
    """

    def __init__(self, language: Language, known: frozenset[str], names: frozenset[str]) -> None:
        self.vocab = language.vocab
        self.known = known
        self.corrected = lru_cache(maxsize=8192)(partial(_corrected, known=known, names=names))

    def pieces(self, text: str) -> Iterator[str]:
        """Tokens and blanks; number words and known words with others glued to them (FIVEHUNDREDCARTONSOF) are cut."""
        for piece in _TOKEN.findall(text):
            number = GLUED_NUMBER.match(piece)
            if number and number.end() < len(piece):
                yield number.group()
                piece = piece[number.end() :]
            head, glue, tail = piece.partition("OF")
            if glue and head in self.known:
                yield from (part for part in (head, glue, tail) if part)
            else:
                yield piece

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        for piece in self.pieces(re.sub(r"\s", " ", text)):
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token in doc:
            if len(token) >= 4 and (meant := self.corrected(token.text)):
                token.norm_ = meant.lower()
        return doc


_OTHER_WORDS = frozenset(
    "PACKED PACKER CASED CASTS CASKS ROLLED ROLLER ROLLERS BOXED BALED CRATED BUNDLED BOTTLED FRAMED CASINGS PALLADIUM "
    "BATTLE BARREN TRACT CONTAINED TOTALS REELED DRUMMED CASTLE COLLET COLLIE COILED RACKET RACKETS JACKET JACKETS "
    "POCKET POCKETS SOCKET SOCKETS GASKET GASKETS CASKET CASKETS INDUSTRIAL COMMERCIAL COMERCIAL".split()
)
"""Words that lie one letter from a phrase's word and are none."""


def _corrected(word: str, known: frozenset[str], names: frozenset[str]) -> str | None:
    """The known word a token must be: exact look-alikes from four letters on, one wrong letter from six on.

    One letter parts names of their own: CANGZHOU is no misread HANGZHOU.
    """
    if word in known or word in _OTHER_WORDS or not likeness(word):  # of other scripts it knows no look-alikes
        return None
    alike = {k for k in known if abs(len(k) - len(word)) <= 1 and len(k) >= 4 and likeness(k) == likeness(word)}
    if len(word) >= 6 and not alike:
        # A lost or added letter is forgiven inside a word only: MALAYSIA is not MALAYSIAN.
        ends = word[:3] + word[-1]
        near = {k for k in known - names if len(k) >= 6 and OSA.distance(k, word, score_cutoff=1) <= 1}
        alike = {k for k in near if len(k) == len(word) or k[:3] + k[-1] == ends}
    return alike.pop() if len(alike) == 1 else None


def read_phrases(name: str) -> dict[str, Any]:
    """A phrase file of this folder."""
    return yaml.load((_FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def phrase_pipeline(phrases: Mapping[tuple[str, str], Iterable[str]], names: frozenset[str] = frozenset()) -> Language:
    """A pipeline whose only component marks phrases (by norm) as spans of `doc.spans["ruler"]`.

    Args:
        phrases: (label, id) -> phrases in upper case.
        names: their words that are names of places and persons, for which no other word is taken.
    """
    import spacy

    known = {word for group in phrases.values() for phrase in group for word in phrase.split() if word.isalpha()}
    language = spacy.blank("xx")
    language.tokenizer = TradeTokenizer(language, frozenset(k for k in known if len(k) >= 4), names)
    config = {"spans_key": "ruler", "phrase_matcher_attr": "NORM", "validate": False}
    ruler: Any = language.add_pipe("span_ruler", config=config)
    ruler.add_patterns(
        [
            {"label": label, "id": identity, "pattern": phrase}
            for (label, identity), group in phrases.items()
            for phrase in group
        ]
    )
    return language


@cache
def goods_pipeline() -> Language:
    """Marks the kinds of packages (KIND-shipping, KIND-retail) and the words around the goods."""
    kinds = read_phrases("packages.yaml")
    groups: dict[tuple[str, str], list[str]] = {("MATERIAL", ""): kinds["materials"]}
    for level in ("shipping", "retail"):
        for kind, names in kinds[level].items():
            groups[f"KIND-{level}", kind] = [n for n in names if len(n) > 1 or not n.isascii()]
    for label, phrases in read_phrases("goods_phrases.yaml").items():
        groups[label, ""] = phrases
    return phrase_pipeline(groups)


def longest(spans: list[Span]) -> list[Span]:
    """Spans without overlap, the longest kept."""
    from spacy.util import filter_spans

    return filter_spans(spans)


def in_two_languages(kind: Span, spans: list[Span], folded: str) -> int:
    """Where the print of a kind of package ends, which may stand there in two languages: `Kisten / cases`."""
    again = (s for s in spans if s.start_char > kind.start_char and s.label_ == kind.label_ and s.id_ == kind.id_)
    between = ((s, folded[kind.end_char : s.start_char]) for s in again)
    return next((s.end_char for s, gap in between if re.fullmatch(r"\s*/\s*", gap)), kind.end_char)
