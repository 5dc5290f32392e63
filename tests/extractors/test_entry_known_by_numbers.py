"""Entry summaries under titles that nobody has listed: known by numbers that only they hold together."""

from __future__ import annotations

from extractors.cutting import cut_documents
from extractors.layout import lay_out
from extractors.recognise import recognise
from tests.extractors.prepared import page

LINES = [
    (0.06, 0.05, "Brightquay Clearance - details"), (0.06, 0.10, "Number"), (0.3, 0.10, "Importer"),
    (0.06, 0.115, "BQ9-6618044-1"), (0.3, 0.115, "Presidio Tea Company"),
    (0.06, 0.20, "6912.00.3950"), (0.06, 0.23, "Line duty"), (0.3, 0.23, "Commercial invoice"), (0.6, 0.23, "Related"),
    (0.06, 0.245, "3,048.19"), (0.3, 0.245, "TK-2608-04"), (0.6, 0.245, "N"),
]  # fmt: skip


def test_an_entry_number_a_tariff_number_of_ten_digits_and_duty_make_an_entry_summary() -> None:
    assert recognise(lay_out(page(LINES))).kind == "entry.7501"


def test_without_a_right_check_digit_they_do_not() -> None:
    wrong = [(x, y, text.replace("6618044-1", "6618044-2")) for x, y, text in LINES]
    assert recognise(lay_out(page(wrong))).kind != "entry.7501"


def test_a_page_that_counts_itself_bare_at_its_foot_goes_on_with_the_page_before() -> None:
    first = lay_out(page([*LINES, (0.06, 0.97, "https://broker.example/print 1/2")]))
    more = [line for line in LINES if "6618044" not in line[2]]
    second = lay_out(page([*more, (0.06, 0.97, "https://broker.example/print 2/2")]))
    (cut,) = cut_documents([first, second])
    assert (cut.recognised.kind, len(cut.sheets)) == ("entry.7501", 2)


def test_a_page_of_headings_alone_whose_lines_are_on_the_next_is_one_too() -> None:
    headings = [
        (0.06, 0.05, "Confirmation of entry summary"), (0.06, 0.10, "Entry number"), (0.3, 0.10, "BQ9-6618044-1"),
        (0.06, 0.12, "Port where entered"), (0.3, 0.12, "3901"), (0.06, 0.14, "Date of entry"),
        (0.3, 0.14, "June 9, 2026"), (0.06, 0.16, "Importer of record"), (0.3, 0.16, "Presidio Tea Company"),
    ]  # fmt: skip
    assert recognise(lay_out(page(headings))).kind == "entry.7501"
    notice = [(x, y, text.replace("Confirmation of entry summary", "Arrival notice")) for x, y, text in headings]
    assert recognise(lay_out(page(notice))).kind != "entry.7501"


def test_the_form_of_the_customs_service_is_an_entry_summary_too() -> None:
    """Before 2003 it was the Treasury's, and its captions speak of the tariff schedules of the United States."""
    head = [(0.05, 0.03, "DEPARTMENT OF THE TREASURY"), (0.05, 0.045, "UNITED STATES CUSTOMS SERVICE"),
            (0.4, 0.04, "ENTRY SUMMARY"), (0.05, 0.07, "1. Entry No."), (0.3, 0.07, "5. Port Code")]  # fmt: skip
    assert recognise(lay_out(page(head))).kind == "entry.7501"


def test_numbers_with_a_rate_make_one_whatever_duty_is_called() -> None:
    bare = [(x, y, text.replace("Line duty", "Levied")) for x, y, text in LINES]
    assert recognise(lay_out(page(bare))).kind != "entry.7501"
    assert recognise(lay_out(page([*bare, (0.06, 0.26, "9.8%")]))).kind == "entry.7501"
    wrong = [(x, y, text.replace("6618044-1", "6618044-2")) for x, y, text in [*bare, (0.06, 0.26, "9.8%")]]
    assert recognise(lay_out(page(wrong))).kind != "entry.7501"
    assert recognise(lay_out(page([*wrong, (0.06, 0.28, "LKCEYTEA12COL")]))).kind == "entry.7501"
