"""Tables that hold products with their materials below them."""

from __future__ import annotations

from tests.extractors.prepared import lines, read
from tests.extractors.test_page_tables import table


def test_an_outline_parts_products_from_their_materials() -> None:
    lefts = [0.05, 0.12, 0.25, 0.5, 0.63, 0.76, 0.87]
    record = read([
        (0.4, 0.04, "生产订单明细"), (0.05, 0.08, "生产订单号 MO2602-13"),
        *table(lefts, 0.12, "层|编码|名称|计划数量|完成/实领数量|计划开始|供应商",
               "1|FB-22|漂白布|48,000|47,620 米|2026-02-10|", "1.1|YN-75|低弹丝||1,322 kg||盛虹集团",
               "1.2|CH-11|双氧水||310 kg||吴江化工", "2|FB-24|尼丝纺|22,000|21,715 米|2026-02-11|",
               "2.1|YN-21|锦纶丝||868 kg||长乐恒申"),
    ])  # fmt: skip
    made = [(line["description"], line["quantity"], line["start_date"]) for line in lines(record)]
    assert made == [("漂白布", "47620", "2026-02-10"), ("尼丝纺", "21715", "2026-02-11")]
    used = [(line["description"], line["quantity"], line["supplier"]) for line in lines(record, "materials")]
    assert used == [("低弹丝", "1322", "盛虹集团"), ("双氧水", "310", "吴江化工"), ("锦纶丝", "868", "长乐恒申")]


def test_a_column_of_depths_does_so_too() -> None:
    record = read([
        (0.4, 0.04, "WORK ORDER"), (0.05, 0.08, "Work order No: WO-117"),
        *table([0.05, 0.12, 0.45, 0.6, 0.75, 0.85], 0.12, "Level|Description|Planned qty|Actual qty|Start date|Vendor",
               "0|Oak table|120|118 PCS|2026-02-10|", "1|Oak board||36 PCS||Nordwood", "1|Lacquer||14 KG||Renner"),
    ])  # fmt: skip
    assert [(line["description"], line["quantity"]) for line in lines(record)] == [("Oak table", "118")]
    used = [(line["description"], line["quantity"], line["supplier"]) for line in lines(record, "materials")]
    assert used == [("Oak board", "36", "Nordwood"), ("Lacquer", "14", "Renner")]


def test_one_header_asks_products_for_a_date_and_their_materials_for_who_sold_them() -> None:
    record = read([
        (0.4, 0.04, "生产订单明细"), (0.05, 0.08, "生产订单号 MO2602-14"),
        *table([0.05, 0.12, 0.25, 0.5, 0.63, 0.80], 0.12, "层|编码|名称|计划数量|实领数量|开工日期/供应商",
               "1|FB-22|漂白布|48,000|47,620 米|2026-02-10", "1.1|YN-75|低弹丝||1,322 kg|盛虹集团",
               "2|FB-24|尼丝纺|22,000|21,715 米|2026-02-11", "2.1|YN-21|锦纶丝||868 kg|长乐恒申"),
    ])  # fmt: skip
    assert [line["start_date"] for line in lines(record)] == ["2026-02-10", "2026-02-11"]
    assert [line["supplier"] for line in lines(record, "materials")] == ["盛虹集团", "长乐恒申"]


def test_the_row_of_the_highest_level_of_a_bill_is_its_product() -> None:
    lefts = [0.05, 0.12, 0.24, 0.45, 0.6, 0.72, 0.8]
    record = read([
        (0.4, 0.04, "PRODUCT BOM"), (0.05, 0.08, "BOM no.: BM-5500-C"),
        *table(lefts, 0.12, "Level|Part no.|Part name|Specification|Qty per set|Unit|Vendor",
               "0|DK-5500|Standing desk frame|2-leg, black|1|SET|In-house", "1|DK-5510|Leg tube|Q235|4|PC|Youfa",
               "1|MO-0110|Linear motor|24V 800N|2|PC|Jiecang"),
    ])  # fmt: skip
    assert [(line["description"], line["specification"], line["quantity"]) for line in lines(record)] == [
        ("Standing desk frame", "2-leg, black", "1")
    ]
    assert [line["description"] for line in lines(record, "materials")] == ["Leg tube", "Linear motor"]


def test_a_column_of_levels_beside_one_of_numbers_tells_the_product_though_it_has_none() -> None:
    lefts = [0.05, 0.12, 0.2, 0.45, 0.6, 0.72]
    record = read([
        (0.4, 0.04, "物料清单"), (0.05, 0.08, "单号：BM-77"),
        *table(lefts, 0.12, "行号|阶层|名称|规格|总用量|单位", "|0|牛肉干|50g 40袋|6000|箱", "1|1|五香粉|60目|480|千克",
               "2|1|食用盐|精制|660|千克"),
    ])  # fmt: skip
    assert [(line["description"], line["quantity"]) for line in lines(record)] == [("牛肉干", "6000")]
    assert [line["quantity"] for line in lines(record, "materials")] == ["480", "660"]


def test_an_outline_below_a_product_stated_above_begins_with_a_material() -> None:
    record = read([
        (0.4, 0.04, "BOM REPORT"), (0.05, 0.08, "BOM no.: BM-78"), (0.05, 0.1, "Product: Pump"),
        (0.5, 0.1, "Batch size: 20 SET"),
        *table([0.05, 0.12, 0.4, 0.55, 0.7], 0.14, "Level|Description|Grade|Qty|Unit", "1|Casing|CF8M|20|EA",
               "1.1|Wear ring|C932|40|EA", "1.2|Plug|A105|20|EA"),
    ])  # fmt: skip
    assert [line["description"] for line in lines(record, "materials")] == ["Casing", "Wear ring", "Plug"]
    assert [(line["description"], line["quantity"]) for line in lines(record)] == [("Pump", "20")]


def test_marks_with_blanks_between_them_tell_how_deep_a_row_stands() -> None:
    record = read([
        (0.4, 0.04, "BOM EXPLOSION REPORT"), (0.05, 0.08, "BOM number: BOM-0044817"),
        *table([0.05, 0.14, 0.28, 0.6, 0.7, 0.78], 0.12, "Level|Item number|Item description|Qty|UOM|Make/Buy",
               "0|FK-29-140|Suspension fork|1|EA|Make", ". 1|FK-2910|Steerer assembly|1|EA|Make",
               ". . 2|ST-1125|Steerer tube|2|EA|Buy"),
    ])  # fmt: skip
    assert [(line["description"], line["quantity"]) for line in lines(record)] == [("Suspension fork", "1")]
    used = lines(record, "materials")
    assert [line["description"] for line in used] == ["Steerer assembly", "Steerer tube"]
    assert all("supplier" not in line for line in used)  # `Make` or `Buy` names nobody
