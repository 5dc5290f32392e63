"""`python -m sample_docs.foreign.draw`: a corpus of papers laid out by a browser, with the truth beside it.

python -m sample_docs.foreign.draw --seed 5 --documents 60 --out /tmp/corpus
"""

from __future__ import annotations

import argparse
import io
import json
import random
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sample_docs import fonts, roads
from sample_docs.foreign.kinds import KINDS
from sample_docs.foreign.press import NoChromium, print_all
from sample_docs.foreign.typeset import GROUPS, Printed, layouts, typeset

Corpus = tuple[dict[str, bytes], list[dict[str, Any]]]


def set_all(seed: int, documents: int, group: str, kinds: Sequence[str]) -> list[Printed]:
    """The papers of a seed before they are printed: kinds in turn; paper n does not depend on how many there are."""
    return [
        typeset(random.Random(f"foreign-{group}-{seed}-{n}"), kinds[n % len(kinds)], group) for n in range(documents)
    ]


def draw(seed: int, documents: int, group: str, kinds: Sequence[str], taken: Sequence[str]) -> Corpus:
    """Files by name, and truth in the form of `sample_docs.draw`; every tenth file holds three papers."""
    papers = set_all(seed, documents, group, kinds)
    files: dict[str, bytes] = {}
    truth: list[dict[str, Any]] = []
    waiting: list[tuple[Printed, bytes]] = []
    rng = random.Random(f"foreign-roads-{group}-{seed}")
    wanted = 1
    for paper, pdf in zip(papers, print_all(paper.html for paper in papers), strict=True):
        waiting.append((paper, pdf))
        if len(waiting) < wanted and len(truth) + len(waiting) < documents:
            continue
        _deliver(files, truth, waiting, group, taken, rng)
        waiting, wanted = [], 3 if rng.random() < 0.08 else 1
    if waiting:
        _deliver(files, truth, waiting, group, taken, rng)
    return files, truth


def _deliver(
    files: dict[str, bytes],
    truth: list[dict[str, Any]],
    papers: list[tuple[Printed, bytes]],
    group: str,
    taken: Sequence[str],
    rng: random.Random,
) -> None:
    import pypdfium2

    road = rng.choice(list(taken))
    whole = pypdfium2.PdfDocument.new()
    documents: list[dict[str, Any]] = []
    for paper, pdf in papers:
        part = pypdfium2.PdfDocument(pdf)
        first = len(whole) + 1
        whole.import_pages(part)
        shown = paper.record.as_truth(list(range(first, len(whole) + 1)), road)
        documents.append(shown | ({"layout": paper.layout} if group == "development" else {}))
        part.close()
    stream = io.BytesIO()
    whole.save(stream)
    pages = len(whole)
    whole.close()
    suffix, data = "pdf", stream.getvalue()
    if road != "digital":
        suffix = rng.choice(["pdf", "pdf", "tiff"] if pages > 1 else ["pdf", "jpg", "tiff" if road == "fax" else "png"])
        data = roads.to_file(roads.travel(data, road, rng), suffix)
    name = f"inbox/{len(truth):04d}.{suffix}"
    files[name] = data
    truth.append({"file": name, "road": road, "layouts": group, "documents": documents})


def write(corpus: Corpus, out: Path) -> None:
    """Write inbox and truth.json; an inbox that is there already is replaced."""
    files, truth = corpus
    shutil.rmtree(out / "inbox", ignore_errors=True)
    (out / "inbox").mkdir(parents=True)
    for name, data in files.items():
        (out / name).write_bytes(data)
    (out / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sample_docs.foreign.draw", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=len(KINDS))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layouts", choices=GROUPS, default="development")
    parser.add_argument("--kinds", default="", help="comma list of kinds; all unless given")
    parser.add_argument("--roads", default=",".join(roads.ROADS), help="comma list of: " + ", ".join(roads.ROADS))
    options = parser.parse_args()
    kinds = options.kinds.split(",") if options.kinds else list(layouts(options.layouts))
    taken = options.roads.split(",")
    if unknown := (set(kinds) - set(layouts(options.layouts))) | (set(taken) - set(roads.ROADS)):
        parser.error(f"unknown kinds or roads: {', '.join(sorted(unknown))}")
    try:
        fonts.require()
        write(draw(options.seed, options.documents, options.layouts, kinds, taken), options.out)
    except (fonts.MissingFonts, NoChromium) as missing:
        print(missing, file=sys.stderr)  # noqa: T201 - the one word of a command to its user
        return 4
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
