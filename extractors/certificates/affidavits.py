"""Certificates written as a sentence: who swears, to whom it was shipped, which chamber has looked at it.

American chambers of commerce print a sworn statement instead of boxes (DOMAIN.md 1.15): `The undersigned … for …
declares that the following goods shipped on … consigned to … are the product of the United States of America`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import values
from extractors.layout import Run
from extractors.nlp.statements import CERTIFIED, SWORN
from extractors.parties.companies import COMPANY
from extractors.sighted import Context, Values, found_value, joined, value_of
from extractors.typed import dates, references

_MESSRS = (
    r"(?:(?:M/s\.?|Messrs\.?|the\s+firm(?:\s+of)?|the\s+company|la\s+(?:empresa|firma|soci[eé]t[eé]|sociedad)|a\s+empresa|"
    r"(?:der\s+)?Firma)\s+)"
)
_NAMED = rf"{_MESSRS}?(?P<who>[^\W\d_a-zß-ÿ][^;]{{3,180}}?)"
SENDERS = (
    re.compile(
        rf"\b(?:request|application|declaration|statement|behalf)\s+of\s+(?:our\s+member\s*,?\s*)?{_NAMED}"
        r"[\s,]+(?:it\s+is|we\b|the\s+chamber|this\s+chamber|dated|we,)",
    ),
    re.compile(
        rf"\b(?:manufactured|produced|exported|shipped|supplied|consigned|despatched|dispatched|sold)\s+(?:and\s+\w+\s+)?by\s+{_NAMED}"
        r"[\s,]+(?:to\b|from\b|under\b|are\b|is\b|and\b|per\b|on\b|via\b|for\b|in\s+favou?r|covered|through)",
    ),
    re.compile(
        rf"\b(?:that|que)\s+{_MESSRS}(?P<who>[^\W\d_a-zß-ÿ][^;]{{3,180}}?)[\s,]+(?:has|have|had|is|a\s+d[eé]clar|ha\s+declarado|declara|exporta|exporte|con\s+domicilio|domiciliad|dont\s+le)"
    ),
    re.compile(
        rf"\b(?:par|por|von)\s+{_MESSRS}(?P<who>[^\W\d_a-zß-ÿ][^;]{{3,180}}?)[\s,]+(?:[aà]\s+destination|[aà]\b|con\s+destino|para\b|an\b|nach\b|sont\b|son\b|ausgef|gelief)"
    ),
)
"""Who sends the goods of which a body certifies."""
RECEIVERS = (
    re.compile(
        rf"\b(?:consigned|shipped|exported|sold|despatched|dispatched|sent|supplied)\b[^.;]{{0,60}}?\bto\s+(?:the\s+order\s+of\s+)?{_NAMED}"
        r"(?:[\s,]+(?:are|is|which|under|covered|by|per|on|vide|as|through|from|have|has|were|in\s+accordance)\b|\.(?=\s|$))"
    ),
    re.compile(
        rf"\b(?:[aà]\s+destination\s+de|destin[eé]e?s?\s+[aà]|con\s+destino\s+a|exporta\s+a|an(?:\s+die)?(?:\s+Firma)?|consignad[oa]s?\s+a|exportad[oa]s\s+a)\s+{_NAMED}[\s,]+(?:sont|son|est|bajo|amparad|los|las|le|les|selon|suivant|seg[uú]n|como|geliefert|versand|versendet|gesandt|verkauf)"
    ),
)
SWEARER = re.compile(
    r"\bundersigned,?\s+(?P<who>.{3,300}?)[\s,]+(?:being (?:first )?duly sworn|(?:hereby )?declares?|"
    r"(?:do(?:es)? )?hereby|deposes?|certif(?:y|ies))\b",
    re.IGNORECASE,
)
BEFORE_COMPANY = re.compile(r"\b(?:for and on behalf of|on behalf of|acting for|for)\s+", re.IGNORECASE)
REMARK = re.compile(
    r"\s*\((?!(?:PVT|PTE|PTY|P|M|HK|PRIVATE|CHINA|INDIA|THAILAND|USA|UK)\b)[^()]{0,60}\)\s*", re.IGNORECASE
)
BEFORE_ADDRESS = re.compile(r"[\s,]+(?:located at|with offices at|residing at|whose address is)\s+", re.IGNORECASE)
CONSIGNED = re.compile(
    r"\b(?:consigned to|(?:shipped|exported|sold)\b[^.;]{0,40}?\bto)\s+(?P<who>[A-Z].{3,200}?)[\s,]+"
    r"(?:are|is|which|under|covered|by|per|on|in accordance)\b"
)
CHAMBER = re.compile(r"\bThe\s+(?P<name>[^.;,]{6,90}?)\s*,\s+a\s+recogni[sz]ed\s+chamber of commerce", re.IGNORECASE)
SHIPPED = re.compile(
    r"\bshipped\s+(?:on|per|via|by)\s+(?P<how>(?=[^\n]{0,60}[A-Z])[^.;,]{3,60}?)[\s,]+on\s+the\s+date\s+of\b",
    re.IGNORECASE,
)
"""`goods shipped on S/S ATLANTIC on the date of …`, as American chambers have it."""
INVOICE = re.compile(
    r"\binvoice\s+(?:no|number|nos)?\s*[.:#]*\s*(?P<number>[A-Z0-9][A-Z0-9/.-]*\d[A-Z0-9/-]*)[\s,]+"
    r"(?:dated?|of)\s+(?P<date>.{6,30})",
    re.IGNORECASE,
)


def sworn(runs: Sequence[Run], context: Context) -> Values:
    """Exporter, consignee, issuer and invoice of a sworn statement; empty for a paper that is none.

    Args:
        runs: all print of the document in reading order.
    """
    if not runs:
        return {}
    whole = joined(runs)
    if not SWORN.search(whole.text):
        return _certified(whole, context) if CERTIFIED.search(whole.text) else {}
    taken: Values = {}
    chamber = CHAMBER.search(whole.text)
    if chamber and (part := whole.part(*chamber.span("name"))):
        taken["issuer"] = value_of(part.text, part, context)
    swearer = SWEARER.search(whole.text)
    if swearer:
        start, end = swearer.span("who")
        companies = list(BEFORE_COMPANY.finditer(whole.text, start, end))
        taken.update(party_in("exporter", whole, companies[-1].end() if companies else start, end, context))
    consigned = CONSIGNED.search(whole.text)
    if consigned:
        taken.update(party_in("consignee", whole, *consigned.span("who"), context))
    shipped = SHIPPED.search(whole.text)
    if shipped and re.search(r"\w{3}", shipped["how"]) and (part := whole.part(*shipped.span("how"))):
        taken["transport"] = value_of(part.text, part, context)
    invoice = INVOICE.search(whole.text)
    if invoice and (number := references.find_reference(invoice["number"])):
        taken["invoice_number"] = found_value(number.moved(invoice.start("number")), whole, context)
        when = dates.find_dates(invoice["date"], context.order)
        if when:
            taken["invoice_date"] = found_value(when[0].moved(invoice.start("date")), whole, context)
    return taken


def _certified(whole: Run, context: Context) -> Values:
    """Who sent the goods to whom, where a body says so in the sentence by which it certifies."""
    taken: Values = {}
    for name, patterns in (("exporter", SENDERS), ("consignee", RECEIVERS)):
        for said in (said for pattern in patterns for said in pattern.finditer(whole.text)):
            party = party_in(name, whole, *said.span("who"), context)
            if party:
                taken.update({field: replace(v, confidence=TOLD * v.confidence) for field, v in party.items()})
                break
    return taken


TOLD = 0.9
"""A name in a sentence is a little less sure than one in a box: where it ends is for the words around it to say."""


def party_in(name: str, whole: Run, start: int, end: int, context: Context) -> Values:
    """A company and its address from a stretch of running text; nothing where no company is named in it."""
    cuts = [start]
    for match in sorted([*REMARK.finditer(whole.text, start, end), *BEFORE_ADDRESS.finditer(whole.text, start, end)],
                        key=lambda m: m.start()):  # fmt: skip
        cuts += [match.start(), match.end()]
    cuts.append(end)
    parts = [whole.part(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b > a]
    lines = [part for part in parts if part and re.search(r"\w", part.text)]
    known = lines and (COMPANY.search(lines[0].text) or (name == "consignee" and "," in lines[0].text))
    if not known:
        return {}
    return values.take("party", name, lines, context)
