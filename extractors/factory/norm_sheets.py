"""Norm sheets: products and what goes into each of them in one ruled table, a product's cells along its materials.

Customs of China (`单耗表`) and Vietnam (`Định mức`) prescribe them; elsewhere cells below a product's are left empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.captions.labels import Labels
from extractors.forms import Part
from extractors.layout import Run, Sheet
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import UNKNOWN, Column
from extractors.tables.summing_words import TOTAL
from schemas.page import Box

LEVEL = 0.006
"""Share of the page by which edges of one ruling may differ."""
NUMBERED = re.compile(r"[(（]?\d{1,2}[)）]?")
"""What a row under the headers holds that only counts the columns."""
LETTERS = re.compile(r"[^\W\d_]")
Inside = Mapping[Box, Sequence[Run]]


def norm_sheet(sheet: Sheet, products: Labels, materials: Labels) -> Mapping[Part, Table] | None:
    """The products and the materials of such a table; None where a page has none.

    Args:
        products: wordings of columns that tell of products.
        materials: those of columns that tell of materials.
    """
    inside = {cell: sheet.in_cell(i) for i, cell in enumerate(sheet.page.cells)}
    texts = {cell: _text(runs) for cell, runs in inside.items()}
    for made, used in _headers(texts, products, materials):
        bodies = [cell for cell in texts if _under(cell, used) and texts[cell]]
        bodies = _from_top(sorted(bodies, key=lambda cell: cell.y0), used)
        bodies = [c for c in bodies if not NUMBERED.fullmatch(texts[c]) and not TOTAL.match(texts[c])]
        whose = [_beside(texts, made, body) for body in bodies]
        names = [texts[cell] if cell else "" for cell in whose]
        begins = [i for i, cell in enumerate(whose) if names[i] and (not i or cell != whose[i - 1])]
        if len(bodies) < 2 or not begins or begins[0] or len(begins) == len(bodies):
            continue
        if not all(LETTERS.search(names[i]) for i in begins):
            continue  # numbers of the materials, and no products
        heads = [c for c in texts if texts[c] and abs(c.y1 - used.y1) < LEVEL]
        heads.sort(key=lambda cell: cell.x0)
        going_on = [body for i, body in enumerate(bodies) if i not in begins]
        left = [h for h in heads if h.x0 < used.x0 and not any(_own(texts, h, body) for body in going_on)]
        right = [h for h in heads if h not in left and h.x0 > made.x0]
        if made not in left or any(h.x0 < left[-1].x0 for h in right):
            continue
        return {
            "lines": _table(texts, inside, left, [bodies[i] for i in begins], products),
            "materials": _table(texts, inside, right, bodies, materials),
        }
    return None


def _headers(texts: Mapping[Box, str], products: Labels, materials: Labels) -> list[tuple[Box, Box]]:
    """Cells that ask for the products with such right of them, on the same foot, that ask for the materials."""
    made = [cell for cell, text in texts.items() if asks_goods(text, products)]
    used = [cell for cell, text in texts.items() if asks_goods(text, materials)]
    return [(a, b) for a in made for b in used if abs(a.y1 - b.y1) < LEVEL and a.x1 <= b.x0 + LEVEL]


def asks_goods(text: str, labels: Labels) -> bool:
    """Whether most of a header asks for goods."""
    hit = labels.find(text)
    return hit is not None and "goods" in hit.names and not hit.colon and 2 * hit.end > len(text)


def _under(cell: Box, header: Box) -> bool:
    return cell.y0 > header.y1 - LEVEL and abs(cell.x0 - header.x0) < LEVEL and abs(cell.x1 - header.x1) < LEVEL


def _from_top(cells: Sequence[Box], header: Box) -> list[Box]:
    """The cells right below a header, down to a gap."""
    found: list[Box] = []
    for cell in cells:
        if abs(cell.y0 - (found[-1] if found else header).y1) < LEVEL:
            found.append(cell)
    return found


def _beside(texts: Mapping[Box, str], header: Box, body: Box) -> Box | None:
    """The cell under a header that stands beside a row, along which it may run."""
    middle = (body.y0 + body.y1) / 2
    return next((cell for cell in texts if _under(cell, header) and cell.y0 < middle < cell.y1), None)


def _own(texts: Mapping[Box, str], header: Box, body: Box) -> bool:
    """Whether a row has print of its own under a header."""
    cell = _beside(texts, header, body)
    return cell is not None and bool(texts[cell]) and abs(cell.y0 - body.y0) < LEVEL


def _table(
    texts: Mapping[Box, str], inside: Inside, heads: Sequence[Box], bodies: Sequence[Box], labels: Labels
) -> Table:
    names = dict(zip(heads, column_names([texts[head] for head in heads], labels), strict=True))
    columns = [Column(name, head.x0, head.x1, texts[head], True, head.y0) for head, name in names.items()]
    rows: list[Row] = []
    for body in bodies:
        cells = {name: _beside(texts, head, body) for head, name in names.items()}
        rows.append(Row({name: tuple(inside[cell]) for name, cell in cells.items() if cell and texts[cell]}))
    top = min(head.y0 for head in heads)
    return Table(tuple(columns), tuple(rows), (), Box(heads[0].x0, top, heads[-1].x1, bodies[-1].y1))


def column_names(headers: Sequence[str], labels: Labels) -> list[str]:
    """The names of columns by their headers, each of them once."""
    names: list[str] = []
    for header in headers:
        hit = labels.find(header)
        free = [name for name in (hit.names if hit else ()) if name not in names]
        names.append(free[0] if free else f"{UNKNOWN}{len(names)}")
    return names


def _text(runs: Sequence[Run]) -> str:
    return " ".join(run.text for run in runs)
