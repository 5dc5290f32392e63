"""Teaches the classifier that tells which field a column of a listed table holds (`extractors/nlp/columns.py`).

    .venv/bin/python -m sample_docs.teach_columns

reads the strangers' papers that may be looked at (minutes) and teaches every column of their tables of goods and
materials: as they are found by their headers, with some or all headers in unknown or misspelt words, and as they are
found by their rows alone. What a column holds, the true values say. Without `--out` it is written where the reader
looks for it. With `--without N M …` the sets of these hundreds are left out and told of instead: how well it knows
writers it has never seen.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.columns.renaming import renamed
from extractors.tables.goods_tables import Table
from extractors.tables.headers import UNKNOWN, Column
from sample_docs.fitting import fitted
from sample_docs.unknown import invented

if TYPE_CHECKING:
    from spacy.language import Language

    from extractors.forms import Form, Part
    from extractors.layout import Run, Sheet
    from extractors.sighted import Context
    from schemas.page import Box, Page

ROOT = Path(__file__).resolve().parents[1]
STRANGERS = ROOT / "sample_docs" / "strangers" / "development"
EPOCHS, BATCH, RATE = 10, 64, 0.001
FEWEST = 3
"""Papers that must show a sign, or hold a field, for it to be taught: what two firms print tells of them alone."""
UNKNOWN_SHARES = (0.0, 0.3, 0.6, 1.0)
"""Shares of the headers of a table that are made unknown, each in one lesson."""
HELD = 0.6
"""Share of a column's cells that must hold the true values of a field, in their order."""
MATCHED = 2
"""Columns that must hold true values for a table to be the one that these were taken from."""
OTHER = 0.95
"""What it counts where a column holds a field that another column is rather called after."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "goods": ("description",),
    "invoice": ("invoice_number", "invoice_date"),
    "planned_quantity": ("planned_quantity", "quantity"),
    "quantity_per_unit": ("quantity_per_unit", "quantity"),
    "specification": ("specification", "grade"),
    "grade": ("grade", "specification"),
    "part_number": ("part_number", "specification"),
}
"""The fields whose values a column may hold, where these are not called as it is; the first is its own."""

Truth = Sequence[Mapping[str, str | None]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one column of a paper shows, and what it holds (`none`: nothing that is asked for).

    Attributes:
        unknown: whether none of its table's headers are known.
    """

    file: str
    signs: list[str]
    name: str
    unknown: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--without", type=int, nargs="+", default=[], metavar="N")
    given = parser.parse_args()
    from extractors.nlp.columns import MODEL

    truth = json.loads((STRANGERS / "truth.json").read_text(encoding="utf-8"))
    with ProcessPoolExecutor(given.jobs) as pool:
        lessons = [lesson for some in pool.map(_file, truth, chunksize=4) for lesson in some]
    kept = [one for one in lessons if _set_of(one) not in given.without]
    taught = teach(kept)
    sys.stdout.write(f"taught {len(kept)} columns of {len({one.file for one in kept})} papers\n")
    if given.without:
        sys.stdout.write(_told(taught, [one for one in lessons if _set_of(one) in given.without]))
        return
    taught.to_disk(given.out or MODEL, exclude=["vocab", "tokenizer"])


def _set_of(lesson: Lesson) -> int:
    """The hundred of a stranger's paper (each of their writers numbered in some)."""
    return int(Path(lesson.file).name.split("_")[0]) // 100


def _file(item: Mapping[str, Any]) -> list[Lesson]:
    from extractors.reader import ReadSettings, page_count, read_page

    path, settings = STRANGERS / item["file"], ReadSettings()
    data = path.read_bytes()
    count = page_count(data, path.name, settings)
    return list(lessons_of(item, [read_page(data, path.name, n, settings) for n in range(1, count + 1)]))


def lessons_of(item: Mapping[str, Any], pages: Sequence[Page]) -> Iterator[Lesson]:
    """The lessons of one file's papers whose kind is told rightly."""
    from extractors.captions.numbered_boxes import boxed
    from extractors.cutting import cut_documents
    from extractors.documents import prepared
    from extractors.forms import forms
    from extractors.sighted import Context
    from extractors.typed import dates, numbers

    kinds = {document["pages"][0]: document for document in item["documents"]}
    chance = random.Random(item["file"])
    for cut in cut_documents([boxed(page) for page in pages]):
        document, form = kinds.get(cut.sheets[0].page.number), forms().get(cut.recognised.kind)
        if document is None or form is None or document["kind"] != form.kind or form.group == "other":
            continue
        texts = [run.text for sheet in cut.sheets for run in sheet.runs]
        context = Context(dates.date_order(texts), cut.sheets[0].page.engine, numbers.decimal_comma(texts))
        for sheet in prepared(cut, form).sheets:
            called: dict[tuple[Part, Box], str] = {}
            for part, table in _tables(sheet, form):
                names = _as_called(table, part, _held(table, form, part, document.get(part, []), context), called)
                for varied, unknown in _varied(table, chance):
                    yield from _lessons(item["file"], form, part, varied, names, unknown=unknown)


def _tables(sheet: Sheet, form: Form) -> Iterator[tuple[Part, Table]]:
    """The tables of a page that are found by their headers, and those that rows under unknown captions may be."""
    from extractors.captions.fields import starts_field
    from extractors.documents import own_labels
    from extractors.tables.goods_tables import table_under
    from extractors.tables.page_tables import listed_tables
    from extractors.tables.unheaded_materials import header_over, open_rows, ruled_rows

    stops = partial(starts_field, labels=own_labels(form.kind))
    parts: list[Part] = [part for part in (form.goods_in, *form.beside) if part != "operations"]
    for listed in listed_tables(sheet, form, stops):
        if listed.part != "operations":
            yield listed.part, listed.table
    for rows in (*ruled_rows(sheet), *open_rows(sheet)):
        table = table_under(sheet, header_over(rows, {}), stops)
        for part in parts:
            yield part, table


def _held(table: Table, form: Form, part: Part, truth: Truth, context: Context) -> list[str | None]:
    """For each column the field it holds, `none`, or None where nothing says."""
    from extractors.nlp.columns import NONE
    from extractors.tables.page_tables import column_labels

    told: list[str | None] = []
    matched = 0
    asked = {field for line in truth for field, value in line.items() if value is not None}
    for column in table.columns:
        cells = [row.cells[column.name] for row in table.rows if row.cells.get(column.name)]
        hit = column_labels(form.kind, part).find(column.header)
        own = hit.name if hit and hit.is_all_of(column.header) else column.name
        shares = _shares(cells, form, part, truth, context)
        best = max(shares.values(), default=0.0)
        if best >= HELD:
            matched += 1
            told.append(own if shares.get(own, 0.0) >= 0.9 * best else max(shares, key=lambda name: shares[name]))
        elif own.startswith(UNKNOWN) or own in asked or FIELDS.get(own, (own,))[0] in asked:
            told.append(NONE if best < HELD / 2 or not cells else None)
        else:
            told.append(own)
    return told if matched >= min(MATCHED, len(told)) else [NONE for _ in told]


def _as_called(
    table: Table, part: Part, names: Sequence[str | None], called: dict[tuple[Part, Box], str]
) -> list[str | None]:
    """What columns hold, those of which no true value tells it as where the same print was met under a known header.

    Args:
        called: what the column of each print was met as, of the tables before; this one's are added.
    """
    from extractors.nlp.columns import NONE

    told: list[str | None] = []
    for column, name in zip(table.columns, names, strict=True):
        boxes = [run.box for row in table.rows for run in row.cells.get(column.name, ())]
        before = Counter(called[part, box] for box in boxes if (part, box) in called).most_common(1)
        told.append(before[0][0] if name == NONE and before else name)
        if name not in (None, NONE):
            for box in boxes:
                called[part, box] = name
    return told


def _shares(cells: Sequence[Sequence[Run]], form: Form, part: Part, truth: Truth, context: Context) -> dict[str, float]:
    """Column's name -> share of the cells that hold its field's true values, in their order."""
    if not cells:
        return {}
    typed: dict[str, list[dict[str, str]]] = {}
    shares: dict[str, float] = {}
    for name, spec in form.part(part).items():
        if spec.type not in typed:
            typed[spec.type] = [_typed(spec.type, runs, form.group, context) for runs in cells]
        for field in FIELDS.get(name, (name,)):
            true = [value for line in truth if (value := line.get(field)) is not None]
            read = [found.get(field, found.get(OWN, "")) for found in typed[spec.type]]
            share = _in_order(read, true) / len(cells) * (1 if field == FIELDS.get(name, (name,))[0] else OTHER)
            if true and share > shares.get(name, 0.0):
                shares[name] = share
    return shares


OWN = "own"


def _typed(kind: str, runs: Sequence[Run], group: str, context: Context) -> dict[str, str]:
    """What a cell says when it is read as one of a type: of the column's own field, and others beside it."""
    from extractors import values
    from extractors.goods import cells as goods_cells
    from schemas.record import typed_to_json

    if kind == "goods":
        readers = {"factory": goods_cells.article, "shipping": goods_cells.counted_goods}
        found = readers.get(group, goods_cells.goods_alone)(runs, "", context)
    else:
        found = values.take(kind, OWN, runs, context)
    return {name: str(typed_to_json(value.value)) for name, value in found.items()}


def _in_order(read: Sequence[str], true: Sequence[str]) -> int:
    """How many values two columns have in common in the same order."""
    best = [0] * (len(true) + 1)
    for text in read:
        before = 0
        for at, value in enumerate(true, 1):
            here = before + 1 if _same(text, value) else max(best[at], best[at - 1])
            before, best[at] = best[at], here
    return best[-1]


def _same(read: str, true: str) -> bool:
    if all(re.fullmatch(r"-?\d+(?:\.\d+)?", text) for text in (read, true)):
        return Decimal(read) == Decimal(true)
    return re.sub(r"[\W_]+", "", read).upper() == re.sub(r"[\W_]+", "", true).upper() != ""


def _varied(table: Table, chance: random.Random) -> Iterator[tuple[Table, bool]]:
    """A table with some of its headers unknown: invented words, misspelt ones, or words that we know and it does not.

    Yields it with whether all headers are in invented words.
    """
    known = any(not column.name.startswith(UNKNOWN) for column in table.columns)
    for share in UNKNOWN_SHARES if known else (0.3, 1.0):
        columns: list[Column] = []
        names: dict[str, str] = {}
        for at, column in enumerate(table.columns):
            header = column.header
            if chance.random() < share:
                names[column.name] = f"{UNKNOWN}{at} unknown"
                way = chance.random()
                header = invented(header, chance) if way < 0.5 or share == 1 else header
                header = misspelt(header, chance) if 0.5 <= way < 0.75 else header
            columns.append(replace(column, header=header))
        yield renamed(replace(table, columns=tuple(columns)), names), share == 1


def misspelt(text: str, chance: random.Random) -> str:
    """A header with one letter in six misread, lost or doubled."""
    letters = [at for at, sign in enumerate(text) if sign.isalpha() and ord(sign) < 0x2E80]
    signs = list(text)
    for at in chance.sample(letters, min(len(letters), max(1, len(letters) // 6))):
        signs[at] = chance.choice(("", chance.choice("abcdefghiklmnoprstuvwy"), signs[at] * 2))
    return "".join(signs)


def _lessons(
    file: str, form: Form, part: Part, table: Table, names: Sequence[str | None], *, unknown: bool
) -> Iterator[Lesson]:
    from extractors.nlp.column_tokens import tokens_of

    for signs, name in zip(tokens_of(table, form.kind, part), names, strict=True):
        if name is not None:
            yield Lesson(file, signs, name, unknown)


def teach(lessons: Sequence[Lesson]) -> Language:
    """A classifier of these columns."""
    from extractors.nlp.columns import BUCKETS

    held = Counter(name for name, _ in {(one.name, one.file) for one in lessons})
    lessons = [one for one in lessons if held[one.name] >= FEWEST]
    shown = Counter(sign for sign, _ in {(sign, one.file) for one in lessons for sign in one.signs})
    told = (([sign for sign in one.signs if shown[sign] >= FEWEST], one.name) for one in lessons)
    names = sorted({one.name for one in lessons})
    return fitted(BUCKETS, told, names, epochs=EPOCHS, batch=BATCH, rate=RATE)


def _told(nlp: Language, lessons: Iterable[Lesson]) -> str:
    """How many columns are told rightly: as they are and with unknown headers, of all and of those told surely."""
    from spacy.tokens import Doc

    from extractors.nlp.columns import NONE, SURE

    said: list[str] = []
    for unknown, what in ((False, "some headers known"), (True, "no header known")):
        some = [one for one in lessons if one.unknown == unknown]
        docs = nlp.pipe([Doc(nlp.vocab, words=one.signs) for one in some])
        best = [
            (max(doc.cats, key=doc.cats.__getitem__), max(doc.cats.values()), one.name)
            for doc, one in zip(docs, some, strict=True)
        ]
        sure = [(found, name) for found, chance, name in best if chance >= SURE and found != NONE]
        holding = [found == name for found, _, name in best if name != NONE]
        said.append(
            f"{what}: {sum(holding)} of {len(holding)} columns told; {len(sure)} told surely, "
            f"{sum(found == name for found, name in sure)} rightly\n"
        )
    return "".join(said)


if __name__ == "__main__":
    main()
