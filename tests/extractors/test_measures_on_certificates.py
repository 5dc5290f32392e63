"""Counts, weights and items of certificates that take turns or stand between strokes."""

from __future__ import annotations

from tests.extractors.prepared import grid, lines, read

CHAMBER = [(0.3, 0.05, "CERTIFICATE OF ORIGIN"), (0.3, 0.08, "CHAMBER OF COMMERCE OF ROTTERDAM")]


def test_a_count_below_a_weight_is_the_other_quantity_and_goods_that_tell_a_count_do_not_overrule_it() -> None:
    edges, tops = [0.06, 0.5, 0.6, 0.94], [0.28, 0.31, 0.36]
    record = read([
        *CHAMBER, (0.51, 0.29, "HS code"), (0.51, 0.315, "220421"),
        (0.07, 0.29, "Description of goods"), (0.61, 0.29, "Gross weight or other quantity"),
        (0.07, 0.315, "SHIRAZ 2023 BOTTLED WINE, 2 PCS"), (0.61, 0.315, "18,900.00 KGS"), (0.61, 0.33, "126 NOS"),
    ], grid(edges, tops))  # fmt: skip
    [line] = lines(record)
    assert (line["gross_weight_kg"], line["quantity"], line["unit"]) == ("18900", "126", "NOS")


def test_measures_that_take_turns_below_each_other_are_those_of_one_item() -> None:
    edges, tops = [0.06, 0.5, 0.94], [0.28, 0.31, 0.45]
    print_ = [(0.07, 0.29, "Number and kind of packages; description of goods"),
              (0.51, 0.29, "Gross weight or other quantity")]  # fmt: skip
    for n, (goods, count, weight) in enumerate([("BEDS", "80 SETS", "6,240.00"), ("BENCHES", "95 PCS", "1,463.00")]):
        y = 0.315 + 0.05 * n
        print_ += [(0.07, y, f"{n + 1}60 CARTONS"), (0.07, y + 0.012, goods), (0.51, y, count),
                   (0.51, y + 0.012, f"{weight} KGS G.W.")]  # fmt: skip
    read_ = lines(read([*CHAMBER, *print_], grid(edges, tops)))
    assert [(x["description"], x["quantity"], x["unit"], x["gross_weight_kg"]) for x in read_] == [
        ("BEDS", "80", "SETS", "6240"), ("BENCHES", "95", "PCS", "1463")
    ]  # fmt: skip


def test_typed_strokes_under_headers_end_no_list_of_a_certificate() -> None:
    record = read([
        *CHAMBER, (0.06, 0.24, "ITEM"), (0.14, 0.24, "DESCRIPTION OF GOODS"), (0.5, 0.24, "HS CODE"),
        (0.65, 0.24, "COUNTRY OF ORIGIN"), (0.06, 0.255, "-" * 110),
        (0.06, 0.275, "01"), (0.14, 0.275, "OLIVE OIL"), (0.5, 0.275, "1509.30"), (0.65, 0.275, "CL"),
        (0.06, 0.29, "02"), (0.14, 0.29, "RED WINE"), (0.5, 0.29, "2204.21"), (0.65, 0.29, "CL"),
        (0.06, 0.305, "-" * 110),
    ])  # fmt: skip
    assert [(x["description"], x["hs_code"]) for x in lines(record)] == [
        ("OLIVE OIL", "150930"),
        ("RED WINE", "220421"),
    ]
