"""Boxes of certificates as chambers print them: goods without ruling, who signed when, what is no place."""

from __future__ import annotations

import pytest

from schemas.page import Box
from tests.extractors.prepared import fields, grid, lines, read

CHAMBER = [(0.3, 0.05, "CERTIFICATE OF ORIGIN"), (0.3, 0.08, "CHAMBER OF COMMERCE OF ROTTERDAM")]


def test_goods_of_one_box_without_numbers_are_parted_at_their_packages() -> None:
    record = read([
        *CHAMBER, (0.07, 0.3, "7. Marks, numbers, number and kind of packages; description of goods"),
        (0.8, 0.3, "8. Quantity"),
        (0.07, 0.313, "PCI"), (0.25, 0.313, "20 CARTONS GYUTO KNIFE"), (0.8, 0.313, "1,000 PCS."),
        (0.07, 0.326, "OAKLAND"), (0.25, 0.336, "8 CARTONS WHETSTONE"), (0.8, 0.336, "320 SETS"),
        (0.25, 0.36, "TOTAL : TWENTY-EIGHT CARTONS ONLY"), (0.8, 0.36, "G.W. 918.0 KGS."),
    ], [Box(0.06, 0.295, 0.96, 0.5)])  # fmt: skip
    assert [(x["packages"], x["description"], x["quantity"], x.get("marks")) for x in lines(record)] == [
        ("20", "GYUTO KNIFE", "1000", "PCI OAKLAND"), ("8", "WHETSTONE", "320", None)
    ]  # fmt: skip


@pytest.mark.parametrize("rise", [0.0, 0.009])
def test_measures_beside_goods_belong_to_them_in_turn_though_not_on_their_height(rise: float) -> None:
    print_ = [(0.07, 0.25, "6. Item number; marks, numbers, number and kind of packages; description of goods"),
              (0.85, 0.25, "7. Quantity"), (0.85, 0.42, "GROSS: 44 KG")]  # fmt: skip
    for n, goods in enumerate(["FABRIC", "SAMPLES"]):
        y = 0.3 + 0.06 * n
        print_ += [(0.07, y, f"{n + 1}"), (0.1, y, f"{n + 3} ROLLS"), (0.2, y, goods)]
        print_ += [(0.85, y - rise, f"{n + 1}4 KG")]
    record = read([*CHAMBER, *print_], [Box(0.06, 0.245, 0.84, 0.45), Box(0.84, 0.245, 0.98, 0.45)])
    assert [(x["description"], x["quantity"]) for x in lines(record)] == [("FABRIC", "14"), ("SAMPLES", "24")]


def test_the_place_where_goods_are_loaded_is_not_where_the_certificate_was_issued() -> None:
    record = read([*CHAMBER, (0.07, 0.25, "6. Place of Loading"), (0.07, 0.264, "SANTOS"),
                   (0.5, 0.25, "Place of issue"), (0.5, 0.264, "SAO PAULO"),
    ], [Box(0.06, 0.245, 0.48, 0.29), Box(0.49, 0.245, 0.9, 0.29)])  # fmt: skip
    assert fields(record)["issue_place"] == "SAO PAULO"


def test_the_authoritys_date_counts_where_place_and_date_are_asked_of_the_exporter_alone() -> None:
    record = read([
        *CHAMBER,
        (0.07, 0.7, "9. Declaration by the Exporter"), (0.07, 0.714, "The undersigned declares it."),
        (0.07, 0.73, "Place and Date: OSAKA, APR 9 2026"),
        (0.51, 0.7, "10. Certification"), (0.51, 0.72, "THE OSAKA CHAMBER OF COMMERCE"), (0.51, 0.75, "APR 10 2026"),
    ], [Box(0.06, 0.69, 0.5, 0.8), Box(0.5, 0.69, 0.95, 0.8)])  # fmt: skip
    assert fields(record)["issue_date"] == "2026-04-10"


def test_a_role_in_two_languages_beside_the_question_is_no_caption_of_a_party() -> None:
    record = read([
        (0.1, 0.05, "CERTIFICATION OF ORIGIN"), (0.1, 0.07, "Canada-United States-Mexico Agreement (CUSMA)"),
        (0.1, 0.2, "Certifier capacity"), (0.4, 0.2, "Producteur / Producer"),
        (0.1, 0.24, "Exporter"), (0.4, 0.24, "BEAUCE FOREST LTD"),
        (0.1, 0.28, "Producer"), (0.4, 0.28, "SAINT-HONORE INC (same as exporter)"),
    ], [Box(x, y, x + 0.3, y + 0.04) for y in (0.19, 0.23, 0.27) for x in (0.09, 0.39)])  # fmt: skip
    told = fields(record)
    assert (told["certifier_role"], told["producer"]) == ("producer", "SAINT-HONORE INC")


def test_a_rule_of_origin_beside_a_criterion_is_no_criterion() -> None:
    rows = [("Seq", "Description of good", "HTSUS", "Rule of origin", "Criterion"),
            ("1", "WRENCH", "8204.11", "Chapter 82, CTH", "B"),
            ("2", "PLIERS", "8203.20", "Chapter 82, CTH", "C")]  # fmt: skip
    places = (0.1, 0.2, 0.45, 0.6, 0.85)
    print_ = [(x, 0.3 + 0.03 * n, text) for n, row in enumerate(rows) for x, text in zip(places, row, strict=True)]
    title = [(0.1, 0.05, "CERTIFICATION OF ORIGIN"), (0.1, 0.07, "U.S. - Korea Free Trade Agreement (KORUS)")]
    cells = grid([x - 0.01 for x in (*places, 0.96)], (0.29, 0.32, 0.35, 0.38))
    read_ = lines(read([*title, *print_], cells))
    assert [(x["item"], x["origin_criterion"]) for x in read_] == [("1", "B"), ("2", "C")]


def test_a_captions_second_language_that_only_asks_is_no_answer() -> None:
    record = read([
        (0.1, 0.05, "CERTIFICATION OF ORIGIN"), (0.1, 0.07, "Canada-United States-Mexico Agreement (CUSMA)"),
        (0.1, 0.2, "Qualité du certificateur"), (0.1, 0.214, "Capacity"), (0.4, 0.2, "Producteur / Producer"),
    ], [Box(0.09, 0.19, 0.39, 0.23), Box(0.39, 0.19, 0.7, 0.23)])  # fmt: skip
    assert fields(record)["certifier_role"] == "producer"


def test_words_of_a_boxed_party_that_stand_wide_apart_are_one_line() -> None:
    """In the wide letters of a typewriter a company's last words are runs of their own."""
    record = read(
        [
            (0.37, 0.04, "CERTIFICATE OF ORIGIN"),
            (0.07, 0.102, "1. Exporter (name and address)"), (0.07, 0.118, "PALME TEXTILES"), (0.188, 0.118, "HAITI"),
            (0.241, 0.118, "S.A."), (0.07, 0.134, "ZONE FRANCHE, ROUTE NATIONALE 304,"), (0.07, 0.15, "HAITI"),
            (0.505, 0.102, "2. Certificate No."), (0.505, 0.118, "GCC-C/2026/118047"),
            (0.07, 0.182, "3. Consignee (name and address)"), (0.07, 0.198, "Brightwater Timepieces Inc."),
            (0.505, 0.182, "4. Country of origin"), (0.505, 0.198, "HAITI"),
        ],
        grid((0.06, 0.5, 0.95), (0.1, 0.18, 0.26)),
    )  # fmt: skip
    assert fields(record)["exporter"] == "PALME TEXTILES HAITI S.A."
