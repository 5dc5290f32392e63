"""report.html: the audit as one page that can be mailed, printed and read on a phone.

It loads nothing and runs nothing: its policy allows its own style sheet, by hash, and images inside it.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.reports._arranged import Outcome, entries, in_order, of_no_entry, unlinked
from flows.reports._counts import counts
from flows.reports._crops import Album
from flows.reports._page import counted, entry_page, paper, silent
from flows.reports._text import clip, visible
from flows.reports._words import ACTIONS, OUTCOMES, STATES, day, field_name, kind_name
from schemas.arrival import ArrivalState
from schemas.audit import Audit
from schemas.finding import Severity, Status

if TYPE_CHECKING:
    from jinja2 import Environment

FILE_NAME = "report.html"
MOST_ENTRIES = 300
"""Entries with a section of their own; the list at the top holds more."""
MOST_ROWS = 2_000
"""Rows of any list."""
_LONGEST = 1_500
"""Characters of any one text."""
_UNREAD = (ArrivalState.UNREADABLE, ArrivalState.IN_PROGRESS)
_TEMPLATES = Path(__file__).with_name("templates")


def write(audit: Audit, path: Path) -> None:
    """The report; what it has no room for it counts and names the file where it stands."""
    album = Album(audit.crop)
    with path.open("w", encoding="utf-8", newline="\n") as page:
        page.writelines(_environment().get_template("report.html.j2").generate(_contents(audit, album)))


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _harmless(value: Any) -> Any:
    """Every text that the template puts out passes here before it is escaped."""
    return clip(visible(value), _LONGEST) if type(value) is str else value


def _contents(audit: Audit, album: Album) -> dict[str, Any]:
    from markupsafe import Markup

    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    everything = entries(audit)
    unread = sorted((a for a in audit.arrivals if a.state in _UNREAD), key=lambda a: (a.source, a.arrival))
    records = {record.document: record for record in audit.records}
    shown = [entry_page(entry, place, records, album) for place, entry in enumerate(everything[:MOST_ENTRIES], 1)]
    return {
        "counted": counted,
        "style": Markup(style),
        "policy": _policy(style),
        "date": _date(audit.run.get("started")),
        "counts": counts(audit),
        "outcomes": [(outcome.value, OUTCOMES[outcome]) for outcome in Outcome],
        "severities": [severity.label for severity in reversed(Severity)],
        "states": [(state.value, STATES[state]) for state in ArrivalState],
        "kinds": _most_first(kind_name(record.kind) for record in audit.records),
        "glance": shown,
        "glance_more": [(e, OUTCOMES[e.outcome]) for e in everything[MOST_ENTRIES:]],
        "sections": [page for page, entry in zip(shown, everything, strict=False) if not silent(entry)],
        "silent": [page for page, entry in zip(shown, everything, strict=False) if silent(entry)],
        "lost": entry_page(of_no_entry(audit), 0, records, album),
        "unlinked": [paper(record, "; ".join(reasons)) for record, reasons in unlinked(audit)],
        "unread": unread,
        "problems": [
            problem for problem in audit.problems if problem not in {f"{a.source}: {a.reason}" for a in unread}
        ],
        "unjudged_rules": _most_first(f.rule for f in audit.findings if f.status is Status.NOT_EVALUABLE),
        "rules": _rules(audit),
        "actions": ACTIONS,
        "lists": [str(line) for line in audit.run.get("reference", ())],
        "run": list(_run_rows(audit.run)),
        "most_rows": MOST_ROWS,
        "pictures": [(picture, Markup(picture.uri)) for picture in album.pictures],
    }


def _policy(style: str) -> str:
    """Nothing may be loaded, sent or run; the one style sheet is named by its hash."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _date(started: object) -> str:
    """The day of an ISO 8601 time, "" for anything else."""
    try:
        return day(dt.date.fromisoformat(str(started)[:10]))
    except ValueError:
        return ""


def _most_first(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))


def _rules(audit: Audit) -> list[tuple[str, str, list[int]]]:
    """Every rule that said something: its code, its basis, and how often it gave each status."""
    said = Counter((finding.rule, finding.status) for finding in audit.findings)
    basis = {finding.rule: finding.basis for finding in in_order(audit.findings)}
    return [(rule, basis[rule], [said[rule, status] for status in Status]) for rule in sorted(basis)]


def _run_rows(run: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The run's plain values by name; what is nested goes by `outer: inner`."""
    for name, value in run.items():
        label = f"{prefix}{field_name(str(name))}"
        if name in ("counts", "problems", "reference"):
            continue
        if isinstance(value, Mapping):
            yield from _run_rows(value, f"{label}: ")
        elif isinstance(value, list | tuple):
            yield label, ", ".join(str(item) for item in value)
        else:
            yield label, "none" if value is None else str(value)
