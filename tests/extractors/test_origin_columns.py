"""The column of a line's origin on invoices, by its header, whether countries are names or codes."""

from __future__ import annotations

import pytest

from tests.extractors.prepared import grid, lines, read

EDGES = (0.03, 0.09, 0.35, 0.55, 0.68, 0.84, 0.97)


@pytest.mark.parametrize("header", ["Country", "Ctry", "C of O", "Country of Mfg", "Produced in", "UL", "Origin"])
@pytest.mark.parametrize("printed", [("China", "Vietnam"), ("CN", "VN"), ("CHN", "VNM")])
def test_a_line_s_origin_stands_under_its_header(header: str, printed: tuple[str, str]) -> None:
    rows = [
        ("No", "Description", header, "Qty", "Unit price USD", "Amount USD"),
        ("1", "STEEL SHELVES", printed[0], "40 PCS", "10.00", "400.00"),
        ("2", "LED LAMPS", printed[1], "60 PCS", "5.00", "300.00"),
    ]
    print_ = [(0.4, 0.03, "COMMERCIAL INVOICE"), (0.05, 0.07, "Seller: NINGBO HAIOU CO., LTD."),
              (0.6, 0.07, "Invoice No: NB-0611"), (0.05, 0.1, "Buyer: PACIFIC HOME SUPPLY INC")]  # fmt: skip
    print_ += [(left + 0.006, 0.204 + 0.024 * n, text) for n, row in enumerate(rows)
               for left, text in zip(EDGES, row, strict=False)]  # fmt: skip
    found = lines(read(print_, grid(EDGES, (0.2, 0.224, 0.248, 0.272))))
    assert [line.get("origin_country") for line in found] == ["CN", "VN"]
