"""The small table of tariff numbers that a block of captions may hold: a row for each number of the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.captions.labels import Labels
from extractors.entry.lines import TARIFF_NUMBER
from extractors.entry.rows import header_of, placed, together
from extractors.layout import Run, Sheet, on_lines


def tariff_rows(sheet: Sheet, top: float, low: float, labels: Labels) -> Mapping[str, Sequence[Run]]:
    """Column -> its print between two heights of a page, all rows as one line; empty where no such table stands.

    Args:
        top: where the block begins, `low` where the next one does, as shares of the page's height.
    """
    inside = replace(sheet, runs=tuple(run for run in sheet.runs if top <= run.box.cy < low))
    tops = [line[0].box.y0 for line in on_lines(inside.runs, 0.6)]  # headers of the line's own stand over its numbers
    tables = (replace(inside, runs=tuple(run for run in inside.runs if run.box.cy > top)) for top in tops)
    header = next((one for table in tables if (one := header_of(table, labels))), None)
    if header is None:
        return {}
    below = [run for run in inside.runs if run.box.cy > header.bottom]
    rows = [line for line in on_lines(below, 0.6) if any(TARIFF_NUMBER.search(run.text) for run in line)]
    found: Mapping[str, Sequence[Run]] = {}
    for line in rows:
        row = placed(line, header, sheet)
        if "hs_code" in row:
            found = together(found, row) if found else row
        elif "added" in row:  # numbers of Chapter 99 alone, whose duties come to that of the goods' own number
            new = {"added": row["added"], "added_duty": row.get("duty", [])}
            found = {name: [*found.get(name, ()), *runs] for name, runs in new.items()}
    if not all(TARIFF_NUMBER.search(run.text) for run in found.get("hs_code", ())):
        return {}  # captions with their values beside them
    return {name: runs for name, runs in found.items() if name in OF_A_TARIFF}


OF_A_TARIFF = frozenset("hs_code added spi quantity unit quantity_2 unit_2 value rate duty added_duty".split())
"""Columns that a tariff number has for itself; the others are the line's."""
