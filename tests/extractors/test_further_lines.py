"""Lines below the first in a cell of a factory's table that tell something else than the column asks for."""

from __future__ import annotations

import pytest

from tests.extractors.prepared import lines, read


def test_a_lot_under_its_caption_below_the_name_is_no_part_of_the_name() -> None:
    record = read([
        (0.3, 0.03, "Orden de producción"), (0.06, 0.07, "Orden: OP-0055127"),
        (0.06, 0.12, "Clave"), (0.2, 0.12, "Producto"), (0.5, 0.12, "Cantidad"), (0.65, 0.12, "UM"),
        (0.06, 0.15, "TP-4410"), (0.2, 0.15, "Tapa superior"), (0.5, 0.15, "6500"), (0.65, 0.15, "PZA"),
        (0.2, 0.165, "Lote: L251023A"),
        (0.06, 0.19, "TP-4416"), (0.2, 0.19, "Perilla negra"), (0.5, 0.19, "1300"), (0.65, 0.19, "PZA"),
        (0.2, 0.205, "Lote: L251024B"),
    ])  # fmt: skip
    assert [(line["description"], line["lot_number"]) for line in lines(record)] == [
        ("Tapa superior", "L251023A"),
        ("Perilla negra", "L251024B"),
    ]


def test_a_number_below_every_name_is_the_articles_and_a_name_of_two_lines_stays_one() -> None:
    rows = [
        (0.3, 0.03, "Goods received note"), (0.06, 0.07, "GRN No: GRN-30881"),
        (0.06, 0.12, "Material"), (0.4, 0.12, "Batch"), (0.55, 0.12, "Received"), (0.7, 0.12, "UoM"),
        (0.06, 0.15, "Epoxy resin"), (0.4, 0.15, "B7712"), (0.55, 0.15, "4000"), (0.7, 0.15, "kg"),
        (0.06, 0.165, "NR-128"),
        (0.06, 0.19, "Polyamide hardener"), (0.4, 0.19, "H0991"), (0.55, 0.19, "1180"), (0.7, 0.19, "kg"),
    ]  # fmt: skip
    coded = lines(read([*rows, (0.06, 0.205, "NH-40")]))
    assert [(line["description"], line["specification"]) for line in coded] == [
        ("Epoxy resin", "NR-128"),
        ("Polyamide hardener", "NH-40"),
    ]
    worded = lines(read([*rows, (0.06, 0.205, "for floors")]))
    assert [line["description"] for line in worded] == ["Epoxy resin NR-128", "Polyamide hardener for floors"]


def test_a_first_table_under_captions_that_state_the_product_and_its_quantity_lists_materials() -> None:
    record = read([
        (0.3, 0.03, "Work order"), (0.06, 0.07, "Order: WO-88213"), (0.5, 0.07, "Drawing: D-22"),
        (0.06, 0.09, "Description: Spur gear"), (0.5, 0.09, "Qty made: 148 EA"),
        (0.06, 0.14, "Part no."), (0.2, 0.14, "Description"), (0.42, 0.14, "Grade"), (0.52, 0.14, "Qty reqd"),
        (0.64, 0.14, "Qty issued"), (0.78, 0.14, "UM"),
        (0.06, 0.16, "RM-0812"), (0.2, 0.16, "Round bar 95"), (0.42, 0.16, "817M40"), (0.52, 0.16, "412"),
        (0.64, 0.16, "415"), (0.78, 0.16, "KG"),
        (0.06, 0.18, "RM-1190"), (0.2, 0.18, "Keysteel 12"), (0.42, 0.18, "080M40"), (0.52, 0.18, "18"),
        (0.64, 0.18, "18"), (0.78, 0.18, "KG"),
    ])  # fmt: skip
    assert [line["description"] for line in lines(record)] == ["Spur gear"]
    assert [(m["description"], m["quantity"]) for m in lines(record, "materials")] == [
        ("Round bar 95", "415"),
        ("Keysteel 12", "18"),
    ]


def test_a_word_of_a_row_that_is_a_letter_off_a_caption_does_not_end_the_table() -> None:
    record = read([
        (0.3, 0.03, "Bill of materials"), (0.06, 0.07, "BOM no: B-118"),
        (0.06, 0.12, "Part no."), (0.2, 0.12, "Description"), (0.42, 0.12, "Grade"), (0.6, 0.12, "Quantity"),
        (0.7, 0.12, "Supplier"),
        (0.06, 0.15, "HSG-24"), (0.2, 0.15, "Housing"), (0.42, 0.15, "CRS"), (0.6, 0.15, "480"), (0.7, 0.15, "Ohio"),
        (0.42, 0.165, "painted"),
        (0.06, 0.19, "DRV-50"), (0.2, 0.19, "Driver"), (0.42, 0.19, "IP20"), (0.6, 0.19, "960"), (0.7, 0.19, "Inven"),
    ])  # fmt: skip
    assert [material["grade"] for material in lines(record, "materials")] == ["CRS painted", "IP20"]


def test_below_a_name_stands_its_make_where_the_header_asks_for_both() -> None:
    printed = [
        (0.3, 0.03, "ÜRÜN REÇETESİ"), (0.3, 0.045, "BILL OF MATERIALS"),
        (0.06, 0.12, "Stok kodu"), (0.2, 0.12, "Malzeme adı / özelliği"), (0.55, 0.12, "Toplam ihtiyaç"),
        (0.7, 0.12, "Br."), (0.8, 0.12, "Menşe"),
        (0.06, 0.15, "HM-PE-0102"), (0.2, 0.15, "Polyester iplik 150/48"), (0.55, 0.15, "4.650"), (0.7, 0.15, "KG"),
        (0.2, 0.164, "Ham beyaz, RW"), (0.8, 0.15, "G. Kore"),
        (0.06, 0.19, "AK-FR-0110"), (0.2, 0.19, "Fermuar 60 cm"), (0.55, 0.19, "2.500"), (0.7, 0.19, "AD"),
        (0.2, 0.204, "Ters, siyah"), (0.8, 0.19, "Çin"),
    ]  # fmt: skip
    told = lines(read(printed), "materials")
    assert [(line["description"], line["grade"], line["origin_country"]) for line in told] == [
        ("Polyester iplik 150/48", "Ham beyaz, RW", "KR"),
        ("Fermuar 60 cm", "Ters, siyah", "CN"),
    ]


@pytest.mark.parametrize(
    ("called", "made_of", "bought"),
    [
        ("Component / Code", "Material", "Supplier / Country"),
        ("Part No. / Name", "Material", "Vendor / Country"),
        ("Bezeichnung / Teilenummer", "Werkstoff", "Lieferant / Herkunft"),
    ],
)
def test_names_over_codes_and_suppliers_over_countries(called: str, made_of: str, bought: str) -> None:
    rows = [
        ("Motor housing", "AB-2101-1", "AlSi9Cu3", "500 pcs", "Gusswerk Harz", "Germany"),
        ("Copper wire", "AB-2102-1", "W180", "120 kg", "Essex Wire", "Italy"),
        ("Mechanical seal", "AB-2103-7", "SiC 12", "500 pcs", "Nanjing Seals", "China"),
        ("Cable, rubber", "AB-22", "H07RN", "500 m", "Kabel Ost", "Poland"),
    ]
    printed = [(0.3, 0.05, "BILL OF MATERIALS"), (0.09, 0.08, "BOM No.: B-2211"), (0.5, 0.08, "Product: Pump")]
    lefts = (0.09, 0.13, 0.42, 0.62, 0.69)
    printed += [(x, 0.155, text) for x, text in zip(lefts, ("No.", called, made_of, "Qty", bought), strict=True)]
    for n, (name, code, grade, count, firm, land) in enumerate(rows):
        y = 0.175 + 0.032 * n
        printed += [(x, y, text) for x, text in zip(lefts, (str(n + 1), name, grade, count, firm), strict=True)]
        printed += [(0.13, y + 0.014, code), (0.69, y + 0.014, land)]
    record = read(printed)
    found = lines(record, "materials")
    assert [line["description"] for line in found] == [row[0] for row in rows]
    assert [line["grade"] for line in found] == [row[2] for row in rows]
    assert [line["supplier"] for line in found] == [row[4] for row in rows]
    assert [line["origin_country"] for line in found] == ["DE", "IT", "CN", "PL"]
    told = [line["origin_country"] for line in record.materials]
    assert all(value and value.confidence <= 0.8 for value in told)  # a seat is not always where goods are made
