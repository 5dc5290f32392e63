"""Certifications of origin in free form: letters, counted blocks, captions that follow what they ask for."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extractors.nlp import statements
from schemas.page import Box
from tests.extractors.prepared import fields, grid, lines, read

TITLE = (0.30, 0.04, "USMCA CERTIFICATION OF ORIGIN")


def test_a_letter_tells_its_parties_period_and_goods_in_sentences() -> None:
    record = read(
        [
            (0.12, 0.050, "Lakeshore Bearing Works Inc."),
            (0.12, 0.066, "410 Foundry Street, Hamilton ON L8L 2X4, Canada"),
            (0.12, 0.100, "June 4, 2025"),
            (0.12, 0.140, "Bluff City Drives LLC"),
            (0.12, 0.156, "77 Poplar Avenue, Memphis, TN 38103, USA"),
            (0.12, 0.190, "Subject: United States-Mexico-Canada Agreement certification of origin"),
            (0.12, 0.220, "Dear customer,"),
            (0.12, 0.250, "We, Lakeshore Bearing Works Inc., as the producer, certify that the goods below qualify as"),
            (0.12, 0.266, "originating under the USMCA. They are exported by Great Lakes Freight Corp., 2 Pier Road,"),
            (0.12, 0.282, "Hamilton. The blanket period is from July 1, 2025 to June 30, 2026 for all shipments."),
            (0.12, 0.310, "The goods are tapered roller bearings, single row, classified under HS 8482.20, origin"),
            (0.12, 0.326, "criterion B; and housings of cast iron, in 20 kg crates, falling under subheading"),
            (0.12, 0.342, "8483.20, origin criterion A."),
        ]
    )  # fmt: skip
    found = fields(record)
    assert record.kind == "cert.usmca"
    assert found["certifier"] == "Lakeshore Bearing Works Inc."
    assert found["certifier_role"] == "producer"
    assert found["exporter"] == "Great Lakes Freight Corp."
    assert found["importer"] == "Bluff City Drives LLC"
    assert record.fields["importer"].confidence < 0.9  # type: ignore[union-attr]
    assert (found["blanket_from"], found["blanket_to"]) == ("2025-07-01", "2026-06-30")
    assert found["issue_date"] == "2025-06-04"
    assert [(line["description"], line["hs_code"], line["origin_criterion"]) for line in lines(record)] == [
        ("tapered roller bearings, single row", "848220", "B"),
        ("housings of cast iron", "848320", "A"),
    ]


def test_who_writes_says_in_the_sentence_what_he_is_and_who_imports() -> None:
    record = read([
        (0.12, 0.05, "Saguenay Aluminium Profiles Inc."), (0.12, 0.10, "March 4, 2026"),
        (0.12, 0.14, "Re: Certification of Origin under the CUSMA/USMCA, Annex 5-A"),
        (0.12, 0.20, "We, Saguenay Aluminium Profiles Inc., are the producer of the goods listed below. They are"),
        (0.12, 0.22, "exported by Fjord Metals Trading ULC, and imported into the United States by Granite State"),
        (0.12, 0.24, "Window Works, Inc., 61 Perimeter Road, Manchester, NH 03103."),
        (0.12, 0.28, "Aluminium hollow profiles; HS 7604.21; criterion B"),
    ])  # fmt: skip
    found = fields(record)
    assert (found["certifier"], found["certifier_role"]) == ("Saguenay Aluminium Profiles Inc.", "producer")
    assert (found["producer"], found["importer"]) == (found["certifier"], "Granite State Window Works, Inc.")


def test_a_letter_without_salutation_is_of_whose_paper_it_is_written_on() -> None:
    record = read(
        [
            (0.12, 0.050, "Arneses del Bajío, S.A. de C.V. · Av. Industria Textil 220, Querétaro, México"),
            (0.55, 0.100, "Santa Rosa Jáuregui, Qro., January 6, 2026"),
            (0.12, 0.140, "To: Greenlawn Equipment Company"),
            (0.20, 0.200, "UNITED STATES-MEXICO-CANADA AGREEMENT (USMCA / T-MEC)"),
            (0.20, 0.220, "CERTIFICATION OF ORIGIN No. ABA-TMEC-2026-004"),
            (0.12, 0.260, "We, as producer of the goods, certify origin under Annex 5-A for the following goods:"),
            (0.14, 0.290, "1. Wire harness assemblies — HS subheading 8544.30, origin criterion B;"),
            (0.14, 0.310, "2. Battery cables — HS subheading 8544.42, origin criterion B;"),
        ]
    )  # fmt: skip
    found = fields(record)
    assert (found["certifier"], found["certifier_role"]) == ("Arneses del Bajío, S.A. de C.V.", "producer")
    assert record.fields["certifier"].confidence < 0.9  # type: ignore[union-attr]
    assert (found["certificate_number"], found["issue_date"]) == ("ABA-TMEC-2026-004", "2026-01-06")


def test_goods_that_are_counted_blocks_are_lines() -> None:
    record = read(
        [
            TITLE,
            (0.10, 0.30, "Item 1:"), (0.40, 0.30, "Brake drum, cast iron"),
            (0.10, 0.314, "HTS 8708.30"), (0.25, 0.314, "Criterion B"), (0.40, 0.314, "240 PCS"),
            (0.10, 0.350, "Item 2:"), (0.40, 0.350, "Brake shoe set"),
            (0.10, 0.364, "HTS 8708.30"), (0.25, 0.364, "Criterion A"), (0.40, 0.364, "Origin Mexico"),
        ]
    )  # fmt: skip
    first, second = lines(record)
    assert (first["item"], first["description"], first["hs_code"]) == ("1", "Brake drum, cast iron", "870830")
    assert (first["origin_criterion"], first["quantity"], first["unit"]) == ("B", "240", "PCS")
    assert (second["item"], second["origin_criterion"], second["origin_country"]) == ("2", "A", "MX")


def test_captions_may_follow_what_they_ask_for() -> None:
    printed = [
        ("Talleres del Istmo, S.A., Zona Franca, Colón", "Exporter"),
        ("Hilados del Istmo, S.A., Chitré", "Producer"),
        ("Palmetto Uniform Company, 12 Mill Road, Greenville SC, USA", "Importer"),
        ("1 March 2025 - 28 February 2026", "Blanket period"),
        ("Talleres del Istmo, S.A.", "Certifier"),
        ("Producer", "Certifier is"),
    ]
    spots: list[tuple[float, float, str]] = [TITLE]
    for number, (value, caption) in enumerate(printed):
        spots += [(0.09, 0.12 + 0.06 * number, value), (0.09, 0.138 + 0.06 * number, caption)]
    found = fields(read(spots))
    assert found["exporter"] == "Talleres del Istmo, S.A."
    assert found["importer"] == "Palmetto Uniform Company"
    assert found["certifier"] == "Talleres del Istmo, S.A."
    assert found["certifier_role"] == "producer"
    assert (found["blanket_from"], found["blanket_to"]) == ("2025-03-01", "2026-02-28")


def test_captions_below_may_ask_for_names_and_addresses_apart() -> None:
    printed = [
        ("KUS-2026-1", "Reference number"),
        ("Hanbit Chemical Co., Ltd.", "Exporter: name"),
        ("12 Teheran-ro, Seoul 06100 / +82-2-555-0171", "Exporter: address, telephone"),
        ("Brazos Sealants LP", "Importer: name"),
        ("2400 FM 1462, Rosharon TX 77583", "Importer: address"),
        ("Min-Jae Seo", "Name"),
        ("Exporter", "Certifying as"),
    ]
    spots: list[tuple[float, float, str]] = [TITLE]
    for number, (value, caption) in enumerate(printed):
        spots += [(0.09, 0.12 + 0.06 * number, value), (0.09, 0.138 + 0.06 * number, caption)]
    record = read(spots)
    found = fields(record)
    assert (found["certificate_number"], found["exporter"]) == ("KUS-2026-1", "Hanbit Chemical Co., Ltd.")
    assert found["exporter_address"] == "12 Teheran-ro, Seoul 06100"
    assert (found["importer"], found["importer_address"]) == ("Brazos Sealants LP", "2400 FM 1462, Rosharon TX 77583")
    assert (found["certifier"], found["certifier_role"]) == ("Min-Jae Seo", "exporter")
    assert record.fields["certifier"]
    assert record.fields["certifier"].confidence < 0.9


@pytest.mark.parametrize(
    ("printed", "certifier", "role"),
    [
        (["Certified by: Huerta del Valle S.A. (exporter)"], "Huerta del Valle S.A.", "exporter"),
        (["Certifying as: Exporter, Huerta del Valle S.A."], "Huerta del Valle S.A.", "exporter"),
        (["Person signing: Ana Paz, Compliance Manager", "Certification by: Producer (options: importer, producer)"],
         "Ana Paz", "producer"),
        (["Certifier: Ana Paz", "Producteur [X]", "Importateur [ ]"], "Ana Paz", "producer"),
    ],
)  # fmt: skip
def test_who_certifies_and_in_which_role(printed: list[str], certifier: str, role: str) -> None:
    found = fields(read([TITLE, *((0.09, 0.2 + 0.03 * n, text) for n, text in enumerate(printed))]))
    assert (found["certifier"], found["certifier_role"]) == (certifier, role)


def test_captions_over_their_values_stay_so_at_even_steps() -> None:
    rows = ["Exporter", "Talleres del Istmo, S.A.", "Producer", "Hilados del Istmo, S.A.", "Importer",
            "Palmetto Uniform Company", "Certifier", "Vista Hermosa Exports, S.A."]  # fmt: skip
    found = fields(read([TITLE, *((0.09, 0.12 + 0.018 * n, text) for n, text in enumerate(rows))]))
    for caption, value in list(pairwise(rows))[::2]:
        assert found[caption.lower()] == value


def test_a_caption_that_tells_when_it_applies_has_its_value_beside_it() -> None:
    found = fields(
        read(
            [
                TITLE,
                (0.07, 0.12, "Exporter, if other than the certifier"), (0.45, 0.12, "Rio Grande Foods LLC"),
                (0.07, 0.15, "Importer"), (0.45, 0.15, "Comercial del Golfo, S.A. de C.V."),
                (0.07, 0.165, "Single shipment: commercial invoice number and"), (0.45, 0.165, "RG-5512"),
                (0.07, 0.178, "date"), (0.52, 0.165, "of 3 May 2025"),
            ]
        )
    )  # fmt: skip
    assert found["exporter"] == "Rio Grande Foods LLC"
    assert found["importer"] == "Comercial del Golfo, S.A. de C.V."
    assert (found["invoice_number"], found["invoice_date"]) == ("RG-5512", "2025-05-03")


def test_goods_listed_one_a_line_with_their_tariff_numbers_are_lines() -> None:
    printed = [
        (0.09, 0.10, "United States-Mexico-Canada Agreement control no. BFP-2026-004"),
        (0.09, 0.20, "Goods"), (0.3, 0.20, "(a) Brake drums of gray iron, HS 8708.30, criterion B"),
        (0.3, 0.214, "(b) Wheel hubs (HS 8708.99), origin criterion A, product of Mexico"),
        (0.09, 0.25, "Exporter"), (0.09, 0.264, "명칭 및 주소 Name and Address"),
        (0.09, 0.278, "Frenos del Norte S.A."),
    ]  # fmt: skip
    record = read([TITLE, *printed])
    first, second = lines(record)
    assert (first["description"], first["hs_code"], first["origin_criterion"]) == (
        "Brake drums of gray iron", "870830", "B",
    )  # fmt: skip
    assert (second["description"], second["hs_code"], second["origin_country"]) == ("Wheel hubs", "870899", "MX")
    found = fields(record)
    assert (found["exporter"], found["certificate_number"]) == ("Frenos del Norte S.A.", "BFP-2026-004")


@pytest.mark.parametrize(
    "said", ["GN 29(n) Chapter 61 Rule 1", "GN 29(n) cap. 61 regla 30", "Short supply, Annex 3.25"]
)
def test_a_rule_is_a_criterion(said: str) -> None:
    found = statements.normalise_criterion(said)
    assert found
    assert found.value == said


@pytest.mark.parametrize("said", ["A - Wholly obtained", "Criterion A: goods of GN 11(b)", "A (Totalmente obtenido)"])
def test_a_letter_is_the_criterion_before_what_it_stands_for(said: str) -> None:
    found = statements.normalise_criterion(said)
    assert found
    assert found.value == "A"


def test_a_general_note_is_a_criterion() -> None:
    found = statements.normalise_criterion("GN 33(o), ch. 61")
    assert found
    assert found.value == "GN 33(o), ch. 61"


def test_a_french_certification_calls_itself_an_attestation() -> None:
    title = [(0.3, 0.05, "ATTESTATION D'ORIGINE - ACEUM"), (0.2, 0.07, "Accord Canada-Etats-Unis-Mexique")]
    assert read([*title, (0.1, 0.12, "Facture commerciale"), (0.1, 0.14, "DLE-2026-0441")]).kind == "cert.usmca"


@pytest.mark.parametrize(("name", "address"), [("Name", "Address"), ("Razón social", "Domicilio"), ("상호", "주소")])
def test_a_partys_caption_may_span_rows_that_ask_for_its_name_and_address(name: str, address: str) -> None:
    spans = [Box(0.05, 0.09, 0.2, 0.15), Box(0.05, 0.15, 0.2, 0.19)]
    rows = grid([0.2, 0.35, 0.95], [0.09, 0.11, 0.13, 0.15, 0.17, 0.19])
    record = read([
        TITLE, (0.06, 0.093, "1. Exporter"), (0.06, 0.153, "2. Producer"),
        (0.21, 0.093, name), (0.36, 0.093, "DAEYANG HYDRAULIC CO., LTD."), (0.21, 0.113, address),
        (0.36, 0.113, "12 Main, Changwon"), (0.21, 0.133, "E-mail"), (0.36, 0.133, "fta@dyhyd.example"),
        (0.21, 0.153, name), (0.36, 0.153, "SAMJIN CASTING CO., LTD."), (0.21, 0.173, address),
        (0.36, 0.173, "Gimhae"),
    ], [*spans, *rows])  # fmt: skip
    read_ = fields(record)
    assert (read_["exporter"], read_["exporter_address"]) == ("DAEYANG HYDRAULIC CO., LTD.", "12 Main, Changwon")
    assert (read_["producer"], read_["producer_address"]) == ("SAMJIN CASTING CO., LTD.", "Gimhae")
    assert "certifier" not in read_


def test_numbered_sentences_name_who_certifies_in_which_role_for_whom_and_until_when() -> None:
    found = fields(
        read(
            [
                TITLE,
                (0.12, 0.10, "To whom it may concern:"),
                (0.12, 0.13, "[1] This certification is completed by the exporter. [2] The certifier is Anne Roy,"),
                (0.12, 0.146, "Director of Trade, Nord Fonte Ltd., 4 Quay St, Guelph ON. [3] The exporter is Nord"),
                (0.12, 0.162, "Fonte Ltd. [4] The producer is Grand Forge Inc.. [5] The importer is Lake Pumps"),
                (0.12, 0.178, "Co., 7 Ave, Erie PA. [8] This certification covers shipments from January 6, 2026 to"),
                (0.12, 0.194, "January 5, 2027. The goods are valve bodies of iron, HS 8481.90, origin criterion B."),
            ]
        )
    )  # fmt: skip
    assert {
        "certifier": "Anne Roy", "certifier_role": "exporter", "producer": "Grand Forge Inc.",
        "importer": "Lake Pumps Co.", "blanket_from": "2026-01-06", "blanket_to": "2027-01-05",
    }.items() <= found.items()  # fmt: skip


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Certification is made by the producer of the goods", "producer"),
        ("the exporter of the goods certifies as follows", "exporter"),
        ("Le certificat est établi par l'exportateur", "exporter"),
        ("La certificación ha sido emitida por el productor", "producer"),
        ("The goods were made by the producer", None),
    ],
)
def test_a_sentence_says_who_certifies(said: str, role: str | None) -> None:
    found = statements.certifier_role(f"{said}, who signs below in person")
    assert (found.value if found else None) == role


def test_a_caption_that_asks_for_parts_of_a_certifier_in_french_is_no_certifier() -> None:
    found = fields(
        read(
            [
                (0.3, 0.04, "CERTIFICATION D'ORIGINE – ACEUM"),
                (0.07, 0.10, "2. Certificateur : nom, titre, adresse,"), (0.07, 0.116, "téléphone, courriel"),
                (0.4, 0.10, "Anne Roy, directrice des ventes"), (0.07, 0.15, "8. Période globale (max. 12 mois)"),
                (0.4, 0.15, "du 2026-02-01 au 2027-01-31"),
            ],
            grid([0.06, 0.39, 0.9], [0.095, 0.145, 0.17]),
        )
    )  # fmt: skip
    assert (found["certifier"], found["blanket_to"]) == ("Anne Roy", "2027-01-31")


@pytest.mark.parametrize(("ticked", "role"), [((0.56, 0.59, 0.60), "producer"), ((0.46, 0.50, 0.60), "exporter")])
def test_roles_beside_a_tick_are_boxes_to_tick_and_no_captions(ticked: tuple[float, ...], role: str) -> None:
    """The empty boxes of a scan are seldom read, so that the roles stand apart."""
    exporter, tick = (ticked[0] - 0.08, ticked[0]) if role == "producer" else (ticked[1], ticked[0])
    record = read(
        [
            TITLE,
            (0.06, 0.10, "1 Certifier: importer, exporter or producer"),
            (0.38, 0.10, "IMPORTER"), (exporter, 0.10, "EXPORTER"), (tick, 0.10, "[X]"), (ticked[2], 0.10, "PRODUCER"),
            (0.06, 0.14, "2 Exporter's name and address"), (0.38, 0.14, "Conservas Jaltepec S.A. de C.V."),
            (0.06, 0.18, "3 Importer's name and address"), (0.38, 0.18, "Foxglove Trading Company Co."),
        ]
    )  # fmt: skip
    assert fields(record)["certifier_role"] == role
    assert fields(record)["importer"] == "Foxglove Trading Company Co."


LETTER = [
    (0.06, 0.04, "HANBIT VALVES CO., LTD."), (0.06, 0.056, "12 Gongdan-ro, Ansan, Korea"),
    (0.2, 0.1, "KORUS FTA CERTIFICATION OF ORIGIN"),
    (0.06, 0.15, "We, as exporter of the goods, certify that they originate under the Agreement."),
    (0.06, 0.2, "Importer: LONE STAR DRILLING INC., 1 Main Street, Houston, TX"),
    (0.06, 0.3, "Ball valve, HS 848180, criterion B"),
]  # fmt: skip


def test_who_signs_the_letter_of_a_firm_with_a_position_signs_for_the_firm() -> None:
    signed = [(0.06, 0.8, "Min-Jae Seo"), (0.06, 0.814, "Export Manager")]
    found = fields(read([*LETTER, *signed]))
    assert found["certifier"] == "HANBIT VALVES CO., LTD."


def test_who_signs_under_a_caption_certifies_himself() -> None:
    signed = [(0.06, 0.8, "Name: Min-Jae Seo"), (0.06, 0.814, "Title: Export Manager")]
    found = fields(read([*LETTER, *signed]))
    assert found["certifier"] == "Min-Jae Seo"
