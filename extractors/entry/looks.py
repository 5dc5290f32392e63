"""What no caption asks for in a line of an entry summary, known by its look alone, and then doubtful."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.entry.captions import LOOKS
from extractors.entry.lines import REMEDY
from extractors.entry.rows import SUMS, Printed
from extractors.entry.spans import ADDED, COUNT, TARIFF, of_the_united_states
from extractors.layout import Run, run_of

WITHIN = re.compile(r"[^\s·|•,;].*[^\s·|•,;]|[^\s·|•,;]")
"""Print without the signs that part it from its neighbours."""
BY_LOOK = 0.8
"""Confidence of what no caption asks for."""
_UNITS = "NO|KG|KGS|PCS|PRS|DOZ|DZ|M|M2|M3|L|T|G|GR|CU|CM|X|SQM|DPR|PF|LTR|MT|GM|CAR|TH|THS|MWH|SET|SETS|PR|EA|PC|UN"
UNIT = re.compile(_UNITS)
_LOOKED: Mapping[str, re.Pattern[str]] = {
    "maker": re.compile(LOOKS["line:maker"]),
    "case": re.compile(LOOKS["line:case"]),
    "rate": re.compile(r"(?i:free)|\d*\.?\d+\s*%"),
    "quantity": re.compile(rf"\d[\d,]*(?:\.\d+)?\s*(?:{_UNITS})"),
    "invoice": re.compile(r"(?:INV|C\.?I|FACT?)\W{0,2}(?=\S*\d)[A-Z0-9/._-]{3,}"),
    "relationship": re.compile(r"Y|N|NR|(?i:.{0,24}\brelated(?: parties)?)"),
    "origin": re.compile(r"[A-Z]{2}"),
}
_WORDY = re.compile(r"(?=.*[^\W\d_]{3})(?=(?:.*[^\W_]){5}).*")


def by_look(printed: Printed, left: Sequence[Run], count: int, level: float) -> Printed:
    """The print of a line with what its look alone says, which is doubtful.

    Args:
        count: how many lines there are up to this one; `level`: the height of its tariff number, by which its goods
            stand.
    """
    rest: list[Run] = []
    for whole in itertools.chain.from_iterable(map(_around_number, left)):
        run = whole.part(*found.span()) if (found := WITHIN.search(whole.text)) else None
        if run is None:
            continue
        text = run.text
        if (found := TARIFF.match(text)) and (of_the_united_states(found[1]) or ADDED.match(text)):
            printed.setdefault("hs_code", []).append(run)
        elif "item" not in printed and (number := COUNT.fullmatch(text)) and int(number[1]) >= count and not rest:
            printed["item"] = [run]
        elif unit := _unit_behind(run, printed, left):
            printed[unit] = [run]
        elif name := next((n for n, look in _LOOKED.items() if n not in printed and look.fullmatch(text)), ""):
            printed[name] = [doubtful(run)]
        else:
            rest.append(run)
    claims = [run for run in rest if CLAIM.fullmatch(run.text) and _claims(run, printed)]
    if len(claims) == 1 and "spi" not in printed:
        printed["spi"] = [doubtful(claims[0])]
        rest = [run for run in rest if run is not claims[0]]
    if "goods" not in printed and (
        words := [run for run in rest if _WORDY.fullmatch(run.text) and not SUMS.search(run.text)
                  and not REMEDY.match(run.text.upper())]
    ):  # fmt: skip
        number = next(iter(printed.get("item", ())), None)
        words = [run for run in words if number and _heads(number, run)] or words
        goods = max(words, key=lambda run: len(re.sub(r"[\W\d]", "", run.text)) - abs(run.box.cy - level) / FAR)
        printed["goods"] = [doubtful(goods)]
        rest = [run for run in rest if run is not goods]
    printed["other"] = rest
    return printed


def _claims(run: Run, printed: Printed) -> bool:
    """Whether print stands right before the tariff number, as the claim of a programme does: `S   8708.29.5060`."""
    numbers = [other.box for other in printed.get("hs_code", ()) if _level(other, run)]
    return any(0 <= box.x0 - run.box.x1 < CLAIMED * run.box.height for box in numbers)


CLAIM = re.compile(r"[A-Z]{1,2}[+*#]?")
CLAIMED = 5.0
"""Line heights between a claim and its tariff number."""


def _unit_behind(run: Run, printed: Printed, left: Sequence[Run]) -> str:
    """The column of a unit's code that stands right behind a quantity without one, "" of other print."""
    for quantity, unit in (("quantity", "unit"), ("quantity_2", "unit_2")):
        if unit in printed or not UNIT.fullmatch(run.text):
            continue
        if any(_right_below(run, figure) for figure in printed.get(quantity, ())):
            return unit
        figures = [r for r in printed.get(quantity, ()) if _level(r, run) and r.box.x1 <= run.box.x0 + 0.002]
        if not figures:
            continue
        edge = max(r.box.x1 for r in figures)
        others = [r for r in (*left, *itertools.chain(*printed.values())) if _level(r, run) and r is not run]
        if not any(edge + 0.001 < r.box.cx < run.box.x0 for r in others):
            return unit
    return ""


def _right_below(low: Run, high: Run) -> bool:
    shared = min(low.box.x1, high.box.x1) - max(low.box.x0, high.box.x0)
    return shared > 0.5 * min(low.box.width, high.box.width) and 0 < low.box.y0 - high.box.cy < low.box.height


def _heads(number: Run, run: Run) -> bool:
    """Whether print stands right behind the number of its line: `Line 1 Aluminum lounge chairs` over its figures."""
    return _level(number, run) and 0 <= run.box.x0 - number.box.x1 < 2 * number.box.height


def _level(one: Run, other: Run) -> bool:
    return abs(one.box.cy - other.box.cy) < 0.5 * min(one.box.height, other.box.height)


FAR = 0.002
"""Share of the page's height by which goods that stand farther from the tariff number count a letter less."""


def _around_number(run: Run) -> list[Run]:
    """`1. 5702.42.2090 Carpets, woven` as the number of the line, the tariff number and the goods."""
    found = TARIFF.search(run.text)
    if found is None or not of_the_united_states(found[1]) or len(found.group()) > 0.8 * len(run.text):
        return [run]
    spans = ((0, found.start()), found.span(), (found.end(), len(run.text)))
    return [part for span in spans if (part := run.part(*span)) and re.search(r"\w", part.text)]


def doubtful(run: Run) -> Run:
    """The same print, held for no surer than its look makes it."""
    words = [replace(word, confidence=min(word.confidence, BY_LOOK)) for word in run.words]
    return run_of(words, run.page, run.cell)
