"""The value and the duty of lines below headers of unknown wording: a value times the rate is the duty, so both tell.

What one line proves holds for the lines whose print stands below it in the same column. Never sure.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.entry.lines import seen
from extractors.entry.proofs import AD_VALOREM, BY_QUANTITY, FEES, FREE, MOST, Own
from extractors.layout import Run
from schemas.record import MOST_DOUBTFUL, Line, Value

FIGURE = re.compile(r"(?<![\w.,%/-])(?:US)?\$?\s?(\d[\d,]*(?:\.\d{2})?)(?![\w%/]|[.,-]\d)")
CENT, DOLLAR = Decimal("0.011"), Decimal("0.51")
LEAST = Decimal(5)
"""Duties below which a figure may be one by chance."""
Amount = tuple[Decimal, Run]
Found = dict[str, Amount]


def reckoned(lines: Sequence[tuple[Line, Own]]) -> list[tuple[Line, Own]]:
    """The lines with values and duties that no column gave them, where rates prove these or a line that does."""
    free = [list(_figures(own)) for _, own in lines]
    found = [_proven(line, own, figures) for (line, own), figures in zip(lines, free, strict=True)]
    places = [(name, run) for proof in found for name, (_, run) in proof.items()]
    for (line, _), figures, proof in zip(lines, free, found, strict=True):
        for name in NAMES:
            below = [run for other, run in places if other == name]
            level = [figure for figure in figures if any(_in_line(figure[1], run) for run in below)]
            if name not in proof and not line.get(name) and len(level) == 1 and level[0] not in proof.values():
                proof[name] = level[0]
    return [
        ({**line, **{name: _typed(*amount) for name, amount in proof.items()}}, own)
        for (line, own), proof in zip(lines, found, strict=True)
    ]


def related(lines: Sequence[tuple[Line, Own]]) -> list[tuple[Line, Own]]:
    """The lines with whether the parties are related, where a single column of unknown wording has Y or N in each."""
    columns = [{name: own[name] for name in own if name.startswith("?")} for _, own in lines]
    told = [{name for name, runs in own.items() if [run.text for run in runs] in YES_OR_NO} for own in columns]
    names = set[str].intersection(*told) if len(told) > 1 else set[str]()
    if len(names) != 1 or any(line.get("relationship") for line, _ in lines):
        return list(lines)
    [name] = names
    return [({**line, "relationship": seen(own[name][0].text, own[name], MOST_DOUBTFUL)}, own) for line, own in lines]


YES_OR_NO = (["Y"], ["N"])
NAMES = ("entered_value_usd", "duty_usd")


def _typed(figure: Decimal, run: Run) -> Value:
    return seen(f"{figure:f}", [run], MOST_DOUBTFUL)


def _figures(own: Own) -> Iterator[Amount]:
    """The amounts that no column took."""
    for name, runs in own.items():
        for run in runs if name == "other" or name.startswith("?") else ():
            for match in FIGURE.finditer(run.text):
                if part := run.part(*match.span()):
                    yield Decimal(match[1].replace(",", "")), part


def _proven(line: Line, own: Own, free: Sequence[Amount]) -> Found:
    """What of value and duty is missing from a line and proven by its rates; nothing where several figures would do."""
    missing = [name for name in NAMES if not line.get(name)]
    text = " ".join(run.text for name, runs in own.items() if name in RATED or name[0] == "?" for run in runs)
    rates = [rate for said in AD_VALOREM.findall(text) if (rate := Decimal(said)) not in FEES and rate][:MOST]
    if not missing or BY_QUANTITY.search(text):
        return {}
    known: dict[str, list[tuple[Decimal, Run | None]]] = {name: [*free] for name in NAMES}
    known |= {name: [(Decimal(str(value.value)), None)] for name in NAMES if (value := line.get(name))}
    sums = {sum(some, Decimal(0)) for n in range(1, len(rates) + 1) for some in itertools.combinations(rates, n)}
    proofs: list[Found] = []
    for value, duty in itertools.product(*(known[name] for name in NAMES)):
        near = CENT if duty[0] % 1 else DOLLAR
        if duty[0] >= LEAST and any(abs(value[0] * rate / 100 - duty[0]) < near for rate in sums):
            pair = dict(zip(NAMES, (value, duty), strict=True))
            proofs.append({name: (figure, run) for name, (figure, run) in pair.items() if run})
    if not proofs and not rates and missing == ["duty_usd"] and FREE.search(text):
        proofs = [{"duty_usd": figure} for figure in free if figure[0] == 0]
    return proofs[0] if len(proofs) == 1 else {}


RATED = ("rate", "duty", "other")


def _in_line(run: Run, other: Run) -> bool:
    """Whether print stands in the same column as other print, to the left edge, to the right one or to the middle."""
    one, two = run.box, other.box
    return min(abs(one.x0 - two.x0), abs(one.x1 - two.x1), abs(one.cx - two.cx)) < ALIGNED


ALIGNED = 0.004
"""Share of the page's width."""
