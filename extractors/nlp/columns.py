"""Which field a column of a listed table holds, told by all that it shows: a linear classifier that spaCy trains and
runs.

Headers are worded by every firm anew, and what stands below them, beside what and how its figures go with others says
as much. The classifier weighs all of it (`column_tokens.py`), where rules ask for one sign at a time. It is made by
`python -m sample_docs.teach_columns` from papers whose true values are known, as they are and with headers unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.columns.renaming import guessed_as
from extractors.nlp.bag_of_words import taught
from extractors.nlp.column_tokens import tokens_of
from extractors.tables.goods_tables import Table
from extractors.tables.headers import UNKNOWN

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = Path(__file__).parent / "columns"
BUCKETS = 2**15
"""Weights for each field. Signs share them by chance."""
NONE = "none"
"""What a column holds that nothing is asked of."""
SURE = 0.6
"""Probability from which a column is named."""
CONTRADICTED = 0.95
"""Probability from which signs doubt what a known header says."""
KIN = (
    {"quantity", "planned_quantity", "quantity_per_unit", "packages", "per_package"},
    {"unit", "package_kind", "packages"},
    {"part_number", "specification", "grade", "code"},
    {"lot_number", "heat_number"},
)
"""Columns that look alike, of which the header knows better which it is."""
NO_WITNESSES = (NONE, "item")
"""What contradicts no header: numbers of rows look like many other numbers."""

Chances = Mapping[str, float]
"""Field, or none, -> its probability (0 to 1)."""
Told = Mapping[str, tuple[str, float]]
"""Name of an unknown column -> the field it holds, with its probability."""


def told_by_all_signs(table: Table, wanted: Collection[str], kind: str, part: str) -> Table:
    """The table with columns under unknown headers named where all their signs together are sure of it, and with those
    doubted whose headers say what all other signs surely contradict.

    Args:
        wanted: the columns that such a table may have.
        kind: of the paper.
        part: what the table lists.
    """
    chances = columns_by_signs(table, kind, part)
    columns = [
        replace(column, guessed=True) if _contradicts(column.name, told) else column
        for column, told in zip(table.columns, chances, strict=True)
    ]
    told = _assigned(table, chances, wanted)
    return guessed_as(replace(table, columns=tuple(columns)), {column: name for column, (name, _) in told.items()})


def told_columns(table: Table, wanted: Collection[str], kind: str, part: str) -> Told:
    """Which unknown columns of a table hold what."""
    return _assigned(table, columns_by_signs(table, kind, part), wanted)


def _assigned(table: Table, chances: Sequence[Chances], wanted: Collection[str]) -> Told:
    """Unknown columns and what they hold: the surest first, a field once."""
    taken = {column.name for column in table.columns}
    ranked = sorted(
        (
            (chance, column.name, name)
            for column, found in zip(table.columns, chances, strict=True)
            for name, chance in found.items()
            if column.name.startswith(UNKNOWN) and chance >= SURE and name != NONE and name in wanted
            # what its print has shown not to be what its header says is not called so again
            if column.name != f"{UNKNOWN}{name}"
        ),
        reverse=True,
    )
    told: dict[str, tuple[str, float]] = {}
    for chance, column, name in ranked:
        if column not in told and name not in taken:
            told[column] = name, chance
            taken.add(name)
    return told


def _contradicts(name: str, chances: Chances) -> bool:
    """Whether a column surely holds something else than its header says, and nothing that is akin to it."""
    other = max(chances, key=chances.__getitem__)
    if name.startswith(UNKNOWN) or chances[other] < CONTRADICTED or other in (name, *NO_WITNESSES):
        return False
    return name in chances and not any({name, other} <= kin for kin in KIN)


def columns_by_signs(table: Table, kind: str, part: str) -> list[Chances]:
    """For each column of a table the probabilities of what it holds."""
    from spacy.tokens import Doc

    nlp = classifier()
    docs = [Doc(nlp.vocab, words=words) for words in tokens_of(table, kind, part)]
    return [dict(doc.cats) for doc in nlp.pipe(docs)]


@cache
def classifier() -> Language:
    """What was taught, read once a process."""
    return taught(MODEL, BUCKETS)
