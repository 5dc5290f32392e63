"""The audit of `example.yaml`, with drawn crops.

`python -m tests.reports.example FOLDER` writes its reports.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw, ImageFont

from schemas.arrival import Arrival, ArrivalState
from schemas.audit import Audit, Crop
from schemas.entry import DATE_COLUMNS, LIST_COLUMNS, NUMBER_COLUMNS, EntryLine
from schemas.finding import Evidence, Finding, Link, Severity, Status
from schemas.page import Box
from schemas.record import Marks, Record, Sighting, Value, typed_from_json

_NOON = dt.datetime(2026, 11, 22, 14, 5, 12, tzinfo=dt.UTC)
_RUN = {
    "started": "2026-11-22T14:05:12+00:00",
    "finished": "2026-11-22T14:07:48+00:00",
    "version": "0.1.0",
    "inboxes": ["inbox"],
    "entry_files": ["entries.csv"],
    "settings": {"jobs": 2, "fail_on": None},
    "stages": {"read": {"seconds": 131.2, "cpu": 240.9}, "judge": {"seconds": 4.8, "cpu": 4.7}},
    "tables": {"issuers": "2026-11-01", "programmes": "2026-11-01", "hts_special": "no table loaded"},
    "rules": 113,
}


def example() -> Audit:
    """The same audit every time."""
    data = yaml.safe_load(Path(__file__).with_name("example.yaml").read_text(encoding="utf-8"))
    records = {f"{row['file']}#{row['pages'][0]}": _record(row) for row in data["documents"]}
    findings = [finding for row in data["findings"] for finding in _findings(row, records)]
    return Audit(
        run=_RUN,
        arrivals=list(_arrivals(records.values())),
        records=list(records.values()),
        entry_lines=[line for row in data["entry_lines"] for line in _entry_lines(row)],
        links=list(_links(records)),
        findings=findings,
        problems=[
            "inbox/9QX-0012401-3/page photo 3.jpg: the file is empty; ask the sender for it again",
            "entries.csv row 14: gross_weight_kg “4,13O” is no number; the cell was left empty",
        ],
        crop=_draw_crop(findings),
    )


def _record(row: Mapping[str, Any]) -> Record:
    pages, surety = tuple(row["pages"]), row.get("confidence", 0.96)
    source = f"inbox/{row['file']}"
    span = str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"
    printed, second = row.get("printed", {}), row.get("second", {})

    def value(name: str, text: str) -> Value:
        place = pages[0], box_of(name)
        seen = [Sighting(printed.get(name, text), *place, surety, "tesseract")]
        seen += [Sighting(second[name], *place, 0.6, "rapidocr")] if name in second else []
        return Value(typed_from_json(name, text), surety, tuple(seen))

    return Record(
        document=f"sha256:{hashlib.sha256(source.encode()).hexdigest()}#{span}",
        source=source,
        pages=pages,
        kind=row["kind"],
        kind_confidence=0.97,
        kind_reasons=("title and layout",),
        language=("en",),
        read_by=("tesseract",),
        rotation=0,
        fields={name: value(name, text) for name, text in row["fields"].items()},
        marks=Marks(seal=row["kind"].startswith("coo"), signature=True),
    )


def box_of(field: str) -> Box:
    """A place on the page that is always the same for the same field."""
    seed = hashlib.sha256(field.encode()).digest()
    x, y = seed[0] / 255 * 0.4 + 0.05, seed[1] / 255 * 0.8 + 0.05
    return Box(round(x, 3), round(y, 3), round(x + 0.4, 3), round(y + 0.035, 3))


def _arrivals(records: Iterable[Record]) -> Iterator[Arrival]:
    files = {record.source: record for record in records}
    for number, (source, record) in enumerate(files.items(), start=1):
        state = ArrivalState.OTHER if record.kind == "other" else ArrivalState.READ
        yield Arrival(number, record.document[7:71], source, 214_000 + number * 977, _NOON, state)
    twin = next(iter(files.values()))
    yield Arrival(
        90, twin.document[7:71], "inbox/again/coo (1).pdf", 215_977, _NOON, ArrivalState.DUPLICATE, twin.source
    )
    for number, source, reason in (
        (91, "inbox/9QX-0012401-3/page photo 3.jpg", "the file is empty"),
        (92, "inbox/locked.pdf", "the PDF is locked with a password; ask the sender for an open copy"),
    ):
        sha256 = hashlib.sha256(source.encode()).hexdigest()
        yield Arrival(number, sha256, source, 0, _NOON, ArrivalState.UNREADABLE, reason)


def _entry_lines(row: Mapping[str, Any]) -> Iterator[EntryLine]:
    columns = {name: text for name, text in row.items() if name not in ("entry_number", "lines")}
    typed = {*DATE_COLUMNS, *NUMBER_COLUMNS, *LIST_COLUMNS}
    for line_no in range(1, row.get("lines", 1) + 1):
        yield EntryLine(
            entry_number=row["entry_number"],
            line_no=str(line_no),
            text={name: text for name, text in columns.items() if name not in typed},
            dates={name: dt.date.fromisoformat(columns[name]) for name in DATE_COLUMNS if name in columns},
            numbers={name: Decimal(columns[name]) for name in NUMBER_COLUMNS if name in columns},
            lists={name: tuple(columns[name].split(";")) for name in LIST_COLUMNS if name in columns},
            source="entries.csv",
        )


def _links(records: Mapping[str, Record]) -> Iterator[Link]:
    for place, record in records.items():
        folder = place.split("/")[0]
        if folder[3:4] == "-":
            yield Link(record.document, folder, 1.0, ("the folder is named after the entry",))
        elif folder == "lost":
            yield Link(record.document, "", 0.0, ("no number, party or date in it fits an entry",))
    for number in ("9QX-0012401-3", "9QX-0012477-3"):
        reasons = ("certificate number 24C3302A1180/00217 is cited by the entry",)
        yield Link(records["ccpit-ningbo.pdf#1"].document, number, 0.98, reasons)
    reasons = ("same exporter and goods", "dates fit", "no number in common")
    yield Link(records["scans/lot 8/IMG_2044.png#1"].document, "9QX-0013002-8", 0.64, reasons, doubtful=True)


def _findings(row: Mapping[str, Any], records: Mapping[str, Record]) -> Iterator[Finding]:
    held = [records[place] for place in row.get("documents", [])]
    lines = range(1, row["lines"] + 1) if "lines" in row else [row.get("line", "")]
    for line_no in lines:
        yield Finding(
            rule=row["rule"],
            severity=Severity[row["severity"].upper()],
            status=Status(row.get("status", "finding")),
            entry_number=row["entry"],
            line_no=str(line_no),
            documents=tuple(record.document for record in held),
            declared=row.get("declared", {}),
            found=row.get("found", {}),
            message=row["message"],
            basis=row["basis"],
            action=row["action"],
            confidence=row.get("confidence", 0.95),
            evidence=tuple(
                Evidence(held[0].document, name, held[0].pages[0], box_of(name), raw)
                for name, raw in row.get("printed", {}).items()
            ),
        )


def _draw_crop(findings: Sequence[Finding]) -> Crop:
    """A crop function that draws the print at a place of evidence as a scanner might have seen it."""
    known = {(e.document, e.page, e.box): (e.field, e.raw) for finding in findings for e in finding.evidence}

    def crop(document: str, page: int, box: Box) -> bytes | None:
        if (document, page, box) not in known:
            return None
        label, raw = known[document, page, box]
        sheet = Image.new("L", (1100, 96), 244)
        draw = ImageDraw.Draw(sheet)
        draw.line([(0, 6), (1100, 8)], fill=90, width=2)
        draw.line([(0, 90), (1100, 91)], fill=90, width=2)
        draw.text((14, 12), label.replace("_", " ").upper(), fill=120, font=ImageFont.load_default(size=15))
        draw.text((14, 38), raw, fill=35, font=ImageFont.load_default(size=34))
        out = io.BytesIO()
        sheet.save(out, "PNG")
        return out.getvalue()

    return crop


if __name__ == "__main__":
    from flows.reports import write_all

    for path in write_all(example(), Path(sys.argv[1])):
        print(path, path.stat().st_size)  # noqa: T201 - this is what it is run for
