"""What was seen: printed runs and typed finds as values with their sightings; what a document says about its values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from extractors.layout import Run, run_of
from extractors.typed import dates, quantities
from extractors.typed.found import Found
from schemas.record import Sighting, Typed, Value, typed_to_json

T = TypeVar("T", str, Decimal, dt.date)
Number = TypeVar("Number", Decimal, quantities.Quantity)
COMMA_GROUP = re.compile(r"(?<![0-9.,])[0-9]{1,3},[0-9]{3}(?![0-9.,])")
EITHER = 0.7
"""What a number is worth that may be thousands or three decimals."""
POINT_GROUP = re.compile(r"(?<![0-9.,])[0-9]{1,3}\.[0-9]{3}(?![0-9.,])")


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the document says about how to read one value.

    Attributes:
        order: whether its dates run day-month or month-day, where that is known.
        engine: who read the page.
        comma: whether its decimals stand behind a comma, so that points part thousands.
        about: its first date, where all its dates lie within one year: near it are the dates printed without a year.
    """

    order: dates.Order | None
    engine: str
    comma: bool = False
    about: dt.date | None = None

    def meant(self, found: Found[Number]) -> Found[Number]:
        """A number as this document means it: where points part thousands, 5.940 is the greater of its meanings.

        There 11,400 may be eleven and four tenths: both are kept, and neither is sure.
        """
        if self.comma and not found.alternatives and COMMA_GROUP.search(found.raw):
            value = found.value
            smaller = value / 1000 if isinstance(value, Decimal) else replace(value, number=value.number / 1000)
            return replace(found, sure=min(found.sure, EITHER), alternatives=(smaller,))
        if not self.comma or not found.alternatives or not POINT_GROUP.search(found.raw):
            return found
        greatest = max((found.value, *found.alternatives), key=lambda v: v if isinstance(v, Decimal) else v.number)
        return replace(found, value=greatest, sure=max(found.sure, 0.95), alternatives=())


Values = dict[str, Value]
Taker = Callable[[str, Sequence[Run], Context], Values]


def joined(lines: Sequence[Run]) -> Run:
    """Lines as one run, in the order given (at least one)."""
    return run_of([word for run in lines for word in run.words], lines[0].page, lines[0].cell)


def sighting(run: Run, context: Context) -> Sighting:
    """What was seen: the weakest word and the average count equally, for one bad letter spoils a value."""
    confidences = [w.confidence for w in run.words]
    confidence = (min(confidences) + sum(confidences) / len(confidences)) / 2
    engines = {w.engine or context.engine for w in run.words}
    return Sighting(run.text, run.page, run.box, confidence, "+".join(sorted(engines)))


def value_of(value: Typed, run: Run, context: Context, sure: float = 1.0, others: Sequence[Typed] = ()) -> Value:
    """A value seen in `run`; `sure` lowers its confidence where the typing itself was unsure."""
    seen = sighting(run, context)
    alternatives = tuple(text for other in others if (text := typed_to_json(other)) is not None)
    return Value(value, seen.confidence * sure, (seen,), alternatives)


def found_value(found: Found[T], run: Run, context: Context) -> Value:
    """A typed find inside `run`, with the sighting narrowed to the words it stands in."""
    part = run.part(found.start, found.end) or run
    return value_of(found.value, part, context, found.sure, found.alternatives)


OVER_LINES = 0.88
"""The most that goods over several printed lines count: on papers of layouts not seen before half of them held a
remark, a routing or a neighbour's words besides, however surely each word was read."""


def goods_value(text: str, run: Run, context: Context) -> Value:
    """The goods that stand in `run`."""
    value = value_of(text, run, context)
    middles = [word.box.cy for word in run.words]
    # Line boxes of a scan overlap, the middles of its lines do not.
    over_lines = max(middles) - min(middles) > 0.6 * max(word.box.height for word in run.words)
    return replace(value, confidence=min(value.confidence, OVER_LINES)) if over_lines else value
