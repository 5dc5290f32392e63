"""Layouts of certificates met on strangers' papers: two things in a column or a cell, numbers without a label."""

from __future__ import annotations

import pytest

from extractors.nlp.statements import normalise_criterion
from extractors.typed.currencies import currency_in
from extractors.typed.numbers import find_numbers
from schemas.page import Box
from tests.extractors.prepared import fields, grid, lines, read

CHAMBER = [(0.3, 0.05, "CERTIFICATE OF ORIGIN"), (0.3, 0.08, "CHAMBER OF COMMERCE OF ROTTERDAM")]


def test_a_chamber_of_traders_says_where_it_issued() -> None:
    printed = [
        (0.2, 0.03, "THE TAICHUNG COUNTY IMPORTERS AND EXPORTERS CHAMBER"), (0.3, 0.08, "CERTIFICATE OF ORIGIN"),
        (0.1, 0.12, "Shipped on board"), (0.25, 0.12, ": EVER LUNAR V.1182-012E, from Taichung to San Antonio"),
        (0.1, 0.2, "Description of goods"), (0.5, 0.2, "Gross weight"), (0.1, 0.22, "BICYCLE PUMPS"),
        (0.5, 0.22, "240.00 KGS"), (0.1, 0.7, "Issued at Fengyuan, Taichung"),
    ]  # fmt: skip
    found = fields(read(printed))
    assert (found["issuer"], found["issue_place"]) == (printed[0][2], "Fengyuan, Taichung")
    assert found["transport"] == "EVER LUNAR V.1182-012E, from Taichung to San Antonio"


def test_a_taller_number_beside_a_small_caption_is_of_its_line_whatever_else_is() -> None:
    printed = [(0.08, 0.0551, "1. Goods consigned from"), (0.08, 0.071, "MEKONG SILK WEAVERS CO., LTD."),
               (0.61, 0.0591, "MOC-A 26/004418"), (0.51, 0.0602, "Reference No"), (0.55, 0.1, "FORM A"),
               (0.55, 0.12, "GENERALISED SYSTEM OF PREFERENCES"), (0.55, 0.14, "CERTIFICATE OF ORIGIN")]  # fmt: skip
    assert fields(read(printed))["certificate_number"] == "MOC-A 26/004418"


def test_a_caption_of_three_lines_asks_for_the_origin() -> None:
    printed = [
        (0.3, 0.03, "MOVEMENT CERTIFICATE EUR.1"),
        (0.48, 0.243, "4. Country, group of countries or territory"),
        (0.48, 0.254, "in which the products are considered as"), (0.48, 0.265, "originating"),
        (0.71, 0.243, "5. Country, group of countries or territory"), (0.71, 0.254, "of destination"),
        (0.71, 0.268, "ISRAEL"), (0.49, 0.279, "SWITZERLAND"),
    ]  # fmt: skip
    found = fields(read(printed, [Box(0.475, 0.24, 0.7, 0.3), Box(0.7, 0.24, 0.95, 0.3)]))
    assert (found["origin_country"], found["destination_country"]) == ("CH", "IL")


def test_a_column_may_hold_a_tariff_number_and_the_packages() -> None:
    edges, tops = [0.06, 0.45, 0.65, 0.94], [0.28, 0.31, 0.34, 0.37]
    rows = [["Description of goods", "Quantity", "HS Code / Packages"], ["CRANKSETS", "2,000 SET", "871496 / 80 CTN"],
            ["HUBS", "3,000 PCE", "871493 / 60 CTN"]]  # fmt: skip
    print_ = [(x + 0.01, y + 0.01, text) for y, row in zip(tops, rows, strict=False)
              for x, text in zip(edges, row, strict=False)]  # fmt: skip
    read_ = lines(read([*CHAMBER, *print_], grid(edges, tops)))
    assert [(x["hs_code"], x["packages"], x["package_kind"]) for x in read_] == [
        ("871496", "80", "CTN"), ("871493", "60", "CTN")
    ]  # fmt: skip


def test_a_cell_may_hold_header_and_body_and_counted_packages_are_no_caption() -> None:
    edges, tops = [0.06, 0.14, 0.6, 0.75, 0.94], [0.25, 0.5]
    record = read([
        *CHAMBER,
        (0.07, 0.255, "Sıra"), (0.15, 0.255, "Koli adedi, cinsi, eşya / Packages, goods"), (0.61, 0.255, "GTİP / HS"),
        (0.76, 0.255, "Gross (kg)"),
        (0.07, 0.3, "1"), (0.15, 0.3, "310 KOLİ"), (0.15, 0.312, "TOWELS"), (0.61, 0.3, "630260"),
        (0.76, 0.3, "5.890,00"),
        (0.07, 0.37, "2"), (0.15, 0.37, "15 KOLİ"), (0.15, 0.382, "MATS"), (0.61, 0.37, "570299"),
        (0.76, 0.37, "322,50"),
    ], grid(edges, tops))  # fmt: skip
    assert [(x["packages"], x["description"], x["hs_code"], x["gross_weight_kg"]) for x in lines(record)] == [
        ("310", "TOWELS", "630260", "5890"), ("15", "MATS", "570299", "322.5")
    ]  # fmt: skip


def test_a_price_below_a_weight_is_the_value() -> None:
    edges, tops = [0.06, 0.4, 0.5, 0.94], [0.28, 0.31, 0.36]
    record = read([
        *CHAMBER, (0.41, 0.29, "HS code"), (0.41, 0.315, "400110"),
        (0.07, 0.29, "Description of goods"), (0.51, 0.29, "Gross weight or other quantity and value"),
        (0.07, 0.315, "RUBBER"), (0.51, 0.315, "50,400.00 KGS G.W."), (0.51, 0.33, "FOB USD 84,168.00"),
    ], grid(edges, tops))  # fmt: skip
    [line] = lines(record)
    assert (line["gross_weight_kg"], line["value"], line["currency"]) == ("50400", "84168", "USD")


@pytest.mark.parametrize("printed", ["(No. EF25BA03311)", "No. CCCI/NP/2025-26/4418", "Cert. No: EF25-033-11"])
def test_a_number_at_the_head_needs_hardly_a_label(printed: str) -> None:
    number = printed.strip("()").split()[-1]
    assert fields(read([*CHAMBER, (0.4, 0.02, printed)]))["certificate_number"] == number


def test_rules_of_origin_may_be_named_by_their_place_and_lists_are_no_thousands() -> None:
    rule = normalise_criterion("GN 29(n), ch. 61")
    assert rule is not None
    assert rule.value == "GN 29(n), ch. 61"
    assert [int(n.value) for n in find_numbers("DIN 1201-1600, 400 cartons")][-1] == 400


def test_a_header_of_more_lines_than_its_neighbours_ends_with_its_last() -> None:
    """The lines of headers centred on each other overlap; the last one is a caption too, and no end of the table."""
    record = read([
        *CHAMBER,
        (0.06, 0.260, "6. Marks and"), (0.06, 0.273, "numbers"), (0.06, 0.286, "唛头"),
        (0.20, 0.2645, "7. Number and kind of packages;"), (0.20, 0.2775, "description of goods"),
        (0.62, 0.2645, "9. Quantity"), (0.62, 0.2775, "数量"),
        (0.76, 0.260, "10. Number and"), (0.76, 0.273, "date of invoices"), (0.76, 0.286, "发票号及日期"),
        (0.06, 0.312, "N/M"), (0.20, 0.312, "SIXTY (60) CARTONS OF SHEARS"), (0.62, 0.312, "3600 PCS"),
        (0.76, 0.312, "HD26-0112"),
        (0.20, 0.342, "NINE (9) CARTONS OF TROWELS"), (0.62, 0.342, "1080 PCS"),
    ])  # fmt: skip
    assert [(x["description"], x["packages"], x["quantity"]) for x in lines(record)] == [
        ("SHEARS", "60", "3600"), ("TROWELS", "9", "1080")
    ]  # fmt: skip


def test_captions_may_be_printed_again_in_the_box_of_every_item() -> None:
    printed = [(0.3, 0.03, "REGIONAL COMPREHENSIVE ECONOMIC PARTNERSHIP AGREEMENT"), (0.8, 0.03, "Form RCEP")]
    goods = [
        ("1", "800 BAGS OF COPRA", "120300", "WO", "20,000 KG"),
        ("2", "88 DRUMS OF PALM OIL", "151110", "PE", "900 KG"),
    ]
    for n, (item, described, tariff, criterion, quantity) in enumerate(goods):
        top = 0.2 + 0.09 * n
        printed += [
            (0.06, top, "6. Item"), (0.15, top, "8. Number and kind of packages; and description of goods"),
            (0.62, top, "9. HS Code of the goods"), (0.8, top, "12. Quantity (net weight)"),
            (0.06, top + 0.014, item), (0.15, top + 0.014, described),
            (0.62, top + 0.014, tariff), (0.8, top + 0.014, quantity),
            (0.62, top + 0.028, "10. Origin Conferring Criterion"), (0.62, top + 0.042, criterion),
            (0.8, top + 0.028, "13. Invoice number(s)"), (0.8, top + 0.042, f"SKS-118{n}"),
        ]  # fmt: skip
    record = read(printed, [Box(0.05, 0.195 + 0.09 * n, 0.97, 0.285 + 0.09 * n) for n in range(2)])
    names = "item packages description hs_code origin_criterion quantity net_weight_kg invoice_number".split()
    assert [tuple(line[name] for name in names) for line in lines(record)] == [
        ("1", "800", "COPRA", "120300", "WO", "20000", "20000", "SKS-1180"),
        ("2", "88", "PALM OIL", "151110", "PE", "900", "900", "SKS-1181"),
    ]


def test_a_header_of_packages_is_none_of_goods_beside_one_that_names_them() -> None:
    edges, tops = [0.06, 0.5, 0.62, 0.76, 0.94], [0.28, 0.31, 0.34]
    headers = ["貨品名稱 Description of goods", "稅則號別 HS code", "包裝數量及種類", "數量 Quantity"]
    row = ["HEX CAP SCREWS", "7318.15", "480 CARTONS", "11,520 PCS"]
    printed = [(left + 0.005, top + 0.01, text) for top, texts in zip(tops, [headers, row], strict=False)
               for left, text in zip(edges, texts, strict=False)]  # fmt: skip
    [line] = lines(read([*CHAMBER, *printed], grid(edges, tops)))
    assert (line["description"], line["packages"], line["hs_code"]) == ("HEX CAP SCREWS", "480", "731815")


def test_the_date_in_the_authority_s_column_is_the_date_of_issue() -> None:
    printed = [
        (0.3, 0.03, "GENERALISED SYSTEM OF PREFERENCES CERTIFICATE OF ORIGIN FORM A"), (0.6, 0.06, "Reference No."),
        (0.8, 0.06, "Q 441 807"),
        (0.07, 0.68, "11. Certification"), (0.53, 0.68, "12. Declaration by the exporter"),
        (0.07, 0.75, "PHNOM PENH"), (0.18, 0.75, "OCT 20, 2025"), (0.53, 0.78, "PHNOM PENH"),
        (0.66, 0.78, "OCT 17, 2025"),
    ]  # fmt: skip
    found = fields(read(printed))
    assert (found["issue_date"], found["issue_place"]) == ("2025-10-20", "PHNOM PENH")
    assert found["certificate_number"] == "Q 441 807"


def test_remarks_name_the_invoice_and_a_member_state_stands_beside_the_union() -> None:
    told = fields(read([
        *CHAMBER, (0.06, 0.12, "N° FR 13-2026/009418"),
        (0.06, 0.20, "3 Pays d'origine"), (0.06, 0.215, "UNION EUROPÉENNE (FRANCE)"),
        (0.55, 0.20, "5 Remarques"), (0.55, 0.215, "Facture n° SV-26-3381 du 14/09/2026"),
        (0.06, 0.80, "Chambre de Commerce et d'Industrie Aix-"), (0.06, 0.814, "Marseille-Provence"),
        (0.06, 0.83, "Marseille, le 17/09/2026"), (0.06, 0.86, "Lieu et date de délivrance ; signature et cachet"),
    ], [Box(0.05, 0.19, 0.5, 0.25), Box(0.5, 0.19, 0.95, 0.25)]))  # fmt: skip
    assert (told["invoice_number"], told["invoice_date"]) == ("SV-26-3381", "2026-09-14")
    assert told["origin_country"] == "FR"
    assert told["issuer"] == "Chambre de Commerce et d'Industrie Aix-Marseille-Provence"
    assert (told["issue_place"], told["issue_date"]) == ("Marseille", "2026-09-17")


def test_captions_inside_a_partys_box_are_no_part_of_its_name() -> None:
    told = fields(read([
        *CHAMBER, (0.06, 0.20, "Datos del exportador"),
        (0.06, 0.215, "Nombre o razón social: Aguacates Tancítaro, S.P.R. de R.L."),
        (0.06, 0.23, "Domicilio: Carr. Uruapan km 18, Michoacán"),
        (0.55, 0.12, "EUR.1"), (0.55, 0.135, "Nr. Q 441 807"),
    ]))  # fmt: skip
    assert told["exporter"] == "Aguacates Tancítaro, S.P.R. de R.L."
    assert told["exporter_address"] == "Carr. Uruapan km 18, Michoacán"


@pytest.mark.parametrize(
    ("text", "exporter", "consignee"),
    [
        ("On the request of our member M/s. Khawaja Sports (Pvt) Ltd., Daska Road, Sialkot, it is hereby "
         "certified that the goods consigned to M/s. Peachtree Supply Inc., 510 Northside Dr, Atlanta GA, "
         "are of Pakistan origin.",
         "Khawaja Sports (Pvt) Ltd.", "Peachtree Supply Inc."),
        ("We hereby certify that the goods manufactured by Jaipur Gem Crafts Pvt. Ltd., Jaipur and exported to "
         "Silver Imports LLC, Phoenix, AZ, under invoice JG/11 are of Indian origin.", "Jaipur Gem Crafts Pvt. Ltd.",
         "Silver Imports LLC"),
        ("La Chambre certifie que les marchandises expédiées par la société Textiles du Sahel SARL, Bamako, "
         "à destination de Harlem Fabrics Inc., New York, sont d'origine malienne", "Textiles du Sahel SARL",
         "Harlem Fabrics Inc."),
        ("Es wird bescheinigt, dass die von der Firma Solinger Klingen GmbH, Solingen, an Blade Works Inc., Denver, "
         "gelieferten Waren", "Solinger Klingen GmbH", "Blade Works Inc."),
    ],
)  # fmt: skip
def test_a_sentence_by_which_a_body_certifies_names_who_sent_to_whom(text: str, exporter: str, consignee: str) -> None:
    words = text.split()
    printed = [" ".join(words[i : i + 9]) for i in range(0, len(words), 9)]
    told = fields(read([*CHAMBER, *((0.06, 0.2 + 0.014 * n, line) for n, line in enumerate(printed))]))
    assert (told["exporter"], told["consignee"]) == (exporter, consignee)


def test_a_polish_table_and_party_are_read() -> None:
    edges, tops = [0.06, 0.12, 0.26, 0.44, 0.76, 0.94], [0.35, 0.38, 0.41, 0.44]
    rows = [
        ["Lp.", "Znaki i numery", "Liczba i rodzaj opakowań", "Opis towarów", "Masa brutto (kg)"],
        ["1", "OVT 1-16", "16 palet", "Kieliszki do wina", "5120,00"],
        ["2", "OVT 17-22", "6 palet", "Karafki", "1746,50"],
    ]
    print_ = [(x + 0.01, y + 0.01, text) for y, row in zip(tops, rows, strict=False)
              for x, text in zip(edges, row, strict=False)]  # fmt: skip
    record = read([
        *CHAMBER, (0.06, 0.15, "1. Nadawca"), (0.06, 0.165, "Fabryka Szkła Krosno Sp. z"), (0.06, 0.18, "o.o."),
        (0.06, 0.22, "3. Kraj pochodzenia"), (0.06, 0.235, "POLSKA"), *print_,
    ], grid(edges, tops))  # fmt: skip
    told = fields(record)
    assert (told["exporter"], told["origin_country"]) == ("Fabryka Szkła Krosno Sp. z o.o.", "PL")
    assert [(x["item"], x["packages"], x["description"], x["gross_weight_kg"]) for x in lines(record)] == [
        ("1", "16", "Kieliszki do wina", "5120"), ("2", "6", "Karafki", "1746.5")
    ]  # fmt: skip


def test_goods_are_listed_with_their_tariff_number_in_spanish() -> None:
    record = read([
        (0.3, 0.05, "CAFTA-DR – Certificación de Origen"), (0.06, 0.2, "Mercancías:"),
        (0.06, 0.22, "1. Camisetas de punto de algodón, SA 6109.10, criterio B"),
        (0.06, 0.235, "2. Pantalones de algodón, SA 6203.42, criterio B"),
    ])  # fmt: skip
    assert [(x["description"], x["hs_code"], x["origin_criterion"]) for x in lines(record)] == [
        ("Camisetas de punto de algodón", "610910", "B"), ("Pantalones de algodón", "620342", "B")
    ]  # fmt: skip


def test_the_authoritys_own_date_goes_before_that_of_the_exporters_box() -> None:
    told = fields(read([
        (0.06, 0.05, "MOVEMENT CERTIFICATE A.TR"), (0.06, 0.08, "No C 0771842"),
        (0.06, 0.61, "12. CUSTOMS ENDORSEMENT"), (0.06, 0.63, "Customs office: BURSA CUSTOMS"),
        (0.06, 0.65, "Date: 16/05/2026"),
        (0.56, 0.61, "13. DECLARATION BY THE EXPORTER"),
        (0.56, 0.63, "I, the undersigned, declare that the goods are such."),
        (0.56, 0.65, "Place and date: BURSA, 15/05/2026"),
    ], [Box(0.05, 0.60, 0.5, 0.7), Box(0.5, 0.60, 0.95, 0.7)]))  # fmt: skip
    assert told["issue_date"] == "2026-05-16"


def test_a_person_named_below_the_boxes_of_roles_certifies() -> None:
    told = fields(read([
        (0.3, 0.05, "USMCA CERTIFICATION OF ORIGIN"), (0.06, 0.2, "1. Certificador / Certifier"),
        (0.06, 0.215, "☑ Exportador ☐ Productor ☐ Importador"), (0.06, 0.23, "Ana Lucía Treviño Garza"),
    ], [Box(0.05, 0.19, 0.5, 0.26)]))  # fmt: skip
    assert (told["certifier"], told["certifier_role"]) == ("Ana Lucía Treviño Garza", "exporter")


def test_a_certificate_that_names_its_invoice_is_no_invoice() -> None:
    record = read([
        (0.55, 0.05, "EUROPÄISCHE UNION"), (0.55, 0.08, "URSPRUNGSZEUGNIS"), (0.06, 0.12, "1 Absender"),
        (0.06, 0.135, "Tiroler Loden Manufaktur KG"), (0.55, 0.2, "5 Bemerkungen"), (0.55, 0.215, "Rechnung TLM-2201"),
    ])  # fmt: skip
    assert record.kind == "coo.generic_chamber"


def test_a_title_of_stores_is_not_met_in_the_name_of_a_warehouse() -> None:
    record = read([*CHAMBER, (0.06, 0.14, "Consignee"), (0.3, 0.14, "MERIDIAN WAREHOUSE, INC.")])
    assert (record.kind, fields(record)["consignee"]) == ("coo.generic_chamber", "MERIDIAN WAREHOUSE, INC.")


@pytest.mark.parametrize(("caption", "gap"), [("Form-E / FI", 0.022), ("Form-E / FI:", 0.014)])
def test_a_caption_nobody_knows_ends_the_value_above_it(caption: str, gap: float) -> None:
    at = 0.16 + 0.014 + gap
    record = read([
        *CHAMBER,
        (0.06, 0.16, "Name of consignee"), (0.32, 0.16, "MERIDIAN INSTRUMENTS, INC."),
        (0.32, 0.174, "12 MAIN STREET, NEW YORK"), (0.06, at, caption), (0.32, at, "SKT"),
    ])  # fmt: skip
    assert fields(record)["consignee_address"] == "12 MAIN STREET, NEW YORK"


def test_the_second_line_of_a_caption_ends_no_value() -> None:
    record = read([
        *CHAMBER,
        (0.06, 0.16, "Consignee"), (0.32, 0.16, "MERIDIAN INSTRUMENTS, INC."),
        (0.06, 0.174, "full address"), (0.32, 0.174, "12 MAIN STREET, NEW YORK"),
    ])  # fmt: skip
    assert fields(record)["consignee_address"] == "12 MAIN STREET, NEW YORK"


CONSIGNEE = [(0.06, 0.16, "Consignee"), (0.06, 0.174, "TRAILHEAD CYCLES INC."), (0.06, 0.188, "MORGAN HILL, U.S.A.")]


def test_goods_go_where_a_remark_sends_them_or_in_doubt_where_the_consignee_is() -> None:
    doubtful = read([*CHAMBER, *CONSIGNEE]).fields["destination_country"]
    assert doubtful is not None
    assert (doubtful.value, doubtful.confidence < 0.9) == ("US", True)
    said = read([*CHAMBER, *CONSIGNEE, (0.06, 0.24, "MERCE DESTINATA ALLA SVIZZERA")]).fields["destination_country"]
    assert said is not None
    assert (said.value, said.confidence >= 0.9) == ("CH", True)


def test_a_destination_left_blank_stays_blank() -> None:
    record = read([*CHAMBER, *CONSIGNEE, (0.06, 0.24, "Country of destination:"), (0.5, 0.28, "Remarks: none")])
    assert "destination_country" not in fields(record)


def test_a_serial_number_is_the_papers_where_it_has_no_other() -> None:
    serial = (0.06, 0.12, "Serial No. SCCI/CO/44718-26")
    assert fields(read([*CHAMBER, serial]))["certificate_number"] == "SCCI/CO/44718-26"
    both = fields(read([*CHAMBER, serial, (0.5, 0.12, "Certificate No. KH-CO/N 0044718/26")]))
    assert both["certificate_number"] == "KH-CO/N 0044718/26"
    assert "certificate_number" not in fields(read([*CHAMBER, (0.06, 0.12, "Serial No. CCPIT261223805")]))


def test_a_caption_of_invoices_makes_no_invoice_however_high_it_stands() -> None:
    title = [(0.3, 0.02, "MOVEMENT CERTIFICATE EUR.1 No A 718204"), (0.5, 0.07, "10. Invoices"), (0.5, 0.09, "VX-118")]
    assert read([*title, (0.06, 0.07, "1. Exporter"), (0.06, 0.09, "Kärntner Holz GmbH")]).kind == "coo.eur1"
    assert read([(0.3, 0.02, "INVOICE"), (0.06, 0.07, "Seller: Kärntner Holz GmbH")]).kind == "ship.invoice"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("NT$ 5,400", "TWD"),
        ("US$ 54", "USD"),
        ("COUNTRY", None),
        ("CADMIUM", None),
        ("5 Euros", "EUR"),
        ("CHF 3", "CHF"),
    ],
)
def test_a_currency_is_no_part_of_a_word_and_a_dollar_is_told_by_its_letters(printed: str, code: str | None) -> None:
    assert currency_in(printed) == code


def test_kinds_of_packages_and_currencies_may_have_columns_of_their_own() -> None:
    record = read([
        *CHAMBER,
        (0.06, 0.26, "Goods"), (0.3, 0.26, "HS code"), (0.44, 0.26, "Packages"), (0.55, 0.26, "Type"),
        (0.68, 0.26, "Value"), (0.8, 0.26, "Currency"),
        (0.06, 0.29, "PROFILES"), (0.3, 0.29, "760421"), (0.46, 0.29, "64"), (0.55, 0.29, "Bundle"),
        (0.68, 0.29, "96,377.60"), (0.8, 0.29, "EUR"),
        (0.06, 0.32, "FRAMES"), (0.3, 0.32, "761010"), (0.46, 0.32, "11"), (0.55, 0.32, "Crate"),
        (0.68, 0.32, "15,317.00"), (0.8, 0.32, "EUR"),
    ])  # fmt: skip
    told = [(x["packages"], x["package_kind"], x["value"], x["currency"]) for x in lines(record)]
    assert told == [("64", "BUNDLE", "96377.6", "EUR"), ("11", "CRATE", "15317", "EUR")]
    assert all("unit" not in line for line in lines(record))


TRANSPORT = ["Departure date: 06 OCT 2026", "Vessel's name/Aircraft etc.: WAN HAI 293", "Port of Discharge XIAMEN"]


@pytest.mark.parametrize("known", ["(as far as known)", "(if known)"])
def test_the_box_of_transport_is_one_answer_whatever_it_asks_for_inside(known: str) -> None:
    print_ = [(0.07, 0.25 + 0.012 * n, text) for n, text in enumerate(TRANSPORT, 1)]
    box = Box(0.06, 0.245, 0.5, 0.32)
    record = read([*CHAMBER, (0.07, 0.25, f"3. Means of transport and route {known}"), *print_], [box])
    assert fields(record)["transport"] == " ".join(TRANSPORT)


def test_a_caption_at_the_right_edge_in_arabic_letters_is_no_value() -> None:
    record = read(
        [*CHAMBER, (0.07, 0.25, "Consignee's Name and Address"), (0.4, 0.25, "ﻢﺳا ﻞﺳﺮﻤﻟا"),
         (0.07, 0.265, "TRI-COUNTY WIRE CORP"), (0.07, 0.28, "600 HARBOR BOULEVARD, NJ 07086")],
        [Box(0.06, 0.245, 0.5, 0.32)],
    )  # fmt: skip
    assert fields(record)["consignee"] == "TRI-COUNTY WIRE CORP"
