"""The captions of entry summaries: words that software shortens, and what a value must look like to prove a caption.

Programs shorten the same words in their own ways (`ENTRY_DT`, `Ent dte`, `Cntry exp`), so a form file lists the words
and the short forms are made here. A caption that no colon ends is one where what follows looks as its values do.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extractors.captions.labels import LINE, Hit, Labels, squash
from extractors.layout import Run
from extractors.typed.countries import find_countries

SHORTENED: Mapping[str, tuple[str, ...]] = {
    "amount": ("amt",), "carrier": ("carr", "crr"), "code": ("cd",), "consignee": ("cnee", "consgn", "cons", "consig"),
    "country": ("ctry", "cntry", "cty", "ctr", "cy"), "date": ("dt", "dte"), "description": ("desc", "descr", "dscr"),
    "district": ("dist",), "entered": ("ent", "entd", "entrd"), "entry": ("ent", "enty", "entr"),
    "export": ("exp", "expt"), "exportation": ("exp", "export"), "exporting": ("exp", "exptg"),
    "foreign": ("fgn", "frgn", "for"), "gross": ("gr", "grs"), "import": ("imp", "impt"),
    "importation": ("imp", "import"), "importer": ("imp", "impr", "imptr"), "importing": ("imp", "impg"),
    "indicator": ("ind",), "invoice": ("inv", "invc"), "lading": ("ldg", "lad"), "loading": ("ldg", "load"),
    "manifest": ("mfst", "manif", "mnfst", "mft"), "manufacturer": ("mfr", "manuf", "mfg", "mfgr", "manufr"),
    "merchandise": ("merch", "mdse", "mrchdse"), "number": ("no", "nbr", "nmbr"), "no": ("nbr",),
    "origin": ("orig", "org", "orgn"), "percent": ("pct",), "quantity": ("qty", "qnty", "quan"),
    "reference": ("ref",), "relationship": ("rel", "relatn"), "summary": ("sum", "summ", "smry", "summy"),
    "supplier": ("supp", "suppl"), "tariff": ("tar", "trf"), "transport": ("trans", "trn", "transp"),
    "transportation": ("trans", "transp"), "type": ("typ", "tp"), "ultimate": ("ult", "ultm"),
    "unlading": ("unldg", "unlad", "unlding"), "value": ("val", "vl"), "voyage": ("voy",), "vessel": ("vsl", "ves"),
    "weight": ("wt", "wgt"),
}  # fmt: skip
MOST = 60
"""Ways in which one caption may be shortened; longer captions are shortened in the first of them only."""
_DAY = (
    r"(?:\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/., ]{1,2}(?:\d{4}|\d{2})|\d{4}[-/.]?\d{2}[-/.]?\d{2}|\d{6}|"
    r"[A-Za-z]{3,9}\.? \d{1,2},? \d{4})"
)
_COUNTRY = r"(?:[A-Z]{2}|MULTI)(?:\s*[-–(/]\s*[A-Za-z][\w .,]*\)?)?"
_AMOUNT = r"(?:US\$|USD|\$)?\s*\d[\d,]*(?:\.\d+)?\s*(?:USD|US\$)?"
_COUNTED = r"\d[\d,]*(?:\.\d+)?(?:\s*[A-Za-z]{1,4}\d?)?"
_MID = r"[A-Z]{2}[A-Z0-9]{4,13}(?<=\d[A-Z]{3})|[A-Z]{2}[A-Z]{3,6}\d{1,4}[A-Z]{3}"
_NONE = r"-{1,3}|NONE|None|N/?A"
_MEANT = r"(?:\s*[-–/(,]?\s*[A-Za-z].{0,40})?"
"""What a code means, printed behind it: `1001 - New York, NY`."""
LOOKS: Mapping[str, str] = {
    "entry_number": r"[A-Z0-9]{3}[- ]?\d{7}[- ]?\d", "entry_type": rf"\d{{2}}{_MEANT}",
    "summary_date": _DAY, "entry_date": _DAY, "import_date": _DAY, "export_date": _DAY,
    "port_code": rf"\d{{4}}{_MEANT}", "us_port_unlading": rf"\d{{4}}{_MEANT}",
    "foreign_port_lading": rf"\d{{5}}{_MEANT}", "mode_of_transport": rf"\d{{2}}{_MEANT}",
    "country_of_origin": _COUNTRY, "exporting_country": _COUNTRY, "country_melt_pour": _COUNTRY,
    "manufacturer_id": _MID, "importer_number": r"\d{2}-\d{7}(?:-?[A-Z0-9]{2})?|\d{3}-\d{2}-\d{4}|\d{6}-\d{5}",
    "line:item": r"\d{1,3}", "line:hs_code": r"(?:[A-Z]{1,2}[+*]?\s+)?\d{4}\.\d{2}(?:\.\d{2}(?:\.?\d{2})?)?|\d{10}",
    "line:gross_weight_kg": _COUNTED, "line:packages": _COUNTED, "line:quantity": _COUNTED,
    "line:quantity_2": rf"{_COUNTED}|{_NONE}", "line:unit": r"[A-Z]{1,3}\d?",
    "line:unit_2": rf"[A-Z]{{1,3}}\d?|{_NONE}",
    "line:value": _AMOUNT, "line:duty": _AMOUNT, "line:charges": rf"C?{_AMOUNT}|{_NONE}", "line:mpf": _AMOUNT,
    "line:case_duty": _AMOUNT, "line:relationship": r"Y|N|YES|NO|Yes|No|(?:NOT |Not |NON-?|Un|UN)?(?i:RELATED)",
    "line:case": r"[AC]-?\d{3}-?\d{3}(?:-?\d{3})?", "line:cvd_case": r"C-?\d{3}-?\d{3}(?:-?\d{3})?",
    "line:spi": rf"[A-Z]{{1,2}}[+*#]?|{_NONE}", "line:maker": _MID,
    "line:invoice": r"(?=\S*\d)[A-Z0-9][A-Z0-9/._-]{2,}", "line:invoice_date": _DAY,
    "line:origin": _COUNTRY, "line:export": _COUNTRY,
    "line:rate": r"(?i:FREE)|\d[\d.]*\s*%|\d[\d.]*\s*(?:c|¢)(?:ents)?/\w+",
    "line:ordinal": r"\d{1,2}",
}  # fmt: skip
"""Field, or column with its prefix -> what its value looks like; free text proves no caption and has no pattern."""
_LOOKS = {name: re.compile(pattern) for name, pattern in LOOKS.items()}


def shortened(wordings: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(name, wording) with the ways in which software shortens the words."""
    return [(name, short) for name, wording in wordings for short in _ways(wording)]


def _ways(wording: str) -> list[str]:
    choices = [(word, *SHORTENED.get(word.lower(), ())) for word in wording.split()]
    made = itertools.islice(itertools.product(*choices), MOST)
    return [short for short in (" ".join(words) for words in made) if short == wording or len(squash(short)) > 3]


class EntryLabels(Labels):
    """Captions of printouts; what looks as a value must look makes a caption of the words before it.

    A figure before a short caption makes what is counted of it: `60 NO`, `11 - Vessel, container`.
    """

    def __init__(self, own: Sequence[tuple[str, str]], short: Sequence[tuple[str, str]]) -> None:
        """Args: own: wordings that may stand behind a block's number; short: those that may not."""
        super().__init__([*own, *short])
        self._own = Labels(own)

    def find(self, text: str) -> Hit | None:
        if (drawn := DRAWN.match(text)) and (hit := self.find(text[drawn.end() :])):
            return replace(hit, end=drawn.end() + hit.end)
        hit = super().find(text)
        if hit and hit.numbered and not IN_BRACKETS.match(text):
            hit = self._own.find(text)
        if hit and f"{LINE}invoice" in hit.names and NUMBER.fullmatch(text):
            return None
        if hit is None or hit.colon:
            return hit
        if EQUALS.search(text[: hit.end]):
            return replace(hit, colon=True)
        if at := self._value_in(text, hit):
            return replace(hit, end=at, colon=True)
        rest = text[hit.end :].strip(" *=-–—")
        named = NUMBERED.fullmatch(rest) if f"{LINE}item" in hit.names else None
        return replace(hit, colon=True) if rest and (named or _looks(hit, rest)) else hit

    def _value_in(self, text: str, hit: Hit) -> int:
        """Where a value begins that was taken for a word of the caption: `SPI S`, `Parties related`; 0 for none."""
        for at in (m.start() for m in re.finditer(r"(?<=\s)\S", text[: hit.end])):
            before = text[:at].rstrip()
            numbers = re.fullmatch(r"\d\W*", text[at:])  # `Qty 1` is the first of two
            if not numbers and _looks(hit, text[at:].strip()) and (caption := super().find(before)):
                whole = caption.end >= len(before) and caption.name == hit.name and not caption.slips
                if whole:
                    return at
        return 0

    def inner(self, text: str) -> list[int]:
        """Where further captions begin inside a text: behind a colon's value, or each with a value that looks so."""
        return sorted({*super().inner(text), *self._pairs(text), *self._assigned(text)})

    def _assigned(self, text: str) -> list[int]:
        """The places of captions and of the signs before them in `HTS=9405.11.4010; DESC=LAMPS; QTY=40 NO`."""
        cuts: list[int] = []
        for sign in PARTED.finditer(text):
            hit = self.find(text[sign.end() :])
            if hit and hit.colon:
                cuts += [sign.start(), sign.end()] if sign.group().strip() else [sign.end()]
        return cuts

    def _pairs(self, text: str) -> list[int]:
        """The places of captions in `Rel N Rate 4.9% Duty 12.00`; empty where anything else stands between."""
        starts: list[int] = []
        at = 0
        while at < len(text):
            hit = super().find(text[at:])
            if hit is None or hit.slips:
                return []
            value = next((m for n in hit.names if n in _LOOKS and (m := _value(_LOOKS[n], text, at + hit.end))), None)
            if value is None:
                return []
            starts.append(at)
            at = value.end() + len(text[value.end() :]) - len(text[value.end() :].lstrip(" ,;|"))
        return starts[1:]


DRAWN = re.compile(r"[*=>#~–—-]{2,}\s*(?=\w)")
"""Signs that draw a heading: `*** LINE 001 ***`."""
IN_BRACKETS = re.compile(r"\s*[(\[]\d{1,2}[)\]]")
"""The number of a block, which counts nothing: `(6) Port 2095`."""
NUMBER = re.compile(r"[A-Z]{1,5}-\d[\w-]*")
"""`CI-76977` is a number as it stands, and no caption with its value."""
EQUALS = re.compile(r"\w[\s)]*=\s*$")
PARTED = re.compile(r"\s*[;|]\s*(?=[A-Za-z])|,?\s+(?=[A-Za-z][\w#./() -]{0,24}=)")
"""What parts a value from the next caption where captions are joined to their values by a sign."""


def _value(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    found = pattern.match(text, at)
    return found if found and (found.end() == len(text) or text[found.end()] in " ,;|") else None


def _looks(hit: Hit, rest: str) -> bool:
    return not hit.slips and any(name in _LOOKS and _LOOKS[name].fullmatch(rest) for name in hit.names)


NUMBERED = re.compile(r"(?P<number>\d{1,3})\s*[-–—:.|]?\s+(?P<goods>[^\W\d].*)")
"""`Line 1 - Wooden humidors` heads a block with the number of the line and its goods."""


def country_code(text: str) -> str:
    """The code of a country that is all that a text names, "" of any other text."""
    found = find_countries(text) if len(text) > 3 and text[0].isalpha() else []
    return found[0].value if len(found) == 1 and len(found[0].raw) >= len(text) - 2 else ""


def between_signs(run: Run) -> list[Run]:
    """What stands between strokes and dots that part captions with their values: `Type 01 | Port 2704`."""
    parts = [run.part(*found.span()) for found in BETWEEN.finditer(run.text)]
    return [part for part in parts if part is not None and re.search(r"\w", part.text)] or [run]


BETWEEN = re.compile(r"(?:[^|;·•]|(?<=\S)[·•](?=\S)|;(?!\s?[A-Za-z][\w #/.]*=))+")


def without_sign(run: Run) -> Run:
    """A value without the sign before it: `= 2704`, `: 2704`, `......... 2704`, `+ 9903.02.68`."""
    sign = re.match(r"(?:[:=]|[.·_]{3,})\s*(?=\S)|\+\s*(?=9[89]\d{2}\.)", run.text)
    return run if sign is None else run.part(sign.end()) or run
