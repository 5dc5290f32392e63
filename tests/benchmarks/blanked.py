"""What a reader answers where nothing is printed: every value it read is erased from the page, the rest read again.

    .venv/bin/python tests/benchmarks/blanked.py sample_docs/strangers/development/inbox/*_coo.*.pdf

A caption whose box is empty must stay unanswered. What is still sold then is mostly the form's own print or another
place of the same value. Prints each such answer, and how often each field is answered.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]

from extractors.cutting import cut_documents  # noqa: E402
from extractors.documents import record_of  # noqa: E402
from extractors.layout import lay_out  # noqa: E402
from extractors.reader import ReadSettings, page_count, read_page  # noqa: E402
from schemas.errors import UnreadableFile  # noqa: E402
from schemas.page import Box, Page, Word  # noqa: E402
from schemas.record import Record, Value  # noqa: E402

SOLD = 0.9
"""From here on a value is taken for a fact."""
EDGE = 0.002
"""Share of the page: the box of a word read in a picture may end before the word does."""


def records(pages: Sequence[Page]) -> list[Record]:
    """Of the words alone, without second readings."""
    cuts = cut_documents([lay_out(page) for page in pages])
    return [record_of(cut, sha256="blanked", source="blanked", second=None) for cut in cuts]


def values(record: Record) -> Iterator[tuple[str, Value]]:
    """Each field that has a value, lines and materials included."""
    yield from ((name, value) for name, value in record.fields.items() if value)
    for row in (*record.lines, *record.materials):
        yield from ((f"line {name}", value) for name, value in row.items() if value)


def blanked(pages: Sequence[Page], read: Sequence[Record]) -> list[Page]:
    """The pages without the words that any value was read from."""
    places: dict[int, list[Box]] = defaultdict(list)
    for record in read:
        for _, value in values(record):
            for sighting in value.sightings:
                places[sighting.page].append(sighting.box)

    def stays(word: Word, boxes: Sequence[Box]) -> bool:
        return not any(
            box.x0 - EDGE <= word.box.cx <= box.x1 + EDGE and box.y0 - EDGE <= word.box.cy <= box.y1 + EDGE
            for box in boxes
        )

    return [replace(page, words=tuple(w for w in page.words if stays(w, places[page.number]))) for page in pages]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--confidence", type=float, default=SOLD, help=f"answers from here on count ({SOLD})")
    given = parser.parse_args()
    settings, answered, before = ReadSettings(), Counter[str](), 0
    for path in given.files:
        data = path.read_bytes()
        try:
            numbers = range(1, page_count(data, path.name, settings) + 1)
            pages = [read_page(data, path.name, number, settings) for number in numbers]
        except UnreadableFile as error:
            print(f"{path}: {error}", file=sys.stderr)
            continue
        read = records(pages)
        before += sum(1 for record in read for _ in values(record))
        for record in records(blanked(pages, read)):
            for name, value in values(record):
                if value.confidence >= given.confidence:
                    answered[name] += 1
                    print(f"{path.name} {record.kind} {name}: {value.value!r} {value.confidence:.2f}")
    print(f"{len(given.files)} files, {before} values erased, {answered.total()} answered again:")
    for name, number in answered.most_common():
        print(f"  {number:4d} {name}")


if __name__ == "__main__":
    main()
