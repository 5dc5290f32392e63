"""Cards of captions over values: two abreast, below a head of the same shape, with materials between them."""

import pytest

from schemas.page import Box
from tests.extractors.prepared import fields, lines, read

COLUMNS = (0.08, 0.30, 0.51, 0.73)


def _row(top: float, texts: tuple[str, ...], lefts: tuple[float, ...] = COLUMNS) -> list[tuple[float, float, str]]:
    return [(left, top, text) for left, text in zip(lefts, texts, strict=True)]


@pytest.mark.parametrize("boxed", [False, True])
def test_cards_beside_each_other_below_a_head_of_captions_over_values(boxed: bool) -> None:
    goods = [
        ("1. Ball valve DN15, brass", "4,800 PCS", "40 CARTONS", "812.0 kg", "860.5 kg", "8481.80", "1-40"),
        ("2. Gate valve DN20, brass", "2,400 PCS", "30 CARTONS", "640.0 kg", "690.0 kg", "8481.80", "41-70"),
        ("3. Hose nipple 3/4 in", "9,000 PCS", "20 CARTONS", "405.0 kg", "436.0 kg", "7412.20", "71-90"),
        ("4. Compression elbow", "3,600 PCS", "18 CARTONS", "388.0 kg", "420.0 kg", "7412.20", "91-108"),
        ("5. Manifold, 4 ways", "300 PCS", "12 CARTONS", "290.0 kg", "318.0 kg", "8481.80", "109-120"),
        ("6. Wall bracket, zinc plated", "1,500 PCS", "8 CARTONS", "300.0 kg", "322.0 kg", "7326.90", "121-128"),
    ]
    print_ = [
        (0.06, 0.04, "PACKING LIST"),
        *_row(0.09, ("Shipper", "Consignee", "Invoice", "Invoice date")),
        *_row(0.105, ("Bosphorus Brass A.S.", "Hudson Supply Inc.", "BBF-2026-118", "14 Mar 2026")),
        *_row(0.185, ("B/L number", "Country of origin", "Total packages", "Gross weight")),
        *_row(0.20, ("MEDUAM118822", "Turkiye", "128", "3,046.5 kg")),
    ]
    for n, (name, count, packages, net, gross, tariff, cartons) in enumerate(goods):
        left, top = (0.08, 0.52)[n % 2], 0.25 + 0.14 * (n // 2)
        lefts = (left, left + 0.21)
        print_ += [(left, top, name)]
        for down, texts in enumerate((
            ("Quantity", "Packages"), (count, packages), ("Net weight", "Gross weight"), (net, gross),
            ("HS code", "Ctns"), (tariff, cartons),
        )):  # fmt: skip
            print_ += _row(top + 0.03 + 0.015 * down, texts, lefts)
    # of six boxes two are found
    boxes = [Box(0.51, top, 0.95, top + 0.12) for top in (0.385, 0.525)] if boxed else []
    record = read(print_, boxes)
    assert fields(record)["bl_number"] == "MEDUAM118822"
    told = [(x["description"], x["quantity"], x["packages"], x["gross_weight_kg"], x["hs_code"]) for x in lines(record)]
    assert told == [
        (name[3:], count[:-4].replace(",", ""), packages[:-8], gross[:-3].removesuffix(".0"), tariff.replace(".", ""))
        for name, count, packages, _, gross, tariff, _ in goods
    ]


def test_products_in_cards_of_two_lines_of_captions_and_their_materials_between() -> None:
    cards = [
        ("Nightstand", "RG-112", "450 pcs", "LT-4401", "06-Apr-26",
         ["MDF board, 18 mm E1: 312 hoja - Andes Board (Chile), lot AR-2207",
          "Walnut veneer, 0.6 mm: 540.5 m2 - Appalachian Veneer (USA), lot AV-118"]),
        ("Dresser", "RG-116", "220 pcs", "LT-4402", "08-Apr-26",
         ["Drawer slide, 450 mm: 1,320 pairs - Dongguan Slides (China), lot DS-5521",
          "Polyurethane foam, 22 kg/m3: 96.4 kg - Bajio Foams (Mexico), lot EB-1204"]),
    ]  # fmt: skip
    print_ = [(0.06, 0.05, "PRODUCTION ORDER"), (0.06, 0.08, "Order no. OP-26-1094")]
    for n, (name, model, count, lot, start, materials) in enumerate(cards):
        top = 0.18 + 0.18 * n
        print_ += _row(top, ("Product", "Model", "Planned qty", "Finished qty"))
        print_ += _row(top + 0.013, (name, model, count, count))
        print_ += _row(top + 0.032, ("Lot", "Start", "Finish", "Checked"))
        print_ += _row(top + 0.045, (lot, start, "24-Apr-26", "OK"))
        print_ += [(0.10, top + 0.085 + 0.018 * i, text) for i, text in enumerate(materials)]
    record = read(print_)
    assert [(x["description"], x["planned_quantity"], x["lot_number"], x["start_date"]) for x in lines(record)] == [
        ("Nightstand", "450", "LT-4401", "2026-04-06"),
        ("Dresser", "220", "LT-4402", "2026-04-08"),
    ]
    told = [(x["description"], x["grade"], x["quantity"], x["supplier"], x["origin_country"], x["lot_number"])
            for x in lines(record, "materials")]  # fmt: skip
    assert told == [
        ("MDF board", "18 mm E1", "312", "Andes Board", "CL", "AR-2207"),
        ("Walnut veneer", "0.6 mm", "540.5", "Appalachian Veneer", "US", "AV-118"),
        ("Drawer slide", "450 mm", "1320", "Dongguan Slides", "CN", "DS-5521"),
        ("Polyurethane foam", "22 kg/m3", "96.4", "Bajio Foams", "MX", "EB-1204"),
    ]


def test_materials_in_sentences_under_headings_whose_lines_nearly_reach_the_margin() -> None:
    materials = [
        ("Oak lumber, kiln dried 28 mm", "3,150 m", "Catawba Lumber Yard", "USA"),
        ("Plywood panel, birch 11 ply CARB 2, sanded on both sides", "225 pcs", "Baltic Ply", "Latvia"),
        ("Sinuous spring, 8 gauge 22 in", "2,700 pcs", "Leggett Springs", "USA"),
        ("Fabric, polyester 54 in", "2,475 m", "Haining Textiles", "China"),
        ("Leg, beech espresso", "600 pcs", "Wood Parts", "Malaysia"),
    ]
    print_ = [(0.09, 0.05, "BILL OF MATERIALS"), (0.09, 0.20, "Frame")]
    for n, (name, count, supplier, country) in enumerate(materials):
        top = 0.23 + 0.019 * n + 0.03 * (n > 2)
        print_ += [(0.14, top, f"{name}: {count}. Supplier: {supplier} - Origin: {country}")]
    print_ += [(0.09, 0.29, "Cover")]
    told = [
        (x["description"], x["grade"], x["supplier"], x["origin_country"]) for x in lines(read(print_), "materials")
    ]
    assert told == [
        ("Oak lumber", "kiln dried 28 mm", "Catawba Lumber Yard", "US"),
        ("Plywood panel", "birch 11 ply CARB 2, sanded on both sides", "Baltic Ply", "LV"),
        ("Sinuous spring", "8 gauge 22 in", "Leggett Springs", "US"),
        ("Fabric", "polyester 54 in", "Haining Textiles", "CN"),
        ("Leg", "beech espresso", "Wood Parts", "MY"),
    ]
