"""What a declared inbox must be able to do, whatever it is: a folder, a mailbox, an object store."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO, Protocol


class Tray(StrEnum):
    """Where an item goes when it is settled."""

    DONE = "done"
    DUPLICATES = "duplicates"
    UNREADABLE = "unreadable"


PROCESSING = "processing"
OURS = (PROCESSING, *(tray.value for tray in Tray))
"""Folders in an inbox that are ours: nothing is taken from them."""
REASON = ".reason.txt"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that lies in an inbox and is complete: a file, or a mail.

    Attributes:
        mark: names it in its inbox, so that it is known again where it cannot be moved.
        name: how reports call it; folders are kept, because an entry number in one is a hint.
        place: where it lies, in the source's own words.
    """

    mark: str
    name: str
    place: str

    @property
    def key(self) -> str:
        """The mark, as the store keeps it: of one length, and of letters that any database takes."""
        return hashlib.sha256(self.mark.encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(slots=True)
class Look:
    """What lies in an inbox; `left` has one sentence an item that is left lying, with the reason."""

    items: list[Item] = field(default_factory=list[Item])
    left: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class Address:
    """Where an inbox is.

    Attributes:
        address: a folder, or an address with a scheme.
        settle: seconds for which an item must have stood still.
        options: what the scheme's library wants to be told.
        secrets: the same, and never shown.
    """

    address: str
    settle: float = 15.0
    options: Mapping[str, object] = field(default_factory=dict[str, object])
    secrets: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


class NotReady(Exception):
    """An item that looked complete and is not, or that has gone; the text says which."""


class Source(Protocol):
    """An inbox. Every method may raise OriginAuditError when it cannot be reached."""

    def look(self) -> Look:
        """What lies there complete, in the order of the names; takes as long as items must have stood still."""
        ...

    def take(self, item: Item) -> Item:
        """Put an item where nobody else takes it, if this inbox has such a place; the item at its new place.

        Raises:
            NotReady: it has gone.
        """
        ...

    def open(self, item: Item) -> IO[bytes]:
        """Its bytes.

        Raises:
            NotReady: it has gone, or cannot be opened now.
        """
        ...

    def whole(self, item: Item, size: int) -> bool:
        """Whether `size` bytes, read just now, are all of it and it did not change meanwhile."""
        ...

    def put_back(self, item: Item) -> None:
        """Undo `take`."""
        ...

    def file_away(self, item: Item, tray: Tray, reason: str) -> bool:
        """Move a settled item to its tray, with the reason beside it where it has one.

        Returns:
            False when it cannot be moved: it stays where it is.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
