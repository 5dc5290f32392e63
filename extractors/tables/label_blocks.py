"""Goods without a table: forms for one article, and blocks of captions below each other, one for each of the goods."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors import values
from extractors.captions.fields import Labelled
from extractors.captions.labels import LINE
from extractors.captions.open_print import BLOCK_HEADING
from extractors.captions.surest import best_values
from extractors.columns.stacked import stacked_captions
from extractors.columns.thousands import whole_with_decimals
from extractors.forms import FieldSpec
from extractors.goods import cells as goods_cells
from extractors.goods.lines import settle_items
from extractors.layout import Run
from extractors.sighted import Context, Values, value_of
from extractors.tables.heads import GOODS_TOO, OF_PACKAGES
from extractors.tables.item_blocks import wording
from extractors.typed import codes
from schemas.reference.units import unit_named

BY_NUMBER = 0.85
"""What a specification counts that is the product's number, where no caption asks for one."""
FIRST_OF_BLOCK = ("goods", "hs_code", "part_number", "quantity")
ITEM = re.compile(r"\W?(\d{1,3})\W{0,2}")
TO_FILL_IN = re.compile(r"(?<![^\W_])_{4,}\W*$")
BESIDE = 0.1
"""Share of the page's width by which an item's number stands at most left of the block's first caption."""


def single_line(labelled: Sequence[Labelled], columns: Mapping[str, FieldSpec], context: Context) -> Values:
    """Forms for one article name its properties by labels instead of in a table."""
    # Beside a label the article alone is named, without the packages a table's goods column would hold.
    specs = {LINE + name: FieldSpec(type="article") if spec.type == "goods" else spec for name, spec in columns.items()}
    taken = best_values(labelled, specs, context)
    line = {("description" if n == LINE + "goods" else n.removeprefix(LINE)): value for n, value in taken.items()}
    line |= stacked_captions(line, labelled, columns, context)
    line |= _unit_asked(line, labelled, context)
    whole_with_decimals(line, context)
    number = line.get("part_number") if "specification" in columns else None
    # `Style` may name the garment itself
    if number is not None and "specification" not in line and re.search(r"\d", str(number.value)):
        line["specification"] = replace(number, confidence=min(number.confidence, BY_NUMBER))
    return line


def _unit_asked(line: Values, labelled: Sequence[Labelled], context: Context) -> Values:
    """The unit that the caption of a count has in brackets, where nothing else says it: `Cutting qty (pcs)`."""
    names = {"quantity", "planned_quantity"} & line.keys()
    if not names or "unit" in line:
        return {}
    for item in labelled:
        match = IN_BRACKETS.search(item.label.text[: item.hit.end])
        if match and names & set(item.columns) and unit_named(match[1]):
            return {"unit": value_of(match[1].upper(), item.label, context, OF_CAPTION)}
    return {}


IN_BRACKETS = re.compile(r"[(（]\s*([^\W\d_]{1,8})\s*\.?[)）]")
OF_CAPTION = 0.85
"""What a unit counts that the caption says."""


def tariff_of_all(rows: Sequence[Values], labelled: Sequence[Labelled], context: Context) -> None:
    """Give goods without a tariff number the only one that the paper tells of all: `H.S. CODE : 6109.10.00` above."""
    if not rows or any("hs_code" in row for row in rows):
        return
    lines = [item.lines[0] for item in labelled if item.name == f"{LINE}hs_code" and item.lines]
    told = {code.value for line in lines for code in codes.find_hs(line.text)}
    taken = values.take("hs", "hs_code", lines[:1], context) if len(told) == 1 else {}
    if number := taken.get("hs_code"):
        for row in rows:
            row["hs_code"] = replace(number, confidence=min(number.confidence, OF_ALL))


OF_ALL = 0.8
"""What a tariff number counts that is told once for several goods."""


def listed_lines(
    labelled: Sequence[Labelled], columns: Mapping[str, FieldSpec], context: Context, cells: Sequence[Run] | None
) -> list[Values]:
    """Goods lines that are printed as blocks of labels below each other, each beginning with the same label.

    Args:
        cells: all print of a certificate, whose goods hold packages and tariff numbers as in a table; else None.
    """
    items = [item for item in labelled if item.columns and not _to_fill_in(item)]
    if cells is not None:
        items = _packages_apart(items)
    words = [wording(item.label.text[: item.hit.end]) for item in items]
    counts = Counter((name, word) for item, word in zip(items, words, strict=True) for name in item.columns)
    # One name is of one article, whose count may stand there twice; what stands there more often is of others.
    one_named = cells is None and any(name == "goods" for name, _ in counts)
    fewest = {name: 3 if one_named and name != "goods" else 2 for name in FIRST_OF_BLOCK}
    times = next((n for name in fewest for (of, _), n in counts.items() if of == name and n >= fewest[name]), 0)
    # Every block has the same labels; the one that comes first begins them.
    asks = (any(counts[name, word] == times for name in item.columns) for item, word in zip(items, words, strict=True))
    first = next((word for word, is_in_all in zip(words, asks, strict=True) if is_in_all), None)
    cuts = [i for i, word in enumerate(words) if word == first] if times else []
    blocks = [items[a:b] for a, b in itertools.pairwise([*cuts, len(items)])] if len(cuts) > 1 else [items]
    told = [(block, line) for block in blocks if (line := single_line(block, columns, context))]
    lines = [line for _, line in told]
    if cells is not None:
        lines = [{**_in_goods(block, context), **line, **_named(block, context)} for block, line in told]
        _count_items([block for block, _ in told], lines, cells, context)
    settle_items(lines)
    return lines


def _to_fill_in(item: Labelled) -> bool:
    """Whether nothing but strokes to write on answers a caption: `GOOD ____  SCRAP ____` below each step."""
    return bool(item.lines) and all(TO_FILL_IN.search(run.text) for run in item.lines)


def _packages_apart(items: Sequence[Labelled]) -> list[Labelled]:
    """`Number and kind of packages: 40 CARTONS` beside a caption that names the goods is of the packages alone."""
    asks = [item for item in items if LINE + "goods" in item.hit.names]
    of_packages = [i for i in asks if OF_PACKAGES.search(i.label.text) and not GOODS_TOO.search(i.label.text)]
    if len(of_packages) == len(asks):
        return list(items)
    name = LINE + "packages"
    return [replace(i, name=name, hit=replace(i.hit, names=(name,))) if i in of_packages else i for i in items]


def _in_goods(block: Sequence[Labelled], context: Context) -> Values:
    """What the cell of the goods tells besides their name."""
    item = next((item for item in block if LINE + "goods" in item.hit.names and item.lines), None)
    return goods_cells.goods_alone(item.lines, item.label.text, context) if item else {}


def _named(block: Sequence[Labelled], context: Context) -> Values:
    """The goods' name without their packages."""
    return {name: value for name, value in _in_goods(block, context).items() if name == "description"}


def _count_items(
    blocks: Sequence[Sequence[Labelled]], lines: Sequence[Values], runs: Sequence[Run], context: Context
) -> None:
    """Give the lines the numbers that stand beside or over the first captions of their blocks."""
    if any("item" in line for line in lines):
        return
    numbers = [_number(block[0].label, runs) for block in blocks]
    if [int(re.findall(r"\d+", run.text)[0]) if run else 0 for run in numbers] != list(range(1, len(blocks) + 1)):
        return
    for n, (line, run) in enumerate(zip(lines, numbers, strict=True), 1):
        if run:
            line["item"] = replace(value_of(str(n), run, context), value=Decimal(n))


def _number(caption: Run, runs: Sequence[Run]) -> Run | None:
    """`1.` to the left of a caption, `Item 1` right over it."""
    box = caption.box
    for run in runs:
        if run.page != caption.page:
            continue
        beside = abs(run.box.cy - box.cy) < 0.5 * box.height and 0 <= box.x0 - run.box.x1 < BESIDE
        over = 0 < box.cy - run.box.cy < 2.5 * box.height and abs(run.box.x0 - box.x0) < BESIDE
        if (beside and ITEM.fullmatch(run.text)) or (over and BLOCK_HEADING.fullmatch(run.text)):
            return run
    return None
