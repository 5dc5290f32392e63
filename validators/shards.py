"""Cuts an audit into shards that can be judged one after the other with the same outcome as all at once.

Entries that share a document, cite one certificate number, or whose certificates share an invoice or replace each
other, are judged together: that is what the ledger adds up and the twins compare. Neighbours in a series of numbers
(`x.sequence`) are not: one exporter's series would make one shard of all its certificates.
A rule that looks further than that needs its key here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.finding import Link

DOCUMENTS_A_SHARD = 20_000
"""Some 16 KB a record with its sightings: a shard takes about half a gigabyte, frames included."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents and entries that are judged together."""

    documents: frozenset[str]
    entries: frozenset[str]


class Ties:
    """Which entries and documents hang together."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def tie(self, one: str, other: str) -> None:
        """Both are judged together."""
        a, b = self._top(one), self._top(other)
        if a != b:
            self._above[b] = a

    def _top(self, node: str) -> str:
        above = self._above
        above.setdefault(node, node)
        while (up := above[node]) != node:
            above[node] = above[up]
            node = above[node]
        return node

    def groups(self) -> list[list[str]]:
        """The nodes that hang together."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in self._above:
            found[self._top(node)].append(node)
        return list(found.values())


def cut(
    links: Sequence[Link], certificates: Iterable[tuple[str, str]], cited: Iterable[tuple[str, str]],
    size: int = DOCUMENTS_A_SHARD,
) -> list[Shard]:  # fmt: skip
    """Cut an audit into shards of about `size` documents and entries.

    Args:
        links: every document and entry must be in some link or tuple.
        certificates: (document, folded certificate number or ""), and (document, key) for every other key of
            `Paper.lot_keys`.
        cited: (entry number, folded certificate number that it cites or "").
    """
    ties = Ties()
    for link in links:
        ties.tie(f"d{link.document}", f"e{link.entry_number}" if link.entry_number else f"d{link.document}")
    for prefix, pairs in (("d", certificates), ("e", cited)):
        for node, number in pairs:
            ties.tie(f"{prefix}{node}", f"c{number}" if number else f"{prefix}{node}")
    shards: list[Shard] = []
    documents, entries = set[str](), set[str]()
    for group in ties.groups():
        documents |= {node[1:] for node in group if node[0] == "d"}
        entries |= {node[1:] for node in group if node[0] == "e"}
        if len(documents) + len(entries) >= size:
            shards.append(Shard(frozenset(documents), frozenset(entries)))
            documents, entries = set(), set()
    if documents or entries:
        shards.append(Shard(frozenset(documents), frozenset(entries)))
    return shards
