import sys
from types import ModuleType, SimpleNamespace

import pytest

import flows.reports
from flows.reports import reports, write_all


@pytest.mark.parametrize(("name", "module"), reports().items(), ids=list(reports()))
def test_every_report_keeps_the_contract(name, module, audit, tmp_path):
    assert module.__doc__.startswith(f"{name}: ")
    assert "/" not in name
    assert module.write(audit, tmp_path / "somewhere.else") is None
    assert (tmp_path / "somewhere.else").stat().st_size > 0
    assert [path.name for path in tmp_path.iterdir()] == ["somewhere.else"]


def test_all_reports_of_the_contract_are_there_and_nothing_else(folder):
    names = {"findings.json", "findings.csv", "audit.xlsx", "report.html", "documents.jsonl", "run.json"}
    assert {path.name for path in folder.iterdir()} == names


def test_two_reports_of_one_name_are_refused(monkeypatch):
    twin = ModuleType("flows.reports.zz_twin")
    twin.FILE_NAME = "run.json"
    monkeypatch.setitem(sys.modules, twin.__name__, twin)
    found = [SimpleNamespace(name="run_json"), SimpleNamespace(name="zz_twin")]
    monkeypatch.setattr(flows.reports.pkgutil, "iter_modules", lambda path: found)
    with pytest.raises(ValueError, match=r"two reports are called run\.json"):
        reports()


def test_a_report_that_fails_leaves_the_former_file_and_no_part_of_a_new_one(audit, tmp_path, monkeypatch):
    def fails(audit, path):
        path.write_text("half")
        raise RuntimeError("disk full")

    (tmp_path / "run.json").write_text("former")
    monkeypatch.setattr(flows.reports, "reports", lambda: {"run.json": SimpleNamespace(write=fails)})
    with pytest.raises(RuntimeError, match="disk full"):
        write_all(audit, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]
    assert (tmp_path / "run.json").read_text() == "former"


def test_the_same_audit_gives_the_same_bytes_in_whatever_order_it_came(folder, shuffled, tmp_path):
    for path in write_all(shuffled, tmp_path / "deep" / "again"):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name
