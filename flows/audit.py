"""The main job as a Prefect flow: take in, read, judge, report. Only ids and paths travel between its tasks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed

from flows import hand, notices, runs, watching
from flows.markdown import code, table
from flows.reports import audit_xlsx, report_html
from flows.runs import one_line
from flows.settings import Settings, load
from flows.store import ledger
from flows.summary import in_numbers

FILES_A_SHARD = 200
"""A shard is minutes of work: a task a page would cost more than it shows (19 ms each)."""


def _name() -> str:
    given = flow_run.parameters
    return f"audit of {', '.join(Path(inbox).name for inbox in given['inboxes'])}"[:100]


@flow(name="audit", flow_run_name=_name)
def audit(inboxes: list[str], entries: list[str], out: str = "out/audit", jobs: int = 0) -> State[int]:
    """Read documents, link them to customs entries, check them, and write the reports.

    Args:
        inboxes: folders or files of documents.
        entries: entry files (CSV or XLSX).
        out: folder for the reports.
        jobs: reading processes; 0 for one a core.

    Returns:
        the number of the run; the state is named Incomplete when files could not be read.
    """
    settings = load(jobs=jobs or None)
    notices.crashed(settings)
    run = runs.begin(settings, "audit", {"inboxes": inboxes, "entries": entries})
    return carry_out(settings, run, inboxes, entries, out, jobs)


def carry_out(
    settings: Settings,
    run: ledger.Run,
    inboxes: Sequence[str],
    entries: Sequence[str],
    out: str,
    jobs: int,
    files_a_shard: int = FILES_A_SHARD,
    waiting: Sequence[int] | None = None,
    hands: int = 0,
) -> State[int]:
    """Everything of a run that was begun.

    Args:
        waiting: ids of arrivals; with them it goes on after the files were taken in.
        hands: workers that are asked to read along.
    """
    store = runs.store_of(settings)
    try:
        if waiting is None:
            waiting = take_in(run.run, list(inboxes), list(entries), jobs)
        read(settings, run, waiting, jobs, files_a_shard, hands)
        ledger.expect_held(store, run)
        judge(run.run, jobs)
        report(run.run, out, jobs)
    except BaseException as error:
        runs.failed(settings, run, error)
        if not isinstance(error, KeyboardInterrupt):
            notices.failed(settings, run, one_line(error))
        raise
    done = runs.end(settings, run, "done")
    notices.ended(settings, done)
    watching.summary(as_markdown(done), done)
    if unreadable := done.facts["counts"]["files"]["unreadable"]:
        return Completed(name="Incomplete", message=f"{unreadable} files could not be read", data=run.run)
    return Completed(data=run.run)


def read(
    settings: Settings, run: ledger.Run, waiting: Sequence[int], jobs: int, files_a_shard: int, hands: int
) -> None:
    """Read the arrivals of a run to the end, on a Dask cluster or here, with the help of other workers."""
    store = runs.store_of(settings)
    called = hand.call(run, min(hands, len(waiting)), jobs) if hands else []
    with watching.shown(store, run):
        if settings.dask:
            from flows.cluster import read_on

            ledger.expect_held(store, run)
            read_on(settings.dask, run, waiting, files_a_shard)
        else:
            for start in range(0, len(waiting), files_a_shard):
                ledger.expect_held(store, run)
                read_shard(run.run, list(waiting[start : start + files_a_shard]), jobs)
    if called:
        hand.dismiss(called)


@task(name="take in", cache_policy=NO_CACHE)
def take_in(run: int, inboxes: list[str], entries: list[str], jobs: int) -> list[int]:
    """Keep the files and the entry lines; the ids of the arrivals to be read come back."""
    settings, current = _resume(run, jobs)
    arrivals = runs.take(settings, current, [Path(inbox) for inbox in inboxes], [Path(entry) for entry in entries])
    return [arrival.arrival for arrival in arrivals if arrival.state == "in_progress"]


@task(name="read", cache_policy=NO_CACHE)
def read_shard(run: int, arrivals: list[int], jobs: int) -> None:
    """Read some files to the end."""
    settings, current = _resume(run, jobs)
    runs.read(settings, current, ledger.arrivals_of(runs.store_of(settings), run, arrivals))


@task(name="judge", cache_policy=NO_CACHE)
def judge(run: int, jobs: int) -> None:
    """Link documents to entries and apply the rules."""
    runs.judge(*_resume(run, jobs))


@task(name="report", cache_policy=NO_CACHE)
def report(run: int, out: str, jobs: int) -> None:
    """Write the reports."""
    runs.report(*_resume(run, jobs), Path(out))


def _resume(run: int, jobs: int) -> tuple[Settings, ledger.Run]:
    settings = load(jobs=jobs or None)
    return settings, ledger.find_run(runs.store_of(settings), run)


def as_markdown(run: ledger.Run) -> str:
    """The summary artifact; a browser opens its links where it runs on the machine that has the reports."""
    rows = [(what, how_many) for what, how_many in in_numbers(run)]
    out = Path(run.facts["out"]).resolve()
    links = [f"[{name}]({(out / name).as_uri()})" for name in (report_html.FILE_NAME, audit_xlsx.FILE_NAME)]
    return f"# Audit run {run.run}\n\n{table(('', ''), rows)}\nReports: {', '.join(links)} in {code(str(out))}\n"
