"""Orders headed by their number alone, shops named without a legal form, aligned colons."""

from __future__ import annotations

from tests.extractors.prepared import fields, lines, read

COMPONENTS = [
    (0.05, 0.5, "Components"),
    (0.05, 0.52, "Product"), (0.5, 0.52, "Lot/Serial"), (0.7, 0.52, "Quantity"),
    (0.05, 0.54, "Carbon tube 29 mm"), (0.5, 0.54, "CT-88102"), (0.7, 0.54, "60.00 Units"),
    (0.05, 0.56, "Epoxy adhesive"), (0.5, 0.56, "E5-0611"), (0.7, 0.56, "2.40 kg"),
]  # fmt: skip


def test_an_order_headed_by_its_number_is_known_by_what_it_asks_for_and_its_dates_by_the_shops_address() -> None:
    record = read(
        [
            (0.05, 0.04, "Fairwind Paddle Shop"), (0.05, 0.06, "77 Slipway Road, Bangor, ME 04401"),
            (0.05, 0.1, "Creation Date: 07/06/2026"), (0.05, 0.12, "Finished Product: Touring Paddle"),
            (0.05, 0.14, "Quantity to Produce: 60.00 Units"),
            (0.05, 0.3, "Operation"), (0.3, 0.3, "WorkCenter"), (0.6, 0.3, "Actual (minutes)"),
            (0.05, 0.32, "Cure"), (0.3, 0.32, "Oven"), (0.6, 0.32, "480"),
            *COMPONENTS,
        ]
    )  # fmt: skip
    assert record.kind == "fac.production_order"
    assert (fields(record)["producer"], fields(record)["issue_date"]) == ("Fairwind Paddle Shop", "2026-07-06")
    assert record.fields["producer"] is not None
    assert record.fields["producer"].confidence < 0.8
    assert [m["quantity"] for m in lines(record, "materials")] == ["60", "2.4"]


def test_colons_in_a_column_of_their_own_part_captions_from_values() -> None:
    asked = [("Job", "WIP-204418"), ("Assembly", "PUMP, BARE SHAFT"), ("Job Quantity", "12"), ("Qty Completed", "4")]
    print_of = [
        run for n, (asks, says) in enumerate(asked)
        for run in ((0.05, 0.1 + n * 0.014, asks), (0.25, 0.1 + n * 0.014, f": {says}"))
    ]  # fmt: skip
    record = read([(0.3, 0.05, "WORK ORDER"), *print_of])
    assert fields(record)["record_number"] == "WIP-204418"
    [line] = lines(record)
    assert (line["description"], line["planned_quantity"], line["quantity"]) == ("PUMP, BARE SHAFT", "12", "4")


def test_a_furnace_and_its_heat_are_one_number() -> None:
    record = read([(0.3, 0.05, "WORK ORDER"), (0.05, 0.1, "Product: Bar"), (0.05, 0.12, "Heat No: H7 44120")])
    assert lines(record)[0]["heat_number"] == "H7 44120"


def test_an_order_whose_title_was_not_read_is_known_by_the_basic_dates_that_it_asks_for() -> None:
    """SAP's job ticket, its title in letters apart from each other."""
    asked = ["Order|1004471", "Order quantity|1.250 PC", "Basic start|05.10.2026", "Basic finish|16.10.2026",
             "Description|Gear shaft Z=24", "Batch|VA26K0417"]  # fmt: skip
    pairs = [
        (x, 0.1 + 0.02 * i, text)
        for i, pair in enumerate(asked)
        for x, text in zip((0.07, 0.3), pair.split("|"), strict=True)
    ]
    record = read([(0.07, 0.05, "° BJ E C T"), (0.3, 0.05, "J Oo B"), *pairs])
    assert record.kind == "fac.production_order"
    assert [lines(record)[0][name] for name in ("start_date", "finish_date")] == ["2026-10-05", "2026-10-16"]
