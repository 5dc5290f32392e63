"""A small audit by the steps of a run, without Prefect: two invoices that do and do not fit their entries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows import runs
from flows.settings import Settings
from flows.store import judgements, ledger
from tests.flows import papers

ENTRIES = """entry_number,line_no,entry_type,entry_date,country_of_origin,hts,invoice_number,invoice_date
9QX-0012345-2,1,01,2026-03-10,CN,8481.80.3090,A-100,2026-02-20
9QX-0012346-0,1,01,2026-03-11,VN,8481.80.3090,B-200,2026-02-21
"""


def inbox(folder: Path, *more: str) -> Path:
    """An inbox with two invoices (and more of these numbers) and a file that cannot be read."""
    made = folder / "inbox"
    made.mkdir(parents=True, exist_ok=True)
    for number in ("A-100", "B-200", *more):
        (made / f"{number}.pdf").write_bytes(papers.invoice(number))
    (made / "broken.pdf").write_bytes(papers.invoice("C-300")[:400])
    return made


def entries(folder: Path) -> Path:
    path = folder / "entries.csv"
    path.write_text(ENTRIES)
    return path


def settings(folder: Path, **more: Any) -> Settings:
    return Settings(state=folder / "state", jobs=2, **more)


def audit(given: Settings, inbox: Path, entries: Path, out: Path) -> ledger.Run:
    """Take in, read, judge, report."""
    run = runs.begin(given, "audit", {"inboxes": [str(inbox)], "entries": [str(entries)]})
    arrivals = runs.take(given, run, [inbox], [entries])
    runs.read(given, run, arrivals)
    runs.judge(given, run)
    runs.report(given, run, out)
    return runs.end(given, run, "done")


def findings(given: Settings, run: int) -> list[Any]:
    """What a run found, comparable between stores."""
    return judgements.findings_of(runs.store_of(given), run)
