"""The store on a real SQLite file."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from flows.store import blobs, books, claims, judgements, ledger, readings
from flows.store.database import open_store
from flows.store.packed import Packed
from flows.store.tables import arrivals, metadata, runs
from schemas.arrival import ArrivalState
from schemas.entry import EntryLine
from schemas.errors import OriginAuditError, UsageError
from schemas.finding import Evidence, Finding, Link, Severity, Status
from schemas.page import Box, Page, Word, page_to_json
from schemas.record import Record, Sighting, Value, record_to_json

ROOT = Path(__file__).parents[2]
SHA = "ab" * 32
MARK = "v1"


def page(number: int) -> Page:
    return Page(number, 100, 140, 0, 0.0, "tesseract", "en", (Word(f"word {number}", Box(0, 0, 0.5, 0.5), 0.9),))


def record(sha256: str, kind: str = "ship.invoice") -> Record:
    seen = Value(Decimal("12.5"), 0.9, (Sighting("12.50", 1, Box(0, 0, 1, 1), 0.9, "tesseract"),), ("12.6",))
    return Record(f"sha256:{sha256}#1", "inbox/a.pdf", (1,), kind, 0.9, ("said so",), ("en",), ("tesseract",), 0,
                  {"invoice_number": None}, lines=({"quantity": seen},))  # fmt: skip


def finding(rule: str = "origin.country-mismatch", message: str = "CN is not VN") -> Finding:
    evidence = (Evidence(f"sha256:{SHA}#1", "origin_country", 1, Box(0, 0, 0.5, 0.25), "CHINA"),)
    return Finding(rule, Severity.CRITICAL, Status.FINDING, "9QX-0012345-2", "1", (f"sha256:{SHA}#1",),
                   {"country_of_origin": "VN"}, {"origin_country": "CN"}, message, "19 CFR 134.1", "HOLD", 0.97,
                   evidence)  # fmt: skip


def begin(store: sa.Engine) -> int:
    return ledger.start_run(store, "audit", MARK, {}).run


def test_migrations_make_exactly_the_tables_that_the_code_uses(store: sa.Engine) -> None:
    with store.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_every_table_is_also_good_postgresql() -> None:
    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


def test_two_first_starts_at_once_make_one_store(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(url, tmp_path), range(4)))
    assert {books.balance(store).states["read"] for store in stores} == {0}


def test_sqlite_waits_for_writers_and_keeps_foreign_keys(store: sa.Engine) -> None:
    with store.connect() as db:
        assert db.scalar(sa.text("PRAGMA journal_mode")) == "wal"
        assert db.scalar(sa.text("PRAGMA foreign_keys")) == 1
        assert int(db.scalar(sa.text("PRAGMA busy_timeout")) or 0) >= 10_000
    with pytest.raises(sa.exc.IntegrityError), store.begin() as db:
        db.execute(sa.insert(arrivals).values(run_id=99, sha256=SHA, source="x", size=1, received=ledger.now(),
                                              state="read", reason=""))  # fmt: skip


@pytest.mark.parametrize("url", ["no address", "nosuch://x/y"])
def test_a_wrong_store_address_is_a_usage_error(url: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--store"):
        open_store(url, tmp_path)


def test_a_file_that_is_no_database_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_text("this is a letter, not a database, and it is long enough to be looked at" * 40)
    with pytest.raises(OriginAuditError, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path / 'x.sqlite'}", tmp_path)


def test_a_store_of_a_newer_version_is_refused(store: sa.Engine, tmp_path: Path) -> None:
    with store.begin() as db:
        db.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OriginAuditError, match="newer version"):
        open_store(f"sqlite:///{tmp_path / 'store.sqlite'}", tmp_path)


def test_the_same_bytes_twice_in_a_run_are_a_duplicate_that_names_the_first(store: sa.Engine) -> None:
    run = begin(store)
    first = ledger.add_arrival(store, run, SHA, "inbox/a.pdf", 10)
    second = ledger.add_arrival(store, run, SHA, "inbox/copy of a.pdf", 10)
    assert first.state is ArrivalState.IN_PROGRESS
    assert second.state is ArrivalState.DUPLICATE
    assert "inbox/a.pdf" in second.reason


def test_the_same_bytes_in_another_run_are_read_not_duplicate(store: sa.Engine) -> None:
    ledger.add_arrival(store, begin(store), SHA, "inbox/a.pdf", 10)
    again = ledger.add_arrival(store, begin(store), SHA, "inbox/a.pdf", 10)
    assert again.state is ArrivalState.IN_PROGRESS


def test_files_that_could_not_be_opened_are_not_duplicates_of_each_other(store: sa.Engine) -> None:
    run = begin(store)
    states = [ledger.add_arrival(store, run, "", f"inbox/{name}", 0).state for name in "ab"]
    assert states == [ArrivalState.IN_PROGRESS] * 2


def test_a_state_is_settled_once(store: sa.Engine) -> None:
    run = begin(store)
    arrival = ledger.add_arrival(store, run, SHA, "inbox/a.pdf", 10).arrival
    assert ledger.settle(store, arrival, ArrivalState.READ)
    assert not ledger.settle(store, arrival, ArrivalState.UNREADABLE, "too late")
    assert [a.state for a in ledger.arrivals_of(store, run)] == [ArrivalState.READ]
    assert [step[3] for step in ledger.history_of(store, SHA)] == ["in_progress", "read"]


def test_the_books_of_a_finished_run_add_up(store: sa.Engine) -> None:
    run = begin(store)
    read, other = (ledger.add_arrival(store, run, sha * 32, f"inbox/{sha}", 1).arrival for sha in ("aa", "bb"))
    ledger.add_arrival(store, run, "aa" * 32, "inbox/again", 1)
    ledger.settle(store, read, ArrivalState.READ)
    ledger.settle(store, other, ArrivalState.OTHER)
    ledger.finish_run(store, run, "done")
    found = books.balance(store)
    assert found.wrong == ()
    assert found.unfinished == ()
    assert found.states == {"in_progress": 0, "read": 1, "duplicate": 1, "unreadable": 0, "other": 1}


def test_the_books_tell_a_lost_state_and_a_file_left_behind(store: sa.Engine) -> None:
    run = begin(store)
    changed = ledger.add_arrival(store, run, "aa" * 32, "inbox/a", 1).arrival
    left = ledger.add_arrival(store, run, "bb" * 32, "inbox/b", 1).arrival
    with store.begin() as db:
        db.execute(sa.update(arrivals).where(arrivals.c.id == changed).values(state="read"))
    ledger.finish_run(store, run, "done")
    told = " ".join(books.balance(store).wrong)
    assert f"arrival {changed}: its state is read, its history says in_progress" in told
    assert f"arrival {left}: still in progress" in told


def test_a_run_that_never_ended_is_named(store: sa.Engine) -> None:
    run = begin(store)
    assert books.balance(store).unfinished == (run,)


def test_times_come_back_in_utc(store: sa.Engine) -> None:
    run = ledger.find_run(store, begin(store))
    assert run.started.tzinfo is dt.UTC
    assert abs((ledger.now() - run.started).total_seconds()) < 60


def test_notes_of_a_run_add_up(store: sa.Engine) -> None:
    run = begin(store)
    ledger.note(store, run, {"a": 1, "b": 1})
    ledger.note(store, run, {"b": 2})
    assert ledger.find_run(store, run).facts == {"a": 1, "b": 2}


def test_pages_come_back_as_they_were_and_only_under_their_settings(store: sa.Engine) -> None:
    readings.keep_pages(store, SHA, MARK, {number: Packed.of(page_to_json(page(number))) for number in (2, 1)})
    assert list(readings.pages_of(store, SHA, MARK)) == [1, 2]
    assert readings.page_of(store, SHA, MARK, 2) == page(2)
    assert readings.page_of(store, SHA, "other settings", 2) is None


def test_a_page_read_again_takes_the_place_of_the_first(store: sa.Engine) -> None:
    for skew in (0.0, 1.5):
        readings.keep_pages(store, SHA, MARK, {1: Packed.of(page_to_json(page(1)) | {"skew": skew})})
    assert readings.pages_of(store, SHA, MARK)[1].value()["skew"] == 1.5


def test_a_reading_is_never_overwritten_and_the_last_attempt_counts(store: sa.Engine) -> None:
    for kind in ("other", "ship.invoice"):
        readings.keep_records(store, SHA, MARK, 1, [record_to_json(record(SHA, kind))])
    assert readings.records_of(store, [SHA], MARK) == {SHA: [record(SHA)]}
    with store.connect() as db:
        assert db.scalar(sa.text("SELECT count(*) FROM readings")) == 2


def test_more_files_than_a_database_takes_parameters(store: sa.Engine) -> None:
    names = [f"{number:064x}" for number in range(1200)]
    for name in names[::400]:
        readings.keep_records(store, name, MARK, 3, [])
    assert readings.page_counts(store, names, MARK) == dict.fromkeys(names[::400], 3)


def test_what_a_run_was_told_and_concluded_comes_back_whole(store: sa.Engine) -> None:
    run = begin(store)
    line = EntryLine("9QX-0012345-2", "1", {"hts": "6810990000"}, {"entry_date": dt.date(2026, 3, 1)},
                     {"gross_weight_kg": Decimal("12960.5")}, {"invoice_number": ("A-1", "A-2")}, {"note": "=1+1"},
                     "entries.csv row 2")  # fmt: skip
    link = Link(f"sha256:{SHA}#1", "9QX-0012345-2", 0.8, ("invoice number A-1",), doubtful=True)
    judgements.keep_entry_lines(store, run, [line])
    judgements.keep_judgement(store, run, [link], [finding()])
    judgements.keep_judgement(store, run, [link], [finding()])
    assert judgements.entry_lines_of(store, run) == [line]
    assert judgements.links_of(store, run) == [link]
    assert judgements.findings_of(store, run) == [finding()]


def test_only_finished_audits_are_the_last_audit(store: sa.Engine) -> None:
    done, running = begin(store), begin(store)
    ledger.finish_run(store, done, "done")
    found = ledger.last_audit(store)
    assert found is not None
    assert found.run == done != running
    assert ledger.last_audit(store, "9QX-0012345-2") is None


def test_blobs_are_named_by_their_bytes_and_never_by_a_name(tmp_path: Path) -> None:
    root = str(tmp_path / "blobs")
    sha256, size = blobs.keep(root, io.BytesIO(b"hello"), 100)
    assert (blobs.get(root, sha256), size) == (b"hello", 5)
    assert blobs.keep(root, io.BytesIO(b"hello"), 100)[0] == sha256
    assert [p.name for p in (tmp_path / "blobs").rglob("*") if p.is_file()] == [sha256]
    for name in ("../../etc/passwd", "", sha256[:-1] + "/"):
        with pytest.raises(ValueError, match="not a sha256"):
            blobs.get(root, name)


def test_a_file_beyond_the_limit_is_hashed_but_not_kept(tmp_path: Path) -> None:
    root = str(tmp_path / "blobs")
    sha256, size = blobs.keep(root, io.BytesIO(b"x" * 11), 10)
    assert size == 11
    assert blobs.missing(root, [sha256]) == [sha256]
    assert [p for p in (tmp_path / "blobs").rglob("*") if p.is_file()] == []


def test_blobs_may_lie_elsewhere(tmp_path: Path) -> None:
    sha256, _ = blobs.keep("memory://origin-audit-test", io.BytesIO(b"far away"), 100)
    assert blobs.get("memory://origin-audit-test", sha256) == b"far away"
    assert list(tmp_path.iterdir()) == []


def test_runs_are_numbered_in_their_order(store: sa.Engine) -> None:
    numbers = [begin(store) for _ in range(3)]
    with store.connect() as db:
        assert list(db.scalars(sa.select(runs.c.id).order_by(runs.c.id))) == numbers == sorted(numbers)


def test_a_file_is_read_by_one_process_until_it_is_given_back_or_the_process_is_gone(
    store: sa.Engine, tmp_path: Path
) -> None:
    other = (
        "import sys, time; from flows.store import claims; from flows.store.database import open_store; from pathlib "
        "import Path; print(claims.claim(open_store(sys.argv[1], Path(sys.argv[2])), 'a', 'm'), flush=True); "
        "time.sleep(600)"
    )
    command = [sys.executable, "-c", other, str(store.url), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == "True\n"
        assert not claims.claim(store, "a", "m")
        assert claims.claim(store, "a", "other settings")
        process.kill()
    with claims.held(store):
        assert claims.claim(store, "a", "m")
        assert claims.claim(store, "a", "m")
        claims.give_back(store, "a", "m")
    with store.connect() as db:
        assert db.scalar(sa.text("SELECT count(*) FROM claims")) == 0
