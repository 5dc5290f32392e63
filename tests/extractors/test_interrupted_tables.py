"""Lines between rows that would end a table, and do where no rows go on below them."""

from __future__ import annotations

import itertools

import pytest

from schemas.page import Box
from tests.extractors.prepared import fields, grid, in_grid, lines, read

HEAD = [(0.06, 0.04, "PACKING LIST"), (0.06, 0.07, "Shipper: Kestrel Tools Ltd."), (0.6, 0.07, "Invoice No: KT-4471")]
LEFTS = (0.06, 0.2, 0.55, 0.68, 0.82)
HEADERS = ("Carton Nos.", "Description of goods", "Qty", "Net kg", "Gross kg")
ROWS = (
    ("1-40", "Cordless drill 18 V", "120 PCS", "410.5", "455.0"),
    ("41-60", "Impact driver 18 V", "80 PCS", "205.0", "231.4"),
    ("61-90", "Battery pack 4 Ah", "400 PCS", "318.2", "344.9"),
)
NAMES = [row[1] for row in ROWS]


def at(y: float, cells: tuple[str, ...]) -> list[tuple[float, float, str]]:
    return [(x, y, text) for x, text in zip(LEFTS, cells, strict=True)]


def table(between: list[list[tuple[float, str]]]) -> list[tuple[float, float, str]]:
    """The rows under their headers, with lines of print (left, text) above each and below the last."""
    found, y = [*HEAD, *at(0.2, HEADERS)], 0.22
    for row, said in zip((*ROWS, None), between, strict=True):
        for line in (said, *([] if row is None else [None])):
            y += 0.025
            found += [(x, y, text) for x, text in line] if line else []
        found += at(y, row) if row else []
    return found


@pytest.mark.parametrize(
    "heading",
    [
        [(0.06, "Container No: MSKU3308149"), (0.45, "Seal No: BR0077121"), (0.7, "Type: 40 HC")],
        [(0.06, "Order No: SO-20418"), (0.3, "Buyer: KX Trading")],
        [(0.06, "Invoice No: KT-4471")],
    ],
)
def test_captions_with_values_over_the_rows_are_no_end(heading: list[tuple[float, str]]) -> None:
    record = read(table([heading, [], heading, []]))
    assert [line["description"] for line in lines(record)] == NAMES
    assert [float(line["net_weight_kg"]) for line in lines(record)] == [float(row[3]) for row in ROWS]


def test_headings_over_each_other_are_no_end() -> None:
    heads = [(0.06, 0.215, "Container MSKU3308149 40 HC seal BR0077121")]
    record = read([*heads, *table([[(0.06, "Order: SO-20418 Customer: KX")], [], [], []])])
    assert [line["description"] for line in lines(record)] == NAMES


def test_remarks_between_rows_are_no_end_and_no_goods() -> None:
    said = [(0.2, "Note: see drawing 4-1178")]
    record = read(table([[], said, said, said]))
    assert [line["description"] for line in lines(record)] == NAMES


def test_a_block_of_captions_below_a_table_ends_it() -> None:
    said = [(0.06, "Invoice No: KT-4471"), (0.3, "Vessel: ONE HANNOVER")]
    below = at(0.45, ("40 HC", "Rotterdam", "12 days", "410", "455"))
    record = read([*table([[], [], [], said]), (0.06, 0.42, "Equipment"), (0.55, 0.42, "Transit"), *below])
    assert [line["description"] for line in lines(record)] == NAMES
    assert fields(record)["invoice_number"] == "KT-4471"


def test_products_are_numbered_and_their_materials_set_in_below_them() -> None:
    left = (0.05, 0.09, 0.3, 0.5, 0.6, 0.7, 0.8)
    headers = ("No.", "Product / material", "Specification", "Planned qty", "Unit", "Batch", "Start date")
    rows = [
        ("1", "Welded wire mesh", "25x25", "4200", "ROLL", "B-11", "2026-03-11"),
        ("", " Low carbon wire", "Q195 1.6 mm", "63.5", "T", "TS-871", ""),
        ("", " Zinc ingot", "Zn99.995", "5.6", "T", "HX-218", ""),
        ("2", "Welded wire mesh", "50x50", "1800", "ROLL", "B-12", "2026-03-12"),
        ("", " Low carbon wire", "Q195 2.0 mm", "41.2", "T", "TS-872", ""),
    ]
    said = [(0.4, 0.04, "PRODUCTION ORDER"), (0.05, 0.08, "Order No: SC-0308")]
    said += [(x, 0.16, text) for x, text in zip(left, headers, strict=True)]
    for n, row in enumerate(rows):
        said += [
            (x + 0.02 * text.startswith(" "), 0.19 + 0.03 * n, text) for x, text in zip(left, row, strict=True) if text
        ]
    record = read(said)
    assert [line["specification"] for line in lines(record)] == ["25x25", "50x50"]
    assert [line["description"] for line in lines(record, "materials")] == [
        "Low carbon wire",
        "Zinc ingot",
        "Low carbon wire",
    ]


def test_an_order_lists_its_products_and_beside_each_what_goes_into_it() -> None:
    edges = (0.05, 0.1, 0.3, 0.4, 0.48, 0.7, 0.8, 0.88, 0.96)
    headers = ("No.", "Product name", "Planned qty", "Unit", "Material name", "Spec.", "Qty", "Unit")
    rows = [
        ("1", "Steel bracket", "500", "PCS", "Steel sheet", "Q235 2 mm", "1,250", "KG"),
        ("", "", "", "", "Zinc powder", "99%", "40", "KG"),
        ("2", "Steel hinge", "800", "PCS", "Steel strip", "Q195 1 mm", "960", "KG"),
    ]
    tops = (0.2, 0.24, 0.28, 0.32, 0.36)
    cells = [c for c in grid(edges, tops) if not (c.x1 <= 0.48 and c.y0 in (0.24, 0.28))]
    for a, b in itertools.pairwise(edges[:5]):
        cells += grid((a, b), (0.24, 0.32))
    said = [(0.4, 0.04, "PRODUCTION ORDER"), (0.05, 0.08, "Order No: SC-0308")]
    record = read([*said, *((x, y, t) for x, y, t in in_grid(edges, tops, [headers, *rows]) if t)], cells)
    assert [line["description"] for line in lines(record)] == ["Steel bracket", "Steel hinge"]
    assert [line["quantity"] for line in lines(record, "materials")] == ["1250", "40", "960"]


def test_customs_data_of_several_captions_stand_below_each_article() -> None:
    left = (0.06, 0.15, 0.25, 0.66, 0.75, 0.86)
    said = [(0.55, 0.04, "COMMERCIAL INVOICE"), (0.06, 0.08, "Seller: Kestrel Tools Ltd.")]
    said += [
        (x, 0.2, t) for x, t in zip(left, ("Pos.", "Material", "Description", "Qty", "Price", "Amount"), strict=True)
    ]
    rows = [
        ("10", "7044100", "Axial piston pump", "24 PCS", "412.50", "9,900.00", "84135061", "Deutschland"),
        ("20", "7044137", "Proportional valve", "60 PCS", "188.20", "11,292.00", "84812010", "Italien"),
        ("30", "7044174", "Seal kit", "250 SET", "9.85", "2,462.50", "40169300", "Polen"),
    ]
    for n, row in enumerate(rows):
        said += [(x, 0.23 + 0.04 * n, t) for x, t in zip(left, row[:6], strict=True)]
        below = ((0.25, f"Stat. Warennr.: {row[6]}"), (0.43, f"Ursprung: {row[7]}"), (0.59, f"Bestellung 45{n}"))
        said += [(x, 0.245 + 0.04 * n, t) for x, t in below]
    found = lines(read(said))
    assert [line["hs_code"] for line in found] == [row[6] for row in rows]
    assert [line["origin_country"] for line in found] == ["DE", "IT", "PL"]


def test_orders_and_cases_over_rows_are_no_goods() -> None:
    found = table([[(0.2, "CASE NO. 1 / ORDER T-4471A")], [], [(0.2, "PO 7731204")], []])
    assert [line["description"] for line in lines(read(found))] == NAMES


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        (("Code", "Material", "Qty", "Unit", "Supplier"), ("Polyol 5613", "Isocyanate", "Catalyst A33")),
        (("Item", "Grade", "Planned qty", "Unit", "Supplier"), ("Polyol", "Isocyanate 44V20", "Catalyst")),
    ],
)
def test_a_supplier_called_total_sums_nothing_and_names_of_items_number_none(
    headers: tuple[str, ...], names: tuple[str, ...]
) -> None:
    left = (0.05, 0.2, 0.5, 0.6, 0.7)
    said = [(0.4, 0.04, "PRODUCTION ORDER"), (0.05, 0.08, "Order No: SC-0308"), (0.05, 0.1, "Product: Foam cushion")]
    said += [(0.05, 0.17, "Materials issued"), *((x, 0.2, text) for x, text in zip(left, headers, strict=True))]
    firms = ("Total Petrochemicals", "Covestro AG", "Total Energies")
    for n, (name, firm) in enumerate(zip(names, firms, strict=True)):
        row = (f"M-{n}1", name) if headers[0] == "Code" else (name, "technical")
        said += [(x, 0.225 + 0.025 * n, text) for x, text in zip(left, (*row, f"{n + 2}40", "KG", firm), strict=True)]
    found = lines(read(said), "materials")
    assert [line["supplier"] for line in found] == list(firms)
    assert [line["quantity"] for line in found] == ["240", "340", "440"]


def test_groups_with_their_captions_and_sums_are_one_table() -> None:
    y, said = 0.2, [*HEAD, *at(0.2, HEADERS)]
    for container, rows in (("MSKU3308149", ROWS[:1]), ("TCKU1774020", ROWS[1:])):
        y += 0.022
        said.append((0.06, y, f"Container No: {container} Seal No: 00{len(rows)}7121"))
        for row in rows:
            y += 0.022
            said += at(y, row)
        y += 0.022
        said += [(0.06, y, "Container total"), (0.55, y, "200 PCS"), (0.68, y, "615.5"), (0.82, y, "686.4")]
    said += [(0.06, y + 0.022, "Grand total"), (0.68, y + 0.022, "933.7"), (0.82, y + 0.022, "1,031.3")]
    assert [line["description"] for line in lines(read(said))] == NAMES


@pytest.mark.parametrize("said", ["Subtotal", "Order total", "Total"])
def test_rows_go_on_below_the_only_sum_of_a_page(said: str) -> None:
    """The sum of the second group stands overleaf."""

    def rows(y: float, names: list[str]) -> list[tuple[float, float, str]]:
        return [w for n, name in enumerate(names) for w in at(y + 0.025 * n, ("1-40", name, "120 PCS", "41.5", "45.0"))]

    summed = [(0.2, 0.325, said), (0.68, 0.325, "124.5"), (0.82, 0.325, "135.0")]
    first, second = ["Cordless drill", "Impact driver", "Battery pack"], ["Angle grinder", "Jig saw"]
    print_ = [*HEAD, *at(0.2, HEADERS), *rows(0.25, first), *summed]
    assert [line["description"] for line in lines(read(print_))] == first
    assert [line["description"] for line in lines(read([*print_, *rows(0.35, second)]))] == [*first, *second]


def test_a_remark_in_a_cell_over_all_columns_below_each_row_is_no_end() -> None:
    edges = (0.05, 0.1, 0.3, 0.5, 0.6, 0.7, 0.95)
    rows = [
        ("No.", "Part name", "Material", "Qty", "Unit", "Maker"),
        ("1", "Body case", "ADC12", "5,100", "PC", "Siam Diecast"),
        ("2", "Rotor", "SUS420J2", "5,050", "PC", "Tokai Seimitsu"),
        ("3", "Gasket", "FKM t1.0", "5,100", "PC", "Bangkok Rubber"),
    ]
    print_ = [(0.06, 0.03, "PARTS LIST"), (0.06, 0.06, "List No.: PL-17"), (0.06, 0.09, "Product: Vacuum pump")]
    cells, y = [], 0.15
    for n, row in enumerate(rows):
        print_ += in_grid(edges, (y, y + 0.025), [row])
        cells += grid(edges, (y, y + 0.025))
        y += 0.025
        if n:
            print_.append((0.11, y + 0.006, "Note: see drawing 4-1178"))
            cells.append(Box(edges[0], y, edges[-1], y + 0.025))
            y += 0.025
    found = lines(read(print_, cells), "materials")
    assert [line["description"] for line in found] == [row[1] for row in rows[1:]]
    assert [line["supplier"] for line in found] == [row[5] for row in rows[1:]]


def test_sums_carried_over_in_turkish_are_no_rows() -> None:
    carried = [(0.2, 0.33, "Nakli yekûn"), (0.68, 0.33, "933.7"), (0.82, 0.33, "1,031.3")]
    brought = [(0.2, 0.235, "Devreden"), (0.68, 0.235, "200.0"), (0.82, 0.235, "300.0")]
    record = read([*table([[], [], [], []]), *brought, *carried])
    assert [line["description"] for line in lines(record)] == NAMES
