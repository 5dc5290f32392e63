"""Tables without ruling whose headers and cells stand close: which print is a header, and where a table ends."""

from __future__ import annotations

from extractors.layout import lay_out
from extractors.tables.close_headers import apart
from tests.extractors.prepared import grid, in_grid, lines, page, read
from tests.extractors.test_page_tables import table


def test_headers_closer_than_lines_are_high_are_parted_where_more_than_a_blank_is() -> None:
    sheet = lay_out(page([(0.1, 0.1, "Weighed kg"), (0.178, 0.1, "Var %"), (0.1, 0.2, "one two three four")]))
    assert [run.text for run in sheet.runs] == ["Weighed kg Var %", "one two three four"]
    assert [part.text for part in apart(sheet, sheet.runs[0])] == ["Weighed kg", "Var %"]
    assert apart(sheet, sheet.runs[1]) == [sheet.runs[1]]


def test_figures_at_the_right_stand_under_their_own_header_and_another_title_ends_the_table() -> None:
    def row(top: float, *cells: str) -> list[tuple[float, float, str]]:
        rights = (0.12, 0.3, 0.42, 0.55, 0.62, 0.75)
        placed = zip((0.08, 0.16, 0.0, 0.0, 0.58, 0.66), rights, cells, strict=True)
        return [
            (left or right - 0.007 * len(text) - 0.005 * text.count(" "), top, text) for left, right, text in placed
        ]

    record = read(
        [
            (0.3, 0.03, "MANUFACTURING BATCH TICKET"), (0.08, 0.1, "Product: Marine paint"),
            (0.08, 0.17, "CHARGE"),
            *row(0.2, "Seq", "Raw material", "Std kg", "Weighed kg", "Unit", "RM lot"),
            *row(0.22, "1", "Xylene", "812.0", "812.5", "kg", "X-60918"),
            *row(0.24, "2", "Cuprous oxide", "12,260.0", "12,262.5", "kg", "CU-118"),
            (0.08, 0.28, "FILLING OUT"),
            *row(0.3, "Pack", "Tins", "Litres", "Label", "By", "Store"),
            *row(0.32, "A", "150", "3,000", "26", "JP", "C12"),
        ]
    )  # fmt: skip
    assert lines(record, "materials") == [
        {"description": "Xylene", "quantity": "812.5", "unit": "KG", "lot_number": "X-60918"}
        | {"item": "1", "planned_quantity": "812"},
        {"description": "Cuprous oxide", "quantity": "12262.5", "unit": "KG", "lot_number": "CU-118"}
        | {"item": "2", "planned_quantity": "12260"},
    ]


def test_a_header_goes_on_in_the_next_line_and_a_company_may_stand_at_the_foot() -> None:
    record = read(
        [
            (0.3, 0.03, "WORK ORDER COMPLETION"),
            (0.06, 0.1, "Line"), (0.15, 0.1, "Item description"), (0.36, 0.1, "Model /"), (0.5, 0.1, "Qty"),
            (0.62, 0.1, "Lot"), (0.36, 0.113, "finish"), (0.5, 0.113, "scheduled"),
            (0.06, 0.14, "LN01"), (0.15, 0.14, "Iron skillet"), (0.36, 0.14, "SK-10"), (0.5, 0.14, "2,400"),
            (0.62, 0.14, "25-201"),
            (0.4, 0.5, "(주)신흥기공"),
        ]
    )  # fmt: skip
    [line] = lines(record)
    assert (line["specification"], line["planned_quantity"], line["lot_number"]) == ("SK-10", "2400", "25-201")
    producer = record.fields["producer"]
    assert producer is not None
    assert (producer.value, producer.confidence) == ("(주)신흥기공", 0.8)


def test_figures_at_the_right_so_close_to_the_next_column_that_both_make_one_run_are_parted() -> None:
    def row(top: float, name: str, asked: str, given: str, lot: str, store: str) -> list[tuple[float, float, str]]:
        return [
            (0.1, top, name), (0.45 - 0.007 * len(asked), top, asked), (0.57 - 0.007 * len(given), top, given),
            (0.578, top, lot), (0.7, top, store),
        ]  # fmt: skip

    record = read([
        (0.3, 0.03, "MATERIAL ISSUE SLIP"), (0.1, 0.08, "No.: MI-118"),
        (0.1, 0.2, "Material"), (0.35, 0.2, "Requested"), (0.48, 0.2, "Issued"), (0.578, 0.2, "Lot no."),
        (0.7, 0.2, "Store"),
        *row(0.22, "Ball screw", "36.0", "36.0", "HW26", "W01"),
        *row(0.24, "Linear guide", "172.0", "160.0", "HW27", "W01"),
        *row(0.26, "Servo motor", "12.0", "12.0", "F26B", "W02"),
    ])  # fmt: skip
    issued = [(line["planned_quantity"], line["quantity"], line["lot_number"]) for line in lines(record, "materials")]
    assert issued == [("36", "36", "HW26"), ("172", "160", "HW27"), ("12", "12", "F26B")]


def test_a_column_for_each_colour_keeps_its_print_out_of_the_column_before() -> None:
    lefts = (0.06, 0.3, 0.45, 0.55, 0.63, 0.7, 0.82)
    record = read([
        (0.3, 0.03, "BILL OF MATERIALS"), (0.06, 0.08, "BOM No.: BM-40218"),
        *table(lefts, 0.2, "Material description|Supplier|COO|Qty|UOM|001 Black|410 Navy",
               "Ripstop nylon|Formosa|TW|1.65|YD|Black|Navy", "Coil zipper|YKK|VN|2|EA|580|560"),
    ])  # fmt: skip
    assert [line["unit"] for line in lines(record, "materials")] == ["YD", "EA"]


def test_the_title_of_a_table_is_no_part_of_a_header_of_the_same_word_below_it() -> None:
    record = read([
        (0.3, 0.03, "JOB TRAVELER"), (0.06, 0.08, "Job number: 48213"), (0.06, 0.1, "Product: Hinge fitting"),
        (0.06, 0.19, "MATERIAL"),
        *table((0.06, 0.2, 0.45, 0.58, 0.66, 0.74), 0.205, "Material|Description|Spec|Qty|U/M|Vendor",
               "AL7050|Plate 2.500|AMS 4050|29.5|FT|TW Metals", "HW-212|Helical insert|MS21209|248|EA|Kirkhill"),
    ])  # fmt: skip
    assert [line["description"] for line in lines(record, "materials")] == ["Plate 2.500", "Helical insert"]


def test_two_headers_that_read_like_one_are_parted_where_all_rows_below_have_a_blank() -> None:
    lefts = (0.06, 0.2, 0.255, 0.45, 0.55, 0.7)
    rows = (
        ("WX60511", "US", "Westlake", "142.0 LB", "EPON 1001", "Epoxy resin"),
        ("E-2207", "GB", "Elementis", "48.0 LB", "SD-2", "Bentonite clay"),
    )
    headers = ("Vendor lot", "Origin Vendor", "", "Issued", "Grade", "Material")
    record = read(
        [
            (0.3, 0.05, "WORK ORDER"), (0.06, 0.08, "Work order No: WO-22817"),
            *((left, top, text) for top, row in zip((0.14, 0.16, 0.18), (headers, *rows), strict=True)
              for left, text in zip(lefts, row, strict=True)),
        ]
    )  # fmt: skip
    told = [(line["origin_country"], line["supplier"]) for line in lines(record, "materials")]
    assert told == [("US", "Westlake"), ("GB", "Elementis")]


def test_a_routing_further_down_the_page_cuts_no_table_in_two() -> None:
    edges, tops = (0.05, 0.15, 0.25, 0.35, 0.45, 0.6, 0.9), (0.14, 0.16, 0.18, 0.2)
    materials = [
        ("原产国", "批号", "单位", "已领", "规格", "子件名称"),
        ("中国", "SP2602-77", "颗", "904500", "2835 0.5W", "LED灯珠"),
        ("泰国", "PC-0228", "个", "50060", "LED2045", "PC灯罩"),
    ]
    routing_edges, routing_tops = (0.05, 0.15, 0.35, 0.6, 0.75, 0.9), (0.3, 0.32, 0.34)
    routing = [("工序", "工序说明", "工作中心", "合格", "报废"), ("0010", "SMT贴片", "SMT-03", "49880", "120")]
    record = read(
        [
            (0.4, 0.05, "生产订单"), (0.06, 0.08, "订单号：SCDD-2026-0300"), (0.06, 0.12, "子件资料"),
            *in_grid(edges, tops, materials), (0.06, 0.28, "工序资料"),
            *in_grid(routing_edges, routing_tops, routing),
        ],
        [*grid(edges, tops), *grid(routing_edges, routing_tops)],
    )  # fmt: skip
    told = [(line["origin_country"], line["lot_number"], line["unit"]) for line in lines(record, "materials")]
    assert told == [("CN", "SP2602-77", "颗"), ("TH", "PC-0228", "个")]


def test_long_goods_behind_figures_are_a_row_and_no_sentence_however_close_the_figures_stand() -> None:
    long = "HAND TOOLS FOR GARDEN USE WITH CASE AND HANDLES OF BEECH"
    record = read([
        (0.4, 0.05, "AIR WAYBILL"), (0.06, 0.1, "AWB No: 176-12345675"),
        (0.06, 0.2, "No. of pieces"), (0.186, 0.2, "Gross weight kg"), (0.335, 0.2, "Nature of goods"),
        (0.06, 0.22, "120"), (0.28, 0.22, "1,987.5"), (0.335, 0.22, long),
        (0.06, 0.3, "Shipper certifies that the particulars on the face hereof are correct"),
    ])  # fmt: skip
    assert lines(record) == [{"description": long, "packages": "120", "gross_weight_kg": "1987.5"}]


def test_a_numbered_remark_under_the_columns_is_no_row() -> None:
    record = read([
        (0.4, 0.05, "AIR WAYBILL"), (0.06, 0.1, "AWB No: 176-12345675"),
        (0.06, 0.2, "No. of pieces"), (0.186, 0.2, "Gross weight kg"), (0.335, 0.2, "Nature of goods"),
        (0.06, 0.22, "120"), (0.28, 0.22, "1,987.5"), (0.335, 0.22, "HAND TOOLS"),
        (0.06, 0.24, "1"), (0.186, 0.24, "ALL CLAIMS MUST BE MADE IN WRITING WITHIN A WEEK AFTER ARRIVAL OF THE GOODS"),
    ])  # fmt: skip
    assert [line["description"] for line in lines(record)] == ["HAND TOOLS"]
