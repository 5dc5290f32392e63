"""Quantities of an entry's line in the units of the tariff (DOMAIN.md 3.1): one, or two in different units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Run, run_of
from schemas.reference.units import unit_named

Measure = tuple[str, Run, str, Run]
"""A figure without commas and its unit as printed, each with its print."""
NUMBERED = r"(?:Q(?:TY|UANTITY)?\.?\s?[12]\s*[:.=]\s*|\(?[12]\)\s*)?"
FIGURE = r"(?P<figure>\d[\d,]*(?:\.\d+)?)"
UNIT = r"(?P<unit>[A-Z]{1,3}\d?)"
BETWEEN = r"\s*(?:[/;+&,|·]|AND)?\s*"
BEHIND = re.compile(rf"{NUMBERED}\(?{FIGURE}\s*{UNIT}(?![A-Z\d])\)?{BETWEEN}", re.IGNORECASE)
"""`500 DOZ`"""
BEFORE = re.compile(rf"{NUMBERED}\(?{UNIT}\s*[:=]?\s+{FIGURE}(?![\d,.])\)?{BETWEEN}", re.IGNORECASE)
"""`DOZ 500`"""


def two_measures(quantities: Sequence[Run], units: Sequence[Run]) -> tuple[Measure, Measure] | None:
    """The two quantities that one column prints of a line, beside or below each other.

    None where it prints one, or figures that need not be quantities: both want a unit that the tariff has, each its
    own.

    Args:
        quantities: the print of the column from top to bottom.
        units: that of the column of units behind it; empty where units stand with their figures.
    """
    if len(quantities) > len(units) > 0:
        quantities = [_with_unit(run, units) for run in quantities]
    for pattern in (BEHIND, BEFORE):
        measures = [measure for run in quantities for measure in _measures(run, pattern)]
        if pair := _distinct(measures):
            return pair
    figures = [run for run in quantities if re.fullmatch(FIGURE, run.text.strip())]
    if len(figures) != len(quantities) or len(figures) != len(units):
        return None
    beside = zip(figures, units, strict=True)
    return _distinct([(f.text.strip().replace(",", ""), f, u.text.strip().upper(), u) for f, u in beside])


def _with_unit(figure: Run, units: Sequence[Run]) -> Run:
    """A bare figure with the unit right behind it, as another quantity of the column has its own."""
    for unit in units if re.fullmatch(FIGURE, figure.text.strip()) else ():
        level = abs(unit.box.cy - figure.box.cy) < 0.5 * figure.box.height
        if level and 0 <= unit.box.x0 - figure.box.x1 < 2 * figure.box.height:
            return run_of([*figure.words, *unit.words], figure.page, figure.cell)
    return figure


def _measures(run: Run, pattern: re.Pattern[str]) -> list[Measure]:
    """The quantities of which a line of print consists; none where it says anything else."""
    found, at, end = list[Measure](), 0, len(run.text.rstrip())
    while at < end:
        hit = pattern.match(run.text, at)
        if hit is None:
            return []
        figure, unit = (run.part(*hit.span(name)) or run for name in ("figure", "unit"))
        found.append((hit["figure"].replace(",", ""), figure, hit["unit"].upper(), unit))
        at = hit.end()
    return found


def _distinct(measures: Sequence[Measure]) -> tuple[Measure, Measure] | None:
    """The first two, where their units are two of the tariff's."""
    if len(measures) < 2:
        return None
    one, other = (unit_named(measure[2]) for measure in measures[:2])
    return (measures[0], measures[1]) if one and other and one.code != other.code else None
