"""Printed labels found at the start of a run, in many wordings, with or without box numbers, despite OCR slips."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

from rapidfuzz.distance import Levenshtein

from extractors.captions.wording import (
    ASKED_BEHIND,
    BOX_NUMBER,
    FURTHER_SCRIPTS,
    LEADER,
    LEADING,
    NUMBER_LAST,
    OTHER_BEHIND,
    OTHER_LANGUAGE,
    is_amount,
    qualifier,
    remark,
    to_colon,
    variants,
)
from extractors.typed.folding import CJK_PATTERN, SIMPLER

SEPARATOR = re.compile(r"^[\s:：.．,;#№/|\-–—=_)）\]】]+")
DOT_BETWEEN = re.compile(r"(?<=\s)[·•](?=\s)")
"""Parts the languages of a caption as a stroke does elsewhere: `Absender · Consignor · Expéditeur`."""
COLON = re.compile(r"\.?\s*[:：]")
INNER_WORD = re.compile(r"(?<=[\s,;）)])[^\s,;）)]")
"""Where a caption may begin inside a line."""
OWN_PREFIX = re.compile(r"[A-Z]{2,4}[-/](?=\S*\d)\S")
"""Letters that belong to the number they begin: `GRN No. GRN/25-26/03318`."""
NUMBER_SIGN = re.compile(r"\W{0,2}(?:#|№|N[°º])\W{0,2}")
"""Alone over a column it numbers the rows."""
STATES = re.compile(r"[:：]")
"""Inside a wording it ends the label: `FROM: PORT KLANG` is no `From port`."""
NUMBER_TWICE = re.compile(r"S[ốỐ]\s*/\s*(?=No\b)", re.IGNORECASE)
"""`Số / No.` asks twice for a number; without its accents it reads like that of a sales order."""
LONG_CAPTION = 24
LINE = "line:"
"""Prefix that keeps a column's wordings apart from a field's in one set of labels."""
CODED = re.compile(r"\s?[(（\[][0-9A-Z]{8,20}[)）\]]\s*$")
"""A firm's number behind the caption that asks for its name: `生产销售单位 (91410300MA8WH3U6BR)`."""
EITHER = re.compile(r"(?<=\w\w)\s*[/／]\s*(?=\w\w)")
"""Parts two captions of one column."""
COMPOSED = 0.9
"""What a caption counts beside wordings of forms (1) that is only understood word by word."""
LONG_PART = 10
"""Letters (and the spaces between and around) from which words are known as a part of a caption."""
WORD = re.compile(r"[^\W_]+")
FOREIGN_WORDS = re.compile(rf"[{FURTHER_SCRIPTS}\u4e00-\u9fff]+|^\W*\d{{1,2}}[.)]\s")
"""What may stand beside a caption's English."""
NUMBER_ENDING = re.compile(r"(?:NO|NR|NUM|NUMBER|ID|REF|REFERENCE)$")
CJK_BEHIND = re.compile(rf"^(?:[\u4e00-\u9fff（）/、；]{{1,10}}|[{FURTHER_SCRIPTS}（）/、·\s]{{1,40}})\s*")
OTHER_SCRIPT_TO_COLON = re.compile(
    rf"^\s*[\u4e00-\u9fff{FURTHER_SCRIPTS}][\u4e00-\u9fff（）()/、·\s{FURTHER_SCRIPTS}]{{0,40}}(?=[:：])"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A label at the start of a text.

    Attributes:
        names: the fields or columns it may stand for; `From` is a seller as well as a port.
        end: where the value may begin in the text.
        score: 0 to 1, how exactly the wording was met; longer wordings score a little higher.
        colon: whether a colon follows: a sure sign of a label.
        numbered: whether a box number stands before it: another one.
        letters: how many letters and digits its wording has.
        slips: how many letters were read otherwise than the wording has them.
        composed: whether it is no wording of a form, but understood word by word.
    """

    names: tuple[str, ...]
    end: int
    score: float
    colon: bool
    numbered: bool
    letters: int
    slips: int = 0
    composed: bool = False

    @property
    def name(self) -> str:
        return self.names[0]

    def is_all_of(self, text: str) -> bool:
        """Whether nothing but a colon or a stop stands behind the label in its text."""
        return self.end >= len(text.rstrip(" :：."))


class Labels:
    """All wordings of all fields of a form, longest first."""

    def __init__(
        self, wordings: Iterable[tuple[str, str]], composed: Callable[[str], str | None] | None = None
    ) -> None:
        """Args: wordings: pairs of field name and wording; composed: what names a caption that is none."""
        wordings = list(wordings)
        flat: dict[str, dict[str, None]] = {}
        for name, wording in ((name, variant) for name, plain in wordings for variant in variants(plain)):
            flat.setdefault(squash(wording), {})[name] = None
            if " and " in wording.lower():  # print has `&` there, which is no letter
                flat.setdefault(squash(re.sub(r"(?i) and ", " ", wording)), {})[name] = None
        known = sorted(filter(None, flat), key=len, reverse=True)
        self._wordings = [(wording, tuple(flat[wording])) for wording in known]
        self._beginnings = tuple(wording for wording in known if len(wording) > 1)
        self._of_name: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._by_piece: dict[str, list[tuple[int, int, int]]] = {}
        for number, (wording, names) in enumerate(self._wordings):
            for name in names if len(wording) > 1 else ():
                self._of_name.setdefault(name, []).append((wording, names))
            allowed, at = _allowed(wording), 0
            for piece in _pieces(wording):
                self._by_piece.setdefault(piece, []).append((number, at - allowed, at + allowed))
                at += len(piece)
        self._piece_sizes = sorted({len(piece) for piece in self._by_piece})
        self._reach = len(known[0]) + _allowed(known[0]) if known else 0
        self._numbers_items = any(name == "item" for name, _ in wordings)
        self._composed = composed
        self._find = lru_cache(maxsize=4096)(self._find_uncached)
        self._plain = [wording for _, wording in wordings]

    @cached_property
    def _whole(self) -> Set[str]:
        # A set and no pattern: to compile thousands of wordings took most of the time that a kind's first paper needed.
        return {_close(wording) for wording in self._plain if len(squash(wording)) >= 2}

    @cached_property
    def _spaced(self) -> str:
        return "|".join(("", *map(_spaced, self._plain), ""))

    def find(self, text: str) -> Hit | None:
        """The longest label that `text` begins with, after an optional box number."""
        return None if is_amount(text) else self._find(text)

    def _find_uncached(self, text: str) -> Hit | None:
        text = DOT_BETWEEN.sub("/", text)
        if NUMBER_SIGN.fullmatch(text):
            return Hit(("item",), len(text), 1.0, False, False, 1) if self._numbers_items else None
        if twice := NUMBER_TWICE.match(text):
            hit = self._find(text[twice.end() :])
            return replace(hit, end=hit.end + twice.end()) if hit else None
        best: Hit | None = None
        starts = [0]
        if (number := BOX_NUMBER.match(text)) and number.end() < len(text):
            starts.append(number.end())
        for start in starts:
            hit = self._at(text, start)
            if hit and (best is None or hit.score > best.score):
                best = hit
            if led := self._led(text, start, hit):
                best = led
        best = best or self._behind_another_language(text, starts[-1])
        if best is None and (sign := NUMBER_LAST.search(text)):  # `Commercial Invoice #` asks for its number
            hit = self.find(f"{text[: sign.start()]} No")
            best = replace(hit, end=len(text)) if hit and hit.end > sign.start() else None
        return self._made_of_words(text, best) or best

    def _made_of_words(self, text: str, known: Hit | None) -> Hit | None:
        """The caption up to its colon, or all of the text, where its words say more than a wording it begins with."""
        colon = STATES.search(text)
        caption = text[: colon.start()] if colon else text
        first = EITHER.split(CODED.sub("", caption))[0]  # `Articolo / variante` is the article
        whole = known is not None and known.end >= len(first.rstrip()) and not known.slips
        name = self._composed(text[: colon.end()] if colon else text) if self._composed and not whole else None
        if name is None:
            return None
        letters = len(squash(caption))
        end = len(text) - len(text[colon.end() :].lstrip()) if colon else len(text)
        return Hit((name,), end, COMPOSED + 0.012 * min(letters, 40), colon is not None, False, letters, composed=True)

    def _led(self, text: str, start: int, whole: Hit | None) -> Hit | None:
        """The label behind words that ask for it (`Name and address of`), where these are no label themselves."""
        lead = LEADING.match(text, start)
        if lead is None or (whole and not whole.slips and whole.end > lead.end()):
            return None
        hit = self._at(text, lead.end())
        asked = 4 if " " in lead.group().strip() else 0  # `the country shown above` asks for nothing
        return replace(hit, numbered=start > 0, letters=hit.letters + asked) if hit and not hit.slips else None

    def _behind_another_language(self, text: str, start: int) -> Hit | None:
        """The label behind a caption in a language no wording is known in; nothing but a value may follow it."""
        caption = OTHER_LANGUAGE.match(text[start:])
        if caption is None:
            return None
        hit = self._at(text, start + caption.end())
        if hit is None or not (hit.colon or hit.end >= len(text.rstrip(" .:：)）")) or hit.letters >= 8):
            return None
        return replace(hit, numbered=start > 0)

    def _at(self, text: str, start: int) -> Hit | None:
        printed = squashed(text[start:])
        flat = "".join(letter for letter, _ in printed)
        best: tuple[float, tuple[str, ...], int, int, int] | None = None
        for wording, names in self._alike(flat):
            found = prefix_distance(wording, flat)
            if found is None or (found[0] and NUMBER_ENDING.sub("", wording) == flat):
                continue  # `CERTIFICATE OF ORIGIN` is a title and no slip of `Certificate of origin No`
            distance, taken = found
            last = start + printed[taken - 1][1]
            if not _ends_word(text, last) or _states(text, start, last) or _other_ending(wording, flat, found):
                continue
            score = 1 - distance / len(wording) + 0.012 * min(len(wording), 40)
            if best is None or score > best[0]:
                best = score, names, last + 1, len(wording), distance
        if best is None:
            return None
        score, names, end, letters, slips = best
        end, colon = self._with_rest(text, names[0], start, end)
        return Hit(names, end, score, colon, start > 0, letters, slips)

    def _alike(self, flat: str) -> list[tuple[str, tuple[str, ...]]]:
        """The wordings, longest first, that may begin a text: one piece of each stands in it, near its own place."""
        head = flat[: self._reach]
        met: set[int] = set()
        for size in self._piece_sizes:
            for start in range(len(head) - size + 1):
                for number, first, last in self._by_piece.get(head[start : start + size], ()):
                    if first <= start <= last:
                        met.add(number)
        return [self._wordings[number] for number in sorted(met)]

    def _with_rest(self, text: str, name: str, start: int, end: int) -> tuple[int, bool]:
        """Step over what belongs to the label: qualifiers, its wording in a second language, a colon."""
        colon, explained = False, text[end : end + 1] in (")", "）")
        for _ in range(10):
            rest = text[end:]
            if (match := re.match(r"[\s.．#№]*[:：]", rest)) or (match := LEADER.match(rest)):
                asked = ASKED_BEHIND.match(rest, match.end())  # `EXPORTER: name, address, email`
                colon, end = True, end + (asked.end() if asked else match.end())
            elif step := remark(rest) or (0 if colon else qualifier(rest)):
                end, explained = end + step, explained or rest[:step].endswith((")", "）"))
            elif not colon and (match := OTHER_SCRIPT_TO_COLON.match(rest)):
                end += match.end()
            elif (match := SEPARATOR.match(rest)) and len(rest) > match.end():
                behind = rest[match.end() :]
                # behind a colon a known wording begins the value: `P.O. No.: PO-494108`
                inner = None if colon and behind[:1].isascii() and behind.strip() else self._same(behind, name)
                other = None if colon else OTHER_BEHIND.match(rest)
                step = 0 if colon or explained or inner is not None or other else self._to_colon(text[start:end], rest)
                if inner is None and other is None and not step:
                    break
                end += step or (match.end() + inner if inner is not None else other.end() if other else 0)
            elif (inner := self._same(rest, name)) and not (colon and rest[inner:].strip() and rest[0].isascii()):
                end += inner  # behind a colon a known wording begins the value: `Customs office: CUSTOMS OFFICE 10`
            elif not colon and (match := CJK_BEHIND.match(rest)) and (inner := self._same(rest[match.end() :], name)):
                end += match.end() + inner
            elif not (colon or explained) and (step := self._to_colon(text[start:end], rest)):
                end += step
            else:
                break
        trailing = SEPARATOR.match(text[end:])
        colon = colon or (trailing is not None and STATES.search(trailing.group()) is not None)  # `Date (Z02):`
        return end + (trailing.end() if trailing else 0), colon

    def _to_colon(self, label: str, rest: str) -> int:
        step = to_colon(label, rest)
        return step if step and not squash(rest.lstrip()).startswith(self._beginnings) else 0

    def _same(self, text: str, name: str) -> int | None:
        """Length of another wording of the same field at the start of `text`; `Qty` of `Qty completed` is none."""
        if OWN_PREFIX.match(text):
            return None
        letters = squashed(text)
        flat = "".join(letter for letter, _ in letters)
        for wording, names in self._of_name.get(name, ()):
            if flat.startswith(wording):
                last = letters[len(wording) - 1][1]
                if _ends_word(text, last) and not (len(names) > 1 and text[last + 1 :].lstrip()[:1].isalpha()):
                    return last + 1
        return None

    def asks_only(self, text: str) -> bool:
        """Whether a text is captions and nothing else (`Specification / 规格`), or several words out of one."""
        number = BOX_NUMBER.match(text)
        plain = (text, text[number.end() :] if number else "", FOREIGN_WORDS.sub(" ", text))
        parts = EITHER.split(text)
        return any(map(self._is_caption, plain)) or (len(parts) > 1 and all(map(self._is_caption, parts)))

    def _is_caption(self, text: str) -> bool:
        words = _spaced(text)
        part = len(words) >= LONG_PART and len(words.split()) > 1
        return bool(words.strip()) and (f"|{words}|" in self._spaced or (part and words in self._spaced))

    def inner(self, text: str) -> list[int]:
        """Where further labels with a colon begin inside `text`."""
        found: list[int] = []
        since = 0
        for colon in COLON.finditer(text):
            for word in INNER_WORD.finditer(text, since, colon.start()):
                caption = _close(text[word.start() : colon.start()])
                if caption in self._whole or f"{caption}." in self._whole:
                    found.append(word.start())
                    break
            since = colon.end()
        return found


def _spaced(text: str) -> str:
    """The words of a text in one case, each between spaces."""
    return f" {' '.join(re.findall(WORD, text.casefold()))} "


def _close(text: str) -> str:
    """A wording or a printed caption without white space and in one case."""
    return "".join(text.split()).casefold()


def squashed(text: str) -> list[tuple[str, int]]:
    """Letters and digits of the text in upper case without accents, characters simplified, each with its place."""
    letters: list[tuple[str, int]] = []
    for i, char in enumerate(text):
        numero = char == "°" and len(letters) > 1 and letters[-1] == ("N", i - 1)  # `Facture N°` is `Facture Nº`
        for plain in unicodedata.normalize("NFKD", "o" if numero else SIMPLER.get(char, char)).upper():
            if plain.isalnum():
                letters.append((plain, i))
    return letters


@lru_cache(maxsize=65_536)
def squash(text: str) -> str:
    """The same without the places."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.upper()))
    return "".join(letter for letter, _ in squashed(text))


def prefix_distance(wording: str, flat: str) -> tuple[int, int] | None:
    """Edits between a wording and the start of a text, and how many letters of the text it takes; None if too many."""
    size = len(wording)
    if flat.startswith(wording):
        return 0, size
    allowed = _allowed(wording)
    if not allowed or len(flat) < size - allowed or not any(p in flat[: size + allowed] for p in _pieces(wording)):
        return None
    best: tuple[int, int] | None = None
    for taken in range(max(1, size - allowed), min(len(flat), size + allowed) + 1):
        distance = Levenshtein.distance(wording, flat[:taken], score_cutoff=allowed)
        if distance <= allowed and (best is None or distance < best[0]):
            best = distance, taken
    return best


def _allowed(wording: str) -> int:
    """How many slips of OCR a wording forgives."""
    size = len(wording)
    return 0 if size < 5 else 1 if size < 10 else size // 7


@cache
def _pieces(wording: str) -> tuple[str, ...]:
    """A wording in more pieces than it forgives slips: of a text that is it with slips, one stands unharmed."""
    step = -(-len(wording) // (_allowed(wording) + 1))
    return tuple(wording[i : i + step] for i in range(0, len(wording), step))


def _states(text: str, start: int, last: int) -> bool:
    """Whether a colon inside the words ends a shorter label; a long caption may hold one itself."""
    return last - start < LONG_CAPTION and STATES.search(text, start, last) is not None


def _other_ending(wording: str, flat: str, found: tuple[int, int]) -> bool:
    """Whether slips are meant to turn other words into a number's label, or that into others: `Shipment No`, `To`."""
    distance, met = found[0], flat[: found[1]].replace("0", "O")
    ending = NUMBER_ENDING.search(wording) if distance else None
    return met.endswith("NO") and distance > 0 if ending is None else not met.endswith(ending.group())


def _ends_word(text: str, last: int) -> bool:
    """Whether the letter at `last` ends a word (a Chinese character always does)."""
    if last + 1 >= len(text) or CJK_PATTERN.match(text[last]):
        return True
    following = text[last + 1 : last + 3]
    if not following[0].isalnum() or CJK_PATTERN.match(following[0]):
        return True
    plural = following[0] in "sS" and not following[1:].isalnum()
    return plural and text[max(0, last - 1) : last + 1].isalpha() and last > 0  # `US$` is no plural of `U`
