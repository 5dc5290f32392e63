"""Where the rows of a goods table begin: the lines of the column that repeats once for each of the goods."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from extractors.columns.package_numbers import numbered_through
from extractors.layout import Run
from extractors.tables.headers import UNKNOWN, Column
from extractors.typed.references import find_reference
from schemas.page import Box, Word

ANCHOR_ORDER = (
    "level", "item", "hs_code", "value", "unit_price", "net_weight_kg", "gross_weight_kg", "planned_quantity",
    "quantity", "finish_date", "lot_number", "heat_number", "packages", "origin_criterion", "invoice",
)  # fmt: skip
SINGLE = ("level", "item", "hs_code")
"""Columns that hold one short value for each goods line."""
CODE = re.compile(r"(?=.*[A-Z]{2})[A-Z0-9][A-Z0-9./-]{4,}")
"""An article's code in the column of items."""
BLOCKS = ("marks", "invoice")
PACKAGES_PHRASE = re.compile(r"\(\s*[\d,. ]+\s*\)|^\s*[\d,]+\s+[A-Z]{3,}", re.IGNORECASE)
EACH = re.compile(r"\W*@\s*\d")
"""What one package holds or weighs, above what all do."""
BRACKETED = re.compile(r"\W*[(（][^()（）]*[)）]\W*")
WEIGHTS = ("net_weight_kg", "gross_weight_kg")
IN_KG = re.compile(r"\d\s?(?:KGS?|KGM|KILOS?)\b", re.IGNORECASE)
MEASURES = ("quantity", *WEIGHTS)
LABEL = re.compile(r"(?<![A-Z])([GN])(?:\.?\s?W(?![A-Z])|ROSS|ETT?O?\b)", re.IGNORECASE)
OTHER_MEASURE = re.compile(r"\d\s?(?:LBS?|POUNDS?|CBM|M3|M³|CU\.? ?(?:M|FT)|CFT)\b\.?\W*$", re.IGNORECASE)
"""Pounds or a volume, which forms print below the kilograms of the same goods."""


def row_anchors(lines: Mapping[str, Sequence[Run]]) -> list[Run]:
    """The lines of the column that repeats once for each goods line."""
    counted: dict[str, list[Run]] = {}
    for name in ANCHOR_ORDER:
        filled = [r for r in lines.get(name, ()) if re.search(r"\d", r.text) or name == "origin_criterion"]
        if name == "item" and any(CODE.fullmatch(r.text.strip()) for r in filled):
            filled = list(lines[name])  # `PT-EPOXY-GY` is one of them too
        if name == "item" and 2 * len(filled) < len(lines.get(name, ())):
            filled = []  # names of items, of which some have figures
        if name == "hs_code":
            filled = [r for r in filled if len(re.sub(r"\D", "", r.text)) >= 4]
        if name == "quantity":
            filled = [
                r for r in filled if not re.match(r"\W*(?:[GN]\.?\s*W|GROSS|NET|毛重|净重)", r.text, re.IGNORECASE)
            ]
        if any(not EACH.match(r.text) for r in filled):
            filled = [r for r in filled if not EACH.match(r.text)]
        if name == "packages":  # `(1,368 CTNS)` below `38 PLTS` is what these hold
            filled = [r for r in filled if not BRACKETED.fullmatch(r.text)] or filled
        if name in WEIGHTS and any(IN_KG.search(r.text) for r in filled):
            filled = [r for r in filled if not OTHER_MEASURE.search(r.text)]
        if name in MEASURES:
            filled = first_of_each(filled)
        if filled:
            counted[name] = filled
    counted |= _figures_under_unknown(lines)
    if not counted or ({"invoice"} >= counted.keys()):
        phrased = [r for r in lines.get("goods", ()) if PACKAGES_PHRASE.search(r.text)]
        return phrased or next(iter(counted.values()), []) or _agreeing(lines)
    sizes: Counter[int] = Counter()
    for name, runs in counted.items():
        if name != "invoice":
            sizes[len(runs)] += 3 if name in SINGLE else 1
    likely = max(sizes, key=lambda n: (sizes[n], n))  # a row may lack its tariff number
    set_in = [n for n in sizes if n > likely and _are_set_in(lines, n)]
    likely = set_in[0] if set_in else likely
    agreeing = [runs for name, runs in counted.items() if len(runs) == likely and name != "invoice"]
    # An amount may stand on the second line of its row, below its currency: the row begins where its first column does.
    return [min(row, key=lambda run: run.box.y0) for row in zip(*agreeing, strict=True)]


SET_IN = 0.004
"""Share of the page's width by which print is set in below other print, at least."""


def _are_set_in(lines: Mapping[str, Sequence[Run]], rows: int) -> bool:
    """Whether below numbered goods others are set in that have counts and units of their own, but no number."""
    numbers, goods = lines.get("item", ()), lines.get("goods", ())
    counts = lines.get("planned_quantity") or lines.get("quantity", ())
    if not numbers or any(len(runs) != rows for runs in (goods, counts, lines.get("unit", ()))):
        return False
    of_numbered = [any(abs(g.box.cy - n.box.cy) < 0.5 * n.box.height for n in numbers) for g in goods]
    lefts = [[g.box.x0 for g, has in zip(goods, of_numbered, strict=True) if has == wanted] for wanted in (True, False)]
    return all(lefts) and of_numbered[0] and min(lefts[1]) > max(lefts[0]) + SET_IN


def _figures_under_unknown(lines: Mapping[str, Sequence[Run]]) -> dict[str, list[Run]]:
    """Columns of nothing but figures whose headers nobody knows: whatever is counted, each row has its own."""
    unknown = {name: list(runs) for name, runs in lines.items() if name.startswith(UNKNOWN)}
    return {name: runs for name, runs in unknown.items() if runs and all(FIGURE.fullmatch(run.text) for run in runs)}


FIGURE = re.compile(r"\W*\d[\d.,' ]*(?:[^\W\d]{1,5}\W?)?")


def first_of_each(runs: Sequence[Run]) -> list[Run]:
    """Of measures that take turns below each other, `80 SETS` over `6,240 KGS G.W.` for each item, the first."""
    kinds = [(IN_KG.search(r.text) is not None, "".join(LABEL.findall(r.text)).upper()) for r in runs]
    turn = next((i for i, kind in enumerate(kinds) if i and kind == kinds[0]), len(kinds))
    in_turns = len(set(kinds[:turn])) == turn and kinds == kinds[:turn] * (len(kinds) // max(turn, 1))
    return list(runs[:: max(turn, 1)]) if in_turns else list(runs)


def _agreeing(lines: Mapping[str, Sequence[Run]]) -> list[Run]:
    """Where no column holds figures: the lines of a column as long as most others, goods left out as they may wrap."""
    sizes = Counter(len(runs) for name, runs in lines.items() if name not in ("goods", *BLOCKS) and len(runs) > 1)
    if not sizes or max(sizes.values()) < 2:
        return []
    likely = max(sizes, key=lambda n: sizes[n])
    return list(next(runs for name, runs in lines.items() if len(runs) == likely and name != "goods"))


def top_of(word: Word, tall: Sequence[Box], bottom: float) -> float:
    """Where a word counts: its height, or the top of the cell it shares with several rows (marks beside them all)."""
    cell = next((c for c in tall if c.contains(word.box.cx, word.box.cy)), None)
    return word.box.cy if cell is None else max(cell.y0, bottom) + 0.002


SHARED = ("supplier", "origin_country")
"""Columns whose cells hold for all the rows beside which they stand."""


def rows_of(word: Word, column: Column, tall: Sequence[Box], bands: Sequence[tuple[float, float]]) -> list[float]:
    """The heights at which a word counts: its own, or that of each row that its cell was merged over."""
    cell = next((c for c in tall if c.contains(word.box.cx, word.box.cy)), None)
    if column.name not in SHARED or cell is None or cell.width > 1.2 * (column.x1 - column.x0):
        return [word.box.cy]
    return [(top + low) / 2 for top, low in bands if cell.y0 < (top + low) / 2 < cell.y1]


PACKAGE_NUMBERS = re.compile(r"\d\s*[-–~/]\s*[A-Z]{0,3}\d|\d\s*[-–~/]\s*UP\b", re.IGNORECASE)
"""Marks that number packages: `CTN 1-310`, `TSF 41/56`."""


def own_starts(name: str, runs: Sequence[Run], tops: Sequence[float], line_height: float) -> list[float]:
    """Where goods lines begin that have a paper's number, or packages' numbers beside every one, of their own."""
    sign = {"invoice": find_reference, "marks": PACKAGE_NUMBERS.search}.get(name)
    if sign is None:
        return []
    level = [[r for r in runs if abs(r.box.y0 - top) < 0.3 * line_height] for top in tops]
    if all(level):
        firsts = [beside[0].text for beside in level]
        alike = len({re.sub(r"\d+", "#", text) for text in firsts}) == 1  # `HPT/1` over `HPT/2`, `No.` over each number
        if alike or (name == "marks" and numbered_through(firsts)):
            return list(tops)
    own = [top for top, beside in zip(tops, level, strict=True) if any(sign(r.text) for r in beside)]
    return own if name == "invoice" or len(own) == len(tops) or 1 < len(own) == len(runs) else []
