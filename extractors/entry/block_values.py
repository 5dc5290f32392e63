"""What a block of an entry summary holds, as our columns write it, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.entry.captions import country_code
from extractors.shipping.ships import VOYAGE
from extractors.typed import dates
from extractors.typed.codes import find_entry_numbers

MULTI = "MULTI"
BROKER_FILE = "broker_file"
"""A caption of no column of its own: the number under which the broker keeps the entry."""
_CAPTION = (
    r"(?i:(?:(?:invoice|import(?:er)?|export(?:er)?|manufacturer|consignee|shipper|carrier|origin|countr(?:y|ies)|entry|port|"
    r"numbers?|names?|nos?|codes?|ids?|dates?|address(?:es)?|types?|related|value|weight|packages)\b[\s.:/#]*)+)"
)
"""Words of captions, which are no value however they look."""
_NAME = rf"(?!{_CAPTION}(?:[\d-]+\w*)?$)" r"(?![\d\s-]+[A-Z\d]{0,2}$).*[^\W\d_]{2}.*"
PATTERNS: Mapping[str, str] = {
    "entry_number": r"[A-Z0-9]{3}-\d{7}-\d", "port_code": r"\d{4}", "mode_of_transport": r"\d{2}",
    "country_of_origin": r"[A-Z]{2}|MULTI", "exporting_country": r"[A-Z]{2}|MULTI",
    "country_melt_pour": r"[A-Z]{2}|MULTI",
    "foreign_port_lading": r"\d{5}", "us_port_unlading": r"\d{4}",
    "manufacturer_id": rf"(?!{_CAPTION}$)[A-Z]{{2}}[A-Z0-9]{{4,13}}",
    "importing_carrier": rf"(?!{_CAPTION}$).+", "importer_number": r"[0-9A-Z-]{9,13}",
    "importer_name": _NAME, "consignee_name": _NAME,
    BROKER_FILE: r"(?=.*\d)[\w./ -]{3,20}",
}  # fmt: skip
"""How a block's value looks; asked for where no ruling says which print belongs to which block."""


def block_value(name: str, text: str) -> str:
    """A block's print as its column has it, days as ISO text, "" for none."""
    text = " ".join(text.strip(" .:").split())
    if name.endswith("_date"):
        return _day(text)
    if name == "entry_type":
        found = re.match(r"\d{2}", text)
        return found[0] if found else ""
    if name in ("country_of_origin", "exporting_country", "country_melt_pour"):
        return MULTI if text.upper().startswith("MULT") else country_code(text) or _coded(name, text)
    if name in ("port_code", "mode_of_transport", "foreign_port_lading", "us_port_unlading"):
        return _coded(name, text)
    if name == "entry_number":
        found = find_entry_numbers(text)
        return found[0].value if found else re.sub(r"\s*-\s*", "-", text.upper()).replace(" ", "")
    if name == "importing_carrier":
        voyage = VOYAGE.search(text)
        flight = FLIGHT.fullmatch(text)
        return flight[1] if flight else text[: voyage.start()] if voyage and "/" in voyage[0] else text
    if name in ("manufacturer_id", "bl_awb", "mode_of_transport"):
        return text.upper().replace(" ", "") if name != "bl_awb" else text.upper()
    return text


FLIGHT = re.compile(r"([A-Z]{2})\s?\d{3,4}(?:/\d{2}[A-Z]{3})?")
"""A flight's number, which begins with the code of its airline."""


def _coded(name: str, text: str) -> str:
    """The code alone where software prints its meaning behind it: `1001 - New York, NY`, `IL Israel`."""
    code = re.match(rf"({PATTERNS[name]})(?:\s*[-–:(,]\s*|\s+)(?=[A-Za-z(])", text)
    return code[1] if code else text


def _day(text: str) -> str:
    if re.search(r"\d\s+/\s+\d", text):
        return ""  # two days behind one caption: which is which is for the halves of the caption to say
    found = dates.parse_date(f"{glued[1]}/{glued[2]}/{glued[3]}" if (glued := GLUED.fullmatch(text)) else text, "MDY")
    return found.value.isoformat() if found else ""


GLUED = re.compile(r"(\d{2})(\d{2})(\d{2})")
"""CBP's own way to write a day in messages: MMDDYY."""
