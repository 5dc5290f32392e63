"""CBP Form 7501 in its three layouts: the label of a block decides what it is, its number confirms (DOMAIN.md 3.1)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from rapidfuzz import fuzz

from extractors import entry_printout
from extractors.layout import Run, Sheet, run_of
from extractors.nlp.parties import parse_party
from extractors.typed.codes import find_entry_numbers
from schemas.page import Box
from schemas.record import Line, Sighting, Typed, Value

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
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "line": ("Line No", "Line Number"),
    "description": ("Description of Merchandise",),
    "numbers": ("A. HTSUS No", "HTSUS No", "A. T.S.U.S.A. No"),
    "weights": ("A. Gross Weight", "Gross Weight", "A. Grossweight"),
    "quantity": ("Net Quantity in HTSUS Units", "Net Quantity"),
    "value": ("A. Entered Value", "Entered Value"),
    "duty": ("Duty and I.R. Tax", "Duty and IR Tax"),
}
_END = ("Other Fee Summary", "Total Entered Value", "Declaration of Importer", "CBP USE ONLY", "Total Other Fees")
_NUMBER = re.compile(r"^\s*(\d{1,2})\s*[.)]?\s*(?=[A-Z(])")
_HTS = re.compile(r"(?:\b([A-Z]{1,2}[+*]?)\s*\.?\s+)?\b(\d{4}\.\d{2}(?:\.\d{2}(?:\.?\d{2})?)?)\b")
_CASE = re.compile(r"\b([AC])-?(\d{3})-?(\d{3})(?:-?(\d{3}))?\b")
_MAKER = re.compile(r"^M\s*[:-]?\s*([A-Z]{2}[A-Z0-9]{4,13})$")
_ORIGIN = re.compile(r"\b([OE])\s?([A-Z]{2})\b")
_AMOUNT = re.compile(r"(?<![A-Z\d])\$?\s?(\d[\d,]*(?:\.\d+)?)")
_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
_SURE, _NUMBER_DISAGREES = 88, 0.75
"""Likeness of a label from which it counts; confidence of a value whose block has another number than its label."""


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
        lines += list(_lines(sheet)) or _printed_lines(sheet)
    return fields, tuple(lines)


def _printed_header(sheet: Sheet) -> Iterator[tuple[str, Value]]:
    """The blocks of a printout without ruling; only values that look as the block wants them."""
    for name, label, runs in entry_printout.blocks(sheet, WORDINGS):
        numbered = _NUMBER.match(label.text)
        doubt = 1.0 if not numbered or numbered[1] in BLOCKS[name][1] else _NUMBER_DISAGREES
        taken = runs[:1] if name in SHORT else runs
        typed = _typed(name, " ".join(run.text for run in taken))
        if name in ("consignee_name", "importer_name"):
            party = parse_party([run.text for run in runs]).name  # a printout has the address on the same line
            typed = party.value if party else ""
        if typed and re.fullmatch(PATTERNS.get(name, ".+"), typed):
            yield name, _value(typed, taken, doubt)


def _printed_lines(sheet: Sheet) -> list[Line]:
    """The lines of a printout; of a ruled form the columns' cells are read instead."""
    found: list[Line] = []
    for own in entry_printout.lines(sheet, WORDINGS):
        start = next((run for run in own["line"] if re.fullmatch(r"\d{1,3}", run.text.strip())), None)
        if start is not None:
            found.append({"line_no": _value(str(int(start.text)), [start]), **_line(own)})
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
            yield name, _value(typed, runs, doubt)


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
    return any(_label(run.text) is not None or _NUMBER.match(run.text) for run in level)


WRAPPED = 5
"""Lines over which a label may run in a narrow block."""


def _label(text: str) -> tuple[str, str, int] | None:
    """(field, block number or "", where the value begins) of a text that begins with the label of a block."""
    numbered = _NUMBER.match(text)
    start = numbered.end() if numbered else 0
    rest = text[start:]
    best: tuple[float, int, str] | None = None
    for name, (labels, _) in BLOCKS.items():
        for label in labels:
            likeness = fuzz.ratio(label.upper(), rest[: len(label)].upper())
            if likeness >= _SURE and (best is None or (likeness, len(label)) > best[:2]):
                best = likeness, len(label), name
    if best is None:
        return None
    end = start + best[1]
    while end < len(text) and not text[end].isspace() and text[end] not in ":":
        end += 1  # the rest of a word that the label ends in
    return best[2], numbered[1] if numbered else "", end


def _typed(name: str, text: str) -> str:
    text = " ".join(text.strip(" .:").split())
    if name.endswith("_date"):
        return _day(text)
    if name == "entry_type":
        found = re.match(r"\d{2}", text)
        return found[0] if found else ""
    if name in ("country_of_origin", "exporting_country", "country_melt_pour"):
        return MULTI if text.upper().startswith("MULT") else text
    if name == "entry_number":
        found = find_entry_numbers(text)
        return found[0].value if found else re.sub(r"\s*-\s*", "-", text.upper()).replace(" ", "")
    if name in ("manufacturer_id", "bl_awb", "mode_of_transport"):
        return text.upper().replace(" ", "") if name != "bl_awb" else text.upper()
    return text


def _day(text: str) -> str:
    found = _DAY.search(text)
    if not found:
        return ""
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    try:
        return dt.date(year, int(found[1]), int(found[2])).isoformat()
    except ValueError:
        return ""


def _value(content: Typed, runs: Sequence[Run], doubt: float = 1.0) -> Value:
    """A value with the place of its runs; its confidence is that of its least sure word."""
    box = runs[0].box
    for run in runs[1:]:
        box = box.union(run.box)
    sure = min(min(run.confidence for run in runs), doubt)
    engine = runs[0].words[0].engine if runs[0].words else ""
    return Value(content, sure, (Sighting(" ".join(r.text for r in runs), runs[0].page, box, sure, engine),))


# --- the lines ----------------------------------------------------------------------------------------------------


def _lines(sheet: Sheet) -> Iterator[Line]:
    columns = _columns(sheet)
    if "line" not in columns or "numbers" not in columns:
        return
    top = max(box.y1 for box in columns.values())
    ends = [r.box.y0 for r in sheet.runs if r.box.y0 > top and _begins(_bare(r.text), _END)]
    area = [run for run in sheet.runs if top - 0.002 < run.box.cy < min(ends, default=1.0)]
    across = [run for run in area if _is_goods_across(run, columns, area)]
    by_column = {
        name: [run for run in area if box.x0 <= run.box.cx < box.x1 and run not in across]
        for name, box in columns.items()
    }
    by_column["description"] = across or by_column.get("description", [])
    starts = [run for run in by_column["line"] if re.fullmatch(r"\d{1,3}", run.text.strip())]
    for place, start in enumerate(starts):
        first = start.box.y0 - 0.4 * start.box.height
        last = starts[place + 1].box.y0 - 0.4 * start.box.height if place + 1 < len(starts) else 1.0
        own = {name: [r for r in runs if first <= r.box.cy < last] for name, runs in by_column.items()}
        yield {"line_no": _value(str(int(start.text)), [start]), **_line(own)}


def _is_goods_across(run: Run, columns: Mapping[str, Box], area: Sequence[Run]) -> bool:
    """Words beside a line's number, printed over the columns of tariff numbers, weights and quantities.

    The form's goods column lies over those three, so that no ruling says where the goods end.
    """
    over, goods = columns.get("quantity"), columns.get("description")
    if over is None or goods is None or goods.x1 < columns["numbers"].x1 or not goods.x0 < over.x1:
        return False
    text = run.text.strip().upper()
    beside = any(
        re.fullmatch(r"\d{1,3}", other.text.strip()) and abs(other.box.cy - run.box.cy) < 0.6 * run.box.height
        for other in area
        if other.box.cx < columns["line"].x1
    )
    within = columns["line"].x1 <= run.box.cx < over.x1
    return within and beside and not FIGURES.fullmatch(text) and not _HTS.search(text) and not _MAKER.match(text)


FIGURES = re.compile(r"[\d,.]+\s*(?:[A-Z]{1,3}\d?)?|X")
"""An amount with its unit or without one."""


def _columns(sheet: Sheet) -> dict[str, Box]:
    """Column -> its header's cell."""
    found: dict[str, Box] = {}
    for run in sheet.runs:
        for name, labels in COLUMNS.items():
            if name not in found and run.cell >= 0 and _begins(_bare(run.text), labels):
                found[name] = sheet.page.cells[run.cell]
    return found


def _bare(text: str) -> str:
    numbered = _NUMBER.match(text)
    return text[numbered.end() :] if numbered else text


def _begins(text: str, labels: Sequence[str]) -> bool:
    return any(fuzz.ratio(label.upper(), text[: len(label)].upper()) >= _SURE for label in labels)


def _line(own: Mapping[str, Sequence[Run]]) -> dict[str, Value | None]:
    row: dict[str, Value | None] = {}
    for run in own["line"]:
        for letter, country in _ORIGIN.findall(run.text.upper()):
            row["country_of_origin" if letter == "O" else "exporting_country"] = _value(country, [run])
    row |= _tariff(own["numbers"])
    goods: list[Run] = []
    for run in own.get("description", ()):
        if maker := _MAKER.match(run.text.strip().upper()):
            row["manufacturer_id"] = _value(maker[1], [run])
        elif not row.get("description") and not re.fullmatch(r"[\d.,\s-]+", run.text):
            goods.append(run)
    if goods:
        row["description"] = _value(" ".join(run.text for run in goods), goods)
    amounts = [(run, amount) for run in own.get("weights", ()) if (amount := _amount(run.text)) is not None]
    for name, (run, amount) in zip(("gross_weight_kg", "manifest_quantity"), amounts, strict=False):
        row[name] = _value(amount if name == "gross_weight_kg" else f"{amount:f}", [run])
    for run in own.get("quantity", ()):
        if (amount := _amount(run.text)) is not None and "net_quantity" not in row:
            row["net_quantity"] = _value(f"{amount:f}", [run])
        if unit := re.search(r"\b([A-Z]{1,3}\d?)\s*$", run.text.upper()):
            row.setdefault("unit", _value(unit[1], [run]))
    for run in own.get("value", ()):
        text = run.text.strip().upper()
        if re.fullmatch(r"(NOT )?RELATED|[YN]", text):
            row["relationship"] = _value("N" if text.startswith("N") else "Y", [run])
        elif not text.startswith("C") and "entered_value_usd" not in row and (amount := _amount(text)) is not None:
            row["entered_value_usd"] = _value(f"{amount:f}", [run])
    duties = [(run, amount) for run in own.get("duty", ()) if (amount := _amount(run.text)) is not None]
    if duties:
        row["duty_usd"] = _value(f"{sum(amount for _, amount in duties):f}", [run for run, _ in duties])
    return row


def _tariff(runs: Sequence[Run]) -> dict[str, Value | None]:
    """The goods' own number, the claim before it, numbers of Chapters 98 and 99, cases."""
    row: dict[str, Value | None] = {}
    added: list[tuple[str, Run]] = []
    cases: list[tuple[str, Run]] = []
    for run in runs:
        text = run.text.upper()
        for spi, number in _HTS.findall(text):
            if number.startswith(("98", "99")):
                added.append((number.replace(".", ""), run))
            elif "hts" not in row:
                row["hts"] = _value(number.replace(".", ""), [run])
                if spi:
                    row["spi"] = _value(spi, [run])
        cases += [("-".join(filter(None, case)), run) for case in _CASE.findall(text) if not _HTS.search(text)]
    for name, found in (("chapter99", added), ("adcvd_case", cases)):
        if found:
            row[name] = _value("; ".join(text for text, _ in found), [run for _, run in found])
    return row


def _amount(text: str) -> Decimal | None:
    found = _AMOUNT.search(text.upper())
    try:
        return Decimal(found[1].replace(",", "")) if found else None
    except InvalidOperation:
        return None
