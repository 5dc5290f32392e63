"""What could not be judged, and why: missing values, doubtful links, faults of our own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from schemas.entry import DATE_COLUMNS, LIST_COLUMNS, NUMBER_COLUMNS, TEXT_COLUMNS, EntryLine
from schemas.finding import Finding, Link, Severity, Status
from schemas.record import Record
from validators import evidence
from validators.rule import Judged, Rule

_SHOWN = 3
"""Entries that a sentence about all of them names."""
_UNKNOWN = "the reference tables do not tell"
_NAMED = re.compile(r"\{(\w+)")
"""Columns that a sentence names."""
_SPEAKERS = {"cert": "the certificate", "fac": "the factory record", "bl": "the bill of lading"}


def crashed(declared: Rule, told: str) -> Finding:
    """A rule that failed is a finding about us, never a pass."""
    return _unjudged(
        declared, "", "", (),
        f"The rule itself failed ({told}) and judged nothing. This is a fault of Origin Audit: please report it.",
        Severity.ERROR,
    )  # fmt: skip


def unloaded(declared: Rule, coverage: Sequence[str]) -> Finding:
    """An official list that a rule needs was never loaded: the same for every entry, so it is said once."""
    return _unjudged(declared, "", "", (), f"Not judged on any entry: {'; '.join(coverage)}.")


def doubtful_links(links: Sequence[Link]) -> Iterator[Finding]:
    """A doubtful link is a question; no rule judged on it."""
    for link in links:
        if link.doubtful and link.entry_number:
            yield Finding(
                rule="link.doubtful",
                severity=Severity.WARNING,
                status=Status.QUESTION,
                entry_number=link.entry_number,
                line_no="",
                documents=(link.document,),
                declared={},
                found={},
                message=f"Does this document belong to entry {link.entry_number}? {'; '.join(link.reasons)}. "
                "No rule judged on it until this is answered.",
                basis="19 CFR 163.6",
                action="ASK",
                confidence=link.score,
            )


def undeclared(lines: Iterable[EntryLine]) -> frozenset[str]:
    """`entry_` columns that no entry fills, where there are several entries; none where there is one."""
    open_ = {*TEXT_COLUMNS, *DATE_COLUMNS, *NUMBER_COLUMNS, *LIST_COLUMNS}
    entries = set[str]()
    for line in lines:
        if len(entries) < 2:
            entries.add(line.entry_number)
        if open_:
            open_ -= {name for part in (line.text, line.dates, line.numbers, line.lists) for name in part}
    return frozenset(f"entry_{name}" for name in open_) if len(entries) > 1 else frozenset()


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Rows on which the lists that a rule needs do not tell, which is said once for all entries and not by each.

    Attributes:
        why: what the lists do not tell.
        rows: entry number -> its lines or papers.
        apart: the same said of the entry, where it is only one.
    """

    rule: Rule
    why: str
    rows: Mapping[str, int]
    apart: tuple[Finding, ...] = ()


def not_evaluable(
    declared: Rule, judged: Judged, records: Sequence[Record], undeclared: Collection[str]
) -> Iterator[Finding | Unlisted]:
    """Rows on which a value is missing, told once a document and entry; once for all where no entry has the value.

    Args:
        undeclared: `entry_` columns that no entry of the audit fills.
    """
    silent = judged.outcomes[declared.code].is_null() & judged.applies[declared.code]
    if not silent.any():
        return
    frame = judged.frame.filter(silent)
    missing = [c for c in declared.needs or declared.rests_on if c in frame.columns]
    if never := [c.removeprefix("entry_") for c in missing if c in undeclared]:
        yield _unjudged(declared, "", "", (), f"Not judged on any entry: none of them declares {', '.join(never)}.")
        return
    if declared.tables:
        whole = pl.all_horizontal(pl.lit(value=True), *(pl.col(c).is_not_null() for c in missing))
        for why, rows in _reasons(declared, frame.filter(whole)):
            counts = dict(rows.group_by("entry_number").len().iter_rows())
            apart = tuple(_apart(declared, rows, missing, records)) if len(counts) == 1 else ()
            yield Unlisted(declared, why, counts, apart)
        frame = frame.filter(~whole)
    yield from _apart(declared, frame, missing, records)


def of_all(unlisted: Iterable[Unlisted]) -> Iterator[Finding]:
    """What the lists do not tell, of all shards of an audit, once for each rule and reason."""
    alike: dict[tuple[str, str], list[Unlisted]] = {}
    for one in unlisted:
        alike.setdefault((one.rule.code, one.why), []).append(one)
    for (_, why), parts in sorted(alike.items()):
        rows = Counter[str]()
        for part in parts:
            rows.update(part.rows)
        if len(rows) == 1:
            yield from (finding for part in parts for finding in part.apart)
            continue
        shown = ", ".join(sorted(rows)[:_SHOWN]) + (" and others" if len(rows) > _SHOWN else "")
        numbers = f"{rows.total():,} lines or papers of {len(rows):,} entries ({shown})"
        yield _unjudged(parts[0].rule, "", "", (), f"Not judged on {numbers}: {why}.")


def _reasons(declared: Rule, frame: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """Rows by what the lists do not tell about them."""
    if frame.is_empty():
        return
    unknown = declared.unknown or _UNKNOWN
    varying = [name for name in _NAMED.findall(unknown) if name in frame.columns]
    for rows in frame.partition_by(varying, maintain_order=True) if varying else [frame]:
        yield evidence.said(unknown, declared.phrases, rows.row(0, named=True)), rows


def _apart(declared: Rule, frame: pl.DataFrame, missing: Sequence[str], records: Sequence[Record]) -> Iterator[Finding]:
    indexes = [c for c in frame.columns if c.endswith("_index")]
    keys = ["entry_number", *indexes, *(c for c in ("other_name", "doc_name") if c in frame.columns)]
    lines = pl.col("line_no").unique(maintain_order=True) if "line_no" in frame.columns else pl.lit(None)
    flags = [f"{c} missing" for c in missing]
    grouped = frame.with_columns(*(pl.col(c).is_null().alias(f"{c} missing") for c in missing)).group_by(
        *keys, *flags, maintain_order=True
    )
    rest = [c for c in frame.columns if c not in keys]
    for row in grouped.agg(lines.alias("line_nos"), pl.col(rest).first()).iter_rows(named=True):
        absent = [_absent(row, c, records) for c, flag in zip(missing, flags, strict=True) if row[flag]]
        if not absent:
            absent = [evidence.said(declared.unknown or _UNKNOWN, declared.phrases, row)]
        numbers = sorted((n for n in row["line_nos"] or [] if n), key=lambda n: n.zfill(6))
        where = f" (lines {', '.join(numbers)})" if len(numbers) > 1 else ""
        yield _unjudged(
            declared,
            row["entry_number"],
            numbers[0] if len(numbers) == 1 else "",
            evidence.documents(row, declared.rests_on, records),
            f"Not judged{where}: {'; '.join(absent)}.",
        )


def _absent(row: Mapping[str, Any], column: str, records: Sequence[Record]) -> str:
    where = evidence.place(row, column, records)
    prefix = column.partition("_")[0]
    if where.declared:
        return f"the entry declares no {where.field}"
    speaker = _SPEAKERS.get(prefix) or f"the {row.get(f'{prefix}_name') or 'document'}"
    unread = [value.raw for value in where.values if value.value is None]
    if unread:
        return f"{where.field} of {speaker} could not be read from {unread[0]!r}"
    return f"{speaker} shows no {where.field}"


def _unjudged(
    declared: Rule,
    entry_number: str,
    line_no: str,
    documents: tuple[str, ...],
    message: str,
    severity: Severity = Severity.INFO,
) -> Finding:
    return Finding(
        rule=declared.code,
        severity=severity,
        status=Status.NOT_EVALUABLE,
        entry_number=entry_number,
        line_no=line_no,
        documents=documents,
        declared={},
        found={},
        message=message,
        basis=declared.basis,
        action=declared.action,
        confidence=1.0,
    )
