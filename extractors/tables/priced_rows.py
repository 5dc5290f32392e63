"""Rows of prices whose other headers nobody knows: a number times the price is the amount, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.layout import Run, Sheet, on_lines
from extractors.typed.numbers import find_numbers
from schemas.page import Box

FEWEST = 2
"""Lines that must reckon up; one may by chance."""
ROUNDED = Decimal("0.01")


def reckons(sheet: Sheet, price: Box, amount: Box) -> bool:
    """Whether in lines below the headers of prices and of amounts a third number times the price is the amount.

    Args:
        price, amount: where the headers stand on the page.
    """
    below = [run for run in sheet.runs if run.box.cy > max(price.y1, amount.y1)]
    proven = sum(_is_product(line, price, amount) for line in on_lines(below, 0.5))
    return proven >= FEWEST


def _is_product(line: Sequence[Run], price: Box, amount: Box) -> bool:
    each, all_ = list(_numbers(line, price)), list(_numbers(line, amount))
    if len(each) != 1 or len(all_) != 1:
        return False
    others = [n for run in line if run.box.x1 < price.x0 for n in _of(run)]
    return any(count > 1 and abs(count * each[0] - all_[0]) <= ROUNDED for count in others)


def _numbers(line: Sequence[Run], header: Box) -> Iterator[Decimal]:
    for run in line:
        if min(run.box.x1, header.x1) > max(run.box.x0, header.x0):
            yield from _of(run)


def _of(run: Run) -> list[Decimal]:
    return [found.value for found in find_numbers(run.text)]
