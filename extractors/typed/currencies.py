"""Currencies as printed: codes and signs."""

from __future__ import annotations

import re

_PRINTED = re.compile(
    r"US\$|USD|EUR|CNY|RMB|GBP|JPY|KRW|HKD|MYR|VND|INR|CAD|MXN|TRY|THB|\$|€|£|¥|￥|₩|₹", re.IGNORECASE
)
_CODES = {
    "US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "RMB": "CNY", "₩": "KRW", "₹": "INR",
}  # fmt: skip


def currency_in(text: str) -> str | None:
    """The ISO 4217 code of the first currency in a text, None where none is printed."""
    found = _PRINTED.search(text)
    return _CODES.get(found.group().upper(), found.group().upper()) if found else None
