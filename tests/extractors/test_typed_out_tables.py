"""Papers that programs print as plain text: tables drawn with strokes, goods on lines of their own."""

from __future__ import annotations

import pytest

from tests.extractors.prepared import lines, read

HEADERS = [(0.07, 0.2, "Marks & Nos."), (0.2, 0.2, "Description of Goods"), (0.5, 0.2, "Quantity"),
           (0.62, 0.2, "Unit Price"), (0.8, 0.2, "Amount")]  # fmt: skip


@pytest.mark.parametrize("rule", ["-" * 80, "=" * 80])
def test_a_line_of_strokes_below_the_headers_ends_no_table(rule: str) -> None:
    found = lines(
        read(
            [
                (0.4, 0.04, "COMMERCIAL INVOICE"), (0.07, 0.19, rule), *HEADERS, (0.07, 0.215, rule),
                (0.07, 0.23, "ABC"), (0.2, 0.23, "HEX NUT"), (0.5, 0.23, "600 PCS"), (0.62, 0.23, "US$2.00"),
                (0.8, 0.23, "US$1,200.00"), (0.2, 0.245, "WASHER"), (0.5, 0.245, "100 PCS"),
                (0.62, 0.245, "US$1.00"), (0.8, 0.245, "US$100.00"), (0.07, 0.26, rule),
                (0.5, 0.275, "TOTAL:"), (0.8, 0.275, "US$1,300.00"),
            ]
        )
    )  # fmt: skip
    assert [(line["description"], line["quantity"], line["value"]) for line in found] == [
        ("HEX NUT", "600", "1200"), ("WASHER", "100", "100"),
    ]  # fmt: skip


def test_goods_above_their_figures_keep_their_end_and_marks_made_in_a_country_end_no_table() -> None:
    found = lines(
        read(
            [
                (0.4, 0.04, "COMMERCIAL INVOICE"), *HEADERS,
                (0.07, 0.23, "(DIAMOND)"), (0.2, 0.23, "HEX CAP SCREW GRADE 5 ZINC PLATED 3/8-16X1"),
                (0.47, 0.245, "12,420.00 PCS"), (0.62, 0.245, "US$1.00"), (0.8, 0.245, "US$12,420.00"),
                (0.07, 0.26, "MADE IN"), (0.2, 0.26, "FLAT WASHER USS"),
                (0.07, 0.275, "TAIWAN"),
                (0.5, 0.275, "2,160.00 KG"), (0.62, 0.275, "US$2.00"), (0.8, 0.275, "US$4,320.00"),
                (0.5, 0.3, "TOTAL:"), (0.8, 0.3, "US$16,740.00"),
            ]
        )
    )  # fmt: skip
    assert [(line["description"], line["quantity"], line["value"]) for line in found] == [
        ("HEX CAP SCREW GRADE 5 ZINC PLATED 3/8-16X1", "12420", "12420"), ("FLAT WASHER USS", "2160", "4320"),
    ]  # fmt: skip
