"""Marks and statements in words: issued late, copy, replacement; produced in; who certifies; the origin criterion."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.typed.countries import find_countries, of_adjective
from extractors.typed.folding import CJK_PATTERN, fold, likeness, single_spaced
from extractors.typed.found import Found

SWORN = re.compile(r"\bundersigned\b.{0,400}?\b(?:declares?|depose|swear|sworn|certif(?:y|ies))\b", re.IGNORECASE)
CERTIFIED = re.compile(
    r"\b(?:(?:hereby|to)\s+certif(?:y|ies|ied)|certifies\s+(?:that|hereby)|certified\s+that|certifico\s+que|"
    r"certifica(?:mos)?\s+(?:por\s+|que\b)|"
    r"certifi(?:e|ons)\s+(?:par\s+la\s+pr[eé]sente|que\b)|bescheinig\w*|certifica\s+che)",
    re.IGNORECASE,
)
"""A body certifies in a sentence."""


@dataclass(frozen=True, slots=True)
class Markings:
    """What a paper says about itself.

    A box that offers a mark to tick (`☐ ISSUED RETROACTIVELY`) counts only when it is ticked; `unticked` names those
    offered without a tick that could be read, since a tick drawn by hand shows only in the image.
    """

    retroactive: bool = False
    copy: bool = False
    duplicate: bool = False
    certified_true_copy: bool = False
    replacement: bool = False
    third_party_invoice: bool = False
    back_to_back: bool = False
    exhibition: bool = False
    unticked: tuple[str, ...] = ()


_MARKS = {
    "retroactive": r"ISSUED\s?RETR?[O0](?:SPECTIVE|ACTIVE)L[YV]|ISSUED\s?RETR[O0]SPECTIVEMENT|CAP SAU|"
    r"SONRADAN VERILMISTIR|(?:DELIVRE|EXPEDIDO|EMITIDO|RILASCIATO) A POSTERIORI|"
    r"NACHTRAGLICH AUSGESTELLT|补发|後發|后发|后补发",
    "certified_true_copy": r"CERTIFIED\s?TRUE\s?COPY|"
    r"经核准的真实副本|COPIE CERTIFIEE CONFORME|COPIA CERTIFICADA",
    "duplicate": r"(?<![A-Z])DUPLICATE(?!\s?(?:OF|/|AND|TRIPLICATE|,))(?![A-Z])|DUPLICATA|DUPLIKAT|DUPLICADO(?![A-Z])",
    "copy": r"(?<![A-Z])(?<!TRUE )(?<!TRUE)COPY(?!\s?(?:OF|RIGHT))(?![A-Z])|"
    r"(?<![A-Z])(?:KOPIE|COPIE|COPIA)(?![A-Z])|副本|复印件",
    "replacement": r"THIS CERTIFICATE REPLACES|REPLACEMENT OF|REPLACES? (?:THE )?CERTIFICATE|SUPERSEDES|重发|更改|换发",
    "third_party_invoice": r"(?:THIRD|3RD)[- ]?(?:PARTY|COUNTRY) INVOIC(?:E|ING)|"
    r"NON[- ]?PARTY INVOIC(?:E|ING)|第三方发票|非缔约方发票",
    "back_to_back": r"BACK[- ]TO[- ]BACK|背对背",
    "exhibition": r"(?<![A-Z])EXHIBITION(?![A-Z])|展览",
}  # fmt: skip
_EMPTY_BOX = r"[☐□○◯▢❏❑]|\[\s{0,3}\]|\(\s{0,3}\)"
_TICKED_BOX = r"[☑☒■✓✔✗✘√▣●⊠]|[\[(]\s?[XV√✓✔☒]{1,2}\s?[\])]|(?<![A-Z0-9])X(?=\s)"
_BOX = rf"(?:(?P<on>{_TICKED_BOX})|{_EMPTY_BOX})"
_BOX_BEFORE = re.compile(rf"{_BOX}\s{{0,3}}$")
_BOX_AFTER = re.compile(rf"\s{{0,3}}{_BOX}")


def find_markings(text: str) -> Markings:
    """The marks a text carries, ticked boxes counted, empty ones not."""
    folded = fold(text)
    on: dict[str, bool] = {}
    unticked: list[str] = []
    seen = [(name, match.span()) for name, pattern in _MARKS.items() for match in re.finditer(pattern, folded)]
    leading = _boxes_lead(folded, [span for _, span in seen])
    for name, span in seen:
        if _ticked(folded, *span, leading) is False:
            unticked.append(name)
        else:
            on[name] = True
    on["copy"] = on.get("copy", False) or on.get("certified_true_copy", False)
    return Markings(**on, unticked=tuple(n for n in dict.fromkeys(unticked) if not on.get(n)))


def _boxes_lead(folded: str, spans: list[tuple[int, int]]) -> bool:
    """Whether the boxes stand before their phrases: more phrases have one directly before than directly behind."""
    leading = sum(bool(_BOX_BEFORE.search(folded, max(0, s - 8), s)) for s, _ in spans)
    trailing = sum(bool(_BOX_AFTER.match(folded, e)) for _, e in spans)
    return leading >= trailing


def _ticked(folded: str, start: int, end: int, leading: bool) -> bool | None:
    """Whether the box at a phrase is ticked; None when there is no box."""
    box = _BOX_BEFORE.search(folded, max(0, start - 8), start) if leading else _BOX_AFTER.match(folded, end)
    return None if box is None else bool(box["on"])


_PRODUCED = re.compile(
    r"(?:(?:PRODUCED|MANUFACTURED|MADE|GROWN|ORIGINATE[SD]?)(?:\s{0,2}(?:IN|FROM|OF)|(?![A-Z]))|(?:PRODUCTS?|GOODS) OF|"
    r"ORIGINATING IN|"
    r"WERE PRODUCED IN|(?:PRODUCID[OA]S?|FABRICAD[OA]S?|ELABORAD[OA]S?|OBTENID[OA]S?) EN|"
    r"(?:PRODUZID[OA]S?|FABRICAD[OA]S?|ORIGINARI[OA]S?) (?:NO|NA|EM|DE|DO|DA|DEL|DELLA?)|"
    r"(?:PRODUITE?S?|FABRIQUEE?S?|OBTENUE?S?) (?:EN|AU|AUX)|ORIGINAIRES? (?:DE|DU|DES|D')|D'ORIGINE|"
    r"(?:PRODOTT[EIOA]|FABBRICAT[EIOA]) (?:IN|NEL)|HERGESTELLT IN|"
    r"URSPRUNGS?\s?IN|产于|生产于|原产于|均在)\s{0,3}[:.]?\s{0,3}"
)


def produced_in(text: str) -> Found[str] | None:
    """The country of the exporter's statement: `all the goods were produced in CHINA and that they comply with ...`."""
    folded = fold(text)
    for match in _PRODUCED.finditer(folded):
        near = find_countries(text[match.end() : match.end() + 90])
        between = folded[match.end() : match.end() + near[0].start] if near else ""
        after = folded[match.end() + near[0].end :] if near else ""
        if near and len(near[0].raw) > 2 and not _ELSEWHERE.search(between) and not AUTHORITY_AFTER.match(after):
            return near[0].moved(match.end())
    for match in _OF_ORIGIN.finditer(folded):
        near = find_countries(text[match.start(1) : match.end(1)])
        if near:
            return near[-1].moved(match.start(1))
        if code := of_adjective(match[1]):
            return Found(code, match.start(1), match.end(1), text[slice(*match.span(1))], 0.9)
    return None


_ELSEWHERE = re.compile(
    r"[A-Z]{12,}|\b(?:EXPORTED|(?:IN|UNDER) (?:BOX|FIELD|COLUMN)|(?:SHOWN|NAMED|STATED) (?:IN|ABOVE|BELOW))\b"
)
"""`… originate in the country shown in box 3` and then whatever stands next."""
AUTHORITY_AFTER = re.compile(r" (?:CHAMBER|CUSTOMS|MINISTRY|COUNCIL|DEPARTMENT|INTERNATIONAL TRADE)\b")
"""A country that begins an authority's name is said of nothing else."""
_OF_ORIGIN = re.compile(r"(?:ARE|IS|BEING) (?:WHOLLY |PURELY )?OF (?:THE )?([A-Z][A-Z .]{1,40}?) ORIGIN(?![A-Z])")


_ROLES = {
    "importer": r"IMPORTER|IMPORTADOR[A]?|IMPORTATEUR",
    "exporter": r"EXPORTER|EXPORTADOR[A]?|EXPORTATEUR",
    "producer": r"PRODUCER|MANUFACTURER|PRODUCTOR[A]?|PRODUCTEUR|FABRICANTE",
}  # fmt: skip
_ROLE = re.compile("|".join(f"(?P<{name}>(?<![A-Z])(?:{pattern})(?![A-Z]))" for name, pattern in _ROLES.items()))
_ROLE_PROSE = re.compile(
    r"(?:(?:I AM|WE ARE|ACTING AS|AS)\s(?:THE|AN?)?\s?|CERTIFI(?:ER|CATION BY|ED BY)(?:\sIS)?(?:\sTHE)?\s?:?\s?|"
    r"CERTIFIER(?:'S)? (?:ROLE|TYPE|STATUS|CAPACITY)\s?[:]?\s?|"
    r"(?:ON BEHALF OF|ACTING FOR) (?:THE\s)?|CALIDAD DE\s|COMO\s|EN TANT QU[E']\s?|"
    r"EN QUALITE D[E']\s?|A TITRE D[E']\s?|"
    r"CERTIF\w+ (?:(?:IS|WAS|HAS BEEN|EST|HA SIDO|ES|FUE) )?(?:MADE|COMPLETED|PREPARED|ISSUED|GIVEN|SIGNED|EXECUTED|"
    r"REMPLIE?|ETABLIE?|FAITE?|DELIVREE?|EXTENDID[AO]|ELABORAD[AO]|EMITID[AO]|HECH[AO]|FIRMAD[AO])"
    r" (?:BY|PAR|POR) (?:THE |EL |LA |LE |L')?)$"
)
_ROLE_CERTIFIES = re.compile(
    r"\s(?:OF (?:THE|THESE|SAID) (?:GOODS|MERCHANDISE|PRODUCTS?)[\s,]+|DE (?:LAS|LOS) (?:MERCANCIAS|BIENES)[\s,]+)?"
    r"(?:HEREBY |THEREFORE )?CERTIF(?:IES|ICA|IE)(?![A-Z])"
)
"""What follows a role that certifies: `the producer of the goods certifies as follows`."""


def certifier_role(text: str) -> Found[str] | None:
    """Who certifies on a USMCA-like paper: importer, exporter or producer, by ticked box, else by prose."""
    folded = fold(text)
    roles = list(_ROLE.finditer(folded))
    leading = _boxes_lead(folded, [m.span() for m in roles])
    boxed = [(m, _ticked(folded, *m.span(), leading)) for m in roles]
    for match, ticked in boxed:
        if ticked:
            return _role(text, match, 1.0)
    for match, ticked in boxed:
        said = _ROLE_PROSE.search(folded, max(0, match.start() - 48), match.start())
        if ticked is None and (said or _ROLE_CERTIFIES.match(folded, match.end())):
            return _role(text, match, 0.9)
    names = {m.lastgroup for m in roles}
    if len(names) == 1 and len(folded.split()) <= 4 and boxed[0][1] is not False:
        return _role(text, roles[0], 0.9)
    return None


def is_offered(text: str) -> bool:
    """Whether a text may stand beside boxes to tick: who certifies, or a mark."""
    folded = fold(text)
    return _ROLE.search(folded) is not None or any(re.search(pattern, folded) for pattern in _MARKS.values())


def _role(text: str, match: re.Match[str], sure: float) -> Found[str]:
    return Found(match.lastgroup or "", match.start(), match.end(), text[slice(*match.span())], sure)


_CODES = "WO WP PE PSR CTC CTH CTSH CC CR OP RVC ACU DMI SP QVC LVC BVC PSRS".split()
_BY_LIKENESS = {likeness(code): code for code in _CODES if len(code) > 1}
_CRITERION = re.compile(
    r"(?<![A-Z0-9])(?:(?P<note>(?:GN|GENERAL NOTE)\s?[0-9]{1,2}\s?(?:\([A-Z0-9]{1,4}\)\s?)+"
    r"(?:[,;]?\s?C(?:H(?:APTER|AP|\.)?|AP(?:ITULO|\.)?)\s?[0-9]{1,2})?(?:[,;]?\s?R(?:ULE|EGLA|EGLE)\s?[0-9]{1,3})?)|"
    r"(?P<part>4\.2)\s?\(?(?P<letter>[ABCD])\)?|(?P<rvc>RVC|QVC|LVC|BVC)"
    r"\s?[:(]?\s?(?P<share>[0-9OILS]{1,3}(?:[.,][0-9]{1,2})?)\s?%?\)?|"
    r"(?P<code>[A-Z0-9|]{1,4}?)\s{0,3}(?P<percent>[0-9OIL]{2,3}(?:[.,][0-9]{1,2})?)\s?%|"
    r"(?P<only>[0-9]{2,3}(?:[.,][0-9]{1,2})?)\s?%|"
    r"W\s{0,3}(?P<heading>[0-9]{2}\.?[0-9]{2})|(?P<word>[A-Z][A-Z0-9|]{0,4})(?:(?:\s?[+,/&]\s?|\s)(?P<suffix>ACU|DMI|CTH|RVC))?)(?![A-Z0-9])"
)


def normalise_criterion(text: str) -> Found[str] | None:
    """An origin criterion in its plain form: `"PE"` gives PE, `4.2(b)` gives B, `RVC 45 %` gives RVC 45%, `Y 35%`.

    Quotation marks, brackets and case are ignored; codes of two letters and more are known through OCR slips.
    """
    folded = re.sub("[\"'“”«»]", " ", fold(text))
    if not re.search(r"[A-Z0-9]", folded):
        return None
    if lettered := _LETTERED.match(folded):
        return Found(lettered["letter"], *lettered.span("letter"), text[slice(*lettered.span("letter"))], 1.0)
    if _WHOLLY.search(folded):
        return Found("WO", 0, len(text), text, 0.9)
    candidates = [f for match in _CRITERION.finditer(folded) if (f := _criterion(text, match))]
    best = max(candidates, key=lambda f: (f.sure, -f.start), default=None)
    if (best is None or best.sure < 0.9) and _RULE.match(folded):
        return Found(single_spaced(text), 0, len(text), single_spaced(text), 0.9)
    return best


_LETTERED = re.compile(r"\W*(?:CRITERI\w+|CRITERE|PREFERENCE)?\W*\b(?P<letter>[A-DP])\s*[-:=(]\s*[A-Z]{3}")
"""A letter with what it stands for: `A - Wholly obtained`."""
_WHOLLY = re.compile(
    r"WHOLLY (?:OBTAINED|PRODUCED)|TOTALMENTE OBTENID|ENTIEREMENT OBTENU|VOLLSTANDIG GEWONNEN|INTERAMENTE OTTENUT|"
    r"完全获得"
)
_RULE = re.compile(
    r"\s*(?:(?:SHORT SUPPLY|ESCASO ABASTO|REGLA ESPECIFICA|REGLE SPECIFIQUE|(?:PRODUCT[- ])?SPECIFIC RULE)\b.{0,50}$|"
    r"(?:GN|G\.N\.|GENERAL NOTE|ANNEX|ART(?:ICLE)?\.?|CHAPTER|SECTION|19 CFR)\s*[0-9].{0,40}$)"
)
"""A rule of origin named by where it stands: `GN 29(n), ch. 61`."""


def _criterion(text: str, match: re.Match[str]) -> Found[str] | None:
    def found(value: str, sure: float, repaired: bool = False) -> Found[str]:
        return Found(value, match.start(), match.end(), single_spaced(text[slice(*match.span())]), sure, (), repaired)

    share = (match["share"] or match["percent"] or match["only"] or "").translate(str.maketrans("OILS,", "0115."))
    if match["note"]:
        return found(single_spaced(text[slice(*match.span())]), 1.0)
    if match["part"]:
        return found(match["letter"], 1.0)
    if match["rvc"]:
        return found(f"{match['rvc']} {share}%", 1.0)
    if match["percent"] and match["code"] in ("Y", "Z", "B", "C", "PK", "RVC"):
        return found(f"{match['code']} {share}%", 1.0)
    if match["only"]:
        return found(f"{share}%", 0.9)
    if match["heading"]:
        return found(f"W {match['heading'].replace('.', '')}", 1.0)
    word = match["word"] or ""
    suffix = f" {match['suffix']}" if match["suffix"] else ""
    if word in _CODES:
        return found(word + suffix, 1.0)
    if word in ("A", "B", "C", "D", "P", "F", "G", "W", "X", "Y", "Z"):
        alone = not re.search(r"[A-Z0-9]", fold(text[: match.start()] + text[match.end() :]))
        return found(word, 1.0 if alone else 0.6)
    if len(word) >= 2 and (code := _BY_LIKENESS.get(likeness(word))):
        return found(code + suffix, 0.75, True)
    return None


def language(text: str) -> str:
    """The language a text is mainly printed in: en, zh, es, fr, de or vi; en when nothing else is seen."""
    if len(CJK_PATTERN.findall(text)) * 3 > sum(c.isalpha() for c in text):
        return "zh"
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {name: sum(w in known for w in words) for name, known in _FUNCTION_WORDS.items()}
    best = max(counts, key=lambda name: (counts[name], name == "en"))
    return best if counts[best] else "en"


_FUNCTION_WORDS = {
    "en": set("the of and is are in to by for with that this was were hereby certify from".split()),
    "es": set("el la los las de del y en que por para con se es son una origen certifico mercancías país".split()),
    "fr": set("le la les des du et en que pour par avec est sont une origine marchandises certifie pays".split()),
    "de": set("der die das und von ist sind mit für den dem ein eine ursprung waren wird".split()),
    "vi": set("và của các hàng hóa xuất xứ được này là cho theo số ngày tháng năm công".split()),
}  # fmt: skip
