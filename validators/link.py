"""Which document belongs to which entry, with reasons and a score."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.entry import EntryLine
from schemas.finding import Link
from schemas.record import Record
from validators import likeness
from validators.keys import folded, telling
from validators.papers import Paper, paper_of

SURE = 0.80
"""From this score a link is a fact; below it is a question."""
_ENTRY_NUMBER = 0.99
_WEIGHTS = {"certificate_number": 0.98, "invoice_number": 0.95, "bl_awb": 0.95, "reference_number": 0.90}
"""How surely an entry and a document with the same number belong together."""
_NEAR = 0.70
"""A number that differs by one character, without anything else that fits."""
_PASSED_ON = 0.92
"""Factor for a link through another document: a material issue to the production order it names."""
_LETTERS = 64
"""Characters that a misread one may have been: the commonest of the declared numbers, which are digits and capitals."""
_ROUNDS = 3
_NAMED = 0.93
"""A folder or file named after an invoice, a bill of lading or an order."""
_SAME_FOLDER = 0.45
"""A folder all of whose other documents belong to one entry."""


@dataclass(slots=True)
class _Evidence:
    score: float = 0.0
    reasons: list[str] = field(default_factory=list[str])
    near: bool = False

    def add(self, score: float, reason: str, *, near: bool = False) -> None:
        if reason in self.reasons:
            return
        # Independent signs add up: what one leaves open, the next closes by its share.
        self.near = (self.near or not self.reasons) and near
        self.score = 1 - (1 - self.score) * (1 - score)
        self.reasons.append(reason)


def link(records: Sequence[Record], lines: Sequence[EntryLine], hints: Mapping[str, Sequence[str]]) -> list[Link]:
    """Link documents to entries; see `link_papers`."""
    return link_papers([paper_of(record) for record in records], lines, hints)


def link_papers(papers: Sequence[Paper], lines: Iterable[EntryLine], hints: Mapping[str, Sequence[str]]) -> list[Link]:
    """Link documents to entries.

    Args:
        papers: documents as read.
        lines: entry lines as declared; they are gone through once.
        hints: document id -> entry numbers found in its folder or file name.

    Returns:
        At least one link a paper, in the order of the papers; entry_number "" where it fits none.
    """
    index, candidates = _Index(), likeness.Candidates()
    for line in lines:
        index.take(line)
        candidates.take(line)
    index.close()
    candidates.close()
    found = [_printed(paper, index, hints.get(paper.document, ())) for paper in papers]
    _pass_on(papers, found)
    for paper, evidence in zip(papers, found, strict=True):
        told = _told_apart(paper, evidence, candidates)
        for entry in told:
            # Of a number that several entries share it is not known yet whose papers these are.
            if evidence[entry].score >= SURE and (len(told) == 1 or len(evidence[entry].reasons) > 1):
                candidates.learn(paper, entry)
    folders = _folders(papers, found)
    links: list[Link] = []
    for paper, evidence in zip(papers, found, strict=True):
        if not evidence:
            for entry, score, reason in candidates.of(paper):
                evidence.setdefault(entry, _Evidence()).add(score, reason)
            beside = folders.get(paper.folder)
            if beside:
                evidence.setdefault(beside, _Evidence()).add(_SAME_FOLDER, "it lies among documents of the entry")
            links.extend(_by_likeness(paper, evidence))
        else:
            links.extend(_by_numbers(paper, _told_apart(paper, evidence, candidates), candidates))
    return links


def _told_apart(
    paper: Paper, evidence: Mapping[str, _Evidence], candidates: likeness.Candidates
) -> dict[str, _Evidence]:
    """Without entries that share one number with the paper by chance: sellers number their invoices alike.

    Such an entry has no party of the paper, while another entry of that number has one.
    """
    if len(evidence) < 2:
        return dict(evidence)
    owners = {entry for entry in evidence if candidates.has_party(paper, entry)}
    if not owners:
        return dict(evidence)
    return {e: reached for e, reached in evidence.items() if e in owners or len(reached.reasons) > 1 or _named(reached)}


def _named(reached: _Evidence) -> bool:
    """Whether what links an entry is its own number or that of a certificate."""
    return any("entry number" in reason or reason.startswith("certificate number") for reason in reached.reasons)


class _Index:
    """Entry numbers by every number that is declared on them."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self.exact: dict[str, dict[str, set[str]]] = {column: defaultdict(set) for column in _WEIGHTS}
        self.letters = ""

    def take(self, line: EntryLine) -> None:
        """What an entry line declares."""
        self.entries.setdefault(folded(line.entry_number), line.entry_number)
        for column in _WEIGHTS:
            for text in line.lists.get(column, ()):
                number = folded(text)
                if telling(number):
                    self.exact[column][number].add(line.entry_number)

    def close(self) -> None:
        """All lines are there."""
        found = Counter(letter for numbers in self.exact.values() for number in numbers for letter in number)
        self.letters = "".join(letter for letter, _ in found.most_common(_LETTERS))

    def near(self, column: str, number: str) -> set[str]:
        """Entries whose number differs by one character.

        Every number that one slip could have made is looked up: numbers of one issuer share their beginnings, so that
        comparing those that share a half with it would grow with the square of the entries.
        """
        declared = self.exact[column]
        return {entry for other in _one_slip(number, self.letters) for entry in declared.get(other, ())}


def _folders(papers: Sequence[Paper], found: Sequence[Mapping[str, _Evidence]]) -> dict[str, str]:
    """Folder -> the one entry that all its linked documents belong to; shared folders are left out."""
    entries: dict[str, set[str]] = defaultdict(set)
    for paper, evidence in zip(papers, found, strict=True):
        entries[paper.folder] |= {entry for entry, reached in evidence.items() if reached.score >= SURE}
    return {folder: next(iter(owners)) for folder, owners in entries.items() if len(owners) == 1}


def _one_slip(number: str, letters: str) -> set[str]:
    """All that one character lost, added or taken for another makes of a number."""
    cuts = [(number[:at], number[at:]) for at in range(len(number) + 1)]
    lost = {head + tail[1:] for head, tail in cuts if tail}
    taken = {head + letter + tail[1:] for head, tail in cuts if tail for letter in letters}
    added = {head + letter + tail for head, tail in cuts for letter in letters}
    return (lost | taken | added) - {number}


def _printed(paper: Paper, index: _Index, hints: Sequence[str]) -> dict[str, _Evidence]:
    found: dict[str, _Evidence] = defaultdict(_Evidence)
    for hint in hints:
        entry = index.entries.get(folded(hint))
        if entry:
            found[entry].add(_ENTRY_NUMBER, f"the folder or file name holds entry number {entry}")
    for word in paper.long_words:
        if entry := index.entries.get(word):
            found[entry].add(_ENTRY_NUMBER, f"entry number {entry} is printed on it")
    for word in re.split(r"[/\s_]+", paper.source.rsplit(".", 1)[0]):
        for column, numbers in index.exact.items():
            for entry in sorted(numbers.get(folded(word), ()) if len(word) >= 6 else ()):
                found[entry].add(_NAMED, f"the folder or file name holds {_spoken(column)} {word}")
    for column, text, confidence in paper.printed:
        number = folded(text)
        if not telling(number):
            continue
        entries = index.exact[column].get(number, set())
        for entry in sorted(entries):
            found[entry].add(_WEIGHTS[column], f"{_spoken(column)} {text} is declared on the entry")
        if not entries and len(number) >= 6:
            for entry in sorted(index.near(column, number)):
                found[entry].add(
                    _NEAR * min(1.0, 0.5 + confidence / 2),
                    f"{_spoken(column)} {text} differs by one character from one declared on the entry",
                    near=True,
                )
    return dict(found)


def _spoken(column: str) -> str:
    return "bill of lading" if column == "bl_awb" else column.replace("_", " ")


def _pass_on(papers: Sequence[Paper], found: list[dict[str, _Evidence]]) -> None:
    """Papers that name a number of a linked paper belong to its entry: orders, lots, containers."""
    for _ in range(_ROUNDS):
        waiting = {
            number for paper, evidence in zip(papers, found, strict=True) if not evidence for number in paper.shared
        }
        holders: dict[str, dict[str, float]] = defaultdict(dict)
        for paper, evidence in zip(papers, found, strict=True):
            for entry, reached in evidence.items():
                for number in paper.shared & waiting if reached.score >= SURE else ():
                    holders[number][entry] = max(reached.score, holders[number].get(entry, 0.0))
        grown = False
        for paper, evidence in zip(papers, found, strict=True):
            if evidence:
                continue
            for number in sorted(paper.shared):
                for entry, score in sorted(holders.get(number, {}).items()):
                    evidence.setdefault(entry, _Evidence()).add(
                        score * _PASSED_ON, f"number {number} stands on another document of the entry"
                    )
                    grown = True
        if not grown:
            return


def _by_numbers(paper: Paper, evidence: Mapping[str, _Evidence], candidates: likeness.Candidates) -> Iterator[Link]:
    best = max(e.score for e in evidence.values())
    for entry, reached in sorted(evidence.items(), key=lambda item: (-item[1].score, item[0])):
        reasons, score = list(reached.reasons), reached.score
        if reached.near:
            support = candidates.score(paper, entry)
            if support is not None and support[0] >= 0.5:
                score = max(score, SURE + 0.05)
                reasons.append(support[1])
        elif score < best - 0.2:
            continue
        # A number that many entries share says little unless something else fits too.
        shared = len(evidence) > 1 and len(reached.reasons) == 1 and "certificate number" not in reasons[0]
        if shared and "entry number" not in reasons[0]:
            support = candidates.score(paper, entry)
            if support is None or support[0] < 0.5:
                score = min(score, SURE - 0.05)
                reasons.append(f"{len(evidence)} entries carry the same number")
            else:
                reasons.append(support[1])
        yield Link(paper.document, entry, round(min(score, 1.0), 3), tuple(reasons), doubtful=score < SURE)


def _by_likeness(paper: Paper, evidence: Mapping[str, _Evidence]) -> Iterator[Link]:
    """By parties, goods and dates; several entries close together are a question."""
    ranked = sorted(evidence.items(), key=lambda item: (-item[1].score, item[0]))
    if not ranked or ranked[0][1].score < likeness.POSSIBLE:
        yield Link(paper.document, "", 0.0, ("no number, party or goods of it fits an entry",))
        return
    best = ranked[0][1].score
    close = [(entry, e) for entry, e in ranked if e.score >= best - likeness.MARGIN]
    if likeness.self_certified(paper.kind):  # one certification may serve every entry it fits
        sure = [(entry, e) for entry, e in close if e.score >= SURE]
        if sure:
            yield from (Link(paper.document, entry, round(e.score, 3), tuple(e.reasons)) for entry, e in sure)
            return
    close = close[:5]
    for entry, e in close:
        doubtful = len(close) > 1 or e.score < SURE
        reasons = tuple(e.reasons) + ((f"{len(close)} entries fit equally well",) if len(close) > 1 else ())
        yield Link(paper.document, entry, round(e.score, 3), reasons, doubtful=doubtful)
