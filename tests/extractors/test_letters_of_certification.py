"""Certificates in sentences under a title, and item numbers in brackets before the goods."""

from __future__ import annotations

from tests.extractors import prepared

LETTER = [
    (0.14, 0.07, "Agroindustrial Quilamuta Ltda."),
    (0.14, 0.10, "Camino Longitudinal Sur km 118, Rengo, Chile"),
    (0.36, 0.15, "Certificate of Origin"),
    (0.25, 0.20, "United States - Chile Free Trade Agreement (Articles 4.12 to 4.14)"),
    (0.10, 0.23, "Reference: QLM-US-0233"),
    (
        0.10,
        0.29,
        "Agroindustrial Quilamuta Ltda., acting as exporter, certifies that the goods listed below, sold to",
    ),
    (0.10, 0.31, "Golden State Produce Importers LLC, 1101 S. Alameda Street, Los Angeles, California, were grown"),
    (0.10, 0.33, "or manufactured by Rengo Alto SpA in Chile and qualify as originating goods:"),
    (
        0.15,
        0.36,
        "Fresh table grapes, Crimson – HTS 0806.10 – preference criterion A – quantity 5,400 cartons",
    ),
    (0.15, 0.41, "Dried prunes, pitted, calibre 60/70 – HTS 0813.20 – preference criterion A – quantity 1,200 cartons"),
    (0.10, 0.55, "This certificate covers a single shipment and is valid for four years from the date of issue. The"),
    (
        0.10,
        0.57,
        "undersigned will keep the records that support it for five years and will notify every person to whom it",
    ),
    (0.10, 0.59, "was given of any change affecting its accuracy."),
    (0.10, 0.62, "Rengo, 13 February 2026"),
]


def test_a_letter_that_certifies_under_the_title_of_a_certificate_is_one() -> None:
    record = prepared.read(LETTER)
    found = prepared.fields(record)
    assert record.kind == "cert.cl_us"
    assert (found["certifier"], found["certifier_role"]) == ("Agroindustrial Quilamuta Ltda.", "exporter")
    assert (found["exporter"], found["producer"]) == ("Agroindustrial Quilamuta Ltda.", "Rengo Alto SpA")
    assert [line["hs_code"] for line in prepared.lines(record)] == ["080610", "081320"]


def test_no_party_gets_the_address_of_another() -> None:
    assert "Chile" not in prepared.fields(prepared.read(LETTER)).get("exporter_address", "")


EDGES, TOPS = [0.05, 0.20, 0.60, 0.75, 0.95], [0.30, 0.34, 0.80]


def goods(*begin: str) -> list[dict[str, str]]:
    print_ = [
        (0.35, 0.05, "CERTIFICATE OF ORIGIN"), (0.6, 0.10, "Certificate No. C263502A77310128"),
        (0.30, 0.13, "OF THE PEOPLE'S REPUBLIC OF CHINA"),
        *prepared.in_grid(EDGES, TOPS, [["Marks", "Number and kind of packages; goods", "H.S. Code", "Quantity"]]),
    ]  # fmt: skip
    names = ["MARBLE TABLE TOPS", "GRANITE LANTERNS", "SOLAR LAMPS"]
    for i, (number, name) in enumerate(zip(begin, names, strict=True)):
        top = 0.36 + 0.06 * i
        print_ += [
            (0.21, top, f"{number} {i + 2} CASES"), (0.25, top + 0.02, name),
            (0.61, top, f"680{i}.91"), (0.76, top, f"{25 + i} PIECES"),
        ]  # fmt: skip
    return prepared.lines(prepared.read(print_, prepared.grid(EDGES, TOPS)))


def test_numbers_in_brackets_that_count_up_are_item_numbers() -> None:
    told = [(line.get("item"), line["packages"], line["description"]) for line in goods("(1)", "(2)", "(3)")]
    assert told == [
        ("1", "2", "MARBLE TABLE TOPS"), ("2", "3", "GRANITE LANTERNS"), ("3", "4", "SOLAR LAMPS"),
    ]  # fmt: skip


def test_numbers_that_do_not_count_up_belong_to_the_goods() -> None:
    assert not any("item" in line for line in goods("(4)", "(4)", "(7)"))
