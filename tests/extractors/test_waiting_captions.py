"""Captions that a number or the print beside them answers, though it begins like a caption or goes on like one."""

from __future__ import annotations

from tests.extractors.prepared import fields, lines, read


def test_two_captions_with_their_answers_beside_them_are_not_one_over_two_lines() -> None:
    record = read([
        (0.3, 0.03, "Work order"), (0.06, 0.06, "Order"), (0.25, 0.06, "1000482217"),
        (0.06, 0.075, "Material"), (0.25, 0.075, "AT-7720-B"),
        (0.06, 0.09, "Description"), (0.25, 0.09, "Bevel gearbox left"),
        (0.06, 0.105, "Order qty"), (0.25, 0.105, "48 EA"),
    ])  # fmt: skip
    [line] = lines(record)
    assert (line["description"], line["planned_quantity"]) == ("Bevel gearbox left", "48")


def test_letters_before_a_number_belong_to_it_behind_and_under_its_caption() -> None:
    record = read([
        (0.3, 0.03, "Shop traveler"), (0.06, 0.06, "Job: 004417"), (0.5, 0.06, "Sales Order"),
        (0.5, 0.075, "SO 90118"), (0.06, 0.10, "Description: Bracket"),
        (0.06, 0.14, "Op 20"), (0.2, 0.14, "WJ-1"), (0.06, 0.155, "Op 30"), (0.2, 0.155, "CNC-3"),
    ])  # fmt: skip
    assert fields(record)["order_number"] == "SO 90118"
    assert fields(record)["record_number"] == "004417"


def test_a_day_behind_a_short_caption_answers_it_without_a_colon() -> None:
    record = read([
        (0.3, 0.03, "Indented bill of material"), (0.06, 0.06, "BOM NO: NP-3000"), (0.5, 0.06, "DATE 17-FEB-2026"),
        (0.06, 0.10, "PRODUCT: PUMP"),
    ])  # fmt: skip
    assert fields(record)["issue_date"] == "2026-02-17"
