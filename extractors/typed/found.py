"""What every parser here gives back: a typed value, where it stood in the text, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A typed value found in a text.

    Attributes:
        start, end: half-open span in the text that was handed over.
        raw: that span as it stands.
        sure: 1.0 when clean; lower after a repair, a guess or when other readings are possible.
        alternatives: other values the same print may mean.
        repaired: characters were taken for others (O for 0, S for 5, ...).
    """

    value: T
    start: int
    end: int
    raw: str
    sure: float
    alternatives: tuple[T, ...] = ()
    repaired: bool = False

    def moved(self, by: int) -> Found[T]:
        """The same find in a text in which this one begins at `by`."""
        return replace(self, start=self.start + by, end=self.end + by) if by else self
