"""The authority that issued a certificate, by its printed name with its branch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from extractors.nlp.pipelines import LONGEST_CELL, longest, phrase_pipeline, read_phrases
from extractors.typed.dates import find_dates
from extractors.typed.folding import CJK, CJK_PATTERN, fold, single_spaced
from extractors.typed.found import Found
from schemas.reference.dated import rows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

_HAN_ISSUER = re.compile(
    rf"(?:中华人民共和国|中國|中国)?[{CJK}]{{0,8}}?(?:海关总署|海关(?!编|监|放|签|手|总|商|进|出|申)|"
    rf"国际贸易促进委员会(?:[{CJK}]{{1,8}}?(?:分会|支会|委员会))?|贸促会(?:[{CJK}]{{1,8}}?(?:分会|支会))?|国际商会(?:[{CJK}]{{1,8}}?分会)?|总商会|商会|商會|出入境检验检疫局|工业贸易署|國際貿易署|貿易局)|"
    rf"[{CJK}]{{1,12}}(?:商工会议所|同业公会|工业总会|关务署|标准检验局)"
)
# A CUSTOMS that is no office: the customs value, a broker, a union, the law; or the address where one verifies.
_NO_OFFICE = re.compile(
    r"CUSTOMS\s(?:SPECIALIST|MANAGER|COMPLIANCE|AGENT|COORDINATOR|VALUE|CODE|TARIFF|BROKER|CLEARANCE|PURPOSE|UNION|DUT|DECLARATION|USE|INVOICE|ENDORSEMENT|PROCEDURE|TERRITORY|"
    r"ADMINISTRATION OF THE IMPORT|AUTHORIT(?:Y|IES) OF THE IMPORT|LAW)|\.CUSTOMS|CUSTOMS\."
)
_PROSE = re.compile(
    r"(?<![A-Z])(?:THE|THIS|THAT|IS|ARE|BY|ON|WITH|HEREBY|FROM|WHICH|EXPORTER|DECLARATION|GOODS|BASIS|CONTROL|CARRIED|CORRECT|"
    r"UNDERSIGNED|CERTIFIES|ABOVE|SHOWN|ISSUED|COMPETENT|REQUEST|IMPORTING)(?![A-Z])"
)
_PLAIN_WORD = re.compile(r"(?<![\w'’])(?!(?:und|der|des|del|for|the|and|von|für|dei)\b)[a-z]{3,}")
"""Words of running text: an authority writes its name with capitals."""
_RIGHT = re.compile(r"(?:[ \t]*[,]?[ \t]*\n?[ \t]*(?:\(?[A-Z][A-Z.'&/-]*\)?|&|OF|[(][^()\n]{2,40}[)]))")
_AFTER_NAME = re.compile(
    r"[:;|*=_]|[0-9]|\s{3,}|,(?!\s?(?:P\.?\s?R|CHINA|VIET|INDIA|MALAYSIA|MINISTRY|TRADE AND|THAILAND|INDUSTR|SERVI[CZ]|"
    r"ARTIGIANATO|AGRICOLTURA|AGRICULTUR|MANUFACTUR|SHIPPING|NAVIGATION|NAVEGACI|MINES|TURISMO|TOURISM|PORT OF))|"
    r"(?<![A-Z.][A-Z])\.(?=\s|$)(?<!R\.)|(?<![A-Z])(?:IS|HEREBY|AT|ON|BY|THAT)(?![A-Z])"
)
_ABBREVIATED = ("CCPIT", "CCOIC", "GACC", "MITI", "VCCI", "KCCI", "JCCI", "HKGCC", "MOIT", "MICCI", "DGFT", "FIEO")
_CONNECTED = re.compile(
    r"\s*\n\s*(?=(?:OF|AND|&|FOR|SUB-?COUNCIL|SUB-?COMMITTEE|COMMITTEE|BRANCH|DISTRICT|P\.?\s?R\.?\s?(?:OF\s)?CHINA|INDUSTRY|TRADE|"
    r"THE PEOPLE|PEOPLE'S|DE|DEL|DI|DU|DES|DA|DO|DELLA|D'|ET|E|Y|VE|DAN|UND|NAM)(?![A-Z])|\([A-Z])"
)
_TRADERS = re.compile(
    r"(?<![A-Z])(?:LOGISTICS|FORWARD(?:ING|ERS?)|FREIGHT|BROKER(?:S|AGE)?|CLEARANCE|BUSINESS|TRADE)"
    r"(?:,? (?:AND|&) [A-Z]+)* (?:CENT(?:RE|ER)|SERVICES?|AGENCY|BUREAU|OFFICE|FORWARDERS?|BROKERS?|COMPANY|LTD|INC)"
    r"(?![A-Z])"
)
"""Firms that issue what no authority does; `SEA FREIGHT` alone is no firm."""
_GOES_ON = re.compile(r"\s*\n\s*(?=[A-Z])")
_BROKEN_OFF = re.compile(
    r"(?:[A-Z]-|&|(?<![A-Z])(?:OF|AND|FOR|THE|DE|DEL|DI|DU|DES|DA|DO|DELLA|LA|ET|Y|VE|DAN|UND|PROVINSI|KABUPATEN|KOTA|VIET))\s*$"
)
"""An end of a line in the middle of a name: `Schwarzwald-Baar-`, `MINISTRY OF COMMERCE AND`."""


@cache
def _pipeline() -> Language:
    words = read_phrases("issuer_phrases.yaml")
    listed = [row for row in rows("issuer_names") if "*" not in row["name"] and not CJK_PATTERN.search(row["name"])]
    names = [fold(row["name"]) for row in listed if row["issuer"] != "none"]
    words["WEAK"] += [fold(row["name"]) for row in listed if row["issuer"] == "none"]  # `SEA FREIGHT` is no forwarder
    common = {word for group in words.values() for phrase in group for word in phrase.split()}
    own = {word for name in names for word in re.findall(r"[A-Z]+", name)} - common
    both = {*names, *(n.replace(" AND ", " & ") for n in names)}
    words["BODY"] += sorted(both)
    return phrase_pipeline({(label, ""): phrases for label, phrases in words.items()}, frozenset(own))


def find_issuer(text: str) -> Found[str] | None:
    """The issuing authority named in a certification box, a title or a seal: as printed, misread words put right.

    A body that no table knows (`SELANGOR COMMERCE & LOGISTICS CENTRE`) is given with less certainty, when nothing
    better stands there; whether it may issue at all is for the rules to say.
    """
    text = text[:LONGEST_CELL]
    found = [*_han(text), *_latin(text)]
    best = max(found, key=lambda f: (f.sure, len(f.value), -f.start), default=None)
    if best and (signs := _SIGNS_FOR.match(best.value)):
        return replace(best, value=best.value[signs.end() :], start=best.start + signs.end())
    return best


_SIGNS_FOR = re.compile(
    r"(?:(?:for and )?(?:on )?behalf of|for|(?:official )?(?:stamp|seal) of(?: the)?|(?:cachet|timbre) (?:de|du)|we,|"
    r"issued by)\s+(?=\w)|"
    r"CUSTOMS OFFICE\s*:?\s+(?=ZOLL|HAUPTZOLL|BUREAU|DOUANE|UFFICIO|DOGANA|ADUANA|OFICINA|TOLL|TULL|URZ|CARIN|GUM|GÜM)",
    re.IGNORECASE,
)
"""Who signs names the body he signs for; what a form asks for, before the office in its own language."""


def _han(text: str) -> Iterator[Found[str]]:
    if not CJK_PATTERN.search(text):
        return
    folded = fold(text)
    for match in _HAN_ISSUER.finditer(folded):
        lead = re.match(r"(?:签证机构|签发机构|发证机关|出口国|由|经)?", match.group())
        start = match.start() + (lead.end() if lead else 0)
        yield Found(text[start : match.end()], start, match.end(), text[start : match.end()], 0.95)


def _latin(text: str) -> Iterator[Found[str]]:
    folded = fold(text)
    doc = _pipeline()(folded)
    spans = longest(list(doc.spans["ruler"]))
    stops = [s.start_char for s in spans if s.label_ == "STOP"] + [d.start for d in find_dates(text)]
    for span in spans:
        in_address = folded[span.start_char - 1 : span.start_char] == "."
        if span.label_ == "STOP" or in_address or _NO_OFFICE.match(folded, span.start_char):
            continue
        start = _left(folded, span.start_char)
        end = _right(folded, span, stops)
        value, sure = _value(doc, text, start, end), 0.95
        if span.label_ == "WEAK":
            sure = 0.6
            if len(value.split()) < 2 or _PROSE.search(fold(value)) or not _alone(folded, start, end):
                continue
            if len(value.split()) > 2 and _TRADERS.search(fold(value)):
                sure = 0.95
        elif len(value.split()) == 1 and value.isascii() and value.upper() not in _ABBREVIATED:
            sure = 0.4  # CUSTOMS alone names no office
        repaired = fold(value).replace("- ", "-") != single_spaced(folded[start:end]).replace("- ", "-")
        line = folded[folded.rfind("\n", 0, start) + 1 : start]
        lower = (
            len(_PLAIN_WORD.findall(value)) >= 2
            or text[start:end].islower()
            or _PROSE.search(re.sub(r"(?:ISSUED )?BY|THE", "", line)[-12:]) is not None
        )
        yield Found(value, start, end, text[start:end], sure - 0.1 * repaired - 0.25 * lower, (), repaired)


def _left(folded: str, start: int) -> int:
    """The name's own words before its core, on the same line and after any prose or sign."""
    line = folded.rfind("\n", 0, start) + 1
    before = folded[line:start]
    marks = re.finditer(r"[.:;,!?)\]](?=\s)|[:;|*0-9]|\s{3,}", before)
    cut = max((m.end() for m in marks if not _abbreviation(before, m)), default=0)
    prose = max((m.end() for m in _PROSE.finditer(before, cut)), default=cut)
    piece = before[prose:]
    return line + prose + len(piece) - len(piece.lstrip(" .,:;-()"))


def _abbreviation(before: str, mark: re.Match[str]) -> bool:
    """The point of P.R. or ST. ends no sentence."""
    return mark.group() == "." and bool(re.search(r"(?:^|[\s.])[A-Z]{1,2}\.$", before[: mark.end()]))


def _right(folded: str, span: Span, stops: list[int]) -> int:
    """Where the name ends: at its line's end or at what is no name; over a line's end only with a connecting word."""
    limit = min((s for s in stops if s >= span.end_char), default=len(folded))
    end = span.end_char
    while True:
        line_end = folded.find("\n", end)
        line_end = limit if line_end < 0 else min(line_end, limit)
        rest = folded[end:line_end]
        stop = _AFTER_NAME.search(rest)
        end += stop.start() if stop else len(rest)
        broken = _BROKEN_OFF.search(rest)
        connected = (_GOES_ON if broken else _CONNECTED).match(folded, end) if not stop and end < limit else None
        if not connected or connected.end() >= limit:
            break
        end = connected.end()
    while end > span.end_char and folded[end - 1] in " ,-(&\n\t":
        end -= 1
    return end


def _alone(folded: str, start: int, end: int) -> bool:
    """A weak name counts only as the only thing on its line."""
    line_start, line_end = folded.rfind("\n", 0, start) + 1, folded.find("\n", end)
    around = folded[line_start:start] + folded[end : line_end if line_end >= 0 else len(folded)]
    return not re.search(r"(?!THE )[A-Z]{3}", around)


def _value(doc: Doc, text: str, start: int, end: int) -> str:
    """The printed name with the words that OCR disfigured as they must be."""
    inside = doc.char_span(start, end, alignment_mode="contract")
    if inside is None:
        return single_spaced(text[start:end])
    parts: list[str] = []
    for token in inside:
        raw = text[token.idx : token.idx + len(token)]
        parts.append((token.norm_.upper() if token.norm_ != token.text.lower() else raw) + token.whitespace_)
    return _unbroken(single_spaced("".join(parts)))


def _unbroken(name: str) -> str:
    """A name without the blank that a line's end leaves behind its hyphen."""
    return re.sub(r"(?<=\w)- (?=[A-ZÀ-Þ])", "-", name)
