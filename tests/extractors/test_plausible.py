"""A value that does not look like what its field holds is doubted, whatever the print of it was believed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.captions.labels import Labels
from extractors.plausible import DOUBTED, doubted, doubted_amounts, doubted_counts
from schemas.page import Box
from schemas.record import Sighting, Typed, Value


def sure(value: Typed) -> Value:
    return Value(value, 1.0, (Sighting(str(value), 1, Box(0.1, 0.1, 0.2, 0.12), 1.0, "text"),))


@pytest.mark.parametrize(
    ("name", "value", "odd"),
    [
        ("exporter", "PHONE, E-MAIL (if different from certifier) Sask Grain Ingredients Inc.", True),
        ("exporter", "is Fundición Regia de Apodaca, S.A. de C.V.", True),
        ("exporter", "consignee", True),
        ("consignee", "Trasa / Route Garden State Skylights Inc.", True),
        ("producer", "SAME AS EXPORTER", False),
        ("producer", "Isolants du Nord S.A.", False),
        ("description", "), origin criterion B, product of Mexico Ductile iron wheel hubs", True),
        ("description", "Motors, electric, for lots of uses", False),
        ("grade", "AL6061-T6 批號 Lot A61-2602", True),
        ("unit", "支寶雞鈦業", True),
        ("unit", "套 SET", False),
        ("unit", "Cái", False),
        ("invoice_number", "of 12", False),
    ],
)
def test_what_its_field_does_not_hold_is_doubted(name: str, value: str, odd: bool) -> None:
    lowered = doubted({name: sure(value), "vessel": None})
    assert lowered == {name: lowered[name], "vessel": None}
    kept = lowered[name]
    assert kept is not None
    assert (kept.value, kept.confidence) == (value, DOUBTED if odd else 1.0)


CAPTIONS = Labels(
    [("marks", "Marks and numbers on packages"), ("transport", "Means of transport"), ("exporter", "出口商")]
)


@pytest.mark.parametrize(
    ("name", "value", "odd"),
    [
        ("marks", "numbers on", True),
        ("marks", "7. Means of transport 运输方式", True),
        ("marks", "N/M", False),
        ("marks", "ON PACKAGES 1-40: ACME", False),
        ("transport", "BY SEA FROM NINGBO", False),
        ("exporter", "出口商", True),
        ("exporter", "出口商 / Means of transport", True),
        ("exporter", "400 SKOKIE BLVD STE 210", True),
        ("exporter", "99 Cents Only Stores", False),
        ("bl_awb", "16. I.T. NO", True),
        ("bl_awb", "LADING / UNLADING", True),
        ("bl_awb", "MEDUGO118824", False),
        ("exporter", "ORIGINAL", True),
        ("exporter", "[X]", True),
        ("exporter", "Original Equipment Ltd.", False),
        ("consignee", "5. For official use", True),
        ("consignee", "Der Unterzeichner erklärt, dass die vorgenannten Waren", True),
        ("producer", "9. Regional value content", True),
        ("description", "(including quantity where appropriate)", True),
        ("description", "HS 3920.10", True),
        ("description", "TOTAL 290 (TWO HUNDRED NINETY)", True),
        ("description", "Total stations for surveying", False),
        ("description", "(a)", True),
        ("description", "油泵", False),
    ],
)
def test_print_of_the_form_is_no_value_of_a_box_left_blank(name: str, value: str, odd: bool) -> None:
    kept = doubted({name: sure(value)}, CAPTIONS)[name]
    assert kept is not None
    assert kept.confidence == (DOUBTED if odd else 1.0)


def line(**amounts: str) -> dict[str, Value]:
    return {name: sure(Decimal(amount)) for name, amount in amounts.items()}


def confidences(lines: list[dict[str, Value]]) -> list[float]:
    return [one["value"].confidence for one in lines]


def test_an_amount_that_is_not_quantity_times_price_is_doubted() -> None:
    told = [
        line(quantity="40", unit_price="533.49", value="21339.65"),
        line(quantity="12", unit_price="6.25", value="12"),
        line(quantity="144", unit_price="9.60", value="115.20"),  # a price of the dozen
        line(value="7"),
    ]
    assert confidences(doubted_amounts(told, None)) == [1.0, DOUBTED, 1.0, 1.0]


@pytest.mark.parametrize(
    ("total", "expected"),
    [("300.00", [1.0, 1.0]), ("290.00", [1.0, DOUBTED]), ("21339.65", [DOUBTED, DOUBTED])],
)
def test_a_printed_total_bears_out_its_lines_or_contradicts_them(total: str, expected: list[float]) -> None:
    discounted = [
        line(quantity="10", unit_price="10.00", value="100.00"),
        line(quantity="10", unit_price="25.00", value="200.00"),
    ]
    assert confidences(doubted_amounts(discounted, sure(Decimal(total)))) == expected


def test_packages_that_miss_the_printed_total_tell_of_a_lost_line() -> None:
    told = [line(packages="28", quantity="25200", value="7")]
    [lowered] = doubted_counts(told, sure(Decimal(259)))
    assert [lowered[name].confidence for name in ("packages", "quantity", "value")] == [DOUBTED, DOUBTED, 1.0]
    assert doubted_counts(told, sure(Decimal(28))) == told
    assert doubted_counts([*told, line(value="7")], sure(Decimal(259))) == [*told, line(value="7")]
