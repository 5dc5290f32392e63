"""How well a document fits an entry by parties, goods, amounts and dates, where no number tells."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from schemas.entry import EntryLine
from schemas.reference.programmes import form_parameters, form_use
from validators import names
from validators.pairs import stems
from validators.papers import Paper

POSSIBLE = 0.55
"""Below this score a document is not linked at all."""
MARGIN = 0.08
"""Entries whose scores are this close cannot be told apart."""
_SUREST = 0.90
"""Likeness is never as sure as a number."""
_MOST = 400
"""What more entries than these share tells nothing."""
_COMPARED = 60
"""Entries compared with one document: those that share most with it."""
_TELLING_AMOUNT = 100
"""Smaller amounts are shared by too many."""
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
    amounts: set[float] = field(default_factory=set[float])
    weight: float = 0.0
    spis: set[str] = field(default_factory=set[str])
    first: dt.date | None = None
    entered: dt.date | None = None


class Candidates:
    """Entries by their parties and tariff headings, and what is known of them from the papers they already have."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = defaultdict(_Entry)
        self._blocks: dict[str, list[str]] = defaultdict(list)

    def take(self, line: EntryLine) -> None:
        """What an entry line declares."""
        _take_line(self._entries[line.entry_number], line)

    def close(self) -> None:
        """All lines are there."""
        for number, entry in self._entries.items():
            if entry.weight:
                entry.amounts.add(entry.weight)
            for block in _blocks_of_entry(entry):
                self._blocks[block].append(number)

    def learn(self, paper: Paper, entry_number: str) -> None:
        """What a paper that surely belongs to an entry tells about it: who sells, and how much."""
        entry = self._entries.get(entry_number)
        if entry is not None:
            entry.makers |= set(paper.makers)
            entry.amounts |= paper.amounts

    def has_party(self, paper: Paper, entry_number: str) -> bool:
        """Whether a buyer or consignee of the paper is a party of the entry."""
        entry = self._entries.get(entry_number)
        return entry is not None and _same_party(paper, entry)

    def of(self, paper: Paper) -> Iterator[tuple[str, float, str]]:
        """(entry number, score, reason) of entries that may fit."""
        shared: Counter[str] = Counter()
        for block in _blocks_of_paper(paper):
            entries = self._blocks.get(block, ())
            if len(entries) <= _MOST:
                shared.update(entries)
        for entry, _ in shared.most_common(_COMPARED):
            score = self.score(paper, entry)
            if score is not None:
                yield entry, *score

    def score(self, paper: Paper, entry_number: str) -> tuple[float, str] | None:
        """How well a document fits an entry, and in words why; None where nothing can be compared."""
        entry = self._entries.get(entry_number)
        if entry is None:
            return None
        open_, said = 1.0, list[str]()
        for weight, reason in _signs(paper, entry):
            open_ *= 1 - weight
            said.append(reason)
        if not said:
            return None
        timely = _timely(paper, entry)
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
    entry.weight += float(line.numbers.get("gross_weight_kg") or 0)
    entry.amounts |= {
        float(n) for name in ("gross_weight_kg", "net_quantity", "manifest_quantity") if (n := line.numbers.get(name))
    }
    entry.first = entry.first or line.dates.get("export_date") or line.dates.get("entry_date")
    entry.entered = entry.entered or line.dates.get("entry_date")


def _blocks_of_entry(entry: _Entry) -> Iterator[str]:
    """What an entry must share with a paper to be compared with it at all."""
    for party in {names.core(p) for p in entry.parties}:
        yield from _name_blocks(party)
    yield from (f"heading {heading}" for heading in entry.headings)
    yield from (f"maker {code[:6]}" for code in entry.maker_codes if len(code) >= 6)
    yield from (f"amount {amount:.0f}" for amount in entry.amounts if amount >= _TELLING_AMOUNT)
    if entry.first is not None:
        yield from (f"heading {heading} {entry.first:%Y-%m}" for heading in entry.headings)


def _blocks_of_paper(paper: Paper) -> Iterator[str]:
    for party in sorted({names.core(p) for p in paper.parties}):
        yield from _name_blocks(party)
    yield from (f"heading {heading}" for heading in sorted(paper.headings))
    yield from (f"maker {code[:6]}" for code in sorted({maker_code(m) for m in paper.makers}) if len(code) >= 6)
    yield from (f"amount {amount:.0f}" for amount in sorted(paper.amounts) if amount >= _TELLING_AMOUNT)
    if paper.day is not None:
        months = {(paper.day + dt.timedelta(days=days)).strftime("%Y-%m") for days in (-31, 0, 31, 62)}
        yield from (f"heading {heading} {month}" for heading in sorted(paper.headings) for month in sorted(months))


def _name_blocks(core: str) -> Iterator[str]:
    """The whole name, and its two halves: a slip of reading spoils only one of them."""
    run = core.replace(" ", "")
    yield f"party {run}"
    if len(run) >= 10:
        yield f"party <{run[: len(run) // 2]}"
        yield f"party {run[-(len(run) // 2) :]}>"


def _signs(paper: Paper, entry: _Entry) -> Iterator[tuple[float, str]]:
    """Independent signs that a document belongs to an entry, each with how much it closes of what is open."""
    if _same_party(paper, entry):
        yield 0.45, "a party has the same name"
    makers = paper.makers
    if any(names.score(a, b) >= 0.80 for a in makers for b in entry.makers):
        yield 0.50, "the maker or seller is that of other documents of the entry"
    elif any(code.startswith(maker_code(m)) for m in makers if maker_code(m) for code in entry.maker_codes):
        yield 0.40, "the maker fits the manufacturer ID"
    if paper.headings & entry.headings:
        yield 0.35, "the goods have the same tariff heading"
    elif paper.words & entry.words:
        yield 0.20, "the goods have the same name"
    agree = sum(any(_same(a, b) for b in entry.amounts) for a in paper.amounts)
    if agree:
        yield (0.50, "an amount agrees") if agree == 1 else (0.70, f"{agree} amounts agree")
    if any(supports(paper.kind, spi, entry.entered) for spi in entry.spis):
        yield 0.35, "it supports the claim of the entry"


def _same_party(paper: Paper, entry: _Entry) -> bool:
    return any(names.score(a, b) >= 0.80 for a in paper.parties for b in entry.parties)


def _timely(paper: Paper, entry: _Entry) -> bool | None:
    day = paper.day
    if day is None or entry.first is None:
        return None
    if self_certified(paper.kind):  # good for four years, and often for a year ahead
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


def supports(kind: str, spi: str, day: dt.date | None) -> bool:
    """Whether a form supports a claim under a programme."""
    use = form_use(kind, day)
    return use is not None and spi in use.spis


def _same(one: float, other: float) -> bool:
    return 0.995 * other <= one <= other / 0.995
