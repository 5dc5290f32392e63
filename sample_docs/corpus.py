"""Puts a corpus together: shipments, their entries, the papers, the files they arrive in, and the truth."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sample_docs import declare, defects, demo, entry, roads, shipment
from sample_docs.case import Case, open_case
from sample_docs.content import Story
from sample_docs.forms import KINDS
from sample_docs.layout import Sheet, pick_ink, to_pdf
from sample_docs.paper import Paper

ORIGINS = ("CN", "MX", "CN", "VN", "CN", "CN", "DE", "CN", "MY", "CN", "IN", "CN", "CA", "TH", "CN", "KR", "CN", "TR")
"""Half of all shipments come from China."""


@dataclass(slots=True)
class Corpus:
    """Everything that is written: files by name, entry rows, truth and expected findings."""

    columns: list[str] = field(default_factory=lambda: list(declare.COLUMNS))
    files: dict[str, bytes] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)
    truth: list[dict[str, Any]] = field(default_factory=list)
    findings: dict[str, Any] = field(default_factory=dict)


def draw_corpus(seed: int, shipments: int, taken: Sequence[str], *, faults: bool) -> Corpus:
    """Draw so many shipments; each depends only on the seed and its own number.

    Args:
        taken: the roads that papers may travel.
        faults: plant faults in every other shipment.
    """
    corpus = Corpus()
    filer = entry.filer_code(random.Random(f"{seed}-filer"))
    for number in range(shipments):
        rng = random.Random(f"{seed}-{number}")
        story = shipment.make(rng, number, rng.choice(ORIGINS), recent=rng.random() < 0.7)
        case = open_case(story, declare.new_number(rng, filer), rng)
        if faults and number % 2:
            defects.plant(case, rng)
        _add(corpus, case, lambda: rng.choice(list(taken)), rng, bundled=rng.random() < 0.2)  # noqa: B023 - used at once
    return corpus


def draw_demo() -> Corpus:
    """The committed set: what `demo.SET` wants, the roads in turn, files as small as legible."""
    corpus = Corpus()
    turn = itertools.cycle(roads.ROADS)
    filer = entry.filer_code(random.Random(f"{demo.SEED}-filer"))
    for number, wanted in enumerate(demo.SET):
        rng = random.Random(f"{demo.SEED}-{number}")
        story = shipment.make(rng, number, wanted.origin, recent=number % 5 != 4, chapter=wanted.chapter)
        case = open_case(story, declare.new_number(rng, filer), rng, kinds=wanted.kinds)
        for name in wanted.faults:
            if not getattr(defects, name)(case, rng):
                raise ValueError(f"shipment {number} of the committed set cannot hold {name}: choose another seed")
        _add(corpus, case, lambda: next(turn), rng, bundled=wanted.bundled, small=True)
    return corpus


def _add(
    corpus: Corpus, case: Case, road: Callable[[], str], rng: random.Random, *, bundled: bool, small: bool = False
) -> None:
    papers = [KINDS[kind](told, pick_ink(rng, chinese_form=kind.startswith("fac.")), rng) for kind, told in case.papers]
    corpus.rows += case.rows
    corpus.findings |= case.expected()
    _deliver(corpus, case, [papers] if bundled else [[paper] for paper in papers], road, rng, small=small)


_NAMES = {
    "coo": ("CO", "certificate of origin", "COO", "C-O", "原产地证"),
    "cert.usmca": ("USMCA", "USMCA cert", "certification of origin"),
    "fac.production_order": ("生产任务单", "production order", "PRO-ORDER", "工单"),
    "fac.bom": ("BOM", "物料清单", "bill of materials"),
    "fac.vat_invoice": ("增值税发票", "VAT", "fapiao", "材料发票"),
    "fac.mtc": ("MTC", "mill cert", "质保书", "test certificate"),
    "ship.bl": ("BL", "bill of lading", "B-L"),
    "ship.packing_list": ("packing list", "PL", "PACKING"),
    "ship.invoice": ("invoice", "CI", "commercial invoice"),
}


def _stem(paper: Paper, story: Story, rng: random.Random) -> str:
    names = next((v for k, v in _NAMES.items() if paper.kind.startswith(k)), (paper.kind.split(".")[-1],))
    names = names if story.origin == "CN" else [name for name in names if name.isascii()]
    safe = story.invoice_number.replace("/", "-")
    return rng.choice(
        [
            rng.choice(names),
            f"{rng.choice(names)} {safe}",
            f"scan{rng.randint(1, 9999):04d}",
            f"{rng.choice(names)}_{story.days.certified:%m%d}",
        ]
    )


def _deliver(
    corpus: Corpus, case: Case, groups: list[list[Paper]], road: Callable[[], str], rng: random.Random, *, small: bool
) -> None:
    """Put each group of papers into a file and a folder, and send it along a road."""
    story = case.story
    named = f"shipment {story.number:03d}" if case.flat else case.entry_number
    safe = story.invoice_number.replace("/", "-")
    folder = rng.choice([named, named, f"shipment {story.number:03d}", story.bl_number, "", safe])
    for group in groups:
        taken = road()
        stem = f"docs {story.bl_number}" if len(group) > 1 else _stem(group[0], story, rng)
        if not folder and not case.flat and rng.random() < 0.3:
            stem = f"{case.entry_number} {stem}"
        suffix, data = _sent([paper.sheet for paper in group], taken, rng, small=small)
        name = _free(corpus, f"inbox/{folder}/{stem}" if folder else f"inbox/{stem}", suffix)
        corpus.files[name] = data
        documents: list[dict[str, Any]] = []
        first = 1
        for paper in group:
            documents.append(paper.as_truth(first, taken))
            first += len(paper.sheet.pages)
        corpus.truth.append({"file": name, "road": taken, "documents": documents})


def _sent(sheets: list[Sheet], road: str, rng: random.Random, *, small: bool) -> tuple[str, bytes]:
    """The file that arrives: its suffix and its bytes."""
    pdf = to_pdf(sheets)
    if road == "digital":
        return "pdf", pdf
    pages = sum(len(sheet.pages) for sheet in sheets)
    if pages > 1:
        choices = ["pdf", "pdf", "tiff"]
    else:
        choices = ["pdf", "pdf", "jpg", {"fax": "tiff", "clean": "png"}.get(road, "jpg")]
    suffix = rng.choice(choices)
    return suffix, roads.to_file(roads.travel(pdf, road, rng, small=small), suffix)


def _free(corpus: Corpus, base: str, suffix: str) -> str:
    name, count = f"{base}.{suffix}", 2
    while name.lower() in {n.lower() for n in corpus.files}:
        name, count = f"{base} ({count}).{suffix}", count + 1
    return name
