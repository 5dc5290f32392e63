"""Puts a corpus together: shipments, their entries, the papers, the files they arrive in, and the truth."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sample_docs import declare, defects, entry, roads, shipment
from sample_docs.content import Story
from sample_docs.forms import KINDS
from sample_docs.layout import pick_ink, to_pdf
from sample_docs.paper import Paper

ORIGINS = ("CN", "CN", "CN", "CN", "MX", "CA", "VN", "MY", "KR", "IN", "DE", "TR", "TH")


@dataclass(slots=True)
class Corpus:
    """Everything that is written: files by name, entry rows, truth and expected findings."""

    columns: list[str] = field(default_factory=lambda: list(declare.COLUMNS))
    files: dict[str, bytes] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)
    truth: list[dict[str, Any]] = field(default_factory=list)
    findings: dict[str, Any] = field(default_factory=dict)


def draw_corpus(seed: int, shipments: int, taken: Sequence[str], *, defects: bool, demo: bool = False) -> Corpus:
    """Draw so many shipments; each depends only on the seed and its own number."""
    corpus = Corpus()
    filer = entry.filer_code(random.Random(f"{seed}-filer"))
    for number in range(shipments):
        rng = random.Random(f"{seed}-{number}")
        _ship(corpus, rng, number, filer, taken, faulty=defects and number % 2 == 1, demo=demo)
    return corpus


def _ship(
    corpus: Corpus, rng: random.Random, number: int, filer: str, taken: Sequence[str], *, faulty: bool, demo: bool
) -> None:
    origin = ORIGINS[number % len(ORIGINS)] if demo else rng.choice(ORIGINS)
    case = defects.Case(shipment.make(rng, number, origin, recent=rng.random() < 0.7), rng)
    case.declare(declare.new_number(rng, filer))
    if faulty:
        defects.plant(case)
    papers = _papers(case, rng)
    corpus.rows += case.rows
    corpus.findings |= case.expected()
    _deliver(corpus, case, papers, taken, rng)


def _papers(case: defects.Case, rng: random.Random) -> list[Paper]:
    """Draw the papers of a shipment, each from the story that it tells."""
    papers: list[Paper] = []
    for name in case.kinds:
        story = case.view(name)
        paper = KINDS[name](story, pick_ink(rng, chinese_form=name.startswith("fac.")), rng)
        papers.append(paper)
    return papers


_NAMES = {
    "coo": ("CO", "certificate of origin", "COO", "C-O", "原产地证"),
    "cert.usmca": ("USMCA", "USMCA cert", "certification of origin"),
    "fac.production_order": ("生产任务单", "production order", "PRO-ORDER", "工单"),
    "ship.packing_list": ("packing list", "PL", "PACKING"),
    "ship.invoice": ("invoice", "CI", "commercial invoice"),
}


def _stem(paper: Paper, story: Story, rng: random.Random) -> str:
    names = next((v for k, v in _NAMES.items() if paper.kind.startswith(k)), (paper.kind.split(".")[-1],))
    safe = story.invoice_number.replace("/", "-")
    return rng.choice(
        [
            rng.choice(names),
            f"{rng.choice(names)} {safe}",
            f"scan{rng.randint(1, 9999):04d}",
            f"{rng.choice(names)}_{story.days.certified:%m%d}",
        ]
    )


def _deliver(corpus: Corpus, case: defects.Case, papers: list[Paper], taken: Sequence[str], rng: random.Random) -> None:
    """Put the papers into files and folders, and send them along their roads."""
    story = case.story
    folder = rng.choice(
        [case.entry_number, f"shipment {story.number:03d}", story.bl_number, "", story.invoice_number.replace("/", "-")]
    )
    bundled = rng.random() < 0.2
    groups = [papers] if bundled else [[paper] for paper in papers]
    for group in groups:
        road = rng.choice(list(taken))
        stem = f"docs {story.bl_number}" if bundled else _stem(group[0], story, rng)
        if not folder and rng.random() < 0.3:
            stem = f"{case.entry_number} {stem}"
        pdf = to_pdf([paper.sheet for paper in group])
        pages = sum(len(paper.sheet.pages) for paper in group)
        suffix, data = "pdf", pdf
        if road != "digital":
            scans = roads.travel(pdf, road, rng)
            choices = (
                ["pdf", "pdf", "tiff"]
                if pages > 1
                else ["pdf", "pdf", "jpg", "tiff" if road == "fax" else "jpg", "png" if road == "clean" else "jpg"]
            )
            suffix = rng.choice(choices)
            data = roads.to_file(scans, suffix)
        base = f"inbox/{folder}/{stem}" if folder else f"inbox/{stem}"
        name = _free(corpus, base, suffix)
        corpus.files[name] = data
        documents: list[dict[str, Any]] = []
        first = 1
        for paper in group:
            documents.append(paper.as_truth(first, road))
            first += len(paper.sheet.pages)
        corpus.truth.append({"file": name, "road": road, "documents": documents})


def _free(corpus: Corpus, base: str, suffix: str) -> str:
    name, count = f"{base}.{suffix}", 2
    while name.lower() in {n.lower() for n in corpus.files}:
        name, count = f"{base} ({count}).{suffix}", count + 1
    return name
