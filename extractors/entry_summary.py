"""CBP Form 7501 in its three layouts: the label of a block decides what it is, its number confirms (DOMAIN.md 3.1)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from extractors import entry_printout
from extractors.entry_lines import BLOCK_NUMBER, LIKE, line_of, ruled_lines, seen
from extractors.layout import Run, Sheet, run_of
from extractors.nlp.parties import parse_party
from extractors.typed.codes import find_entry_numbers
from schemas.record import Line, Value

KIND = "entry.7501"
MULTI = "MULTI"
BLOCKS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "entry_number": (("Filer Code/Entry Number", "Filer Code/Entry No", "Entry Number", "Entry No"), ("1",)),
    "entry_type": (("Entry Type", "Entry Type Code"), ("2",)),
    "summary_date": (("Summary Date", "Entry Summary Date"), ("3",)),
    "port_code": (("Port Code",), ("6", "5")),
    "entry_date": (("Entry Date",), ("7", "4")),
    "importing_carrier": (("Importing Carrier",), ("8", "23")),
    "mode_of_transport": (("Mode of Transport",), ("9", "20")),
    "country_of_origin": (("Country of Origin",), ("10", "15")),
    "import_date": (("Import Date",), ("11", "27")),
    "bl_awb": (("B/L or AWB Number", "B/L or AWB No", "BL or AWB Number"), ("12", "19")),
    "manufacturer_id": (("Manufacturer ID", "Manufacturer I.D."), ("13", "21")),
    "exporting_country": (("Exporting Country",), ("14", "13")),
    "export_date": (("Export Date", "Exporting Date"), ("15", "14")),
    "foreign_port_lading": (("Foreign Port of Lading",), ("19", "24")),
    "us_port_unlading": (("U.S. Port of Unlading", "US Port of Unlading"), ("20", "26")),
    "country_melt_pour": (("Country of Melt and Pour",), ("21",)),
    "importer_number": (("Importer Number", "Importer No", "Importer of Record Number"), ("27", "23", "12")),
    "reference_number": (("Reference Number", "Reference No"), ("28", "24", "22")),
    "consignee_name": (("Ultimate Consignee Name and Address", "Ultimate Consignee Name", "Ultimate Consignee"),
                       ("29", "25", "9")),
    "importer_name": (("Importer of Record Name and Address", "Importer of Record Name", "Importer of Record"),
                      ("30", "26", "11")),
}  # fmt: skip
"""Our column -> its labels, and its numbers in the layouts of 2024, of 2009 and of before 2003."""
WORDINGS = tuple((name, label) for name, (labels, _) in BLOCKS.items() for label in labels)
PATTERNS: Mapping[str, str] = {
    "entry_number": r"[A-Z0-9]{3}-\d{7}-\d", "port_code": r"\d{4}", "mode_of_transport": r"\d{2}",
    "country_of_origin": r"[A-Z]{2}|MULTI", "exporting_country": r"[A-Z]{2}|MULTI",
    "country_melt_pour": r"[A-Z]{2}|MULTI",
    "foreign_port_lading": r"\d{5}", "us_port_unlading": r"\d{4}", "manufacturer_id": r"[A-Z]{2}[A-Z0-9]{4,13}",
    "importer_number": r"[0-9A-Z-]{9,13}",
}  # fmt: skip
"""How a block's value looks; asked for where no ruling says which print belongs to which block."""
SHORT = frozenset(BLOCKS) - {"importing_carrier", "bl_awb"}
"""Blocks whose value is one printed line (of a party its name)."""
_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
_ASKED = re.compile(r"\s*\([^)\d]*\)(?:\s*and\s+address)?", re.IGNORECASE)
"""How a name is asked for: `(Last, First, M.I.) and Address`."""
_NUMBER_DISAGREES = 0.75
"""Confidence of a value whose block has another number than its label."""


def extract(sheets: Sequence[Sheet]) -> tuple[dict[str, Value | None], tuple[Line, ...]]:
    """Header blocks and lines of one entry summary; lines take what stands on the header only.

    Returns:
        Fields by the names of an entry file's columns, dates as ISO text, and one row a line.
    """
    fields: dict[str, Value | None] = dict.fromkeys(BLOCKS)
    lines: list[Line] = []
    for sheet in sheets:
        for name, value in (*_header(sheet), *_printed_header(sheet)):
            if fields[name] is None:
                fields[name] = value
        lines += list(ruled_lines(sheet)) or _printed_lines(sheet)
    return fields, tuple(lines)


def _printed_header(sheet: Sheet) -> Iterator[tuple[str, Value]]:
    """The blocks of a printout without ruling; only values that look as the block wants them."""
    for name, label, runs in entry_printout.blocks(sheet, WORDINGS):
        numbered = BLOCK_NUMBER.match(label.text)
        doubt = 1.0 if not numbered or numbered[1] in BLOCKS[name][1] else _NUMBER_DISAGREES
        taken = runs[:1] if name in SHORT else runs
        typed = _typed(name, " ".join(run.text for run in taken))
        if name in ("consignee_name", "importer_name"):
            party = parse_party([run.text for run in runs]).name  # a printout has the address on the same line
            typed = party.value if party else ""
        if typed and re.fullmatch(PATTERNS.get(name, ".+"), typed):
            yield name, seen(typed, taken, doubt)


def _printed_lines(sheet: Sheet) -> list[Line]:
    """The lines of a printout; of a ruled form the columns' cells are read instead."""
    found: list[Line] = []
    for own in entry_printout.lines(sheet, WORDINGS):
        start = next((run for run in own["line"] if re.fullmatch(r"\d{1,3}", run.text.strip())), None)
        if start is not None:
            found.append({"line_no": seen(str(int(start.text)), [start]), **line_of(own)})
    return found


def _header(sheet: Sheet) -> Iterator[tuple[str, Value]]:
    for cell in range(len(sheet.page.cells)):
        inside = sheet.in_cell(cell)
        if not inside:
            continue
        captioned = _caption(inside)
        if captioned is None or _captions_beside(inside):
            continue
        (name, number, end), first, below = captioned
        rest = first.part(end)
        runs = [run for run in (rest, *below) if run is not None and run.text.strip(" .:")]
        if not runs:
            continue
        if name in ("consignee_name", "importer_name"):  # the address stands below
            party = parse_party([run.text for run in runs])
            runs = runs[: max(1, party.name_lines)]
        text = " ".join(run.text for run in runs)
        doubt = 1.0 if not number or number in BLOCKS[name][1] else _NUMBER_DISAGREES
        typed = _typed(name, text)
        if typed:
            yield name, seen(typed, runs, doubt)


def _caption(inside: Sequence[Run]) -> tuple[tuple[str, str, int], Run, Sequence[Run]] | None:
    """The longest label that a cell's first lines make (narrow cells wrap it), these as one, and what is below."""
    best: tuple[tuple[str, str, int], Run, Sequence[Run]] | None = None
    for count in range(1, min(WRAPPED, len(inside)) + 1):
        joined = run_of([word for run in inside[:count] for word in run.words], inside[0].page, inside[0].cell)
        known = _label(joined.text)
        reaches = known is not None and known[2] > len(joined.text) - len(inside[count - 1].text)
        if known and reaches and (best is None or known[2] > best[0][2]):
            best = known, joined, inside[count:]
    return best


def _captions_beside(inside: Sequence[Run]) -> bool:
    """Whether two captions stand side by side: the ruling between their blocks is lost or was never printed."""
    first = inside[0].box
    level = [run for run in inside[1:] if abs(run.box.cy - first.cy) < 0.5 * first.height]
    return any(_label(run.text) is not None or BLOCK_NUMBER.match(run.text) for run in level)


WRAPPED = 5
"""Lines over which a label may run in a narrow block."""


def _label(text: str) -> tuple[str, str, int] | None:
    """(field, block number or "", where the value begins) of a text that begins with the label of a block."""
    numbered = BLOCK_NUMBER.match(text)
    start = numbered.end() if numbered else 0
    rest = text[start:]
    best: tuple[float, int, str] | None = None
    for name, (labels, _) in BLOCKS.items():
        for label in labels:
            likeness = fuzz.ratio(label.upper(), rest[: len(label)].upper())
            if likeness >= LIKE and (best is None or (likeness, len(label)) > best[:2]):
                best = likeness, len(label), name
    if best is None:
        return None
    end = start + best[1]
    while end < len(text) and not text[end].isspace() and text[end] not in ":":
        end += 1  # the rest of a word that the label ends in
    if asked := _ASKED.match(text, end):
        end = asked.end()
    return best[2], numbered[1] if numbered else "", end


def _typed(name: str, text: str) -> str:
    text = " ".join(text.strip(" .:").split())
    if name.endswith("_date"):
        return _day(text)
    if name == "entry_type":
        found = re.match(r"\d{2}", text)
        return found[0] if found else ""
    if name in ("country_of_origin", "exporting_country", "country_melt_pour"):
        return MULTI if text.upper().startswith("MULT") else _coded(name, text)
    if name in ("port_code", "mode_of_transport", "foreign_port_lading", "us_port_unlading"):
        return _coded(name, text)
    if name == "entry_number":
        found = find_entry_numbers(text)
        return found[0].value if found else re.sub(r"\s*-\s*", "-", text.upper()).replace(" ", "")
    if name in ("manufacturer_id", "bl_awb", "mode_of_transport"):
        return text.upper().replace(" ", "") if name != "bl_awb" else text.upper()
    return text


def _coded(name: str, text: str) -> str:
    """The code alone where software prints its meaning behind it: `1001 - New York, NY`, `IL Israel`."""
    code = re.match(rf"({PATTERNS[name]})(?:\s*[-–:(,]\s*|\s+)(?=[A-Za-z(])", text)
    return code[1] if code else text


def _day(text: str) -> str:
    found = _DAY.search(text)
    if not found:
        return ""
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    try:
        return dt.date(year, int(found[1]), int(found[2])).isoformat()
    except ValueError:
        return ""
