"""Captions whose colons stand in a column of their own, as printers of text align them: `Job Quantity   : 12`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.labels import Labels
from extractors.layout import Run, Sheet, on_lines, run_of

COLONS = (":", "：")
FEWEST = 3
"""Values behind such colons from which a page prints its captions so."""
FARTHEST = 0.3
"""Share of the page's width that the colon stands from its caption at most."""


def with_colons_joined(sheet: Sheet, labels: Labels) -> Sheet:
    """The sheet with each `: value` put to the caption left of it, which would take the next line's words otherwise.

    Args:
        labels: the wordings of the form's captions, by which a caption of two lines is known.
    """
    if sum(run.text.startswith(COLONS) for run in sheet.runs) < FEWEST:
        return sheet
    rows = on_lines(sheet.runs, 0.5)
    runs: list[Run] = []
    wrapped: set[int] = set()
    for n, line in enumerate(rows):
        for run in line:
            last = runs[-1] if runs and line[0] is not run else None
            if id(run) in wrapped:
                continue
            if last and run.text.startswith(COLONS) and _asks(last, run):
                further = _second_line(last, rows[n + 1 : n + 1 + LINES_LOOKED_AT], labels)
                wrapped.update(id(below) for below in further)
                caption = (*last.words, *(word for below in further for word in below.words))
                joined = run_of((*caption, *run.words), run.page, last.cell)
                # what stands below the first line of the value goes on with it
                runs[-1] = replace(joined, box=last.box.union(run.box))
            else:
                runs.append(run)
    return replace(sheet, runs=tuple(runs))


def _asks(caption: Run, answer: Run) -> bool:
    near = 0 <= answer.box.x0 - caption.box.x1 < FARTHEST and caption.cell == answer.cell
    return near and not any(colon in caption.text for colon in COLONS)


LINES_LOOKED_AT = 2
"""Lines of print below a caption among which its second stands: that of a value beside it may stand between."""
ALIGNED, CLOSE = 0.004, 0.8
"""Share of the page's width by which the lines of a caption begin apart, and of their height between them, at most."""


def _second_line(caption: Run, rows: Sequence[Sequence[Run]], labels: Labels) -> list[Run]:
    """What completes a caption for which its column is too narrow: `departure` below `Airport of     : SHANGHAI`."""
    for row in rows:
        for place, below in enumerate(row):
            after = row[place + 1].text if place + 1 < len(row) else ""
            close = -0.2 < (below.box.y0 - caption.box.y1) / caption.box.height < CLOSE
            if not close or abs(below.box.x0 - caption.box.x0) > ALIGNED or below.cell != caption.cell:
                continue
            if after.startswith(COLONS) or any(colon in below.text for colon in COLONS):
                return []
            alone, whole = labels.find(caption.text), f"{caption.text} {below.text}"
            longer = labels.find(whole)
            if longer and longer.is_all_of(whole) and (alone is None or longer.letters > alone.letters):
                return [below]
    return []
