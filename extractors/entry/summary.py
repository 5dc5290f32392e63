"""CBP Form 7501 in its three layouts: the label of a block decides what it is, its number confirms (DOMAIN.md 3.1)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractors.entry import printout
from extractors.entry.answers import Answer
from extractors.entry.block_values import BROKER_FILE, PATTERNS, block_value
from extractors.entry.captions import shortened
from extractors.entry.columns import BLOCK_NUMBER, LIKE
from extractors.entry.groups import Page
from extractors.entry.lines import line_of, seen
from extractors.entry.makers import with_letters_of_code
from extractors.entry.overleaf import places, with_head_of
from extractors.entry.pairs import place_and_day
from extractors.entry.parts import IRS
from extractors.entry.proofs import COUNTED, Own, by_check_digit, completed, continued, disputed, in_order, weight
from extractors.entry.reckoning import reckoned, related
from extractors.entry.ruled import ruled_lines
from extractors.entry.whole_paper import file_as_reference, only_number
from extractors.layout import Run, Sheet, run_of
from extractors.nlp.parties import parse_party
from schemas.record import MOST_DOUBTFUL, Line, Value

KIND = "entry.7501"
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
    "importer_name": (("Importer of Record Name and Address", "Importer of Record Name", "Importer of Record",
                       "Importer Name"), ("30", "26", "11")),
}  # fmt: skip
"""Our column -> its labels, and its numbers in the layouts of 2024, of 2009 and of before 2003."""
WORDINGS = tuple(shortened((name, label) for name, (labels, _) in BLOCKS.items() for label in labels))
HEAD = frozenset(BLOCKS) | {BROKER_FILE}
SHORT = frozenset(BLOCKS) - {"importing_carrier", "bl_awb"}
"""Blocks whose value is one printed line (of a party its name)."""
_ASKED = re.compile(r"\s*\((?:[^)\d]|M\.?1)*\)(?:\s*and\s+address)?", re.IGNORECASE)
"""How a name is asked for: `(Last, First, M.I.) and Address`, the I read as a 1 or not."""
_NUMBER_DISAGREES = 0.75
"""Confidence of a value whose block has another number than its label."""


MAKER = "manufacturer_id"
DAYS = frozenset({"summary_date", "entry_date"})
_EITHER_DAY = 0.75
"""Confidence of a day whose caption may be that of two blocks."""


def extract(sheets: Sequence[Sheet]) -> tuple[dict[str, Value | None], tuple[Line, ...]]:
    """Header blocks and lines of one entry summary; lines take what stands on the header only.

    Returns:
        Fields by the names of an entry file's columns, dates as ISO text, and one row a line.
    """
    fields: dict[str, Value | None] = dict.fromkeys((*BLOCKS, BROKER_FILE))
    lines: list[Line] = []
    heading: Run | None = None
    before: tuple[Sheet, float] | None = None
    for sheet in map(printout.with_days_joined, map(printout.without_drawing, sheets)):
        below = sum(_captioned_below(sheet.in_cell(cell)) is not None for cell in range(len(sheet.page.cells)))
        printed = [] if below >= FEW else _printed_header(sheet)
        page = printout.parted(sheet, WORDINGS)
        for name, value in _agreed([*_header(sheet), *printed], list(_answered(page.answers))):
            if fields[name] is None:
                fields[name] = value
        own, repeated, heading = _lines_of(sheet, page, heading)
        read = sheet
        if before and (over := with_head_of(*before, sheet)):
            again = _lines_of(over, printout.parted(over, WORDINGS), heading)
            if sum(map(len, again[0])) > sum(map(len, own)):
                own, _, heading = again
                read = over
        before = (read, min(places(own[0]))) if own else None
        lines += continued(own, lines)
        for name, value in repeated.items():
            if fields[name] is None:
                fields[name] = value
    _part_number(fields)
    file = fields.pop(BROKER_FILE)
    fields["reference_number"] = fields["reference_number"] or file_as_reference(file, sheets)
    on_text = sheets[0].page.engine == "text"
    fields["entry_number"] = by_check_digit(fields["entry_number"], text_layer=on_text) or only_number(sheets)
    if not on_text:
        fields[MAKER] = with_letters_of_code(fields[MAKER])
        lines = [{**line, MAKER: with_letters_of_code(line[MAKER])} if MAKER in line else line for line in lines]
    for name in (MAKER, "country_of_origin", "exporting_country"):
        if _is_one_lines(fields[name], [line.get(name) for line in lines]):
            fields[name] = None
    return fields, in_order(lines)


def _lines_of(sheet: Sheet, page: Page, heading: Run | None) -> tuple[list[Line], dict[str, Value], Run | None]:
    """The lines of a page, blocks that all of them repeat, and what stands over them."""
    (own, heading), repeated = ruled_lines(sheet, heading), dict[str, Value]()
    if not own or len(own[0]) < SPARSE:
        printed_lines, said = _printed_lines(sheet, page)
        if sum(map(len, printed_lines)) > sum(map(len, own)):
            own, repeated = printed_lines, said
    return own, repeated, heading


def _part_number(fields: dict[str, Value | None]) -> None:
    """`83-741103000 SUNBELT FOOTWEAR LP`, `TITAN CORP (62-068318500)`: a party by number and name."""
    for name in ("importer_name", "consignee_name"):
        named = fields[name]
        if named and (asked := _ASKED.match(str(named.value))) and "LAST" in asked[0].upper():
            named = fields[name] = replace(named, value=str(named.value)[asked.end() :].strip())
        found = WITH_NUMBER.fullmatch(str(named.value)) if named else None
        if named and found:
            fields[name] = replace(named, value=(found["behind"] or found["name"]).strip(" ,-"))
            if name == "importer_name" and fields["importer_number"] is None:
                fields["importer_number"] = replace(named, value=found["first"] or found["last"])


WITH_NUMBER = re.compile(
    rf"(?P<first>{IRS.pattern})\s*[-/,]?\s*(?P<behind>.*[^\W\d_]{{2}}.*)|(?P<name>.*[^\W\d_]{{2}}.*?)\s*[-/,(]\s*(?P<last>{IRS.pattern})\)?"
)


_TOGETHER = 0.95
"""Confidence of each of two values behind one caption."""
_GUESSED = 0.75
"""Confidence of what stands by a caption of unknown wording."""


def _agreed(one: Sequence[tuple[str, Value]], other: Sequence[tuple[str, Value]]) -> Iterator[tuple[str, Value]]:
    """Two readings of the blocks as one: that of more values, with what only the other has from print of its own.

    A value on which they do not agree is doubtful.
    """
    first, second = dict(reversed(one)), dict(reversed(other))
    more, less = (second, first) if len(second) > len(first) else (first, second)
    places = [sighting.box for value in more.values() for sighting in value.sightings]
    for name, value in more.items():
        agreed = name not in less or less[name].value == value.value
        yield name, value if agreed else replace(value, confidence=min(value.confidence, _EITHER_DAY))
    for name, value in less.items():
        box = value.sightings[0].box
        if name not in more and not any(place.contains(box.cx, box.cy) for place in places):
            yield name, value


def _answered(answers: Iterable[Answer]) -> Iterator[tuple[str, Value]]:
    """The blocks of a page in any arrangement, by captions and looks."""
    for answer in answers:
        both = place_and_day(answer.names, answer.lines[0].text)
        for name, said in both.items():
            if value := block_value(name, said):
                yield name, seen(value, answer.lines[:1], _GUESSED if answer.guessed else _TOGETHER)
        if both:
            continue
        for name in (name for name in answer.names if name in HEAD):
            text = " ".join(run.text for run in answer.lines)
            typed, runs = block_value(name, answer.lines[0].text), answer.lines[:1]
            if name in ("consignee_name", "importer_name"):
                if name == "importer_name" and (number := IRS.search(text)):
                    yield "importer_number", seen(number[0], answer.lines)
                party = parse_party([run.text for run in answer.lines])
                typed, runs = (party.name.value, answer.lines[: max(1, party.name_lines)]) if party.name else ("", ())
            elif not re.fullmatch(PATTERNS.get(name, ".+"), typed):
                typed, runs = block_value(name, text), answer.lines
            if typed and re.fullmatch(PATTERNS.get(name, ".+"), typed):
                yield name, seen(typed, runs, _GUESSED if answer.guessed else 1.0)
                break


def _is_one_lines(value: Value | None, own: Sequence[Value | None]) -> bool:
    """Whether a value taken for the entry's is printed as that of a line, and the lines do not agree on it."""
    if value is None or len({other.value if other else None for other in own}) < 2:
        return False
    box = value.sightings[0].box
    return any(other and other.sightings[0].box.contains(box.cx, box.cy) for other in own)


def _printed_header(sheet: Sheet) -> Iterator[tuple[str, Value]]:
    """The blocks of a printout without ruling; only values that look as the block wants them."""
    given: set[str] = set()
    blocks = list(printout.blocks(sheet, WORDINGS))
    for names, label, runs in sorted(blocks, key=lambda block: len(set(block[0]) & DAYS) > 1):
        numbered = BLOCK_NUMBER.match(label.text)
        two_days = len(set(names) & DAYS) > 1  # `Filed` is the entry or its summary
        for name in (name for name in names if name in HEAD and not (two_days and name in given)):
            doubt = 1.0 if not numbered or numbered[1] in BLOCKS[name][1] else _NUMBER_DISAGREES
            doubt = min(doubt, _EITHER_DAY) if two_days else doubt
            taken = runs[: 2 if runs[0].text.endswith("-") else 1]  # a narrow column breaks a number at its hyphen
            typed = block_value(name, BROKEN.sub("-", " ".join(run.text for run in taken)))
            if name in ("consignee_name", "importer_name"):
                party = parse_party([run.text for run in runs]).name  # a printout has the address on the same line
                typed = party.value if party else ""
            if typed and re.fullmatch(PATTERNS.get(name, ".+"), typed):
                given.add(name)
                yield name, seen(typed, taken, doubt)
                break


def _printed_lines(sheet: Sheet, page: Page) -> tuple[list[Line], dict[str, Value]]:
    """The lines of a printout, laid out in the way that gives most values, and blocks that all of them repeat."""
    ways = printout.lines(sheet, page, WORDINGS)
    told_lines = [_typed_lines(way) for way in ways]
    typed = [[line for line, _ in lines] for lines in told_lines]
    told = [sum(map(len, lines)) + sum(len(own.keys() & BLOCKS.keys()) for own in way) + weight(own_lines)
            for lines, own_lines, way in zip(typed, told_lines, ways, strict=True)]  # fmt: skip
    best = told.index(max(told))
    repeated = dict(_repeated([ways[best], *(way for way in ways if len(way) == len(ways[best]))]))
    for name in ("country_of_origin", "exporting_country"):
        values = [line.get(name) for line in typed[best]]
        if values and values[0] and len({value.value if value else None for value in values}) == 1:
            repeated[name] = values[0]
    lines = completed([disputed(line, own) for line, own in reckoned(related(told_lines[best]))], typed)
    return lines, repeated


def _repeated(ways: Sequence[Sequence[Own]]) -> Iterator[tuple[str, Value]]:
    """The blocks that all lines of a spreadsheet repeat, by the first way that has them; in doubt where most do."""
    given: set[str] = set()
    for lines, name in itertools.product(ways, BLOCKS):
        printed = [own[name] for own in lines if own.get(name)]
        values = [block_value(name, BROKEN.sub("-", " ".join(run.text for run in runs))) for runs in printed]
        if not values or name in given:
            continue
        said = max(values, key=values.count)
        sure = 1.0 if values.count(said) == len(values) and lines is ways[0] else MOST_DOUBTFUL
        enough = sure == 1.0 or values.count(said) >= max(3, MOST_REPEAT * len(lines))
        if said and enough and re.fullmatch(PATTERNS.get(name, ".+"), said):
            given.add(name)
            yield name, seen(said, printed[values.index(said)], sure)


MOST_REPEAT = 0.6
"""Share of the lines that say the same in a block from which the others do not count."""
BROKEN = re.compile(r"(?<=\d)- (?=\d)")
"""A number that a narrow column breaks behind its hyphen."""


def _typed_lines(printed: Sequence[Own]) -> list[tuple[Line, Own]]:
    """The lines of one layout, each with its print."""
    found: list[tuple[Line, Own]] = []
    starts = [next((run for run in own["line"] if re.fullmatch(r"\d{1,3}", run.text.strip())), None) for own in printed]
    for place, (own, start) in enumerate(zip(printed, starts, strict=True), 1):
        counted = next(iter(own.get("hs_code", ())), None)
        if start is not None:
            found.append(({"line_no": seen(str(int(start.text)), [start]), **line_of(own)}, own))
        elif counted is not None and not any(starts):  # no number counts these lines
            found.append(({"line_no": seen(str(place), [counted], COUNTED), **line_of(own)}, own))
    return found


def _header(sheet: Sheet) -> Iterator[tuple[str, Value]]:
    for cell in range(len(sheet.page.cells)):
        inside = sheet.in_cell(cell)
        if not inside:
            continue
        captioned = _caption(inside) or _captioned_below(inside)
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
        typed = block_value(name, text)
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


def _captioned_below(inside: Sequence[Run]) -> tuple[tuple[str, str, int], Run, Sequence[Run]] | None:
    """The same of a cell whose label stands under what is printed for it."""
    known = _label(inside[-1].text) if len(inside) > 1 and _caption(inside) is None else None
    return ((known[0], known[1], len(inside[-1].text)), inside[-1], inside[:-1]) if known else None


SPARSE = 10
"""Values of a line under the form's ruled headers below which the page may rather be laid out in another way."""
FEW = 3
"""Cells with the label below from which a page is laid out so."""


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
            cut = likeness < 100 and re.match(r"\w\w", rest[len(label) :])  # `Importer GO|LDEN` is no `Importer No`
            if likeness >= LIKE and not cut and (best is None or (likeness, len(label)) > best[:2]):
                best = likeness, len(label), name
    if best is None:
        return None
    end = start + best[1]
    while end < len(text) and not text[end].isspace() and text[end] not in ":":
        end += 1  # the rest of a word that the label ends in
    if asked := _ASKED.match(text, end):
        end = asked.end()
    return best[2], numbered[1] if numbered else "", end
