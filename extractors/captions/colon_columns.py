"""Captions whose colons stand in a column of their own, as printers of text align them: `Job Quantity   : 12`."""

from __future__ import annotations

from dataclasses import replace

from extractors.layout import Run, Sheet, on_lines, run_of

COLONS = (":", "：")
FEWEST = 3
"""Values behind such colons from which a page prints its captions so."""
FARTHEST = 0.3
"""Share of the page's width that the colon stands from its caption at most."""


def with_colons_joined(sheet: Sheet) -> Sheet:
    """The sheet with each `: value` put to the caption left of it, which would take the next line's words otherwise."""
    if sum(run.text.startswith(COLONS) for run in sheet.runs) < FEWEST:
        return sheet
    runs: list[Run] = []
    for line in on_lines(sheet.runs, 0.5):
        for run in line:
            last = runs[-1] if runs and line[0] is not run else None
            if last and run.text.startswith(COLONS) and _asks(last, run):
                runs[-1] = run_of((*last.words, *run.words), run.page, last.cell)
            else:
                runs.append(run)
    return replace(sheet, runs=tuple(runs))


def _asks(caption: Run, answer: Run) -> bool:
    near = 0 <= answer.box.x0 - caption.box.x1 < FARTHEST and caption.cell == answer.cell
    return near and not any(colon in caption.text for colon in COLONS)
