"""Certificates written as a sentence: who swears, to whom it was shipped, which chamber has looked at it.

American chambers of commerce print a sworn statement instead of boxes (DOMAIN.md 1.15): `The undersigned … for …
declares that the following goods shipped on … consigned to … are the product of the United States of America`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import values
from extractors.companies import COMPANY
from extractors.layout import Run
from extractors.sighted import Context, Values, found_value, joined, value_of
from extractors.typed import dates, references

SWORN = re.compile(r"\bundersigned\b.{0,400}?\b(?:declares?|depose|swear|sworn|certif(?:y|ies))\b", re.IGNORECASE)
SWEARER = re.compile(
    r"\bundersigned,?\s+(?P<who>.{3,300}?)[\s,]+(?:being (?:first )?duly sworn|(?:hereby )?declares?|"
    r"(?:do(?:es)? )?hereby|deposes?|certif(?:y|ies))\b",
    re.IGNORECASE,
)
BEFORE_COMPANY = re.compile(r"\b(?:for and on behalf of|on behalf of|acting for|for)\s+", re.IGNORECASE)
REMARK = re.compile(r"\s*\([^()]{0,60}\)\s*")
BEFORE_ADDRESS = re.compile(r"[\s,]+(?:located at|with offices at|residing at|whose address is)\s+", re.IGNORECASE)
CONSIGNED = re.compile(
    r"\b(?:consigned to|(?:shipped|exported|sold)\b[^.;]{0,40}?\bto)\s+(?P<who>[A-Z].{3,200}?)[\s,]+"
    r"(?:are|is|which|under|covered|by|per|on|in accordance)\b"
)
CHAMBER = re.compile(r"\bThe\s+(?P<name>[^.;,]{6,90}?)\s*,\s+a\s+recogni[sz]ed\s+chamber of commerce", re.IGNORECASE)
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
        return {}
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
    invoice = INVOICE.search(whole.text)
    if invoice and (number := references.find_reference(invoice["number"])):
        taken["invoice_number"] = found_value(number.moved(invoice.start("number")), whole, context)
        when = dates.find_dates(invoice["date"], context.order)
        if when:
            taken["invoice_date"] = found_value(when[0].moved(invoice.start("date")), whole, context)
    return taken


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
