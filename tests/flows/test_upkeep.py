"""What was kept long enough goes, what something rests on stays."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import sqlalchemy as sa

from flows.store import blobs, books, ledger, readings, upkeep
from flows.store.packed import Packed
from schemas.arrival import ArrivalState

LATER = dt.timedelta(days=1)


def run_with_file(store: sa.Engine, sha256: str, kind: str = "audit", base: int | None = None) -> int:
    run = ledger.start_run(store, kind, "v1", {}, base).run
    if base is None:
        arrival = ledger.add_arrival(store, run, sha256, f"{sha256[:2]}.pdf", 1)
        readings.keep_pages(store, sha256, "v1", {1: Packed.of({"number": 1})})
        readings.keep_records(store, sha256, "v1", 1, [])
        ledger.settle(store, arrival.arrival, ArrivalState.READ)
    ledger.finish_run(store, run, "done")
    return run


def test_old_runs_go_with_all_that_is_theirs_and_the_newest_audit_stays(store: sa.Engine) -> None:
    old, new = run_with_file(store, "a" * 64), run_with_file(store, "b" * 64)
    run_with_file(store, "", "recheck", base=old)
    going = upkeep.old_runs(store, ledger.now() + LATER)
    assert new not in going
    upkeep.delete_runs(store, going)
    assert upkeep.forgotten_files(store) == ["a" * 64]
    upkeep.delete_readings(store, ["a" * 64])
    assert upkeep.forgotten_files(store) == []
    assert [file.arrival.sha256 for file in ledger.known_files(store)] == ["b" * 64]
    assert books.balance(store).wrong == ()


def test_an_audit_that_was_judged_again_lately_stays(store: sa.Engine) -> None:
    old = run_with_file(store, "a" * 64)
    run_with_file(store, "b" * 64)
    before = ledger.now()
    run_with_file(store, "", "recheck", base=old)
    assert upkeep.old_runs(store, before) == []


def test_runs_that_never_ended_are_closed(store: sa.Engine) -> None:
    run = ledger.start_run(store, "audit", "v1", {}).run
    assert upkeep.abandoned_runs(store, ledger.now() - LATER) == []
    assert upkeep.abandoned_runs(store, ledger.now() + LATER) == [run]
    upkeep.close_runs(store, [run])
    assert ledger.find_run(store, run).state == "failed"


def test_orphans_go_and_files_of_runs_and_strangers_stay(store: sa.Engine, tmp_path: Path) -> None:
    root, past = tmp_path / "blobs", (dt.datetime.now() - dt.timedelta(days=9)).timestamp()  # noqa: DTZ005
    kept = []
    for content in (b"of a run", b"orphan"):
        (tmp_path / "file").write_bytes(content)
        with (tmp_path / "file").open("rb") as file:
            kept.append(blobs.keep(str(root), file, 100)[0])
    run_with_file(store, kept[0])
    (root / ".0123.part").write_bytes(b"half")
    (root / "notes.txt").write_text("a stranger's")
    for path in root.rglob("*"):
        os.utime(path, (past, past))
    whole, parts = blobs.older_than(str(root), ledger.now() - LATER)
    assert sorted(whole) == sorted(kept)
    assert upkeep.without_arrival(store, whole) == [kept[1]]
    blobs.remove(str(root), [kept[1]], parts)
    assert blobs.missing(str(root), kept) == [kept[1]]
    assert not (root / ".0123.part").exists()
    assert (root / "notes.txt").exists()
    assert blobs.older_than(str(root), ledger.now() - dt.timedelta(days=30)) == ([], [])
