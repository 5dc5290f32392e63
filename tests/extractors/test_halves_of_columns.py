"""Columns of packing lists that hold two amounts of a line, with a stroke between them or below each other."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extractors.prepared import grid, lines, read

GOODS = ("STEEL SHELVES", "LED LAMPS")
EDGES = (0.03, 0.08, 0.34, 0.5, 0.66, 0.82, 0.97)


def _read(headers: Sequence[str], *rows: Sequence[str], ruled: bool) -> list[dict[str, str]]:
    """Two lines of a packing list; `|` in a cell begins its next printed line."""
    print_ = [(0.4, 0.03, "PACKING LIST"), (0.05, 0.07, "Seller: NINGBO HAIOU CO., LTD."),
              (0.6, 0.07, "Invoice No: NB-0611")]  # fmt: skip
    edges = (*EDGES[: len(headers) + 2], 0.97)
    tops = (0.2, 0.224, 0.264, 0.304)
    table = [("No", "Description", *headers), *((str(n + 1), GOODS[n], *row) for n, row in enumerate(rows))]
    for top, row in zip(tops, table, strict=False):
        for left, cell in zip(edges, row, strict=False):
            print_ += [(left + 0.006, top + 0.004 + 0.016 * n, text) for n, text in enumerate(cell.split("|"))]
    return lines(read(print_, grid(edges, tops) if ruled else ()))


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(
    ("header", "first", "second"),
    [("Net / Gross kg", "800|880", "300|360"), ("N.W./G.W. (KG)", "800/880", "300/360"),
     ("N.W. / G.W.", "800 KGS / 880 KGS", "300 KGS / 360 KGS")],
)  # fmt: skip
def test_net_and_gross_in_one_column_are_told_apart(header: str, first: str, second: str, ruled: bool) -> None:
    found = _read(["Qty", "Packages", header], ["400 PCS", "40 CTNS", first], ["600 PCS", "60 CTNS", second],
                  ruled=ruled)  # fmt: skip
    assert [(line.get("net_weight_kg"), line.get("gross_weight_kg")) for line in found] == [
        ("800", "880"), ("300", "360"),
    ]  # fmt: skip


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("between", [" / ", "|"])
def test_pieces_and_packages_in_one_column_are_told_apart(between: str, ruled: bool) -> None:
    rows = [[f"{pieces} PCS{between}{packages} CTNS", "800"] for pieces, packages in ((400, 40), (600, 60))]
    found = _read(["Qty / Pkgs", "N.W. KG"], *rows, ruled=ruled)
    assert [(line.get("quantity"), line.get("unit"), line.get("packages")) for line in found] == [
        ("400", "PCS", "40"), ("600", "PCS", "60"),
    ]  # fmt: skip


def test_net_and_gross_of_a_table_without_prices_are_weights() -> None:
    found = _read(["Qty", "Net", "Gross"], ["400 PCS", "800", "880"], ["600 PCS", "300", "360"], ruled=True)
    assert [(line.get("net_weight_kg"), line.get("gross_weight_kg")) for line in found] == [
        ("800", "880"), ("300", "360"),
    ]  # fmt: skip
