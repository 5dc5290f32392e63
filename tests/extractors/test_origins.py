"""Which country certified goods come from, where no box asks for it."""

from __future__ import annotations

import pytest

from tests.extractors.prepared import fields, read

HEAD = [
    (0.30, 0.03, "CERTIFICATE OF ORIGIN"),
    (0.06, 0.10, "1. Exporter's name and address:"),
    (0.06, 0.12, "SHUNDE YUANDA HARDWARE CO., LTD."),
    (0.06, 0.20, "3. Consignee's name and address:"),
]


def test_of_an_agreement_between_two_the_origin_is_the_country_that_goods_do_not_go_to() -> None:
    record = read(
        [
            *HEAD,
            (0.55, 0.06, "Form for China-Australia Free Trade Agreement"),
            (0.06, 0.22, "BANKSIA FURNITURE PTY LTD"),
            (0.06, 0.24, "DANDENONG, AUSTRALIA"),
            (0.06, 0.30, "4. Means of transport and route"),
            (0.06, 0.70, "13. Declaration by the exporter"),
            (0.06, 0.72, "The goods exported to AUSTRALIA comply with the origin requirements."),
        ]
    )
    assert fields(record)["origin_country"] == "CN"
    assert record.fields["origin_country"].confidence <= 0.8  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["MADERAS DEL SUR LIMITADA", "MADEIRA FURNITURE LIMITADA"])
def test_a_name_that_begins_like_made_says_nothing_of_the_origin(name: str) -> None:
    record = read(
        [
            *HEAD,
            (0.06, 0.22, name),
            (0.06, 0.24, "8320000 SANTIAGO"),
            (0.06, 0.26, "CHILE"),
            (0.06, 0.70, "11. Declaration by the exporter"),
            (0.06, 0.72, "All the goods were produced in China."),
        ]
    )
    assert fields(record)["origin_country"] == "CN"


def test_goods_are_not_sent_to_the_country_that_they_come_from() -> None:
    """What follows `exported to` lies under a signature, and the next country is that of the place of issue."""
    record = read(
        [
            *HEAD,
            (0.06, 0.22, "BANKSIA FURNITURE PTY LTD"),
            (0.06, 0.24, "DANDENONG, AUSTRALIA"),
            (0.06, 0.70, "11. Declaration by the exporter"),
            (0.06, 0.72, "All the goods were produced in China and exported to"),
            (0.06, 0.75, "Shunde, P. R. China, 10 January 2026"),
        ]
    )
    assert fields(record)["destination_country"] == "AU"
