"""Text that came out of hostile documents, made harmless for the place where it will stand."""

from __future__ import annotations

import json
import re
from typing import Any

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, direction overrides, zero-width marks, halves of surrogate pairs: they hide or turn round what
stands beside them, and XML and UTF-8 refuse some of them."""
_ACTIVE = tuple("=+-@＝＋－＠")
_CELL_LIMIT = 32_000
"""Excel's limit is 32,767 characters a cell."""


def visible(text: str) -> str:
    """The text with every invisible character shown as U+FFFD; tabs and newlines stay."""
    return _INVISIBLE.sub("\ufffd", text.replace("\r\n", "\n"))


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, saying how many were left out and where they are."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rstrip()}… [{len(text) - limit:,} more characters in findings.json or documents.jsonl]"


def cell(text: str) -> str:
    """The text as a cell of CSV or XLSX that no spreadsheet takes for a formula.

    A leading apostrophe is written even in XLSX, where the cell is typed as text anyway: people save such sheets as
    CSV and open them again.
    """
    hidden = bool(text) and (text[0] in "\t\r\n" or _INVISIBLE.match(text) is not None)
    text = clip(visible(text), _CELL_LIMIT)
    return "'" + text if hidden or text.lstrip().startswith(_ACTIVE) else text


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON that keeps every character, readable ones as they are and invisible ones as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False, default=str)
    return _INVISIBLE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
