"""Prefect flow: chosen documents are read again, or only their values taken anew, or only judged anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from extractors.forms import forms
from flows import rereading, runs
from flows.again import Changes
from flows.markdown import change_table, code, table
from flows.rereading import Choice, Chosen, Stage
from flows.settings import Settings, load
from flows.store import ledger
from schemas.arrival import ArrivalState

FILES_A_SHARD = 200
SHOWN = 200
"""Rows of a table in an artifact; the rest is counted."""
ANY_KIND = "any"


class StateNow(StrEnum):
    """How a file stands in the books."""

    ANY = "any"
    READ = "read"
    OTHER = "other"
    UNREADABLE = "unreadable"


class SecondReading(StrEnum):
    """A switch with a third position."""

    AS_SET = "as set"
    ON = "on"
    OFF = "off"


class Engine(BaseModel):
    """How the pages are read this time; what is left alone stays as `[read]` in origin-audit.toml has it."""

    # Field by field and no mapping: Prefect's form has only a box of JSON for a mapping.
    model_config = ConfigDict(extra="forbid")

    long_side: int = Field(
        default=0,
        ge=0,
        le=10_000,
        title="Longer side (pixels)",
        description="Pages are drawn so large for OCR; 0: as set (2,400). More for small print.",
    )
    page_timeout_s: float = Field(
        default=0.0, ge=0.0, title="Seconds a page", description="OCR of a page that takes longer is ended; 0: as set."
    )
    max_pages: int = Field(
        default=0, ge=0, title="Most pages", description="A file of more pages is unreadable; 0: as set."
    )
    max_pixels: int = Field(
        default=0, ge=0, title="Most pixels", description="A page image of more pixels is refused; 0: as set."
    )
    second_reading: SecondReading = Field(
        default=SecondReading.AS_SET,
        title="Second reading",
        description="Whether doubtful lines and values are read again by the other engine.",
    )

    def chosen(self) -> dict[str, Any]:
        """What goes on top of `[read]`."""
        given: dict[str, Any] = {
            name: value for name, value in self.model_dump(exclude={"second_reading"}).items() if value
        }
        if self.second_reading is not SecondReading.AS_SET:
            given["second_reading"] = self.second_reading is SecondReading.ON
        return given


def _a_day(schema: dict[str, Any]) -> None:
    # `date or nothing` is two buttons and a riddle in Prefect's form; a day that may be left out is a calendar.
    schema.pop("anyOf")
    schema.pop("default")
    schema.update(type="string", format="date")


class Request(BaseModel):
    """Which documents, and from where on. Every condition that is given must hold; at least one is needed."""

    model_config = ConfigDict(extra="forbid")

    documents: list[str] = Field(
        default=[],
        title="Documents",
        description="Document ids (sha256:…#1), beginnings of a sha256 (6 digits or more) or file names.",
        max_length=5000,
    )
    entries: list[str] = Field(
        default=[], title="Entries", description="Entry numbers; all documents linked to them.", max_length=5000
    )
    state: StateNow = Field(default=StateNow.ANY, title="State", description="Only files that ended like this.")
    kind: str = Field(
        default=ANY_KIND,
        title="Kind",
        description="Only files with a document of this kind; `./origin-audit forms` explains them.",
        json_schema_extra={"enum": [ANY_KIND, *forms(), "other"]},
    )
    since: dt.date | None = Field(
        default=None, title="Came in since", description="First day (UTC).", json_schema_extra=_a_day
    )
    until: dt.date | None = Field(
        default=None, title="Came in until", description="Last day (UTC), included.", json_schema_extra=_a_day
    )
    only_failed: bool = Field(default=False, title="Only failed", description="Only files that could not be read.")
    stage: Stage = Field(
        default=Stage.READ,
        title="Begin with",
        description="read: OCR again; extract: take the values again from stored pages; judge: only the rules.",
    )
    fresh: bool = Field(
        default=True,
        title="Fresh pages",
        description="Stage read: read pages again that were read under the same settings. Off: only missing pages.",
    )
    engine: Engine = Field(
        default=Engine(), title="Reading settings", description="Stage read: other settings than usual, for this time."
    )
    jobs: int = Field(default=0, ge=0, le=1024, title="Processes", description="Reading processes; 0: one a core.")
    out: str = Field(default="", title="Reports", description="Folder for new reports; empty: none are written.")
    dry_run: bool = Field(default=False, title="Dry run", description="Only say what would be done.")

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, kind: str) -> str:
        if kind not in (ANY_KIND, "other") and kind not in forms():
            raise ValueError(f"{kind!r} is no document kind; `./origin-audit forms` lists them")
        return kind

    @model_validator(mode="after")
    def _makes_sense(self) -> Request:
        if self.only_failed and self.state not in (StateNow.ANY, StateNow.UNREADABLE):
            raise ValueError(f"only_failed and the state {self.state.value} exclude each other; leave one out")
        if self.since and self.until and self.since > self.until:
            raise ValueError("the first day is after the last day; exchange them")
        if self.choice() == Choice():
            raise ValueError("nothing says which documents; name documents, entries, a state, a kind or days")
        if self.engine.chosen() and self.stage is not Stage.READ:
            raise ValueError("reading settings only count for the stage read; leave them out or choose that stage")
        return self

    def choice(self) -> Choice:
        """The conditions."""
        failed = self.only_failed or self.state is StateNow.UNREADABLE
        states = (ArrivalState.UNREADABLE,) if failed else ()
        if not failed and self.state is not StateNow.ANY:
            states = (ArrivalState(self.state.value),)
        kind = "" if self.kind == ANY_KIND else self.kind
        return Choice(tuple(self.documents), tuple(self.entries), states, kind, self.since, self.until)


@flow(name="reprocess")
def reprocess(request: Request) -> State[int | None]:
    """Read chosen documents again as a new attempt, or only take their values or judge them again.

    What was read before stays; the audits that hold the documents are judged again, and the summary says what
    changed.

    Args:
        request: which documents, and from where on.
    """
    settings = _settings(request.jobs, request.engine.chosen())
    chosen = rereading.choose(settings, request.choice())
    if request.dry_run or not chosen:
        _publish(_plan(request, chosen), "What a reprocess would do")
        return Completed(message=f"{len(chosen)} files chosen; nothing was done")
    if request.stage is Stage.JUDGE:
        audits: dict[int, dict[str, str]] = {one.file.audit: {} for one in chosen if one.file.audit is not None}
        changes = [judge_again(audit, {}, _out(request, audit, audits)) for audit in audits]
        _publish(_judged(chosen, changes), f"{len(changes)} audits judged again")
        return Completed(message=f"{len(changes)} audits judged again")
    return _read_and_judge(settings, request, chosen)


def _read_and_judge(settings: Settings, request: Request, chosen: Sequence[Chosen]) -> State[int | None]:
    run = rereading.begin(settings, chosen, request.stage)
    try:
        arrivals = [arrival.arrival for arrival in ledger.arrivals_of(runs.store_of(settings), run.run)]
        for start in range(0, len(arrivals), FILES_A_SHARD):
            shard = arrivals[start : start + FILES_A_SHARD]
            read_again(run.run, shard, request.stage, request.fresh, request.jobs, request.engine.chosen())
        audits = rereading.settle(settings, run)
        changes = [judge_again(audit, files, _out(request, audit, audits)) for audit, files in audits.items()]
    except BaseException as error:
        runs.failed(settings, run, error)
        raise
    done = rereading.brought(settings, runs.end(settings, run, "done"), changes)
    _publish(_summary(run, request, done), f"Run {run.run}: {len(done.read)} files read again")
    if done.failed:
        return Completed(name="Incomplete", message=f"{len(done.failed)} files could not be read", data=run.run)
    return Completed(data=run.run)


@task(name="read again", cache_policy=NO_CACHE)
def read_again(run: int, arrivals: list[int], stage: Stage, fresh: bool, jobs: int, engine: dict[str, Any]) -> None:
    """Read some files again."""
    settings = _settings(jobs, engine)
    rereading.read_again(settings, ledger.find_run(runs.store_of(settings), run), arrivals, stage, fresh)


@task(name="judge again", cache_policy=NO_CACHE)
def judge_again(audit: int, read_as: dict[str, str], out: str | None) -> Changes:
    """Judge an audit again, by new readings of some of its files."""
    return rereading.judge_audit(load(), audit, read_as, Path(out) if out else None)


def _settings(jobs: int, engine: dict[str, Any]) -> Settings:
    settings = load(jobs=jobs or None)
    settings = settings.model_copy(update={"read": {**settings.read, **engine}})
    settings.read_settings()
    return settings


def _out(request: Request, audit: int, audits: dict[int, dict[str, str]]) -> str | None:
    if not request.out:
        return None
    return request.out if len(audits) == 1 else str(Path(request.out) / f"audit-{audit}")


def _publish(text: str, description: str) -> None:
    create_markdown_artifact(text, key="reprocess-summary", description=description)


def _plan(request: Request, chosen: Sequence[Chosen]) -> str:
    rows = [
        (code(one.file.arrival.source), code(one.file.arrival.sha256[:12]), one.file.arrival.state.value,
         code(", ".join(one.last.kinds)) if one.last else "", str(one.last.page_count) if one.last else "not known",
         str(one.last.attempts) if one.last else "0", str(one.file.audit or "none"))
        for one in chosen[:SHOWN]
    ]  # fmt: skip
    columns = ("file", "sha256", "state", "kinds", "pages", "attempts so far", "audit")
    audits = {one.file.audit for one in chosen} - {None}
    pages = sum(one.last.page_count for one in chosen if one.last)
    return (
        f"# Nothing was done\n\nStage `{request.stage.value}` would take {len(chosen)} files with {pages} known pages "
        f"and judge {len(audits)} audits again.\n\n{table(columns, rows)}{_more(len(chosen))}"
    )


def _summary(run: ledger.Run, request: Request, done: rereading.Brought) -> str:
    read = [(code(source), state, str(count)) for source, (state, count) in done.read.items()]
    failed = [(code(source), code(reason)) for source, reason in done.failed.items()]
    text = (
        f"# Reprocess, run {run.run}\n\nStage `{request.stage.value}`: {len(read)} files read again as a new attempt.\n"
    )
    text += f"\n{table(('file', 'state', 'documents'), read[:SHOWN])}{_more(len(read))}"
    if failed:
        text += "\n## Could not be read\nWhat was read of them before stands.\n\n"
        text += f"{table(('file', 'why'), failed[:SHOWN])}{_more(len(failed))}"
    return text + change_table(done.changes)


def _judged(chosen: Sequence[Chosen], changes: Sequence[Changes]) -> str:
    return f"# Judged again\n\n{len(chosen)} files chosen, {len(changes)} audits.\n{change_table(changes)}"


def _more(count: int) -> str:
    return f"\n… and {count - SHOWN} more\n" if count > SHOWN else ""
