"""How well a document fits an entry by parties, goods, amounts and dates, where no number tells."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rapidfuzz.distance import Levenshtein

from schemas.entry import EntryLine
from schemas.record import Record
from validators import names

POSSIBLE = 0.55
"""Below this score a document is not linked at all."""
MARGIN = 0.08
"""Entries whose scores are this close cannot be told apart."""
_SUREST = 0.90
"""Likeness is never as sure as a number."""
_MOST = 400
"""Candidates looked at for one document; a heading or a party shared by more tells nothing."""
_EARLY, _LATE = dt.timedelta(days=200), dt.timedelta(days=60)


def one_apart(one: str, other: str) -> bool:
    """Whether two numbers differ in exactly one character."""
    return Levenshtein.distance(one, other, score_cutoff=1) == 1


@dataclass(slots=True)
class _Entry:
    parties: set[str] = field(default_factory=set[str])
    headings: set[str] = field(default_factory=set[str])
    origins: set[str] = field(default_factory=set[str])
    amounts: set[Decimal] = field(default_factory=set[Decimal])
    weight: Decimal = Decimal(0)
    day: dt.date | None = None


class Candidates:
    """Entries by their parties and tariff headings."""

    def __init__(self, lines: Sequence[EntryLine]) -> None:
        self._entries: dict[str, _Entry] = defaultdict(_Entry)
        for line in lines:
            entry = self._entries[line.entry_number]
            entry.parties |= {line.text[n] for n in ("importer_name", "consignee_name") if line.text.get(n)}
            if hts := line.text.get("hts"):
                entry.headings.add(hts[:6])
            if origin := line.text.get("country_of_origin"):
                entry.origins.add(origin)
            weight = line.numbers.get("gross_weight_kg")
            entry.weight += weight or 0
            entry.amounts |= {
                n for name in ("gross_weight_kg", "net_quantity", "manifest_quantity") if (n := line.numbers.get(name))
            }
            entry.day = entry.day or line.dates.get("export_date") or line.dates.get("entry_date")
        self._by_party: dict[str, list[str]] = defaultdict(list)
        self._by_heading: dict[str, list[str]] = defaultdict(list)
        for number, entry in self._entries.items():
            if entry.weight:
                entry.amounts.add(entry.weight)
            for party in {names.core(p) for p in entry.parties}:
                self._by_party[party].append(number)
            for heading in entry.headings:
                self._by_heading[heading].append(number)

    def of(self, record: Record) -> Iterator[tuple[str, float, str]]:
        """(entry number, score, reason) of entries that may fit."""
        parties = {names.core(p) for p in _parties(record)}
        near: dict[str, None] = {}
        for found in (
            *(self._by_party.get(party, []) for party in parties),
            *(self._by_heading.get(heading, []) for heading in _headings(record)),
        ):
            if len(found) <= _MOST:
                near.update(dict.fromkeys(found))
        for entry in near:
            score = self.score(record, entry)
            if score is not None:
                yield entry, *score

    def score(self, record: Record, entry_number: str) -> tuple[float, str] | None:
        """How well a document fits an entry, and in words why; None where nothing can be compared."""
        entry = self._entries.get(entry_number)
        if entry is None:
            return None
        said: list[str] = []
        party = max((names.score(a, b) for a in _parties(record) for b in entry.parties), default=0.0)
        if party >= 0.80:
            said.append("a party has the same name")
        headings = _headings(record)
        goods = 1.0 if headings & entry.headings else 0.0
        if goods:
            said.append("the goods have the same tariff heading")
        amounts = _amounts(record)
        amount = 1.0 if any(_same(a, b) for a in amounts for b in entry.amounts) else 0.0
        if amount:
            said.append("an amount agrees")
        day = _day(record)
        timely = 0.0
        if day is not None and entry.day is not None:
            timely = 1.0 if entry.day - _EARLY <= day <= entry.day + _LATE else -1.0
            said.append("the dates fit" if timely > 0 else "the dates do not fit")
        score = 0.35 * (party if party >= 0.80 else 0.0) + 0.2 * goods + 0.3 * amount + 0.15 * timely
        return (min(max(score, 0.0), _SUREST), ", ".join(said)) if said else None


def _parties(record: Record) -> list[str]:
    values = (record.get(name) for name in ("consignee", "importer", "buyer"))
    return [v for v in values if isinstance(v, str) and not names.is_order(v)]


def _headings(record: Record) -> set[str]:
    codes = (value.value for line in record.lines if (value := line.get("hs_code")) is not None)
    return {code[:6] for code in codes if isinstance(code, str) and len(code) >= 6}


def _amounts(record: Record) -> set[Decimal]:
    rows = (record.fields, *record.lines)
    wanted = (
        "gross_weight_kg", "quantity", "packages", "total_gross_weight_kg", "total_quantity", "total_packages",
    )  # fmt: skip
    values = (value.value for row in rows for name in wanted if (value := row.get(name)) is not None)
    return {v for v in values if isinstance(v, Decimal) and v >= 10}


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= Decimal("0.005") * max(one, other)


def _day(record: Record) -> dt.date | None:
    for name in ("issue_date", "invoice_date", "finish_date"):
        value = record.get(name)
        if isinstance(value, dt.date):
            return value
    return None
