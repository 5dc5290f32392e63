"""Carriers' own forms: one frame around all goods, riders with containers, couriers' numbers, who signs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import lay_out
from extractors.nlp.goods import parse_goods
from extractors.shipping.ships import is_no_name
from extractors.typed.references import find_reference
from schemas.page import Box
from tests.extractors.prepared import fields, lines, page, read

BILL = [(0.3, 0.03, "BILL OF LADING"), (0.6, 0.05, "B/L No. MEDUIZ884172"), (0.05, 0.08, "Shipper:"),
        (0.05, 0.095, "EGE MERMER A.S."), (0.05, 0.12, "Invoice No: EGM-417")]  # fmt: skip
GOODS = [
    (0.05, 0.26, "Kind of Packages; Description of goods; Marks and Numbers; Container No./Seal No."),
    (0.7, 0.26, "Weight"), (0.85, 0.26, "Measurement"), (0.05, 0.29, "2 Containers Said to Contain 2,452 CARTONS"),
    (0.05, 0.31, "GLAZED WALL TILES"), (0.7, 0.31, "27462.000 KGS"), (0.85, 0.31, "164.453 CBM"),
]  # fmt: skip
FRAME = Box(0.04, 0.25, 0.97, 0.6)


def test_headers_and_goods_in_one_frame_are_columns() -> None:
    [line] = lines(read([*BILL, *GOODS], [FRAME]))
    assert line["description"] == "GLAZED WALL TILES"
    assert (line["packages"], line["package_kind"], line["gross_weight_kg"]) == ("2452", "CARTONS", "27462")


def test_a_rider_is_of_its_bill_and_its_containers_are_no_goods() -> None:
    rider = [(0.05, 0.03, "RIDER PAGE"), (0.4, 0.03, "BILL OF LADING No. MEDUIZ884172")]
    rider += [(0.05, 0.1, "Container"), (0.3, 0.1, "Description of goods"), (0.7, 0.1, "Gross Weight")]
    for n, (box, count, gross) in enumerate([("TGBU6620184", "2,040", "22,848"), ("MEDU9034517", "412", "4,614")]):
        rider += [(0.05, 0.12 + 0.02 * n, box), (0.3, 0.12 + 0.02 * n, f"{count} CARTONS GLAZED WALL TILES")]
        rider += [(0.7, 0.12 + 0.02 * n, f"{gross}.000 KGS")]
    pages = [page([*BILL, *GOODS], [FRAME]), replace(page(rider), number=2)]
    [cut] = cut_documents([lay_out(one) for one in pages])
    [line] = lines(record_of(cut, sha256="0" * 64, source="paper.pdf", second=None))
    assert line["packages"] == "2452"


def test_packages_in_figures_and_once_more_in_words_are_counted_once() -> None:
    found = parse_goods("1200 PACKAGES (ONE THOUSAND TWO HUNDRED PACKAGES ONLY) IRON ARTICLES RITC: 83062990")
    assert found.packages is not None
    assert found.hs_code is not None
    assert (found.packages.value, found.hs_code.value, found.description) == (1200, "83062990", "IRON ARTICLES")


def test_a_courier_s_number_in_fours_is_whole() -> None:
    found = find_reference("7714 8820 4417")
    assert found is not None
    assert found.value == "7714 8820 4417"


@pytest.mark.parametrize("said", ["BY SEA", "Ocean freight", "FLETES DEL NORTE (FDNJ)"])
def test_a_way_of_transport_is_no_ship(said: str) -> None:
    assert is_no_name(said)


def test_who_signs_for_the_shipper_is_not_the_shipper() -> None:
    printed = [(0.4, 0.03, "COMMERCIAL INVOICE"), (0.05, 0.06, "Commercial Invoice #"), (0.05, 0.075, "KS-26-20418")]
    printed += [(0.05, 0.1, "SHIPPER/EXPORTER"), (0.05, 0.115, "Kitasen Sensor Co., Ltd.")]
    printed += [(0.05, 0.8, "SIGNATURE OF SHIPPER/EXPORTER (Type name and title) ______ M. Okabe, Export Manager")]
    found = fields(read(printed))
    assert (found["exporter"], found["invoice_number"]) == ("Kitasen Sensor Co., Ltd.", "KS-26-20418")


def test_containers_of_one_list_are_all_told_though_one_has_a_wrong_check_digit() -> None:
    found = read([*BILL, *GOODS, (0.05, 0.4, "TEMU7718204 ; HMMU6044182 / 21144 ; 21145")], [FRAME]).fields["container"]
    assert found is not None
    assert (found.value, found.confidence < 0.9) == ("TEMU7718204;HMMU6044182", True)


def test_a_second_line_of_a_name_is_no_caption_of_goods() -> None:
    printed = [(0.05, 0.2, "Consignee"), (0.05, 0.215, "MOTOR CITY AFTERMARKET"), (0.05, 0.229, "PARTS COMPANY")]
    printed += [(0.05, 0.243, "21900 HOOVER RD, WARREN, MI 48089")]
    found = fields(read([*BILL, *printed]))
    assert found["consignee"] == "MOTOR CITY AFTERMARKET PARTS COMPANY"


def test_what_a_caption_is_for_is_no_value() -> None:
    printed = [(0.5, 0.2, "Point and Country of Origin (for the Merchant's reference only)"), (0.5, 0.215, "THAILAND")]
    assert fields(read([*BILL, *printed]))["origin_country"] == "TH"


HEADERS = [(0.05, 0.2, "Marks & Numbers"), (0.25, 0.2, "No. of Packages"), (0.4, 0.2, "Description of Goods"),
           (0.7, 0.2, "Gross Weight"), (0.85, 0.2, "Measurement")]  # fmt: skip
TWO_GOODS = [
    (0.25, 0.22, "74 CARTONS"), (0.4, 0.22, "SHIPPER'S LOAD, STOW AND COUNT"), (0.4, 0.234, "Woven fabric"),
    (0.7, 0.22, "15,181.00 KGS"), (0.85, 0.22, "22.4 CBM"),
    (0.25, 0.27, "12 CARTONS"), (0.4, 0.27, "Rubber mats"), (0.7, 0.27, "900.00 KGS"), (0.85, 0.27, "3.1 CBM"),
]  # fmt: skip


def test_containers_below_each_other_are_all_told_though_all_have_a_wrong_check_digit() -> None:
    marks = [(0.05, 0.4, "TEMU7718203"), (0.05, 0.42, "SEAL CH88120"), (0.05, 0.45, "HMMU6044181")]
    found = read([*BILL, *GOODS, *marks], [FRAME]).fields["container"]
    assert found is not None
    assert (found.value, found.confidence < 0.8) == ("TEMU7718203;HMMU6044181", True), "a wrong digit is a question"


def test_a_customers_number_is_no_customer() -> None:
    printed = [(0.4, 0.03, "COMMERCIAL INVOICE"), (0.05, 0.08, "Bill-to and ship-to party"),
               (0.05, 0.095, "Klamath Timber Equipment Co."), (0.57, 0.11, "Customer no. 204417"),
               (0.57, 0.125, "Delivery note 80771930 / 07.04.2026")]  # fmt: skip
    assert fields(read(printed))["consignee"] == "Klamath Timber Equipment Co."


def test_a_bill_to_the_order_of_a_bank_says_so_and_its_words_are_no_caption() -> None:
    printed = [*BILL, (0.05, 0.15, "CONSIGNEE"), (0.05, 0.165, "TO ORDER OF CATHAY FIRST BANK"), *GOODS]
    assert fields(read(printed, [FRAME]))["consignee"] == "TO ORDER OF CATHAY FIRST BANK"


def test_containers_captioned_in_the_marks_do_not_end_the_table() -> None:
    boxes = [(0.05, 0.22, "CONTAINER: GSLU3567083"), (0.05, 0.234, "SEAL: CN512469")]
    record = read([*BILL, *HEADERS, *TWO_GOODS, *boxes])
    assert [line["packages"] for line in lines(record)] == ["74", "12"]
    assert (fields(record)["container"], fields(record)["exporter"]) == ("GSLU3567083", "EGE MERMER A.S.")


def test_a_container_and_its_seal_below_the_goods_are_no_goods() -> None:
    below = [(0.4, 0.284, "GSLU3567083"), (0.4, 0.298, "CN512469")]
    *_, last = lines(read([*BILL, *HEADERS, *TWO_GOODS, *below]))
    assert last["description"] == "Rubber mats"


def test_rows_under_ruled_headers_alone_end_at_the_next_box() -> None:
    edges = (0.045, 0.245, 0.395, 0.695, 0.845, 0.97)
    ruled = [Box(a, 0.195, b, 0.216) for a, b in pairwise(edges)]
    place = [(0.05, 0.31, "Place and date of issue"), (0.05, 0.326, "IZMIR, May 15, 2025")]
    found = lines(read([*BILL, *HEADERS, *TWO_GOODS, *place], [*ruled, Box(0.045, 0.302, 0.97, 0.345)]))
    assert [line["description"] for line in found] == ["Woven fabric", "Rubber mats"]
