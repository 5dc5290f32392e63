"""Tables that go on overleaf: with the page's first line in their columns, whether or not headers are printed again."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import lay_out
from schemas.page import Box, Page
from schemas.record import Record
from tests.extractors.prepared import fields, grid, in_grid, lines, page
from tests.extractors.test_entry_printouts import BLOCKS, TITLE

LEFTS = (0.06, 0.14, 0.5, 0.62, 0.74, 0.86)
HEADERS = ("Item", "Description of goods", "Qty", "Unit", "Unit price", "Amount")
GOODS = (
    ("1", "Cordless drill 18 V", "120", "PCS", "41.00", "4,920.00"),
    ("2", "Impact driver 18 V", "80", "PCS", "52.50", "4,200.00"),
    ("3", "Battery pack 4 Ah", "400", "PCS", "18.25", "7,300.00"),
    ("4", "Charger, fast", "200", "PCS", "11.00", "2,200.00"),
    ("5", "Test report folder", "10", "PCS", "2.00", "20.00"),
)
HEAD = [
    (0.06, 0.05, "COMMERCIAL INVOICE"),
    (0.06, 0.09, "Seller: Kestrel Tools Ltd."),
    (0.6, 0.09, "Invoice No: KT-4471"),
]


def row(y: float, cells: Sequence[str]) -> list[tuple[float, float, str]]:
    return [(x, y, text) for x, text in zip(LEFTS, cells, strict=True)]


def first(rows: int) -> list[tuple[float, float, str]]:
    body = [cell for at in range(rows) for cell in row(0.24 + 0.03 * at, GOODS[at])]
    return [*HEAD, *row(0.2, HEADERS), *body]


def rest(start: int, y: float) -> list[tuple[float, float, str]]:
    return [cell for at, goods in enumerate(GOODS[start:]) for cell in row(y + 0.03 * at, goods)]


def read(*pages: Page) -> list[Record]:
    cuts = cut_documents([lay_out(one) for one in pages])
    return [record_of(cut, sha256="0" * 64, source="paper.pdf", second=None) for cut in cuts]


def second(text: list[tuple[float, float, str]]) -> Page:
    return replace(page(text), number=2)


def test_rows_overleaf_are_read_under_the_headers_of_the_page_before() -> None:
    end = [(0.5, 0.4, "TOTAL"), (0.86, 0.4, "18,640.00")]
    (record,) = read(page(first(2)), second([*rest(2, 0.06), *end]))
    found = lines(record)
    assert [line["description"] for line in found] == [goods[1] for goods in GOODS]
    assert [str(line["quantity"]) for line in found] == ["120", "80", "400", "200", "10"]
    assert fields(record)["invoice_number"] == "KT-4471"
    told = record.lines[2]["description"]
    assert told is not None
    assert (told.sightings[0].page, round(told.sightings[0].box.y0, 2)) == (2, 0.06)


def test_rows_stand_below_what_the_next_page_says_of_itself() -> None:
    again = [(0.06, 0.03, "Kestrel Tools Ltd."), (0.75, 0.03, "Page 2 of 2")]
    (record,) = read(page([*first(2), (0.75, 0.95, "Page 1 of 2")]), second([*again, *rest(2, 0.1)]))
    assert [line["description"] for line in lines(record)] == [goods[1] for goods in GOODS]


def test_words_amid_rows_overleaf_begin_no_other_paper() -> None:
    (record,) = read(page(first(4)), second(rest(4, 0.06)))
    assert record.kind == "ship.invoice"
    assert len(record.lines) == 5


def test_a_table_that_is_summed_up_has_no_rows_overleaf() -> None:
    end = [(0.5, 0.33, "TOTAL"), (0.86, 0.33, "9,120.00")]
    records = read(page([*first(2), *end]), second([(0.06, 0.03, "Page 2 of 2"), *rest(2, 0.1)]))
    assert [line["description"] for line in lines(records[0])] == [goods[1] for goods in GOODS[:2]]


def test_headers_printed_again_are_enough() -> None:
    (record,) = read(page([*first(2), (0.75, 0.95, "Page 1 of 2")]),
                     second([(0.75, 0.03, "Page 2 of 2"), *row(0.08, HEADERS), *rest(2, 0.12)]))  # fmt: skip
    assert [line["description"] for line in lines(record)] == [goods[1] for goods in GOODS]


def test_a_page_that_begins_with_the_same_headers_goes_on_with_the_paper() -> None:
    test_report = [(0.5, 0.3, "TEST REPORT enclosed")]
    (record,) = read(page(first(2)), second([*row(0.06, HEADERS), *rest(2, 0.1), *test_report]))
    assert record.kind == "ship.invoice"
    assert [line["description"] for line in lines(record)] == [goods[1] for goods in GOODS]


def test_a_page_with_the_same_head_and_headers_may_be_another_paper() -> None:
    other = [
        (0.06, 0.05, "COMMERCIAL INVOICE"),
        (0.06, 0.09, "Seller: Kestrel Tools"),
        (0.6, 0.09, "Invoice No: KT-4472"),
    ]
    records = read(page(first(2)), second([*other, *row(0.2, HEADERS), *rest(2, 0.24)]))
    assert [fields(record)["invoice_number"] for record in records] == ["KT-4471", "KT-4472"]


def test_lines_of_an_entry_go_on_overleaf() -> None:
    lefts = (0.06, 0.12, 0.28, 0.55, 0.68, 0.8, 0.9)
    headers = ("Ln", "Tariff no.", "Goods", "Net qty", "Gross kg", "Value $", "Duty $")
    goods = [
        ("1", "8433.60.0010", "Sorting machines", "2 NO", "4,120", "38,900", "0.00"),
        ("2", "8428.33.0000", "Belt conveyors", "5 NO", "1,870", "6,275", "48.50"),
        ("3", "8413.70.2004", "Centrifugal pumps", "12 NO", "640", "9,400", "12.25"),
        ("4", "4010.12.1000", "Conveyor belts", "8 NO", "310", "2,115", "60.10"),
    ]

    def printed(y: float, rows: Sequence[Sequence[str]]) -> list[tuple[float, float, str]]:
        return [(x, y + 0.03 * at, text) for at, row in enumerate(rows) for x, text in zip(lefts, row, strict=True)]

    title = [*TITLE, *BLOCKS]
    (record,) = read(page([*title, *printed(0.2, [headers, *goods[:2]])]), second(printed(0.06, goods[2:])))
    told = [
        (line["line_no"], line["description"], line["entered_value_usd"], line["duty_usd"]) for line in lines(record)
    ]
    assert told == [(row[0], row[2], row[5].replace(",", ""), row[6]) for row in goods]


def test_figures_in_names_and_types_of_one_page_are_asked_of_no_row_of_the_next() -> None:
    goods = [(g[0], f"{g[1]} {n}" * (n < 2) or "Carton", *g[2:]) for n, g in enumerate(GOODS)]
    rows = [cell for at, g in enumerate(goods[:2]) for cell in row(0.24 + 0.03 * at, g)]
    more = [cell for at, g in enumerate(goods[2:]) for cell in row(0.06 + 0.03 * at, g)]
    (record,) = read(page([*HEAD, *row(0.2, HEADERS), *rows]), second(more))
    assert [line["description"] for line in lines(record)] == [g[1] for g in goods]


def test_rows_in_one_box_with_their_captions_go_on_in_such_a_box() -> None:
    edges = (*LEFTS, 0.97)
    boxes = [Box(a - 0.01, 0.19, b - 0.01, 0.5) for a, b in itertools.pairwise(edges)]
    more = [Box(a - 0.01, 0.05, b - 0.01, 0.2) for a, b in itertools.pairwise(edges)]
    (record,) = read(page(first(2), boxes), replace(page(rest(2, 0.06), more), number=2))
    assert [line["description"] for line in lines(record)] == [g[1] for g in GOODS]


def test_what_looks_like_headers_below_the_rows_of_a_next_page_is_no_reason_to_lose_them() -> None:
    end = [(0.06, 0.3, "Description of goods sold"), (0.5, 0.3, "Qty"), (0.86, 0.3, "Amount"), (0.06, 0.33, "3 kinds"),
           (0.5, 0.33, "610"), (0.86, 0.33, "9,520.00")]  # fmt: skip
    (record,) = read(page(first(2)), second([*rest(2, 0.06), *end]))
    assert [line["description"] for line in lines(record)][:5] == [g[1] for g in GOODS]


def test_ruled_columns_may_have_other_widths_overleaf() -> None:
    wide, narrow = (0.05, 0.1, 0.4, 0.6, 0.68, 0.75, 0.95), (0.05, 0.09, 0.32, 0.7, 0.78, 0.86, 0.95)
    headers = ("No.", "Description", "Specification", "Qty", "Unit", "Supplier")
    made = [
        ("1", "Motor housing", "AlSi9Cu3", "2", "pcs", "Gusswerk Harz"),
        ("2", "Copper wire", "W180", "5", "kg", "Essex Italy"),
        ("3", "Mechanical seal", "SiC", "1", "pcs", "Nanjing Seals"),
        ("4", "Rubber foot", "EPDM 60", "4", "pcs", "Gummi Kral"),
        ("5", "Cable", "3G1 H07RN", "3", "m", "Kabel Ost"),
        ("6", "Label", "PET 50", "1", "pcs", "Label Line"),
    ]
    head = [(0.06, 0.03, "BILL OF MATERIALS"), (0.06, 0.06, "BOM No.: B-2211"), (0.6, 0.06, "Date: 2026-02-11")]
    blocks = grid((0.05, 0.35, 0.7, 0.95), (0.02, 0.05, 0.08))
    tops = [0.15 + 0.03 * n for n in range(6)]
    over = [0.15 + 0.03 * n for n in range(4)]
    begun = [*head, (0.06, 0.1, "Product: Garden pump GP 40"), *in_grid(wide, tops, [headers, *made[:4]])]
    pages = page(begun, [*blocks, *grid(wide, tops)]), second([*head, *in_grid(narrow, over, made[4:])])
    pages = pages[0], replace(pages[1], cells=(*blocks, *grid(narrow, over[:3])))
    (record,) = read(*pages)
    found = lines(record, "materials")
    assert [line["description"] for line in found] == [one[1] for one in made]
    assert [line["grade"] for line in found] == [one[2] for one in made]
    assert [line["quantity"] for line in found] == [one[3] for one in made]
    assert [line["supplier"] for line in found] == [one[5] for one in made]
