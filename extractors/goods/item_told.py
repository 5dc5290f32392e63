"""What is told of one item of a list in running print: facts with their places in its text, and what is left of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fact:
    """A value in the text of an item.

    Attributes:
        begin: where its caption begins, or itself.
        captioned: whether a caption says what it is.
    """

    begin: int
    start: int
    end: int
    captioned: bool


@dataclass(slots=True)
class Told:
    """What one item says.

    Attributes:
        facts: by the names of columns.
        again: how many things it says twice, as no single item does.
        money, bare, words: amounts, numbers and words whose column nothing says yet, from left to right.
    """

    facts: dict[str, Fact] = field(default_factory=dict)
    again: int = 0
    money: list[Fact] = field(default_factory=list)
    bare: list[Fact] = field(default_factory=list)
    words: list[Span] = field(default_factory=list)

    def add(self, name: str, fact: Fact) -> bool:
        """Take a fact; of what a caption tells already only another caption tells more."""
        known = self.facts.get(name)
        if known and known.captioned and not fact.captioned:
            return False
        if known:
            self.again += 1
        else:
            self.facts[name] = fact
        return True


EDGE = " \t,;:：|/·•–—-=.，；、。"
COMMA = re.compile(r"[,，]\s*(?=\S)")


def trimmed(text: str, start: int, end: int) -> Span | None:
    """A part of a text without blanks and marks at its ends; None where nothing else is in it."""
    part = text[start:end]
    left = len(part) - len(part.lstrip(EDGE))
    right = len(part.rstrip(EDGE))
    return (start + left, start + right) if right > left else None
