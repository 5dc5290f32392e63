"""What a document says besides its typed values: countries of addresses, ports and marks; dates with two readings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import polars as pl

from schemas.record import Record, Value, typed_from_json
from schemas.reference.countries import chinese_places, name_key
from schemas.reference.ports import countries_in, port_country
from validators import names

STATED_COLUMNS = {
    "made_in": pl.String(),
    "made_in__conf": pl.Float64(),
    "made_in__field": pl.String(),
    "produced_in": pl.String(),
    "produced_in__conf": pl.Float64(),
    "produced_in__field": pl.String(),
    "loaded_in": pl.String(),
    "loaded_in__conf": pl.Float64(),
    "loaded_in__field": pl.String(),
    "maker_in": pl.String(),
    "maker_in__conf": pl.Float64(),
    "maker_in__field": pl.String(),
    "maker_address": pl.String(),
    "maker_address__conf": pl.Float64(),
    "maker_address__field": pl.String(),
    "ambiguous": pl.String(),
    "ambiguous__field": pl.String(),
    "office": pl.String(),
    "third_party": pl.Boolean(),
    "lacking": pl.String(),
    "surely_lacking": pl.Boolean(),
    "certifier_score": pl.Float64(),
    "certifier_party": pl.String(),
    "group_name": pl.String(),
    "coded_packages": pl.Float64(),
    "mid_maker": pl.String(),
    "mid_address": pl.String(),
    "value_currency": pl.String(),
    "english": pl.Boolean(),
    "pages_absent": pl.String(),
    "pages_beside": pl.Boolean(),
    "empty": pl.String(),
    "unread": pl.Boolean(),
    "languages": pl.String(),
}
"""Countries as ISO codes, each with the value of the record that holds it."""
MADE_IN = re.compile(r"MADE\s*IN\s+([^,;.\n]{2,40})", re.IGNORECASE)
PRODUCED = re.compile(r"(?:PRODUCED|MANUFACTURED|MADE)\s+IN\b\W*(.{2,50})", re.IGNORECASE)
FROM = re.compile(r"\bFROM\b[:\s]+(.{2,60}?)(?:\bTO\b|\bVIA\b|\bBY\b|$)", re.IGNORECASE)
THIRD_PARTY = re.compile(r"(THIRD|3RD|NON)[- ]?(PARTY|COUNTRY)\s+INVOIC|第三方发票|非缔约方", re.IGNORECASE)
OFFICE = re.compile(
    r"\b(?:ROOM|RM|SUITE|FLOOR|FLAT|UNIT\s+\d+\s*/F|\d+\s*/\s*F|OFFICE|TOWER|VIRTUAL|P\.?O\.? BOX)\b|室|楼层"
)
CODED_PACKAGES = re.compile(r"(?:packages|pkgs?|ctns|cartons|件数)\W{1,3}(\d{1,9})(?!\d)", re.IGNORECASE)
AMBIGUOUS = ("issue_date", "invoice_date", "departure_date", "blanket_from", "blanket_to")
HIDDEN = re.compile(r"CONFIDENTIAL|REQUEST|^\W*SAME|IDEM|DITTO", re.IGNORECASE)
MANDATORY = {
    "exporter": "exporter",
    "consignee": "consignee",
    "origin_country": "country of origin",
    "issuer": "certification",
}
ELEMENTS = {
    "certifier": "certifier", "certifier_role": "certifier's role", "certifier_address": "certifier's address",
    "contact": "telephone or e-mail of the certifier", "exporter": "exporter", "producer": "producer",
    "issue_date": "date",
}  # fmt: skip
LINE_ELEMENTS = {
    "description": "description of the goods",
    "hs_code": "HS number",
    "origin_criterion": "origin criterion",
}
"""Data elements of a certification under a US agreement; an importer that is not known may be missing."""
LANGUAGES = {"cert.usmca": {"en", "fr", "es"}, "cert.cafta": {"en", "es"}, "coo.gsp.form_a": {"en", "fr"}}


def columns(records: Sequence[Record]) -> pl.DataFrame:
    """`index` and STATED_COLUMNS, one row a document."""
    taken = {(record.document.partition("#")[0], page): record.kind for record in records for page in record.pages}
    table = [(index, *_row(record, taken)) for index, record in enumerate(records)]
    return pl.DataFrame(table, schema={"index": pl.Int64(), **STATED_COLUMNS}, orient="row")


def _row(record: Record, taken: Mapping[tuple[str, int], str]) -> tuple[object, ...]:
    maker = _maker(record)
    address = _text(record, f"{maker}_address") if maker else None
    party, score = _certifier(record)
    languages = sorted(set(record.language))
    return (
        *_made_in(record), *_named(record, ("declaration", "remarks"), PRODUCED), *_loaded(record),
        *_placed(record, f"{maker}_address" if maker else ""),
        *((address.value, address.confidence, f"{maker}_address") if address else (None, None, None)),
        *_ambiguous(record), _office(str(address.value)) if address else None, _third_party(record),
        *_lacking(record), score, party, _group(record), _coded(record), *_mid_maker(record), _currency(record),
        bool(LANGUAGES.get(record.kind, {"en"}) & set(languages)) if languages else None,
        *_whole(record, taken), ", ".join(languages),
    )  # fmt: skip


def _text(record: Record, name: str) -> Value | None:
    value = record.fields.get(name)
    return value if value is not None and isinstance(value.value, str) and value.value.strip() else None


def _made_in(record: Record) -> tuple[str | None, float | None, str | None]:
    """The country of a MADE IN mark in the lines' marks and descriptions."""
    for line in record.lines:
        for name in ("marks", "description", "specification"):
            value = line.get(name)
            if value is None or not isinstance(value.value, str):
                continue
            for said in MADE_IN.finditer(value.value):
                if found := countries_in(said[1]):
                    return found[0], value.confidence, name
    return _named(record, ("marks", "remarks"), MADE_IN)


def _named(record: Record, fields: Sequence[str], said: re.Pattern[str]) -> tuple[str | None, float | None, str | None]:
    for name in fields:
        value = _text(record, name)
        for match in said.finditer(str(value.value)) if value else ():
            if value and (found := countries_in(match[1])):
                return found[0], value.confidence, name
    return None, None, None


def _loaded(record: Record) -> tuple[str | None, float | None, str | None]:
    """The country of the port of loading, as a box of its own or after FROM in the route."""
    port, route = _text(record, "port_of_loading"), _text(record, "transport")
    if port and (country := port_country(str(port.value))):
        return country, port.confidence, "port_of_loading"
    said = FROM.search(str(route.value)) if route else None
    if route and said and (country := port_country(said[1])):
        return country, route.confidence, "transport"
    return None, None, None


def _maker(record: Record) -> str | None:
    """Whose address is the maker's: the producer's, or that of an exporter who is said to be the producer."""
    producer, exporter = _text(record, "producer"), _text(record, "exporter")
    if producer and not HIDDEN.search(str(producer.value)):
        if _text(record, "producer_address"):
            return "producer"
        return "exporter" if exporter and names.score(str(producer.value), str(exporter.value)) >= 0.92 else None
    if producer and re.search(r"SAME|IDEM|DITTO", str(producer.value), re.IGNORECASE):
        return "exporter"
    return None


def _placed(record: Record, name: str) -> tuple[str | None, float | None, str | None]:
    """The country at the end of an address; a province or city of the Chinese mainland tells too."""
    value = _text(record, name) if name else None
    if value is None:
        return None, None, None
    text = str(value.value)
    if found := countries_in(text):
        return found[-1], value.confidence, name
    words = f" {name_key(text)} "
    if any((f" {place} " in words) if place.isascii() else place in text for place in chinese_places()):
        return "CN", value.confidence, name
    return None, None, None


def _office(address: str) -> str | None:
    found = OFFICE.search(address.upper())
    return found.group().strip() if found else ""


def _ambiguous(record: Record) -> tuple[str | None, str | None]:
    """The first date that may be read in two ways, with all its readings."""
    for name in AMBIGUOUS:
        value = record.fields.get(name)
        if value is None or not isinstance(value.value, dt.date):
            continue
        days = [value.value, *_days(value)]
        swapped = any(d.day == value.value.month and d.month == value.value.day for d in days[1:])
        if swapped:
            return f"{name} {' or '.join(dict.fromkeys(d.isoformat() for d in days))}", name
    return None, None


def _days(value: Value) -> Iterator[dt.date]:
    for text in value.alternatives:
        try:
            day = typed_from_json("issue_date", text)
        except ValueError:  # another reading of the print that is no date
            continue
        if isinstance(day, dt.date):
            yield day


def _third_party(record: Record) -> bool:
    texts = (_text(record, name) for name in ("remarks", "third_party_invoice", "declaration"))
    return any(THIRD_PARTY.search(str(value.value)) for value in texts if value)


def _lacking(record: Record) -> tuple[str | None, bool | None]:
    """Data elements of a certification that were not found, and whether they are surely not there.

    A box may not have been read, unless its caption was and nothing stands in it. A telephone number or e-mail address
    is looked for in all print of the paper: where the certifier's own block was read well and nothing looks like one,
    there is none. Null for other papers.
    """
    if record.kind not in ("cert.usmca", "cert.korus", "cert.cafta", "cert.cl_us", "cert.co_pa_pe"):
        return None, None
    wanted = dict(ELEMENTS)
    if record.kind != "cert.usmca":
        wanted.pop("certifier_role")
    if _certifier_is_addressed(record):
        wanted.pop("certifier_address")
    missing = {name: said for name, said in wanted.items() if record.fields.get(name) is None}
    lines: Sequence[Mapping[str, Value | None]] = record.lines or ({},)
    missing |= {name: said for name, said in LINE_ELEMENTS.items() if any(line.get(name) is None for line in lines)}
    block, boxes = _text(record, "certifier_address"), _text(record, "empty_boxes")
    absent = {"contact"} if block is not None and not block.doubtful else set[str]()
    if boxes is not None and not boxes.doubtful:
        absent.update(str(boxes.value).split(", "))
    return ", ".join(missing.values()), missing.keys() <= absent


def _certifier_is_addressed(record: Record) -> bool:
    """Whether the certifier is a party whose address is on the certification."""
    certifier = _text(record, "certifier")
    parties = ((_text(record, name), f"{name}_address") for name in ("exporter", "producer", "importer"))
    return certifier is not None and any(
        party is not None
        and _text(record, address) is not None
        and names.score(str(certifier.value), str(party.value)) >= 0.92
        for party, address in parties
    )


def _whole(record: Record, taken: Mapping[tuple[str, int], str]) -> tuple[str | None, bool, str | None, bool]:
    """Printed pages that are not there, whether a page beside it in its file may be one, mandatory boxes left empty,
    and whether another one was not read.

    Args:
        taken: file and page -> the kind of the document that the page was taken for.
    """
    counted, boxes = _text(record, "page_count"), _text(record, "empty_boxes")
    absent = None
    if counted:
        seen, _, pages = str(counted.value).partition(" / ")
        absent = ", ".join(str(n) for n in range(1, int(pages) + 1) if str(n) not in seen.split(", "))
        if len(record.pages) >= int(pages):  # all are there, and the number of one was not read
            absent = ""
    file = record.document.partition("#")[0]
    places = (min(record.pages, default=0) - 1, max(record.pages, default=0) + 1)
    beside = any(taken.get((file, page)) in ("other", record.kind) for page in places)
    empty = str(boxes.value).split(", ") if boxes else []
    unread = [name for name in MANDATORY if record.fields.get(name) is None and name not in empty]
    said = ", ".join(title for name, title in MANDATORY.items() if name in empty)
    return absent, beside, said, bool(unread)


def _certifier(record: Record) -> tuple[str | None, float | None]:
    """The party whose role the certifier takes, and how surely both are one firm."""
    role, certifier = _text(record, "certifier_role"), _text(record, "certifier")
    party = _text(record, str(role.value)) if role else None
    if certifier is None or party is None or HIDDEN.search(str(party.value)):
        return None, None
    one, other = str(certifier.value), str(party.value)
    held = names.core(other) in names.core(one)
    return other, 1.0 if held else names.score(one, other)


def _mid_maker(record: Record) -> tuple[str | None, str | None]:
    """The name and address from which a manufacturer ID is made: the producer's, the exporter's where none is named.

    A certification under a US agreement has a box for the producer; who leaves it open, or answers that the producer
    is told upon request, says that another made the goods.
    """
    open_box = record.kind.startswith("cert.") or _text(record, "producer") is not None
    maker = _maker(record) or (None if open_box else "exporter")
    if maker is None:
        return None, None
    name, address = _text(record, maker), _text(record, f"{maker}_address")
    return str(name.value) if name else None, str(address.value) if address else None


def _coded(record: Record) -> float | None:
    """The number of packages that the code on a certificate holds."""
    said = CODED_PACKAGES.search(record.marks.qr or "")
    return float(said[1]) if said else None


def _currency(record: Record) -> str | None:
    """The one currency of all lines."""
    printed = {str(value.value) for line in record.lines if (value := line.get("currency")) is not None}
    return printed.pop() if len(printed) == 1 else None


def _group(record: Record) -> str | None:
    """The name that exporter and consignee share; "" where they share none."""
    one, other = _text(record, "exporter"), _text(record, "consignee")
    if one is None or other is None or names.is_order(str(other.value)):
        return None
    return shared_name(str(one.value), str(other.value))


def shared_name(one: str, other: str) -> str:
    """The word of two company names that begins one of them and is no word of trade or place; "" where none is."""
    first, second = names.core(one).split(), names.core(other).split()
    shared = [word for word in first if word in second and len(word) > 3 and word not in _common()]
    return shared[0] if shared and (first[0] == shared[0] or second[0] == shared[0]) else ""


@cache
def _common() -> frozenset[str]:
    """Words in names of companies that name no group."""
    trade = """GLOBAL INTERNATIONAL TRADING TRADE IMPORT EXPORT INDUSTRIAL INDUSTRIES INDUSTRY MANUFACTURING PRODUCTS
    TECHNOLOGY ELECTRONICS ELECTRIC ELECTRICAL LIGHTING FURNITURE TEXTILE TEXTILES GARMENT APPAREL STEEL METAL METALS
    PLASTIC PLASTICS RUBBER PAPER WOOD FOOD FOODS GROUP HOME HOUSE SUPPLY BRANDS DISTRIBUTORS NORTH SOUTH EAST WEST
    NORTHERN SOUTHERN EASTERN WESTERN PACIFIC ATLANTIC GOLDEN GREEN BLUE STAR SUNRISE OCEAN CHINA ASIA AMERICA AMERICAN
    FIRST UNITED GENERAL CORPORATION COMPANY LIMITED ENTERPRISE ENTERPRISES TOOLS HARDWARE MACHINERY EQUIPMENT PARTS
    AUTO GLASS CERAMIC CERAMICS LEATHER BAGS TOYS GOODS HOUSEHOLD KITCHEN SPORTS OUTDOOR MEDICAL SOLAR ENERGY POWER"""
    return frozenset(trade.split()) | frozenset(place for place in chinese_places() if place.isascii())
