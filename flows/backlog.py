"""Prefect flow: a large number of documents that have lain about for years, in shards, resumable."""

from __future__ import annotations

import csv
from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import BaseModel, ConfigDict, Field, model_validator

from flows import notices, runs
from flows.audit import carry_out
from flows.settings import load
from flows.store import ledger
from schemas.arrival import ArrivalState
from schemas.errors import OriginAuditError, UsageError


class Request(BaseModel):
    """A backlog, as a folder or as a list of files, and how it is worked off."""

    model_config = ConfigDict(extra="forbid")

    folder: str = Field(default="", title="Folder", description="Folder of documents, on the worker's machine.")
    manifest: str = Field(
        default="",
        title="Manifest",
        description="Instead of a folder: a text file with one path a line, or a CSV with a column `path`; "
        "relative paths start at the manifest.",
    )
    entries: list[str] = Field(
        title="Entry files", description="Entry files (CSV or XLSX), on the worker's machine.", min_length=1
    )
    out: str = Field(default="out/backlog", title="Reports", description="Folder for the reports.")
    files_a_shard: int = Field(
        default=200, ge=1, le=10_000, title="Files a shard", description="Files that one task reads; minutes of work."
    )
    concurrency: int = Field(
        default=0, ge=0, le=1024, title="Processes", description="Reading processes at a time; 0: one a core."
    )
    dask: str = Field(
        default="",
        title="Dask scheduler",
        description="Read on the workers of this scheduler (tcp://host:8786); empty: as set, else on this machine.",
    )
    hands: int = Field(
        default=0,
        ge=0,
        le=256,
        title="Helping workers",
        description="Workers of the work pool that read along, if they have room; they need the same store and blobs.",
    )
    resume: bool = Field(
        default=True,
        title="Resume",
        description="Go on with the last backlog of the same folder and entry files if it did not end.",
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> Request:
        if bool(self.folder) == bool(self.manifest):
            raise ValueError("give a folder or a manifest, and not both")
        return self


@flow(name="backlog", flow_run_name="backlog of {request.folder}{request.manifest}")
def backlog(request: Request) -> State[int]:
    """Audit a large number of documents in shards; pages that were read before are not read again.

    Args:
        request: the documents, their entry files, and how they are worked off.

    Returns:
        the number of the run.
    """
    settings = load(jobs=request.concurrency or None, dask=request.dask or None)
    notices.crashed(settings)
    inboxes = [request.folder] if request.folder else paths_of(Path(request.manifest))
    # A manifest of a million lines is named, not copied into the run.
    given = {"inboxes": [request.folder or request.manifest], "entries": request.entries}
    store, waiting = runs.store_of(settings), None
    run = ledger.unfinished_audit(store, runs.fingerprint_of(settings), given) if request.resume else None
    if run is None:
        run = runs.begin(settings, "audit", given)
    elif (ours := runs.take_over(settings, run)) is None:
        raise OriginAuditError(
            f"run {run.run} is at work on this backlog", where=given["inboxes"][0], remedy="let it end, or stop it"
        )
    else:
        run = ours
        left = [a for a in ledger.arrivals_of(store, run.run) if a.state is ArrivalState.IN_PROGRESS]
        waiting = [arrival.arrival for arrival in left]
    return carry_out(
        settings,
        run,
        inboxes,
        request.entries,
        request.out,
        request.concurrency,
        request.files_a_shard,
        waiting,
        request.hands,
    )


def paths_of(manifest: Path) -> list[str]:
    """The paths that a manifest lists, as they are from here.

    Raises:
        UsageError: it cannot be read, or a file that it names is not there.
    """
    try:
        text = manifest.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read ({error})", where=str(manifest), remedy="give a UTF-8 text file") from error
    lines = text.splitlines()
    columns = next(csv.reader(lines[:1]), [])
    if "path" in columns:
        listed = [(number, row["path"] or "") for number, row in enumerate(csv.DictReader(lines), 2)]
    else:
        listed = list(enumerate(lines, 1))
    found: list[str] = []
    for number, name in listed:
        if not (name := name.strip()):
            continue
        path = manifest.parent / name
        if not path.exists():
            raise UsageError(
                f"{name} is not there", where=f"{manifest} line {number}", remedy="correct or remove the line"
            )
        found.append(str(path))
    if not found:
        raise UsageError("it lists no files", where=str(manifest), remedy="one path a line, or a column `path`")
    return found
