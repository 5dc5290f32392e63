"""Prefect flow: what was kept long enough goes, what nothing refers to goes, and the books are checked."""

from __future__ import annotations

import datetime as dt

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterEndTime
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import BaseModel, ConfigDict, Field

from flows import notices, runs
from flows.markdown import code, table
from flows.settings import Settings, load
from flows.store import blobs, books, ledger, upkeep

PAGE = 200


class Request(BaseModel):
    """How long things are kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keep_runs_days: int = Field(
        default=1_830,
        ge=1,
        title="Keep runs for (days)",
        description="Older audits go with their findings, the newest never. 1,830: five years (19 CFR 163.4).",
    )
    keep_prefect_days: int = Field(
        default=90, ge=1, title="Keep Prefect's history for (days)", description="Older flow runs and their logs go."
    )
    abandoned_after_hours: int = Field(
        default=48,
        ge=1,
        title="Abandoned after (hours)",
        description="Runs that began longer ago and never ended are entered as failed.",
    )
    orphans_after_hours: int = Field(
        default=48,
        ge=1,
        title="Orphans after (hours)",
        description="Kept files and parts of files that no run has, untouched for so long, go.",
    )
    dry_run: bool = Field(default=False, title="Dry run", description="Only say what would be done.")


@flow(name="housekeeping")
def housekeeping(request: Request = Request()) -> State[None]:  # noqa: B008 - it is frozen
    """Delete what was kept long enough and what nothing refers to, and check that the books add up.

    Args:
        request: how long things are kept.
    """
    settings = load()
    notices.crashed(settings)
    rows = [*_runs(settings, request), *_files(settings, request), ("Prefect's flow runs", str(_prefect(request)))]
    found = books.balance(runs.store_of(settings))
    lost = blobs.missing(settings.blob_root, books.kept_blobs(runs.store_of(settings)))
    wrong = [*found.wrong, *(f"the bytes of {sha256} are missing" for sha256 in lost)]
    did = "would be deleted or closed" if request.dry_run else "deleted or closed"
    text = f"# Housekeeping\n\n{table(('what', did), rows)}\n"
    text += "The books add up.\n" if not wrong else "\n".join(f"- {code(sentence)}" for sentence in wrong)
    create_markdown_artifact(text, key="housekeeping-summary", description="The books add up" if not wrong else "Look")
    if wrong:
        return Failed(message=f"{len(wrong)} things are wrong with the books; first: {wrong[0]}")
    return Completed(message="The books add up")


def _runs(settings: Settings, request: Request) -> list[tuple[str, str]]:
    store, moment = runs.store_of(settings), ledger.now()
    abandoned = upkeep.abandoned_runs(store, moment - dt.timedelta(hours=request.abandoned_after_hours))
    old = upkeep.old_runs(store, moment - dt.timedelta(days=request.keep_runs_days))
    if not request.dry_run:
        upkeep.close_runs(store, abandoned)
        upkeep.delete_runs(store, old)
    return [("runs that never ended", str(len(abandoned))), ("old runs", str(len(old)))]


def _files(settings: Settings, request: Request) -> list[tuple[str, str]]:
    store = runs.store_of(settings)
    before = ledger.now() - dt.timedelta(hours=request.orphans_after_hours)
    forgotten = upkeep.forgotten_files(store)
    whole, parts = blobs.older_than(settings.blob_root, before)
    orphans = upkeep.without_arrival(store, whole)
    if not request.dry_run:
        upkeep.delete_readings(store, forgotten)
        blobs.remove(settings.blob_root, orphans, parts)
    return [
        ("readings of files that no run has", str(len(forgotten))),
        ("kept files that no run has", str(len(orphans))),
        ("parts of files", str(len(parts))),
    ]


def _prefect(request: Request) -> int:
    """Delete old flow runs from Prefect's own database; how many there were comes back."""
    before = ledger.now() - dt.timedelta(days=request.keep_prefect_days)
    old = FlowRunFilter(end_time=FlowRunFilterEndTime.model_validate({"before_": before}))
    gone = 0
    with get_client(sync_client=True) as client:
        if request.dry_run:
            return client.count_flow_runs(flow_run_filter=old)
        while found := client.read_flow_runs(flow_run_filter=old, limit=PAGE):
            for one in found:
                client.delete_flow_run(one.id)
            gone += len(found)
    return gone
