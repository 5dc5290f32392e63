"""`python -m sample_docs.draw`: a corpus of trade documents with the truth beside it.

python -m sample_docs.draw --seed 5 --shipments 20 --out /tmp/corpus
python -m sample_docs.draw --committed
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
from pathlib import Path

from sample_docs import fonts, roads
from sample_docs.corpus import Corpus, draw_corpus, draw_demo

HERE = Path(__file__).parent


def write(corpus: Corpus, out: Path) -> None:
    """Write inbox, entries.csv, truth.json and findings.json; an inbox that is there already is replaced."""
    inbox = out / "inbox"
    if inbox.exists():
        shutil.rmtree(inbox)
    for name, data in corpus.files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with (out / "entries.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, corpus.columns, lineterminator="\n")
        table.writeheader()
        table.writerows(corpus.rows)
    for name, content in (("truth.json", corpus.truth), ("findings.json", {"entries": corpus.findings})):
        (out / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m sample_docs.draw", description="Draw trade documents with their truth."
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shipments", type=int, default=10)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--roads", default=",".join(roads.ROADS), help="comma list of: " + ", ".join(roads.ROADS))
    parser.add_argument("--defects", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--committed", action="store_true", help="draw the set that is kept in sample_docs/ again")
    options = parser.parse_args()
    try:
        fonts.require()
    except fonts.MissingFonts as missing:
        print(missing, file=sys.stderr)  # noqa: T201 - the one word of a command to its user
        return 4
    taken = tuple(options.roads.split(","))
    if unknown := set(taken) - set(roads.ROADS):
        parser.error(f"unknown roads: {', '.join(sorted(unknown))}")
    if options.committed:
        write(draw_demo(), HERE)
    elif options.out:
        write(draw_corpus(options.seed, options.shipments, taken, faults=options.defects), options.out)
    else:
        parser.error("--out or --committed is needed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
