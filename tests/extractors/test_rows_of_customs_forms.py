"""Rows as customs' forms and forwarders' lists print them: over several printed lines, in columns of each other."""

from __future__ import annotations

import pytest

from extractors.tables.page_tables import column_labels
from extractors.tables.sums import without_prices
from extractors.typed.dates import find_dates
from tests.extractors.prepared import fields, grid, lines, read
from tests.extractors.test_other_layouts import printed
from tests.extractors.test_page_tables import table

DECLARED = ["项号", "商品编号", "商品名称及规格型号", "数量及单位", "单价/总价/币制", "最终目的国(地区)"]
AT = (0.065, 0.1, 0.2, 0.42, 0.56, 0.74)
TITLE = [(0.3, 0.045, "中华人民共和国海关出口货物报关单"), (0.46, 0.08, "海关编号：223120260001234567")]
GOODS = [
    ("7323930000", "不锈钢锅", "JD-6177", "1200个", "856.5千克"),
    ("4419909090", "木制沙拉碗", "92433J", "2,400只", "1,204千克"),
    ("3924100000", "塑料杯", "A643PN", "300个", "90千克"),
]


def _declaration(below: float = 0.07, step: float = 0.0) -> list[tuple[float, float, str]]:
    """Articles whose names and models stand in two lines, each `step` lower, at `below` of the page's width."""
    printed = [*TITLE, *((x, 0.22, text) for x, text in zip(AT, DECLARED, strict=True))]
    for i, (code, name, model, first, second) in enumerate(GOODS):
        top = 0.24 + 0.042 * i
        printed += [(0.07, top, str(i + 1)), (0.09, top, code), (0.42, top, first), (0.57, top, "8.20")]
        printed += [(0.75, top, "美国"), (below, top + step, name), (below, top + step + 0.012, model)]
        printed += [(0.42, top + 0.012, second), (0.57, top + 0.012, "美元")]
    return printed


@pytest.mark.parametrize(("below", "step"), [(0.07, 0.012), (0.2, 0.0)])
def test_articles_below_their_numbers_or_in_their_column(below: float, step: float) -> None:
    told = [(line["description"], line["specification"], line["quantity"], line["unit"]) for line in
            lines(read(_declaration(below, step)))]  # fmt: skip
    assert told == [
        ("不锈钢锅", "JD-6177", "1200", "个"),
        ("木制沙拉碗", "92433J", "2400", "只"),
        ("塑料杯", "A643PN", "300", "个"),
    ]


@pytest.mark.parametrize("code", [" 91330200MA2AB3CD5E", "(3302960ABC)", " (91330200MA2AB3CD5E)"])
def test_the_number_of_a_firm_beside_its_caption_is_no_name(code: str) -> None:
    box = grid([0.06, 0.39, 0.7, 0.94], [0.09, 0.12, 0.15, 0.18])
    captions = ["境内发货人", "境外收货人", "生产销售单位"]
    names = ["宁波启航机械有限公司", "ACME TOOLS LLC", "浙江远大科技有限公司"]
    printed = [
        *TITLE,
        (0.4, 0.092, "出境关别"),
        (0.4, 0.104, "北仑海关"),
        (0.71, 0.092, "申报日期"),
        (0.71, 0.104, "20260311"),
    ]
    printed += [(0.4, 0.152, "监管方式"), (0.4, 0.164, "一般贸易")]
    for i, (caption, name) in enumerate(zip(captions, names, strict=True)):
        top = 0.092 + 0.03 * i
        printed += [(0.07, top, caption + (code if i != 1 else "")), (0.07, top + 0.012, name)]
    told = fields(read(printed, box))
    assert (told["supplier"], told["buyer"], told["producer"]) == (names[0], names[1], names[2])


def test_a_packing_list_whose_headers_and_rows_take_two_lines() -> None:
    edges = [0.06, 0.36, 0.48, 0.66, 0.82]
    printed = [(0.4, 0.04, "PACKING LIST"), (0.06, 0.1, "Invoice No.: HB-1107")]
    printed += table(edges, 0.2, "DESCRIPTION|PACKAGES|QUANTITY|GROSS WEIGHT|MEASUREMENT")
    printed += table(edges, 0.213, "H.S. CODE||UNIT|NET WEIGHT (KG)|(M3)")
    for i, (name, code, gross, net) in enumerate(
        [("BAMBOO TRAY", "4419.11", "1,312.4", "1,204.1"), ("LED LAMP", "9405.42", "906", "811.5")]
    ):
        top = 0.24 + 0.03 * i
        printed += table(edges, top, f"{name}|{40 + i} CARTONS|1,200|{gross}|3.41")
        printed += table(edges, top + 0.012, f"{code}||PCS|{net}|")
    told = [
        (line["description"], line["hs_code"], line["gross_weight_kg"], line["net_weight_kg"], line["unit"])
        for line in lines(read(printed))
    ]
    assert told == [
        ("BAMBOO TRAY", "441911", "1312.4", "1204.1", "PCS"),
        ("LED LAMP", "940542", "906", "811.5", "PCS"),
    ]


def test_names_under_item_are_the_goods() -> None:
    edges = [0.06, 0.39, 0.56, 0.7, 0.85]
    printed = [(0.06, 0.05, "GOODS RECEIPT NOTE"), (0.06, 0.09, "GRN No. 008494")]
    printed += table(edges, 0.2, "Item|Size / grade|Qty ordered|Qty received|Lot No.",
                     "STAINLESS STEEL STRIP|304|151|151 KGS|F260963", "LABEL|60A|1,501|1,501 PCS|D260952",
                     "STEEL PLATE 2B FINISH|65Mn|451|451 KGS|F260947")  # fmt: skip
    names = [line.get("description") for line in lines(read(printed))]
    assert names == ["STAINLESS STEEL STRIP", "LABEL", "STEEL PLATE 2B FINISH"]


@pytest.mark.parametrize(("kind", "name"), [("fac.qc_report", "quantity"), ("fac.goods_receipt", "planned_quantity")])
def test_a_kinds_own_wording_of_a_column_goes_before_those_that_all_share(kind: str, name: str) -> None:
    hit = column_labels(kind, "lines").find("批量")
    assert hit is not None
    assert hit.name == name


@pytest.mark.parametrize("year", ["2026", "202€"])
def test_the_end_of_a_number_begins_no_date_on_the_next_line(year: str) -> None:
    assert [str(found.value) for found in find_dates(f"20488/25\nOCT.10, {year}")] == ["2026-10-10"]


def test_an_amount_stands_on_the_line_below_its_currency() -> None:
    cell = [printed(text, line) for line, text in enumerate(["9 900 DZ", "USD", "690 228,00"])]
    measured, priced = without_prices(cell)
    assert ([run.text for run in measured], [run.text for run in priced]) == (["9 900 DZ"], ["USD", "690 228,00"])


def test_net_and_gross_in_one_column_without_a_unit_in_the_header() -> None:
    edges = [0.06, 0.46, 0.6, 0.77]
    lines_ = ["Goods|HS code|Number of packages|Net / Gross", "BAMBOO TRAY|4419.11|40 CARTONS|1,204.1 / 1,312.4 KGS",
              "LED LAMP|9405.42|41 CARTONS|811.5 / 906 KGS"]  # fmt: skip
    record = read(
        [(0.3, 0.04, "CERTIFICATE OF ORIGIN"), (0.3, 0.06, "Chamber of Commerce"), *table(edges, 0.3, *lines_)]
    )
    told = [(line["net_weight_kg"], line["gross_weight_kg"]) for line in lines(record)]
    assert told == [("1204.1", "1312.4"), ("811.5", "906")]


@pytest.mark.parametrize("end", ["END OF GOODS", "*** END OF ITEMS ***"])
def test_words_that_end_a_list_are_no_goods(end: str) -> None:
    edges = [0.06, 0.12, 0.5, 0.7]
    printed = [(0.3, 0.04, "CERTIFICATE OF ORIGIN"), (0.3, 0.06, "Chamber of Commerce")]
    printed += table(edges, 0.3, "Item|Description of goods|HS code|Quantity", "1|BAMBOO TRAY|4419.11|1,200 PCS")
    printed += [(0.12, 0.3 + 0.04, end)]
    assert [line["description"] for line in lines(read(printed))] == ["BAMBOO TRAY"]


def test_who_keeps_a_ledger_stands_far_below_its_last_row() -> None:
    edges = [0.06, 0.44, 0.55, 0.67, 0.76, 0.82, 0.88]
    printed = [(0.06, 0.05, "STOCK LEDGER"), (0.06, 0.08, "Date 2026-03-01")]
    printed += table(edges, 0.12, "Item|Model|Unit|Opening|In|Out|Closing", "STEEL STRIP|A12B|KG|100|20|30|90",
                     "PACKING FILM|C14D|KG|50|10|20|40")  # fmt: skip
    last = max(top for _, top, _ in printed)
    names = [line["description"] for line in lines(read([*printed, (0.06, last + 0.06, "Keeper")]))]
    assert names == ["STEEL STRIP", "PACKING FILM"]
