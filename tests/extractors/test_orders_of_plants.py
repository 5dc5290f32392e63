"""What papers of plants print beside what is asked for: plant codes, work centres, needs not drawn yet."""

from decimal import Decimal

from extractors.typed import numbers
from tests.extractors.prepared import fields, grid, in_grid, lines, read


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
