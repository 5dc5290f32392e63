"""Captions without colons, one below the other before their values."""

from __future__ import annotations

import pytest

from tests.extractors import prepared

HEAD = [(0.1, 0.05, "PACKING LIST"), (0.1, 0.10, "Dong Phu Wood Industries JSC")]
GOODS = [
    (0.1, 0.40, "Description of goods"), (0.5, 0.40, "Quantity"), (0.7, 0.40, "Net weight kg"),
    (0.1, 0.43, "Acacia bench"), (0.5, 0.43, "240"), (0.7, 0.43, "2,064.0"),
    (0.1, 0.45, "Dining chair"), (0.5, 0.45, "480"), (0.7, 0.45, "2,976.0"),
]  # fmt: skip


def read(lines: list[tuple[float, float, str]]) -> dict[str, str]:
    return prepared.fields(prepared.read([*HEAD, *lines, *GOODS]))


def test_three_captions_in_a_stack_are_captions() -> None:
    found = read(
        [(0.6, 0.15, "Vessel ONE HARBOUR"), (0.6, 0.17, "From Cai Mep, Vietnam"), (0.6, 0.19, "To Savannah, USA")]
    )
    assert (found["vessel"], found["port_of_loading"], found["port_of_discharge"]) == (
        "ONE HARBOUR", "Cai Mep, Vietnam", "Savannah, USA",
    )  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        # Alone, and apart from each other, they may be anything.
        [(0.6, 0.15, "Vessel ONE HARBOUR")],
        [(0.6, 0.15, "Vessel ONE HARBOUR"), (0.6, 0.22, "Marks KAMT"), (0.6, 0.29, "To Savannah, USA")],
        # An address among them is no stack.
        [(0.6, 0.15, "Vessel ONE HARBOUR"), (0.6, 0.17, "12 Harbour Street"), (0.6, 0.19, "To Savannah, USA")],
    ],
)
def test_fewer_or_parted_lines_are_none(lines: list[tuple[float, float, str]]) -> None:
    found = read(lines)
    assert "vessel" not in found
    assert "port_of_discharge" not in found


def test_a_number_asked_for_in_vietnamese_and_english_is_the_papers_own() -> None:
    found = prepared.fields(prepared.read([
        (0.3, 0.05, "BILL OF MATERIALS"), (0.6, 0.10, "Số / No.: DM-26/0341"), (0.6, 0.13, "PO No.: FJ-889120"), *GOODS,
    ]))  # fmt: skip
    assert (found["record_number"], found["order_number"]) == ("DM-26/0341", "FJ-889120")
