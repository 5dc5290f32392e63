"""Prefect flow: a declared inbox is looked at, and what lies there is audited and filed away."""

from __future__ import annotations

from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import collecting, notices, runs
from flows.audit import carry_out
from flows.settings import load
from flows.store import ledger


@flow(name="inbox", flow_run_name="inbox {name}")
def inbox(name: str, jobs: int = 0) -> State[Any]:
    """Take what lies in an inbox, read it, judge it with what the inbox brought before, report, and file it away.

    Args:
        name: of an inbox that origin-audit.toml declares.
        jobs: reading processes; 0 for one a core.

    Returns:
        the number of the run, None when there was nothing to do.
    """
    settings = load(jobs=jobs or None)
    notices.crashed(settings)
    declared = settings.inbox_called(name)
    begun = take(name, jobs)
    if isinstance(begun, str):
        file_away(name)
        return Completed(message=begun, name="Idle", data=None)
    number, waiting = begun
    run = ledger.find_run(runs.store_of(settings), number)
    state = carry_out(settings, run, [declared.address], declared.entries, str(declared.reports), jobs, waiting=waiting)
    file_away(name)
    return state


@task(name="take", cache_policy=NO_CACHE)
def take(name: str, jobs: int) -> tuple[int, list[int]] | str:
    """Look and take; the run and the ids of the arrivals to be read, or why there is nothing to do."""
    settings = load(jobs=jobs or None)
    declared = settings.inbox_called(name)
    with collecting.opened(declared) as source:
        seen = collecting.look(settings, declared, source)
        run = collecting.begin(settings, declared, seen)
        if isinstance(run, str):
            return run
        try:
            return run.run, collecting.take(settings, run, declared, source, seen)
        except BaseException as error:
            runs.end(settings, run, "failed", str(error) or type(error).__name__)
            raise


@task(name="file away", cache_policy=NO_CACHE)
def file_away(name: str) -> dict[str, int]:
    """Move what is settled to its tray; tray -> how many."""
    settings = load()
    declared = settings.inbox_called(name)
    with collecting.opened(declared) as source:
        return dict(collecting.file_away(settings, declared, source))
