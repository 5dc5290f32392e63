"""The steps of a run as plain functions: what the flow's tasks and the command line call."""

from __future__ import annotations

import dataclasses
import functools
import importlib
import logging
import platform
import resource
import shutil
import subprocess
import threading
import time
import tomllib
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from flows import judging
from flows.intake import take_in
from flows.pool import Readers, prepare
from flows.reading import papers, read_files
from flows.settings import Settings
from flows.sources.entry_forms import is_paper
from flows.store import holding, judgements, ledger
from flows.store.database import open_store
from schemas.arrival import Arrival
from schemas.errors import OriginAuditError

log = logging.getLogger(__name__)

ROOT = Path(__file__).parent.parent


@functools.cache
def _store(url: str, state: Path) -> sa.Engine:
    return open_store(url, state)


def store_of(settings: Settings) -> sa.Engine:
    """The store that the settings name, opened once a process."""
    return _store(settings.store_url, settings.state.resolve())


def load_all() -> None:
    """Import what a run needs, in the time that is spent waiting for something else anyway."""
    prepare()
    for name in ("extractors.reader", "validators.judge", "validators.link", "flows.reports"):
        importlib.import_module(name)


def fingerprint_of(settings: Settings) -> str:
    """Under which pages and records that are read with these settings are kept."""
    from extractors.reader import fingerprint

    return fingerprint(settings.read_settings())


_alive: dict[int, threading.Event] = {}
"""Runs that this process is at work on -> what ends its signs of life."""


def begin(
    settings: Settings, kind: str, given: Mapping[str, Any], base: ledger.Run | None = None, inbox: str | None = None
) -> ledger.Run:
    """Start a run of `audit`, `read` or `recheck`; `given` is what the user named.

    Args:
        inbox: the declared inbox whose papers it takes; a run of it that is at work is an IntegrityError.
    """
    mark = base.fingerprint if base else fingerprint_of(settings)
    facts = {
        "kind": kind,
        **given,
        "settings": _shown(settings),
        "versions": versions(),
        "fingerprint": mark,
        "pages": {"read": 0, "reused": 0},
    }
    store = store_of(settings)
    return _at_work(store, ledger.start_run(store, kind, mark, facts, base.files if base else None, inbox))


def same_run(settings: Settings, run: int, begun: str) -> ledger.Run:
    """A run that another machine is at work on, for a machine that reads along.

    Args:
        begun: when it began.

    Raises:
        OriginAuditError: these settings name another store, or pages would be kept under other names.
    """
    store = store_of(settings)
    current = ledger.find_run(store, run) if ledger.has_run(store, run) else None
    where = store.url.render_as_string(hide_password=True)
    if current is None or current.started.isoformat() != begun:
        raise OriginAuditError(
            f"run {run} is not in this worker's store",
            where=where,
            remedy="give the workers the same ORIGIN_AUDIT_STORE and ORIGIN_AUDIT_BLOBS as the audit has",
        )
    if current.fingerprint != fingerprint_of(settings):
        raise OriginAuditError(
            f"run {run} is read with other settings or another version",
            where=where,
            remedy="give the workers the same checkout and the same [read] settings",
        )
    return current


def take_over(settings: Settings, run: ledger.Run) -> ledger.Run | None:
    """Go on with a run that failed or whose process died; None when a process is at work on it."""
    store = store_of(settings)
    taken = ledger.take_over(store, run, fingerprint_of(settings))
    return _at_work(store, taken) if taken else None


def _at_work(store: sa.Engine, run: ledger.Run) -> ledger.Run:
    _alive[run.run] = holding.keep_alive(store, run.run, run.attempt)
    return run


def take(settings: Settings, run: ledger.Run, inboxes: Sequence[Path], entries: Sequence[Path]) -> list[Arrival]:
    """Keep the files and the entry lines of a run."""
    store, limit = store_of(settings), settings.read_settings().max_bytes
    return take_by(settings, run, entries, lambda: take_in(store, settings.blob_root, run.run, inboxes, limit))


def take_by(
    settings: Settings, run: ledger.Run, entries: Sequence[Path], take_files: Callable[[], list[str]]
) -> list[Arrival]:
    """Keep the entry lines of a run, then its files, as `take_files` does it: it tells what was left lying.

    Entry summaries on paper among `entries` are files too.
    """
    store = store_of(settings)
    with _stage(store, run.run, "take in"):
        problems = judging.declare(store, run.run, entries, settings.entry_headers)
        problems += take_files()
        if papers := [path for path in entries if is_paper(path)]:
            problems += take_in(store, settings.blob_root, run.run, papers, settings.read_settings().max_bytes)
    ledger.note(store, run.run, {"problems": problems})
    return ledger.arrivals_of(store, run.run)


def read(
    settings: Settings,
    run: ledger.Run,
    arrivals: Sequence[Arrival],
    *,
    fresh: bool = False,
    anew: bool = False,
    mark: str = "",
) -> None:
    """Read files of a run to the end; the options are those of `flows.reading.read_files`."""
    store = store_of(settings)
    with _stage(store, run.run, "read") as cost:
        spent = read_files(
            store,
            settings.blob_root,
            arrivals,
            settings.read_settings(),
            processes=settings.processes,
            fresh=fresh,
            anew=anew,
            mark=mark,
        )
        cost["cpu_seconds"] += spent.cpu_seconds

    def add(said: dict[str, Any]) -> dict[str, Any]:
        before = said["pages"]
        pages = {"read": before["read"] + spent.pages_read, "reused": before["reused"] + spent.pages_reused}
        return {**said, "pages": pages}

    ledger.revise(store, run.run, add)


def judge(settings: Settings, run: ledger.Run) -> None:
    """Link and judge what a run read."""
    store = store_of(settings)
    with _stage(store, run.run, "judge"):
        judging.judge(store, run, settings)
    for entry, severity, number in judgements.grave_by_entry(store, run.run):
        papers.info("entry %s: %s %s", entry or "none", number, severity)


def report(settings: Settings, run: ledger.Run, out: Path) -> None:
    """Write the reports of a run, and its counts into the ledger."""
    from flows.reports import run_json, write_all
    from flows.reports._counts import counts
    from flows.reports._personal import without_personal_numbers

    store = store_of(settings)
    with Readers(1) as readers:
        with _stage(store, run.run, "report"):
            audit = judging.gather(store, run, judging.Crops(store, run, settings, readers))
            ledger.note(store, run.run, {"out": str(out), "counts": counts(audit)})
            write_all(dataclasses.replace(audit, run=_facts(store, run.run)), out)
        # Once more, now that it is known what the reports cost.
        final = dataclasses.replace(audit, run=_facts(store, run.run))
        run_json.write(without_personal_numbers(final), out / run_json.FILE_NAME)


def end(settings: Settings, run: ledger.Run, state: str, error: str = "") -> ledger.Run:
    """Close a run; the finished run comes back."""
    store = store_of(settings)
    if ended := _alive.pop(run.run, None):
        ended.set()
    ledger.expect_held(store, run)
    if error:
        ledger.note(store, run.run, {"error": error})
    ledger.finish_run(store, run.run, state, run.attempt)
    return ledger.find_run(store, run.run)


def failed(settings: Settings, run: ledger.Run, error: BaseException) -> None:
    """Close a run that an error ended; where the store is what failed, the run stays open and that is logged."""
    try:
        end(settings, run, "failed", error=one_line(error))
    except (SQLAlchemyError, OSError) as second:
        log.error("run %s could not be closed (%s); audit again to go on", run.run, str(second).partition("\n")[0])


def one_line(error: BaseException) -> str:
    """What went wrong, as the books and messages say it."""
    return str(error).partition("\n")[0] or type(error).__name__


def _facts(store: sa.Engine, run: int) -> dict[str, Any]:
    """What run.json says besides the counts."""
    found = ledger.find_run(store, run)
    moment = ledger.now()
    return {
        "run": found.run,
        **found.facts,
        "started": found.started.isoformat(timespec="seconds"),
        "finished": moment.isoformat(timespec="seconds"),
        "seconds": round((moment - found.started).total_seconds(), 1),
    }


@contextmanager
def _stage(store: sa.Engine, run: int, name: str) -> Generator[dict[str, float]]:
    """Add the wall and processor time of a block to a run's stages; shards of one stage add up."""
    cost = {"cpu_seconds": 0.0}
    began, cpu = time.monotonic(), _cpu()
    try:
        yield cost
    finally:
        wall, spent = time.monotonic() - began, cost["cpu_seconds"] + _cpu() - cpu

        def add(said: dict[str, Any]) -> dict[str, Any]:
            stages = said.get("stages", {})
            before = stages.get(name, {"seconds": 0.0, "cpu_seconds": 0.0})
            now = {
                "seconds": round(before["seconds"] + wall, 2),
                "cpu_seconds": round(before["cpu_seconds"] + spent, 2),
            }
            return {**said, "stages": {**stages, name: now}}

        ledger.revise(store, run, add)


def _cpu() -> float:
    ours = resource.getrusage(resource.RUSAGE_SELF)
    return ours.ru_utime + ours.ru_stime


def _shown(settings: Settings) -> dict[str, Any]:
    """Settings as a report may show them: the store's address without its password."""
    shown = settings.model_dump(mode="json")
    if settings.store:
        shown["store"] = sa.make_url(settings.store).render_as_string(hide_password=True)
    return shown


@functools.cache
def versions() -> dict[str, str]:
    """Of this product and of what decides its results."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        ours = tomllib.load(file)["project"]["version"]
    found = {"origin-audit": ours, "python": platform.python_version(), "tesseract": tesseract_version() or "none"}
    for name in ("rapidocr", "onnxruntime", "pypdfium2", "pdfplumber", "spacy", "pandera", "polars", "prefect"):
        found[name] = metadata.version(name)
    return found


def tesseract_version() -> str:
    """Of the tesseract on this machine, empty when there is none."""
    if not (program := shutil.which("tesseract")):
        return ""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=False)
    return (told.stdout or told.stderr).split("\n", 1)[0].removeprefix("tesseract ").strip()
