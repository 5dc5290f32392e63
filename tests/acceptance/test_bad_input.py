"""Bad input gets its line and its state, and the rest of the batch is finished."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import Done, origin_audit
from tests.flows import papers

HEADER = "entry_number,line_no,entry_type,entry_date,country_of_origin,hts,invoice_number\n"
ENTRY = "9QX-0012345-2,1,01,2026-03-01,CN,6810990000,A-100\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inbox with two good papers, a copy, four spoilt files and something half-downloaded; entry files beside it."""
    folder = tmp_path_factory.mktemp("bad")
    papers.spoilt(folder / "inbox")
    (folder / "inbox" / "invoice.pdf").write_bytes(papers.invoice("A-100"))
    (folder / "inbox" / "invoice again.pdf").write_bytes(papers.invoice("A-100"))
    (folder / "inbox" / "8ZV-4410087-1.pdf").write_bytes(papers.invoice("Z-999"))
    (folder / "inbox" / "scan.pdf.part").write_bytes(b"%PDF-1.4")
    (folder / "entries.csv").write_text(HEADER + ENTRY + "9QX-0012345-3,1,01,2026-03-01,CN,6810990000,\n")
    (folder / "lacking.csv").write_text(HEADER.replace("hts,", "") + ENTRY.replace("6810990000,", ""))
    return folder


@pytest.fixture(scope="module")
def audited(folder: Path) -> Done:
    """Without any server started by hand."""
    return origin_audit(folder, "audit", "inbox", "--entries", "entries.csv", "--out", "out")


def test_a_batch_with_unreadable_files_is_finished_with_three(audited: Done, folder: Path) -> None:
    assert audited.code == 3
    expected = "findings.json findings.csv audit.xlsx report.html documents.jsonl run.json".split()
    assert sorted(p.name for p in (folder / "out").iterdir()) == sorted(expected)
    read = [json.loads(line) for line in (folder / "out" / "documents.jsonl").read_text().splitlines()]
    assert {record["source"] for record in read} == {"inbox/invoice again.pdf", "inbox/8ZV-4410087-1.pdf"}


def test_each_spoilt_file_has_one_line_with_the_reason_and_what_to_do(audited: Done) -> None:
    for name, reason in {"empty.pdf": "empty", "truncated.pdf": "damaged", "locked.pdf": "password",
                         "letter.pdf": "neither a PDF nor an image"}.items():  # fmt: skip
        (line,) = [line for line in audited.err.splitlines() if f"inbox/{name}" in line]
        assert reason in line
        assert ";" in line
    assert any("scan.pdf.part: ignored" in line for line in audited.err.splitlines())
    assert any("row 3, column entry_number" in line for line in audited.err.splitlines())


def test_every_file_ends_in_one_state_and_the_states_add_up(audited: Done, folder: Path) -> None:
    run = json.loads((folder / "out" / "run.json").read_text())
    files = run["counts"]["files"]
    assert files == {"total": 7, "read": 2, "duplicate": 1, "unreadable": 4, "other": 0, "in_progress": 0}
    assert run["counts"]["adds_up"] is True
    examined = origin_audit(folder, "doctor")
    assert examined.code == 0, examined.out
    assert "7 files = 0 in progress + 2 read + 1 duplicate + 4 unreadable + 0 other" in examined.out


def test_a_document_of_an_unknown_entry_is_listed_as_unlinked(audited: Done, folder: Path) -> None:
    run = json.loads((folder / "out" / "run.json").read_text())
    assert run["counts"]["documents"]["unlinked"] == 1
    assert "8ZV-4410087-1.pdf" in (folder / "out" / "report.html").read_text()


def test_a_missing_entry_column_ends_it_with_two_before_anything_is_read(folder: Path, audited: Done) -> None:
    done = origin_audit(folder, "audit", "inbox", "--entries", "lacking.csv", "--out", "never")
    assert done.code == 2
    assert done.err == (
        "lacking.csv: required column hts is missing; the header has "
        "entry_number, line_no, entry_type, entry_date, country_of_origin, invoice_number; the header must name "
        "entry_number, line_no, entry_type, entry_date, country_of_origin, hts, or name your columns under "
        "[entry_headers] in origin-audit.toml\n"
    )
    assert not (folder / "never").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit", "nowhere", "--entries", "entries.csv"], "nowhere"),
        (["audit", "inbox"], "--entries"),
        (["audit", "inbox", "--entries", "entries.csv", "--fail-on", "sometimes"], "sometimes"),
        (["audit", "inbox", "--entries", "entries.csv", "--store", "nonsense"], "--store"),
        (["reference", "load", "nowhere.csv"], "nowhere.csv"),
        (["show", "ABC-1234567-6"], "no such entry"),
        (["recheck", "--entry", "ABC-1234567-6"], "never audited"),
        (["recheck", "--entry", "12"], "no entry number"),
        (["dance"], "dance"),
    ],
)
def test_bad_usage_ends_with_two_and_says_what(folder: Path, arguments: list[str], said: str) -> None:
    done = origin_audit(folder, *arguments)
    assert done.code == 2, done.err
    assert said in done.err


def test_an_unknown_setting_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "origin-audit.toml").write_text("jbos = 2\n")
    done = origin_audit(tmp_path, "doctor")
    assert (done.code, done.err) == (
        2, "origin-audit.toml: unknown setting 'jbos'; correct its name or take it out\n",
    )  # fmt: skip


def test_a_prefect_server_that_does_not_answer_is_told(folder: Path) -> None:
    done = origin_audit(folder, "audit", "inbox", "--entries", "entries.csv", PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.code == 4
    assert "PREFECT_API_URL http://127.0.0.1:9/api: does not answer" in done.err


def test_read_lists_what_it_could_not_read_and_keeps_stdout_clean(folder: Path, audited: Done) -> None:
    done = origin_audit(folder, "read", "inbox")
    assert done.code == 3
    assert [json.loads(line)["kind"] for line in done.out.splitlines()] == ["ship.invoice"] * 2
    assert sum("inbox/" in line and "ignored" not in line for line in done.err.splitlines()) == 4


def test_show_finds_a_document_by_file_and_an_entry_by_number(folder: Path, audited: Done) -> None:
    document = origin_audit(folder, "show", "invoice again.pdf")
    assert document.code == 0
    assert "A-100" in document.out
    entry = origin_audit(folder, "show", "9qx00123452")
    assert entry.code == 0
    assert "6810990000" in entry.out
    assert "invoice again.pdf" in entry.out
