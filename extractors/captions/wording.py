"""How captions are built around the word that names a field: `Name and address of the importer`, `Exporter's details`.

A form file lists the word (`Importer`); what people put before and behind it is the same for every field, so it is
known here once instead of in every form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.typed.quantities import unit_named

EXPLAINING = set(
    "name address country known optional digit digits nombre dirección direccion domicilio nom adresse pays "
    "only reference responsible".split()
)
"""Words that say in brackets what a caption asks for, or that it need not be answered."""
_EN_ASKED = (
    r"(?:names?|address(?:es)?|details|particulars|information|data|identity|telephone|phone|e\W{0,2}mail|country|titles?|"
    r"contacts?|tax\s+(?:id|number))"
)
_EN_SORT = r"(?:(?:full|legal|complete|business|registered|trade|corporate|company|printed)\s+)"
_ES_ASKED = (
    r"(?:nombre|raz[oó]n\s+social|domicilio|direcci[oó]n|datos|pa[ií]s|correo(?:\s+electr[oó]nico)?|tel[eé]fono|cargo)"
)
_FR_ASKED = r"(?:noms?|raison\s+sociale|adresse|coordonn[eé]es|pays|t[eé]l[eé]phone|courriel|titre)"
LEADING = re.compile(
    rf"{_EN_SORT}*(?!country){_EN_ASKED}(?:\s*(?:,|/|&|\band\b)\s*(?:and\s+)?{_EN_SORT}*{_EN_ASKED})*"
    r"\s+(?:of|for)\s+(?:the\s+)?"
    rf"|(?!pa[ií]s){_ES_ASKED}(?:(?:\s*[,/]\s*|\s+y\s+)(?:y\s+)?{_ES_ASKED})*\s+(?:del?\s+la|de\s+los|del?)\s+"
    rf"|(?!pays){_FR_ASKED}(?:(?:\s*[,/]\s*|\s+et\s+)(?:et\s+)?{_FR_ASKED})*\s+(?:de\s+l['’]\s*|de\s+la\s+|des?\s+|du\s+)"
    r"|(?:the|our|your|u\.?\s?s\.?a?\.?|foreign|ultimate|actual|article|item|numéro\s+de|n[°º]\s+de|no\.?\s+del?|"
    r"n[uú]mero\s+del?|date\s+de\s+la|fecha\s+de\s+la)\s+",
    re.IGNORECASE,
)
"""What may stand before the word that names the field."""
_ASKED = rf"(?:{_EN_SORT}*{_EN_ASKED}|{_ES_ASKED}|{_FR_ASKED})"
ASKED_BEHIND = re.compile(
    rf"\s*{_ASKED}(?:\s*(?:,|/|&|\b(?:and|y|et)\b)\s*(?:(?:and|y|et)\s+)?{_ASKED})*[\s.,)]*$", re.IGNORECASE
)
"""What is asked for, behind a caption's colon and up to the line's end."""
TRAILING = re.compile(
    r"^\s*[-–—]\s*(?:full|complete)\s+(?:style|names?|address)\b|^[\s,/&]*(?:(?:and\s+)?(?:federal\s+)?tax(?:payer)?(?:['’]s)?\s+(?:identification|id|registration)\b|and\s+tax(?:payer)?\b(?=\W*$)|['’]?s\b|names?\b|full\b|style\b|legal\b|business\b|company\b|address(?:es)?\b|country\b|and\b|no\b\.?|nos\b\.?|"
    r"number\b|code\b|details?\b|information\b|particulars\b|covered\b|applied\b|appl(?:y|icable)\b|"
    r"(?:of|for|in)\s+(?:the\s+)?(?:(?:goods?|merchandise|products?|articles?|shipments?|consignments?|commodit(?:y|ies)|"
    r"materials?|items?)\b(?:\(s\))?)|"
    r"(?:tele)?phone\b|tel\b\.?|fax\b|e\W{0,2}mail\b|of\b|the\b|if\b|known\b|as\b|far\b|optional\b|see\b|notes?\b|overleaf\b|"
    r"titre\b|fonction\b|adresse\b|courriel\b|cargo\b|domicilio\b|direcci[oó]n\b|correo\b|"
    r"in\b|only\b|title\b|date\b|please\b|print\b|stamp\b|signature\b|"
    r"(?:de\s+(?:las?|los)|del)\s*(?:\(s\))?\s*(?:mercanc[ií]as?|bien(?:es)?|productos?)\b(?:\s?\(s\))?|des\s+marchandises\b)",
    re.IGNORECASE,
)
"""What may stand behind it."""
ADDRESS_ALONE = re.compile(
    r"\b(?:address(?:es)?|domicilio|direcci[oó]n|adresse|coordonn[eé]es|anschrift|indirizzo|endere[cç]o|adres[i]?)\b|地址|住所",
    re.IGNORECASE,
)
"""Asks for an address; with `NAME_TOO` beside it for a party."""
NAME_TOO = re.compile(
    r"\b(?:names?|company|nombre|raz[oó]n\s+social|noms?|raison\s+sociale|firma|nome)\b|名称|姓名|企业|公司",
    re.IGNORECASE,
)
_CONTACTS = re.compile(
    r"\b(?:of|the|de|del|la|l|du|and|y|et|e|mail|e\W{0,2}mail|tel(?:ephone)?|t[eé]l[eé](?:fono|phone)|phone|fax|country|pa[ií]s|pays|city)\b",
    re.IGNORECASE,
)
LEADER = re.compile(r"[\s]*(?:[.·…_]\s?){4,}[\s.:：]*")
"""A row of dots or a line that leads from a caption to its value."""
TO_COLON = re.compile(r"(?P<more>[^\d:：]{1,44}?)\s*[:：]")
_COMPANY_SIGN = re.compile(r"\b(?:CO|LTD|LIMITED|INC|LLC|CORP|GMBH|S\.A)\b|公司", re.IGNORECASE)
_NUMBER = re.compile(r" No$")
NUMBER_WORDS = (" Number", " Nr", " Num", " ID", " Reference", " Ref")
NUMBER_LAST = re.compile(r"\s*#\s*$")
NUMBER_BESIDE = re.compile(r"\W*\d{1,3}\W*")
"""Outside boxes a number stands beside what it counts: `1.` left of the captions of an item."""
FURTHER_SCRIPTS = r"\u0370-\u1cff\u3040-\u30ff\uac00-\ud7af\ufb50-\ufdff\ufe70-\ufefc"
"""Greek, Cyrillic, Arabic (its joined letters too), Thai and so on, kana, Hangul: no wording is known in them."""
OTHER_LANGUAGE = re.compile(
    r"^\s*(?!(?i:SIGNATURE|SIGNED|UNTERSCHRIFT)\b)"
    r"(?:[^\W\d_][^\d:：/]{2,120}?(?:\s?/\s?|\s[-–]\s)|[\u4e00-\u9fff（）/、及和]{1,12}\s+)(?=[A-Za-z\u4e00-\u9fff])"
    rf"|^\s*[{FURTHER_SCRIPTS}][{FURTHER_SCRIPTS}\u4e00-\u9fff（）()/、·,\s]{{0,40}}(?=[A-Za-z])"
)
"""A caption in a language we do not know, before a known one: `Betrag / Amount`, `装运港 POL`, `수출자 Exporter`.

`Signature of shipper/exporter` asks who signs, and no party."""
OTHER_BEHIND = re.compile(r"^\s*[/]\s*(?!(?:AND|NO|OR)\b)[^\W\d_][^\d:：]{0,30}(?=[:：])")
"""The same behind it, which a colon must end: `Date / Data:`."""
BOX_NUMBER = re.compile(
    r"^\s*(?:(?:BOX|FIELD|ITEM|(?:DATA )?ELEMENT|ELEMENTO|CASILLA|CAMPO|RUBRIQUE|FELD)\s*)?"
    r"(?:[(\[（【]?\s*\d{1,2}\s?[a-zA-Z]?\s*(?:[)\]）】.:、．,-]|\s(?=\D))\s*[.:]?\s*"
    r"|(?:SECTION|PART|SECCI[OÓ]N|PARTE|PARTIE|TEIL|ABSCHNITT)\s+(?:\d{1,2}|[A-Z]|[IVX]{1,4})\s*[).:–—-]+\s*"
    r"|[A-Z][\dO]\d(?:\.\d)?(?:\s?[-–/]\s?[A-Z][\dO]\d)?\s+|[(（](?:x{0,2}(?:ix|iv|v?i{1,3}|v|x))[)）][.:]?\s+|[(（]?[a-zA-Z][)）.]\s+|[①-⑳☐□■*•·-]\s*"
    r"|(?-i:[^\s\w(（\"'][.,]?\s+|[a-zàéèìòù]\s+)(?-i:(?=[A-Z][a-z])))",  # a number that was not read as one
    re.IGNORECASE,
)
MISREAD_NUMBER = re.compile(r"^\d{1,2}\.?\d{0,2}\s+(?=[^\W\d_]{2})")
"""The number of a form's box, and what an engine made of a word behind it: `5. 연번 No.` was read as `5.01 No.`."""
_DATE_FORM = r"[MDYAJ]{2,4}(?:[-/. ]?[MDYAJ]{2,4}){2}"
PARENTHESIS = re.compile(
    rf"^\s*[(（\[]({_DATE_FORM}(?: / {_DATE_FORM})?|[^)）\]\d]{{1,80}}|\s*[a-zA-Z]{{1,3}}[23²³]\s*|"
    rf"\s*[Ss][Ee][Ee]\s[^)）\]]{{1,60}}|"
    r"\s*\d{1,2}[\s-]*[Dd]igits?[^)）\]\d]{0,12}|(?:[^)）\]\d]{1,40}\s)?12\s(?:months?|mois|meses)[^)）\]\d]{0,12})[)）\]]"
)


def variants(wording: str) -> list[str]:
    """A wording in the ways that differ only in how `number` is written."""
    return [wording, *(_NUMBER.sub(word, wording) for word in NUMBER_WORDS if _NUMBER.search(wording))]


def asks_address_alone(caption: str, others: Iterable[str]) -> bool:
    """Whether a party's caption asks for its address alone, as another asks for its name: `Exporter: address, phone`.

    `Delivery address` alone asks for a whole party.

    Args:
        others: the captions of the same party.
    """
    if not ADDRESS_ALONE.search(caption) or NAME_TOO.search(caption):
        return False
    whose = [word.lower() for word in re.findall(r"[^\W\d_]{2,}", _CONTACTS.sub(" ", ADDRESS_ALONE.sub(" ", caption)))]
    return bool(whose) and any(
        all(word in other.lower() for word in whose) and not ADDRESS_ALONE.search(other) for other in others
    )


def to_colon(label: str, rest: str) -> int:
    """Length of the words between a label and its colon that only prolong the label; 0 where a value may begin.

    `Consignee TO ORDER OF: BANK` is a value in capitals behind a label that is not; `Exporter or agent:` is a label.
    """
    match = TO_COLON.match(rest)
    if not match:
        return 0
    more = match["more"]
    lower = any(c.islower() for c in more) or any("\u4e00" <= c <= "\u9fff" for c in more)
    shouted = label.isupper()
    if _COMPANY_SIGN.search(more) or len(more.split()) > 6 or not (lower or shouted):
        return 0
    return match.start() + len(more)


def remark(rest: str) -> int:
    """Length of a parenthesis that explains the label rather than holding a value; 0 where there is none."""
    match = PARENTHESIS.match(rest)
    if not match:
        return 0
    inside = match.group(1)
    words = re.findall(rf"[^\W\d_\u4e00-\u9fff{FURTHER_SCRIPTS}]+", inside)
    if words:
        explains = (
            words[0].lower() == "see"
            or bool({w.lower() for w in words} & EXPLAINING)
            or all(w.islower() for w in words[1:])
            or all(TRAILING.match(w) for w in words)
            or len(words) <= 2
        )
    else:
        explains = bool(re.search(rf"[\u4e00-\u9fff{FURTHER_SCRIPTS}]", inside)) and len(inside) <= 12
    return match.end() if explains else 0


def qualifier(rest: str) -> int:
    """Length of a word such as `name` or `and address` that prolongs the label; 0 where a value begins."""
    match = TRAILING.match(rest)
    if not match:
        return 0
    word = rest[: match.end()].strip(" ,/&'’")
    begins_value = len(word) > 1 and word.isupper() and rest[match.end() : match.end() + 2].strip()[:1].isdigit()
    return 0 if begins_value else match.end()


AMOUNT = re.compile(r"\s*(?:\d+[.,]\d[\d.,]*|\d{3,})\s*([A-Za-z]+[23³]?)\W*")


def is_amount(text: str) -> bool:
    """Whether a text is a figure with its unit and nothing else: `2.93CBM` is not box 2 with a slip of `M3/CBM`.

    `12 PCS` may be the caption of a box 12 all the same.
    """
    amount = AMOUNT.fullmatch(text)
    return amount is not None and unit_named(amount[1]) is not None
