"""What is lost where a word is unknown: papers that are read, again with their title, headers or captions made unknown.

    python tests/benchmarks/taken_away.py --corpus sample_docs/strangers/development [--jobs 2] [--way "title unknown"]

Layouts nobody has seen differ from known ones first of all in their words. So words of papers that are read are
replaced by words that no language has, as long and in the same place, one sort of them at a time, and what is then read
is compared with what was read before. What is changed is what was read of the page, so only layout and extraction are
tried. `--keep FILE` keeps the read pages, so that the next call reads none.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from extractors.captions.numbered_boxes import boxed  # noqa: E402
from extractors.layout import Run  # noqa: E402 - found by the line above
from sample_docs.unknown import renamed, with_unknown, without_title  # noqa: E402
from schemas.page import Page, Word  # noqa: E402
from tests.benchmarks.accuracy import Outcome, compare  # noqa: E402
from tests.benchmarks.read_papers import captioned, pages_of, records, tables  # noqa: E402

RENAMED = 0.15
"""Share of captions of fields that are renamed."""
Ways = dict[str, list[Outcome]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT / "sample_docs" / "strangers" / "development")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--way", action="append", choices=tuple(WAYS), help="only this one; may be given again")
    parser.add_argument("--keep", type=Path, help="where read pages are kept")
    given = parser.parse_args()
    truth = json.loads((given.corpus / "truth.json").read_text(encoding="utf-8"))
    total: Ways = defaultdict(list)
    with ProcessPoolExecutor(given.jobs) as pool:
        pages = pages_of(given.corpus, truth, given.keep, pool)
        ways = given.way or tuple(WAYS)
        for found in pool.map(partial(_ways, ways=ways), truth, pages, chunksize=4):
            for way, outcomes in found.items():
                total[way] += outcomes
    print(report(total))


def _ways(item: dict[str, Any], pages: Sequence[Page], *, ways: Sequence[str]) -> Ways:
    """Way -> what was read of one file in it; `whole` is the file as it came."""
    found = {"whole": list(pages)} | {way: [WAYS[way](page) for page in pages] for way in ways}
    return {way: list(compare(item, records(some))) for way, some in found.items()}


def _without_headers(page: Page) -> Page:
    """The headers of every table in which goods, materials or steps are listed."""
    return renamed(page, [run for listed in _tables(page) for run in listed])


def _without_goods_header(page: Page) -> Page:
    """The headers over the goods and over how many they are."""
    return renamed(page, [run for listed in _tables(page, GOODS) for run in listed])


GOODS = {"description", "quantity", "planned_quantity"}


def _tables(page: Page, only: set[str] | None = None) -> Iterable[list[Run]]:
    """The print of the headers of a page's tables, of some of their columns or of all."""
    runs = boxed(page).runs
    for listed in tables(page):
        top = min((run.box.y0 for row in listed.table.rows for cell in row.cells.values() for run in cell), default=0.0)
        columns = [column for column in listed.table.columns if only is None or column.name in only]
        yield [
            run
            for run in runs
            if listed.box.y0 - 0.001 <= run.box.cy < top
            and any(column.x0 - 0.002 <= run.box.cx <= column.x1 + 0.002 for column in columns)
        ]


def _with_renamed_captions(page: Page) -> Page:
    """One in seven of the captions of fields, each with all that is printed of it."""
    found = captioned(page)
    if found is None:
        return page
    sheet, _, labels = found
    captions: list[Word] = []
    for run in sheet.runs:
        hit = labels.find(run.text)
        if hit and Random(crc32(run.text.encode())).random() < RENAMED:
            captions += _words_until(run, hit.end)
    return with_unknown(page, captions)


def _words_until(run: Run, end: int) -> list[Word]:
    """The words of a run that begin before a letter of its text."""
    at, found = 0, list[Word]()
    for word in run.words:
        at = max(run.text.find(word.text, at), at)
        if at < end:
            found.append(word)
    return found


WAYS: dict[str, Callable[[Page], Page]] = {
    "title unknown": without_title,
    "goods and quantity unknown": _without_goods_header,
    "all headers unknown": _without_headers,
    "captions renamed": _with_renamed_captions,
}


def report(total: Ways) -> str:
    """A Markdown table: a row a kind, a column a way."""
    ways = list(total)
    kinds = sorted({outcome.kind for outcome in total["whole"]})
    lines = ["| kind | values | " + " | ".join(ways) + " |", "|---|---|" + "---|" * len(ways)]
    for kind in ("all", *kinds):
        groups = [[o for o in total[way] if kind in ("all", o.kind)] for way in ways]
        shares = (f"{sum(o.right for o in group) / len(group):.3f}" for group in groups)
        lines.append(f"| {kind} | {len(groups[0]):,} | " + " | ".join(shares) + " |")
    sure = [[o for o in total[way] if (o.confidence or 0) >= 0.9] for way in ways]
    lines.append("| at 0.9 and above | | " + " | ".join(f"{sum(o.right for o in g) / len(g):.3f}" for g in sure) + " |")
    named = [[o for o in total[way] if o.field == "kind"] for way in ways]
    lines.append("| kind told | | " + " | ".join(f"{sum(o.right for o in g) / len(g):.3f}" for g in named) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
