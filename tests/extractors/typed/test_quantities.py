"""Quantities and weights with their units and labels."""

from decimal import Decimal

import pytest

from extractors.typed.quantities import BARE, Quantity, find_quantities, to_kg, under_its_name, unit_in_header
from schemas.reference.units import unit_named, units_by_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200 PCS", "1200 PCS count -"),
        ("5000SETS", "5000 SETS count -"),
        ("144.67KGS G.W.", "144.67 KGS weight gross"),
        ("G.W.: 6,240.00 KGS", "6240.00 KGS weight gross"),
        ("毛重：6240千克", "6240 千克 weight gross"),
        ("12000 件", "12000 件 count -"),
        ("14.4 MT", "14.4 MT weight -"),
        ("2,000 DOZ", "2000 DOZ count -"),
        ("N.W. 5,800KGS", "5800 KGS weight net"),
        ("GROSS WEIGHT (KGS): 6,240.00", "6240.00 KGS weight gross"),
        ("100 KGS GROSS", "100 KGS weight gross"),
        ("50 GROSS", "50 GROSS count -"),
        ("1,200 (PCS)", "1200 PCS count -"),
        ("KGS 6,240", "6240 KGS weight -"),
        ("10 DOZEN PAIRS", "10 DOZEN PAIRS count -"),
        ("2,340 M2", "2340 M2 area -"),
        ("24.500 CBM", "24.500 CBM volume -"),
        ("Nos. 500", "500 NOS count -"),
        ("8,960 KGS(G.W.)", "8960 KGS weight gross"),
        ("12,000.00KGS.", "12000.00 KGS weight -"),
        ("6.240,50 KG", "6240.50 KG weight -"),
        ("PESO BRUTO: 500 KG", "500 KG weight gross"),
        ("净重 5800 公斤", "5800 公斤 weight net"),
        ("G,W. 500 KGS", "500 KGS weight gross"),
    ],
)
def test_a_quantity_has_number_unit_family_and_label(text: str, expected: str) -> None:
    number, *unit, family, label = expected.split()
    (found,) = find_quantities(text)
    assert found.value == Quantity(Decimal(number), " ".join(unit), family, "" if label == "-" else label)
    assert found.raw == text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("G.W.: 100KGS N.W.: 90KGS", ["gross", "net"]),
        ("100KGS G.W. 90KGS N.W.", ["gross", "net"]),
        ("净重 5800 公斤 毛重 6240 公斤", ["net", "gross"]),
        ("1200 PCS G.W. 6240 KGS", ["", "gross"]),
        ("5000SETS\n144.67KGS G.W.", ["", "gross"]),
    ],
)
def test_labels_go_to_the_right_weights(text: str, labels: list[str]) -> None:
    assert [f.value.label for f in find_quantities(text)] == labels


@pytest.mark.parametrize(("text", "unit"), [("1,200 PC5", "PCS"), ("144.67KG5", "KGS"), ("500 CARTQNS", "CARTONS")])
def test_disfigured_units_are_put_right(text: str, unit: str) -> None:
    (found,) = find_quantities(text)
    assert found.value.unit == unit
    assert found.repaired
    assert found.sure < 0.85


def test_pieces_are_whole_so_a_point_before_three_digits_means_thousands() -> None:
    (found,) = find_quantities("12.960 PCS")
    assert found.value.number == 12960
    assert found.alternatives[0].number == Decimal("12.960")


def test_a_bare_number_has_no_unit_and_codes_are_no_quantities() -> None:
    (found,) = find_quantities("6,240.00")
    assert (found.value.unit, found.value.number) == ("", Decimal("6240.00"))
    assert find_quantities("NB-0611") == []
    assert find_quantities("2026-06-28") == []


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Quantity (PCS)", "PCS"),
        ("G.W. (KGS)", "KGS"),
        ("毛重(KG)", "KG"),
        ("数量/件", "件"),
        ("Weight in KG", "KG"),
        ("数量（个）", "个"),
        ("Gross weight KGS", "KGS"),
        ("Net weight [kgs]", "KGS"),
        ("Description", None),
        ("QTY", None),
        ("ITEM NO", None),
        ("TTL PCS", "PCS"),
        ("UNIT", None),
    ],
)
def test_a_header_may_give_the_unit(header: str, unit: str | None) -> None:
    assert unit_in_header(header) == unit


@pytest.mark.parametrize(
    ("number", "unit", "kg"),
    [
        ("14.4", "MT", "14400"),
        ("100", "LBS", "45.359237"),
        ("10", "斤", "5"),
        ("6240", "KGS", "6240"),
        ("7", "", "7"),
        ("3", "吨", "3000"),
    ],
)
def test_weights_become_kilograms(number: str, unit: str, kg: str) -> None:
    assert to_kg(Quantity(Decimal(number), unit, "weight")) == Decimal(kg)


def test_only_weights_become_kilograms() -> None:
    assert to_kg(Quantity(Decimal(5), "PCS", "count")) is None


def test_the_unit_table_is_consistent() -> None:
    bases = {u.base for u in units_by_name().values() if u.family != "package"}
    for base in bases:
        unit = unit_named(base)
        assert unit is not None, base
        assert unit.factor == 1
        assert unit.base == base
    assert {u.family for u in units_by_name().values()} <= {
        "count",
        "weight",
        "length",
        "area",
        "volume",
        "package",
        "other",
    }


@pytest.mark.parametrize(("text", "sure"), [("260", 1.0), (" 1,040 ", 1.0), ("260 of 300", BARE), ("LOT 260", BARE)])
def test_a_number_that_fills_its_cell_needs_no_unit(text: str, sure: float) -> None:
    assert under_its_name(find_quantities(text)[0], text).sure == pytest.approx(sure)


@pytest.mark.parametrize(("unit", "number"), [("MT", "182.4"), ("PCS", "182400"), (None, "182.4")])
def test_a_unit_in_the_header_tells_what_a_point_means(unit: str | None, number: str) -> None:
    [found] = find_quantities("182.400")
    assert under_its_name(found, "182.400", unit).value.number == Decimal(number)


@pytest.mark.parametrize("text", ["i SET", "l SET", "I SET"])
def test_a_stroke_before_a_unit_is_a_doubted_one(text: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value.number, found.value.unit) == (1, "SET")
    assert found.sure < 0.9
