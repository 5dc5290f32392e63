"""Which tables a page holds, and what each lists: what was made, what went into it, or the steps of making it.

A production order prints its products, the materials issued for them and its routing below each other, under headers
that share most of their words. What a table lists is told by the wordings that only one of them has, by the title
above it, and by what the page says before it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from extractors.captions.composed import composed
from extractors.captions.labels import Labels
from extractors.factory.levels import by_level, under_one_product
from extractors.factory.norm_sheets import norm_sheet
from extractors.factory.one_material import cards_begin
from extractors.factory.open_norms import open_norm_sheet
from extractors.factory.stated_products import names_goods, states_product
from extractors.factory.turned_tables import turned_table
from extractors.forms import Form, Part, forms
from extractors.layout import Run, Sheet
from extractors.shipping.boxed_goods import is_value_below
from extractors.tables.foreign_lines import end_of_rows
from extractors.tables.goods_over import with_goods_over
from extractors.tables.goods_tables import Stops, Table, table_under
from extractors.tables.group_headings import STEPS
from extractors.tables.headers import UNKNOWN, Column, Header, find_headers
from extractors.tables.second_rows import with_second_rows
from extractors.tables.side_by_side import beside_each_other
from extractors.tables.stated_beside import states_beside
from extractors.tables.two_line_rows import table_of_two_lines
from extractors.tables.unheaded import unheaded_tables
from schemas.page import Box

MATERIAL = re.compile(
    r"子\s?[件项]|物料|材料|原料|主料|辅料|料件|投料|[领領]料|用料|[发發]料|配料|COMPONENT|MATERIAL|\bMATL?\b|\bBOM\b|\bPARTS?\b|INGREDIENT|\bINPUTS?\b|"
    r"NGUYÊN|VẬT TƯ|STÜCKLISTE|KOMPONENTE|MATIÈRE|COMPOSANT|COMPONENTE|MATERIA",
    re.IGNORECASE,
)
"""Words of titles and headers over materials."""
PRODUCT = re.compile(
    r"[产產]成?品|成品|[产產]出|\bPRODUCTS?\b|FINISHED|SẢN PHẨM|ERZEUGNIS|PRODUIT|PRODUCTO|\bOUTPUT\b", re.IGNORECASE
)
OPERATION = re.compile(
    r"OPERATION|ROUTING|\bPROCESS|\bSTEPS\b|VORG[AÄ]NG|ARBEITSG|ARBEITSPLAN|OPERACI|PROCESO|\bRUTA\b|OP[EÉ]RATION|\bGAMME\b|\bFASI\b|"
    r"LAVORAZ|ROTEIRO|OPERA[CÇ]|OPERASYON|\bROTA\b|CÔNG ĐOẠN|MARSZRUTA|OPERACJ|[工制製][序程]|工艺|工藝|공정",
    re.IGNORECASE,
)
"""Words of titles over the steps of making."""
HELD = {"planned_quantity", "quantity", "quantity_per_unit", "supplier", "origin_country", "heat_number", "packages"}
"""Columns of goods, of which a table under such a title has none."""
WEIGHTS: Mapping[str, float] = {
    "start_date": -2, "finish_date": -2, "planned_quantity": -1, "packages": -1,
    "supplier": 2, "origin_country": 2, "heat_number": 1, "scrap": 1, "quantity_per_unit": 2, "hs_code": 1,
}  # fmt: skip
"""How much a column says that its table lists materials; below nought that it lists what was made."""
TWO_LINES = ("factory", "shipping")
"""Groups of papers whose tables are also printed with headers and rows of two lines."""
FEWEST_OPERATIONS = 2
"""Headers of a routing table that must be known; so many say who takes the steps where none names them."""
FEWEST_PAIRS = 3
"""Cells of a row from which captions and values are seen to take turns."""
FEWEST_ASKING = 2
"""Captions that each of two rows must have."""
LEVEL = 0.15
"""Line heights by which print of one row may differ."""
APART = 0.12
"""Share of the page's width from which a caption left of headers belongs to a block beside the table."""
SAME_TABLE = 0.6
"""Share of the columns that a table over and over printed has in common with the first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A table of a page and what it lists.

    Attributes:
        box: the table with the title above it.
        told: whether what its columns hold needs no more telling.
    """

    part: Part
    table: Table
    box: Box
    told: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.table.columns)


@dataclass(frozen=True, slots=True)
class _Band:
    part: Part
    header: Header
    top: float
    twin: _Band | None = None
    """The same headers read as those of materials, where they may hold both."""

    @property
    def names(self) -> set[str]:
        return {c.name for c in self.header[0] if not c.name.startswith(UNKNOWN)}

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.header[0])


def listed_tables(
    sheet: Sheet, form: Form, stops: Stops, told: Mapping[tuple[str, ...], Part] | None = None
) -> list[Listed]:
    """The tables of a page from top to bottom, one beside another last; none of headers over nothing.

    Args:
        told: what tables list that stand on pages before, by their headers: under the same ones they go on.
    """
    if form.group == "factory":
        goods = [column_labels(form.kind, part) for part in (form.goods_in, *form.beside) if part != "operations"]
        steps = column_labels(form.kind, "operations") if "operations" in form.beside else None
        if halves := beside_each_other(sheet, goods, steps):
            return [listed for half in halves for listed in _listed(half, form, stops, told or {})]
    return _listed(sheet, form, stops, told or {})


def _listed(sheet: Sheet, form: Form, stops: Stops, told: Mapping[tuple[str, ...], Part]) -> list[Listed]:
    if norms := _norms(form, partial(norm_sheet, sheet)):
        return norms
    bands = _with_unheaded(sheet, form, stops, _bands(sheet, form, told))
    found: list[Listed] = []
    turned = turned_table(sheet, column_labels(form.kind, "lines")) if form.group == "factory" else None
    if turned:
        found.append(Listed("lines", turned, turned.box))
        bands = [band for band in bands if not turned.box.y0 - 0.01 < band.top < turned.box.y1]
    of_products = "materials" in form.beside and all(band.part != "materials" for band in bands)
    cards = cards_begin(sheet, form.kind) if of_products and bands else 1.0
    end = -1.0  # the headers of a table that goes on overleaf are laid above the top of the page
    for at, band in enumerate(bands):
        if band.top < end:
            continue  # the second line of headers above
        following = next(iter(bands[at + 1 :]), None)
        limit = min(_begin(sheet, following) if following else 1.0, cards if band.top < cards else 1.0)
        if form.group in TWO_LINES and (two := _of_two_lines(sheet, form, bands[at:], stops)):
            found.append(Listed(band.part, two, two.box))
            end = two.box.y1
            continue
        limit = end_of_rows(sheet, band.header, limit) if form.group == "factory" else limit
        if norms := _norms(form, partial(open_norm_sheet, sheet, band.header, limit)):
            found += norms
            end = norms[0].box.y1
            continue
        table = table_under(sheet, band.header, stops, limit)
        if form.group == "factory" and band.part != "operations":
            table = with_second_rows(sheet, table, column_labels(form.kind, band.part))
        if band.twin and (
            parted := by_level(table_under(sheet, _joined(band, band.twin), stops, limit), _otherwise(band, band.twin))
        ):
            found += [Listed(part, half, table.box) for part, half in parted.items() if half.rows]
        elif (
            form.goods_in == "materials"
            and not form.moves
            and (
                parted := under_one_product(
                    table, stated=states_product(sheet, column_labels(form.kind, "lines"), band.top)
                )
            )
        ):
            found += [Listed(part, half, table.box) for part, half in parted.items()]
        elif table.rows or table.totals:
            box = table.box if not form.beside else replace(table.box, y0=_begin(sheet, band))
            found.append(Listed(band.part, table, box))
    return found


def _norms(form: Form, find: Callable[[Labels, Labels], Mapping[Part, Table] | None]) -> list[Listed]:
    """The products and materials of a table that lists both beside each other; none where it does not."""
    if "materials" not in (form.goods_in, *form.beside) or form.moves:
        return []
    norms = find(column_labels(form.kind, "lines"), column_labels(form.kind, "materials")) or {}
    return [Listed(part, table, table.box) for part, table in norms.items()]


def _of_two_lines(sheet: Sheet, form: Form, bands: Sequence[_Band], stops: Stops) -> Table | None:
    """The table of the first of some headers where its rows, like its headers, take two lines."""
    near = bands[0].header[1] + sheet.line_height
    limit = next((_begin(sheet, band) for band in bands[1:] if band.top > near), 1.0)
    band = bands[0]
    labels = column_labels(form.kind, band.part)
    return table_of_two_lines(sheet, band.header, labels, stops, limit) if band.part != "operations" else None


def _bands(sheet: Sheet, form: Form, told: Mapping[tuple[str, ...], Part]) -> list[_Band]:
    """The rows of headers of a page, from top to bottom."""
    own = [_band(form.goods_in, header) for header in _headers(sheet, form, form.goods_in)]
    if form.beside in ((), ("operations",)):
        own = [band for band in own if not states_beside(sheet, band.header[0])]
        # the rarer headers of another table are no reason to take a page apart, those of the same one are
        again = own[:1] + [b for b in own[1:] if _share(own[0].names, b.names) >= SAME_TABLE]
        own = again if form.group != "certificate" else own[:1]
    if not form.beside:
        return sorted(own, key=lambda b: b.top)
    others = [_band(part, header) for part in form.beside for header in _headers(sheet, form, part)]
    fields = [band for band in (*own, *others) if _is_captions(sheet, band) or _alternates(sheet, form, band)]
    own, others = ([band for band in part if band not in fields] for part in (own, others))
    chosen: list[_Band] = []
    for top in sorted({band.top for band in (*own, *others)}):
        at = [band for band in (*own, *others) if abs(band.top - top) < sheet.line_height]
        if any(_overlaps(band, other) for band in at for other in chosen):
            continue
        again = next((band for band in at if told.get(band.headers) == band.part), None)
        chosen.append(again or _told(sheet, form, at, chosen))
    return chosen


def _with_unheaded(sheet: Sheet, form: Form, stops: Stops, bands: Sequence[_Band]) -> Sequence[_Band]:
    """The rows of headers with those that only the rows below them tell, in place of others of their kind of table."""
    known: list[tuple[Part, Header]] = [(band.part, band.header) for band in bands]
    told = unheaded_tables(sheet, form, partial(column_labels, form.kind), stops, known)
    parts = {part for part, _ in told}
    return sorted([*(b for b in bands if b.part not in parts), *(_band(*one) for one in told)], key=lambda b: b.top)


def _headers(sheet: Sheet, form: Form, part: Part) -> list[Header]:
    """The rows of headers of one table, without captions of a block beside them that happen to stand level."""
    found = find_headers(sheet, column_labels(form.kind, part))
    if form.group == "shipping":
        return [with_goods_over(sheet, header, column_labels(form.kind, part)) for header in found]
    if form.group != "factory":
        return found
    return [(columns[_of_block(sheet, form, columns) :], bottom) for columns, bottom in found]


def _of_block(sheet: Sheet, form: Form, columns: Sequence[Column]) -> int:
    """1 where the first header is a caption of a block beside the table: far away, and nothing in rows under it."""
    if len(columns) <= FEWEST_PAIRS or columns[0].ruled or not columns[0].name.startswith(UNKNOWN):
        return 0
    first, second = columns[:2]
    if second.x0 - first.x1 < APART or not asks(form, first.header):
        return 0
    near = [r for r in sheet.runs if 1 < (r.box.cy - first.top) / sheet.line_height < 9]
    under = [r for r in near if r.box.x0 < first.x1 and r.box.x1 > first.x0]
    rows = [r.box.cy for r in near if r.box.x0 > second.x0 - 0.02]
    level = [r for r in under if any(abs(r.box.cy - cy) < LEVEL * sheet.line_height for cy in rows)]
    return int(2 * len(level) < len(under) or not under)


def asks(form: Form, text: str) -> bool:
    """Whether print is wholly a caption of a field or column of papers of a kind."""
    hit = _all_labels(form.kind).find(text)
    return hit is not None and hit.is_all_of(text)


def _is_captions(sheet: Sheet, band: _Band) -> bool:
    """Whether the headers are captions: most with a colon, or of boxes with one value below them in the same box."""
    stating = [column for column in band.header[0] if column.header.rstrip().endswith((":", "："))]
    if 2 * len(stating) > len(band.header[0]):
        return True
    columns = [column for column in band.header[0] if column.ruled]
    if len(columns) < len(band.header[0]):
        return False
    boxes = [c for c in sheet.page.cells for column in columns if c.x0 == column.x0 and c.y0 == column.top]
    inside = [sheet.in_cell(sheet.page.cells.index(box)) for box in boxes]
    filled = [r for r in inside if len(r) > 1 and (re.search(r"\d{2}", r[-1].text) or is_value_below(r[0], r[-1]))]
    return len(filled) * 2 >= len(columns) and all(box.height < 4.5 * sheet.line_height for box in boxes)


def _alternates(sheet: Sheet, form: Form, band: _Band) -> bool:
    """Whether captions and their values stand by turns in the row of cells, and in the next row again."""
    columns = band.header[0]
    if len(columns) < FEWEST_PAIRS or not all(column.ruled for column in columns):
        return False
    top = min(column.top for column in columns)
    below = [cell.y0 for cell in sheet.page.cells if cell.y0 > top + 0.5 * sheet.line_height]
    return _by_turns(sheet, form, top) and bool(below) and _by_turns(sheet, form, min(below))


def _by_turns(sheet: Sheet, form: Form, top: float) -> bool:
    """Whether of the cells that begin at a height some ask for something, and never two beside each other."""
    row = [i for i, cell in enumerate(sheet.page.cells) if abs(cell.y0 - top) < 0.3 * sheet.line_height]
    row.sort(key=lambda i: sheet.page.cells[i].x0)
    asking = [asks(form, " ".join(run.text for run in sheet.in_cell(i))) for i in row]
    return sum(asking) >= FEWEST_ASKING and not any(a and b for a, b in itertools.pairwise(asking))


def _joined(band: _Band, twin: _Band) -> Header:
    """The headers of products, those that are none of theirs read as those of materials."""
    by_place = {column.x0: column for column in twin.header[0]}
    taken = band.names
    columns = [
        other
        if column.name.startswith(UNKNOWN) and (other := by_place.get(column.x0)) and other.name not in taken
        else column
        for column in band.header[0]
    ]
    return columns, band.header[1]


def _otherwise(band: _Band, twin: _Band) -> dict[str, str]:
    """What the columns of products are called whose headers ask materials for something else."""
    by_place = {column.x0: column.name for column in twin.header[0] if not column.name.startswith(UNKNOWN)}
    pairs = [(column.name, by_place.get(column.x0, column.name)) for column in band.header[0]]
    return {name: other for name, other in pairs if other != name and other not in band.names}


def _band(part: Part, header: Header) -> _Band:
    return _Band(part, header, min(c.top for c in header[0]))


def _share(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a) if a else 0.0


def _overlaps(band: _Band, other: _Band) -> bool:
    return band.top < other.header[1] - 0.001 and other.top < band.header[1] - 0.001


def _told(sheet: Sheet, form: Form, at: Sequence[_Band], above: Sequence[_Band]) -> _Band:
    """Of the readings of one row of headers the one that says what its table lists.

    Args:
        above: the tables of the page that are told already.
    """
    later = bool(above)
    by_part = {band.part: band for band in at}
    if any(STEPS.fullmatch(run.text) for run in _title(sheet, at[0].top)):
        return by_part.get("operations") or replace(at[0], part="operations")
    operations = by_part.get("operations")
    goods = [band for band in at if band.part != "operations"]
    if operations and _tells_steps(operations.names) and not any(
        {"supplier", "origin_country", "heat_number"} & band.names for band in goods
    ):  # fmt: skip
        return operations
    lines, materials = by_part.get("lines"), by_part.get("materials")
    steps = next(iter(goods), None) if "operations" in form.beside and not later else None
    if steps and not HELD & steps.names and OPERATION.search(" ".join(run.text for run in _title(sheet, steps.top))):
        return replace(steps, part="operations")
    named = " ".join(run.text for run in _title(sheet, at[0].top))
    if lines and materials is None and MATERIAL.search(named) and not PRODUCT.search(named):
        return replace(lines, part="materials")
    if lines is None or materials is None:
        return lines or materials or at[0]
    headers = " ".join(c.header for c in materials.header[0] if c.name in ("goods", "code", "part_number"))
    title = " ".join(run.text for run in _title(sheet, materials.top))
    told = lines.names | materials.names
    if "quantity" in materials.names - lines.names:  # `Qty` may be how many are to be made, and says nothing here
        told -= {"planned_quantity"} - materials.names
    says = len(materials.names) - len(lines.names) + sum(WEIGHTS.get(n, 0) for n in told)
    says += 2 * bool(MATERIAL.search(headers)) + 4 * bool(MATERIAL.search(title))
    says -= 3 * bool(PRODUCT.search(headers)) + 4 * bool(PRODUCT.search(title))
    says += 1 if later or names_goods(sheet, column_labels(form.kind, "lines"), materials.top) else -1
    says += 2 * any(band.part == "lines" and _lists_others(band, materials) for band in above)
    says += 2 * (not later and states_product(sheet, column_labels(form.kind, "lines"), materials.top))
    return materials if says > 0 else replace(lines, twin=materials)


def _lists_others(products: _Band, band: _Band) -> bool:
    """Whether a table below one of products has headers of its own, and does not go on with that one."""
    headers = {column.header for column in products.header[0]}
    return "goods" in products.names and _share({column.header for column in band.header[0]}, headers) < SAME_TABLE


def _tells_steps(names: set[str]) -> bool:
    """Whether headers are those of a routing, for dates and counts stand in tables of products too."""
    return len(names) >= FEWEST_OPERATIONS and (
        "process" in names or len(names & {"step", "place", "worker", "hours"}) >= FEWEST_OPERATIONS
    )


def _begin(sheet: Sheet, band: _Band) -> float:
    """Where a table begins: with the title above its headers."""
    return min([run.box.y0 for run in _title(sheet, band.top)], default=band.top) - 0.001


def _title(sheet: Sheet, top: float) -> list[Run]:
    """The line right above a row of headers where it stands alone and states nothing."""
    above = [run for run in sheet.runs if run.box.y1 < top + 0.2 * sheet.line_height]
    nearest = max(above, key=lambda run: run.box.cy, default=None)
    if nearest is None or top - nearest.box.y1 > 3 * sheet.line_height:
        return []
    line = [run for run in above if abs(run.box.cy - nearest.box.cy) < 0.5 * nearest.box.height]
    text = " ".join(run.text for run in line)
    return line if len(line) <= 2 and not re.search(r"\d{3}|\d[./-]\d|[:：]\s*\S", text) else []


@cache
def _all_labels(kind: str) -> Labels:
    """The wordings of all fields and columns of a kind."""
    form = forms()[kind]
    parts = [form.fields, *(form.part(part) for part in ("lines", form.goods_in, *form.beside))]
    return Labels([(name, label) for part in parts for name, spec in part.items() for label in spec.labels])


@cache
def column_labels(kind: str, part: Part) -> Labels:
    """The wordings of the columns of one table of a kind."""
    form = forms()[kind]
    return Labels(form.labels_of(part), composed(part) if form.group == "factory" and part != "operations" else None)
