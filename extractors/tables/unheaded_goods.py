"""Tables of goods none of whose headers are known, found by what stands in every row: a tariff number; a count, a price
and what both come to; two weights, one a little more than the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from decimal import Decimal

from extractors.captions.labels import Labels
from extractors.columns.unnamed import HS
from extractors.layout import Run, Sheet
from extractors.tables.headers import Header
from extractors.tables.unheaded_materials import FEWEST_ROWS, Rows, alike, header_over, open_rows, ruled_rows
from extractors.typed.codes import known_hs6
from extractors.typed.numbers import find_numbers

ALL_ROWS = 0.8
"""Share of the rows in which the tariff number stands; lines of print between them may be the ends of goods' names."""


CENT = Decimal("0.01")
Figures = Sequence[Decimal | None]
"""What stands in a column, row by row."""


def unheaded_goods(sheet: Sheet, labels: Labels, wanted: Collection[str]) -> Header | None:
    """The captions over the longest table of rows that tell themselves; None where there is none.

    Columns that are neither told by all rows nor known by their captions have no name; content may tell them later.

    Args:
        wanted: names of the columns that papers of the kind have.
    """
    found: list[tuple[int, Header]] = []
    for rows in (*ruled_rows(sheet), *open_rows(sheet)):
        coded = [at for at in range(len(rows.captions)) if _is_coded(rows, at)]
        told = {coded[0]: "hs_code"} if len(coded) == 1 else {}
        if {"unit_price", "value"} <= {*wanted}:
            told |= _sold(rows, told)
        if {"net_weight_kg", "gross_weight_kg"} <= {*wanted}:
            told |= _weighed(rows, told)
        if told:
            known = {at: name for at, name in _known(rows, labels, told.values()).items() if at not in told}
            found.append((len(rows.lines), header_over(rows, known | told)))
    return max(found, key=lambda f: f[0])[1] if found else None


def _is_coded(rows: Rows, at: int) -> bool:
    texts = rows.texts(at)
    return len(texts) >= ALL_ROWS * len(rows.lines) and alike(texts, _is_tariff_number)


def _is_tariff_number(text: str) -> bool:
    digits = "".join(filter(str.isdigit, text))
    return HS.fullmatch(text) is not None and digits[:6] in known_hs6()


def _sold(rows: Rows, taken: Collection[int]) -> dict[int, str]:
    """The columns of counts, prices and amounts, where in all rows the first two come to the third."""
    figures = {at: [_only(line.get(at, ())) for line in rows.lines] for at in range(len(rows.captions))}
    full = [at for at, found in figures.items() if at not in taken and sum(map(bool, found)) > 1]
    for one, other in itertools.combinations(full, 2):
        for whole in full:
            if whole not in (one, other) and _come_to(figures[one], figures[other], figures[whole]):
                price, count = (other, one) if _decimals(figures[other]) >= _decimals(figures[one]) else (one, other)
                return {count: "quantity", price: "unit_price", whole: "value"}
    return {}


def _weighed(rows: Rows, taken: Collection[int]) -> dict[int, str]:
    """Two columns of which one is a little more than the other in all rows: weights without and with packing."""
    figures = {at: [_only(line.get(at, ())) for line in rows.lines] for at in range(len(rows.captions))}
    full = [at for at, found in figures.items() if at not in taken and all(found) and len(found) >= FEWEST_ROWS]
    pairs = [
        (net, gross)
        for net, gross in itertools.permutations(full, 2)
        if all(a and b and a < b <= HEAVIEST * a for a, b in zip(figures[net], figures[gross], strict=True))
    ]
    return {pairs[0][0]: "net_weight_kg", pairs[0][1]: "gross_weight_kg"} if len(pairs) == 1 else {}


HEAVIEST = Decimal("1.5")
"""Times its net weight that goods weigh gross at most; what is twice as much is another figure."""


def _only(runs: Sequence[Run]) -> Decimal | None:
    """The one number of a cell."""
    found = find_numbers(" ".join(run.text for run in runs))
    return found[0].value if len(found) == 1 else None


def _come_to(ones: Figures, others: Figures, wholes: Figures) -> bool:
    """Whether two figures times each other are the third wherever there is one; once times itself says nothing."""
    rows = [(a, b, c) for a, b, c in zip(ones, others, wholes, strict=True) if c is not None]
    proven = [a and b and abs(a * b - c) <= CENT for a, b, c in rows]
    return len(rows) >= FEWEST_ROWS and all(proven) and sum(c not in (a, b) for a, b, c in rows) >= FEWEST_ROWS


def _decimals(figures: Figures) -> int:
    return max((-int(f.as_tuple().exponent) for f in figures if f is not None), default=0)


def _known(rows: Rows, labels: Labels, taken: Collection[str]) -> dict[int, str]:
    names: dict[int, str] = {}
    for at, caption in enumerate(rows.captions):
        text = " ".join(run.text for run in caption)
        hit = labels.find(text)
        if hit and hit.is_all_of(text) and (free := [n for n in hit.names if n not in (*names.values(), *taken)]):
            names[at] = free[0]
    return names
