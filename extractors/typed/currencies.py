"""Currencies as printed: codes, signs and the Chinese names of customs declarations."""

from __future__ import annotations

import re

_PRINTED = re.compile(
    r"(?<![A-Z])(?:NT|HK|SG?|AU?|CA?|NZ|R|MX)\$|"
    r"(?<![A-Z])(?:EUR(?=(?:OS?)?(?![A-Z]))|(?!(?-i:[A-Z][a-z])|CAD\.\s?NO\b)(?:GBP|JPY|KRW|HKD|MYR|VND|INR|CAD|MXN|TRY|THB|TWD|SGD|CHF|AUD|NZD|BRL|COP|"
    r"CLP|PEN|ZAR|AED|SAR|EGP|PKR|BDT|LKR|IDR|PHP|PLN|CZK|HUF|SEK|NOK|DKK|RON|ILS|MAD|JOD|KZT|RUB|CRC|GTQ|HNL|DOP)(?![A-Z]))|"
    r"US\$|USD|CNY|RMB|\$|€|£|¥|￥|₩|₹"
    r"|美元|人民币|港[币元]|欧元|英镑|日元|韩元",
    re.IGNORECASE,
)
"""Codes that are parts of words too (`COUNTRY`, `CADMIUM`) stand alone and have no small letters behind
a capital (`5. Cad. No: 12` is a street); a dollar is told by the letters before it."""
_CODES = {
    "美元": "USD", "人民币": "CNY", "港币": "HKD", "港元": "HKD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY",
    "韩元": "KRW",
    "NT$": "TWD", "HK$": "HKD", "S$": "SGD", "SG$": "SGD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "NZ$": "NZD", "R$": "BRL", "MX$": "MXN",
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


def amount_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of a number with the currency right before or behind it, None where none stands there."""
    if before := _BEFORE.search(text, max(0, start - 5), start):
        return before.start(), end
    behind = _BEHIND.match(text, end)
    return (start, behind.end()) if behind else None


_BEFORE = re.compile(rf"(?:{_PRINTED.pattern})\s?$", re.IGNORECASE)
_BEHIND = re.compile(rf"\s?(?:{_PRINTED.pattern})(?![A-Z])", re.IGNORECASE)
