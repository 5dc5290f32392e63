"""The entrance of judging: records, entry lines and links in, findings out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from schemas.entry import EntryLine
from schemas.finding import Finding, Link, Severity, Status
from schemas.record import DOUBTFUL_BELOW, Record
from schemas.reference.official import Reference
from validators import compare, evidence, silence, versions
from validators.keys import folded
from validators.ledger import Earlier, Ledger, nothing
from validators.meant import meant
from validators.rule import Judged, Rule, catalogue, evaluate, expression, failures, told, unjudged
from validators.settings import RuleSettings

_READ_WITH = {"invoice_number": "invoice_keys", "invoice_date": "invoice_dates"}
"""List columns that hold what a text column says; another reading of the text is another list."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What judging gives: the findings, and what the certificate ledger learns from this audit.

    Attributes:
        unlisted: what the lists do not tell, which is said once for all shards, by `of_all`.
    """

    findings: list[Finding]
    ledger: Ledger
    unlisted: list[silence.Unlisted]


def judge(
    records: Sequence[Record],
    lines: Sequence[EntryLine],
    links: Sequence[Link],
    settings: RuleSettings,
    reference: Reference = Reference(),  # noqa: B008 - it is frozen
    undeclared: Collection[str] | None = None,
) -> list[Finding]:
    """The findings of one audit by itself; see `judgement`."""
    judged = judgement(records, lines, links, settings, reference, undeclared)
    return _sorted([*judged.findings, *of_all(judged.unlisted, settings, reference)])


def of_all(
    unlisted: Sequence[silence.Unlisted],
    settings: RuleSettings,
    reference: Reference = Reference(),  # noqa: B008
) -> list[Finding]:
    """What the lists do not tell, said once for all entries of all shards."""
    return _signed(list(silence.of_all(unlisted)), settings, reference)


def judgement(
    records: Sequence[Record],
    lines: Sequence[EntryLine],
    links: Sequence[Link],
    settings: RuleSettings,
    reference: Reference = Reference(),  # noqa: B008 - it is frozen
    undeclared: Collection[str] | None = None,
    earlier: Earlier = lambda _: nothing(),
) -> Judgement:
    """Judge everything that was read against everything that was declared.

    Rules judge on sure links only; a doubtful link is a question of its own.

    Args:
        records: documents as read; all of them, or those of one shard (`validators.shards`).
        lines: entry lines as declared.
        links: documents to entries, from `validators.link.link`.
        settings: tolerances, severities and rules that do not run.
        reference: the official lists; the shipped starter sets unless given.
        undeclared: `entry_` columns that no entry of the whole audit fills; those of `lines` when None.
        earlier: tells what other audits know of the certificates of this one; nothing unless given.

    Returns:
        Findings, questions and what could not be judged, by entry and in falling severity; and this audit's ledger.
    """
    records = meant(records, lines, links)
    base = compare.base_tables(records, lines, links)
    if undeclared is None:
        undeclared = silence.undeclared(lines)
    at_stake = dict(base.entries.select("entry_number", "entry_at_stake").iter_rows())
    found: list[Finding | silence.Unlisted] = list(silence.doubtful_links(links))
    compared = compare.comparison_frames(records, base, reference, earlier)
    for grain, frame in compared.frames.items():
        rules = [r for r in catalogue() if r.over is grain and r.code not in settings.disabled]
        lacking = {r.code: [c.coverage for name in r.lists if not (c := reference[name]).rows] for r in rules}
        found.extend(silence.unloaded(r, lacking[r.code]) for r in rules if lacking[r.code] and frame.height)
        rules = [r for r in rules if not lacking[r.code]]
        found.extend(judge_frame(frame, rules, records, at_stake, settings, undeclared))
    made = _sorted(f for f in found if isinstance(f, Finding))
    unlisted = [f for f in found if isinstance(f, silence.Unlisted)]
    return Judgement(_signed(made, settings, reference), compared.ledger, unlisted)


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    """Each once, by entry and in falling severity."""
    distinct = {(f.rule, f.status, f.entry_number, f.line_no, f.documents, f.message): f for f in found}
    return sorted(
        distinct.values(),
        key=lambda f: (f.entry_number, -f.severity, f.rule, f.line_no.zfill(6), f.documents, f.message),
    )


def _signed(made: Sequence[Finding], settings: RuleSettings, reference: Reference) -> list[Finding]:
    """Findings with the versions of what made them."""
    rules, tables = versions.of_rules(settings), versions.of_tables(reference)
    used = {rule.code: versions.together(tables, rule.tables) for rule in catalogue()}
    return [
        replace(f, rule_version=rules.get(f.rule, ""), table_version=used.get(f.rule, "")) if f.rule in rules else f
        for f in made
    ]


def judge_frame(
    frame: pl.DataFrame,
    rules: Sequence[Rule],
    records: Sequence[Record],
    at_stake: Mapping[str, bool],
    settings: RuleSettings,
    undeclared: Collection[str] = (),
) -> Iterator[Finding | silence.Unlisted]:
    """Findings of some rules over one comparison frame.

    Args:
        at_stake: entry number -> whether a claim, a case or a Chapter 99 duty raises severities.
    """
    judged = evaluate(frame, rules, settings)
    failed: dict[str, list[int]] = {}
    for code, row in failures(judged):
        failed.setdefault(code, []).append(row)
    silent = unjudged(judged)
    for declared in rules:
        if declared.code in judged.crashed:
            yield silence.crashed(declared, judged.crashed[declared.code])
            continue
        yield from _findings(declared, judged, failed.get(declared.code, []), records, at_stake, settings)
        if declared.code in silent:
            yield from silence.not_evaluable(declared, judged, records, undeclared)


def _findings(
    declared: Rule,
    judged: Judged,
    rows: Sequence[int],
    records: Sequence[Record],
    at_stake: Mapping[str, bool],
    settings: RuleSettings,
) -> Iterator[Finding]:
    if not rows:
        return
    failing = judged.frame[list(rows)]
    tests = {
        "capped": declared.capped,
        "doubted": declared.doubted,
        **{f"grade {grade.value}": test for grade, test in declared.grades.items()},
    }
    tolerances = settings.tolerances_of(declared.code)
    try:
        marks = failing.select(
            pl.int_range(pl.len()).alias("row"),
            *(
                expression(test, tolerances).fill_null(value=False).alias(name)
                for name, test in tests.items()
                if test is not None
            ),
        ).to_dicts()
        contents = failing.to_dicts()
        traced = [[evidence.place(row, column, records) for column in declared.rests_on] for row in contents]
        settled = _settled_by_other_readings(declared, failing, contents, traced, settings)
        for number, (row, mark, places) in enumerate(zip(contents, marks, traced, strict=True)):
            yield _finding(declared, row, mark, settled.get(number), places, records, at_stake, settings)
    except Exception as error:  # noqa: BLE001 - a fault in a rule is reported as a finding about us
        yield silence.crashed(declared, told(error))


def _finding(
    declared: Rule,
    row: Mapping[str, Any],
    mark: Mapping[str, Any],
    settled: tuple[str, Any] | None,
    places: Sequence[evidence.Place],
    records: Sequence[Record],
    at_stake: Mapping[str, bool],
    settings: RuleSettings,
) -> Finding:
    confidence = min((c for column in declared.rests_on if (c := row.get(f"{column}__conf")) is not None), default=1.0)
    doubtful = confidence < DOUBTFUL_BELOW
    asked = doubtful or settled is not None or bool(mark.get("doubted"))
    severity = _severity(declared, mark, settings)
    if severity > Severity.INFO:
        moved = severity + at_stake.get(row["entry_number"], False) - doubtful
        severity = Severity(min(max(moved, Severity.INFO), Severity.CRITICAL))
    confirmed = declared.tables and settings.confirmed.issuperset(declared.tables)
    if mark.get("capped") and not confirmed:
        severity = min(severity, Severity.WARNING)
    message = evidence.said(declared.sentence, declared.phrases, row)
    if asked:
        message += _readings(row, places, settled)
    stated: dict[bool, dict[str, str | None]] = {True: {}, False: {}}
    for where in places:
        side = stated[where.declared]
        name = where.field if where.field not in side else f"{row.get('other_name', 'other')} {where.field}"
        side[name] = evidence.cell(where, row[where.column])
    return Finding(
        rule=declared.code,
        severity=severity,
        status=Status.QUESTION if asked else Status.FINDING,
        entry_number=row["entry_number"],
        line_no=row.get("line_no") or "",
        documents=evidence.documents(row, declared.rests_on, records),
        declared=stated[True],
        found=stated[False],
        message=message,
        basis=declared.basis,
        action=declared.action,
        confidence=confidence,
        evidence=tuple(e for where in places for e in where.evidence()),
    )


def _severity(declared: Rule, mark: Mapping[str, Any], settings: RuleSettings) -> Severity:
    chosen = settings.severities.get(declared.code)
    if chosen is not None:
        return chosen
    grades = [grade for grade in declared.grades if mark[f"grade {grade.value}"]]
    return max(grades, default=declared.severity)


def _settled_by_other_readings(
    declared: Rule,
    failing: pl.DataFrame,
    contents: Sequence[Mapping[str, Any]],
    traced: Sequence[Sequence[evidence.Place]],
    settings: RuleSettings,
) -> dict[int, tuple[str, Any]]:
    """Row of `failing` -> the column and the other reading of it with which the rule would hold."""
    tries: list[tuple[int, str, Any]] = []
    for number, row in enumerate(contents):
        for where in traced[number]:
            tries.extend((number, where.column, read) for read in evidence.other_readings(where, row[where.column]))
    if not tries:
        return {}
    variants = failing[[number for number, _, _ in tries]]
    for column in dict.fromkeys(column for _, column, _ in tries):
        read = [value if name == column else contents[n][column] for n, name, value in tries]
        variants = variants.with_columns(pl.Series(column, read, dtype=failing.schema[column], strict=False))
        prefix, _, field = column.partition("_")
        listed = f"{prefix}_{_READ_WITH.get(field, '')}"
        if listed in failing.schema:
            lists = [
                [folded(value) if isinstance(value, str) else value] if name == column else contents[n][listed]
                for n, name, value in tries
            ]
            variants = variants.with_columns(pl.Series(listed, lists, dtype=failing.schema[listed]))
    outcome = evaluate(variants, [declared], settings).outcomes[declared.code]
    settled: dict[int, tuple[str, Any]] = {}
    for (number, column, read), holds in zip(tries, outcome, strict=True):
        if holds:
            settled.setdefault(number, (column, read))
    return settled


def _readings(row: Mapping[str, Any], places: Sequence[evidence.Place], settled: tuple[str, Any] | None) -> str:
    """The readings of the value in doubt, and what the other side says."""
    said: list[str] = []
    for where in places:
        if where.declared:
            continue
        read = [row[where.column], *evidence.other_readings(where, row[where.column])]
        if settled and settled[0] == where.column and settled[1] not in read:
            read.append(settled[1])
        sure = row.get(f"{where.column}__conf")
        if len(read) > 1 and (settled is None or settled[0] == where.column):
            said.append(f"{where.field} read as {' or '.join(evidence.spoken(r) for r in read)}")
        elif sure is not None and sure < DOUBTFUL_BELOW and read[0] is not None:
            said.append(f"{where.field} read as {evidence.spoken(read[0])}, with confidence {sure:.2f}")
    entry = [evidence.spoken(row[where.column]) for where in places if where.declared and row[where.column] is not None]
    if said and entry:
        said.append(f"the entry says {', '.join(entry)}")
    return f" To be looked at: {'; '.join(said)}." if said else " To be looked at: the evidence is doubtful."
