"""What the command line prints: tables of a run, of changes, of forms."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows import runs
from flows.store import judgements, ledger
from schemas.finding import Status
from schemas.record import Record, record_to_json

if TYPE_CHECKING:
    from flows.again import Changes
    from flows.doctor import Answer
    from flows.settings import Settings

STYLES = {"critical": "bold red", "error": "red", "warning": "yellow", "info": "dim"}


def plain(text: object, style: str = "") -> Text:
    """Text for the terminal: what a document says can neither colour it nor command it."""
    return Text("".join(c if c.isprintable() else " " for c in str(text)), style=style)


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; wider than the terminal only where that is no terminal, so that pipes lose nothing."""
    table = Table(*columns, title=title, title_justify="left", title_style="bold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else plain(cell) for cell in row))
    console().print(table)


def console() -> Console:
    return Console(width=None if sys.stdout.isatty() else 200, highlight=False)


def write_records(records: Sequence[Record], out: Path | None) -> None:
    """JSON Lines to a file, whole or not at all, or to standard output."""
    lines = (json.dumps(record_to_json(record), ensure_ascii=False) + "\n" for record in records)
    if out is None:
        sys.stdout.writelines(lines)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    with part.open("w", encoding="utf-8") as file:
        file.writelines(lines)
    part.replace(out)


def show_run(run: ledger.Run) -> None:
    """A run in numbers."""
    print_table(f"Audit run {run.run}", ["what", "how many"], in_numbers(run))


def in_numbers(run: ledger.Run) -> list[tuple[str, str]]:
    """(what, how many) of an audit: our own words and numbers only, so that it may go anywhere."""
    counts, pages = run.facts["counts"], run.facts["pages"]
    files, documents, found = counts["files"], counts["documents"], counts["findings"]
    states = [f"{number} {name.replace('_', ' ')}" for name, number in files.items() if name != "total" and number]
    severities = [f"{number} {name}" for name, number in found["severities"].items() if number]
    return [
        ("files", ", ".join(states) or "none"),
        ("documents", f"{documents['total']}, {documents['linked']} linked to an entry"),
        ("entries", f"{counts['entries']['total']} with {counts['entries']['lines']} lines"),
        ("findings", ", ".join(severities) or "none"),
        ("questions", str(found["question"])),
        ("not evaluable", str(found["not_evaluable"])),
        ("pages", f"{pages['read']} read, {pages['reused']} read before"),
        ("the books add up", "yes" if counts["adds_up"] else "NO"),
    ]


def show_findings(settings: Settings, run: ledger.Run) -> None:
    """A run in numbers, and entry by entry what is wrong."""
    store = runs.store_of(settings)
    findings = judgements.findings_of(store, run.run)
    rows: list[Sequence[object]] = []
    for number in dict.fromkeys(line.entry_number for line in judgements.entry_lines_of(store, run.files)):
        said = [f for f in findings if f.entry_number == number and f.status is not Status.NOT_EVALUABLE]
        said.sort(key=lambda f: (f.status.value, -f.severity, f.rule))
        worst = max((f.severity for f in said if f.status is Status.FINDING), default=None)
        what = ", ".join(dict.fromkeys(f.rule + ("?" if f.status is Status.QUESTION else "") for f in said))
        label = worst.label if worst is not None else "-"
        rows.append((number, plain(label, STYLES.get(label, "")), what or "nothing found"))
    print_table("Entries (? = a question for a person)", ["entry", "worst", "rules"], rows)
    show_run(run)


def show_changes(rechecks: Sequence[Changes]) -> None:
    """What rechecks changed."""
    for done in rechecks:
        title = f"Run {done.run} against run {done.before}: {len(done.changes)} changed, {done.same} the same"
        if not done.changes:
            console().print(plain(title))
            continue
        rows = [
            (
                c.what,
                f.entry_number or "-",
                f.line_no or "-",
                f.rule,
                f.severity.label,
                f.status.value,
                "; ".join(c.why),
                f.message,
            )
            for c in done.changes
            for f in (c.finding,)
        ]
        print_table(title, ["what", "entry", "line", "rule", "severity", "status", "why", "message"], rows)


def show_forms() -> None:
    """The document kinds."""
    from extractors.forms import forms

    rows = [(form.kind, form.title, form.group, len(form.fields) + len(form.columns)) for form in forms().values()]
    print_table(f"{len(rows)} document kinds", ["kind", "title", "group", "fields"], rows)


def show_examination(answers: Sequence[Answer]) -> bool:
    """Doctor's answers; whether all is well."""
    for answer in answers:
        mark = plain("ok   " if answer.well else "WRONG", "green" if answer.well else "bold red")
        remedy = "" if answer.well or not answer.remedy else f"; {answer.remedy}"
        console().print(mark, plain(f"{answer.subject}: {answer.what}{remedy}"))
    return all(answer.well for answer in answers)
