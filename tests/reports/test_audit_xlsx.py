import datetime as dt

import openpyxl
import pytest


@pytest.fixture(scope="module")
def book(folder):
    return openpyxl.load_workbook(folder / "audit.xlsx")


def _rows(book, sheet):
    head, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_sheets_are_those_people_look_for(book):
    assert book.sheetnames == [
        "Summary", "Entries", "Findings", "Questions", "Not evaluable", "To ask for", "Documents", "Links", "Unlinked",
        "Files", "Entry lines",
    ]  # fmt: skip


def test_every_sheet_has_a_filter_a_frozen_head_and_fits_the_width_of_a_page(book):
    for sheet in book:
        assert sheet.auto_filter.ref, sheet.title
        assert sheet.freeze_panes == "B2", sheet.title
        assert (sheet.page_setup.fitToWidth or 1) == 1, sheet.title
        assert sheet.print_title_rows == "$1:$1", sheet.title


def test_each_finding_stands_in_the_sheet_of_its_status(book, audit):
    for sheet, status in {"Findings": "finding", "Questions": "question", "Not evaluable": "not_evaluable"}.items():
        expected = sorted(finding.rule for finding in audit.findings if finding.status == status)
        assert sorted(row["Rule"] for row in _rows(book, sheet)) == expected


def test_dates_and_numbers_are_dates_and_numbers(book):
    line = next(row for row in _rows(book, "Entry lines") if row["Entry number"] == "9QX-0012345-2")
    assert line["Entry date"] == dt.datetime(2026, 5, 11)  # noqa: DTZ001 - cells have no zone
    assert line["Gross weight, kg"] == 47320
    assert line["HTS"] == "6810990010"
    document = next(row for row in _rows(book, "Documents") if row["Number"] == "SCLC/26/0448")
    assert document["Issued"] == dt.datetime(2026, 4, 22)  # noqa: DTZ001 - cells have no zone
    finding = next(row for row in _rows(book, "Findings") if row["Rule"] == "issuer.wrong-date")
    assert finding["Confidence"] == 0.88


def test_an_entry_row_counts_its_findings_by_severity(book):
    row = next(row for row in _rows(book, "Entries") if row["Entry"] == "9QX-0012345-2")
    assert (row["Critical"], row["Error"], row["Warning"], row["Not checked"], row["Documents"]) == (5, 1, 0, 1, 5)
    assert (row["Outcome"], row["Worst severity"]) == ("Disagreement", "Critical")
    assert row["Entered value, USD"] == 78624


def test_severity_is_coloured_and_spelled_out(book):
    cells = {cell.value: cell.fill.fgColor.rgb for cell in book["Findings"]["C"][1:]}
    assert set(cells) == {"Critical", "Error", "Warning", "Info"}
    assert len(set(cells.values())) == 4


def test_no_cell_is_a_formula_or_a_link(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None


def test_what_to_ask_for_stands_in_two_languages(book):
    rows = _rows(book, "To ask for")
    assert [row["Entry"] for row in rows] == ["9QX-0012345-2"] * 3
    assert rows[0]["To ask the supplier for"] == "The purchase invoice and origin of the resin"
    assert rows[0]["In Chinese"] == "树脂的采购发票和产地"
    assert "number that ties this paper to the others: material issue" in rows[2]["To ask the supplier for"]


def test_doubtful_links_and_lost_documents_are_listed(book):
    doubtful = [row for row in _rows(book, "Links") if row["To confirm"]]
    assert [row["Entry"] for row in doubtful] == ["9QX-0013002-8"]
    assert [row["File"] for row in _rows(book, "Unlinked")] == ["inbox/lost/co 2024.pdf", "inbox/lost/cover letter.pdf"]
    assert len(_rows(book, "Files")) == 20
