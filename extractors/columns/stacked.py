"""Two columns under one header, plan over result or start over finish: `计划/完工数量`."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from extractors import values
from extractors.captions.fields import Labelled
from extractors.layout import Run
from extractors.sighted import Context, Values


def stacked(line: Values, runs: Sequence[Run], header: str, context: Context) -> Values:
    """Two columns under one header, plan over result or start over finish: the upper value and the lower one."""
    for pattern, upper, lower, kind in STACKED:
        if not pattern.search(header):
            continue
        pair = _halves(runs)
        if pair is None:
            return {}
        taken = values.take(kind, upper, pair[0], context)
        taken.update({n: v for n, v in values.take(kind, lower, pair[1], context).items() if n not in taken})
        return taken
    return {}


def stacked_captions(line: Values, labelled: Sequence[Labelled], wanted: Container[str], context: Context) -> Values:
    """What captions of two columns ask for: `Order qty / good qty: 480 / 464`."""
    told = [stacked(line, item.lines, item.label.text, context) for item in labelled if item.columns and item.lines]
    return {name: value for values_of in told for name, value in values_of.items() if name in wanted}


def _halves(runs: Sequence[Run]) -> tuple[list[Run], list[Run]] | None:
    if len(runs) == 2:
        return [runs[0]], [runs[1]]
    if len(runs) == 1 and len(parts := re.split(r"\s*(?:/|~|～|至|\s[-–—]\s)\s*", runs[0].text)) == 2:
        first = runs[0].part(0, len(parts[0]))
        second = runs[0].part(len(runs[0].text) - len(parts[1]))
        return ([first], [second]) if first and second else None
    return None


_PLAN, _DONE = (
    r"(?:计划|应产|下达|订单|PLANNED|PLAN|ORDER(?:ED)?|TARGET)",
    r"(?:完工|完成|实际|实产|合格|COMPLETED|ACTUAL|FINISHED|GOOD)",
)
_START, _FINISH = r"(?:开工|开始|投产|START)", r"(?:完工|完成|结束|竣工|FINISH|COMPLETION|END)"
_TAIL = r"[^/\s]{0,4}(?: (?:QTY|QUANTITY|DATE))?\s*[/\s]\s*(?:(?:QTY|QUANTITY) )?"
STACKED = (
    (re.compile(_PLAN + _TAIL + _DONE, re.IGNORECASE), "planned_quantity", "quantity", "measure"),
    (re.compile(_START + _TAIL + _FINISH, re.IGNORECASE), "start_date", "finish_date", "date"),
)
