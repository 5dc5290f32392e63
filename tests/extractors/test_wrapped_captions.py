"""Captions for which their column is too narrow, with colons in a column of their own behind them."""

from __future__ import annotations

from tests.extractors.prepared import fields, read

WAYBILL = [
    (0.4, 0.05, "AIR WAYBILL"),
    (0.06, 0.10, "AWB No."), (0.19, 0.10, ": 176-12345675"), (0.5, 0.10, "Date"), (0.63, 0.10, ": 12 MAR 2026"),
    (0.06, 0.13, "Airport of"), (0.19, 0.13, ": SHANGHAI"), (0.5, 0.13, "Airport of"), (0.63, 0.13, ": LOS ANGELES"),
    (0.06, 0.1445, "departure"), (0.5, 0.1445, "destination"),
]  # fmt: skip


def test_a_caption_goes_on_below_its_first_line_though_the_value_stands_beside_that() -> None:
    found = fields(read(WAYBILL))
    assert (found["port_of_loading"], found["port_of_discharge"]) == ("SHANGHAI", "LOS ANGELES")


def test_a_value_of_two_lines_goes_on_beside_the_second_line_of_its_caption() -> None:
    named = [
        (0.06, 0.17, "Consignee's name"), (0.25, 0.17, ": LONE STAR DRILLING INC."),
        (0.06, 0.1845, "and address"), (0.25, 0.1845, "1 Main Street, Houston, TX 77002"),
    ]  # fmt: skip
    found = fields(read([*WAYBILL, *named]))
    assert found["consignee"] == "LONE STAR DRILLING INC."
    assert found["consignee_address"] == "1 Main Street, Houston, TX 77002"


def test_a_heading_close_below_is_no_part_of_a_caption() -> None:
    found = fields(read([*WAYBILL, (0.06, 0.17, "Flight No."), (0.19, 0.17, ": CA981"), (0.06, 0.1845, "GOODS")]))
    assert found["vessel"] == "CA981"
