"""A declared inbox that is a folder: what is taken, where it ends, and what a killed run leaves behind."""

from __future__ import annotations

import threading
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from flows import collecting, intake, runs
from flows.declared import Inbox
from flows.settings import Settings
from flows.sources.contract import Look
from flows.sources.folder import Folder
from flows.store import books, inboxes, judgements, ledger
from schemas.errors import OriginAuditError
from tests.benchmarks import inbox as inbox_benchmark
from tests.flows import papers, small_audit

NAME = "scans"


class Declared:
    """An inbox and the settings that declare it; `run` is what the flow does, without Prefect."""

    def __init__(self, folder: Path, **more: Any) -> None:
        self.folder = folder / "scans"
        self.folder.mkdir(exist_ok=True)
        entries = small_audit.entries(folder)
        given = {"name": NAME, "address": str(self.folder), "entries": [str(entries)], "settle": 0.2}
        self.inbox = Inbox.model_validate({**given, **more})
        self.settings: Settings = small_audit.settings(folder, inbox=[self.inbox])
        self.store = runs.store_of(self.settings)
        self.out = folder / "out"

    def put(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def run(self, *, reports: bool = False) -> ledger.Run | str:
        with collecting.opened(self.inbox) as source:
            seen = collecting.look(self.settings, self.inbox, source)
            run = collecting.begin(self.settings, self.inbox, seen)
            if not isinstance(run, str):
                collecting.take(self.settings, run, self.inbox, source, seen)
                self.finish(run, reports)
                run = ledger.find_run(self.store, run.run)
            collecting.file_away(self.settings, self.inbox, source)
        return run

    def finish(self, run: ledger.Run, reports: bool) -> None:
        run = ledger.find_run(self.store, run.run)
        runs.read(self.settings, run, ledger.arrivals_of(self.store, run.run))
        runs.judge(self.settings, run)
        if reports:
            runs.report(self.settings, run, self.out)
        runs.end(self.settings, run, "done")

    def tree(self) -> dict[str, list[str]]:
        """Tray -> what lies in it, the inbox itself under ""."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                inside = path.relative_to(self.folder)
                tray = inside.parts[0] if inside.parts[0] in ("processing", "done", "duplicates", "unreadable") else ""
                found.setdefault(tray, []).append(str(inside.relative_to(tray)))
        return found


@pytest.fixture
def declared(tmp_path: Path) -> Declared:
    return Declared(tmp_path)


def entry_of(here: Declared, run: ledger.Run) -> dict[str, str]:
    sources = {a.sha256: a.source for a in ledger.arrivals_of(here.store, run.run)}
    return {
        sources.get(link.document[7:71], link.document): link.entry_number
        for link in judgements.links_of(here.store, run.run)
    }


def test_every_file_ends_in_its_tray_with_the_reason(declared: Declared) -> None:
    declared.put("a.pdf", papers.invoice("A-100"))
    declared.put("again.pdf", papers.invoice("A-100"))
    declared.put("9QX-0012346-0/b.pdf", papers.invoice("C-1"))
    declared.put("broken.pdf", papers.invoice("C-2")[:400])
    declared.put("half.pdf.part", b"%PDF")
    run = declared.run(reports=True)
    assert isinstance(run, ledger.Run)
    assert declared.tree() == {
        "": ["half.pdf.part"],
        "done": ["9QX-0012346-0/b.pdf", "a.pdf"],
        "duplicates": ["again.pdf", "again.pdf.reason.txt"],
        "unreadable": ["broken.pdf", "broken.pdf.reason.txt"],
    }
    assert "same bytes as scans/a.pdf" in (declared.folder / "duplicates/again.pdf.reason.txt").read_text()
    assert "damaged" in (declared.folder / "unreadable/broken.pdf.reason.txt").read_text()
    assert entry_of(declared, run)["scans/9QX-0012346-0/b.pdf"] == "9QX-0012346-0"
    assert "half.pdf.part" in " ".join(run.facts["problems"])
    assert run.facts["counts"]["adds_up"]
    assert books.balance(declared.store).wrong == ()
    assert declared.run() == "nothing new"


def test_a_file_that_is_copied_slowly_is_taken_whole_and_one_moved_in_at_once(declared: Declared) -> None:
    data = papers.invoice("A-100")
    slow = declared.folder / "slow.pdf"
    declared.put("moved.pdf", papers.invoice("B-200"))

    def copy() -> None:
        with slow.open("wb", buffering=0) as file:
            for start in range(0, len(data), len(data) // 12 + 1):
                file.write(data[start : start + len(data) // 12 + 1])
                time.sleep(0.1)

    copying = threading.Thread(target=copy)
    copying.start()
    time.sleep(0.15)
    first = declared.run()
    assert isinstance(first, ledger.Run)
    assert [a.source for a in ledger.arrivals_of(declared.store, first.run)] == ["scans/moved.pdf"]
    assert any("slow.pdf: still being written" in problem for problem in first.facts["problems"])
    copying.join()
    second = declared.run()
    assert isinstance(second, ledger.Run)
    assert [(a.source, a.size, a.state) for a in ledger.arrivals_of(declared.store, second.run)] == [
        ("scans/slow.pdf", len(data), "read")
    ]


def test_the_same_bytes_on_another_day_are_a_duplicate_that_names_the_run(declared: Declared) -> None:
    declared.put("a.pdf", papers.invoice("A-100"))
    first = declared.run()
    declared.put("a.pdf", papers.invoice("A-100"))
    second = declared.run()
    assert isinstance(first, ledger.Run)
    assert isinstance(second, ledger.Run)
    (arrival,) = ledger.arrivals_of(declared.store, second.run)
    assert arrival.state == "duplicate"
    assert arrival.reason == f"same bytes as scans/a.pdf, which came in with run {first.run}"
    assert declared.tree() == {"done": ["a.pdf"], "duplicates": ["a.pdf", "a.pdf.reason.txt"]}


def test_papers_of_one_entry_that_come_on_different_days_are_judged_together(declared: Declared) -> None:
    declared.put("a.pdf", papers.invoice("A-100"))
    declared.put("stranger.pdf", papers.invoice("Z-900"))
    declared.run()
    declared.put("b.pdf", papers.invoice("B-200"))
    second = declared.run(reports=True)
    assert isinstance(second, ledger.Run)
    linked = {link.entry_number for link in judgements.links_of(declared.store, second.run)}
    assert linked == {"9QX-0012345-2", "9QX-0012346-0", ""}
    assert second.facts["counts"]["documents"]["total"] == 3
    assert second.facts["counts"]["files"]["total"] == 1
    # The entry of the stranger is filed later: no new paper, but a changed entry file.
    entries = Path(declared.inbox.entries[0])
    entries.write_text(entries.read_text() + "9QX-0012347-8,1,01,2026-03-12,CN,8481.80.3090,Z-900,2026-02-20\n")
    third = declared.run()
    assert isinstance(third, ledger.Run)
    assert "9QX-0012347-8" in {link.entry_number for link in judgements.links_of(declared.store, third.run)}


def test_a_read_only_folder_is_read_where_it_is_and_remembered(
    declared: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared.put("a.pdf", papers.invoice("A-100"))

    def no(*_: object) -> str:
        raise PermissionError(30, "Read-only file system")

    # Root may write anywhere, so that the folder's rights would not show it here.
    monkeypatch.setattr(Folder, "_move", no)
    run = declared.run()
    monkeypatch.undo()
    assert isinstance(run, ledger.Run)
    assert [a.state for a in ledger.arrivals_of(declared.store, run.run)] == ["read"]
    assert declared.tree() == {"": ["a.pdf"]}
    assert declared.run() == "nothing new"
    assert books.balance(declared.store).wrong == ()


@pytest.mark.parametrize("moment", ["before it is entered", "after it is entered", "while an archive is opened"])
def test_a_run_that_dies_is_taken_up_by_the_next_and_nothing_is_lost(
    declared: Declared, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    declared.put("a.pdf", papers.invoice("A-100"))
    with zipfile.ZipFile(declared.folder / "m.zip", "w") as archive:
        archive.writestr("b.pdf", papers.invoice("B-200"))
        archive.writestr("c.pdf", papers.invoice("C-300"))
    with collecting.opened(declared.inbox) as source:
        seen = collecting.look(declared.settings, declared.inbox, source)
        run = collecting.begin(declared.settings, declared.inbox, seen)
        assert isinstance(run, ledger.Run)
        monkeypatch.setattr(ledger, "add_arrival", _dying(ledger.add_arrival, moment))
        with pytest.raises(KeyboardInterrupt):
            collecting.take(declared.settings, run, declared.inbox, source, seen)
        monkeypatch.undo()
    assert declared.run() == f"run {run.run} is at work on this inbox"
    monkeypatch.setattr("flows.store.holding.gone", lambda holder, alive: True)
    again = declared.run()
    assert isinstance(again, ledger.Run)
    assert (again.run, again.attempt, again.state) == (run.run, 2, "done")
    files = {a.source: a.state.value for a in ledger.arrivals_of(declared.store, run.run)}
    assert files == {"scans/a.pdf": "read", "scans/m.zip": "other", "scans/m.zip/b.pdf": "read",
                     "scans/m.zip/c.pdf": "read"}  # fmt: skip
    assert declared.tree() == {"done": ["a.pdf", "m.zip"]}
    assert books.balance(declared.store).wrong == ()
    with pytest.raises(Exception, match="another process has taken this run over"):
        runs.end(declared.settings, run, "failed")


def _dying(real: Any, moment: str) -> Any:
    def add(store: Any, run: int, sha256: str, source: str, *rest: Any, **more: Any) -> Any:
        if moment == "before it is entered" or (source.endswith("c.pdf") and moment == "while an archive is opened"):
            raise KeyboardInterrupt
        arrival = real(store, run, sha256, source, *rest, **more)
        if moment == "after it is entered":
            raise KeyboardInterrupt
        return arrival

    return add


def test_two_runs_of_an_inbox_cannot_be_at_work_at_once(declared: Declared) -> None:
    declared.put("a.pdf", papers.invoice("A-100"))
    with collecting.opened(declared.inbox) as source:
        seen = collecting.look(declared.settings, declared.inbox, source)
    run = collecting.begin(declared.settings, declared.inbox, seen)
    assert isinstance(run, ledger.Run)
    assert collecting.begin(declared.settings, declared.inbox, seen) == f"run {run.run} is at work on this inbox"
    with pytest.raises(Exception, match="UNIQUE"):
        ledger.start_run(declared.store, "audit", "m", {}, inbox=NAME)
    runs.end(declared.settings, run, "done")
    assert inboxes.last_run(declared.store, NAME) is not None
    assert collecting.begin(declared.settings, declared.inbox, Look()) == "nothing new"


def test_nothing_in_a_tray_is_ever_overwritten(declared: Declared) -> None:
    for number in ("A-100", "B-200"):
        declared.put("scan.pdf", papers.invoice(number))
        declared.run()
    assert declared.tree() == {"done": ["scan (2).pdf", "scan.pdf"]}
    assert (declared.folder / "done/scan.pdf").read_bytes() == papers.invoice("A-100")


def test_a_network_folder_that_is_lost_and_comes_back_loses_nothing(
    declared: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = declared.folder.with_name("unmounted")
    for number in ("A-100", "B-200"):
        declared.put(f"{number}.pdf", papers.invoice(number))
    taking = intake.take_items

    def unplugged(*given: Any) -> list[str]:
        told = taking(*given)
        declared.folder.rename(lost)
        declared.folder.mkdir()  # the mount point
        return told

    monkeypatch.setattr(intake, "take_items", unplugged)
    with pytest.raises(OriginAuditError, match="cannot be reached"):
        declared.run()
    monkeypatch.undo()
    run = inboxes.last_run(declared.store, NAME)
    assert run is not None
    assert [a.state for a in ledger.arrivals_of(declared.store, run.run)] == ["read", "read"]
    assert declared.tree() == {}
    declared.folder.rmdir()
    with pytest.raises(OriginAuditError, match="cannot be reached"):
        declared.run()
    lost.rename(declared.folder)
    assert declared.run() == "nothing new"
    assert declared.tree() == {"done": ["A-100.pdf", "B-200.pdf"]}
    assert books.balance(declared.store).states["duplicate"] == 0


def test_duplicates_and_broken_files_among_many_leave_the_books_balanced(declared: Declared) -> None:
    duplicates, broken = inbox_benchmark.fill(declared.folder, 60)
    run = declared.run()
    assert isinstance(run, ledger.Run)
    found = books.balance(declared.store)
    assert found.wrong == ()
    assert found.states == {
        "in_progress": 0, "read": 60 - duplicates - broken, "duplicate": duplicates, "unreadable": broken, "other": 0
    }  # fmt: skip
    trays = {tray: len([name for name in names if not name.endswith(".reason.txt")])
             for tray, names in declared.tree().items()}  # fmt: skip
    assert trays == {"done": 60 - duplicates - broken, "duplicates": duplicates, "unreadable": broken}
