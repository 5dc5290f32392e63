"""Which column of an entry's lines a printed value belongs to: by where it stands, by its look, from left to right."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.captions.labels import LINE
from extractors.entry.answers import Row, column_of, fitting
from extractors.entry.captions import LOOKS
from extractors.entry.guesses import guesses
from extractors.entry.lines import INVOICE
from extractors.entry.looks import doubtful
from extractors.entry.parts import MET, MISSED, Part, fits
from extractors.layout import Run, run_of
from extractors.tables.long_goods import is_even


def under(heads: Sequence[Row], values: Sequence[Run], depth: int) -> tuple[list[tuple[str, Run]], list[Run]]:
    """Values under the one of several rows of captions that suits them best; that of their own depth comes first."""
    ways = [(assigned(row, values), i) for i, row in enumerate(heads)] if values else []
    best = max(ways, key=lambda way: way[0].worth + (way[1] == depth), default=None)
    if best is None:
        return [], list(values)
    placed, rest, unknown = best[0].placed, best[0].rest, best[0].unknown
    for i, row in enumerate(heads):  # captions set between two rows stand in one of them only
        if i != best[1] and rest:
            more = assigned(row, rest)
            placed = [*placed, *((name, run) for name, run in more.placed if name not in {n for n, _ in placed})]
            rest, unknown = more.rest, [*unknown, *more.unknown]
    return placed, sorted([*rest, *unknown], key=lambda run: run.box.x0)


@dataclass(frozen=True, slots=True)
class _Assigned:
    """Values of one printed line: by their columns, those of no column, those under headers that tell nothing.

    Attributes:
        worth: how well all suits.
    """

    placed: list[tuple[str, Run]]
    rest: list[Run]
    unknown: list[Run]
    worth: float


def assigned(heads: Row, values: Sequence[Run]) -> _Assigned:
    """Values of one printed line to the columns they stand under, both from left to right, by place and by look.

    Words with figures among them (`BEARINGS, OVER 30 MM`) that reach under further headers stay whole, unless they fill
    columns that nothing else on the line fills.
    """
    columns = [half for part in heads if not part.asked for half in _halves(part)]
    pieces = [(run, _pieces(run, columns)) for run in values]
    parted = _paired(columns, [piece for _, parts in pieces for piece in parts])
    torn = [run for run, parts in pieces if len(parts) > 1 and _stays_whole(run, columns)]
    if not torn:
        return parted
    whole = _paired(columns, [piece for run, parts in pieces for piece in ([run] if run in torn else parts)])
    return whole if whole.worth + FILLED > parted.worth else parted


def _stays_whole(run: Run, columns: Sequence[Part]) -> bool:
    """If print may be of one cell: under one header at most, or words under several that ask for one thing each."""
    if RELATED.fullmatch(run.text):
        return False
    over = [id(column.run) for column in columns if _over(run, column)]
    return len(over) < 2 or (len(set(over)) > 1 and WORDY.search(run.text) is not None)


RELATED = re.compile(r"\$?[\d,.]+ [YN]")
"""`31,200 N`: a value and whether the parties are related, whatever the header is called."""
WORDY = re.compile(r"[^\W\d_]{2}")
FILLED = 1.4
"""How much better words suit columns of their own that stand under these by no chance."""


def _paired(columns: Sequence[Part], pieces: Sequence[Run]) -> _Assigned:
    edges = [0.0, *(part.run.box.x0 for part in columns), 1.0]
    reach = [min(x for x in edges if x > part.run.box.x0) for part in columns]
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {}

    def way(i: int, j: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if i == len(pieces) or j == len(columns):
            return 0.0, ()
        if (i, j) not in best:
            score, pairs = way(i + 1, j + 1)
            choices = [
                way(i, j + 1),
                way(i + 1, j),
                (score + _match(pieces[i], columns[j], reach[j]) - 0.001 * j, ((i, j), *pairs)),
            ]
            best[i, j] = max(choices, key=lambda choice: choice[0])
        return best[i, j]

    worth, found = way(0, 0)
    pairs = dict(found)
    headed = frozenset(column_of(column.names) for column in columns if column.names)
    placed = {i: _placed(columns[j], pieces[i], headed) for i, j in pairs.items()}
    return _Assigned(
        [(name, run) for name, run in placed.values() if name],
        [piece for i, piece in enumerate(pieces) if i not in pairs],
        [run for name, run in placed.values() if not name],
        worth,
    )


def _halves(column: Part) -> list[Part]:
    """A header that asks for two things as two columns in one place: `Rate, duty`, `Pkgs / gross kg`."""
    if not column.names or not column.names[0].startswith("/"):
        return [column]
    return [Part(column.run, (name.removeprefix("/"),)) for name in column.names]


def _placed(column: Part, run: Run, headed: frozenset[str]) -> tuple[str, Run]:
    """The column and the print in it; doubtful under a header of unknown wording, "" under one that tells nothing.

    Args:
        headed: the columns that headers of known wordings name, so that no other header may ask for them.
    """
    if column.names:
        return column_of(_best(column.names, run.text)), run
    fit, name = fits([name for name in guesses(column.run.text) if column_of((name,)) not in headed], run.text)
    return (column_of((name,)), doubtful(run)) if fit >= MET else ("", run)


def _best(names: Sequence[str], text: str) -> tuple[str, ...]:
    _, name = fitting(names, text)
    lines = [n for n in names if n.startswith(LINE)]
    return (name,) if name.startswith(LINE) else tuple(lines) or ((name,) if name else ())


def _match(run: Run, column: Part, reach: float) -> float:
    """How well print suits a column: by where it stands, and by its look where we know what the column holds.

    Args:
        reach: where the next header begins, up to which figures at the right of a column may stand.
    """
    box, head = run.box, column.run.box
    over = min(box.x1, head.x1) - max(box.x0, head.x0)
    off = min(abs(box.x0 - head.x0), abs(box.x1 - head.x1), abs(box.cx - head.cx))
    place = 1.0 if over > 0 else 0.6 - off / 0.05
    if head.x0 <= box.x0 and box.x1 <= reach:
        place = max(place, REACHED)
    place += max(0.0, 0.5 - off / 0.02)
    if column.names[:1] == (f"{LINE}goods",) and MAKER.fullmatch(run.text):
        return -1.0
    if INVOICE.match(run.text.strip().upper()) and f"{LINE}invoice" not in column.names:
        return -1.0
    look = max(-3.0, fitting(column.names, run.text)[0]) if column.names else 0.0
    if not column.names:
        names = guesses(column.run.text)
        look = 0.5 * fits(names, run.text)[0] if names else UNKNOWN if over > 0 else 0.0
    return place + look


UNKNOWN = 1.2
"""What print counts that stands below a header of unknown wording: it is not the neighbour's, however it looks."""
REACHED = 0.2
"""How well print suits a column below whose header it does not stand, but before the next."""
MAKER = re.compile(rf"(?<![A-Z0-9])(?:{LOOKS['line:maker']})(?![A-Z0-9])")
SHORT_WORD = re.compile(r"\d|^\W*[A-Za-z]{1,4}\W*$")
"""A figure, a unit or a code; the words of goods are longer."""


def _pieces(run: Run, columns: Sequence[Part]) -> list[Run]:
    """Print that stands under several columns, word by word where these are figures; any other print as it is."""
    if INVOICE.match(run.text.strip().upper()):
        return [run]
    if MAKER.search(run.text) and len(parts := re.split(r"\s+[/·,-]\s+", run.text)) > 1:
        spans = [(at := run.text.index(part), at + len(part)) for part in parts]
        return [piece for span in spans if (piece := run.part(*span))]
    if "/" in run.text and any(_over(run, a) and a.run is b.run for a, b in itertools.pairwise(columns)):
        return [piece for half in STROKED.finditer(run.text) if (piece := run.part(*half.span()))]
    over = [column for column in columns if _over(run, column)]
    fit = max((fitting(c.names, run.text)[0] for c in over if c.names), default=MISSED)
    each = len(over) > 1 and all(FIGURE.fullmatch(word.text) for word in run.words)  # `7,812 420`
    if not over or len(run.words) < 2 or (fit >= 1.5 and not each) or not re.search(r"\d", run.text) or _is_prose(run):
        return [run]
    if len(over) < 2 and not all(SHORT_WORD.search(word.text) for word in run.words):
        return [run]
    groups: list[list[int]] = []
    for i, word in enumerate(run.words):
        words = not re.search(r"\d", word.text)
        if groups and words and not re.search(r"\d", run.words[groups[-1][-1]].text):
            groups[-1].append(i)
        else:
            groups.append([i])
    return [run_of([run.words[i] for i in group], run.page, run.cell) for group in groups]


def _is_prose(run: Run) -> bool:
    """`MOTORS, OUTPUT 74.6 W TO 735 W`: words and figures with even blanks, which are goods across columns."""
    long = [word for word in run.words if not SHORT_WORD.search(word.text)]
    return len(long) >= LONG_WORDS and is_even(run)


FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
LONG_WORDS = 2
STROKED = re.compile(r"[^\s/][^/]*?(?=\s*(?:/|$))")
"""What a stroke parts, under a header that asks for two things: `41,300 / N`, and `CA /` over the other."""


def _over(run: Run, column: Part) -> bool:
    """Whether print stands under a header."""
    return min(run.box.x1, column.run.box.x1) - max(run.box.x0, column.run.box.x0) > 0.002
