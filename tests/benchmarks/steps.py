"""What each step of reading brings in right values and costs in CPU, and what RapidOCR does on every page.

    python tests/benchmarks/steps.py --seed 81 --shipments 2 --documents 8

draws two small corpora of scans (our own layouts and the development half of the second set) and reads every paper in
every way right after each other, so that a busy machine is unkind to all ways alike. One process, one thread.
Repair is counted from the whole reading: a value counts as wrong where letters had to be taken for digits, or digits
for letters. The seeds are development seeds: the table says which steps to keep, not how well the reader reads.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["OMP_THREAD_LIMIT"] = "1"

from tests.benchmarks.accuracy import Outcome, compare  # noqa: E402
from tests.benchmarks.speed import bare_tesseract, cpu_of, page_images  # noqa: E402

if TYPE_CHECKING:
    from extractors.reader import ReadSettings

ROADS = "clean,scan,poor,fax,photo,turned"
HARD = ("poor", "fax", "photo")
WHOLE = "everything"


@dataclass(slots=True)
class Tally:
    """What one way of reading cost (CPU seconds) and gave."""

    cpu: float = 0.0
    outcomes: list[Outcome] = field(default_factory=list[Outcome])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=81)
    parser.add_argument("--shipments", type=int, default=2)
    parser.add_argument("--documents", type=int, default=8)
    parser.add_argument("--ways", default="", help="ways to read, parted by commas; all unless given")
    options = parser.parse_args()
    if not 1 <= options.seed <= 999:
        parser.error("use a development seed, from 1 to 999")
    with tempfile.TemporaryDirectory() as scratch:
        papers = [*_own(Path(scratch), options), *_foreign(Path(scratch), options)]
        kept = frozenset(filter(None, options.ways.split(",")))
        ways = {name: way for name, way in _ways().items() if not kept or name in kept}
        for way in ways.values():  # models are loaded before anything is measured
            _read(papers[0][0], way)
        tallies = {name: Tally() for name in ways}
        bare, pages = 0.0, 0
        for path, truth in papers:
            images = page_images([path], Path(scratch))
            pages += len(images)
            bare += cpu_of(lambda images=images: bare_tesseract(images))
            for name, way in ways.items():
                _measure(tallies[name], path, truth, way)
    print(_table(tallies, bare, pages))


def _own(scratch: Path, options: argparse.Namespace) -> list[tuple[Path, Mapping[str, Any]]]:
    return _drawn("sample_docs.draw", scratch / "own", options.seed, ["--shipments", str(options.shipments)])


def _foreign(scratch: Path, options: argparse.Namespace) -> list[tuple[Path, Mapping[str, Any]]]:
    size = ["--documents", str(options.documents), "--layouts", "development"]
    return _drawn("sample_docs.foreign.draw", scratch / "foreign", options.seed, size)


def _drawn(program: str, folder: Path, seed: int, size: Sequence[str]) -> list[tuple[Path, Mapping[str, Any]]]:
    command = [sys.executable, "-m", program, "--seed", str(seed), *size, "--roads", ROADS, "--out", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return [(folder / item["file"], item) for item in truth]


def _ways() -> dict[str, ReadSettings]:
    from extractors.pages import Steps
    from extractors.reader import ReadSettings

    whole = ReadSettings()
    return {
        WHOLE: whole,
        "without cells": replace(whole, steps=Steps(cells=False)),
        "without line removal": replace(whole, steps=Steps(line_removal=False)),
        "without seal separation": replace(whole, steps=Steps(seal_separation=False)),
        "without second reading": replace(whole, second_reading=False),
        "RapidOCR on every page": replace(whole, engines="rapidocr"),
    }


def _measure(tally: Tally, path: Path, truth: Mapping[str, Any], way: ReadSettings) -> None:
    records: list[dict[str, Any]] = []
    tally.cpu += cpu_of(lambda: records.extend(_read(path, way)))
    tally.outcomes.extend(compare(truth, records))


def _read(path: Path, settings: ReadSettings) -> list[dict[str, Any]]:
    from extractors.reader import page_count, read_page, read_records
    from schemas.record import record_to_json

    data = path.read_bytes()
    pages = [read_page(data, path.name, n, settings) for n in range(1, page_count(data, path.name, settings) + 1)]
    records = read_records(data, pages, sha256=sha256(data).hexdigest(), source=path.name, settings=settings)
    return [record_to_json(record) for record in records]


def _repaired(outcome: Outcome) -> bool:
    """Whether a right value was printed, as the engines saw it, with letters for digits or digits for letters."""
    from extractors.typed.folding import as_digits, as_letters, fold

    value, raw = (re.sub(r"[\W_]", "", fold(text or "")) for text in (outcome.read, outcome.raw))
    if not outcome.right or not value or value in raw:
        return False
    return value in as_digits(raw) or as_letters(value) in as_letters(raw)


def _table(tallies: Mapping[str, Tally], bare: float, pages: int) -> str:
    values = next(iter(tallies.values())).outcomes
    hard = sum(o.road in HARD for o in values)
    lines = [
        f"{pages} pages, {len(values):,} values, {hard:,} of them on papers of the roads {', '.join(HARD)}; "
        f"bare `tesseract --psm 6`: {bare / pages:.2f} CPU s a page",
        "",
        f"| way | right | right on {', '.join(HARD)} | CPU s a page | times bare Tesseract |",
        "|---|---|---|---|---|",
    ]
    for name, tally in tallies.items():
        cpu = f"{tally.cpu / pages:.2f} | {tally.cpu / bare:.2f}"
        lines.append(_row(name, [(o, o.right) for o in tally.outcomes], cpu))
        if name == WHOLE:
            unrepaired = [(o, o.right and not _repaired(o)) for o in tally.outcomes]
            lines.append(_row("without repair (counted)", unrepaired, cpu))
    return "\n".join(lines)


def _row(name: str, answers: Sequence[tuple[Outcome, bool]], cpu: str) -> str:
    hard = [right for o, right in answers if o.road in HARD]
    every = [right for _, right in answers]
    shares = [f"{sum(part) / len(part):.3f}" if part else "-" for part in (every, hard)]
    return f"| {name} | {shares[0]} | {shares[1]} | {cpu} |"


if __name__ == "__main__":
    main()
