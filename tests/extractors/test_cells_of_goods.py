"""What the cells of goods tables hold beside their columns' names, on certificates of many countries."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import lay_out
from extractors.nlp.goods import parse_goods
from extractors.sighted import Context
from extractors.typed.numbers import find_numbers
from schemas.page import Box
from tests.extractors.prepared import fields, grid, lines, page, read


def test_marks_that_number_packages_belong_each_to_its_line() -> None:
    record = read(
        [
            (0.30, 0.04, "HILLTOWN CHAMBER OF COMMERCE AND INDUSTRY"), (0.09, 0.08, "No. HCC/2025-26/3071"),
            (0.30, 0.10, "CERTIFICATE OF ORIGIN"),
            (0.09, 0.40, "Marks & Nos."), (0.25, 0.40, "Packages"), (0.42, 0.40, "Description"),
            (0.70, 0.40, "Gross Wt."),
            (0.09, 0.43, "KSL 1/20"), (0.25, 0.43, "20 HDPE DRUMS"), (0.42, 0.43, "GINGER OIL"), (0.70, 0.43, "412 KG"),
            (0.09, 0.45, "KSL 21/25"), (0.25, 0.45, "5 STEEL DRUMS"), (0.42, 0.45, "CLOVE OIL"), (0.70, 0.45, "98 KG"),
            (0.25, 0.48, "25 DRUMS (TWENTY FIVE ONLY)"), (0.70, 0.48, "510 KG"),
            (0.60, 0.70, "for HILLTOWN CHAMBER OF COMMERCE"), (0.60, 0.715, "AND INDUSTRY"),
        ]
    )  # fmt: skip
    first, second = lines(record)
    assert (first["marks"], first["packages"], first["package_kind"]) == ("KSL 1/20", "20", "HDPE DRUMS")
    assert (second["marks"], second["packages"], second["package_kind"]) == ("KSL 21/25", "5", "STEEL DRUMS")
    found = fields(record)
    assert found["certificate_number"] == "HCC/2025-26/3071"
    assert found["issuer"] == "HILLTOWN CHAMBER OF COMMERCE AND INDUSTRY"


def test_a_weight_and_its_value_share_a_column() -> None:
    record = read(
        [
            (0.20, 0.03, "ASEAN-CHINA FREE TRADE AREA CERTIFICATE OF ORIGIN FORM E"),
            (0.06, 0.41, "Item"), (0.16, 0.41, "Description of products"), (0.56, 0.41, "Gross weight and value (FOB)"),
            (0.06, 0.45, "1"), (0.16, 0.45, "60 DRUMS OF LATEX HS 400110"), (0.56, 0.45, "12,600.00 KGS"),
            (0.56, 0.464, "FOB USD 18,270.00"),
            (0.06, 0.49, "2"), (0.16, 0.49, "4 PALLETS OF RUBBER HS 400122"), (0.56, 0.49, "4,400 KGS FOB USD 725.50"),
        ],
        [Box(0.05, 0.40, 0.15, 0.44), Box(0.15, 0.40, 0.55, 0.44), Box(0.55, 0.40, 0.95, 0.44),
         Box(0.05, 0.44, 0.15, 0.60), Box(0.15, 0.44, 0.55, 0.60), Box(0.55, 0.44, 0.95, 0.60)],
    )  # fmt: skip
    first, second = lines(record)
    assert (first["gross_weight_kg"], first["value"], first["currency"]) == ("12600", "18270", "USD")
    assert (second["gross_weight_kg"], second["value"], second["currency"]) == ("4400", "725.5", "USD")


def test_goods_may_stand_in_the_headers_own_cells() -> None:
    columns = [(0.06, "Sıra"), (0.15, "Marka / Marks"), (0.32, "Koli adedi, cinsi, eşya / Packages, goods"),
               (0.74, "GTİP / HS")]  # fmt: skip
    body = [
        (0.06, 0.430, "1"), (0.15, 0.430, "EGE 1-40"), (0.32, 0.430, "40 KOLİ"), (0.32, 0.443, "COTTON SOCKS"),
        (0.74, 0.430, "611595"),
        (0.06, 0.480, "2"), (0.15, 0.480, "EGE 41-55"), (0.32, 0.480, "15 KOLİ"), (0.32, 0.493, "COTTON SCARVES"),
        (0.74, 0.480, "621490"),
    ]  # fmt: skip
    record = read(
        [(0.30, 0.04, "CERTIFICATE OF ORIGIN"), *((x, 0.405, text) for x, text in columns), *body],
        [Box(a, 0.40, b, 0.60) for a, b in ((0.05, 0.14), (0.14, 0.31), (0.31, 0.73), (0.73, 0.95))],
    )
    assert [(line["item"], line["marks"], line["description"], line["hs_code"]) for line in lines(record)] == [
        ("1", "EGE 1-40", "COTTON SOCKS", "611595"),
        ("2", "EGE 41-55", "COTTON SCARVES", "621490"),
    ]


@pytest.mark.parametrize(("text", "values"), [("1601-2000, 400 cartons", [1601, 2000, 400]), ("12, 400 kg", [12400])])
def test_a_comma_and_a_blank_part_no_thousands_after_four_digits(text: str, values: list[int]) -> None:
    assert [found.value for found in find_numbers(text)] == values


def test_where_decimals_stand_behind_commas_a_group_of_three_is_not_sure() -> None:
    [found] = find_numbers("11,400")
    meant = Context(None, "text", comma=True).meant(found)
    assert (meant.value, meant.alternatives) == (11400, (Decimal("11.4"),))
    assert meant.sure < 0.8
    assert Context(None, "text").meant(found) == found


def test_sh_is_the_harmonized_system_in_french() -> None:
    parsed = parse_goods("Filets de sardines en boîtes SH 160413")
    assert parsed.description == "Filets de sardines en boîtes"
    assert parsed.hs_code is not None
    assert parsed.hs_code.value == "160413"


@pytest.mark.parametrize(("sure", "named"), [(0.95, ["STEEL SHELVES", "LAMP"]), (0.3, ["STEEL SHELVES"])])
def test_a_badly_read_scrap_alone_in_its_row_is_no_goods(sure: float, named: list[str]) -> None:
    print_ = [
        (0.4, 0.05, "CERTIFICATE OF ORIGIN"), (0.05, 0.1, "Exporter: NINGBO HAIOU CO., LTD."), (0.06, 0.31, "Marks"),
        (0.21, 0.31, "Description of goods"), (0.61, 0.31, "Packages"), (0.76, 0.31, "Gross weight"),
        (0.06, 0.35, "N/M"), (0.21, 0.35, "STEEL SHELVES"), (0.61, 0.35, "40 CARTONS"), (0.76, 0.35, "800 KGS"),
        (0.21, 0.39, "LAMP"),
    ]  # fmt: skip
    drawn = page(print_, grid([0.05, 0.2, 0.6, 0.75, 0.95], [0.3, 0.34, 0.38, 0.42]))
    words = [replace(word, confidence=sure if word.text == "LAMP" else 0.96) for word in drawn.words]
    [cut] = cut_documents([lay_out(replace(drawn, engine="tesseract", words=tuple(words)))])
    record = record_of(cut, sha256="0" * 64, source="paper.pdf", second=None)
    assert [line["description"] for line in lines(record)] == named
