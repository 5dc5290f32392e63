"""Tables of materials as plants print them, of which programs that draw papers at random showed the causes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import lay_out
from schemas.record import Record
from tests.extractors.prepared import lines, page, read
from tests.extractors.test_page_tables import table

HEAD = [
    (0.4, 0.04, "WORK ORDER"), (0.05, 0.08, "Work order No: WO-117"), (0.6, 0.08, "Date: 2026-05-14"),
    (0.05, 0.1, "Product: Bar stool"), (0.6, 0.1, "Order quantity: 400 PCS"),
]  # fmt: skip


def used(record: Record, *names: str) -> list[tuple[str | None, ...]]:
    return [tuple(line.get(name) for name in names) for line in lines(record, "materials")]


@pytest.mark.parametrize("title", ["Materials", "Components", "Bill of issue"])
def test_a_title_close_above_the_first_header_is_no_part_of_it(title: str) -> None:
    record = read([
        *HEAD,
        (0.05, 0.14, title),
        *table([0.05, 0.12, 0.3, 0.42, 0.52], 0.155, "Item|Components|Grade|Required|Unit",
               "1|Oak board|FAS|36|PCS", "2|Lacquer|2K|14|KG"),
    ])  # fmt: skip
    assert used(record, "description", "grade", "quantity") == [("Oak board", "FAS", "36"), ("Lacquer", "2K", "14")]


def test_headers_under_one_that_spans_them_are_columns_of_their_own() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.12, 0.34, 0.6, 0.7], 0.14, "Item|Components|Quantity|Unit|Supplier"),
        (0.3, 0.158, "Required"), (0.45, 0.158, "Issued"),
        *table([0.05, 0.12, 0.3, 0.45, 0.6, 0.7], 0.176, "1|Oak board|36|38|PCS|Nordwood",
               "2|Lacquer|14|14.5|KG|Sherwin"),
    ])  # fmt: skip
    assert used(record, "description", "quantity", "unit") == [("Oak board", "38", "PCS"), ("Lacquer", "14.5", "KG")]


def test_captions_below_each_row_tell_of_the_row() -> None:
    rows = table([0.05, 0.12, 0.45, 0.6], 0.14, "Item|Components|Required|Unit", "1|Oak board|36|PCS")
    below = [(0.05, 0.168, "Supplier: Nordwood"), (0.45, 0.168, "Lot: L-88")]
    again = [(x, y + 0.028, text) for x, y, text in table([0.05, 0.12, 0.45, 0.6], 0.154, "2|Lacquer|14|KG")]
    more = [(0.05, 0.196, "Supplier: Sherwin"), (0.45, 0.196, "Lot: L-91")]
    record = read([*HEAD, *rows, *below, *again, *more])
    assert used(record, "description", "quantity", "supplier", "lot_number") == [
        ("Oak board", "36", "Nordwood", "L-88"), ("Lacquer", "14", "Sherwin", "L-91"),
    ]  # fmt: skip


def test_a_country_in_brackets_behind_each_supplier_is_the_origin_in_doubt() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.12, 0.4, 0.5, 0.6], 0.14, "Item|Components|Issued|Unit|Supplier",
               "1|Oak board|36|PCS|Nordwood (PL)", "2|Lacquer|14|KG|Sherwin (USA)"),
    ])  # fmt: skip
    assert used(record, "supplier", "origin_country") == [("Nordwood", "PL"), ("Sherwin", "US")]
    assert record.materials[0]["origin_country"] is not None
    assert record.materials[0]["origin_country"].confidence < 0.9


def test_a_legal_form_in_brackets_is_no_country() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.12, 0.4, 0.5, 0.6], 0.14, "Item|Components|Issued|Unit|Supplier",
               "1|Oak board|36|PCS|Nordwood (Pty)", "2|Lacquer|14|KG|Sherwin (PL)"),
    ])  # fmt: skip
    assert used(record, "supplier", "origin_country") == [("Nordwood (Pty)", None), ("Sherwin (PL)", None)]


def test_a_norm_over_words_is_a_sort_and_no_count() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.12, 0.3, 0.45, 0.55], 0.14, "Pos|Material|Norma|Cantidad|Unidad",
               "1|Chapa|EN 10025|36|KG", "2|Barra|DIN 174|14|KG"),
    ])  # fmt: skip
    assert used(record, "description", "grade", "quantity") == [("Chapa", "EN 10025", "36"), ("Barra", "DIN 174", "14")]


def test_what_counts_so_many_times_what_goes_into_one_is_for_all() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.12, 0.34, 0.46, 0.6], 0.14, "Item|Components|Per unit|Zorp|Unit",
               "1|Oak board|2|800|PCS", "2|Lacquer|0.035|14|KG", "3|Dowel|6|2400|PCS"),
    ])  # fmt: skip
    assert used(record, "quantity") == [("800",), ("14",), ("2400",)]
    assert record.materials[0]["quantity"] is not None
    assert record.materials[0]["quantity"].confidence < 0.9


def test_a_routing_beside_is_told_by_its_title_where_nobody_knows_its_headers() -> None:
    record = read([
        *HEAD,
        (0.05, 0.135, "Components"), (0.7, 0.135, "Operations"),
        *table([0.05, 0.1, 0.3, 0.42, 0.52], 0.155, "Item|Material|Required|Issued|Unit",
               "1|Oak board|36|38|PCS", "2|Lacquer|14|14|KG"),
        *table([0.7, 0.76, 0.88], 0.155, "Zorp|Vexil|Plim", "10|Sawing|L3", "20|Coating|L4"),
    ])  # fmt: skip
    assert used(record, "description", "quantity", "unit") == [("Oak board", "38", "PCS"), ("Lacquer", "14", "KG")]


@pytest.mark.parametrize("codes", [("10-30336", "10-15064"), ("48461", "55956"), ("RM-7641", "RM-9125")])
def test_an_articles_number_below_its_name_is_no_part_of_it(codes: tuple[str, str]) -> None:
    lefts = [0.05, 0.12, 0.4, 0.55]
    record = read([
        *HEAD,
        *table(lefts, 0.14, "Item|Material|Required|Unit", "1|Oak board|36|PCS"), (0.12, 0.168, codes[0]),
        *table(lefts, 0.196, "2|Clear lacquer|14|KG"), (0.12, 0.21, codes[1]),
    ])  # fmt: skip
    assert used(record, "description", "quantity") == [("Oak board", "36"), ("Clear lacquer", "14")]


def test_materials_told_card_by_card_end_the_table_of_products_above() -> None:
    def card(top: float, name: str, grade: str, count: str) -> list[tuple[float, float, str]]:
        return [
            (0.05, top, f"Component: {name}"), (0.4, top, f"Grade: {grade}"), (0.05, top + 0.014, f"Required: {count}")
        ]  # fmt: skip

    record = read([
        *HEAD[:3],
        *table([0.05, 0.3, 0.45, 0.6, 0.75], 0.12, "Product|Order qty|Unit|Start date|Finish date",
               "Bar stool|400|PCS|2026-05-15|2026-05-29", "High chair|250|PCS|2026-05-18|2026-06-02"),
        (0.05, 0.168, "Components"), *card(0.19, "Oak board", "FAS", "36 PCS"),
        *card(0.225, "Clear lacquer", "2K", "14 KG"),
    ])  # fmt: skip
    assert [line["description"] for line in lines(record)] == ["Bar stool", "High chair"]
    assert used(record, "description", "grade", "quantity", "unit") == [
        ("Oak board", "FAS", "36", "PCS"), ("Clear lacquer", "2K", "14", "KG"),
    ]  # fmt: skip


def test_headers_nobody_knows_that_make_one_run_are_parted_as_the_rows_below_are() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.12, 0.4, 0.5, 0.54], 0.14, "Zorp|Vexil|Quorb|Plim Drast|",
               "1|Oak board|36|PCS|Nordwood", "2|Lacquer|14|KG|Sherwin", "3|Wood dowel|90|PCS|Nordwood"),
    ])  # fmt: skip
    assert used(record, "description", "quantity", "unit") == [
        ("Oak board", "36", "PCS"), ("Lacquer", "14", "KG"), ("Wood dowel", "90", "PCS"),
    ]  # fmt: skip


def test_three_columns_under_unknown_headers_are_materials_where_one_counts_with_units() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.4, 0.7], 0.14, "Zorp|Vexil|Quorb", "Oak board|L-88|36.00 PCS", "Lacquer|L-91|14.00 KG",
               "Wood dowel|L-92|90.00 PCS"),
    ])  # fmt: skip
    assert used(record, "description", "quantity") == [
        ("Oak board", "36"),
        ("Lacquer", "14"),
        ("Wood dowel", "90"),
    ]


def test_steps_and_their_hours_under_unknown_headers_are_no_materials() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.3, 0.6, 0.75], 0.14, "Zorp|Vexil|Quorb|Plim", "10|Sawing of boards|1.50 h|L3",
               "20|Coating of seats|0.75 h|L4", "30|Packing in cartons|0.25 h|L5"),
    ])  # fmt: skip
    assert not record.materials


def test_small_print_of_several_things_below_each_name_is_no_part_of_it() -> None:
    lefts = [0.05, 0.12, 0.3, 0.45, 0.6]
    page_ = page([
        *HEAD,
        *table(lefts, 0.14, "Item|Material|Grade|Required|Unit", "1|Oak board|FAS|36|PCS"),
        (0.12, 0.175, "Nordwood / L-88"),
        *table(lefts, 0.2, "2|Clear lacquer|2K|14|KG"), (0.12, 0.215, "Sherwin / L-91"),
    ])  # fmt: skip
    small = [w for w in page_.words if w.box.y0 in (0.175, 0.215)]
    words = (replace(w, box=replace(w.box, y1=w.box.y0 + 0.009)) if w in small else w for w in page_.words)
    [cut] = cut_documents([lay_out(replace(page_, words=tuple(words)))])
    record = record_of(cut, sha256="0" * 64, source="paper.pdf", second=None)
    assert used(record, "description", "grade", "quantity") == [
        ("Oak board", "FAS", "36"), ("Clear lacquer", "2K", "14"),
    ]  # fmt: skip


def test_columns_in_one_proportion_are_what_goes_into_one_and_into_all() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.12, 0.34, 0.46, 0.6], 0.14, "Item|Components|Zorp|Quorb|Unit",
               "1|Oak board|2|800|PCS", "2|Lacquer|0.035|14|KG", "3|Dowel|6|2400|PCS"),
    ])  # fmt: skip
    assert used(record, "quantity") == [("800",), ("14",), ("2400",)]


def test_amounts_with_units_are_counts() -> None:
    record = read([
        *HEAD,
        *table([0.05, 0.12, 0.34, 0.5], 0.14, "Item|Description|Grade|Amount", "1|Oak board|FAS|36.5 kg",
               "2|Lacquer|2K|14 kg", "3|Dowel|8 mm|90 pcs"),
    ])  # fmt: skip
    assert used(record, "quantity", "unit") == [("36.5", "KG"), ("14", "KG"), ("90", "PCS")]
