"""What report.html shows, in the order it shows it, as plain text and numbers for the template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from flows.reports._arranged import Entry, Outcome, line_place
from flows.reports._crops import Album, Picture
from flows.reports._plain import asked_for, document_number, pages_text
from flows.reports._words import COUNTERPARTS, OUTCOMES, action_words, day, field_name, hts, kind_name, shown
from schemas.entry import NUMBER_COLUMNS, EntryLine
from schemas.finding import Evidence, Finding, Link, Status
from schemas.record import Record, typed_to_json

MOST_FINDINGS_AN_ENTRY = 60
MOST_PLACES_A_FINDING = 4
MOST_LINES_AN_ENTRY = 60
MOST_DOCUMENTS_AN_ENTRY = 60
_LINES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Value:
    """A value under its label; `text` is None where the field is empty."""

    label: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of evidence.

    `raw` is the text as printed, `readings` what else it may be; `why_none` says why there is no picture.
    """

    kind: str
    where: str
    field: str
    raw: str
    readings: tuple[str, ...]
    picture: Picture | None
    why_none: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding, or several that say the same about several lines."""

    question: bool
    severity: str
    rule: str
    lines: str
    message: str
    pairs: tuple[tuple[Value | None, Value | None], ...]
    only_declared: tuple[Value, ...]
    only_found: tuple[Value, ...]
    places: tuple[Place, ...]
    more_places: int
    documents: tuple[str, ...]
    basis: str
    actions: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
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
    tariff: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
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
    tally: str
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
        tariff=", ".join(dict.fromkeys(hts(line.text["hts"]) for line in entry.lines if "hts" in line.text)),
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
        tally=_tally(entry),
        finding_count=len(entry.findings),
        question_count=len(entry.questions),
        unjudged_count=len(entry.unjudged),
        document_count=len(entry.documents),
    )


def counted(count: int, one: str, many: str = "") -> str:
    """`1 entry`, `1,204 entries`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _tally(entry: Entry) -> str:
    """How much there is of each, nothing left out but noughts."""
    parts = [
        (len(entry.findings), "finding", "findings"),
        (len(entry.questions), "question", "questions"),
        (len(entry.unjudged), "check not made", "checks not made"),
        (len(entry.documents), "document", "documents"),
        (len(entry.possible), "document to confirm", "documents to confirm"),
    ]
    return " \N{MIDDLE DOT} ".join(counted(*part) for part in parts if part[0])


def silent(entry: Entry) -> bool:
    """Nothing above info and no question: it goes into the compact list of agreements."""
    return entry.outcome is Outcome.AGREEMENT


def _shown(findings: Sequence[Finding], records: Mapping[str, Record], album: Album | None) -> tuple[list[Shown], int]:
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


def _one(group: Sequence[Finding], records: Mapping[str, Record], album: Album | None) -> Shown:
    first = group[0]
    evidence = list(dict.fromkeys(e for finding in group for e in finding.evidence)) if album else []
    return Shown(
        question=first.status is Status.QUESTION,
        severity=first.severity.label,
        rule=first.rule,
        lines=lines_text([finding.line_no for finding in group]) if first.entry_number else "No single entry",
        message=first.message,
        pairs=tuple(pairs(first.declared, first.found)) if first.declared and first.found else (),
        only_declared=() if first.found else tuple(_value(*item) for item in first.declared.items()),
        only_found=() if first.declared else tuple(_value(*item) for item in first.found.items()),
        places=tuple(_place(e, records, album) for e in evidence[:MOST_PLACES_A_FINDING]) if album else (),
        more_places=max(0, len(evidence) - MOST_PLACES_A_FINDING),
        documents=tuple(_document(document, records) for document in first.documents),
        basis=first.basis,
        actions=tuple(action_words(first.action)),
        asks=tuple(asked_for(first)),
        surety=f"{min(finding.confidence for finding in group):.0%}" if first.documents else "",
    )


def pairs(
    declared: Mapping[str, str | None], found: Mapping[str, str | None]
) -> list[tuple[Value | None, Value | None]]:
    """Declared beside found: fields that speak of the same face each other, the others follow in their order."""
    left, right = dict(declared), dict(found)
    rows: list[tuple[Value | None, Value | None]] = []
    for name in declared:
        same = next((other for other in (name, COUNTERPARTS.get(name, "")) if other in right), None)
        if same is not None:
            rows.append((_value(name, left.pop(name)), _value(same, right.pop(same))))
    lefts, rights = ([_value(*item) for item in side.items()] for side in (left, right))
    return rows + list(zip_longest(lefts, rights))


def _value(name: str, text: str | None) -> Value:
    return Value(field_name(name), None if text is None else shown(name, text))


def _place(evidence: Evidence, records: Mapping[str, Record], album: Album) -> Place:
    picture = album.picture(evidence)
    return Place(
        kind=kind_name(records[evidence.document].kind) if evidence.document in records else "Document",
        where=f"{_source(evidence.document, records)}, p. {evidence.page}",
        field=field_name(evidence.field),
        raw=evidence.raw,
        readings=_readings(evidence, records.get(evidence.document)),
        picture=picture,
        why_none=""
        if picture
        else "No image: this report holds as many as it may."
        if album.full
        else "No image of this place could be shown.",
    )


def _readings(evidence: Evidence, record: Record | None) -> tuple[str, ...]:
    """What else the value at this place was read as or may mean."""
    if record is None:
        return ()
    for row in (record.fields, *record.lines, *record.materials):
        value = row.get(evidence.field)
        if value and (value.page, value.box) == (evidence.page, evidence.box):
            others = [sighting.raw for sighting in value.sightings[1:]]
            return tuple(dict.fromkeys(text for text in (*others, *value.alternatives) if text != evidence.raw))
    return ()


def _source(document: str, records: Mapping[str, Record]) -> str:
    return records[document].source if document in records else document


def _document(document: str, records: Mapping[str, Record]) -> str:
    if document not in records:
        return document
    record = records[document]
    return f"{kind_name(record.kind)}, {record.source}, {pages_text(record.pages)}"


def _paper(link: Link, record: Record) -> Paper:
    return paper(record, "; ".join(link.reasons), f"{link.score:.0%}" if link.doubtful else "")


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
    if distinct == [""]:
        return "Whole entry"
    runs: list[list[str]] = []
    for number in distinct:
        if runs and 0 < line_place(runs[-1][-1])[0] == line_place(number)[0] - 1:
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
        (
            field_name(name),
            ", ".join(dict.fromkeys(shown(name, text) for line in lines for text in line.lists.get(name, ()))),
        )
        for name in lists
    ]
    total = sum((line.numbers.get("entered_value_usd", Decimal()) for line in lines), Decimal())
    found.append((field_name("entered_value_usd"), f"{total:,}" if total else ""))
    return [(label, text) for label, text in found if text]


_LINE_COLUMNS = (
    "hts description country_of_origin exporting_country spi net_quantity unit gross_weight_kg entered_value_usd "
    "manufacturer_id country_melt_pour"
).split()


def _line_table(lines: Sequence[EntryLine]) -> tuple[tuple[tuple[str, str], ...], list[tuple[str, ...]]]:
    """The columns that hold anything, each with its class, and the lines."""
    rows = [[_cell(line, name) for name in _LINE_COLUMNS] for line in lines]
    kept = [i for i in range(len(_LINE_COLUMNS)) if any(row[i] for row in rows)]
    table = [(line.line_no, *(row[i] for i in kept)) for line, row in zip(lines, rows, strict=True)]
    names = ["line_no", *(_LINE_COLUMNS[i] for i in kept)]
    kinds = dict.fromkeys(NUMBER_COLUMNS, "n") | {"hts": "nowrap"}
    return tuple((field_name(name), kinds.get(name, "")) for name in names), table


def _cell(line: EntryLine, name: str) -> str:
    if name in line.numbers:
        return f"{line.numbers[name]:,}"
    text = line.text.get(name, "")
    return hts(text) if name == "hts" else text


def _all(lines: Sequence[EntryLine], name: str) -> str:
    return ", ".join(dict.fromkeys(line.text[name] for line in lines if line.text.get(name)))


def _dates(lines: Sequence[EntryLine], name: str) -> str:
    return ", ".join(day(date) for date in sorted({line.dates[name] for line in lines if name in line.dates}))
