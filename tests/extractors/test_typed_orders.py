"""Orders as printers of text print them: typed walls, captions without a colon, steps below the materials."""

from __future__ import annotations

from tests.extractors.prepared import fields, lines, read

HEAD = [(0.3, 0.05, "WORK ORDER"), (0.05, 0.08, "DATE 02/24/2026"), (0.5, 0.08, "Job WIP-771204")]
MATERIALS = [
    (0.05, 0.3, "Seq"), (0.12, 0.3, "Component"), (0.35, 0.3, "Grade"), (0.55, 0.3, "Qty Req"), (0.7, 0.3, "UOM"),
    (0.05, 0.32, "10"), (0.12, 0.32, "PLATE"), (0.35, 0.32, "7075-T7351"), (0.55, 0.32, "310.5"), (0.7, 0.32, "LB"),
    (0.05, 0.34, "20"), (0.12, 0.34, "RIVET"), (0.35, 0.34, "MS20470"), (0.55, 0.34, "480"), (0.7, 0.34, "EA"),
]  # fmt: skip


def test_a_date_or_a_number_of_four_figures_behind_a_short_word_answers_it() -> None:
    printed = [(0.05, 0.1, "START 01/22/26"), (0.5, 0.1, "FINISH 02/06/26"), (0.05, 0.12, "PRINTED 03/01/26")]
    record = read([*HEAD, *printed, (0.05, 0.14, "Product: Bracket"), *MATERIALS])
    assert fields(record)["record_number"] == "WIP-771204"
    assert fields(record)["issue_date"] == "2026-02-24"
    assert (lines(record)[0]["start_date"], lines(record)[0]["finish_date"]) == ("2026-01-22", "2026-02-06")
    alone = read([*HEAD[:1], HEAD[2], *printed, *MATERIALS])
    assert fields(alone)["issue_date"] == "2026-03-01"


def test_steps_below_the_materials_are_none_of_them_and_no_order_numbers() -> None:
    steps = [
        (0.05, 0.36, "Routing"), (0.05, 0.38, "Op 10"), (0.12, 0.38, "KIT"), (0.35, 0.38, "Issue the kit"),
        (0.05, 0.4, "Op 20"), (0.12, 0.4, "WJ-1"), (0.35, 0.4, "Cut"), (0.05, 0.42, "Op 30"), (0.12, 0.42, "5AX-3"),
    ]  # fmt: skip
    record = read([*HEAD[:2], *MATERIALS, *steps])
    assert [(m["description"], m["grade"]) for m in lines(record, "materials")] == [
        ("PLATE", "7075-T7351"),
        ("RIVET", "MS20470"),
    ]
    assert "record_number" not in fields(record)


def test_what_says_that_a_printout_ends_is_no_part_of_its_last_row() -> None:
    record = read([*HEAD, *MATERIALS, (0.37, 0.36, "** END OF REPORT **")])
    assert lines(record, "materials")[-1]["grade"] == "MS20470"


def test_typed_walls_part_cells_and_are_no_print() -> None:
    walls = [(x, 0.3 + 0.02 * n, "|") for n in range(3) for x in (0.04, 0.11, 0.34, 0.54, 0.69, 0.75)]
    record = read([*HEAD, *MATERIALS, *walls])
    assert [(m["description"], m["unit"]) for m in lines(record, "materials")] == [("PLATE", "LB"), ("RIVET", "EA")]


def test_a_number_under_its_caption_keeps_its_letters_and_a_plants_number_is_no_company() -> None:
    captions = [(0.05, 0.1, "Sales Order"), (0.3, 0.1, "Customer"), (0.6, 0.1, "Planner")]
    answers = [(0.05, 0.115, "SO 90118"), (0.3, 0.115, "Ridgeline Aviation"), (0.6, 0.115, "A. Whitcomb")]
    record = read([*HEAD, *captions, *answers, (0.05, 0.2, "Plant: 1000 / 0001"), *MATERIALS])
    assert fields(record)["order_number"] == "SO 90118"
    assert "producer" not in fields(record)


def test_counts_under_finished_are_what_was_made_where_the_days_stand_under_finish() -> None:
    table = [
        (0.05, 0.3, "Product"), (0.3, 0.3, "Planned"), (0.4, 0.3, "Finished"), (0.5, 0.3, "Unit"),
        (0.6, 0.3, "Start"), (0.75, 0.3, "Finish"),
        (0.05, 0.32, "Pouch 250 g"), (0.3, 0.32, "50000"), (0.4, 0.32, "50400"), (0.5, 0.32, "PCS"),
        (0.6, 0.32, "2026/11/04"), (0.75, 0.32, "2026/11/16"),
    ]  # fmt: skip
    [line] = lines(read([*HEAD, *table]))
    assert (line["planned_quantity"], line["quantity"], line["finish_date"]) == ("50000", "50400", "2026-11-16")


def test_a_count_under_the_units_caption_is_the_quantity_in_its_unit() -> None:
    record = read([*HEAD, (0.05, 0.1, "Product: Bracket"), (0.05, 0.12, "Unit: 12 St"), *MATERIALS])
    assert (lines(record)[0]["quantity"], lines(record)[0]["unit"]) == ("12", "ST")
