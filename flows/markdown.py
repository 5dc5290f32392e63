"""Markdown for Prefect's artifacts: what comes from documents and file names can neither format nor link anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.again import Changes

SHOWN = 200
LONGEST = 300


def code(text: str) -> str:
    """Foreign text as one code span, which no reader of Markdown looks into."""
    plain = "".join(c if c.isprintable() else " " for c in text).replace("`", "'").replace("|", "¦").strip()
    plain = plain if len(plain) <= LONGEST else plain[:LONGEST] + "…"
    return f"`{plain}`" if plain else ""


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; cells are ours or went through `code`."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def change_table(changes: Sequence[Changes]) -> str:
    """What became of the findings of audits that were judged again."""
    text = ""
    for one in changes:
        rows = [
            (c.what, c.finding.entry_number, c.finding.line_no, c.finding.rule, c.finding.severity.label,
             c.finding.status.value, code("; ".join(c.why)), code(c.finding.message))
            for c in one.changes
        ]  # fmt: skip
        text += f"\n## Audit judged again by run {one.run}\n{len(rows)} findings changed, {one.same} stayed.\n\n"
        if rows:
            text += table(("what", "entry", "line", "rule", "severity", "status", "why", "message"), rows[:SHOWN])
        if len(rows) > SHOWN:
            text += f"\n… and {len(rows) - SHOWN} more\n"
    return text
