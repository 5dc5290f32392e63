"""Entry files: what is taken, what is refused, and what is said about it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources import entries
from flows.sources.entries import as_entry_number, entry_numbers_in, load
from schemas.errors import UsageError
from schemas.finding import Severity

HEADER = "entry_number,line_no,entry_type,entry_date,country_of_origin,hts"
GOOD = "9QX-0012345-2,1,01,2026-03-01,CN,6810.99.0000"


def csv(tmp_path: Path, *rows: str, header: str = HEADER, name: str = "entries.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes("\r\n".join([header, *rows, ""]).encode(encoding))
    return path


def xlsx(tmp_path: Path, *rows: list[object], name: str = "entries.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER.split(","), *rows):
        sheet.append(row)
    book.save(tmp_path / name)
    return tmp_path / name


def test_a_row_becomes_a_typed_line(tmp_path: Path) -> None:
    header = HEADER + ",invoice_number,invoice_date,gross_weight_kg,spi,colour"
    row = '9qx 0012345 2,001,1,03/31/2026,china,6810.99.0000,A-1; A-2,2026-03-01;3/2/2026,"1,296.50",s+,red'
    found = load([csv(tmp_path, row, header=header)])
    assert found.problems == []
    (line,) = found.lines
    assert (line.entry_number, line.line_no) == ("9QX-0012345-2", "1")
    assert line.text == {"entry_type": "01", "country_of_origin": "CN", "hts": "6810990000", "spi": "S+"}
    assert line.dates == {"entry_date": dt.date(2026, 3, 31)}
    assert line.numbers == {"gross_weight_kg": Decimal("1296.50")}
    assert line.lists == {"invoice_number": ("A-1", "A-2"), "invoice_date": ("2026-03-01", "2026-03-02")}
    assert line.extra == {"colour": "red"}
    assert line.source == "entries.csv row 2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_are_recognised(tmp_path: Path, encoding: str, mark: str) -> None:
    header = f"{HEADER},importer_name".replace(",", mark)
    row = f"{GOOD},".replace(",", mark) + '"Müller & Söhne GmbH, Köln"'
    (line,) = load([csv(tmp_path, row, header=header, encoding=encoding)]).lines
    assert line.text["importer_name"] == "Müller & Söhne GmbH, Köln"


def test_a_chinese_windows_file_is_read(tmp_path: Path) -> None:
    row = GOOD + ",上海远洋国际贸易有限公司出口石英石板材和配件"
    (line,) = load([csv(tmp_path, row, header=HEADER + ",description", encoding="gb18030")]).lines
    assert line.text["description"] == "上海远洋国际贸易有限公司出口石英石板材和配件"


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("9QX-0012345-3,1,01,2026-03-01,CN,6810990000", "entry_number", "it should be 2"),
        ("1.2345E+10,1,01,2026-03-01,CN,6810990000", "entry_number", "turned into a number"),
        ("12345672,1,01,2026-03-01,CN,6810990000", "entry_number", "leading zeros were lost"),
        ("9QX-0012345-2,x,01,2026-03-01,CN,6810990000", "line_no", "no line number"),
        ("9QX-0012345-2,1,1a,2026-03-01,CN,6810990000", "entry_type", "two digits"),
        ("9QX-0012345-2,1,01,31.03.2026,CN,6810990000", "entry_date", "YYYY-MM-DD"),
        ("9QX-0012345-2,1,01,2026-03-01,Atlantis,6810990000", "country_of_origin", "ISO 3166-1"),
        ("9QX-0012345-2,1,01,2026-03-01,CN,302440000", "hts", "leading zero seems lost"),
        ("9QX-0012345-2,1,01,2026-03-01,CN,stone", "hts", "give its digits"),
        ("9QX-0012345-2,1,01,2026-03-01,,6810990000", "country_of_origin", "required and empty"),
    ],
)
def test_a_bad_row_is_told_with_its_place_and_the_good_ones_are_kept(
    tmp_path: Path, row: str, column: str, said: str
) -> None:
    path = csv(tmp_path, row, "9QX-0012345-2,2,01,2026-03-01,CN,6810990000")
    found = load([path])
    assert [line.line_no for line in found.lines] == ["2"]
    (problem,) = found.problems
    assert problem.startswith(f"{path}, row 2, column {column}: ")
    assert said in problem
    assert problem.endswith("the row is left out")


def test_a_bad_optional_value_costs_only_itself(tmp_path: Path) -> None:
    found = load([csv(tmp_path, GOOD + ",many", header=HEADER + ",net_quantity")])
    assert len(found.lines) == 1
    assert found.lines[0].numbers == {}
    assert "column net_quantity: 'many' is no number" in found.problems[0]
    assert found.problems[0].endswith("the value is left out")


def test_a_missing_required_column_ends_it_with_its_name(tmp_path: Path) -> None:
    path = csv(tmp_path, "9QX-0012345-2,1,01,2026-03-01,CN", header=HEADER.removesuffix(",hts"))
    with pytest.raises(UsageError, match="required column hts is missing"):
        load([path])
    with pytest.raises(UsageError, match="hts"):
        entries.check_columns([path])


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x00\x01\x02", b"%PDF-1.4 nonsense"])
def test_what_is_no_table_is_a_usage_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(UsageError):
        load([tmp_path / "x.csv"])


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="hts stands there twice"):
        load([csv(tmp_path, GOOD + ",1", header=HEADER + ",HTS")])


def test_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    found = load([xlsx(tmp_path, ["9QX-0012345-2", 1, "01", dt.date(2026, 3, 1), "CN", "6810990000"])])
    assert found.problems == []
    assert found.lines[0].dates["entry_date"] == dt.date(2026, 3, 1)
    assert found.lines[0].line_no == "1"


def test_what_a_spreadsheet_spoilt_is_noticed(tmp_path: Path) -> None:
    found = load([xlsx(tmp_path, ["9QX-0012345-2", 1, 1, "2026-03-01", "CN", 6810.99],
                       ["9QX-0012345-2", 2, 1, "2026-03-01", "CN", 302440000])])  # fmt: skip
    assert found.lines == []
    assert "held as a number" in found.problems[0]
    assert "leading zero" in found.problems[1]


def test_a_filer_code_that_looks_like_a_power_of_ten_is_kept(tmp_path: Path) -> None:
    [line] = load([csv(tmp_path, GOOD.replace("9QX-0012345-2", "6E8-0748271-9"))]).lines
    assert line.entry_number == "6E8-0748271-9"


def test_a_damaged_workbook_is_a_usage_error(tmp_path: Path) -> None:
    path = xlsx(tmp_path)
    path.write_bytes(path.read_bytes()[:400])
    with pytest.raises(UsageError):
        load([path])


def test_files_are_merged_by_entry_and_line(tmp_path: Path) -> None:
    one = csv(tmp_path, GOOD)
    two = csv(tmp_path, GOOD + ",Acme", header=HEADER + ",importer_name", name="more.csv")
    found = load([one, two])
    assert found.findings == []
    (line,) = found.lines
    assert line.text["importer_name"] == "Acme"
    assert line.source == "entries.csv row 2; more.csv row 2"


def test_a_contradiction_between_files_is_a_finding(tmp_path: Path) -> None:
    other = csv(tmp_path, GOOD.replace("CN", "VN"), name="more.csv")
    found = load([csv(tmp_path, GOOD), other])
    (finding,) = found.findings
    assert (finding.rule, finding.severity) == ("entry.contradiction", Severity.ERROR)
    assert (finding.declared, finding.found) == ({"country_of_origin": "CN"}, {"country_of_origin": "VN"})
    assert "entries.csv row 2 says country_of_origin CN; more.csv row 2 says VN" in finding.message
    assert found.lines[0].text["country_of_origin"] == "CN"


@pytest.mark.parametrize(
    "number", ["ABC-1234567-6", "999-9999999-0", "SP7-0000001-4", "9QX-0012345-2", "8ZV-4410087-1"]
)
def test_published_entry_numbers_hold(number: str) -> None:
    assert as_entry_number(number.replace("-", "").lower()) == number


def test_entry_numbers_are_found_in_names_of_folders_and_files() -> None:
    assert entry_numbers_in("inbox/9QX-0012345-2 quartz/coo.pdf") == ["9QX-0012345-2"]
    assert entry_numbers_in("inbox/9QX00123452/coo.pdf") == ["9QX-0012345-2"]
    assert entry_numbers_in("inbox/scan 20260301/9QX-0012345-3.pdf") == []


@given(st.text(max_size=30))
def test_any_cell_is_either_a_value_or_a_sentence(text: str) -> None:
    """Whatever stands in a cell, nothing but ValueError comes out, and it says what was there."""
    for column in ("entry_number", "line_no", "entry_type", "country_of_origin", "hts", "entry_date", "net_quantity"):
        told = ""
        try:
            entries._typed(column, text, typed=False)
        except ValueError as error:
            told = str(error)
        assert not told or repr(text) in told


@given(st.binary(max_size=300))
def test_any_bytes_are_either_a_table_or_a_usage_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "x.csv"
    path.write_bytes(data)
    told = ""
    try:
        load([path])
    except UsageError as error:
        told = str(error)
    assert not told or str(path) in told
