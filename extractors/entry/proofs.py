"""What the figures of an entry's lines prove: value times rate is the duty, and lines are counted from 1 on.

A page is laid out in the way whose figures agree. Figures that contradict each other are read, but not sure.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.captions.labels import LINE
from extractors.entry.parts import MISSED, fits
from extractors.layout import Run
from extractors.typed.codes import find_entry_numbers
from schemas.page import Box
from schemas.record import MOST_DOUBTFUL, Line, Value

Own = Mapping[str, Sequence[Run]]
"""Column -> its print in one line."""
AD_VALOREM = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?|\.\d+)\s?%")
FREE = re.compile(r"\bFREE\b|\bLIBRE\b|\bEXEN", re.IGNORECASE)
BY_QUANTITY = re.compile(r"¢|\bcents?\b|\d\s?c?\s?/\s?[A-Za-z]|\$\s?\d", re.IGNORECASE)
ROUNDED = Decimal("0.006")
"""Share of a duty by which it may differ: values are printed in whole dollars."""


def agrees(line: Line, own: Own) -> bool | None:
    """Whether a line's duty is its value times a rate, or the sum of some of its rates; None where nothing tells."""
    value, duty = _figure(line.get("entered_value_usd")), _figure(line.get("duty_usd"))
    text = " ".join(run.text for name in ("rate", "duty") for run in own.get(name, ()))
    rates = [Decimal(found) for found in AD_VALOREM.findall(text)]
    if value is None or duty is None or not (rates or FREE.search(text)) or BY_QUANTITY.search(text):
        return None
    few = rates[:MOST]
    sums = {sum(some, Decimal(0)) for n in range(len(few) + 1) for some in itertools.combinations(few, n)}
    if not FREE.search(text) and all(rates):
        sums.discard(Decimal(0))
    if any(abs(value * rate / 100 - duty) <= max(Decimal(1), ROUNDED * duty) for rate in sums):
        return True
    return None if line.get("chapter99") and duty > value * max(sums) / 100 else False  # whose rate is not printed


MOST = 6
"""Rates of one line whose sums are tried."""
FEES = frozenset(map(Decimal, ("0.3464", "0.125")))
"""Rates of the processing and the harbour fee, which are no duty."""


def _with_all_rates(line: Line, own: Own) -> Decimal | None:
    """What all of several rates make of the value, where the duty is less than that: a further one may be owed."""
    value, duty = _figure(line.get("entered_value_usd")), _figure(line.get("duty_usd"))
    text = " ".join(run.text for run in own.get("rate", ()))
    rates = [rate for found in AD_VALOREM.findall(text) if (rate := Decimal(found)) not in FEES]
    if value is None or duty is None or len(rates) < 2 or line.get("adcvd_case"):
        return None
    whole = value * sum(rates) / 100
    return whole if whole - duty > max(Decimal(1), ROUNDED * duty) else None


def counted(lines: Sequence[Line]) -> bool:
    """Whether lines are numbered in order, each once."""
    numbers = [_figure(line.get("line_no")) for line in lines]
    return all(a is not None and b == a + 1 for a, b in itertools.pairwise(numbers))


def weight(lines: Sequence[tuple[Line, Own]]) -> float:
    """What the figures say for a way to lay out the lines, in values that this is worth."""
    told = [agrees(line, own) for line, own in lines]
    order = 0.0 if counted([line for line, _ in lines]) else -WRONG
    strange = sum(_strange(own) for _, own in lines)
    return RIGHT * told.count(True) - WRONG * told.count(False) + order - STRANGE * strange


def _strange(own: Own) -> int:
    """How many printed values of a line are nothing that their columns hold: `48,720.00` among rates."""
    printed = ((f"{LINE}{name}", run.text.strip(" ·•|")) for name in OF_ONE_LOOK for run in own.get(name, ()))
    return sum(fits([name], text)[0] == MISSED for name, text in printed if text)


OF_ONE_LOOK = ("hs_code", "gross_weight_kg", "packages", "unit", "rate", "relationship", "origin", "maker")
RIGHT, WRONG, STRANGE = 1.0, 3.0, 0.5


def disputed(line: Line, own: Own) -> Line:
    """The line, its value and duty doubtful where the rate printed beside them contradicts both, or the duty alone."""
    whole = _with_all_rates(line, own)
    if whole and (duty := line.get("duty_usd")):
        printed = {
            Decimal(figure.replace(",", ""))
            for runs in own.values()
            for run in runs
            for figure in CENTS.findall(run.text)
        }
        if owed := next((figure for figure in printed if abs(figure - whole) < Decimal("0.02")), None):
            line = {**line, "duty_usd": replace(duty, value=f"{owed:f}")}
    names = ("entered_value_usd", "duty_usd") if agrees(line, own) is False else ("duty_usd",) if whole else ()
    figures = {name: value for name in names if (value := line.get(name))}
    doubted = {name: replace(v, confidence=min(v.confidence, MOST_DOUBTFUL)) for name, v in figures.items()}
    return {**line, **doubted}


def by_check_digit(number: Value | None, *, text_layer: bool) -> Value | None:
    """An entry number, in doubt where its check digit fails as printed.

    The number that one slip of reading makes of it stays on a scan alone: a text layer has none.
    """
    found = find_entry_numbers(number.sightings[0].raw) if number else []
    if number is None or not found or not (found[0].repaired or found[0].sure < NO_DIGIT):
        return number
    printed = re.search(r"([0-9A-Z]{3})[ -]*(\d{7})[ -]*(\d)(?!\d)", found[0].raw.upper())
    value = "-".join(printed.groups()) if printed and text_layer else number.value
    return replace(number, value=value, confidence=min(number.confidence, SLIPPED))


NO_DIGIT, SLIPPED = 0.5, 0.85
"""Certainty of an entry number below which no check digit holds, and the confidence of one that was put right."""


CENTS = re.compile(r"(?<![\d.,])\d[\d,]*\.\d{2}(?![\d.,%])")


def completed(lines: Sequence[Line], ways: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines, with what only another way to lay out the page reads of the same one; that is never sure.

    Args:
        ways: the lines of each way; those of one number and one tariff number are the same.
    """
    whole: list[Line] = []
    values = [value for line in lines for value in line.values() if value]
    places = [sighting.box for value in values for sighting in value.sightings]
    for place, line in enumerate(lines):
        twins = [other for way in ways for other in way if all(_same(line, other, name) for name in ("line_no", "hts"))]
        more: dict[str, Value | None] = {}
        for name in dict.fromkeys(name for twin in twins for name in twin if name not in COUNTRIES):
            said = {value.value: value for twin in twins if (value := twin.get(name))}
            if not line.get(name) and len(said) == 1:
                [value] = said.values()
                free = not any(_overlap(sighting.box, place) for sighting in value.sightings for place in places)
                if (name in TOLD_ONCE and not _heads_later(value, line, lines[place + 1 :])) or free:
                    more[name] = replace(value, confidence=min(value.confidence, MOST_DOUBTFUL))
        whole.append({**line, **more})
    return whole


def _heads_later(value: Value, line: Line, later: Sequence[Line]) -> bool:
    """Whether print below a line's tariff number is that of the lines below it, which it heads."""
    number = line.get("hts")
    places = [sighting.box for told in (value, number) if told for sighting in told.sightings[:1]]
    if len(places) < 2 or places[0].cy <= places[1].cy:
        return False
    box = places[0]
    return any(_overlap(box, s.box) for other in later for v in other.values() if v for s in v.sightings)


def _overlap(one: Box, other: Box) -> bool:
    return one.contains(other.cx, other.cy) or other.contains(one.cx, one.cy)


def _same(line: Line, other: Line, name: str) -> bool:
    one, another = line.get(name), other.get(name)
    return one is not None and another is not None and one.value == another.value


COUNTRIES = ("country_of_origin", "exporting_country")
"""Of two letters as units are, so that another way takes one for the other."""
TOLD_ONCE = ("description", "invoice_number", "invoice_date", "manufacturer_id", "relationship")
"""What a page may say over several lines or under their figures, where only some ways look; anything else must have
print that no line has taken for something else.
"""


def continued(lines: Sequence[Line], before: Sequence[Line]) -> list[Line]:
    """The lines of a page as they go on from the pages before: those that nothing numbers counted on, first ones with
    the invoice that headed the last lines there.
    """
    numbers = [line.get("line_no") for line in lines]
    last = _figure(before[-1].get("line_no")) if before else None
    if last is None or any(number is None or number.confidence > COUNTED for number in numbers):
        return _invoiced_on(lines, before)
    counted_on = [
        {**line, "line_no": replace(number, value=str(int(last) + place))}
        for place, (line, number) in enumerate(zip(lines, numbers, strict=True), 1)
        if number
    ]
    return _invoiced_on(counted_on, before)


def _invoiced_on(lines: Sequence[Line], before: Sequence[Line]) -> list[Line]:
    """The lines of a page, the first ones with the invoice of the page before where invoices head several lines."""
    headed = any(_one_print(a, b) for some in (lines, before) for a, b in itertools.pairwise(some))
    last = before[-1] if before else {}
    more = {name: value for name in ("invoice_number", "invoice_date") if (value := last.get(name))}
    if not headed or not more:
        return list(lines)
    doubted = {name: replace(v, confidence=min(v.confidence, MOST_DOUBTFUL)) for name, v in more.items()}
    open_ = list(itertools.takewhile(lambda line: not line.get("invoice_number"), lines))
    return [*({**line, **doubted} for line in open_), *lines[len(open_) :]]


def _one_print(one: Line, other: Line) -> bool:
    """Whether the invoice of two lines is the same print."""
    told = one.get("invoice_number"), other.get("invoice_number")
    return all(told) and len({value.sightings for value in told if value}) == 1


COUNTED = 0.75
"""Confidence of a line's number that is not printed."""


def in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a whole entry; where those that have numbers are not 1, 2, 3 and so on, no value is sure."""
    lines = _with_number_between(lines)
    numbers = [_figure(line.get("line_no")) for line in lines]
    if not any(numbers) or (numbers[0] == 1 and counted(lines)):
        return tuple(lines)
    return tuple(
        {name: replace(v, confidence=min(v.confidence, MOST_DOUBTFUL)) if v else None for name, v in line.items()}
        for line in lines
    )


def _with_number_between(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, a number that an engine misread between two others (004, 605, 006) put right, doubtfully."""
    numbers = [_figure(line.get("line_no")) for line in lines]
    told = list(lines)
    for i in range(1, len(lines) - 1):
        before, number, after = numbers[i - 1 : i + 2]
        read = lines[i].get("line_no")
        if before is None or after != before + 2 or not read or number == before + 1:
            continue
        if read.sightings and read.sightings[0].engine != "text":
            sure = min(read.confidence, MOST_DOUBTFUL)
            told[i] = {**told[i], "line_no": replace(read, value=str(before + 1), confidence=sure)}
    return told


def _figure(value: Value | None) -> Decimal | None:
    text = str(value.value) if value else ""
    return Decimal(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else None
