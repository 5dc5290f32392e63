"""Items' numbers that stand before the marks of their packages, in one column or one run with them."""

import pytest

from schemas.page import Box
from tests.extractors.prepared import lines, read

HEAD = [(0.3, 0.02, "CHAMBER OF COMMERCE OF SMYRNA"), (0.35, 0.04, "CERTIFICATE OF ORIGIN")]
MARKS = ["CHN 1-24", "CHN 25-40", "CHN 41"]


@pytest.mark.parametrize("header", ["Item / marks", "Marks & Nos."])
def test_a_frame_around_a_table_is_no_box_of_goods(header: str) -> None:
    lefts = (0.12, 0.22, 0.30, 0.60, 0.70, 0.80, 0.88)
    headers = (header, "Packages", "Description of goods", "HS code", "Quantity", "Net (kg)", "Gross (kg)")
    rows = [
        ("24 CARTONS", "STEEL HINGES", "8302.10", "4,800 PCS", "310.5", "334.0"),
        ("16 CARTONS", "DOOR HANDLES", "8302.41", "900 PCS", "210.0", "228.0"),
        ("1 CRATE", "LOCK BODIES", "8301.40", "150 PCS", "96.5", "104.0"),
    ]
    print_ = [*HEAD, *((x, 0.22, text) for x, text in zip((0.08, *lefts[1:]), headers, strict=True))]
    for n, (marks, row) in enumerate(zip(MARKS, rows, strict=True)):
        print_ += [(0.08, 0.25 + 0.03 * n, str(n + 1))]
        print_ += [(x, 0.25 + 0.03 * n, text) for x, text in zip(lefts, (marks, *row), strict=True)]
        print_ += [(0.30, 0.263 + 0.03 * n, "grade 304, polished")]
    told = lines(read(print_, [Box(0.06, 0.21, 0.96, 0.6)]))
    assert [(line["item"], line["marks"]) for line in told] == list(zip("123", MARKS, strict=True))
    assert [line["description"] for line in told] == [f"{row[1]} grade 304, polished" for row in rows]
    assert [line["gross_weight_kg"] for line in told] == ["334", "228", "104"]


@pytest.mark.parametrize("number", ["{}/", "{}", "{}."])
def test_a_number_in_one_run_with_marks_begins_an_item(number: str) -> None:
    caption = "8. Item number; Marks and numbers; Number and kind of packages; Description of goods"
    print_ = [
        (0.3, 0.03, "MOVEMENT CERTIFICATE"), (0.3, 0.05, "EUR.1 No A 123456"),
        (0.07, 0.302, caption), (0.65, 0.302, "9. Gross mass (kg)"), (0.79, 0.302, "10. Invoices"),
        (0.79, 0.34, "INV 2291"),
    ]  # fmt: skip
    goods = [
        ("10 CARTONS", "Steel hinges 8302.10"),
        ("16 CARTONS", "Door handles 8302.41"),
        ("1 CRATE", "Locks 8301.40"),
    ]
    for n, (marks, (packages, name)) in enumerate(zip(MARKS, goods, strict=True)):
        top = 0.34 + 0.038 * n
        print_ += [(0.07, top, f"{number.format(n + 1)} {marks}"), ((0.21, 0.21, 0.18)[n], top, packages)]
        print_ += [(0.09, top + 0.013, name), (0.73, top, f"{100 + n}.5")]
    boxes = [Box(0.06, 0.30, 0.64, 0.62), Box(0.64, 0.30, 0.78, 0.62), Box(0.78, 0.30, 0.93, 0.62)]
    told = lines(read(print_, boxes))
    assert [(line["item"], line["marks"]) for line in told] == list(zip("123", MARKS, strict=True))
    assert [line["description"] for line in told] == ["Steel hinges", "Door handles", "Locks"]
    assert [line["hs_code"] for line in told] == ["830210", "830241", "830140"]
    assert [line["packages"] for line in told] == ["10", "16", "1"]
