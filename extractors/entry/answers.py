"""Which print answers which caption of an entry summary: beside it, below it or above it.

The captions of one printed line are answered in the same direction, the one that gives most of them what they can hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.captions.labels import LINE
from extractors.entry.guesses import guesses
from extractors.entry.lines import TARIFF_NUMBER
from extractors.entry.parts import IRS, LEGAL, MET, MISSED, Part, fits, typed_length
from extractors.layout import Run
from schemas.page import Box

Row = Sequence[Part]
BELOW = 1.5
"""Line heights between a caption and what stands below or above it."""
COLUMNS = 3
"""Captions waiting in a row from which they head columns."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed for a caption: its names, best first, the caption, the values from top to bottom."""

    names: tuple[str, ...]
    caption: Run
    lines: tuple[Run, ...]
    guessed: bool = False
    """Whether no wording of the caption is known, only a word in it."""


def of_line(names: Sequence[str]) -> bool:
    return any(name.startswith(LINE) or name in _SAME for name in names)


_SAME = {"manufacturer_id": "maker", "country_of_origin": "origin", "exporting_country": "export"}


def column_of(names: Sequence[str]) -> str:
    column = next((name.removeprefix(LINE) for name in names if name.startswith(LINE)), "")
    return column or next((_SAME[name] for name in names if name in _SAME), "")


def waits(row: Row, place: int) -> bool:
    """Whether a caption has no value behind it on its own line."""
    part = row[place]
    behind = row[place + 1] if place + 1 < len(row) else None
    return bool(part.names) and not (behind and behind.asked and set(behind.asked) & set(part.names))


def heads_columns(row: Row) -> bool:
    """Whether a row is captions that wait for what stands below or above them."""
    waiting = [part for i, part in enumerate(row) if waits(row, i)]
    return len(waiting) >= COLUMNS and len(waiting) >= 0.6 * len(row)


def ways_of(rows: Sequence[Row], height: float) -> dict[int, str]:
    """For each row with captions that wait, where what they ask for stands: `right`, `below` or `above`."""
    marks: dict[int, dict[str, float]] = {}
    for i, row in enumerate(rows):
        waiting = [place for place in range(len(row)) if waits(row, place)]
        if waiting:
            marks[i] = {way: sum(_suits(rows, i, place, way, height) for place in waiting) for way in WAYS}
    for mark in marks.values():
        # What stands behind a caption is its value rather than what is below.
        mark["right"] += 0.3 if mark["right"] > 0 else 0.0
    for i in (i for i in marks if heads_columns(rows[i])):
        marks[i]["below"] += 0.5  # values may stand farther below the headers of columns
    total = {way: sum(mark[way] for mark in marks.values()) for way in WAYS}
    ways = {i: max(WAYS, key=lambda way: mark[way] + 0.05 * total[way]) for i, mark in marks.items()}
    below = {i for i in ways if _first_header(rows, i) and marks[i]["above"] < ALL_SUIT * len(rows[i])}
    return {i: "below" if _heads_all(rows, i) or i in below else way for i, way in ways.items()}


ALL_SUIT = 1.5
"""How well each of a row's captions is suited by what stands above it, where these are its values."""
WAYS = ("right", "below", "above")


def _first_header(rows: Sequence[Row], at: int) -> bool:
    """Whether a row of columns' captions stands over another: their values can only be below both."""
    return heads_columns(rows[at]) and all(map(names_columns, rows[at : at + 2])) and at + 1 < len(rows)


def names_columns(row: Row) -> bool:
    """Whether a row is nothing but captions of lines, as the last of several rows of headers may be, however short."""
    return bool(row) and all(part.names and of_line(part.names) for part in row)


def _heads_all(rows: Sequence[Row], at: int) -> bool:
    """Whether a row names the columns of the lines: no row does so again, and all tariff numbers stand below it."""
    own = {part.names for part in rows[at] if part.names}
    columns = {name.removeprefix("/").removeprefix(LINE) for names in own for name in names if LINE in name}
    if not heads_columns(rows[at]) or not columns & {"item", "hs_code"} or len(columns) <= COLUMNS:
        return False
    again = any(2 * len(own & {p.names for p in row}) > len(own) for i, row in enumerate(rows) if i != at)
    numbers = [any(TARIFF_NUMBER.fullmatch(p.run.text.split()[-1]) for p in row) for row in rows]
    return not again and not any(numbers[:at]) and any(numbers[at:])


def _suits(rows: Sequence[Row], at: int, place: int, way: str, height: float) -> float:
    caption = rows[at][place]
    lines = _candidates(rows, at, place, way, height)
    if not lines:
        return 0.0
    fit, _ = fitting(caption.names, lines[0].text)
    return fit


def fitting(names: Sequence[str], text: str) -> tuple[float, str]:
    if names and names[0].startswith("/"):
        if "/" not in text:  # the halves ask for one thing in two languages
            return fits([name[1:] for name in names], text)
        halves = [half.strip() for half in text.split("/")]
        met = [fits([name[1:]], half)[0] for name, half in zip(names, halves, strict=False)]
        return (min(met), names[0]) if len(halves) == len(names) else (MISSED, "")
    fit, name = fits(names, text) if names else (0.0, "")
    if fit == MISSED:
        best = max(names, key=lambda one: typed_length(one, text))
        fit, name = (0.5, best) if typed_length(best, text) else (MISSED, "")
    return fit, name


def _candidates(rows: Sequence[Row], at: int, place: int, way: str, height: float) -> list[Run]:
    row = rows[at]
    box = row[place].run.box
    if way == "right":
        behind = row[place + 1] if place + 1 < len(row) else None
        free = behind and not behind.names and not behind.asked and behind.run.box.x0 - box.x1 < 0.2
        return [behind.run] if behind and free else []
    after = min((p.run.box.x0 for p in row[place + 1 :] if p.names), default=1.0)
    found: list[Run] = []
    edge = box
    steps = range(at + 1, len(rows)) if way == "below" else range(at - 1, -1, -1)
    for i in steps:
        if not rows[i]:
            break
        inside = [p for p in rows[i] if _under(p.run, box, after)]
        if not inside:
            gap = rows[i][0].run.box.y0 - edge.y1 if way == "below" else edge.y0 - rows[i][0].run.box.y1
            if gap > BELOW * height:
                break
            continue
        first = min(inside, key=lambda p: abs(p.run.box.x0 - box.x0))
        gap = first.run.box.y0 - edge.y1 if way == "below" else edge.y0 - first.run.box.y1
        if first.names or first.asked or gap > (BELOW if not found else 0.6) * height:
            break
        found.append(first.run)
        edge = first.run.box
        if way == "above" or len(found) == 3:
            break
    return found


def _under(run: Run, box: Box, after: float) -> bool:
    overlap = min(run.box.x1, box.x1) - max(run.box.x0, box.x0)
    return (overlap > 0 or abs(run.box.x0 - box.x0) < 0.012 or abs(run.box.x1 - box.x1) < 0.012) and run.box.x0 < after


def answers(rows: Sequence[Row], ways: Mapping[int, str], height: float) -> list[Answer]:
    """Each caption outside the lines with what is printed for it; those of unknown wording last."""
    found = [*_known(rows, ways, height), *(answer for row in rows for answer in _importer(row))]
    taken = {id(run) for answer in found for run in (answer.caption, *answer.lines)}
    return [*found, *guessed(rows, range(len(rows)), ways, height, taken)]


def _importer(row: Row) -> Iterator[Answer]:
    """The number and the name of an importer that stand side by side behind one caption."""
    told = [i for i, part in enumerate(row) if IMPORTER & {*part.names, *part.asked}]
    for i, part in enumerate(row[told[0] :] if told else (), told[0] if told else 0):
        known = IMPORTER & set(part.asked)
        beside = i > 0 and (i - 1 in told or bool(IRS.fullmatch(row[i - 1].run.text)))
        if not part.names and IRS.fullmatch(part.run.text) and (known or (beside and not part.asked)):
            yield Answer(("importer_number",), part.run, (part.run,), guessed="importer_number" not in known)
        elif beside and not part.names and not part.asked and LEGAL.search(part.run.text):
            yield Answer(("importer_name",), part.run, (part.run,), guessed=True)


IMPORTER = frozenset(("importer_name", "importer_number"))


def guessed(rows: Sequence[Row], places: Iterable[int], ways: Mapping[int, str], height: float,
            taken: set[int]) -> Iterator[Answer]:  # fmt: skip
    """What stands by print that may be a caption and is of the look that the caption asks for.

    Args:
        places: the rows in which the captions may stand; `taken`: ids of print that belongs elsewhere.
    """
    for i in places:
        row = rows[i]
        for place, part in enumerate(row):
            open_ = (
                not part.asked
                and id(part.run) not in taken
                and (not part.names or (waits(row, place) and not heads_columns(row)))
            )
            names = guesses(part.run.text.strip(" .:")) if open_ else ()
            if not names:
                continue
            first = ways.get(i, "right")
            for way in (first, *(w for w in WAYS if w != first)):
                lines = [run for run in _candidates(rows, i, place, way, height) if id(run) not in taken]
                fit, name = fits(names, lines[0].text) if lines else (MISSED, "")
                if fit >= PROVEN.get(name, MET):
                    taken |= {id(part.run), *map(id, lines)}
                    yield Answer((name,), part.run, tuple(lines), guessed=True)
                    break


PROVEN = {"bl_awb": 1.5, "importer_name": 1.2, "consignee_name": 1.2}
"""How well what is no code must suit a caption of unknown wording: a company by its legal form."""


def _known(rows: Sequence[Row], ways: Mapping[int, str], height: float) -> Iterator[Answer]:
    for i, row in enumerate(rows):
        for place, part in enumerate(row):
            if part.names and not waits(row, place):
                said = row[place + 1]
                yield Answer(said.asked, part.run, (said.run,))
            elif part.names and (lines := answer_of(rows, i, place, ways.get(i, "below"), height)):
                yield from named(part, lines)


def answer_of(rows: Sequence[Row], at: int, place: int, way: str, height: float) -> list[Run]:
    """What stands where the row's captions have it, if it can be the value; else where it can be."""
    for other in (way, *(w for w in WAYS if w != way)):
        lines = _candidates(rows, at, place, other, height)
        fit = fitting(rows[at][place].names, lines[0].text)[0] if lines else MISSED
        if fit > MISSED and (other == way or fit >= 1.5):
            return lines
    return []


def named(part: Part, lines: Sequence[Run]) -> Iterator[Answer]:
    if not part.names[0].startswith("/"):
        _, name = fitting(part.names, lines[0].text)
        if name:
            yield Answer((name, *(n for n in part.names if n != name)), part.run, tuple(lines))
        return
    if "/" not in lines[0].text:
        yield Answer((fitting(part.names, lines[0].text)[1],), part.run, tuple(lines))
        return
    spans = [m.span() for m in re.finditer(r"[^/]+", lines[0].text)]
    for name, span in zip(part.names, spans, strict=False):
        if half := lines[0].part(*span):
            yield Answer((name[1:],), part.run, (half,))
