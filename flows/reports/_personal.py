"""Importer numbers in the form of a social security number are personal data: reports show their last four digits.

Masking by pattern alone would also blot out invoice and heat numbers, so only numbers that stand somewhere as an
importer number are masked, and those wherever they appear.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from schemas.audit import Audit
from schemas.page import Box

_PERSONAL = re.compile(r"\d{3}[- ]?\d{2}[- ]?\d{4}")
"""`NNN-NN-NNNN`. Nine bare digits count too: an employer's number has a hyphen after two digits or a two-character
suffix."""
_FIELD = "importer_number"


def without_personal_numbers(audit: Audit) -> Audit:
    """The audit with every personal importer number masked, and without the images that show one."""
    digits = {re.sub(r"\D", "", text) for text in _importer_numbers(audit) if _PERSONAL.fullmatch(text.strip())}
    if not digits:
        return audit
    ways = "|".join(f"{d[:3]}[- ]?{d[3:5]}[- ]?{d[5:]}" for d in sorted(digits))
    number = re.compile(rf"(?<!\w)(?:{ways})(?!\w)")
    hidden = {(e.document, e.page, e.box) for f in audit.findings for e in f.evidence if number.search(e.raw)}
    draw = audit.crop

    def crop(document: str, page: int, box: Box) -> bytes | None:
        return None if (document, page, box) in hidden else draw(document, page, box)

    return dataclasses.replace(_masked(audit, number), crop=crop)


def _importer_numbers(audit: Audit) -> Iterator[str]:
    for line in audit.entry_lines:
        yield line.text.get(_FIELD, "")
    for finding in audit.findings:
        yield finding.declared.get(_FIELD) or ""
        yield finding.found.get(_FIELD) or ""
    for record in audit.records:
        yield str(record.get(_FIELD) or "")


def _masked(node: Any, number: re.Pattern[str]) -> Any:
    """A copy of any of our shapes with the numbers masked in all its text."""
    if isinstance(node, Enum):
        return node
    if isinstance(node, str):
        return number.sub(lambda found: f"***-**-{found[0][-4:]}", node)
    if isinstance(node, Mapping):
        return {_masked(key, number): _masked(value, number) for key, value in node.items()}
    if isinstance(node, tuple | list):
        return type(node)(_masked(item, number) for item in node)
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        return type(node)(**{f.name: _masked(getattr(node, f.name), number) for f in dataclasses.fields(node)})
    return node
