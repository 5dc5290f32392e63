"""The transport box: from where, to where, through what, how, on which vessel, when."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from extractors.nlp.pipelines import LONGEST_CELL
from extractors.typed.dates import Order, find_dates
from extractors.typed.folding import fold, single_spaced
from extractors.typed.found import Found


@dataclass(frozen=True, slots=True)
class Transport:
    """A transport box; places and vessel are as printed, single spaced, "" where nothing is printed.

    Attributes:
        mode: sea, air, rail, road, post, multimodal or "".
    """

    raw: str
    from_place: str = ""
    to_place: str = ""
    via: str = ""
    mode: str = ""
    vessel: str = ""
    voyage: str = ""
    departure: Found[dt.date] | None = None


_BY = "(?:BY|PER|IN|POR|PAR)"
_MODES = tuple(
    (mode, re.compile(pattern))
    for mode, pattern in (
        ("multimodal", r"MULTI\s?-?MODAL|SEA\s?(?:-|/|AND|&)\s?AIR|COMBINED TRANSPORT|多式联运"),
        (
            "sea",
            rf"{_BY}\s?(?:SEA|VESSEL|SHIP|OCEAN|MAR(?:ITIMO)?|MER|BOAT|S\.?S)(?![A-Z])|SEA ?FREIGHT|OCEAN|MARITIM[EO]|"
            r"VESSEL|VOYAGE|(?<![A-Z])M/?V(?=[ .])|DUONG BIEN|海运|船运|海運",
        ),
        (
            "air",
            rf"{_BY}\s?(?:AIR|FLIGHT|PLANE|AEREO|AVION)(?![A-Z])|AIR ?FREIGHT|FLIGHT|AIRPORT|"
            r"DUONG HANG KHONG|空运|空運",
        ),
        ("rail", rf"{_BY}\s?(?:RAIL|TRAIN|RAILWAY)(?![A-Z])|RAILWAY|铁路"),
        ("road", rf"{_BY}\s?(?:TRUCK|ROAD|LORRY|LAND|CAMION)(?![A-Z])|TRUCK|公路|汽运|陆运"),
        ("post", rf"{_BY}\s?(?:POST|MAIL|COURIER|EXPRESS)(?![A-Z])|PARCEL POST|邮寄|快递"),
    )
)
_STOP = (
    r"(?=\s*(?:$|[;*]|\n\s*\n|(?<![A-Z])(?:TO|VIA|BY|ON|ON/AFTER|AFTER|PER|THROUGH|TRANSSHIPMENT|VESSEL|DEPARTURE|"
    r"PORT OF|VOYAGE|VOY|DATE|DATED|ETD|SHIPPED|SAILING|FLIGHT|AT|FROM|IN TRANSIT|WITH|AND THENCE|BYSEA|BYAIR)"
    r"(?![A-Z])|经|到|至|[（(]))"
)
_PLACE = rf"\s?:?\s?(?P<place>[^\n;*]{{2,60}}?){_STOP}"
_FROM = re.compile(rf"(?<![A-Z])(?:FROM|DESDE|DE PUERTO|DEPUIS|TU CANG){_PLACE}")
_TO = re.compile(rf"(?<![A-Z])(?:TO|HASTA|A PUERTO|DEN CANG)(?![A-Z]){_PLACE}")
_VIA = re.compile(
    rf"(?<![A-Z])(?:VIA|THROUGH|TRANSSHIP(?:MENT|PED)?(?: (?:AT|IN|VIA))?|IN TRANSIT (?:THROUGH|VIA)){_PLACE}"
)
_HAN_ROUTE = re.compile(
    r"(?:从|自|由)?\s?(?P<from>[\u4e00-\u9fff]{2,12}?)\s?港?(?:到|至|运往|→)\s?"
    r"(?P<to>[\u4e00-\u9fff]{2,12}?)(?=港|经|海运|空运|$|[\s,;(])"
)
_HAN_VIA = re.compile(r"经(?:由)?\s?(?P<place>[\u4e00-\u9fff]{2,8}?)(?=转|中转|到|至|$|[\s,;(港])")
_LABELLED_PLACE = r"\s?[:.]?\s?(?P<place>[^\n;:*]{2,50}?)(?=\s{2,}|\n|$|;|(?:PORT|PLACE|VESSEL|DATE)\s)"
_PORTS = {
    "from_place": re.compile(
        rf"(?:PORT|PLACE|AIRPORT) OF (?:LOADING|SHIPMENT|DEPARTURE|RECEIPT|EXPORT){_LABELLED_PLACE}|"
        r"(?:装运港|起运港|启运港)\s?:?\s?(?P<han>[^\s;,]{2,12})"
    ),
    "to_place": re.compile(
        rf"(?:PORT|PLACE|AIRPORT) OF (?:DISCHARGE|UNLOADING|DESTINATION|DELIVERY|ARRIVAL){_LABELLED_PLACE}|"
        r"(?:卸货港|目的港|目的地)\s?:?\s?(?P<han>[^\s;,]{2,12})"
    ),
}
_VOYAGE_NUMBER = r"V(?:OY(?:AGE)?)?\s?\.?\s?(?:NO\s?[.:]?\s?)?:?\s?"
_VESSEL = re.compile(
    r"(?:(?:NAME OF )?(?:OCEAN )?(?:VESSEL|SHIP|AIRCRAFT|FLIGHT|CARRIER)(?:'?S? NAME|\(S\))?"
    r"(?:\s?/\s?(?:VOYAGE|AIRCRAFT|FLIGHT|TRAIN|VEHICLE)[A-Z /]{0,24})?(?:\s?ETC\.?)?\s?(?:NO\.?)?\s?[:.]{1,2}|"
    r"(?<![A-Z])(?:M/?V|S/?S|PER|M\.V\.)(?=[ .:])\s?[:.]?|船名(?:航次|/航次)?\s?:?)\s?(?:M/?V\.?\s)?"
    r"(?P<name>[A-Z0-9][A-Z0-9 .\-/&']{1,40}?)"
    rf"(?=\s*(?:$|\n|,|;|\(|(?<![A-Z])(?:{_VOYAGE_NUMBER}[0-9]|(?:PORT|FROM|ON|DEPARTURE|SAILING|DATE|ETD)(?![A-Z]))))"
)
_VOYAGE = re.compile(
    rf"(?<![A-Z])(?:{_VOYAGE_NUMBER}(?P<number>[0-9][A-Z0-9-]{{1,9}})|航次\s?:?\s?(?P<han>[A-Z0-9-]{{2,10}}))(?![A-Z0-9])"
)
_MODE_TAIL = re.compile(r"\s*(?:BY|PER)\s.*$|\s*(?:ON|ON/AFTER|AFTER)\s?[0-9].*$")
_NO_PLACE = re.compile(r"ORDER|WHOM|THE ORDER|BE\b|FOLLOW")


def parse_transport(text: str, order: Order | None = None) -> Transport:
    """Take a transport box apart: `FROM NINGBO TO LOS ANGELES BY SEA ON/AFTER JUN. 28, 2026 VIA HONGKONG`.

    Args:
        order: which of day and month stands first in numeric dates.
    """
    text = text[:LONGEST_CELL]
    folded = fold(text)
    dates = find_dates(text, order)
    open_text = folded
    for date in dates:
        open_text = open_text[: date.start] + ";" * (date.end - date.start) + open_text[date.end :]
    mode = next((name for name, pattern in _MODES if pattern.search(folded)), "")
    places = {name: _labelled(text, open_text, pattern) for name, pattern in _PORTS.items()}
    has_from = _FROM.search(open_text)
    to_start = has_from.end() if has_from else 0
    vessel = _VESSEL.search(open_text)
    voyage = _VOYAGE.search(open_text)
    han = _HAN_ROUTE.search(open_text)
    return Transport(
        raw=single_spaced(text),
        from_place=_place(text, has_from) or places["from_place"] or (han["from"] if han else ""),
        to_place=_place(text, _TO.search(open_text, to_start)) or places["to_place"] or (han["to"] if han else ""),
        via=_place(text, _VIA.search(open_text)) or _place(text, _HAN_VIA.search(open_text)),
        mode=mode,
        vessel=single_spaced(text[slice(*vessel.span("name"))]).strip(" .,:-/") if vessel else "",
        voyage=(voyage["number"] or voyage["han"] or "") if voyage else "",
        departure=dates[0] if dates else None,
    )


def _place(text: str, match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    start, end = match.span("place")
    printed = single_spaced(text[start:end]).strip(" .,:;-")
    folded = fold(printed)
    tail = _MODE_TAIL.search(folded)
    printed = printed[: tail.start()] if tail else printed
    return "" if _NO_PLACE.match(folded) or not re.search(r"[^\W\d_]{2}", printed) else printed


def _labelled(text: str, open_text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.search(open_text)
    if not match:
        return ""
    group = "place" if match["place"] else "han"
    return single_spaced(text[slice(*match.span(group))]).strip(" .,:;-")
