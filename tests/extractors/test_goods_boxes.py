"""Goods in one box under one caption for marks, packages and goods."""

import pytest

from schemas.page import Box
from tests.extractors.prepared import lines, read

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


@pytest.mark.parametrize("number", ["{})", "{}."])
def test_items_in_prose_keep_their_marks_and_the_column_beside_bears_their_numbers(number: str) -> None:
    first, second = number.format(1), number.format(2)
    told = lines(read(
        [
            *HEAD,
            (0.06, 0.31, "6. Item number; marks, numbers, number and kind of packages; description of goods"),
            (0.71, 0.31, "7. Quantity"),
            (0.06, 0.36, f"{first} 14 PALLETS CERAMIC TILES"), (0.06, 0.375, "MARKS: DST 1-14"),
            (0.06, 0.40, f"{second} 3 PALLETS MOSAIC"), (0.06, 0.415, "MARKS: DST 15-17"),
            (0.72, 0.34, f"{first} 560 M2"), (0.72, 0.37, f"{second} 90 M2"),
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
