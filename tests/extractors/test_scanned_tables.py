"""Tables as scans show them: a corner punched out, headers in boxes that are taller than their print."""

from __future__ import annotations

from schemas.page import Box
from tests.extractors.prepared import grid, in_grid, lines, read
from tests.extractors.test_page_tables import boxed, table

ISSUE = ["物料编码|材料名称|规格型号|单位|实发数量|批号", "1101003|铜铅合金粉|CuPb10|kg|850|F2602-31",
         "1102011|低碳钢带|08Al|kg|2388.5|25B-7714", "1104008|纯铅粉|D-60|kg|36|DF-118"]  # fmt: skip
HEAD = [(0.45, 0.03, "领料单"), (0.6, 0.08, "No. LL-2603-0417")]


def test_rows_go_on_below_a_header_that_a_punched_hole_took_its_box() -> None:
    printed, cells = boxed([0.05, 0.2, 0.4, 0.55, 0.65, 0.8], 0.2, *ISSUE)
    record = read([*HEAD, *printed], [cell for i, cell in enumerate(cells) if i not in (0, 6)])
    assert [line["quantity"] for line in lines(record)] == ["850", "2388.5", "36"]


def test_a_figure_right_below_a_header_is_no_second_line_of_it() -> None:
    printed = table([0.05, 0.15, 0.3, 0.5, 0.7, 0.8], 0.2, ISSUE[0].replace("物料编码", "项次"))
    rows = [row.replace(row.split("|")[0], f".{i}") for i, row in enumerate(ISSUE[1:], start=1)]
    record = read([*HEAD, *printed, *table([0.05, 0.15, 0.3, 0.5, 0.7, 0.8], 0.213, *rows)])
    assert [line["quantity"] for line in lines(record)] == ["850", "2388.5", "36"]


def test_items_under_a_header_of_an_unread_script_keep_their_numbers() -> None:
    """`5. 연번 / No.` was read as `5.01 / No.`, which looked like a value."""
    heads = [
        (0.05, "5.01", "No."),
        (0.15, "6.", "Description of good(s)"),
        (0.5, "7.", "Quantity & unit"),
        (0.75, "8.", "HS No."),
    ]
    goods = [("1", "Roller bearings", "36,000 EA", "8482.20"), ("2", "Bearing housing", "12,000 EA", "8483.30")]
    print_ = [(0.3, 0.04, "KORUS FTA CERTIFICATE OF ORIGIN")]
    print_ += [(x, top, text) for x, *both in heads for top, text in zip((0.2, 0.214), both, strict=True)]
    print_ += [
        (x + 0.005, 0.24 + 0.03 * i, t) for i, row in enumerate(goods) for (x, *_), t in zip(heads, row, strict=True)
    ]
    record = read(print_, grid([0.045, 0.14, 0.49, 0.74, 0.95], [0.195, 0.232, 0.26, 0.29]))
    assert [line["item"] for line in lines(record)] == ["1", "2"]


def test_blocks_of_items_begin_alike_though_a_figure_of_their_code_was_misread() -> None:
    """`BO1 Product` in the first block, `B01 Product` in the second: EN 10168 numbers its captions."""
    print_ = [(0.6, 0.04, "INSPECTION CERTIFICATE 3.1")]
    for i, (code, product, heat) in enumerate(
        [("BO1", "Round bar dia 50 mm", "884112"), ("B01", "Round bar dia 63 mm", "884127")]
    ):
        top = 0.14 + 0.12 * i
        print_ += [
            (0.06, top, f"{code} Product"),
            (0.3, top, product),
            (0.06, top + 0.02, "B07 Heat no."),
            (0.3, top + 0.02, heat),
        ]
        print_ += [(0.06, top + 0.04, "BO8 Bundles"), (0.3, top + 0.04, str(4 + i))]
    told = [(line["description"], line["heat_number"], line["packages"]) for line in lines(read(print_))]
    assert told == [("Round bar dia 50 mm", "884112", "4"), ("Round bar dia 63 mm", "884127", "5")]


def test_captions_printed_in_every_box_are_known_though_one_of_them_was_misread() -> None:
    """The RCEP form as programs fill it in: a fax reads its small captions another way in each of its boxes."""
    print_ = [(0.2, 0.04, "REGIONAL COMPREHENSIVE ECONOMIC PARTNERSHIP"), (0.3, 0.06, "CERTIFICATE OF ORIGIN")]
    items = [("[lem", "IIS", "4419.11", "6,600 PIECES"), ("Item", "HS", "4419.12", "72,500 PAIRS"),
             ("Iem", "HS", "9403.82", "480 SETS"), ("Item", "HS", "4601.92", "900 PIECES")]  # fmt: skip
    boxes: list[Box] = []
    for i, (item, code, number, count) in enumerate(items):
        top, low, end = 0.2 + 0.08 * i, 0.234 + 0.08 * i, 0.28 + 0.08 * i
        print_ += zip((0.06, 0.13, 0.35), [top] * 3, (f"6. {item}", "7. Marks and numbers", GOODS), strict=True)
        print_ += zip((0.06, 0.13, 0.35), [top + 0.012] * 3, (str(i + 1), "N/M", f"{20 + i} CTNS OF MATS"), strict=True)
        asked = f"9. {code} Code (6 digit)", "10. Origin Conferring Criterion", "12. Quantity"
        print_ += zip((0.06, 0.35, 0.65), [low] * 3, asked, strict=True)
        print_ += zip((0.06, 0.35, 0.65), [low + 0.012] * 3, (number, "CTC", count), strict=True)
        boxes += [*grid([0.05, 0.12, 0.34, 0.95], [top, low]), *grid([0.05, 0.34, 0.64, 0.95], [low, end])]
    told = lines(read(print_, boxes))
    assert [line["hs_code"] for line in told] == ["441911", "441912", "940382", "460192"]
    assert [line["quantity"] for line in told] == ["6600", "72500", "480", "900"]


GOODS = "8. Number and kind of packages; description of goods"


def test_a_semicolon_read_as_a_colon_makes_no_value_of_the_caption_behind_it() -> None:
    caption = "Kind of Packages; Description of goods: Marks and Nurnbers; Container No./Seal No."
    print_ = [(0.3, 0.04, "SEA WAYBILL"), (0.055, 0.2, caption), (0.8, 0.2, "Weight"),
              (0.055, 0.23, "186 CARTONS"), (0.055, 0.244, "DINING CHAIRS, OAK"), (0.8, 0.23, "2790.000 KGS"),
              (0.055, 0.27, "42 CARTONS"), (0.055, 0.284, "COFFEE TABLES, OAK"), (0.8, 0.27, "1176.000 KGS"),
              (0.055, 0.33, "MSKU9070323"), (0.2, 0.33, "ML-DK7741208"), (0.35, 0.33, "40 DRY 9'6")]  # fmt: skip
    record = read(print_, grid([0.05, 0.78, 0.95], [0.195, 0.218, 0.4]))
    assert [(line["description"], line["packages"]) for line in lines(record)] == [
        ("DINING CHAIRS, OAK", "186"), ("COFFEE TABLES, OAK", "42"),
    ]  # fmt: skip


def test_captions_that_colons_part_in_one_cell_with_the_goods_are_one_header() -> None:
    """The bill's semicolons again, in a table without a wall between its columns."""
    caption = "Kind of Packages: Description of goods: Marks and Numbers: Container No./Seal No."
    print_ = [(0.3, 0.04, "SEA WAYBILL"), (0.05, 0.2, caption), (0.76, 0.2, "Weight"), (0.88, 0.2, "Measurement"),
              (0.05, 0.23, "980 CARTONS"), (0.17, 0.23, "BUTYL INNER TUBES"), (0.68, 0.23, "20,580.000 KGS"),
              (0.86, 0.23, "76.900 CBM"), (0.05, 0.244, "HS CODE 401310"),
              (0.05, 0.27, "510 CARTONS"), (0.17, 0.27, "RUBBER TIRE FLAPS"), (0.68, 0.27, "11,050.000 KGS"),
              (0.86, 0.27, "41.500 CBM"), (0.05, 0.284, "HS CODE 401290")]  # fmt: skip
    told = lines(read(print_, grid([0.045, 0.97], [0.195, 0.4])))
    assert [(line["description"], line["packages"], line["gross_weight_kg"]) for line in told] == [
        ("BUTYL INNER TUBES", "980", "20580"), ("RUBBER TIRE FLAPS", "510", "11050"),
    ]  # fmt: skip


def test_a_box_to_be_ticked_higher_than_its_row_is_no_second_line_of_headers() -> None:
    edges = [0.05, 0.15, 0.3, 0.5, 0.7, 0.8]
    printed = table(edges, 0.2, ISSUE[0])
    rows = table(edges, 0.218, *ISSUE[1:])
    record = read([*HEAD, (0.92, 0.2, "核对"), *printed, (0.92, 0.215, "□"), *rows])
    assert [line["quantity"] for line in lines(record)] == ["850", "2388.5", "36"]


def test_marks_kinds_of_packages_and_a_weight_are_headers_enough_where_the_others_are_misread() -> None:
    edges = [0.05, 0.2, 0.27, 0.36, 0.8, 0.92]
    printed = table(edges, 0.3, "Marks|Number|Kind|Goods, as declared by shipper|Gross mass kg|Com",
                    "LOT 26/114|1,120|CARTONS|Frozen hake fillets, skinless|23,408.00|52.8",
                    "LOT 26/120|960|BAGS|Frozen kingklip portions|20,016.50|49.0")  # fmt: skip
    record = read([(0.5, 0.03, "BILL OF LADING"), (0.05, 0.1, "B/L No.: NBLU260071"), *printed])
    assert [(line["packages"], line["gross_weight_kg"]) for line in lines(record)] == [
        ("1120", "23408"), ("960", "20016.5"),
    ]  # fmt: skip


def test_beside_many_headers_one_with_figures_is_badly_read_and_no_value() -> None:
    heads = ["6. 15", "7. Marks and numbers", "8. Description of goods", "9. H5 16-d", "10. Origin criterion",
             "11. Gross weight", "12. Invoice number and date"]  # fmt: skip
    edges = [0.05, 0.1, 0.25, 0.46, 0.58, 0.7, 0.8, 0.97]
    goods = [("1", "N/M", "20 CRATES CONCRETE PANEL", "6810.91", "WO", "19,491 KGS", "RYH258"),
             ("2", "", "324 BOXES BREADED SHRIMP", "1605.21", "PSR", "3,344 KGS", "RYH259")]  # fmt: skip
    tops = [0.3, 0.33, 0.37, 0.41]
    head = [(0.3, 0.04, "CERTIFICATE OF ORIGIN"), (0.2, 0.06, "Form for China-Australia Free Trade Agreement")]
    record = read([*head, *in_grid(edges, tops, [heads, *goods])], grid(edges, tops))
    told = [(line.get("item"), line.get("hs_code"), line.get("description")) for line in lines(record)]
    assert told == [("1", "681091", "CONCRETE PANEL"), ("2", "160521", "BREADED SHRIMP")]


def test_invoices_in_one_tall_cell_begin_anew_where_each_row_has_the_same_caption() -> None:
    edges = [0.05, 0.12, 0.45, 0.6, 0.75, 0.97]
    tops = [0.3, 0.33, 0.7]
    heads = ["Item", "Description of goods", "HS code", "Gross weight", "Number and date of invoice"]
    head = [(0.3, 0.04, "CERTIFICATE OF ORIGIN"), (0.2, 0.06, "Form for China-Chile Free Trade Agreement")]
    printed = [*head, *in_grid(edges, tops, [heads])]
    for i, name in enumerate(["CONCRETE PANEL", "BREADED SHRIMP"]):
        top = 0.34 + 0.06 * i
        row = [str(i + 1), name, f"6810.9{i}", f"{i + 2},400 KGS", "No."]
        printed += [(left + 0.005, top, text) for left, text in zip(edges, row, strict=False)]
        printed += [(0.755, top + 0.014 * (at + 1), text) for at, text in
                    enumerate((f"HBI-2025-140{i}", "DATED", f"2025-11-0{i + 1}"))]  # fmt: skip
    rows = lines(read(printed, grid(edges, tops)))
    told = [(line.get("invoice_number"), line.get("invoice_date")) for line in rows]
    assert told == [("HBI-2025-1400", "2025-11-01"), ("HBI-2025-1401", "2025-11-02")]
