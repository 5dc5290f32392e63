"""A spoiled digit, from the paper to the report's words: read twice, and asked about where both readings differ."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from extractors.reader import ReadSettings, crop, read_page, read_records, upright_page
from flows.sources.entries import load
from sample_docs import declare, entry, roads, shipment
from sample_docs.case import Case, open_case
from sample_docs.corpus import ORIGINS
from sample_docs.forms import KINDS
from sample_docs.layout import pick_ink, to_pdf
from schemas.entry import EntryLine
from schemas.finding import Finding, Status
from schemas.page import Box, Page
from schemas.record import Record, Value
from validators.judge import judge
from validators.link import link
from validators.settings import RuleSettings

KIND = "ship.packing_list"


@dataclass(frozen=True)
class Scanned:
    """A packing list of one line as a clean scan, the record and the place of its total, and the entry that it fits."""

    picture: Image.Image
    record: Record
    total: Box
    lines: list[EntryLine]


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    rng = random.Random("61--1")
    story = shipment.make(rng, 1, rng.choice(ORIGINS), recent=rng.random() < 0.7)
    case = open_case(story, declare.new_number(rng, entry.filer_code(rng)), rng)
    papers = {kind: KINDS[kind](told, pick_ink(rng, chinese_form=False), rng) for kind, told in case.papers}
    picture = roads.travel(to_pdf([papers[KIND].sheet]), "clean", random.Random(1))[0].picture.convert("RGB")
    _, _, whole = _read(picture)
    return Scanned(picture, whole, _total(whole).box, _declared(case, tmp_path_factory.mktemp("doubt") / "entries.csv"))


def _declared(case: Case, path: Path) -> list[EntryLine]:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, declare.COLUMNS)
        table.writeheader()
        table.writerows(case.rows)
    return load([path]).lines


def _read(picture: Image.Image) -> tuple[bytes, Page, Record]:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    data, settings = stream.getvalue(), ReadSettings()
    page = read_page(data, "packing.png", 1, settings)
    (record,) = read_records(
        data, [page], sha256=sha256(data).hexdigest(), source="inbox/packing.png", settings=settings
    )
    return data, page, record


def _total(record: Record) -> Value:
    value = record.fields["total_gross_weight_kg"]
    assert value is not None
    return value


def _blotted(picture: Image.Image, box: Box, start: float, width: float, low: float) -> Image.Image:
    """White over a part of a value: shares of its width and height."""
    blotted, (w, h) = picture.copy(), picture.size
    x0, y0 = (box.x0 + start * box.width) * w, box.y0 * h
    spot = (x0, y0, x0 + width * box.width * w, y0 + low * box.height * h)
    ImageDraw.Draw(blotted).rectangle(spot, fill="white")
    return blotted


def _about_weight(record: Record, lines: list[EntryLine]) -> list[Finding]:
    found = judge([record], lines, link([record], lines, {}), RuleSettings())
    return [f for f in found if f.rule == "weight.gross" and f.status is not Status.NOT_EVALUABLE]


def test_a_value_that_two_engines_read_otherwise_is_a_question_with_both_readings(scanned: Scanned) -> None:
    assert _about_weight(scanned.record, scanned.lines) == []
    spoiled = _blotted(scanned.picture, scanned.total, start=0.42, width=0.16, low=0.5)
    data, page, record = _read(spoiled)
    value = _total(record)
    assert value.doubtful
    assert {s.engine for s in value.sightings} == {"tesseract", "rapidocr"}, "the other engine read the same place"
    (asked,) = _about_weight(record, scanned.lines)
    assert asked.status is Status.QUESTION
    assert "read as 8,123 or 8,623; the entry says 8,823" in asked.message
    (evidence,) = [e for e in asked.evidence if e.field == "total_gross_weight_kg"]
    assert crop(upright_page(data, page), evidence.box), "the place that the question is about can be shown"


def test_a_total_that_its_own_lines_contradict_is_asked_about_however_surely_it_is_read(scanned: Scanned) -> None:
    _, _, record = _read(_blotted(scanned.picture, scanned.total, start=0.38, width=0.08, low=1.0))
    assert (str(_total(record).value), _total(record).doubtful) == ("8323", False)
    (asked,) = _about_weight(record, scanned.lines)
    assert asked.status is Status.QUESTION
