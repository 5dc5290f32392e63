"""What invoices, packing lists and bills say beside their captions: routes, containers, an air waybill's number."""

from __future__ import annotations

import pytest

from tests.extractors.prepared import fields, read


def _printed(title: str, *texts: str) -> dict[str, str]:
    return fields(read([(0.3, 0.04, title), *((0.07, 0.1 + 0.03 * n, text) for n, text in enumerate(texts))]))


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("Shipped per OOCL BEIJING V.118E from Yantian, China to Norfolk, VA. Goods of China origin.",
         ("Yantian, China", "Norfolk, VA")),
        ("Suape to Port Tampa Bay", ("Suape", "Port Tampa Bay")),
        ("FROM - TO : TANJUNG PRIOK, JAKARTA - LOS ANGELES", ("TANJUNG PRIOK, JAKARTA", "LOS ANGELES")),
        ("Net 30 days from date of invoice to be paid", (None, None)),
    ],
)  # fmt: skip
def test_ports_are_told_by_the_way_between_them(text: str, ports: tuple[str | None, str | None]) -> None:
    found = _printed("COMMERCIAL INVOICE", text)
    assert (found.get("port_of_loading"), found.get("port_of_discharge")) == ports


def test_the_ship_and_the_origin_stand_in_the_sentence_of_the_shipment() -> None:
    found = _printed("COMMERCIAL INVOICE", "Shipped per OOCL BEIJING from Yantian to Norfolk.", "Made in China")
    assert (found["vessel"], found["origin_country"]) == ("OOCL BEIJING", "CN")


def test_every_container_of_a_paper_is_told() -> None:
    found = _printed(
        "PACKING LIST", "Container 1 of 2: TGHU7720186 seal ML-1", "Container 2 of 2: FCIU4188302 seal ML-2"
    )
    assert found["container"].split(";") == ["TGHU7720186", "FCIU4188302"]


def test_an_air_waybill_s_number_with_a_wrong_check_digit_is_a_question() -> None:
    record = read([(0.05, 0.02, "618 | SIN | 4471 9026"), (0.5, 0.05, "Air Waybill")])
    number = record.fields["bl_number"]
    assert number is not None
    assert number.value == "618-44719026"
    assert number.confidence < 0.9
