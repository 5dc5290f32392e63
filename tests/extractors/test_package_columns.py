"""Columns of packages: their numbers, their count, what they are."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.columns.package_numbers import numbered_through
from schemas.record import Record
from tests.extractors.prepared import fields, grid, in_grid, lines, read


def _ruled(headers: Sequence[str], *rows: Sequence[str], title: str = "PACKING LIST") -> Record:
    edges = [0.04 + 0.13 * n for n in range(len(headers) + 1)]
    tops = [0.14 + 0.025 * n for n in range(len(rows) + 2)]
    printed = in_grid(edges, tops, [headers, *rows])
    return read([(0.4, 0.04, title), *printed], grid(edges, tops))


def test_packages_numbered_through_are_told_from_their_count_and_kind() -> None:
    headers = ["Colis", "Nbre", "Nature", "Désignation", "Quantité", "Poids net"]
    rows = [["1 à 14", "14", "cartons", "Couteaux", "1680", "151,2 kg"], ["15", "1", "caisse", "Blocs", "96", "17 kg"]]
    found = lines(_ruled(headers, *rows))
    assert [(line["packages"], line["package_kind"], line["marks"]) for line in found] == [
        ("14", "CARTONS", "1 à 14"), ("1", "CAISSE", "15"),
    ]  # fmt: skip
    assert numbered_through(["1-40", "50-60"]) is None
    assert numbered_through(["1", "2", "3"]) is None


def test_numbers_alone_count_packages_in_doubt_and_the_header_or_the_sum_says_what_they_are() -> None:
    numbered = _ruled(["C/No.", "Contents", "Q'ty", "Net weight"], ["1/4", "COLLAR", "4", "@ 820 3,280 kgs"],
                      ["5/14", "SLEEVE", "40", "@ 95 950 kgs"])  # fmt: skip
    assert [(line["packages"], line["net_weight_kg"]) for line in lines(numbered)] == [("4", "3280"), ("10", "950")]
    first = numbered.lines[0]["packages"]
    assert first is not None
    assert first.confidence < 0.9
    by_header = _ruled(["CTN NO.", "Description", "CTNS", "Qty"], ["1-44", "CARDIGAN", "44", "1056"])
    in_brackets = _ruled(["Description", "CARTONS (CTNS)", "Qty (PCS)"], ["VEST", "44", "1056"])
    by_sum = _ruled(["Description", "Packages", "Qty"], ["VEST", "44", "1056"], ["TOTAL", "44 BALES", "1056"])
    read_ = [line["package_kind"] for record in (by_header, in_brackets, by_sum) for line in lines(record)]
    assert read_ == ["CTNS", "CTNS", "BALES"]


def test_the_order_above_its_rows_is_no_mark_of_theirs_and_a_sum_of_one_line_is_no_line() -> None:
    record = read(
        [
            (0.4, 0.04, "PACKING LIST"),
            (0.05, 0.2, "C/NO"), (0.2, 0.2, "CTNS"), (0.3, 0.2, "Description"), (0.6, 0.2, "Qty"),
            (0.05, 0.22, "PO 5519"),
            (0.05, 0.235, "1-120"), (0.2, 0.235, "120"), (0.3, 0.235, "PANEL"), (0.6, 0.235, "480"),
            (0.05, 0.25, "PO 5520"),
            (0.05, 0.265, "121-150"), (0.2, 0.265, "30"), (0.3, 0.265, "BULB"), (0.6, 0.265, "120"),
        ]
    )  # fmt: skip
    assert [line["marks"] for line in lines(record)] == ["1-120", "121-150"]
    alone = _ruled(["Pieces", "Gross weight", "Nature of goods"], ["14", "182.0", "LENSES"], ["14", "182.0", ""],
                   title="AIR WAYBILL")  # fmt: skip
    assert [line["description"] for line in lines(alone)] == ["LENSES"]


def test_net_and_gross_under_one_header_for_weights_and_a_unit_of_the_price_are_told_by_their_figures() -> None:
    headers = ["Description", "Pcs", "Net", "Gross", "Unit", "Amount"]
    rows = [["TOWELS", "4800", "1920", "2040", "3.10", "14880.00"], ["ROBES", "900", "810", "880", "11.40", "10260.00"]]
    record = _ruled(headers, *rows, title="COMMERCIAL INVOICE")
    found = lines(record)
    assert [(line["gross_weight_kg"], line["unit_price"]) for line in found] == [("2040", "3.1"), ("880", "11.4")]
    assert all((weight := line["gross_weight_kg"]) and weight.confidence < 0.9 for line in record.lines)


def test_volumes_beside_their_kind_are_packages_and_what_is_carried_over_from_a_page_is_no_line() -> None:
    headers = ["Bloco", "Mercadoria", "Vol.", "Espécie", "P. líquido kg", "P. bruto kg"]
    record = _ruled(
        headers, ["Transporte", "", "", "", "10387", "10781"], ["A1", "Granito polido", "1", "caixa", "1706", "1783"],
        ["A2", "Granito bruto", "2", "cavalete", "2307", "2387"], ["Übertrag", "", "", "", "14400", "14951"],
    )  # fmt: skip
    assert [(line["description"], line["packages"], line["package_kind"]) for line in lines(record)] == [
        ("Granito polido", "1", "CAIXA"), ("Granito bruto", "2", "CAVALETE"),
    ]  # fmt: skip


def test_groups_are_summed_up_between_the_lines_and_the_whole_at_their_end() -> None:
    rows = [["Schloss", "24", "388", "405"], ["Zwischensumme 1", "24", "388", "405"], ["Band", "20", "336", "346"],
            ["Zwischensumme 2", "20", "336", "346"], ["GESAMT", "44", "724", "751"]]  # fmt: skip
    record = _ruled(["Bezeichnung", "Packstücke", "Netto kg", "Brutto kg"], *rows, title="PACKING LIST")
    assert [line["description"] for line in lines(record)] == ["Schloss", "Band"]
    assert fields(record)["total_gross_weight_kg"] == "751"


def test_schedule_b_is_no_word_of_the_goods_and_a_seller_in_the_states_writes_the_month_first() -> None:
    head = [(0.05, 0.03, "KEYSTONE POLYMER INC"), (0.05, 0.045, "2900 INDUSTRIAL DR, ALLENTOWN PA 18109")]
    body = [(0.1, 0.2, "DESCRIPTION"), (0.5, 0.2, "QTY"), (0.7, 0.2, "GROSS KG")]
    for n, (name, code) in enumerate((("PVC COMPOUND", "3904.21.0000"), ("TPE COMPOUND", "3903.90.5000"))):
        top = 0.23 + 0.04 * n
        body += [(0.1, top, name), (0.1, top + 0.015, f"SCHED B/HS {code}"), (0.5, top, "900"), (0.7, top, "861.4")]
    dated = [(0.4, 0.08, "PACKING LIST"), (0.05, 0.1, "Invoice date: 11/03/26")]
    record = read([*head, *dated, *body])
    assert [(line["description"], line["hs_code"]) for line in lines(record)] == [
        ("PVC COMPOUND", "3904210000"), ("TPE COMPOUND", "3903905000"),
    ]  # fmt: skip
    assert fields(record)["invoice_date"] == "2026-11-03"
    sold = read(
        [(0.05, 0.03, "Verreries SAS"), (0.5, 0.03, "Lumen LLC"), (0.5, 0.045, "Atlanta, GA 30309"), *dated, *body]
    )
    assert fields(sold)["invoice_date"] == "2026-03-11"


def test_goods_and_their_count_are_found_under_unknown_words_beside_a_header_of_packages() -> None:
    headers = ["9. Item", "10. Marks", "11. Quorbish", "12. No. and kind of packages", "13. Zorb"]
    rows = [
        ["1", "BWT 1-12", "Quartz wrist watches", "12 cartons", "3,600 pcs"],
        ["2", "BWT 13-15", "Straps of calf leather", "3 cartons", "4,000 pcs"],
    ]
    edges, tops = [0.05, 0.12, 0.3, 0.6, 0.8, 0.95], [0.3, 0.33, 0.36, 0.39]
    title = [(0.3, 0.05, "CERTIFICATE OF ORIGIN"), (0.3, 0.08, "CHAMBER OF COMMERCE OF GENEVA")]
    found = lines(read([*title, *in_grid(edges, tops, [headers, *rows])], grid(edges, tops)))
    assert [(line["description"], line["packages"], line["quantity"], line["unit"]) for line in found] == [
        ("Quartz wrist watches", "12", "3600", "PCS"), ("Straps of calf leather", "3", "4000", "PCS"),
    ]  # fmt: skip


def test_pieces_right_before_the_kinds_of_packages_count_these() -> None:
    headers = ["Pieces", "Packing", "Gross weight kg", "Description of goods"]
    rows = [["6", "PALLETS", "1,284.0", "Flow meters"], ["3", "CRATES", "612.5", "Control valves"]]
    found = lines(_ruled(headers, *rows, ["9", "", "1,896.5", "Volume 14.460"], title="AIR WAYBILL"))[:2]
    assert [(line["packages"], line["package_kind"], line["description"]) for line in found] == [
        ("6", "PALLETS", "Flow meters"), ("3", "CRATES", "Control valves"),
    ]  # fmt: skip
    assert not any("quantity" in line for line in found)


def test_what_the_unit_beside_it_counts_is_the_quantity_and_not_the_mass() -> None:
    headers = ["Description", "Heat No", "B08 Qty", "Unit", "B13 Mass kg"]
    rows = [["Seamless tube", "481207", "318", "PCS", "11 410"], ["Tube bend", "478816", "25", "PCS", "118"]]
    found = lines(_ruled(headers, *rows, title="INSPECTION CERTIFICATE 3.1 EN 10204"))
    assert [(line["quantity"], line["unit"]) for line in found] == [("318", "PCS"), ("25", "PCS")]
