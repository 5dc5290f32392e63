"""Lines of an entry that stand beside each other: a column each, what the rows hold being named at the left."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.captions.labels import Labels
from extractors.entry.rows import LONG_GAP, NUMBER, SUMS, Printed
from extractors.layout import Run, Sheet, on_lines


def transposed(sheet: Sheet, labels: Labels) -> list[Printed]:
    """Lines beside each other, each a column, what the rows hold being named at the left; empty for other pages."""
    for first in sheet.runs:
        hit = labels.find(first.text)
        beside = [
            r for r in sheet.runs if r.box.x0 > first.box.x1 and abs(r.box.cy - first.box.cy) < 0.5 * r.box.height
        ]
        numbers = [NUMBER.fullmatch(r.text.strip()) for r in beside]
        counted = [int(m[1]) for m in numbers if m]
        if hit and hit.name == "item" and len(beside) > 1 and counted == list(range(1, len(beside) + 1)):
            return _columns_below(sheet, labels, first, beside)
    return []


def _columns_below(sheet: Sheet, labels: Labels, first: Run, beside: Sequence[Run]) -> list[Printed]:
    found: list[Printed] = [{"item": [run]} for run in beside]
    name, bottom = "", first.box.y1
    for line in on_lines([run for run in sheet.runs if run.box.cy > first.box.y1], 0.6):
        if min(run.box.y0 for run in line) - bottom > LONG_GAP * sheet.line_height:
            break
        caption, *values = sorted(line, key=lambda run: run.box.x0)
        if SUMS.match(caption.text):
            break
        if caption.box.x0 <= first.box.x1 and caption.box.x1 <= beside[0].box.x1:
            hit = labels.find(caption.text)
            name = hit.name if hit else ""
        else:
            values = line  # which go on with those above
        for place, run in _in_columns(values, beside, sheet) if name else ():
            found[place].setdefault(name, []).append(run)
        bottom = max(bottom, *(run.box.y1 for run in line))
    return found


def _in_columns(values: Sequence[Run], beside: Sequence[Run], sheet: Sheet) -> list[tuple[int, Run]]:
    """Values of one printed line with the place of the column that each stands in, by ruling or else by its number."""
    if all(run.cell >= 0 for run in beside):
        cells = [sheet.page.cells[run.cell] for run in beside]
        return [(i, run) for run in values for i, cell in enumerate(cells) if cell.x0 <= run.box.cx < cell.x1]
    if len(values) == len(beside):
        return list(enumerate(values))

    def off(run: Run, number: Run) -> float:
        return min(abs(a - b) for a, b in zip(_edges(run), _edges(number), strict=True))

    return [(min(range(len(beside)), key=lambda i: off(run, beside[i])), run) for run in values]


def _edges(run: Run) -> tuple[float, float, float]:
    return run.box.x0, run.box.cx, run.box.x1
