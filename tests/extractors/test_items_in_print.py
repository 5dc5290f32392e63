"""Goods and materials that are listed without columns: several values stand in one run of print."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors import documents
from extractors.cutting import cut_documents
from extractors.layout import lay_out
from extractors.tables.items_in_print import items_in_print
from extractors.tables.page_tables import Listed
from schemas.page import Box, Page
from tests.extractors.prepared import fields, lines, page, read

INVOICE = [
    (0.3, 0.05, "COMMERCIAL INVOICE"), (0.06, 0.08, "Exporter: Kobe Bearing Co., Ltd."),
    (0.06, 0.10, "Consignee: Lakeview Industrial LLC"), (0.06, 0.12, "Invoice No.: INV-94360"),
]  # fmt: skip
BILL = [
    (0.3, 0.05, "BILL OF MATERIALS"), (0.06, 0.08, "Producer: Delta Fixtures Ltd."),
    (0.06, 0.10, "Document No.: K-53544"),
    (0.06, 0.12, "Product: Steel shelving units"), (0.06, 0.14, "Order qty: 1,300 pcs"),
]  # fmt: skip


def printed(texts: list[str], left: float = 0.06, top: float = 0.2) -> list[tuple[float, float, str]]:
    return [(left, top + 0.018 * n, text) for n, text in enumerate(texts)]


SOLD = [
    {"description": "Ball valves, brass", "hs_code": "848180", "quantity": "500", "unit": "PCS", "value": "1200"},
    {"description": "Brake drums", "hs_code": "870830", "quantity": "40", "unit": "PCS", "value": "1040"},
    {"description": "Copper tubes, 22 mm", "hs_code": "741110", "quantity": "75", "unit": "PCS", "value": "937.5"},
]


@pytest.mark.parametrize(
    "texts",
    [
        [
            "1. Ball valves, brass; HS 8481.80; 500 pcs @ USD 2.40 = USD 1,200.00",
            "2. Brake drums; HS 8708.30; 40 pcs @ USD 26.00 = USD 1,040.00",
            "3. Copper tubes, 22 mm; HS 7411.10; 75 pcs @ USD 12.50 = USD 937.50",
        ],
        [
            "• Ball valves, brass | HTS: 8481.80 | Qty: 500 pcs | Unit price: $2.40 | Amount: $1,200.00",
            "• Brake drums | HTS: 8708.30 | Qty: 40 pcs | Unit price: $26.00 | Amount: $1,040.00",
            "• Copper tubes, 22 mm | HTS: 7411.10 | Qty: 75 pcs | Unit price: $12.50 | Amount: $937.50",
        ],
        [
            "Item 1 Ball valves, brass", "HS code 848180 / 500 pcs", "USD 2.40 / USD 1,200.00",
            "Item 2 Brake drums", "HS code 870830 / 40 pcs", "USD 26.00 / USD 1,040.00",
            "Item 3 Copper tubes, 22 mm", "HS code 741110 / 75 pcs", "USD 12.50 / USD 937.50",
        ],
        [
            "(a) 500 pcs of Ball valves, brass, classified under HS 8481.80, at USD 2.40 each, total USD 1,200.00.",
            "(b) 40 pcs of Brake drums, classified under HS 8708.30, at USD 26.00 each, total USD 1,040.00.",
            "(c) 75 pcs of Copper tubes, 22 mm, classified under HS 7411.10, at USD 12.50 each, total USD 937.50.",
        ],
        [
            "Ball valves, brass - 500 pcs - HS 8481.80 - USD 2.40 - USD 1,200.00",
            "Brake drums - 40 pcs - HS 8708.30 - USD 26.00 - USD 1,040.00",
            "Copper tubes, 22 mm - 75 pcs - HS 7411.10 - USD 12.50 - USD 937.50",
        ],
    ],
    ids=["numbered", "bullets", "three lines each", "sentences", "nothing parts them"],
)  # fmt: skip
def test_goods_are_told_by_captions_and_looks_however_they_are_parted(texts: list[str]) -> None:
    record = read([*INVOICE, *printed(texts), *printed(["Total: USD 3,177.50"], top=0.5)])
    found = lines(record)
    assert [{name: line.get(name) for name in SOLD[0]} for line in found] == SOLD
    assert fields(record)["invoice_number"] == "INV-94360"
    told = [line["description"] for line in record.lines]
    assert all(value and value.confidence <= 0.8 for value in told)  # nothing but their place says what they are


def test_a_price_and_an_amount_are_told_apart_by_reckoning_where_nothing_names_them() -> None:
    texts = ["1) Gaskets, USD 1,500.00, 100 pcs, USD 15.00", "2) Hose clamps, USD 80.00, 20 pcs, USD 4.00"]
    found = lines(read([*INVOICE, *printed(texts)]))
    assert [(line["quantity"], line["value"]) for line in found] == [("100", "1500"), ("20", "80")]


def test_weights_are_told_by_their_captions_and_packages_by_their_kind() -> None:
    head = [(0.3, 0.05, "PACKING LIST"), (0.06, 0.08, "Invoice No.: PX-11883")]
    texts = [
        "- Garden shears with ash handles; 12 cartons; 600 pcs; net 120.5 kg; gross 131 kg",
        "- Glass tumblers 300 ml; 30 cartons; 2,160 pcs; net 648 kg; gross 702 kg",
    ]
    first, second = lines(read([*head, *printed(texts)]))
    assert (first["packages"], first["package_kind"], first["quantity"]) == ("12", "CARTONS", "600")
    assert (first["net_weight_kg"], first["gross_weight_kg"]) == ("120.5", "131")
    assert (second["description"], second["quantity"]) == ("Glass tumblers 300 ml", "2160")


def test_materials_stand_in_cards_of_two_columns() -> None:
    cards = [
        (0.06, 0.2, ["- Brass rod", "Quantity 824.5 kg Spec CW614N", "Supplier Vina Metals JSC"]),
        (0.55, 0.2, ["- Hex screw", "Quantity 9,000 pcs Spec A2-70", "Supplier Nordic Polymers AS"]),
        (0.06, 0.28, ["- Polyester fabric", "Quantity 350 m Spec 600D PU", "Supplier Kobe Textile Co., Ltd."]),
        (0.55, 0.28, ["- Carton", "Quantity 1,300 pcs Spec 5-ply", "Supplier Hartwell Packaging Inc."]),
    ]  # fmt: skip
    record = read([*BILL, *(line for left, top, texts in cards for line in printed(texts, left, top))])
    found = [(m["description"], m["quantity"], m["grade"], m["supplier"]) for m in lines(record, "materials")]
    assert found == [
        ("Brass rod", "824.5", "CW614N", "Vina Metals JSC"),
        ("Hex screw", "9000", "A2-70", "Nordic Polymers AS"),
        ("Polyester fabric", "350", "600D PU", "Kobe Textile Co., Ltd"),
        ("Carton", "1300", "5-ply", "Hartwell Packaging Inc"),
    ]
    assert lines(record)[0]["description"] == "Steel shelving units"


def test_what_most_items_have_between_marks_is_grade_and_supplier_of_materials() -> None:
    texts = [
        "Line 10 Glass panel", "2,600 pcs, 4 mm tempered, Longtai Hardware Co., Ltd.",
        "Line 20 Brass rod", "50 kg, CW614N 22 mm, Kobe Metals Ltd.",
    ]  # fmt: skip
    found = lines(read([*BILL, *printed(texts)]), "materials")
    assert [(m["description"], m["grade"], m["supplier"]) for m in found] == [
        ("Glass panel", "4 mm tempered", "Longtai Hardware Co., Ltd"),
        ("Brass rod", "CW614N 22 mm", "Kobe Metals Ltd"),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["Garden shears: 600 pcs in 12 ctns, NW 120.5 kgs, GW 131 kgs",
         "Glass tumblers: 2160 pcs in 30 ctns, NW 648 kgs, GW 702 kgs"],
        ["GARDEN SHEARS", "QTY 600 / CTNS 12 / N.W. 120.5 / G.W. 131.0",
         "GLASS TUMBLERS", "QTY 2160 / CTNS 30 / N.W. 648.0 / G.W. 702.0"],
        ["1. 600 pcs Garden shears, 12 cartons, 120.5 kg net, 131 kg gross",
         "2. 2,160 pcs Glass tumblers, 30 cartons, 648 kg net, 702 kg gross"],
    ],
    ids=["a colon behind the name", "figures below without units", "words behind the weights"],
)  # fmt: skip
def test_goods_of_packing_lists_are_told_in_lines_of_print(texts: list[str]) -> None:
    head = [(0.3, 0.05, "PACKING LIST"), (0.06, 0.08, "Invoice No.: PX-11883")]
    names = ("quantity", "packages", "net_weight_kg", "gross_weight_kg")
    found = lines(read([*head, *printed(texts)]))
    assert [line["description"].upper() for line in found] == ["GARDEN SHEARS", "GLASS TUMBLERS"]
    assert [tuple(line[name] for name in names) for line in found] == [
        ("600", "12", "120.5", "131"), ("2160", "30", "648", "702"),
    ]  # fmt: skip


def test_a_paragraph_may_list_materials_behind_letters() -> None:
    texts = [
        "Issued: (a) Steel coil SPCC 120 kg, lot B1234 (b) Powder paint RAL 9005 35 kg, lot Q8812",
        "(c) Hex screws A2-70 9,000 pcs, lot L5555",
    ]
    found = lines(read([*BILL, *printed(texts)]), "materials")
    assert [(m["description"], m["quantity"], m["lot_number"]) for m in found] == [
        ("Steel coil SPCC", "120", "B1234"), ("Powder paint RAL 9005", "35", "Q8812"),
        ("Hex screws A2-70", "9000", "L5555"),
    ]  # fmt: skip


def test_small_words_that_all_items_have_lead_to_who_supplies_them() -> None:
    texts = [
        "824.5 kg Brass rod CW614N ex Vina Metals JSC, heat 88123",
        "9,000 pcs Hex screw A2-70 ex Nordic Polymers AS, heat 88124",
        "1,300 pcs Carton 5-ply ex Hartwell Packaging Inc., heat 88125",
    ]
    found = lines(read([*BILL, *printed(texts)]), "materials")
    assert [(m["description"], m["supplier"], m["heat_number"]) for m in found] == [
        ("Brass rod CW614N", "Vina Metals JSC", "88123"), ("Hex screw A2-70", "Nordic Polymers AS", "88124"),
        ("Carton 5-ply", "Hartwell Packaging Inc", "88125"),
    ]  # fmt: skip


def test_numbered_captions_that_all_ask_for_goods_are_a_list_and_no_form() -> None:
    names = ("Ball valves", "Brake drums", "Copper tubes", "Glass tumblers", "Garden shears")
    texts = [f"{n}. Description of goods: {name}, HS code: 8481.80, criterion B" for n, name in enumerate(names, 1)]
    head = [(0.3, 0.05, "USMCA CERTIFICATION OF ORIGIN"), (0.06, 0.08, "Exporter: Frenos del Norte S.A.")]
    found = lines(read([*head, *printed(texts)]))
    assert [(line["item"], line["description"]) for line in found] == [
        (str(n), name) for n, name in enumerate(names, 1)
    ]


def test_headings_of_groups_are_no_part_of_items() -> None:
    texts = [
        "1. Pumps, cast iron; HS 8413.70; criterion B", "2. Ball valves; HS 8481.80; criterion A",
        "Group B - second delivery", "3. Brake drums; HS 8708.30; criterion B",
    ]  # fmt: skip
    head = [(0.3, 0.05, "USMCA CERTIFICATION OF ORIGIN"), (0.06, 0.08, "Exporter: Frenos del Norte S.A.")]
    found = lines(read([*head, *printed(texts)]))
    assert [(line["item"], line["description"], line["origin_criterion"]) for line in found] == [
        ("1", "Pumps, cast iron", "B"), ("2", "Ball valves", "A"), ("3", "Brake drums", "B"),
    ]  # fmt: skip


def test_captions_of_a_paper_are_no_items() -> None:
    texts = ["Contract: 4500-881", "Payment: 30 days", "Port of loading: Busan", "Vessel: Hanjin Rio 012E"]
    assert lines(read([*INVOICE, *printed(texts)])) == []


def test_brackets_right_behind_the_names_of_most_materials_hold_their_grades() -> None:
    texts = [
        "kiln-dried hardwood lumber (red oak 5/4, No. 1), 3,150 pcs, Blue Ridge Mills, USA;",
        "polyurethane foam (2.0 lb density, 33 ILD), 4,860.5 kg, Carolina Foam Inc., USA;",
        "upholstery fabric (100% polyester, 54 in), 1,350 m, Zhejiang Textiles, China;",
        "cotton batting (10 oz natural), 600 m, Delta Fibers Corp., USA.",
    ]
    found = lines(read([*BILL, *printed([f"({'abcd'[n]}) {text}" for n, text in enumerate(texts)])]), "materials")
    assert [line["grade"] for line in found] == [
        "red oak 5/4, No. 1", "2.0 lb density, 33 ILD", "100% polyester, 54 in", "10 oz natural",
    ]  # fmt: skip
    assert [line["quantity"] for line in found] == ["3150", "4860.5", "1350", "600"]
    assert [line["description"] for line in found][1:3] == ["polyurethane foam", "upholstery fabric"]


def test_the_print_of_a_paper_is_parted_once_for_all_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counting(*given: Any, **more: Any) -> dict[int, Listed]:
        asked.append(given[2] if len(given) > 2 else "")
        return items_in_print(*given, **more)

    monkeypatch.setattr(documents, "items_in_print", counting)
    pages: list[Page] = []
    for n in range(3):
        texts = [f"{3 * n + i + 1}. Ball valve {i} mm; HS 8481.80; {40 + i} pcs; net {12 + i} kg" for i in range(3)]
        head = INVOICE if not n else [(0.06, 0.05, "Invoice No.: INV-94360")]
        pages.append(replace(page([*head, *printed(texts), (0.8, 0.96, f"Page {n + 1} of 3")]), number=n + 1))
    [cut] = cut_documents([lay_out(one) for one in pages])
    record = documents.record_of(cut, sha256="0" * 64, source="paper.pdf", second=None)
    assert len(lines(record)) == 9
    assert len(asked) == 1


MATERIALS = [
    ("Motor housing", "AlSi9Cu3", "500 pcs", "Gusswerk Harz", "Germany"),
    ("Copper wire, enamelled", "W180 0.4 mm", "120.5 kg", "Essex Italy", "Italy"),
    ("Mechanical seal", "12 mm SiC", "500 pcs", "Nanjing Seals", "China"),
    ("Rubber foot", "EPDM 60", "2,000 pcs", "Gummi Kral", "Austria"),
]


@pytest.mark.parametrize(
    "captions", [("Spec.", "Q'ty", "Vendor", "Origin"), ("규격 Spec", "소요량 Q'ty", "업체", "원산지")]
)
@pytest.mark.parametrize("abreast", [1, 2])
@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("behind", [0.0, 0.14])
def test_each_box_holds_a_material_whose_name_is_its_heading(
    captions: tuple[str, ...], abreast: int, numbered: bool, behind: float
) -> None:
    print_, boxes = list(BILL), []
    for n, (name, *said) in enumerate(MATERIALS):
        left, top = 0.06 + 0.46 * (n % abreast), 0.2 + 0.12 * (n // abreast)
        boxes.append(Box(left, top, left + 0.42, top + 0.1))
        print_.append((left + 0.01, top + 0.01, f"{n + 1} {name}" if numbered else name))
        for line, (caption, value) in enumerate(zip(captions, said, strict=True)):
            y = top + 0.028 + 0.016 * line
            print_ += (
                [(left + 0.01, y, caption), (left + 0.01 + behind, y, value)]
                if behind
                else [(left + 0.01, y, f"{caption}: {value}")]
            )
    found = lines(read(print_, boxes), "materials")
    assert [line["description"] for line in found] == [name for name, *_ in MATERIALS]
    assert [line["grade"] for line in found] == [grade for _, grade, *_ in MATERIALS]
    assert [line["quantity"] for line in found] == ["500", "120.5", "500", "2000"]
    assert [line["supplier"] for line in found] == [firm for *_, firm, _ in MATERIALS]
    assert [line["origin_country"] for line in found] == ["DE", "IT", "CN", "AT"]


@pytest.mark.parametrize("captions", [("HS code", "Quantity"), ("Tariff item", "Contents"), ("HS Code", "Content")])
def test_captions_beside_their_figures_in_every_card_are_no_headers(captions: tuple[str, str]) -> None:
    """The names stand over the cards, and the last card overleaf."""
    names = [f"{name} 62{n}" for n in (1, 2) for name in ("Ball bearings", "Roller chain", "V-belts")]

    def card(n: int, top: float) -> list[tuple[float, float, str]]:
        said = [
            (captions[0], f"848{n}.10", captions[1], f"{2 + n} 400 PCS"),
            ("Packages", f"{10 + n} CARTONS", "Net weight", f"{400 + n}.5 kg"),
            ("Measurement", "60 x 40 x 30 cm", "Gross weight", f"{430 + n}.2 kg"),
        ]
        body = [
            (x, top + 0.016 * (k + 1), text)
            for k, row in enumerate(said)
            for x, text in zip((0.1, 0.3, 0.51, 0.71), row, strict=True)
        ]
        return [(0.09, top, names[n - 1]), (0.85, top, f"Case {n}"), *body]

    head = [(0.3, 0.05, "PACKING LIST"), *INVOICE[1:]]
    first = [*head, *(word for n in range(1, 6) for word in card(n, 0.18 + 0.09 * n)), (0.85, 0.96, "Page 1 of 2")]
    over = [*card(6, 0.06), (0.09, 0.16, "Total: 81 cartons, net 2,424 kg"), (0.85, 0.96, "Page 2 of 2")]
    [cut] = cut_documents([lay_out(page(first)), lay_out(replace(page(over), number=2))])
    record = documents.record_of(cut, sha256="0" * 64, source="paper.pdf", second=None)
    found = lines(record)
    assert [line["description"] for line in found] == names
    assert [line["hs_code"] for line in found] == [f"848{n}10" for n in range(1, 7)]
    assert [line["packages"] for line in found] == [str(10 + n) for n in range(1, 7)]
    assert [line["gross_weight_kg"] for line in found] == [f"{430 + n}.2" for n in range(1, 7)]
