"""Structures of certificates by hand, from portals and spreadsheets: sections, lists, dittos, tinted bands."""

from __future__ import annotations

import pytest

from extractors.captions.labels import Labels
from extractors.columns.dittos import DITTO
from extractors.layout import Run, run_of
from extractors.nlp.goods import counts_packages
from extractors.nlp.parties import parse_party
from extractors.tables.long_goods import owners_by_gaps
from schemas.page import Box, Word
from tests.extractors.prepared import HEIGHT, fields, grid, lines, page, read

TITLE = (0.30, 0.04, "USMCA CERTIFICATION OF ORIGIN")
HEADS = (0.05, 0.50, "Item"), (0.13, 0.50, "Description of goods"), (0.55, 0.50, "HS code"), (0.70, 0.50, "Criterion")
ROW = (0.05, 0.53, "1"), (0.13, 0.53, "Brake discs"), (0.55, 0.53, "8708.30"), (0.70, 0.53, "B")


def test_the_captions_of_a_section_name_the_party_of_its_heading() -> None:
    bars = [Box(0.05, y, 0.95, y + 0.02) for y in (0.10, 0.20, 0.30)]
    record = read(
        [
            TITLE,
            (0.06, 0.104, "1. CERTIFIER INFORMATION"),
            (0.06, 0.130, "Company:"), (0.18, 0.130, "Boreal Wood Products Ltd."), (0.55, 0.130, "Name:"),
            (0.65, 0.130, "Ann Roy"),
            (0.06, 0.204, "2. EXPORTER INFORMATION"),
            (0.06, 0.230, "Name:"), (0.18, 0.230, "Prairie Gold Foods Inc."), (0.55, 0.230, "Address:"),
            (0.65, 0.230, "88 Mill Lane"),
            (0.06, 0.304, "3. IMPORTER INFORMATION"),
            (0.06, 0.330, "Company:"), (0.18, 0.330, "Lone Prairie Equipment LP"), (0.55, 0.330, "Name:"),
            (0.65, 0.330, "Joe Hill"),
            *HEADS, *ROW,
        ],
        bars,
    )  # fmt: skip
    found = fields(record)
    assert found["certifier"] == "Boreal Wood Products Ltd."
    assert found["exporter"] == "Prairie Gold Foods Inc."
    assert found["importer"] == "Lone Prairie Equipment LP"


def test_a_role_right_under_the_question_for_it_is_no_caption_of_a_party() -> None:
    record = read(
        [
            TITLE,
            (0.06, 0.10, "Certifier type"), (0.40, 0.10, "Blanket period"),
            (0.06, 0.115, "Exporter"), (0.40, 0.115, "2025-03-13 to 2026-03-12"),
            (0.06, 0.16, "Exporter"), (0.40, 0.16, "Importer"),
            (0.06, 0.175, "Prairie Gold Foods Inc."), (0.40, 0.175, "Lone Prairie Equipment LP"),
            *HEADS, *ROW,
        ]
    )  # fmt: skip
    found = fields(record)
    assert (found["certifier_role"], found["exporter"]) == ("exporter", "Prairie Gold Foods Inc.")


def test_data_elements_are_numbered_captions() -> None:
    hit = Labels([("exporter", "Exporter")]).find("Data element 3 – Exporter / Exportador")
    assert hit is not None
    assert (hit.name, hit.numbered) == ("exporter", True)


def test_who_certifies_as_exporter_in_a_letter_is_the_exporter() -> None:
    record = read(
        [
            TITLE,
            (0.12, 0.220, "We, Northshore Castings Limited, 88 Foundry Lane, acting as exporter of the goods,"),
            (0.12, 0.236, "hereby certify that they qualify as originating under the USMCA. The goods are produced by"),
            (0.12, 0.252, "Érablière des Cantons inc., 2150 boul. Industriel, Drummondville. They are imported by"),
            (0.12, 0.268, "Harbor Point Trading LLC, 48 Wharf Street, Houston."),
            *HEADS, *ROW,
        ]
    )  # fmt: skip
    found = fields(record)
    assert found["exporter"] == "Northshore Castings Limited"
    assert found["producer"] == "Érablière des Cantons inc."


def test_a_list_of_goods_over_several_lines_and_a_signature_without_captions() -> None:
    record = read(
        [
            TITLE,
            (0.06, 0.10, "Exporter:"), (0.20, 0.10, "Muebles Finos Jalisco, S.A. de C.V."),
            (0.06, 0.20, "1. Hydraulic cylinders, double acting, conforming to standard EN 10204, HS"),
            (0.07, 0.215, "8412.21.00, origin criterion GN 33(b)(i), 746 PCS, origin MX"),
            (0.06, 0.23, "2. Fresh avocados, HS 0804.40, origin criterion A, origin US"),
            (0.06, 0.30, "Sophie Gagnon"),
            (0.06, 0.315, "Director of Logistics"),
            (0.06, 0.33, "28 MAR 2026"),
        ]
    )  # fmt: skip
    first, second = lines(record)
    assert (first["hs_code"], first["origin_criterion"], first["origin_country"]) == ("84122100", "GN 33(b)(i)", "MX")
    assert (second["description"], second["origin_country"]) == ("Fresh avocados", "US")
    found = fields(record)
    assert (found["certifier"], found["issue_date"]) == ("Sophie Gagnon", "2026-03-28")
    assert record.fields["certifier"].confidence < 0.9  # type: ignore[union-attr]


def test_lines_of_goods_belong_to_the_row_that_gaps_set_apart() -> None:
    tops = (0.50, 0.514, 0.55, 0.564, 0.60)
    runs = [page([(0.1, top, "Hoses")]).words[0].box for top in tops]
    printed = [_run(box) for box in runs]
    beside = [box.cy for box in (runs[1], runs[3], runs[4])]  # figures stand on the last line of each
    assert owners_by_gaps(printed, beside, HEIGHT) == [0, 0, 1, 1, 2]
    assert owners_by_gaps(printed, [runs[0].cy, runs[1].cy, runs[4].cy], HEIGHT) is None


def _run(box: Box) -> Run:
    return run_of([Word("Hoses", box, 1.0)], 1, -1)


def test_a_column_begins_with_its_print_where_the_header_is_centred_far_from_it() -> None:
    record = read(
        [
            TITLE,
            (0.20, 0.30, "Description of goods"), (0.50, 0.30, "HS code"), (0.70, 0.30, "Criterion"),
            (0.82, 0.30, "Origin"),
            (0.05, 0.32, "Hoses"), (0.48, 0.32, "3917.39"), (0.66, 0.32, "A"), (0.80, 0.32, "Mexico"),
            (0.05, 0.35, "Pipes"), (0.48, 0.35, "3917.21"), (0.66, 0.35, "B"), (0.80, 0.35, "Mexico"),
            (0.05, 0.38, "7. Producer"),
            (0.07, 0.395, "Tubos Lerma, S.A. de C.V."),
        ]
    )  # fmt: skip
    assert [(line["description"], line["origin_criterion"]) for line in lines(record)] == [
        ("Hoses", "A"),
        ("Pipes", "B"),
    ]
    assert fields(record)["producer"] == "Tubos Lerma, S.A. de C.V."


def test_headers_of_unequal_height_in_one_tinted_band_are_headers() -> None:
    record = read(
        [
            TITLE,
            (0.06, 0.307, "Description"), (0.40, 0.30, "HS tariff"), (0.40, 0.314, "classification"),
            (0.62, 0.30, "Origin"),
            (0.62, 0.314, "criterion"), (0.80, 0.30, "Country of"), (0.80, 0.314, "origin"),
            (0.06, 0.34, "Hoses"), (0.40, 0.34, "3917.39"), (0.62, 0.34, "A"), (0.80, 0.34, "Mexico"),
            (0.06, 0.37, "Pipes"), (0.40, 0.37, "3917.21"), (0.62, 0.37, "B"), (0.80, 0.37, "Mexico"),
        ],
        [Box(0.05, 0.296, 0.95, 0.33)],
    )  # fmt: skip
    assert [(line["hs_code"], line["origin_criterion"]) for line in lines(record)] == [("391739", "A"), ("391721", "B")]


@pytest.mark.parametrize("text", ['"', "do.", "- do -", "Ditto", "''", "同上"])
def test_a_ditto_mark_is_known(text: str) -> None:
    assert DITTO.fullmatch(text)


def test_a_ditto_mark_stands_for_the_cell_above_and_a_caption_below_goods_for_its_column() -> None:
    record = read(
        [
            TITLE,
            *HEADS[:1], (0.13, 0.50, "Description of goods"), (0.55, 0.50, "HS code"), (0.70, 0.50, "Criterion"),
            (0.05, 0.53, "1"), (0.13, 0.53, "Hoses"), (0.55, 0.53, "3917.39"), (0.70, 0.53, "B"),
            (0.13, 0.545, "Origin: Mexico"),
            (0.05, 0.58, "2"), (0.13, 0.58, "Pipes"), (0.55, 0.58, "3917.21"), (0.70, 0.58, '"'),
            (0.13, 0.595, "Origin: Canada"),
        ]
    )  # fmt: skip
    first, second = lines(record)
    assert (first["description"], first["origin_country"]) == ("Hoses", "MX")
    assert (second["description"], second["origin_country"], second["origin_criterion"]) == ("Pipes", "CA", "B")


def test_marks_that_differ_in_their_number_are_each_of_their_own_row() -> None:
    record = read(
        [
            (0.30, 0.04, "CERTIFICATE OF ORIGIN"), (0.30, 0.06, "Chamber of Commerce of Savannah"),
            (0.05, 0.30, "Item"), (0.12, 0.30, "Marks"), (0.30, 0.30, "Description of goods"),
            (0.60, 0.30, "Gross weight (kg)"),
            (0.05, 0.32, "1"), (0.12, 0.32, "BLUE MESA/1"), (0.30, 0.32, "12 CARTONS OF HOSES"), (0.60, 0.32, "120.5"),
            (0.05, 0.334, "2"), (0.12, 0.334, "BLUE MESA/2"), (0.30, 0.334, "8 CARTONS OF PIPES"),
            (0.60, 0.334, "80.5"),
            (0.05, 0.50, "21/10/2025 Savannah"),
        ]
    )  # fmt: skip
    assert [line["marks"] for line in lines(record)] == ["BLUE MESA/1", "BLUE MESA/2"]
    assert fields(record)["issue_place"] == "Savannah"
    assert record.fields["issue_place"].confidence < 0.9  # type: ignore[union-attr]


def test_net_weights_below_gross_ones_and_the_end_of_a_name_are_no_captions() -> None:
    record = read(
        [
            (0.30, 0.04, "URSPRUNGSZEUGNIS"), (0.30, 0.06, "Handelskammer Bremen"),
            (0.05, 0.30, "Pos."), (0.12, 0.30, "Warenbezeichnung"), (0.50, 0.30, "Warennummer"),
            (0.70, 0.30, "Rohgewicht"),
            (0.05, 0.32, "1"), (0.12, 0.32, "12 CARTONS OF HOSES"), (0.50, 0.32, "3917.39"),
            (0.70, 0.32, "G.W.: 9747.25 KGS"),
            (0.70, 0.334, "N.W.: 8967.5 KGS"),
            (0.05, 0.36, "2"), (0.12, 0.36, "8 CARTONS OF T-SHIRTS,"), (0.50, 0.36, "6109.10"),
            (0.70, 0.36, "G.W.: 80.5 KGS"),
            (0.12, 0.374, "MEN'S"), (0.70, 0.374, "N.W.: 71.5 KGS"),
        ]
    )  # fmt: skip
    first, second = lines(record)
    assert (first["net_weight_kg"], second["net_weight_kg"]) == ("8967.5", "71.5")
    assert second["description"] == "T-SHIRTS, MEN'S"


def test_one_item_in_a_box_under_one_caption_is_parted_beside_ruled_figures() -> None:
    record = read(
        [
            (0.30, 0.04, "CERTIFICATE OF ORIGIN"), (0.30, 0.06, "The Korea Chamber of Commerce and Industry"),
            (0.06, 0.306, "번호 ; 화인 ; 포장수 ; 품명"), (0.72, 0.306, "Gross weight (kg)"),
            (0.06, 0.36, "1"), (0.10, 0.36, "LPE 1-352"), (0.30, 0.36, "352 CARTONS OF SAFETY SHOES"),
            (0.80, 0.36, "15232.5"),
        ],
        grid([0.05, 0.70, 0.95], [0.30, 0.55]),
    )  # fmt: skip
    [line] = lines(record)
    assert (line["marks"], line["packages"], line["description"]) == ("LPE 1-352", "352", "SAFETY SHOES")


CHAMBER = (0.30, 0.04, "CERTIFICATE OF ORIGIN"), (0.30, 0.06, "Chamber of Commerce of Savannah")


def test_goods_in_captions_are_parted_and_numbered_as_in_a_table() -> None:
    block = "Marks and numbers:", "Description of goods:", "Gross weight (kg):"
    said = ("LPE 1-47", "47 CTNS OF BALL VALVES", "343.5"), ("LPE 48-50", "3 CARTON(S) OF PUMPS, HS 8413.70", "36.5")
    print_ = [
        (left, 0.30 + 0.06 * n + 0.014 * k, text)
        for n, values in enumerate(said)
        for k, pair in enumerate(zip(block, values, strict=True))
        for left, text in zip((0.08, 0.35), pair, strict=True)
    ]
    record = read([*CHAMBER, (0.05, 0.30, "1."), (0.05, 0.36, "2."), *print_])
    first, second = lines(record)
    assert (first["item"], first["packages"], first["description"]) == ("1", "47", "BALL VALVES")
    assert (second["item"], second["package_kind"], second["hs_code"]) == ("2", "CARTON(S)", "841370")
    assert (second["description"], second["marks"]) == ("PUMPS", "LPE 48-50")


def test_headers_in_one_frame_that_part_every_item_are_no_caption_of_one_box() -> None:
    record = read(
        [
            *CHAMBER,
            (0.06, 0.306, "Item"), (0.12, 0.306, "Marks"), (0.26, 0.306, "Number and kind of packages, description"),
            (0.66, 0.306, "HS code"), (0.80, 0.306, "Gross weight (kg)"),
            (0.06, 0.34, "1."), (0.12, 0.34, "TIDE 1-115"), (0.26, 0.34, "115 BDLS OF TUBES"), (0.66, 0.34, "7411.10"),
            (0.80, 0.34, "256.25"),
            (0.06, 0.37, "2."), (0.12, 0.37, "TIDE 116-120"), (0.26, 0.37, "5 ROLLS OF FILM"), (0.66, 0.37, "3920.10"),
            (0.80, 0.37, "13.5"),
        ],
        [Box(0.05, 0.30, 0.98, 0.45)],
    )  # fmt: skip
    assert [(line["hs_code"], line["gross_weight_kg"]) for line in lines(record)] == [
        ("741110", "256.25"),
        ("392010", "13.5"),
    ]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        (("Plásticos Técnicos Lerma, S.A. de", "C.V.", "Calle Roble 112"), "Plásticos Técnicos Lerma, S.A. de C.V."),
        (("Textiles La Sierra, S. de", "R.L. de C.V.", "Calle 1"), "Textiles La Sierra, S. de R.L. de C.V."),
        (("Agroexport Sinaloa, S.P.R.", "de R.L.", "Av. Industria 450"), "Agroexport Sinaloa, S.P.R. de R.L."),
        (("Calzados Elda, S.L., Calle Mayor 34, 03600 Elda",), "Calzados Elda, S.L."),
    ],
)
def test_a_legal_form_over_two_lines_belongs_to_the_name(printed: tuple[str, ...], name: str) -> None:
    found = parse_party(list(printed)).name
    assert found is not None
    assert found.value == name


def test_a_caption_under_a_signatures_line_asks_for_what_is_right_over_it() -> None:
    record = read(
        [
            TITLE, *HEADS, *ROW,
            (0.06, 0.560, "I certify that the goods described in this document qualify as originating, which is"),
            (0.06, 0.574, "true and accurate."),
            (0.50, 0.600, "HANBIT MACHINERY CO., LTD."),
            (0.06, 0.618, "Signature"), (0.50, 0.618, "Company"),
            (0.06, 0.644, "Emily R. Sanders"), (0.50, 0.644, "Export Manager"),
            (0.06, 0.662, "Name"), (0.50, 0.662, "Title"),
        ]
    )  # fmt: skip
    assert fields(record)["certifier"] == "HANBIT MACHINERY CO., LTD."


def test_sections_are_numbered_captions() -> None:
    hit = Labels([("exporter", "Exporter")]).find("SECTION B – EXPORTER")
    assert hit is not None
    assert hit.numbered


def test_a_heading_over_two_headers_is_none_of_them() -> None:
    edges = [0.05, 0.50, 0.65, 0.80]
    cells = [
        Box(0.05, 0.30, 0.50, 0.34), Box(0.50, 0.30, 0.80, 0.32), Box(0.50, 0.32, 0.65, 0.34),
        Box(0.65, 0.32, 0.80, 0.34),
        *grid(edges, [0.34, 0.36, 0.38]),
    ]  # fmt: skip
    record = read(
        [
            *CHAMBER,
            (0.06, 0.304, "Description of goods"), (0.52, 0.304, "Weight (kg)"), (0.52, 0.324, "Gross"),
            (0.67, 0.324, "Net"),
            (0.06, 0.344, "12 CARTONS OF HOSES"), (0.52, 0.344, "120.5"), (0.67, 0.344, "110.5"),
            (0.06, 0.364, "8 CARTONS OF PIPES"), (0.52, 0.364, "80.5"), (0.67, 0.364, "71.5"),
        ],
        cells,
    )  # fmt: skip
    told = [(line["gross_weight_kg"], line["net_weight_kg"]) for line in lines(record)]
    assert told == [("120.5", "110.5"), ("80.5", "71.5")]


def test_who_declares_right_below_the_goods_is_none_of_them() -> None:
    record = read(
        [
            *CHAMBER,
            (0.06, 0.30, "Item"), (0.13, 0.30, "Marks"), (0.30, 0.30, "Description of goods"),
            (0.06, 0.32, "1"), (0.13, 0.32, "HPT 1-12"), (0.30, 0.32, "12 CARTONS OF HOSES"),
            (0.06, 0.34, "2"), (0.13, 0.34, "HPT 13-20"), (0.30, 0.34, "8 CARTONS OF PIPES"),
            (0.30, 0.36, "The undersigned authority certifies that the goods originate in the country shown."),
        ]
    )  # fmt: skip
    assert [line["description"] for line in lines(record)] == ["HOSES", "PIPES"]


def test_a_blanket_period_over_the_lines_of_a_narrow_box_is_whole() -> None:
    record = read(
        [
            TITLE,
            (0.06, 0.104, "Exporter"), (0.22, 0.104, "Prairie Gold Foods Inc."), (0.52, 0.104, "Blanket period"),
            (0.68, 0.104, "From: October 19, 2025 To: October 18,"),
            (0.22, 0.118, "88 Mill Lane, Hamilton"), (0.68, 0.118, "2026"),
            *HEADS, *ROW,
        ],
        grid([0.05, 0.21, 0.51, 0.67, 0.99], [0.10, 0.14]),
    )  # fmt: skip
    found = fields(record)
    assert (found["blanket_from"], found["blanket_to"]) == ("2025-10-19", "2026-10-18")


def test_counted_packages_are_told_from_numbered_captions() -> None:
    assert counts_packages("47 CTNS OF BALL VALVES")
    assert not counts_packages("6. Descripción de los bienes / Description of goods")
    assert not counts_packages("9 Number of packages")


def test_roles_to_tick_in_one_row_are_no_answer() -> None:
    """The tick in `Exporter` is no print: `Importer`, the first of three, accused who certified."""
    record = read([
        (0.3, 0.03, "USMCA CERTIFICATION OF ORIGIN"), (0.084, 0.114, "1. CERTIFIER TYPE (check one)"),
        (0.506, 0.114, "8. BLANKET PERIOD"), (0.508, 0.126, "01/01/2026 to 31/12/2026"),
        (0.102, 0.126, "Importer"), (0.203, 0.126, "Exporter"), (0.307, 0.126, "Producer"),
        (0.085, 0.15, "2. CERTIFIER"), (0.085, 0.163, "TEXTILES JALISCO S.A. DE C.V."),
        (0.506, 0.15, "3. EXPORTER"), (0.507, 0.163, "TEXTILES JALISCO S.A. DE C.V."),
        (0.083, 0.235, "4. PRODUCER"), (0.085, 0.248, "SAME"), (0.506, 0.235, "5. IMPORTER"),
        (0.506, 0.248, "OAKHURST SUPPLY CORPORATION"),
    ], grid([0.07, 0.5, 0.93], [0.112, 0.145, 0.232, 0.3]))  # fmt: skip
    assert "certifier_role" not in fields(record)
    assert fields(record)["importer"] == "OAKHURST SUPPLY CORPORATION"
