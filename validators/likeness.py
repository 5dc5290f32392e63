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
from schemas.reference.programmes import form_parameters, form_use
from validators import names
from validators.pairs import stems

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
    makers: set[str] = field(default_factory=set[str])
    maker_codes: set[str] = field(default_factory=set[str])
    headings: set[str] = field(default_factory=set[str])
    words: set[str] = field(default_factory=set[str])
    amounts: set[Decimal] = field(default_factory=set[Decimal])
    weight: Decimal = Decimal(0)
    spis: set[str] = field(default_factory=set[str])
    first: dt.date | None = None
    entered: dt.date | None = None


class Candidates:
    """Entries by their parties and tariff headings, and what is known of them from the papers they already have."""

    def __init__(self, lines: Sequence[EntryLine]) -> None:
        self._entries: dict[str, _Entry] = defaultdict(_Entry)
        for line in lines:
            _take_line(self._entries[line.entry_number], line)
        self._by_party: dict[str, list[str]] = defaultdict(list)
        self._by_heading: dict[str, list[str]] = defaultdict(list)
        for number, entry in self._entries.items():
            if entry.weight:
                entry.amounts.add(entry.weight)
            for party in {names.core(p) for p in entry.parties}:
                self._by_party[party].append(number)
            for heading in entry.headings:
                self._by_heading[heading].append(number)

    def learn(self, record: Record, entry_number: str) -> None:
        """What a paper that surely belongs to an entry tells about it: who sells, and how much."""
        entry = self._entries.get(entry_number)
        if entry is not None:
            entry.makers |= set(_makers(record))
            entry.amounts |= _amounts(record)

    def of(self, record: Record) -> Iterator[tuple[str, float, str]]:
        """(entry number, score, reason) of entries that may fit."""
        parties = {names.core(p) for p in _parties(record)}
        near: dict[str, None] = {}
        for found in (
            *(self._by_party.get(party, []) for party in sorted(parties)),
            *(self._by_heading.get(heading, []) for heading in sorted(_headings(record))),
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
        open_, said = 1.0, list[str]()
        for weight, reason in _signs(record, entry):
            open_ *= 1 - weight
            said.append(reason)
        if not said:
            return None
        timely = _timely(record, entry)
        if timely is not None:
            open_ = open_ * 0.85 if timely else 1 - (1 - open_) * 0.6
            said.append("the dates fit" if timely else "the dates do not fit")
        return min(1 - open_, _SUREST), ", ".join(said)


def _take_line(entry: _Entry, line: EntryLine) -> None:
    entry.parties |= {line.text[n] for n in ("importer_name", "consignee_name") if line.text.get(n)}
    if hts := line.text.get("hts"):
        entry.headings.add(hts[:6])
    if maker := line.text.get("manufacturer_id"):
        entry.maker_codes.add(maker.upper()[2:])
    if spi := line.text.get("spi"):
        entry.spis.add(spi)
    entry.words |= stems(line.text.get("description", ""))
    entry.weight += line.numbers.get("gross_weight_kg") or 0
    entry.amounts |= {
        n for name in ("gross_weight_kg", "net_quantity", "manifest_quantity") if (n := line.numbers.get(name))
    }
    entry.first = entry.first or line.dates.get("export_date") or line.dates.get("entry_date")
    entry.entered = entry.entered or line.dates.get("entry_date")


def _signs(record: Record, entry: _Entry) -> Iterator[tuple[float, str]]:
    """Independent signs that a document belongs to an entry, each with how much it closes of what is open."""
    if any(names.score(a, b) >= 0.80 for a in _parties(record) for b in entry.parties):
        yield 0.45, "a party has the same name"
    makers = _makers(record)
    if any(names.score(a, b) >= 0.80 for a in makers for b in entry.makers):
        yield 0.50, "the maker or seller is that of other documents of the entry"
    elif any(code.startswith(maker_code(m)) for m in makers if maker_code(m) for code in entry.maker_codes):
        yield 0.40, "the maker fits the manufacturer ID"
    if _headings(record) & entry.headings:
        yield 0.35, "the goods have the same tariff heading"
    elif any(stems(d) & entry.words for d in _descriptions(record)):
        yield 0.20, "the goods have the same name"
    agree = sum(any(_same(a, b) for b in entry.amounts) for a in _amounts(record))
    if agree:
        yield (0.50, "an amount agrees") if agree == 1 else (0.70, f"{agree} amounts agree")
    if any(supports(record.kind, spi, entry.entered) for spi in entry.spis):
        yield 0.35, "it supports the claim of the entry"


def _timely(record: Record, entry: _Entry) -> bool | None:
    day = _day(record)
    if day is None or entry.first is None:
        return None
    if self_certified(record.kind):  # good for four years, and often for a year ahead
        return entry.first - dt.timedelta(days=4 * 366) <= day <= entry.first + dt.timedelta(days=366)
    return entry.first - _EARLY <= day <= entry.first + _LATE


def self_certified(kind: str) -> bool:
    """Whether a kind is a certification by the trader, which may serve many entries."""
    form = form_parameters(kind)
    return form is not None and form.issued_by == "trader"


def maker_code(name: str) -> str:
    """The name part of a manufacturer ID: three letters of each of the first two words."""
    words = [w for w in names.core(name).split() if w not in ("A", "AN", "AND", "OF", "THE") and w.isascii()]
    return "".join(word[:3] for word in words[:2])


def _parties(record: Record) -> list[str]:
    values = (record.get(name) for name in ("consignee", "importer", "buyer"))
    return [v for v in values if isinstance(v, str) and not names.is_order(v)]


def _makers(record: Record) -> list[str]:
    values = (record.get(name) for name in ("exporter", "producer", "supplier", "certifier"))
    return [v for v in values if isinstance(v, str) and not names.is_same(v)]


def _descriptions(record: Record) -> Iterator[str]:
    for line in record.lines:
        value = line.get("description")
        if value is not None and isinstance(value.value, str):
            yield value.value


def supports(kind: str, spi: str, day: dt.date | None) -> bool:
    """Whether a form supports a claim under a programme."""
    use = form_use(kind, day)
    return use is not None and spi in use.spis


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
