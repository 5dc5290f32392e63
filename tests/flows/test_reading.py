"""Many files through real reading processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from extractors.reader import ReadSettings, fingerprint
from flows import reading
from flows.intake import take_in
from flows.pool import ONE_THREAD, Readers
from flows.store import books, ledger, readings
from schemas.arrival import Arrival
from tests.flows import dying, papers

ROOT = Path(__file__).parents[2]
SETTINGS = ReadSettings(second_reading=False)


class Inbox:
    """A folder, and runs over it."""

    def __init__(self, store: sa.Engine, folder: Path) -> None:
        self.store, self.folder, self.blobs = store, folder / "inbox", str(folder / "blobs")
        self.folder.mkdir()

    def put(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)

    def read(self, *, fresh: bool = False) -> tuple[dict[str, Arrival], reading.Spent]:
        run = ledger.start_run(self.store, "read", fingerprint(SETTINGS), {}).run
        take_in(self.store, self.blobs, run, [self.folder], 10_000_000)
        arrivals = ledger.arrivals_of(self.store, run)
        spent = reading.read_files(self.store, self.blobs, arrivals, SETTINGS, processes=2, fresh=fresh)
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


def test_a_long_file_is_shared_among_the_processes(inbox: Inbox) -> None:
    pages = 9
    inbox.put("long.pdf", papers.pdf(*[papers.INVOICE] * pages))
    arrivals, spent = inbox.read()
    assert arrivals["long.pdf"].state == "read"
    assert spent.pages_read == pages


def test_a_page_that_ends_or_hangs_its_process_costs_that_page(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("open_file", "count_pages", "make_records"):
        monkeypatch.setattr(reading, step, getattr(dying, step))
    monkeypatch.setattr(reading, "read_page", dying.read_one)
    for name in ("0kill1", "1hang2"):
        inbox.put(f"{name}.pdf", papers.pdf(*([f"INVOICE {name}", *papers.INVOICE] for _ in range(2))))
    for name in ("3again", "4raise", "5fine", "6kill1"):
        inbox.put(f"{name}.pdf", papers.invoice(name))
    inbox.put("7shutkill1.pdf", papers.invoice("S-1"))
    arrivals, _ = inbox.read()
    states = {Path(name).stem: a.state.value for name, a in arrivals.items()}
    assert {name for name, state in states.items() if state == "read"} == {"0kill1", "1hang2", "3again", "5fine"}
    mark = fingerprint(SETTINGS)
    for lost, name in ((1, "0kill1.pdf"), (2, "1hang2.pdf")):
        kept = readings.pages_of(inbox.store, arrivals[name].sha256, mark)
        pages = {number: page.value() for number, page in kept.items()}
        assert [number for number, page in pages.items() if page["engine"] == "none"] == [lost]
        assert f"page {lost} could not be read: the process that read it died" in pages[lost]["problems"][0]
        records = readings.records_of(inbox.store, [arrivals[name].sha256], mark)[arrivals[name].sha256]
        assert any(f"page {lost} could not be read" in problem for record in records for problem in record.problems)
        assert any(record.fields["invoice_number"] for record in records if record.kind == "ship.invoice")
    (again,) = readings.records_of(inbox.store, [arrivals["3again.pdf"].sha256], mark)[arrivals["3again.pdf"].sha256]
    assert "no value was read a second time" in again.problems[0]
    assert "no page could be read" in arrivals["6kill1.pdf"].reason
    assert "process that opened it died" in arrivals["7shutkill1.pdf"].reason
    assert "RuntimeError: something nobody foresaw" in arrivals["4raise.pdf"].reason
    assert "Traceback" not in arrivals["4raise.pdf"].reason


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


def test_the_next_shard_goes_on_with_the_processes_of_the_last() -> None:
    def process(readers: Readers) -> int:
        return readers.submit(os.getpid).result(timeout=60)

    with Readers(1) as readers:
        first = process(readers)
    with Readers(1) as readers:
        assert process(readers) == first
    os.kill(first, signal.SIGKILL)
    time.sleep(1)
    with Readers(1) as readers:
        second = process(readers)
        with Readers(1) as others:
            assert process(others) != second, "nobody gets a pool that is at work"
    stopped = Readers(1)
    stopped.__enter__()
    third = process(stopped)
    stopped.__exit__(ValueError, ValueError("stopped"), None)
    with Readers(1) as readers:
        assert process(readers) != third, "what was stopped is not gone on with"


def test_reading_processes_start_with_what_they_need_and_no_thread_is_forked() -> None:
    asked = (
        "import extractors.loaded, os, sys; from extractors import forms;"
        "print('spacy' in sys.modules, forms.forms.cache_info().currsize, len(os.listdir('/proc/self/task')))"
    )
    env = {**os.environ, **ONE_THREAD}
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "1", "1"], "loaded, and a process of one thread"


def test_a_reading_process_keeps_the_memory_of_one_page_for_the_next() -> None:
    with Readers(1) as readers:
        readers.submit(dying.page_faults, 2).result()
        assert readers.submit(dying.page_faults, 10).result() < 1000, "a picture is 2,048 pages of memory"


@pytest.mark.parametrize("at_work", [False, True])
def test_reading_processes_end_when_their_run_alone_is_killed(*, at_work: bool) -> None:
    run = (
        "import os, time; from flows.pool import Readers; readers = Readers(1);"
        "print(readers.submit(os.getpid).result(), flush=True);"
        f"readers.submit(time.sleep, 600) if {at_work} else None; print('ready', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", run], cwd=ROOT, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout
        reader = Path("/proc") / started.stdout.readline().strip()
        assert started.stdout.readline() == "ready\n"
        assert reader.exists()
        started.kill()
        started.wait(30)
    until = time.monotonic() + 30
    while reader.exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not reader.exists()
