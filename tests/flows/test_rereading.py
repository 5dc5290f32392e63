"""Reading again what was read before: a new attempt beside the old one, and the audits judged anew."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from flows import rereading, runs
from flows.again import Changes
from flows.rereading import Choice, Stage
from flows.settings import Settings
from flows.store import blobs, books, ledger, readings
from schemas.arrival import ArrivalState
from schemas.errors import UsageError
from tests.flows import papers, small_audit


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("audited")
    given = small_audit.settings(folder, read={"second_reading": False})
    small_audit.audit(given, small_audit.inbox(folder), small_audit.entries(folder), folder / "out")
    return given


def names(given: Settings, choice: Choice) -> list[str]:
    return sorted(Path(one.file.arrival.source).name for one in rereading.choose(given, choice))


def attempts(given: Settings, name: str) -> list[tuple[str, int]]:
    """(fingerprint, attempt) of the readings of a file, oldest first."""
    store = runs.store_of(given)
    ((sha256, _),) = ledger.sources_of(store, ending=name)[:1]
    with store.connect() as db:
        rows = db.execute(
            sa.text("SELECT fingerprint, attempt FROM readings WHERE sha256 = :s ORDER BY id"), {"s": sha256}
        )
        return [(row[0], row[1]) for row in rows]


def reprocess(given: Settings, choice: Choice, stage: Stage, fresh: bool = True) -> tuple[ledger.Run, list[Changes]]:
    run = rereading.begin(given, rereading.choose(given, choice), stage)
    ids = [a.arrival for a in ledger.arrivals_of(runs.store_of(given), run.run)]
    rereading.read_again(given, run, ids, stage, fresh)
    changes = [rereading.judge_audit(given, a, files, None) for a, files in rereading.settle(given, run).items()]
    return runs.end(given, run, "done"), changes


def test_documents_are_chosen_by_name_hash_entry_state_kind_and_day(given: Settings) -> None:
    (one,) = rereading.choose(given, Choice(documents=("A-100.pdf",)))
    sha256 = one.file.arrival.sha256
    assert names(given, Choice(documents=(f"sha256:{sha256}#1",))) == ["A-100.pdf"]
    assert names(given, Choice(documents=(sha256[:8], "B-200.pdf"))) == ["A-100.pdf", "B-200.pdf"]
    assert names(given, Choice(entries=("9QX-0012345-2",))) == ["A-100.pdf"]
    assert names(given, Choice(states=(ArrivalState.UNREADABLE,))) == ["broken.pdf"]
    assert names(given, Choice(kind="ship.invoice")) == ["A-100.pdf", "B-200.pdf"]
    today = dt.datetime.now(dt.UTC).date()
    assert len(names(given, Choice(since=today - dt.timedelta(1), until=today))) == 3
    assert names(given, Choice(since=today + dt.timedelta(1))) == []


@pytest.mark.parametrize(
    ("choice", "word"),
    [
        (Choice(), "nothing says which"),
        (Choice(documents=("nobody.pdf",)), "no document in the store"),
        (Choice(entries=("9QX-0012345-9",)), "check digit"),
    ],
)
def test_a_wrong_choice_is_refused_with_a_sentence(given: Settings, choice: Choice, word: str) -> None:
    with pytest.raises(UsageError, match=word):
        rereading.choose(given, choice)


def test_reading_again_is_a_new_attempt_and_the_old_one_stays(given: Settings) -> None:
    before = attempts(given, "A-100.pdf")
    run, changes = reprocess(given, Choice(documents=("A-100.pdf",)), Stage.READ)
    after = attempts(given, "A-100.pdf")
    assert after[:-1] == before
    assert after[-1] == (before[-1][0], before[-1][1] + 1)
    assert run.facts["pages"] == {"read": 1, "reused": 0}
    assert [change.changes for change in changes] == [()]
    assert changes[0].same > 0


def test_taking_values_again_reads_no_page(given: Settings) -> None:
    before = attempts(given, "B-200.pdf")
    run, _ = reprocess(given, Choice(documents=("B-200.pdf",)), Stage.EXTRACT)
    assert run.facts["pages"] == {"read": 0, "reused": 1}
    assert len(attempts(given, "B-200.pdf")) == len(before) + 1


def test_other_reading_settings_count_for_the_files_that_were_read_by_them(given: Settings) -> None:
    other = given.model_copy(update={"read": {**given.read, "long_side": 2000}})
    before = attempts(given, "A-100.pdf")
    _, (change,) = reprocess(other, Choice(documents=("A-100.pdf",)), Stage.READ)
    mark = attempts(given, "A-100.pdf")[-1][0]
    assert mark != before[-1][0]
    judged = ledger.find_run(runs.store_of(given), change.run)
    ((sha256, _),) = ledger.sources_of(runs.store_of(given), ending="A-100.pdf")[:1]
    assert judged.read_as(sha256) == mark
    assert change.changes == ()
    # A later recheck goes on standing on that reading.
    later = rereading.judge_audit(given, judged.files, {}, None)
    assert ledger.find_run(runs.store_of(given), later.run).read_as(sha256) == mark


def test_what_cannot_be_read_again_leaves_what_was_read(given: Settings) -> None:
    run, changes = reprocess(given, Choice(states=(ArrivalState.UNREADABLE,)), Stage.READ)
    done = rereading.brought(given, run, changes)
    assert done.read == {}
    assert "damaged" in next(iter(done.failed.values()))
    assert books.balance(runs.store_of(given)).wrong == ()


def test_a_file_that_is_read_at_last_is_put_right_in_the_books(tmp_path: Path) -> None:
    """It was unreadable for a limit that has been raised since."""
    strict = small_audit.settings(tmp_path, read={"second_reading": False, "max_pages": 1})
    inbox = small_audit.inbox(tmp_path)
    (inbox / "long.pdf").write_bytes(papers.pdf(papers.INVOICE, papers.INVOICE))
    audit = small_audit.audit(strict, inbox, small_audit.entries(tmp_path), tmp_path / "out")
    store = runs.store_of(strict)
    assert {Path(a.source).name: a.state for a in ledger.arrivals_of(store, audit.run)}["long.pdf"] == "unreadable"
    wide = strict.model_copy(update={"read": {"second_reading": False}})
    reprocess(wide, Choice(documents=("long.pdf",)), Stage.READ)
    (arrival,) = [a for a in ledger.arrivals_of(store, audit.run) if a.source.endswith("long.pdf")]
    assert arrival.state is ArrivalState.READ
    assert [step[3] for step in ledger.history_of(store, arrival.sha256)][:2] == ["in_progress", "unreadable"]
    assert books.balance(store).wrong == ()


def test_bytes_that_are_gone_are_named(given: Settings) -> None:
    (one,) = rereading.choose(given, Choice(documents=("B-200.pdf",)))
    data = blobs.get(given.blob_root, one.file.arrival.sha256)
    blobs.remove(given.blob_root, [one.file.arrival.sha256], [])
    try:
        run, changes = reprocess(given, Choice(documents=("B-200.pdf",)), Stage.READ)
    finally:
        with (Path(given.blob_root) / one.file.arrival.sha256[:2] / one.file.arrival.sha256).open("wb") as file:
            file.write(data)
    assert "not kept" in next(iter(rereading.brought(given, run, changes).failed.values()))
    assert readings.newest_of(runs.store_of(given), [one.file.arrival.sha256])
