"""What stands above the lines of an entry summary, asked for in the words of brokers' offices."""

from __future__ import annotations

from extractors.entry import columns
from schemas.record import record_to_json
from tests.extractors.prepared import fields, grid, read

TITLE = [(0.3, 0.02, "Entry Summary (CBP 7501) worksheet")]
TABLE = [
    (0.06, 0.06, "Entry No:"), (0.25, 0.06, "F5R-7008145-4"),
    (0.06, 0.4, "Ln"), (0.12, 0.4, "Tariff no."), (0.3, 0.4, "Goods"), (0.6, 0.4, "Net qty"), (0.75, 0.4, "Duty"),
    (0.06, 0.42, "1"), (0.12, 0.42, "8433.60.0010"), (0.3, 0.42, "Sorting machines"), (0.6, 0.42, "2 NO"),
    (0.75, 0.42, "0.00"),
]  # fmt: skip


def test_the_brokers_file_is_the_entrys_reference_where_the_importer_gave_none() -> None:
    head = [*TITLE, *TABLE, (0.06, 0.1, "Job no."), (0.25, 0.1, "LRD-26-9917"), (0.06, 0.12, "Importer"),
            (0.25, 0.12, "Agave Equipment LLC")]  # fmt: skip
    reference = record_to_json(read(head))["fields"]["reference_number"]
    assert (reference["value"], reference["confidence"] < 0.9) == ("LRD-26-9917", True)
    own = [*head, (0.06, 0.14, "Client order"), (0.25, 0.14, "PS-2026-77")]
    assert fields(read(own))["reference_number"] == "PS-2026-77"
    assert "reference_number" not in fields(read([*head, (0.06, 0.14, "28. Reference Number")]))


def test_a_place_and_its_day_behind_one_caption_are_two_blocks() -> None:
    head = [*TITLE, *TABLE, (0.06, 0.1, "Exported from, on"), (0.25, 0.1, "PE, 04/13/2026"), (0.06, 0.12, "Importer"),
            (0.25, 0.12, "Agave Equipment LLC"), (0.06, 0.14, "Filed / entered"), (0.25, 0.14, "06 Nov 26 / 24 Oct 26"),
            (0.06, 0.16, "Carrier"), (0.25, 0.16, "LH8220")]  # fmt: skip
    found = fields(read(head))
    assert {
        "exporting_country": "PE", "export_date": "2026-04-13", "summary_date": "2026-11-06",
        "entry_date": "2026-10-24", "importing_carrier": "LH",
    }.items() <= found.items()  # fmt: skip


def test_a_partys_number_before_its_name_and_how_the_form_asks_for_it_are_no_part_of_the_name() -> None:
    record = read([
        *TITLE, *TABLE, (0.05, 0.1, "IMPORTER : 91-1650023-00"), (0.13, 0.12, "CASCADE TRAIL GEAR CO"),
        (0.13, 0.14, "1900 OCCIDENTAL AVE S"), (0.5, 0.1, "CONSIGNEE : 91-1650023-00"),
        (0.58, 0.12, "CASCADE TRAIL GEAR CO"), (0.58, 0.14, "1900 OCCIDENTAL AVE S"),
    ])  # fmt: skip
    found = fields(record)
    assert [found[name] for name in ("importer_number", "importer_name", "consignee_name")] == [
        "91-1650023-00", "CASCADE TRAIL GEAR CO", "CASCADE TRAIL GEAR CO",
    ]  # fmt: skip


def test_a_scan_takes_a_block_number_s_point_for_a_comma_and_the_initial_i_for_a_1() -> None:
    asked = "25. Ultimate Consignee Name (Last, First, M.1.) and Address"
    record = read(
        [(0.05, 0.03, "DEPARTMENT OF HOMELAND SECURITY"), (0.4, 0.03, "ENTRY SUMMARY"),
         (0.05, 0.06, "1, Filer Code/Entry Number"), (0.05, 0.075, "9QX-0012345-2"),
         (0.05, 0.12, asked), (0.05, 0.135, "PALISADE MOTION SUPPLY INC")],
        [*grid([0.045, 0.5], [0.055, 0.1]), *grid([0.045, 0.5], [0.115, 0.17])],
    )  # fmt: skip
    found = fields(record)
    assert (found["consignee_name"], found["entry_number"]) == ("PALISADE MOTION SUPPLY INC", "9QX-0012345-2")
    assert columns.bare("34, Duty and IR Tax") == columns.bare("34. Duty and IR Tax")
