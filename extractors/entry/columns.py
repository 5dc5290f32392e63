"""Where the columns of a CBP Form 7501 stand: in its ruling, or below its headers where software prints none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from extractors.layout import Run, Sheet
from schemas.page import Box

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "line": ("Line No", "Line Number", "Line"),
    "description": ("Description of Merchandise",),
    "numbers": ("A. HTSUS No", "HTSUS No", "A. T.S.U.S.A. No", "HTS No", "HTSUS Number"),
    "weights": ("A. Gross Weight", "Gross Weight", "A. Grossweight", "Grossweight", "A. Gross Wt", "Gross Wt"),
    "quantity": ("Net Quantity in HTSUS Units", "Net Quantity"),
    "value": ("A. Entered Value", "Entered Value"),
    "duty": ("Duty and I.R. Tax", "Duty and IR Tax", "Duty & I.R. Tax"),
}
OPEN_TOO: Mapping[str, tuple[str, ...]] = {"duty": ("Duty",)}
"""Words that head a column where nothing is ruled; in a cell they are the caption of a block."""
BLOCK_NUMBER = re.compile(r"^\s*(\d{1,2})\s*[.,)]?\s*(?=[A-Z(])")
LIKE = 88
"""Likeness of a label from which it counts."""
HEADER_LINES = 4.5
"""Line heights over which the headers of the form's columns reach."""


def columns_of(sheet: Sheet) -> dict[str, Box]:
    """Column -> its header's cell, or the place below its header; what else stands in a header is no column."""
    return _ruled(sheet) or _open(sheet)


def _ruled(sheet: Sheet) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for run in sheet.runs:
        if run.cell < 0:
            continue
        wrapped = " ".join(other.text for other in sheet.in_cell(run.cell) if other.box.cy >= run.box.cy)
        for name, labels in COLUMNS.items():
            if name not in found and begins(bare(wrapped), labels):
                found[name] = sheet.page.cells[run.cell]
    goods = found.get("description")
    if goods and "numbers" not in found and len(found) >= ENOUGH and _holds_numbers(sheet, goods):
        found["numbers"] = goods
    if "line" not in found and len(found) >= ENOUGH and (first := _left_of(sheet, found)):
        found["line"] = first
    line = found.get("line")  # the columns' headers are level with it: `37. Duty` is a block further down
    return {name: box for name, box in found.items() if line is None or min(box.y1, line.y1) > max(box.y0, line.y0)}


def _holds_numbers(sheet: Sheet, header: Box) -> bool:
    """Whether tariff numbers stand under the header of the goods: one cell heads both then, over each other.

    `28. Description of Merchandise 29. A. HTSUS No. B. AD/CVD No.`; how the second was read does not matter.
    """
    under = (run for run in sheet.runs if header.x0 <= run.box.cx < header.x1 and run.box.cy > header.y1)
    return any(TARIFF_NUMBER.match(run.text) for run in under)


TARIFF_NUMBER = re.compile(r"(?:[A-Z]{1,2}\s)?\d{4}\.\d{2}\.\d{2}\.?\d{2}(?!\d)")


def _left_of(sheet: Sheet, columns: Mapping[str, Box]) -> Box | None:
    """The cell at the left of all the form's columns, level with their headers: its own may be of unknown wording."""
    edge = min(box.x0 for box in columns.values())
    top, low = min(box.y0 for box in columns.values()), max(box.y1 for box in columns.values())
    beside = [cell for cell in sheet.page.cells if abs(cell.x1 - edge) < EDGE / 4 and top - 0.002 < cell.cy < low]
    return max(beside, key=lambda cell: cell.height, default=None)


def _open(sheet: Sheet) -> dict[str, Box]:
    """The columns under headers without ruling, if they are the form's: tariff numbers below the goods."""
    for line in (r for r in sheet.runs if r.cell < 0 and LINE_HEADER.fullmatch(bare(r.text))):
        near = sorted(
            (r for r in sheet.runs if abs(r.box.cy - line.box.cy) < HEADER_LINES * sheet.line_height),
            key=lambda r: -abs(r.box.cy - line.box.cy),
        )
        named = {name: run for name in COLUMNS for run in near if _is_header(run, name)} | {"line": line}
        under = named.get("numbers"), named.get("description")
        if under[0] is None or under[1] is None or len(named) < ENOUGH:
            continue
        goods = _middle_of_three(named)
        if goods is None and abs(under[0].box.x0 - under[1].box.x0) > EDGE:
            continue
        top, low = (f(run.box.cy for run in named.values()) for f in (min, max))
        heads = [r for r in near if top - 0.3 * sheet.line_height < r.box.cy < low + LAST_LINE * sheet.line_height]
        heads = [r for r in heads if not re.fullmatch(r"[\d,.]+|\d{3}", r.text) and _named_or_above(r, named, low)]
        edges = _edges([r for r in heads if r is not goods])
        bottom = max(r.box.y1 for r in heads)
        columns = {name: _below(run, edges, top, bottom) for name, run in named.items()}
        if goods:
            columns["description"] = columns["numbers"].union(columns["quantity"])
        return columns
    return {}


def _middle_of_three(named: Mapping[str, Run]) -> Run | None:
    """The header of the goods where it stands over the middle of the columns that these lie across; None elsewhere."""
    goods, first, last = (named.get(name) for name in ("description", "numbers", "quantity"))
    if not goods or not first or not last:
        return None
    over = goods.box.y1 < min(first.box.y0, last.box.y0) + 0.5 * goods.box.height
    return goods if over and first.box.x1 < goods.box.cx < last.box.x0 else None


LINE_HEADER = re.compile(r"LINE(?:\s*(?:NO|NUMBER|NBR|#)?\W*)", re.IGNORECASE)
ENOUGH = 5
"""Columns that must be named before a row of headers is the form's."""
EDGE = 0.02
"""Share of the page's width by which the edges of headers over each other may differ."""
LAST_LINE = 1.2
"""Line heights by which a header's last line may stand below the lowest first line of another."""


def _is_header(run: Run, name: str) -> bool:
    return run.cell < 0 and begins(LETTERED.sub("", bare(run.text)), (*COLUMNS[name], *OPEN_TOO.get(name, ())))


LETTERED = re.compile(r"^[A-D]\.\s*")


def _named_or_above(run: Run, named: Mapping[str, Run], low: float) -> bool:
    return any(run is head for head in named.values()) or run.box.cy <= low + 0.001


def _edges(heads: Sequence[Run]) -> list[float]:
    """Left edges of the columns: headers over each other are one column's."""
    edges: list[tuple[float, float]] = []
    for head in sorted(heads, key=lambda r: r.box.x0):
        if edges and head.box.x0 < edges[-1][1]:
            edges[-1] = edges[-1][0], max(edges[-1][1], head.box.x1)
        else:
            edges.append((head.box.x0, head.box.x1))
    return [left for left, _ in edges]


def _below(head: Run, edges: Sequence[float], top: float, bottom: float) -> Box:
    left = max(edge for edge in edges if edge <= head.box.x0 + 0.001)
    right = min((edge for edge in edges if edge > left), default=1.0)
    return Box(left - 0.004, top, right - 0.004, bottom)


def bare(text: str) -> str:
    """A caption without the number of its block."""
    numbered = BLOCK_NUMBER.match(text)
    return text[numbered.end() :] if numbered else text


def begins(text: str, labels: Sequence[str]) -> bool:
    """Whether a text begins with one of the labels, slips of reading forgiven."""
    return any(fuzz.ratio(label.upper(), text[: len(label)].upper()) >= LIKE for label in labels)
