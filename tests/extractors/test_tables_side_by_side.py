"""Tables beside each other, rows of two lines, and cells that repeat those above."""

from __future__ import annotations

from tests.extractors.prepared import fields, grid, lines, read
from tests.extractors.test_page_tables import table

HEAD = [(0.4, 0.04, "WORK ORDER"), (0.05, 0.08, "Work order No: WO-117"), (0.6, 0.08, "Date: 2026-05-14")]


def test_operations_beside_materials_are_a_table_of_their_own() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.1, 0.25, 0.33, 0.4], 0.14, "No|Material|Qty|Unit|Lot",
               "1|Oak board|36|PCS|L-88", "2|Lacquer|14|KG|L-91"),
        *table([0.6, 0.66, 0.85], 0.152, "Op|Operation|Hours", "10|Sawing|1.5", "20|Planing|0.5", "30|Coating|2.0"),
    ])  # fmt: skip
    used = [(line["description"], line["quantity"], line["lot_number"]) for line in lines(record, "materials")]
    assert used == [("Oak board", "36", "L-88"), ("Lacquer", "14", "L-91")]


def test_a_long_list_in_two_halves_is_read_left_to_right() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.1, 0.3, 0.38], 0.14, "No|Material|Qty|Unit", "1|Oak board|36|PCS", "2|Lacquer|14|KG"),
        *table([0.55, 0.6, 0.8, 0.88], 0.14, "No|Material|Qty|Unit", "3|Dowel|90|PCS", "4|Glue|2|KG"),
    ])  # fmt: skip
    assert [line["description"] for line in lines(record, "materials")] == ["Oak board", "Lacquer", "Dowel", "Glue"]


def test_what_headers_of_two_lines_ask_for_stands_in_two_lines_of_each_row() -> None:
    lefts = [0.05, 0.12, 0.3, 0.6, 0.75]
    print_ = [
        *table(lefts, 0.12, "序号|物料编码|物料名称|总用量|单位"), *table(lefts[1:4], 0.134, "规格|供应商|批号"),
        *table(lefts, 0.16, "1|RM-812|缝纫线|1500|米"), *table(lefts[1:4], 0.174, "40S/2|高士线业|H171063"),
        *table(lefts, 0.2, "2|RM-326|纽扣|100|粒"), *table(lefts[1:4], 0.214, "18L 四眼|伟星|H723439"),
    ]  # fmt: skip
    record = read([(0.4, 0.04, "生产任务单"), (0.05, 0.08, "单号：SC-77"), *print_])
    used = [
        (m["description"], m["quantity"], m["grade"], m["supplier"], m["lot_number"])
        for m in lines(record, "materials")
    ]
    assert used == [("缝纫线", "1500", "40S/2", "高士线业", "H171063"), ("纽扣", "100", "18L 四眼", "伟星", "H723439")]


def test_a_ditto_mark_repeats_the_cell_above() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.1, 0.3, 0.38, 0.5, 0.75], 0.14, "No|Material|Qty|Unit|Supplier|Origin",
               "1|Oak board|36|PCS|Nordwood|Poland", '2|Oak strip|14|PCS|"|do.'),
    ])  # fmt: skip
    second = lines(record, "materials")[1]
    assert (second["supplier"], second["origin_country"]) == ("Nordwood", "PL")


def test_a_caption_below_a_name_ends_no_table() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.1, 0.45, 0.55], 0.14, "No|Material|Qty|Unit", "1|Oak board|36|PCS"),
        (0.1, 0.168, "Supplier: Nordwood"),
        *table([0.05, 0.1, 0.45, 0.55], 0.19, "2|Lacquer|14|KG"), (0.1, 0.204, "Supplier: Renner"),
    ])  # fmt: skip
    used = [(line["description"], line["supplier"]) for line in lines(record, "materials")]
    assert used == [("Oak board", "Nordwood"), ("Lacquer", "Renner")]


def test_a_table_without_title_below_one_of_products_lists_materials() -> None:
    record = read([
        (0.4, 0.04, "加工单"), (0.05, 0.08, "单号：SC-77"),
        *table([0.05, 0.3, 0.5, 0.65], 0.12, "产品名称|型号|订单数量|完工数量", "电钻|DC-18V|12,500 台|12,125 台"),
        *table([0.05, 0.12, 0.3, 0.5, 0.6, 0.7], 0.2, "项次|名称|材质规格|需求数量|单位|批次号",
               "01|夹头|10mm|12,500|个|C17",
               "02|电机|775 18V|12,500|个|C14"),
    ])  # fmt: skip
    assert [line["description"] for line in lines(record)] == ["电钻"]
    assert [(m["description"], m["lot_number"]) for m in lines(record, "materials")] == [
        ("夹头", "C17"),
        ("电机", "C14"),
    ]


def test_one_caption_of_plan_and_result_is_answered_by_two_numbers() -> None:
    [line] = lines(
        read([*HEAD, (0.05, 0.1, "Order qty/Qty completed: 480 / 464 EA"), (0.05, 0.12, "Product: Oak table")])
    )
    assert (line["planned_quantity"], line["quantity"]) == ("480", "464")


def test_the_supplier_of_a_receipt_needs_no_legal_form() -> None:
    record = read(
        [
            (0.3, 0.03, "GOODS RECEIVED NOTE"),
            (0.05, 0.07, "Document No.: G-2003"),
            (0.05, 0.1, "Supplier: Kim Sen Metal"),
        ]
    )
    assert fields(record)["supplier"] == "Kim Sen Metal"


def test_a_section_called_a_bill_of_materials_makes_no_bill_of_an_order() -> None:
    record = read([*HEAD, (0.05, 0.2, "Bill of Materials"), (0.05, 0.23, "Product: Oak table")])
    assert record.kind == "fac.production_order"


def test_captions_and_values_over_two_lines_of_their_cells_are_whole() -> None:
    record = read(
        [(0.4, 0.03, "JOB CARD"), (0.06, 0.105, "Production"), (0.06, 0.12, "Order"), (0.26, 0.112, "20257986"),
         (0.06, 0.145, "Customer"), (0.06, 0.16, "Order No."), (0.26, 0.152, "CC-117656"),
         (0.56, 0.105, "Product name"), (0.76, 0.105, "Steel shelving unit, 4"), (0.76, 0.12, "tier"),
         (0.56, 0.15, "Department"), (0.76, 0.15, "Assembly shop 2")],
        [*grid([0.05, 0.25, 0.55, 0.75, 0.98], [0.1, 0.14, 0.18])],
    )  # fmt: skip
    told = fields(record)
    assert (told["record_number"], told["order_number"]) == ("20257986", "CC-117656")
    assert [line["description"] for line in lines(record)] == ["Steel shelving unit, 4 tier"]


def test_materials_told_by_the_same_captions_one_below_the_other_are_a_list() -> None:
    record = read([
        *HEAD, (0.05, 0.1, "Product: Oak table"), (0.5, 0.1, "Order qty: 120 PCS"),
        (0.05, 0.2, "No: 1"), (0.3, 0.2, "Material: Oak board"), (0.6, 0.2, "Grade: A"),
        (0.05, 0.22, "Qty: 36"), (0.3, 0.22, "Unit: PCS"), (0.6, 0.22, "Supplier: Nordwood"),
        (0.05, 0.26, "No: 2"), (0.3, 0.26, "Material: Clear lacquer"), (0.6, 0.26, "Grade: PU"),
        (0.05, 0.28, "Qty: 14"), (0.3, 0.28, "Unit: KG"), (0.6, 0.28, "Supplier: Renner"),
    ])  # fmt: skip
    used = [(m["description"], m["quantity"], m["grade"], m["supplier"]) for m in lines(record, "materials")]
    assert used == [("Oak board", "36", "A", "Nordwood"), ("Clear lacquer", "14", "PU", "Renner")]
    assert [(line["description"], line["planned_quantity"]) for line in lines(record)] == [("Oak table", "120")]


def test_the_unit_of_all_amounts_may_stand_once_above_the_table() -> None:
    record = read([
        (0.4, 0.04, "物料清单"), (0.05, 0.08, "单号：BM-77"), (0.8, 0.12, "单位：千克"),
        *table([0.05, 0.12, 0.4, 0.6], 0.14, "序号|物料名称|规格|数量", "1|食用盐|精制|660", "2|白砂糖|一级|480"),
    ])  # fmt: skip
    assert [m["unit"] for m in lines(record, "materials")] == ["千克", "千克"]


def test_headers_half_a_line_above_those_that_share_a_heading_are_of_the_same_row() -> None:
    record = read([
        *HEAD, (0.3, 0.136, "MATERIAL"),
        *table([0.05, 0.6, 0.72], 0.1437, "No|Qty|Unit"), *table([0.12, 0.4], 0.151, "Component|Grade"),
        *table([0.05, 0.12, 0.4, 0.6, 0.72], 0.17, "1|Oak board|A|36|PCS", "2|Lacquer|PU|14|KG"),
    ])  # fmt: skip
    used = [(m["description"], m["grade"], m["quantity"], m["unit"]) for m in lines(record, "materials")]
    assert used == [("Oak board", "A", "36", "PCS"), ("Lacquer", "PU", "14", "KG")]


def test_the_end_of_one_word_and_the_begin_of_the_next_are_no_title() -> None:
    record = read([*HEAD, (0.05, 0.1, "Customer: Northgate Outfitters Inc.")])
    assert record.kind == "fac.production_order"
