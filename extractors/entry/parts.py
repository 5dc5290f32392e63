"""What a printed line of an entry summary is made of: captions and values, told apart by wordings and by looks.

Programs print captions small, grey or bold, with or without a colon, close to their values or far from them; the page
that we see has no fonts. So each run is parted in the way in which most captions are followed by what they ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.captions.labels import LINE, squash
from extractors.entry.captions import LOOKS, between_signs, country_code, without_sign
from extractors.entry.gutter import gutter
from extractors.entry.lines import OF_DAY, TARIFF_NUMBER
from extractors.entry.vocabulary import NUMBER, SHORT, Vocabulary
from extractors.layout import Run, Sheet, on_lines
from schemas.reference.units import unit_named

ELSEWHERE = "elsewhere"
"""Stands for all captions of what an entry file has no column for."""
LONGEST = 7
"""Words that a caption may have."""
LEGAL = re.compile(
    r"\b(?:INC|LLC|L\.L\.C|LP|LLP|CORP|CORPORATION|COMPANY|CO|LTD|LIMITED|USA|S\.?A|GMBH)\b", re.IGNORECASE
)
_IRS = r"(?:\d{2}-\d{7}(?:-?[A-Z0-9]{2}(?![A-Z0-9]))?|\d{6}-\d{5})"
IRS = re.compile(_IRS)
_PARTY = re.compile(rf"(?=.*[^\W\d_]{{3}})(?:{_IRS}\W+)?(?!.*\d{{3}}.*[^\W\d_]).{{3,70}}?(?:\W+{_IRS}\)?)?")
"""A company, with its number before or behind it."""
_FREE: Mapping[str, tuple[re.Pattern[str], float]] = {
    "importer_name": (_PARTY, 0.8),
    "consignee_name": (_PARTY, 0.8),
    "importing_carrier": (re.compile(r"(?=.*[^\W\d_]{2})(?![\d/.-]+$).{2,40}"), 0.6),
    "bl_awb": (re.compile(r"(?=\S*\d)[A-Z]{0,4}\s?[A-Z0-9-]{5,20}|\d{3}[- ]\d{4} ?\d{4}"), 1.5),
    "reference_number": (re.compile(r"(?=.*\d)[\w./ -]{2,30}"), 0.8),
    "broker_file": (re.compile(r"(?=.*\d)[\w./ -]{2,30}"), 0.8),
    f"{LINE}goods": (re.compile(r"(?=.*[^\W\d_]{3}).{4,}"), 0.8),
    f"{LINE}invoice": (re.compile(r"(?=.*\d)(?:[\w./ -]|,(?=\s\d{4}$)){2,30}"), 0.8),
    ELSEWHERE: (re.compile(r".+"), 0.1),
}
"""What free text may be for a caption, and how much it then counts."""
_MEASURED = r"\d[\d,]*(?:\.\d+)?\s*[A-Z]{1,3}\d?"
UNIT_FIRST = re.compile(r"[A-Z]{1,3}\d?\s+\d[\d,]*(?:\.\d+)?")
"""`NO 573`, where `NO` is the unit of a quantity and no caption."""
_MORE: Mapping[str, str] = {
    f"{LINE}relationship": r"NR|R|(?i:(?:the )?(?:parties|transaction) (?:are |is )?(?:not |un)?(?:between )?related"
    r"(?: parties)?)",
    f"{LINE}gross_weight_kg": r"\d[\d,. ]*(?i:KGS?|KILOS?|K)?\.?",
    f"{LINE}quantity": rf"X|NO|-|N/?A|{UNIT_FIRST.pattern}|{_MEASURED}\s*[/;+&,(]\s*{_MEASURED}\)?",
    f"{LINE}packages": r"\d[\d,]*(?:\s*[A-Za-z]{2,8})?",
    f"{LINE}rate": r"\d*\.?\d+\s*%(?:\s*\+.*)?|(?i:free)\b.*|\$?\d*\.?\d+\s*(?:¢|c|cents)?\s*/\s*\w+",
    f"{LINE}spi": r"(?i:none|no)|[A-Z]{1,2}[+*#]?",
    f"{LINE}added": r"9[89]\d{2}\.?\d{2}\.?\d{2,4}(?:.*)|-|–|(?i:none)",
    f"{LINE}unit": r"[A-Z]{1,3}\d?",
    f"{LINE}invoice": OF_DAY.pattern,
    f"{LINE}added_duty": r"\$?\s*[\d,]+\.\d{2}",
    "importer_number": r"\d{2}-\d{7}(?:[\s-]?[A-Z0-9]{2})?",
}
_PATTERNS = {name: re.compile(f"(?:{pattern})") for name, pattern in LOOKS.items()}
_FURTHER = {name: re.compile(f"(?:{pattern})") for name, pattern in _MORE.items()}
_VALUE_END = re.compile(r"[ ;|·]|,(?!\d)|$")
WITH_UNIT = 0.3
"""What a figure with its unit counts more than without: the unit is no beginning of the next caption."""
MET, PARTLY, MISSED, ALONE = 2.0, 1.0, -2.0, -0.4
COLON = 2.0


@dataclass(frozen=True, slots=True)
class Part:
    """A caption, or what is printed for one.

    Attributes:
        run: its words.
        names: what a caption may ask for; empty for a value.
        asked: of a value that follows its caption on one line, what that asks for.
    """

    run: Run
    names: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def fits(names: Iterable[str], text: str) -> tuple[float, str]:
    """How well a text suits the best of the names, and that name; below 0 where it cannot be its value."""
    best = (MISSED, "")
    if not text.strip():
        return best
    for name in names:  # the first of several that it suits alike
        best = max(best, (_fit(name, text.strip()), name), key=lambda one: one[0])
    return best


COUNTRIES = frozenset(("country_of_origin", "exporting_country", "country_melt_pour", f"{LINE}origin", f"{LINE}export"))


def _fit(name: str, text: str) -> float:
    if name in COUNTRIES and country_code(text):
        return MET
    if any(patterns[name].fullmatch(text) for patterns in (_PATTERNS, _FURTHER) if name in patterns):
        return MET + (WITH_UNIT if re.search(r"\d\s*(?:[A-Za-z]{1,3}\d?|%)$", text) else 0.0)
    if name in _FREE:
        pattern, worth = _FREE[name]
        legal = 0.4 if name in ("importer_name", "consignee_name") and LEGAL.search(text) else 0.0
        return worth + legal if pattern.fullmatch(text) else MISSED
    return MISSED if name in _PATTERNS or name in _FURTHER else 0.1


def typed_length(name: str, text: str) -> int:
    """How much of a text's beginning is a whole value of the look that a name's values have; 0 for none."""
    found = [m.end() for p in (_PATTERNS.get(name), _FURTHER.get(name)) if p and (m := p.match(text))]
    return max((end for end in found if _VALUE_END.match(text, end)), default=0)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to part the rest of a run: its worth, and (start, end of caption, end of value, names) of each pair."""

    worth: float
    pairs: tuple[tuple[int, int, int, tuple[str, ...]], ...] = ()


class _Parting:
    """The best way to part one run; words are counted."""

    def __init__(self, run: Run, known: Vocabulary, free: bool) -> None:
        self.run, self.known, self.free = run, known, free
        self.ends = [*run.spans[1:], len(run.text) + 1]
        self.count = len(run.words)

    def text(self, start: int, end: int) -> str:
        return self.run.text[self.run.spans[start] : self.ends[end - 1]].strip()

    @cached_property
    def captions(self) -> Mapping[int, Sequence[tuple[int, tuple[str, ...]]]]:
        found: dict[int, list[tuple[int, tuple[str, ...]]]] = {}
        for start in range(self.count):
            for end in range(start + 1, min(start + LONGEST, self.count) + 1):
                text = self.text(start, end)
                if len(text) > 1 and text[0].isalnum() and (names := self.known.names_of(text)):
                    found.setdefault(start, []).append((end, names))
        return found

    def best(self) -> _Way:
        rest: dict[int, _Way] = {self.count: _Way(0.0)}
        for start in range(self.count - 1, -1, -1):
            ways = [rest[start + 1]]  # the word is part of what stands before
            for end, names in self.captions.get(start, ()):
                for stop in range(end, self.count + 1):
                    if stop < self.count and stop not in self.captions:
                        continue
                    tail = rest[stop]
                    if stop < self.count and (not tail.pairs or tail.pairs[0][0] != stop):
                        continue
                    worth = self._worth(start, end, stop, names)
                    ways.append(_Way(worth + tail.worth, ((start, end, stop, names), *tail.pairs)))
            rest[start] = max(ways, key=lambda way: way.worth)
        return rest[0]

    def _worth(self, start: int, end: int, stop: int, names: tuple[str, ...]) -> float:
        caption = self.text(start, end)
        letters = 0.03 * len(squash(caption))
        colon = COLON if caption.endswith((":", "=")) else 0.0
        if stop == end:
            whole = start == 0 and stop == self.count
            return letters + colon + (1.0 if whole else ALONE if self._apart(start) else MISSED)
        value = self.text(end, stop)
        fit, name = fits(names, value)
        if fit == MISSED:
            name = max(names, key=lambda one: typed_length(one, value))
            fit = PARTLY if typed_length(name, value) else MISSED
        free = name in _FREE and name != "bl_awb" and fit < MET
        if free and not colon and not (self.free and self._begins(start)):
            return MISSED
        return letters + colon + fit + (0.0 if colon or self._apart(start) else ALONE)

    def _begins(self, start: int) -> bool:
        """Whether a caption of free text may begin here: behind a gap or a figure, and not within words."""
        return self._apart(start) or any(char.isdigit() for char in self.run.words[start - 1].text)

    def _apart(self, start: int) -> bool:
        """Whether a word stands farther from the one before it than words of one value do."""
        if start == 0:
            return True
        before, here = self.run.words[start - 1].box, self.run.words[start].box
        return here.x0 - before.x1 > 0.6 * here.height


def parted(sheet: Sheet, known: Vocabulary) -> list[list[Part]]:
    """The page's printed lines from top to bottom, each as captions and values from left to right.

    What stands in a column beside the lines of the page, on lines of its own, comes first; an empty line parts it.
    """
    edge = gutter(sheet)
    if edge is None:
        return _lines(sheet.runs, known)
    beside = _lines([run for run in sheet.runs if run.box.cx < edge], known)
    return [*beside, [], *_lines([run for run in sheet.runs if run.box.cx >= edge], known)]


def _lines(runs: Sequence[Run], known: Vocabulary) -> list[list[Part]]:
    lines: list[list[Part]] = []
    headed = any(f"{LINE}item" in known.names_of(run.text) for run in runs)  # else `NO 3` may number a line
    for line in on_lines([without_sign(part) for run in runs for part in between_signs(run)], 0.6):
        parts = [_parts(run, known, free=False) for run in line]
        pairs = sum(part.asked != () for found in parts for part in found)
        if pairs > 1:  # captions run on with their values here, so that one of free text may too
            parts = [_parts(run, known, free=True) for run in line]
        tariff = headed or any(TARIFF_NUMBER.fullmatch(word.text) for run in line for word in run.words[:2])
        before: list[tuple[str, ...]] = [(), *(found[-1].names if found else () for found in parts[:-1])]
        parts = [
            [Part(run)] if _is_measure(run, asked, anywhere=tariff) else found
            for run, asked, found in zip(line, before, parts, strict=True)
        ]
        row = _without_codes([part for found in parts for part in found])
        above = lines[-1] if lines else []
        # `pkgs` among captions that stand below their values is no unit.
        heads = sum(part.names != () for part in row) > max(2, len(row) // 2)
        values = [(_is_unit_below(part, above) and not heads) or _is_no_below(part, above) for part in row]
        lines.append([Part(part.run) if value else part for part, value in zip(row, values, strict=True)])
    return lines


def _is_measure(run: Run, asked: Sequence[str], *, anywhere: bool) -> bool:
    """Whether `NO 573` or `NO` is a quantity or a unit and no caption.

    Args:
        asked: what the caption before it asks for; `anywhere`: whether no caption needs to ask for it.
    """
    if not unit_named(run.words[0].text):
        return False
    quantity = anywhere or f"{LINE}quantity" in asked
    return bool(quantity and UNIT_FIRST.fullmatch(run.text)) or (f"{LINE}unit" in asked and len(run.words) == 1)


def _is_unit_below(part: Part, above: Sequence[Part]) -> bool:
    """Whether a caption is the unit below a quantity: `NO` below `13,068`."""
    if not part.names or not unit_named(part.run.text):
        return False
    box = part.run.box
    over = [one.run for one in above if min(one.run.box.x1, box.x1) > max(one.run.box.x0, box.x0)]
    return any(re.fullmatch(r"\d[\d,]*(?:\.\d+)?", run.text) for run in over)


def _is_no_below(part: Part, above: Sequence[Part]) -> bool:
    """Whether a caption is the answer to the one it stands below: `No` below `Related`."""
    box = part.run.box
    asking = [one.run.box for one in above if f"{LINE}relationship" in one.names]
    under = any(min(one.x1, box.x1) > max(one.x0, box.x0) for one in asking)
    return under and bool(part.names) and part.run.text.upper() == "NO"


def _without_codes(row: list[Part]) -> list[Part]:
    """A row of values with a tariff number: what is short there is a unit or a code and no caption (`NO`, `CO`)."""
    if not any(TARIFF_NUMBER.fullmatch(word.text) for part in row if not part.names for word in part.run.words[:2]):
        return row
    followed = [i + 1 < len(row) and row[i + 1].asked != () for i in range(len(row))]
    alone = [
        part.names != () and len(part.run.text) < SHORT and not after for part, after in zip(row, followed, strict=True)
    ]
    return [Part(part.run) if code else part for part, code in zip(row, alone, strict=True)]


def _parts(run: Run, known: Vocabulary, *, free: bool) -> list[Part]:
    if whole := known.caption(run.text):
        return [Part(run, whole)]
    if sign := re.match(r"[#№](?:\s+|$)", run.text):
        number, rest = run.part(0, sign.end()), run.part(sign.end())
        return [Part(number or run, NUMBER), *(_parts(rest, known, free=free) if rest else [])]
    if told := _assigned(run, known) or _tiles(run, known):
        return told
    if paired := known.paired(run.text):
        return [Part(run, paired)]
    parting = _Parting(run, known, free)
    found: list[Part] = []
    at = 0
    for start, end, stop, names in parting.best().pairs:
        found += _values(run, parting, at, start)
        if caption := run.part(run.spans[start], parting.ends[end - 1]):
            found.append(Part(caption, names))
        at = stop
        if stop == end:
            continue
        value = parting.text(end, stop)
        fit, name = fits(names, value)
        begins = run.spans[end]
        length = len(value)
        if fit == MISSED:
            name = max(names, key=lambda one: typed_length(one, value))
            length = typed_length(name, value) or len(value)
        if said := run.part(begins, begins + length):
            found.append(Part(said, (), (name, *(n for n in names if n != name))))
        if (more := run.part(begins + length, parting.ends[stop - 1])) and re.search(r"\w", more.text):
            found.append(Part(more))
    return [*found, *_values(run, parting, at, parting.count)]


def _tiles(run: Run, known: Vocabulary) -> list[Part]:
    """A run of nothing but captions set close together, the longest first: `Gross kg Value USD`."""
    parting = _Parting(run, known, free=False)
    if known.names_of(run.text) or len(run.words) < 2 or re.search(r"[:/&]", run.text):
        return []
    best: dict[int, tuple[int, tuple[tuple[int, int, tuple[str, ...]], ...]]] = {len(run.words): (0, ())}
    for start in range(len(run.words) - 1, -1, -1):
        ways = [
            (best[end][0] + (end - start) ** 2, ((start, end, names), *best[end][1]))
            for end, names in parting.captions.get(start, ())
            if end in best
        ]
        if ways:
            best[start] = max(ways, key=lambda way: way[0])
    tiles = best[0][1] if 0 in best else ()
    parts = [(run.part(run.spans[start], parting.ends[end - 1]), names) for start, end, names in tiles]
    return [Part(part, names) for part, names in parts if part]


def _assigned(run: Run, known: Vocabulary) -> list[Part]:
    """`PRT=3901`: a caption joined to its value by a sign."""
    sign = re.match(r"\s*([A-Za-z][\w #/.]{1,24})\s?=\s?(?=\S)", run.text)
    names = known.names_of(sign[1]) if sign else ()
    caption, value = (run.part(0, sign.end(1)), run.part(sign.end())) if sign and names else (None, None)
    return [Part(caption, names), Part(value, (), names)] if caption and value else []


def _values(run: Run, parting: _Parting, start: int, end: int) -> list[Part]:
    part = run.part(run.spans[start], parting.ends[end - 1]) if start < end else None
    return [Part(part)] if part and re.search(r"\w", part.text) else []
