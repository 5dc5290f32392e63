"""Columns that the goods' own box holds or the box beside it: item numbers, weights, packages over their kind."""

from __future__ import annotations

from schemas.page import Box
from tests.extractors.prepared import grid, lines, read

EDGES, TOPS = [0.06, 0.14, 0.76, 0.94], [0.30, 0.34, 0.70]
CAPTION = "8. Item number; marks and numbers; number and kind of packages; description of goods"
HEAD = [(0.3, 0.05, "MOVEMENT CERTIFICATE EUR.1 No A 2604117"), (0.07, 0.12, "1. Exporter: Hansa Maschinen GmbH")]


def test_items_are_numbered_in_the_box_left_of_the_goods() -> None:
    print_ = [*HEAD, (0.07, 0.31, "9. No"), (0.15, 0.31, "10. Marks; kind of packages; description of goods"),
              (0.77, 0.31, "11. Gross weight (kg)")]  # fmt: skip
    for n, (mark, packed, name, weight) in enumerate([
        ("BSM IZM 1-7", "7 CASES", "Pumps for process water", "3.412,0"),
        ("BSM IZM 8-12", "5 PALLETS", "Gate valves DN150", "4.085,5"),
        ("BSM IZM 13", "1 CARTON", "Gaskets and screws", "24,8"),
    ]):  # fmt: skip
        top = 0.36 + 0.06 * n
        print_ += [(0.07, top, str(n + 1)), (0.15, top, mark), (0.15, top + 0.015, packed), (0.15, top + 0.03, name),
                   (0.85, top, weight)]  # fmt: skip
    told = lines(read(print_, grid(EDGES, TOPS)))
    assert [(x["item"], x["marks"], x["packages"], x["description"], x["gross_weight_kg"]) for x in told] == [
        ("1", "BSM IZM 1-7", "7", "Pumps for process water", "3412"),
        ("2", "BSM IZM 8-12", "5", "Gate valves DN150", "4085.5"),
        ("3", "BSM IZM 13", "1", "Gaskets and screws", "24.8"),
    ]


BOX = [Box(0.06, 0.30, 0.76, 0.70), Box(0.76, 0.30, 0.94, 0.70)]


def test_a_figure_over_the_kind_of_its_packages_counts_them_and_a_bracket_closes_in_its_next_line() -> None:
    print_ = [*HEAD, (0.07, 0.31, CAPTION), (0.77, 0.31, "9. Gross weight (kg)"),
              (0.07, 0.35, "1"), (0.10, 0.35, "TQ 1/480"), (0.24, 0.35, "480"), (0.34, 0.35, "Tequila, bottles (SA"),
              (0.80, 0.35, "5,616.0"), (0.24, 0.365, "CASES"), (0.34, 0.365, "2208.90)"),
              (0.07, 0.40, "2"), (0.10, 0.40, "TQ 481/600"), (0.24, 0.40, "120 CASES"),
              (0.34, 0.40, "Mezcal (SA 2208.90)"), (0.80, 0.40, "1,092.0")]  # fmt: skip
    told = lines(read(print_, BOX))
    assert [(x["packages"], x["package_kind"], x["description"], x["hs_code"]) for x in told] == [
        ("480", "CASES", "Tequila, bottles", "220890"),
        ("120", "CASES", "Mezcal", "220890"),
    ]


def test_weights_typed_into_the_box_are_the_items_and_the_box_beside_has_their_sum() -> None:
    print_ = [*HEAD, (0.07, 0.31, CAPTION), (0.77, 0.31, "9. Gross weight (kg)"), (0.80, 0.35, "2.026,55")]
    for n, (name, weight) in enumerate([("COTTON TOWELS", "1.284,40"), ("BATHROBES", "742,15")]):
        top = 0.36 + 0.04 * n
        print_ += [(0.07, top, str(n + 1)), (0.10, top, f"AN 1-{n + 9}"), (0.24, top, f"{n + 23} CTN"),
                   (0.34, top, name), (0.75 - 0.007 * len(weight), top, weight),
                   (0.34, top + 0.015, "HS 6302.60")]  # fmt: skip
    told = lines(read(print_, BOX))
    assert [(x["description"], x["gross_weight_kg"]) for x in told] == [
        ("COTTON TOWELS", "1284.4"),
        ("BATHROBES", "742.15"),
    ]


def test_weights_that_say_which_they_are_are_no_goods() -> None:
    print_ = [(0.3, 0.05, "EUROPEAN UNION CERTIFICATE OF ORIGIN"), (0.07, 0.12, "3 Country of origin: ITALY"),
              (0.07, 0.31, CAPTION)]  # fmt: skip
    for n, (name, gross, net) in enumerate([("Labelling machine", "1.860", "1.640"), ("Spare parts", "38", "31")]):
        top = 0.36 + 0.05 * n
        print_ += [(0.07, top, f"{n + 1}."), (0.10, top, f"{n + 2} CRATES"), (0.72, top, f"kg {gross} lordo/gross"),
                   (0.10, top + 0.015, name), (0.72, top + 0.015, f"kg {net} netto/net")]  # fmt: skip
    told = lines(read(print_, [Box(0.06, 0.30, 0.94, 0.70)]))
    assert [(x["description"], x["gross_weight_kg"], x["net_weight_kg"]) for x in told] == [
        ("Labelling machine", "1860", "1640"),
        ("Spare parts", "38", "31"),
    ]
