"""Causes of loss found on papers laid out by strangers: each on a small prepared page."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.cutting import cut_documents
from extractors.layout import by_cell, lay_out
from extractors.nlp.parties import parse_party
from extractors.reading.textlayer import _without_radicals, text_layer_words  # pyright: ignore[reportPrivateUsage]
from extractors.recognise import recognise
from extractors.typed.references import find_reference
from schemas.page import Box, Page
from tests.extractors.prepared import fields, grid, lines, page, read


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("United States - Chile Free Trade Agreement", "cert.cl_us"),
        ("U.S. Trade Promotion Agreement (Colombia / Panama / Peru)", "cert.co_pa_pe"),
        ("United States-Singapore Free Trade Agreement", "decl.us_fta_other"),
        ("China-New Zealand Free Trade Agreement", "coo.ecfta_other"),
        ("U.S.-Israel Free Trade Area", "coo.il_green"),
    ],
)
def test_agreements_are_known_by_their_name(title: str, kind: str) -> None:
    head = [(0.3, 0.05, "CERTIFICATION OF ORIGIN" if kind < "coo" or kind > "d" else "CERTIFICATE OF ORIGIN")]
    assert recognise(lay_out(page([*head, (0.3, 0.08, title)]))).kind == kind


def test_a_warehouse_slip_has_its_kind_its_company_and_what_was_received() -> None:
    edges, tops = [0.06, 0.3, 0.5, 0.7, 0.9], [0.14, 0.17, 0.2]
    record = read(
        [
            (0.38, 0.05, "江西三兴家居用品有限公司"), (0.46, 0.08, "入库单"),
            (0.06, 0.1, "供应商：广东万嘉科技（集团）有限公司"), (0.6, 0.1, "单号：WH-260105-67"),
            (0.1, 0.15, "名称"), (0.32, 0.15, "规格"), (0.52, 0.15, "应收数量"), (0.72, 0.15, "实收数量"),
            (0.1, 0.18, "不锈钢带"), (0.32, 0.18, "304"), (0.52, 0.18, "60"), (0.72, 0.18, "58"),
        ],
        grid(edges, tops),
    )  # fmt: skip
    assert record.kind == "fac.goods_receipt"
    found = fields(record)
    assert found["buyer"] == found["producer"] == "江西三兴家居用品有限公司"
    assert (found["supplier"], found["record_number"]) == ("广东万嘉科技（集团）有限公司", "WH-260105-67")
    assert lines(record) == [
        {"description": "不锈钢带", "specification": "304", "planned_quantity": "60", "quantity": "58"}
    ]


def test_rows_go_on_beside_columns_whose_headers_are_not_known() -> None:
    edges, tops = [0.06, 0.3, 0.45, 0.6, 0.75, 0.9], [0.14, 0.17, 0.2, 0.23]
    headers = ["Product", "Batch No.", "Appearance", "Lot quantity", "Conclusion"]
    rows = [["SILK SCARF", "LOT1", "OK", "380 DOZ", "ACCEPTED"], ["STEEL SINK", "LOT2", "OK", "152 PCS", "ACCEPTED"]]
    print_ = [(0.3, 0.05, "INSPECTION REPORT")]
    for top, row in zip(tops, [headers, *rows], strict=False):
        print_ += [(left + 0.01, top + 0.01, text) for left, text in zip(edges, row, strict=False)]
    record = read(print_, grid(edges, tops))
    assert record.kind == "fac.qc_report"
    assert [(x["description"], x["lot_number"], x["quantity"], x["unit"]) for x in lines(record)] == [
        ("SILK SCARF", "LOT1", "380", "DOZ"),
        ("STEEL SINK", "LOT2", "152", "PCS"),
    ]


def test_item_numbers_marks_and_goods_in_one_box_are_parted_and_a_bare_weight_is_gross() -> None:
    edges, tops = [0.06, 0.7, 0.94], [0.28, 0.31, 0.36]
    record = read(
        [
            (0.35, 0.05, "CERTIFICATE OF ORIGIN"), (0.35, 0.08, "CHAMBER OF COMMERCE OF ROTTERDAM"),
            (0.07, 0.29, "6 Item number; marks, numbers, number and kind of packages; description of goods"),
            (0.71, 0.29, "7 Quantity"),
            (0.07, 0.315, "1. 148 CARTONS Brass Padlock"), (0.71, 0.315, "4949.8 KG"),
            (0.07, 0.34, "2. 70 BAGS Titanium Dioxide Pigment"), (0.71, 0.34, "2020.24 KG"),
        ],
        grid(edges, tops),
    )  # fmt: skip
    assert [(x["item"], x["packages"], x["package_kind"], x["description"]) for x in lines(record)] == [
        ("1", "148", "CARTONS", "Brass Padlock"),
        ("2", "70", "BAGS", "Titanium Dioxide Pigment"),
    ]
    assert [x["gross_weight_kg"] for x in lines(record)] == ["4949.8", "2020.24"]
    assert all(line["gross_weight_kg"].confidence < 0.9 for line in record.lines if line["gross_weight_kg"])


def test_marks_stand_above_the_counted_packages_and_units_that_are_no_weight_are_quantities() -> None:
    edges, tops = [0.06, 0.12, 0.5, 0.72, 0.94], [0.28, 0.31, 0.42]
    record = read(
        [
            (0.3, 0.05, "CERTIFICATE OF ORIGIN"), (0.3, 0.08, "Form for China-Korea FTA"),
            (0.065, 0.29, "6. Item"), (0.13, 0.29, "Marks; number and kind of packages; description of goods"),
            (0.51, 0.29, "11. Gross weight, quantity"),
            (0.73, 0.29, "12. Invoice number, date"),
            (0.065, 0.32, "1"), (0.13, 0.32, "HARBOR LINE"), (0.13, 0.335, "NOS. 1/56"), (0.13, 0.35, "MADE IN CHINA"),
            (0.13, 0.365, "17 PKGS HEX HEAD BOLT"), (0.51, 0.32, "660 DOZENS"),
            (0.73, 0.32, "INV 137445"), (0.73, 0.335, "28 November 2025"),
        ],
        grid(edges, tops),
    )  # fmt: skip
    [line] = lines(record)
    assert line["marks"] == "HARBOR LINE NOS. 1/56 MADE IN CHINA"
    assert (line["packages"], line["description"]) == ("17", "HEX HEAD BOLT")
    assert (line["quantity"], line["unit"]) == ("660", "DOZENS")
    assert (line["invoice_number"], line["invoice_date"]) == ("INV 137445", "2025-11-28")


def test_the_office_that_endorsed_signs_not_the_exporter_beside_it() -> None:
    cells = [Box(0.05, 0.6, 0.5, 0.8), Box(0.5, 0.6, 0.95, 0.8)]
    record = read(
        [
            (0.3, 0.05, "MOVEMENT CERTIFICATE"), (0.3, 0.08, "EUR.1 No H538305"),
            (0.06, 0.61, "11. CUSTOMS ENDORSEMENT"), (0.51, 0.61, "12. DECLARATION BY THE EXPORTER"),
            (0.06, 0.65, "Customs office: ADUANA DE AGUASCALIENTES"),
            (0.06, 0.68, "Place and date: AGUASCALIENTES, 18/02/2025"),
            (0.51, 0.68, "Place and date: LEON, 17/02/2025"),
        ],
        cells,
    )  # fmt: skip
    found = fields(record)
    assert found["issuer"] == "ADUANA DE AGUASCALIENTES"
    assert (found["issue_place"], found["issue_date"]) == ("AGUASCALIENTES", "2025-02-18")


def test_a_route_that_begins_with_its_label_s_word_stays_whole() -> None:
    cells = [Box(0.05, 0.2, 0.5, 0.3)]
    record = read(
        [
            (0.3, 0.05, "CERTIFICATE OF ORIGIN"), (0.3, 0.08, "CHAMBER OF COMMERCE OF ROTTERDAM"),
            (0.06, 0.21, "4 Transport details (Optional)"), (0.06, 0.23, "SHIPMENT FROM CAI MEP TO MONTREAL BY SEA"),
        ],
        cells,
    )  # fmt: skip
    assert fields(record)["transport"] == "SHIPMENT FROM CAI MEP TO MONTREAL BY SEA"


def test_sentences_of_boxes_beside_each_other_are_read_box_by_box() -> None:
    cells = [Box(0.05, 0.6, 0.5, 0.8), Box(0.5, 0.6, 0.95, 0.8)]
    sheet = lay_out(page([(0.06, 0.61, "goods were produced in"), (0.51, 0.61, "It is hereby certified"),
                          (0.06, 0.63, "CHINA"), (0.51, 0.63, "for CHILE")], cells))  # fmt: skip
    assert " ".join(run.text for run in by_cell(sheet.runs)) == (
        "goods were produced in CHINA It is hereby certified for CHILE"
    )


def test_a_country_over_two_lines_is_no_slip_of_another() -> None:
    edges, tops = [0.06, 0.5, 0.7, 0.94], [0.28, 0.31, 0.36]
    record = read(
        [
            (0.3, 0.05, "CAFTA-DR CERTIFICATION OF ORIGIN"),
            (0.07, 0.29, "6a. Description of good(s)"), (0.51, 0.29, "HS Tariff Classification"),
            (0.71, 0.29, "Country of Origin"),
            (0.07, 0.315, "Sports Shoes"), (0.51, 0.315, "640419"), (0.71, 0.315, "DOMINICAN"),
            (0.71, 0.33, "REPUBLIC"),
        ],
        grid(edges, tops),
    )  # fmt: skip
    assert [x["origin_country"] for x in lines(record)] == ["DO"]


def test_radicals_of_text_layers_are_the_characters_they_look_like() -> None:
    assert _without_radicals("⼊库⽇期：⽣产⻓") == "入库日期：生产长"
    assert _without_radicals("水性白乳㬵") == "水性白乳胶"  # one glyph for both in fonts for Chinese


def test_a_text_layer_whose_font_calls_its_space_a_control_character_is_read() -> None:
    data = Path("sample_docs/strangers/development/inbox/045_coo.generic_chamber.pdf").read_bytes()
    words, _ = text_layer_words(data, 1, pictured=0.0)
    assert len(words) > 100
    assert all(word.text.isprintable() for word in words)


def test_a_letter_borrowed_from_another_font_stays_in_its_word() -> None:
    data = Path("sample_docs/strangers/development/inbox/813_fac.production_order.pdf").read_bytes()
    words, _ = text_layer_words(data, 1, pictured=0.0)
    assert "LỆNH SẢN XUẤT" in " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("printed", "name", "address"),
    [
        (["TOPRAK METAL LTD. ŞTI.", "GAZI BULVARI 1086"], "TOPRAK METAL LTD. ŞTI.", "GAZI BULVARI 1086"),
        (["Seoul Tech Co.,Ltd", "388 Techno-daero", "+82 632 7077 7759"], "Seoul Tech Co.,Ltd", "388 Techno-daero"),
        (
            ["QUIMICA S.A. DE C.V.", "CALLE 1 No. 776", "TAX IDENTIFICATION NUMBER: 61-1300"],
            "QUIMICA S.A. DE C.V.",
            "CALLE 1 No. 776",
        ),
    ],
)
def test_names_and_addresses_without_telephone_and_tax_numbers(printed: list[str], name: str, address: str) -> None:
    party = parse_party(printed)
    assert party.name is not None
    assert party.address is not None
    assert (party.name.value, party.address.value) == (name, address)


@pytest.mark.parametrize(
    ("printed", "number"),
    [("INV 137445 4 SEP 2025", "INV 137445"), ("INV NO. 12345", "12345"), ("P/O 05003", "P/O 05003")]
)  # fmt: skip
def test_letters_printed_with_a_number_belong_to_it(printed: str, number: str) -> None:
    found = find_reference(printed)
    assert found is not None
    assert found.value == number


def test_a_file_of_nothing_but_blank_pages_is_one_document_of_no_kind() -> None:
    blank = Page(1, 1654, 2339, 0, 0.0, "blank", "en", ())
    [cut] = cut_documents([lay_out(blank)])
    assert cut.recognised.kind == "other"
