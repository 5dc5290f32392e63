"""Teaches the classifier that tells the kind of an untitled paper (`extractors/nlp/kinds.py`).

    .venv/bin/python -m sample_docs.teach_kinds

reads the strangers' papers that may be looked at and their papers of no kind, draws corpora of both sets of ours
(development seeds; minutes, with Chromium), and teaches every page twice: as it is and with its title unknown. Without
`--out` it is written where the reader looks for it. With `--without N M …` the strangers' sets of these hundreds are
left out and told of instead: how well it knows writers it has never seen.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sample_docs.fitting import fitted
from sample_docs.unknown import without_title

if TYPE_CHECKING:
    from spacy.language import Language

    from schemas.page import Page

ROOT = Path(__file__).resolve().parents[1]
STRANGERS = ROOT / "sample_docs" / "strangers"
DRAWN = (
    ("sample_docs.draw", "--shipments", "12", "--seed", "31"),
    ("sample_docs.draw", "--shipments", "12", "--seed", "32"),
    ("sample_docs.draw", "--shipments", "12", "--seed", "33"),
    ("sample_docs.foreign.draw", "--documents", "400", "--layouts", "development", "--seed", "31"),
)
EPOCHS, BATCH, RATE = 10, 32, 0.001
LEFT_OUT = 0.5
"""Share of a paper's words that are left out each time, at most: unseen papers word things otherwise."""
FEWEST = 3
"""Papers that must hold a word for it to be taught: what two firms print tells of them and not of a kind."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The words of one paper, as it is and with an unknown title, and its kind."""

    file: str
    kind: str
    whole: list[str]
    untitled: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--without", type=int, nargs="+", default=[], metavar="N")
    given = parser.parse_args()
    from extractors.nlp.kinds import KNOWN_WORDS, MODEL

    lessons = list(_lessons(given.jobs))
    kept = [one for one in lessons if _set_of(one) not in given.without]
    taught = teach(kept)
    sys.stdout.write(f"taught {len(kept)} papers\n")
    if given.without:
        known = set(known_words(kept))
        sys.stdout.write(_told(taught, known, [one for one in lessons if _set_of(one) in given.without]))
        return
    out = given.out or MODEL
    taught.to_disk(out, exclude=["vocab", "tokenizer"])
    (out / KNOWN_WORDS).write_text("".join(f"{word}\n" for word in known_words(kept)), encoding="utf-8")


def _set_of(lesson: Lesson) -> int | None:
    """The hundred of a stranger's paper (each of their writers numbered in some); None of a paper of ours."""
    number = Path(lesson.file).name.split("_")[0]
    return int(number) // 100 if number.isdigit() and lesson.kind != "other" else None


def _lessons(jobs: int) -> Iterable[Lesson]:
    with ProcessPoolExecutor(jobs) as pool, tempfile.TemporaryDirectory() as scratch:
        yield from _corpus(STRANGERS / "development", pool)
        yield from _corpus(STRANGERS / "none", pool)
        for number, (program, *size) in enumerate(DRAWN):
            folder = Path(scratch) / str(number)
            command = [sys.executable, "-m", program, *size, "--roads", "digital", "--out", str(folder)]
            subprocess.run(command, check=True, cwd=ROOT)
            yield from _corpus(folder, pool)


def _corpus(folder: Path, pool: ProcessPoolExecutor) -> Iterable[Lesson]:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    for lessons in pool.map(partial(_file, folder), truth, chunksize=4):
        yield from lessons


def _file(folder: Path, item: dict[str, Any]) -> list[Lesson]:
    from extractors.layout import lay_out
    from extractors.nlp.kinds import words_of
    from extractors.reader import ReadSettings, read_page

    path, settings = folder / item["file"], ReadSettings()
    data = path.read_bytes()

    def words(pages: Sequence[Page]) -> list[str]:
        return words_of([lay_out(page) for page in pages])

    lessons: list[Lesson] = []
    for document in item["documents"]:
        pages = [read_page(data, path.name, number, settings) for number in document["pages"]]
        untitled = words([without_title(page) for page in pages])
        lessons.append(Lesson(path.name, document["kind"], words(pages), untitled))
    return lessons


def known_words(lessons: Sequence[Lesson]) -> list[str]:
    """The words that are taught."""
    counted = Counter(word for one in lessons for word in one.whole)
    return sorted(word for word, papers in counted.items() if papers >= FEWEST)


def teach(lessons: Sequence[Lesson]) -> Language:
    """A classifier of these kinds."""
    from extractors.nlp.kinds import BUCKETS

    known = set(known_words(lessons))
    words = (
        ([word for word in words if word in known], one.kind) for one in lessons for words in (one.whole, one.untitled)
    )
    kinds = sorted({one.kind for one in lessons})
    told = ((some, kind) for some, kind in words if some)
    return fitted(BUCKETS, told, kinds, epochs=EPOCHS, batch=BATCH, rate=RATE, left_out=LEFT_OUT)


def _told(nlp: Language, known: Collection[str], lessons: Sequence[Lesson]) -> str:
    """How many of untitled papers are told rightly, of all and of those told surely enough to be believed."""
    from spacy.tokens import Doc

    from extractors.nlp.kinds import SURE_WORDS

    words = [[word for word in one.untitled if word in known] for one in lessons]
    told = [
        (nlp.get_pipe("textcat")(Doc(nlp.vocab, words=some)).cats, one.kind)
        for some, one in zip(words, lessons, strict=True)
    ]
    best = [(max(cats, key=cats.__getitem__), max(cats.values()), kind) for cats, kind in told]
    sure = [(found, kind) for found, chance, kind in best if chance >= SURE_WORDS]
    return (
        f"untitled papers of the sets left out: {sum(found == kind for found, _, kind in best)} of {len(best)} told; "
        f"{len(sure)} of them at {SURE_WORDS} and above, {sum(found == kind for found, kind in sure)} rightly\n"
    )


if __name__ == "__main__":
    main()
