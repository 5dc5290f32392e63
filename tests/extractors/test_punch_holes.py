"""Holes in a sheet's margin are no print."""

from __future__ import annotations

from extractors.picture.punch_holes import without_holes

WIDTH, HEIGHT = 1700, 2200
LINES = [(150, 200 + 50 * n, 900, 26) for n in range(12)]


def test_holes_in_the_margin_are_dropped_and_large_print_is_not() -> None:
    holes = [(40, 700, 52, 50), (42, 1480, 50, 51), (820, 40, 49, 50)]
    number, headline, initial = (60, 204, 12, 24), (150, 90, 800, 60), (150, 500, 48, 50)
    assert without_holes([*holes, *LINES, number, headline, initial], WIDTH, HEIGHT) == [
        *LINES, number, headline, initial,
    ]  # fmt: skip
    assert without_holes([], WIDTH, HEIGHT) == []
