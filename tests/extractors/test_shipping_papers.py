"""What invoices, packing lists and bills say beside their captions: routes, containers, an air waybill's number."""

from __future__ import annotations

import itertools

import pytest

from extractors.captions.labels import Labels
from extractors.captions.small_print import without_small_print
from extractors.layout import lay_out
from extractors.shipping.cargo_notes import without_notes
from schemas.page import Box
from tests.extractors import prepared
from tests.extractors.prepared import fields, grid, lines, read


def _printed(title: str, *texts: str) -> dict[str, str]:
    return fields(read([(0.3, 0.04, title), *((0.07, 0.1 + 0.03 * n, text) for n, text in enumerate(texts))]))


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("Shipped per OOCL BEIJING V.118E from Yantian, China to Norfolk, VA. Goods of China origin.",
         ("Yantian, China", "Norfolk, VA")),
        ("Suape to Port Tampa Bay", ("Suape", "Port Tampa Bay")),
        ("FROM - TO : TANJUNG PRIOK, JAKARTA - LOS ANGELES", ("TANJUNG PRIOK, JAKARTA", "LOS ANGELES")),
        ("Net 30 days from date of invoice to be paid", (None, None)),
    ],
)  # fmt: skip
def test_ports_are_told_by_the_way_between_them(text: str, ports: tuple[str | None, str | None]) -> None:
    found = _printed("COMMERCIAL INVOICE", text)
    assert (found.get("port_of_loading"), found.get("port_of_discharge")) == ports


def test_the_ship_and_the_origin_stand_in_the_sentence_of_the_shipment() -> None:
    found = _printed("COMMERCIAL INVOICE", "Shipped per OOCL BEIJING from Yantian to Norfolk.", "Made in China")
    assert (found["vessel"], found["origin_country"]) == ("OOCL BEIJING", "CN")


def test_every_container_of_a_paper_is_told() -> None:
    found = _printed(
        "PACKING LIST", "Container 1 of 2: TGHU7720186 seal ML-1", "Container 2 of 2: FCIU4188302 seal ML-2"
    )
    assert found["container"].split(";") == ["TGHU7720186", "FCIU4188302"]


def test_an_air_waybill_s_number_with_a_wrong_check_digit_is_a_question() -> None:
    record = read([(0.05, 0.02, "618 | SIN | 4471 9026"), (0.5, 0.05, "Air Waybill")])
    number = record.fields["bl_number"]
    assert number is not None
    assert number.value == "618-44719026"
    assert number.confidence < 0.9


def test_who_is_billed_stands_below_his_number_and_a_sentence_is_no_caption() -> None:
    found = fields(
        read(
            [
                (0.4, 0.04, "INVOICE"), (0.07, 0.06, "Cerámicas del Mijares, S.L."),
                (0.07, 0.10, "BILL TO 40771"), (0.07, 0.114, "Inyectados del Desierto S. de R.L. de C.V."),
                (0.5, 0.10, "SHIP TO"), (0.5, 0.114, "Nogales Bonded Warehouse LLC"),
                (0.07, 0.16, "INVOICE NO."), (0.3, 0.16, "INVOICE DATE"),
                (0.07, 0.19, "0994417"), (0.3, 0.19, "2 Oct 2025"),
                (0.07, 0.40, "No returns without an RMA. Past due balances bear 1.5% per month after the due date."),
            ],
            [*grid([0.06, 0.28, 0.5], [0.155, 0.185, 0.21]), Box(0.06, 0.39, 0.9, 0.43)],
        )
    )  # fmt: skip
    assert (found["exporter"], found["invoice_number"]) == ("Cerámicas del Mijares, S.L.", "0994417")
    assert found["consignee"] == "Inyectados del Desierto S. de R.L. de C.V."


def test_article_numbers_below_every_name_are_no_part_of_it_and_packages_with_a_price_are_sold() -> None:
    title = (0.4, 0.04, "COMMERCIAL INVOICE")
    edges, tops = [0.06, 0.4, 0.55, 0.75, 0.9], [0.14, 0.17, 0.21, 0.25]
    headers = ["Description", "Qty", "Unit price", "Amount"]
    rows = [["ABS resin, natural", "10 PCS", "1.50", "15.00"], ["Colour, black", "6 PCS", "2.00", "12.00"]]
    printed = [(left + 0.01, top + 0.008, text) for top, texts in zip(tops, [headers, *rows], strict=False)
               for left, text in zip(edges, texts, strict=False)]  # fmt: skip
    codes = [(0.07, 0.192, "GB-ABS-22N, 10 gaylords"), (0.07, 0.232, "GB-MB-BK40")]
    record = read([title, *printed, *codes], grid(edges, tops))
    assert [line["description"] for line in lines(record)] == ["ABS resin, natural", "Colour, black"]
    sold = [(x, y, text.replace("Qty", "Cartons").replace(" PCS", "")) for x, y, text in printed]
    assert [line["quantity"] for line in lines(read([title, *sold], grid(edges, tops)))] == ["10", "6"]


def test_weights_of_one_carton_are_none_of_the_line() -> None:
    edges = [0.06, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
    low = [Box(a, 0.16, b, 0.18) for a, b in itertools.pairwise(edges)]
    high = [Box(0.06, 0.14, 0.3, 0.18), Box(0.3, 0.14, 0.4, 0.18), Box(0.4, 0.14, 0.6, 0.16), Box(0.6, 0.14, 0.8, 0.16)]
    cells = [*high, *low[2:], *grid(edges, [0.18, 0.2])]
    weights, row = ["N.W.", "G.W.", "N.W.", "G.W."], ["TEE", "2880", "3.6", "4.4", "432", "528"]
    texts = [
        (0.07, 0.15, "Description"), (0.31, 0.15, "Pcs"), (0.41, 0.145, "PER CTN (KG)"), (0.61, 0.145, "TOTAL (KG)"),
        *((x + 0.01, 0.165, text) for x, text in zip(edges[2:], weights, strict=False)),
        *((x + 0.01, 0.185, text) for x, text in zip(edges, row, strict=False)),
    ]  # fmt: skip
    [line] = lines(read([(0.4, 0.05, "PACKING LIST"), *texts], cells))
    assert (line["quantity"], line["net_weight_kg"], line["gross_weight_kg"]) == ("2880", "432", "528")


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ('Consignee (negotiable only if consigned "to order", "to order of" a named Person)', "Consignee"),
        ("Shipper Insert Name, Address and Phone/Fax", "Shipper"),
        ("Place of Receipt. Applicable only when document used as Multimodal Transport B/L. (see clause 1)",
         "Place of Receipt"),
        ("CONSIGNEE: This Sea Waybill is not negotiable.", "CONSIGNEE:"),
        ("Vessel (see clause 1 + 19)", "Vessel"),
        ("NOTIFY PARTY, Carrier not to be responsible for failure to notify", "NOTIFY PARTY"),
        ("4. Combined Transport*   Pre-Carriage by", "4. Pre-Carriage by"),
        ("SHANGHAI (PUDONG), CHINA", "SHANGHAI (PUDONG), CHINA"),
        ("MARITALIA (USA) INC.", "MARITALIA (USA) INC."),
    ],
)  # fmt: skip
def test_what_a_transport_form_explains_is_no_value(printed: str, left: str) -> None:
    page = prepared.page([(0.07, 0.1, printed)])
    assert [run.text for run in without_small_print(lay_out(page)).runs] == [left]


def test_a_bill_s_boxes_hold_no_clauses() -> None:
    record = read(
        [
            (0.60, 0.02, "BILL OF LADING"),
            (0.07, 0.060, "Vessel (see clause 1 + 19)"), (0.37, 0.060, "Port of discharge"),
            (0.07, 0.074, "NORDHAV HELSINKI - IU617A"), (0.37, 0.074, "Norfolk"),
            (0.67, 0.060, "CARRIER'S AGENT AT PORT OF DISCHARGE:"), (0.67, 0.074, "MARITALIA (USA) INC."),
        ],
        grid([0.05, 0.35, 0.65, 0.95], [0.055, 0.085]),
    )  # fmt: skip
    found = fields(record)
    assert (found["vessel"], found["port_of_discharge"]) == ("NORDHAV HELSINKI", "Norfolk")


def test_a_house_bill_names_its_own_number_its_invoice_and_where_the_ship_discharges() -> None:
    record = read(
        [
            (0.30, 0.02, "HOUSE BILL OF LADING"),
            (0.07, 0.060, "B/L number: PGCLHPH260331"), (0.07, 0.090, "Master B/L: ONEYHANG44188200"),
            (0.07, 0.120, "Port of discharge: LONG BEACH, CA"), (0.07, 0.150, "Place of delivery: PHOENIX, AZ"),
            (0.07, 0.180, "Place of receipt: LINYI"), (0.07, 0.210, "Number of originals: 3/three"),
            (0.07, 0.240, "INV. NO.: VPF/26/0331 FREIGHT COLLECT"), (0.07, 0.270, "Date of issue: 14 MAR 2026"),
        ]
    )  # fmt: skip
    found = fields(record)
    assert (found["bl_number"], found["invoice_number"]) == ("PGCLHPH260331", "VPF/26/0331")
    assert (found["port_of_discharge"], found["place_of_delivery"]) == ("LONG BEACH, CA", "PHOENIX, AZ")
    assert (found["issue_date"], found.get("invoice_date")) == ("2026-03-14", None)
    loading = record.fields["port_of_loading"]
    assert loading is not None
    assert loading.value == "LINYI"
    assert loading.confidence < 0.9


def test_among_the_goods_of_a_bill_stand_lines_that_are_none() -> None:
    record = read(
        [
            (0.30, 0.02, "BILL OF LADING"),
            (0.07, 0.300, "Marks and numbers"), (0.27, 0.300, "No of packages"), (0.42, 0.300, "Description of goods"),
            (0.72, 0.300, "Gross weight"), (0.86, 0.300, "Tare"),
            (0.07, 0.32, "N/M"), (0.27, 0.32, "1 x 40'HC"), (0.42, 0.32, "2 CONTAINERS SAID TO CONTAIN"),
            (0.27, 0.34, "412 CTNS"), (0.42, 0.34, "DINING CHAIRS"), (0.72, 0.34, "6592.00"), (0.86, 0.34, "3900"),
            (0.42, 0.36, "P.A. 940161"),
            (0.27, 0.38, "300 CTNS"), (0.42, 0.38, "NIGHTSTANDS"), (0.72, 0.38, "7350.00"), (0.86, 0.38, "3880"),
            (0.42, 0.40, "HS-CODE: 940350"), (0.42, 0.42, "28 @ 60X50X27 CM"), (0.42, 0.44, "INV. NO.: VPF/26/0331"),
            (0.42, 0.46, "FREIGHT COLLECT CY/CY"), (0.42, 0.48, "SHIPPER'S LOAD, COUNT AND SEAL"),
            (0.07, 0.50, "CONTAINER NO."), (0.27, 0.50, "SEAL NO. TYPE"), (0.72, 0.50, "WEIGHT MEAS"),
            (0.07, 0.52, "TRHU8820170"), (0.27, 0.52, "VN884 40HQ"), (0.72, 0.52, "13942.00"),
        ]
    )  # fmt: skip
    chairs, stands = lines(record)
    assert (chairs["packages"], chairs["package_kind"], chairs["gross_weight_kg"]) == ("412", "CTNS", "6592")
    assert (chairs["description"], chairs["hs_code"]) == ("DINING CHAIRS", "940161")
    assert (stands["description"], stands["hs_code"]) == ("NIGHTSTANDS", "940350")
    assert "quantity" not in chairs


@pytest.mark.parametrize(
    "goods",
    ["SEALS, RUBBER", "TEMPERATURE SENSORS", "ONBOARD CHARGERS", "LOAD CELLS", "VOLUME PUMPS", "ORIGINAL SPARES"],
)
def test_goods_named_like_a_note_stay_goods(goods: str) -> None:
    sheet = lay_out(prepared.page([(0.07, 0.1, goods)]))
    assert without_notes(sheet, Labels([])).runs == sheet.runs


def test_an_air_waybill_counts_packages_in_pounds_and_its_amounts_are_freight() -> None:
    record = read(
        [
            (0.05, 0.02, "297 | BKK | 4410 2263"), (0.55, 0.05, "Air Waybill"), (0.55, 0.07, "Issued by"),
            (0.65, 0.07, "DRAGON AIR CARGO LTD"), (0.05, 0.10, "Shipper's name and address"),
            (0.05, 0.115, "SIAM ORCHID EXPORT CO LTD"), (0.05, 0.13, "22 MOO 4 NAKHON PATHOM"),
            (0.05, 0.20, "Shipper certifies that the particulars on the face hereof are correct"),
            (0.06, 0.300, "No. of pieces"), (0.22, 0.300, "Gross weight"), (0.36, 0.300, "kg lb"),
            (0.44, 0.300, "Total"), (0.62, 0.300, "Nature and quantity of goods"),
            (0.06, 0.33, "85"), (0.22, 0.33, "1,904.0"), (0.36, 0.33, "L"), (0.44, 0.33, "2,703.68"),
            (0.62, 0.33, "FRESH CUT ORCHIDS"),
        ],
        grid([0.05, 0.2, 0.35, 0.43, 0.6, 0.97], [0.295, 0.32, 0.45]),
    )  # fmt: skip
    found, [line] = fields(record), lines(record)
    assert (found["exporter"], found["bl_number"]) == ("SIAM ORCHID EXPORT CO LTD", "297-44102263")
    assert (line["packages"], line["description"]) == ("85", "FRESH CUT ORCHIDS")
    assert line["gross_weight_kg"].startswith("863.639")
    assert "value" not in line


def test_a_bill_s_column_of_volumes_and_weights_and_its_document_number() -> None:
    record = read(
        [
            (0.55, 0.02, "BILL OF LADING"), (0.55, 0.05, "(5) Document No."), (0.55, 0.065, "EGLV560600118822"),
            (0.07, 0.05, "(14) Ocean Vessel/Voy. No."), (0.07, 0.065, "EVER LUCENT 0614-071E"),
            (0.06, 0.30, "(19) Quantity and kind of packages"), (0.36, 0.30, "(20) Description of goods"),
            (0.72, 0.30, "(21) Measurement (M3)"), (0.72, 0.315, "Gross weight (KGS)"),
            (0.06, 0.34, "34 PALLETS"), (0.36, 0.34, "NATURAL RUBBER SIR 20"), (0.72, 0.34, "41.800 CBM"),
            (0.36, 0.36, "H.S. CODE : 4001.22"), (0.72, 0.36, "40,800.000 KGS"),
        ],
        [*grid([0.05, 0.5, 0.95], [0.045, 0.08]), *grid([0.05, 0.35, 0.71, 0.95], [0.295, 0.33, 0.5])],
    )  # fmt: skip
    found, [line] = fields(record), lines(record)
    assert (found["bl_number"], found["vessel"]) == ("EGLV560600118822", "EVER LUCENT")
    assert (line["packages"], line["gross_weight_kg"], line["hs_code"]) == ("34", "40800", "400122")


def test_the_second_line_of_a_header_begins_no_list_of_containers() -> None:
    """Where the carrier's conditions above speak of goods, the goods beside the first container are goods still."""
    record = read(
        [
            (0.55, 0.02, "BILL OF LADING"),
            (0.55, 0.05, "RECEIVED the goods, or the containers or packages said to contain them, as told below"),
            (0.06, 0.30, "Marks & Nos."), (0.06, 0.312, "Container / Seal No."), (0.22, 0.30, "No. of Pkgs"),
            (0.36, 0.30, "Description of Goods"), (0.80, 0.30, "Gross Weight"),
            (0.06, 0.34, "TCLU8025364"), (0.22, 0.34, "73 CARTONS"), (0.36, 0.34, "VACUUM FLASK"),
            (0.80, 0.34, "707.32 KGS"),
            (0.22, 0.36, "30 CARTONS"), (0.36, 0.36, "BABY DIAPERS"), (0.80, 0.36, "316.8 KGS"),
        ],
        grid([0.05, 0.21, 0.35, 0.79, 0.95], [0.295, 0.33, 0.5]),
    )  # fmt: skip
    assert [line["packages"] for line in lines(record)] == ["73", "30"]


def test_an_air_waybill_without_a_title_is_known_and_its_origin_is_an_airport() -> None:
    record = read(
        [
            (0.05, 0.02, "074 AMS 5510 9224"), (0.07, 0.06, "Shipper"), (0.07, 0.075, "Van der Zee Bloembollen B.V."),
            (0.07, 0.15, "Origin: AMS Amsterdam"), (0.07, 0.17, "Issuing agent: Schiphol Air Forwarders B.V."),
            (0.06, 0.30, "Pcs"), (0.16, 0.30, "Gross wt"), (0.30, 0.30, "Kg/lb"), (0.40, 0.30, "Chg. wt"),
            (0.55, 0.30, "Nature and quantity of goods"),
            (0.06, 0.33, "120"), (0.16, 0.33, "1440.0"), (0.30, 0.33, "K"), (0.40, 0.33, "1440.0"),
            (0.55, 0.33, "TULIP BULBS"), (0.55, 0.35, "165 CTNS DIMS 60x40x30"),
        ],
        grid([0.05, 0.15, 0.29, 0.39, 0.54, 0.95], [0.295, 0.32, 0.5]),
    )  # fmt: skip
    [line] = lines(record)
    assert (record.kind, fields(record)["port_of_loading"]) == ("ship.awb", "AMS Amsterdam")
    assert (line["packages"], line["gross_weight_kg"], line["description"]) == ("120", "1440", "TULIP BULBS")


def test_captions_in_pairs_keep_their_values_beside_each_other() -> None:
    found = _printed("PACKING LIST", "POL/POD: Xiamen / New York", "INV NO / DATE : BNF/EXP/0226/117 / FEB 18, 2026")
    assert (found["port_of_loading"], found["port_of_discharge"]) == ("Xiamen", "New York")


def test_a_container_whose_check_digit_is_wrong_in_a_text_layer_stays_as_printed_and_in_doubt() -> None:
    record = read([(0.3, 0.04, "PACKING LIST"), (0.07, 0.1, "Container No.: HLXU8117204")])
    box = record.fields["container"]
    assert box is not None
    assert box.value == "HLXU8117204"
    assert box.confidence < 0.9


def test_a_container_alone_on_its_line_is_known_with_a_nought_for_its_letter() -> None:
    cells = [(0.07, 0.3, "Marks"), (0.3, 0.3, "Description of goods"), (0.7, 0.3, "Gross weight")]
    row = [(0.07, 0.33, "BM0U1060562"), (0.3, 0.33, "LASER LEVEL"), (0.7, 0.33, "181.8 KG")]
    found = fields(read([(0.3, 0.04, "SEA WAYBILL"), (0.07, 0.1, "B/L No. ZIMU9828662"), *cells, *row]))
    assert (found["container"], found["bl_number"]) == ("BMOU1060562", "ZIMU9828662")


def test_the_origin_said_under_every_article_ends_no_table_and_is_the_paper_s() -> None:
    record = read(
        [
            (0.07, 0.04, "Facture export n° FX-26/0377"), (0.06, 0.20, "Désignation"), (0.50, 0.20, "Qté"),
            (0.75, 0.20, "Montant"),
            (0.06, 0.23, "Bandstahl"), (0.50, 0.23, "40 kg"), (0.75, 0.23, "7.806,06"), (0.06, 0.25, "Origine: France"),
            (0.06, 0.27, "Segmente"), (0.50, 0.27, "78 kg"), (0.75, 0.27, "7.332,00"), (0.06, 0.29, "Origine: France"),
            (0.07, 0.40, "L'exportateur des produits couverts par le présent document déclare que ces produits"),
        ]
    )  # fmt: skip
    found = fields(record)
    assert (record.kind, found["origin_country"], found.get("exporter")) == ("ship.invoice", "FR", None)
    assert [line["value"] for line in lines(record)] == ["7806.06", "7332"]


def test_a_sentence_names_the_bill_and_both_ports_and_a_way_of_its_own_leaves_from_and_to_to_the_firms() -> None:
    said = _printed(
        "INVOICE", "Shipped per SANTA ROSA from Cape Town to Tacoma, bill of lading CPT0440917, container SUDU8822040"
    )
    assert (said["port_of_loading"], said["port_of_discharge"], said["bl_number"]) == (
        "Cape Town", "Tacoma", "CPT0440917",
    )  # fmt: skip
    record = read(
        [
            (0.3, 0.03, "PACKING LIST"),
            (0.07, 0.1, "From:"), (0.17, 0.1, "Fengli Hand Tools Co., Ltd."),
            (0.07, 0.12, "To:"), (0.17, 0.12, "Hammond & Pike Hardware Wholesale"),
            (0.07, 0.14, "Route:"), (0.17, 0.14, "Shanghai → Norfolk"),
        ]
    )  # fmt: skip
    found = fields(record)
    assert (found["consignee"], found["port_of_discharge"]) == ("Hammond & Pike Hardware Wholesale", "Norfolk")
    assert record.fields["consignee"] is not None
    assert record.fields["consignee"].confidence < 0.9


def test_the_date_behind_the_invoice_s_number_and_a_ship_whose_name_is_a_number_are_read() -> None:
    said = _printed("COMMERCIAL INVOICE", "Invoice No. FX-26/0377 of 15/06/2026", "Vessel: WAN HAI 522")
    assert (said["invoice_number"], said["invoice_date"], said["vessel"]) == (
        "FX-26/0377", "2026-06-15", "WAN HAI 522",
    )  # fmt: skip
    said = _printed("PACKING LIST", "Invoice No. CL-26071", "Vessel: WAN HAI 521 V-E044")
    assert said["vessel"] == "WAN HAI 521", "a scan loses the wide blank before the voyage"


@pytest.mark.parametrize(
    ("first", "form"),
    [("Calzaturificio Montebello", "S.p.A."), ("ANADOLU SERAMİK", "SAN. VE TİC. A.Ş."), ("Tubificio Rossi", "S.r.l.")],
)
def test_a_legal_form_alone_on_its_line_belongs_to_the_name_above_it(first: str, form: str) -> None:
    head = [(0.06, 0.04, first), (0.06, 0.055, form), (0.06, 0.07, "Via delle Concerie 18, 63811 Fermo")]
    record = read([*head, (0.3, 0.14, "COMMERCIAL INVOICE"), (0.07, 0.17, "Invoice No: A-1/26")])
    assert fields(record)["exporter"] == f"{first} {form}"
