"""What codes, field names and values are called in front of people."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from flows.reports._arranged import Outcome
from schemas.arrival import ArrivalState
from schemas.entry import NUMBER_COLUMNS
from schemas.record import FIELD_TYPES

OUTCOMES = {
    Outcome.DISAGREEMENT: "Disagreement",
    Outcome.QUESTION: "A person must look",
    Outcome.UNSUPPORTED: "Unsupported",
    Outcome.UNDECLARED: "No entry data given",
    Outcome.AGREEMENT: "Agreement so far as checked",
}
STATES = {
    ArrivalState.READ: "Read",
    ArrivalState.DUPLICATE: "Duplicate of a file already read",
    ArrivalState.UNREADABLE: "Could not be opened",
    ArrivalState.OTHER: "Read, but no known kind of document",
    ArrivalState.IN_PROGRESS: "Not finished",
}
ACTIONS = {
    "HOLD": "Do not file or claim until resolved",
    "ASK": "Ask the exporter or importer for the document",
    "PSC": "File a post-summary correction, before its window closes",
    "PROTEST": "Protest under 19 USC 1514, within 180 days",
    "1520D": "Make a post-import claim under 19 USC 1520(d)",
    "PD": "Advise on prior disclosure",
    "TYPE03": "Refile as an AD/CVD entry (type 03)",
    "VERIFY": "Verify on the issuer's website",
    "FILE": "Keep in the recordkeeping set",
    "ESC": "Refer to compliance or counsel",
}
"""DOMAIN.md 5.0."""

_FIELDS = {
    "adcvd_case": "AD/CVD case",
    "bl_awb": "Bill of lading / air waybill",
    "bl_number": "Bill of lading",
    "chapter99": "Chapter 99",
    "country_melt_pour": "Melted and poured in",
    "entered_value_usd": "Entered value, USD",
    "duty_usd": "Duty, USD",
    "foreign_port_lading": "Port of lading",
    "us_port_unlading": "US port of unlading",
    "gross_weight_kg": "Gross weight, kg",
    "net_weight_kg": "Net weight, kg",
    "hs_code": "HS code",
    "hts": "HTS",
    "line_no": "Line",
    "manufacturer_id": "Manufacturer ID (MID)",
    "spi": "Programme claimed (SPI)",
    "unit": "Unit",
}
COUNTERPARTS = {
    "bl_awb": "bl_number",
    "consignee_name": "consignee",
    "country_melt_pour": "origin_country",
    "country_of_origin": "origin_country",
    "entered_value_usd": "value",
    "foreign_port_lading": "port_of_loading",
    "hts": "hs_code",
    "importer_name": "importer",
    "manifest_quantity": "packages",
    "manufacturer_id": "producer",
    "net_quantity": "quantity",
    "us_port_unlading": "port_of_discharge",
}
"""Entry column -> the document field that speaks of the same thing under another name."""
_COUNTRIES = {"country_of_origin", "exporting_country", "country_melt_pour"}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"-?\d{1,30}(\.\d+)?")


def field_name(name: str) -> str:
    """`gross_weight_kg` -> "Gross weight, kg"."""
    return _FIELDS.get(name) or name.replace("_", " ").strip().capitalize()


def kind_name(kind: str) -> str:
    """The title of the kind's form; a kind without a form is shown by its code."""
    from extractors.forms import forms

    if kind == "other":
        return "Other document"
    form = forms().get(kind)
    return form.title if form else kind


def action_words(action: str) -> list[str]:
    """Each action of a rule in words: `ASK original; PSC` -> "Ask …: original", "File a post-summary correction …"."""
    return [_action(part.strip()) for part in re.split(r"[,;]", action) if part.strip()]


def _action(part: str) -> str:
    code, _, rest = part.partition(" ")
    words = ACTIONS.get(code)
    if words is None:
        return part[0].upper() + part[1:]
    if rest.startswith("or "):
        other = _action(rest.removeprefix("or "))
        return f"{words}, or {other[0].lower()}{other[1:]}"
    return f"{words}: {rest}" if rest else words


def day(date: dt.date) -> str:
    """11 May 2026: no reader takes the month for the day."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def shown(name: str, text: str) -> str:
    """A value as people write it, by the type its field name gives it."""
    kind = FIELD_TYPES.get(name, "country" if name in _COUNTRIES else "")
    if name == "kind":
        return kind_name(text)
    if kind == "country" and (country := _country(text)):
        return f"{text} · {country}"
    if (kind == "hs" or name in ("hts", "chapter99")) and text.isdecimal() and len(text) >= 6:
        return hts(text)
    if _DATE.fullmatch(text):
        return day(dt.date.fromisoformat(text)) if _is_date(text) else text
    if (kind == "number" or name in NUMBER_COLUMNS) and _NUMBER.fullmatch(text):
        whole, point, part = text.partition(".")
        return f"{int(whole):,}{point}{part}"
    return text


def hts(digits: str) -> str:
    """6810990010 -> 6810.99.0010."""
    if not (digits.isdecimal() and len(digits) >= 6):
        return digits
    return ".".join(part for part in (digits[:4], digits[4:6], digits[6:]) if part)


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


@cache
def _country(code: str) -> str:
    """The English name of an ISO 3166-1 alpha-2 code, "" for anything else."""
    import pycountry

    country = pycountry.countries.get(alpha_2=code) if len(code) == 2 else None
    return getattr(country, "common_name", None) or country.name if country else ""
