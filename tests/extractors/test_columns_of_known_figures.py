"""Columns told by figures that can be nothing else: tariff numbers, counts with units, weights no package has."""

from tests.extractors.prepared import lines, read

PLACES = (0.08, 0.13, 0.50, 0.60, 0.76, 0.86)


def test_tariff_numbers_below_the_counts_and_weights_with_decimal_commas() -> None:
    headers = ("Pos.", "Art. no. / description", "Menge ME", "Packages", "Net (kg)", "Gross (kg)")
    rows = [
        ("10", "KT-1180-2", "48EA", "1 pallet", "12,345", "13,500", "Gear coupling, 80 mm", "84836000"),
        ("20", "KT-1180-3", "36EA", "1 pallet", "14,100", "15,250", "Brake disc 300", "84839000"),
        ("30", "KT-1191-1", "96EA", "2 pallets", "22,750", "24,900", "Hub, steel", "84839000"),
    ]
    print_ = [(0.06, 0.04, "PACKING LIST"), (0.06, 0.08, "Invoice no: X-2201")]
    print_ += [(x, 0.264, text) for x, text in zip(PLACES, headers, strict=True)]
    for n, row in enumerate(rows):
        top = 0.286 + 0.037 * n
        print_ += [(x, top, text) for x, text in zip((0.08, 0.13, 0.53, 0.60, 0.76, 0.87), row[:6], strict=True)]
        print_ += [(x, top + 0.014, text) for x, text in zip((0.13, 0.45), row[6:], strict=True)]
    told = lines(read(print_))
    assert [(x["net_weight_kg"], x["gross_weight_kg"]) for x in told] == [
        ("12.345", "13.5"), ("14.1", "15.25"), ("22.75", "24.9"),
    ]  # fmt: skip


def test_counts_of_any_unit_under_an_unknown_header_are_a_bill_s_quantities() -> None:
    headers = ("No", "Code", "Material", "Grade", "Zkqrwm", "Lot no")
    rows = [
        ("1", "A-100", "Oak board", "A2", "12,345 m3", "L-77102"),
        ("2", "A-200", "Wood glue", "D3", "12,5 kg", "L-77110"),
        ("3", "A-300", "Veneer", "B1", "120,5 m2", "L-77121"),
        ("4", "A-400", "Edge band", "E5", "1 240 m", "L-77130"),
    ]
    print_ = [(0.06, 0.04, "PRODUCTION ORDER"), (0.06, 0.08, "Order no. OP-26-1094"), (0.06, 0.20, "Materials")]
    for n, row in enumerate((headers, *rows)):
        print_ += [(x, 0.23 + 0.03 * n, text) for x, text in zip((0.03, 0.08, 0.2, 0.5, 0.65, 0.82), row, strict=True)]
    told = lines(read(print_), "materials")
    assert [(x["quantity"], x["unit"]) for x in told[1:]] == [("12.5", "KG"), ("120.5", "M2"), ("1240", "M")]
