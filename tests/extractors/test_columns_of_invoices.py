"""Columns of invoices and packing lists that factories print in many ways: origins, dozens, codes, units."""

from __future__ import annotations

from collections.abc import Sequence

from tests.extractors.prepared import grid, lines, read


def _ruled(title: str, headers: Sequence[str], *rows: Sequence[str], width: float = 0.11) -> list[dict[str, str]]:
    """The lines read of a ruled table whose columns are equally wide."""
    edges = [0.04 + width * n for n in range(len(headers) + 1)]
    tops = [0.14 + 0.025 * n for n in range(len(rows) + 2)]
    printed = [(left + 0.005, top + 0.006, text) for top, texts in zip(tops, [headers, *rows], strict=False)
               for left, text in zip(edges, texts, strict=False)]  # fmt: skip
    return lines(read([(0.4, 0.04, title), *printed], grid(edges, tops)))


def test_every_line_has_its_own_origin_by_name_or_by_code_and_a_unit_that_is_a_caption_elsewhere() -> None:
    headers = ["Item", "Description", "Origin", "ITC-HS", "Qty", "Unit", "Price", "Amount"]
    rows = [
        ["1", "WALL HOOK", "CHINA", "73269099", "3000", "Pcs", "2.00", "6000.00"],
        ["2", "GONG", "DE", "83061000", "200", "Pcs", "8.00", "1600.00"],
    ]
    read_lines = _ruled("COMMERCIAL INVOICE", headers, *rows)
    assert [line.get("origin_country") for line in read_lines] == ["CN", "DE"]
    assert [(line["hs_code"], line["unit"]) for line in read_lines] == [("73269099", "PCS"), ("83061000", "PCS")]


def test_dozens_beside_packages_are_what_is_sold() -> None:
    headers = ["Description", "Pcs/Ctn", "Ctns", "Doz", "Rate", "Amount"]
    rows = [
        ["BATH TOWEL", "36", "420", "1260 Doz", "31.20", "39312.00"],
        ["BATH MAT", "48", "75", "300 Doz", "25.90", "7770.00"],
    ]
    read_lines = _ruled("COMMERCIAL INVOICE", headers, *rows)
    assert [(line["packages"], line["quantity"]) for line in read_lines] == [("420", "1260"), ("75", "300")]
