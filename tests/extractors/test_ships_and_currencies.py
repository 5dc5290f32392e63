"""Ships, ports, containers and currencies of commercial papers where no plain caption asks for them."""

from __future__ import annotations

from schemas.record import Record
from tests.extractors.prepared import fields, lines, read


def _printed(title: str, *texts: str) -> Record:
    return read([(0.3, 0.04, title), *((0.07, 0.1 + 0.015 * n, text) for n, text in enumerate(texts))])


def test_a_sentence_over_two_lines_names_ship_and_ports_and_a_number_without_colon_is_the_bill() -> None:
    found = fields(
        _printed(
            "INVOICE",
            "Shipped by CHUNG TAI FASTENER CO., LTD. Per EVER LOTUS V.1144E From KAOHSIUNG to",
            "SEATTLE, WA",
            "B/L No. EGLV003602911450 Container Nos. EITU1188203, EGHU9047716",
        )
    )
    assert (found["vessel"], found["port_of_loading"], found["port_of_discharge"], found["bl_number"]) == (
        "EVER LOTUS", "KAOHSIUNG", "SEATTLE, WA", "EGLV003602911450",
    )  # fmt: skip


def test_the_ocean_vessel_goes_before_its_feeder_and_ends_where_its_way_begins() -> None:
    both = fields(_printed("PACKING LIST", "Ocean vessel: COSCO PRIDE V.045E", "Feeder vessel: XIN AN 8"))
    assert both["vessel"] == "COSCO PRIDE"
    feeder = _printed("PACKING LIST", "Feeder vessel: XIN AN LUCK").fields["vessel"]
    assert feeder is not None
    assert (feeder.value, feeder.confidence < 0.9) == ("XIN AN LUCK", True)
    assert fields(_printed("PACKING LIST", "Vessel: MSC OSCAR / 425W — Izmir"))["vessel"] == "MSC OSCAR"


def test_who_is_addressed_without_a_colon_is_a_firm_and_a_sign_may_stand_before_a_number() -> None:
    found = fields(_printed("LISTE DE COLISAGE", "Messrs. Lone Star Drilling Supply", "Facture n° F-2025-1190"))
    assert (found["consignee"], found["invoice_number"]) == ("Lone Star Drilling Supply", "F-2025-1190")


def test_a_container_that_begins_a_line_is_one_in_doubt_though_its_check_digit_is_wrong() -> None:
    box = _printed("BILL OF LADING", "Shipper", "ACME", "MSKU9022814 ML-DK7741208 40 DRY 9'6").fields["container"]
    assert box is not None
    assert (box.value, box.confidence < 0.9) == ("MSKU9022814", True)


def test_the_one_currency_a_paper_prints_is_that_of_its_lines_in_doubt() -> None:
    table = [
        (0.07, 0.2, "Description"), (0.5, 0.2, "Quantity"), (0.8, 0.2, "Amount"),
        (0.07, 0.22, "WASHER"), (0.5, 0.22, "100 PCS"), (0.8, 0.22, "120.00"),
        (0.07, 0.235, "NUT"), (0.5, 0.235, "50 PCS"), (0.8, 0.235, "80.00"),
    ]  # fmt: skip
    said = read([(0.3, 0.04, "COMMERCIAL INVOICE"), (0.07, 0.1, "Currency: EUR"), *table])
    assert [line["currency"] for line in lines(said)] == ["EUR", "EUR"]
    assert all((value := line["currency"]) and value.confidence < 0.9 for line in said.lines)
    two = read([(0.3, 0.04, "COMMERCIAL INVOICE"), (0.07, 0.1, "Currency: EUR"), (0.07, 0.6, "Rate USD 1.08"), *table])
    assert [line.get("currency") for line in lines(two)] == [None, None]


def test_pieces_before_the_goods_are_what_a_carrier_took() -> None:
    record = read(
        [
            (0.3, 0.03, "BILL OF LADING"),
            (0.07, 0.1, "Kind of Packages; Description of goods"), (0.6, 0.1, "Weight"), (0.8, 0.1, "Measurement"),
            (0.07, 0.12, "420 PIECES RUBBER INNER TUBES"), (0.6, 0.12, "1,890.000 KGS"), (0.8, 0.12, "2.000 CBM"),
        ]
    )  # fmt: skip
    [line] = lines(record)
    assert (line["packages"], line["package_kind"]) == ("420", "PIECES")
