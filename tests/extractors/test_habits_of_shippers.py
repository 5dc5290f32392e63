"""How carriers, shippers and brokers fill in their forms: blanks, typed walls, numbers over names, sums carried on."""

from __future__ import annotations

from dataclasses import replace

from extractors.captions.labels import Hit
from extractors.captions.open_print import values_in_the_open
from extractors.captions.small_print import below_caption
from extractors.cutting import cut_documents
from extractors.layout import lay_out
from extractors.recognise import recognise
from extractors.shipping.ships import is_no_name
from extractors.typed.codes import find_hs
from schemas.page import Box
from tests.extractors.prepared import fields, grid, in_grid, lines, page, read

INVOICE = [(0.4, 0.03, "COMMERCIAL INVOICE"), (0.05, 0.06, "Invoice No: NB-0611"), (0.5, 0.06, "Date: 2026-05-12")]
PACKING = [(0.4, 0.03, "PACKING LIST"), (0.05, 0.06, "Invoice No: NB-0611"), (0.5, 0.06, "Date: 2026-05-12")]


def test_a_container_with_its_seal_heads_rows_and_ends_no_table() -> None:
    edges, tops = [0.04, 0.5, 0.65, 0.8, 0.95], [0.14 + 0.025 * n for n in range(5)]
    rows = [
        ["Description", "Qty", "Cartons", "Total CBM"], ["CONTAINER 1: TCLU4471921 / SEAL VNE774120 / 40'HC"],
        ["NIGHTSTAND", "20", "10", "1.200"], ["DRESSER", "30", "15", "3.400"],
    ]  # fmt: skip
    cells = [c for c in grid(edges, tops) if not 0.15 < c.y0 < 0.18] + [Box(0.04, tops[1], 0.95, tops[2])]
    found = lines(read([*PACKING, *in_grid(edges, tops, rows)], cells))
    assert [(line["description"], line["packages"], line.get("value")) for line in found] == [
        ("NIGHTSTAND", "10", None),
        ("DRESSER", "15", None),
    ]


def _articles(*names: tuple[str, str]) -> list[tuple[float, float, str]]:
    printed = [
        (0.05, 0.2, "Line"),
        (0.15, 0.2, "Item"),
        (0.6, 0.2, "Shipped"),
        (0.75, 0.2, "Units"),
        (0.85, 0.2, "HTS"),
    ]
    for n, (code, name) in enumerate(names):
        top = 0.22 + 0.04 * n
        printed += [(0.05, top, str(n + 1)), (0.15, top, code), (0.15, top + 0.014, name)]
        printed += [(0.6, top, "20"), (0.75, top, "PCS"), (0.85, top, "7307.29.0090")]
    return printed


def test_the_number_over_each_name_is_no_part_of_it_and_names_no_country() -> None:
    found = lines(read([*PACKING, *_articles(("CF-2210-08", "Quick coupler"), ("CF-2210-12", "Seal kit"))]))
    assert [(line["description"], line.get("origin_country")) for line in found] == [
        ("Quick coupler", None),
        ("Seal kit", None),
    ]


def test_a_sum_carried_over_to_the_next_page_is_of_no_line() -> None:
    printed = [(0.05, 0.2, "Pos"), (0.15, 0.2, "Description"), (0.6, 0.2, "Qty"), (0.8, 0.2, "Amount EUR")]
    printed += [(0.5, 0.22, "Carried forward from page 1"), (0.8, 0.22, "39,889.00")]
    for n, (name, count, amount) in enumerate([("HOSE", "80", "1,552.00"), ("SPRAY", "144", "1,310.40")]):
        top = 0.24 + 0.02 * n
        printed += [(0.05, top, f"{n + 5}0"), (0.15, top, name), (0.6, top, count), (0.8, top, amount)]
    found = lines(read([*INVOICE, *printed]))
    assert [(line["description"], line["value"]) for line in found] == [("HOSE", "1552"), ("SPRAY", "1310.4")]


def test_german_customs_data_under_an_article_are_its_own() -> None:
    printed = [(0.05, 0.2, "Pos"), (0.15, 0.2, "Beschreibung"), (0.5, 0.2, "Menge"), (0.7, 0.2, "Betrag EUR")]
    for n, (name, code, land, net) in enumerate(
        [("Turbine", "90184100", "Deutschland", "6,800"), ("Lampe", "90184990", "China", "27,600"),
         ("Pflegeset", "34031990", "Schweiz", "4,500")]
    ):  # fmt: skip
        top = 0.22 + 0.06 * n
        printed += [(0.05, top, str(n + 1)), (0.15, top, name), (0.5, top, "20 ST"), (0.7, top, "1.640,50")]
        printed += [(0.15, top + 0.014, f"Statistische Warennummer: {code}")]
        printed += [(0.15, top + 0.028, f"Ursprungsland: {land} Nettogewicht: {net} KG")]
    found = lines(read([*INVOICE, *printed]))
    assert [(one["description"], one["hs_code"], one["origin_country"], one["net_weight_kg"]) for one in found] == [
        ("Turbine", "90184100", "DE", "6.8"),
        ("Lampe", "90184990", "CN", "27.6"),
        ("Pflegeset", "34031990", "CH", "4.5"),
    ]


def test_the_blanks_of_a_line_from_and_to_are_its_ports() -> None:
    printed = [
        *INVOICE,
        (0.05, 0.1, "From"),
        (0.2, 0.1, "KOBE, JAPAN"),
        (0.5, 0.1, "to"),
        (0.6, 0.1, "OAKLAND, U.S.A."),
    ]
    found = fields(read(printed))
    assert (found["port_of_loading"], found["port_of_discharge"]) == ("KOBE, JAPAN", "OAKLAND, U.S.A.")


def test_one_typed_wall_parts_two_columns() -> None:
    printed = [(0.3, 0.03, "BILL OF LADING")]
    for n, (left, right) in enumerate(
        [("SHIPPER", "MTD No."), ("BALAJI STONE LTD", "OLI/26-1187"), ("ALWAR 301701", ""), ("-" * 48, ""),
         ("CONSIGNEE", "VESSEL"), ("LONE STAR TILE INC", "MSC ANZU"), ("HOUSTON TX", "")]
    ):  # fmt: skip
        top = 0.08 + 0.016 * n
        printed += [(0.05, top, left), (0.5, top, f"| {right}")]
    found = fields(read(printed))
    assert found["exporter"] == "BALAJI STONE LTD"
    assert (found["consignee"], found["vessel"]) == ("LONE STAR TILE INC", "MSC ANZU")


def test_what_is_printed_as_small_as_its_caption_explains_it() -> None:
    sheet = lay_out(page([(0.05, 0.1, "CONSIGNEE:"), (0.05, 0.12, "or To Order here"), (0.05, 0.14, "ATLANTIC LLC")]))
    caption, explains, name = sheet.runs
    low = replace(explains.box, y1=explains.box.y0 + 0.8 * explains.box.height)
    small = replace(
        caption, words=tuple(replace(w, box=replace(w.box, y1=w.box.y0 + low.height)) for w in caption.words)
    )
    assert list(below_caption(sheet, small, [replace(explains, box=low), name], "consignee")) == [name]
    assert list(below_caption(sheet, caption, [explains, name], "consignee")) == [explains, name]


def test_a_port_that_goes_on_behind_its_comma_is_whole() -> None:
    printed = [(0.3, 0.03, "BILL OF LADING"), (0.05, 0.1, "Port of discharge"), (0.05, 0.116, "PORT EVERGLADES, FL,")]
    assert fields(read([*printed, (0.05, 0.132, "UNITED STATES")]))["port_of_discharge"].endswith("UNITED STATES")


def test_an_entry_that_tells_what_is_due_is_no_broker_s_bill_and_a_mexican_tax_invoice_is_one() -> None:
    told = [
        "Customs brokerage: entry summary data of CBP 7501",
        "Entry number TFC-0118427-6",
        "Importer of record ACME",
    ]
    told += ["Type 01: HTS 9401.79.0046, duty", "MPF 12.00", "Total due 40.00"]
    entry = [(0.05, 0.05 + 0.03 * n, text) for n, text in enumerate(told)]
    assert recognise(lay_out(page(entry))).kind == "entry.7501"
    cfdi = [(0.5, 0.05, "FACTURA (CFDI 4.0 I - Ingreso)"), (0.05, 0.08, "Clave pedimento A1 Incoterm FCA")]
    assert recognise(lay_out(page(cfdi))).kind == "ship.invoice"


def test_what_a_mexican_invoice_says_under_each_article_is_no_row_and_gives_the_tariff_number() -> None:
    printed = [(0.05, 0.2, "No."), (0.2, 0.2, "Cantidad"), (0.4, 0.2, "Descripción"), (0.85, 0.2, "Importe")]
    for n, (name, code) in enumerate([("SOPORTE DE MOTOR", "8708999999"), ("BRAZO DE CONTROL", "8708809999")]):
        top = 0.22 + 0.04 * n
        printed += [(0.05, top, f"MX-77{n}"), (0.2, top, "800.00"), (0.4, top, name), (0.85, top, "24,960.00")]
        printed += [(0.1, top + 0.016, "Objeto imp.: 02 Traslado Base 24960.00")]
        printed += [(0.6, top + 0.016, f"Fracción arancelaria: {code}")]
    found = lines(read([*INVOICE, *printed]))
    assert [(line["description"], line["hs_code"]) for line in found] == [
        ("SOPORTE DE MOTOR", "8708999999"),
        ("BRAZO DE CONTROL", "8708809999"),
    ]


def test_a_headline_and_another_small_caption_beside_a_caption_do_not_answer_it() -> None:
    sheet = lay_out(
        page([(0.05, 0.1, "Ship to"), (0.5, 0.1, "Shipment"), (0.05, 0.12, "ACME INC"), (0.5, 0.12, "Air")])
    )
    low = [
        replace(run, box=replace(run.box, y1=run.box.y1 - 0.002)) if run.box.y0 < 0.11 else run for run in sheet.runs
    ]
    label, *others = sorted(low, key=lambda run: (run.box.y0, run.box.x0))
    marked = [(label, Hit(("consignee",), 7, 1.0, False, False, 6)), *((run, None) for run in others)]
    values, inline = values_in_the_open(sheet, marked, 0, None)
    assert ([run.text for run in values][:1], inline) == (["ACME INC"], False)


def test_a_forwarder_is_no_ship_and_a_handling_unit_no_goods() -> None:
    assert is_no_name("Savino Logistica S.r.l.")
    assert not is_no_name("BUDAPEST EXPRESS")
    printed = [(0.05, 0.2, "Pos"), (0.15, 0.2, "Description"), (0.6, 0.2, "Qty"), (0.8, 0.2, "Net weight")]
    printed += [(0.05, 0.22, "1"), (0.15, 0.22, "HU 00340123450000041771 Euro pallet")]
    for n, name in enumerate(["GEAR MOTOR", "INVERTER"]):
        printed += [(0.15, 0.24 + 0.02 * n, name), (0.6, 0.24 + 0.02 * n, "24"), (0.8, 0.24 + 0.02 * n, "288 KG")]
    assert [line["description"] for line in lines(read([*PACKING, *printed]))] == ["GEAR MOTOR", "INVERTER"]


def test_the_rest_of_a_note_that_its_cell_broke_is_no_goods() -> None:
    cells = grid([0.05, 0.3, 0.64, 0.95], [0.2, 0.225, 0.4])
    printed = [(0.06, 0.206, "No of packages"), (0.31, 0.206, "Description of goods"), (0.71, 0.206, "Gross weight")]
    printed += [(0.06, 0.24, "120 CARTONS"), (0.31, 0.24, "PILLOW SHAMS"), (0.71, 0.24, "840 KGS")]
    printed += [(0.31, 0.26, "SHIPPED ON BOARD CMA CGM TANYA 18-APR-2026"), (0.31, 0.274, "VIETNAM JSC")]
    found = lines(read([(0.3, 0.03, "BILL OF LADING"), *printed], cells))
    assert [line["description"] for line in found] == ["PILLOW SHAMS"]


def test_a_house_air_waybill_has_its_number_in_the_corner() -> None:
    printed = [(0.05, 0.02, "160"), (0.1, 0.02, "HKG"), (0.85, 0.02, "KHK-0448127"), (0.5, 0.08, "House Air Waybill")]
    printed += [
        (0.05, 0.08, "Shipper's name and address"),
        (0.05, 0.096, "LUMINO LTD"),
        (0.5, 0.3, "Chargeable weight"),
    ]
    assert fields(read(printed))["bl_number"] == "KHK-0448127"


def test_a_column_in_halves_under_one_header_ends_no_table() -> None:
    edges, tops = [0.05, 0.3, 0.5, 0.7, 0.95], [0.2, 0.24, 0.265, 0.29]
    cells = [c for c in grid(edges, tops) if not (c.x0 == 0.3 and c.y0 > 0.23)]
    cells += grid([0.3, 0.4, 0.5], tops[1:])
    printed = [
        (0.06, 0.206, "Description"),
        (0.31, 0.206, "Carton No"),
        (0.51, 0.206, "Total pairs"),
        (0.71, 0.206, "N.W."),
    ]
    for n, (name, first, last) in enumerate([("RIDGELINE MID", "1", "150"), ("COASTAL SLIDE", "151", "250")]):
        row = zip((0.06, 0.31, 0.41, 0.51, 0.71), (name, first, last, "1,800", "980.00"), strict=True)
        printed += [(left, tops[n + 1] + 0.006, text) for left, text in row]
    found = lines(read([*PACKING, *printed], cells))
    assert [(line["description"], line["quantity"]) for line in found] == [
        ("RIDGELINE MID", "1800"),
        ("COASTAL SLIDE", "1800"),
    ]


def test_names_under_model_are_the_goods_where_those_under_article_are_numbers() -> None:
    printed = [(0.05, 0.2, "Model name"), (0.3, 0.2, "Article"), (0.5, 0.2, "Qty"), (0.7, 0.2, "HS Code")]
    for n, (name, number) in enumerate([("RIDGELINE MID WP", "TM4410"), ("COASTAL SLIDE", "TM6018")]):
        row = zip((0.05, 0.3, 0.5, 0.7), (name, number, "480", "6403.91"), strict=True)
        printed += [(left, 0.22 + 0.02 * n, text) for left, text in row]
    found = lines(read([*PACKING, *printed]))
    assert [line["description"] for line in found] == ["RIDGELINE MID WP", "COASTAL SLIDE"]


def test_a_report_counts_its_pages_without_their_sum() -> None:
    first = page([*PACKING, (0.8, 0.03, "PAGE 1")])
    second = page([(0.4, 0.03, "PACKING LIST"), (0.8, 0.03, "PAGE 2"), (0.05, 0.06, "Invoice No: SHIPMENT-4471820")])
    assert [len(cut.sheets) for cut in cut_documents([lay_out(first), lay_out(second)])] == [2]


def test_what_a_carton_holds_is_no_number_of_cartons_and_a_bank_no_seller() -> None:
    printed = [(0.05, 0.2, "Description"), (0.3, 0.2, "Packing"), (0.5, 0.2, "Qty"), (0.7, 0.2, "Amount (USD)")]
    row = zip((0.05, 0.3, 0.5, 0.7), ("FILLETS", "IQF 10 kg/ctn", "500", "14,750.00"), strict=True)
    printed += [(left, 0.22, text) for left, text in row]
    found = read([*INVOICE, *printed, (0.05, 0.4, "Beneficiary's bank: Vietcombank Can Tho")])
    [line] = lines(found)
    assert (line["quantity"], line.get("packages")) == ("500", None)
    assert "exporter" not in fields(found)


def test_a_shipment_s_number_is_no_port_and_a_caption_keeps_its_own_number() -> None:
    printed = [(0.05, 0.1, "SHIPMENT NO"), (0.2, 0.1, "4471820"), (0.05, 0.12, "INVOICE NO"), (0.2, 0.12, "RI 118447")]
    found = fields(read([(0.4, 0.03, "PACKING LIST"), *printed, (0.05, 0.14, "INVOICE DATE NOV 03 2026")]))
    assert (found["invoice_number"], found["invoice_date"]) == ("RI 118447", "2026-11-03")
    assert "port_of_discharge" not in found


def test_turkey_s_tariff_numbers_have_twelve_digits() -> None:
    assert [found.value for found in find_hs("680291000000")] == ["680291000000"]
    assert find_hs("012345678905") == []


def test_a_weight_below_a_count_under_quantity_or_net_weight_is_net() -> None:
    printed = [(0.05, 0.2, "Description of goods"), (0.4, 0.2, "Quantity or net weight"), (0.75, 0.2, "Gross weight")]
    for n, (name, count, net) in enumerate(
        [("PET FILM", "36 ROLLS", "7,257.6 KGS"), ("BOPP", "24 ROLLS", "3,801.6 KGS")]
    ):
        top = 0.22 + 0.03 * n
        printed += [(0.05, top, name), (0.4, top, count), (0.4, top + 0.014, net), (0.75, top, "7,692.0 KGS")]
    found = lines(read([*PACKING, *printed]))
    assert [(line["quantity"], line["net_weight_kg"]) for line in found] == [("36", "7257.6"), ("24", "3801.6")]


def test_a_name_left_of_the_first_captions_is_the_head_with_its_legal_form() -> None:
    head = [(0.5, 0.03, "COMMERCIAL INVOICE"), (0.6, 0.05, "Invoice No:"), (0.75, 0.05, "NB-0611")]
    head += [(0.05, 0.07, "ESTAMPADOS DEL NORTE SA"), (0.05, 0.085, "DE CV"), (0.05, 0.1, "Carr. Laredo km 21")]
    assert (
        fields(read([*head, (0.05, 0.2, "Ship to:"), (0.15, 0.2, "ACME INC")]))["exporter"]
        == "ESTAMPADOS DEL NORTE SA DE CV"
    )


def test_a_window_below_the_sender_s_line_names_the_buyer() -> None:
    window = [
        (0.05, 0.1, "Wesselmann GmbH · Postfach 11 20 · 33609 Bielefeld"),
        (0.05, 0.12, "Pacific Dental Corporation"),
    ]
    window += [(0.05, 0.135, "2255 Contra Costa Blvd"), (0.05, 0.15, "Pleasant Hill, CA 94523")]
    assert fields(read([*INVOICE, *window]))["consignee"] == "Pacific Dental Corporation"


def test_packages_of_all_beside_what_heads_all_goods_are_none_of_the_first() -> None:
    edges = [0.05, 0.25, 0.55, 0.7, 0.9]
    cells = grid(edges, [0.2, 0.225, 0.4])
    rows = [("310 CARTONS", "100% COTTON MADE UPS", "", ""), ("120 CARTONS", "KITCHEN TOWELS", "14,400", "16,128.00"),
            ("90 CARTONS", "TABLE RUNNER", "5,400", "11,070.00")]  # fmt: skip
    heads = ("No. & kind of pkgs", "Description of goods", "Quantity", "Amount")
    printed = [(left + 0.005, 0.206, text) for left, text in zip(edges, heads, strict=False)]
    for n, row in enumerate(rows):
        printed += [(left + 0.005, 0.23 + 0.02 * n, text) for left, text in zip(edges, row, strict=False) if text]
    printed.append((0.255, 0.29, "WE INTEND TO CLAIM REWARDS UNDER RoDTEP"))
    found = lines(read([*INVOICE, *printed], cells))
    assert [(line["packages"], line["description"]) for line in found] == [
        ("120", "KITCHEN TOWELS"),
        ("90", "TABLE RUNNER"),
    ]


def test_packages_over_their_goods_in_one_header_are_the_goods() -> None:
    printed = [
        (0.3, 0.03, "MULTIMODAL TRANSPORT DOCUMENT"),
        (0.05, 0.2, "CONTAINER NO"),
        (0.3, 0.2, "NO OF PACKAGES, KIND"),
    ]
    printed += [(0.3, 0.214, "OF PKGS, DESC OF GOODS"), (0.6, 0.2, "GROSS WT"), (0.6, 0.214, "(KGS)")]
    printed += [(0.2, 0.2, "MARKS"), (0.8, 0.2, "MEASUREMENT"), (0.2, 0.24, "LST"), (0.8, 0.24, "21.300 CBM")]
    printed += [(0.05, 0.24, "TCLU4471921"), (0.3, 0.24, "24 WOODEN CRATES"), (0.6, 0.24, "26140.00")]
    [line] = lines(read([*printed, (0.3, 0.254, "POLISHED GRANITE SLABS")]))
    assert (line["description"], line["packages"]) == ("POLISHED GRANITE SLABS", "24")
