"""Packing lists of factories: sums of one order amid the rows, weights of one carton and of all, size runs below."""

from __future__ import annotations

import itertools

from extractors.typed.quantities import unit_in_header
from schemas.page import Box
from tests.extractors.prepared import fields, grid, in_grid, lines, read

PACKING = [(0.4, 0.03, "PACKING LIST"), (0.05, 0.06, "Invoice No: NB-0611"), (0.5, 0.06, "Date: 2026-05-12")]
EDGES = [0.04, 0.22, 0.34, 0.46, 0.58, 0.70, 0.82, 0.95]


def test_weights_of_one_carton_stand_under_a_heading_of_their_own() -> None:
    tops = [0.14 + 0.025 * n for n in range(5)]
    rows = [
        ["Description", "CTNS", "Total PCS", "WT. PER CTN (KGS)", "", "TOTAL WT. (KGS)", ""],
        ["", "", "", "N.W.", "G.W.", "N.W.", "G.W."],
        ["NAVY TOP", "24", "864", "9.60", "11.00", "230.40", "264.00"],
        ["SAGE TOP", "30", "1,080", "9.60", "11.00", "288.00", "330.00"],
    ]
    cells = [c for c in grid(EDGES, tops) if c.y0 > 0.16]
    cells = [c for c in cells if c.y0 > 0.18 or c.x0 > 0.45]
    cells += [Box(a, tops[0], b, tops[2]) for a, b in itertools.pairwise(EDGES[:4])]
    cells += [Box(EDGES[3], tops[0], EDGES[5], tops[1]), Box(EDGES[5], tops[0], EDGES[7], tops[1])]
    found = lines(read([*PACKING, *in_grid(EDGES, tops, rows)], cells))
    assert [(line["net_weight_kg"], line["gross_weight_kg"]) for line in found] == [("230.4", "264"), ("288", "330")]


def test_rows_go_on_below_the_sum_of_one_order_whose_cells_are_joined() -> None:
    edges, tops = [0.04, 0.16, 0.4, 0.55, 0.7, 0.95], [0.14 + 0.025 * n for n in range(6)]
    rows = [
        ["PO No.", "Description", "CTNS", "PCS", "Gross Weight KGS"],
        ["4401172", "NAVY TOP", "24", "864", "264.00"],
        ["PO 4401172 SUB TOTAL", "", "24", "864", "264.00"],
        ["4401173", "SAGE TOP", "30", "1,080", "330.00"],
        ["GRAND TOTAL", "", "54", "1,944", "594.00"],
    ]
    cells = [c for c in grid(edges, tops) if c.y0 < 0.185 or 0.21 < c.y0 < 0.235 or c.x0 > 0.39]
    cells += [Box(0.04, tops[2], 0.4, tops[3]), Box(0.04, tops[4], 0.4, tops[5])]
    found = lines(read([*PACKING, *in_grid(edges, tops, rows)], cells))
    assert [(line["description"], line["packages"]) for line in found] == [("NAVY TOP", "24"), ("SAGE TOP", "30")]


def test_what_is_said_across_the_columns_of_each_article_is_no_row() -> None:
    edges, tops = [0.04, 0.16, 0.5, 0.65, 0.8, 0.95], [0.14 + 0.025 * n for n in range(6)]
    rows = [
        ["Article", "Description", "Cartons", "Pairs", "G.W. (kg)"],
        ["9402817", "SHOE BRN", "42", "504", "554.40"],
        ["Size run: 7/1 8/2 9/2 10/1"],
        ["9402840", "BOOT BRN", "60", "600", "888.00"],
        ["Size run: 8/2 9/2 10/1 11/1"],
    ]
    cells = [c for c in grid(edges, tops) if c.y0 < 0.185]
    cells += [Box(0.04, top, 0.95, low) for top, low in itertools.pairwise(tops[2:])]  # short walls are lost
    found = lines(read([*PACKING, *in_grid(edges, tops, rows)], cells))
    assert [(line["description"], line["quantity"]) for line in found] == [("SHOE BRN", "504"), ("BOOT BRN", "600")]


def test_the_name_in_another_language_below_it_is_no_model() -> None:
    edges, tops = [0.04, 0.5, 0.65, 0.8, 0.95], [0.14, 0.165, 0.205, 0.245]
    rows = [["品名规格 Description", "CTNS", "PCS", "G.W. (kg)"], ["保温杯", "60", "1,440", "750.0"],
            ["闸阀", "80", "1,920", "900.0"]]  # fmt: skip
    below = [(0.045, 0.186, "Steel Vacuum Bottle"), (0.045, 0.226, "DN50 PN16")]
    found = lines(read([*PACKING, *in_grid(edges, tops, rows), *below], grid(edges, tops)))
    assert [line["description"] for line in found] == ["保温杯 Steel Vacuum Bottle", "闸阀"]
    assert found[1]["specification"] == "DN50 PN16"


def test_rows_go_on_below_a_sum_named_in_two_languages_over_two_columns() -> None:
    edges, tops = [0.04, 0.14, 0.24, 0.5, 0.65, 0.8, 0.95], [0.14 + 0.025 * n for n in range(7)]
    rows = [
        ["PO No.", "CTN No.", "Description", "CTNS", "PRS", "G.W. (kg)"],
        ["4500991", "1-40", "BOOT", "40", "480", "448.00"],
        ["小计 Sub-total", "", "", "40", "480", "448.00"], ["4500996", "1-50", "LOAFER", "50", "900", "595.00"],
        ["小计 Sub-total", "", "", "50", "900", "595.00"], ["总计 TOTAL", "", "", "90", "1,380", "1,043.00"],
    ]  # fmt: skip
    sums = (tops[2], tops[4], tops[5])
    cells = [c for c in grid(edges, tops) if c.y0 not in sums or c.x0 > 0.49]
    cells += [Box(a, top, b, top + 0.025) for top in sums for a, b in ((0.04, 0.24), (0.24, 0.5))]
    found = lines(read([*PACKING, *in_grid(edges, tops, rows)], cells))
    assert [(line["description"], line["packages"]) for line in found] == [("BOOT", "40"), ("LOAFER", "50")]


def test_a_heading_says_in_what_is_counted() -> None:
    assert unit_in_header("Quantity in Nos.") == "NOS"
    assert unit_in_header("Item No.") is None


def test_to_whom_goods_are_shipped_is_not_who_ships_them() -> None:
    printed = [(0.05, 0.1, "Vendido a / Sold to:"), (0.05, 0.115, "SEATING OF TEXAS LP")]
    printed += [(0.5, 0.1, "Embarcado a / Ship to:"), (0.5, 0.115, "SEATING WAREHOUSE LP")]
    found = fields(read([*PACKING, *printed]))
    assert (found.get("exporter"), found["consignee"]) == (None, "SEATING OF TEXAS LP")


def test_the_tariff_number_told_once_above_is_that_of_all_goods() -> None:
    table = [(0.05, 0.2, "Description"), (0.5, 0.2, "CTNS"), (0.7, 0.2, "PCS")]
    for n, (name, cartons, count) in enumerate([("NAVY TOP", "24", "864"), ("SAGE TOP", "30", "1,080")]):
        table += [(0.05, 0.22 + 0.02 * n, name), (0.5, 0.22 + 0.02 * n, cartons), (0.7, 0.22 + 0.02 * n, count)]
    record = read([*PACKING, (0.05, 0.1, "H.S. CODE : 6109.10.00"), *table])
    assert [line["hs_code"].confidence for line in record.lines if line["hs_code"]] == [0.8, 0.8]
    two = read([*PACKING, (0.05, 0.1, "H.S. CODE : 6109.10.00 / 6110.20.00"), *table])
    assert not any("hs_code" in line for line in lines(two))


def test_what_pallets_hold_in_brackets_below_them_begins_no_row() -> None:
    edges, tops = [0.04, 0.2, 0.5, 0.75, 0.95], [0.14, 0.165, 0.26]
    rows = [
        ["No. of Pkgs", "Description of Goods", "Gross Weight (KGS)", "Measurement"],
        ["38 PLTS", "", "19,152.000", "57.760"],
    ]
    below = [(0.045, 0.186, "(1,368 CTNS)"), (0.205, 0.202, "STRUT ASSEMBLIES")]
    [line] = lines(read([*PACKING, *in_grid(edges, tops, rows), *below], grid(edges, tops)))
    assert (line["packages"], line["package_kind"], line["description"]) == ("38", "PLTS", "STRUT ASSEMBLIES")


def test_rows_under_packages_and_weights_are_listed_whatever_word_stands_over_the_goods() -> None:
    columns = (0.06, 0.5, 0.66, 0.82)
    rows = [
        ("Zorblatum", "Crates", "Net kg", "Gross kg"), ("Plywood, meranti", "18", "14,256", "14,470"),
        ("Veneered panels, oak", "6", "4,752", "4,830"), ("Blockboard, pine", "4", "3,240", "3,312"),
    ]  # fmt: skip
    printed = [
        (left, 0.16 + 0.022 * i, text) for i, row in enumerate(rows) for left, text in zip(columns, row, strict=True)
    ]
    found = lines(read([*PACKING, *printed]))
    assert [(line["description"], line["packages"], line["gross_weight_kg"]) for line in found] == [
        ("Plywood, meranti", "18", "14470"), ("Veneered panels, oak", "6", "4830"), ("Blockboard, pine", "4", "3312"),
    ]  # fmt: skip


def test_sums_of_pallets_end_no_table_and_what_heads_a_pallet_is_no_goods() -> None:
    at = [0.05, 0.45, 0.6, 0.75, 0.9]
    rows = [
        ["Description", "Qty", "Packages", "Net Wt (Kgs)", "Gross Wt (Kgs)"],
        ["PALLET 1 OF 3 (120 x 100 x 121 cm)"],
        ["Robe hook", "528 PCS", "11 CTN", "116.16", "123.31"],
        ["Hinge 4 inch", "240 PCS", "10 CTN", "52.80", "59.30"],
        ["Pallet total", "", "21", "168.96", "182.61"],
        ["PALLET 2 OF 3 (120 x 100 x 93 cm)"],
        ["Door stopper", "264 PCS", "11 CTN", "81.84", "88.99"],
        ["Tower bolt", "120 PCS", "5 CTN", "32.40", "35.65"],
        ["Pallet total", "", "16", "114.24", "124.64"],
        ["PALLET 3 OF 3 (120 x 100 x 80 cm)"],
        ["Tee handle", "144 PCS", "4 CTN", "25.92", "28.52"],
    ]
    printed = [
        (x, 0.14 + 0.022 * n, text) for n, row in enumerate(rows) for x, text in zip(at, row, strict=False) if text
    ]
    found = lines(read([*PACKING, *printed]))
    assert [(line["description"], line["packages"]) for line in found] == [
        ("Robe hook", "11"), ("Hinge 4 inch", "10"), ("Door stopper", "11"), ("Tower bolt", "5"), ("Tee handle", "4"),
    ]  # fmt: skip
