"""Entry summaries whose lines go on overleaf without the headers of their columns."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.cutting import first_row_overleaf
from extractors.layout import Sheet
from extractors.tables.overleaf import with_head
from schemas.record import Value


def with_head_of(before: Sheet, first: float, sheet: Sheet) -> Sheet | None:
    """A page with all that stands over the first line of the page before; None where no line goes on.

    Args:
        first: where the first line of the page before begins, as a share of its height.
    """
    top = first_row_overleaf(before, sheet)
    head = [run for run in before.runs if run.box.cy < first]
    return None if top is None or not head else with_head(sheet, before, head, top - first, top)


def places(line: Mapping[str, Value | None]) -> list[float]:
    """Where the values of a line begin, as shares of the page's height."""
    return [value.sightings[0].box.y0 for value in line.values() if value]
