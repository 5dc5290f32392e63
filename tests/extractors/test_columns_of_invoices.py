"""Columns of invoices and packing lists that factories print in many ways: origins, dozens, codes, units."""

from __future__ import annotations

from collections.abc import Sequence

from tests.extractors.prepared import grid, in_grid, lines, read


def _ruled(title: str, headers: Sequence[str], *rows: Sequence[str], width: float = 0.11) -> list[dict[str, str]]:
    """The lines read of a ruled table whose columns are equally wide."""
    edges = [0.04 + width * n for n in range(len(headers) + 1)]
    tops = [0.14 + 0.025 * n for n in range(len(rows) + 2)]
    printed = in_grid(edges, tops, [headers, *rows])
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


def test_what_is_summed_and_charged_right_below_the_goods_is_none_of_the_last_line() -> None:
    headers = [(0.05, "Art."), (0.14, "Description"), (0.5, "Qty"), (0.6, "Price"), (0.75, "Amount")]
    rows = [
        ("4401", "Nursery pots", "480", "1,10", "528,00"),
        ("7710", "Drip stakes", "220", "2,00", "440,00"),
        ("Goods", "", "", "", "968,00"),
        ("Freight", "and handling", "", "", "140,00"),
    ]
    printed = [(left, 0.2, text) for left, text in headers]
    for n, row in enumerate(rows):
        printed += [(left, 0.225 + 0.016 * n, text) for (left, _), text in zip(headers, row, strict=True) if text]
    found = lines(read([(0.4, 0.04, "COMMERCIAL INVOICE"), *printed]))
    assert [(line["description"], line["value"]) for line in found] == [("Nursery pots", "528"), ("Drip stakes", "440")]


def test_ruled_charges_and_the_sum_without_a_word_for_it_are_no_goods() -> None:
    headers = ["Description", "Schedule B", "Shipped", "Price", "Amount"]
    rows = [
        ["BAR 17-4PH", "7222.20", "100", "3.00", "300.00"],
        ["BAR 718", "7505.12", "10", "20.00", "200.00"],
        ["MERCHANDISE", "", "110", "", "500.00"],
        ["CUTTING", "", "", "", "38.00"],
    ]
    found = _ruled("COMMERCIAL INVOICE", headers, *rows, width=0.15)
    assert [line["description"] for line in found] == ["BAR 17-4PH", "BAR 718"]


def test_the_article_s_number_under_its_caption_is_no_part_of_its_name() -> None:
    headers = ["Description", "Qty", "Unit", "Price", "Amount"]
    edges, tops = [0.05, 0.4, 0.5, 0.6, 0.7, 0.85], [0.14, 0.165, 0.21]
    row = ["Gong, brass", "10", "Pcs", "3.00", "30.00"]
    printed = [(x + 0.005, top + 0.006, text) for top, texts in zip(tops, (headers, row), strict=False)
               for x, text in zip(edges, texts, strict=False)]  # fmt: skip
    record = read([(0.4, 0.04, "COMMERCIAL INVOICE"), *printed, (0.055, 0.187, "Item No. MW-1107")], grid(edges, tops))
    assert [line["description"] for line in lines(record)] == ["Gong, brass"]


def test_a_discount_s_share_that_stands_with_the_amount_is_none() -> None:
    headers = ["Description", "Qty", "Price", "Amount"]
    rows = [["ROOF WINDOW", "10", "20.00", "12 % 176.00"], ["BLIND", "5", "10.00", "0 % 50.00"]]
    assert [line["value"] for line in _ruled("COMMERCIAL INVOICE", headers, *rows, width=0.15)] == ["176", "50"]


def test_pieces_of_a_carton_and_all_pieces_under_one_header_are_told_by_the_cartons() -> None:
    headers = ["C/NO.", "Description", "CTNS", "QTY", "N.W.(KG)", "Loaded"]
    rows = [
        ["1-85", "LADIES SHOES", "85", "12 1020", "10.2", "867"],
        ["86-205", "MENS SHOES", "120", "12 1440", "13.1", "1572"],
        ["206-207", "SANDALS", "2", "18 36", "5.6", "11.2"],
    ]
    found = _ruled("PACKING LIST", headers, *rows, width=0.14)
    assert [(line["quantity"], line["net_weight_kg"]) for line in found] == [
        ("1020", "867"),
        ("1440", "1572"),
        ("36", "11.2"),
    ]


def test_a_column_sold_by_the_price_of_its_unit_is_the_quantity() -> None:
    headers = ["Description", "Net kg", "Tubs", "USD/kg", "Amount USD"]
    rows = [
        ["SHRIMP, PEELED", "4500", "9920", "9.85", "44325.00"],
        ["SHRIMP, TORPEDO", "2500", "5511", "7.15", "17875.00"],
    ]
    found = _ruled("COMMERCIAL INVOICE", headers, *rows, width=0.16)
    assert [line["quantity"] for line in found] == ["4500", "2500"]


def test_lines_of_prices_are_goods_whatever_their_other_headers_where_they_reckon_up() -> None:
    def sold(*amounts: str) -> list[dict[str, str]]:
        rows = [("Quorbish", "Zorb", "Unit price", "Amount")]
        rows += [(f"HEX SCREW M{n + 5}", f"{n + 4}0 PCS", "2.50", amount) for n, amount in enumerate(amounts)]
        columns = (0.06, 0.5, 0.65, 0.8)
        printed = [
            (x, 0.2 + 0.02 * n, text) for n, row in enumerate(rows) for x, text in zip(columns, row, strict=True)
        ]
        return lines(read([(0.4, 0.04, "COMMERCIAL INVOICE"), (0.06, 0.1, "Invoice No: HX-2601"), *printed]))

    assert [(line["description"], line["quantity"], line["value"]) for line in sold("100.00", "125.00")] == [
        ("HEX SCREW M5", "40", "100"), ("HEX SCREW M6", "50", "125"),
    ]  # fmt: skip
    assert not any("description" in line for line in sold("107.20", "119.95"))
