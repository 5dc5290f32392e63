"""What papers of plants print beside what is asked for: plant codes, work centres, needs not drawn yet."""

import re
from dataclasses import replace
from decimal import Decimal

from extractors.layout import lay_out
from extractors.nlp.parties import parse_party
from extractors.tables.drawn_rules import without_drawn_rules
from extractors.typed import numbers
from schemas.page import Box, Page, Word
from tests.extractors.prepared import fields, grid, in_grid, lines, page, read


def test_neither_a_plant_s_code_nor_a_work_centre_is_the_company():
    record = read([
        (0.05, 0.03, "Brenner Metalltechnik GmbH"),
        (0.05, 0.08, "JOB TRAVELER"), (0.05, 0.12, "Job No: J-44181"), (0.4, 0.12, "Werk: 1010 Esslingen"),
        (0.05, 0.15, "Order Qty: 240 PCS"), (0.4, 0.15, "Part Description: Bracket plate"),
        (0.05, 0.40, "Work Center: LASER"), (0.05, 0.43, "Marker: Length 7.42 m"),
    ])  # fmt: skip
    assert fields(record)["producer"] == "Brenner Metalltechnik GmbH"


def test_what_is_needed_counts_where_nothing_has_been_drawn_yet():
    edges, tops = [0.05, 0.15, 0.45, 0.55, 0.75, 0.95], [0.30, 0.33, 0.36, 0.39]
    rows = [
        ["Item", "Material description", "Unit", "Required qty", "Issued qty"],
        ["10", "Aluminium profile", "KG", "225.5", "0.0"], ["20", "Driver 24V", "PCS", "500", "0"],
    ]  # fmt: skip
    print_ = [(0.05, 0.03, "WORK ORDER"), (0.05, 0.08, "Work order No: W-2207"), (0.05, 0.12, "Product: Shelf lamp"),
              (0.4, 0.12, "Order qty: 500 PCS"), (0.05, 0.25, "Materials"), *in_grid(edges, tops, rows)]  # fmt: skip
    materials = lines(read(print_, grid(edges, tops)), "materials")
    assert [line["quantity"] for line in materials] == ["225.5", "500"]


def test_a_comma_before_more_than_three_digits_parts_decimals():
    found = numbers.parse_decimal("342,600000")
    assert found is not None
    assert (found.value, found.sure < 0.9) == (Decimal("342.600000"), True)


def test_whole_pieces_leave_three_decimals_in_the_column_of_their_needs():
    edges, tops = [0.05, 0.15, 0.45, 0.65, 0.75], [0.40, 0.43, 0.46, 0.49, 0.52]
    rows = [["Pos.", "Bezeichnung", "Bedarfsmenge", "ME"], ["10", "Flachstange", "126,000", "KG"],
            ["20", "Gewindeeinsatz", "480", "ST"], ["30", "Schutzfolie", "24,500", "M2"]]  # fmt: skip
    print_ = [(0.05, 0.03, "FERTIGUNGSAUFTRAG"), (0.05, 0.08, "Auftrag: 1000482216"),
              (0.05, 0.12, "Materialkurztext: Trägerplatte"), (0.05, 0.15, "Auftragsmenge: 240 ST"),
              (0.05, 0.20, "Zeit 12,5 min"), (0.3, 0.20, "6,0 min"), (0.5, 0.20, "3,5 min"),
              (0.05, 0.35, "Materialbereitstellung"), *in_grid(edges, tops, rows)]  # fmt: skip
    materials = lines(read(print_, grid(edges, tops)), "materials")
    assert [Decimal(line["quantity"]) for line in materials] == [Decimal("126"), Decimal("480"), Decimal("24.5")]


def test_a_bom_whose_title_writes_it_with_a_small_letter_is_known():
    edges, tops = [0.05, 0.5, 0.65, 0.8], [0.30, 0.33, 0.36, 0.39]
    rows = [["Product", "Quantity", "Unit of Measure"], ["Oak top", "1.00", "Units"], ["Steel leg", "4.00", "Units"]]
    print_ = [(0.05, 0.08, "BoM Overview"), (0.05, 0.14, "Dining table"), *in_grid(edges, tops, rows)]
    assert read(print_, grid(edges, tops)).kind == "fac.bom"


def test_a_vendor_s_name_stands_behind_the_caption_below_its_number():
    edges, tops = [0.05, 0.12, 0.60, 0.75, 0.85], [0.40, 0.47, 0.54]
    rows = [["Item", "Material / Description", "Received", "Un"], ["0001", "30001745", "24,380", "KG"],
            ["0002", "30001802", "22,115", "KG"]]  # fmt: skip
    below = [(0.125, top, text) for first, name in ((0.491, "Steel coil 3.0"), (0.561, "Steel coil 4.0"))
             for top, text in ((first, name), (first + 0.015, "SLoc: RM01"))]  # fmt: skip
    print_ = [(0.05, 0.03, "GOODS RECEIPT SLIP"), (0.05, 0.10, "Posting date : 09/16/2026"), (0.05, 0.13, "Plant :"),
              (0.25, 0.13, "2100"), (0.05, 0.145, "Description :"), (0.25, 0.145, "Allied Stamping Corp."),
              (0.05, 0.16, "Vendor :"), (0.25, 0.16, "0000104417"), (0.05, 0.175, "Name :"),
              (0.25, 0.175, "Great Lakes Coil LLC"), *in_grid(edges, tops, rows), *below]  # fmt: skip
    record = read(print_, grid(edges, [*tops, 0.61]))
    assert fields(record)["supplier"] == "Great Lakes Coil LLC"
    assert fields(record)["producer"] == "Allied Stamping Corp."
    assert [line["description"] for line in lines(record)] == ["Steel coil 3.0", "Steel coil 4.0"]


def test_strokes_close_to_their_cells_part_them():
    print_ = [(0.05, 0.05, "BILL OF MATERIALS"), (0.05, 0.10, "Product: Pump motor"),
              (0.05, 0.30, "|Item|Component|Object description|Comp. Qty|Un|")]  # fmt: skip
    names = ("Housing die cast  ", "Aluminium ingot   ", "Powder coat       ")
    print_ += [(0.05, 0.33 + 0.02 * n, f"|{n}010|R-441{n}   |{name}|     1.42|KG|") for n, name in enumerate(names)]
    sheet = without_drawn_rules(lay_out(_typed(print_)))
    texts = [run.text.strip() for run in sheet.runs if 0.32 < run.box.cy < 0.345]
    assert texts == ["0010", "R-4410", "Housing die cast", "1.42", "KG"]


def _typed(lines_of_print: list[tuple[float, float, str]]) -> Page:
    """Print all of whose letters, blanks too, are as wide as each other."""
    plain = page([])
    words = [
        Word(word.group(), Box(x + 0.007 * word.start(), y, x + 0.007 * word.end(), y + 0.012), 1.0)
        for x, y, text in lines_of_print
        for word in re.finditer(r"\S+", text)
    ]
    return replace(plain, words=tuple(words))


def test_a_company_alone_at_the_foot_may_have_its_address_and_the_page_beside_it():
    print_ = [(0.05, 0.05, "FERTIGUNGSAUFTRAG"), (0.05, 0.10, "Auftrag: 1000482216"), (0.05, 0.14, "Menge: 240 ST"),
              (0.05, 0.95, "Brenner Metalltechnik GmbH · Zeppelinstraße 9 · 73730 Esslingen"),
              (0.80, 0.95, "Seite 1 von 1")]  # fmt: skip
    assert fields(read(print_))["producer"] == "Brenner Metalltechnik GmbH"


def test_a_name_over_two_lines_of_its_cell_is_one():
    cells = [Box(0.05, 0.03, 0.30, 0.08), Box(0.30, 0.03, 0.95, 0.08)]
    print_ = [(0.08, 0.035, "ASEOQUIMICA"), (0.075, 0.05, "ANDINA S.A.S."), (0.45, 0.05, "ORDEN DE PRODUCCION"),
              (0.05, 0.12, "Orden No.: OP-2026-0418")]  # fmt: skip
    assert fields(read(print_, cells))["producer"] == "ASEOQUIMICA ANDINA S.A.S."


def test_the_number_of_a_works_belongs_to_its_name():
    party = parse_party(["Viet Tien Garment Factory No. 3", "7 Le Minh Xuan, Tan Binh"])
    assert party.name is not None
    assert party.name.value == "Viet Tien Garment Factory No. 3"


def test_a_date_may_stand_behind_the_record_s_number_or_a_place():
    behind = [(0.05, 0.05, "ORDINE DI PRODUZIONE"), (0.05, 0.10, "Ordine N. OP-26/0311 del 21/09/2026")]
    placed = [(0.05, 0.05, "ZLECENIE PRODUKCYJNE"), (0.6, 0.03, "Kalisz, 2026-08-26"), (0.05, 0.10, "Nr: ZP/0412")]
    assert [fields(read(print_)).get("issue_date") for print_ in (behind, placed)] == ["2026-09-21", "2026-08-26"]


def test_codes_without_figures_begin_rows_as_the_others_do():
    rows = [("10", "HW-STUD-58", "STUD, GR B7", "320.000", "EA"), ("20", "PT-EPOXY-GY", "PAINT, GRAY", "6.500", "GAL")]
    lefts = (0.05, 0.15, 0.35, 0.65, 0.80)
    print_ = [(0.05, 0.05, "JOB ORDER"), (0.05, 0.10, "Job: J0044"), (0.05, 0.13, "Description: PUMP BASE"),
              (0.5, 0.13, "Order qty: 40 EA"), (0.05, 0.27, "Materials"),
              *zip(lefts, [0.30] * 5, ("Oper", "Item", "Description", "Req Qty", "U/M"), strict=True)]  # fmt: skip
    print_ += [item for n, row in enumerate(rows) for item in zip(lefts, [0.32 + 0.015 * n] * 5, row, strict=True)]
    assert [line["description"] for line in lines(read(print_), "materials")] == ["STUD, GR B7", "PAINT, GRAY"]


def test_a_nought_before_the_comma_says_that_a_column_has_decimals():
    edges, tops = [0.05, 0.45, 0.55, 0.75], [0.40, 0.43, 0.46, 0.49, 0.52]
    rows = [["Materiale", "U.M.", "Fabbisogno"], ["Faggio", "kg", "0,920"], ["Colla", "kg", "14,000"],
            ["Vernice", "kg", "22,500"]]  # fmt: skip
    print_ = [(0.05, 0.03, "ORDINE DI PRODUZIONE"), (0.05, 0.08, "Descrizione: Sedia"), *in_grid(edges, tops, rows)]
    materials = lines(read(print_, grid(edges, tops)), "materials")
    assert [Decimal(line["quantity"]) for line in materials] == [Decimal("0.92"), Decimal("14"), Decimal("22.5")]


def test_a_norm_sheet_without_ruling_has_a_product_over_nothing_but_its_materials():
    lefts = (0.05, 0.35, 0.50, 0.75, 0.85)
    rows = [("Finished product", "Order qty", "Material", "Unit", "Cons. per pc"),
            ("Cargo shorts", "12,000 Pcs", "Cotton twill", "Yds", "1.55"), ("", "", "Zipper brass", "Pcs", "1"),
            ("Boys shorts", "800 Pcs", "Cotton twill", "Yds", "1.05"), ("", "", "Elastic", "Yds", "0.45")]  # fmt: skip
    print_ = [(0.05, 0.05, "BILL OF MATERIALS"), (0.05, 0.10, "Ref: OAL/BOM/26/118")]
    print_ += [(x, 0.30 + 0.018 * n, text) for n, row in enumerate(rows) for x, text in zip(lefts, row, strict=True)]
    record = read([item for item in print_ if item[2]])
    assert [line["description"] for line in lines(record)] == ["Cargo shorts", "Boys shorts"]
    assert [(line["description"], line["quantity"]) for line in lines(record, "materials")] == [
        ("Cotton twill", "1.55"), ("Zipper brass", "1"), ("Cotton twill", "1.05"), ("Elastic", "0.45"),
    ]  # fmt: skip


def test_names_stand_under_their_codes_where_one_header_asks_for_both():
    edges, tops = [0.05, 0.12, 0.60, 0.75], [0.40, 0.43, 0.48, 0.53]
    rows = [["#", "Item number / Description", "Quantity"], ["1", "510-00021", "1 each"], ["2", "710-00310", "4 each"]]
    names = [(0.125, 0.453, "Enclosure, top"), (0.125, 0.503, "Screw, 2.5x8")]
    print_ = [(0.05, 0.03, "BILL OF MATERIALS"), *in_grid(edges, tops, rows), *names, (0.5, 0.56, "1 of 1")]
    materials = lines(read(print_, grid(edges, tops)), "materials")
    assert [line["description"] for line in materials] == ["Enclosure, top", "Screw, 2.5x8"]


def test_the_language_says_what_a_comma_means_where_no_figure_does():
    portuguese = ["ORDEM DE PRODUÇÃO", "Quantidade", "Fornecedor", "Descrição", "148,500"]
    assert [numbers.decimal_comma(portuguese), numbers.decimal_comma(["Quantity", "148,500"])] == [True, False]


def test_steps_in_boxes_below_each_other_are_no_products():
    edges = [0.05, 0.15, 0.35, 0.75, 0.95]
    cells: list[Box] = []
    print_ = [(0.05, 0.03, "WORK ORDER"), (0.05, 0.08, "Work order No: 118842"),
              (0.05, 0.11, "Description: PISTON, ACTUATOR"), (0.05, 0.14, "Cutting qty (pcs): 100")]  # fmt: skip
    for n, step in enumerate(("CUT TO LENGTH", "TURN COMPLETE", "DEBURR & WASH")):
        top = 0.40 + 0.06 * n
        cells += grid(edges, [top, top + 0.045])
        captions = ("SEQ", "WORK CENTER", "DESCRIPTION", "SETUP")
        print_ += in_grid(edges, [top, top + 0.02], [captions, (f"00{n + 1}0", "LATHE", step, "0.50")])
    told = lines(read(print_, cells))
    assert [(line["description"], line["planned_quantity"], line["unit"]) for line in told] == [
        ("PISTON, ACTUATOR", "100", "PCS")
    ]
