"""Sums of groups of rows that no word tells apart from the sum of all: `Order total`, printed below each of them."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from extractors.layout import Run, Sheet, on_lines
from extractors.tables.headers import Column
from extractors.tables.interrupted import Filled, filled_by
from extractors.tables.summing_words import SUBTOTAL, TOTAL
from schemas.page import Box

FEWEST_FIGURES = 2
"""Figures on a printed line that is a row of the table, beside the words that name its goods."""


def repeated_sums(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> frozenset[str]:
    """The wordings of sums between which rows are printed, and under the last of which there may be more; and of the
    only one where rows go on below it, as those of a group that ends overleaf do.

    Args:
        bottom: where the headers end.
        end: where the body ends.
    """
    sums: dict[str, list[float]] = defaultdict(list)
    figures: list[float] = []
    filled: dict[bool, set[tuple[Filled, Filled]]] = {True: set(), False: set()}
    for line in on_lines([run for run in sheet.runs if bottom <= run.box.cy < end], 0.4):
        if TOTAL.match(line[0].text):
            sums[_wording(line[0])].append(line[0].box.cy)
        elif sum(re.search(r"\d", run.text) is not None for run in line[1:]) >= FEWEST_FIGURES:
            figures.append(line[0].box.cy)
            if row := filled_by(line, columns):
                filled[bool(sums)].add(row)
    if len(sums) == 1 and filled[True] & filled[False]:
        return frozenset(sums)
    return frozenset(
        wording
        for wording, places in sums.items()
        if len(places) > 1 and all(any(a < at < b for at in figures) for a, b in itertools.pairwise(places))
    )


def is_of_group(run: Run, repeated: frozenset[str]) -> bool:
    """Whether a line sums up a group of rows, by its word or because it is one of the `repeated_sums`."""
    return SUBTOTAL.match(run.text) is not None or (
        bool(repeated) and TOTAL.match(run.text) is not None and _wording(run) in repeated
    )


def rows_below(lines: Mapping[str, Sequence[Run]], total: Box) -> bool:
    """Whether goods with figures in two columns beside them follow a sum: those of a group that goes on overleaf.

    Args:
        lines: of each column its printed lines.
    """
    figures = [(name, run.box.cy) for name, runs in lines.items() for run in runs if re.search(r"\d", run.text)]
    below = [run.box for run in lines.get("goods", ()) if run.box.y0 > total.y1]
    return any(
        len({name for name, cy in figures if name != "goods" and abs(cy - box.cy) < 0.5 * box.height}) >= FEWEST_FIGURES
        for box in below
    )


def _wording(run: Run) -> str:
    """The words before the first figure: `Order total 29` and `Order total` alike."""
    return re.sub(r"\d.*|[\W_]+", "", run.text).upper()
