"""Goods in one box under one caption for marks, packages and goods."""

import pytest

from extractors.certificates.numbered_items import NUMBER_FIRST
from schemas.page import Box
from tests.extractors.prepared import grid, lines, read

CELLS = [Box(0.05, 0.30, 0.70, 0.60), Box(0.70, 0.30, 0.95, 0.60)]
CAPTION = "6 Laufende Nummer; Zeichen, Nummern, Anzahl und Art der Packstücke; Warenbezeichnung"
HEAD = [(0.2, 0.02, "URSPRUNGSZEUGNIS"), (0.2, 0.04, "CERTIFICATE OF ORIGIN")]


def test_items_are_parted_at_their_numbers_and_their_lines_at_the_gaps_they_share() -> None:
    told = lines(read(
        [
            *HEAD,
            (0.06, 0.31, CAPTION), (0.71, 0.31, "7 Menge / Bruttogewicht"),
            (0.06, 0.36, "1"), (0.09, 0.36, "CRC 1-12"), (0.22, 0.36, "12 Kartons"), (0.36, 0.36, "Pendeluhrwerke"),
            (0.36, 0.375, "Zolltarif 9109.90"), (0.72, 0.36, "240 Stück"), (0.85, 0.36, "188,5 kg"),
            (0.06, 0.40, "2"), (0.09, 0.40, "ohne Zeichen"), (0.22, 0.40, "1 Kiste"), (0.36, 0.40, "Kuckucksuhren"),
            (0.36, 0.415, "SA 9105.29"), (0.72, 0.40, "36 Stück"), (0.85, 0.40, "94,0 kg"),
            (0.06, 0.50, "Insgesamt 13 Packstücke"),
        ],
        CELLS,
    ))  # fmt: skip
    assert [line["description"] for line in told] == ["Pendeluhrwerke", "Kuckucksuhren"]
    assert [line["marks"] for line in told] == ["CRC 1-12", "ohne Zeichen"]
    assert [(line["packages"], line["package_kind"]) for line in told] == [("12", "KARTONS"), ("1", "KISTE")]
    assert [line["hs_code"] for line in told] == ["910990", "910529"]
    assert [(line["quantity"], line["gross_weight_kg"]) for line in told] == [("240", "188.5"), ("36", "94")]


@pytest.mark.parametrize(("number", "of"), [("{})", ""), ("{}.", ""), ("{})", "zu ")])
def test_items_in_prose_keep_their_marks_and_the_column_beside_bears_their_numbers(number: str, of: str) -> None:
    first, second = number.format(1), number.format(2)
    told = lines(read(
        [
            *HEAD,
            (0.06, 0.31, "6. Item number; marks, numbers, number and kind of packages; description of goods"),
            (0.71, 0.31, "7. Quantity"),
            (0.06, 0.36, f"{first} 14 PALLETS CERAMIC TILES"), (0.06, 0.375, "MARKS: DST 1-14"),
            (0.06, 0.40, f"{second} 3 PALLETS MOSAIC"), (0.06, 0.415, "MARKS: DST 15-17"),
            (0.72, 0.34, f"{of}{first} 560 M2"), (0.72, 0.37, f"{of}{second} 90 M2"),
            (0.72, 0.42, "brutto 5.918 kg"),
        ],
        CELLS,
    ))  # fmt: skip
    assert [(line["description"], line["marks"]) for line in told] == [
        ("CERAMIC TILES", "DST 1-14"),
        ("MOSAIC", "DST 15-17"),
    ]
    assert [(line["item"], line["packages"], line["quantity"]) for line in told] == [
        ("1", "14", "560"),
        ("2", "3", "90"),
    ]


@pytest.mark.parametrize("second", [(), ((0.06, 0.312, "no"), (0.80, 0.312, "diğer ölçüler (hl, m³ vb.)"))])
def test_a_bar_over_the_box_holds_all_captions_and_each_has_what_stands_under_it(
    second: tuple[tuple[float, float, str], ...],
) -> None:
    bar, box = Box(0.05, 0.29, 0.95, 0.322), Box(0.05, 0.324, 0.95, 0.70)
    told = lines(read(
        [
            (0.2, 0.02, "CERTIFICAT DE CIRCULATION DES MARCHANDISES EUR.1"),
            (0.06, 0.30, "8. Sıra"), (0.10, 0.30, "Marka, numara, kolilerin sayı ve cinsleri; eşyanın tanımı"),
            (0.80, 0.30, "9. Brüt ağırlık (kg) veya"), *second,
            (0.06, 0.35, "1"), (0.10, 0.35, "OLI 1-20"), (0.24, 0.35, "20 KOLİ"), (0.36, 0.35, "PAMUKLU HAVLU"),
            (0.88, 0.35, "1.248,00"),
            (0.06, 0.38, "2"), (0.10, 0.38, "OLI 21-92"), (0.24, 0.38, "72 KOLİ"), (0.36, 0.38, "BORNOZ"),
            (0.88, 0.38, "836,40"),
        ],
        [bar, box],
    ))  # fmt: skip
    assert [(x["item"], x["marks"], x["packages"], x["description"], x["gross_weight_kg"]) for x in told] == [
        ("1", "OLI 1-20", "20", "PAMUKLU HAVLU", "1248"),
        ("2", "OLI 21-92", "72", "BORNOZ", "836.4"),
    ]


def test_goods_typed_below_one_caption_without_ruling_begin_with_their_packages() -> None:
    record = read([
        (0.3, 0.05, "CERTIFICATE OF ORIGIN"), (0.3, 0.08, "SIALKOT CHAMBER OF COMMERCE"),
        (0.06, 0.30, "Marks, packages and description of the goods"),
        (0.06, 0.33, "MSW 1-22"), (0.2, 0.33, "22 CARTONS"), (0.36, 0.33, "SURGICAL SCISSORS, STEEL"),
        (0.75, 0.33, "13,200 PCS"), (0.36, 0.344, "H.S. 9018.90"), (0.75, 0.344, "NET 528.0 KGS"),
        (0.06, 0.37, "MSW 23-35"), (0.2, 0.37, "13 CARTONS"), (0.36, 0.37, "TISSUE FORCEPS"),
        (0.75, 0.37, "15,600 PCS"), (0.36, 0.384, "H.S. 8214.20"), (0.75, 0.384, "NET 312.0 KGS"),
        (0.06, 0.42, "We certify that the goods described above are wholly of the origin named by the exporter."),
    ])  # fmt: skip
    told = [(x["marks"], x["packages"], x["package_kind"], x["description"], x["hs_code"], x["quantity"],
             x["net_weight_kg"]) for x in lines(record)]  # fmt: skip
    assert told == [
        ("MSW 1-22", "22", "CARTONS", "SURGICAL SCISSORS, STEEL", "901890", "13200", "528"),
        ("MSW 23-35", "13", "CARTONS", "TISSUE FORCEPS", "821420", "15600", "312"),
    ]


def test_numbers_that_stand_close_before_packages_are_the_items_and_packages_below_the_last_are_of_all() -> None:
    """`1 643 CARTONS` is no 1643 where the items count up; `1.371 CARTONS` is no item 1."""
    head = "8. Item number; Marks and numbers; Number and kind of packages; Description of goods"
    printed = [
        (0.4, 0.03, "MOVEMENT CERTIFICATE EUR.1 No D 540538"),
        (0.06, 0.2, head),
        (0.7, 0.2, "9. Gross mass (kg)"),
    ]
    goods = [("1 643 CARTONS", "Dumbbell Set", "14,749"), ("2 1,046 CARTONS", "White Basketball", "16,984.7")]
    for i, (packages, name, mass) in enumerate(goods):
        top = 0.26 + 0.03 * i
        printed += [(0.06, top, packages), (0.06, top + 0.012, name), (0.7, top, mass)]
    printed += [(0.06, 0.32, "1,689 CARTONS / 31,733.7 KGS")]
    record = read(printed, grid([0.05, 0.68, 0.9], [0.19, 0.24, 0.36]))
    told = [(line["item"], line["packages"], line["description"]) for line in lines(record)]
    assert told == [("1", "643", "Dumbbell Set"), ("2", "1046", "White Basketball")]
    assert NUMBER_FIRST.match("1.371 CARTONS") is None


@pytest.mark.parametrize("number", ["1)", "1."])
def test_the_only_item_of_a_box_may_have_its_number_on_one_line_with_its_packages(number: str) -> None:
    record = read([
        (0.3, 0.05, "CERTIFICATE OF ORIGIN"), (0.3, 0.08, "CHAMBER OF COMMERCE OF TACOMA"),
        (0.07, 0.3, "6. Item number; marks and numbers; number and kind of packages; description of goods"),
        (0.07, 0.33, f"{number} 29 BOXES STEEL HEX NUT"), (0.07, 0.345, "TOTAL: 29 BOXES"),
    ], [Box(0.06, 0.295, 0.96, 0.5)])  # fmt: skip
    assert [(x["item"], x["packages"], x["description"]) for x in lines(record)] == [("1", "29", "STEEL HEX NUT")]
