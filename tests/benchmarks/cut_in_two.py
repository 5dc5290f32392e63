"""What is lost when a table goes on overleaf or is interrupted: papers that are read whole, their longest table cut.

    python tests/benchmarks/cut_in_two.py --corpus sample_docs/strangers/development [--jobs 2] [--keep FILE] [--misses]

Reads every paper of one page that lists four rows and more, then again as papers of two or three pages, in the ways of
`page_breaks.py`: rows overleaf, headers or the whole head again, sums carried forward, a table on an attachment; and as
they are but for lines and blanks between their rows, in the ways of `row_breaks.py`. What is changed is what was read
of the page (words and cells), so only layout and extraction are tried. These are habits that papers drawn one to a page
do not show. A way counts the papers that can be broken so, and how many of their values are right when they are whole.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from schemas.page import Page  # noqa: E402 - found by the line above
from tests.benchmarks.accuracy import Outcome, compare  # noqa: E402
from tests.benchmarks.page_breaks import WAYS as PAGE_WAYS  # noqa: E402
from tests.benchmarks.page_breaks import place_of, uncounted  # noqa: E402
from tests.benchmarks.read_papers import pages_of, records  # noqa: E402
from tests.benchmarks.row_breaks import ROW_WAYS  # noqa: E402

WAYS = PAGE_WAYS | ROW_WAYS

Tried = dict[str, tuple[list[Outcome], list[Outcome], str]]
"""Way -> what is read of the whole paper, what of the broken one, and how many records and rows that gives."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT / "sample_docs" / "strangers" / "development")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="where read pages are kept")
    parser.add_argument("--way", action="append", choices=tuple(WAYS), help="only this one; may be given again")
    parser.add_argument("--misses", action="store_true", help="print which papers lose which fields in each way")
    given = parser.parse_args()
    truth = json.loads((given.corpus / "truth.json").read_text(encoding="utf-8"))
    with ProcessPoolExecutor(given.jobs) as pool:
        pages = pages_of(given.corpus, truth, given.keep, pool)
        tried = list(pool.map(partial(_tried, ways=given.way or tuple(WAYS)), truth, pages, chunksize=4))
    if given.misses:
        print("\n".join(_misses(tried)))
    print(report(tried))


def _tried(item: dict[str, Any], pages: Sequence[Page], *, ways: Sequence[str]) -> Tried:
    """A paper in every way in which it can be broken; none where it has nothing to cut."""
    page = uncounted(pages[0]) if len(pages) == 1 else None
    place = place_of(page) if page else None
    if page is None or place is None:
        return {}
    whole = list(compare(item, records([page])))
    found: Tried = {}
    for way in ways:
        if broken := WAYS[way](page, place):
            read = records(broken)
            parts = "+".join(f"{len(one['lines'])}/{len(one['materials'])}" for one in read)
            found[way] = whole, list(compare(item, read)), f"records {len(read)}, lines/materials {parts}"
    return found


def _misses(tried: Sequence[Tried]) -> list[str]:
    """A line for each paper that loses something in a way, those that lose most first."""
    found: list[tuple[str, int, str]] = []
    for ways in tried:
        for way, (whole, broken, parts) in ways.items():
            lost: dict[str, int] = defaultdict(int)
            for one, other in zip(whole, broken, strict=True):
                lost[one.field] += one.right and not other.right
            if count := sum(lost.values()):
                said = " ".join(f"{field}:{n}" for field, n in lost.items() if n)
                found.append((way, -count, f"{way} | {whole[0].file} {whole[0].kind} -{count} {parts} | {said}"))
    return [line for _, _, line in sorted(found)]


def report(tried: Sequence[Tried]) -> str:
    """A Markdown table: a row a way, the share of right values of the papers whole, broken, and by group."""
    rows: dict[str, list[tuple[list[Outcome], list[Outcome]]]] = defaultdict(list)
    for ways in tried:
        for way, (whole, broken, _) in ways.items():
            rows[way].append((whole, broken))
    lines = ["| way | papers | values | whole | broken | of them at 0.9 and above |", "|---|---|---|---|---|---|"]
    for way in (way for way in WAYS if way in rows):
        whole = [o for one, _ in rows[way] for o in one]
        broken = [o for _, one in rows[way] for o in one]
        sure = [o for o in broken if (o.confidence or 0) >= 0.9]
        shares = " | ".join(f"{sum(o.right for o in some) / len(some):.3f}" for some in (whole, broken, sure))
        lines.append(f"| {way} | {len(rows[way])} | {len(whole):,} | {shares} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
