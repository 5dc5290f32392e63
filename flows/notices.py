"""Who is told how a run ended: mail, webhook, chat, whatever Apprise reaches. Our own words and numbers only."""

from __future__ import annotations

import logging

from flows import runs
from flows.credentials import secret
from flows.settings import Settings
from flows.store import judgements, ledger
from flows.summary import in_numbers
from schemas.errors import UsageError
from schemas.finding import Severity, Status

log = logging.getLogger(__name__)


def ended(settings: Settings, run: ledger.Run) -> None:
    """Tell of a finished run, where it has something that the settings want told."""
    if not settings.notify.to:
        return
    said: list[str] = []
    if "critical" in settings.notify.on and (critical := _new_criticals(settings, run)):
        entries = sorted({entry for _, entry, _, _ in critical} - {""})
        said.append(f"{len(critical)} new critical findings, entries {', '.join(entries) or 'none'}")
    unreadable = run.facts["counts"]["files"]["unreadable"]
    if "unreadable" in settings.notify.on and unreadable:
        said.append(f"{unreadable} files could not be read")
    if said:
        numbers = "\n".join(f"{what}: {how_many}" for what, how_many in in_numbers(run))
        tell(settings, f"Audit run {run.run}: {'; '.join(said)}", f"{numbers}\nreports: {run.facts['out']}")


def failed(settings: Settings, run: ledger.Run, why: str) -> None:
    """Tell of a run that failed or whose process died."""
    if settings.notify.to and "failed" in settings.notify.on:
        tell(settings, f"Run {run.run} ({run.kind}) failed", why)


def crashed(settings: Settings) -> list[ledger.Run]:
    """Runs whose process is gone, in the log and to whom the settings name; each is told once."""
    store = runs.store_of(settings)
    new = [run for run in ledger.crashed_runs(store) if run.facts.get("crash_told") != run.attempt]
    for run in new:
        why = gone(run)
        log.warning("%s", why)
        ledger.note(store, run.run, {"crash_told": run.attempt})
        failed(settings, run, why)
    return new


def gone(run: ledger.Run) -> str:
    """A sentence about a run whose process is gone."""
    of = ", ".join(map(str, run.facts.get("inboxes", []))) or run.kind
    seen = f", last seen {run.alive:%Y-%m-%d %H:%M} UTC" if run.alive else ""
    again = "start it again to go on" if run.inbox is None else "its next look goes on"
    return f"run {run.run} ({run.kind} of {of}) never ended: its process is gone{seen}; what it read is kept, {again}"


def _new_criticals(settings: Settings, run: ledger.Run) -> set[tuple[str, str, str, str]]:
    """Critical findings; of an inbox those that its run before did not have: it judges its papers again and again."""
    store = runs.store_of(settings)
    now = _criticals(settings, run)
    before = ledger.run_before(store, run) if run.inbox else None
    return now - _criticals(settings, before) if before else now


def _criticals(settings: Settings, run: ledger.Run) -> set[tuple[str, str, str, str]]:
    """(rule, entry, line, message) of each."""
    return {
        (finding.rule, finding.entry_number, finding.line_no, finding.message)
        for finding in judgements.findings_of(runs.store_of(settings), run.run)
        if finding.severity is Severity.CRITICAL and finding.status is Status.FINDING
    }


def tell(settings: Settings, title: str, text: str) -> None:
    """Send it to everyone named; who cannot be reached is told in the log, because the run itself is good."""
    from apprise import Apprise

    # Apprise logs addresses that it does not understand, passwords included.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    for where in settings.notify.to:
        one = Apprise()
        try:
            if not one.add(secret(where, "an address of notify.to")):
                log.warning(
                    "notify.to: what %s holds is no Apprise address (mailto://…, json://…); nobody was told", where
                )
            elif not one.notify(body=text, title=title):
                log.warning("notify.to: %s could not be reached; it was not told: %s", where, title)
        except UsageError as error:
            log.warning("%s; it was not told: %s", error.what, title)
