"""What is lost when a table goes on overleaf: papers that are read whole, with their longest table cut in two.

    python tests/benchmarks/cut_in_two.py --corpus sample_docs/strangers/development [--jobs 2]

Reads every paper of one page that lists four rows and more, then again with the rows from the middle of the table on a
second page: bare, under the same headers, and with the whole table on a page that begins `Attachment A`. What is cut
is what was read of the page (words and cells), so only layout and extraction are tried. A page break is a habit that
papers drawn one to a page do not show.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from extractors.labels import Labels  # noqa: E402 - found by the line above
from extractors.numbered_boxes import boxed  # noqa: E402
from schemas.page import Box, Page, Word  # noqa: E402
from tests.benchmarks.accuracy import compare  # noqa: E402

if TYPE_CHECKING:
    from extractors.forms import Form
    from extractors.layout import Sheet
    from extractors.page_tables import Listed

HEAD = 0.06
"""Share of the page's height at which a second page begins."""
FEWEST = 4
"""Rows of a table that is cut."""

Place = tuple[float, float, float, float]
"""Where the headers of a table begin, its first row, its middle row and where its last row ends."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT / "sample_docs" / "strangers" / "development")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    truth = json.loads((given.corpus / "truth.json").read_text(encoding="utf-8"))
    with ProcessPoolExecutor(given.jobs) as pool:
        counts = [counted for counted in pool.map(partial(_counted, given.corpus), truth, chunksize=4) if counted]
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for counted in counts:
        for way, (values, right) in counted.items():
            total[way][0] += values
            total[way][1] += right
    print(f"{len(counts)} papers")
    for way, (values, right) in total.items():
        print(f"{way}: {right / values:.3f} of {values} values")


def _counted(corpus: Path, item: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Way -> (true values, those read rightly) of one paper; empty where it has nothing to cut."""
    from extractors.reader import ReadSettings, page_count, read_page

    path, settings = corpus / item["file"], ReadSettings()
    data = path.read_bytes()
    if page_count(data, path.name, settings) != 1:
        return {}
    page = read_page(data, path.name, 1, settings)
    place = _longest_table(page)
    found = {"whole": (page,)} | ({way: cut(page, place) for way, cut in WAYS.items()} if place else {})
    if not all(found.values()) or len(found) == 1:
        return {}
    outcomes = {way: list(compare(item, records(pages))) for way, pages in found.items() if pages}
    return {way: (len(some), sum(one.right for one in some)) for way, some in outcomes.items()}


def records(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Of the words alone, without second readings, as `read` writes them."""
    from extractors.cutting import cut_documents
    from extractors.documents import record_of
    from schemas.record import record_to_json

    cuts = cut_documents([boxed(page) for page in pages])
    return [record_to_json(record_of(cut, sha256="0" * 64, source="paper.pdf", second=None)) for cut in cuts]


def captioned(page: Page) -> tuple[Sheet, Form, Labels] | None:
    """A page laid out, the kind it is of and the captions of its fields; None where it is of no kind."""
    from extractors.cutting import cut_documents
    from extractors.forms import forms

    [cut] = cut_documents([boxed(page)]) or [None]
    form = forms().get(cut.recognised.kind) if cut else None
    if cut is None or form is None:
        return None
    return cut.sheets[0], form, Labels([(name, label) for name, spec in form.fields.items() for label in spec.labels])


def tables(page: Page) -> list[Listed]:
    """The tables of a page; none where it is of no kind."""
    from extractors.fields import starts_field
    from extractors.page_tables import listed_tables

    found = captioned(page)
    if found is None:
        return []
    sheet, form, labels = found
    return list(listed_tables(sheet, form, partial(starts_field, labels=labels)))


def _longest_table(page: Page) -> Place | None:
    """Of the longest table of a page, whatever its part; None where none has rows enough."""
    longest = max(tables(page), key=lambda one: len(one.table.rows), default=None)
    if longest is None or len(longest.table.rows) < FEWEST:
        return None
    rows = [[run.box for runs in row.cells.values() for run in runs] for row in longest.table.rows]
    tops = [min(box.y0 for box in boxes) for boxes in rows]
    return longest.box.y0, tops[0], tops[len(rows) // 2], max(box.y1 for box in rows[-1])


def _bare(page: Page, place: Place) -> tuple[Page, ...]:
    """The rows from the middle on, and what stands below them, overleaf."""
    return _overleaf(page, place, headers=False)


def _under_headers(page: Page, place: Place) -> tuple[Page, ...]:
    return _overleaf(page, place, headers=True)


def _overleaf(page: Page, place: Place, *, headers: bool) -> tuple[Page, ...]:
    head, first, middle, _ = place
    at = middle - 0.0005
    again = [word for word in page.words if head - 0.001 <= word.box.cy < first - 0.001] if headers else []
    if any(word.box.y0 < at < word.box.y1 and word.box.cy < at - 0.002 for word in page.words) or headers > bool(again):
        return ()
    top = min((word.box.y0 for word in again), default=0.0)
    high = max((word.box.y1 for word in again), default=top) - top
    down = at - HEAD - (high + 0.01 if again else 0.0)
    over = [cell for cell in page.cells if cell.y0 < at - 0.003]
    under = [cell for cell in page.cells if cell.y1 > at + 0.003]
    return (
        replace(
            page,
            words=tuple(word for word in page.words if word.box.cy < at),
            cells=tuple(replace(cell, y1=min(cell.y1, at)) for cell in over),
        ),
        replace(
            page,
            number=2,
            words=(*_up(again, top - HEAD), *_up([word for word in page.words if word.box.cy >= at], down)),
            cells=tuple(_raised(replace(cell, y0=max(cell.y0, at)), down) for cell in under),
            others=(),
        ),
    )


def _attached(page: Page, place: Place) -> tuple[Page, ...]:
    """The whole table overleaf, under a line that calls it attached."""
    head, low = place[0] - 0.002, place[3] + 0.002
    inside = [word for word in page.words if head <= word.box.cy <= low]
    cells = [cell for cell in page.cells if cell.y0 >= head - 0.004 and cell.y1 <= low + 0.01]
    down = min(word.box.y0 for word in inside) - 2 * HEAD
    said = _line("See attached list", 0.2, (head + low) / 2, inside[0])
    title = _line("Attachment A - List of goods", 0.3, HEAD, inside[0])
    return (
        replace(
            page,
            words=(*(word for word in page.words if word not in inside), *said),
            cells=tuple(cell for cell in page.cells if cell not in cells),
        ),
        replace(
            page,
            number=2,
            words=(*title, *_up(inside, down)),
            cells=tuple(_raised(cell, down) for cell in cells),
            others=(),
        ),
    )


WAYS: dict[str, Callable[[Page, Place], tuple[Page, ...]]] = {
    "rows overleaf": _bare,
    "rows overleaf under the same headers": _under_headers,
    "table on an attachment": _attached,
}


def _line(text: str, left: float, top: float, like: Word) -> list[Word]:
    words: list[Word] = []
    for word in text.split():
        words.append(replace(like, text=word, box=Box(left, top, left + 0.008 * len(word), top + like.box.height)))
        left = words[-1].box.x1 + 0.005
    return words


def _up(words: Sequence[Word], by: float) -> list[Word]:
    return [replace(word, box=_raised(word.box, by)) for word in words]


def _raised(box: Box, by: float) -> Box:
    return replace(box, y0=box.y0 - by, y1=box.y1 - by)


if __name__ == "__main__":
    main()
