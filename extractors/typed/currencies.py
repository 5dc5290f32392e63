"""Currencies as printed: codes, signs and the Chinese names of customs declarations."""

from __future__ import annotations

import re

_PRINTED = re.compile(
    r"US\$|USD|EUR|CNY|RMB|GBP|JPY|KRW|HKD|MYR|VND|INR|CAD|MXN|TRY|THB|\$|€|£|¥|￥|₩|₹"
    r"|美元|人民币|港[币元]|欧元|英镑|日元|韩元",
    re.IGNORECASE,
)
_CODES = {
    "美元": "USD", "人民币": "CNY", "港币": "HKD", "港元": "HKD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY",
    "韩元": "KRW",
    "US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "RMB": "CNY", "₩": "KRW", "₹": "INR",
}  # fmt: skip


def currency_in(text: str) -> str | None:
    """The ISO 4217 code of the first currency in a text, None where none is printed."""
    found = _PRINTED.search(text)
    return _CODES.get(found.group().upper(), found.group().upper()) if found else None


_GLUED = re.compile(
    r"(?<![A-Z])(?:USD|EUR|CNY|RMB|GBP|JPY|KRW|HKD|MYR|VND|INR|CAD|MXN|TRY|THB|TWD|SGD)(?=\d)", re.IGNORECASE
)


def without_codes(text: str) -> str:
    """A text in which codes that stand right before figures (`USD2.15`) are blanks, so that the figures are numbers."""
    return _GLUED.sub(lambda code: " " * len(code.group()), text)
