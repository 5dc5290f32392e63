"""The lines under the column headers of a CBP Form 7501, which stack several values of a line in each column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.entry.columns import bare, begins, columns_of
from extractors.entry.lines import FIGURES, line_of, seen, tells_goods
from extractors.entry.proofs import Own
from extractors.entry.reckoning import reckoned
from extractors.entry.rows import invoice_headings
from extractors.layout import TIGHT_GAP, Run, Sheet, on_lines, run_of
from schemas.page import Box
from schemas.record import Line

_END = (
    "Other Fee Summary",
    "Total Entered Value",
    "Declaration of Importer",
    "CBP USE ONLY",
    "Total Other Fees",
    "CBP Form 7501",
    "Page ",
)
_SUM = re.compile(r"\W*(?:(?:GRAND|INVOICE|ENTRY|SUB|PAGE|LINE)[\s-]*)?TOT(?:ALS?)?\b", re.IGNORECASE)
"""How a row of sums between or below the lines begins."""


def ruled_lines(sheet: Sheet, before: Run | None = None) -> tuple[list[Line], Run | None]:
    """The lines under the form's headers, a row each; none where the headers are not found.

    Args:
        before: the invoice that heads the last lines of the page before, None where none does.

    Returns:
        The lines, and the invoice that heads the last of them.
    """
    columns = columns_of(sheet)
    if "line" not in columns or "numbers" not in columns:
        return [], before
    top = max(box.y1 for box in columns.values())
    ends = [r.box.y0 for r in sheet.runs if r.box.y0 > top and begins(bare(r.text), _END)]
    area = [run for run in sheet.runs if top - 0.002 < run.box.cy < min(ends, default=1.0)]
    area = _without_sums(area, columns)
    if goods_across := _goods_lie_across(columns):
        area = _joined(area, sheet, columns["line"].x1, columns["quantity"].x1)
    starts = [run for run in area if _in(run, columns["line"]) and re.fullmatch(r"\d{1,3}", run.text.strip())]
    tops = [start.box.y0 - 0.4 * start.box.height for start in starts]
    headings = invoice_headings(area)
    headings = headings if before or any(run.box.cy < tops[0] for run in headings if tops) else []
    area = [run for run in area if not any(_level(run, heading) for heading in headings)]
    lines: list[tuple[Line, Own]] = []
    for place, start in enumerate(starts):
        last = tops[place + 1] if place + 1 < len(starts) else 1.0
        inside = [run for run in area if tops[place] <= run.box.cy < last]
        goods = _goods(inside, start, columns) if goods_across else []
        own = {name: [r for r in inside if _in(r, box) and r not in goods] for name, box in columns.items()}
        if goods_across:
            own["description"] = goods
        told = {id(run) for runs in own.values() for run in runs}
        own["other"] = [run for run in inside if id(run) not in told]
        before = next((run for run in reversed(headings) if run.box.cy < start.box.cy), before)
        own["heading"] = [*([before] if before else []), *(run for run in area if run.box.cy < tops[0])]
        lines.append(({"line_no": seen(str(int(start.text)), [start]), **line_of(own)}, own))
    return [line for line, _ in reckoned(lines)], headings[-1] if headings else before


def _in(run: Run, column: Box) -> bool:
    return column.x0 <= run.box.cx < column.x1


def _level(run: Run, other: Run) -> bool:
    return abs(run.box.cy - other.box.cy) < 0.6 * run.box.height


def _without_sums(area: Sequence[Run], columns: Mapping[str, Box]) -> list[Run]:
    """The print without the rows that begin with the word for a sum."""
    sums = [run for run in area if run.box.x0 < columns["numbers"].x1 and _SUM.match(run.text)]
    return [run for run in area if not any(_level(run, total) for total in sums)]


def _goods_lie_across(columns: Mapping[str, Box]) -> bool:
    """Whether the goods' column lies over those of tariff numbers, weights and quantities, as the form has it.

    No ruling says then where the goods end.
    """
    over, goods = columns.get("quantity"), columns.get("description", columns["numbers"])
    return over is not None and goods.x1 >= columns["numbers"].x1 and goods.x0 < over.x1


def _joined(area: Sequence[Run], sheet: Sheet, left: float, right: float) -> list[Run]:
    """The print with words put together again that run on over the ruling between two columns."""
    aspect = sheet.page.width / sheet.page.height
    whole: list[Run] = []
    for line in on_lines(area, 0.5):
        before = len(whole)
        for run in line:
            last = whole[-1] if len(whole) > before else None
            near = last is not None and (run.box.x0 - last.box.x1) * aspect < TIGHT_GAP * run.box.height
            if last and near and last.box.x0 >= left - 0.002 and run.box.x1 <= right and WORDS.search(last.text):
                whole[-1] = run_of([*last.words, *run.words], run.page, last.cell)
            else:
                whole.append(run)
    return whole


WORDS = re.compile(r"[^\W\d_]{3}")


def _goods(inside: Sequence[Run], start: Run, columns: Mapping[str, Box]) -> list[Run]:
    """The goods of a line, beside its number or else below its tariff number, and the printed lines they go on in."""
    left, edge, right = columns["line"].x1, columns["numbers"].x1, columns["quantity"].x1
    words = [run for run in inside if left <= run.box.cx < right and tells_goods(run)]
    first = [run for run in words if _level(run, start)] or [run for run in words if run.box.x0 < edge][:1]
    found = list(first)
    for run in (r for r in inside if first and r.box.cy > first[0].box.cy and abs(r.box.x0 - first[0].box.x0) < 0.006):
        unit = FIGURES.fullmatch(run.text.upper()) and re.search(r"[^\W\d_]", run.text)  # `NOT EXCEEDING` over `150 W`
        if run.box.y0 - found[-1].box.y1 > run.box.height or not (tells_goods(run) or unit):
            break
        found.append(run)
    return found
