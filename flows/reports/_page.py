"""What report.html shows, in the order it shows it, as plain text and numbers for the template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.reports._arranged import Entry, Outcome, line_place
from flows.reports._crops import Album, Picture
from flows.reports._plain import document_number, pages_text
from flows.reports._words import OUTCOMES, action_words, day, field_name, hts, kind_name, shown
from schemas.entry import EntryLine
from schemas.finding import Evidence, Finding, Link
from schemas.record import Record, typed_to_json

MOST_FINDINGS_AN_ENTRY = 60
MOST_PLACES_A_FINDING = 4
MOST_LINES_AN_ENTRY = 60
MOST_DOCUMENTS_AN_ENTRY = 60
_LINES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Value:
    """One side of a comparison; `text` is None where the field is empty."""

    label: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of evidence: what it is, where it was read, the text as printed, its picture or why there is none."""

    kind: str
    where: str
    field: str
    raw: str
    picture: Picture | None
    why_none: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding, or several that say the same about several lines."""

    severity: str
    rule: str
    lines: str
    message: str
    pairs: tuple[tuple[Value | None, Value | None], ...]
    places: tuple[Place, ...]
    more_places: int
    documents: tuple[str, ...]
    basis: str
    actions: tuple[str, ...]
    surety: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document under its entry."""

    kind: str
    number: str
    issued: str
    origin: str
    where: str
    why: str
    score: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry's section; `more_…` count what is left out here and stands in the other files."""

    number: str
    anchor: str
    outcome: str
    outcome_words: str
    worst: str
    importer: str
    date: str
    origin: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    folded_lines: tuple[tuple[str, ...], ...]
    more_lines: int
    documents: tuple[Paper, ...]
    possible: tuple[Paper, ...]
    more_documents: int
    findings: tuple[Shown, ...]
    questions: tuple[Shown, ...]
    unjudged: tuple[Shown, ...]
    more_findings: int
    finding_count: int
    question_count: int
    unjudged_count: int
    document_count: int


def entry_page(entry: Entry, place: int, records: Mapping[str, Record], album: Album) -> EntryPage:
    """The section of one entry; `place` is its place in the report."""
    findings, over = _shown(entry.findings, records, album)
    questions, over_questions = _shown(entry.questions, records, album)
    unjudged, over_unjudged = _shown(entry.unjudged, records, None)
    columns, rows = _line_table(entry.lines[:MOST_LINES_AN_ENTRY])
    at_once = len(rows) if len(rows) <= _LINES_AT_ONCE + 2 else _LINES_AT_ONCE
    documents = [_paper(*pair) for pair in entry.documents[:MOST_DOCUMENTS_AN_ENTRY]]
    possible = [_paper(*pair) for pair in entry.possible[:MOST_DOCUMENTS_AN_ENTRY]]
    return EntryPage(
        number=entry.number,
        anchor=entry.number if re.fullmatch(r"[0-9A-Z]{3}-\d{7}-\d", entry.number) else f"entry-{place}",
        outcome=entry.outcome.value,
        outcome_words=OUTCOMES[entry.outcome],
        worst=entry.worst.label if entry.worst is not None else "",
        importer=_all(entry.lines, "importer_name"),
        date=_dates(entry.lines, "entry_date"),
        origin=_all(entry.lines, "country_of_origin"),
        facts=tuple(_facts(entry.lines)),
        columns=columns,
        lines=tuple(rows[:at_once]),
        folded_lines=tuple(rows[at_once:]),
        more_lines=len(entry.lines) - len(rows),
        documents=tuple(documents),
        possible=tuple(possible),
        more_documents=len(entry.documents) + len(entry.possible) - len(documents) - len(possible),
        findings=tuple(findings),
        questions=tuple(questions),
        unjudged=tuple(unjudged),
        more_findings=over + over_questions + over_unjudged,
        finding_count=len(entry.findings),
        question_count=len(entry.questions),
        unjudged_count=len(entry.unjudged),
        document_count=len(entry.documents),
    )


def silent(entry: Entry) -> bool:
    """Nothing above info and no question: it goes into the compact list of agreements."""
    return entry.outcome is Outcome.AGREEMENT


def _shown(
    findings: Sequence[Finding], records: Mapping[str, Record], album: Album | None
) -> tuple[list[Shown], int]:
    """Findings that differ in nothing but their line and evidence as one, at most so many, and how many are left."""
    alike: dict[object, list[Finding]] = {}
    for finding in findings:
        same = (
            finding.rule, finding.severity, finding.message, tuple(finding.declared.items()),
            tuple(finding.found.items()), finding.documents, finding.basis, finding.action,
        )  # fmt: skip
        alike.setdefault(same, []).append(finding)
    groups = list(alike.values())
    left = sum(len(group) for group in groups[MOST_FINDINGS_AN_ENTRY:])
    return [_one(group, records, album) for group in groups[:MOST_FINDINGS_AN_ENTRY]], left


def shown_findings(
    findings: Sequence[Finding], records: Mapping[str, Record], album: Album
) -> tuple[list[Shown], int]:
    """Findings that belong to no entry."""
    return _shown(findings, records, album)


def _one(group: Sequence[Finding], records: Mapping[str, Record], album: Album | None) -> Shown:
    first = group[0]
    evidence = list(dict.fromkeys(e for finding in group for e in finding.evidence)) if album else []
    return Shown(
        severity=first.severity.label,
        rule=first.rule,
        lines=lines_text([finding.line_no for finding in group]),
        message=first.message,
        pairs=tuple(pairs(first.declared, first.found)),
        places=tuple(_place(e, records, album) for e in evidence[:MOST_PLACES_A_FINDING]) if album else (),
        more_places=max(0, len(evidence) - MOST_PLACES_A_FINDING),
        documents=tuple(_document(document, records) for document in first.documents),
        basis=first.basis,
        actions=tuple(action_words(first.action)),
        surety=f"{min(finding.confidence for finding in group):.0%}",
    )


def pairs(
    declared: Mapping[str, str | None], found: Mapping[str, str | None]
) -> list[tuple[Value | None, Value | None]]:
    """Declared beside found: fields of one name face each other, the others follow in their order."""
    same = [name for name in declared if name in found]
    left = same + [name for name in declared if name not in found]
    right = same + [name for name in found if name not in declared]
    length = max(len(left), len(right))
    lefts: list[Value | None] = [_value(name, declared[name]) for name in left]
    rights: list[Value | None] = [_value(name, found[name]) for name in right]
    lefts += [None] * (length - len(lefts))
    rights += [None] * (length - len(rights))
    return list(zip(lefts, rights, strict=True))


def _value(name: str, text: str | None) -> Value:
    return Value(field_name(name), None if text is None else shown(name, text))


def _place(evidence: Evidence, records: Mapping[str, Record], album: Album) -> Place:
    picture = album.picture(evidence)
    return Place(
        kind=kind_name(records[evidence.document].kind) if evidence.document in records else "Document",
        where=f"{_source(evidence.document, records)}, p. {evidence.page}",
        field=field_name(evidence.field),
        raw=evidence.raw,
        picture=picture,
        why_none=""
        if picture
        else "No image: this report holds as many as it may."
        if album.full
        else "No image of this place could be shown.",
    )


def _source(document: str, records: Mapping[str, Record]) -> str:
    return records[document].source if document in records else document


def _document(document: str, records: Mapping[str, Record]) -> str:
    if document not in records:
        return document
    record = records[document]
    return f"{kind_name(record.kind)}, {record.source}, {pages_text(record.pages)}"


def _paper(link: Link, record: Record) -> Paper:
    return paper(record, "; ".join(link.reasons), f"{link.score:.0%}")


def paper(record: Record, why: str, score: str = "") -> Paper:
    return Paper(
        kind=kind_name(record.kind),
        number=document_number(record),
        issued=shown("issue_date", typed_to_json(record.get("issue_date")) or ""),
        origin=typed_to_json(record.get("origin_country")) or "",
        where=f"{record.source}, {pages_text(record.pages)}",
        why=why,
        score=score,
    )


def lines_text(numbers: Iterable[str]) -> str:
    """`Lines 1-12, 15`; "Whole entry" for findings about no line."""
    distinct = sorted(set(numbers), key=line_place)
    if distinct in ([], [""]):
        return "Whole entry"
    runs: list[list[str]] = []
    for number in distinct:
        if runs and number.isdecimal() and runs[-1][-1].isdecimal() and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number or "whole entry"])
    spans = [run[0] if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs]
    return f"{'Line' if len(distinct) == 1 else 'Lines'} {', '.join(spans)}"


def _facts(lines: Sequence[EntryLine]) -> Iterable[tuple[str, str]]:
    """What the head of an entry says, "" left out."""
    names = "importer_name importer_number consignee_name entry_type port_code importing_carrier".split()
    dates = "entry_date summary_date import_date export_date".split()
    lists = "bl_awb invoice_number certificate_number reference_number adcvd_case chapter99".split()
    found = [(field_name(name), _all(lines, name)) for name in names]
    found += [(field_name(name), _dates(lines, name)) for name in dates]
    found += [
        (field_name(name), ", ".join(dict.fromkeys(text for line in lines for text in line.lists.get(name, ()))))
        for name in lists
    ]
    total = sum((line.numbers.get("entered_value_usd", Decimal()) for line in lines), Decimal())
    found.append((field_name("entered_value_usd"), f"{total:,}" if total else ""))
    return [(label, text) for label, text in found if text]


_LINE_COLUMNS = (
    "hts description country_of_origin exporting_country spi net_quantity unit gross_weight_kg entered_value_usd "
    "manufacturer_id country_melt_pour"
).split()


def _line_table(lines: Sequence[EntryLine]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The lines with those columns that hold anything."""
    rows = [[_cell(line, name) for name in _LINE_COLUMNS] for line in lines]
    kept = [i for i in range(len(_LINE_COLUMNS)) if any(row[i] for row in rows)]
    table = [(line.line_no, *(row[i] for i in kept)) for line, row in zip(lines, rows, strict=True)]
    return (("line_no", *(_LINE_COLUMNS[i] for i in kept)), table) if lines else ((), [])


def _cell(line: EntryLine, name: str) -> str:
    if name in line.numbers:
        return f"{line.numbers[name]:,}"
    text = line.text.get(name, "")
    return hts(text) if name == "hts" else text


def _all(lines: Sequence[EntryLine], name: str) -> str:
    return ", ".join(dict.fromkeys(line.text[name] for line in lines if line.text.get(name)))


def _dates(lines: Sequence[EntryLine], name: str) -> str:
    return ", ".join(day(date) for date in sorted({line.dates[name] for line in lines if name in line.dates}))
