"""What the rules say: findings, questions and what could not be judged, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from schemas.page import Box


class Severity(IntEnum):
    """DOMAIN.md 5.0, in rising order."""

    INFO = 0
    WARNING = 1
    ERROR = 2
    CRITICAL = 3

    @property
    def label(self) -> str:
        return self.name.lower()


class Status(StrEnum):
    FINDING = "finding"
    QUESTION = "question"
    """The evidence is doubtful: a person must look."""
    NOT_EVALUABLE = "not_evaluable"
    """A value is missing or unreadable; the message names it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a found value was read: document id, field name, 1-based page, box on the upright page, text as printed."""

    document: str
    field: str
    page: int
    box: Box
    raw: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's word on one row of a comparison frame.

    Attributes:
        line_no: "" when the finding is about the whole entry or a document.
        entry_number: "" for a document that fits no entry.
        declared, found: field name -> value as JSON text, None where empty.
        confidence: 0 to 1, that of the least certain value it rests on.
        rule_version, table_version: of the rule that made it, and of the tables that the rule rests on (of all
            tables where it names none); "" for what is found outside the rules.
    """

    rule: str
    severity: Severity
    status: Status
    entry_number: str
    line_no: str
    documents: tuple[str, ...]
    declared: Mapping[str, str | None]
    found: Mapping[str, str | None]
    message: str
    basis: str
    action: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    rule_version: str = ""
    table_version: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Why a document belongs to an entry (or, with entry_number "", to none).

    A doubtful link is a question for a person, never a fact that rules judge on.
    """

    document: str
    entry_number: str
    score: float
    reasons: tuple[str, ...]
    doubtful: bool = False
