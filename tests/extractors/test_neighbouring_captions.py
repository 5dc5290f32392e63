"""Causes of loss found on further strangers' papers: captions that stand together, and print that is no caption."""

from __future__ import annotations

import pytest

from extractors.layout import rows
from extractors.nlp.goods import parse_goods
from extractors.nlp.issuers import find_issuer
from extractors.typed.dates import find_dates, find_period
from schemas.page import Box, Word
from tests.extractors.prepared import fields, grid, lines, read


def test_captions_beside_each_other_in_one_box_each_take_the_value_below() -> None:
    record = read(
        [
            (0.07, 0.05, "GOODS RECEIPT NOTE"),
            (0.07, 0.080, "GRN number"), (0.36, 0.080, "Receipt date"), (0.65, 0.080, "Company"),
            (0.07, 0.094, "202502-7804"), (0.36, 0.094, "6th February 2025"),
            (0.65, 0.094, "ZHEJIANG XINGHE MACHINERY CO."),
            (0.07, 0.120, "Supplier"), (0.36, 0.120, "PO No."),
            (0.07, 0.134, "YANCHENG TEXTILE CO., LTD."), (0.36, 0.134, "ZXM07804"),
        ],
        [Box(0.05, 0.04, 0.95, 0.16)],
    )  # fmt: skip
    found = fields(record)
    assert (found["record_number"], found["issue_date"]) == ("202502-7804", "2025-02-06")
    assert (found["supplier"], found["order_number"]) == ("YANCHENG TEXTILE CO., LTD.", "ZXM07804")


def test_ticked_roles_are_no_caption_of_a_party() -> None:
    record = read(
        [
            (0.30, 0.04, "USMCA CERTIFICATION OF ORIGIN"),
            (0.12, 0.081, "Certifier: importer, exporter or producer"),
            (0.45, 0.081, "[ ] IMPORTER [ ] EXPORTER [X] PRODUCER"),
            (0.12, 0.111, "Importer's name and address"), (0.45, 0.111, "Northwind Hardware Supply LLC"),
        ],
        grid([0.1, 0.43, 0.95], [0.075, 0.105, 0.14]),
    )  # fmt: skip
    found = fields(record)
    assert found["importer"] == "Northwind Hardware Supply LLC"
    assert found["certifier_role"] == "producer"


def test_what_a_caption_asks_for_behind_its_colon_is_no_value() -> None:
    record = read(
        [
            (0.30, 0.04, "CAFTA-DR CERTIFICATION OF ORIGIN"),
            (0.07, 0.10, "3. EXPORTER: name, address, email, telephone"),
            (0.07, 0.114, "Copán Knits Manufacturing S.A. de C.V."), (0.07, 0.128, "Boulevard del Norte Km 669"),
        ],
        [Box(0.05, 0.095, 0.5, 0.15)],
    )  # fmt: skip
    assert fields(record)["exporter"] == "Copán Knits Manufacturing S.A. de C.V."


def test_a_date_only_the_exporter_signed_is_not_sold_as_the_date_of_issue() -> None:
    record = read(
        [
            (0.35, 0.04, "CERTIFICATE OF ORIGIN"), (0.35, 0.06, "THE PEOPLE'S REPUBLIC OF CHINA"),
            (0.07, 0.70, "11. Declaration by the exporter"), (0.52, 0.70, "12. Certification"),
            (0.07, 0.72, "JINHUA, CHINA DEC. 03, 2025"), (0.52, 0.72, "JINHUA, CHINA DEC. 04, 2 HI"),
        ],
        grid([0.05, 0.5, 0.95], [0.69, 0.76]),
    )  # fmt: skip
    value = record.fields["issue_date"]
    assert value is not None
    assert value.confidence < 0.8


def test_item_numbers_in_a_tall_cell_stay_with_their_lines() -> None:
    edges = [0.05, 0.11, 0.65, 0.8]
    record = read(
        [
            (0.35, 0.04, "CERTIFICATE OF ORIGIN"), (0.35, 0.06, "CHAMBER OF COMMERCE"),
            (0.06, 0.20, "Item"), (0.12, 0.20, "Description of goods"), (0.67, 0.20, "Quantity"),
            (0.07, 0.225, "1"), (0.12, 0.225, "TEN (10) CTNS OF DINING TABLE"), (0.67, 0.225, "592PCS"),
            (0.07, 0.255, "2"), (0.12, 0.255, "FIVE (5) CTNS OF DINING CHAIR"), (0.67, 0.255, "101PCS"),
        ],
        [*grid(edges, [0.195, 0.22]), Box(0.05, 0.22, 0.11, 0.28), *grid(edges[1:], [0.22, 0.25, 0.28])],
    )  # fmt: skip
    assert [line.get("item") for line in lines(record)] == ["1", "2"]


def test_headers_over_three_free_lines_end_above_the_goods() -> None:
    record = read(
        [
            (0.30, 0.04, "CHAMBER OF COMMERCE"), (0.35, 0.06, "CERTIFICATE OF ORIGIN"),
            (0.06, 0.290, "Sr."), (0.10, 0.290, "Marks"), (0.20, 0.290, "Description of goods"),
            (0.70, 0.290, "HS Code"), (0.85, 0.290, "Quantity"),
            (0.06, 0.303, "No."), (0.10, 0.303, "& Nos."), (0.10, 0.316, "Nos."),
            (0.06, 0.340, "1"), (0.10, 0.340, "N/M"), (0.20, 0.340, "TEN (10) CARTONS BAKING PAN"),
            (0.70, 0.340, "7615.10"), (0.85, 0.340, "29,080 PCS"),
            (0.06, 0.365, "2"), (0.20, 0.365, "SIX (6) CARTONS BAKING PAN"),
            (0.70, 0.365, "7615.10"), (0.85, 0.365, "1,760 PCS"),
        ],
    )  # fmt: skip
    assert [(line["hs_code"], line["quantity"]) for line in lines(record)] == [
        ("761510", "29080"),
        ("761510", "1760"),
    ]


def test_an_amount_below_its_currency_stays_in_its_row() -> None:
    tops = [0.30, 0.335, 0.37]
    print_ = [
        (0.40, 0.05, "COMMERCIAL INVOICE"),
        (0.07, 0.27, "DESCRIPTION"),
        (0.55, 0.27, "QTY"),
        (0.80, 0.27, "TOTAL AMOUNT"),
    ]
    for top, name, count, amount in zip(tops, ("KNIFE", "FORK", "SPOON"), ("2,160 PCS", "11,280 PCS", "36 PCS"),
                                        ("7,387.20", "32,824.80", "54.00"), strict=True):  # fmt: skip
        print_ += [(0.07, top, name), (0.55, top, count), (0.80, top, "USD"), (0.80, top + 0.013, amount)]
    found = lines(read(print_))
    assert [(line["description"], line["value"]) for line in found] == [
        ("KNIFE", "7387.2"), ("FORK", "32824.8"), ("SPOON", "54"),
    ]  # fmt: skip


def test_an_entry_summary_of_blocks_has_its_lines_and_no_fee_among_the_duties() -> None:
    head = [
        (0.30, 0.04, "Entry Summary Detail (CBP 7501 data)"),
        (0.07, 0.08, "Entry Number: R90-7741260-1"), (0.55, 0.08, "Entry Type: 03 Antidumping"),
        (0.07, 0.10, "Port of Entry: 1401 Norfolk"), (0.55, 0.10, "Importer Number: 56-117730900"),
    ]  # fmt: skip
    for n, (hts, duty) in enumerate([("4412.33.3275", "1,584.00"), ("9403.40.9060", "0.00")]):
        top = 0.16 + 0.1 * n
        head += [
            (0.07, top, f"Description: PLYWOOD {n}"), (0.07, top + 0.02, f"Line No.: {n + 1}"),
            (0.55, top + 0.02, f"HTSUS No.: {hts}"),
            (0.07, top + 0.04, "Entered Value: 19,800"), (0.55, top + 0.04, f"Duty: {duty}"),
            (0.07, top + 0.06, "Manufacturer ID: VNHOAPHU27BIE"),
        ]  # fmt: skip
    record = read(head)
    assert record.kind == "entry.7501"
    assert fields(record)["port_code"] == "1401"
    found = lines(record)
    assert [(line["line_no"], line["hts"], line["duty_usd"]) for line in found] == [
        ("1", "4412333275", "1584.00"), ("2", "9403409060", "0.00"),
    ]  # fmt: skip
    assert {line["manufacturer_id"] for line in found} == {"VNHOAPHU27BIE"}


@pytest.mark.parametrize("place", ["CANGZHOU CUSTOMS DISTRICT P.R. CHINA", "ZHOUSHAN CUSTOMS DISTRICT P.R. CHINA"])
def test_a_place_is_not_corrected_into_another(place: str) -> None:
    found = find_issuer(place)
    assert found is not None
    assert found.value == place


@pytest.mark.parametrize(("text", "date"), [("SEOUL 10 MAY 2024", "2024-05-10"), ("BUSAN 09-Sep-26", "2026-09-09")])
def test_a_place_that_looks_like_a_day_hides_no_date(text: str, date: str) -> None:
    assert [found.value.isoformat() for found in find_dates(text)] == [date]


def test_a_period_in_two_languages() -> None:
    found = find_period("De/From: 15/02/2026 A/To: 14/02/2027")
    assert found is not None
    assert [day.value.isoformat() for day in found] == ["2026-02-15", "2027-02-14"]


def test_the_end_of_a_range_is_no_thousand() -> None:
    packages = parse_goods("KWW/1-400 400 CTNS").packages
    assert packages is not None
    assert packages.value == 400


def test_two_lines_of_small_print_beside_a_large_word_stay_two() -> None:
    words = [
        Word("ClearPath", Box(0.06, 0.042, 0.22, 0.063), 1.0),
        Word("Summary", Box(0.73, 0.040, 0.93, 0.0535), 1.0),
        Word("ACCEPTED", Box(0.73, 0.0525, 0.90, 0.066), 1.0),
    ]
    assert not any({"Summary", "ACCEPTED"} <= {word.text for word in row} for row in rows(words))


def test_a_number_keeps_its_letters_behind_a_colon() -> None:
    record = read(
        [
            (0.40, 0.05, "PACKING LIST"), (0.07, 0.10, "P.O. NO.: PO-494108"),
            (0.07, 0.12, "Origin of goods: MALAYSIA"), (0.07, 0.14, "FROM: PORT KLANG"),
        ]
    )  # fmt: skip
    found = fields(record)
    assert (found["order_number"], found["port_of_loading"]) == ("PO-494108", "PORT KLANG")


def test_two_lines_beside_a_caption_of_two_stand_below_each_other_however_they_are_indented() -> None:
    """On a scan the second of them began a hair further left, and the importer was called by his e-mail."""
    said = fields(
        read(
            [
                (0.3, 0.05, "CERTIFICACIÓN DE ORIGEN"), (0.2, 0.07, "CAFTA-DR"),
                (0.113, 0.140, "Nombre, dirección, teléfono y correo del"), (0.111, 0.152, "importador"),
                (0.454, 0.140, "Piedmont Activewear Sourcing LLC, 301 S Elm St, Greensboro NC"),
                (0.450, 0.152, "imports@piedmontactive.example"),
            ]
        )
    )  # fmt: skip
    assert said["importer"] == "Piedmont Activewear Sourcing LLC"
