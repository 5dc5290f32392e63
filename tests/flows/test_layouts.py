"""Entry files of other systems: ACE's ES-003, a broker's export, columns the user names."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from flows.settings import load as load_settings
from flows.sources.entries import load
from schemas.entry import COLUMNS
from schemas.errors import UsageError
from schemas.reference.dated import rows

ES003 = (
    "Entry Summary Number,Entry Summary Line Number,Entry Type Code,Entry Date,Importer Name,Country of Origin Code,"
    "Country of Export Code,Manufacturer ID,Line SPI Code,Tariff Ordinal Number,HTS Number - Full,"
    "Line Tariff Goods Value Amount,Line Tariff Duty Amount,Line Tariff Quantity (1),Line Tariff UOM (1) Code"
)
ROWS = (
    '9QX00123452,001,01,03/31/2026,COASTAL SUPPLY,CN,CN,CNNINLAM12NIN,,1,99038803,$0.00,"$3,500.00",,',
    '9QX00123452,001,01,03/31/2026,COASTAL SUPPLY,CN,CN,CNNINLAM12NIN,,2,9405110000,"$14,000.00",$546.00,"1,200",NO',
    "9QX00123452,002,01,03/31/2026,COASTAL SUPPLY,CN,CN,CNNINLAM12NIN,,1,8302500000,$700.00,$0.00,50,KG",
)


def _file(folder: Path, *lines: str, name: str = "report.csv") -> Path:
    (folder / name).write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    return folder / name


def test_the_rows_of_an_es_003_become_one_line_each_with_its_chapter_99_numbers(tmp_path: Path) -> None:
    found = load([_file(tmp_path, "Entry Summary Line Tariff Details", "Run by: broker", "", ES003, *ROWS)])
    assert found.problems == []
    first, second = found.lines
    assert (first.entry_number, first.line_no) == ("9QX-0012345-2", "1")
    assert first.text["hts"] == "9405110000"
    assert first.lists["chapter99"] == ("99038803",)
    assert first.numbers["entered_value_usd"] == Decimal(14000)
    assert first.numbers["duty_usd"] == Decimal("4046.00")
    assert first.numbers["net_quantity"] == Decimal(1200)
    assert first.text["importer_name"] == "COASTAL SUPPLY"
    assert "chapter99" not in second.lists


def test_a_workbook_is_read_from_its_main_report(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Cover page"])
    sheet = book.create_sheet("Main Report")
    for line in (ES003.split(","), ROWS[2].split(",")):
        sheet.append(line)
    book.save(tmp_path / "es003.xlsx")
    (line,) = load([tmp_path / "es003.xlsx"]).lines
    assert line.text["hts"] == "8302500000"


def test_what_a_spreadsheet_did_to_numbers_is_told_with_row_and_column(tmp_path: Path) -> None:
    damaged = ROWS[2].replace("9QX00123452", "123452").replace("CNNINLAM12NIN", "12E45")
    found = load([_file(tmp_path, ES003, ROWS[1], ROWS[2].replace("CNNINLAM12NIN", "12E45"), damaged)])
    assert [line.line_no for line in found.lines] == ["1", "2"]  # good rows are kept
    told = "\n".join(found.problems)
    assert "row 3, column manufacturer_id: '12E45' was turned into a number" in told
    assert "row 4, column entry_number: '123452' is no entry number" in told
    assert "leading zeros were lost" in told


def test_an_amount_that_is_none_is_told_and_costs_only_itself(tmp_path: Path) -> None:
    found = load([_file(tmp_path, ES003, ROWS[2].replace("$0.00", "n.a."))])
    assert "column duty_usd" in found.problems[0]
    assert "duty_usd" not in found.lines[0].numbers


def test_the_export_of_a_broker_is_known_by_its_headers(tmp_path: Path) -> None:
    header = (
        "Entry Number,Line Number,Entry Type,Entry Filed Date,Country Origin Code,HTS Code,"
        "Master Bills,House Bills,MID,Total Packages"
    )
    row = '9QX-0012345-2,1,01,2026-03-31,CN,9405.11.0000,"MAEU123, MAEU124",HB-9,CNNINLAM12NIN,40'
    (line,) = load([_file(tmp_path, header, row)]).lines
    assert line.lists["bl_awb"] == ("MAEU123", "MAEU124", "HB-9")
    assert line.numbers["manifest_quantity"] == Decimal(40)


def test_columns_that_the_user_names_go_before_all_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("origin-audit.toml").write_text('[entry_headers]\n"Zollnummer" = "entry_number"\n"HTS_NO" = "hts"\n')
    header = "Zollnummer,line_no,entry_type,entry_date,country_of_origin,hts_no"
    path = _file(tmp_path, header, "9QX-0012345-2,1,01,2026-03-31,CN,9405110000")
    (line,) = load([path], load_settings().entry_headers).lines
    assert line.entry_number == "9QX-0012345-2"
    Path("origin-audit.toml").write_text('[entry_headers]\n"Zollnummer" = "entry_nr"\n')
    with pytest.raises(UsageError, match="entry_nr"):
        load_settings()


def test_a_title_above_a_header_of_the_users_own_names_is_stepped_over(tmp_path: Path) -> None:
    header = "Zollnummer;Pos;Art;Datum;Ursprung;Tarif"
    names = dict(
        zip(header.split(";"), "entry_number line_no entry_type entry_date country_of_origin hts".split(), strict=True)
    )
    path = _file(tmp_path, "Report, all entries", header, "9QX-0012345-2;1;01;2026-03-31;CN;9405110000")
    (line,) = load([path], names).lines
    assert line.text["hts"] == "9405110000"


def test_a_file_without_its_required_columns_is_refused_with_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"country_of_origin, hts is missing; the header has entry_number"):
        load([_file(tmp_path, "entry_number,line_no,entry_type,entry_date,colour", "x")])


def test_the_table_of_headers_names_columns_that_exist() -> None:
    assert {row["column"] for row in rows("entry_headers")} <= {*COLUMNS, "tariff_ordinal"}
