"""What print of a page looks like, whatever its words: signs by which the kind of a paper is told in any wording.

An air waybill has its number with a check digit, an entry its own, a packing list no money, a letter sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from extractors.layout import Run, Sheet
from extractors.papers.unaudited import without_sentences
from extractors.recognise import DOTTED, MAKER
from extractors.typed.codes import find_containers, find_entry_numbers
from extractors.typed.references import find_air_waybill

MONEY = re.compile(
    r"(?:[$€£¥]|\b(?:USD|EUR|GBP|CNY|RMB|JPY|INR|CHF|CAD|MXN)\b)\s*\d|\d\s*(?:[$€£¥]|(?:USD|EUR|GBP|CNY|RMB)\b)"
)
HUNDREDTHS = re.compile(r"\D{0,4}\d[\d.,' ]*[.,]\d\d\D{0,4}")
"""A figure alone with two decimals: an amount or a weight."""
TARIFF = re.compile(r"(?<![\d.])\d{4}\.\d{2}(?:\.\d\d)?(?![\d.])")
FLIGHT = re.compile(r"\b[A-Z]{2}\d{3,4}\b")
MAIL = re.compile(r"@\w+\.")
SIGNS: Mapping[str, Callable[[str], object]] = {
    "container": find_containers,
    "awb": find_air_waybill,
    "entry": lambda text: any(found.sure >= SURE for found in find_entry_numbers(text)),
    "money": MONEY.search,
    "hs10": DOTTED.search,
    "hs": TARIFF.search,
    "mid": MAKER.search,
    "flight": FLIGHT.search,
    "mail": MAIL.search,
    "percent": lambda text: "%" in text,
}
SURE = 0.9
"""How sure an entry number must be: its check digit is right."""
FIFTHS = 5
"""Parts by which the share of print that stands in sentences is told."""


def looks_of(sheets: Sequence[Sheet]) -> list[str]:
    """`#container`, `#money`, …: each sign once that stands on the pages, and how much there is of some things.

    Figures with two decimals and runs are counted by powers of two, sentences by fifths of all letters.
    """
    runs = [run for sheet in sheets for run in sheet.runs]
    if not runs:
        return []
    found = [f"#{sign}" for sign, meets in SIGNS.items() if any(meets(run.text) for run in runs)]
    spoken = _letters(runs) - sum(_letters(without_sentences(sheet.runs)) for sheet in sheets)
    figures = sum(HUNDREDTHS.fullmatch(run.text) is not None for run in runs)
    counted = f"#dec{min(figures.bit_length(), 6)}", f"#len{min(len(runs).bit_length(), 9)}"
    return [*found, *counted, f"#sent{FIFTHS * spoken // max(1, _letters(runs))}"]


def _letters(runs: Sequence[Run]) -> int:
    return sum(len(run.text) for run in runs)
