"""Factory records with the fields that the tracing chain needs, on small papers (DOMAIN.md 4.1)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import lay_out
from schemas.page import Box, Page, Word
from schemas.record import Line, Record, record_from_json, record_to_json, typed_to_json
from validators.factory_rows import tables

Grid = Sequence[Sequence[str]]


def read(title: str, labels: Sequence[str], grid: Grid = ()) -> Record:
    """A paper with a title, labelled lines below each other, and a table without ruling."""
    words: list[Word] = []

    def put(left: float, top: float, text: str) -> None:
        for word in text.split():
            width = sum(0.016 if c > "\u2e80" else 0.008 for c in word)
            words.append(Word(word, Box(left, top, left + width, top + 0.011), 0.96, "tesseract"))
            left += width + 0.008

    put(0.35, 0.05, title)
    for n, text in enumerate(labels):
        put(0.06, 0.10 + 0.025 * n, text)
    top = 0.14 + 0.025 * len(labels)
    for n, row in enumerate(grid):
        for column, cell in enumerate(row):
            put(0.06 + 0.88 * column / len(row), top + 0.025 * n, cell)
    page = Page(1, 1654, 2339, 0, 0.0, "tesseract", "en", tuple(words))
    (cut,) = cut_documents([lay_out(page)])
    record = record_of(cut, sha256="0" * 64, source="factory.pdf", second=None)
    kept = record_from_json(record_to_json(record))
    for read_rows, kept_rows in ((record.lines, kept.lines), ([record.fields], [kept.fields])):
        for one, other in zip(read_rows, kept_rows, strict=True):
            assert {n: v and v.value for n, v in one.items()} == {n: v and v.value for n, v in other.items()}
    return record


def plain(row: Line) -> dict[str, str | None]:
    return {name: typed_to_json(value.value) for name, value in row.items() if value is not None}


def having(row: Line, **wanted: str) -> bool:
    given = plain(row)
    assert {name: given.get(name) for name in wanted} == wanted
    return True


@pytest.mark.parametrize(
    ("title", "header", "row"),
    [
        ("PRODUCTION DAILY REPORT", ("Date", "Process", "Machine", "Output", "Hours"),
         ("2026-04-18", "Pressing", "P-1", "260 PCS", "16")),
        ("生产日报表", ("日期", "工序", "机台", "产出数量", "工时"),
         ("2026-04-18", "Pressing", "P-1", "260 PCS", "16")),
    ],
)  # fmt: skip
def test_a_log_tells_process_machine_hours_and_day(title: str, header: Sequence[str], row: Sequence[str]) -> None:
    record = read(title, ["Order No: WO-7781"], [header, row])
    assert record.kind == "fac.batch_log"
    assert having(record.lines[0], process="Pressing", machine="P-1", quantity="260", hours="16")
    assert having(record.lines[0], start_date="2026-04-18")


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ("STOCK LEDGER", ("Material", "Opening", "Received", "Issued", "Closing")),
        ("库存台账", ("物料名称", "期初结存", "入库", "出库", "期末结存")),
    ],
)
def test_a_stock_ledger_tells_its_four_amounts(title: str, header: Sequence[str]) -> None:
    record = read(title, ["Date: 2026-05-31"], [header, ("VENEER", "40", "268", "300", "8")])
    assert record.kind == "fac.stock_ledger"
    assert having(
        record.lines[0], opening_quantity="40", received_quantity="268", issued_quantity="300", closing_quantity="8"
    )


def test_an_issue_moves_its_materials_and_a_heat_or_lot_is_either_in_doubt() -> None:
    header = ("材料名称", "规格", "单位", "请领数量", "实发数量", "炉批号")
    record = read("领料单", ["No. LL-2603-0417"], [header, ("铝带", "5052", "kg", "850", "812.5", "A5052-0331")])
    assert having(record.fields, record_number="LL-2603-0417")
    [moved], [used] = record.lines, record.materials
    assert having(moved, description="铝带", specification="5052", quantity="812.5", planned_quantity="850")
    assert having(used, description="铝带", grade="5052", quantity="812.5", lot_number="A5052-0331")
    assert having(used, heat_number="A5052-0331")
    told = used["lot_number"]
    assert told is not None
    assert told.confidence < 0.9
    assert len(tables([record]).rows) == 1  # counted once, though it stands in two lists


def test_an_equipment_list_tells_capacities() -> None:
    record = read("EQUIPMENT LIST", [], [("Machine", "Sets", "Capacity"), ("SLAB PRESS", "1", "60 slabs/day")])
    assert record.kind == "fac.equipment_list"
    assert having(record.lines[0], description="SLAB PRESS", quantity="1", capacity="60 slabs/day")


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        (
            "GATE-OUT SLIP",
            ["Container No: TSTU7001120", "Seal No: CN448812", "Terminal: XIAMEN", "Date out: 2026-04-06"],
        ),
        ("设备交接单", ["箱号: TSTU7001120", "封号: CN448812", "码头: XIAMEN", "出场日期: 2026-04-06"]),
    ],
)
def test_a_gate_out_slip_tells_container_seal_place_and_day(title: str, labels: Sequence[str]) -> None:
    record = read(title, labels)
    assert record.kind == "fac.dispatch"
    assert having(record.fields, container="TSTU7001120", seal_number="CN448812", loading_place="XIAMEN")
    assert having(record.fields, issue_date="2026-04-06")


def test_an_import_declaration_tells_what_came_from_where() -> None:
    record = read(
        "IMPORT DECLARATION",
        ["Declaration No: B10-4471", "Registration date: 2026-04-13", "Country of origin: CHINA"],
        [("Item", "Description", "HS Code", "Quantity", "Net weight"),
         ("1", "QUARTZ SLABS", "6810.99", "2314 M2", "46800 KG")],
    )  # fmt: skip
    assert record.kind == "fac.import_declaration_other"
    assert having(record.fields, record_number="B10-4471", issue_date="2026-04-13", origin_country="CN")
    assert having(record.lines[0], hs_code="681099", quantity="2314", unit="M2", net_weight_kg="46800")


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        ("WEIGHBRIDGE TICKET", ["From: 石河子", "Date: 2026-01-12", "Net weight: 4520 KG"]),
        ("过磅单", ["始发地: 石河子", "过磅日期: 2026-01-12", "净重: 4520 KG"]),
    ],
)
def test_a_weighbridge_slip_tells_where_the_load_came_from(title: str, labels: Sequence[str]) -> None:
    record = read(title, labels)
    assert record.kind == "fac.input_transport"
    assert having(record.fields, loading_place="石河子", issue_date="2026-01-12")


def test_a_bank_slip_tells_who_paid_whom() -> None:
    labels = ["付款人: 宁波海鸥照明有限公司", "收款人: 临沂木业有限公司", "金额: ¥96,000.00", "交易日期: 2026-03-02"]
    record = read("银行回单", labels)
    assert record.kind == "fac.payment"
    assert having(record.fields, payer="宁波海鸥照明有限公司", payee="临沂木业有限公司", amount="96000")


def test_a_purchase_invoice_tells_prices_tax_and_remarks() -> None:
    record = read(
        "增值税专用发票",
        ["发票号码: 26372000000012345678", "开票日期: 2026-01-20", "备注: 棉花产地:阿克苏"],
        [("货物或应税劳务名称", "单位", "数量", "单价", "金额", "税率", "税额"),
         ("COTTON YARN", "KG", "4520", "20.00", "90400.00", "13%", "11752.00")],
    )  # fmt: skip
    assert record.kind == "fac.vat_invoice"
    assert having(record.lines[0], quantity="4520", unit_price="20", value="90400", tax="11752", tax_rate="13%")
    assert "阿克苏" in (plain(record.fields)["remarks"] or "")


def test_an_export_declaration_tells_price_and_total_apart() -> None:
    header = ("项号", "商品编号", "商品名称及规格型号", "数量及单位", "单价/总价/币制", "原产国")
    record = read(
        "中华人民共和国海关出口货物报关单",
        ["成交方式: FOB"],
        [header, ("1", "8414519100", "台扇", "9900台", "9.7 960.00 美元", "中国")],
    )
    assert having(record.lines[0], unit_price="9.7", value="960", currency="USD")


TITLES = {
    "fac.production_order": "生产指令单|製造指図書|작업지시서|HOJA VIAJERA|LAUFKARTE|İMALAT İŞ EMRİ",
    "fac.bom": "材料表|TEILELISTE|EXPLOSIÓN DE MATERIALES|BẢNG TIÊU HAO",
    "fac.material_issue": "备料单|MATERIALENTNAHMESCHEIN|VALE DE SALIDA",
    "fac.goods_receipt": "来料验收|WARENEINGANGSSCHEIN",
    "fac.mtc": "钢材质保书|ABNAHMEPRÜFZEUGNIS",
    "other": "工作单位|材料单价",
}


@pytest.mark.parametrize("kind", TITLES)
def test_papers_are_known_by_the_titles_of_many_trades(kind: str) -> None:
    assert {title: read(title, []).kind for title in TITLES[kind].split("|")} == dict.fromkeys(
        TITLES[kind].split("|"), kind
    )


def test_the_product_of_a_certificate_stands_once_and_its_origin_in_prose() -> None:
    record = read(
        "MILL TEST CERTIFICATE",
        [
            "Certificate No: XY-0338",
            "Product (B01): ERW STEEL PIPE",
            "We certify that the steel was melted and poured in China.",
        ],
        [("Heat No", "Size", "Weight (t)"), ("25B1-04418", "114.3", "29.908"), ("25B1-04419", "168.3", "27.979")],
    )
    assert [plain(row)["description"] for row in record.lines] == ["ERW STEEL PIPE", "ERW STEEL PIPE"]
    told = record.fields["origin_country"]
    assert told is not None
    assert (told.value, told.confidence < 0.9) == ("CN", True)


def test_a_number_that_begins_with_its_own_abbreviation_is_no_caption() -> None:
    record = read("GOODS INWARD NOTE", ["GIN No: GIN/0441", "PO No: PO/25/8812"])
    assert having(record.fields, record_number="GIN/0441", order_number="PO/25/8812")


@pytest.mark.parametrize(
    "captions",
    [
        ["工单号：GD2024062675", "订单号：P502441", "合同号：XS240610"],
        ["工单号：GD2024062675", "合同号：XS240610", "客户订单：P502441"],
    ],
)
def test_a_contract_is_the_order_only_where_nothing_else_is(captions: list[str]) -> None:
    both = read("生产通知单", captions)
    assert having(both.fields, record_number="GD2024062675", order_number="P502441", contract_number="XS240610")
    alone = read("生产通知单", [caption for caption in captions if "P502441" not in caption])
    assert having(alone.fields, record_number="GD2024062675", order_number="XS240610")
