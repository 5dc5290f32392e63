"""Many files through real reading processes."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from extractors.reader import ReadSettings, fingerprint
from flows import reading
from flows.intake import take_in
from flows.reading import Readers
from flows.store import books, ledger, readings
from schemas.arrival import Arrival
from tests.flows import dying, papers

SETTINGS = ReadSettings(second_reading=False)


class Inbox:
    """A folder, and runs over it."""

    def __init__(self, store: sa.Engine, folder: Path) -> None:
        self.store, self.folder, self.blobs = store, folder / "inbox", str(folder / "blobs")
        self.folder.mkdir()

    def put(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)

    def read(
        self, *, fresh: bool = False, settings: ReadSettings = SETTINGS
    ) -> tuple[dict[str, Arrival], reading.Spent]:
        run = ledger.start_run(self.store, "read", fingerprint(SETTINGS), {}).run
        take_in(self.store, self.blobs, run, [self.folder], 10_000_000)
        arrivals = ledger.arrivals_of(self.store, run)
        spent = reading.read_files(self.store, self.blobs, arrivals, settings, processes=2, fresh=fresh)
        return {Path(a.source).name: a for a in ledger.arrivals_of(self.store, run)}, spent


@pytest.fixture
def inbox(store: sa.Engine, tmp_path: Path) -> Inbox:
    return Inbox(store, tmp_path)


def test_every_file_ends_in_a_state_and_spoilt_ones_cost_only_themselves(inbox: Inbox) -> None:
    inbox.put("a.pdf", papers.invoice("A-1"))
    inbox.put("b.pdf", papers.invoice("A-1"))
    inbox.put("poem.pdf", papers.pdf(["Shall I compare thee to a summer's day?"]))
    reasons = papers.spoilt(inbox.folder)
    inbox.put("z.pdf", papers.invoice("A-2"))
    arrivals, spent = inbox.read()
    assert {name: a.state.value for name, a in arrivals.items()} == {
        "a.pdf": "read", "b.pdf": "duplicate", "poem.pdf": "other", "z.pdf": "read",
        **dict.fromkeys(reasons, "unreadable"),
    }  # fmt: skip
    for name, reason in reasons.items():
        assert reason in arrivals[name].reason
    assert spent.pages_read >= 3
    assert books.balance(inbox.store).wrong == ()


def test_what_was_read_is_not_read_again_unless_asked(inbox: Inbox) -> None:
    inbox.put("a.pdf", papers.invoice("A-1"))
    _, first = inbox.read()
    arrivals, second = inbox.read()
    assert (first.pages_read, second.pages_read, second.files_reused) == (1, 0, 1)
    assert arrivals["a.pdf"].state == "read"
    _, fresh = inbox.read(fresh=True)
    assert fresh.pages_read == 1


def test_a_killed_run_goes_on_where_it_stopped(inbox: Inbox) -> None:
    """Pages are kept one by one, so what the killed run had read is not read again."""
    inbox.put("long.pdf", papers.pdf(*[papers.INVOICE] * 5))
    arrivals, _ = inbox.read()
    sha256, mark = arrivals["long.pdf"].sha256, fingerprint(SETTINGS)
    with inbox.store.begin() as db:
        db.execute(sa.text("DELETE FROM readings"))
        db.execute(sa.text("DELETE FROM pages WHERE number > 3"))
    arrivals, spent = inbox.read()
    assert (spent.pages_read, spent.pages_reused) == (2, 3)
    assert arrivals["long.pdf"].state == "read"
    assert len(readings.pages_of(inbox.store, sha256, mark)) == 5


def test_a_long_file_is_shared_among_the_processes(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGES_AT_ONCE", 2)
    pages = 9
    inbox.put("long.pdf", papers.pdf(*[papers.INVOICE] * pages))
    arrivals, spent = inbox.read()
    assert arrivals["long.pdf"].state == "read"
    assert spent.pages_read == pages


def test_a_process_that_dies_costs_the_file_that_killed_it(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "open_file", dying.open_file)
    monkeypatch.setattr(reading, "count_pages", dying.count_pages)
    for number in range(4):
        inbox.put(f"{number}.pdf", papers.invoice(f"A-{number}"))
    inbox.put("0kill.pdf", papers.invoice("K-1"))
    inbox.put("2kill.pdf", papers.invoice("K-2"))
    inbox.put("3raise.pdf", papers.invoice("R-1"))
    arrivals, _ = inbox.read()
    assert {name for name, a in arrivals.items() if a.state == "read"} == {"0.pdf", "1.pdf", "2.pdf", "3.pdf"}
    assert "process that read it died" in arrivals["0kill.pdf"].reason
    assert "process that read it died" in arrivals["2kill.pdf"].reason
    assert "RuntimeError: something nobody foresaw" in arrivals["3raise.pdf"].reason
    assert "Traceback" not in arrivals["3raise.pdf"].reason


def test_a_page_that_hangs_costs_one_page(inbox: Inbox) -> None:
    """PDFium follows a form that draws itself twice at every level for longer than anybody lives."""
    inbox.put("a.pdf", papers.invoice("A-1"))
    inbox.put("hangs.pdf", papers.hanging())
    settings = dataclasses.replace(SETTINGS, page_limit_s=10.0)
    arrivals, _ = inbox.read(settings=settings)
    assert {name: a.state.value for name, a in arrivals.items()} == {"a.pdf": "read", "hangs.pdf": "read"}
    pages = readings.pages_of(inbox.store, arrivals["hangs.pdf"].sha256, fingerprint(settings))
    assert pages[1]["engine"] == pages[3]["engine"] == "text"
    assert pages[2]["engine"] == "none"
    assert "page_limit_s" in pages[2]["problems"][0]


def test_progress_estimates_from_the_files_opened_so_far() -> None:
    from flows.progress import ReadingProgress

    progress = ReadingProgress(10)
    progress.open(3)
    progress.open(5)
    progress.advance(4)
    assert progress.expected_pages == 40
    assert progress.sentence().startswith("read 4 of about 40 pages, ")


def test_a_process_that_a_breaking_pool_overlooks_is_ended_with_it() -> None:
    readers = Readers(2)
    with pytest.raises(BrokenProcessPool):
        readers.submit(os._exit, 1).result(timeout=60)
    pool: Any = readers._pool
    manager = pool._executor_manager_thread
    if manager is not None:
        manager.join(30)
    # What submit() leaves when it starts a process between the death of another and the pool's noticing it.
    late = multiprocessing.get_context("forkserver").Process(target=time.sleep, args=(600,), daemon=True)
    late.start()
    pool._processes[late.pid] = late
    readers.renew()
    late.join(30)
    assert late.exitcode is not None
