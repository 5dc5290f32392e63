"""Names of ships, and numbers of flights, as captions are answered with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Run
from extractors.sighted import Context, Values, joined, value_of
from extractors.typed import dates


def vessel(name: str, lines: Sequence[Run], context: Context) -> Values:
    """The ship's name without its voyage."""
    run = lines[0]
    if len(lines) > 1 and not VOYAGE.search(run.text) and (rest := VOYAGE.search(lines[1].text)) and rest.start() > 2:
        run = joined(lines[:2])  # `COSCO SHIPPING` over `ROSE / 0342W`
    named = ON_ITS_WAY.search(run.text, 2)
    run = (run.part(0, named.start()) if named else run) or run
    flight = FLIGHT_AND_DAY.fullmatch(run.text)
    run = (run.part(*flight.span("flight")) if flight else run) or run
    voyage = None if NUMBERED_SHIP.fullmatch(run.text.strip()) else VOYAGE.search(run.text)
    part = run.part(0, voyage.start()) if voyage and voyage.start() > 2 else run
    text = SHIP_WORD.sub("", part.text).strip(" ,./:-\"'") if part else ""
    return {name: value_of(text, part or run, context)} if text and not is_no_name(run.text) else {}


def is_no_name(text: str) -> bool:
    """Whether a text is a date or a measure and nothing else, or names a forwarder: no ship or flight is called so."""
    return any((MEASURE.fullmatch(text), FORWARDER.search(text), BY_SEA.fullmatch(text))) or any(
        d.end - d.start == len(text) for d in dates.find_dates(text)
    )


FORWARDER = re.compile(
    r"\b(?:LOGISTIC[SA]?|LOGISTIK|LOGISTIQUE|LOG[IÍ]STICA|LOJ[İI]ST[İI]K|FREIGHT|FORWARD\w*|SPEDITION\w*|SPEDIZION\w*|[HM]AWB|FEDEX|UPS|DHL|TNT|"
    r"TRUCK\w*|COURIER|FLETES|AUTO ?TRANSPORTES?|TRANSPORTES|GMBH|S\.?R\.?L|INC|LLC|LTD)\b",
    re.IGNORECASE,
)
"""Who carries the goods, where `Carrier` may ask for the ship."""
BY_SEA = re.compile(
    r"\W*(?:BY\s+)?(?:SEA|OCEAN|AIR|ROAD|TRUCK|RAIL|VESSEL|COURIER|SHIP)(?:\s?(?:FREIGHT|VESSEL|CARGO))?\W*",
    re.IGNORECASE,
)
"""The way the goods go, where `Ship mode` may ask for the ship."""
MEASURE = re.compile(r"\W*\d[\d.,]*\s?(?:CBM|M3|M³|CU\.? ?(?:M|FT)|KGS?|LBS?|K)\b\W*", re.IGNORECASE)
"""`VOL: 2.450 CBM` beside the goods of an air waybill, where `Vol` may ask for the flight."""
SHIP_WORD = re.compile(r"^\W*(?:buque|barco|navire|schiff|navio|vessel|motonave|nave)\s+(?=\S)", re.IGNORECASE)
ON_ITS_WAY = re.compile(r"\s+(?:[—–]|-(?=\s)|from\b|sailing\b|on\s+or\s+about\b|desde\b|ETD\b|ETA\b|\|)", re.IGNORECASE)
"""What may follow a ship's name: from where it goes, and when."""
FLIGHT_AND_DAY = re.compile(
    r"\W*(?P<flight>(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])[\s-]?\d{2,4}[A-Z]?)\s*/\s*"
    r"(?:\d{1,2}(?:[-./ ]?(?:\d{1,2}|[A-Z]{3,9}))?|[A-Z]{3,9}[-. ]?\d{1,2})(?:[-./, ]{1,2}\d{2,4})?\W*",
    re.IGNORECASE,
)
"""`LH8410/14`, `CZ399 / 14-MAY-2026`: the flight with its day."""
NUMBERED_SHIP = re.compile(r"(?:M[./]?V\.?\s+)?WAN HAI\s[1-9]\d{2}", re.IGNORECASE)
"""A line that numbers its ships: what stands behind the name is no voyage."""
VOYAGE = re.compile(
    r"\s*(?:/|\s[-–])\s*[A-Z]{0,3}[0-9][0-9A-Z]*\s*$|\s*(?:[/,]\s*|\s)(?:(?:V(?:OY(?:AGE)?)?|VIAJE|VIAGGIO|VIAGEM|REISE|FAHRT|SEFER|CHUYEN|航次)\s*[-.:]?\s*(?:NO\.?\s*)?[A-Z]{0,2}[0-9][0-9A-Z-]*|[0-9]{2,4}[A-Z]{0,2}|[0-9]*[A-Z]{0,2}[0-9]{2,4}[NSEW](?-i:\s[A-Z]{2})?|[0-9]{2,4}-[0-9]{2,4}[NSEW])\s*$",
    re.IGNORECASE,
)
