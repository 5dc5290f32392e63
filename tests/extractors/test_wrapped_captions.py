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


NAFTA = [(0.3, 0.02, "NORTH AMERICAN FREE TRADE AGREEMENT"), (0.3, 0.04, "CERTIFICATE OF ORIGIN")]


def test_what_a_caption_asks_for_beside_name_and_address_is_no_party() -> None:
    found = fields(
        read([
            *NAFTA,
            (0.06, 0.11, "1. Exporter's name, address and tax"), (0.4, 0.11, "LAKE FITTINGS LTD."),
            (0.06, 0.124, "identification number"), (0.4, 0.124, "12 Harbour Road, Windsor, Ontario, Canada"),
            (0.06, 0.2, "4. Importer's name, address and tax"), (0.4, 0.2, "GREAT PLAINS SUPPLY INC."),
            (0.06, 0.214, "identification number"), (0.4, 0.214, "9 Main Street, Omaha, NE 68102"),
        ])
    )  # fmt: skip
    assert (found["exporter"], found["importer"]) == ("LAKE FITTINGS LTD.", "GREAT PLAINS SUPPLY INC.")
    assert found["exporter_address"] == "12 Harbour Road, Windsor, Ontario, Canada"


KORUS = [(0.2, 0.05, "CERTIFICATE OF ORIGIN KOREA - UNITED STATES FREE TRADE AGREEMENT")]


def test_signs_left_of_a_caption_in_another_script_are_no_party_and_two_days_beside_each_other_a_period() -> None:
    printed = [
        (0.067, 0.105, "1. Exporter +99}"), (0.348, 0.105, "HANBIT VALVES CO., LTD."),
        (0.348, 0.118, "12 Gongdan-ro, Ansan, Korea"), (0.069, 0.145, "2. Blanket Period"),
        (0.35, 0.145, "2026-Jan-01"), (0.476, 0.145, "2026-Dec-31"),
    ]  # fmt: skip
    found = fields(read([*KORUS, *printed]))
    assert found["exporter"] == "HANBIT VALVES CO., LTD."
    assert (found["blanket_from"], found["blanket_to"]) == ("2026-01-01", "2026-12-31")


def test_a_caption_of_a_party_or_a_day_may_have_figures_behind_it() -> None:
    """`To` asks for a consignee elsewhere."""
    period = [(0.06, 0.15, "Blanket period"), (0.06, 0.165, "From: 2019-03-01 To: 2020-02-29")]
    found = fields(
        read([*NAFTA, *period, (0.06, 0.2, "3 Producer name and address"), (0.06, 0.215, "Fundy Paper Ltd.")])
    )
    assert (found["blanket_from"], found["blanket_to"]) == ("2019-03-01", "2020-02-29")
