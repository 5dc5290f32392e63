"""Papers with words made unknown: a word that no language has, as long and in the same place, instead of one that has.

Layouts nobody has seen differ from known ones first of all in their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random
from zlib import crc32

from extractors.captions.spaced_captions import joined_title
from extractors.forms import Form, forms
from extractors.layout import Run, lay_out
from extractors.papers.unaudited import without_sentences
from extractors.recognise import NO_TITLE, names_kind
from schemas.page import Page, Word

HEAD = 0.4
"""Share of the page's height in which titles stand."""
LARGE = 1.25
"""Line heights from which print at the head is a title, where a word of titles stands in it."""
WORD = re.compile(r"[^\W\d_]{4,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SYLLABLES = "ba bel dor fi gan hul jo kem lir mo nuv pra qui rost sha tez ulm vor wex yan zib".split()
SIGNS = "\u7426\u745c\u73c2\u7391\u743c\u7434\u745f\u73ba\u7425\u73ca\u745a\u739b"
"""Chinese signs that stand in names of stones and in no caption."""


def without_title(page: Page) -> Page:
    """Whatever names a kind of paper at the head, and large print there with a word of such names."""
    sheet = lay_out(page)
    head = [run for run in joined_title(without_sentences(sheet.runs)) if run.box.cy <= HEAD]
    unknown = [
        run
        for run in head
        if (max(word.box.height for word in run.words) > LARGE * sheet.line_height and _has_title_word(run.text))
        or (not NO_TITLE.search(run.text) and any(names_kind(run.text, form) for form in _titled()))
    ]
    return renamed(page, unknown)


@cache
def _titled() -> tuple[Form, ...]:
    """The kinds with only those phrases that stand in titles."""
    told = ((form, tuple(rule for rule in form.recognise if rule.where != "page")) for form in forms().values())
    return tuple(form.model_copy(update={"recognise": rules}) for form, rules in told if rules)


def _has_title_word(text: str) -> bool:
    return bool(CHINESE.search(text)) or any(word in _title_words() for word in WORD.findall(text.upper()))


@cache
def _title_words() -> frozenset[str]:
    """The longer words of the names by which kinds are known."""
    phrases = [phrase for form in _titled() for rule in form.recognise for phrase in rule.all]
    return frozenset(word for phrase in phrases for word in WORD.findall(phrase.upper()))


def renamed(page: Page, runs: Sequence[Run]) -> Page:
    return with_unknown(page, [word for run in runs for word in run.words])


def with_unknown(page: Page, unknown: Sequence[Word]) -> Page:
    """The page with the words at these places replaced by ones that mean nothing."""

    def said(word: Word) -> Word:
        is_unknown = any(word.box.contains(one.box.cx, one.box.cy) for one in unknown)
        return replace(word, text=nonsense(word.text)) if is_unknown else word

    return replace(page, words=tuple(said(word) for word in page.words))


def nonsense(text: str) -> str:
    """A word that no language has: as many letters in the same case, figures and signs kept."""
    return invented(text, Random(crc32(text.upper().encode())))


def invented(text: str, random: Random) -> str:
    """A word that no language has, another one each time."""
    letters = "".join(random.choice(SYLLABLES) for _ in range(len(text) // 2 + 1))
    signs = iter(letters)

    def other(sign: str) -> str:
        if not sign.isalpha():
            return sign
        if ord(sign) > 0x2E80:
            return random.choice(SIGNS)
        letter = next(signs)
        return letter.upper() if sign.isupper() else letter

    return "".join(other(sign) for sign in text)
