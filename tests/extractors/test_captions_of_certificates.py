"""Captions of certificates: sections of parties, typed walls, numbers to verify by, captions in two languages."""

from __future__ import annotations

from extractors.typed.codes import find_hs
from schemas.page import Box
from tests.extractors.prepared import fields, grid, lines, read

USMCA = [(0.1, 0.05, "CERTIFICATION OF ORIGIN"), (0.1, 0.07, "United States-Mexico-Canada Agreement (USMCA)")]
LEFT = (0.09, 0.29, 0.49, 0.69)


def test_the_name_in_a_section_is_what_its_caption_asks_for_over_all_lines_of_its_cell() -> None:
    record = read([
        *USMCA,
        (0.1, 0.12, "2. Certificador"), (0.1, 0.15, "Nombre o razón social"), (0.3, 0.15, "Aceros del Bajío S.A. de"),
        (0.3, 0.163, "C.V."), (0.1, 0.19, "Domicilio"), (0.3, 0.19, "Celaya, Gto."),
        (0.1, 0.22, "4. Productor"), (0.5, 0.22, "5. Importador"),
        (0.1, 0.25, "Nombre o razón social"), (0.3, 0.25, "Forjas S.A."),
        (0.5, 0.25, "Nombre o razón social"), (0.7, 0.25, "Redline LLC"),
    ], [Box(x, y, x + 0.2, y + 0.03) for y in (0.11, 0.145, 0.18, 0.21, 0.24) for x in LEFT])  # fmt: skip
    told = fields(record)
    assert (told["certifier"], told["producer"], told["importer"]) == (
        "Aceros del Bajío S.A. de C.V.", "Forjas S.A.", "Redline LLC"
    )  # fmt: skip


def test_rows_of_a_party_may_be_named_in_two_languages() -> None:
    record = read([
        (0.1, 0.05, "원산지증명서 Certificate of Origin"), (0.1, 0.07, "Korea - U.S. Free Trade Agreement (KORUS)"),
        (0.1, 0.14, "1. 수출자 (Exporter)"), (0.3, 0.13, "성명 (Name)"), (0.5, 0.13, "HWASEONG WIRE CO., LTD."),
        (0.3, 0.16, "주소 (Address)"), (0.5, 0.16, "220, Jangan-ro"),
    ], [Box(0.09, 0.12, 0.29, 0.18), *grid((0.29, 0.49, 0.69), (0.12, 0.15, 0.18))])  # fmt: skip
    assert fields(record)["exporter"] == "HWASEONG WIRE CO., LTD."


def test_typed_walls_part_the_boxes_of_a_certification() -> None:
    left = ["1. EXPORTER NAME AND ADDRESS", "QUILLAYES S.A.", "CAMINO 31", "TALAGANTE, CHILE", "ZONA NORTE", "PISO DOS"]
    right = ["2. BLANKET PERIOD", "", "", "4. IMPORTER NAME AND ADDRESS", "HARVEST SNACKS INC.", "CHICAGO IL 60632"]
    print_ = [(x, 0.1 + 0.013 * n, text) for n, pair in enumerate(zip(left, right, strict=True))
              for x, text in zip((0.06, 0.4), (pair[0], f"| {pair[1]}"), strict=True)]  # fmt: skip
    dates = [(0.44, 0.113, "FROM"), (0.5, 0.113, "15-JAN-2026"), (0.44, 0.126, "TO"), (0.5, 0.126, "14-JAN-2027")]
    told = fields(read([*((x, y - 0.05, text) for x, y, text in USMCA), *print_, *dates]))
    assert (told["importer"], told["blanket_from"]) == ("HARVEST SNACKS INC.", "2026-01-15")


def test_a_caption_that_ends_in_its_own_line_and_another_language_is_no_name() -> None:
    record = read([
        *USMCA, (0.1, 0.12, "1. Exporter's name, address and tax ID / Exportador"),
        (0.1, 0.135, "Valle de Sula S.A.C."),
        (0.1, 0.149, "Villanueva, Cortés"),
    ])  # fmt: skip
    assert fields(record)["exporter"] == "Valle de Sula S.A.C."


def test_a_code_to_verify_a_certificate_by_is_not_its_number() -> None:
    record = read([
        (0.1, 0.05, "CERTIFICATE OF ORIGIN"), (0.1, 0.065, "THE BUSAN CHAMBER OF COMMERCE"),
        (0.1, 0.1, "Reference No. 002-26-0318842"), (0.1, 0.12, "Reference Code. 7e2d-a1f8"),
    ])  # fmt: skip
    assert fields(record)["certificate_number"] == "002-26-0318842"


def test_a_criterion_may_be_a_number_and_is_then_less_sure() -> None:
    rows = [("Description of good", "HS", "Preference criterion"), ("KNIT SHIRTS", "6109.10", "2"),
            ("POLO SHIRTS", "6105.10", "2")]  # fmt: skip
    print_ = [(x, 0.3 + 0.03 * n, t) for n, row in enumerate(rows) for x, t in zip((0.1, 0.5, 0.7), row, strict=True)]
    record = read([*USMCA, *print_], grid((0.09, 0.49, 0.69, 0.9), (0.29, 0.32, 0.35, 0.38)))
    assert [line["origin_criterion"] for line in lines(record)] == ["2", "2"]


def test_a_value_wider_than_its_caption_may_end_where_that_ends() -> None:
    record = read([
        *USMCA, (0.73, 0.1, "Certificate ID"), (0.714, 0.115, "CO-7f3e-20260218"), (0.787, 0.13, "Status"),
        (0.787, 0.145, "Signed"),
    ])  # fmt: skip
    assert fields(record)["certificate_number"] == "CO-7f3e-20260218"


def test_who_signs_for_a_firm_is_not_the_certifier_but_the_firm_is() -> None:
    goods = [(0.1, 0.3, "Goods"), (0.5, 0.3, "HTSUS"), (0.1, 0.33, "DIFFUSER FILM"), (0.5, 0.33, "3920.62")]
    record = read([
        *USMCA, *goods, (0.1, 0.6, "For and on behalf of"), (0.1, 0.615, "Mirae Film Co., Ltd. (Exporter)"),
        (0.1, 0.65, "Kwon Ji-ah"), (0.1, 0.665, "Sales Manager"),
    ])  # fmt: skip
    assert fields(record)["certifier"] == "Mirae Film Co., Ltd."


def test_marks_end_with_what_counts_the_pallets_and_a_sum_below_the_goods_is_none_of_them() -> None:
    captions = [(0.1, 0.2, "6. Marks & numbers ; number and kind of packages ; description of goods"),
                (0.8, 0.2, "7. Quantity")]  # fmt: skip
    goods = [(0.1, 0.23, "MPW"), (0.1, 0.245, "P/NO. 1-16"), (0.1, 0.28, "BALL BEARING"), (0.8, 0.28, "240 PCS"),
             (0.1, 0.295, "PILLOW BLOCK UNIT"), (0.8, 0.295, "12 SET"), (0.1, 0.32, "16 PALLETS"),
             (0.1, 0.335, "/ / / /")]  # fmt: skip
    title = [(0.1, 0.05, "CERTIFICATE OF ORIGIN"), (0.1, 0.065, "THE BUSAN CHAMBER OF COMMERCE")]
    read_ = lines(read([*title, *captions, *goods], grid((0.09, 0.79, 0.95), (0.19, 0.5))))
    assert [line["description"] for line in read_] == ["BALL BEARING", "PILLOW BLOCK UNIT"]
    assert read_[0]["marks"] == "MPW P/NO. 1-16"


def test_an_american_chamber_says_by_which_ship_the_goods_went_and_the_day_in_words_tells_the_order() -> None:
    told = fields(read([
        (0.1, 0.05, "CERTIFICATE OF ORIGIN"), (0.1, 0.065, "THE PORT CHAMBER OF COMMERCE"),
        (0.1, 0.1, "The undersigned Dana Whitlock for Gulf Valve Inc. declares that the following"),
        (0.1, 0.115, "mentioned goods shipped on MV STOLT KITTIWAKE on the date of April 9, 2026"),
        (0.1, 0.13, "consigned to Al Rasheed W.L.L. are the product of the United States of America."),
        (0.1, 0.8, "Sworn to before me this April 3, 2026"), (0.1, 0.83, "Date"), (0.17, 0.83, "04/03/2026"),
    ]))  # fmt: skip
    assert told.get("issue_place") != "Date"
    assert (told["transport"], told["issue_date"]) == ("MV STOLT KITTIWAKE", "2026-04-03")


def test_where_goods_go_stands_over_what_asks_for_the_importing_party() -> None:
    record = read([
        (0.1, 0.05, "CERTIFICATE OF ORIGIN"), (0.1, 0.065, "Form for China-Australia Free Trade Agreement"),
        (0.1, 0.7, "The undersigned declares that the goods exported to"), (0.1, 0.72, "AUSTRALIA"),
        (0.1, 0.735, "(Importing Party)"), (0.1, 0.75, "comply with the China-Australia Free Trade Agreement."),
    ])  # fmt: skip
    assert fields(record)["destination_country"] == "AU"


def test_an_origin_may_be_an_adjective() -> None:
    record = read([
        (0.1, 0.05, "CERTIFICATE OF ORIGIN"), (0.1, 0.065, "MINISTRY OF FOREIGN TRADE"),
        (0.1, 0.7, "It is hereby certified that the above goods are of EGYPTIAN origin"),
    ])  # fmt: skip
    assert fields(record)["origin_country"] == "EG"


def test_a_letter_without_a_salutation_has_its_day_and_the_roles_behind_the_name_of_who_certifies() -> None:
    told = fields(read([
        *USMCA, (0.6, 0.1, "September 3, 2026"),
        (0.1, 0.14, "Certifier: Tres Hermanos S. de R.L. de C.V. (exporter and producer)"),
    ]))  # fmt: skip
    named = "Tres Hermanos S. de R.L. de C.V."
    assert (told["issue_date"], told["exporter"], told["producer"]) == ("2026-09-03", named, named)


def test_the_sign_of_a_number_alone_asks_for_it() -> None:
    cells = [Box(0.5, 0.09, 0.9, 0.16)]
    told = fields(read([
        (0.1, 0.05, "CERTIFICAT D'ORIGINE"), (0.1, 0.065, "CHAMBRE DE COMMERCE"), (0.51, 0.1, "N°"),
        (0.51, 0.115, "FR7126 0042918"),
    ], cells))  # fmt: skip
    assert told["certificate_number"] == "FR7126 0042918"


def test_marks_stand_over_packages_that_a_sign_leads() -> None:
    caption = "6. Numero d'ordine; marche, numeri, quantità e natura dei colli; denominazione delle merci"
    print_ = [(0.1, 0.2, caption), (0.8, 0.2, "7. Quantità"),
              (0.1, 0.24, "1) KAMT N. 1/5"), (0.1, 0.255, "N. 5 CASSE - CENTRO DI LAVORO"), (0.8, 0.24, "KG 400"),
              (0.1, 0.3, "2) KAMT N. 6/7"), (0.1, 0.315, "N. 2 PALLET - UTENSILI"), (0.8, 0.3, "KG 385")]  # fmt: skip
    title = [(0.1, 0.05, "CERTIFICATO DI ORIGINE"), (0.1, 0.065, "CAMERA DI COMMERCIO DI BERGAMO")]
    read_ = lines(read([*title, *print_], grid((0.09, 0.79, 0.95), (0.19, 0.5))))
    assert [(line["marks"], line["packages"], line["description"]) for line in read_] == [
        ("KAMT N. 1/5", "5", "CENTRO DI LAVORO"), ("KAMT N. 6/7", "2", "UTENSILI")
    ]  # fmt: skip


def test_packages_may_stand_right_below_their_goods_and_marks_left_of_all() -> None:
    print_ = [(0.1, 0.2, "7. Marks, numbers, number and kind of packages; description of goods"),
              (0.8, 0.2, "8. Quantity"), (0.1, 0.212, "GLCT"), (0.3, 0.212, "END MILLS"), (0.8, 0.212, "36 PCS"),
              (0.1, 0.225, "CHICAGO"), (0.3, 0.225, "12 CARTONS"), (0.3, 0.25, "MILLING INSERTS"),
              (0.8, 0.25, "15 PCS"), (0.3, 0.263, "8 CARTONS"), (0.3, 0.29, "TOTAL: 20 CARTONS")]  # fmt: skip
    title = [(0.1, 0.05, "CERTIFICATE OF ORIGIN"), (0.1, 0.065, "THE OSAKA CHAMBER OF COMMERCE")]
    read_ = lines(read([*title, *print_], grid((0.09, 0.79, 0.95), (0.19, 0.5))))
    assert [(line["packages"], line["description"]) for line in read_] == [
        ("12", "END MILLS"),
        ("8", "MILLING INSERTS"),
    ]
    assert read_[0]["marks"] == "GLCT CHICAGO"


def test_a_firm_below_a_person_and_his_position_certifies() -> None:
    record = read([
        *USMCA, (0.1, 0.12, "2. Certifier"), (0.1, 0.134, "Jane Doe"), (0.1, 0.148, "Export Manager"),
        (0.1, 0.162, "Acme Forge Corp."), (0.1, 0.176, "100 Main St, Toledo, OH"),
    ], [Box(0.09, 0.11, 0.5, 0.2)])  # fmt: skip
    assert fields(record)["certifier"] == "Acme Forge Corp."


def test_a_model_in_letters_like_a_codes_and_a_number_in_groups_are_whole() -> None:
    assert find_hs("HYDRAULIC PUMP HS-3320") == []
    assert [code.value for code in find_hs("HYDRAULIC PUMP HS-8413.60")] == ["841360"]
    record = read([
        (0.1, 0.05, "CERTIFICATE OF ORIGIN"), (0.1, 0.065, "THE CHAMBER OF COMMERCE"),
        (0.1, 0.1, "Certificate No. CCPIT26 0418 7731"),
    ])  # fmt: skip
    assert fields(record)["certificate_number"] == "CCPIT26 0418 7731"
