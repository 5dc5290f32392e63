"""Invoices, packing lists and transport papers whose tables are built otherwise than most."""

from __future__ import annotations

from schemas.page import Box
from tests.extractors.prepared import fields, grid, in_grid, lines, read

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
    found = lines(read([*HEAD, *in_grid(edges, tops, rows)], cells))
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


def test_a_day_or_a_volume_is_no_flight() -> None:
    volume = [(0.4, 0.03, "AIR WAYBILL"), (0.05, 0.1, "Flight: LH9436"), (0.05, 0.12, "VOL: 2.450 CBM")]
    assert fields(read(volume))["vessel"] == "LH9436"
    printed = [(0.4, 0.03, "AIR WAYBILL"), (0.05, 0.1, "Flight No.: CA4552"), (0.05, 0.12, "Flight Date: 10 Nov. 2025")]
    assert fields(read(printed))["vessel"] == "CA4552"


def _table(*rows: list[list[str]], title: str = "COMMERCIAL INVOICE") -> list[dict[str, str]]:
    """The lines read of a ruled table of four columns whose cells hold printed lines."""
    edges = [0.04, 0.4, 0.6, 0.8, 0.95]
    tops = [0.14 + 0.06 * n for n in range(len(rows) + 1)]
    printed = [
        (left + 0.005, top + 0.004 + 0.016 * n, text)
        for top, row in zip(tops, rows, strict=False)
        for left, texts in zip(edges, row, strict=False)
        for n, text in enumerate(texts)
    ]
    return lines(read([(0.4, 0.03, title), *HEAD[1:], *printed], grid(edges, tops)))


HEADERS = [["Description"], ["Quantity"], ["Unit Price (USD)"], ["Amount (USD)"]]


def test_the_origin_under_each_article_is_that_of_its_line() -> None:
    found = _table(
        HEADERS,
        [["MANHOLE COVER", "HS Code: 732510 Origin: Mexico"], ["20 PCS"], ["2.00"], ["40.00"]],
        [["CUTTING BOARD", "Country of origin: China"], ["30 PCS"], ["3.00"], ["90.00"]],
    )
    told = [(line["description"], line["origin_country"]) for line in found]
    assert told == [("MANHOLE COVER", "MX"), ("CUTTING BOARD", "CN")]
    assert found[0]["hs_code"] == "732510"


def test_the_unit_behind_each_price_is_that_of_the_quantity() -> None:
    rows = [[["MANHOLE COVER"], ["20"], ["2.00/SETS"], ["40.00"]], [["BOARD"], ["30"], ["3.00/PCS"], ["90.00"]]]
    assert [line["unit"] for line in _table(HEADERS, *rows)] == ["SETS", "PCS"]


def test_a_tariff_number_that_heads_rows_is_theirs() -> None:
    heads = [(0.05, 0.2, "No"), (0.1, 0.2, "Description"), (0.5, 0.2, "Qty"), (0.7, 0.2, "Amount")]
    rows = [(0.22, ["HS Code 830210"]), (0.24, ["1", "DOOR HINGE", "20 PCS", "40.00"]), (0.26, ["HS Code 851679"]),
            (0.28, ["2", "KETTLE", "30 PCS", "90.00"]), (0.3, ["3", "TOASTER", "12 PCS", "24.00"])]  # fmt: skip
    printed = [(x, top, text) for top, texts in rows for (x, _, _), text in zip(heads, texts, strict=False)]
    found = lines(read([*HEAD, *heads, *printed]))
    assert [(line["description"], line["hs_code"]) for line in found] == [
        ("DOOR HINGE", "830210"), ("KETTLE", "851679"), ("TOASTER", "851679"),
    ]  # fmt: skip


def test_a_name_that_goes_on_behind_a_comma_is_no_code() -> None:
    [line] = _table(HEADERS, [["PIPE FLANGE,", "SLIP-ON, 150 LB"], ["20 PCS"], ["2.00"], ["40.00"]])
    assert line["description"] == "PIPE FLANGE, SLIP-ON, 150 LB"


def test_long_print_under_a_short_last_header_is_all_of_its_column() -> None:
    heads = [(0.05, 0.3, "No. of Pieces"), (0.2, 0.3, "Gross Weight"), (0.35, 0.3, "Nature of Goods")]
    body = [(0.05, 0.32, "84"), (0.2, 0.32, "514.4 KG"), (0.35, 0.32, "CAST IRON MANHOLE COVER, CLASS D400 AND FRAMES")]
    charges = [(0.05, 0.36, "Prepaid"), (0.2, 0.36, "Weight Charge"), (0.35, 0.36, "Collect"), (0.05, 0.38, "124.00")]
    found = lines(read([(0.4, 0.03, "AIR WAYBILL"), *heads, *body, *charges]))
    assert [line["description"] for line in found] == ["CAST IRON MANHOLE COVER, CLASS D400 AND FRAMES"]


def test_a_forwarder_s_number_level_with_the_title_is_that_of_the_bill() -> None:
    assert fields(read([(0.1, 0.03, "HOUSE AIR WAYBILL"), (0.7, 0.03, "KSL-0303993")]))["bl_number"] == "KSL-0303993"


def test_a_caption_keeps_its_colon_behind_what_explains_it() -> None:
    print_ = [(0.4, 0.03, "BILL OF LADING"), (0.05, 0.1, "Consignee (not negotiable unless to order): ALDER LLC")]
    assert fields(read(print_))["consignee"] == "ALDER LLC"


def test_a_street_is_no_currency() -> None:
    address = [(0.05, 0.09, "Organize Sanayi 5. Cad. No: 12, Gebze")]
    body = [(0.05, 0.2, "Description: BELT"), (0.05, 0.22, "Qty: 120"), (0.05, 0.24, "Amount (USD): 64.56")]
    assert lines(read([*HEAD, *address, *body]))[0]["currency"] == "USD"


def test_inches_at_the_end_of_a_name_and_the_number_of_a_single_carton() -> None:
    found = _table(HEADERS, [["HOSE 18 in", "C/No. 1", "HS Code: 830710"], ["20 PCS"], ["2.00"], ["40.00"]])
    assert found[0]["description"] == "HOSE 18 in"


LEFTS = (0.05, 0.1, 0.45, 0.55, 0.65, 0.82)


def _open_table(*rows: tuple[float, list[str]]) -> list[dict[str, str]]:
    """The lines read of a table without ruling: headers, then print at the heights given."""
    headers = ["Item", "Material", "Quantity", "Unit", "Price", "Amount"]
    printed = [(x, top, t) for top, texts in [(0.2, headers), *rows] for x, t in zip(LEFTS, texts, strict=False) if t]
    return lines(read([*HEAD, *printed]))


def test_customs_data_under_an_article_are_its_own_over_all_columns_and_so_is_a_long_name() -> None:
    told = "HSN: 630622, Country of origin: Germany, Net weight: 142.00 KG"
    name = "Camping tent for four persons with a fly sheet and 60 pegs, class 800, green and grey"
    found = _open_table(
        (0.222, ["10", "K91638R", "72", "PCS", "122.78", "8840.16"]), (0.236, ["", name]), (0.25, ["", told]),
        (0.28, ["20", "K91639R", "30", "PCS", "3.00", "90.00"]), (0.294, ["", "Steel peg"]), (0.308, ["", told]),
        (0.34, ["", "", "", "", "Net value", "8930.16"]),
    )  # fmt: skip
    assert [line["description"] for line in found] == [name, "Steel peg"]
    assert {(line["hs_code"], line["origin_country"], line["net_weight_kg"]) for line in found} == {
        ("630622", "DE", "142")
    }
    assert [line["quantity"] for line in found] == ["72", "30"]


def test_a_caption_that_stands_under_one_article_after_the_other_ends_no_table() -> None:
    heads = [(0.05, 0.2, "Description"), (0.5, 0.2, "Quantity"), (0.65, 0.2, "Price"), (0.82, 0.2, "Amount")]
    rows = [(0.222, ["Door hinge", "20 PCS", "2.00", "40.00"]), (0.236, ["Ref: A32525-B"]),
            (0.26, ["Kettle", "30 PCS", "3.00", "90.00"]), (0.274, ["Ref: P74739-B"])]  # fmt: skip
    printed = [(x, top, text) for top, texts in rows for (x, _, _), text in zip(heads, texts, strict=False)]
    assert [line["description"] for line in lines(read([*HEAD, *heads, *printed]))] == ["Door hinge", "Kettle"]


def test_kinds_of_packages_without_a_number_are_not_how_many() -> None:
    headers = [["Nature and quantity of goods"], ["Pieces"], ["Packing"], ["Gross weight"]]
    found = _table(headers, [["CAMPING TENT"], ["36"], ["CTNS"], ["795.7 kg"]], title="AIR WAYBILL")
    assert (found[0]["packages"], found[0]["package_kind"], found[0]["gross_weight_kg"]) == ("36", "CTNS", "795.7")


def test_the_consignee_comes_before_a_buyer_if_other_than_he() -> None:
    printed = [(0.05, 0.1, "Consignee"), (0.05, 0.116, "ALDER & OAK LLC")]
    printed += [(0.5, 0.1, "Buyer (if other than consignee)"), (0.5, 0.116, "FIRST PRAIRIE BANK N.A.")]
    assert fields(read([*HEAD, *printed]))["consignee"] == "ALDER & OAK LLC"


def test_an_air_waybill_s_shipper_invoice_is_no_shipper() -> None:
    printed = [(0.4, 0.03, "AIR WAYBILL"), (0.05, 0.1, "Shipper invoice: RF/EXP/744")]
    assert fields(read(printed))["invoice_number"] == "RF/EXP/744"


def test_a_line_that_heads_all_goods_is_no_part_of_the_first_name() -> None:
    heads = [(0.05, 0.2, "Description"), (0.5, 0.2, "Quantity"), (0.65, 0.2, "Price"), (0.82, 0.2, "Amount")]
    rows = [(0.222, ["HARDWARE"]), (0.242, ["DOOR HINGE OF STAINLESS STEEL AND", "20 PCS", "2.00", "40.00"]),
            (0.256, ["BRASS"]), (0.276, ["KETTLE", "30 PCS", "3.00", "90.00"])]  # fmt: skip
    printed = [(x, top, text) for top, texts in rows for (x, _, _), text in zip(heads, texts, strict=False)]
    found = lines(read([*HEAD, *heads, *printed]))
    assert [line["description"] for line in found] == ["DOOR HINGE OF STAINLESS STEEL AND BRASS", "KETTLE"]


def test_what_one_package_holds_above_the_whole_and_how_it_is_packed_are_neither_row_nor_name() -> None:
    headers = [["Description"], ["Quantity"], ["N.W."], ["G.W."]]
    row = [
        ["FLOWER POT", "PACKING: 20PCS/CTN"],
        ["@20PCS", "100PCS"],
        ["@21.3KGS", "106.5KGS"],
        ["@23.1KGS", "115.5KGS"],
    ]
    [line] = _table(headers, row, title="PACKING LIST")
    told = [line[name] for name in ("description", "quantity", "net_weight_kg", "gross_weight_kg")]
    assert told == ["FLOWER POT", "100", "106.5", "115.5"]


def test_who_buys_comes_before_where_the_goods_go() -> None:
    printed = [(0.05, 0.1, "Bill To:"), (0.05, 0.116, "ALDER & OAK LLC"), (0.5, 0.1, "Deliver To:"),
               (0.5, 0.116, "LAKESIDE CENTER LLC")]  # fmt: skip
    assert fields(read([*HEAD, *printed]))["consignee"] == "ALDER & OAK LLC"


def test_numbers_of_three_parts_and_the_number_of_a_house_in_a_street() -> None:
    printed = [(0.4, 0.03, "HOUSE AIR WAYBILL"), (0.6, 0.08, "HAWB No. SKB-DEL-7835099")]
    assert fields(read(printed))["bl_number"] == "SKB-DEL-7835099"
    street = [(0.4, 0.03, "PACKING LIST"), (0.05, 0.06, "Organize Sanayi 5. Cad."), (0.3, 0.06, "No: 12, 41400 Gebze")]
    assert fields(read([*street, (0.6, 0.1, "Invoice No."), (0.75, 0.1, "FT-845")]))["invoice_number"] == "FT-845"


def test_goods_named_over_or_under_the_figures_of_their_row_on_a_line_of_their_own() -> None:
    heads = [(0.05, 0.216, "No."), (0.2, 0.216, "Packages"), (0.4, 0.216, "Quantity"), (0.6, 0.216, "Net Weight (kg)")]
    long = "FOLDING ARMCHAIR WITH POWDER COATED STEEL FRAME AND TEXTILENE SEAT FABRIC, 60% COTTON 40% ACRYLIC"
    for below in (0.0, 0.028):
        printed = [(0.4, 0.03, "PACKING LIST"), *HEAD[1:], (0.1, 0.2, "Description of Goods"), *heads]
        for top, number, name in ((0.24, "1", "DOOR HINGE"), (0.28, "2", long)):
            printed += [(0.1, top + below, name), (0.05, top + 0.014 * (below > 0), number)]
            row = [(0.2, "36 BAGS"), (0.4, "864 PCS"), (0.6, "79.20")]
            printed += [(x, top + 0.014, text) for x, text in row]
        found = lines(read(printed))
        assert [(line["description"], line["packages"], line["net_weight_kg"]) for line in found] == [
            ("DOOR HINGE", "36", "79.2"), (long, "36", "79.2"),
        ]  # fmt: skip


def test_the_same_as_another_party_is_nobody_and_an_account_no_invoice() -> None:
    printed = [(0.4, 0.03, "PACKING LIST"), (0.05, 0.1, "Bill To:"), (0.05, 0.116, "ALDER & OAK LLC")]
    printed += [
        (0.5, 0.1, "Ship-to party:"),
        (0.5, 0.116, "Same as bill to"),
        (0.05, 0.2, "Invoice No."),
        (0.05, 0.22, "FT-845"),
    ]
    found = fields(read([*printed, (0.05, 0.8, "Account No.: 051710775835")]))
    assert (found["consignee"], found["invoice_number"]) == ("ALDER & OAK LLC", "FT-845")


def test_a_ship_s_name_over_two_lines_is_whole() -> None:
    printed = [(0.05, 0.1, "Vessel/Voyage"), (0.05, 0.116, "COSCO SHIPPING"), (0.05, 0.13, "ROSE / 0342W")]
    assert fields(read([*HEAD, *printed]))["vessel"] == "COSCO SHIPPING ROSE"


def test_a_container_alone_below_the_goods_and_their_order_are_no_part_of_the_name() -> None:
    heads = [(0.05, 0.2, "No. of Packages"), (0.25, 0.2, "Description of Goods"), (0.7, 0.2, "Gross Weight")]
    body = [(0.05, 0.22, "12 CARTONS"), (0.25, 0.22, "HEX BOLT M10"), (0.7, 0.22, "900.00 KGS")]
    printed = [(0.4, 0.03, "BILL OF LADING"), *heads, *body, (0.25, 0.234, "SEGU5581910/CN229095")]
    assert [line["description"] for line in lines(read(printed))] == ["HEX BOLT M10"]
    found = _table(
        HEADERS,
        [["HEX BOLT", "Spec: white RAL 9010", "Your order: 4510178774 / item 20"], ["20 PCS"], ["2.00"], ["40.00"]],
    )
    assert found[0]["description"] == "HEX BOLT"


def test_first_and_last_package_are_not_how_many_nor_an_order_a_tariff_number() -> None:
    heads = [(0.05, 0.2, "Carton No."), (0.2, 0.2, "Cartons"), (0.33, 0.2, "Description"), (0.6, 0.2, "Total Pcs"),
             (0.75, 0.2, "PO No.")]  # fmt: skip
    rows = [("1", "20", "20", "BATH TOWEL", "480"), ("21", "80", "60", "GLOVES", "720")]
    printed = [(0.4, 0.03, "PACKING LIST"), *HEAD[1:], *heads]
    for n, row in enumerate(rows):
        xs = (0.07, 0.19, 0.29, 0.33, 0.6)
        printed += [(x, 0.24 + 0.016 * n, text) for x, text in zip(xs, row, strict=True)]
        printed.append((0.75, 0.24 + 0.016 * n, "4514007717"))
    found = lines(read(printed))
    assert [(line["packages"], line["description"]) for line in found] == [("20", "BATH TOWEL"), ("60", "GLOVES")]
    assert not any("hs_code" in line for line in found)


def test_the_whole_below_what_one_package_holds_keeps_its_unit() -> None:
    headers = [["Description"], ["Quantity"], ["Packages"], ["G.W."]]
    rows = [
        [["POT"], ["@20PCS", "100PCS"], ["5 CTNS"], ["9 KGS"]],
        [["CUP"], ["@10PCS", "30PCS"], ["3 CTNS"], ["9 KGS"]],
    ]
    found = _table(headers, *rows, title="PACKING LIST")
    assert [(line["quantity"], line["unit"]) for line in found] == [("100", "PCS"), ("30", "PCS")]


def test_customs_data_before_the_figures_of_an_article_leave_it_these() -> None:
    rows = [
        [(0.05, "GRANITE SLABS POLISHED 2 CM")],
        [(0.05, "NCM 6802.93.90"), (0.2, "NW 3,318 KG"), (0.45, "61.44"), (0.6, "38.50"), (0.85, "2,365.44")],
        [(0.05, "QUARTZITE SLABS HONED 3 CM")],
        [(0.05, "NCM 6802.99.90"), (0.2, "NW 3,907 KG"), (0.45, "72.36"), (0.6, "148.00"), (0.85, "10,709.28")],
    ]
    heads = [(0.05, "DESCRIPTION"), (0.43, "QTY (M2)"), (0.58, "UNIT PRICE"), (0.83, "AMOUNT US$")]
    printed = [(x, 0.2, text) for x, text in heads]
    tops = [0.23, 0.244, 0.27, 0.284]
    printed += [(x, top, text) for top, row in zip(tops, rows, strict=True) for x, text in row]
    found = lines(read([(0.4, 0.03, "COMMERCIAL INVOICE"), (0.05, 0.06, "Invoice No: PC-91"), *printed]))
    assert [(line["description"], line["hs_code"], line["quantity"], line["value"]) for line in found] == [
        ("GRANITE SLABS POLISHED 2 CM", "68029390", "61.44", "2365.44"),
        ("QUARTZITE SLABS HONED 3 CM", "68029990", "72.36", "10709.28"),
    ]
