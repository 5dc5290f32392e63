"""Which kind of document begins on a page, with reasons; and which pages belong together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import fuzz

from extractors.captions.labels import squash
from extractors.captions.spaced_captions import joined_headline, joined_title, over_two_lines
from extractors.forms import Form, Recogniser, Shown, forms
from extractors.layout import Run, Sheet
from extractors.papers.unaudited import recognisers, salutation, without_sentences
from extractors.typed.codes import find_entry_numbers, known_hs6
from extractors.typed.folding import fold

UNKNOWN = "other"
NEAR = 90.0
"""Share (0 to 100) of a phrase that must be met despite OCR slips."""
SHORT = 7
"""Phrases with fewer letters must be met exactly."""


TITLE_SHARE = 0.4
NO_TITLE = re.compile(r"[:：]\s*\S|\d{3}|.{70}|(?:\b(?:NOS?|NUMBERS?|REF|DATE)|号码?|编号|单位)\W*$", re.IGNORECASE)
"""A run with a value behind a colon, with a number, as long as a sentence, or naming a number or party is no title."""
BURIED = 0.85
"""What a phrase counts that stands in the top third, but not in a title."""


@dataclass(frozen=True, slots=True)
class _Text:
    flat: str
    spaced: str

    @staticmethod
    def of(text: str) -> _Text:
        # exports name columns `HTS_NO`, `DutyAmount`; a `BoM` is one word
        words = re.sub(r"(?<=[a-z])(?<!\bBo)(?=[A-Z])", " ", text)
        return _Text(squash(text), " ".join(re.findall(r"[^\W_]+", words.upper())))


@dataclass(frozen=True, slots=True)
class Recognised:
    """A kind (a code of DOMAIN.md 0.4, or `other`), how surely (0 to 1) and why.

    Attributes:
        alone: a line of the head says the kind and hardly anything else, as titles do; or several phrases say it.
    """

    kind: str
    score: float
    reasons: tuple[str, ...]
    alone: bool = False


def recognise(sheet: Sheet) -> Recognised:
    """The kind whose phrases stand on the page, the best match first.

    A paper that is known to be none of the kinds is `other` with a score; of one that is not known the score is 0.
    """
    told = without_sentences(sheet.runs)
    top = " ".join(run.text for run in told if run.box.cy <= TOP)
    texts = {"top": _Text.of(f"{top} {_by_cell(sheet)}"), "page": _Text.of(sheet.text)}
    runs = joined_headline(joined_title(told), sheet.line_height)
    head = [run for run in runs if run.box.cy <= TITLE_SHARE and not NO_TITLE.search(_unnumbered(run, sheet))]
    titles = [_Text.of(_unnumbered(run, sheet)) for run in head if not _in_row(run, sheet)]
    titles += [_Text.of(text) for text in over_two_lines(head, sheet.line_height)]
    rank, named = 0.0, (0.0, list[str]())
    best = Recognised(UNKNOWN, 0.0, ("no title of a known kind was found",))
    for form in forms().values():
        for rule in form.recognise:
            met = _alike(rule, titles) if rule.like else _met(rule, texts, titles)
            if met is None or not all(any(SHOWS[name](run.text) for run in sheet.runs) for name in rule.shows):
                continue
            closeness, phrases = met
            score = rule.score * closeness
            called = form.group == "factory" and score > best.score - RIVAL
            place = _place(sheet, phrases) if called else 0.0
            if score - TITLE_LOWER * place > rank:
                rank = score - TITLE_LOWER * place
                best, named = Recognised(form.kind, score, (_reason(form.title, rule, phrases),)), met
    alone = len(named[1]) > 1 or any(_bare_title(phrase, titles) for phrase in named[1])
    return _unaudited(sheet, texts, titles, named) or replace(best, alone=alone)


def _unaudited(
    sheet: Sheet, texts: Mapping[str, _Text], titles: Sequence[_Text], named: tuple[float, Sequence[str]]
) -> Recognised | None:
    """What a paper is that nobody audits: its title is read more surely than all by which it would be of a kind, or
    stands over it.
    """
    for rule in recognisers():
        met = _met(rule, texts, titles)
        if met is None or any(SHOWS[name](run.text) for name in rule.lacks for run in sheet.runs):
            continue
        if rule.where == "page" or met[0] > named[0] or _place(sheet, met[1]) <= _place(sheet, named[1]):
            return Recognised(UNKNOWN, rule.score * met[0], (_reason("none of the kinds", rule, met[1]),))
    greeting = None if named[1] else salutation(sheet.runs)
    return Recognised(UNKNOWN, LETTER, (f"a letter, it begins “{greeting}”",)) if greeting else None


LETTER = 0.8
"""How surely a page that greets somebody, and has no title, is a letter."""


SHOWS: Mapping[Shown, Callable[[str], object]] = {
    "us_entry_number": lambda text: any(found.sure >= 0.9 for found in find_entry_numbers(text)),
    "like_us_entry_number": lambda text: LIKE_ENTRY_NUMBER.search(text),
    "us_maker": lambda text: MAKER.search(text),
    "us_tariff_number": lambda text: (
        DOTTED.search(text) or any(number[:6] in known_hs6() for number in TEN.findall(text))
    ),
    "duty_rate": lambda text: RATE.search(text),
}
LIKE_ENTRY_NUMBER = re.compile(r"(?<![A-Z\d-])[A-Z\d]{3}-\d{7}-\d(?![A-Z\d-])")
MAKER = re.compile(r"(?<![A-Z\d])[A-Z]{5,8}\d{1,4}[A-Z]{3}(?![A-Z\d])")
RATE = re.compile(r"(?<![\w.])(?:\d{1,3}(?:\.\d+)?|\.\d+)\s?%|\bfree\b", re.IGNORECASE)
DOTTED = re.compile(r"(?<![\d.])\d{4}\.\d{2}\.\d{2}\.?\d{2}(?![\d.])")
TEN = re.compile(r"(?<![\d.-])\d{10}(?![\d.-])")
TITLE_AND_NUMBER = re.compile(
    r"(?P<title>[^\W\d_].{3,40}?)(?:\s+|(?<=[a-z]))(?:N[oO°º]\.?\s*|#\s*)?(?=[A-Z]{0,5}[-/]?\d)(?=\S*\d{3})[\w/#-]+"
)


def _unnumbered(run: Run, sheet: Sheet) -> str:
    """A run's text; of a headline with the paper's number behind it (`Build order B-004417`) the headline."""
    numbered = TITLE_AND_NUMBER.fullmatch(run.text.strip())
    return numbered["title"] if numbered and _is_large(run, sheet) else run.text


def names_kind(text: str, form: Form) -> bool:
    """Whether print is, or holds, a title by which papers of a kind are known."""
    title = _Text.of(text)
    return any(
        _alike(rule, [title]) if rule.like else any(_phrase(wanted, title) for wanted in rule.all)
        for rule in form.recognise
    )


HEADLINE = 1.25
"""Line heights from which print at the head is a headline, with whatever stands behind it."""
IN_A_ROW = 2
"""Further runs of its size level with a run, from which it is the caption of a column or of a block."""


def _in_row(run: Run, sheet: Sheet) -> bool:
    """`Commercial invoice` among captions, its number below: no title."""
    level = [
        other
        for other in sheet.runs
        if other is not run
        and abs(other.box.y1 - run.box.y1) < 0.2 * run.box.height
        and abs(other.box.height - run.box.height) < 0.1 * run.box.height
    ]
    below = any(
        0 <= other.box.y0 - run.box.y1 + 0.3 * run.box.height < run.box.height
        and abs(other.box.x0 - run.box.x0) < 0.004
        for other in sheet.runs
    )
    return below and len(level) >= IN_A_ROW


RIVAL = 0.2
"""Titles that score less than the best so far by more than this are no rivals, wherever they stand."""
TITLE_LOWER = 0.2
"""How much less a title counts for each whole page it stands lower: a factory's sheet is called by its first title."""


def _place(sheet: Sheet, phrases: Sequence[str]) -> float:
    """Where the first of the phrases stands, as a share of the page's height; 0 where it runs over several lines.

    A headline counts as if it stood higher, a caption as if it stood lower.
    """
    wanted = [_squashed(phrase) for phrase in phrases]
    lines = ((run, squash(run.text)) for run in sheet.runs)
    met = [run for run, line in lines if any(phrase in line for phrase in wanted)]
    return min((run.box.cy + CAPTION * _asks(sheet, run) - RAISED * _is_large(run, sheet) for run in met), default=0.0)


RAISED = 0.75
"""Shares of the page by which a headline stands higher than print of the page's size."""


def _is_large(run: Run, sheet: Sheet) -> bool:
    return max(word.box.height for word in run.words) > HEADLINE * sheet.line_height


CAPTION = 0.25
"""Shares of the page by which a caption with its number beside it stands lower than a title: `生产订单 10088431`."""


def _asks(sheet: Sheet, run: Run) -> bool:
    """Whether print no larger than the page's has a number right beside it."""
    if run.box.height > 1.1 * sheet.line_height:
        return False
    level = (r for r in sheet.runs if r is not run and abs(r.box.cy - run.box.cy) < 0.5 * run.box.height)
    return any(0 < r.box.x0 - run.box.x1 < 0.2 and re.search(r"\d{3}", r.text) for r in level)


TOP = 0.35
"""Share of a page's height that titles stand in."""


def _by_cell(sheet: Sheet) -> str:
    """The top of a ruled page cell by cell: a title over two lines of its cell has another cell's print between."""
    cells = dict.fromkeys(run.cell for run in sheet.runs if run.cell >= 0 and run.box.cy <= TOP)
    return " | ".join(" ".join(run.text for run in sheet.in_cell(cell)) for cell in cells)


def _reason(title: str, rule: Recogniser, phrases: Sequence[str]) -> str:
    where = {"title": "as a title", "top": "in the top third"}.get(rule.where, "on the page")
    return f"{title}: " + " and ".join(f"“{p}”" for p in phrases) + f" {where}"


def _alike(rule: Recogniser, titles: Sequence[_Text]) -> tuple[float, list[str]] | None:
    """The first title that meets one of the rule's patterns; None where a title holds a phrase of another kind."""
    if any(_phrase(p, title) for p in rule.none for title in titles):
        return None
    for title in titles[:FIRST_TITLES]:
        for text in _languages(title):
            if any(_pattern(p).fullmatch(text) for p in rule.like):
                return 1.0, [title.spaced]
    return None


FIRST_TITLES = 8
"""Lines of the head among which a title of an unlisted wording is looked for; further down headers read like one."""
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
COMPANY_BEFORE = re.compile(r"^.{2,30}?(?:公司|集团|厂)(?=..)")


def _languages(title: _Text) -> list[str]:
    """What a title says in Chinese, without the company it may begin with, and what in Latin letters."""
    chinese = [COMPANY_BEFORE.sub("", text) for text in CHINESE.findall(title.flat)]
    latin = " ".join(CHINESE.sub(" ", fold(title.spaced)).split())
    return [text for text in (*chinese, latin) if text]


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _met(rule: Recogniser, texts: Mapping[str, _Text], titles: Sequence[_Text]) -> tuple[float, list[str]] | None:
    """How closely (0 to 1) all phrases of a rule are met, and which of the alternatives."""
    if any(_phrase(p, title) for p in rule.none for title in titles):
        return None
    closeness, phrases = 1.0, list[str]()
    for wanted in rule.all:
        found = _bare_title(wanted, titles) if rule.where == "title" else _phrase(wanted, texts[rule.where])
        if found is None:
            return None
        in_title = rule.where == "page" or any(_phrase(wanted, title) for title in titles)
        closeness = min(closeness, found[0] * (1.0 if in_title else BURIED))
        phrases.append(found[1])
    return closeness, phrases


def _bare_title(wanted: str, titles: Sequence[_Text]) -> tuple[float, str] | None:
    """A line of the head that holds the phrase and hardly a letter more; a number or a plural makes it a caption.

    `10. Invoices` is a box of a certificate, wherever it stands.
    """
    found = ((title, met) for title in titles if (met := _phrase(wanted, title)))
    return next((met for title, met in found if _is_bare(title, squash(met[1]))), None)


def _is_bare(title: _Text, phrase: str) -> bool:
    asks = BOXED.match(title.spaced) or title.flat.endswith(f"{phrase}S")
    return len(title.flat) <= len(phrase) + 3 and not asks


BOXED = re.compile(r"\d{1,2}[A-Z]? ")


@lru_cache(maxsize=8192)  # rules of many kinds name the same phrases
def _phrase(wanted: str, text: _Text) -> tuple[float, str] | None:
    flat, spaced = text.flat, text.spaced
    best: tuple[float, str] | None = None
    for phrase, letters, small, pieces in _phrases(wanted):
        if len(letters) < SHORT:
            exact = f" {_words(phrase)} " in f" {spaced} " if letters.isascii() else _stands(letters, flat)
            score = 100.0 if exact else 0.0
        elif letters in flat:
            score = 0.0 if _ends_in_a_word(phrase, spaced) or _begins_in_a_word(phrase, spaced) else 100.0
        elif len(flat) < len(letters) or small not in flat or not any(piece in flat for piece in pieces):
            score = 0.0
        else:
            score = fuzz.partial_ratio(letters, flat, score_cutoff=NEAR)
        if score >= NEAR and (best is None or score / 100 > best[0]):
            best = score / 100, phrase
    return best


@cache
def _phrases(wanted: str) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """The alternatives of a rule's phrase: each with its letters, its last word where that is small, and its letters in
    more pieces than it may have slips.

    A small last word must be met: without it `MANUFACTURING BATCH` would be a `MANUFACTURING BOM`. Where no piece is
    met the phrase is not near either, and need not be compared with all of a page.
    """
    found: list[tuple[str, str, str, tuple[str, ...]]] = []
    for phrase in wanted.split("|"):
        letters, last = _squashed(phrase), _words(phrase).rpartition(" ")[2]
        # A letter too much or too few costs one of both texts' letters together.
        step = max(1, len(letters) // (int(2 * len(letters) * (100 - NEAR) / 100) + 1))
        pieces = tuple(letters[at : at + step] for at in range(0, len(letters), step))
        found.append((phrase, letters, last if len(last) <= SMALL else "", pieces))
    return tuple(found)


def _ends_in_a_word(phrase: str, spaced: str) -> bool:
    """Whether a phrase that a small word ends is met only where another word begins alike: `… WAREHOUSE, INC.`

    Print whose spaces were lost is no such place; nor is a longer last word, which may stand in the plural.
    """
    words = _words(phrase)
    small = words.isascii() and len(words.rpartition(" ")[2]) <= SMALL
    return small and f" {words}" in f" {spaced}" and f" {words} " not in f" {spaced} "


def _begins_in_a_word(phrase: str, spaced: str) -> bool:
    """Whether several words are met only where the first ends another: `FACTURE NO` in `MANUFACTURE NO`."""
    words = _words(phrase)
    several = words.isascii() and " " in words
    return several and words in spaced and f" {words}" not in f" {spaced}"


SMALL = 3
"""Letters of a word by whose beginning other words are easily met: `IN`, `OUT`, `TAX`."""


@cache
def _words(phrase: str) -> str:
    return _Text.of(phrase).spaced


def _stands(letters: str, flat: str) -> bool:
    """Whether Chinese letters stand in a text and are no part of other words: `工作单位` is no `工作单`."""
    return letters in flat and _standing(letters).search(flat) is not None


@cache  # more titles are known than `re` keeps patterns
def _standing(letters: str) -> re.Pattern[str]:
    return re.compile(re.escape(letters) + ("(?![位价据重])" if letters.endswith("单") else ""))


@cache
def _squashed(phrase: str) -> str:
    return squash(phrase)
