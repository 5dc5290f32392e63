"""Several tables on one factory record, bills of materials, and the wordings their columns wear."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

import pytest

from extractors.forms import Part
from extractors.tables.page_tables import column_labels
from schemas.page import Box
from schemas.record import Value
from tests.extractors.prepared import fields, grid, in_grid, lines, read
from validators.factory_rows import _for_one  # pyright: ignore[reportPrivateUsage]

Printed = list[tuple[float, float, str]]


def table(lefts: Sequence[float], top: float, *rows: str) -> Printed:
    """Rows of print below each other, their cells parted by strokes."""
    return [
        (left, top + 0.02 * i, cell.strip())
        for i, row in enumerate(rows)
        for left, cell in zip(lefts, row.split("|"), strict=True)
        if cell.strip()
    ]


def boxed(lefts: Sequence[float], top: float, *rows: str) -> tuple[Printed, list[Box]]:
    shifted = [(left + 0.005, at + 0.004, cell) for left, at, cell in table(lefts, top, *rows)]
    return shifted, grid([*lefts, 0.95], [top + 0.02 * i for i in range(len(rows) + 1)])


def test_an_order_with_components_and_operations_lists_the_goods_of_its_labels() -> None:
    record = read([
        (0.05, 0.04, "PRODUCTION ORDER"),
        (0.05, 0.08, "Order : 100004418823"), (0.5, 0.08, "Sales order : 0030118842"),
        (0.05, 0.10, "Material : FLT-40210"), (0.05, 0.12, "Description : HYDRAULIC FILTER ELEMENT"),
        (0.05, 0.14, "Order quantity : 2,400 EA"), (0.05, 0.16, "Basic finish date : 24 Feb 2026"),
        (0.05, 0.20, "COMPONENT LIST"),
        *table([0.05, 0.12, 0.25, 0.55, 0.7, 0.8], 0.23, "Item|Component|Description|Reqmt qty|Un|Batch",
               "0010|GLS-10|GLASS FIBRE MEDIA|1,536|M2|GF26-0117", "0020|EC-210|END CAP STEEL|4,800|EA|769980"),
        (0.05, 0.31, "OPERATIONS"),
        *table([0.05, 0.12, 0.25, 0.55, 0.7, 0.8], 0.34, "Oper|WkCtr|Operation text|Setup|Yield|Confirmed",
               "0010|PLT-01|PLEAT AND CUT|0.50 H|2,400 EA|20 Feb 2026"),
    ])  # fmt: skip
    assert fields(record)["record_number"] == "100004418823"
    assert fields(record)["order_number"] == "0030118842"
    [made] = lines(record)
    assert (made["description"], made["planned_quantity"]) == ("HYDRAULIC FILTER ELEMENT", "2400")
    first, second = lines(record, "materials")
    assert (first["description"], first["quantity"], first["lot_number"]) == ("GLASS FIBRE MEDIA", "1536", "GF26-0117")
    assert second["description"] == "END CAP STEEL"
    asked = record.materials[0]["quantity"]
    assert asked is not None
    assert asked.confidence < 0.9  # needed is not yet taken


def test_products_and_issued_materials_are_told_apart_though_headers_are_alike() -> None:
    made, cells = boxed(
        [0.05, 0.1, 0.25, 0.4, 0.47, 0.6, 0.72, 0.84], 0.12,
        "行号|物料名称|规格型号|单位|计划生产数量|实际入库数量|计划开工日期|批号",
        "1|不锈钢球阀|DN25|只|3,000|2,985|2025-10-11|ZX1", "2|止回阀|DN80|只|400|396|2025-10-15|ZX2",
    )  # fmt: skip
    used, more = boxed(
        [0.05, 0.1, 0.25, 0.35, 0.42, 0.52, 0.62, 0.72], 0.24,
        "序|子项物料名称|材质|单位|标准用量|应发数量|实发数量|供应商",
        "1|阀体铸件|CF8|只|1|3,000|3,015|永嘉县宏远铸造厂", "2|密封圈|PTFE|片|2|9,200|9,230|嘉兴氟塑有限公司",
    )  # fmt: skip
    record = read([(0.4, 0.05, "生产任务单"), *made, (0.05, 0.22, "投料单"), *used], [*cells, *more])
    assert [(line["description"], line["quantity"]) for line in lines(record)] == [
        ("不锈钢球阀", "2985"),
        ("止回阀", "396"),
    ]
    materials = lines(record, "materials")
    assert [(m["description"], m["grade"], m["quantity"], m["quantity_per_unit"]) for m in materials] == [
        ("阀体铸件", "CF8", "3015", "1"), ("密封圈", "PTFE", "9230", "2"),
    ]  # fmt: skip
    assert materials[0]["supplier"] == "永嘉县宏远铸造厂"


def test_captions_over_values_in_small_boxes_are_no_table() -> None:
    edges, tops = [0.05, 0.3, 0.55, 0.9], [0.08, 0.118, 0.156]
    captions = [("PART / DESCRIPTION", "QTY TO MAKE", "QTY COMPLETE"), ("RELEASED", "START", "DONE")]
    stated = [("Bracket assembly", "640 EA", "633 EA"), ("Jan 6, 2026", "Jan 8, 2026", "Jan 19, 2026")]
    print_: Printed = [(0.05, 0.04, "JOB TRAVELER")]
    for top, row, values in zip(tops, captions, stated, strict=False):
        for left, caption, value in zip(edges, row, values, strict=False):
            print_ += [(left + 0.01, top + 0.004, caption), (left + 0.01, top + 0.02, value)]
    record = read(print_, grid(edges, tops))
    assert record.kind == "fac.production_order"
    assert lines(record) == [
        {"description": "Bracket assembly", "quantity": "633", "unit": "EA", "planned_quantity": "640",
         "start_date": "2026-01-08", "finish_date": "2026-01-19"}
    ]  # fmt: skip


def test_captions_with_colons_over_values_in_a_row_are_no_table() -> None:
    record = read([
        (0.05, 0.04, "MANUFACTURING ORDER"),
        *table([0.05, 0.4, 0.7], 0.10, "Finished Product:|Quantity to Produce:|Quantity Produced:",
               "Wooden train|1,500 PCS|1,492 PCS"),
        (0.05, 0.14, "Start date:"), (0.05, 0.16, "05 Mar 2026"),
    ])  # fmt: skip
    [made] = lines(record)
    assert (made["description"], made["planned_quantity"], made["quantity"]) == ("Wooden train", "1500", "1492")
    assert made["start_date"] == "2026-03-05"


def test_captions_and_values_by_turns_in_rows_of_cells_are_no_table_and_three_headers_tell_a_routing() -> None:
    edges = [0.05, 0.15, 0.35, 0.45, 0.6, 0.7, 0.95]
    stated = ["产品名称|铝合金门铰链|规格|拉丝黑|批号|A418", "派工数量|6000|合格数量|5948|单位|副"]
    steps, more = boxed([0.05, 0.15, 0.4, 0.6], 0.2, "工序|工序名称|机台|操作工", "1|落料|80T-3#|周良")
    record = read(
        [(0.42, 0.03, "派"), (0.47, 0.03, "工"), (0.52, 0.03, "单"), (0.05, 0.08, "班组：二组"),
         (0.7, 0.08, "No. PG-0418-07"), *table([edge + 0.005 for edge in edges[:-1]], 0.124, *stated), *steps],
        [*grid(edges, [0.12, 0.14, 0.16]), *more],
    )  # fmt: skip
    assert fields(record)["record_number"] == "PG-0418-07"
    assert lines(record) == [
        {"description": "铝合金门铰链", "specification": "拉丝黑", "lot_number": "A418", "planned_quantity": "6000",
         "quantity": "5948", "unit": "副"}
    ]  # fmt: skip
    assert lines(record, "materials") == []


def test_an_order_in_traditional_characters_is_read_like_one_in_simple_ones() -> None:
    record = read([
        (0.45, 0.03, "製令單"), (0.05, 0.08, "製令單號：MO-2603-011"), (0.5, 0.08, "開立日期：2026/03/02"),
        *table([0.05, 0.25, 0.45, 0.6, 0.75], 0.12, "產品名稱|規格|單位|預計產量|批號", "齒輪箱|M3|臺|400|A26-11",
               "合計|||400|"),
        (0.05, 0.2, "領料明細"),
        *table([0.05, 0.25, 0.45, 0.6, 0.75], 0.22, "材料品名|規格|單位|已領數量|產地", "軸承鋼|SUJ2|kg|812.5|臺灣"),
        (0.05, 0.3, "製表：陳"), (0.4, 0.3, "審核：林"),
    ])  # fmt: skip
    assert fields(record)["record_number"] == "MO-2603-011"
    [made], [used] = lines(record), lines(record, "materials")
    assert (made["description"], made["planned_quantity"], made["lot_number"]) == ("齒輪箱", "400", "A26-11")
    assert (used["description"], used["quantity"], used["origin_country"]) == ("軸承鋼", "812.5", "TW")


def test_captions_below_values_beside_a_table_are_not_taken_for_its_headers() -> None:
    stated = ["CO-20718|Customer order", "14 Jan 2026|Date opened", "Seat bracket|Part description", "L8-A|Lot",
              "12,500|Qty ordered", "12,438|Good pieces made"]  # fmt: skip
    block = [(0.05, 0.1 + 0.03 * i + 0.012 * j, text) for i, pair in enumerate(stated)
             for j, text in enumerate(pair.split("|"))]  # fmt: skip
    used = table([0.4, 0.6, 0.72, 0.8], 0.142, "Material|Drawn|UM|Vendor", "Steel coil|9,420|LB|Nucor")
    record = read([(0.05, 0.04, "JOB CARD"), *block, *used])
    assert fields(record)["order_number"] == "CO-20718"
    assert "producer" not in fields(record)
    [made], [material] = lines(record), lines(record, "materials")
    assert (made["description"], made["lot_number"]) == ("Seat bracket", "L8-A")
    assert (made["planned_quantity"], made["quantity"]) == ("12500", "12438")
    assert (material["description"], material["quantity"], material["supplier"]) == ("Steel coil", "9420", "Nucor")


def test_a_bill_tells_what_a_piece_and_what_the_run_takes_and_groups_its_parts() -> None:
    record = read([
        (0.05, 0.04, "COSTED BILL OF MATERIAL"),
        (0.05, 0.07, "Style: Mens hiking boot"), (0.4, 0.07, "BOM #: CBOM-3308"), (0.7, 0.07, "Run qty: 5,000 PR"),
        *table([0.05, 0.1, 0.3, 0.45, 0.6, 0.7, 0.8], 0.12, "#|Component|Supplier|Origin|UM|Per pair|Total required",
               "Upper, outer and inner||||||", "1|Nubuck leather|ISA TanTec|Vietnam|SF|2.60|13,000",
               "2|Mesh lining|Sheico|Taiwan|YD|0.35|1,750", "Bottom||||||", "3|Steel shank|Make|China|PR|1|5,000"),
    ])  # fmt: skip
    assert fields(record)["record_number"] == "CBOM-3308"
    [boot] = lines(record)
    assert (boot["description"], boot["quantity"], boot["unit"]) == ("Mens hiking boot", "5000", "PR")
    materials = [(m["description"], m["quantity_per_unit"], m["quantity"]) for m in lines(record, "materials")]
    assert materials == [
        ("Nubuck leather", "2.6", "13000"),
        ("Mesh lining", "0.35", "1750"),
        ("Steel shank", "1", "5000"),
    ]


def test_letters_set_apart_are_one_caption_and_a_date_alone_at_the_head_is_the_records_in_doubt() -> None:
    print_, cells = boxed([0.05, 0.3, 0.5, 0.7], 0.16, "材料品名|单位|实发数量|供应商", "活塞杆|支|2,410|宝钢")
    record = read(
        [(0.45, 0.04, "制令单"), (0.05, 0.08, "单 号：MO-17"), (0.05, 0.1, "品"), (0.11, 0.1, "名：气动夹爪"),
         (0.5, 0.08, "2026年3月5日"), *print_, (0.055, 0.204, "二、辅料"),
         *table([0.055, 0.305, 0.505, 0.705], 0.224, "密封圈|个|4,820|NOK")],
        [*cells, Box(0.05, 0.2, 0.95, 0.22), *grid([0.05, 0.3, 0.5, 0.7, 0.95], [0.22, 0.24])],
    )  # fmt: skip
    dated = record.fields["issue_date"]
    assert dated is not None
    assert (str(dated.value), dated.confidence < 0.9) == ("2026-03-05", True)
    assert [line["description"] for line in lines(record)] == ["气动夹爪"]
    assert [line["description"] for line in lines(record, "materials")] == ["活塞杆", "密封圈"]


def test_a_bill_is_balanced_by_what_a_piece_takes() -> None:
    record = read([
        (0.05, 0.04, "BILL OF MATERIALS"), (0.05, 0.07, "Assembly: FORKLIFT MAST"), (0.4, 0.07, "Lot size: 10 SET"),
        *table([0.05, 0.3, 0.5, 0.7], 0.12, "Part name|Qty/lot|UM|Vendor", "LIFT CYLINDER|20|EA|DONGYANG"),
    ])  # fmt: skip
    assert lines(record)[0]["quantity"] == "10"
    assert lines(record, "materials")[0]["quantity"] == "20"
    assert _for_one(record, record.materials)[0]["quantity"] is None
    each = Value(Decimal(2), 1.0, ())
    [row] = _for_one(record, [{**record.materials[0], "quantity_per_unit": each}])
    assert row["quantity"] == each


def test_an_invoice_parts_goods_from_small_print_groups_from_goods_and_codes_from_figures() -> None:
    record = read([
        (0.05, 0.03, "CHANGHUA TOOLMAKERS CORP."), (0.6, 0.05, "COMMERCIAL INVOICE"),
        (0.05, 0.08, "Invoice No.: CT-2604118"), (0.05, 0.10, "From TAICHUNG, TAIWAN to TACOMA, WA by sea"),
        (0.6, 0.08, "BILL TO"), (0.6, 0.095, "Rayong Houseware Co., Ltd."), (0.6, 0.13, "DELIVER TO"),
        (0.6, 0.145, "Same, Gate 2"), (0.05, 0.12, "Per WAN HAI 513"),
        *table([0.05, 0.15, 0.5, 0.65, 0.8], 0.18, "Item|Description|Quantity|Unit price|Amount", "PO# WF-10881 A||||",
               "CT-1310|Socket set, metric, 12 pieces, chrome|1,200 SET|USD8.75|USD10,500.00",
               "|(hardened, in a case)|||", "PO# WF-10894 B||||",
               "CT-2102|Combination pliers|3,000 PCS|USD2.42|USD7,260.00"),
        (0.05, 0.32, "We hereby certify that the goods are of TAIWAN origin."),
    ])  # fmt: skip
    found = fields(record)
    assert (found["port_of_loading"], found["port_of_discharge"]) == ("TAICHUNG, TAIWAN", "TACOMA, WA")
    assert (found["consignee"], found["vessel"][:7]) == ("Rayong Houseware Co., Ltd.", "WAN HAI")
    assert found["origin_country"] == "TW"
    first, second = lines(record)
    assert (first["description"], first["quantity"], first["unit"]) == (
        "Socket set, metric, 12 pieces, chrome",
        "1200",
        "SET",
    )
    assert (first["value"], first["unit_price"], first["currency"]) == ("10500", "8.75", "USD")
    assert first["specification"] == "CT-1310"
    assert (second["description"], second["value"]) == ("Combination pliers", "7260")


def test_containers_head_the_rows_of_a_packing_list_and_subtotals_part_them() -> None:
    record = read([
        (0.05, 0.04, "PACKING LIST"), (0.05, 0.07, "POL/POD: Xiamen / New York"),
        *table([0.05, 0.2, 0.55, 0.7, 0.85], 0.12, "Bundle|Material|Slabs|Net kg|Gross kg",
               "Container MRSU3308149 sealed||||",
               "B-01|Granite slabs|56|25,402|25,790", "|Subtotal|56|25,402|25,790", "Container TCKU1774020 sealed||||",
               "B-07|Quartzite slabs|72|20,606|21,002", "|Subtotal|72|20,606|21,002", "|Grand total|128|46,008|46,792"),
    ])  # fmt: skip
    assert (fields(record)["port_of_loading"], fields(record)["port_of_discharge"]) == ("Xiamen", "New York")
    assert [(line["description"], line["net_weight_kg"]) for line in lines(record)] == [
        ("Granite slabs", "25402"), ("Quartzite slabs", "20606"),
    ]  # fmt: skip


def test_the_seal_beside_a_container_over_its_rows_is_no_row() -> None:
    container = [(0.05, 0.14, "Container MRSU3308149"), (0.21, 0.14, "seal BR0077121")]
    record = read([
        (0.05, 0.04, "PACKING LIST"), *container,
        *table([0.05, 0.2, 0.55, 0.7, 0.85], 0.12, "Bundle|Material|Slabs|Net kg|Gross kg", "||||",
               "B-01|Granite slabs|56|25,402|25,790", "B-05|Soapstone slabs|14|6,290|6,430"),
    ])  # fmt: skip
    assert [line["description"] for line in lines(record)] == ["Granite slabs", "Soapstone slabs"]


def test_a_shared_header_gives_the_weight_of_all_cartons_not_of_one() -> None:
    lefts = [0.05, 0.15, 0.25, 0.5, 0.6, 0.7, 0.8, 0.9]
    top: list[Box] = [Box(a, 0.12, b, 0.16) for a, b in itertools.pairwise(lefts[:4])]
    top += [Box(0.5, 0.12, 0.7, 0.14), Box(0.7, 0.12, 0.9, 0.14), *grid(lefts[3:], [0.14, 0.16])]
    print_: Printed = [(0.05, 0.04, "PACKING LIST"), (0.52, 0.124, "N.W. (kg)"), (0.72, 0.124, "G.W. (kg)")]
    print_ += [(left + 0.01, 0.134, text) for left, text in zip(lefts, ("Ctns", "Qty", "Article"), strict=False)]
    print_ += [(left + 0.01, 0.144, text) for left, text in zip(lefts[3:], ("per ctn", "total") * 2, strict=False)]
    print_ += [(left + 0.005, 0.164 + 0.02 * i, cell) for i, row in enumerate((
        ("120", "1,440", "Porcelain planter", "9.6", "1,152.0", "11.2", "1,344.0"),
        ("85", "680", "Stoneware vase", "10.4", "884.0", "12.0", "1,020.0"),
    )) for left, cell in zip(lefts, row, strict=False)]  # fmt: skip
    record = read(print_, [*top, *grid(lefts, [0.16, 0.18, 0.2])])
    assert [(line["net_weight_kg"], line["gross_weight_kg"], line["packages"]) for line in lines(record)] == [
        ("1152", "1344", "120"), ("884", "1020", "85"),
    ]  # fmt: skip


WORDINGS: dict[tuple[str, Part, str], str] = {
    ("fac.production_order", "lines", "goods"): (
        "Product|Description|Part / description|Item description|Product name|Material description|"
        "Finished good|Benennung|Producto|Tên sản phẩm|产品名称|品名|物料名称|货品名称|存货名称|成品名称|"
        "产品品名|加工产品|品名 Description|产品名称 Product"
    ),
    ("fac.production_order", "lines", "planned_quantity"): (
        "Planned qty|Order quantity|Qty to make|Ordered|Target qty|Qty planned|Plan|Sollmenge|"
        "Cantidad programada|SL kế hoạch|计划数量|计划生产数量|订单数|投产数量|任务数量|派工数量|排产数量|"
        "批量|应产数量|订单数 Ordered"
    ),
    ("fac.production_order", "lines", "quantity"): (
        "Completed qty|Delivered qty|Good qty|Qty complete|Produced|Actual qty|Output|Confirmed yield|"
        "Gutmenge|Cantidad producida|SL hoàn thành|完工数量|实际入库数量|完成数|合格数量|良品数|实产数量|"
        "报工数量|已完工数量|完工数 Completed"
    ),
    ("fac.production_order", "lines", "finish_date"): (
        "Finish date|Basic finish date|Completed|Done|Due date|Completion date|End date|Endtermin|Término|"
        "Ngày hoàn thành|完工日期|实际完工日期|计划完工日期|完成日期|结束日期|竣工日期|交货日期|要求完工日期|"
        "完工时间|完成 Finish"
    ),
    ("fac.production_order", "materials", "quantity"): (
        "Issued|Issued qty|Qty used|Used|Quantity issued|Actual usage|Consumed|Withdrawn|Entnahme|Surtido|"
        "Thực xuất|实发数量|已领|实领数量|领用数量|实际用量|已发数量|投料数量|耗用数量|用量 Used"
    ),
    ("fac.bom", "materials", "quantity"): (
        "Quantity|Qty|Total required|Total usage|Extended qty|Qty/lot|Total quantity|Qty per batch|Menge|"
        "Cantidad|Số lượng|总用量|总耗用量|总需求量|合计用量|用料数量|数量|用量|订单用量|总量"
    ),
    ("fac.bom", "materials", "quantity_per_unit"): (
        "Qty per|Per pair|Usage per unit|Qty per unit|Unit consumption|Per piece|Usage|Qty / pc|Unit usage|"
        "Consumo unitario|Định mức|单位用量|单耗|标准用量|单件用量|单台用量|单套用量|定额|基本用量|每件用量"
    ),
    ("fac.bom", "materials", "goods"): (
        "Component|Part name|Material|Description|Raw material|Component description|Item description|"
        "Bezeichnung|Descripción|Tên vật tư|子件名称|物料名称|材料名称|子项物料名称|料件名称|原材料名称|"
        "零件名称|料品名称|用料名称|子件品名"
    ),
    ("fac.bom", "materials", "origin_country"): (
        "Origin|COO|Country of origin|CTY|Mill ctry|Made in|Country|Ctry of origin|Ursprung|País|Xuất xứ|"
        "产地|原产国|原产地|国别|产地国别|原产国别|原产国(地区)|产地/国别|来源国"
    ),
    ("fac.goods_receipt", "lines", "quantity"): (
        "Received|Received qty|Qty received|Accepted qty|Actual receipt|Qty in|Quantity received|"
        "Delivered qty|Thực nhập|Receipt qty|实收数量|实收|入库数量|到货数量|收货数量|实收数|验收数量|"
        "合格数量|实入数量|入库数"
    ),
    ("ship.packing_list", "lines", "packages"): (
        "Ctns|Cartons|No. of cartons|Packages|Pkgs|No. of pkgs|CTN|No. of packages|Total ctns|Boxes|Bultos|"
        "Colis|Kolli|件数|箱数|包装件数|总箱数|总件数|Number of packages|Rolls"
    ),
    ("ship.packing_list", "lines", "gross_weight_kg"): (
        "G.W.|Gross kg|Gross weight|G.W. (kgs)|GROSS KGS|G/W|Gross wt.|Total G.W.|Gross mass (kg)|Peso bruto|"
        "Poids brut|Brutto|毛重|总毛重|毛重(kg)|毛重(公斤)|G. Weight|GW (KG)|Gross Weight kg|G.W.(KGS)"
    ),
    ("ship.invoice", "lines", "value"): (
        "Amount|Total|Amount USD|Line total|Extended price|Total price|Value|Total amount|Amount (USD)|"
        "Montant €|Importe|Betrag|金额|总价|总金额|Net amount|Ext. price|Amount US $|TOTAL USD|Line value"
    ),
    ("ship.invoice", "lines", "unit_price"): (
        "Unit price|Price|U/Price (USD)|Rate|Unit price USD|P.U. €|Price/unit|Unit value|Precio unitario|"
        "Prix unitaire|Einzelpreis|单价|单价(USD)|FOB unit price|Rate US $|U. price|Unit cost|Price USD|"
        "Unit Price (US$)|Price per unit"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "part", "name"), WORDINGS)
def test_the_trades_wordings_of_a_column_are_known(kind: str, part: Part, name: str) -> None:
    labels = column_labels(kind, part)
    printed = WORDINGS[kind, part, name].split("|")
    hits = {text: labels.find(text) for text in printed}
    assert len(printed) == 20
    assert [
        text for text, hit in hits.items() if hit is None or name not in hit.names or _goes_on(text[hit.end :])
    ] == []


def _goes_on(rest: str) -> bool:
    """Whether a header says more than its wording and a currency."""
    return re.fullmatch(r"\W*(?:US|USD)?\W*", rest) is None


def test_a_norm_sheet_lists_products_and_beside_each_what_goes_into_it() -> None:
    edges, tops = [0.05, 0.20, 0.28, 0.50, 0.58, 0.70], [0.30, 0.33, 0.36, 0.39, 0.42, 0.45]
    used = [Box(a, top, b, low) for top, low in itertools.pairwise(tops[:6]) for a, b in itertools.pairwise(edges[2:])]
    made = [Box(a, top, b, low) for top, low in ((0.30, 0.33), (0.33, 0.39), (0.39, 0.45))
            for a, b in itertools.pairwise(edges[:3])]  # fmt: skip
    print_ = in_grid(edges, tops, [
        ["成品名称", "计量单位", "料件名称", "计量单位", "单耗"], ["直流电动机", "台", "硅钢片", "千克", "0.8600"],
        ["", "", "漆包线", "千克", "0.2150"], ["轴流风扇", "台", "漆包线", "千克", "0.1380"],
        ["", "", "滚珠轴承", "套", "2.0000"],
    ])  # fmt: skip
    record = read([(0.3, 0.05, "单耗表"), *[item for item in print_ if item[2]]], [*used, *made])
    assert [(line["description"], line["unit"]) for line in lines(record)] == [("直流电动机", "台"), ("轴流风扇", "台")]
    assert [(line["description"], line["quantity"]) for line in lines(record, "materials")] == [
        ("硅钢片", "0.86"), ("漆包线", "0.215"), ("漆包线", "0.138"), ("滚珠轴承", "2"),
    ]  # fmt: skip


def test_a_table_turned_on_its_side_has_a_product_in_each_column() -> None:
    edges, tops = [0.05, 0.30, 0.50, 0.70], [0.30, 0.33, 0.36, 0.39, 0.42]
    rows = [["Prodotto / Product", "Round bar", "Flat bar"], ["Qualità acciaio / Steel grade", "S355J2", "C45E"],
            ["Colata / Heat No.", "412087", "412113"], ["Peso / Weight (t)", "5.820", "3.145"]]  # fmt: skip
    head = [(0.05, 0.05, "INSPECTION CERTIFICATE 3.1"), (0.6, 0.05, "EN 10204"), (0.05, 0.12, "Date: 30.06.2026")]
    record = read([*head, *in_grid(edges, tops, rows)], grid(edges, tops))
    told = [(line["description"], line["specification"], line["heat_number"]) for line in lines(record)]
    assert told == [("Round bar", "S355J2", "412087"), ("Flat bar", "C45E", "412113")]
    assert "record_number" not in fields(record)


def test_a_table_turned_on_its_side_needs_no_ruling() -> None:
    print_ = [(0.05, 0.05, "MILL TEST CERTIFICATE"), (0.05, 0.10, "Certificate No.: JL-0904")]
    rows = [("Heat No.", "H77120", "H77121"), ("Product", "Seamless pipe", "Seamless pipe"),
            ("Pieces", "120", "84"), ("Weight (kg)", "5,412", "6,830")]  # fmt: skip
    print_ += [
        (x, 0.3 + 0.02 * n, text) for n, row in enumerate(rows) for x, text in zip((0.05, 0.3, 0.5), row, strict=True)
    ]
    told = [(line["heat_number"], line["packages"], line["quantity"]) for line in lines(read(print_))]
    assert told == [("H77120", "120", "5412"), ("H77121", "84", "6830")]
