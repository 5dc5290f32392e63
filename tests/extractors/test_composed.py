"""Captions of factory papers that no form file lists are understood word by word, or not at all."""

from __future__ import annotations

import time

import pytest

from extractors.captions.composed import composed, composed_field
from extractors.captions.labels import Labels
from extractors.tables.page_tables import column_labels
from tests.extractors.prepared import fields, grid, lines, read


@pytest.mark.parametrize(
    ("caption", "column"),
    [
        ("Qty req'd", "planned_quantity"), ("指令产量", "planned_quantity"), ("Q.tà ordine (pz)", "planned_quantity"),
        ("Sollmenge", "planned_quantity"), ("지시수량", "planned_quantity"),
        ("Qty to stock", "quantity"), ("實投量", "quantity"), ("Weighed kg", "quantity"), ("Thực xuất", "quantity"),
        ("投料时间", "start_date"), ("计划完工日期", "finish_date"), ("RM lot", "lot_number"), ("产地厂家", "supplier"),
        ("Kit item", "goods"), ("实际产量 Actual output", "quantity"),
        ("Ilość planowana", "planned_quantity"), ("Gross reqd (400)", "planned_quantity"),
        ("Per batch", "planned_quantity"), ("Order reqmt incl. loss", "planned_quantity"),
        ("Skutečně vyrobené množství", None), ("上机", "start_date"),
        ("Nominated supplier", "supplier"), ("Finished article", "goods"), ("Qty built", "quantity"),
        ("Lot size", None), ("Scrap qty", None), ("Var %", None), ("Store location", None), ("Start 14 July", None),
    ],
)  # fmt: skip
def test_a_caption_means_what_its_words_say(caption: str, column: str | None) -> None:
    assert composed("lines")(caption) == column


def test_columns_of_materials_have_their_own_names() -> None:
    told = [composed("materials")(caption) for caption in ("Type", "RM code", "Cons / pair (net)", "Q'ty/set")]
    assert told == ["grade", "code", "quantity_per_unit", "quantity_per_unit"]


def test_words_count_only_where_no_wording_of_the_form_says_the_whole() -> None:
    labels = Labels([("quantity", "Qty"), ("finish_date", "Complete"), ("goods", "Articolo")], composed("lines"))
    asked, stated = labels.find("Qty req'd"), labels.find("Order qty: 500 EA")
    assert asked
    assert stated
    assert (asked.name, asked.composed, stated.name) == ("planned_quantity", True, "planned_quantity")
    assert "Order qty: 500 EA"[stated.end :] == "500 EA"
    whole = [labels.find(text) for text in ("Complete", "Articolo / variante")]
    assert [hit.name for hit in whole if hit and not hit.composed] == ["finish_date", "goods"]


@pytest.mark.parametrize(
    ("kind", "caption", "field"),
    [
        ("fac.material_issue", "Voucher Dt.", "issue_date"), ("fac.production_order", "Angelegt am", "issue_date"),
        ("fac.production_order", "Raised:", "issue_date"), ("fac.production_order", "Batch ticket:", "record_number"),
        ("fac.material_issue", "生产任务单：", "order_number"), ("fac.production_order", "生产任务单", None),
        ("fac.production_order", "卡号", "record_number"), ("fac.bom", "Cust. order no.", "order_number"),
        ("fac.bom", "制单", None), ("fac.mtc", "For lot", "line:lot_number"), ("fac.mtc", "Order total", None),
        ("fac.bom", "制单日期", "issue_date"), ("fac.bom", "Qty req'd", "line:planned_quantity"),
    ],
)  # fmt: skip
def test_a_field_is_told_by_its_caption_and_by_the_kind_of_paper(kind: str, caption: str, field: str | None) -> None:
    assert composed_field(kind)(caption) == field


def test_parties_are_told_by_what_they_do() -> None:
    told = [
        composed_field("fac.goods_receipt")(caption)
        for caption in ("供货厂商：", "购货单位", "Vendor name", "제조업체")
    ]
    assert told == ["supplier", "buyer", "supplier", "producer"]


def test_captions_and_values_by_turns_without_colons_are_told_apart() -> None:
    record = read(
        [
            (0.7, 0.04, "製令單"), (0.7, 0.07, "Manufacturing Order"),
            (0.06, 0.11, "製令單號 M.O. No. 5101-260312004"), (0.5, 0.11, "開單日期 Date 2026/03/12"),
            (0.06, 0.14, "品名 Name 鈦合金自行車座管"), (0.5, 0.14, "規格 Spec. 27.2×350L"),
            (0.06, 0.17, "订单数量"), (0.2, 0.17, "1,800 ST"), (0.35, 0.17, "已交货"), (0.5, 0.17, "1,762"),
            (0.06, 0.2, "基本开始"), (0.2, 0.2, "2026.08.21"), (0.35, 0.2, "基本完成"), (0.5, 0.2, "2026.09.03"),
        ]
    )  # fmt: skip
    assert (fields(record)["record_number"], fields(record)["issue_date"]) == ("5101-260312004", "2026-03-12")
    [line] = lines(record)
    assert (line["description"], line["specification"]) == ("鈦合金自行車座管", "27.2×350L")
    assert (line["planned_quantity"], line["quantity"]) == ("1800", "1762")
    assert (line["start_date"], line["finish_date"]) == ("2026-08-21", "2026-09-03")


def test_print_of_many_partings_is_given_up_at_once() -> None:
    started = time.process_time()
    assert composed("lines")("实发" * 19 + "X") is None
    assert time.process_time() - started < 0.5


def test_captions_of_further_languages_are_told_on_factory_papers() -> None:
    made, used = (column_labels("fac.production_order", part) for part in ("lines", "materials"))
    told = [made.find(text) for text in ("Wyrób", "J.m.", "Sorszám", "Nama barang", "Šarže")]
    assert [hit.name for hit in told if hit] == ["goods", "unit", "item", "goods", "lot_number"]
    told = [used.find(text) for text in ("Surowiec", "Zużycie", "Bahan baku", "Necesar")]
    assert [hit.name for hit in told if hit] == ["goods", "quantity", "goods", "planned_quantity"]


def test_a_short_caption_of_two_words_asks_for_the_number_behind_it() -> None:
    record = read(
        [(0.1, 0.05, "Bill of material"), (0.1, 0.1, "BOM ID BOM-77120-04"), (0.5, 0.1, "Eff. date 2026-02-10")]
    )
    assert (fields(record)["record_number"], fields(record)["issue_date"]) == ("BOM-77120-04", "2026-02-10")


def test_what_came_is_no_quantity_where_another_column_says_what_was_kept() -> None:
    at = (0.06, 0.3, 0.4, 0.55, 0.7)
    rows = [
        (0.2, ("Material", "UoM", "Delivered", "Rejected", "Into stock")),
        (0.23, ("PP copolymer", "kg", "9,975", "50", "9,925")),
        (0.26, ("ABS, black", "kg", "6,000", "0", "6,000")),
    ]
    printed = [(x, y, text) for y, texts in rows for x, text in zip(at, texts, strict=True)]
    record = read([(0.3, 0.05, "RECEIVING REPORT"), (0.06, 0.1, "Report no: RR-118"), *printed])
    assert [line["quantity"] for line in lines(record)] == ["9925", "6000"]


def test_a_firms_number_in_brackets_makes_no_other_caption() -> None:
    record = read(
        [
            (0.3, 0.04, "中华人民共和国海关出口货物报关单"),
            (0.065, 0.106, "境内发货人(91410300MA8WH3U6BR)"), (0.065, 0.122, "浙江启航贸易有限公司"),
            (0.065, 0.146, "生产销售单位(91410300MA8WH3U6BR)"), (0.065, 0.162, "浙江启航机械有限公司"),
            (0.065, 0.186, "合同协议号"), (0.065, 0.202, "SO2412941"),
            (0.505, 0.106, "境外收货人"), (0.505, 0.122, "WATTLE GROVE TRADING PTY LIMITED"),
            (0.505, 0.146, "毛重(千克)"), (0.505, 0.162, "25174.66"), (0.505, 0.186, "成交方式"), (0.505, 0.202, "FOB"),
        ],
        grid((0.06, 0.5, 0.9), (0.1, 0.14, 0.18, 0.22)),
    )  # fmt: skip
    assert fields(record)["producer"] == "浙江启航机械有限公司"
    assert fields(record)["supplier"] == "浙江启航贸易有限公司"
