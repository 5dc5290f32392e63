"""Entry summaries as an entry source: given as such, found in the inbox, contradicting a file."""

from __future__ import annotations

from pathlib import Path

from flows import runs
from flows.store import judgements
from tests.extractors import summary_paper
from tests.extractors.test_entry_summary import HEADER, LINES
from tests.flows import papers, small_audit


def test_a_form_is_an_entry_file_and_contradicts_another(tmp_path: Path) -> None:
    given = small_audit.settings(tmp_path, read={"second_reading": False})
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "A-100.pdf").write_bytes(papers.invoice("A-100"))
    form = tmp_path / "summary.pdf"
    form.write_bytes(summary_paper.draw("2024", HEADER, LINES))
    broken = {**HEADER, "entry_number": "9QX-0012345-7", "entry_date": "13/45/2026"}
    (inbox / "other.pdf").write_bytes(summary_paper.draw("2009", broken, LINES))
    table = tmp_path / "entries.csv"
    table.write_text(
        "entry_number,line_no,entry_type,entry_date,country_of_origin,hts\n"
        "9QX-0012345-2,1,01,2026-04-11,VN,8481.80.3060\n"
    )
    run = runs.begin(given, "audit", {"inboxes": [str(inbox)], "entries": [str(form), str(table)]})
    runs.read(given, run, runs.take(given, run, [inbox], [form, table]))
    runs.judge(given, run)
    runs.report(given, run, tmp_path / "out")
    done = runs.end(given, run, "done")
    store = runs.store_of(given)
    lines = {line.line_no: line for line in judgements.entry_lines_of(store, run.run)}
    assert sorted(lines) == ["1", "2"]
    assert lines["2"].text["hts"] == "7326908688"
    assert lines["2"].lists["adcvd_case"] == ("A-570-979-001",)
    assert str(lines["1"].numbers["gross_weight_kg"]) == "1240"
    [against] = [f for f in judgements.findings_of(store, run.run) if f.rule == "entry.contradiction"]
    assert (against.declared, against.found) == ({"country_of_origin": "VN"}, {"country_of_origin": "KR"})
    assert "summary.pdf (7501), line 1" in against.message
    refused = [problem for problem in done.facts["problems"] if "other.pdf" in problem]
    assert any("entry_date" in problem and "the line is left out" in problem for problem in refused)
