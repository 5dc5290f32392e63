"""Judging again what was read: the rules or their settings changed, the readings did not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows import changes, runs
from flows.changes import Change
from flows.settings import Settings
from flows.sources.entries import as_entry_number
from flows.store import judgements, ledger
from schemas.errors import UsageError


@dataclass(frozen=True, slots=True)
class Changes:
    """What a recheck of one audit brought.

    Attributes:
        run: the recheck; before: the run that its findings are compared with.
        changes: findings that are new, gone or changed, each with the reason.
        same: how many findings stayed as they were.
    """

    run: int
    before: int
    changes: tuple[Change, ...]
    same: int


def recheck(settings: Settings, entries: Sequence[str], out: Path | None) -> list[Changes]:
    """Judge the last audit again, or the last audit of each of some entries.

    All of an audit is judged, because some rules look across entries; `entries` limits what is told.

    Raises:
        UsageError: nothing was audited yet, or not this entry.
    """
    store = runs.store_of(settings)
    wanted = [as_entry_number(entry) for entry in entries]
    audits: dict[int, ledger.Run] = {}
    for entry in wanted or [None]:
        if (audit := ledger.last_audit(store, entry)) is None:
            what = f"entry {entry} was never audited" if entry else "nothing was audited yet"
            raise UsageError(what, where="recheck", remedy="run `audit` first, in this folder or with its --store")
        audits[audit.run] = audit
    if out and len(audits) > 1:
        raise UsageError(
            "these entries were audited in different runs", where="--out", remedy="recheck them one by one"
        )
    return [judge_again(settings, audit, wanted, out) for audit in audits.values()]


def judge_again(
    settings: Settings,
    audit: ledger.Run,
    entries: Sequence[str] = (),
    out: Path | None = None,
    read_as: Mapping[str, str] | None = None,
) -> Changes:
    """Judge an audit again.

    Args:
        entries: only their changes are told; all when empty.
        out: folder for new reports; None for none.
        read_as: sha256 -> fingerprint, for files that were read again since the audit.
    """
    store = runs.store_of(settings)
    before = ledger.judgements(store, audit.run)[-1]
    given = {
        "audit": audit.run,
        "entries": list(entries),
        "read_as": {**before.facts.get("read_as", {}), **(read_as or {})},
    }
    run = runs.begin(settings, "recheck", given, base=audit)
    try:
        runs.judge(settings, run)
        if out:
            runs.report(settings, run, out)
    except BaseException as error:
        runs.failed(settings, run, error)
        raise
    after = runs.end(settings, run, "done")
    found = changes.between(store, before, after, entries)
    new = [f for f in judgements.findings_of(store, run.run) if not entries or f.entry_number in entries]
    same = len(new) - sum(change.what != "gone" for change in found)
    return Changes(run.run, before.run, tuple(found), same)
