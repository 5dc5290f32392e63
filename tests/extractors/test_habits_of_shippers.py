"""How carriers, shippers and brokers fill in their forms: blanks, typed walls, numbers over names, sums carried on."""

from __future__ import annotations

from dataclasses import replace

from extractors.layout import lay_out
from extractors.recognise import recognise
from extractors.small_print import below_caption
from schemas.page import Box
from tests.extractors.prepared import fields, grid, lines, page, read

INVOICE = [(0.4, 0.03, "COMMERCIAL INVOICE"), (0.05, 0.06, "Invoice No: NB-0611"), (0.5, 0.06, "Date: 2026-05-12")]
PACKING = [(0.4, 0.03, "PACKING LIST"), (0.05, 0.06, "Invoice No: NB-0611"), (0.5, 0.06, "Date: 2026-05-12")]


def test_a_container_with_its_seal_heads_rows_and_ends_no_table() -> None:
    edges, tops = [0.04, 0.5, 0.65, 0.8, 0.95], [0.14 + 0.025 * n for n in range(5)]
    rows = [
        ["Description", "Qty", "Cartons", "Total CBM"], ["CONTAINER 1: TCLU4471921 / SEAL VNE774120 / 40'HC"],
        ["NIGHTSTAND", "20", "10", "1.200"], ["DRESSER", "30", "15", "3.400"],
    ]  # fmt: skip
    cells = [c for c in grid(edges, tops) if not 0.15 < c.y0 < 0.18] + [Box(0.04, tops[1], 0.95, tops[2])]
    printed = [
        (left + 0.005, top + 0.006, text)
        for top, texts in zip(tops, rows, strict=False)
        for left, text in zip(edges, texts, strict=False)
    ]
    found = lines(read([*PACKING, *printed], cells))
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
    assert list(below_caption(sheet, small, [replace(explains, box=low), name])) == [name]
    assert list(below_caption(sheet, caption, [explains, name])) == [explains, name]


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
