"""Parties of certifications: captions and numbers around their names, and who certifies in which words."""

from __future__ import annotations

import pytest

from schemas.page import Box
from tests.extractors.prepared import fields, read

TITLE = [(0.3, 0.03, "NORTH AMERICAN FREE TRADE AGREEMENT"), (0.35, 0.05, "CERTIFICATE OF ORIGIN")]
NAME, STREET, TOWN = "CARTIER FOODS CORP.", "1438 RIVER ROAD", "BRAMPTON, ON L6T 4E6, CANADA"
ADDRESS = f"{STREET} {TOWN}"


def _read(caption: str, lines: tuple[str, ...]) -> dict[str, str]:
    print_ = [(0.07, 0.1, caption), *((0.07, 0.116 + 0.014 * n, line) for n, line in enumerate(lines))]
    beside = [(0.52, 0.1, "IMPORTER NAME AND ADDRESS"), (0.52, 0.116, "LARKSPUR HOUSEWARES INC."),
              (0.52, 0.13, "EL PASO, TX 79928, U.S.A.")]  # fmt: skip
    return fields(read([*TITLE, *print_, *beside], [Box(0.06, 0.09, 0.5, 0.22), Box(0.51, 0.09, 0.95, 0.22)]))


@pytest.mark.parametrize(
    "lines",
    [
        (NAME, STREET, TOWN, "TAX IDENTIFICATION NUMBER: 24-1570776"),
        ("TAX ID NO.: 24-1570776", NAME, STREET, TOWN),
        ("IRS NO.: 24-1570776", NAME, STREET, TOWN),
        (NAME, STREET, TOWN, "Taxpayer No. 24-1570776"),
        (NAME, STREET, TOWN, "Geneviève Roy", "+1 905 555 0188"),
        (f"{NAME} (Tax ID 24-1570776)", STREET, TOWN),
        (f"Company: {NAME}", f"Address: {STREET} {TOWN}", "Tax number: 24-1570776"),
    ],
)
@pytest.mark.parametrize(
    "caption", ["EXPORTER NAME AND ADDRESS", "EXPORTER: full legal name, address and tax identification number"]
)
def test_what_is_asked_and_tax_numbers_are_neither_name_nor_address(caption: str, lines: tuple[str, ...]) -> None:
    told = _read(caption, lines)
    assert told["exporter"] == NAME
    assert told["exporter_address"] == ADDRESS


def test_captions_over_the_name_and_over_a_tax_number_within_the_box_are_no_part_of_the_party() -> None:
    told = _read("1. Exporter", ("COMPANY NAME", NAME, STREET, TOWN, "TAX IDENTIFICATION NUMBER", "24-1570776"))
    assert (told["exporter"], told["exporter_address"]) == (NAME, ADDRESS)


@pytest.mark.parametrize(
    "signed",
    [
        ("Certified by", "Geneviève Roy, Export Manager", NAME),
        ("Certifier (name, title, company)", f"Geneviève Roy / Export Manager / {NAME}"),
        ("Company or firm", NAME),
        ("Organization", NAME),
    ],
)
def test_who_certifies_is_the_firm_in_whatever_order_it_is_named(signed: tuple[str, ...]) -> None:
    lines = [(0.07, 0.6 + 0.014 * n, line) for n, line in enumerate(signed)]
    cells = [Box(0.06, 0.09, 0.5, 0.22), Box(0.06, 0.59, 0.5, 0.66), Box(0.5, 0.59, 0.95, 0.66)]
    told = fields(read([*TITLE, (0.07, 0.1, "EXPORTER"), (0.07, 0.116, NAME), *lines,
                        (0.6, 0.6, "Date"), (0.6, 0.614, "2018-05-03")], cells))  # fmt: skip
    assert told["certifier"] == NAME


def test_values_that_touch_are_parted_where_the_next_caption_begins() -> None:
    told = fields(read([
        (0.35, 0.03, "CERTIFICATE OF ORIGIN"), (0.33, 0.05, "Form for China-Korea FTA"),
        (0.07, 0.2, "Transport details"), (0.5, 0.2, "Certificate No."),
        (0.07, 0.216, "FROM SHEKOU, PEOPLE'S REPUBLIC OF CHINA TO BUSAN PORT"), (0.5, 0.216, "K265007270X22123"),
        (0.07, 0.23, "BY VESSEL"),
    ]))  # fmt: skip
    assert told["certificate_number"] == "K265007270X22123"
    assert told["transport"] == "FROM SHEKOU, PEOPLE'S REPUBLIC OF CHINA TO BUSAN PORT BY VESSEL"
