"""To which country certified goods go, where the form has no box for it: a sentence, else where the consignee is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.fields import Labelled
from extractors.layout import Run, by_cell
from extractors.sighted import Context, found_value, joined
from extractors.typed import countries
from schemas.record import Value

SENT_TO = re.compile(
    r"EXPORTED\s*TO|EXPORT(?:ATION)?\s*TO|SHIPMENT\s*TO|\b(?:DESTINED|BOUND|INTENDED)\s+(?:TO|FOR)\b|"
    r"\bDESTINAT[AEIO]\s+(?:A|AI|AL|AGLI|ALLA|IN|NEGLI)\b|\bDESTIN[EÉ]E?S?\s+(?:AUX?|[AÀ]|EN)\b|"
    r"\bDESTINAD[OA]S?\s+(?:AOS?|[AÀ]S?|PARA)\b|\bCON\s+DESTINO\s+A\b|\bCOM\s+DESTINO\s+(?:AOS?|A)\b|"
    r"\b[AÀ]\s+DESTINATION\s+D(?:E|U|ES)\b|\bEXPORTAD[OA]S?\s+(?:AOS?|A|PARA|HACIA)\b|\bEXPORT[EÉ]E?S?\s+(?:VERS|AUX?)\b|"
    r"\bBESTIMMT\s+F[UÜ]R\b|\b(?:AUSFUHR|EXPORT|VERSAND)\s+NACH\b|\bESPORTAT[AEIO]\s+(?:IN|VERSO|NEGLI)\b|"
    r"\bBESTEMD\s+VOOR\b|\bDIEKSPOR\s+KE\b|\bXUẤT\s+(?:KHẨU\s+)?SANG\b|出口至|出口到|运往|輸往|输往",
    re.IGNORECASE,
)
REACH = 60
"""Characters behind such words within which the country stands."""
CONSIGNED = 0.75
"""Whoever receives the goods need not have them in his own country."""
GEORGIA = "GE"
"""In an address that names no other country it is as likely the state."""
PLACES = {"consignee": 0, "importer": 1}


def destination(
    runs: Sequence[Run], labelled: Sequence[Labelled], context: Context, origin: str | None = None
) -> Value | None:
    """The country a sentence or remark sends the goods to; else that of the consignee's address, in doubt.

    A box for the destination that was left blank stays blank. Goods are not sent to the country of `origin`: where a
    signature hides what follows `exported to`, the next country may be that of the place of issue.
    """
    if said := _said(runs, context, origin):
        return said
    if any(item.name == "destination_country" for item in labelled):
        return None
    parties = sorted((i for i in labelled if i.name in PLACES and i.lines), key=lambda item: PLACES[item.name])
    for item in parties[:1]:
        run = joined(item.lines)
        named = [c for c in countries.find_countries(run.text) if len(c.raw) > 2 and c.value != GEORGIA]
        if named and not re.search(r"[^\W\d_]{4,}", run.text[named[-1].end :]):
            value = found_value(named[-1], run, context)
            return replace(value, confidence=CONSIGNED * value.confidence)
    return None


def _said(runs: Sequence[Run], context: Context, origin: str | None) -> Value | None:
    """`… for goods exported to UNITED STATES OF AMERICA (importing country)`."""
    if not runs:
        return None
    whole = joined(by_cell(runs))
    for said in SENT_TO.finditer(whole.text):
        near = countries.find_countries(whole.text[said.end() : said.end() + REACH])
        if near and len(near[0].raw) > 2 and near[0].value != origin:  # the AZ of `Phoenix, AZ` is a state
            return found_value(near[0].moved(said.end()), whole, context)
    return None
