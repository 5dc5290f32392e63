"""Materials in columns over which no header stands: below the products of an order, under a title of any words."""

from __future__ import annotations

import pytest

from tests.extractors.prepared import lines, read

HEAD = [
    (0.08, 0.05, "PRODUCTION ORDER"), (0.08, 0.075, "Issue date: 12.02.2026"), (0.5, 0.075, "Order No: ZP-4471"),
    (0.08, 0.16, "What is made"),
]  # fmt: skip
LEFTS = (0.08, 0.33, 0.5, 0.62, 0.71, 0.78)
PRODUCTS = [
    ("Product", "Spec", "Planned qty", "Qty made", "Unit", "Lot no."),
    ("Pump housing", "GP40", "120", "118", "pcs", "L26A"), ("Impeller", "GP12", "240", "238", "pcs", "L26B"),
    ("Shaft", "GP8", "120", "119", "pcs", "L26C"),
]  # fmt: skip
MATERIALS = [
    ("Aluminium ingot", "EN AC-46000", "1,240.5 kg", "Metallwerk Sued", "Germany"),
    ("Seal ring", "NBR 70", "24.0 kg", "Simrit", "Austria"),
    ("Round bar", "C45 20 mm", "410.0 kg", "Huta Czestochowa", "Poland"),
    ("Ball bearing", "6204 2RS", "480 pcs", "Fersa", "Spain"),
]


def order(bullet: str, title: str) -> list[tuple[float, float, str]]:
    printed = [*HEAD]
    for n, row in enumerate(PRODUCTS):
        printed += [(x, 0.185 + 0.022 * n, text) for x, text in zip(LEFTS, row, strict=True)]
    printed.append((0.08, 0.3, title))
    for n, (name, grade, *said) in enumerate(MATERIALS):
        y = 0.33 + 0.02 * n
        printed += [(0.08, y, f"{bullet} {name}, {grade}".strip())]
        printed += [(x, y, text) for x, text in zip((0.52, 0.63, 0.87), said, strict=True)]
    return printed


@pytest.mark.parametrize("bullet", ["", "•", "–"])
@pytest.mark.parametrize("title", ["What went in", "Wsad", "Issued for it"])
def test_rows_under_a_title_alone_are_materials_and_end_the_products_above(bullet: str, title: str) -> None:
    record = read(order(bullet, title))
    assert [line["description"] for line in lines(record)] == ["Pump housing", "Impeller", "Shaft"]
    assert [line["quantity"] for line in lines(record)] == ["118", "238", "119"]
    found = lines(record, "materials")
    assert [line["description"] for line in found] == [name for name, *_ in MATERIALS]
    assert [line["grade"] for line in found] == [grade for _, grade, *_ in MATERIALS]
    assert [line["quantity"] for line in found] == ["1240.5", "24", "410", "480"]
    assert [line["supplier"] for line in found] == [firm for *_, firm, _ in MATERIALS]
    assert [line["origin_country"] for line in found] == ["DE", "AT", "PL", "ES"]
    told = [value for line in record.materials for value in line.values() if value]
    assert all(value.confidence <= 0.8 for value in told)  # nothing is printed that says what they are


def test_rows_under_the_headers_of_another_table_are_none() -> None:
    record = read(order("", "What went in")[: len(HEAD) + 4 * len(LEFTS)])
    assert lines(record, "materials") == []
