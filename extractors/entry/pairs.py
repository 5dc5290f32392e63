"""Two blocks that an office prints as one value: `PE, 04/13/2026`, `HK on 22 Oct 26`, `23 Oct 26, port 2809`."""

from __future__ import annotations

import re

from extractors.entry.captions import LOOKS

_APART = r"(?:\s*[,;/·–-]\s*|\s+)(?:(?:on|from|at|port|dated|del?|el|en|le)\s+)?"
TOGETHER = (("exporting_country", "export_date"), ("us_port_unlading", "import_date"), ("port_code", "entry_date"))
"""A place with the day on which something happened there."""
_PLACE = {"exporting_country": r"[A-Z]{2}", "us_port_unlading": r"\d{4}", "port_code": r"\d{4}"}
_WAYS = {
    pair: (
        re.compile(rf"(?P<place>{_PLACE[pair[0]]}){_APART}(?P<day>{LOOKS[pair[1]]})"),
        re.compile(rf"(?P<day>{LOOKS[pair[1]]}){_APART}(?P<place>{_PLACE[pair[0]]})"),
    )
    for pair in TOGETHER
}


def place_and_day(names: tuple[str, ...], text: str) -> dict[str, str]:
    """The print of both blocks where the caption asks for one of them and both are printed; empty otherwise."""
    for pair, ways in _WAYS.items():
        if not set(names) & set(pair):
            continue
        for said in (way.fullmatch(text.strip()) for way in ways):
            if said:
                return {pair[0]: said["place"], pair[1]: said["day"]}
    return {}
