"""Countries in a text: by name in many languages, by code where only a code can stand, forgiving OCR slips."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from extractors.typed.folding import CJK_PATTERN, Token, fold, likeness, tokens
from extractors.typed.found import Found
from schemas.reference.countries import chinese_places, country_codes, country_names, region_names

_MENTION = re.compile(r"(?:MADE|PRODUCED|MANUFACTURED|GROWN)\s+IN|PRODUCTS?\s+OF|ORIGIN(?:\s+OF)?|FABRIQUE EN|HECHO EN")
_BARE_CODE = re.compile(r"(?:^|[(\[/:,-])\s*([A-Z]{2,3})\s*(?:[)\]/,-]|$)")
ACCENTED = {"MỸ": "US", "ÁO": "AT", "BỈ": "BE", "ÚC": "AU"}
"""Vietnamese names that without their accents are another country's code, or none."""
_NO_FUZZ = {"MEXICAN", "INDIAN", "CANADIAN", "CHINESE", "KOREAN", "AMERICA", "JAPANESE", "ITALIAN", "FRENCH"}


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word -> the names that begin with it, the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, code in country_names().items():
        words = tuple(name.split())
        if not CJK_PATTERN.search(name):
            index.setdefault(words[0], []).append((words, code))
    for names in index.values():
        names.sort(key=lambda n: -len(n[0]))
    return index


@cache
def _cjk_names() -> re.Pattern[str]:
    names = sorted((n for n in country_names() if CJK_PATTERN.search(n)), key=len, reverse=True)
    return re.compile("|".join(re.escape(n.replace(" ", "")) for n in names))


@cache
def _by_likeness() -> dict[str, str]:
    return {likeness(n): c for n, c in country_names().items() if len(n) > 3 and n.isascii()}


@cache
def _glued() -> dict[str, str]:
    return {n.replace(" ", ""): c for n, c in country_names().items() if " " in n and len(n) > 5 and n.isascii()}


def find_countries(text: str) -> list[Found[str]]:
    """All countries named in a text, left to right, longest name first; codes count only in brackets or alone."""
    folded = fold(text)
    found = [*_cjk(text, folded), *_named(text, folded)]
    taken = [(f.start, f.end) for f in found]
    for match in _BARE_CODE.finditer(folded):
        code = ACCENTED.get(text[slice(*match.span(1))].upper(), country_codes().get(match[1]))
        if code and not any(s < match.end(1) and match.start(1) < e for s, e in taken):
            whole = folded.strip() == match[1]
            found.append(Found(code, match.start(1), match.end(1), text[slice(*match.span(1))], 0.95 if whole else 0.7))
    return sorted(found, key=lambda f: f.start)


def country(text: str) -> Found[str] | None:
    """The country of a text that should name one, such as the origin cell of a form.

    Several names of the same country are one answer; of different ones the first is given, less sure, with the
    others as alternatives.
    """
    found = find_countries(text) or list(_misread(text))
    if not found:
        return None
    mention = _MENTION.search(fold(text))
    named = [f for f in found if mention and f.start >= mention.end()] or found
    best = max(named, key=lambda f: (f.sure > 0.75, -f.start))
    others = tuple(dict.fromkeys(f.value for f in found if f.value != best.value and len(f.raw) > 2))
    if not others:
        return best
    sure = best.sure if mention else best.sure * 0.7
    return Found(best.value, best.start, best.end, best.raw, sure, (*best.alternatives, *others), best.repaired)


def of_adjective(text: str) -> str | None:
    """The country whose adjective a text is, by the name it is made of: EGYPTIAN of Egypt, TURKISH of Turkey."""
    word = fold(text).strip()
    made = [
        (len(stem), code)
        for name, code in country_names().items()
        if name.isascii() and " " not in name and len(name) > 3
        for stem in (name, name[:-1], name[:-2])
        if len(stem) > 3 and word.startswith(stem) and word[len(stem) :] in _ADJECTIVES
    ]
    return max(made)[1] if made else None


_ADJECTIVES = ("N", "AN", "IAN", "ESE", "ISH", "I", "ANI")


def address_country(text: str) -> Found[str] | None:
    """The country of an address: its own name (the last one), else told by a Chinese place or a state's name."""
    found = [f for f in find_countries(text) if len(f.raw) > 2 or f.end == len(text.rstrip(" .,)"))]
    if found:
        return found[-1]
    folded = fold(text)
    places = chinese_places()
    for match in re.finditer("|".join(p for p in places if not p.isascii()), folded):
        return Found("CN", match.start(), match.end(), text[slice(*match.span())], 0.9)
    for token in tokens(folded):
        if token.text in places:
            return Found("CN", token.start, token.end, text[token.start : token.end], 0.85)
    if match := re.search(r"(?<![A-Z])[A-Z]{2}\.?\s{0,2}[0-9]{5}(?:-[0-9]{4})?(?![0-9])", folded):
        return Found("US", match.start(), match.end(), text[slice(*match.span())], 0.7)
    return next(_regions(text, folded), None) or next(_misread(text), None)


def _regions(text: str, folded: str) -> Iterator[Found[str]]:
    words = tokens(folded)
    for size in (3, 2, 1):
        for at in range(len(words) - size, -1, -1):
            piece = words[at : at + size]
            code = region_names().get(" ".join(w.text for w in piece))
            if code:
                yield Found(code, piece[0].start, piece[-1].end, text[piece[0].start : piece[-1].end], 0.7)


def _cjk(text: str, folded: str) -> Iterator[Found[str]]:
    if CJK_PATTERN.search(folded):
        for match in _cjk_names().finditer(folded):
            yield Found(country_names()[match.group()], *match.span(), text[slice(*match.span())], 1.0)


def _named(text: str, folded: str) -> Iterator[Found[str]]:
    words = _letters(folded)
    index, at = _by_first_word(), 0
    while at < len(words):
        size, code, sure = _longest(words, at, index)
        if code and not (size == 1 and _part_of_other_word(words, at, folded)):
            start, end = words[at].start, words[at + size - 1].end
            yield Found(code, start, end, text[start:end], sure, (), sure < 1)
        at += size


def _longest(
    words: list[Token], at: int, index: dict[str, list[tuple[tuple[str, ...], str]]]
) -> tuple[int, str | None, float]:
    for name, code in index.get(words[at].text, ()):
        if tuple(w.text for w in words[at : at + len(name)]) == name:
            return len(name), code, 1.0
    word = words[at].text
    if word in _glued():
        return 1, _glued()[word], 1.0
    return (1, *_slipped(word)) if len(word) > 4 else (1, None, 0.0)


@lru_cache(maxsize=4096)
def _slipped(word: str) -> tuple[str | None, float]:
    code = _by_likeness().get(likeness(word))
    return (code, 0.85) if code and re.search("[0-9|!]|L|V|J|Q|RN", word) else (None, 0.0)


def _letters(folded: str) -> list[Token]:
    """Words of letters, with digits inside them kept (CH1NA) and the possessive s joined (PEOPLE'S)."""
    return [
        Token(m.group().replace("'", ""), m.start(), m.end())
        for m in re.finditer(r"(?<![A-Z0-9|!])[A-Z0-9|!]{0,30}?[^\W\d_](?:[^\W_]|[|!]|'(?=S(?!\w)))*", folded)
    ]


def _part_of_other_word(words: list[Token], at: int, folded: str) -> bool:
    """NEW MEXICO, and a bare U.S. or UK glued to a number, name no country."""
    before = words[at - 1].text if at else ""
    word = words[at].text
    return (
        (before == "NEW" and word in ("MEXICO", "ENGLAND", "WALES"))
        or (word == "JERSEY" and before == "NEW")
        or (
            word in ("LAO", "GAZA", "DUBAI", "SPA", "CHAD", "TOGO")
            and folded[words[at].start - 1 : words[at].start] == "-"
        )
    )


def _misread(text: str) -> Iterator[Found[str]]:
    """A whole text that resembles one country's name closely; shorter names must resemble more."""
    folded = fold(text)
    core = re.sub(r"^(?:THE|ORIGIN|MADE IN|COUNTRY)\b|[^A-Z0-9 ]", " ", folded)
    core = " ".join(core.split())
    if not 4 <= len(core) <= 60 or core in _NO_FUZZ:
        return
    names = _fuzzy_names()
    near = process.extract(core, names, scorer=fuzz.ratio, score_cutoff=82 if len(core) > 6 else 79, limit=4)
    codes = list(dict.fromkeys(country_names()[name] for name, *_ in near))
    if codes:
        score = near[0][1] / 100
        lead = len(text) - len(text.lstrip())
        sure = score * (0.8 if len(codes) == 1 else 0.6)
        yield Found(codes[0], lead, len(text.rstrip()), text.strip(), sure, tuple(codes[1:]), True)


@cache
def _fuzzy_names() -> tuple[str, ...]:
    return tuple(n for n in country_names() if len(n) > 3 and n.isascii())
