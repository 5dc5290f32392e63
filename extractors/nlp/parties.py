"""A party's cell taken apart: the company's name, its address, its contacts, and words that stand for a party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractors.nlp.pipelines import LONGEST_CELL, longest, phrase_pipeline, read_phrases
from extractors.typed.codes import find_email, find_phone, find_uscc
from extractors.typed.countries import address_country
from extractors.typed.folding import CJK, CJK_PATTERN, fold, single_spaced
from extractors.typed.found import Found
from schemas.reference.countries import chinese_places

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span


@dataclass(frozen=True, slots=True)
class Party:
    """A party's cell; spans are those in the printed lines joined by newlines.

    Attributes:
        name: as printed, single spaced, the legal form kept.
        name_lines: over how many printed lines the name runs.
        absent: TO ORDER, SAME, AVAILABLE UPON REQUEST and the like, which stand for a party ("" otherwise); the words
            are then the name too.
        through: the other party of ON BEHALF OF, C/O or VIA, by name ("" otherwise).
        uscc: Chinese unified social credit code, where one is printed.
    """

    name: Found[str] | None
    address: Found[str] | None
    country: Found[str] | None
    tel: Found[str] | None
    email: Found[str] | None
    name_lines: int
    absent: str = ""
    through: str = ""
    uscc: Found[str] | None = None


_LEGAL = re.compile(
    r"(?<![A-Z])(?:"
    r"CO\s?[.,]{0,2}\s?,?\s?\(?(?:PTE|PVT|PTY|PRIVATE)?\)?[.,]?\s?L\s?[TI]\s?D(?![A-Z])|"
    r"(?:TIC\.?\s?)?LTD\.?\s?STI(?![A-Z])|COMPANY,? LIMITED|CO\.?,?\s?LIMITED|"
    r"(?:PTE|PVT|PTY|PRIVATE|\(P\)|\(PVT\))[.,]?\s?(?:LTD|LIMITED)|SDN\.?\s?BHD|JOINT STOCK COMPANY|J\.?S\.?C(?![A-Z])|"
    r"LIMITED LIABILITY COMPANY|ONE MEMBER CO|SOCIEDAD ANONIMA(?: DE CAPITAL VARIABLE)?|S\.\s?A\.\s?E(?![A-Z])|E\.K\.|"
    r"S\.\s?DE\s*$|S\.\s?P\.\s?R\.?(?:\s?DE\s?R\.?\s?[LI](?![A-Z]))?|S\.\s?L\.?(?:\s?U\.?)?(?=\s?,)|S\.?\s?A\.?\s?P\.?\s?I\.?\s?DE\s?C\.?\s?V|S\.?\s?(?:DE\s?R\.?\s?L|A)\.?\s?DE\s?C\.?\s?V|S\.\s?DE\s?R\.\s?L|"
    r"S\.?\s?A\.?\s?R\.?\s?L(?![A-Z])|A/S(?![A-Z])|AS(?=\s?,)|AB(?=\s?,)|S\.?R\.?L(?![A-Z])|S\.P\.A|(?<!&\s)(?<!AND\s)SPA(?![A-Z])|S\.A\.S|SARL|G\.?M\.?B\.?H(?:\s?&\s?CO\.?\s?KG)?(?![A-Z])|"
    r"L\.?L\.?C(?![A-Z])|L\.?L\.?P(?![A-Z])|L\.P(?![A-Z])|"
    r"S\.A\.[AC](?![A-Z])|E\.I\.R\.L(?![A-Z])|INC(?:ORPORATED)?(?![A-Z])|CORP(?:ORATION)?(?![A-Z])|LIMITED|LIMITADA(?![A-Z])|LTEE(?![A-Z])|LTDA|LTD(?![A-Z])|BHD(?![A-Z])|"
    r"B\.V|N\.V|A\.S(?![A-Z])|A\.?Ş|S\.A(?![A-Z])|"
    r"SP\.?\s?Z\.?\s?O\.?\s?O(?![A-Z])|SP\.?\s?Z\s*$|S\.R\.O(?![A-Z])|D\.O\.O(?![A-Z])|KFT(?![A-Z])|ZRT(?![A-Z])|OYJ(?![A-Z])|"
    r"APS(?![A-Z])|FZE(?![A-Z])|FZCO(?![A-Z])|W\.L\.L(?![A-Z])|S\.A\.L(?![A-Z])|"
    r"AG(?![A-Z])(?! (?:EQUIPMENT|SUPPLY|SERVICES?|PRODUCTS|SYSTEMS|SOLUTIONS|PARTNERS|IMPLEMENTS?|CHEM))|"
    r"K\.K|OY(?![A-Z])|PLC(?![A-Z])|TBK|"
    r"TIC\.?\s?A\.?S|SAN\.?\s?VE\s?TIC\.?[A-Z .]{0,12}|COMPANY(?![A-Z])|FACTORY(?! ROAD)(?![A-Z])|CO\.?$|LP$)"
    r"[.,]{0,2}(?:\s?\([A-Z .&]{2,30}\))?"
)
_MORE_FORM = re.compile(
    r"\s*(?:\n\s*)?(?:LTD|LIMITED|INC|INCORPORATED|CO\.,?\s?LTD|(?:(?:S\. ?)?DE\s+)?R\.? ?L\.?(?:\s+DE\s+C\.? ?V\.?)?|"
    r"DE\s+C\.? ?V\.?|P\.\s?I\.\s?DE\s+C\.\s?V\.?|O\.\s?O\.?|KG(?:AA)?|[S$]TI)[.,]{0,2}(?![A-Z])"
)
"""What goes on with a legal form, in the next line too: `S.` / `DE R.L. DE C.V.`, `GMBH & CO.` / `KG`, `LTD.` / `ŞTI.`
"""
_HAN_COMPANY = re.compile(
    rf"[{CJK}A-Z0-9()（）·.&\-]{{2,40}}?(?:有限责任公司|股份有限公司|集团有限公司|有限公司|株式会社|会社|"
    r"集团(?![)）])|公司|工厂|厂|商行|经营部|合作社|商社)"
    r"(?:[^\s,，。]{1,8}(?:分公司|分厂|工厂))?"
)
_FIELD = re.compile(
    r"^\s*(?P<name>(?:(?:COMPANY|FULL|BUSINESS|LEGAL|CORPORATE|REGISTERED|FIRM)\s)?NAMES?|COMPANY|FIRMA?|"
    r"(?:NOMBRE|NOM|NOME)(?: (?:O|OU|Y|Y/O|/) (?:RAZON SOCIAL|RAISON SOCIALE|DENOMINACION(?: SOCIAL)?|APELLIDOS))?|"
    r"RAZON SOCIAL|RAZAO SOCIAL|"
    r"RAISON SOCIALE|RAGIONE SOCIALE|DENOMINAZIONE|DENOMINACION(?: SOCIAL)?|UNVANI?|성명|상호|회사명|업체명|会社名|"
    r"企业名称|公司名称|名称|单位名称|TEN CONG TY)\s?[:：]\s?|"
    r"^\s*(?P<label>[\u4e00-\u9fff]{2,8})\s?[:：]\s?(?=[\u4e00-\u9fff])|"
    r"^\s*(?P<address>(?:(?:FULL|BUSINESS|STREET|REGISTERED)\s)?ADDRESS|"
    r"ADDR?|ADD|DOMICILIO(?: FISCAL)?|DIRECCION|"
    r"ADRESSE|INDIRIZZO|ENDERECO|ANSCHRIFT|ADRESI?|SEDE|주소|地址|住所|DIA CHI)\s?[.:：]{1,2}\s?",
    re.MULTILINE,
)
_STARTS_ADDRESS = re.compile(
    r"\s*(?:#?\s?[0-9]+[A-Z]?(?:[-/,][0-9A-Z]+){0,6}[,\s](?!(?:ST|ND|RD|TH)\b)|NO\s?[.:]?\s?[0-9]|N[O0]\.|[0-9]+/F|[0-9]{5,6}\b)"
)
_POSTCODE = re.compile(r"(?<![0-9])(?:[0-9]{5}(?:-[0-9]{4})?|[0-9]{6})(?![0-9])")
_BARE_CONTACT = re.compile(r"[A-Z0-9._%+-]{1,64}\s?@|(?<![A-Z0-9])\+\s?[0-9][0-9 ()./-]{6,}")
"""A mail address or a telephone number with its country's code, which need no label."""
_PREFIX_FORM = re.compile(r"\s*(?:CONG TY|CTY|P\.?T\.?\s|CV\.?\s|DOANH NGHIEP|HO KINH DOANH|OOO|ZAO|OAO|M/S)")


@cache
def _pipeline() -> Language:
    return phrase_pipeline({(label, ""): words for label, words in read_phrases("party_phrases.yaml").items()})


def parse_party(lines: Sequence[str]) -> Party:
    """Split a cell's printed lines into the company's name, its address and its contacts.

    The name runs to its legal form, over a line's end if need be, or to the first line that looks like an address.
    """
    text = "\n".join(lines)[:LONGEST_CELL]
    folded = fold(text)
    doc = _pipeline()(folded)
    spans = longest(list(doc.spans["ruler"]))
    tel, email, uscc = find_phone(text), find_email(text), next(iter(find_uscc(text)), None)
    absent = next((s for s in spans if s.label_ == "ABSENT" and not re.search(r"\w", folded[: s.start_char])), None)
    if absent and not _LEGAL.search(folded.split("\n")[0]):
        end = folded.find("\n", absent.end_char)
        end = len(text) if end < 0 else end
        name, address = _found(text, absent.start_char, end), _address(text, folded, spans, end)
        return Party(name, address, None, tel, email, 1, absent.text, "", uscc)
    through = next((s for s in spans if s.label_ == "THROUGH" and s.start_char > 3), None)
    limit = through.start_char if through else len(text)
    start, end = _name_span(folded, spans, limit)
    name = _found(text, start, end) if re.search(r"\w", folded[start:end]) else None
    address = _address(text, folded, spans, end, limit)
    other = parse_party(text[through.end_char :].strip(" :\n").split("\n")).name if through else None
    country = address_country(address.value) if address else None
    country = country or address_country(text[start:end])
    raw_lines = text[start:end].strip("\n").count("\n") + 1 if name else 0
    return Party(name, address, country, tel, email, raw_lines, "", other.value if other else "", uscc)


def parse_address(lines: Sequence[str]) -> Found[str] | None:
    """The address of a cell that names nobody, without the contacts printed in it."""
    text = "\n".join(lines)[:LONGEST_CELL]
    folded = fold(text)
    doc = _pipeline()(folded)
    return _address(text, folded, longest(list(doc.spans["ruler"])), 0)


def _found(text: str, start: int, end: int) -> Found[str]:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip(" \n,;:.-"))
    end -= len(raw) - len(raw.rstrip(" \n,;:-"))
    printed = _joined(text[start:end])
    printed = _SAME_TOO.sub("", re.sub(r"^M/[Ss]\.?\s", "", printed))
    printed = re.sub(r"(?<=\bS\.A\.) (?=P\.I\.)", "", printed)  # over a line's end
    value = re.sub(r"(?<![A-Z0-9])C0(?=[.,])", "CO", printed)
    return Found(value, start, max(start, end), text[start:end], 1.0 if value == printed else 0.9, (), value != printed)


_SAME_TOO = re.compile(r"\s*[(\[](?:the )?same as [^()]{3,24}[)\]]\W*$", re.IGNORECASE)
"""`Woosung Co., Ltd. (same as exporter)`: a remark on the name, and no part of it."""


def _joined(raw: str) -> str:
    """Printed lines as one: a blank at line ends, none between Chinese characters."""
    return single_spaced(re.sub(rf"(?<=[{CJK}])\n(?=[{CJK}])", "", raw))


def _name_span(folded: str, spans: list[Span], limit: int) -> tuple[int, int]:
    fields = {("address" if m["address"] else "name"): m for m in reversed(list(_FIELD.finditer(folded, 0, limit)))}
    start = fields["name"].end() if "name" in fields and fields["name"].start() < 3 else 0
    if "address" in fields and fields["address"].start() > start:
        return start, fields["address"].start()
    lines = [m.span() for m in re.finditer(r"[^\n]+", folded[:limit]) if m.end() > start and m.group().strip()]
    if not lines:
        return start, limit
    if CJK_PATTERN.search(folded[slice(*lines[0])]):
        company = _HAN_COMPANY.search(folded[:limit].replace("\n", ""), start)
        if company and company.start() - start <= 4:
            return start, _with_newlines(folded, company.end())
    end = max(start, lines[0][0])
    for index, (line_start, line_end) in enumerate(lines[:4]):
        line_start = max(line_start, start)
        line = folded[line_start:line_end]
        forms = [m for m in _LEGAL.finditer(line) if not re.match(r"\s?(?:&|AND)\s", line[m.end() :])]
        address = _address_start(line, line_start, spans)
        below = folded[slice(*lines[index + 1])] if index + 1 < len(lines) else ""
        if address and not re.search("[0-9,]", line) and _ends_in_form(below):
            address = None  # `FIFTH AVENUE TAILORED` over `CLOTHING LLC`
        before = [m for m in forms if address is None or m.start() < address]
        if before:
            return start, _after_form(folded, line_start, line, before, address)
        if index and (address is not None or not _continues(folded, lines, index, limit)):
            return start, end
        if address:
            return start, line_start + address
        end = line_end
        if index == 0 and _PREFIX_FORM.match(line) and len(line) > 20:
            return start, end
    return start, end


def _with_newlines(folded: str, length: int) -> int:
    """The place in the text where `length` characters other than newlines have gone by."""
    seen = 0
    for at, character in enumerate(folded):
        if seen == length:
            return at
        seen += character != "\n"
    return len(folded)


def _after_form(folded: str, offset: int, line: str, forms: list[re.Match[str]], address: int | None) -> int:
    """The end of a name whose legal form stands in this line; a branch behind it belongs to it, an address does not."""
    last = forms[-1] if address is None else max((m for m in forms if m.start() < address), key=lambda m: m.end())
    first = forms[0]
    rest = line[first.end() :]
    if first.group().startswith("FACTORY") and (numbered := _NUMBERED.fullmatch(rest)):
        return offset + first.end() + len(numbered.group().rstrip())
    wrapped = _MORE_FORM.match(folded[offset + first.end() :])  # `S.A. de` / `C.V.`
    if wrapped and len(forms) == 1:
        return offset + first.end() + wrapped.end()
    if rest.strip(" .,") and address is None and len(forms) == 1:
        branch = re.match(r"[\s,.]*(?:[A-Z]+ ){0,3}(?:BRANCH|FACTORY|PLANT|DIVISION|OFFICE)(?![A-Z])", rest)
        return offset + first.end() + (branch.end() if branch else 0)
    end = offset + last.end()
    following = _MORE_FORM.match(folded[end:])
    return end + following.end() if following else end


_NUMBERED = re.compile(r"\s(?:NO\.?\s?|#)?[0-9]{1,2}\s*")
"""Which of a company's factories one is: `Viet Tien Garment Factory No. 3`."""


def _address_start(line: str, offset: int, spans: list[Span]) -> int | None:
    """Where an address begins in a line, None when nothing in it looks like one; 0 when it begins with one."""
    if _STARTS_ADDRESS.match(line):
        return 0
    inside = [s for s in spans if offset <= s.start_char < offset + len(line)]
    contacts = (s for s in inside if s.label_ == "CONTACT" and _is_contact(line, s, offset))
    contact = next((s.start_char - offset for s in contacts), None)
    marks = [s for s in inside if s.label_ == "ADDRESS" and _is_place(line, s, offset)]
    if not marks:
        number = re.search(r",\s?(?=(?:NO\.?\s?)?[0-9]+[ ,A-Z-])", line)
        return contact if contact is not None else number.end() if number else 0 if _only_places(line) else None
    first = marks[0].start_char - offset
    comma = max(line.rfind(",", 0, first), line.rfind(";", 0, first))
    number = re.search(r"(?:NO\.?\s?)?[0-9][0-9A-Z\-/]*,?\s[^,]*$", line[:first])
    places = [p for p in (comma + 1 if comma >= 0 else None, number.start() if number else None) if p is not None]
    return min([*places, first])


def _is_contact(line: str, span: Span, offset: int) -> bool:
    after = line[span.end_char - offset :]
    return bool(re.match(r"\s?(?:NO|NUMBER|#)?\s?[.:：/]|\s?\(?\+?[0-9]", after)) or span.text in ("HTTP", "WWW")


def _is_place(line: str, span: Span, offset: int) -> bool:
    """Short words count only in an address's company: a number on the line, or a comma before or behind."""
    word = span.text.rstrip(".")
    if word == "DISTRICT":
        return bool(re.search("[0-9,]", line))  # `Cedar City Water District` is a customer
    if len(word) <= 4 or word in (
        "STATE OF",
        "BLOCK",
        "TOWER",
        "SECTION",
        "SECTOR",
        "DRIVE",
        "COUNTY",
        "PHASE",
        "PLOT",
        "DUONG",  # without their accents names are as these words: Dương, Phương
        "PHUONG",
    ):
        return bool(re.search("[0-9]", line)) and not (word == "CITY" and _LEGAL.search(line))
    return not _LEGAL.search(line, span.end_char - offset)


def _only_places(line: str) -> bool:
    """A line of nothing but places: `NINGBO, CHINA`, `LOS ANGELES, CA 90012`."""
    if (form := _LEGAL.search(line)) and form.group().strip(" .,") != "CO":  # `Harlem Fabrics Inc., New York`
        return False
    words = re.findall(r"[^\W\d_]+", line)
    if _POSTCODE.search(line) and len(words) <= 6:
        return True
    known = address_country(line)
    return bool(
        known and len(words) <= 5 and ("," in line or words[0] in chinese_places() or known.raw == line.strip())
    )


def _continues(folded: str, lines: list[tuple[int, int]], index: int, limit: int) -> bool:
    """Whether a line goes on with the name begun above: that line is unfinished, or this one holds the legal form."""
    above, line = folded[slice(*lines[index - 1])].rstrip(), folded[slice(*lines[index])]
    if above.endswith(("&", "-", " AND", " OF", " CO.,", " CO,", "(")) or re.match(
        r"\s*(?:CO\.?,|LTD|LIMITED|\(|(?:ASSOCIATION|CO-?OPERATIVE|GROUP|HOLDINGS?|INDUSTRIES|ENTERPRISES|SERVICES|PRODUCTS)\W*$)",
        line,
    ):
        return True
    if _LEGAL.search(line) and not re.search("[0-9,]", line) and len(above.split()) <= 2:
        return True  # one or two words alone above a line that ends in a legal form
    if _ends_in_form(line):
        return True
    if index + 1 < len(lines) and not re.search("[0-9]", line):
        following = folded[slice(*lines[index + 1])]
        return _ends_in_form(following) or bool(re.match(r"\s*(?:CO\.?,?\s?)?(?:LTD|LIMITED|INC|CORP)", following))
    return False


def ends_firm(text: str) -> bool:
    """Whether a printed line ends in a legal form, as the last of a firm's name does."""
    return _ends_in_form(fold(text))


def _ends_in_form(line: str) -> bool:
    """Whether a line is words with a legal form last, as the end of a name that a narrow cell breaks."""
    forms = list(_LEGAL.finditer(line.rstrip()))
    return bool(forms) and forms[-1].end() == len(line.rstrip()) and not re.search("[0-9:;/@]", line)


def _address(text: str, folded: str, spans: list[Span], start: int, limit: int | None = None) -> Found[str] | None:
    """The rest of the cell up to the first contact; contacts between address lines are left out."""
    limit = len(text) if limit is None else max(limit, start)
    pieces = list(_free_of_contacts(folded, spans, start, limit))
    parts = [_found(text, a, b) for a, b in pieces]
    parts = [p for p in parts if re.search(r"\w", p.value)]
    if not parts:
        return None
    label = _FIELD.match(fold(parts[0].value))
    printed = [text[a:b] for a, b in pieces if re.search(r"\w", text[a:b])]
    printed[0] = parts[0].value[label.end() :] if label else printed[0].lstrip(" \n,;:.-")
    value = _joined("\n".join(p.strip() for p in printed)).strip(" ,;:-/|")
    first, last = parts[0].start, parts[-1].end
    return Found(value, first, last, text[first:last], 0.95) if value else None


def _free_of_contacts(folded: str, spans: list[Span], start: int, limit: int) -> Iterator[tuple[int, int]]:
    at = start
    for line in re.finditer(r"[^\n]+", folded[:limit]):
        begin, end = max(line.start(), at), line.end()
        if begin >= end:
            continue
        inside = (s for s in spans if s.label_ == "CONTACT" and begin <= s.start_char < end)
        cuts = [s.start_char for s in inside if _is_contact(line.group(), s, line.start())]
        cuts += [begin + m.start() for m in _BARE_CONTACT.finditer(folded[begin:end])]
        cut = min(cuts, default=end)
        if cut > begin:
            yield begin, cut
