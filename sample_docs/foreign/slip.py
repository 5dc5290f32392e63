"""What a paper says and what was really printed of it: a value enters the truth at the moment a template prints it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

_NAME = re.compile(r"\{([\w.]+)\}")


@dataclass(frozen=True, slots=True)
class Fact:
    """One value: how it is printed, and what `read` must make of it.

    Attributes:
        printed: the text on paper; a newline starts a new printed line.
        typed: the value in the form of truth.json; None for what is printed but asked of nobody (a telephone number).
        name: the field of CONTRACT.md; empty where `typed` is None.
        whole: never broken between two lines (numbers, codes).
    """

    printed: str
    typed: str | None = None
    name: str = ""
    whole: bool = False


class Slip:
    """A fact on its way to the paper; printing it records it."""

    def __init__(self, fact: Fact | None, truth: dict[str, str]) -> None:
        self._fact = fact
        self._truth = truth

    def __bool__(self) -> bool:
        return self._fact is not None

    def __html__(self) -> str:
        fact = self._fact
        if fact is None:
            return ""
        if fact.typed is not None and self._truth.setdefault(fact.name, fact.typed) != fact.typed:
            raise ValueError(f"{fact.name} is printed as {fact.typed!r} and as {self._truth[fact.name]!r}")
        text = Markup("<br>").join(escape(part) for part in fact.printed.split("\n"))
        return f'<span class="nb">{text}</span>' if fact.whole else str(text)

    __str__ = __html__


class Scope:
    """The facts of a header or of one line, as templates see them: `{{ f.exporter }}`; what is not there is empty."""

    def __init__(self, facts: Mapping[str, Fact], truth: dict[str, str]) -> None:
        self._facts = facts
        self._truth = truth

    def __getitem__(self, name: str) -> Slip:
        return Slip(self._facts.get(name), self._truth)

    def has(self, name: str) -> bool:
        return name in self._facts


@dataclass(slots=True)
class Record:
    """The truth of one document while it is printed."""

    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    lines: list[dict[str, str]] = field(default_factory=list)
    materials: list[dict[str, str]] = field(default_factory=list)
    marks: dict[str, Any] = field(
        default_factory=lambda: {"seal": False, "signature": False, "qr": None, "copy": False, "retroactive": False}
    )

    def as_truth(self, pages: list[int], road: str) -> dict[str, Any]:
        if self.kind.startswith(("coo.", "cert.")):  # an invoice named beside a line is the certificate's invoice
            for line in self.lines[:1]:
                for name in ("invoice_number", "invoice_date"):
                    if name in line:
                        self.fields.setdefault(name, line[name])
        return {
            "pages": pages,
            "kind": self.kind,
            "road": road,
            "fields": self.fields,
            "lines": [line for line in self.lines if line],
            "materials": [line for line in self.materials if line],
            "marks": self.marks,
        }


def fill(pattern: str, head: Scope, line: Scope | None = None) -> Markup:
    """Print a pattern: `{exporter}` is a fact of the header, `{l.hs_code}` of the line, a newline a new printed line.

    A printed line that needs a fact which is not there is left out, with all its words.
    """
    parts: list[Markup] = []
    for row in str(pattern).split("\n"):
        names = _NAME.findall(row)
        slips = {name: _slip(name, head, line) for name in names}
        if not all(slips.values()):
            continue
        text = Markup("")
        for index, piece in enumerate(_NAME.split(row)):
            text += Markup(slips[piece].__html__()) if index % 2 else escape(piece)
        parts.append(text)
    return Markup("<br>").join(parts)


def _slip(name: str, head: Scope, line: Scope | None) -> Slip:
    if name.startswith("l."):
        if line is None:
            raise ValueError(f"{name} is asked for outside a line")
        return line[name[2:]]
    return head[name]
