"""Habits of factories' papers: what stands beside, below and above the rows that a record is about."""

from __future__ import annotations

from schemas.page import Box
from tests.extractors.prepared import fields, grid, in_grid, lines, read
from tests.extractors.test_page_tables import table

BILL = [(0.4, 0.03, "BILL OF MATERIALS"), (0.06, 0.08, "BOM No.: BM-40218")]
ORDER = [(0.4, 0.03, "WORK ORDER"), (0.06, 0.08, "Work order No: WO-117")]


def test_a_typed_rule_may_have_a_short_piece_and_blanks_to_fill_in_end_no_table() -> None:
    lefts = (0.06, 0.15, 0.45, 0.55, 0.62, 0.68)
    record = read([
        *BILL,
        *table(lefts, 0.2, "Component|Description|Qty per|UM|Src|Checked",
               "----------|-------------------|-------|--|---|--------",
               "G-2201|Crankcase casting|1.000|EA|P|________", "B-6309|Ball bearing|2.000|EA|P|________"),
    ])  # fmt: skip
    assert [(line["description"], line["quantity"]) for line in lines(record, "materials")] == [
        ("Crankcase casting", "1"), ("Ball bearing", "2"),
    ]  # fmt: skip


def test_who_made_a_material_is_not_who_sold_it() -> None:
    record = read([
        *BILL,
        *table((0.06, 0.3, 0.45, 0.62, 0.8), 0.2,
               "Description|Manufacturer|Manufacturer Part Number|Supplier 1|Quantity",
               "Capacitor 0.1 uF|Murata|GRM188R71H104|Digi-Key|6", "Relay SPDT|Omron|G5LE-14|Mouser|1"),
    ])  # fmt: skip
    assert [line["supplier"] for line in lines(record, "materials")] == ["Digi-Key", "Mouser"]


def test_points_are_thousands_where_pieces_would_not_be_whole() -> None:
    def made(*rows: str) -> list[str]:
        header = "Description|Planned qty|Actual qty|Unit|Lot no."
        found = lines(read([*ORDER, *table((0.06, 0.3, 0.45, 0.6, 0.7), 0.2, header, *rows)]))
        return [line[name] for line in found for name in ("planned_quantity", "quantity")]

    assert made("Speaker black|2.400|2.388|PCS|S26A", "Speaker grey|800|640|PCS|S26B") == ["2400", "2388", "800", "640"]
    assert made("Ball screw|24.000|24.000|PCS|S26A", "Guide|36.000|36.000|PCS|S26B") == ["24", "24", "36", "36"]


def test_the_number_below_each_name_is_no_part_of_it() -> None:
    lefts = (0.06, 0.12, 0.5, 0.6, 0.7)
    record = read([
        *BILL,
        *table(lefts, 0.2, "Line|Component|Qty|Units|Preferred vendor", "1|Brass dome shade|100|Each|Midwest Spinning"),
        (0.12, 0.233, "LO-SH18-AB"), *table(lefts, 0.25, "2|Porcelain socket|100|Each|Leviton Works"),
        (0.12, 0.263, "SKT-E26-PC"), (0.06, 0.285, "Memo: shades are inspected before assembly."),
    ])  # fmt: skip
    assert [line["description"] for line in lines(record, "materials")] == ["Brass dome shade", "Porcelain socket"]


def test_an_order_that_counts_once_says_how_many_are_to_be_made() -> None:
    rows = table((0.06, 0.3, 0.45, 0.6), 0.2, "Product|Quantity|Unit|Due date", "Rain coat|720|PCS|2026-05-30")
    [line] = lines(read([*ORDER, *rows]))
    assert (line["planned_quantity"], "quantity" in line) == ("720", False)
    rows = table((0.06, 0.3, 0.45, 0.6), 0.2, "Product|Quantity|Qty completed|Unit", "Rain coat|720|700|PCS")
    [line] = lines(read([*ORDER, *rows]))
    assert (line["planned_quantity"], line["quantity"]) == ("720", "700")


def test_a_certificate_says_once_what_its_heats_are_of_and_who_made_them() -> None:
    record = read(
        [
            (0.3, 0.03, "产品质量证明书 MILL TEST CERTIFICATE"), (0.06, 0.085, "生产厂 Manufacturer"),
            (0.06, 0.1, "河北华邦钢铁有限公司"),
            (0.06, 0.13, "Commodity: Hot rolled plate"), (0.5, 0.13, "Specification: ASTM A36"),
            *table((0.06, 0.2, 0.35, 0.5, 0.7), 0.2,
                   "Batch No.|Heat No.|Pieces|Weight (t)|Surface", "HB-30417|B2603117|4|12.434|smooth finish",
                   "HB-30425|B2603122|3|11.657|smooth finish"),
        ],
        [Box(0.05, 0.08, 0.45, 0.12)],
    )  # fmt: skip
    assert fields(record)["producer"] == "河北华邦钢铁有限公司"
    told = [(line["description"], line["specification"], line["heat_number"]) for line in lines(record)]
    assert told == [("Hot rolled plate", "ASTM A36", "B2603117"), ("Hot rolled plate", "ASTM A36", "B2603122")]


def test_repeated_captions_of_a_test_make_no_articles_beside_one_name() -> None:
    record = read([
        (0.3, 0.03, "INSPECTION CERTIFICATE"), (0.06, 0.1, "Commodity: Hex cap screw"),
        (0.06, 0.115, "Heat No.: 2F417"),
        (0.06, 0.13, "Lot Quantity: 36,000 PCS"), (0.06, 0.2, "Width"), (0.3, 0.2, "Actual: 0.738"),
        (0.06, 0.23, "Length"),
        (0.3, 0.23, "Actual: 1.965"),
    ])  # fmt: skip
    [line] = lines(record)
    assert (line["description"], line["heat_number"]) == ("Hex cap screw", "2F417")


def test_the_name_beside_an_articles_number_names_the_goods() -> None:
    record = read(
        [*ORDER, (0.06, 0.11, "Product: PA-0610-2"), (0.3, 0.11, "HINGE, PIVOTING"), (0.06, 0.14, "Qty: 500 PCS")]
    )
    [line] = lines(record)
    assert (line["description"], line["planned_quantity"]) == ("HINGE, PIVOTING", "500")


def test_a_vietnamese_day_is_told_by_its_words_behind_a_caption_and_over_the_signatures() -> None:
    slip = [(0.4, 0.03, "PHIẾU NHẬP KHO"), (0.4, 0.08, "Số: NK02/0047")]
    rows = table((0.06, 0.3, 0.45), 0.2, "Tên hàng|Đơn vị tính|Thực nhập", "Thép tấm|Kg|4186")
    assert fields(read([*slip, (0.4, 0.06, "Ngày 09 tháng 02 năm 2026"), *rows]))["issue_date"] == "2026-02-09"
    signed = (0.6, 0.6, "Bình Dương, ngày 12 tháng 3 năm 2026")
    assert fields(read([*slip, *rows, signed]))["issue_date"] == "2026-03-12"


def test_the_number_of_the_gate_is_not_that_of_the_receipt() -> None:
    rows = table((0.06, 0.4, 0.6), 0.3, "Item Description|UOM|Received", "ERW tube|KGS|2504.50")
    captions = [(0.6, 0.08, "GRN No.: GRN/25-26/04417"), (0.6, 0.1, "Gate Entry No.: GE-11832")]
    record = read([(0.4, 0.03, "GOODS RECEIPT NOTE"), *captions, *rows])
    assert fields(record)["record_number"] == "GRN/25-26/04417"


def test_a_company_stands_below_the_corner_that_says_when_its_paper_was_printed() -> None:
    record = read([
        (0.7, 0.03, "Printed: 2026-03-11"), (0.06, 0.03, "WORK ORDER"), (0.06, 0.07, "Cascade Machining, Inc."),
        (0.06, 0.12, "Job Number: 48213-01"), (0.06, 0.14, "Description: Hinge fitting"),
    ])  # fmt: skip
    assert fields(record)["producer"] == "Cascade Machining, Inc."


def test_three_decimals_beside_thousands_with_decimals_are_decimals_too() -> None:
    record = read([
        (0.4, 0.03, "ORDEM DE PRODUCAO"), (0.06, 0.08, "O.P. Nro: 00214701001"), (0.06, 0.1, "Produto: DOBRADICA"),
        (0.06, 0.12, "Quantidade: 5.000,00"), (0.06, 0.17, "COMPONENTES"),
        *table((0.06, 0.2, 0.5, 0.65), 0.2, "CODIGO|DESCRICAO|QUANTIDADE|UM", "MP-01|CHAPA ACO|1.425,000|KG",
               "MP-02|BARRA RED|310,000|KG", "EM-05|CAIXA|100,000|PC"),
    ])  # fmt: skip
    assert [line["quantity"] for line in lines(record, "materials")] == ["1425", "310", "100"]


def test_blanks_to_write_on_below_each_step_are_no_further_products() -> None:
    boxes = [Box(0.04, 0.02, 0.95, 0.09), *grid([0.04, 0.3, 0.6, 0.95], [0.1, 0.15, 0.2])]
    record = read([
        (0.05, 0.03, "MILLBROOK SCREW MACHINE CO."), (0.7, 0.03, "WORK ORDER"),
        (0.05, 0.05, "88 Industrial Park Rd, Waterbury CT 06705"), (0.75, 0.05, "58814-01"),
        (0.05, 0.104, "PART NO"), (0.32, 0.104, "DESCRIPTION"), (0.62, 0.104, "MAKE QTY"),
        (0.05, 0.125, "DC-1180-3"), (0.32, 0.125, "VALVE STEM, HEX"), (0.62, 0.125, "12,500 PCS"),
        (0.05, 0.154, "START"), (0.32, 0.154, "DUE"), (0.62, 0.154, "LOT"),
        (0.05, 0.175, "03/02/2026"), (0.32, 0.175, "03/20/2026"), (0.62, 0.175, "C6061"),
        *((left, 0.25 + 0.06 * i + 0.03 * text.endswith("_"), text) for i in range(3) for left, text in (
            (0.05, f"0{i + 1}0"), (0.2, "DEBURR ALL EDGES"), (0.21, "GOOD ________"), (0.5, "SCRAP ________"),
        )),
    ], boxes)  # fmt: skip
    [line] = lines(record)
    assert (line["description"], line["planned_quantity"], line["lot_number"]) == ("VALVE STEM, HEX", "12500", "C6061")
    assert fields(record)["record_number"] == "58814-01"


def test_codes_below_each_other_behind_suppliers_are_countries() -> None:
    edges, tops = [0.04, 0.1, 0.4, 0.5, 0.6, 0.95], [0.14 + 0.025 * n for n in range(5)]
    rows = [
        ["No", "Component", "Cons.", "UoM", "Source"], ["1", "Upper leather", "2.35", "SFT", "Apex Tann."],
        ["2", "Lining leather", "1.10", "SFT", "Wenzhou Huayi"], ["3", "Toe puff", "0.02", "SHT", "Coltap AG"],
    ]  # fmt: skip
    title = [(0.4, 0.03, "BILL OF MATERIALS"), (0.05, 0.08, "Article: Ankle boot")]
    codes = [(0.85, tops[i] + 0.006, code) for i, code in ((1, "BD"), (2, "CN"), (3, "DE"))]
    found = lines(read([*title, *in_grid(edges, tops, rows), *codes], grid(edges, tops)), "materials")
    assert [(m["supplier"], m["origin_country"]) for m in found] == [
        ("Apex Tann.", "BD"), ("Wenzhou Huayi", "CN"), ("Coltap AG", "DE"),
    ]  # fmt: skip
    without = lines(read([*title, *in_grid(edges, tops, rows)], grid(edges, tops)), "materials")
    assert [m["supplier"] for m in without] == ["Apex Tann.", "Wenzhou Huayi", "Coltap AG"]


def test_what_one_piece_takes_is_told_by_what_all_of_them_need() -> None:
    goods = table((0.06, 0.3, 0.45, 0.6), 0.2, "Product|Planned qty|Unit|Due date", "Office chair|800|PCS|2026-05-30")
    needed = table(
        (0.06, 0.3, 0.45, 0.6, 0.75), 0.3, "Material|Spec|Unit|Quantity|Required qty", "Mesh|1.5 m|M|0.85|680",
        "Castor|50 mm|PCS|5|4000",
    )  # fmt: skip
    materials = lines(read([*ORDER, *goods, *needed]), "materials")
    assert [(line["quantity"], line["quantity_per_unit"]) for line in materials] == [("680", "0.85"), ("4000", "5")]


def test_what_all_pieces_take_is_known_by_what_one_takes_whatever_its_header() -> None:
    rows = [
        "Component|Material|Qty per|Quorbish|UM",
        "Sleeve|6063|1|253|EA",
        "Piston|PA66|2|510|EA",
        "Cord|PVC|0.5|126|M",
    ]
    found = lines(read([*BILL, *table((0.06, 0.3, 0.45, 0.6, 0.75), 0.2, *rows)]), "materials")
    assert [(line["quantity"], line["quantity_per_unit"]) for line in found] == [
        ("253", "1"), ("510", "2"), ("126", "0.5"),
    ]  # fmt: skip
