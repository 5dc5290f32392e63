"""What stands among the goods of a bill of lading or an air waybill and is no goods.

In the box of the goods carriers print how many containers there are, who loaded them, who pays the freight, when the
goods went on board, sizes and temperatures. For the table these lines are taken away; what they say of containers,
invoices, dates and origin is read elsewhere from the whole sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.labels import Labels
from extractors.layout import Run, Sheet, on_lines
from extractors.tables.headers_in_runs import has_value
from extractors.tables.heads import GOODS_TOO
from extractors.typed import codes
from schemas.page import Box

_NUMBER = r"(?:ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|\(?\d{1,3}\)?)"
_SIZE = r"(?:20|40|45)\s?(?:['’´`]+|FT\b|FEET\b|FOOT\b|(?=[A-Z]{2}\b)|(?=\s?(?:DRY|HIGH|STANDARD|REEFER|OPEN|FLAT)))"
_TYPE = (
    r"(?:[A-Z]{2}\b|HIGH[- ]?CUBE|HI-?CUBE|STANDARD|STD|DRY(?:\s?VAN)?|VAN|REEFER|OPEN[- ]TOP|FLAT[- ]RACK|TANK|FCL|LCL"
    r"|CONTAINERS?|CNTRS?|CONT\.|CONTENEDOR(?:ES)?|CONTENEURS?|\(S\)"
    r"|X?\s?[89]['’]\s?6?[\"”]?|[X×]\s?8['’]\s?[X×]\s?\d['’\d\"” ]*|OF\b)"
)
_SAID = r"(?:SAID\s+TO\s+(?:CONTAIN|BE)|S\.?\s?T\.?\s?C\b\.?|CONTAINING|DICE\s+CONTENER|DIT\s+CONTENIR|Q\.?D\.?C\b\.?)"
CONTAINERS = re.compile(
    rf"\W*(?:{_NUMBER}\s?)?(?:{_NUMBER}\s*(?:[X×*]\s*)?{_SIZE}|{_NUMBER}\s*(?:[X×*]\s*)?(?:CONT(?:AINER)?S?(?:\(S\))?|CNTRS?|CONTENEDOR(?:ES)?|CONTENEURS?)(?!\w)\.?"
    rf"(?:\s*{_SIZE})?)(?:[\s,]*{_TYPE}){{0,6}}[\s,:]*(?:{_SAID}|SLAC\*?)?[\s:]*",
    re.IGNORECASE,
)
"""`2 containers said to contain`, `1 x 40'HC STC`, `1 CONT. 40'X9'6" REEFER CONTAINER`: the boxes they fill."""
_YARD = r"(?:CY|CFS|FCL|LCL|DOOR|FIOS?)"
_REFERRED = (
    r"(?:COMM(?:ERCIAL)?\.?\s?)?INV(?:OICE)?S?|FACTURAS?|FACTURES?|P\.?\s?/?O|P/?I|S/?C|L/?C|CONTRACT|ORDER|BOOKING|REF(?:ERENCE)?|AES|ITN|"
    r"EXP|EXPORT\s+(?:LICEN[CS]E|DECLARATION)|LICEN[CS]E|DU-?E|RUC|SHIPPING\s+BILL|S\.?B\.?|IEC|EORI|MRN|LOT|BATCH|VGM|NPE|PEB"
)
_LOADED = r"SHIPPER['’`]?S?\s+(?:OWN\s+)?(?:LOAD|PACK|STOW|COUNT|WEIGHT|SEAL)"
_BOX = r"(?:CONTAINERS?|CNTRS?|CTNRS?|CONTENEDOR(?:ES)?|CONTENEURS?)"
_BEGINNINGS = (
    _LOADED, r"SLAC\b|SLWC\b|S\.L\.A\.C",
    rf"{_BOX}\W*(?:(?:NOS?|NUMBERS?|N[°º])\b\W*)?[A-Z]{{3}}[UJZ]\s?\d{{6}}[\s-]?\d\b",
    r"(?:LOAD|STOW)(?:ED|AGE)?\s*,?\s*(?:STOW|COUNT|AND\s+(?:COUNT|SEAL|STOW))",
    rf"(?:{_SAID}[\W]*){{1,2}}$",
    r"(?:(?:OCEAN|AIR|SEA)\s?)?FREIGHT\s+(?:PRE-?PAID|COLLECT|PAYABLE|PAID|AS\b|TO\b|CHARGES|UNPAID)",
    r"FLETE\b|FRET\s+PA|FRACHT\s+(?:FREI|BEZAHLT|VORAUS)|NOLO\b|FRETE\b|NAVLUN\b",
    r"(?:CLEAN|SHIPPED|LADEN|LOADED|RECEIVED)[\s,]*(?:ON|A)\s?-?BOARD\b|ON\s?BOARD\W*(?:DATE|ON\b|VESSEL|THE\b|\d|$)",
    rf"{_YARD}\s?[/-]\s?{_YARD}\b", r"TARE\b",
    r"(?:SEALS?|PRECINTOS?|SELLOS?|PLOMBS?)\b\W*(?:NOS?\b|NUMBERS?\b|[A-Z]{0,6}-?\d)",
    r"\d+\s+(?:\w+\s+)?(?:CALENDAR\s+)?DAYS\b", r"(?:DETENTION|DEMURRAGE|FREE\s+TIME)\b",
    r"(?:SET\s+)?TEMP(?:ERATURE|\.)?\b\W*(?:SET|TO\b|AT\b|[+-]?\s?\d)|VENT(?:ILATION)?S?\b\W*(?:CLOSED|OPEN|\d)|HUMIDITY\W*\d",
    r"(?:DIMS?|DIMENSIONS?|VOL(?:UME)?|MEAS(?:UREMENT)?|MEDIDAS|ABMESSUNGEN|CUBAGE)\b\W*(?:(?:IN\s+)?(?:CMS?|MMS?|INCH(?:ES)?|M3|CBM)\b\W*)?\d",
    r"(?:DIMS?|DIMENSIONS?|VOL(?:UME)?|MEDIDAS|CUBAGE)\s*:\s*$",
    r"(?:PLACE|PORT|VESSEL|VOYAGE|VOY|POL|POD|FEEDER)\b[^:]{0,24}:",
    rf"(?:{_REFERRED})(?:\s?(?:COMERCIAL|COMMERCIALE))?(?:\s?(?:NOS?|NUMBERS?|NRO?|N[°º]|REF))?\b[\s.:#°]*(?=[^\s]*\d)",
    r"(?:COUNTRY\s+OF\s+)?ORIG(?:IN|INE|EN)\b|PA[IÍ]S\s+DE\s+ORIGEN|MADE\s+IN\b|PRODU(?:CT|CE)\s+OF\b",
    r"(?:NO|NON|NOT|WITHOUT)\s+(?:SOLID\s+)?WOOD|WOOD(?:EN)?\s+PACK(?:AG)?ING\s+(?:MATERIAL|IS|WAS)|FUMIGAT|ISPM|NO\s+S\.?W\.?P",
    r"(?:IMO|IMDG|UN)\b\W*(?:NO\W*|CLASS\W*)?\d|FLASH\s*POINT|PACKING\s+GROUP",
    r"(?:THESE|THE\s+ABOVE|DIVERSION|AS\s+PER|ALL\s+CHARGES|NOTIFY|ALSO\s+NOTIFY|DESTINATION\s+CHARGES|TELEX\s+RELEASE|SURRENDERED)\b",
    r"(?:THE\s+)?CARRIER(?:['’]S)?\s+(?:LIABILITY|RESPONSIBILITY|SHALL|IS|WILL|NOT)\b",
    r"SHIPPERS?\s+(?:DECLARES?|CERTIF\w+|CONFIRMS?)\b|(?:AMS|ISF|ACI)\s+(?:FILED|FILING|BY|NO)\b|WE\s+INTEND\s+TO\s+CLAIM",
    r"[HM]AWB\b|\(?\s?(?:TO\s+BE\s+)?CONTINUED|SPX\b|SCREENED\s+CARGO",
)  # fmt: skip
NOTES = re.compile(rf"\W*(?:{'|'.join(_BEGINNINGS)})", re.IGNORECASE)
"""How a line begins that is no goods, whatever follows on it."""
LISTED_BOX = re.compile(
    r"\W*[A-Z]{3}[UJZ]\s?\d{7}(?:\s+|\s*[/,]\s*)\S*\d\S*(?:\s+|\s*[/,]\s*)(?:20|40|45)\s?['’A-Z]", re.IGNORECASE
)
"""A container with its seal and its size: `MSKU9014427 ML-CN4471203 40 DRY 9'6`."""
SIZES = re.compile(
    r"\W*(?:\d+\s*(?:[A-Z]{3,8}|@|PCS?|[X×*](?=\s?[(\[]))?\W*[@:/]?\s*)?(?:DIMS?\W*(?:(?:IN\W*)?(?:CMS?|MMS?|INCH(?:ES)?)\W*)?)?\d[\d.]*\s?(?:CM|MM|IN)?\s?[X×*/]\s?\d[\d.]*\s?(?:CM|MM|IN)?\s?[X×*/]\s?\d[\d.]*\s?(?:CMS?|MMS?|M|IN(?:CH(?:ES)?)?)?"
    r"\W*(?:[X×*/@]?\W*\d+\s?(?:[A-Z]{2,8}\.?)?)?\W*",
    re.IGNORECASE,
)
"""A line of nothing but sizes: `28 @ 60X50X27 CM`, `40X30X30CM/17`, `36X(82X60X62CM)`."""


CAPTIONS = re.compile(
    r"(?:(?:CONTAINERS?|CNTRS?|SEALS?|TYPE|SIZE|PKGS?|PACKAGES?|WEIGHT|WT|GROSS|NET|MEAS(?:UREMENT)?|CBM|M3|KGS?|NOS?|NUMBERS?|TARE|VGM|AND|QTY)\W*)+",
    re.IGNORECASE,
)
"""Captions of a list of containers."""
CAPTION_WORDS = 10
"""Of the goods' caption at most; the carrier's conditions speak of goods in sentences."""


def without_notes(sheet: Sheet, labels: Labels) -> Sheet:
    """The sheet of which goods tables are read: without lines that are no goods.

    Args:
        labels: the form's captions, which stay where they stand alone, for a table ends at them.
    """
    listed = _listed_boxes(sheet)
    kept = [run for run in _without_container_list(sheet) if run not in listed and not _container_alone(run, sheet)]
    left: list[Run] = []
    notes: list[Run] = []
    for run in kept:
        goods = run if _is_caption(run, labels) else _goods_of(run)
        if goods is None or _goes_on(run, notes, sheet):
            notes.append(run)
        else:
            left.append(goods)
    return replace(sheet, runs=tuple(left))


def _goes_on(run: Run, notes: Sequence[Run], sheet: Sheet) -> bool:
    """Whether print is the rest of a note that its cell broke: its first word had no room on the line above."""
    above = next((n for n in reversed(notes) if n.cell == run.cell and abs(n.box.x0 - run.box.x0) < ALIGNED), None)
    if above is None or run.cell < 0 or not NOTES.match(above.text):
        return False
    step = run.box.y0 - above.box.y1
    room = sheet.page.cells[run.cell].x1 - above.box.x1
    return (
        -0.3 * run.box.height < step < 0.6 * run.box.height
        and run.words[0].box.width + run.box.height > room - 2 * ALIGNED
    )


def beside_goods(sheet: Sheet, goods: Sheet, tables: Sequence[Box]) -> Sheet:
    """The sheet without the goods of its tables; the lines there that are no goods stay.

    Args:
        goods: the sheet of which the tables were read.
    """
    inside = {run for run in goods.runs if any(t.contains(run.box.cx, run.box.cy) for t in tables)}
    return replace(sheet, runs=tuple(run for run in sheet.runs if run not in inside and not LOADED.match(run.text)))


LOADED = re.compile(rf"\W*{_LOADED}", re.IGNORECASE)
"""Who loaded the goods, `SHIPPER'S LOAD, STOW AND COUNT`: no caption of the shipper's, wherever it stands."""


def _is_caption(run: Run, labels: Labels) -> bool:
    hit = labels.find(run.text)
    return hit is not None and hit.is_all_of(run.text) and hit.name != "seal_number"


def _without_container_list(sheet: Sheet) -> list[Run]:
    """The runs without a list of the containers below the goods, whose captions and rows would go on with the goods."""
    captions_of_goods = (r for r in sheet.runs if GOODS_TOO.search(r.text) and len(r.text.split()) <= CAPTION_WORDS)
    top = min((run.box.y1 for run in captions_of_goods), default=1.0)
    kept: list[Run] = []
    listing = goods = False
    for line in on_lines(sheet.runs, 0.5):
        text = " ".join(run.text for run in line)
        below = line[0].box.y0 > top
        goods = goods or (below and has_value(text))  # before any, `Container / Seal No.` is a header's second line
        captions = goods and CAPTIONS.fullmatch(text) is not None and len(text.split()) > 3
        listing = (captions and text.upper().startswith(("CONT", "CNTR"))) or (listing and _container_row(line[0]))
        if not listing:
            kept.extend(line)
    return kept


def _listed_boxes(sheet: Sheet) -> set[Run]:
    """The parts of lines in one cell that name a container, its seal and its size: of a scan they stand apart."""
    listed: set[Run] = set()
    for line in on_lines([run for run in sheet.runs if run.cell >= 0], 0.5):
        first, *more = line
        parts = [first, *(run for run in more if run.cell == first.cell)]
        if len(parts) > 1 and LISTED_BOX.match(" ".join(run.text for run in parts)):
            listed.update(parts)
    return listed


def _container_alone(run: Run, sheet: Sheet) -> bool:
    """Whether nothing but a container and its seal stands below the caption of the goods, and not of the marks."""
    if not CONTAINER_AND_SEAL.fullmatch(run.text) and not _seal_below_container(run, sheet):
        return False
    over = [
        r
        for r in sheet.runs
        if r.box.y1 < run.box.y0 and GOODS_TOO.search(r.text) and len(r.text.split()) <= CAPTION_WORDS
    ]
    others = [r for r in sheet.runs if abs(r.box.x0 - run.box.x0) < ALIGNED and not codes.find_containers(r.text)]
    goods = [r for r in others if over and max(r.box.y1 for r in over) < r.box.y0]
    return any(r.box.x0 - 0.01 < run.box.x0 < r.box.x1 for r in over) and bool(goods)


CONTAINER_AND_SEAL = re.compile(
    r"\W*[A-Z]{3}[UJZ]\s?\d{3}\s?\d{3}[\s/-]?\d(?:\s*[/,]?\s*(?:SEAL\W*(?:NO\W*)?)?[A-Z]{0,4}-?\d{4,10})?\W*",
    re.IGNORECASE,
)
ALIGNED = 0.006
"""Share of the page's width by which lines of one column begin beside each other."""


def _seal_below_container(run: Run, sheet: Sheet) -> bool:
    """Whether print has the form of a seal's number and stands right below a container's, as nothing else does."""
    return SEAL.fullmatch(run.text) is not None and any(
        CONTAINER_AND_SEAL.fullmatch(r.text) and 0 < run.box.cy - r.box.cy < 2 * run.box.height
        for r in sheet.runs
        if abs(r.box.x0 - run.box.x0) < ALIGNED
    )


SEAL = re.compile(r"[A-Z]{0,4}-?\d{5,10}", re.IGNORECASE)


def _container_row(run: Run) -> bool:
    container = next(iter(codes.find_containers(run.text)), None)
    return container is not None and container.start < 3


def _goods_of(run: Run) -> Run | None:
    if boxes := CONTAINERS.match(run.text):
        if boxes.end() == len(run.text):
            return None
        return run.part(boxes.end()) if re.search(_SAID, boxes.group(), re.IGNORECASE) else run
    if NOTES.match(run.text) or LISTED_BOX.match(run.text) or SIZES.fullmatch(run.text):
        return None
    container = next(iter(codes.find_containers(run.text)), None)
    more = container is not None and len(run.text) > container.end + 20  # `NDHU4511900 ML-CN77 40 DRY 23 PALLETS …`
    return None if container and container.start < 3 and more else run
