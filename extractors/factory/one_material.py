"""One material that captions tell, as job cards of forges and moulders have it, instead of a table of materials.

The captions stand below a heading of their own (`RAW MATERIAL`), or in the row that `Material` begins and beside which
its grade, heat or supplier is asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from extractors.captions.composed import composed
from extractors.captions.fields import Labelled, labelled_values
from extractors.captions.labels import LINE, Hit, Labels, squash
from extractors.forms import forms
from extractors.layout import Run, Sheet
from schemas.page import Box

HEADING = re.compile(
    r"\W*(?:(?:RAW |INPUT |STARTING )?MATERIALS?(?: (?:DATA|DETAILS?|INFORMATION|INFO|USED|ISSUED|INPUT))?|RAW MATL|"
    r"MATERIA PRIMA|MATERIE PRIME|MATIÈRES? PREMIÈRES?|MATIÈRES?|ROHMATERIAL|VORMATERIAL|AUSGANGSMATERIAL|WERKSTOFF|"
    r"HAMMADDE|SUROWIEC|NGUYÊN LIỆU|(?:原)?[材物]料(?:信息|资料)?|原料|主料|소재|원자재|材料情報)\W*",
    re.IGNORECASE,
)
"""What stands over the captions of a material, or asks for its name."""
OF_MATERIAL = {"grade", "heat_number", "lot_number", "supplier", "origin_country"}
"""What is asked of a material beside its name; two of these show that it is one."""
FEWEST = 2
REACH = 9
"""Line heights below the heading within which the captions stand."""
LEVEL = 0.5


def material_in_captions(sheet: Sheet, kind: str, tables: Sequence[Box]) -> tuple[Box, list[Labelled]] | None:
    """The part of a page that tells of one material and the captions in it; None where none does.

    Args:
        tables: the boxes of the tables of the page.
    """
    labels = _material_labels(kind)
    for heading in sheet.runs:
        if not HEADING.fullmatch(heading.text) or any(t.contains(heading.box.cx, heading.box.cy) for t in tables):
            continue
        level = [r for r in sheet.runs if r is not heading and abs(r.box.cy - heading.box.cy) < LEVEL * r.box.height]
        if level and not _asked(level, labels):
            continue
        top = heading.box.y0 - 0.001 if level else heading.box.y1
        low = min([t.y0 for t in tables if t.y0 > heading.box.cy], default=1.0)
        low = min(low, heading.box.y1 + REACH * sheet.line_height)
        around = [Box(0.0, 0.0, 1.0, top), Box(0.0, low, 1.0, 1.0), *tables]
        told = [item for item in labelled_values(sheet, labels, around) if item.lines]
        names = {name for item in told for name in item.columns}
        if "goods" in names and len(names & OF_MATERIAL) >= FEWEST:
            return Box(0.0, top, 1.0, low), told
    return None


def materials_in_cards(
    sheet: Sheet, kind: str, tables: Sequence[Box], *, products_listed: bool
) -> tuple[Box, list[Labelled]] | None:
    """The part of a page that tells of several materials, one below the other, each by the same captions; else None.

    Args:
        tables: the boxes of the tables of the page.
        products_listed: whether one of them lists the products.
    """
    labels = _material_labels(kind)
    free = [r for r in sheet.runs if not any(t.contains(r.box.cx, r.box.cy) for t in tables)]
    repeated = _repeated(free, labels)
    goods = next((count for count, _, hit in repeated if hit.name == LINE + "goods"), 0)
    of_each = [(run, hit) for count, run, hit in repeated if count == goods]
    named = {squash(run.text[: hit.end]) for run, hit in of_each if hit.name == LINE + "goods"}
    products = _names_products(kind)
    told_apart = {squash(re.split("[:：]", run.text)[0]) for run in free} & (products - named)
    if len({hit.name for _, hit in of_each}) < FEWEST_IN_CARD or (
        named & products and not (told_apart or products_listed)
    ):
        return None
    top = min(run.box.y0 for run, _ in of_each) - 0.001
    low = min([t.y0 for t in tables if t.y0 > top], default=1.0)
    around = [Box(0.0, 0.0, 1.0, top), Box(0.0, low, 1.0, 1.0), *tables]
    return Box(0.0, top, 1.0, low), [item for item in labelled_values(sheet, labels, around) if item.lines]


def _repeated(runs: Sequence[Run], labels: Labels) -> list[tuple[int, Run, Hit]]:
    """Captions that stand on a page more than once, with how often."""
    asking = [(run, hit) for run in runs if (hit := labels.find(run.text)) and (hit.colon or not hit.slips)]
    captions = [(squash(run.text[: hit.end]), run, hit) for run, hit in asking if hit.colon or hit.is_all_of(run.text)]
    often = Counter(caption for caption, _, _ in captions)
    return [(often[caption], run, hit) for caption, run, hit in captions if often[caption] > 1]


def cards_begin(sheet: Sheet, kind: str) -> float:
    """Where materials begin that are told card by card, with a title above them; 1 where none are.

    Captions with their values are no rows of a table of products above.
    """
    repeated = [(count, run, hit) for count, run, hit in _repeated(sheet.runs, _material_labels(kind)) if hit.colon]
    goods = [(count, run) for count, run, hit in repeated if hit.name == LINE + "goods" and run.text[hit.end :].strip()]
    if not goods or len({hit.name for count, _, hit in repeated if count == goods[0][0]}) < FEWEST_IN_CARD:
        return 1.0
    first = min((run for _, run in goods), key=lambda run: run.box.y0)
    near = [r for r in sheet.runs if 0 < first.box.y0 - r.box.cy < TITLE_ABOVE * sheet.line_height]
    title = max(near, key=lambda run: run.box.cy, default=first)
    alone = all(r is title or abs(r.box.cy - title.box.cy) > LEVEL * title.box.height for r in sheet.runs)
    return (title if alone and re.search(r"\d{2}", title.text) is None else first).box.y0 - 0.001


TITLE_ABOVE = 2.5
"""Line heights above the first card in which its title stands."""


@cache
def _names_products(kind: str) -> frozenset[str]:
    """Captions that ask for what a paper is made out for as well as for a material: `Description`, `Item`."""
    form = forms()[kind]
    products = form.columns.get("goods") if form.goods_in == "lines" else None
    return frozenset(squash(label) for label in products.labels) if products else frozenset()


FEWEST_IN_CARD = 3
"""Captions that every card has at least."""


def _asked(level: Sequence[Run], labels: Labels) -> bool:
    """Whether of the print beside a caption enough asks for what a material has."""
    hits = [labels.find(run.text) for run in level]
    names = {name.removeprefix(LINE) for hit in hits if hit for name in hit.names[:1]}
    return len(names & OF_MATERIAL) >= FEWEST


@cache
def _material_labels(kind: str) -> Labels:
    wordings = [(LINE + n, label) for n, spec in forms()[kind].part("materials").items() for label in spec.labels]
    named = composed("materials")

    def column(caption: str) -> str | None:
        name = named(caption)
        return name and LINE + name

    return Labels([*wordings, *((LINE + "goods", word) for word in ("Material", "Raw material"))], column)
