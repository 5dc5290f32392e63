"""Goods and materials that are listed without columns: numbered paragraphs, bullets, cards, lines parted by strokes.

Print is parted into items in every way it may be; the way in which most items say the same kinds of things is believed.
Only sought where no table with several rows was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.captions.labels import Labels
from extractors.forms import Form, Part
from extractors.goods.item_captions import MOST
from extractors.goods.item_facts import told
from extractors.goods.item_told import Told
from extractors.layout import Run, Sheet
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column
from extractors.tables.item_streams import streams
from extractors.tables.page_tables import Listed
from extractors.tables.parted_items import Line, Parting, Start, item_of, items_of, partings
from schemas.page import Box

DECISIVE = frozenset(
    ("hs_code", "quantity", "value", "net_weight_kg", "gross_weight_kg", "packages", "quantity_per_unit")
)
"""What a list of goods says at least one of."""
FEWEST_FACTS = 3
NEARLY_ALL = 0.8
"""Share of the items that say what a list says which no marks part."""
MOST_LINES = 1500
"""Lines of a paper that are parted at most, some forty pages: each is looked at in a dozen ways, 5 ms a time."""
UNMARKED = 0.3
"""What marks are sure of at most that are none: captions, codes, places."""


@dataclass(frozen=True, slots=True)
class _List:
    items: list[tuple[Start, list[Run], Told, Run]]
    core: frozenset[str]
    score: float


def items_in_print(sheets: Sequence[Sheet], form: Form, part: Part, own: Labels) -> dict[int, Listed]:
    """The items of a paper as tables, by page; empty where it lists none."""
    best: _List | None = None
    for lines in streams(sheets, cards=form.group != "certificate"):
        for parting in partings(lines) if len(lines) <= MOST_LINES else ():
            found = _list_of(lines, parting, form, part, own)
            if found and (best is None or found.score > best.score):
                best = found
    return _as_tables(best, form, part) if best else {}


def _list_of(lines: Sequence[Line], parting: Parting, form: Form, part: Part, own: Labels) -> _List | None:
    bodies = items_of(lines, parting)
    bodies = [(s, body) for s, body in bodies if parting.sure > UNMARKED or not _asks(own, lines[s.line].first)]
    if sum(any(lines[i].figures for i in body) for _, body in bodies) < 2:
        return None
    made = [(s, body, item) for s, body in bodies if (item := item_of(lines, s, body))]
    facts = told([item for _, _, item in made], form.kind, part)
    core = _core(facts)
    share = MOST if parting.sure > UNMARKED else NEARLY_ALL
    kept = _stretch([_fits(one, core, share) for one in facts])
    if len(kept) < 2:
        return None
    if len(kept) < len(made):  # what most items have is told without those that are none
        made = [made[i] for i in kept]
        facts = told([item for _, _, item in made], form.kind, part)
    core = _core(facts, share)
    if "goods" not in core or not core & DECISIVE or len(core) < FEWEST_FACTS - (parting.sure > UNMARKED):
        return None
    again = sum(one.again for one in facts)
    score = (
        sum(1.0 if one.facts[name].captioned else 0.8 for one in facts for name in core & one.facts.keys()) - 2 * again
    )
    score *= 1 + 0.6 * parting.sure
    if again > len(facts) / 2:
        return None
    found = [
        (s, [r for i in body for r in lines[i].runs], one, item.run)
        for (s, body, item), one in zip(made, facts, strict=True)
    ]
    if any(s.number for s, *_ in found):
        found.sort(key=lambda f: f[0].number)
    else:
        found.sort(key=_place)
    return _List(found, core, score)


def _place(item: tuple[Start, list[Run], Told, Run]) -> tuple[int, float, float]:
    """Where an item begins: cards beside each other are of one height, parts of paragraphs begin inside a line."""
    first = item[3].words[0].box
    return item[3].page, round(first.cy, 2), first.x0


def _asks(own: Labels, first: Run) -> bool:
    """Whether a line begins with the caption of a field of the paper."""
    hit = own.find(first.text)
    return hit is not None and hit.colon and not hit.slips


def _core(facts: Sequence[Told], share: float = MOST) -> frozenset[str]:
    """What most items say, of those that say more than one thing."""
    often = Counter(name for one in facts if len(one.facts) > 1 for name in one.facts)
    size = sum(len(one.facts) > 1 for one in facts)
    return frozenset(name for name, n in often.items() if n >= max(2, share * size))


def _fits(one: Told, core: frozenset[str], share: float) -> bool:
    return len(core & one.facts.keys()) >= max(2, share * len(core))


def _stretch(good: Sequence[bool]) -> list[int]:
    """The longest stretch of items that say what most say, without the few between them that do not: headings."""
    best: list[int] = []
    since: list[int] = []
    for i, fits in enumerate(good):
        if fits:
            since = [*since, i] if since and i - since[-1] <= FEW + 1 else [i]
            best = max(best, since, key=len)
    return best


FEW = 2
"""Lines between two items that are none: the heading of a group, the title of a further page."""


def _as_tables(found: _List, form: Form, part: Part) -> dict[int, Listed]:
    names = dict.fromkeys(name for *_, one, _ in found.items for name in one.facts)
    captioned = {
        name: sum(one.facts[name].captioned for *_, one, _ in found.items if name in one.facts) for name in names
    }
    counts = {name: sum(name in one.facts for *_, one, _ in found.items) for name in names}
    numbered = "item" in form.part(part) and all(start.number for start, *_ in found.items)
    tables: dict[int, Listed] = {}
    for page in dict.fromkeys(runs[0].page for _, runs, *_ in found.items):
        rows: list[Row] = []
        boxes: list[Box] = []
        for start, runs, one, run in found.items:
            if runs[0].page != page:
                continue
            cells = {n: (own,) for n, fact in one.facts.items() if (own := run.part(fact.start, fact.end))}
            if numbered and (number := runs[0].part(0, start.mark)):
                cells["item"] = (number,)
            rows.append(Row(cells))
            told_of = [part for parts in cells.values() for part in parts]  # what stands further down is no part of it
            boxes += [r.box for r in (runs[0], *told_of) if r.page == page]
        box = Box(0.0, min(b.y0 for b in boxes) - 0.001, 1.0, max(b.y1 for b in boxes) + 0.001)
        columns = tuple(
            Column(n, box.x0, box.x1, "", False, box.y0, guessed=n != "item" and captioned[n] < MOST * counts[n])
            for n in (*names, *(("item",) if numbered else ()))
        )
        tables[page] = Listed(part, Table(columns, tuple(rows), (), box), box, told=True)
    return tables
