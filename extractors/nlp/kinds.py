"""Of which kind an untitled paper is, told by all its words: a linear classifier that spaCy trains and runs.

Titles are the least reliable words of a paper: every firm words its own, second copies and screen prints have none.
Captions and headers are the trade's. The classifier sees which words, known captions and looks stand on the pages, not
where and not how often. It is made by `python -m sample_docs.teach_kinds` from papers whose titles were made unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.captions.labels import squash
from extractors.captions.wording import BOX_NUMBER
from extractors.forms import forms
from extractors.layout import Run, Sheet
from extractors.nlp.bag_of_words import taught
from extractors.nlp.kinds_looks import looks_of
from extractors.nlp.statements import CERTIFIED, SWORN
from extractors.recognise import CHINESE, UNKNOWN, Recognised

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = Path(__file__).parent / "kinds"
KNOWN_WORDS = "words.txt"
"""Beside the weights: the words that were taught, one a line. Any other word would share the weights of one of them."""
BUCKETS = 2**14
"""Weights for each kind. Words share them by chance: 16,384 hold the vocabulary of trade papers with few clashes."""
SHORTEST = 2
"""Letters of a word that tells something."""
WORD = re.compile(rf"[^\W\d_\u4e00-\u9fff]{{{SHORTEST},}}")
MOST_WORDS = 4000
"""Words looked at: a page holds some hundred, and a hostile one must not cost more."""


def words_of(sheets: Sequence[Sheet]) -> list[str]:
    """What is told of pages: their words, pairs of Chinese signs, known captions with what these ask for, and looks."""
    found = dict.fromkeys(looks_of(sheets))
    for run in (run for sheet in sheets for run in sheet.runs):
        found.update(dict.fromkeys(_captions(run)))
        text = run.text.lower()
        found.update(dict.fromkeys(WORD.findall(text)))
        signs = CHINESE.findall(text)
        found.update(dict.fromkeys(part[i : i + 2] for part in signs for i in range(len(part) - 1)))
    return sorted(found)[:MOST_WORDS]


SURE_WORDS, WITH_CAPTIONS = 0.6, 0.5
"""Probability from which the words of a paper without a known title tell its kind; the same where they are among many
captions of the kind."""
PHRASE_OUTDONE = 0.7
"""Probability from which they outdo a phrase that is no title."""
SURER_WORDS = 0.9
"""Probability from which words tell a kind with few captions, and from which words of no kind outdo a title."""
ENOUGH_WORDS = 30
"""Taught words and looks without which a page says nothing against a phrase: it may be a cover or an annex."""
SURE_TITLE = 0.9
"""A kind that is recognised less surely is told by a phrase in the print: by no title."""
AGAINST_TITLE, AGAINST_PHRASE = 50, 10
"""How many times likelier it must be that a paper is of no kind than of the kind that its title, or a phrase, names."""
UNLIKELY, HARDLY_A_CAPTION = 0.15, 2
"""Probability of a kind, and captions of its papers, below which a phrase among other words names another paper."""
AT_MOST = 0.8
"""A kind told by words is never as sure as one told by its title: what its papers must bear is asked for."""
CERTIFICATIONS = "cert."
"""How the kinds of certifications begin under American agreements."""
ALIKE = ("factory", "certificate")
"""Groups of kinds whose papers ask for the same under other titles."""
FEWEST_CAPTIONS = 3
"""Captions and headers of the kind, each for another field, that must stand on such a paper where its words are not
surer than that: a letter that certifies an origin has none."""
MANY_CAPTIONS = 5
"""Captions of a kind by which less sure words tell it, and with which words outdo a title that they are far from."""
NAMED = 4
"""Captions that are named as the reason."""


def told_by_words(sheets: Sequence[Sheet], titled: Recognised) -> Recognised:
    """What the words of a paper tell of its kind where its title tells nothing, or not surely.

    A phrase that stands in the print and in no title is outdone by words that surely tell another kind. Words that no
    kind has outdo a title too: a letter of credit names invoices and amounts, a checklist of a factory its time cards.
    The first page must have such words by itself: terms of carriage are printed on the back of bills of lading.
    """
    if titled.kind == UNKNOWN and titled.score >= SURE_TITLE:
        return titled
    chances = kinds_by_words(sheets)
    kind = max(chances, key=chances.__getitem__, default=titled.kind)
    if (
        kind == UNKNOWN != titled.kind
        and _is_none(chances, titled)
        and not _certifies(sheets[0], titled)
        and (len(sheets) == 1 or _is_none(kinds_by_words(sheets[:1]), titled))
    ):
        reason = f"its words are those of papers of none of the kinds, though it reads like one ({titled.reasons[0]})"
        return Recognised(UNKNOWN, chances[kind], (reason,))
    if _only_names(sheets, chances, titled):
        reason = f"it names a kind among other words, and has none of its captions ({titled.reasons[0]})"
        titled = Recognised(UNKNOWN, 0.0, (reason,))
    if kind in (UNKNOWN, titled.kind):
        return titled
    captions = captions_of(sheets, kind)
    if not _is_told(chances, kind, len(captions), titled):
        return titled
    named = "".join(f", “{caption}”" for caption in captions[:NAMED])
    reason = f"{forms()[kind].title}: no known title, but its words{named}; {len(captions)} captions of the kind in all"
    return Recognised(kind, min(chances[kind], AT_MOST), (reason,))


def _certifies(first: Sheet, titled: Recognised) -> bool:
    """Whether a page under the title of a certificate certifies in a sentence, as letters do that have no boxes."""
    if not titled.alone or forms()[titled.kind].group != "certificate":
        return False
    text = " ".join(run.text for run in first.runs)
    return any(said.search(text) for said in (CERTIFIED, SWORN))


def _is_none(chances: Mapping[str, float], titled: Recognised) -> bool:
    """Whether words say that a paper is of no kind, though its title, or a phrase in the print, names one.

    Of kinds that were not taught the words cannot say so: there a title stands that says nothing else.
    """
    none, named = chances[UNKNOWN], chances.get(titled.kind)
    if titled.score < SURE_TITLE or (named is None and not titled.alone):
        return none >= (SURE_WORDS if named is not None else SURER_WORDS) and none >= AGAINST_PHRASE * (named or 0.0)
    return named is not None and none >= SURER_WORDS and none >= AGAINST_TITLE * named


def _is_told(chances: Mapping[str, float], kind: str, captions: int, titled: Recognised) -> bool:
    """Whether words tell a kind, for all that the title, or a phrase in the print, tells another or none.

    A title is outdone too where its kind is far less likely: an air waybill lists the papers that go with it. Records
    of one factory share their words, and only titles tell a batch's log from its order; so do certifications of one
    trade agreement and of another.
    """
    chance, many = chances[kind], captions >= MANY_CAPTIONS
    if _says_agreement(titled.kind) and not _says_agreement(kind) and forms()[kind].group == "certificate":
        return False
    if titled.score >= SURE_TITLE:
        named = chances.get(titled.kind)
        if titled.alone and forms()[kind].group == forms()[titled.kind].group in ALIKE:
            return False
        return named is not None and many and chance >= max(PHRASE_OUTDONE, AGAINST_TITLE * named)
    if captions < FEWEST_CAPTIONS and chance < SURER_WORDS:
        return False
    if titled.score:  # a phrase says what it is, of a kind or of none
        return max(chance, _certified(chances, kind, titled)) >= PHRASE_OUTDONE
    return chance >= (WITH_CAPTIONS if many else SURE_WORDS)


def _certified(chances: Mapping[str, float], kind: str, titled: Recognised) -> float:
    """The probability of all certifications together where a title names but a certificate of origin, and no agreement.

    They ask for the same, and share it among them.
    """
    form = forms().get(titled.kind)
    same = kind.startswith(CERTIFICATIONS) and form is not None and form.group == forms()[kind].group
    return sum(chances[name] for name in chances if name.startswith(CERTIFICATIONS)) if same else 0.0


def _says_agreement(kind: str) -> bool:
    """Whether certificates of a kind are of one agreement, whose name is all that parts their words from plain ones."""
    return kind not in PLAIN and kind in forms() and forms()[kind].group == "certificate"


PLAIN = ("coo.generic_chamber", "coo.nonpref_other_country", "coo.cn.nonpref")
"""Certificates of origin of no agreement."""


def _only_names(sheets: Sequence[Sheet], chances: Mapping[str, float], titled: Recognised) -> bool:
    """Whether a paper names a kind among other words, but neither its words nor its captions are of that kind."""
    if titled.kind == UNKNOWN or titled.alone or chances.get(titled.kind, 1.0) >= UNLIKELY:
        return False
    known = _known_words().intersection(words_of(sheets))
    return len(known) >= ENOUGH_WORDS and len(captions_of(sheets, titled.kind)) < HARDLY_A_CAPTION


def kinds_by_words(sheets: Sequence[Sheet]) -> Mapping[str, float]:
    """Kind (`other` among them) -> its probability (0 to 1) by the words of the pages; empty where there are none."""
    from spacy.tokens import Doc

    known, nlp = _known_words(), _classifier()
    words = [word for word in words_of(sheets) if word in known]
    return dict(nlp(Doc(nlp.vocab, words=words)).cats) if words else {}


def captions_of(sheets: Sequence[Sheet], kind: str) -> list[str]:
    """The print of captions and headers that papers of a kind have, a field once, in the order of the pages."""
    asked, found = {squash(label): name for name, label in forms()[kind].wordings()}, dict[str, str]()
    for run in (run for sheet in sheets for run in sheet.runs):
        for caption in _alone(run):
            name = asked.get(squash(caption))
            if name:
                found.setdefault(name, caption.strip())
    return list(found.values())


def _captions(run: Run) -> list[str]:
    met = [(flat, _asked()[flat]) for caption in _alone(run) if (flat := squash(caption)) in _asked()]
    return [word for flat, asked in met for word in (f"={flat}", f"@{asked}")]


def _alone(run: Run) -> list[str]:
    """What of a run may be a caption: the print before its colon, with and without a box number."""
    caption = re.split(r"[:：]", run.text, maxsplit=1)[0]
    number = BOX_NUMBER.match(caption)
    return [caption, caption[number.end() :]] if number else [caption]


@cache
def _asked() -> dict[str, str]:
    """Each known caption, squashed, and the fields and columns that it stands for on papers of any kind."""
    found: dict[str, set[str]] = {}
    for form in forms().values():
        for name, label in form.wordings():
            found.setdefault(squash(label), set()).add(name)
    return {flat: " ".join(sorted(names)) for flat, names in found.items() if len(flat) >= SHORTEST}


@cache
def _known_words() -> frozenset[str]:
    return frozenset((MODEL / KNOWN_WORDS).read_text(encoding="utf-8").splitlines())


@cache
def _classifier() -> Language:
    return taught(MODEL, BUCKETS)
