"""Invoices, packing lists and transport papers whose tables are built otherwise than most."""

from __future__ import annotations

from schemas.page import Box
from tests.extractors.prepared import fields, grid, lines, read

HEAD = [(0.4, 0.03, "COMMERCIAL INVOICE"), (0.05, 0.06, "Invoice No: NB-0611"), (0.5, 0.06, "Date: 2026-05-12")]


def test_captions_with_their_values_item_by_item_are_no_headers_of_tables() -> None:
    printed = list(HEAD)
    for top, (name, code, count, amount) in zip(
        (0.2, 0.26), [("LEATHER BELT", "4203.30", "120", "64.56"), ("PEDAL", "8714.96", "48", "68.82")], strict=True
    ):
        printed += [(0.05, top, f"Description: {name}"), (0.05, top + 0.016, f"HS Code: {code}")]
        printed += [(0.3, top + 0.016, "Qty:"), (0.34, top + 0.016, count), (0.5, top + 0.016, "Unit:")]
        printed += [(0.55, top + 0.016, "PCS"), (0.7, top + 0.016, "Amount (USD):"), (0.82, top + 0.016, amount)]
    found = lines(read(printed))
    assert [
        (line["description"], line["hs_code"], line["quantity"], line["unit"], line["value"]) for line in found
    ] == [
        ("LEATHER BELT", "420330", "120", "PCS", "64.56"),
        ("PEDAL", "871496", "48", "PCS", "68.82"),
    ]


def test_a_heading_that_reads_like_a_caption_and_its_value_ends_no_table() -> None:
    edges, tops = [0.04, 0.1, 0.5, 0.65, 0.8, 0.95], [0.14 + 0.025 * n for n in range(6)]
    rows = [
        ["No", "Description", "HS Code", "Qty", "Amount"], ["1", "DOOR HINGE", "830210", "20", "40.00"],
        ["Your order 4500228250"], ["2", "KETTLE", "851679", "30", "90.00"], ["3", "TUMBLER", "961700", "12", "24.00"],
    ]  # fmt: skip
    cells = [c for c in grid(edges, tops) if not 0.18 < c.y0 < 0.2] + [Box(0.04, tops[2], 0.95, tops[3])]
    printed = [
        (left + 0.005, top + 0.006, text)
        for top, texts in zip(tops, rows, strict=False)
        for left, text in zip(edges, texts, strict=False)
    ]
    found = lines(read([*HEAD, *printed], cells))
    assert [line["description"] for line in found] == ["DOOR HINGE", "KETTLE", "TUMBLER"]


def test_packages_over_the_pieces_in_them_are_not_the_quantity() -> None:
    edges, tops = [0.04, 0.4, 0.6, 0.8, 0.95], [0.14, 0.165, 0.205, 0.245]
    rows = [
        [["Description"], ["Quantity"], ["Price"], ["Amount"]],
        [["DOOR HINGE"], ["125 BOXES", "2,500 SETS"], ["2.00"], ["5,000.00"]],
        [["KETTLE"], ["3 BOXES", "24 SETS"], ["10.00"], ["240.00"]],
    ]
    printed = [
        (left + 0.005, top + 0.004 + 0.016 * n, text)
        for top, row in zip(tops, rows, strict=False)
        for left, texts in zip(edges, row, strict=False)
        for n, text in enumerate(texts)
    ]
    found = lines(read([*HEAD, *printed], grid(edges, tops)))
    told = [(line["packages"], line["package_kind"], line["quantity"], line["unit"]) for line in found]
    assert told == [("125", "BOXES", "2500", "SETS"), ("3", "BOXES", "24", "SETS")]


def test_a_volume_or_pounds_below_a_weight_begin_no_row() -> None:
    edges = [0.04, 0.2, 0.36, 0.72, 0.95]
    headers = ["Marks and Numbers", "No. of Packages", "Description of Goods", "Gross Weight / Measurement"]
    body = [(0.21, 0.3, "36 CARTONS"), (0.37, 0.3, "GARDEN BENCH"), (0.37, 0.316, "H.S. CODE 940169"),
            (0.05, 0.3, "N/M"), (0.74, 0.3, "5,243.600 KGS"), (0.74, 0.316, "18.870 CBM")]  # fmt: skip
    printed = [(0.4, 0.03, "BILL OF LADING"), (0.05, 0.08, "Shipper: NINGBO HAIOU CO., LTD."), *body]
    printed += [(left + 0.005, 0.265, text) for left, text in zip(edges, headers, strict=False)]
    [line] = lines(read(printed, grid(edges, [0.26, 0.29, 0.4])))
    assert (line["hs_code"], line["gross_weight_kg"], line["packages"]) == ("940169", "5243.6", "36")


def test_both_ports_behind_the_caption_of_the_first_are_told_apart() -> None:
    found = fields(read([*HEAD, (0.05, 0.1, "Shipped from XIAMEN to CHARLESTON by sea")]))
    assert (found["port_of_loading"], found["port_of_discharge"]) == ("XIAMEN", "CHARLESTON")


def test_a_day_is_no_flight() -> None:
    printed = [(0.4, 0.03, "AIR WAYBILL"), (0.05, 0.1, "Flight No.: CA4552"), (0.05, 0.12, "Flight Date: 10 Nov. 2025")]
    assert fields(read(printed))["vessel"] == "CA4552"
