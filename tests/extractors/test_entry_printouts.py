"""Entry summaries as filers' software and brokers print them: any headers, any arrangement of the lines."""

from __future__ import annotations

import itertools

import pytest

from schemas.page import Box
from schemas.record import record_to_json
from tests.extractors.prepared import fields, grid, lines, read

TITLE = [(0.3, 0.02, "Entry Summary (CBP 7501) worksheet")]
BLOCKS = [
    (0.06, 0.05, "Entry / filer:"), (0.22, 0.05, "F5R-7008145-4"), (0.6, 0.05, "Entry kind:"),
    (0.76, 0.05, "01 formal"),
    (0.06, 0.07, "Customer (importer of record):"), (0.35, 0.07, "Agave Equipment LLC, McAllen TX"),
    (0.06, 0.09, "Carrier / mode:"), (0.22, 0.09, "TRANSPORTES RIO LERMA / 30"),
    (0.6, 0.09, "Arrived:"), (0.76, 0.09, "Apr 30 2026"),
    (0.06, 0.11, "Made in / shipped from:"), (0.3, 0.11, "MX / MX"), (0.6, 0.11, "District/port:"),
    (0.76, 0.11, "2304"),
    (0.06, 0.13, "IRS / CBP no.:"), (0.22, 0.13, "74-551029300"), (0.6, 0.13, "Sailed:"), (0.76, 0.13, "2026-04-29"),
]  # fmt: skip


def test_blocks_under_other_captions_two_of_them_in_one() -> None:
    table = [(0.06, 0.2, "Ln"), (0.12, 0.2, "Tariff no."), (0.3, 0.2, "Goods"), (0.6, 0.2, "Net qty"),
             (0.75, 0.2, "Duty"),
             (0.06, 0.22, "1"), (0.12, 0.22, "8433.60.0010"), (0.3, 0.22, "Sorting machines"), (0.6, 0.22, "2 NO"),
             (0.75, 0.22, "0.00")]  # fmt: skip
    record = read([*TITLE, *BLOCKS, *table])
    assert record.kind == "entry.7501"
    assert fields(record) == {
        "entry_number": "F5R-7008145-4", "entry_type": "01", "importer_name": "Agave Equipment LLC",
        "importing_carrier": "TRANSPORTES RIO LERMA", "mode_of_transport": "30", "import_date": "2026-04-30",
        "country_of_origin": "MX", "exporting_country": "MX", "port_code": "2304", "importer_number": "74-551029300",
        "export_date": "2026-04-29",
    }  # fmt: skip
    assert lines(record) == [
        {"line_no": "1", "hts": "8433600010", "description": "Sorting machines", "net_quantity": "2", "unit": "NO",
         "duty_usd": "0.00"}
    ]  # fmt: skip


def test_a_line_may_have_two_rows_under_two_rows_of_headers() -> None:
    edges, tops = [0.06, 0.12, 0.3, 0.45, 0.7, 0.94], [0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.32]
    rows = [
        ["No.", "Customs value (US$)", "Duty (US$)", "Tariff item", "Rel. parties"],
        ["", "Reported quantity", "Gross kg", "Merchandise", "Claim"],
        ["1", "38,900", "0.00", "8433.60.0010", "N"], ["", "2 NO", "4,120", "Machines for fruit", "S+"],
        ["2", "6,275", "48.50", "8428.33.0000", "Y"], ["", "5 NO", "1,870", "Belt conveyors", "S+"],
    ]  # fmt: skip
    print_ = [(left + 0.01, top + 0.004, text) for top, row in zip(tops, rows, strict=False)
              for left, text in zip(edges, row, strict=False) if text]  # fmt: skip
    record = read([*TITLE, *BLOCKS, *print_], grid(edges, tops))
    assert lines(record) == [
        {"line_no": "1", "entered_value_usd": "38900", "duty_usd": "0.00", "hts": "8433600010", "relationship": "N",
         "net_quantity": "2", "unit": "NO", "gross_weight_kg": "4120", "description": "Machines for fruit",
         "spi": "S+"},
        {"line_no": "2", "entered_value_usd": "6275", "duty_usd": "48.50", "hts": "8428330000", "relationship": "Y",
         "net_quantity": "5", "unit": "NO", "gross_weight_kg": "1870", "description": "Belt conveyors", "spi": "S+"},
    ]  # fmt: skip


HEADERS = [(0.06, 0.2, "LINE"), (0.14, 0.2, "ORG"), (0.2, 0.2, "HTSUS"), (0.36, 0.2, "MERCHANDISE"),
           (0.62, 0.2, "ENT VAL"),
           (0.72, 0.2, "DUTY")]  # fmt: skip


def _row(top: float, *texts: str) -> list[tuple[float, float, str]]:
    return [(left, top, text) for (left, _, _), text in zip(HEADERS, texts, strict=True) if text]


def test_an_invoice_over_several_lines_is_that_of_each_and_sums_are_no_lines() -> None:
    record = read([
        *TITLE, *BLOCKS, *HEADERS,
        (0.06, 0.22, "INVOICE FE-240911"), (0.3, 0.22, "DATED 11/04/24"),
        *_row(0.24, "1", "VN", "6109.10.0040", "T-SHIRTS", "21,600", "3,564.00"),
        *_row(0.26, "2", "VN", "6110.20.2079", "PULLOVERS", "13,950", "2,301.75"),
        (0.36, 0.28, "Invoice total"), (0.62, 0.28, "35,550"), (0.72, 0.28, "5,865.75"),
        (0.06, 0.3, "INVOICE FE-240915"), (0.3, 0.3, "DATED 11/05/24"),
        *_row(0.32, "3", "BD", "6203.42.4511", "TROUSERS", "18,900", "3,137.40"),
    ])  # fmt: skip
    assert [(x["invoice_number"], x["invoice_date"], x["duty_usd"], x["country_of_origin"]) for x in lines(record)] == [
        ("FE-240911", "2024-11-04", "3564.00", "VN"), ("FE-240911", "2024-11-04", "2301.75", "VN"),
        ("FE-240915", "2024-11-05", "3137.40", "BD"),
    ]  # fmt: skip


def test_a_row_for_each_tariff_number_is_one_line_and_repeated_countries_are_the_entrys() -> None:
    record = read([
        *TITLE, *[b for b in BLOCKS if b[1] != 0.11], *HEADERS,
        *_row(0.22, "001", "TH", "99038189", "Section 232", "0.00", "11,070.00"),
        *_row(0.24, "001", "TH", "7318152061", "Hex bolts", "22,140.00", "0.00"),
    ])  # fmt: skip
    [line] = lines(record)
    assert (line["chapter99"], line["hts"], line["description"]) == ("99038189", "7318152061", "Hex bolts")
    assert (line["entered_value_usd"], line["duty_usd"]) == ("22140.00", "11070.00")
    assert fields(record)["country_of_origin"] == "TH"


def test_an_export_names_its_columns_with_underscores_and_ends_in_a_sum() -> None:
    heads = ["LINE_NO", "HTS_NO", "MERCH_DESC", "QTY_1", "GRS_KG", "DUTY_AMT"]
    rows = [["1", "9003.11.0000", "Frames, plastic", "310 DOZ", "118", "1,023.00"],
            ["2", "9004.10.0000", "Sunglasses", "120 DOZ", "61", "312.00"],
            ["TOT", "", "", "", "179", "1,335.00"]]  # fmt: skip
    places = [0.06, 0.14, 0.3, 0.55, 0.7, 0.82]
    header = [(0.06, 0.05, "ENTRY_NO"), (0.25, 0.05, "ENT_TYP"), (0.4, 0.05, "UNLAD"), (0.55, 0.05, "IOR_NAME"),
              (0.06, 0.07, "U5D-3307914-7"), (0.25, 0.07, "01"), (0.4, 0.07, "4196"),
              (0.55, 0.07, "GRANITE INC")]  # fmt: skip
    table = [(x, 0.2 + 0.02 * i, text) for i, row in enumerate([heads, *rows])
             for x, text in zip(places, row, strict=True) if text]  # fmt: skip
    record = read([(0.06, 0.02, "ENTRY EXTRACT / 7501 DATA"), *header, *table])
    assert record.kind == "entry.7501"
    assert fields(record)["us_port_unlading"] == "4196"
    assert [(line["hts"], line["gross_weight_kg"], line["duty_usd"]) for line in lines(record)] == [
        ("9003110000", "118", "1023.00"),
        ("9004100000", "61", "312.00"),
    ]


def test_lines_may_stand_beside_each_other() -> None:
    rows = [("Line No.", "001", "002"), ("HTSUS No.", "4503.10.6000", "4504.10.5000"),
            ("Description", "Stoppers", "Mats"),
            ("Net quantity", "1,480 KG", "7,300 M2"), ("Relationship", "NOT RELATED", "RELATED")]  # fmt: skip
    print_ = [(left, 0.2 + 0.02 * n, text) for n, row in enumerate(rows)
              for left, text in zip((0.06, 0.3, 0.55), row, strict=True)]  # fmt: skip
    assert lines(read([*TITLE, *BLOCKS, *print_, (0.06, 0.4, "Duty")])) == [
        {"line_no": "1", "hts": "4503106000", "description": "Stoppers", "net_quantity": "1480", "unit": "KG",
         "relationship": "N"},
        {"line_no": "2", "hts": "4504105000", "description": "Mats", "net_quantity": "7300", "unit": "M2",
         "relationship": "Y"},
    ]  # fmt: skip


def test_a_line_may_be_a_block_that_is_headed_by_its_number_and_goods() -> None:
    rows = [("Tariff", "2402.10.8080", "SPI", "P+"), ("Quantity", "980 NO", "Value", "118,400 USD"),
            ("Duty", "0.00", "Related", "No")]  # fmt: skip
    print_ = [(left, top + 0.02 * n, text) for top in (0.22, 0.32) for n, row in enumerate(rows)
              for left, text in zip((0.06, 0.2, 0.45, 0.6), row, strict=True)]  # fmt: skip
    heads = [(0.06, 0.2, "Line 1 - Cigars, each over 23 cents"), (0.06, 0.3, "Line 2 - Wooden humidors")]
    read_ = lines(read([*TITLE, *BLOCKS, *heads, *print_]))
    assert [(x["line_no"], x["description"], x["relationship"], x["unit"]) for x in read_] == [
        ("1", "Cigars, each over 23 cents", "N", "NO"), ("2", "Wooden humidors", "N", "NO")
    ]  # fmt: skip


def test_blocks_may_have_their_captions_below() -> None:
    texts = ["9YB-5510082-2", "01 ABI/A", "06/12/2018", "1803"]
    labels = ["1. Filer Code/Entry No.", "2. Entry Type", "3. Summary Date", "6. Port Code"]
    edges = [0.04, 0.28, 0.5, 0.7, 0.94]
    print_ = [(x + 0.01, 0.1, text) for x, text in zip(edges, texts, strict=False)]
    print_ += [(x + 0.01, 0.115, text) for x, text in zip(edges, labels, strict=False)]
    cells = [Box(a, 0.09, b, 0.13) for a, b in itertools.pairwise(edges)]
    record = read([(0.3, 0.02, "ENTRY SUMMARY"), (0.6, 0.02, "U.S. Customs and Border Protection"), *print_], cells)
    assert fields(record) == {
        "entry_number": "9YB-5510082-2", "entry_type": "01", "summary_date": "2018-06-12", "port_code": "1803"
    }  # fmt: skip


CAPTIONS = {
    "entry_number": "Filer/Entry No.|Entry #|Entry Summary Number|Customs entry no.|ES No.",
    "entry_type": "Type of entry|Entry Type Code|Ent type",
    "summary_date": "Summary filed|Entry Summary Date|Summ dt|Date of summary",
    "entry_date": "Release date|Entry filed|Date of entry|Entry dt",
    "import_date": "Importation Date|Date imported|Arrival|Imp date|Date of arrival",
    "export_date": "Date of exportation|Exported|Sailed|Exp date|Departure date",
    "port_code": "Port of Entry Code|DDPP|District port|Entry port|POE",
    "foreign_port_lading": "Loaded at|Lading port|Port of lading|Foreign port|POL",
    "us_port_unlading": "Unladen at|Port of unlading|Discharge port|U.S. Port of Unlading Code|POD",
    "mode_of_transport": "MOT|Mode|Mode of Transportation Code|M.O.T.",
    "country_of_origin": "Country of Origin Code|C/O|Ctry of origin|Made in|Origin",
    "exporting_country": "Country of Export Code|C/E|Ctry of export|Exported from|Exp ctry",
    "manufacturer_id": "MID|Maker (MID)|Mfr ID|Manufacturer",
    "importer_number": "IOR No.|IRS / CBP no.|Importer tax ID|EIN|Importer ID",
    "bl_awb": "Master bill|Bill of Lading Number|AWB|MBL|Pro no.",
    "importing_carrier": "Vessel|Carrier code|SCAC|Conveyance|Vessel/airline",
    "importer_name": "Importer of record|IOR name|Customer|Client",
    "consignee_name": "CNEE|Ult. consignee|Goods go to|Ultimate Consignee Name",
}
VALUES = {
    "entry_number": "F5R-7008145-4", "entry_type": "01", "port_code": "2304", "foreign_port_lading": "58309",
    "us_port_unlading": "3001", "mode_of_transport": "11", "country_of_origin": "TW", "exporting_country": "TW",
    "manufacturer_id": "TWJOYIND21TAI", "importer_number": "91-204418700", "bl_awb": "ONEYTPEF0188120",
    "importing_carrier": "ONE STORK", "importer_name": "Cycle Works Inc", "consignee_name": "Cycle Works Inc",
}  # fmt: skip


@pytest.mark.parametrize(("name", "captions"), CAPTIONS.items())
def test_each_block_is_known_by_what_software_calls_it(name: str, captions: str) -> None:
    for caption in captions.split("|"):
        value = VALUES.get(name, "03/19/2025")
        record = read([*TITLE, (0.06, 0.2, f"{caption}:"), (0.3, 0.2, value), (0.06, 0.3, "HTSUS"), (0.2, 0.3, "Duty"),
                       (0.3, 0.3, "Type"), (0.4, 0.3, "Importer")])  # fmt: skip
        found = record_to_json(record)["fields"][name]
        assert found, caption
        assert found["value"] == ("2025-03-19" if value == "03/19/2025" else value), caption


def test_captions_without_colons_are_known_by_what_follows_them() -> None:
    head = [(0.06, 0.05, "Ent nbr. U5D-3307914-7"), (0.5, 0.05, "ENTRY_DTE 08/20/25"), (0.06, 0.07, "Cntry orig MX"),
            (0.5, 0.07, "Ult cons GRANITE INC"), (0.06, 0.09, "Ent typ 01")]  # fmt: skip
    block = [
        [(0.06, "LN {0}"), (0.14, "WALL PANELS OF WOOD"), (0.6, "IMPORTER IOR")],
        [(0.08, "Tariff nbr 9403.60.808{0}"), (0.4, "Net qnty"), (0.5, "{0}0 NO"), (0.6, "Grs wgt 1,40{0} KG")],
        [(0.08, "Orig ctry MX"), (0.3, "Rel N Rate 4.9% Duty 12.5{0}"), (0.65, "Inv HP-7712{0}")],
    ]
    body = [(x, 0.2 + 0.08 * n + 0.02 * row, text.format(n + 1)) for n in range(2) for row, line in enumerate(block)
            for x, text in line]  # fmt: skip
    record = read([TITLE[0], *head, *body])
    found = fields(record)
    assert (found["entry_number"], found["entry_date"], found["country_of_origin"]) == (
        "U5D-3307914-7", "2025-08-20", "MX",
    )  # fmt: skip
    assert lines(record)[1] == {
        "line_no": "2", "description": "WALL PANELS OF WOOD", "hts": "9403608082", "net_quantity": "20", "unit": "NO",
        "gross_weight_kg": "1402", "country_of_origin": "MX", "relationship": "N", "duty_usd": "12.52",
        "invoice_number": "HP-77122",
    }  # fmt: skip


def test_lines_may_be_cards_beside_each_other_and_other_captions_are_no_values() -> None:
    head = [(0.06, 0.05, "ENTRY NO."), (0.25, 0.05, "BOND TYPE"), (0.4, 0.05, "ENTRY DATE"),
            (0.6, 0.05, "CONSIGNEE NO."), (0.06, 0.063, "P5C-3318840-9"), (0.25, 0.063, "8"), (0.4, 0.063, "080425"),
            (0.6, 0.063, "16-077124500"), (0.06, 0.08, "ENTRY TYPE: 01"), (0.3, 0.08, "IMPORTER:")]  # fmt: skip
    card = [(0, 0, "Line {0}: Wall panels"), (0, 1, "of wood"), (0, 2, "TARIFF NUMBER"), (0.2, 2, "SPI"),
            (0, 3, "9406.10.000{0}"), (0.2, 3, "S"), (0, 4, "PARTIES"), (0.2, 4, "DUTY, USD"), (0, 5, "Related"),
            (0.2, 5, "4{0}.00")]  # fmt: skip
    cards = [(left + x, top + 0.014 * row, text.format(n + 1))
             for n, (left, top) in enumerate([(0.06, 0.2), (0.55, 0.2), (0.06, 0.35), (0.55, 0.35)])
             for x, row, text in card]  # fmt: skip
    record = read([TITLE[0], *head, *cards])
    assert (fields(record)["entry_number"], fields(record)["entry_date"]) == ("P5C-3318840-9", "2025-08-04")
    assert "consignee_name" not in fields(record)
    assert [(x["line_no"], x["hts"], x["spi"], x["duty_usd"]) for x in lines(record)] == [
        (n, f"940610000{n}", "S", f"4{n}.00") for n in "1234"
    ]
    assert {(x["description"], x["relationship"]) for x in lines(record)} == {("Wall panels of wood", "Y")}


def test_captions_may_be_joined_to_their_values_by_a_sign_and_headings_may_be_drawn() -> None:
    head = [(0.06, 0.05, "ENTRY NBR=7KW-2200518-8; ENTRY TYPE=01; MOT=11; CARRIER=EVER GLOBE; IOR NAME=CASCADE INC")]
    block = ["*** LINE {0} ***", "HTS=9405.42.400{0}; DESC=FLOODLIGHTS, LED; C/O=CN; QTY=40 NO; DUTY=3{0}.00",
             "ADDL TARIFF=9903.88.03; MID=CNSHEBRI18SHE; RELATED=N"]  # fmt: skip
    body = [
        (0.06, 0.2 + 0.06 * n + 0.015 * row, text.format(n + 1)) for n in range(2) for row, text in enumerate(block)
    ]
    record = read([TITLE[0], *head, *body])
    assert fields(record) == {
        "entry_number": "7KW-2200518-8", "entry_type": "01", "mode_of_transport": "11",
        "importing_carrier": "EVER GLOBE", "importer_name": "CASCADE INC", "country_of_origin": "CN",
    }  # fmt: skip
    assert lines(record)[1] == {
        "line_no": "2", "hts": "9405424002", "chapter99": "99038803", "description": "FLOODLIGHTS, LED",
        "country_of_origin": "CN", "net_quantity": "40", "unit": "NO", "duty_usd": "32.00", "relationship": "N",
        "manufacturer_id": "CNSHEBRI18SHE",
    }  # fmt: skip


def test_two_captions_over_each_other_without_ruling_name_the_two_lines_of_a_row() -> None:
    heads = [[(0.06, "Line"), (0.12, "HTSUS subheading"), (0.4, "COO"), (0.5, "Qty 1"), (0.62, "Gross kg"),
              (0.78, "Duty $")],
             [(0.06, "Rel."), (0.12, "Goods"), (0.4, "SPI"), (0.5, "Qty 2"), (0.62, "Packages")]]  # fmt: skip
    row = [[(0.06, "{0}"), (0.12, "7307.21.500{0}"), (0.4, "IN"), (0.5, "160 NO"), (0.64, "3,18{0}"),
            (0.78, "5{0}.04")],
           [(0.06, "N"), (0.12, "Flanges of steel"), (0.4, "KR"), (0.5, "3,040 KG"), (0.64, "9 CS")]]  # fmt: skip
    body = [(x, 0.2 + 0.012 * n, text) for n, line in enumerate(heads) for x, text in line]
    body += [(x, 0.24 + 0.034 * i + 0.013 * n, text.format(i + 1)) for i in range(3)
             for n, line in enumerate(row) for x, text in line]  # fmt: skip
    sums = [(0.12, 0.342, "3 lines"), (0.64, 0.342, "9,546"), (0.78, 0.342, "156.12")]
    assert lines(read([*TITLE, *BLOCKS, *body, *sums]))[2] == {
        "line_no": "3", "hts": "7307215003", "country_of_origin": "IN", "net_quantity": "160", "unit": "NO",
        "gross_weight_kg": "3183", "duty_usd": "53.04", "relationship": "N", "description": "Flanges of steel",
        "spi": "KR", "net_quantity_2": "3040", "unit_2": "KG", "manifest_quantity": "9",
    }  # fmt: skip


def test_a_block_of_captions_may_hold_a_small_table_of_its_tariff_numbers() -> None:
    block = [[(0.06, "Line {0}"), (0.15, "FLOODLIGHTS OF ALUMINUM")], [(0.08, "Origin: CN"), (0.3, "Related: N")],
             [(0.1, "Tariff No."), (0.25, "Quantity"), (0.4, "UOM"), (0.5, "Value"), (0.7, "Duty Amount")],
             [(0.1, "9903.88.03"), (0.7, "7,187.50")],
             [(0.1, "9405.42.400{0}"), (0.25, "1,250"), (0.4, "NO"), (0.5, "28,750"), (0.7, "1,121.25")]]  # fmt: skip
    body = [(x, 0.2 + 0.12 * n + 0.02 * row, text.format(n + 1)) for n in range(2) for row, line in enumerate(block)
            for x, text in line]  # fmt: skip
    head = [(0.06, 0.05, "Ent no"), (0.15, 0.05, "7KW-2200518-8"), (0.3, 0.05, "(6) Port 2095"),
            (0.5, 0.05, "IRS No.:"), (0.65, 0.05, "38-"), (0.65, 0.064, "410277600"), (0.06, 0.08, "ENTRY TYPE: 01"),
            (0.3, 0.08, "IMPORTER: A")]  # fmt: skip
    record = read([TITLE[0], *head, *body])
    assert (fields(record)["port_code"], fields(record)["importer_number"]) == ("2095", "38-410277600")
    assert lines(record)[1] == {
        "line_no": "2", "description": "FLOODLIGHTS OF ALUMINUM", "country_of_origin": "CN", "relationship": "N",
        "hts": "9405424002", "chapter99": "99038803", "net_quantity": "1250", "unit": "NO",
        "entered_value_usd": "28750", "duty_usd": "8308.75",
    }  # fmt: skip


def test_ruling_may_be_drawn_in_signs_and_what_is_one_lines_is_not_the_entrys() -> None:
    rows = ["+----+------+", "|LN# |TARIFF |MFR ID |MERCHANDISE |QTY|UM |DUTY|", "+----+------+",
            "|001 |7307.91.5010|INVIRFOR17COI |FLANGES |18,400|KG | 1.50|",
            "|002 |7307.21.5000|INSHRFIT4MUM |NUTS |6,120|KG | 2.50|", "+----+------+"]  # fmt: skip
    places = (0.06, 0.12, 0.25, 0.4, 0.55, 0.65, 0.75)
    print_ = [(x, 0.2 + 0.016 * n, f"|{cell}" if "|" in row else row) for n, row in enumerate(rows)
              for x, cell in zip(places, row.strip("|").split("|"), strict=False)]  # fmt: skip
    head = [(0.06, 0.05, "| ENTRY NO: KF3-7718260-0"), (0.5, 0.05, "| TYPE: 03 |"), (0.06, 0.07, "| IOR: PALMETTO CO"),
            (0.5, 0.07, "| FILED: 06/10/25 |")]  # fmt: skip
    record = read([TITLE[0], *head, *print_])
    assert [(x["hts"], x["manufacturer_id"], x["duty_usd"]) for x in lines(record)] == [
        ("7307915010", "INVIRFOR17COI", "1.50"), ("7307215000", "INSHRFIT4MUM", "2.50"),
    ]  # fmt: skip
    assert record.fields["manufacturer_id"] is None
    filed = record.fields["summary_date"] or record.fields["entry_date"]
    assert filed
    assert filed.doubtful


def test_goods_with_figures_under_several_columns_stay_whole() -> None:
    record = read([
        *TITLE, *BLOCKS, (0.04, 0.2, "Line"), (0.12, 0.2, "HTS number"), (0.3, 0.2, "Gross wt KG"), (0.45, 0.2, "Pkgs"),
        (0.55, 0.2, "Net qty"), (0.7, 0.2, "Entered value"), (0.85, 0.2, "Duty"),
        (0.04, 0.22, "1"), (0.12, 0.22, "8537.10.9170"), (0.34, 0.22, "412"), (0.47, 0.22, "8"),
        (0.55, 0.22, "2,500 NO"), (0.72, 0.22, "48,750"), (0.85, 0.22, "0.00"),
        (0.12, 0.24, "CONTROL BOARDS, VOLTAGE UNDER 1000 V"),
    ])  # fmt: skip
    [line] = lines(record)
    assert [line[name] for name in ("description", "gross_weight_kg", "manifest_quantity")] == [
        "CONTROL BOARDS, VOLTAGE UNDER 1000 V", "412", "8",
    ]  # fmt: skip


def test_an_invoice_heads_its_lines_though_a_wide_blank_parts_it_from_its_day() -> None:
    columns = (0.06, 0.12, 0.45, 0.6, 0.75)
    table = [*zip(columns, itertools.repeat(0.2), ("LINE", "DESCRIPTION / TARIFF NO", "GROSS WT", "NET QTY", "DUTY"))]
    for n, goods in enumerate(("SORTING MACHINES", "PARTS OF MACHINES", "CLEANING MACHINES", "DRYING MACHINES")):
        top = 0.22 + n * 0.06
        if n % 2 == 0:
            table += [(0.12, top, f"INVOICE TG/24-25/04{n}7"), (0.4, top, f"DATED 04/2{n}/26")]
        table += [(0.06, top + 0.018, f"00{n + 1}"), (0.12, top + 0.018, goods)]
        row = (f"8433.60.00{n}0", f"{n + 3}84 KG", f"{n + 2} NO", f"1{n}5.20")
        table += [(x, top + 0.036, text) for x, text in zip(columns[1:], row, strict=True)]
    found = lines(read([*TITLE, *BLOCKS, *table]))
    assert [(line["invoice_number"], line["invoice_date"]) for line in found] == [
        ("TG/24-25/0407", "2026-04-20"), ("TG/24-25/0407", "2026-04-20"),
        ("TG/24-25/0427", "2026-04-22"), ("TG/24-25/0427", "2026-04-22"),
    ]  # fmt: skip
