"""Field accuracy of `read` on a drawn corpus: by kind, by field and by road to the scanner, with a reliability table.

    python tests/benchmarks/accuracy.py --seed 7001 --shipments 20

draws the corpus, reads it, and prints Markdown tables. Development uses seeds 1 to 999; figures are reported from
seeds 7000 to 7999, which nobody develops against. `--corpus DIR` measures a corpus that is already drawn; `--kinds`
reads only the files that hold documents of these kinds, and counts only those; `--misses` lists every wrong value
(development seeds only). `--foreign development` or `--foreign reporting` draws `--documents` papers of the second set
(`sample_docs.foreign`) instead; nobody who works on the reader looks at its reporting layouts, whatever the seed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

REPORTING_SEEDS = range(7000, 8000)
FREE_TEXT = {"description", "marks", "transport", "exporter_address", "consignee_address", "specification", "grade"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One true value and what was read for it."""

    kind: str
    road: str
    field: str
    right: bool
    confidence: float | None
    truth: str
    read: str | None
    file: str
    raw: str | None = None


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        corpus = options.corpus or _drawn(Path(scratch), options)
        if options.misses and _is_reporting(corpus):
            sys.exit("these papers use reporting layouts, which must not be looked at: use --foreign development")
        outcomes = measure(corpus, options.jobs, frozenset(filter(None, options.kinds.split(","))))
    if options.misses:
        for o in outcomes:
            if not o.right:
                print(f"{o.file} [{o.road}] {o.kind} {o.field}: {o.truth!r} read as {o.read!r} ({o.confidence})")
    print(report(outcomes))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7001)
    parser.add_argument("--shipments", type=int, default=20)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kinds", default="", help="kinds to count, parted by commas; all unless given")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--foreign", choices=("development", "reporting"), help="draw the second set of layouts")
    parser.add_argument("--documents", type=int, default=100, help="how many papers of the second set")
    parser.add_argument("--roads", default="", help="roads to the scanner, parted by commas; all unless given")
    options = parser.parse_args()
    if options.misses and options.corpus is None and options.seed in REPORTING_SEEDS:
        parser.error("a reporting seed must not be looked at: use a seed from 1 to 999 with --misses")
    return options


def _drawn(folder: Path, options: argparse.Namespace) -> Path:
    program, size = "sample_docs.draw", ["--shipments", str(options.shipments)]
    if options.foreign:
        program, size = (
            "sample_docs.foreign.draw",
            ["--documents", str(options.documents), "--layouts", options.foreign],
        )
        size += ["--kinds", options.kinds] if options.kinds else []
    size += ["--roads", options.roads] if options.roads else []
    command = [sys.executable, "-m", program, "--seed", str(options.seed), *size, "--out", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT)
    return folder


def _is_reporting(corpus: Path) -> bool:
    truth = json.loads((corpus / "truth.json").read_text(encoding="utf-8"))
    return any(item.get("layouts") == "reporting" for item in truth)


def measure(corpus: Path, jobs: int, kinds: frozenset[str] = frozenset()) -> list[Outcome]:
    """Read the files of a corpus that hold documents of some kinds (of any, when none is named); compare with truth."""
    truth = json.loads((corpus / "truth.json").read_text(encoding="utf-8"))
    for item in truth:
        item["documents"] = [d for d in item["documents"] if not kinds or d["kind"] in kinds]
    truth = [item for item in truth if item["documents"]]
    with ProcessPoolExecutor(jobs) as pool:
        answers = list(pool.map(_read, [corpus / item["file"] for item in truth]))
    return [o for item, records in zip(truth, answers, strict=True) for o in compare(item, records)]


def _read(path: Path) -> list[dict[str, Any]]:
    from extractors.reader import ReadSettings, page_count, read_page, read_records
    from schemas.record import record_to_json

    data, settings = path.read_bytes(), ReadSettings()
    count = page_count(data, path.name, settings)
    pages = [read_page(data, path.name, n, settings) for n in range(1, count + 1)]
    records = read_records(data, pages, sha256=sha256(data).hexdigest(), source=path.name, settings=settings)
    return [record_to_json(record) for record in records]


def compare(item: Mapping[str, Any], records: Sequence[Mapping[str, Any]]) -> Iterator[Outcome]:
    """One outcome for every true value of a file, and one for the kind of each of its documents."""
    for document in item["documents"]:
        record = _matching(document, records)
        road = document.get("road") or item.get("road", "?")

        def outcome(field: str, truth: str, value: Mapping[str, Any] | None) -> Outcome:
            read = value["value"] if value else None
            right = same(field, truth, read)
            confidence = value["confidence"] if value else None
            raw = value.get("raw") if value else None
            return Outcome(document["kind"], road, field, right, confidence, truth, read, item["file"], raw)  # noqa: B023

        kind = {"value": record["kind"], "confidence": record["kind_confidence"]} if record else None
        if kind is None and document["kind"] == "other":  # a blank page is no document: nothing was forced into a kind
            kind = {"value": "other", "confidence": None}
        yield outcome("kind", document["kind"], kind)
        for field, truth in document.get("fields", {}).items():
            if truth is not None:
                yield outcome(field, truth, (record or {}).get("fields", {}).get(field))
        for part in ("lines", "materials"):
            read_lines = (record or {}).get(part, [])
            for truth_line, line in zip(
                document.get(part, []), _aligned(document.get(part, []), read_lines), strict=True
            ):
                for field, truth in truth_line.items():
                    if truth is not None:
                        yield outcome(f"{part[:-1]}.{field}", truth, line.get(field))


def _matching(document: Mapping[str, Any], records: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The record that begins on the document's first page, or the one that holds it."""
    first = document["pages"][0]
    exact = next((r for r in records if r["pages"][0] == first), None)
    return exact or next((r for r in records if first in r["pages"]), None)


def _aligned(truth: Sequence[Mapping[str, Any]], read: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Lines in printed order; where a line was lost or invented, the alignment that agrees most."""
    size, width = len(truth), len(read)
    best = [[0.0] * (width + 1) for _ in range(size + 1)]
    for i in range(size - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], _agreement(truth[i], read[j]) + best[i + 1][j + 1])
    aligned: list[Mapping[str, Any]] = []
    i = j = 0
    while i < size:
        if j < width and best[i][j] == _agreement(truth[i], read[j]) + best[i + 1][j + 1]:
            aligned.append(read[j])
            i, j = i + 1, j + 1
        elif j < width and best[i][j] == best[i][j + 1]:
            j += 1
        else:
            aligned.append({})
            i += 1
    return aligned


def _agreement(truth: Mapping[str, Any], line: Mapping[str, Any]) -> float:
    met = sum(1 for f, v in truth.items() if v is not None and line.get(f) and same(f, v, line[f]["value"]))
    return 0.01 + met


def same(field: str, truth: str, read: str | None) -> bool:
    """Typed values must be equal; in text, case, blanks and punctuation do not count, in amounts zeros at the end."""
    if read is None:
        return False
    if all(re.fullmatch(r"-?\d+(?:\.\d+)?", text) for text in (truth, read)) and "." in truth + read:
        return Decimal(truth) == Decimal(read)
    return _plain(truth) == _plain(read)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", str(text)).upper() if not re.fullmatch(r"-?[\d.]+", str(text)) else str(text)


def report(outcomes: Sequence[Outcome]) -> str:
    """Markdown tables of the share of right values."""
    documents = sum(o.field == "kind" for o in outcomes)
    parts = [f"All: {_share(outcomes)} of {len(outcomes):,} values of {documents} documents right", ""]
    for title, key in (("road", "road"), ("kind", "kind"), ("field", "field")):
        groups: dict[str, list[Outcome]] = defaultdict(list)
        for o in outcomes:
            groups[getattr(o, key)].append(o)
        parts += [f"| {title} | values | right |", "|---|---|---|"]
        parts += [f"| {name} | {len(group):,} | {_share(group)} |" for name, group in sorted(groups.items())]
        parts.append("")
    kinds = sorted({o.kind for o in outcomes})
    roads = sorted({o.road for o in outcomes})
    parts += ["| kind \\ road | " + " | ".join(roads) + " |", "|---|" + "---|" * len(roads)]
    for kind in kinds:
        shares = [_share([o for o in outcomes if o.kind == kind and o.road == road]) for road in roads]
        parts.append(f"| {kind} | " + " | ".join(shares) + " |")
    return "\n".join([*parts, "", *_reliability(outcomes)])


def _reliability(outcomes: Sequence[Outcome]) -> list[str]:
    parts = ["| confidence | values | right |", "|---|---|---|"]
    edges = [0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01]
    for low, high in itertools.pairwise(edges):
        group = [o for o in outcomes if o.confidence is not None and low <= o.confidence < high]
        parts.append(f"| {low:.2f} to {min(high, 1.0):.2f} | {len(group):,} | {_share(group)} |")
    return parts


def _share(group: Sequence[Outcome]) -> str:
    return f"{sum(o.right for o in group) / len(group):.3f}" if group else "-"


if __name__ == "__main__":
    main()
