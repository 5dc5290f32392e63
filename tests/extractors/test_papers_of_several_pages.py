"""Habits of papers of several pages: heads printed again, sums carried forward, tables on sheets of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.cutting import cut_documents
from extractors.layout import lay_out
from schemas.page import Page
from tests.extractors.prepared import fields, grid, in_grid, lines, page
from tests.extractors.test_tables_overleaf import GOODS, HEAD, HEADERS, first, read, rest, row, second

NAMES = [goods[1] for goods in GOODS]


def test_a_head_without_a_known_number_that_is_printed_again_is_one_paper() -> None:
    head = [(0.06, 0.05, "COMMERCIAL INVOICE"), (0.06, 0.09, "Kestrel Tools Ltd."), (0.6, 0.09, "Our sign KT-4471")]
    pages = [page([*head, *row(0.2, HEADERS), *rest(0, 0.24)[:12]]),
             second([*head, *row(0.2, HEADERS), *rest(2, 0.24)])]  # fmt: skip
    (record,) = read(*pages)
    assert [line["description"] for line in lines(record)] == NAMES
    other = [*head[:2], (0.6, 0.09, "Our sign KT-4472")]
    assert len(read(pages[0], second([*other, *row(0.2, HEADERS), *rest(0, 0.24)]))) == 2


def test_a_copy_of_a_page_is_no_page_of_its_paper() -> None:
    head = [(0.06, 0.05, "COMMERCIAL INVOICE"), (0.06, 0.09, "Kestrel Tools Ltd."), (0.6, 0.09, "Our sign KT-4471")]
    one = page([*head, *row(0.2, HEADERS), *rest(0, 0.24)])
    assert len(cut_documents([lay_out(one), lay_out(replace(one, number=2))])) == 2


@pytest.mark.parametrize(
    ("numbers", "papers"),
    [(("001", "002", "003", "004", "005"), 1), (("8", "9", "10", "1", "2"), 2), (("8.", "9.", "10.", "11.", "12."), 1)],
)
def test_lines_that_are_counted_on_are_of_one_paper(numbers: tuple[str, ...], papers: int) -> None:
    def one(number: int, rows: slice) -> Page:
        head = [(0.06, 0.05, "COMMERCIAL INVOICE"), (0.6, 0.09, f"Printed 1{number}:04:2{number}")]
        counted = [(0.06, 0.26 + 0.04 * at, text) for at, text in enumerate(numbers[rows])]
        goods = [r for at, g in enumerate(GOODS[rows]) for r in row(0.26 + 0.04 * at, ("", *g[1:]))]
        return replace(page([*head, *row(0.2, HEADERS), *counted, *goods]), number=number)

    assert len(read(one(1, slice(0, 3)), one(2, slice(3, 5)))) == papers


@pytest.mark.parametrize(
    ("out", "back"),
    [("Carried forward", "Brought forward"), ("Total c/f", "Total b/f"), ("Continued on next page", "Continued"),
     ("Übertrag", "Übertrag"), ("Page total", "Brought forward")],
)  # fmt: skip
@pytest.mark.parametrize("again", [True, False])
def test_sums_carried_forward_are_no_goods_and_no_end(out: str, back: str, *, again: bool) -> None:
    headers = row(0.06, HEADERS) if again else []
    over = [(0.14, 0.1, back), (0.86, 0.1, "9,120.00")]
    (record,) = read(page([*first(2), (0.14, 0.3, out), (0.86, 0.3, "9,120.00")]),
                     second([*headers, *over, *rest(2, 0.13)]))  # fmt: skip
    assert [line["description"] for line in lines(record)] == NAMES


def test_headers_stand_first_on_a_third_page_too() -> None:
    pages = [page(first(2)), second([*row(0.06, HEADERS), *rest(2, 0.1)[:12]]),
             replace(second([*row(0.06, HEADERS), *rest(4, 0.1)]), number=3)]  # fmt: skip
    (record,) = read(*pages)
    assert [line["description"] for line in lines(record)] == NAMES


def test_a_row_whose_first_line_stands_higher_than_its_figures_begins_a_page() -> None:
    edges, tops, over = (0.05, 0.12, 0.5, 0.62, 0.72, 0.95), (0.2, 0.25, 0.3, 0.35), (0.03, 0.08, 0.13, 0.18)
    goods = [(g[0], "", g[2], g[3], g[5]) for g in GOODS]
    named = [(0.125, 0.034, "Battery pack"), (0.125, 0.058, "4 Ah"), (0.125, 0.096, GOODS[3][1]),
             (0.125, 0.146, GOODS[4][1])]  # fmt: skip
    low = [(x, y + 0.01, text) for x, y, text in in_grid(edges, over, goods[2:]) if text]
    head = ("Item", "Description of goods", "Qty", "Unit", "Amount")
    one = [(g[0], g[1], g[2], g[3], g[5]) for g in GOODS[:2]]
    (record,) = read(page([*HEAD, *in_grid(edges, tops, [head, *one])], grid(edges, tops)),
                     replace(page([*low, *named], grid(edges, over)), number=2))  # fmt: skip
    assert [line["description"] for line in lines(record)] == NAMES


ORDER = [
    (0.06, 0.05, "PRODUCTION ORDER"), (0.06, 0.09, "Order No: MO-20455"), (0.5, 0.09, "Product: Cordless drill 18 V"),
    (0.06, 0.12, "Quantity: 500 PCS"),
]  # fmt: skip
MATERIALS = (
    ("Item", "Component", "Description", "Required qty", "UoM", "Supplier"),
    ("10", "M-1001", "Motor 18 V", "500", "PCS", "Ningbo Motor Co."),
    ("20", "M-1002", "Gear box", "500", "PCS", "Haiou Gears"),
    ("30", "M-1003", "Housing", "1,000", "PCS", "Plast Polska"),
)


def materials(y: float) -> list[tuple[float, float, str]]:
    return [cell for at, texts in enumerate(MATERIALS) for cell in row(y + 0.03 * at, texts)]


def test_the_materials_of_an_order_may_stand_on_a_page_under_a_title_of_their_own() -> None:
    (record,) = read(page(ORDER), second([(0.06, 0.05, "BILL OF MATERIALS"), *materials(0.08)]))
    assert record.kind == "fac.production_order"
    assert [line["description"] for line in lines(record, "materials")] == ["Motor 18 V", "Gear box", "Housing"]


def test_a_bill_of_materials_with_a_number_of_its_own_is_a_paper() -> None:
    bill = [(0.06, 0.05, "BILL OF MATERIALS"), (0.5, 0.05, "BOM No: B-7714"), *materials(0.1)]
    assert [record.kind for record in read(page(ORDER), second(bill))] == ["fac.production_order", "fac.bom"]


def test_a_ruled_table_goes_on_at_the_very_top_of_a_page() -> None:
    edges, head = (0.05, 0.12, 0.5, 0.62, 0.72, 0.95), ("Item", "Description of goods", "Qty", "Unit", "Amount")
    goods = [(g[0], g[1], g[2], g[3], g[5]) for g in GOODS]
    tops = (0.2, 0.29, 0.32, 0.35)
    over = (0.03, 0.06, 0.09, 0.12)
    one = page([*HEAD, *in_grid(edges, tops, [head, *goods[:2]])], grid(edges, tops))
    two = replace(page(in_grid(edges, over, goods[2:]), grid(edges, over)), number=2)
    (record,) = read(one, two)
    assert [line["description"] for line in lines(record)] == NAMES


def test_the_sums_of_pallets_end_no_table() -> None:
    sums = [
        (0.14, 0.3, "Pallet total"),
        (0.86, 0.3, "9,120.00"),
        (0.14, 0.39, "Pallet total"),
        (0.86, 0.39, "9,500.00"),
    ]
    (record,) = read(
        page([*first(2), *rest(2, 0.33)[:12], *sums, (0.14, 0.42, "GRAND TOTAL"), (0.86, 0.42, "18,620.00")])
    )
    assert [line["description"] for line in lines(record)] == NAMES[:4]


def test_an_entry_summary_without_a_number_overleaf_is_the_same_entry() -> None:
    def entry(number: str) -> Page:
        return page([
            (0.1, 0.05, "ENTRY SUMMARY"), (0.5, 0.05, "CBP Form 7501"), (0.1, 0.08, number),
            (0.1, 0.12, "Importer: ACME"),
            (0.1, 0.15, "HTSUS 8433.60.0010"), (0.5, 0.15, "Duty 48.50"), (0.1, 0.18, "Entered value 6,275"),
        ])  # fmt: skip

    named, bare = entry("Entry No. 551-3307729-4"), replace(entry(""), number=2)
    assert [len(cut.sheets) for cut in cut_documents([lay_out(named), lay_out(bare)])] == [2]


def at(y: float, *cells: tuple[float, str]) -> list[tuple[float, float, str]]:
    return [(x, y, text) for x, text in cells]


def test_the_particulars_on_a_rider_are_the_goods_of_its_bill() -> None:
    bill = [(0.06, 0.05, "BILL OF LADING"), (0.6, 0.05, "B/L No: MBLX2604418"), (0.06, 0.1, "Shipper: DREAMWELL CO.")]
    bill += at(0.3, (0.06, "Marks"), (0.26, "No. of pkgs"), (0.4, "Description of goods"), (0.74, "Gross weight (kgs)"))
    bill += at(0.34, (0.06, "N/M"), (0.26, "800 CARTONS"), (0.4, "BEDDING AS PER RIDER"), (0.74, "18,510.000"))
    rider = [(0.36, 0.05, "RIDER TO BILL OF LADING"), (0.06, 0.08, "B/L No: MBLX2604418")]
    rider += at(0.12, (0.06, "No. of pkgs"), (0.26, "Description of goods"), (0.74, "Gross weight (kgs)"))
    rider += at(0.15, (0.06, "420 CARTONS"), (0.26, "MATTRESSES, QUEEN"), (0.74, "8,820.000"))
    rider += at(0.18, (0.06, "380 CARTONS"), (0.26, "TOPPERS"), (0.74, "9,690.000"))
    (record,) = read(page(bill), second(rider))
    assert [line["packages"] for line in lines(record)] == ["420", "380"]
    assert fields(record)["bl_number"] == "MBLX2604418"
