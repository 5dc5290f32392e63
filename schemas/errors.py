"""The errors a user can meet, each with the exit code of CONTRACT.md and a sentence on what to do.

OriginAuditError (4)
├── UsageError (2)          bad usage, settings or entry files
└── UnreadableFile (3)      a document that cannot be opened; the rest of the batch goes on
"""

from __future__ import annotations


class OriginAuditError(Exception):
    """Base of all expected failures.

    Attributes:
        exit_code: what the command line exits with when this error ends it.
    """

    exit_code = 4

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}; {self.remedy}" if self.remedy else head

    def __reduce__(self) -> tuple[object, tuple[type, str, str, str]]:
        return _rebuild, (type(self), self.what, self.where, self.remedy)


def _rebuild(kind: type[OriginAuditError], what: str, where: str, remedy: str) -> OriginAuditError:
    return kind(what, where=where, remedy=remedy)


class UsageError(OriginAuditError):
    """Bad usage, settings or entry data: the run does not start, or a row is refused."""

    exit_code = 2


class UnreadableFile(OriginAuditError):
    """A file whose bytes cannot be read as a document (empty, truncated, password-protected, wrong type)."""

    exit_code = 3
