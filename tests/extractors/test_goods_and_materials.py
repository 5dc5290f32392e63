"""Tables of goods and materials as strangers' programs print them: walls, rows, groups, counts and captions below."""

from __future__ import annotations

from schemas.page import Box
from tests.extractors.prepared import grid, in_grid, lines, read
from tests.extractors.test_page_tables import table

ORDER = [(0.4, 0.03, "WORK ORDER"), (0.05, 0.06, "Work order No: WO-117"), (0.6, 0.06, "Date: 2026-05-14")]
PACKING = [(0.4, 0.03, "PACKING LIST"), (0.05, 0.06, "Invoice No: DY-60224B")]


def test_products_and_materials_beside_each_other_have_rows_of_their_own() -> None:
    record = read(
        [
            *ORDER,
            *table([0.03, 0.07, 0.27, 0.34, 0.4], 0.14, "No|Product|Ordered|Made|Unit"),
            *table([0.52, 0.66, 0.76, 0.81, 0.89], 0.14, "Material|Quality|Issued|Unit|Lot"),
            *(
                p
                for n, row in enumerate(
                    ("1|Basin mixer|150|149|pcs", "2|Bidet mixer|80|78|pcs", "3|Shower set|65|65|pcs")
                )
                for p in table([0.03, 0.07, 0.27, 0.34, 0.4], 0.17 + 0.04 * n, row)
            ),
            *(
                p
                for n, row in enumerate(
                    (
                        "Brass rod|CW617N|384.5|kg|C7-204",
                        "Cartridge|35 mm|295|pcs|K35-08",
                        "Hose|3/8 in|590|pcs|FX-331",
                        "Aerator|M24|230|pcs|NP-25",
                    )
                )
                for p in table([0.52, 0.66, 0.76, 0.81, 0.89], 0.17 + 0.025 * n, row)
            ),
        ]
    )
    assert [line["description"] for line in lines(record)] == ["Basin mixer", "Bidet mixer", "Shower set"]
    used = [(m["description"], m["quantity"], m["lot_number"]) for m in lines(record, "materials")]
    assert used == [
        ("Brass rod", "384.5", "C7-204"),
        ("Cartridge", "295", "K35-08"),
        ("Hose", "590", "FX-331"),
        ("Aerator", "230", "NP-25"),
    ]


EDGES = (0.03, 0.08, 0.40, 0.50, 0.60, 0.74, 0.96)
MATERIALS = [
    ("No", "Material", "Used", "Unit", "Lot", "Supplier"),
    ("1", "Oxford fabric", "3,870", "yds", "HX-2508", "Hexin Textile"),
    ("2", "Tarpaulin", "1,350", "m", "PV-0827", "Jinda Coating"),
    ("3", "Coil zipper", "9,600", "m", "SBS-77", "SBS Zipper"),
]


def test_headers_whose_walls_are_lost_have_the_cells_of_their_rows() -> None:
    tops = [0.2, 0.225, 0.25, 0.275, 0.3]
    title = Box(0.08, 0.16, 0.40, 0.225)  # the wall over one header is lost, and its cell is that of the print above
    cells = [c for c in grid(EDGES, tops) if not (c.y0 == tops[0] and c.x0 in (EDGES[1], EDGES[5]))]
    record = read([*ORDER, (0.09, 0.165, "Main materials"), *in_grid(EDGES, tops, MATERIALS)], [title, *cells])
    used = [(m["description"], m["supplier"]) for m in lines(record, "materials")]
    assert used == [("Oxford fabric", "Hexin Textile"), ("Tarpaulin", "Jinda Coating"), ("Coil zipper", "SBS Zipper")]


def test_who_signed_in_joined_cells_below_the_rows_is_no_row() -> None:
    tops = [0.2, 0.225, 0.25, 0.275, 0.3]
    signed = [Box(0.03, 0.3, 0.40, 0.325), Box(0.40, 0.3, 0.74, 0.325), Box(0.74, 0.3, 0.96, 0.325)]
    names = [(0.04, 0.305, "Clerk Deng Lijuan"), (0.41, 0.305, "Foreman Huang"), (0.75, 0.305, "Manager Chen")]
    record = read([*ORDER, *in_grid(EDGES, tops, MATERIALS), *names], [*grid(EDGES, tops), *signed])
    assert [m["description"] for m in lines(record, "materials")] == ["Oxford fabric", "Tarpaulin", "Coil zipper"]


def test_item_numbers_in_tens_are_none_of_the_names() -> None:
    record = read(
        [
            *ORDER,
            *table(
                [0.05, 0.4, 0.5, 0.6],
                0.14,
                "Material|Unit|Quantity|Lot",
                "10 ROUND BAR|KG|2,640|RB-26",
                "20 CASTING|EA|120|IC-08",
                "30 STUD BOLT|SET|960|SB-11",
            ),
        ]
    )
    assert [m["description"] for m in lines(record, "materials")] == ["ROUND BAR", "CASTING", "STUD BOLT"]


def test_a_pallet_with_its_size_over_rows_is_none_of_the_goods() -> None:
    lefts = [0.08, 0.5, 0.6, 0.72, 0.85]
    record = read(
        [
            *PACKING,
            *table([0.06, *lefts[1:]], 0.14, "Description|Cartons|Quantity|Net kg|Gross kg"),
            (0.06, 0.165, "Pallet no. 01 (110 x 110 x 160 cm)"),
            *table(lefts, 0.18, "Nitrile gloves, size S|19|9,500|116.85|133.00"),
            *table(lefts, 0.195, "Latex gloves, size M|15|7,500|84.00|96.75"),
            (0.06, 0.215, "Pallet no. 02 (110 x 110 x 182 cm)"),
            *table(lefts, 0.23, "Latex gloves, size L|22|11,000|114.40|133.10"),
        ]
    )
    told = [line["description"] for line in lines(record)]
    assert told == ["Nitrile gloves, size S", "Latex gloves, size M", "Latex gloves, size L"]


def test_names_beside_codes_of_two_lines_stand_left_of_their_header() -> None:
    print_ = [
        *PACKING,
        *table([0.06, 0.16, 0.42, 0.52, 0.62, 0.75], 0.14, "Batch|Description|Quantity|Unit|Net kg|Gross kg"),
    ]
    rows = [
        ("311", "Arabica coffee, type 2,", "screen 17/18"),
        ("312", "Arabica coffee, type 2,", "screen 15/16"),
        ("318", "Pulped natural coffee,", "micro lot"),
    ]
    for n, (code, first, second) in enumerate(rows):
        top = 0.17 + 0.035 * n
        print_ += [(0.06, top, "SD-"), (0.1, top, first), (0.06, top + 0.014, code), (0.1, top + 0.014, second)]
        print_ += table([0.42, 0.52, 0.62, 0.75], top + 0.007, f"{320 - n}|BG|{19200 - n}.00|{19360 - n}.00")
    told = [line["description"] for line in lines(read(print_))]
    assert told == [f"{first} {second}" for _, first, second in rows]


def test_the_word_for_goods_beside_a_count_of_packages_asks_what_these_are() -> None:
    record = read(
        [
            (0.4, 0.03, "COMMERCIAL INVOICE"),
            (0.05, 0.06, "Invoice No: ANK-318"),
            *table(
                [0.03, 0.1, 0.38, 0.44, 0.52, 0.6, 0.7, 0.8],
                0.14,
                "No|Cins / Description|Kap|Cinsi|Miktar|Birim|Birim fiyat|Tutar",
                "1|Cotton terry towel|160|koli|9600|ad|1.82|17472.00",
                "2|Chenille carpet|80|rulo|80|ad|31.00|2480.00",
            ),
        ]
    )
    told = [(line["description"], line["packages"], line["package_kind"]) for line in lines(record)]
    assert told == [("Cotton terry towel", "160", "KOLI"), ("Chenille carpet", "80", "RULO")]


def test_the_word_behind_every_count_is_the_kind_that_the_header_names_first() -> None:
    record = read(
        [
            *PACKING,
            *table(
                [0.03, 0.1, 0.4, 0.55, 0.7, 0.85],
                0.14,
                "No|Description|Top / Rolls|Metre|Net kg|Brüt kg",
                "1|Jacquard grey|16 top|800|582.40|596.00",
                "2|Jacquard navy|17 top|850|618.80|633.25",
            ),
        ]
    )
    assert [(line["packages"], line["package_kind"]) for line in lines(record)] == [("16", "TOP"), ("17", "TOP")]


def test_packages_below_their_numbers_and_a_tariff_number_behind_the_code_below_the_goods() -> None:
    lefts = [0.05, 0.15, 0.5, 0.65, 0.8]
    print_ = [*PACKING, *table(lefts, 0.14, "C/T|Description of goods|Quantity|Net|Gross weight")]
    rows = [
        ("1-6|WHEEL BEARING|1,440 EA|2,880.0 KG|3,054.0 KG", "6 P/T", "51720-A7 HS 8482.10"),
        ("7-10|SNAP RING|960 EA|1,776.0 KG|1,892.0 KG", "4 P/T", "51718-20 HS 7318.21"),
        ("11|DUST COVER|1,500 EA|225.0 KG|262.0 KG", "1 P/T", "51752-A7 HS 8708.99"),
    ]
    for n, (row, count, code) in enumerate(rows):
        top = 0.17 + 0.04 * n
        print_ += [*table(lefts, top, row), (0.05, top + 0.015, count), (0.15, top + 0.015, code)]
    told = [(x["description"], x["packages"], x["package_kind"], x["hs_code"]) for x in lines(read(print_))]
    assert [x[1:] for x in told] == [("6", "P/T", "848210"), ("4", "P/T", "731821"), ("1", "P/T", "870899")]


def test_a_sum_with_a_point_tells_that_commas_stand_before_decimals() -> None:
    record = read(
        [
            *ORDER,
            *table(
                [0.05, 0.3, 0.5, 0.62],
                0.14,
                "Product|Unit|Ordered|Finish date",
                "Dining table|pcs|160|2026-05-16",
                "Chair|pcs|960|2026-05-20",
                "Buffet|pcs|80|2026-05-23",
            ),
            (0.05, 0.22, "Total"),
            (0.5, 0.22, "1.200"),
            (0.05, 0.25, "MATERIALS"),
            *table(
                [0.05, 0.1, 0.4, 0.5, 0.7],
                0.27,
                "No|Material|Unit|Quantity|Supplier",
                "1|Rubberwood|m3|21,400|Go Thuan An",
                "2|Ash, sawn|m3|14,850|Baillie",
                "3|PU lacquer|kg|365,000|Oseven",
            ),
        ]
    )
    assert [m["quantity"] for m in lines(record, "materials")] == ["21.4", "14.85", "365"]


def test_in_print_of_one_width_several_headers_make_one_run() -> None:
    record = read(
        [
            (0.4, 0.03, "ORDEM DE PRODUCAO"),
            (0.05, 0.06, "OP No: 088412"),
            (0.6, 0.06, "Emissao: 04/11/2025"),
            *table([0.05, 0.2, 0.4, 0.75], 0.14, "DESCRICAO|LIGA|QTDE. REQUISITADA UM LOTE|FORNECEDOR"),
            *(
                p
                for n, row in enumerate(
                    (
                        "FERRO GUSA|NODULAR|28.912,4|KG|GU-7719|SIDERURGICA",
                        "SUCATA|BAIXO MN|9.400,0|KG|SC-1102|RECICLA",
                        "HASTE INOX|AISI 410|1.252,0|PC|41-8841|VILLARES",
                        "VEDACAO|70 SHORE|2.520,0|PC|EP-2217|PLANALTO",
                    )
                )
                for p in table([0.05, 0.2, 0.45, 0.522, 0.541, 0.75], 0.16 + 0.014 * n, row)
            ),
        ]
    )
    told = [(m["quantity"], m["unit"], m["lot_number"]) for m in lines(record, "materials")]
    assert told == [
        ("28912.4", "KG", "GU-7719"),
        ("9400", "KG", "SC-1102"),
        ("1252", "PC", "41-8841"),
        ("2520", "PC", "EP-2217"),
    ]


def test_lines_of_captions_from_under_the_code_are_those_of_the_article_above() -> None:
    lefts = [0.05, 0.14, 0.26, 0.56, 0.66, 0.74, 0.86]
    print_ = [
        (0.4, 0.03, "Handelsrechnung"),
        (0.05, 0.06, "Rechnungsnummer 9400117385"),
        *table(lefts, 0.14, "Pos.|Material|Bezeichnung|Menge|ME|Preis|Betrag EUR"),
    ]
    rows = [
        "10|K4410-0120|Rillenkugellager 6205|2.400|ST|1,87|4.488,00",
        "20|K4410-0133|Zylinderrollenlager|320|ST|21,40|6.848,00",
        "30|K4502-0007|Lagerfett, Kartusche|1.200|ST|5,15|6.180,00",
    ]
    weights = ["307,200", "172,800", "540,000"]
    for n, (row, weight) in enumerate(zip(rows, weights, strict=True)):
        top = 0.17 + 0.045 * n
        print_ += [
            *table(lefts, top, row),
            (0.14, top + 0.013, "Zolltarifnr. 84821010"),
            (0.30, top + 0.013, f"Nettogewicht {weight} KG"),
            (0.14, top + 0.026, f"Ihre Bestellung 45-118803 / Lieferschein 8022{n}"),
        ]
    told = [(x["quantity"], x["value"], x["hs_code"], x["net_weight_kg"]) for x in lines(read(print_))]
    assert told == [
        ("2400", "4488", "84821010", "307.2"),
        ("320", "6848", "84821010", "172.8"),
        ("1200", "6180", "84821010", "540"),
    ]


def test_packages_below_every_article_are_those_of_its_row() -> None:
    lefts = [0.03, 0.14, 0.5, 0.62, 0.75]
    print_ = [*PACKING, *table(lefts, 0.14, "Mark|Description|Quantity|Net kg|Gross kg")]
    rows = [
        ("A/1|Planer knife|40 PCS|88.0|96.5", "Ref. HS-118, 2 wooden cases, 120 x 80 x 60 cm"),
        ("A/3|Feed roller|12 PCS|310.0|342.0", "Ref. HS-220, 1 crate 200 x 80 x 60 cm"),
        ("A/4|Drive belt|200 PCS|61.0|70.4", "Ref. DB-7, 5 cartons"),
    ]
    for n, (row, below) in enumerate(rows):
        print_ += [*table(lefts, 0.17 + 0.04 * n, row), (0.14, 0.184 + 0.04 * n, below)]
    told = [(line["packages"], line["package_kind"]) for line in lines(read(print_))]
    assert told == [("2", "WOODEN CASES"), ("1", "CRATE"), ("5", "CARTONS")]


def test_sums_of_groups_under_unknown_words_are_told_by_what_stands_above() -> None:
    lefts = [0.05, 0.14, 0.5, 0.6, 0.7, 0.85]
    print_ = [*PACKING, *table(lefts, 0.14, "Marks|Description|Cartons|Quantity|Net kg|Gross kg")]
    groups = [(("S", 19, 116, 133), ("M", 15, 84, 96)), (("L", 22, 114, 133), ("XL", 6, 33, 38), ("XS", 19, 98, 114))]
    top = 0.17
    for n, group in enumerate(groups, 1):
        for size, cartons, net, gross in group:
            row = f"P{n}|Nitrile gloves {size}|{cartons}|{cartons * 500}|{net}.00|{gross}.00"
            print_ += table(lefts, top, row)
            top += 0.018
        sums = [sum(row[1] for row in group), sum(row[2] for row in group), sum(row[3] for row in group)]
        print_ += [(0.14, top, f"Loaded on plt {n}"), (0.5, top, f"{sums[0]}"), (0.7, top, f"{sums[1]}.00")]
        print_ += [(0.85, top, f"{sums[2]}.00")]
        top += 0.025
    told = [(line["description"], line["net_weight_kg"]) for line in lines(read(print_))]
    assert told == [
        ("Nitrile gloves S", "116"),
        ("Nitrile gloves M", "84"),
        ("Nitrile gloves L", "114"),
        ("Nitrile gloves XL", "33"),
        ("Nitrile gloves XS", "98"),
    ]


def test_a_line_that_would_have_fitted_behind_the_name_is_what_the_material_is_made_of() -> None:
    lefts = [0.03, 0.1, 0.2, 0.46, 0.6, 0.72]
    print_ = [*ORDER, (0.05, 0.18, "MATERIALS"), *table(lefts, 0.2, "No|Code|Material|Lot|Quantity|Unit")]
    rows = [("STEEL SHEET", "SUPPL GRADE 1020"), ("THREADED AXLE", "A36 12 MM"), ("BEARING", "6205 2RS C3"),
            ("EPOXY PAINT", "RAL 9005 MATT"), ("HEX BOLT", "M8 X 25 ZN")]  # fmt: skip
    for n, (name, grade) in enumerate(rows):
        top = 0.22 + 0.03 * n
        print_ += [*table(lefts, top, f"{n + 1}|MP-001000{n}|{name}|L-77{n}|{120 + n}|PC"), (0.2, top + 0.013, grade)]
    told = [(m["description"], m["grade"]) for m in lines(read(print_), "materials")]
    assert told == rows
