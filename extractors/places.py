"""Places under captions: of issue, with the date that certificates want beside it, and ports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.certificates.place_and_date import BEHIND, place_behind
from extractors.certificates.signed_boxes import names_issuer
from extractors.layout import Run
from extractors.sighted import Context, Values, found_value, joined, value_of
from extractors.typed import dates


def place(name: str, lines: Sequence[Run], context: Context) -> Values:
    """A place without the date that forms want beside it; of a certificate the date is then the date of issue."""
    asks = ASKS_TO_SIGN.search(lines[0].text)  # `Place and date, signature and stamp of certifying authority`
    if name == "issue_place":  # an engine makes `m` or `sigr` of a signature
        lines = [line for line in lines if NAMED.search(line.text)]
    if asks or not lines or (name == "issue_place" and names_issuer(lines[0].text)):
        return {}
    if len(lines) > 1 and _goes_on(lines[0].text, lines[1].text):
        lines = [joined(lines[:2]), *lines[2:]]  # `PORT EVERGLADES, FL,` over `UNITED STATES`
    first = lines[0]
    text = first.text.strip(" :：;,_")
    if name.startswith("port_of") and (via := VIA.search(first.text)) and (before := first.part(0, via.start())):
        text, first = before.text.strip(" :：;,_"), before
    taken = {name: value_of(text, first, context)} if text else {}
    when = dates.find_dates(lines[0].text, context.order)
    if name not in taken or not when:
        return taken
    before = lines[0].part(0, when[0].start)
    text = before.text.strip(" :：;,_.-/") if before else ""
    text = re.sub(r"(?:,|\s)\s*(?:on|the|den|le|il|am|a|aos|al|el)$", "", text, flags=re.IGNORECASE).strip(" ,")
    placed = {name: value_of(text, before, context)} if before and re.search(r"[^\W\d]{2}", text) else {}
    if name != "issue_place":
        return placed
    if not placed and (behind := place_behind(lines[0], when[0].end, lines)):  # `15/01/2026, WINTERTHUR`
        placed = {name: value_of(behind.text.strip(" ,.-/"), behind, context, BEHIND)}
    return placed | {"issue_date": found_value(when[0], lines[0], context)}


def _goes_on(line: str, below: str) -> bool:
    """Whether a line ends in the middle of a place: at a comma, or in a country's name."""
    if OPEN.search(line):
        return below[:1].isupper()
    return line.rstrip().endswith(",") and not re.search(r"\d", below)


NAMED = re.compile(r"\b[^\W\d_a-z][^\W\d_]{2}|[\u2e80-\U0003ffff]{2}|\d{4}")  # a name, in letters or signs, or a year
VIA = re.compile(r"\s+(?:VIA|V[IÍ]A|ÜBER|TRANSHIPMENT|T/S)\s", re.IGNORECASE)
OPEN = re.compile(
    r"\b(?:REPUBLIC OF|PEOPLE['’]S(?: REPUBLIC(?: OF)?)?|P\.? ?R\.?(?: OF)?|UNITED|UNITED STATES OF)$", re.IGNORECASE
)
ASKS_TO_SIGN = re.compile(
    r"\b(?:signature|stamp|seal|signatory|certifying|authori[sz]ed|authority|issuing body|unterschrift|stempel|"
    r"bezeichnung|cachet|sello|timbro|denominazione|firma|assinatura|carimbo|handtekening|podpis|piecz|imza|mühür|kaşe)\b",
    re.IGNORECASE,
)
